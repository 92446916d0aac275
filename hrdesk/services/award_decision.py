"""What deciding awards writes: the kept results, the lines of the history, the register's salaries.

Thousands of serving people are decided by one order, so everything is read and written together.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select

from hrdesk.models import CalculationRun, Person, SalaryAward, SalaryRecord
from hrdesk.rules.lawbook import LawBook
from hrdesk.rules.names import full_name
from hrdesk.services.award_figures import (
    UNCONFIRMED,
    AwardFigures,
    AwardInputs,
    AwardKind,
    award_figures,
)
from hrdesk.services.errors import DomainError
from hrdesk.services.kept import Final, keep
from hrdesk.services.office_law import law_book
from hrdesk.services.queries.awards import DECIDED, RUN_KIND
from hrdesk.services.salary_lines import NewLine, WrittenLine, write_lines
from hrdesk.services.unit_of_work import AuditedChange, UnitOfWork

_COMPARED = ("salary", "before", "start", "raised", "confirmed")
_TOLD_EACH = 50
_CHUNK = 400


@dataclass(frozen=True, slots=True)
class Order:
    """The order that decides: its number, its day, and the paper where it was issued here."""

    number: str
    dated: dt.date | None
    paper_id: int | None = None


@dataclass(frozen=True, slots=True)
class _Decided:
    """One award on its way: what comes of it, and the award it takes the place of."""

    row: SalaryAward
    person: Person
    inputs: AwardInputs
    figures: AwardFigures
    salary: Decimal
    old: SalaryAward | None


def decide_drafts(uow: UnitOfWork, drafts: Sequence[SalaryAward], order: Order) -> tuple[int, ...]:
    """Decide drafts, all or none; returns the ids of the kept results. Checks no right.

    Errors: ``award_law_changed``, ``award_no_figure``, ``award_there_already``.
    """
    people = _people(uow, [row.person_id for row in drafts])
    book = law_book(uow)
    decided = []
    for place, row in enumerate(drafts):
        if place % _TOLD_EACH == 0:
            uow.step(place, 2 * len(drafts))  # working them out is half of it
        decided.append(_worked(uow, row, people, book))
    _refuse_twins(uow, decided)
    runs = _runs(uow, decided)
    uow.step(len(drafts), 2 * len(drafts))
    before = [each.person.salary for each in decided]
    write_lines(uow, [_line(uow, *each, order) for each in zip(decided, runs, strict=True)])
    audited = []
    for each, run, earlier in zip(decided, runs, before, strict=True):
        row = each.row
        row.state = DECIDED
        row.run_id = run.id
        row.order_number = order.number
        row.order_dated = order.dated
        row.paper_id = order.paper_id
        changes = {
            "name": (None, _name(each.person)),
            "salary": (earlier, each.person.salary),
            "order_number": (None, order.number),
            "sha256": (None, run.sha256),
        }
        audited.append(AuditedChange(row.id, changes, run.reason))
    uow.session.flush()
    uow.audit_many("award.decided", "salary_award", audited)
    return tuple(run.id for run in runs)


def _worked(
    uow: UnitOfWork, row: SalaryAward, people: dict[int, Person], book: LawBook
) -> _Decided:
    """Work the award out once more: what was shown in the draft must be what the law says now."""
    inputs, person = AwardInputs.from_json(row.inputs), people[row.person_id]
    figures = award_figures(book, inputs)
    now = figures.to_json()
    if any(now[key] != row.outputs.get(key) for key in _COMPARED):
        raise DomainError("award_law_changed", person=_name(person))
    corrects = row.inputs.get("corrects")
    old = uow.session.get(SalaryAward, corrects) if corrects is not None else None
    salary = figures.salary
    if salary is None and old is not None and not figures.needs:
        salary = figures.before  # the correction finds that nothing was due: back to what it was
    if salary is None:
        raise DomainError("award_no_figure", person=_name(person), why=figures.reason or None)
    return _Decided(row, person, inputs, figures, salary, old)


def _refuse_twins(uow: UnitOfWork, decided: Sequence[_Decided]) -> None:
    """One person has one award of a kind and a day; another must be a correction of it."""
    fresh = [each for each in decided if each.old is None]
    own = {each.row.id for each in decided}
    seen: set[tuple[int, str, dt.date]] = set()
    for kind, day in {(each.row.kind, each.row.effective_on) for each in fresh}:
        rows = uow.session.execute(
            select(SalaryAward.id, SalaryAward.person_id).where(
                SalaryAward.kind == kind, SalaryAward.effective_on == day
            )
        )
        seen |= {(row.person_id, kind, day) for row in rows if row.id not in own}
    for each in fresh:
        key = (each.row.person_id, each.row.kind, each.row.effective_on)
        if key in seen:
            raise DomainError("award_there_already", field="effective_on", day=key[2])
        seen.add(key)


def _runs(uow: UnitOfWork, decided: Sequence[_Decided]) -> list[CalculationRun]:
    finals = []
    for each in decided:
        row, old = each.row, each.old
        earlier = uow.session.get(CalculationRun, old.run_id) if old is not None else None
        final = Final(
            RUN_KIND, row.id, row.inputs, row.outputs, row.explanation, each.figures.law,
            number=earlier.number + 1 if earlier is not None else 1,
            supersedes_id=earlier.id if earlier is not None else None,
            reason=str(row.inputs.get("correction", "")),
        )  # fmt: skip
        finals.append(final)
    return keep(uow, *finals)


def _line(uow: UnitOfWork, each: _Decided, run: CalculationRun, order: Order) -> WrittenLine:
    """The line of an award; a correction sets the register where it follows the old one still."""
    line = NewLine(
        person_id=each.row.person_id,
        effective_on=each.row.effective_on,
        kind=each.row.kind,
        detail=_detail(each.inputs, each.figures),
        old_salary=each.figures.before,
        new_salary=each.salary,
        order_number=order.number,
        order_dated=order.dated,
        run_id=run.id,
    )
    old = _line_of(uow, each.old)
    expected = old.new_salary if old is not None else None
    return WrittenLine(line, old, run.reason, settles=True, expected=expected)


def _line_of(uow: UnitOfWork, old: SalaryAward | None) -> SalaryRecord | None:
    if old is None or old.run_id is None:
        return None
    return uow.session.scalars(
        select(SalaryRecord).where(
            SalaryRecord.run_id == old.run_id, SalaryRecord.superseded_by_id.is_(None)
        )
    ).first()


def _people(uow: UnitOfWork, ids: Sequence[int]) -> dict[int, Person]:
    found: dict[int, Person] = {}
    for at in range(0, len(ids), _CHUNK):
        query = select(Person).where(Person.id.in_(ids[at : at + _CHUNK]))
        found.update({person.id: person for person in uow.session.scalars(query)})
    return found


def _name(person: Person) -> str:
    return full_name(person.prefix, person.first_name, person.last_name)


def _detail(inputs: AwardInputs, figures: AwardFigures) -> str:
    parts = [inputs.qualification]
    if inputs.factors:
        parts.append(f"ปัจจัยที่ {', '.join(map(str, sorted(inputs.factors)))}")
    if inputs.kind is AwardKind.PRIOR and inputs.employment is not None:
        parts.append(f"เดิม{inputs.employment.label}")
    if figures.salary is None:
        parts.append("ไม่ได้รับการปรับ")
    if not figures.confirmed:
        parts.append(UNCONFIRMED)
    return " · ".join(parts)
