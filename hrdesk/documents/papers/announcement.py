"""ประกาศ: selected persons, results, those with the right to be examined, and free texts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from hrdesk.documents.blocks import EmblemBlock, Titles
from hrdesk.documents.fields import Field, missing_in
from hrdesk.documents.flow import Block, Section
from hrdesk.documents.paper import build_paper
from hrdesk.documents.papers.letter_parts import body_blocks
from hrdesk.documents.papers.order import order_foot
from hrdesk.documents.samples import ANNOUNCED, DATED, HEAD_OF_AGENCY, OFFICE
from hrdesk.documents.style import DEFAULT_STYLE, PaperStyle, cm
from hrdesk.documents.table import Column, Table
from hrdesk.documents.templates import Template, known_values, load, missing_values, sample_of
from hrdesk.documents.text import Run, Text
from hrdesk.documents.values import (
    AGENCY_FIELD,
    BLANK,
    SIGNATORY_FIELDS,
    Office,
    Signatory,
    long_date,
)

TITLE = "ประกาศ"


@dataclass(frozen=True, slots=True)
class AnnouncedPerson:
    """One person of the list; ``number`` is the examination or application number."""

    name: str = ""
    number: str = ""
    position: str = ""
    unit: str = ""
    target: str = ""
    work: str = ""
    result: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Announcement:
    """The plain data of an announcement; its people stand in a list behind it.

    ``announcement_number`` is empty where the office does not number its announcements.
    """

    kind: str = "free"
    office: Office = field(default_factory=Office)
    announcement_number: str = ""
    dated: dt.date | None = None
    subject: str = ""
    people: tuple[AnnouncedPerson, ...] = ()
    paragraphs: tuple[str, ...] = ()
    signatory: Signatory = field(default_factory=Signatory)
    values: Mapping[str, object] = field(default_factory=dict)
    text: Template | None = None


_ORDER = Column("ลำดับ", 6, "center")
_NAME = Column("ชื่อ", 22)
_REMARK = Column("หมายเหตุ", 12)
_LISTS: Mapping[str, tuple[str, tuple[tuple[Column, str], ...]]] = {
    "selected": (
        "บัญชีรายชื่อผู้ได้รับการคัดเลือก",
        (
            (_NAME, "name"),
            (Column("ตำแหน่ง/สังกัดปัจจุบัน", 26), "place"),
            (Column("ตำแหน่งที่ได้รับการคัดเลือก", 24), "target"),
            (Column("ชื่อผลงานที่จะส่งประเมิน", 26), "work"),
            (_REMARK, "remark"),
        ),
    ),
    "assessment_result": (
        "บัญชีรายชื่อผู้ผ่านการประเมิน",
        (
            (_NAME, "name"),
            (Column("ตำแหน่ง/สังกัดปัจจุบัน", 26), "place"),
            (Column("ตำแหน่งที่ขอประเมิน", 24), "target"),
            (Column("ผลการประเมิน", 16), "result"),
            (_REMARK, "remark"),
        ),
    ),
    "entitled": (
        "บัญชีรายชื่อผู้มีสิทธิเข้ารับการประเมิน",
        ((Column("เลขประจำตัว", 12, "center"), "number"), (_NAME, "name"), (_REMARK, "remark")),
    ),
    "passers": (
        "บัญชีรายชื่อผู้ผ่านการประเมิน",
        ((Column("เลขประจำตัว", 12, "center"), "number"), (_NAME, "name"), (_REMARK, "remark")),
    ),
    "outstanding": (
        "บัญชีรายชื่อผู้มีผลการประเมินระดับดีเด่น",
        (
            (_NAME, "name"),
            (Column("ตำแหน่ง/สังกัด", 30), "place"),
            (Column("ผลการประเมิน", 14, "center"), "result"),
        ),
    ),
}
_NEEDED: Mapping[str, tuple[str, ...]] = {
    "selected": ("target",),
    "assessment_result": ("target", "result"),
    "entitled": ("number",),
    "passers": ("number",),
    "outstanding": ("result",),
}
FIELDS: tuple[Field, ...] = (
    AGENCY_FIELD,
    Field("announcement_number", "เลขที่ประกาศ", False, "paper.announcement_number"),
    Field("dated", "ประกาศ ณ วันที่", True, "paper.dated"),
    Field("subject", "เรื่อง", False, "paper.subject"),
    Field("people", "รายชื่อ", False, "paper.people"),
    *SIGNATORY_FIELDS,
)
_PERSON_LABELS = {
    "name": "ชื่อ",
    "number": "เลขประจำตัวผู้สมัคร",
    "target": "ตำแหน่งที่ประกาศ",
    "result": "ผลการประเมิน",
}


def missing(data: Announcement) -> tuple[Field, ...]:
    """Return what must be filled in before printing, also the people a list must name."""
    of_text = missing_values(
        _text(data),
        _values(data),
        parts=() if data.paragraphs else None,
        subject=not data.subject,
    )
    return (*missing_in(data, FIELDS), *missing_in(data, _of_people(data.kind)), *of_text)


def sections(data: Announcement, style: PaperStyle) -> list[Section]:
    """Return the announcement and, where it names people, their list on pages of its own."""
    text = _text(data)
    rendered = text.render(known_values(text, _values(data)))
    paragraphs: Sequence[Text] = data.paragraphs or rendered.parts["body"]
    heads = [f"{TITLE}{data.office.agency_name}"]
    if data.announcement_number.strip():
        heads.append(f"ที่ {data.announcement_number.strip()}")
    heads.append(f"เรื่อง {data.subject or rendered.subject}")
    blocks: list[Block] = [
        EmblemBlock(style),
        Titles(heads, style, bold=False, before=cm(0.2)),
        *body_blocks(paragraphs, style),
        *order_foot(data.dated, data.signatory, style, verb=TITLE),
    ]
    made = [Section(blocks, tight_first=True, catch_words=True)]
    if data.people and data.kind in _LISTS:
        made.append(_list(data, data.subject or rendered.subject, style))
    return made


def build(data: Announcement, style: PaperStyle = DEFAULT_STYLE) -> bytes:
    """Return the announcement and its list as a PDF."""
    text = _text(data)
    subject = data.subject or text.render(known_values(text, _values(data))).subject
    title = f"{TITLE} {subject}"
    return build_paper(sections(data, style), style, title=title, author=data.office.agency_name)


def sample(kind: str, text: Template | None = None) -> Announcement:
    """Return an invented announcement of one kind."""
    return Announcement(
        kind=kind,
        office=OFFICE,
        dated=DATED,
        people=tuple(AnnouncedPerson(**one) for one in ANNOUNCED) if kind in _LISTS else (),
        signatory=HEAD_OF_AGENCY,
        values=sample_of(text or load(f"announcement_{kind}")),
        text=text,
    )


def _of_people(kind: str) -> tuple[Field, ...]:
    if kind not in _LISTS:
        return ()
    return (
        Field("people", "รายชื่อ", True, "paper.people"),
        *(
            Field(f"people.{name}", _PERSON_LABELS[name], True, "paper.people")
            for name in ("name", *_NEEDED[kind])
        ),
    )


def _text(data: Announcement) -> Template:
    return data.text or load(f"announcement_{data.kind}")


def _values(data: Announcement) -> dict[str, object]:
    return {
        "agency": data.office.agency_name,
        "unit": data.office.unit_name,
        "telephone": data.office.telephone,
        "count": str(len(data.people)) if data.people else "",
        **data.values,
    }


def _list(data: Announcement, subject: str, style: PaperStyle) -> Section:
    title, cells = _LISTS[data.kind]
    under = [
        f"แนบท้ายประกาศ{data.office.agency_name} เรื่อง {subject}",
        f"ลงวันที่ {long_date(data.dated, BLANK)}",
    ]
    rows = [
        (str(number), *(_cell(person, name) for _, name in cells))
        for number, person in enumerate(data.people, 1)
    ]
    columns = (_ORDER, *(column for column, _ in cells))
    blocks: list[Block] = [
        Titles([title], style),
        Titles(under, style, bold=False),
        Table(columns, rows, style, before=cm(0.3)),
    ]
    return Section(blocks, label="of")


def _cell(person: AnnouncedPerson, name: str) -> Text:
    if name == "name":
        return Run(person.name, keep=True)
    if name == "place":
        return "\n".join(part for part in (person.position, person.unit) if part)
    return str(getattr(person, name))
