"""แบบ คส. ๓: works and the development proposal, with the supervisors' words (own layout)."""

from __future__ import annotations

from dataclasses import dataclass, field

from hrdesk.documents.fields import Field, missing_in
from hrdesk.documents.flow import Section
from hrdesk.documents.form_layout import Filled, Person, Rows
from hrdesk.documents.forms import Form
from hrdesk.documents.papers.form_paper import file_of, pages_of
from hrdesk.documents.samples import APPLICANT, OFFICE, SIGNATORY, WORKS
from hrdesk.documents.style import DEFAULT_STYLE, PaperStyle
from hrdesk.documents.values import AGENCY_FIELD, Office

KINDS = ("selection_3",)


@dataclass(frozen=True, slots=True)
class SelectionWork:
    """One work: share in per cent as text, the applicant's part, co-workers, where published."""

    title: str
    share: str = ""
    part: str = ""
    co_workers: str = ""
    publication: str = ""


@dataclass(frozen=True, slots=True)
class SelectionWorks:
    """The plain data of the form; ``supervisor`` and ``superior`` certify the works."""

    office: Office = field(default_factory=Office)
    kind: str = "selection_3"
    person_name: str = ""
    position: str = ""
    unit: str = ""
    target_position: str = ""
    target_number: str = ""
    works: tuple[SelectionWork, ...] = ()
    proposal: str = ""
    proposal_summary: str = ""
    supervisor: Person = field(default_factory=lambda: Person(""))
    superior: Person = field(default_factory=lambda: Person(""))
    form: Form | None = None


FIELDS: tuple[Field, ...] = (
    AGENCY_FIELD,
    Field("person_name", "ชื่อผู้สมัคร", True, "person.name"),
    Field("position", "ตำแหน่งปัจจุบัน", True, "person.position"),
    Field("target_position", "ตำแหน่งที่สมัคร", True, "case.target"),
    Field("works", "ผลงาน", False, "paper.works"),
    Field("proposal", "ข้อเสนอแนวคิด", False, "paper.proposal"),
    Field("supervisor.name", "ผู้บังคับบัญชาที่กำกับดูแล", False, "paper.supervisor"),
    Field("superior.name", "ผู้บังคับบัญชาเหนือขึ้นไป", False, "paper.superior"),
)
_TEXTS = (
    "person_name", "position", "unit", "target_position", "target_number", "proposal",
    "proposal_summary",
)  # fmt: skip


def missing(data: SelectionWorks) -> tuple[Field, ...]:
    """Return what must be known before printing."""
    return missing_in(data, FIELDS)


def filled(data: SelectionWorks) -> Filled:
    """Return the data by the names the form declares."""
    works = tuple(
        {
            "number": str(number),
            "title": work.title,
            "share": work.share,
            "part": work.part,
            "co_workers": work.co_workers,
            "publication": work.publication,
            "certified": "",
        }
        for number, work in enumerate(data.works, 1)
    )
    return Filled(
        office=data.office,
        values={
            **{name: str(getattr(data, name)) for name in _TEXTS},
            "supervisor": data.supervisor.name,
            "supervisor_post": data.supervisor.post,
            "superior": data.superior.name,
            "superior_post": data.superior.post,
        },
        chosen={"certified": (), "agreed": ()},
        tables={"works": Rows(works)},
    )


def sections(data: SelectionWorks, style: PaperStyle) -> list[Section]:
    """Return the form's pages."""
    return pages_of(data, filled(data), style)


def build(data: SelectionWorks, style: PaperStyle = DEFAULT_STYLE) -> bytes:
    """Return the form as a PDF."""
    return file_of(data, filled(data), style, data.person_name)


def sample(kind: str = "selection_3", form: Form | None = None) -> SelectionWorks:
    """Return an invented form."""
    return SelectionWorks(
        office=OFFICE,
        kind=kind or "selection_3",
        person_name=APPLICANT["person_name"],
        position=APPLICANT["position"],
        unit=APPLICANT["unit"],
        target_position=APPLICANT["target_position"],
        target_number=APPLICANT["target_number"],
        works=tuple(
            SelectionWork(title, share, "ออกแบบและดำเนินการ", others, "เว็บไซต์กองการเจ้าหน้าที่")
            for title, share, others in WORKS
        ),
        proposal="การแจ้งเตือนกำหนดเวลาของงานบุคคล",
        proposal_summary="เสนอให้แจ้งเตือนล่วงหน้าทุกขั้นตอนที่มีกำหนดเวลา เพื่อลดเรื่องที่เกินกำหนด",
        supervisor=Person(SIGNATORY.name, SIGNATORY.post),
        form=form,
    )
