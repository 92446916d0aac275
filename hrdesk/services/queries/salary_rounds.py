"""Salary rounds as screens and papers read them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select

from hrdesk.models import CalculationRun, PayrollRow, SalaryRound
from hrdesk.rules.explanation import Explanation
from hrdesk.rules.refusal import Refused
from hrdesk.rules.salary.round_totals import replaced
from hrdesk.services.access import Right, require
from hrdesk.services.errors import DomainError
from hrdesk.services.kept import intact
from hrdesk.services.payroll_rows import altered, load_payroll
from hrdesk.services.queries.salary_types import (
    ChoiceDone,
    KeptRun,
    LawOfRound,
    LineOfRound,
    RoundCompared,
    RoundLine,
    RoundMeeting,
    RoundView,
)
from hrdesk.services.salary_compute import OPEN, basis_of, load_round, people_of, stored_rows
from hrdesk.services.salary_live import KIND, outside, sums_of, view_of
from hrdesk.services.salary_options import checked_options
from hrdesk.services.salary_problems import problems_of
from hrdesk.services.unit_of_work import UnitOfWork

__all__ = [
    "ChoiceDone",
    "KeptRun",
    "LawOfRound",
    "LineOfRound",
    "RoundCompared",
    "RoundLine",
    "RoundMeeting",
    "RoundView",
    "explanation_of",
    "kept_runs",
    "round_compare",
    "round_version",
    "round_view",
    "salary_rounds",
    "simulate_round",
    "with_choices",
]


def salary_rounds(uow: UnitOfWork) -> tuple[RoundLine, ...]:
    """Return every round, the newest first, each with its what-if copies."""
    require(uow.actor, Right.WORK_SALARY)
    rounds = uow.session.scalars(
        select(SalaryRound).order_by(
            SalaryRound.effective_on.desc(), SalaryRound.scheme, SalaryRound.id.desc()
        )
    ).all()
    counted = uow.session.execute(
        select(PayrollRow.snapshot_id, func.count()).group_by(PayrollRow.snapshot_id)
    ).all()
    heads = {row[0]: row[1] for row in counted}
    open_ = {each.snapshot_id for each in rounds if each.state == OPEN}
    spoilt = {id_ for id_ in open_ if altered(uow, load_payroll(uow, id_))}

    def line(each: SalaryRound, copies: Sequence[RoundLine] = ()) -> RoundLine:
        count = heads.get(each.snapshot_id, 0)
        spoilt_too = each.state == OPEN and each.snapshot_id in spoilt
        return _line(uow, each, count, tuple(copies), spoilt_too=spoilt_too)

    copies: dict[int, list[RoundLine]] = {}
    for each in reversed(rounds):
        if each.copy_of_id is not None:
            copies.setdefault(each.copy_of_id, []).append(line(each))
    return tuple(line(each, copies.get(each.id, ())) for each in rounds if each.copy_of_id is None)


def round_view(uow: UnitOfWork, round_id: int) -> RoundView:
    """Return one round with everything that its page and papers show.

    Errors: ``not_found``, ``payroll_altered``, ``rule_refuses``, ``result_damaged``.
    """
    require(uow.actor, Right.WORK_SALARY)
    return view_of(uow, load_round(uow, round_id))


def simulate_round(uow: UnitOfWork, round_id: int, options: Mapping[str, Any]) -> RoundView:
    """Return an open round as it would be with other options; nothing is stored.

    Errors: ``round_final``, those of ``checked_options``.
    """
    require(uow.actor, Right.WORK_SALARY)
    round_ = load_round(uow, round_id)
    if round_.state != OPEN:
        raise DomainError("round_final")
    law = basis_of(uow, round_, {}).law
    return view_of(uow, round_, checked_options(round_.scheme, options, law))


def with_choices(
    view: RoundView, done: Sequence[ChoiceDone], amounts: Mapping[int, Decimal | None]
) -> RoundView:
    """Return a view after choices, its accounts by the difference; ``amounts`` by row id."""
    people, rows, lines = list(view.people), list(view.rows), list(view.lines)
    found = view.totals
    for each in done:
        place = view.places[each.row.id]
        found = replaced(found, rows[place], each.row, view.limits)
        chosen = amounts[each.row.id]
        rows[place] = each.row
        people[place] = replace(people[place], choice=chosen)
        lines[place] = replace(
            lines[place],
            chosen=chosen,
            reason=each.reason,
            choice_version=each.choice_version,
            outside_proposal=outside(chosen, lines[place].proposal),
        )
    problems = problems_of(
        view.scheme, rows, lines, found, view.limits, view.meeting, view.standing
    )
    left = {key: found.groups[key].places_left or 0 for key in view.open_places}
    return replace(
        view, people=tuple(people), rows=tuple(rows), lines=tuple(lines), totals=found,
        problems=problems, open_places=left,
    )  # fmt: skip


def round_compare(uow: UnitOfWork, ids: Sequence[int]) -> tuple[RoundCompared, ...]:
    """Return rounds side by side; ``changed`` are the payroll rows that differ from the first."""
    require(uow.actor, Right.WORK_SALARY)
    views = [view_of(uow, load_round(uow, each)) for each in ids]
    first = (
        {row.id: (row.choice, row.new_salary, row.special) for row in views[0].rows}
        if views
        else {}
    )
    return tuple(
        RoundCompared(
            view.id, view.name, view.state, view.totals, view.options, view.problems,
            tuple(
                row.id for row in view.rows
                if first.get(row.id) != (row.choice, row.new_salary, row.special)
            ),
        )
        for view in views
    )  # fmt: skip


def explanation_of(uow: UnitOfWork, round_id: int, row_id: int) -> Explanation:
    """Return why somebody gets what they get; that of a final round as it was kept."""
    require(uow.actor, Right.WORK_SALARY)
    round_ = load_round(uow, round_id)
    if round_.state != OPEN:
        view = view_of(uow, round_)
        if row_id not in view.places:
            raise DomainError("not_found")
        return view.rows[view.places[row_id]].explain()
    try:
        basis = basis_of(uow, round_)
        people = people_of(uow, round_, basis, stored_rows(uow, round_, [row_id]), some=True)
        if not people:
            raise DomainError("not_found")
        return basis.row(people[0]).explain()
    except Refused as refusal:
        raise DomainError("rule_refuses", why=refusal.message) from refusal


def kept_runs(uow: UnitOfWork, round_id: int) -> tuple[KeptRun, ...]:
    """Return the kept results of a round and of those it supersedes, the newest first."""
    require(uow.actor, Right.WORK_SALARY)
    found: list[KeptRun] = []
    at: int | None = round_id
    while at is not None:
        round_ = load_round(uow, at)
        run = uow.session.scalars(
            select(CalculationRun).where(
                CalculationRun.kind == KIND, CalculationRun.subject_id == at
            )
        ).first()
        if run is not None:
            found.append(
                KeptRun(
                    run.id, at, run.number, run.made_by, run.made_at, run.reason,
                    f"{run.law_set} {run.law_version} ({run.law_hash})", run.sha256,
                    intact(run),
                    round_.state != "final",
                )
            )  # fmt: skip
        at = round_.supersedes_id
    return tuple(found)


def round_version(uow: UnitOfWork, round_id: int) -> int:
    """Return the version of a round as it stands; raises ``not_found``."""
    require(uow.actor, Right.WORK_SALARY)
    return load_round(uow, round_id).version


def _line(
    uow: UnitOfWork,
    round_: SalaryRound,
    heads: int,
    copies: tuple[RoundLine, ...],
    *,
    spoilt_too: bool,
) -> RoundLine:
    spent: Decimal | None = None
    budget: Decimal | None = None
    over, problem = False, "บัญชีถือจ่ายของรอบนี้ถูกแก้นอกโปรแกรม" if spoilt_too else ""
    if round_.state == OPEN and not spoilt_too:
        try:
            found = sums_of(uow, round_)
        except DomainError as refusal:
            problem = str(refusal.facts.get("why", ""))
        else:
            spent, budget = found.whole.spent, found.whole.budget
            over = any(share.over for share in (*found.groups.values(), found.whole))
    elif round_.state != OPEN:
        spent, budget = _kept_money(uow, round_)
    return RoundLine(
        id=round_.id,
        version=round_.version,
        scheme=round_.scheme,
        year=round_.year,
        number=round_.number,
        effective_on=round_.effective_on,
        name=round_.name,
        state=round_.state,
        snapshot_id=round_.snapshot_id,
        appraisal_round_id=round_.appraisal_round_id,
        heads=heads,
        spent=spent,
        budget=budget,
        over=over,
        problem=problem,
        order_number=round_.order_number,
        supersedes_id=round_.supersedes_id,
        copies=copies,
    )


def _kept_money(uow: UnitOfWork, round_: SalaryRound) -> tuple[Decimal | None, Decimal | None]:
    """What a final round used and might use, without reading the whole of what was kept."""
    whole = CalculationRun.outputs["whole"]
    found = uow.session.execute(
        select(whole["spent"].as_string(), whole["budget"].as_string()).where(
            CalculationRun.kind == KIND, CalculationRun.subject_id == round_.id
        )
    ).first()
    if found is None:
        return None, None
    return tuple(None if each is None else Decimal(each) for each in found)  # type: ignore[return-value]
