"""How long finished matters are kept: the office's own class for a kind of matter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hrdesk.rules.codes import CaseType
from hrdesk.rules.procedure import Procedure, Retention, RetentionClass
from hrdesk.services.access import Right, require
from hrdesk.services.changes import Result, changed
from hrdesk.services.errors import DomainError
from hrdesk.services.file_access import preferences, save_preference
from hrdesk.services.problems import refuse
from hrdesk.services.queries.office import OFFICE_ID
from hrdesk.services.unit_of_work import UnitOfWork

MOST_YEARS = 99
_PREFERENCE = "retention"
_SOURCE_LIMIT = 300


@dataclass(frozen=True, slots=True)
class SetRetention:
    """The office's own class of a kind of matter; ``kind`` None goes back to the procedure's.

    ``years`` belong to the class ``years`` alone; ``source`` says by what rule, in Thai.
    """

    case_type: CaseType
    kind: RetentionClass | None
    years: int | None = None
    source: str = ""


def set_retention(uow: UnitOfWork, command: SetRetention) -> Result[None]:
    """Set or take back the office's class of a kind of matter; nothing is ever deleted by it.

    Errors: ``retention_years``, and ``required`` or ``too_long`` (source).
    """
    require(uow.actor, Right.MANAGE_OFFICE)
    refuse(_problems(command))
    kept = dict(_kept(uow))
    before = own_retention(uow).get(command.case_type)
    kept.pop(command.case_type.value, None)
    after: Retention | None = None
    if command.kind is not None:
        years = command.years if command.kind == "years" else None
        after = Retention(command.kind, years, command.source.strip())
        kept[command.case_type.value] = {
            "class": after.kind, "years": after.years, "source": after.source,
        }  # fmt: skip
    if after == before:
        return Result(None, frozenset())
    save_preference(uow, _PREFERENCE, kept)
    uow.audit(
        "office.retention_set",
        "office",
        OFFICE_ID,
        changes={
            "case_type": (None, command.case_type.label),
            "retention": (_said(before), _said(after)),
        },
    )
    return Result(None, changed(("office", OFFICE_ID)))


def own_retention(uow: UnitOfWork) -> dict[CaseType, Retention]:
    """Return the office's own classes by the kind of matter."""
    return {
        CaseType(kind): Retention(entry["class"], entry["years"], entry["source"])
        for kind, entry in _kept(uow).items()
    }


def procedure_retention(procedure: Procedure) -> Retention | None:
    """Return the class in a procedure with its source written out, or None."""
    kept = procedure.retention
    if kept is None:
        return None
    source = procedure.source(kept.source)
    return Retention(kept.kind, kept.years, f"{source.instrument} {source.clause}")


def _kept(uow: UnitOfWork) -> dict[str, Any]:
    kept = preferences(uow).get(_PREFERENCE)
    return kept if isinstance(kept, dict) else {}


def _problems(command: SetRetention) -> list[DomainError]:
    if command.kind is None:
        return []
    found = []
    if command.kind == "years" and not 1 <= (command.years or 0) <= MOST_YEARS:
        found.append(DomainError("retention_years", field="years", largest=MOST_YEARS))
    if not command.source.strip():
        found.append(DomainError("required", field="source"))
    elif len(command.source.strip()) > _SOURCE_LIMIT:
        found.append(DomainError("too_long", field="source", limit=_SOURCE_LIMIT))
    return found


def _said(kept: Retention | None) -> str | None:
    if kept is None:
        return None
    words = "ห้ามทำลาย" if kept.kind == "never" else f"เก็บ {kept.years} ปี"
    return f"{words} ({kept.source})"
