"""The result of a contest as it stands, and every result that was made final."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import defer

from hrdesk.models import Attendance, AuditEntry, CalculationRun, Candidate, Contest, Meeting
from hrdesk.rules.contest_result import ContestResult
from hrdesk.rules.contest_result import contest_result as computed
from hrdesk.rules.explanation import Explanation
from hrdesk.rules.ranking import Ranked
from hrdesk.rules.refusal import Refused
from hrdesk.rules.work_results import ProposalGrade, WorkResult, proposal_grade, work_results
from hrdesk.services.access import Right, require
from hrdesk.services.errors import DomainError
from hrdesk.services.kept import intact
from hrdesk.services.meeting_hours import irregularities
from hrdesk.services.queries.scores import ContestGrid, contest_grid
from hrdesk.services.unit_of_work import UnitOfWork

KIND = "contest"
SENT = "candidate.sent"
"""The act noted when a result is written to a candidate's case."""
_WHOLE = (CalculationRun.inputs, CalculationRun.outputs, CalculationRun.explanation)
_PROPOSAL = "doh.work.proposal"


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One candidate of the result; ``rank`` and ``total`` are None while no sheet is whole.

    ``verified`` of ``expected`` sheets are verified. ``work_result`` and ``proposal`` are the ids
    of what the committee decided, empty while it has not.
    """

    candidate_id: int
    version: int
    case_id: int | None
    name: str
    post: str
    unit: str
    rank: int | None
    total: Decimal | None
    maximum: Decimal | None
    percent: Decimal | None
    passed: bool | None
    tied: bool
    decided: bool
    goes_on: bool
    chosen: bool
    chosen_reason: str
    tie_order: int | None
    tie_reason: str
    work_result: str
    proposal: str
    note: str
    expected: int
    whole: int
    verified: int
    problem: str
    reasons: tuple[str, ...]
    explanation: Explanation | None


@dataclass(frozen=True, slots=True)
class RunRow:
    """One result made final; ``intact`` is False where what is stored is not what was stored.

    It is None where that was not looked at.
    """

    id: int
    number: int
    made_by: str
    made_at: dt.datetime
    reason: str
    law: str
    sha256: str
    intact: bool | None
    superseded: bool


@dataclass(frozen=True, slots=True)
class SentResult:
    """A result that was written to a candidate's case; ``run`` is the number of the kept result."""

    at: dt.datetime
    by: str
    outcome: str
    run: int


@dataclass(frozen=True, slots=True)
class ResultView:
    """The result of a contest; ``open`` says in Thai what hinders making it final.

    ``irregular`` says what asks a recorded reason: the meeting not opened, or no quorum. ``sent``
    tells by candidate what was last written to the cases, of whichever kept result.
    """

    contest_id: int
    version: int
    meeting_id: int
    title: str
    kind: str
    posts: int
    per_post: int | None
    final: bool
    rows: tuple[ResultRow, ...]
    ties: tuple[tuple[int, ...], ...]
    open: tuple[str, ...]
    irregular: tuple[str, ...]
    sent: Mapping[int, SentResult]
    explanation: Explanation
    work_results: tuple[WorkResult, ...]
    proposal_grades: tuple[ProposalGrade, ...]
    runs: tuple[RunRow, ...]


def result_view(uow: UnitOfWork, contest_id: int) -> ResultView:
    """Return the result of a contest as it stands now; raises ``not_found``."""
    require(uow.actor, Right.WORK_MEETINGS)
    return view_of(uow, contest_grid(uow, contest_id))


