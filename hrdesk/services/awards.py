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

from hrdesk.models import Person, SalaryAward
from hrdesk.rules.names import full_name
from hrdesk.services.access import Right, require
from hrdesk.services.award_decision import Order, decide_drafts
from hrdesk.services.award_figures import AwardFigures, AwardInputs, AwardKind, award_figures
from hrdesk.services.changes import Change, Result, changed
from hrdesk.services.editing import check_version
from hrdesk.services.errors import DomainError
from hrdesk.services.office_law import law_book
from hrdesk.services.problems import refuse
from hrdesk.services.queries.awards import DECIDED, DRAFT, live_awards
from hrdesk.services.unit_of_work import UnitOfWork

_KEPT = ("corrects", "correction")
_CHUNK = 400


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
    drafts = _drafts(uow, command.awards)
    order = Order(command.order_number.strip(), command.order_dated, command.paper_id)
    ids = decide_drafts(uow, drafts, order)
    touched = {change for row in drafts for change in _touched(row)}
    return Result(ids, frozenset(touched))


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


def _drafts(uow: UnitOfWork, wanted: Sequence[tuple[int, int]]) -> list[SalaryAward]:
    """The drafts in the order given, read together; each must be as it was shown."""
    ids = [award_id for award_id, _version in wanted]
    found: dict[int, SalaryAward] = {}
    for at in range(0, len(ids), _CHUNK):
        query = select(SalaryAward).where(SalaryAward.id.in_(ids[at : at + _CHUNK]))
        found.update({row.id: row for row in uow.session.scalars(query)})
    for award_id, version in wanted:
        if award_id not in found:
            raise DomainError("not_found")
        row = found[award_id]
        if row.state != DRAFT:
            raise DomainError("award_decided", number=row.order_number or None)
        check_version(uow, row, version, "salary_award", {})
    return [found[award_id] for award_id in dict.fromkeys(ids)]


def _draft(uow: UnitOfWork, award_id: int) -> SalaryAward:
    row = uow.session.get(SalaryAward, award_id)
    if row is None:
        raise DomainError("not_found")
    if row.state != DRAFT:
        raise DomainError("award_decided", number=row.order_number or None)
    return row


def _refuse_twin(uow: UnitOfWork, inputs: AwardInputs) -> None:
    """One person has one award of a kind and a day; another is a correction of it."""
    assert inputs.effective_on is not None
    twin = uow.session.scalars(
        select(SalaryAward.id).where(
            SalaryAward.person_id == inputs.person_id,
            SalaryAward.kind == inputs.kind.value,
            SalaryAward.effective_on == inputs.effective_on,
        )
    ).first()
    if twin is not None:
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


def _touched(row: SalaryAward) -> frozenset[Change]:
    return changed(("salary_award", row.id), ("person", row.person_id), ("salary_record", None))
