"""Salaries outside rounds: saved as drafts, decided with an order, then never changed.

Deciding keeps the facts, what came of them and why as a ``CalculationRun``, writes the line of the
salary history and the salary of the register, all in one transaction. A correction is a new award
that names the one it corrects, with a reason; deciding it takes the old line's place.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from hrdesk import __version__
from hrdesk.models import CalculationRun, Person, SalaryAward, SalaryRecord
from hrdesk.rules.lawbook import LawBook
from hrdesk.rules.names import full_name
from hrdesk.services.access import Right, require
from hrdesk.services.award_figures import (
    UNCONFIRMED,
    AwardFigures,
    AwardInputs,
    AwardKind,
    award_figures,
)
from hrdesk.services.changes import Change, Result, changed
from hrdesk.services.editing import check_version
from hrdesk.services.errors import DomainError
from hrdesk.services.office_law import law_book
from hrdesk.services.problems import refuse
from hrdesk.services.queries.awards import DECIDED, DRAFT, RUN_KIND, live_awards
from hrdesk.services.queries.results import fingerprint
from hrdesk.services.salary_history import NewLine, add_line, settle_salary
from hrdesk.services.unit_of_work import UnitOfWork

_KEPT = ("corrects", "correction")
_COMPARED = ("salary", "before", "start", "raised", "confirmed")


@dataclass(frozen=True, slots=True)
class SaveAward:
    """A draft to be made, or changed where ``id`` and ``version`` name one."""

    inputs: AwardInputs
    id: int | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class DecideAwards:
    """Drafts to be decided by one order: (id, version) of each."""

    awards: tuple[tuple[int, int], ...]
    order_number: str
    order_dated: dt.date | None
    paper_id: int | None = None


def save_award(uow: UnitOfWork, command: SaveAward) -> Result[int]:
    """Keep an award as a draft with what comes of it by today's law; returns its id.

    Errors: those of ``award_figures``; ``not_found``, ``award_decided``, ``award_there_already``,
    ``EditConflict``.
    """
    require(uow.actor, Right.WORK_SALARY)
    inputs = command.inputs
    figures = award_figures(law_book(uow), inputs)
    if uow.session.get(Person, inputs.person_id) is None:
        raise DomainError("person_not_chosen", field="person")
    if command.id is None:
        _refuse_twin(uow, inputs)
        row = _new(inputs, figures, {})
        uow.session.add(row)
        action = "award.saved"
    else:
        row = _draft(uow, command.id)
        check_version(uow, row, command.version, "salary_award", {"salary": figures.salary})
        if row.person_id != inputs.person_id or row.kind != inputs.kind.value:
            raise DomainError("award_person_fixed", field="person")
        kept: dict[str, Any] = {key: row.inputs[key] for key in _KEPT if key in row.inputs}
        _fill(row, inputs, figures, kept)
        action = "award.edited"
    uow.session.flush()
    uow.audit(
        action,
        "salary_award",
        row.id,
        changes={
            "name": (None, _name(uow, row.person_id)),
            "award_kind": (None, row.kind),
            "salary": (row.salary_before, row.salary),
            "effective_on": (None, row.effective_on),
        },
    )
    return Result(row.id, _touched(row))


def save_compensation(
    uow: UnitOfWork, day: dt.date, people: Sequence[AwardInputs]
) -> Result[tuple[int, ...]]:
    """Keep a draft for each serving person who is raised; one there already is worked out anew.

    Those who get nothing and those decided already are passed over. Errors: ``award_nobody``,
    those of ``award_figures``.
    """
    require(uow.actor, Right.WORK_SALARY)
    book = law_book(uow)
    there = live_awards(uow, AwardKind.COMPENSATION, day)
    known = set(uow.session.scalars(select(Person.id)))
    saved: list[SalaryAward] = []
    for given in people:
        old = there.get(given.person_id)
        if given.person_id not in known or (old is not None and old.state == DECIDED):
            continue
        inputs = dataclasses.replace(given, kind=AwardKind.COMPENSATION, effective_on=day)
        figures = award_figures(book, inputs)
        if figures.salary is None:
            continue
        if old is None:
            old = _new(inputs, figures, {})
            uow.session.add(old)
        else:
            _fill(old, inputs, figures, {})
        saved.append(old)
    if not saved:
        raise DomainError("award_nobody")
    uow.session.flush()
    uow.audit(
        "award.saved_many",
        "salary_award",
        None,
        changes={"count": (None, len(saved)), "effective_on": (None, day)},
    )
    return Result(tuple(row.id for row in saved), changed(("salary_award", None)))


def discard_award(uow: UnitOfWork, award_id: int, version: int) -> Result[None]:
    """Throw a draft away; a decided award stays. Errors: ``not_found``, ``award_decided``."""
    require(uow.actor, Right.WORK_SALARY)
    row = _draft(uow, award_id)
    check_version(uow, row, version, "salary_award", {})
    uow.session.delete(row)
    uow.audit(
        "award.discarded",
        "salary_award",
        award_id,
        changes={"name": (_name(uow, row.person_id), None), "award_kind": (row.kind, None)},
    )
    return Result(None, _touched(row))


def decide_awards(uow: UnitOfWork, command: DecideAwards) -> Result[tuple[int, ...]]:
    """Decide drafts by one order, all or none; returns the ids of the kept results.

    Errors: ``required``, ``award_nobody``, ``award_decided``, ``award_no_figure``,
    ``award_law_changed`` where the figure is another by now, ``award_there_already``,
    ``EditConflict``.
    """
    require(uow.actor, Right.WORK_SALARY)
    asked = {"order_number": command.order_number.strip(), "order_dated": command.order_dated}
    refuse([DomainError("required", field=field) for field, given in asked.items() if not given])
    if not command.awards:
        raise DomainError("award_nobody")
    book = law_book(uow)
    ids: list[int] = []
    touched: set[Change] = set()
    for award_id, version in command.awards:
        row = _draft(uow, award_id)
        check_version(uow, row, version, "salary_award", {})
        ids.append(_decide(uow, row, command, book))
        touched |= _touched(row)
    return Result(tuple(ids), frozenset(touched))


def correct_award(uow: UnitOfWork, award_id: int, reason: str) -> Result[int]:
    """Open a draft that will take the place of a decided award; returns the draft's id.

    Errors: ``required``, ``not_found``, ``award_not_decided``, ``award_corrected_already``.
    """
    require(uow.actor, Right.WORK_SALARY)
    if not reason.strip():
        raise DomainError("required", field="reason")
    old = uow.session.get(SalaryAward, award_id)
    if old is None:
        raise DomainError("not_found")
    if old.state != DECIDED:
        raise DomainError("award_not_decided")
    rows = uow.session.scalars(select(SalaryAward).where(SalaryAward.person_id == old.person_id))
    if any(row.inputs.get("corrects") == old.id for row in rows):
        raise DomainError("award_corrected_already")
    inputs = AwardInputs.from_json(old.inputs)
    more = {"corrects": old.id, "correction": reason.strip()}
    row = _new(inputs, award_figures(law_book(uow), inputs), more)
    uow.session.add(row)
    uow.session.flush()
    uow.audit(
        "award.correction_opened",
        "salary_award",
        row.id,
        changes={"corrects": (None, old.id), "name": (None, _name(uow, row.person_id))},
        reason=reason.strip(),
    )
    return Result(row.id, _touched(row))


def _decide(uow: UnitOfWork, row: SalaryAward, command: DecideAwards, book: LawBook) -> int:
    inputs = AwardInputs.from_json(row.inputs)
    person = uow.session.get(Person, row.person_id)
    if person is None:
        raise DomainError("not_found")
    figures = award_figures(book, inputs)
    now = figures.to_json()
    if any(now[key] != row.outputs.get(key) for key in _COMPARED):
        raise DomainError("award_law_changed", person=_name(uow, person.id))
    old = _corrected(uow, row)
    salary = figures.salary
    if salary is None and old is not None and not figures.needs:
        salary = figures.before  # the correction finds that nothing was due: back to what it was
    if salary is None:
        raise DomainError(
            "award_no_figure", person=_name(uow, person.id), why=figures.reason or None
        )
    if old is None:
        _refuse_twin(uow, inputs, row.id)
    run = _run(uow, row, figures, old)
    line = NewLine(
        person_id=row.person_id,
        effective_on=row.effective_on,
        kind=row.kind,
        detail=_detail(inputs, figures),
        old_salary=figures.before,
        new_salary=salary,
        order_number=command.order_number.strip(),
        order_dated=command.order_dated,
        run_id=run.id,
    )
    before = person.salary
    record = add_line(uow, line, _line_of(uow, old), run.reason)
    settle_salary(uow, person, record)
    row.state = DECIDED
    row.run_id = run.id
    row.order_number = line.order_number
    row.order_dated = command.order_dated
    row.paper_id = command.paper_id
    uow.session.flush()
    uow.audit(
        "award.decided",
        "salary_award",
        row.id,
        changes={
            "name": (None, _name(uow, row.person_id)),
            "salary": (before, person.salary),
            "order_number": (None, row.order_number),
            "sha256": (None, run.sha256),
        },
        reason=run.reason,
    )
    return run.id


def _run(
    uow: UnitOfWork, row: SalaryAward, figures: AwardFigures, old: SalaryAward | None
) -> CalculationRun:
    earlier = uow.session.get(CalculationRun, old.run_id) if old is not None else None
    run = CalculationRun(
        kind=RUN_KIND,
        subject_id=row.id,
        number=earlier.number + 1 if earlier is not None else 1,
        inputs=dict(row.inputs),
        outputs=dict(row.outputs),
        explanation=dict(row.explanation),
        **{f"law_{key}": value for key, value in figures.law.items()},
        program=__version__,
        sha256=fingerprint(row.inputs, row.outputs, row.explanation),
        supersedes_id=earlier.id if earlier is not None else None,
        reason=str(row.inputs.get("correction", "")),
        made_by=uow.actor.name,
        made_at=uow.clock.now(),
    )
    uow.session.add(run)
    uow.session.flush()
    return run


def _corrected(uow: UnitOfWork, row: SalaryAward) -> SalaryAward | None:
    number = row.inputs.get("corrects")
    return uow.session.get(SalaryAward, number) if number is not None else None


def _line_of(uow: UnitOfWork, old: SalaryAward | None) -> SalaryRecord | None:
    if old is None or old.run_id is None:
        return None
    return uow.session.scalars(
        select(SalaryRecord).where(
            SalaryRecord.run_id == old.run_id, SalaryRecord.superseded_by_id.is_(None)
        )
    ).first()


def _draft(uow: UnitOfWork, award_id: int) -> SalaryAward:
    row = uow.session.get(SalaryAward, award_id)
    if row is None:
        raise DomainError("not_found")
    if row.state != DRAFT:
        raise DomainError("award_decided", number=row.order_number or None)
    return row


def _refuse_twin(uow: UnitOfWork, inputs: AwardInputs, own: int | None = None) -> None:
    """One person has one award of a kind and a day; another is a correction of it."""
    assert inputs.effective_on is not None
    rows = uow.session.scalars(
        select(SalaryAward).where(
            SalaryAward.person_id == inputs.person_id,
            SalaryAward.kind == inputs.kind.value,
            SalaryAward.effective_on == inputs.effective_on,
        )
    )
    if any(row.id != own for row in rows):
        raise DomainError("award_there_already", field="effective_on", day=inputs.effective_on)


def _new(inputs: AwardInputs, figures: AwardFigures, more: dict[str, Any]) -> SalaryAward:
    row = SalaryAward(person_id=inputs.person_id, kind=inputs.kind.value)
    _fill(row, inputs, figures, more)
    return row


def _fill(
    row: SalaryAward, inputs: AwardInputs, figures: AwardFigures, more: dict[str, Any]
) -> None:
    assert inputs.effective_on is not None
    row.effective_on = inputs.effective_on
    row.inputs = {**inputs.to_json(), **more}
    row.outputs = figures.to_json()
    row.explanation = figures.explanation.to_json()
    row.salary_before = figures.before
    row.salary = _whole_satang(figures.salary)
    row.note = inputs.note.strip()


def _name(uow: UnitOfWork, person_id: int) -> str:
    person = uow.session.get_one(Person, person_id)
    return full_name(person.prefix, person.first_name, person.last_name)


def _whole_satang(salary: Decimal | None) -> Decimal | None:
    return None if salary is None else round(salary, 2)


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


def _touched(row: SalaryAward) -> frozenset[Change]:
    return changed(("salary_award", row.id), ("person", row.person_id), ("salary_record", None))
