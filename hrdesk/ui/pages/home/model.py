"""The words of the figures and the columns of what to do today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from hrdesk.rules.dates import thai_date_long
from hrdesk.services.queries.tracking import CaseRow
from hrdesk.ui.models.columns import Column, Status
from hrdesk.ui.pages.tracking.describe import SHORT_KINDS
from hrdesk.ui.pages.tracking.model import late_status, step_text

_DAYS = ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์")


@dataclass(frozen=True, slots=True)
class About:
    """A figure's words, parted where they may break, and its tone when it is not nought."""

    parts: tuple[str, ...]
    tone: str = ""

    @property
    def title(self) -> str:
        """The words on one line."""
        return "".join(self.parts)


FIGURES: dict[str, About] = {
    "late": About(("เกินกำหนด",), "bad"),
    "due_week": About(("ครบกำหนด", "สัปดาห์นี้"), "warn"),
    "waiting": About(("รอผู้อื่น",)),
    "received_month": About(("รับเดือนนี้",)),
    "finished_month": About(("เสร็จเดือนนี้",), "good"),
}


def day_in_words(day: dt.date) -> str:
    """Return "วันศุกร์ที่ 20 พฤศจิกายน 2569"."""
    return f"วัน{_DAYS[day.weekday()]}ที่ {thai_date_long(day)}"


def urgency(row: CaseRow, today: dt.date) -> Status:
    """Return how pressing a case is, in words: late, today, or in how many days."""
    found = late_status(row, today)
    if found is not None:
        return found
    days = (row.due_on - today).days if row.due_on is not None else 0
    return Status("พรุ่งนี้" if days == 1 else f"อีก {days} วัน", "text", "calendar")


def columns(today: Callable[[], dt.date]) -> tuple[Column, ...]:
    """Return the columns of today's list, the pressing ones first."""
    return (
        Column(
            "urgency",
            "เร่งด่วน",
            width=122,
            status=lambda row: urgency(row, today()),
            sort=lambda row: row.due_on,
        ),
        Column("due_on", "กำหนด", width=106),
        Column("number", "เลขที่", width=84, sort=_by_number),
        Column("person", "ชื่อ", width=190, tooltip=lambda row: row.person),
        Column(
            "case_type",
            "ประเภทรายการ",
            width=112,
            value=lambda row: SHORT_KINDS[row.case_type],
            tooltip=lambda row: row.case_type.label,
        ),
        Column("step", "ขั้นตอน", width=240, value=step_text, tooltip=step_text, stretch=True),
        Column("officer", "ผู้รับผิดชอบ", width=150, tooltip=lambda row: row.officer),
    )


def _by_number(row: CaseRow) -> tuple[int, int]:
    number, year = row.number.split("/")
    return int(year), int(number)
