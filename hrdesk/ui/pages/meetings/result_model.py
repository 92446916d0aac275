"""Rows of a result as they are shown: of the contest as it stands, or of a result kept as final."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hrdesk.rules.explanation import Explanation, shown
from hrdesk.services.queries.results import FinalResult, ResultRow, ResultView
from hrdesk.ui.models.columns import Column, Status

PERSON, WORK = "person", "work"
_DASH = "–"


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One candidate of a result; numbers are texts, decisions are in Thai words.

    ``ready`` is False while sheets are still missing, ``version`` 0 in a kept result.
    """

    id: int
    version: int
    case_id: int | None
    name: str
    post: str
    unit: str
    rank: int | None
    total: str
    maximum: str
    percent: str
    passed: bool | None
    tied: bool
    waiting: bool
    decided: bool
    goes_on: bool
    chosen: bool
    chosen_reason: str
    tie_reason: str
    work_result: str
    work_passed: bool | None
    then: str
    proposal: str
    note: str
    sheets: str
    ready: bool
    verified: bool
    why: str
    explanation: Explanation | None


def live_rows(view: ResultView) -> tuple[ShownRow, ...]:
    """Return the rows of a contest as it stands."""
    results = {each.id: each for each in view.work_results}
    grades = {each.id: each.label for each in view.proposal_grades}
    waiting = {id_ for tie in view.ties for id_ in tie}
    return tuple(_live(row, results, grades, waiting) for row in view.rows)


def _live(
    row: ResultRow, results: Mapping[str, Any], grades: Mapping[str, str], waiting: set[int]
) -> ShownRow:
    result = results.get(row.work_result)
    return ShownRow(
        id=row.candidate_id,
        version=row.version,
        case_id=row.case_id,
        name=row.name,
        post=row.post,
        unit=row.unit,
        rank=row.rank,
        total=shown(row.total),
        maximum=shown(row.maximum),
        percent=shown(row.percent),
        passed=row.passed,
        tied=row.tied,
        waiting=row.candidate_id in waiting,
        decided=row.decided,
        goes_on=row.goes_on,
        chosen=row.chosen,
        chosen_reason=row.chosen_reason,
        tie_reason=row.tie_reason,
        work_result=result.label if result else row.work_result,
        work_passed=result.passed if result else None,
        then=then_words(result) if result else "",
        proposal=grades.get(row.proposal, row.proposal),
        note=row.note,
        sheets=f"{row.verified}/{row.expected}",
        ready=bool(row.expected) and row.whole == row.expected and not row.problem,
        verified=bool(row.expected) and row.verified == row.expected,
        why=row.problem or "; ".join(row.reasons),
        explanation=row.explanation,
    )


def kept_rows(kept: FinalResult, view: ResultView) -> tuple[ShownRow, ...]:
    """Return the rows of a kept result; ``view`` gives the words of its codes."""
    results = {each.id: each for each in view.work_results}
    grades = {each.id: each.label for each in view.proposal_grades}
    given = {each["id"]: each for each in kept.inputs["candidates"]}
    return tuple(
        _kept(each, given.get(each["candidate"], {}), results, grades)
        for each in kept.outputs["order"]
    )


def _kept(
    stored: Mapping[str, Any],
    given: Mapping[str, Any],
    results: Mapping[str, Any],
    grades: Mapping[str, str],
) -> ShownRow:
    result = results.get(stored["work_result"])
    return ShownRow(
        id=stored["candidate"],
        version=0,
        case_id=stored["case"],
        name=stored["name"],
        post=given.get("post", ""),
        unit=given.get("unit", ""),
        rank=stored["rank"],
        total=stored["total"] or "",
        maximum=stored["maximum"] or "",
        percent=stored["percent"] or "",
        passed=stored["passed"],
        tied=stored["tied"],
        waiting=False,
        decided=stored["decided"],
        goes_on=stored["goes_on"],
        chosen=stored["chosen"],
        chosen_reason=stored["chosen_reason"],
        tie_reason=given.get("tie_reason", ""),
        work_result=result.label if result else stored["work_result"],
        work_passed=result.passed if result else None,
        then=then_words(result) if result else "",
        proposal=grades.get(stored["proposal"], stored["proposal"]),
        note=stored["note"],
        sheets="",
        ready=True,
        verified=True,
        why="; ".join(stored["reasons"]),
        explanation=None,
    )


# -- words --------------------------------------------------------------------------------------


def then_words(result: Any) -> str:
    """Return what a work result opens, with its time to revise."""
    within = f" ภายใน {result.months} เดือนนับจากวันที่แจ้งผล" if result.months else ""
    return f"{result.then_label}{within}"


