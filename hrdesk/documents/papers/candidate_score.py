"""แบบ คส. ๒: one member's points for one candidate, with the reasons (layout of the program's own)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from hrdesk.documents.fields import Field, missing_in
from hrdesk.documents.flow import Section
from hrdesk.documents.form_layout import Filled, Person, Rows, points_text
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
)
from hrdesk.documents.samples import APPLICANT, OFFICE
from hrdesk.documents.style import DEFAULT_STYLE, PaperStyle
from hrdesk.documents.values import AGENCY_FIELD, Office

KINDS = ("selection_2",)


@dataclass(frozen=True, slots=True)
class CandidateScore:
    """The plain data of the form; ``reasons`` are by criterion, ``percent`` as the rules have it."""

    office: Office = field(default_factory=Office)
    kind: str = "selection_2"
    meeting: MeetingHead = field(default_factory=MeetingHead)
    member: Person = field(default_factory=lambda: Person(""))
    candidate: ScoredRow = field(default_factory=lambda: ScoredRow(""))
    candidate_unit: str = ""
    criteria: tuple[CriterionHead, ...] = ()
    reasons: Mapping[str, str] = field(default_factory=dict)
    percent: Decimal | None = None
    form: Form | None = None


FIELDS: tuple[Field, ...] = (
    AGENCY_FIELD,
    *HEAD_FIELDS,
    Field("member.name", "ชื่อกรรมการ", True, "meeting.members"),
    Field("candidate.name", "ผู้เข้ารับการคัดเลือก", True, "meeting.candidates"),
    Field("criteria", "องค์ประกอบที่ให้คะแนน", True, "meeting.scheme"),
)


def missing(data: CandidateScore) -> tuple[Field, ...]:
    """Return what must be known before printing."""
    return missing_in(data, FIELDS)


def filled(data: CandidateScore) -> Filled:
    """Return the data by the names the form declares."""
    cells = data.candidate.cells(data.criteria)
    rows = tuple(
        {
            "number": str(number),
            "criterion": each.label,
            "maximum": points_text(each.maximum),
            "points": cells[each.id],
            "reason": data.reasons.get(each.id, ""),
        }
        for number, each in enumerate(data.criteria, 1)
    )
    total = {
        "criterion": "รวม",
        "maximum": all_points(data.criteria),
        "points": cells["total"],
    }
    return Filled(
        office=data.office,
        values={
            **data.meeting.values,
            "candidate": data.candidate.name,
            "candidate_post": data.candidate.post,
            "candidate_unit": data.candidate_unit,
            "percent": points_text(data.percent),
            "note": data.candidate.note,
            "member_name": data.member.name,
            "member_post": data.member.post,
            "member_role": data.member.role,
        },
        tables={"scores": Rows(rows, total=total if rows else None)},
    )


def sections(data: CandidateScore, style: PaperStyle) -> list[Section]:
    """Return the form's pages."""
    return pages_of(data, filled(data), style)


def build(data: CandidateScore, style: PaperStyle = DEFAULT_STYLE) -> bytes:
    """Return the form as a PDF."""
    return file_of(data, filled(data), style, data.candidate.name)


def sample(kind: str = "selection_2", form: Form | None = None) -> CandidateScore:
    """Return an invented form."""
    return CandidateScore(
        office=OFFICE,
        kind=kind or "selection_2",
        meeting=SAMPLE_MEETING,
        member=SAMPLE_MEMBERS[1],
        candidate=SAMPLE_ROWS[0],
        candidate_unit=APPLICANT["unit"],
        criteria=SAMPLE_CRITERIA,
        reasons={"knowledge": "รอบรู้งานบรรจุแต่งตั้งและสอนงานผู้อื่นได้"},
        percent=Decimal("90.5"),
        form=form,
    )
