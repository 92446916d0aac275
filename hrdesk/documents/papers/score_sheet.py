"""ใบให้คะแนนรายกรรมการ and แบบ ปก. ๑: one member, all candidates against the criteria.

Blank before the meeting, with names and maxima; filled after it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from hrdesk.documents.fields import Field, missing_in
from hrdesk.documents.flow import Section
from hrdesk.documents.form_layout import Filled, Person, Rows
from hrdesk.documents.forms import Form
from hrdesk.documents.papers.form_paper import file_of, pages_of
from hrdesk.documents.papers.score_parts import (
    HEAD_FIELDS,
    SAMPLE_CRITERIA,
    SAMPLE_MEETING,
    SAMPLE_MEMBERS,
    SAMPLE_ROWS,
    CriterionHead,
    MeetingHead,
    ScoredRow,
    all_points,
    spread_of,
)
from hrdesk.documents.samples import OFFICE
from hrdesk.documents.style import DEFAULT_STYLE, PaperStyle
from hrdesk.documents.values import AGENCY_FIELD, Office

KINDS = ("score_sheet", "screening_1")
SAMPLE_METHODS = ("สัมภาษณ์", "สอบข้อเขียน")


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    """The plain data of one member's sheet; ``kind`` is one of ``KINDS``.

    ``methods`` are added methods with a column of their own, left to write in (per cent).
    """

    office: Office = field(default_factory=Office)
    kind: str = "score_sheet"
    meeting: MeetingHead = field(default_factory=MeetingHead)
    member: Person = field(default_factory=lambda: Person(""))
    criteria: tuple[CriterionHead, ...] = ()
    rows: tuple[ScoredRow, ...] = ()
    methods: tuple[str, ...] = ()
    form: Form | None = None


FIELDS: tuple[Field, ...] = (
    AGENCY_FIELD,
    *HEAD_FIELDS,
    Field("member.name", "ชื่อกรรมการ", True, "meeting.members"),
    Field("criteria", "องค์ประกอบที่ให้คะแนน", True, "meeting.scheme"),
    Field("rows.name", "ผู้รับการประเมิน", True, "meeting.candidates"),
)


def missing(data: ScoreSheet) -> tuple[Field, ...]:
    """Return what must be known before printing."""
    return missing_in(data, FIELDS)


def filled(data: ScoreSheet) -> Filled:
    """Return the data by the names the form declares."""
    methods = tuple((f"method:{name}", f"{name} (ร้อยละ)") for name in data.methods)
    rows = tuple(
        {
            "number": str(number),
            "candidate": f"{row.name}\n{row.post or ' '}",
            **row.cells(data.criteria),
            "note": row.note,
        }
        for number, row in enumerate(data.rows, 1)
    )
    return Filled(
        office=data.office,
        values={
            **data.meeting.values,
            "member_name": data.member.name,
            "member_post": data.member.post,
            "member_role": data.member.role,
            "all_points": all_points(data.criteria),
        },
        tables={"scores": Rows(rows, {"criteria": spread_of(data.criteria), "methods": methods})},
    )


def sections(data: ScoreSheet, style: PaperStyle) -> list[Section]:
    """Return the sheet's pages, the head of the table on each."""
    return pages_of(data, filled(data), style)


def build(data: ScoreSheet, style: PaperStyle = DEFAULT_STYLE) -> bytes:
    """Return the sheet as a PDF."""
    return file_of(data, filled(data), style, data.member.name)


def blank(data: ScoreSheet) -> ScoreSheet:
    """Return the sheet without any points, as it is printed before the meeting."""
    return replace(data, rows=tuple(replace(row, points={}) for row in data.rows))


def sample(kind: str = "score_sheet", form: Form | None = None) -> ScoreSheet:
    """Return an invented sheet."""
    return ScoreSheet(
        office=OFFICE,
        kind=kind or "score_sheet",
        meeting=SAMPLE_MEETING,
        member=SAMPLE_MEMBERS[0],
        criteria=SAMPLE_CRITERIA,
        rows=SAMPLE_ROWS,
        methods=SAMPLE_METHODS if kind == "screening_1" else (),
        form=form,
    )
