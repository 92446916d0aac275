"""The route of a person of the register, and which questions still bear on it (doh, dms)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from hrdesk.rules import routes, routes_dms
from hrdesk.rules.codes import Agency, Level
from hrdesk.rules.lawbook import Law
from hrdesk.rules.refusal import Refused
from hrdesk.rules.routes import Route, RouteFacts

Finder = Callable[[RouteFacts, Law], Route]

_FINDERS: Mapping[str, Finder] = {
    Agency.DOH.value: routes.find_route,
    Agency.DMS.value: routes_dms.find_route,
}
_FAR = dt.timedelta(days=800)  # beyond every period that a holder's leaving may be looked ahead
_OCCUPANTS = (None, "applicant", "other")
_YES_NO = (False, True)
_TOLD = (None, True)

QUESTIONS = (
    "linked_level", "occupied_by", "holder_leaving", "holder_leaves_on", "granted_on",
    "holder_hipps", "scholarship_bound", "consent", "no_list", "on_live_list",
)  # fmt: skip
"""The facts of a route that no register holds, in the order they are asked."""


def has_routes(law: Law) -> bool:
    """Whether the agency's set has clauses on moves, transfers and promotions."""
    return law.agency in _FINDERS


def route_of(facts: RouteFacts, law: Law) -> Route:
    """The clause for ``facts`` in the agency's set; raises Refused(no_rule), NotInForce."""
    finder = _FINDERS.get(law.agency)
    if finder is None:
        raise Refused("no_rule", "ชุดกฎของหน่วยงานนี้ไม่มีข้อว่าด้วยการย้าย การโอน หรือการเลื่อน", "agency")
    return finder(facts, law)


def open_questions(facts: RouteFacts, law: Law) -> tuple[str, ...]:
    """The questions whose answer would change the route of ``facts``, in order of asking.

    What the post is (linked, occupied) is tried together, as one without the other may say
    nothing. Raises as ``route_of``.
    """
    found = set()
    seen: dict[RouteFacts, object] = {}

    def outcome(given: RouteFacts) -> object:
        if given not in seen:
            route = route_of(given, law)
            seen[given] = (route.route, route.then, route.scheme, route.needs, route.refused)
        return seen[given]

    for base in _posts(facts):
        for name, others in _answers(base, law.day):
            if name in found or (base is not facts and name not in _OF_POST):
                continue
            if any(outcome(replace(base, **other)) != outcome(base) for other in others):
                found.add(name)
    return tuple(name for name in QUESTIONS if name in found)


_OF_POST = ("linked_level", "occupied_by")


def _posts(facts: RouteFacts) -> Iterator[RouteFacts]:
    """The facts themselves, then the same person before every other kind of post."""
    yield facts
    for linked in _YES_NO:
        for occupant in _OCCUPANTS:
            other = _occupied(facts, occupant, linked)
            if other != facts:
                yield other


def _occupied(facts: RouteFacts, occupant: Any, linked: bool) -> RouteFacts:
    if occupant == "other":
        return replace(facts, occupied_by=occupant, linked_level=linked)
    return replace(facts, occupied_by=occupant, linked_level=linked, holder_leaving=None)


def _answers(facts: RouteFacts, day: dt.date) -> Iterator[tuple[str, tuple[dict[str, Any], ...]]]:
    """Each question with the answers to try."""
    yield "linked_level", tuple({"linked_level": each} for each in _YES_NO)
    yield (
        "occupied_by",
        tuple(
            {
                "occupied_by": each,
                "holder_leaving": facts.holder_leaving if each == "other" else None,
            }
            for each in _OCCUPANTS
        ),
    )
    if facts.occupied_by == "other":
        kinds = (None, "retirement", "resignation")
        yield "holder_leaving", tuple({"holder_leaving": each} for each in kinds)
        days = (None, day, day + _FAR)
        yield "holder_leaves_on", tuple({"holder_leaves_on": each} for each in days)
        yield "granted_on", tuple({"granted_on": each} for each in days)
    if facts.target_level is Level.K3:  # doh.route.hipps knows no other
        yield "holder_hipps", tuple({"holder_hipps": each} for each in _YES_NO)
    for name in ("scholarship_bound", "on_live_list"):
        yield name, tuple({name: each} for each in _YES_NO)
    for name in ("consent", "no_list"):
        yield name, tuple({name: each} for each in _TOLD)
