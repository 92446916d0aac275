"""``hrdesk calc route``: which clause a reassignment, transfer or promotion follows."""

from __future__ import annotations

from typing import Literal

from hrdesk.rules import routes, routes_dms
from hrdesk.rules.calc.facts import AgencyCode, Day, Facts, LevelCode, PostTypeCode
from hrdesk.rules.calc.registry import Answer, Context, Kind
from hrdesk.rules.codes import Agency
from hrdesk.rules.refusal import Refused
from hrdesk.rules.routes import RouteFacts

_FINDERS = {Agency.DOH: routes.find_route, Agency.DMS: routes_dms.find_route}


class PersonFacts(Facts):
    """The person's present post and the highest knowledge-worker level ever held."""

    type: PostTypeCode
    level: LevelCode | None
    highest_k: LevelCode | None


class TargetFacts(Facts):
    """The post asked for."""

    type: PostTypeCode
    level: LevelCode


class Request(Facts):
    """Person, post and circumstances; what may be left out and is missing stands in ``needs``."""

    agency: AgencyCode
    action: Literal["reassignment", "transfer", "promotion"]
    person: PersonFacts
    target: TargetFacts
    same_series: bool
    same_group: bool
    linked_level: bool
    occupied_by: Literal["applicant", "other"] | None
    holder_leaving: Literal["retirement", "resignation"] | None
    holder_leaves_on: Day | None = None
    granted_on: Day | None = None
    consent: bool | None = None
    no_list: bool | None = None
    scholarship_bound: bool
    on_live_list: bool
    as_of: Day


def run(facts: Request, context: Context) -> Answer:
    """The clause, what applies besides, the scheme, what is missing, and why it is refused."""
    finder = _FINDERS.get(facts.agency)
    if finder is None:
        message = "ชุดกฎของหน่วยงานนี้ไม่มีข้อว่าด้วยการย้าย การโอน หรือการเลื่อน ใช้ได้: doh, dms"
        raise Refused("no_rule", message, "agency")
    law = context.book.at(facts.as_of, facts.agency)
    given = facts.model_dump(exclude={"agency", "person", "target", "as_of"})
    found = finder(
        RouteFacts(
            person_type=facts.person.type,
            person_level=facts.person.level,
            highest_k=facts.person.highest_k,
            target_type=facts.target.type,
            target_level=facts.target.level,
            **given,
        ),
        law,
    )
    values = {
        "route": found.route,
        "then": found.then,
        "scheme": found.scheme,
        "needs": list(found.needs),
        "refused": found.refused,
    }
    return Answer(values, found.explanation, law)


KIND = Kind("route", "ข้อที่ใช้กับการย้าย โอน เลื่อน", Request, run)
