"""From a final result to the cases of its candidates: the committee's step closed with its outcome."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hrdesk.models import Case, Contest, Meeting
from hrdesk.rules.codes import CaseStatus, StepRole
from hrdesk.rules.procedure import Outcome, ProcedureStep
from hrdesk.services.access import Right, require
from hrdesk.services.case_index import current_step
from hrdesk.services.case_step_commands import CompleteStep
from hrdesk.services.case_steps import complete_step
from hrdesk.services.cases import load_case
from hrdesk.services.changes import Change, Result
from hrdesk.services.errors import DomainError
from hrdesk.services.procedures import find
from hrdesk.services.queries.results import (
    SENT,
    ResultRow,
    ResultView,
    SentResult,
    result_view,
)
from hrdesk.services.unit_of_work import UnitOfWork

# What a result is called in procedures, best first; the tone decides where none of them is there.
_PASSED = ("selected", "passed", "passed_person")
_FAILED = ("not_selected", "failed")
_MEETING_FIELD, _MEETING_DAY = "meeting", "meeting_on"


@dataclass(frozen=True, slots=True)
class CaseLine:
    """What will happen to one candidate's case; ``outcome`` is proposed, ``problem`` hinders it.

    ``sent`` is what was written there before, ``again`` whether it was this very result: it is not
    offered a second time unless the case waits for the committee once more.
    """

    candidate_id: int
    case_id: int
    number: str
    name: str
    step: str
    outcomes: tuple[Outcome, ...]
    outcome: str
    problem: str
    sent: SentResult | None
    again: bool


def case_lines(uow: UnitOfWork, contest_id: int) -> tuple[CaseLine, ...]:
    """Return what a final contest would write to each candidate's case."""
    require(uow.actor, Right.WORK_MEETINGS)
    view = result_view(uow, contest_id)
    return tuple(_line(uow, row, view) for row in view.rows if row.case_id is not None)


def write_to_cases(uow: UnitOfWork, contest_id: int, outcomes: Mapping[int, str]) -> Result[int]:
    """Close the committee's step of each named candidate's case; all or none, returns how many.

    ``outcomes`` maps a candidate to the outcome of the case's present step. The day is that of the
    meeting, the remark its number. Errors: ``contest_not_final``, ``case_not_waiting`` (facts:
    name), ``result_sent_already`` (facts: name), and those of ``case_steps.complete_step``.
    """
    require(uow.actor, Right.WORK_CASES)
    contest = uow.session.get(Contest, contest_id)
    if contest is None:
        raise DomainError("not_found")
    if contest.state != "final":
        raise DomainError("contest_not_final")
    meeting = uow.session.get_one(Meeting, contest.meeting_id)
    view = result_view(uow, contest_id)
    rows = {row.candidate_id: row for row in view.rows}
    touched: set[Change] = set()
    for candidate_id, outcome in outcomes.items():
        row = rows.get(candidate_id)
        if row is None or row.case_id is None:
            raise DomainError("not_found")
        if _again(view, candidate_id) and _waiting(uow, load_case(uow, row.case_id))[1] is None:
            raise DomainError("result_sent_already", name=row.name)
        touched |= _write(uow, row, outcome, meeting, view.runs[0].number)
    uow.audit(
        "contest.to_cases", "contest", contest_id,
        changes={rows[id_].name: (None, outcome) for id_, outcome in outcomes.items()},
        reason=f"ผลฉบับที่ {view.runs[0].number}",
    )  # fmt: skip
    return Result(len(outcomes), frozenset(touched | {Change("contest", contest_id)}))


