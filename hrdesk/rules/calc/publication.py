"""``hrdesk calc publication``: points for publishing a work."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from hrdesk.rules.calc.facts import AgencyCode, Day, Facts, LevelCode, Name
from hrdesk.rules.calc.registry import Answer, Context, Kind
from hrdesk.rules.calc.score import law_of
from hrdesk.rules.codes import Agency
from hrdesk.rules.lawbook import LawBook
from hrdesk.rules.publication import outlets, publication
from hrdesk.rules.refusal import Refused


def _list_outlets(schema: dict[str, Any]) -> None:
    found = outlets(LawBook.load().newest(Agency.DOH))
    schema["enum"] = list(found)
    schema["description"] = " · ".join(f"{id_}: {label}" for id_, label in found.items())


class PublicationFacts(Facts):
    """The level asked for, the series or its mission group, and the outlet."""

    agency: AgencyCode
    level: LevelCode
    series: Name | None = None
    mission_group: Literal["G1", "G2", "G3"] | None = None
    outlet: Annotated[Name, Field(json_schema_extra=_list_outlets)]
    as_of: Day | None = None


def run(facts: PublicationFacts, context: Context) -> Answer:
    """The points and the rule that gives them (doh.work.publication-*)."""
    if facts.agency is not Agency.DOH:
        raise Refused(
            "no_clause",
            f"หลักเกณฑ์ของ{facts.agency.label}ที่โปรแกรมมีไม่กำหนดคะแนนการเผยแพร่ผลงาน",
            "agency",
        )
    law = law_of(context, facts.agency, facts.as_of)
    found = publication(
        law, facts.level, facts.outlet, series=facts.series, group=facts.mission_group
    )
    values = {"points": found.points, "rule": found.rule, "mission_group": found.mission_group}
    return Answer(values, found.explanation, law)


KIND = Kind("publication", "คะแนนการเผยแพร่ผลงาน", PublicationFacts, run)
