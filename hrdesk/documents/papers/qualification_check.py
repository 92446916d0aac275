"""แบบ ๑ แบบตรวจสอบคุณสมบัติของบุคคล: what the applicant says, and what the personnel section finds."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from hrdesk.documents.fields import Field, missing_in
from hrdesk.documents.flow import Section
from hrdesk.documents.form_layout import Filled, Person
from hrdesk.documents.forms import Form
from hrdesk.documents.papers.form_paper import file_of, pages_of
from hrdesk.documents.samples import APPLICANT, OFFICE, SIGNATORY
from hrdesk.documents.style import DEFAULT_STYLE, PaperStyle
from hrdesk.documents.values import AGENCY_FIELD, Office, long_date

KINDS = ("qualification_check",)


@dataclass(frozen=True, slots=True)
class QualificationCheck:
    """The plain data of the form; an answer is the id of an option of its question, or empty.

    ``degree``: fits, differs. ``time``: whole, short (then ``complete_on``). ``series``: unbroken,
    broken, other (then ``series_other``). ``minimum`` and ``salary``: fits, differs.
    ``discipline`` holds any of punished (then ``penalty``, ``penalty_on``), inquiry, serving,
    none. Long texts are one entry a line.
    """

    office: Office = field(default_factory=Office)
    kind: str = "qualification_check"
    person_name: str = ""
    position: str = ""
    target_position: str = ""
    personal: str = ""
    education: str = ""
    training: str = ""
    service: str = ""
    licence: str = ""
    experience: str = ""
    degree: str = ""
    time: str = ""
    complete_on: dt.date | None = None
    series: str = ""
    series_other: str = ""
    minimum: str = ""
    salary: str = ""
    discipline: tuple[str, ...] = ()
    penalty: str = ""
    penalty_on: dt.date | None = None
    remark: str = ""
    checked_by: Person = field(default_factory=lambda: Person(""))
    form: Form | None = None


FIELDS: tuple[Field, ...] = (
    AGENCY_FIELD,
    Field("person_name", "ชื่อผู้ขอรับการประเมิน", True, "person.name"),
    Field("position", "ตำแหน่งปัจจุบัน", True, "person.position"),
    Field("target_position", "ตำแหน่งที่ขอประเมิน", True, "case.target"),
    Field("education", "ประวัติการศึกษา", False, "person.degrees"),
    Field("service", "ประวัติการรับราชการ", False, "person.service"),
    Field("checked_by.name", "หัวหน้าส่วนราชการผู้ตรวจสอบ", False, "paper.checked_by"),
)
_TEXTS = (
    "person_name", "position", "target_position", "personal", "education", "training", "service",
    "licence", "experience", "series_other", "penalty", "remark",
)  # fmt: skip
_ANSWERS = ("degree", "time", "series", "minimum", "salary")


def missing(data: QualificationCheck) -> tuple[Field, ...]:
    """Return what must be known before printing."""
    return missing_in(data, FIELDS)


def filled(data: QualificationCheck) -> Filled:
    """Return the data by the names the form declares."""
    answers = {name: str(getattr(data, name)) for name in _ANSWERS}
    return Filled(
        office=data.office,
        values={
            **{name: str(getattr(data, name)) for name in _TEXTS},
            "complete_on": long_date(data.complete_on),
            "penalty_on": long_date(data.penalty_on),
            "checked_by": data.checked_by.name,
            "checked_by_post": data.checked_by.post,
        },
        chosen={
            **{name: (answer,) if answer else () for name, answer in answers.items()},
            "discipline": data.discipline,
        },
    )


def sections(data: QualificationCheck, style: PaperStyle) -> list[Section]:
    """Return the form's pages."""
    return pages_of(data, filled(data), style)


def build(data: QualificationCheck, style: PaperStyle = DEFAULT_STYLE) -> bytes:
    """Return the form as a PDF."""
    return file_of(data, filled(data), style, data.person_name)


def sample(kind: str = "qualification_check", form: Form | None = None) -> QualificationCheck:
    """Return an invented form."""
    return QualificationCheck(
        office=OFFICE,
        kind=kind or "qualification_check",
        person_name=APPLICANT["person_name"],
        position=APPLICANT["position"],
        target_position=APPLICANT["target_position"],
        personal="เกิดวันที่ 5 พฤษภาคม 2538 ภูมิลำเนาจังหวัดสาธิต",
        education=APPLICANT["degree"],
        training="หลักสูตรนักทรัพยากรบุคคลมืออาชีพ รุ่นที่ 3 (2567)",
        service="บรรจุ 1 ตุลาคม 2562 นักทรัพยากรบุคคลปฏิบัติการ กองการเจ้าหน้าที่",
        licence="-",
        experience="งานบรรจุแต่งตั้งและงานทะเบียนประวัติ",
        degree="fits",
        time="short",
        complete_on=dt.date(2026, 12, 1),
        series="unbroken",
        minimum="fits",
        salary="fits",
        discipline=("none",),
        checked_by=Person(SIGNATORY.name, SIGNATORY.post),
        form=form,
    )
