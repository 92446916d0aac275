"""แบบสรุปการเสนอผลงาน (eleven heads for each work) and of the proposal (five heads)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from hrdesk.documents.fields import Field, missing_in
from hrdesk.documents.flow import Section
from hrdesk.documents.form_layout import Filled
from hrdesk.documents.forms import Form
from hrdesk.documents.papers.form_paper import file_of, form_of, pages_of
from hrdesk.documents.samples import APPLICANT, OFFICE, VALUES, WORKS
from hrdesk.documents.style import DEFAULT_STYLE, PaperStyle
from hrdesk.documents.values import AGENCY_FIELD, Office

KINDS = ("work_outline", "proposal_outline")
_OF_PERSON = ("person_name", "position", "unit", "target_position")


@dataclass(frozen=True, slots=True)
class Outline:
    """The plain data of one work's or one proposal's outline; ``kind`` is one of ``KINDS``.

    ``texts`` are by the heads of the form (``topic`` is the title); a head without a text is
    printed with lines to write on.
    """

    office: Office = field(default_factory=Office)
    kind: str = "work_outline"
    person_name: str = ""
    position: str = ""
    unit: str = ""
    target_position: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)
    form: Form | None = None


FIELDS: tuple[Field, ...] = (
    AGENCY_FIELD,
    Field("person_name", "ผู้เสนอผลงาน", True, "person.name"),
    Field("position", "ตำแหน่งปัจจุบัน", True, "person.position"),
    Field("unit", "สังกัด", False, "person.position"),
    Field("target_position", "ตำแหน่งที่ขอประเมิน", False, "case.target"),
    Field("texts", "สาระของผลงานหรือข้อเสนอ", False, "paper.texts"),
)


def missing(data: Outline) -> tuple[Field, ...]:
    """Return what must be known before printing."""
    return missing_in(data, FIELDS)


def filled(data: Outline) -> Filled:
    """Return the data by the names the form declares."""
    person = {name: str(getattr(data, name)) for name in _OF_PERSON}
    heads = {name: data.texts.get(name, "") for name in form_of(data).fields if name not in person}
    return Filled(office=data.office, values={**heads, **person})


def sections(data: Outline, style: PaperStyle) -> list[Section]:
    """Return the outline's pages."""
    return pages_of(data, filled(data), style)


def build(data: Outline, style: PaperStyle = DEFAULT_STYLE) -> bytes:
    """Return the outline as a PDF."""
    return file_of(data, filled(data), style, data.person_name)


def sample(kind: str = "work_outline", form: Form | None = None) -> Outline:
    """Return an invented outline."""
    return Outline(
        office=OFFICE,
        kind=kind or "work_outline",
        person_name=APPLICANT["person_name"],
        position=APPLICANT["position"],
        unit=APPLICANT["unit"],
        target_position=APPLICANT["target_position"],
        texts={
            "topic": VALUES["works_title"],
            "period": "1 ตุลาคม 2567 ถึง 30 กันยายน 2568",
            "co_workers": f"{WORKS[0][2]} ร้อยละ 20",
            "reasons": "เรื่องของงานบุคคลมีหลายขั้นตอนและมีกำหนดเวลาตามกฎหมาย",
        },
        form=form,
    )
