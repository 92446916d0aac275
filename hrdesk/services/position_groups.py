"""Position groups: job series that count as one for time in position, with the source."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from hrdesk.models import PositionGroup
from hrdesk.services.access import Right, require
from hrdesk.services.changes import Result, changed
from hrdesk.services.editing import audit_edit, check_version, diff
from hrdesk.services.errors import DomainError
from hrdesk.services.problems import refuse
from hrdesk.services.unit_of_work import UnitOfWork

_FEWEST = 2  # one series alone is no group
_LIMIT = 300


@dataclass(frozen=True, slots=True)
class GroupInput:
    """A group as its form gives it; ``source`` says which text makes these series one."""

    name: str
    series: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class SaveGroup:
    """A new group (no id) or changes to one, made on the version that was shown."""

    group: GroupInput
    group_id: int | None = None
    version: int | None = None


def save_group(uow: UnitOfWork, command: SaveGroup) -> Result[int]:
    """Add or change a position group; returns its id.

    Errors: ``Invalid`` of ``required``, ``too_long``, ``group_too_few``; ``group_name_taken``,
    ``not_found``, ``EditConflict``.
    """
    require(uow.actor, Right.MANAGE_OFFICE)
    values = {
        "name": _one_line(command.group.name),
        "series": _series(command.group.series),
        "source": command.group.source.strip(),
    }
    row = _row(uow, command.group_id)
    if row is not None:
        check_version(uow, row, command.version, "position_group", values)
    refuse(group_problems(command.group))
    taken = uow.session.scalars(
        select(PositionGroup).where(PositionGroup.name == values["name"])
    ).first()
    if taken is not None and taken is not row:
        raise DomainError("group_name_taken", field="name", name=values["name"])
    if row is None:
        row = PositionGroup(**values)
        uow.session.add(row)
        uow.session.flush()
        changes = {field: (None, value) for field, value in values.items()}
        audit_edit(uow, "position_group.added", "position_group", row.id, changes)
    elif changes := diff(row, values):
        for field, value in values.items():
            setattr(row, field, value)
        uow.session.flush()
        audit_edit(uow, "position_group.edited", "position_group", row.id, changes)
    return Result(row.id, changed(("position_group", row.id)))


def remove_group(uow: UnitOfWork, group_id: int, version: int) -> Result[GroupInput]:
    """Take a group away; returns it, so that it can be added again."""
    require(uow.actor, Right.MANAGE_OFFICE)
    row = _row(uow, group_id)
    if row is None:
        raise DomainError("not_found")
    check_version(uow, row, version, "position_group", {})
    gone = GroupInput(row.name, tuple(row.series), row.source)
    uow.session.delete(row)
    uow.session.flush()
    uow.audit(
        "position_group.removed",
        "position_group",
        group_id,
        changes={"name": (gone.name, None), "series": (list(gone.series), None)},
    )
    return Result(gone, changed(("position_group", group_id)))


def group_problems(group: GroupInput) -> list[DomainError]:
    """Return what is wrong with a group as typed."""
    asked = {"name": group.name, "source": group.source}
    found = [DomainError("required", field=key) for key, text in asked.items() if not text.strip()]
    found += [
        DomainError("too_long", field=key, limit=_LIMIT)
        for key, text in asked.items()
        if len(text.strip()) > _LIMIT
    ]
    if len(_series(group.series)) < _FEWEST:
        found.append(DomainError("group_too_few", field="series"))
    return found


def same_group(uow: UnitOfWork, one: str, other: str) -> bool:
    """Tell whether two job series count as one: the same name, or both in one group."""
    one, other = _one_line(one), _one_line(other)
    if one == other:
        return bool(one)
    rows = uow.session.scalars(select(PositionGroup.series))
    return any(one in series and other in series for series in rows)


def _row(uow: UnitOfWork, group_id: int | None) -> PositionGroup | None:
    if group_id is None:
        return None
    row = uow.session.get(PositionGroup, group_id)
    if row is None:
        raise DomainError("not_found")
    return row


def _series(given: tuple[str, ...]) -> list[str]:
    return list(dict.fromkeys(filter(None, map(_one_line, given))))


def _one_line(text: str) -> str:
    return " ".join(text.split())
