"""What the intake page knows: the form as plain data, its draft, and its Thai words. No widgets."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from hrdesk.rules.codes import CaseStatus, CaseType, Level
from hrdesk.rules.dates import thai_date_short
from hrdesk.rules.names import titled
from hrdesk.services.cases import OpenCase, TargetPost
from hrdesk.services.queries.people import PersonDetail, PersonRow

if TYPE_CHECKING:
    from hrdesk.services.queries.intake import IntakePlan
    from hrdesk.services.queries.tracking import CaseRow
    from hrdesk.services.unit_of_work import UnitOfWork

_NUMBER = re.compile(r"[\d\s-]+")  # what is searched for may be a national ID, or part of one


@dataclass(frozen=True, slots=True)
class Entry:
    """The form as it stands: what becomes a case, and what is kept as a draft."""

    person_id: int | None = None
    case_type: CaseType | None = None
    received_on: dt.date | None = None
    subject: str = ""
    own_subject: bool = False
    target: TargetPost = field(default_factory=TargetPost)
    effective_on: dt.date | None = None
    papers: frozenset[str] = frozenset()
    officer_id: int | None = None
    note: str = ""
    search: str = ""
    quick: Mapping[str, str] | None = None

    def worth_keeping(self) -> bool:
        """Tell whether something was typed that would be missed."""
        typed = (self.person_id, self.own_subject, self.papers, self.note, self.search, self.quick)
        return any(typed) or any(asdict(self.target).values()) or self.effective_on is not None

    def command(self, *, second: bool = False) -> OpenCase:
        """Return the service's command; kind and date must be there."""
        if self.case_type is None or self.received_on is None:
            raise ValueError("an incomplete entry is no case")
        return OpenCase(
            person_id=self.person_id,
            case_type=self.case_type,
            received_on=self.received_on,
            subject=self.subject,
            target=self.target,
            papers=self.papers,
            officer_id=self.officer_id,
            effective_on=self.effective_on,
            note=self.note,
            second=second,
        )

    def draft(self) -> dict[str, Any]:
        """Return the form as JSON values; a national ID, even in part, is never among them."""
        return {
            "person_id": self.person_id,
            "case_type": self.case_type.value if self.case_type else None,
            "received_on": self.received_on.isoformat() if self.received_on else None,
            "subject": self.subject,
            "own_subject": self.own_subject,
            "target": asdict(self.target),
            "effective_on": self.effective_on.isoformat() if self.effective_on else None,
            "papers": sorted(self.papers),
            "officer_id": self.officer_id,
            "note": self.note,
            "search": "" if _NUMBER.fullmatch(self.search) else self.search,
            "quick": {**self.quick, "national_id": ""} if self.quick is not None else None,
            "id_typed": bool(self.quick and self.quick.get("national_id")),
        }


