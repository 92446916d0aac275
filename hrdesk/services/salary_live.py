"""A salary round as a view: computed while it is open, read from what was kept once it is final."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select

from hrdesk.models import (
    CalculationRun,
    Case,
    PayrollRow,
    PayrollSnapshot,
    Person,
    SalaryRound,
)
from hrdesk.rules.dates import thai_date_long
from hrdesk.rules.refusal import Refused
from hrdesk.rules.salary.percentage_round import table_notes
from hrdesk.rules.salary.proposal import Proposal
from hrdesk.rules.salary.round_totals import totals
from hrdesk.rules.salary.round_types import NO_MONEY, RoundPerson, RoundRow, RoundTotals
from hrdesk.rules.salary.step_round import step_rules
from hrdesk.services.committee_fit import STEP_RULE, committee_unfit
from hrdesk.services.errors import DomainError
from hrdesk.services.kept import intact
from hrdesk.services.payroll_rows import refuse_altered
from hrdesk.services.procedures import lender_of
from hrdesk.services.queries.salary_types import LawOfRound, LineOfRound, RoundMeeting, RoundView
from hrdesk.services.salary_compute import (
    OPEN,
    Basis,
    Stored,
    april_money,
    basis_of,
    people_of,
    stored_rows,
)
from hrdesk.services.salary_correction import correction_notes, overtaken
from hrdesk.services.salary_kept import (
    read_law,
    read_limits,
    read_lines,
    read_meeting,
    read_people,
    read_rows,
    read_totals,
)
from hrdesk.services.salary_law import MATTERS, PERCENTAGE, STEP, borrowed
from hrdesk.services.salary_problems import named, notes_of, problems_of
from hrdesk.services.salary_standing import round_standing
from hrdesk.services.unit_of_work import UnitOfWork

KIND = "salary_round"
"""The kind of the kept results of salary rounds."""


def view_of(
    uow: UnitOfWork, round_: SalaryRound, options: Mapping[str, Any] | None = None
) -> RoundView:
    """Return a round as it stands, with other ``options`` than its own where given.

    Errors: ``rule_refuses``, ``payroll_altered``, ``result_damaged``.
    """
    if round_.state != OPEN and round_.copy_of_id is None:
        return _kept_view(uow, round_)
    refuse_altered(uow, round_.snapshot_id)
    try:
        return _live_view(uow, round_, options)
    except Refused as refusal:
        raise DomainError("rule_refuses", why=refusal.message) from refusal


def sums_of(uow: UnitOfWork, round_: SalaryRound) -> RoundTotals:
    """Return the accounts of an open round alone; raises ``rule_refuses``."""
    try:
        basis = basis_of(uow, round_)
        # steps cost the same whatever the result, so nobody's is read
        people = people_of(
            uow, round_, basis, stored_rows(uow, round_), with_results=basis.scheme != STEP
        )
        limits = basis.limits(people, april_money(uow, round_, basis))
        return totals(basis.rows(people), people, limits)
    except Refused as refusal:
        raise DomainError("rule_refuses", why=refusal.message) from refusal


def newest_run(uow: UnitOfWork, round_id: int) -> CalculationRun:
    """Return the kept result of a final round; raises ``not_found``, ``result_damaged``."""
    run = uow.session.scalars(
        select(CalculationRun)
        .where(CalculationRun.kind == KIND, CalculationRun.subject_id == round_id)
        .order_by(CalculationRun.id.desc())
        .limit(1)
    ).first()
    if run is None:
        raise DomainError("not_found")
    if not intact(run):
        raise DomainError("result_damaged", number=run.number)
    return run


def _live_view(
    uow: UnitOfWork, round_: SalaryRound, options: Mapping[str, Any] | None
) -> RoundView:
    basis = basis_of(uow, round_, options)
    stored = stored_rows(uow, round_)
    people = people_of(uow, round_, basis, stored)
    rows = basis.rows(people)
    april = april_money(uow, round_, basis)
    limits = basis.limits(people, april)
    proposal = basis.proposal(people, rows, limits)
    lines = _lines(stored, people, rows, proposal)
    found = totals(rows, people, limits)
    meeting = read_meeting(round_.meeting)
    standing = round_standing(uow, round_, stored)
    notes = notes_of(round_.scheme, people, lines, found)
    return _view(
        uow, round_, people, rows, lines, found,
        options=dict(round_.options if options is None else options),
        law=_law(uow, round_, basis),
        limits=limits,
        problems=problems_of(round_.scheme, rows, lines, found, limits, meeting, standing),
        standing=standing,
        notes=(
            *_appraisal_note(round_), *_day_note(uow, round_), *_register_note(uow, round_),
            *correction_notes(uow, round_, lines, rows),
            *_april_note(basis, people, april), *proposal.notes, *notes,
        ),
        committee_note=_committee_note(uow, round_, basis, meeting),
        run_id=None,
    )  # fmt: skip


def _kept_view(uow: UnitOfWork, round_: SalaryRound) -> RoundView:
    run = newest_run(uow, round_.id)
    late = overtaken(uow, round_, run)
    found = read_totals(run.outputs, run.explanation)
    return _view(
        uow, round_, read_people(run.inputs), read_rows(run.outputs, run.explanation),
        read_lines(run.inputs), found,
        options=dict(run.inputs["options"]),
        law=read_law(run.inputs),
        limits=read_limits(run.inputs, found),
        problems=(),
        notes=(*([late] if late else []), *run.outputs["notes"]),
        overtaken=late,
        committee_note=run.outputs.get("committee_note", ""),  # results kept before have none
        run_id=run.id,
    )  # fmt: skip


def _view(
    uow: UnitOfWork,
    round_: SalaryRound,
    people: tuple[RoundPerson, ...],
    rows: tuple[RoundRow, ...],
    lines: tuple[LineOfRound, ...],
    found: RoundTotals,
    **rest: Any,
) -> RoundView:
    snapshot = uow.session.get_one(PayrollSnapshot, round_.snapshot_id)
    matter = uow.session.get(Case, round_.case_id) if round_.case_id is not None else None
    kind = MATTERS.get(round_.scheme)
    return RoundView(
        id=round_.id,
        version=round_.version,
        scheme=round_.scheme,
        year=round_.year,
        number=round_.number,
        effective_on=round_.effective_on,
        name=round_.name,
        state=round_.state,
        copy_of_id=round_.copy_of_id,
        snapshot_id=round_.snapshot_id,
        snapshot_taken_on=snapshot.taken_on,
        appraisal_round_id=round_.appraisal_round_id,
        earlier_id=round_.earlier_id,
        committee_id=round_.committee_id,
        supersedes_id=round_.supersedes_id,
        reason=round_.reason,
        meeting=read_meeting(round_.meeting),
        order_number=round_.order_number,
        order_dated=round_.order_dated,
        paper_id=round_.paper_id,
        case_id=round_.case_id,
        case_number=f"{matter.number}/{matter.year}" if matter is not None else "",
        case_kind=kind,
        case_lender=lender_of(uow, kind) if kind is not None and matter is None else "",
        people=people,
        rows=rows,
        lines=lines,
        places={row.id: place for place, row in enumerate(rows)},
        totals=found,
        open_places={
            key: share.places_left
            for key, share in found.groups.items()
            if share.places_left is not None
        },
        **rest,
    )


def _lines(
    stored: Sequence[Stored],
    people: Sequence[RoundPerson],
    rows: Sequence[RoundRow],
    proposal: Proposal,
) -> tuple[LineOfRound, ...]:
    return tuple(
        LineOfRound(
            row_id=each.id,
            line=each.line,
            person_id=each.person_id,
            name=each.name,
            employment=each.employment,
            post_number=each.post_number,
            post_title=each.post_title,
            type=each.type,
            level=each.level,
            unit=each.unit,
            score=person.score,
            appraisal_level=person.level,
            april=person.earlier,
            proposal=proposal.amounts.get(row.id, NO_MONEY),
            chosen=person.choice,
            reason=each.reason or "",
            choice_version=each.choice_version,
            outside_proposal=outside(person.choice, proposal.amounts.get(row.id, NO_MONEY)),
            special=tuple(each.special),
            facts=each.facts,
            row_version=each.version,
            note=each.note,
        )
        for each, person, row in zip(stored, people, rows, strict=True)
    )


def outside(chosen: Decimal | None, proposal: Decimal) -> bool:
    """Tell whether a choice was made that differs from the proposal."""
    return chosen is not None and chosen != proposal


def _law(uow: UnitOfWork, round_: SalaryRound, basis: Basis) -> LawOfRound:
    held = basis.law.lawbook()
    notes: tuple[str, ...] = ()
    if round_.scheme == PERCENTAGE:
        notes = table_notes(basis.law, basis.options.percentage.table)
    return LawOfRound(
        held["set"], held["version"], held["hash"], basis.law.day,
        borrowed(uow, round_.scheme), notes,
    )  # fmt: skip


def _committee_note(
    uow: UnitOfWork, round_: SalaryRound, basis: Basis, meeting: RoundMeeting | None
) -> str:
    """In what the committee does not fit; a law sets one for steps alone."""
    if round_.scheme != STEP:
        return ""
    chosen = meeting.committee_id if meeting is not None else None
    day = meeting.held_on if meeting is not None else None
    return committee_unfit(
        uow, chosen or round_.committee_id, STEP_RULE, basis.law, day or uow.clock.today()
    )


def _appraisal_note(round_: SalaryRound) -> tuple[str, ...]:
    if round_.appraisal_round_id is not None:
        return ()
    return ("รอบนี้ยังไม่ได้ผูกกับรอบการประเมิน จึงไม่มีข้อเสนอตามลำดับผลการประเมิน",)


def _april_note(
    basis: Basis, people: Sequence[RoundPerson], used: Mapping[str, Decimal] | None
) -> tuple[str, ...]:
    """What was typed of April and is another figure than the final round has."""
    if not used:
        return ()
    labels = step_rules(basis.law).groups
    options = basis.options
    groups = [labels[key] for key, each in options.april_used.items() if used.get(key) != each]
    steps = options.april_steps
    names = [each.name for each in people if steps.get(each.id) not in (None, each.earlier)]
    told = [*(f"เงินที่ใช้ กลุ่ม{each}" for each in groups), *named("จำนวนขั้น", names)]
    what = "ตัวเลขที่พิมพ์ไว้ต่างจากรอบ 1 เมษายนที่เป็นที่สุด โปรแกรมใช้ตัวเลขของรอบนั้น"
    return (f"{what}: {' · '.join(told)}",) if told else ()


def _day_note(uow: UnitOfWork, round_: SalaryRound) -> tuple[str, ...]:
    if round_.effective_on <= uow.clock.today():
        return ()
    day = thai_date_long(round_.effective_on)
    return (f"วันที่มีผล {day} ยังมาไม่ถึง เมื่อทำให้เป็นที่สุด เงินเดือนในทะเบียนจะเป็นอัตราใหม่ทันที",)


def _register_note(uow: UnitOfWork, round_: SalaryRound) -> tuple[str, ...]:
    """Whose salary in the register is another than on the payroll: promoted since, perhaps."""
    query = (
        select(func.count())
        .select_from(PayrollRow)
        .join(Person, Person.id == PayrollRow.person_id)
        .where(
            PayrollRow.snapshot_id == round_.snapshot_id,
            Person.salary.is_distinct_from(PayrollRow.salary),
        )
    )
    count = uow.session.scalar(query) or 0
    if not count or round_.supersedes_id is not None:
        return ()
    return (
        f"เงินเดือนในทะเบียนต่างจากบัญชีถือจ่าย {count} คน โปรดตรวจก่อน "
        "เมื่อทำให้เป็นที่สุด ทะเบียนของผู้ได้เลื่อนจะเป็นเงินเดือนที่คิดจากบัญชีถือจ่าย",
    )
