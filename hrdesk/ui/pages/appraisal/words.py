"""Columns and states of appraisal rounds in Thai. No widgets here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from hrdesk.rules.appraisal import Staff
from hrdesk.rules.appraisal_scores import Known, Screened
from hrdesk.rules.explanation import canonical
from hrdesk.services.queries.appraisals import (
    AppraisalLine,
    AppraisalRoundView,
    PersonToAdd,
)
from hrdesk.ui.models.columns import Column, Status

OPEN, CLOSED = Status("กำลังประเมิน", "info", "current"), Status("ปิดรอบแล้ว", "good", "lock")
_NO_AGREEMENT = Status("ยังไม่มีข้อตกลง", "warn", "warning")
_NOT_SIGNED = Status("ร่าง ยังไม่ลงนาม", "info", "edit")
_SIGNED = Status("ลงนามแล้ว", "good", "check_circle")
_UNTOLD = Status("ยังไม่แจ้งผล", "muted", "planned")
STAFFS = {
    Staff.OFFICIAL: "พนักงานส่วนท้องถิ่น",
    Staff.CONTRACT: "พนักงานจ้าง",
    Staff.CIVIL_SERVANT: "ข้าราชการพลเรือน",
}
"""The criteria by their shortest names, for columns."""

ORDER = {staff: place for place, staff in enumerate(Staff)}
_KNOWN = {
    Known.ACKNOWLEDGED.value: Status(Known.ACKNOWLEDGED.label, "good", "check_circle"),
    Known.REFUSED.value: Status(Known.REFUSED.label, "warn", "warning"),
}
_SCREENED = {
    "": Status("ยังไม่กลั่นกรอง", "muted", "planned"),
    Screened.AGREED.value: Status(Screened.AGREED.label, "good", "check_circle"),
    Screened.RETURNED.value: Status(Screened.RETURNED.label, "bad", "returned"),
}


def score(value: Decimal | None) -> str:
    """Return a score as it is: exact, nothing while unknown."""
    return "" if value is None else canonical(value)


def agreement(line: AppraisalLine) -> Status:
    """Return how far somebody's agreement is."""
    if not line.has_agreement:
        return _NO_AGREEMENT
    return _SIGNED if line.agreed_on is not None else _NOT_SIGNED


def known(line: AppraisalLine) -> Status:
    """Return whether somebody has taken the result."""
    return _KNOWN.get(line.acknowledgement, _UNTOLD)


def level(line: AppraisalLine) -> Status:
    """Return the level of the result in its tone."""
    if line.total is None:
        word = "กฎไม่ใช้บังคับ" if line.problem else "ยังไม่มีผล"
        return Status(word, "bad" if line.problem else "muted", "warning" if line.problem else "")
    if line.outstanding:
        return Status(line.level, "good", "star")
    return Status(line.level, "info")


def origin(line: AppraisalLine) -> str:
    """Return where somebody's scores come from."""
    parts = []
    if any(line.detail):
        which = ("ผลสัมฤทธิ์" if line.detail[0] else "", "สมรรถนะ" if line.detail[1] else "")
        parts.append(f"รายละเอียด: {' และ '.join(part for part in which if part)}")
    if line.imported_from:
        parts.append(line.imported_from)
    return " · ".join(parts)


def criteria(row: PersonToAdd) -> Status:
    """Return by whose criteria somebody of the register would be appraised."""
    if row.staff is None:
        return Status("ไม่มีในกฎ ต้องเลือก", "warn", "warning")
    return Status(STAFFS[row.staff], "muted")