def entry_of(draft: Mapping[str, Any]) -> Entry:
    """Read a draft back; a value that makes no sense any more is left out."""
    target = draft.get("target")
    quick = draft.get("quick")
    known = TargetPost.__slots__
    return Entry(
        person_id=_number(draft.get("person_id")),
        case_type=_kind(draft.get("case_type")),
        received_on=_day(draft.get("received_on")),
        subject=_text(draft.get("subject")),
        own_subject=draft.get("own_subject") is True,
        target=TargetPost(**{k: _text(v) for k, v in target.items() if k in known})
        if isinstance(target, dict)
        else TargetPost(),
        effective_on=_day(draft.get("effective_on")),
        papers=frozenset(_text(key) for key in draft.get("papers") or ()),
        officer_id=_number(draft.get("officer_id")),
        note=_text(draft.get("note")),
        search=_text(draft.get("search")),
        quick={_text(k): _text(v) for k, v in quick.items()} if isinstance(quick, dict) else None,
    )


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _number(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _kind(value: Any) -> CaseType | None:
    return CaseType(value) if value in {kind.value for kind in CaseType} else None


def _day(value: Any) -> dt.date | None:
    try:
        return dt.date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


# -- what is read ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Applicant:
    """The chosen person with the matters that still run."""

    detail: PersonDetail
    running: tuple[CaseRow, ...]


def load_applicant(uow: UnitOfWork, person_id: int) -> Applicant:
    """Read a person and their running matters; runs on the database thread."""
    from hrdesk.services.queries.people import person_detail
    from hrdesk.services.queries.tracking import CaseFilter, list_cases

    wanted = CaseFilter(person_id=person_id, status=CaseStatus.IN_PROGRESS)
    return Applicant(person_detail(uow, person_id), list_cases(uow, wanted, limit=20))


def load_plan(uow: UnitOfWork, case_type: CaseType, received_on: dt.date, level: str) -> IntakePlan:
    """Read the procedure in force; runs on the database thread."""
    from hrdesk.services.queries.intake import intake_plan

    return intake_plan(uow, case_type, received_on, level_of(level))


def level_of(code: str) -> Level | None:
    """Return the level of a code, None for anything else."""
    return Level(code) if code in {level.value for level in Level} else None


def row_of(detail: PersonDetail) -> PersonRow:
    """Return a person as the picker shows one."""
    post = detail.post
    return PersonRow(
        id=detail.id,
        name=detail.name,
        national_id=detail.national_id,
        employment=detail.employment,
        post_number=post.number if post else "",
        post_title=post.title if post else "",
        level=post.level if post else None,
        unit=post.unit if post else "",
        active=detail.active,
    )


# -- words ----------------------------------------------------------------------------------------


_SUBJECTS = {
    CaseType.TRANSFER_IN: "ขอโอนมารับราชการ",
    CaseType.NEWCOMER: "รายงานตัวเข้าปฏิบัติหน้าที่ราชการ",
    CaseType.APPOINTMENT_FROM_LIST: "บรรจุแต่งตั้งจากบัญชีผู้สอบแข่งขันได้",
    CaseType.PROBATION: "ทดลองปฏิบัติหน้าที่ราชการ",
    CaseType.CARD: "ขอมีบัตรประจำตัวเจ้าหน้าที่ของรัฐ",
    CaseType.POSITION_ALLOWANCE: "ขอรับเงินประจำตำแหน่ง",
}
_OFFICES_OWN = {
    CaseType.EXAMINATION: "การสอบแข่งขันเพื่อบรรจุและแต่งตั้ง",
    CaseType.SELECTION: "การคัดเลือกเพื่อบรรจุและแต่งตั้ง",
    CaseType.PROMOTION_SELECTION: "การคัดเลือกเพื่อเลื่อนและแต่งตั้ง",
    CaseType.APPRAISAL: "การประเมินผลการปฏิบัติราชการ",
    CaseType.STEP_ROUND: "การเลื่อนขั้นเงินเดือน",
}


def default_subject(
    case_type: CaseType | None, name: str, target: TargetPost, effective_on: dt.date | None
) -> str:
    """Return the sentence that a subject usually is; empty while kind or person is unknown."""
    if case_type is None or case_type in _OFFICES_OWN or not name:
        return _OFFICES_OWN.get(case_type, "") if case_type else ""
    who = f" ราย {name}"
    if case_type is CaseType.PROMOTION:
        post = titled(target.title, level_of(target.level))
        return (f"ขอประเมินผลงานเพื่อเลื่อนเป็น{post}" if post else "ขอประเมินผลงานเพื่อเลื่อนระดับ") + who
    if case_type is CaseType.TRANSFER_OUT:
        return f"ขอโอนไป{target.agency or 'ส่วนราชการอื่น'}" + who
    if case_type is CaseType.REASSIGNMENT:
        return f"ขอย้าย{'ไป' + target.unit if target.unit else ''}" + who
    if case_type in _SUBJECTS:
        return _SUBJECTS[case_type] + who
    since = f" ตั้งแต่วันที่ {thai_date_short(effective_on)}" if effective_on else ""
    return f"ขอลาออกจากราชการ{since}" + who


def days_words(usual_days: int | None, limit: str) -> str:
    """Return how long a step takes: by law, usually, or not known."""
    if limit:
        return f"ภายใน {limit}"
    return f"ปกติ {usual_days} วันทำการ" if usual_days is not None else "ไม่กำหนดเวลา"


def missing_words(required: int, missing: int) -> tuple[str, str]:
    """Return the line under the checklist and its tone."""
    if not required:
        return "ไม่มีเอกสารที่ต้องมี", ""
    if missing:
        return f"ยังขาดเอกสารที่ต้องมี {missing} จาก {required} รายการ บันทึกได้ แล้วติดตามภายหลัง", "warn"
    return f"เอกสารที่ต้องมีครบ {required} รายการ", "good"


def banner_words(plan: IntakePlan, agency_name: str) -> str:
    """Return what the officer must know about the rules of this matter; empty when all is well."""
    if plan.borrowed:
        return (
            f"โปรแกรมยังไม่มีขั้นตอนของ{agency_name} จึงใช้ขั้นตอนของ{plan.lender}แทน "
            "โปรดตรวจขั้นตอน และใส่วันครบกำหนดเอง"
        )
    if not plan.rules_held:
        return (
            "รับเรื่องก่อนวันที่กฎเกณฑ์ในโปรแกรมเริ่มใช้ "
            f"({thai_date_short(plan.rules_from)}) โปรแกรมจะไม่คิดวันครบกำหนดให้ โปรดใส่เองทีละขั้นตอน"
        )
    return ""


def due_line(plan: IntakePlan) -> str:
    """Return the sentence about the first step and when it is due."""
    if plan.first_due is None:
        return f"ขั้นแรก: {plan.first_step} (ยังไม่กำหนดวันครบกำหนด)"
    return (
        f"ขั้นแรก: {plan.first_step} ครบกำหนด {thai_date_short(plan.first_due)} ({plan.first_reason})"
    )
