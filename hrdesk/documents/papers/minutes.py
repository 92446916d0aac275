"""รายงานการประชุม: who came, what was said under each matter, and what was decided."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from hrdesk.documents.fields import Field, missing_in
from hrdesk.documents.flow import Section
from hrdesk.documents.form_layout import Filled, Item, Person
from hrdesk.documents.forms import Form
from hrdesk.documents.papers.form_paper import file_of, pages_of
from hrdesk.documents.papers.score_parts import SAMPLE_MEETING, SAMPLE_MEMBERS
from hrdesk.documents.samples import COMMITTEE, OFFICE, VALUES
from hrdesk.documents.style import DEFAULT_STYLE, PaperStyle
from hrdesk.documents.values import AGENCY_FIELD, Office, long_date

KINDS = ("minutes",)
AGENDA_HEADS = (
    "เรื่องที่ประธานแจ้งให้ที่ประชุมทราบ",
    "เรื่องรับรองรายงานการประชุม",
    "เรื่องเสนอให้ที่ประชุมทราบ",
    "เรื่องเสนอให้ที่ประชุมพิจารณา",
    "เรื่องอื่น ๆ (ถ้ามี)",
)
"""The five heads of an agenda, without their numbers."""


@dataclass(frozen=True, slots=True)
class Minutes:
    """The plain data of the minutes; times are as printed, such as 09.30 น.

    Of the absent, ``role`` says why they did not come; ``agenda`` items are headed without the number.
    """

    office: Office = field(default_factory=Office)
    kind: str = "minutes"
    committee: str = ""
    meeting_number: str = ""
    held_on: dt.date | None = None
    place: str = ""
    present: tuple[Person, ...] = ()
    absent: tuple[Person, ...] = ()
    in_attendance: tuple[Person, ...] = ()
    opened_at: str = ""
    closed_at: str = ""
    agenda: tuple[Item, ...] = ()
    taken_by: Person = field(default_factory=lambda: Person(""))
    checked_by: Person = field(default_factory=lambda: Person(""))
    form: Form | None = None


FIELDS: tuple[Field, ...] = (
    AGENCY_FIELD,
    Field("committee", "คณะกรรมการ", True, "meeting.committee"),
    Field("meeting_number", "ประชุมครั้งที่", True, "meeting.number"),
    Field("held_on", "วันที่ประชุม", True, "meeting.held_on"),
    Field("place", "สถานที่ประชุม", True, "meeting.place"),
    Field("present", "ผู้มาประชุม", True, "meeting.attendance"),
    Field("opened_at", "เวลาเริ่มประชุม", True, "meeting.opened_at"),
    Field("closed_at", "เวลาเลิกประชุม", True, "meeting.closed_at"),
    Field("agenda", "ระเบียบวาระ", True, "meeting.agenda"),
    Field("taken_by.name", "ผู้จดรายงานการประชุม", False, "meeting.minutes"),
    Field("checked_by.name", "ผู้ตรวจรายงานการประชุม", False, "meeting.minutes"),
)


def missing(data: Minutes) -> tuple[Field, ...]:
    """Return what must be known before printing."""
    return missing_in(data, FIELDS)


def filled(data: Minutes) -> Filled:
    """Return the data by the names the form declares."""
    agenda = tuple(
        Item(f"ระเบียบวาระที่ {number} {item.heading}", item.paragraphs)
        for number, item in enumerate(data.agenda, 1)
    )
    return Filled(
        office=data.office,
        values={
            "committee": data.committee,
            "meeting_number": data.meeting_number,
            "held_on": long_date(data.held_on),
            "place": data.place,
            "opened_at": data.opened_at,
            "closed_at": data.closed_at,
            "taken_by": data.taken_by.name,
            "taken_by_post": data.taken_by.post,
            "checked_by": data.checked_by.name,
            "checked_by_post": data.checked_by.post,
        },
        people={
            "present": data.present,
            "absent": data.absent,
            "in_attendance": data.in_attendance,
        },
        items={"agenda": agenda},
    )


def sections(data: Minutes, style: PaperStyle) -> list[Section]:
    """Return the pages of the minutes."""
    return pages_of(data, filled(data), style)


def build(data: Minutes, style: PaperStyle = DEFAULT_STYLE) -> bytes:
    """Return the minutes as a PDF."""
    return file_of(data, filled(data), style, f"{data.committee} {data.meeting_number}".strip())


def sample(kind: str = "minutes", form: Form | None = None) -> Minutes:
    """Return invented minutes."""
    said = (
        ("ประธานแจ้งให้ที่ประชุมทราบว่ามีองค์ประชุมครบแล้ว", "ที่ประชุมรับทราบ"),
        ("ที่ประชุมรับรองรายงานการประชุมครั้งที่ 2/2569 โดยไม่มีการแก้ไข",),
        ("ไม่มี",),
        (
            f"เลขานุการเสนอ{SAMPLE_MEETING.contest} มีผู้เข้ารับการประเมิน 2 ราย กรรมการได้พิจารณาให้คะแนนรายบุคคล"
            "ตามองค์ประกอบที่กำหนด และฝ่ายเลขานุการได้ตรวจทานคะแนนแล้ว",
            f"มติที่ประชุม ให้ {VALUES['person_name']} เป็นผู้ได้รับการคัดเลือก",
        ),
        ("ไม่มี",),
    )
    heads = zip(AGENDA_HEADS, said, strict=True)
    secretary = COMMITTEE[-1]
    return Minutes(
        office=OFFICE,
        kind=kind or "minutes",
        committee=SAMPLE_MEETING.committee,
        meeting_number=SAMPLE_MEETING.meeting_number,
        held_on=SAMPLE_MEETING.held_on,
        place=SAMPLE_MEETING.place,
        present=(*SAMPLE_MEMBERS[:2], Person(*secretary)),
        absent=(Person(SAMPLE_MEMBERS[2].name, SAMPLE_MEMBERS[2].post, "ติดราชการ"),),
        in_attendance=(Person("นางสาวพิมพ์ใจ ขยันยิ่ง", "เจ้าพนักงานธุรการ"),),
        opened_at="09.30 น.",
        closed_at="12.00 น.",
        agenda=tuple(Item(head, words) for head, words in heads),
        taken_by=Person(secretary[0], secretary[1]),
        checked_by=SAMPLE_MEMBERS[0],
        form=form,
    )
