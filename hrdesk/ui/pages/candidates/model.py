"""The list of candidates in words: its columns, its states, its filter. No widgets here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from hrdesk.rules.codes import Level
from hrdesk.rules.dates import thai_date_short
from hrdesk.services.queries.candidates import Candidate, CandidateList, CandidateState
from hrdesk.services.queries.standing import counted_words
from hrdesk.ui.models.columns import Column, Status

STATES: dict[CandidateState, Status] = {
    CandidateState.MET: Status("ครบแล้ว", "good", "check_circle"),
    CandidateState.SOON: Status("จะครบ", "info", "clock"),
    CandidateState.WAITING: Status("รอวินิจฉัย", "warn", "current"),
    CandidateState.UNSURE: Status("ตอบไม่ได้แน่", "warn", "warning"),
    CandidateState.INCOMPLETE: Status("ข้อมูลไม่ครบ", "muted", "planned"),
}
USUAL = frozenset(CandidateState) - {CandidateState.INCOMPLETE}
_MISSING = {
    "series": "ไม่มีสายงานของตำแหน่ง",
    "runs": "ไม่มีประวัติการรับราชการ",
    "degree": "ไม่มีวุฒิการศึกษา",
    "degree_level": "วุฒิต่ำกว่าปริญญาตรี",
    "degree_day": "ไม่มีวันสำเร็จการศึกษา",
}


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What the list is narrowed to."""

    unit: str = ""
    level: Level | None = None
    states: frozenset[CandidateState] = USUAL

    def shows(self, row: Candidate) -> bool:
        """Tell whether a row is shown."""
        return (
            row.state in self.states
            and (not self.unit or row.unit == self.unit)
            and (self.level is None or row.next is self.level)
        )


def narrowed(rows: Iterable[Candidate], wanted: Narrowed) -> list[Candidate]:
    """Return the rows that are shown, in their order."""
    return [row for row in rows if wanted.shows(row)]


def post_words(row: Candidate) -> str:
    """Return the post without the level, which has a column of its own."""
    return row.post_title.removesuffix(row.level.label).strip() or row.post_title


def when_words(row: Candidate) -> str:
    """Return the first day met: one day, from – to, or nothing where it is never met."""
    if row.met_from is None:
        return ""
    if row.met_by == row.met_from:
        return thai_date_short(row.met_from)
    until = thai_date_short(row.met_by) if row.met_by is not None else "ไม่แน่"
    return f"{thai_date_short(row.met_from)} – {until}"


def counted_of(row: Candidate) -> str:
    """Return what counts so far."""
    if row.state is CandidateState.INCOMPLETE:
        return ""
    return counted_words(row.least, row.most)


def note_words(row: Candidate) -> str:
    """Return what an officer must know beside the day."""
    parts = [_MISSING[code] for code in row.missing]
    if row.waiting:
        parts.append(f"รอคณะกรรมการวินิจฉัย {row.waiting} ช่วง")
    if row.undated:
        parts.append("วันที่ใน ก.พ.7 ไม่ครบ")
    if row.retires_first and row.retires_on is not None:
        parts.append(f"เกษียณก่อน ({thai_date_short(row.retires_on)})")
    return " · ".join(parts)


def in_words(found: CandidateList, wanted: Narrowed) -> str:
    """Return what the list shows, for the head of a paper and of an Excel file."""
    parts = [f"ครบแล้วหรือจะครบภายใน {thai_date_short(found.until)}"]
    if wanted.unit:
        parts.append(wanted.unit)
    if wanted.level is not None:
        parts.append(f"ระดับที่จะขอ {wanted.level.label}")
    chosen = [STATES[state].word for state in CandidateState if state in wanted.states]
    return " · ".join([*parts, "/".join(chosen)])


def total_words(found: CandidateList, shown: int) -> str:
    """Return the line that counts: shown, looked at, and how many the register cannot answer."""
    lacking = sum(row.state is CandidateState.INCOMPLETE for row in found.rows)
    text = f"{shown:,} คน จากตำแหน่งวิชาการ {found.looked_at:,} คน"
    return f"{text} · ข้อมูลไม่ครบ {lacking:,} คน" if lacking else text


COLUMNS: tuple[Column, ...] = (
    Column("unit", "หน่วยงาน", width=160),
    Column("name", "ชื่อ", width=170, sort=lambda row: row.sort_key),
    Column("post", "ตำแหน่ง", width=160, value=post_words),
    Column("level", "ระดับปัจจุบัน", width=115, sort=lambda row: row.level.value),
    Column("next", "ระดับที่จะขอ", width=115, sort=lambda row: row.next.value),
    Column("state", "สถานะ", width=115, status=lambda row: STATES[row.state]),
    Column(
        "met", "ครบเมื่อ", width=110, value=when_words,
        sort=lambda row: row.met_from.toordinal() if row.met_from else 10**7,
    ),
    Column(
        "counted", "นับได้", width=150, value=counted_of,
        sort=lambda row: (row.least.in_months, row.least.days),
    ),
    Column(
        "required", "ต้องการ", "right", width=80,
        value=lambda row: f"{row.required_years} ปี" if row.required_years else "",
        sort=lambda row: row.required_years,
    ),
    Column("note", "หมายเหตุ", width=200, value=note_words, stretch=True),
    Column("matter", "เรื่องที่ดำเนินอยู่", width=110),
)  # fmt: skip