def _line(uow: UnitOfWork, row: ResultRow, view: ResultView) -> CaseLine:
    case = load_case(uow, row.case_id or 0)
    step, known = _waiting(uow, case)
    sent, again = view.sent.get(row.candidate_id), _again(view, row.candidate_id)
    problem = ""
    if again and known is None:
        problem = "ส่งผลฉบับนี้แล้ว"
    elif known is None:
        problem = "เรื่องนี้ไม่ได้รอคณะกรรมการอยู่แล้ว" if step else "เรื่องนี้เสร็จสิ้นแล้ว"
    outcomes = known.outcomes if known is not None else ()
    return CaseLine(
        candidate_id=row.candidate_id,
        case_id=case.id,
        number=f"{case.number}/{case.year}",
        name=row.name,
        step=step,
        outcomes=outcomes,
        outcome=_proposed(row, view.kind, outcomes),
        problem=problem,
        sent=sent,
        again=again,
    )


def _again(view: ResultView, candidate_id: int) -> bool:
    """Tell whether the newest kept result was written to the candidate's case already."""
    sent = view.sent.get(candidate_id)
    return sent is not None and bool(view.runs) and sent.run == view.runs[0].number


def _waiting(uow: UnitOfWork, case: Case) -> tuple[str, ProcedureStep | None]:
    """The title of the present step, and the step when it is a committee's."""
    step = current_step(case)
    if case.status != CaseStatus.IN_PROGRESS.value or step is None:
        return "", None
    if step.role != StepRole.COMMITTEE.value or step.key is None:
        return step.title, None
    return step.title, find(uow, case.procedure, case.procedure_version).find(step.key)


def _proposed(row: ResultRow, kind: str, outcomes: tuple[Outcome, ...]) -> str:
    """The outcome that says what the committee decided; none where it cannot be told."""
    keys = {each.key: each for each in outcomes}
    if kind == "work" and row.work_result:
        if row.work_result in keys:
            return row.work_result
        good = row.work_result in {"passed", "minor"}
    elif kind == "person":
        # A step that asks who passed is not answered by who was chosen among those.
        asks_passing = any(each.label.startswith("ไม่ผ่าน") for each in outcomes)
        good = bool(row.passed) if asks_passing else row.chosen
    else:
        return ""
    for key in _PASSED if good else _FAILED:
        if key in keys:
            return key
    tone = "good" if good else "bad"
    found = [each.key for each in outcomes if each.tone == tone]
    return found[0] if len(found) == 1 else ""


def _write(
    uow: UnitOfWork, row: ResultRow, outcome: str, meeting: Meeting, run: int
) -> frozenset[Change]:
    case = load_case(uow, row.case_id or 0)
    step = current_step(case)
    _, known = _waiting(uow, case)
    if known is None or step is None:
        raise DomainError("case_not_waiting", name=row.name)
    number = f"{meeting.number}/{meeting.year}"
    fields = {field.key: field.kind for field in known.remark}
    values = dict(step.remark_values)
    if fields.get(_MEETING_FIELD) == "text":
        values[_MEETING_FIELD] = number
    if fields.get(_MEETING_DAY) == "date":
        values[_MEETING_DAY] = meeting.held_on.isoformat()
    command = CompleteStep(
        case_id=case.id,
        version=case.version,
        step_id=step.id,
        done_on=max(meeting.held_on, step.started_on or case.received_on),
        outcome=outcome,
        values=values,
        remark=_remark(row, number, fields),
        checks=frozenset(check.key for check in known.checks),
        despite=True,
    )
    touched = complete_step(uow, command).changed
    label = next((each.label for each in known.outcomes if each.key == outcome), outcome)
    uow.audit(
        SENT, "candidate", row.candidate_id, case_id=case.id,
        changes={"outcome": (None, label), "run": (None, run)},
    )  # fmt: skip
    return touched


def _remark(row: ResultRow, number: str, fields: Mapping[str, str]) -> str:
    parts = [] if _MEETING_FIELD in fields else [f"การประชุมครั้งที่ {number}"]
    if row.total is not None:
        parts.append(f"ได้ {row.total} จาก {row.maximum} คะแนน")
    if row.note:
        parts.append(row.note)
    return " · ".join(parts)
