"""รายการตรวจเอกสาร: the papers or the points to look at, ticked off by hand or by the program."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from hrdesk.documents.blocks import Signature, Titles, facts, space
from hrdesk.documents.fields import Field, missing_in
from hrdesk.documents.flow import Block, Section
from hrdesk.documents.list_blocks import CheckItem
from hrdesk.documents.paper import build_paper
from hrdesk.documents.paragraph import Paragraph
from hrdesk.documents.samples import DATED, OFFICE, SIGNATORY
from hrdesk.documents.style import DEFAULT_STYLE, PaperStyle, cm
from hrdesk.documents.templates import Template, known_values, load, missing_values, sample_of
from hrdesk.documents.text import plain
from hrdesk.documents.values import AGENCY_FIELD, UNIT_FIELD, Office, Signatory, long_date

TITLE = "รายการตรวจเอกสาร"


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One line: what to look for, whether it was found, and a note such as a date."""

    label: str
    ticked: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Checklist:
    """The plain data of a check list; without ``lines`` those of the text stand, none ticked."""

    kind: str = "newcomer"
    office: Office = field(default_factory=Office)
    subject: str = ""
    person_name: str = ""
    position: str = ""
    case_number: str = ""
    dated: dt.date | None = None
    lines: tuple[CheckLine, ...] = ()
    officer: Signatory = field(default_factory=Signatory)
    values: Mapping[str, object] = field(default_factory=dict)
    text: Template | None = None


FIELDS: tuple[Field, ...] = (
    AGENCY_FIELD,
    UNIT_FIELD,
    Field("person_name", "ชื่อ", False, "person.name"),
    Field("position", "ตำแหน่ง", False, "person.position"),
    Field("case_number", "เลขที่เรื่อง", False, "case.number"),
    Field("dated", "วันที่ตรวจ", False, "paper.dated"),
    Field("officer.name", "ผู้ตรวจ", False, "case.officer"),
)


def missing(data: Checklist) -> tuple[Field, ...]:
    """Return what must be filled in before printing; a blank list may be printed for a counter."""
    return (*missing_in(data, FIELDS), *missing_values(_text(data), _values(data)))


def lines_of(data: Checklist) -> tuple[CheckLine, ...]:
    """Return the lines that will be printed: the data's own, else those of the text."""
    if data.lines:
        return data.lines
    text = _text(data)
    rendered = text.render(known_values(text, _values(data)), parts=("items",))
    return tuple(CheckLine(plain(item)) for item in rendered.parts["items"])


def sections(data: Checklist, style: PaperStyle) -> list[Section]:
    """Return the page: whose, the lines, who looked them through."""
    text = _text(data)
    rendered = text.render(known_values(text, _values(data)))
    place = " ".join(part for part in (data.office.unit_name, data.office.agency_name) if part)
    blocks: list[Block] = [
        Titles([data.subject or rendered.subject], style, size=style.heading_size),
        Titles([place], style, bold=False),
        space(0.4, style),
    ]
    about = [
        ("ชื่อ", data.person_name),
        ("ตำแหน่ง", data.position),
        ("เลขที่เรื่อง", data.case_number),
        ("วันที่ตรวจ", long_date(data.dated)),
    ]
    blocks += facts([(label, value or _DOTS) for label, value in about], style, label_width=cm(2.6))
    for note in rendered.parts.get("intro", ()):
        blocks.append(Paragraph(note, style, align="left", before=cm(0.2), keep_next=True))
    blocks.append(space(0.3, style))
    for line in lines_of(data):
        blocks.append(CheckItem(line.label, style, ticked=line.ticked, note=line.note))
    for note in rendered.parts.get("closing", ()):
        blocks.append(Paragraph(note, style, align="left", before=cm(0.2)))
    officer = Signatory(data.officer.name, data.officer.post or "ผู้ตรวจเอกสาร")
    blocks.append(Signature(officer, style, before=cm(0.4)))
    return [Section(blocks, tight_first=True)]


def build(data: Checklist, style: PaperStyle = DEFAULT_STYLE) -> bytes:
    """Return the check list as a PDF."""
    title = f"{_text(data).title} {data.person_name}".strip()
    return build_paper(sections(data, style), style, title=title, author=data.office.agency_name)


def sample(kind: str, text: Template | None = None) -> Checklist:
    """Return an invented check list of one kind."""
    return Checklist(
        kind=kind,
        office=OFFICE,
        person_name="นางสาวตัวอย่าง ตั้งมั่น",
        position="นักทรัพยากรบุคคลปฏิบัติการ",
        case_number="15/2569",
        dated=DATED,
        officer=SIGNATORY,
        values=sample_of(text or load(f"checklist_{kind}")),
        text=text,
    )


_DOTS = "." * 60


def _text(data: Checklist) -> Template:
    return data.text or load(f"checklist_{data.kind}")


def _values(data: Checklist) -> dict[str, object]:
    return {"agency": data.office.agency_name, "unit": data.office.unit_name, **data.values}
