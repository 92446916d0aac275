"""All papers by kind; a paper's module is imported when the first one of it is made."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from types import ModuleType

from hrdesk.documents.errors import PaperUnknown
from hrdesk.documents.fields import Field
from hrdesk.documents.templates import names


@dataclass(frozen=True, slots=True)
class PaperKind:
    """One paper: its kind, Thai title and module; ``numbered`` names the book it is numbered in.

    ``prefix`` begins the names of its texts in ``resources/letters``: of a paper with several
    kinds ``order_promotion`` and the like, of a paper with one text the prefix alone.
    """

    kind: str
    title: str
    module_name: str
    numbered: str = ""
    prefix: str = ""

    @property
    def module(self) -> ModuleType:
        """Return the paper's module: its data class, ``FIELDS``, ``missing``, ``build``."""
        return import_module(f"hrdesk.documents.papers.{self.module_name}")

    @property
    def fields(self) -> tuple[Field, ...]:
        """Return the fields of the paper."""
        fields: tuple[Field, ...] = self.module.FIELDS
        return fields

    @property
    def templates(self) -> tuple[str, ...]:
        """Return the names of the paper's shipped texts."""
        return tuple(found.name for found in names() if found.kind == self.kind)

    def has_template(self, name: str) -> bool:
        """Tell whether a text of this name belongs to the paper."""
        return bool(self.prefix) and (name == self.prefix or name.startswith(f"{self.prefix}_"))


