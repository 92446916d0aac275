"""Thai words, states and columns of the salaries outside rounds."""

from __future__ import annotations

from hrdesk.rules.dates import thai_date_short
from hrdesk.services.award_figures import AwardKind
from hrdesk.services.queries.award_preview import PreviewRow
from hrdesk.services.queries.awards import AwardLine
from hrdesk.ui.models.columns import Column, Status
from hrdesk.ui.pages.salary.words import money

STATES = {
    "draft": Status("ร่าง", "info", "edit"),
    "decided": Status("มีคำสั่งแล้ว", "good", "lock"),
    "superseded": Status("มีรายการแก้ไขแทน", "muted", "history"),
}
_LACKING = Status("ร่าง ยังไม่มีอัตรา", "warn", "warning")
STANDING = {
    "raised": Status("ได้รับ", "good", "check_circle"),
    "draft": Status("ได้รับ (มีร่างแล้ว)", "good", "edit"),
    "decided": Status("มีคำสั่งแล้ว", "muted", "lock"),
    "none": Status("ไม่ได้รับ", "muted", "close"),
    "check": Status("ต้องตรวจ", "warn", "warning"),
}
BORROWED = (
    "อัตรานี้เป็นของข้าราชการพลเรือน (ชุดหลักเกณฑ์กรมการแพทย์) สำนักงานของท่านใช้หลักเกณฑ์ชุดอื่น โปรดตรวจก่อนใช้"
)


SHORT = {
    AwardKind.QUALIFICATION: "ตามคุณวุฒิ",
    AwardKind.PRIOR: "ผู้เคยจ้าง",
    AwardKind.COMPENSATION: "ปรับชดเชย",
}
"""What each kind is called in a narrow column."""


def state_of(line: AwardLine) -> Status:
    """Return how an award stands, in words; a figure that is not confirmed says so here."""
    if line.state == "draft" and line.salary is None and line.corrects is None:
        return _LACKING
    found = STATES[line.state]
    if line.mark and line.state != "superseded":
        return Status(f"{found.word} · รอยืนยัน", "warn", found.icon)
    return found


def order_words(line: AwardLine) -> str:
    """Return the order that decided an award; nothing while it is a draft."""
    if not line.order_number:
        return ""
    dated = f" ลว. {thai_date_short(line.order_dated)}" if line.order_dated else ""
    return f"{line.order_number}{dated}"


def beside(line: AwardLine) -> str:
    """Return what must be read beside the figure: the mark, the reason, what is corrected."""
    parts = (
        line.mark,
        line.reason,
        f"แก้ไขรายการที่ {line.corrects}" if line.corrects else "",
        line.note,
    )
    return " · ".join(part for part in parts if part)


def source_words(row: PreviewRow) -> str:
    """Return where the salary before comes from."""
    return "ประวัติเงินเดือน" if row.from_history else "ทะเบียน ณ วันนี้"


COLUMNS = (
    Column("name", "ชื่อ–สกุล", width=185),
    Column(
        "kind", "รายการ", width=90, value=lambda line: SHORT[line.kind],
        tooltip=lambda line: line.kind.label,
    ),
    Column("effective_on", "มีผลวันที่", width=100),
    Column("before", "เดิม", width=75, align="right", format=money),
    Column("salary", "ให้ได้รับ", width=80, align="right", format=money),
    Column("state", "สถานะ", width=175, status=state_of),
    Column("qualification", "คุณวุฒิ", width=115, tooltip=lambda line: line.qualification),
    Column("order", "คำสั่ง", width=175, value=order_words),
    Column("beside", "หมายเหตุ", width=150, value=beside, tooltip=beside, stretch=True),
    Column("post", "ตำแหน่ง", width=170, shown=False),
    Column("unit", "สังกัด", width=150, shown=False),
    Column("id", "รายการที่", width=75, align="right", shown=False),
)  # fmt: skip
"""The list of awards."""

PREVIEW = (
    Column("name", "ชื่อ–สกุล", width=180),
    Column("standing", "ผล", width=150, status=lambda row: STANDING[row.standing]),
    Column("qualification", "คุณวุฒิตามบัญชี", width=120, tooltip=lambda row: row.qualification),
    Column("salary", "เงินเดือนเดิม", width=95, align="right", format=money),
    Column("raised", "ปรับเพิ่ม", width=75, align="right", format=money),
    Column("new_salary", "ให้ได้รับ", width=80, align="right", format=money),
    Column("band", "ช่วงเงินเดือน", width=130),
    Column("reason", "เหตุผล", width=160, stretch=True, tooltip=lambda row: row.reason),
    Column("degree", "วุฒิในทะเบียน", width=150, tooltip=lambda row: row.degree, shown=False),
    Column("from_history", "เงินเดือนจาก", width=130, value=source_words, shown=False),
    Column("post", "ตำแหน่ง", width=170, shown=False),
    Column("unit", "สังกัด", width=150, shown=False),
)
"""The preview of a compensation for everybody."""
