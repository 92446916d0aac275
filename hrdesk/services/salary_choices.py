"""What is chosen for the people of a salary round: one by one, many at once, or as proposed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from sqlalchemy import delete, insert, select

from hrdesk.models import SalaryChoice, SalaryRound
from hrdesk.rules.explanation import canonical
from hrdesk.rules.refusal import Refused
from hrdesk.rules.salary.round_types import RoundPerson
from hrdesk.services.access import Right, require
from hrdesk.services.changes import Result, changed
from hrdesk.services.editing import check_version, fresh_version
from hrdesk.services.errors import DomainError
from hrdesk.services.queries.salary_types import ChoiceDone
from hrdesk.services.salary_compute import Basis, basis_of, people_of, stored_rows
from hrdesk.services.salary_law import STEP
from hrdesk.services.salary_live import view_of
from hrdesk.services.salary_rounds import TABLE, open_one, renew, touched
from hrdesk.services.unit_of_work import UnitOfWork

_FEW = 500
"""Up to so many people are read one by one; for more the whole payroll is."""


@dataclass(frozen=True, slots=True)
class SetChoice:
    """Choose steps or a per cent for a payroll row; ``amount`` None takes the choice back.

    ``version`` is that of the choice as it was read, None where there was none.
    """

    round_id: int
    row_id: int
    amount: Decimal | None
    reason: str = ""
    version: int | None = None


def set_choice(uow: UnitOfWork, command: SetChoice) -> Result[ChoiceDone]:
    """Choose for one person; a reason may come later, but before the round is made final.

    Errors: ``not_found``, ``round_final``, ``EditConflict``, ``choice_refused`` (facts: name, why)
    for what the person may not get.
    """
    done = set_choices(uow, command.round_id, (command,))
    return Result(done.value[0], done.changed)


def set_choices(
    uow: UnitOfWork, round_id: int, commands: Sequence[SetChoice]
) -> Result[tuple[ChoiceDone, ...]]:
    """Choose for several people at once: all or none; errors as those of ``set_choice``."""
    require(uow.actor, Right.WORK_SALARY)
    round_ = open_one(uow, round_id)
    try:
        basis = basis_of(uow, round_)
        people = _people(uow, round_, basis, [each.row_id for each in commands])
        held = _choices(uow, round_id, people)
        done = tuple(_chosen(uow, round_, basis, people, held, each) for each in commands)
    except Refused as refusal:
        raise DomainError("rule_refuses", why=refusal.message) from refusal
    # one change for all: a view that keeps its own rows reads nothing again for one choice
    return Result(done, changed(("salary_choice", round_id)))


def propose_round(
    uow: UnitOfWork, round_id: int, version: int | None = None, *, keep: bool = True
) -> Result[int]:
    """Take the proposal as the choices, those made already kept unless ``keep`` is False.

    ``version`` is that of the round as it was seen, None takes whatever stands there.

    For steps it is written down for everybody who has the right and a result. For the other
    schemes the proposal is what holds without a choice, so only choices are taken back. Returns
    how many choices were set or taken back. Errors: ``not_found``, ``round_final``,
    ``EditConflict``.
    """
    require(uow.actor, Right.WORK_SALARY)
    round_ = open_one(uow, round_id)
    if version is not None:
        check_version(uow, round_, version, "salary_round", {})
    view = view_of(uow, round_)
    before = sum(line.chosen is not None for line in view.lines)
    if not keep:
        uow.session.execute(delete(SalaryChoice).where(SalaryChoice.round_id == round_id))
    count, values = 0 if keep else before, list[dict[str, Any]]()
    if round_.scheme == STEP:
        now, fresh = uow.clock.now(), fresh_version(uow)
        values = [
            {
                "round_id": round_id, "row_id": line.row_id, "amount": canonical(line.proposal),
                "reason": "", "chosen_by": uow.actor.name, "chosen_at": now, "version": fresh,
            }
            for line, row in zip(view.lines, view.rows, strict=True)
            if line.proposal in row.allowed and row.eligible and line.score is not None
            and (line.chosen is None or not keep)
        ]  # fmt: skip
        if values:
            uow.session.execute(insert(TABLE), values)
        count = len(values)
    if values or (before and not keep):
        renew(round_)
    uow.session.flush()
    uow.session.expire_all()
    uow.audit(
        "salary_round.proposed", "salary_round", round_id,
        changes={"count": (before, count), "kept": (None, keep)},
    )  # fmt: skip
    return Result(count, touched(round_))


def _people(
    uow: UnitOfWork, round_: SalaryRound, basis: Basis, ids: Sequence[int]
) -> dict[int, RoundPerson]:
    few = len(ids) <= _FEW
    rows = stored_rows(uow, round_, ids if few else ())
    if not set(ids) <= {row.id for row in rows} or not ids:
        raise DomainError("not_found")
    wanted = set(ids)
    rows = [row for row in rows if row.id in wanted]
    return {each.id: each for each in people_of(uow, round_, basis, rows, some=few)}


def _choices(
    uow: UnitOfWork, round_id: int, people: Mapping[int, RoundPerson]
) -> dict[int, SalaryChoice]:
    query = select(SalaryChoice).where(SalaryChoice.round_id == round_id)
    if len(people) <= _FEW:
        query = query.where(SalaryChoice.row_id.in_(people))
    return {each.row_id: each for each in uow.session.scalars(query)}


def _chosen(
    uow: UnitOfWork,
    round_: SalaryRound,
    basis: Basis,
    people: Mapping[int, RoundPerson],
    held: dict[int, SalaryChoice],
    command: SetChoice,
) -> ChoiceDone:
    """Store one choice and return its row; refused where the person may not get it."""
    person = replace(people[command.row_id], choice=command.amount)
    choice = held.get(command.row_id)
    amount = None if command.amount is None else canonical(command.amount)
    if (choice.version if choice else None) != command.version:
        _conflict(uow, choice, command, amount)
    row = basis.row(person)
    if command.amount is not None and row.problem:
        raise DomainError("choice_refused", field="amount", name=person.name, why=row.problem)
    old = (choice.amount, choice.reason) if choice else (None, "")
    reason = command.reason.strip() if command.amount is not None else ""
    choice = _stored(uow, round_, choice, command, amount, reason)
    if choice is not None:
        held[command.row_id] = choice
    else:
        held.pop(command.row_id, None)
    if old != (amount, reason):
        uow.audit(
            "salary_round.chosen", "salary_round", round_.id,
            changes={"name": (None, person.name), "amount": (old[0], amount)}, reason=reason,
        )  # fmt: skip
    return ChoiceDone(row, choice.version if choice else None, reason)


def _conflict(
    uow: UnitOfWork, choice: SalaryChoice | None, command: SetChoice, amount: str | None
) -> None:
    if choice is None:
        raise DomainError("choice_gone", field="amount")
    check_version(
        uow, choice, command.version, "salary_choice",
        {"amount": amount, "reason": command.reason.strip()},
    )  # fmt: skip


def _stored(
    uow: UnitOfWork,
    round_: SalaryRound,
    choice: SalaryChoice | None,
    command: SetChoice,
    amount: str | None,
    reason: str,
) -> SalaryChoice | None:
    if amount is None:
        if choice is not None:
            uow.session.delete(choice)
            uow.session.flush()
        return None
    if choice is None:
        values = {
            "round_id": round_.id, "row_id": command.row_id, "amount": amount, "reason": reason,
            "chosen_by": uow.actor.name, "chosen_at": uow.clock.now(),
            "version": fresh_version(uow),
        }  # fmt: skip
        made = insert(TABLE).values(**values).returning(TABLE.c.id)
        return uow.session.get(SalaryChoice, uow.session.scalar(made))
    if (choice.amount, choice.reason) != (amount, reason):
        choice.amount, choice.reason = amount, reason
        choice.chosen_by, choice.chosen_at = uow.actor.name, uow.clock.now()
    uow.session.flush()
    return choice
