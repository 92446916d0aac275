"""What Ctrl+K finds in the database: people and cases the user may see."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from hrdesk.services.access import Actor, Right
from hrdesk.ui.context import Route
from hrdesk.ui.widgets.palette import Found, Source

if TYPE_CHECKING:
    from hrdesk.services.unit_of_work import UnitOfWork

_EACH = 8


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


def sources(actor: Actor) -> tuple[Source, ...]:
    """Return the searches of a role; a general user finds their own cases only."""
    found = (Source("cases", _cases),)
    if actor.may(Right.SEE_PEOPLE):
        return (Source("people", _people), *found)
    return found
