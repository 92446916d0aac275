"""ใบสรุปคะแนน and แบบ ปก. ๒: what all sheets come to, signed by every member."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from hrdesk.documents.fields import Field, missing_in
from hrdesk.documents.flow import Section
from hrdesk.documents.form_layout import Filled, Item, Person, Rows, points_text
from hrdesk.documents.forms import Form
from hrdesk.documents.papers.form_paper import file_of, pages_of
from hrdesk.documents.papers.score_parts import (
    HEAD_FIELDS,
    SAMPLE_CRITERIA,
    SAMPLE_MEETING,
    SAMPLE_MEMBERS,
    SAMPLE_POINTS,
    CriterionHead,
    MeetingHead,
    all_points,
    spread_of,
)
from hrdesk.documents.samples import OFFICE, VALUES
from hrdesk.documents.style import DEFAULT_STYLE, PaperStyle
from hrdesk.documents.values import AGENCY_FIELD, Office

KINDS = ("score_summary", "screening_2")


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """What one candidate's sheets come to; all figures as the rules rounded them for show.

    ``member_totals`` follow the members of the summary; ``passed`` is None while it is open.
    """

    name: str
    post: str = ""
    means: Mapping[str, Decimal] = field(default_factory=dict)
    methods: Mapping[str, Decimal] = field(default_factory=dict)
    total: Decimal | None = None
    percent: Decimal | None = None
    passed: bool | None = None
    place: int | None = None
    goes_on: bool = False
    note: str = ""
    member_totals: tuple[Decimal | None, ...] = ()


@dataclass(frozen=True, slots=True)
class ScoreSummary:
    """The plain data of a summary; ``kind`` is one of ``KINDS``.

    ``marks`` say in words what must be reached, ``decisions`` what the committee decided (ties with
    reasons, who is chosen, members left out).
    """

    office: Office = field(default_factory=Office)
    kind: str = "score_summary"
    meeting: MeetingHead = field(default_factory=MeetingHead)
    criteria: tuple[CriterionHead, ...] = ()
    methods: tuple[str, ...] = ()
    rows: tuple[SummaryRow, ...] = ()
    members: tuple[Person, ...] = ()
    marks: str = ""
    decisions: tuple[str, ...] = ()
    form: Form | None = None


FIELDS: tuple[Field, ...] = (
    AGENCY_FIELD,
    *HEAD_FIELDS,
    Field("criteria", "องค์ประกอบที่ให้คะแนน", True, "meeting.scheme"),
    Field("rows.name", "ผู้รับการประเมิน", True, "meeting.candidates"),
    Field("members.name", "กรรมการ", True, "meeting.members"),
)


def missing(data: ScoreSummary) -> tuple[Field, ...]:
    """Return what must be known before printing."""
    return missing_in(data, FIELDS)


def filled(data: ScoreSummary) -> Filled:
    """Return the data by the names the form declares."""
    methods = tuple((f"method:{name}", f"{name} (ร้อยละ)") for name in data.methods)
    heads = tuple((f"member:{n}", f"คนที่ {n}") for n in range(1, len(data.members) + 1))
    rows = tuple(_row(number, row, data) for number, row in enumerate(data.rows, 1))
    by_member = rows if any(row.member_totals for row in data.rows) else ()
    going = tuple(Person(row.name, row.post) for row in data.rows if row.goes_on)
    return Filled(
        office=data.office,
        values={
            **data.meeting.values,
            "all_points": all_points(data.criteria),
            "marks": data.marks,
        },
        tables={
            "scores": Rows(rows, {"criteria": spread_of(data.criteria), "methods": methods}),
            "by_member": Rows(by_member, {"members": heads}),
        },
        people={"members": data.members, "going_on": going},
        items={"decisions": (Item("", data.decisions),) if data.decisions else ()},
    )


def sections(data: ScoreSummary, style: PaperStyle) -> list[Section]:
    """Return the summary's pages, the head of the table on each."""
    return pages_of(data, filled(data), style)


def build(data: ScoreSummary, style: PaperStyle = DEFAULT_STYLE) -> bytes:
    """Return the summary as a PDF."""
    return file_of(data, filled(data), style, data.meeting.contest)


def sample(kind: str = "score_summary", form: Form | None = None) -> ScoreSummary:
    """Return an invented summary."""
    screening = kind == "screening_2"
    return ScoreSummary(
        office=OFFICE,
        kind=kind or "score_summary",
        meeting=SAMPLE_MEETING,
        criteria=SAMPLE_CRITERIA,
        methods=("สัมภาษณ์", "สอบข้อเขียน") if screening else (),
        rows=_SAMPLE_ROWS,
        members=SAMPLE_MEMBERS,
        marks="ผู้ผ่านการประเมินต้องได้คะแนนรวมไม่น้อยกว่าร้อยละ 60",
        decisions=(_SCREENED if screening else _CHOSEN,),
        form=form,
    )


_CHOSEN = f"ที่ประชุมมีมติให้ {VALUES['person_name']} เป็นผู้ได้รับการคัดเลือก"
_SCREENED = "ที่ประชุมมีมติเสนอชื่อผู้ผ่านการกลั่นกรองทั้ง 2 รายต่อคณะกรรมการคัดเลือก"
_SAMPLE_ROWS = (
    SummaryRow(
        VALUES["person_name"],
        VALUES["person_position"],
        SAMPLE_POINTS[0],
        {"สัมภาษณ์": Decimal(82), "สอบข้อเขียน": Decimal("77.5")},
        Decimal("90.5"),
        Decimal("90.5"),
        True,
        1,
        True,
        "",
        (Decimal("91.5"), Decimal("90.5"), Decimal("89.5")),
    ),
    SummaryRow(
        "นายสมมติ กตัญญูกุล",
        "นักวิชาการพัสดุปฏิบัติการ",
        SAMPLE_POINTS[1],
        {"สัมภาษณ์": Decimal(75), "สอบข้อเขียน": Decimal(70)},
        Decimal("83.5"),
        Decimal("83.5"),
        True,
        2,
        True,
        "กรรมการ 1 คนไม่ร่วมพิจารณา",
        (Decimal(84), Decimal(83), None),
    ),
)


def _row(number: int, row: SummaryRow, data: ScoreSummary) -> dict[str, str]:
    passed = {None: "", True: "ผ่าน", False: "ไม่ผ่าน"}[row.passed]
    return {
        "number": str(number),
        "candidate": f"{row.name}\n{row.post}".strip(),
        "name": row.name,
        **{each.id: points_text(row.means.get(each.id)) for each in data.criteria},
        **{f"method:{name}": points_text(row.methods.get(name)) for name in data.methods},
        "total": points_text(row.total),
        "percent": points_text(row.percent),
        "passed": passed,
        "place": "" if row.place is None else str(row.place),
        "note": row.note,
        **{
            f"member:{n}": "-" if points is None else points_text(points)
            for n, points in enumerate(row.member_totals, 1)
        },
    }
