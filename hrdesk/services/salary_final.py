"""Making a salary round final: kept with its hash, entered in each history; corrected by another."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import select, update

from hrdesk.models import CalculationRun, SalaryRecord, SalaryRound
from hrdesk.rules.explanation import canonical
from hrdesk.rules.salary.round_types import RoundRow
from hrdesk.services.access import Right, require
from hrdesk.services.changes import Result, changed
from hrdesk.services.editing import check_version
from hrdesk.services.errors import DomainError
from hrdesk.services.kept import Final, keep
from hrdesk.services.payrolls import freeze
from hrdesk.services.queries.salary_types import LineOfRound, RoundView
from hrdesk.services.salary_compute import FINAL, OPEN, SUPERSEDED, load_round
from hrdesk.services.salary_correction import expected_register, lines_of_round
from hrdesk.services.salary_kept import kept_explanation, kept_inputs, kept_outputs
from hrdesk.services.salary_law import SCHEMES, STEP
from hrdesk.services.salary_lines import NewLine, WrittenLine, strike_lines, write_lines
from hrdesk.services.salary_live import KIND, newest_run, view_of
from hrdesk.services.salary_rounds import check_payroll, copy_of, open_principal, touched
from hrdesk.services.seen import round_seen
from hrdesk.services.unit_of_work import UnitOfWork

_STEPS = 5  # of making final, told to whoever watches: each takes seconds where heads are many
_UNCHANGED = "ไม่ได้เลื่อน (แก้ไขผลรอบเดิม)"


def finalise_round(
    uow: UnitOfWork,
    round_id: int,
    version: int,
    order_number: str = "",
    order_dated: dt.date | None = None,
    *,
    seen: str | None = None,
) -> Result[int]:
    """Make a round final; returns the id of the kept result.

    Inputs, outputs and explanation are kept with their hash; everybody who gets something has a
    line in the salary history, and the salary in the register unless a later line stands. Errors:
    ``round_not_ready`` (facts: problems, in Thai), ``round_final``, ``round_is_copy``,
    ``EditConflict``, ``payroll_altered``; ``round_changed`` where ``seen``, which is
    ``seen.round_seen`` of what was shown, is not what stands.
    """
    require(uow.actor, Right.WORK_SALARY)
    round_ = open_principal(uow, round_id)
    check_version(uow, round_, version, "salary_round", {})
    uow.step(0, _STEPS)
    view = view_of(uow, round_)
    uow.step(1, _STEPS)
    if seen is not None and round_seen(view.lines, view.rows) != seen:
        raise DomainError("round_changed")
    if view.problems:
        raise DomainError("round_not_ready", problems=view.problems)
    old = _superseded_round(uow, round_)
    run = _kept(uow, round_, view, old)
    round_.state = FINAL
    round_.order_number = order_number.strip()
    round_.order_dated = order_dated
    uow.session.flush()
    uow.step(4, _STEPS)
    people = _enter(uow, round_, view, run, old)
    uow.step(_STEPS, _STEPS)
    if old is not None:
        old.state = SUPERSEDED
        uow.session.flush()
        uow.audit("salary_round.superseded", "salary_round", old.id, reason=round_.reason)
    uow.audit(
        "salary_round.finalised", "salary_round", round_.id,
        changes={
            "number": (None, run.number), "sha256": (None, run.sha256),
            "count": (None, len(people)), "spent": (None, view.totals.whole.spent),
        },
    )  # fmt: skip
    return Result(run.id, touched(round_) | _of_people(people))


def attach_order(
    uow: UnitOfWork, round_id: int, number: str, dated: dt.date | None, paper_id: int | None = None
) -> Result[int]:
    """Note the order of a final round, there and on every line it entered; returns its version.

    Errors: ``required``, ``not_found``, ``round_not_final``.
    """
    require(uow.actor, Right.WORK_SALARY)
    round_ = load_round(uow, round_id)
    if round_.state != FINAL:
        raise DomainError("round_not_final")
    if not number.strip():
        raise DomainError("required", field="number")
    old = (round_.order_number, round_.order_dated)
    round_.order_number, round_.order_dated = number.strip(), dated
    if paper_id is not None:
        round_.paper_id = paper_id
    uow.session.flush()
    uow.session.execute(
        update(SalaryRecord)
        .where(SalaryRecord.round_id == round_id)
        .values(order_number=round_.order_number, order_dated=dated)
    )
    uow.audit(
        "salary_round.ordered", "salary_round", round_id,
        changes={
            "order_number": (old[0] or None, round_.order_number), "order_dated": (old[1], dated),
        },
    )  # fmt: skip
    people = uow.session.scalars(
        select(SalaryRecord.person_id).where(SalaryRecord.round_id == round_id)
    )
    return Result(round_.version, touched(round_) | _of_people(list(people)))


def supersede_round(
    uow: UnitOfWork, round_id: int, reason: str, snapshot_id: int | None = None
) -> Result[int]:
    """Open a round that corrects a final one, with its choices as a start; returns the new id.

    ``snapshot_id`` names another payroll of the same day where the first was wrong. The final one
    stands until the new one is made final. Errors: ``required``, ``not_found``,
    ``round_not_final``, ``round_open_already``, ``payroll_of_other_round``.
    """
    require(uow.actor, Right.WORK_SALARY)
    if not reason.strip():
        raise DomainError("required", field="reason")
    old = load_round(uow, round_id)
    if old.state != FINAL:
        raise DomainError("round_not_final")
    waiting = uow.session.scalars(
        select(SalaryRound.id)
        .where(SalaryRound.supersedes_id == old.id, SalaryRound.state == OPEN)
        .limit(1)
    ).first()
    if waiting is not None:
        raise DomainError("round_open_already", year=old.year, number=old.number)
    if snapshot_id is not None:
        check_payroll(uow, old.scheme, old.year, old.number, snapshot_id)
        freeze(uow, snapshot_id)
    new = copy_of(uow, old, snapshot_id, supersedes_id=old.id, reason=reason.strip())
    uow.audit(
        "salary_round.superseding", "salary_round", new.id,
        changes={"supersedes": (None, old.id)}, reason=reason.strip(),
    )  # fmt: skip
    return Result(new.id, touched(new) | touched(old))


def _superseded_round(uow: UnitOfWork, round_: SalaryRound) -> SalaryRound | None:
    """The round this one corrects, which must still be the one that stands."""
    if round_.supersedes_id is None:
        return None
    old = uow.session.get_one(SalaryRound, round_.supersedes_id)
    if old.state != FINAL:
        raise DomainError("round_not_final")
    return old


def _kept(
    uow: UnitOfWork, round_: SalaryRound, view: RoundView, old: SalaryRound | None
) -> CalculationRun:
    inputs, outputs = kept_inputs(view), kept_outputs(view)
    uow.step(2, _STEPS)
    tree = kept_explanation(view)
    uow.step(3, _STEPS)
    earlier = newest_run(uow, old.id) if old is not None else None
    law = {"set": view.law.law_set, "version": view.law.version, "hash": view.law.hash}
    final = Final(
        KIND, round_.id, inputs, outputs, tree, law,
        number=earlier.number + 1 if earlier is not None else 1,
        supersedes_id=earlier.id if earlier is not None else None,
        reason=round_.reason,
    )  # fmt: skip
    return keep(uow, final)[0]


def _enter(
    uow: UnitOfWork,
    round_: SalaryRound,
    view: RoundView,
    run: CalculationRun,
    old: SalaryRound | None,
) -> list[int]:
    """Write a line for everybody raised, over the line of the round this one corrects."""
    before = lines_of_round(uow, old)
    written = [
        WrittenLine(
            _line(round_, run, line, row),
            before.get(line.person_id),
            round_.reason,
            settles=True,
            expected=expected_register(old, before.get(line.person_id), row),
        )
        for line, row in zip(view.lines, view.rows, strict=True)
        if row.raised or row.special or line.person_id in before
    ]
    write_lines(uow, written)
    ids = [each.line.person_id for each in written]
    entered = set(ids)
    gone = [record for id_, record in before.items() if id_ not in entered]
    strike_lines(uow, gone, round_.reason)
    return [*ids, *(record.person_id for record in gone)]


def _line(round_: SalaryRound, run: CalculationRun, line: LineOfRound, row: RoundRow) -> NewLine:
    return NewLine(
        person_id=line.person_id,
        effective_on=round_.effective_on,
        kind=round_.scheme,
        detail=_detail(round_, row),
        old_salary=row.salary,
        new_salary=row.new_salary,
        special=row.special,
        order_number=round_.order_number,
        order_dated=round_.order_dated,
        round_id=round_.id,
        run_id=run.id,
    )


def _detail(round_: SalaryRound, row: RoundRow) -> str:
    if not row.raised and not row.special:
        return _UNCHANGED
    if round_.scheme == STEP:
        return f"{SCHEMES[STEP]} {canonical(row.choice)} ขั้น"
    return f"{SCHEMES[round_.scheme]} ร้อยละ {canonical(row.choice)}"


def _of_people(ids: list[int]) -> frozenset[Any]:
    """What changed of people: each by name, or all where there are many."""
    if len(ids) > 100:
        return changed(("person", None), ("salary_record", None))
    return changed(*(("person", id_) for id_ in ids), ("salary_record", None))
