"""The lines of the salary histories: what somebody was paid on a day, by them and the register.

Rounds, awards, lines typed by hand and payrolls all read and write the lines here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import Select, func, select

from hrdesk.models import Person, SalaryRecord
from hrdesk.services.unit_of_work import UnitOfWork

_CHUNK = 400


@dataclass(frozen=True, slots=True)
class Paid:
    """What somebody was paid on a day, baht a month; None where nothing is known.

    ``other`` is another figure that the history or the register gives for the day, None where they
    agree. ``from_history``: a line says it, not the register of today alone.
    """

    salary: Decimal | None
    other: Decimal | None = None
    from_history: bool = False

    def other_than(self, salary: Decimal | None) -> Decimal | None:
        """Return a figure for the day that differs from ``salary``, None where all known agree."""
        return next(
            (each for each in (self.salary, self.other) if each not in (None, salary)), None
        )


def salaries_on(uow: UnitOfWork, day: dt.date, ids: Sequence[int] = ()) -> dict[int, Paid]:
    """Return what each person was paid on a day, of all people without ids.

    What the first line after the day started from says it best. Without a line after the day the
    register of today holds, since nothing is known to have changed it; the newest line until the
    day is taken where neither says anything, and is told where it differs.
    """
    found: dict[int, Paid] = {}
    for some in _chunks(ids):
        until = _nearest(uow, SalaryRecord.effective_on <= day, some)
        after = _nearest(uow, SalaryRecord.effective_on > day, some, first=True)
        people = select(Person.id, Person.salary)
        if some is not None:
            people = people.where(Person.id.in_(some))
        for id_, register in uow.session.execute(people):
            line = until[id_][1] if id_ in until else None
            found[id_] = _paid(line, id_ in after, after.get(id_, (None, None))[0], register)
    return found


def _paid(
    line: Decimal | None, moved: bool, before: Decimal | None, register: Decimal | None
) -> Paid:
    """``line``: of the newest line until the day; ``before``: what the next one started from."""
    best = before if moved else register
    if best is None:
        # With a line after the day the register speaks for another time; better than nothing.
        return Paid(line, from_history=True) if line is not None else Paid(register)
    other = line if line not in (None, best) else None
    return Paid(best, other, moved or line == best)


def _nearest(
    uow: UnitOfWork, days: object, ids: Sequence[int] | None, *, first: bool = False
) -> Mapping[int, tuple[Decimal | None, Decimal]]:
    """The (old, new) salary of the first or the newest standing line of those days by person."""
    order = (SalaryRecord.effective_on, SalaryRecord.id)
    place = func.row_number().over(
        partition_by=SalaryRecord.person_id,
        order_by=order if first else [column.desc() for column in order],
    )
    lines: Select[tuple[int, Decimal | None, Decimal, int]] = select(
        SalaryRecord.person_id, SalaryRecord.old_salary, SalaryRecord.new_salary,
        place.label("place"),
    ).where(SalaryRecord.superseded_by_id.is_(None), days)  # type: ignore[arg-type]  # fmt: skip
    if ids is not None:
        lines = lines.where(SalaryRecord.person_id.in_(ids))
    part = lines.subquery()
    rows = uow.session.execute(
        select(part.c.person_id, part.c.old_salary, part.c.new_salary).where(part.c.place == 1)
    )
    return {person_id: (old, new) for person_id, old, new in rows}


def _chunks(ids: Sequence[int]) -> list[Sequence[int] | None]:
    """The ids in parts that one statement takes; one part of everybody without ids."""
    return [ids[at : at + _CHUNK] for at in range(0, len(ids), _CHUNK)] or [None]