def view_of(uow: UnitOfWork, grid: ContestGrid) -> ResultView:
    """Return the result of a grid that was read already."""
    contest_id = grid.contest_id
    contest = uow.session.get_one(Contest, contest_id)
    found = live_result(grid)
    ranked = {each.id: each for each in found.ranking.order} if found.ranking else {}
    stored = {
        row.id: row
        for row in uow.session.scalars(select(Candidate).where(Candidate.contest_id == contest_id))
    }
    rows = [_row(grid, stored[int(each.id)], each, ranked.get(each.id)) for each in found.standings]
    if ranked:
        places = {int(each.id): place for place, each in enumerate(found.ranking.order)}  # type: ignore[union-attr]
        rows.sort(key=lambda row: places.get(row.candidate_id, len(places)))
    results, grades = _choices(grid)
    return ResultView(
        contest_id=contest_id,
        version=contest.version,
        meeting_id=grid.meeting_id,
        title=grid.title,
        kind=grid.kind,
        posts=grid.posts,
        per_post=grid.scheme.per_post,
        final=grid.final,
        rows=tuple(rows),
        ties=tuple(
            tuple(int(id_) for id_ in tie)
            for tie in (found.ranking.unresolved_ties if found.ranking else ())
        ),
        open=hindrances(grid, found, tuple(rows)),
        irregular=_irregular(uow, grid),
        sent=sent_results(uow, [row.candidate_id for row in rows if row.case_id is not None]),
        explanation=found.explanation,
        work_results=results,
        proposal_grades=grades,
        runs=_runs(uow, contest_id, check_all=False),
    )


def live_result(grid: ContestGrid) -> ContestResult:
    """Return what the rules make of a grid."""
    return computed(
        grid.law,
        grid.scheme,
        "work" if grid.kind == "work" else "person",
        grid.posts,
        [grid.entry(candidate) for candidate in grid.candidates],
    )


def sent_results(uow: UnitOfWork, candidate_ids: Sequence[int]) -> Mapping[int, SentResult]:
    """Return by candidate what was last written to the cases; the audit knows it."""
    if not candidate_ids:
        return {}
    entries = uow.session.scalars(
        select(AuditEntry)
        .where(
            AuditEntry.entity == "candidate",
            AuditEntry.entity_id.in_(candidate_ids),
            AuditEntry.action == SENT,
        )
        .order_by(AuditEntry.id)
    )
    found = {}
    for entry in entries:
        said = {key: new for key, (_, new) in entry.changes.items()}
        found[entry.entity_id or 0] = SentResult(
            entry.at, entry.user_name, str(said["outcome"]), int(said["run"])
        )
    return found


def _irregular(uow: UnitOfWork, grid: ContestGrid) -> tuple[str, ...]:
    states = dict(
        uow.session.execute(
            select(Attendance.member_id, Attendance.state).where(
                Attendance.meeting_id == grid.meeting_id
            )
        ).all()
    )
    meeting = uow.session.get_one(Meeting, grid.meeting_id)
    return irregularities(meeting, [states.get(each.id, "") for each in grid.members])


def hindrances(
    grid: ContestGrid, found: ContestResult, rows: tuple[ResultRow, ...]
) -> tuple[str, ...]:
    """Return everything that must be done before a contest can be made final, in Thai."""
    problems = list(found.open)
    waiting = sum(row.whole - row.verified for row in rows)
    if waiting:
        problems.append(f"ใบคะแนนที่กรอกแล้วยังไม่ได้ตรวจทาน {waiting} ใบ")
    if grid.kind == "work":
        results, grades = _choices(grid)
        if results:
            problems += [
                f"{row.name}: ยังไม่ได้บันทึกผลการประเมินผลงาน" for row in rows if not row.work_result
            ]
        if grades:
            problems += [f"{row.name}: ยังไม่ได้บันทึกผลข้อเสนอแนวคิด" for row in rows if not row.proposal]
    elif any(row.goes_on for row in rows) and not any(row.chosen for row in rows):
        problems.append("ยังไม่ได้บันทึกผู้ได้รับเลือก")
    elif outside_order(rows) and not all(row.chosen_reason for row in rows if row.chosen):
        problems.append("ผู้ที่เลือกไม่ตรงตามลำดับคะแนนแล้ว โปรดเลือกใหม่หรือบันทึกเหตุผล")
    return tuple(problems)


def outside_order(rows: Sequence[ResultRow], chosen: Collection[int] | None = None) -> bool:
    """Tell whether somebody chosen does not go on, or passes over another that does.

    ``rows`` stand in the order of the result; ``chosen`` None takes the choice that is stored.
    """
    wanted = {row.candidate_id for row in rows if row.chosen} if chosen is None else set(chosen)
    going = [row.candidate_id for row in rows if row.goes_on]
    return bool(wanted) and wanted != set(going[: len(wanted)])


