"""แบบ คส. ๑: the candidate's data and what the check of qualifications found (own layout)."""

from __future__ import annotations

from dataclasses import dataclass, field

from hrdesk.documents.fields import Field, missing_in
from hrdesk.documents.flow import Section
from hrdesk.documents.form_layout import Filled, Person, Rows
from hrdesk.documents.forms import Form
from hrdesk.documents.papers.form_paper import file_of, pages_of
from hrdesk.documents.samples import APPLICANT, OFFICE, SIGNATORY
from hrdesk.documents.style import DEFAULT_STYLE, PaperStyle
from hrdesk.documents.values import AGENCY_FIELD, Office

KINDS = ("selection_1",)
_TEXTS = (
    "person_name", "position", "position_number", "unit", "in_level_since", "salary",
    "target_position", "target_number", "target_unit", "licence", "discipline", "remark",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SelectionQualification:
    """The plain data of the form; every text as it is printed.

    ``degrees`` are (degree, institution, year), ``service`` (post, from, to, time counted),
    ``appraisals`` (round, result), ``checks`` (condition, what was found, result in words).
    ``verdict`` is qualified, conditional, unqualified or empty.
    """

    office: Office = field(default_factory=Office)
    kind: str = "selection_1"
    person_name: str = ""
    position: str = ""
    position_number: str = ""
    unit: str = ""
    in_level_since: str = ""
    salary: str = ""
    target_position: str = ""
    target_number: str = ""
    target_unit: str = ""
    degrees: tuple[tuple[str, str, str], ...] = ()
    service: tuple[tuple[str, str, str, str], ...] = ()
    licence: str = ""
    discipline: str = ""
    appraisals: tuple[tuple[str, str], ...] = ()
    checks: tuple[tuple[str, str, str], ...] = ()
    verdict: str = ""
    remark: str = ""
    checked_by: Person = field(default_factory=lambda: Person(""))
    form: Form | None = None


FIELDS: tuple[Field, ...] = (
    AGENCY_FIELD,
    Field("person_name", "ชื่อผู้สมัคร", True, "person.name"),
    Field("position", "ตำแหน่งปัจจุบัน", True, "person.position"),
    Field("target_position", "ตำแหน่งที่สมัคร", True, "case.target"),
    Field("degrees", "วุฒิการศึกษา", False, "person.degrees"),
    Field("service", "ประวัติการดำรงตำแหน่ง", False, "person.service"),
    Field("checks", "ผลการตรวจคุณสมบัติ", False, "case.eligibility"),
)


def missing(data: SelectionQualification) -> tuple[Field, ...]:
    """Return what must be known before printing."""
    return missing_in(data, FIELDS)


def filled(data: SelectionQualification) -> Filled:
    """Return the data by the names the form declares."""
    return Filled(
        office=data.office,
        values={
            **{name: str(getattr(data, name)) for name in _TEXTS},
            "checked_by": data.checked_by.name,
            "checked_by_post": data.checked_by.post,
        },
        chosen={"verdict": (data.verdict,) if data.verdict else ()},
        tables={
            "degrees": _rows(("degree", "institution", "year"), data.degrees),
            "service": _rows(("post", "since", "until", "counted"), data.service),
            "appraisals": _rows(("round", "result"), data.appraisals),
            "checks": _rows(("condition", "found", "result"), data.checks),
        },
    )


def sections(data: SelectionQualification, style: PaperStyle) -> list[Section]:
    """Return the form's pages."""
    return pages_of(data, filled(data), style)


def build(data: SelectionQualification, style: PaperStyle = DEFAULT_STYLE) -> bytes:
    """Return the form as a PDF."""
    return file_of(data, filled(data), style, data.person_name)


def sample(kind: str = "selection_1", form: Form | None = None) -> SelectionQualification:
    """Return an invented form."""
    known = (
        "person_name", "position", "position_number", "unit", "in_level_since", "salary",
        "target_position", "target_number", "target_unit", "licence",
    )  # fmt: skip
    return SelectionQualification(
        office=OFFICE,
        kind=kind or "selection_1",
        degrees=(("บธ.บ. (การจัดการ)", "มหาวิทยาลัยสมมติ", "2561"),),
        service=(("นักทรัพยากรบุคคลปฏิบัติการ", "1 ต.ค. 2562", "ปัจจุบัน", "7 ปี 4 วัน"),),
        discipline="ไม่เคยถูกลงโทษและไม่อยู่ระหว่างถูกสอบสวน",
        appraisals=(("รอบที่ 2/2569", "ดีเด่น"), ("รอบที่ 1/2569", "ดีมาก"), ("รอบที่ 2/2568", "ดีมาก")),
        checks=(
            ("คุณวุฒิตรงตามคุณสมบัติเฉพาะสำหรับตำแหน่ง", "บธ.บ. (การจัดการ)", "ตรง"),
            ("ระยะเวลาการดำรงตำแหน่ง", "7 ปี 4 วัน", "ครบ"),
        ),
        verdict="qualified",
        checked_by=Person(SIGNATORY.name, SIGNATORY.post),
        form=form,
        **{name: APPLICANT[name] for name in known},
    )


def _rows(names: tuple[str, ...], given: tuple[tuple[str, ...], ...]) -> Rows:
    return Rows(
        tuple(
            {"number": str(number), **dict(zip(names, row, strict=True))}
            for number, row in enumerate(given, 1)
        )
    )