def marks_status(row: ShownRow) -> Status:
    """Return whether the points reach the marks of the scheme."""
    if not row.ready:
        return Status("คะแนนยังไม่ครบ", "warn", "planned")
    if row.passed:
        return Status("ผ่านเกณฑ์", "good", "check_circle")
    return Status("ไม่ผ่านเกณฑ์", "bad", "close")


def measure_status(row: ShownRow) -> Status | None:
    """Return what decided the place of a candidate."""
    if row.rank is None:
        return None
    if row.waiting:
        return Status("เท่ากัน รอมติ", "warn", "warning")
    if row.decided:
        return Status("มติคณะกรรมการ", "info", "meeting")
    return Status("คะแนนเท่ากัน" if row.tied else "คะแนนรวม")


def choice_status(row: ShownRow) -> Status | None:
    """Return what the committee decided about a candidate for a post."""
    if row.chosen:
        return Status("ได้รับเลือก", "good", "star")
    if row.goes_on:
        return Status("อยู่ในรายชื่อที่เสนอ", "info", "check")
    return Status("ไม่อยู่ในรายชื่อ") if row.rank is not None else None


def work_status(row: ShownRow) -> Status:
    """Return the committee's result of a work."""
    if not row.work_result:
        return Status("ยังไม่บันทึก", "muted", "planned")
    if row.work_passed:
        return Status(row.work_result, "good", "check_circle")
    return Status(row.work_result, "bad" if row.work_passed is False else "muted", "close")


def sheets_status(row: ShownRow) -> Status:
    """Return how many sheets are verified of those expected."""
    return Status(row.sheets, "muted" if row.verified else "warn")


def remark_words(row: ShownRow) -> str:
    """Return the recorded reasons and the note of one candidate."""
    parts = []
    if row.decided and row.tie_reason:
        parts.append(f"คะแนนเท่ากัน: {row.tie_reason}")
    if row.chosen_reason:
        parts.append(f"เหตุผลที่เลือก: {row.chosen_reason}")
    if row.note:
        parts.append(row.note)
    return " · ".join(parts)


def points_words(row: ShownRow) -> str:
    """Return a total in words, as ``85 จาก 100 คะแนน``."""
    return f"{row.total} จาก {row.maximum} คะแนน" if row.total else "ยังไม่มีคะแนน"


def _number(text: str) -> Any:
    from decimal import Decimal

    return Decimal(text.replace(",", "")) if text else Decimal(-1)


_RANK = Column("rank", "ลำดับ", "right", 56)
_NAME = Column("name", "ชื่อ–สกุล", width=170, stretch=True, tooltip=lambda row: row.post)
_TOTAL = Column("total", "คะแนน", "right", 64, sort=lambda row: _number(row.total))
_PERCENT = Column("percent", "ร้อยละ", "right", 64, sort=lambda row: _number(row.percent))
_MARKS = Column("marks", "ตามเกณฑ์", width=125, status=marks_status, tooltip=lambda row: row.why)
_SHEETS = Column("sheets", "ตรวจแล้ว", width=76, status=sheets_status)
_POST = Column("post", "ตำแหน่งปัจจุบัน", width=180, shown=False)
_UNIT = Column("unit", "สังกัด", width=150, shown=False)
_REMARK = Column("remark", "เหตุผลและหมายเหตุ", width=220, value=remark_words, shown=False)
_PERSON = (
    _RANK,
    _NAME,
    _TOTAL,
    _PERCENT,
    _MARKS,
    Column(
        "measure", "ตัดสินด้วย", width=124, status=measure_status, tooltip=lambda row: row.tie_reason
    ),
    Column(
        "choice",
        "มติ",
        width=150,
        status=choice_status,
        tooltip=lambda row: row.chosen_reason,
    ),
)
_WORK = (
    _NAME,
    _TOTAL,
    _PERCENT,
    _MARKS,
    Column("work_result", "ผลการประเมินผลงาน", width=200, status=work_status),
    Column("proposal", "ข้อเสนอแนวคิด", width=115, format=lambda text: text or _DASH),
    Column("then", "ขั้นต่อไป", width=190, shown=False),
)


def columns(kind: str, *, kept: bool = False) -> tuple[Column, ...]:
    """Return the columns of a kind of contest; a kept result has no sheets to count."""
    first = _WORK if kind == WORK else _PERSON
    return (*first, *(() if kept else (_SHEETS,)), _POST, _UNIT, _REMARK)


def paper_columns(kind: str) -> tuple[Column, ...]:
    """Return the columns of a result on paper and in Excel."""
    first = _WORK if kind == WORK else _PERSON
    return (*first, _REMARK)


def names(rows: Sequence[ShownRow]) -> str:
    """Return the names of candidates, one after the other."""
    return ", ".join(row.name for row in rows)