def runs_of(uow: UnitOfWork, contest_id: int) -> tuple[RunRow, ...]:
    """Return every result of a contest that was made final, newest first, each one checked."""
    require(uow.actor, Right.WORK_MEETINGS)
    return _runs(uow, contest_id, check_all=True)


def _runs(uow: UnitOfWork, contest_id: int, *, check_all: bool) -> tuple[RunRow, ...]:
    """The kept results; without ``check_all`` only the newest is read whole and hashed."""
    rows = uow.session.scalars(
        select(CalculationRun)
        .where(CalculationRun.kind == KIND, CalculationRun.subject_id == contest_id)
        .order_by(CalculationRun.number.desc())
        .options(*(defer(column) for column in _WHOLE))
    ).all()
    older = {row.supersedes_id for row in rows}
    return tuple(
        RunRow(
            id=row.id,
            number=row.number,
            made_by=row.made_by,
            made_at=row.made_at,
            reason=row.reason,
            law=f"{row.law_set} {row.law_version} ({row.law_hash})",
            sha256=row.sha256,
            intact=intact(row) if check_all or place == 0 else None,
            superseded=row.id in older,
        )
        for place, row in enumerate(rows)
    )


@dataclass(frozen=True, slots=True)
class FinalResult:
    """A result as it was made final: plain data, readable whatever the rules say today."""

    run: RunRow
    inputs: Mapping[str, Any]
    outputs: Mapping[str, Any]
    explanation: Explanation

    @property
    def despite(self) -> str:
        """Why it was made final although the meeting was not opened or had no quorum."""
        held = self.inputs.get("meeting", {})
        told = "; ".join(str(each) for each in held.get("irregular", ()))
        return f"{held['despite']} ({told})" if held.get("despite") else ""


def final_result(uow: UnitOfWork, run_id: int) -> FinalResult:
    """Return one final result; raises ``not_found``, ``result_damaged`` when it was tampered with."""
    require(uow.actor, Right.WORK_MEETINGS)
    row = uow.session.get(CalculationRun, run_id)
    if row is None or row.kind != KIND:
        raise DomainError("not_found")
    run = next(each for each in runs_of(uow, row.subject_id) if each.id == run_id)
    if not run.intact:
        raise DomainError("result_damaged", number=row.number)
    return FinalResult(run, row.inputs, row.outputs, Explanation.from_json(row.explanation))


def _choices(grid: ContestGrid) -> tuple[tuple[WorkResult, ...], tuple[ProposalGrade, ...]]:
    """What a committee that assesses works chooses from; nothing where its rules name nothing."""
    if grid.kind != "work" or not grid.law.has("doh.work.results"):
        return (), ()
    try:
        grades = tuple(proposal_grade(grid.law, str(id_)) for id_ in grid.law.read(_PROPOSAL).value)
        return work_results(grid.law), grades
    except Refused:
        return (), ()


def _row(grid: ContestGrid, stored: Candidate, standing: Any, ranked: Ranked | None) -> ResultRow:
    score = standing.score
    verified = sum(
        grid.sheet(stored.id, member.id).state == "verified"
        for member in grid.members
        if member.present and (stored.id, member.id) not in grid.recused
    )
    return ResultRow(
        candidate_id=stored.id,
        version=stored.version,
        case_id=stored.case_id,
        name=stored.name,
        post=stored.post,
        unit=stored.unit,
        rank=ranked.rank if ranked else None,
        total=score.total if score else None,
        maximum=score.maximum if score else None,
        percent=score.percent if score else None,
        passed=score.passed if score else None,
        tied=ranked.tied if ranked else False,
        decided=ranked.decided if ranked else False,
        goes_on=ranked.goes_on if ranked else bool(score and score.passed and grid.kind == "work"),
        chosen=stored.chosen,
        chosen_reason=stored.chosen_reason,
        tie_order=stored.tie_order,
        tie_reason=stored.tie_reason,
        work_result=stored.work_result,
        proposal=stored.proposal_grade,
        note=stored.result_note,
        expected=standing.expected,
        whole=standing.whole,
        verified=verified,
        problem=standing.problem,
        reasons=score.reasons if score else (),
        explanation=score.explanation if score else None,
    )