NAME = Column("name", "ชื่อ", width=175)
POST = Column("post", "ตำแหน่ง", width=150)
UNIT = Column("unit", "หน่วยงาน", width=120)
STAFF = Column("staff", "หลักเกณฑ์", width=140, value=lambda line: STAFFS[line.staff])
PEOPLE = (
    NAME,
    POST,
    UNIT,
    Column("agreement", "ข้อตกลง", width=158, status=agreement),
    Column("appraiser", "ผู้ประเมิน", width=160),
    STAFF,
    Column("agreed_on", "ลงนามเมื่อ", width=105),
)
SCORES = (
    replace(NAME, width=230, tooltip=lambda line: line.name),
    replace(UNIT, width=160, tooltip=lambda line: line.unit),
    Column("achievement", "ผลสัมฤทธิ์ (100)", "right", 118, format=score),
    Column("competency", "สมรรถนะ (100)", "right", 116, format=score),
    Column("total", "คะแนนรวม", "right", 88, format=score),
    Column("level", "ระดับ", width=118, status=level, tooltip=lambda line: line.problem),
    Column("from", "ที่มาของคะแนน", width=120, value=origin, tooltip=origin, stretch=True),
)
KNOWN = (
    NAME,
    UNIT,
    Column("total", "คะแนนรวม", "right", 95, format=score),
    Column("level", "ระดับ", width=115, status=level),
    Column("known", "การรับทราบ", width=165, status=known),
    Column("informed_on", "แจ้งผลเมื่อ", width=105),
    Column("witness", "พยาน", width=150),
    Column(
        "screened",
        "คณะกรรมการกลั่นกรอง",
        width=165,
        status=lambda line: _SCREENED[line.screened],
        tooltip=lambda line: line.screening_note,
    ),
)
RANKING = (
    Column(
        "rank",
        "ลำดับ",
        "right",
        70,
        format=lambda value: "" if value is None else str(value),
    ),
    NAME,
    POST,
    UNIT,
    Column("total", "คะแนนรวม", "right", 95, format=score),
    Column("level", "ระดับ", width=115, status=level),
    Column("tied", "หมายเหตุ", width=120, value=lambda line: "คะแนนเท่ากัน" if line.tied else ""),
    STAFF,
)
ROUNDS = (
    Column("title", "รอบ", width=220, sort=lambda line: line.first),
    Column("first", "ตั้งแต่", width=110),
    Column("last", "ถึง", width=110),
    Column("state", "สถานะ", width=130, status=lambda line: CLOSED if line.final else OPEN),
    Column("people", "ผู้รับการประเมิน", "right", 120),
    Column("agreed", "ลงนามข้อตกลง", "right", 115),
    Column("scored", "มีผล", "right", 75),
    Column("informed", "แจ้งผลแล้ว", "right", 95),
    Column("screened", "กลั่นกรองแล้ว", "right", 110),
)
TO_ADD = (
    Column("name", "ชื่อ", width=200),
    Column("post", "ตำแหน่ง", width=200),
    Column("unit", "หน่วยงาน", width=160),
    Column("employment", "ประเภทบุคลากร", width=150, value=lambda row: row.employment.label),
    Column("staff", "หลักเกณฑ์ที่ใช้", width=190, status=criteria, stretch=True),
)


Kept = Callable[[AppraisalLine], bool]
WAITING: tuple[tuple[str, str, Kept], ...] = (
    ("agreement", "ยังไม่ลงนามข้อตกลง", lambda line: line.agreed_on is None),
    ("result", "ยังไม่มีผล", lambda line: line.total is None),
    ("known", "ยังไม่รับทราบ", lambda line: not line.acknowledgement),
    ("refused", "ไม่ยอมลงนาม", lambda line: line.acknowledgement == Known.REFUSED.value),
    ("screened", "ยังไม่กลั่นกรอง", lambda line: line.screened != Screened.AGREED.value),
)
"""What a list can be narrowed to: who is still waited for."""


def waiting_words(view: AppraisalRoundView) -> tuple[tuple[str, str], ...]:
    """Return the chips of a round with how many each finds."""
    return tuple(
        (key, f"{words} {sum(kept(line) for line in view.lines):,}") for key, words, kept in WAITING
    )


def head_words(view: AppraisalRoundView) -> str:
    """Return where a round stands, in one line."""
    counts = view.counts
    levels = " · ".join(f"{name} {count:,}" for name, count in counts.levels if count)
    parts = [f"{counts.people:,} คน", levels, "ปิดรอบแล้ว" if view.final else ""]
    return " · ".join(part for part in parts if part)
