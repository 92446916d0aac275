"""What an officer adds to the register's facts about one matter, kept with the case."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from sqlalchemy.orm.attributes import flag_modified

from hrdesk.rules.codes import DegreeLevel
from hrdesk.services.access import Right, require
from hrdesk.services.cases import load_case
from hrdesk.services.changes import Result, changed
from hrdesk.services.editing import check_version
from hrdesk.services.unit_of_work import UnitOfWork

FACT = "standing"  # its key among the facts of a case


@dataclass(frozen=True, slots=True)
class Answers:
    """The questions of ``rules.standing_route`` and what the officer says otherwise.

    None, and an empty text, stand for what the register says, or for not yet told. ``degree`` is
    the highest degree to go by, ``asked`` the one that the post asks for; ``occupied_by`` is
    ``vacant``, ``applicant`` or ``other``.
    """

    series: str = ""
    degree: str = ""
    asked: str = ""
    linked_level: bool | None = None
    occupied_by: str = ""
    holder_leaving: str = ""
    holder_leaves_on: dt.date | None = None
    granted_on: dt.date | None = None
    holder_hipps: bool = False
    scholarship_bound: bool = False
    consent: bool = False
    no_list: bool = False
    on_live_list: bool = False

    def stored(self) -> dict[str, Any]:
        """Return what was answered as JSON values."""
        return {
            name: value.isoformat() if isinstance(value, dt.date) else value
            for name, value in asdict(self).items()
            if value not in (None, "", False) or (name == "linked_level" and value is not None)
        }


_DAYS = frozenset({"holder_leaves_on", "granted_on"})
_KNOWN = {
    "degree": frozenset(DegreeLevel),
    "asked": frozenset(DegreeLevel),
    "occupied_by": frozenset({"vacant", "applicant", "other"}),
    "holder_leaving": frozenset({"retirement", "resignation"}),
}


def answers_of(stored: Any) -> Answers:
    """Read answers back from a case or a draft; what makes no sense any more is left out."""
    if not isinstance(stored, Mapping):
        return Answers()
    found: dict[str, Any] = {}
    for each in fields(Answers):
        value = stored.get(each.name)
        if each.name in _DAYS:
            found[each.name] = _day(value)
        elif each.name in _KNOWN:
            found[each.name] = value if value in _KNOWN[each.name] else ""
        elif each.name == "series":
            found[each.name] = value if isinstance(value, str) else ""
        elif each.name == "linked_level":
            found[each.name] = value if isinstance(value, bool) else None
        else:
            found[each.name] = value is True
    return Answers(**found)


def keep_answers(
    uow: UnitOfWork, case_id: int, answers: Answers, version: int | None = None
) -> Result[int]:
    """Keep the answers with a case; returns its new version.

    Without ``version`` the case was opened in the same transaction. Raises ``EditConflict``,
    ``not_found``.
    """
    require(uow.actor, Right.WORK_CASES)
    case = load_case(uow, case_id)
    if version is not None:
        check_version(uow, case, version, "case", {})
    old, new = case.facts.get(FACT) or {}, answers.stored()
    if old == new:
        return Result(case.version, changed())
    case.facts = {**case.facts, FACT: new}
    flag_modified(case, "facts")
    uow.session.flush()
    uow.audit(
        "case.standing_answered",
        "case",
        case.id,
        case_id=case.id,
        changes={
            f"standing.{name}": (old.get(name), new.get(name))
            for name in (*old, *(key for key in new if key not in old))
            if old.get(name) != new.get(name)
        },
    )
    return Result(case.version, changed(("case", case.id)))


def _day(value: Any) -> dt.date | None:
    try:
        return dt.date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
