"""ใบคะแนนประเมินผลงาน: one candidate's works by criterion, the outlet ticked, marks, result.

It is one member's sheet, or the committee's with the means and everybody's signature.
"""

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
    SAMPLE_MEETING,
    SAMPLE_MEMBERS,
    MeetingHead,
)
from hrdesk.documents.samples import APPLICANT, OFFICE, WORKS
from hrdesk.documents.style import DEFAULT_STYLE, PaperStyle
from hrdesk.documents.values import AGENCY_FIELD, Office

KINDS = ("work_score",)


@dataclass(frozen=True, slots=True)
class WorkCriterion:
    """A criterion with its maximum, its own mark, the points given and whether they reach it.

    ``passed`` is None where the criterion has no mark or no points yet; ``left_out`` by a decision.
    """

    label: str
    maximum: Decimal
    mark: Decimal | None = None
    points: Decimal | None = None
    passed: bool | None = None
    left_out: bool = False


@dataclass(frozen=True, slots=True)
class WorkScore:
    """The plain data of the sheet; ``outlets``, ``grades`` and ``results`` are labels by id.

    ``outlet``, ``grade`` and ``result`` are the ids chosen, empty while open. With a ``member`` the
    sheet is that member's, else it is signed by all ``members``.
    """

    office: Office = field(default_factory=Office)
    kind: str = "work_score"
    meeting: MeetingHead = field(default_factory=MeetingHead)
    person_name: str = ""
    person_position: str = ""
    person_unit: str = ""
    works: tuple[tuple[str, str], ...] = ()
    criteria: tuple[WorkCriterion, ...] = ()
    total: Decimal | None = None
    total_mark: Decimal | None = None
    passed: bool | None = None
    outlets: Mapping[str, str] = field(default_factory=dict)
    outlet: str = ""
    publication_reason: str = ""
    proposal: str = ""
    grades: Mapping[str, str] = field(default_factory=dict)
    grade: str = ""
    results: Mapping[str, str] = field(default_factory=dict)
    result: str = ""
    result_note: str = ""
    member: Person | None = None
    members: tuple[Person, ...] = ()
    form: Form | None = None


FIELDS: tuple[Field, ...] = (
    AGENCY_FIELD,
    *HEAD_FIELDS,
    Field("person_name", "ผู้รับการประเมิน", True, "meeting.candidates"),
    Field("works", "ผลงาน", False, "meeting.candidates"),
    Field("criteria", "องค์ประกอบที่ให้คะแนน", True, "meeting.scheme"),
    Field("outlet", "ช่องทางการเผยแพร่", False, "meeting.candidates"),
    Field("result", "ผลการประเมิน", False, "meeting.result"),
)


def missing(data: WorkScore) -> tuple[Field, ...]:
    """Return what must be known before printing."""
    return missing_in(data, FIELDS)


def filled(data: WorkScore) -> Filled:
    """Return the data by the names the form declares."""
    member = data.member or Person("")
    titles = {"outlet": data.outlets, "grade": data.grades, "result": data.results}
    chosen = {"outlet": data.outlet, "grade": data.grade, "result": data.result}
    return Filled(
        office=data.office,
        values={
            **data.meeting.values,
            "person_name": data.person_name,
            "person_position": data.person_position,
            "person_unit": data.person_unit,
            "publication_reason": data.publication_reason,
            "proposal": data.proposal,
            "result_note": data.result_note,
            "member_name": member.name,
            "member_post": member.post,
        },
        chosen={name: (answer,) if answer else () for name, answer in chosen.items()},
        options=titles,
        tables={"works": _works(data), "scores": _scores(data)},
        people={"members": () if data.member else data.members},
    )


def sections(data: WorkScore, style: PaperStyle) -> list[Section]:
    """Return the sheet's pages."""
    return pages_of(data, filled(data), style)


def build(data: WorkScore, style: PaperStyle = DEFAULT_STYLE) -> bytes:
    """Return the sheet as a PDF."""
    return file_of(data, filled(data), style, data.person_name)


def sample(kind: str = "work_score", form: Form | None = None) -> WorkScore:
    """Return an invented sheet of the committee."""
    return WorkScore(
        office=OFFICE,
        kind=kind or "work_score",
        meeting=SAMPLE_MEETING,
        person_name=APPLICANT["person_name"],
        person_position=APPLICANT["position"],
        person_unit=APPLICANT["unit"],
        works=tuple((title, share) for title, share, _ in WORKS),
        criteria=_SAMPLE_CRITERIA,
        total=Decimal(82),
        total_mark=Decimal(60),
        passed=True,
        outlets=_SAMPLE_OUTLETS,
        outlet="meeting",
        proposal="การแจ้งเตือนกำหนดเวลาของงานบุคคล",
        grades={
            "outstanding": "ดีเด่น",
            "very_good": "ดีมาก",
            "acceptable": "ยอมรับได้",
            "revise": "ปรับปรุง",
        },
        grade="very_good",
        results={"passed": "ผ่าน", "minor": "แก้ไขเล็กน้อย", "failed": "ไม่ผ่าน"},
        result="passed",
        members=SAMPLE_MEMBERS,
        form=form,
    )


_SAMPLE_CRITERIA = (
    WorkCriterion("ประโยชน์ของผลงาน", Decimal(40), Decimal(24), Decimal(33), True),
    WorkCriterion(
        "ความรู้ ความชำนาญงาน หรือความเชี่ยวชาญและประสบการณ์",
        Decimal(25),
        Decimal(15),
        Decimal(21),
        True,
    ),
    WorkCriterion("คุณภาพของผลงาน", Decimal(25), Decimal(15), Decimal(20), True),
    WorkCriterion("การเผยแพร่ผลงาน", Decimal(10), Decimal(6), Decimal(8), True),
)
_SAMPLE_OUTLETS = {
    "website": "เว็บไซต์หน่วยงานไม่ต่ำกว่าระดับกอง (6)",
    "circular": "หนังสือแจ้งเวียนหน่วยงานอื่น (6)",
    "meeting": "ที่ประชุมทางวิชาการของหน่วยงานระดับกอง (8)",
    "journal": "วารสารของกรม (10)",
}
_PASSED = {None: "", True: "ผ่าน", False: "ไม่ผ่าน"}


def _works(data: WorkScore) -> Rows:
    return Rows(
        tuple(
            {"number": str(number), "title": title, "share": share}
            for number, (title, share) in enumerate(data.works, 1)
        )
    )


def _scores(data: WorkScore) -> Rows:
    rows = tuple(
        {
            "number": str(number),
            "criterion": each.label,
            "maximum": points_text(each.maximum),
            "mark": points_text(each.mark),
            "points": "ยกเว้น" if each.left_out else points_text(each.points),
            "passed": _PASSED[each.passed],
        }
        for number, each in enumerate(data.criteria, 1)
    )
    if not rows:
        return Rows()
    counted = [each.maximum for each in data.criteria if not each.left_out]
    total = {
        "criterion": "รวม",
        "maximum": points_text(sum(counted, Decimal(0))),
        "mark": points_text(data.total_mark),
        "points": points_text(data.total),
        "passed": _PASSED[data.passed],
    }
    return Rows(rows, total=total)
