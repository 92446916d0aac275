"""Appraisal rounds as their pages show them: the rounds, one with its people, their results."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import selectinload

from hrdesk.models import Appraisal, AppraisalRound, CalculationRun, Case, Committee, Person
from hrdesk.rules.appraisal import Staff
from hrdesk.rules.appraisal_scores import Place, places
from hrdesk.rules.codes import CaseType, Employment
from hrdesk.rules.names import full_name, titled
from hrdesk.rules.refusal import Refused
from hrdesk.rules.sorting import thai_key
from hrdesk.services.access import Right, require
from hrdesk.services.appraisal_law import (
    ACKNOWLEDGED,
    AGREED,
    REFUSED,
    RETURNED,
    STAFF_LABELS,
    Criteria,
    Scored,
    decimal_of,
    person_staff,
)
from hrdesk.services.committee_fit import APPRAISAL_RULE, committee_unfit
from hrdesk.services.errors import DomainError
from hrdesk.services.kept import intact
from hrdesk.services.office_law import law_for_day
from hrdesk.services.procedures import lender_of
from hrdesk.services.queries.appraisal_types import (
    AppraisalLine,
    AppraisalResult,
    AppraisalRoundLine,
    AppraisalRoundView,
    AppraisalRun,
    PersonToAdd,
    RoundCounts,
)
from hrdesk.services.unit_of_work import UnitOfWork

__all__ = [
    "KIND",
    "AppraisalLine",
    "AppraisalResult",
    "AppraisalRoundLine",
    "AppraisalRoundView",
    "AppraisalRun",
    "PersonToAdd",
    "RoundCounts",
    "appraisal_round",
    "appraisal_rounds",
    "closings_of",
    "people_to_add",
    "results_of",
]
KIND = "appraisal_round"


def results_of(uow: UnitOfWork, appraisal_round_id: int) -> Mapping[int, AppraisalResult]:
    """Return the results of a round by person; those of a closed round as they were frozen.

    Raises ``not_found``, ``result_damaged`` where a closed round's record was tampered with.
    """
    if not uow.actor.may(Right.WORK_SALARY):
        require(uow.actor, Right.WORK_APPRAISALS)
    round_ = _round(uow, appraisal_round_id)
    frozen = _frozen(uow, round_)
    criteria = Criteria(uow, round_)
    found = {}
    for row in uow.session.scalars(select(Appraisal).where(Appraisal.round_id == round_.id)):
        scored = frozen[row.person_id] if frozen is not None else criteria.scored(row)
        found[row.person_id] = AppraisalResult(
            scored.total, scored.level, row.acknowledgement == ACKNOWLEDGED
        )
    return found


def appraisal_rounds(uow: UnitOfWork) -> tuple[AppraisalRoundLine, ...]:
    """Return every round with how far it is, the newest first."""
    if not uow.actor.may(Right.WORK_SALARY):
        require(uow.actor, Right.WORK_APPRAISALS)

    def counted(condition: Any) -> Any:
        return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)

    scored = (Appraisal.achievement != "") & (Appraisal.competency != "")
    query = (
        select(
            AppraisalRound,
            func.count(Appraisal.id),
            counted(Appraisal.agreed_on.is_not(None)),
            counted(scored),
            counted(Appraisal.acknowledgement != ""),
            counted(Appraisal.screened == AGREED),
        )
        .outerjoin(Appraisal, Appraisal.round_id == AppraisalRound.id)
        .group_by(AppraisalRound.id)
        .order_by(AppraisalRound.first.desc())
    )
    return tuple(
        AppraisalRoundLine(
            row.id,
            row.version,
            row.year,
            row.number,
            row.first,
            row.last,
            row.state == "final",
            *(int(each) for each in numbers),
        )
        for row, *numbers in uow.session.execute(query)
    )


def appraisal_round(uow: UnitOfWork, round_id: int) -> AppraisalRoundView:
    """Return one round with everybody in it; raises ``not_found``, ``result_damaged``."""
    require(uow.actor, Right.WORK_APPRAISALS)
    row = _round(uow, round_id)
    criteria = Criteria(uow, row)
    lines = _lines(uow, row, criteria)
    counts = _counts(lines, criteria)
    committee = uow.session.get(Committee, row.committee_id) if row.committee_id else None
    matter = uow.session.get(Case, row.case_id) if row.case_id else None
    return AppraisalRoundView(
        id=row.id,
        version=row.version,
        year=row.year,
        number=row.number,
        first=row.first,
        last=row.last,
        final=row.state == "final",
        note=row.note,
        committee_id=row.committee_id,
        committee=committee.name if committee else "",
        case_id=row.case_id,
        case_number=f"{matter.number}/{matter.year}" if matter else "",
        screened_on=row.screened_on,
        posted_on=row.posted_on,
        lines=lines,
        counts=counts,
        hinders=_hinders(lines, counts),
        doubts=_doubts(counts, row),
        source=_source(lines, criteria),
        runs=closings_of(uow, round_id),
        committee_note=_committee_note(uow, row),
        case_lender="" if matter is not None else lender_of(uow, CaseType.APPRAISAL),
    )


def _committee_note(uow: UnitOfWork, row: AppraisalRound) -> str:
    day = row.screened_on or uow.clock.today()
    return committee_unfit(
        uow, row.committee_id, APPRAISAL_RULE, law_for_day(uow, row.screened_on or row.last), day
    )


def people_to_add(uow: UnitOfWork, round_id: int) -> tuple[PersonToAdd, ...]:
    """Return the people of the register who are not in a round yet, by unit and name."""
    require(uow.actor, Right.WORK_APPRAISALS)
    _round(uow, round_id)
    inside = select(Appraisal.person_id).where(Appraisal.round_id == round_id)
    query = (
        select(Person)
        .where(Person.active.is_(True), Person.id.not_in(inside))
        .options(selectinload(Person.post))
        .order_by(Person.sort_key, Person.id)
    )
    found = [
        PersonToAdd(
            person.id,
            full_name(person.prefix, person.first_name, person.last_name),
            titled(person.post.title, person.post.level) if person.post else "",
            person.post.unit if person.post else "",
            Employment(person.employment),
            person_staff(uow, person),
        )
        for person in uow.session.scalars(query)
    ]
    return tuple(sorted(found, key=lambda each: thai_key(each.unit)))


def closings_of(uow: UnitOfWork, round_id: int) -> tuple[AppraisalRun, ...]:
    """Return every closing of a round, the newest first; checks no right."""
    rows = uow.session.scalars(
        select(CalculationRun)
        .where(CalculationRun.kind == KIND, CalculationRun.subject_id == round_id)
        .order_by(CalculationRun.number.desc())
    )
    return tuple(
        AppraisalRun(
            row.id,
            row.number,
            row.made_by,
            row.made_at,
            row.reason,
            row.sha256,
            intact(row),
        )
        for row in rows
    )


def _round(uow: UnitOfWork, round_id: int) -> AppraisalRound:
    row = uow.session.get(AppraisalRound, round_id)
    if row is None:
        raise DomainError("not_found")
    return row


def _frozen(uow: UnitOfWork, round_: AppraisalRound) -> dict[int, Scored] | None:
    """The results by person that a closed round was closed with, None for an open one."""
    if round_.state != "final":
        return None
    run = uow.session.scalars(
        select(CalculationRun)
        .where(CalculationRun.kind == KIND, CalculationRun.subject_id == round_.id)
        .order_by(CalculationRun.number.desc())
        .limit(1)
    ).one()
    if not intact(run):
        raise DomainError("result_damaged", number=run.number)
    return {
        each["person"]: Scored(decimal_of(each["total"] or ""), each["level"])
        for each in run.outputs["order"]
    }


def _lines(
    uow: UnitOfWork, round_: AppraisalRound, criteria: Criteria
) -> tuple[AppraisalLine, ...]:
    query = (
        select(Appraisal, Person.prefix, Person.first_name, Person.last_name)
        .join(Person, Person.id == Appraisal.person_id)
        .where(Appraisal.round_id == round_.id)
        .order_by(Person.sort_key, Appraisal.id)
    )
    found = [(row, full_name(*names)) for row, *names in uow.session.execute(query)]
    frozen = _frozen(uow, round_)
    scored = {
        row.id: frozen[row.person_id] if frozen is not None else criteria.scored(row)
        for row, _ in found
    }
    ranks = _ranks([row for row, _ in found], scored)
    best = {staff: _best(criteria, staff) for staff in Staff}
    lines = [
        _line(row, name, scored[row.id], ranks.get(row.id), best[Staff(row.staff)])
        for row, name in found
    ]
    return tuple(sorted(lines, key=lambda line: thai_key(line.unit)))


def _ranks(rows: Sequence[Appraisal], scored: Mapping[int, Scored]) -> dict[int, Place]:
    """Places within each kind of staff: totals of different criteria are not compared."""
    found: dict[int, Place] = {}
    for staff in {row.staff for row in rows}:
        totals = {
            row.id: total
            for row in rows
            if row.staff == staff and (total := scored[row.id].total) is not None
        }
        found |= places(totals)
    return found


def _best(criteria: Criteria, staff: Staff) -> str:
    try:
        return criteria.levels(staff)[0]
    except Refused:
        return ""


def _line(
    row: Appraisal, name: str, scored: Scored, place: Place | None, best: str
) -> AppraisalLine:
    return AppraisalLine(
        id=row.id,
        version=row.version,
        person_id=row.person_id,
        name=name,
        post=titled(row.post_title, row.level),
        post_number=row.post_number,
        unit=row.unit,
        staff=Staff(row.staff),
        appraiser_id=row.appraiser_id,
        appraiser=row.appraiser,
        appraiser_post=row.appraiser_post,
        has_agreement=bool(row.indicators),
        agreed_on=row.agreed_on,
        achievement=decimal_of(row.achievement),
        competency=decimal_of(row.competency),
        detail=(
            any(each.get("score") for each in row.indicators),
            any(each.get("score") or each.get("found") is not None for each in row.competencies),
        ),
        total=scored.total,
        level=scored.level,
        problem=scored.problem,
        acknowledgement=row.acknowledgement,
        informed_on=row.informed_on,
        witness=row.witness,
        screened=row.screened,
        screening_note=row.screening_note,
        imported_from=row.imported_from,
        rank=place.rank if place else None,
        tied=place.tied if place else False,
        outstanding=bool(best) and scored.level == best,
    )


def _counts(lines: Sequence[AppraisalLine], criteria: Criteria) -> RoundCounts:
    order: list[str] = []
    for staff in Staff:
        if any(line.staff is staff for line in lines):
            try:
                names = criteria.levels(staff)
            except Refused:
                names = ()
            order += [name for name in names if name not in order]
    by_level = Counter(line.level for line in lines if line.level)
    return RoundCounts(
        people=len(lines),
        without_appraiser=sum(not line.appraiser for line in lines),
        without_agreement=sum(line.agreed_on is None for line in lines),
        without_result=sum(line.total is None for line in lines),
        not_informed=sum(not line.acknowledgement for line in lines),
        refused=sum(line.acknowledgement == REFUSED for line in lines),
        not_screened=sum(line.screened != AGREED for line in lines),
        returned=sum(line.screened == RETURNED for line in lines),
        outstanding=sum(line.outstanding for line in lines),
        levels=tuple((name, by_level[name]) for name in order),
    )


def _hinders(lines: Sequence[AppraisalLine], counts: RoundCounts) -> tuple[str, ...]:
    found = []
    if not lines:
        found.append("ยังไม่มีผู้รับการประเมินในรอบนี้")
    if counts.without_result:
        found.append(f"ยังไม่มีผลการประเมิน {counts.without_result:,} คน")
    if counts.returned:
        found.append(f"คณะกรรมการส่งคืนและยังไม่ได้เห็นชอบใหม่ {counts.returned:,} คน")
    problems = dict.fromkeys(line.problem for line in lines if line.problem)
    return (*found, *problems)


def _doubts(counts: RoundCounts, row: AppraisalRound) -> tuple[str, ...]:
    found = []
    if counts.not_informed:
        found.append(f"ยังไม่รับทราบผล {counts.not_informed:,} คน")
    waiting = counts.not_screened - counts.returned
    if waiting:
        found.append(f"คณะกรรมการยังไม่ได้กลั่นกรอง {waiting:,} คน")
    if row.screened_on is None:
        found.append("ยังไม่ได้บันทึกวันประชุมกลั่นกรอง")
    if counts.outstanding and row.posted_on is None:
        found.append("ยังไม่ได้บันทึกวันปิดประกาศรายชื่อผู้มีผลดีเด่น")
    return tuple(found)


def _source(lines: Sequence[AppraisalLine], criteria: Criteria) -> str:
    """The criteria in words: the shares of each kind of staff and where they stand."""
    told = []
    for staff in Staff:
        if not any(line.staff is staff for line in lines):
            continue
        try:
            first, second = criteria.weights(staff)
            cited = criteria.law(staff).read(staff.bands).citations
        except Refused as refusal:
            told.append(refusal.message)
            continue
        where = "; ".join(citation.text for citation in cited)
        told.append(f"{STAFF_LABELS[staff]}: ผลสัมฤทธิ์ {first} สมรรถนะ {second} · {where}")
    return "\n".join(told)
