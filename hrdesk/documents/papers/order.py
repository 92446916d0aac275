"""คำสั่ง: every kind of order about people, with the annex that lists them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from hrdesk.documents.blocks import EmblemBlock, ShortRule, Signature, Titles
from hrdesk.documents.fields import Field, missing_in
from hrdesk.documents.flow import Block, Section
from hrdesk.documents.paper import build_paper
from hrdesk.documents.papers.letter_parts import body_blocks
from hrdesk.documents.papers.order_annex import annex_table, annex_title
from hrdesk.documents.papers.order_fields import ALL_FIELDS, KINDS, fields_of
from hrdesk.documents.papers.order_people import OrderPerson
from hrdesk.documents.paragraph import Paragraph
from hrdesk.documents.samples import DATED, HEAD_OF_AGENCY, OFFICE, PEOPLE, VALUES
from hrdesk.documents.style import DEFAULT_STYLE, PaperStyle, cm
from hrdesk.documents.templates import Template, known_values, load, missing_values, sample_of
from hrdesk.documents.text import Text
from hrdesk.documents.values import BLANK, Office, Signatory, long_date

TITLE = "คำสั่ง"
FIELDS: tuple[Field, ...] = ALL_FIELDS
"""The fields of all kinds; ``fields_of`` says which one kind asks for."""

__all__ = ["FIELDS", "KINDS", "TITLE", "Order", "OrderPerson", "build", "missing", "sections"]


@dataclass(frozen=True, slots=True)
class Order:
    """The plain data of an order about people; ``kind`` is one of ``KINDS``.

    ``paragraphs`` is the wording of this one order, if it differs from the text's; ``text`` is
    the office's version of the text and ``values`` what it takes besides what the order itself
    knows; ``order_number`` is the whole number, such as "123/2569".
    """

    kind: str
    office: Office = field(default_factory=Office)
    order_number: str = ""
    dated: dt.date | None = None
    subject: str = ""
    to_agency: str = ""
    from_agency: str = ""
    people: tuple[OrderPerson, ...] = ()
    paragraphs: tuple[str, ...] = ()
    signatory: Signatory = field(default_factory=Signatory)
    values: Mapping[str, object] = field(default_factory=dict)
    text: Template | None = None

    @property
    def listed(self) -> tuple[OrderPerson, ...]:
        """Those the order is about: of an allowance, not those who were given nought."""
        if self.kind != _ALLOWANCE:
            return self.people
        return tuple(each for each in self.people if each.allowance is None or each.allowance)


_ALLOWANCE = "living_allowance"


def missing(data: Order) -> tuple[Field, ...]:
    """Return what must be filled in before printing an order of this kind."""
    text = _text(data)
    own = {"agency", "to_agency", "from_agency", "count", "since", *_ONE_PERSON}
    of_text = missing_values(
        text,
        data.values,
        parts=() if data.paragraphs else (_part(data, text),),
        subject=not data.subject,
    )
    fields = fields_of(data.kind)
    nobody = [f for f in fields if f.name == "people.allowance" and data.people and not data.listed]
    return (
        *missing_in(data, fields),
        *nobody,
        *(f for f in of_text if f.name.removeprefix("values.") not in own),
    )


def template(kind: str) -> Template:
    """Return the shipped text of one kind of order."""
    return load(f"order_{kind}")


def has_annex(data: Order) -> bool:
    """Tell whether the order lists its people in an annex instead of naming the one person."""
    return _part(data, _text(data)) == "several"


def sections(data: Order, style: PaperStyle) -> list[Section]:
    """Return the order itself and, where it lists people, its annex in landscape."""
    text = _text(data)
    part = _part(data, text)
    rendered = text.render(_values(data, text), parts=(part,))
    paragraphs: tuple[Text, ...] = data.paragraphs or rendered.parts[part]
    number = data.order_number.strip() or BLANK
    blocks = order_head(data.office, number, data.subject or rendered.subject, style)
    blocks += body_blocks(paragraphs, style)
    blocks += order_foot(data.dated, data.signatory, style)
    made = [Section(blocks, tight_first=True, catch_words=True)]
    if has_annex(data) and data.listed:
        made.append(_annex(data, number, style))
    return made


def build(data: Order, style: PaperStyle = DEFAULT_STYLE) -> bytes:
    """Return the order and its annex as a PDF."""
    title = f"{TITLE}{data.office.agency_name} ที่ {data.order_number}".strip()
    return build_paper(sections(data, style), style, title=title, author=data.office.agency_name)


def sample(kind: str, text: Template | None = None) -> Order:
    """Return an invented order of one kind."""
    used = text or template(kind)
    people = tuple(OrderPerson(**person) for person in PEOPLE)
    one = "one" in used.parts
    return Order(
        kind=kind,
        office=OFFICE,
        order_number="215/2569",
        dated=DATED,
        to_agency=VALUES["to_agency"],
        from_agency=VALUES["from_agency"],
        people=people[:1] if one else people,
        signatory=HEAD_OF_AGENCY,
        values=sample_of(used),
        text=text,
    )


def order_head(office: Office, number: str, subject: str, style: PaperStyle) -> list[Block]:
    """Return the head of every order: emblem, agency, number, subject, the short rule."""
    lines = [f"{TITLE}{office.agency_name}", f"ที่ {number}", f"เรื่อง {subject}"]
    return [
        EmblemBlock(style),
        Titles(lines, style, bold=False, before=cm(0.2)),
        ShortRule(),
    ]


def order_foot(
    day: dt.date | None, signatory: Signatory, style: PaperStyle, verb: str = "สั่ง"
) -> list[Block]:
    """Return the day, such as "สั่ง ณ วันที่ ๕ สิงหาคม พ.ศ. ๒๕๖๗", and the signature."""
    when = BLANK
    if day:
        month, year = long_date(day).rsplit(" ", 1)
        when = f"{month} พ.ศ. {year}"
    dated = Paragraph(
        f"{verb} ณ วันที่ {when}",
        style,
        align="left",
        first_indent=cm(style.first_indent * 2),
        before=cm(0.5),
        keep_next=True,
    )
    return [dated, Signature(signatory, style)]


_ONE_PERSON = (
    "person_name",
    "from_position",
    "from_number",
    "from_unit",
    "reason",
    "effective_on",
    "span",
    "until",
)


def _text(data: Order) -> Template:
    return data.text or template(data.kind)


def _part(data: Order, text: Template) -> str:
    """Return which part is printed: one person is named where the text has words for that."""
    return "one" if len(data.listed) == 1 and "one" in text.parts else "several"


def _values(data: Order, text: Template) -> dict[str, object]:
    """Return what the template asks for; one order's single person stands for the names."""
    person = data.listed[0] if data.listed else OrderPerson()
    days = {one.effective_on for one in data.listed}
    listed = "วันที่ที่ระบุไว้ในบัญชีรายละเอียดแนบท้ายคำสั่งนี้"
    since = f"วันที่ {long_date(person.effective_on)} เป็นต้นไป" if person.effective_on else ""
    known: dict[str, object] = {
        **data.values,
        "agency": data.office.agency_name,
        "to_agency": data.to_agency,
        "from_agency": data.from_agency,
        "count": str(len(data.listed)) if data.listed else "",
        "person_name": person.name,
        "since": since if len(days) < 2 else listed,
    }
    known |= {name: getattr(person, name) for name in _ONE_PERSON[1:]}
    return known_values(text, known)


def _annex(data: Order, number: str, style: PaperStyle) -> Section:
    dated = long_date(data.dated, BLANK)
    heads = [
        annex_title(data.kind),
        f"แนบท้ายคำสั่ง{data.office.agency_name} ที่ {number} ลงวันที่ {dated}",
    ]
    titles = Titles(heads, style, size=style.body_size)
    table = annex_table(data.kind, data.listed, style)
    table.before = cm(0.3)
    return Section([titles, table], landscape=True, label="of")