PAPERS: tuple[PaperKind, ...] = (
    PaperKind("receipt", "ใบรับเรื่อง", "receipt"),
    PaperKind("case_status", "ใบแสดงสถานะเรื่อง", "case_status"),
    PaperKind("status_slip", "บัตรติดตามเรื่อง", "status_slip"),
    PaperKind("memorandum", "บันทึกข้อความ", "memorandum", "letter", "memo"),
    PaperKind("order", "คำสั่ง", "order", "order", "order"),
    PaperKind("committee_order", "คำสั่งแต่งตั้งคณะกรรมการ", "committee_order", "order", "committee"),
    PaperKind("correction_order", "คำสั่งแก้ไขคำสั่ง", "correction_order", "order", "correction_order"),
    PaperKind("cancel_order", "คำสั่งยกเลิกคำสั่ง", "cancel_order", "order", "cancel_order"),
    PaperKind("announcement", "ประกาศ", "announcement", "announcement", "announcement"),
    PaperKind("notice_letter", "หนังสือแจ้งหน่วยงาน", "notice_letter", "letter", "notice"),
    PaperKind("person_notice", "หนังสือแจ้งรายบุคคล", "person_notice", "letter", "person"),
    PaperKind("external_letter", "หนังสือภายนอก", "external_letter", "letter", "letter"),
    PaperKind("invitation", "หนังสือเชิญประชุม", "invitation", "letter", "invitation"),
    PaperKind("checklist", "รายการตรวจเอกสาร", "checklist", "", "checklist"),
    PaperKind(
        "assessment_request", "แบบคำขอประเมินบุคคล", "assessment_request", "", "assessment_request"
    ),
    PaperKind(
        "selection_application",
        "ใบสมัครเข้ารับการคัดเลือก",
        "selection_application",
        "",
        "selection_application",
    ),
    PaperKind(
        "job_characteristics", "แบบพิจารณาลักษณะงาน", "job_characteristics", "", "job_characteristics"
    ),
    PaperKind(
        "probation_form",
        "แบบประเมินผลการทดลองปฏิบัติหน้าที่ราชการ",
        "probation_form",
        "",
        "probation_form",
    ),
    PaperKind("card_request", "แบบคำขอมีบัตรประจำตัวเจ้าหน้าที่ของรัฐ", "card_request", "", "card_request"),
    PaperKind("score_sheet", "ใบให้คะแนนรายกรรมการ", "score_sheet"),
    PaperKind("screening_1", "แบบ ปก. ๑ ใบให้คะแนนของกรรมการกลั่นกรอง", "score_sheet"),
    PaperKind("score_summary", "ใบสรุปคะแนนของคณะกรรมการ", "score_summary"),
    PaperKind("screening_2", "แบบ ปก. ๒ สรุปผลการกลั่นกรอง", "score_summary"),
    PaperKind("work_score", "ใบคะแนนประเมินผลงาน", "work_score"),
    PaperKind("minutes", "รายงานการประชุม", "minutes"),
    PaperKind("qualification_check", "แบบ ๑ แบบตรวจสอบคุณสมบัติของบุคคล", "qualification_check"),
    PaperKind("work_outline", "แบบสรุปการเสนอผลงาน", "outlines"),
    PaperKind("proposal_outline", "แบบสรุปการเสนอข้อเสนอแนวคิด", "outlines"),
    PaperKind("selection_1", "แบบ คส. ๑ ข้อมูลและคุณสมบัติของผู้สมัคร", "selection_qualification"),
    PaperKind("selection_2", "แบบ คส. ๒ แบบประเมินบุคคลของกรรมการ", "candidate_score"),
    PaperKind("selection_3", "แบบ คส. ๓ ผลงานและข้อเสนอแนวคิด", "selection_works"),
    PaperKind("step_form_1", "แบบ ๑ ผู้สมควรได้รับการเลื่อนขั้นเงินเดือนหนึ่งขั้น", "step_form"),
    PaperKind("step_form_2", "แบบ ๒ ผู้สมควรได้รับการเลื่อนขั้นเงินเดือนครึ่งขั้น", "step_form"),
    PaperKind("step_assessment", "แบบประเมินเลื่อนขั้นเงินเดือน", "step_assessment"),
    PaperKind("payroll_account", "บัญชีแสดงจำนวนและฐานอัตราเงินเดือน", "payroll_account"),
    PaperKind("raise_summary", "บัญชีสรุปผลการเลื่อนเงินเดือน", "raise_summary"),
    PaperKind("raise_notice", "หนังสือแจ้งผลการเลื่อนเงินเดือน", "raise_notice", "", "raise_notice"),
    PaperKind("raise_report", "แบบรายงานการพิจารณาเลื่อนค่าตอบแทนพนักงานจ้างตามภารกิจ", "raise_report"),
    PaperKind("card_register", "ทะเบียนคุมการออกบัตรประจำตัวเจ้าหน้าที่ของรัฐ", "card_register"),
    PaperKind("number_register", "ทะเบียนคุมเลข", "number_register"),
    PaperKind("list_report", "รายงาน", "list_report"),
    PaperKind("appraisal_form", "แบบสรุปการประเมินผลการปฏิบัติราชการ", "appraisal_form"),
    PaperKind("appraisal_agreement", "บันทึกข้อตกลงการปฏิบัติงานรายบุคคล", "appraisal_agreement"),
    PaperKind("appraisal_summary", "บัญชีสรุปผลการประเมิน", "appraisal_summary"),
    PaperKind("award_sheet", "แบบคำนวณเงินเดือนรายบุคคล", "award_sheet"),
    PaperKind("salary_record", "ประวัติเงินเดือน", "salary_record"),
    PaperKind("explanation", "เอกสารแนบแสดงวิธีคำนวณ", "explanation"),
)
"""Every paper. A book of ``numbered`` is order, letter or announcement; a letter sent alike to
many may take a circular's number instead."""

_BY_KIND = {paper.kind: paper for paper in PAPERS}


def paper_kind(kind: str) -> PaperKind:
    """Return what is known of one kind of paper; ``PaperUnknown`` when there is none."""
    try:
        return _BY_KIND[kind]
    except KeyError:
        raise PaperUnknown(kind=kind) from None


def paper_of_template(name: str) -> tuple[PaperKind, str]:
    """Return the paper a text belongs to, and which of its kinds (empty where it has one).

    ``PaperUnknown`` when no paper takes such a text.
    """
    for paper in PAPERS:
        if paper.has_template(name):
            return paper, name.removeprefix(paper.prefix).removeprefix("_")
    raise PaperUnknown(kind=name)
