"""A salary round computed from what is stored: its people, their rows, its limits, its proposal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import and_, func, select

from hrdesk.models import (
    Appraisal,
    AppraisalRound,
    CalculationRun,
    PayrollRow,
    SalaryChoice,
    SalaryRecord,
    SalaryRound,
)
from hrdesk.rules.lawbook import Law
from hrdesk.rules.salary.contract_round import (
    compute_contract,
    contract_limits,
    contract_round_row,
)
from hrdesk.rules.salary.percentage_round import (
    compute_percentage,
    percentage_limits,
    percentage_row,
)
from hrdesk.rules.salary.proposal import (
    Proposal,
    propose_contract,
    propose_percentage,
    propose_step,
)
from hrdesk.rules.salary.round_totals import Limits
from hrdesk.rules.salary.round_types import NO_MONEY, RoundPerson, RoundRow
from hrdesk.rules.salary.step_round import compute_step, step_limits, step_row, step_rules
from hrdesk.services.appraisal_law import ACKNOWLEDGED, Criteria
from hrdesk.services.errors import DomainError
from hrdesk.services.queries.appraisals import KIND as APPRAISAL_RUN
from hrdesk.services.queries.appraisals import AppraisalResult, results_of
from hrdesk.services.salary_law import CONTRACT, STEP, salary_law
from hrdesk.services.salary_options import RoundOptions, read_options
from hrdesk.services.unit_of_work import UnitOfWork

OPEN, FINAL, SUPERSEDED = "open", "final", "superseded"

_KEPT_RESULTS = 4
_frozen_results: dict[str, Mapping[int, AppraisalResult]] = {}
"""Results of closed appraisal rounds by the hash of what is kept: they never change."""


class Stored(NamedTuple):
    """One row of the payroll with what was chosen for it, as the database has it."""

    id: int
    line: int
    person_id: int
    name: str
    employment: str
    post_number: str
    post_title: str
    type: str
    level: str
    unit: str
    ladder: str
    group: str
    salary: Decimal
    special: list[Any]
    facts: dict[str, Any]
    note: str
    version: int
    amount: str | None
    reason: str | None
    choice_version: int | None


@dataclass(frozen=True, slots=True)
class Basis:
    """What a round is computed by; the same people give the same rows."""

    scheme: str
    number: int
    law: Law
    options: RoundOptions

    def row(self, person: RoundPerson) -> RoundRow:
        """Return what one person gets: the row that ``rows`` has of them."""
        if self.scheme == STEP:
            return step_row(person, self.law, self.number)
        if self.scheme == CONTRACT:
            return contract_round_row(person, self.law)
        return percentage_row(person, self.law, self.options.percentage)

    def rows(self, people: Sequence[RoundPerson]) -> tuple[RoundRow, ...]:
        """Return what everybody gets, in the order given."""
        if self.scheme == STEP:
            return compute_step(people, self.law, self.number)
        if self.scheme == CONTRACT:
            return compute_contract(people, self.law)
        return compute_percentage(people, self.law, self.options.percentage)

    def limits(self, people: Sequence[RoundPerson], april: Mapping[str, Decimal] | None) -> Limits:
        """Return places and money; ``april`` is what the groups used in April, None unknown."""
        if self.scheme == STEP:
            counts = self.options.special_counts
            return step_limits(people, self.law, self.number, april, special_counts=counts)
        if self.scheme == CONTRACT:
            return contract_limits(people, self.law)
        return percentage_limits(people, self.law, self.options.percentage)

    def proposal(
        self, people: Sequence[RoundPerson], rows: Sequence[RoundRow], limits: Limits
    ) -> Proposal:
        """Return the start that the order of results gives."""
        if self.scheme == STEP:
            return propose_step(people, rows, self.law, limits)
        if self.scheme == CONTRACT:
            return propose_contract(people, rows, self.law)
        return propose_percentage(people, rows, self.law, self.options.percentage)


def load_round(uow: UnitOfWork, round_id: int) -> SalaryRound:
    """Return a stored round; raises ``not_found``."""
    found = uow.session.get(SalaryRound, round_id)
    if found is None:
        raise DomainError("not_found")
    return found


def basis_of(
    uow: UnitOfWork, round_: SalaryRound, options: Mapping[str, Any] | None = None
) -> Basis:
    """Return what a round is computed by, with other options than its own where given."""
    law = salary_law(uow, round_.scheme, round_.law_day)
    wanted = round_.options if options is None else options
    return Basis(round_.scheme, round_.number, law, read_options(wanted))


def stored_rows(uow: UnitOfWork, round_: SalaryRound, ids: Sequence[int] = ()) -> list[Stored]:
    """Return the payroll rows of a round in their order, of some only where ``ids`` are given."""
    row, choice = PayrollRow, SalaryChoice
    query = (
        select(
            row.id, row.line, row.person_id, row.name, row.employment, row.post_number,
            row.post_title, row.type, row.level, row.unit, row.ladder, row.group, row.salary,
            row.special, row.facts, row.note, row.version,
            choice.amount, choice.reason, choice.version,
        )
        .outerjoin(choice, and_(choice.row_id == row.id, choice.round_id == round_.id))
        .where(row.snapshot_id == round_.snapshot_id)
        .order_by(row.line, row.id)
    )  # fmt: skip
    if ids:
        query = query.where(row.id.in_(ids))
    return [Stored._make(each) for each in uow.session.execute(query)]


def people_of(
    uow: UnitOfWork,
    round_: SalaryRound,
    basis: Basis,
    rows: Sequence[Stored],
    *,
    some: bool = False,
    with_results: bool = True,
) -> tuple[RoundPerson, ...]:
    """Return the people of stored rows as the rules take them.

    ``some`` reads no more than is needed of them; without results nobody has a score.
    """
    ids = [row.person_id for row in rows] if some else []
    results = _results(uow, round_, ids) if with_results else {}
    april = _april_steps(uow, round_, ids) if _is_october(round_) else {}
    by_hand = basis.options.april_steps
    unknown = AppraisalResult(None, "", acknowledged=False)
    people = []
    for row in rows:
        result = results.get(row.person_id, unknown)
        people.append(
            RoundPerson(
                id=row.id,
                name=row.name,
                group=row.group,
                unit=row.unit,
                ladder=row.ladder,
                salary=row.salary,
                score=result.score,
                level=result.level,
                facts=row.facts,
                earlier=april.get(row.person_id, by_hand.get(row.id)),
                choice=None if row.amount is None else Decimal(row.amount),
            )
        )
    return tuple(people)


def april_money(uow: UnitOfWork, round_: SalaryRound, basis: Basis) -> dict[str, Decimal] | None:
    """Return what each group used in April, None where that is not known (sao.step.budget).

    A final round of April tells it; what was typed counts where there is none.
    """
    if not _is_october(round_):
        return None
    earlier = final_april(uow, round_)
    if earlier is None:
        return dict(basis.options.april_used) or None
    query = (
        select(
            PayrollRow.group, func.sum(SalaryRecord.new_salary),
            func.sum(SalaryRecord.old_salary), func.sum(SalaryRecord.special),
        )
        .join(SalaryRecord, SalaryRecord.person_id == PayrollRow.person_id)
        .where(PayrollRow.snapshot_id == earlier.snapshot_id, SalaryRecord.round_id == earlier.id)
        .group_by(PayrollRow.group)
    )  # fmt: skip
    used = dict.fromkeys(step_rules(basis.law).groups, NO_MONEY)
    for group, new, old, special in uow.session.execute(query):
        counted = special if basis.options.special_counts else NO_MONEY
        used[group] = new - (old or NO_MONEY) + counted
    return used


def final_april(uow: UnitOfWork, round_: SalaryRound) -> SalaryRound | None:
    """Return the final round of April that an October round counts on, None where there is none."""
    found = uow.session.get(SalaryRound, round_.earlier_id) if round_.earlier_id else None
    while found is not None and found.state == OPEN and found.supersedes_id is not None:
        # an open correction: what it corrects still stands
        found = uow.session.get(SalaryRound, found.supersedes_id)
    while found is not None and found.state == SUPERSEDED:
        found = uow.session.scalars(
            select(SalaryRound).where(
                SalaryRound.supersedes_id == found.id,
                SalaryRound.copy_of_id.is_(None),
                SalaryRound.state != OPEN,
            )
        ).first()
    return found if found is not None and found.state == FINAL else None


def _is_october(round_: SalaryRound) -> bool:
    return round_.scheme == STEP and round_.number > 1


def _april_steps(uow: UnitOfWork, round_: SalaryRound, ids: Sequence[int]) -> dict[int, Decimal]:
    """The steps of April by person: none for who stood on its payroll and was not chosen."""
    earlier = final_april(uow, round_)
    if earlier is None:
        return {}
    query = (
        select(PayrollRow.person_id, SalaryChoice.amount)
        .outerjoin(
            SalaryChoice,
            and_(SalaryChoice.row_id == PayrollRow.id, SalaryChoice.round_id == earlier.id),
        )
        .where(PayrollRow.snapshot_id == earlier.snapshot_id)
    )
    if ids:
        query = query.where(PayrollRow.person_id.in_(ids))
    return {person: Decimal(steps or 0) for person, steps in uow.session.execute(query)}


def _results(
    uow: UnitOfWork, round_: SalaryRound, ids: Sequence[int]
) -> Mapping[int, AppraisalResult]:
    """The results of the appraisal round: of some people only where ``ids`` are given."""
    if round_.appraisal_round_id is None:
        return {}
    appraisal = uow.session.get_one(AppraisalRound, round_.appraisal_round_id)
    if appraisal.state != FINAL:
        return _open_results(uow, appraisal, ids) if ids else results_of(uow, appraisal.id)
    key = uow.session.scalars(
        select(CalculationRun.sha256)
        .where(CalculationRun.kind == APPRAISAL_RUN, CalculationRun.subject_id == appraisal.id)
        .order_by(CalculationRun.number.desc())
        .limit(1)
    ).one()
    found = _frozen_results.get(key)
    if found is None:
        found = results_of(uow, appraisal.id)
        while len(_frozen_results) >= _KEPT_RESULTS:
            _frozen_results.pop(next(iter(_frozen_results)))
        _frozen_results[key] = found
    return found


def _open_results(
    uow: UnitOfWork, appraisal: AppraisalRound, ids: Sequence[int]
) -> dict[int, AppraisalResult]:
    criteria = Criteria(uow, appraisal)
    rows = uow.session.scalars(
        select(Appraisal).where(Appraisal.round_id == appraisal.id, Appraisal.person_id.in_(ids))
    )
    found = {}
    for row in rows:
        scored = criteria.scored(row)
        done = row.acknowledgement == ACKNOWLEDGED
        found[row.person_id] = AppraisalResult(scored.total, scored.level, done)
    return found
