"""What Ctrl+K finds in the database: people, cases and numbers the user may see."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from hrdesk.services.access import Actor, Right
from hrdesk.ui.context import Route
from hrdesk.ui.widgets.palette import Found, Source

if TYPE_CHECKING:
    from hrdesk.services.unit_of_work import UnitOfWork

_EACH = 8
_MORE = {"computer": "ชุดสี ขนาดตัวอักษร ตัวพิมพ์"}  # what people look for there
_ELSEWHERE = frozenset({"password"})  # offered by its action's name


def _people(uow: UnitOfWork, text: str) -> Sequence[Found]:
    from hrdesk.services.queries.people import find_people

    return [
        Found(
            row.name,
            Route("person", row.id),
            " · ".join(part for part in (row.post_title, row.unit) if part),
            "person",
        )
        for row in find_people(uow, text, _EACH)
    ]


def _cases(uow: UnitOfWork, text: str) -> Sequence[Found]:
    from hrdesk.services.queries.tracking import CaseFilter, list_cases

    return [
        Found(
            f"เรื่องที่ {row.number} {row.case_type.label}",
            Route("case", row.id),
            " · ".join(part for part in (row.person, row.step, row.status.label) if part),
            "tracking",
        )
        for row in list_cases(uow, CaseFilter(text=text), limit=_EACH)
    ]


def _numbers(uow: UnitOfWork, text: str) -> Sequence[Found]:
    from hrdesk.services.queries.registers import RegisterFilter, register_page

    return [
        Found(
            f"{row.book.label} {row.shown}",
            Route("registers", row.id, {"tab": "numbers", "text": row.shown}),
            " · ".join((row.title, "ยกเลิกแล้ว") if row.voided_at else (row.title,)),
            "paper",
        )
        for row in register_page(uow, RegisterFilter(text=text), limit=_EACH)
    ]


def parts(actor: Actor) -> list[Found]:
    """Return the parts of the settings that a role may open, each a place to go to."""
    from hrdesk.ui.pages.settings.page import TABS

    return [
        Found(
            place.title,
            Route("settings", params={"tab": place.name}),
            " · ".join(part for part in ("ตั้งค่า", _MORE.get(place.name)) if part),
            "settings",
        )
        for place in TABS
        if place.name not in _ELSEWHERE and actor.may(place.right or Right.SEE_ALL_CASES)
    ]


def sources(actor: Actor) -> tuple[Source, ...]:
    """Return the searches of a role; a general user finds their own cases only."""
    found = (Source("cases", _cases),)
    if actor.may(Right.SEE_ALL_CASES):
        found = (*found, Source("numbers", _numbers))
    if actor.may(Right.SEE_PEOPLE):
        return (Source("people", _people), *found)
    return found
