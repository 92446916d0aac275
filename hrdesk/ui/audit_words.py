"""The audit in Thai words: what an action is called, what a field is called, what a value says.

No Qt here: the history on the screen and the one exported to Excel read the same.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hrdesk.rules.appraisal_scores import Known, Screened
from hrdesk.rules.codes import (
    Agency,
    CaseStatus,
    CaseType,
    Employment,
    LabelledEnum,
    Level,
    PostType,
    StepRole,
    StepState,
)
from hrdesk.rules.staff_codes import CardCause, CardState, ObjectionResult, ProbationResult
from hrdesk.services.access import Role
from hrdesk.services.award_figures import AwardKind
from hrdesk.ui.audit_actions import ACTIONS
from hrdesk.ui.messages import words

EMPTY = "–"

FIELDS: dict[str, str] = {
    "amount": "ขั้นหรือร้อยละที่เลือก",
    "table": "ตารางฐานในการคำนวณ",
    "held_on": "วันที่ประชุม",
    "order_number": "เลขที่คำสั่ง",
    "order_dated": "คำสั่งลงวันที่",
    "sha256": "ลายนิ้วมือของผล",
    "bands": "ร้อยละตามระดับผลการประเมิน",
    "share": "วงเงินเป็นร้อยละ",
    "budget": "วงเงิน (บาท)",
    "unit_budgets": "วงเงินของหน่วยงาน",
    "special_counts": "นับค่าตอบแทนพิเศษในวงเงิน",
    "april_used": "เงินที่ใช้เลื่อน 1 เมษายน",
    "april_steps": "ขั้นที่ได้ 1 เมษายน",
    "spent": "เงินที่ใช้เลื่อน",
    "kept": "คงสิ่งที่เลือกไว้แล้ว",
    "supersedes": "แทนรอบเดิม",
    "appraisal_round_id": "รอบการประเมิน",
    "meeting_number": "ครั้งที่ประชุม",
    "achievement": "ผลสัมฤทธิ์ของงาน",
    "competency": "สมรรถนะ",
    "indicators": "ตัวชี้วัด",
    "competencies": "สมรรถนะที่ประเมิน",
    "agreed_on": "วันที่ลงนามข้อตกลง",
    "appraiser": "ผู้ประเมิน",
    "acknowledgement": "การรับทราบผล",
    "informed_on": "วันที่แจ้งผล",
    "acknowledged_on": "วันที่รับทราบ",
    "witness": "พยาน",
    "screened": "ผลการกลั่นกรอง",
    "screening_note": "ความเห็นคณะกรรมการกลั่นกรอง",
    "screened_on": "วันประชุมกลั่นกรอง",
    "posted_on": "วันปิดประกาศ",
    "development": "แผนพัฒนารายบุคคล",
    "opinions": "ความเห็นผู้บังคับบัญชา",
    "number": "เลขที่",
    "case_type": "ประเภทรายการ",
    "received_on": "วันที่รับเรื่อง",
    "procedure": "แบบขั้นตอน",
    "subject": "เรื่อง",
    "target": "ตำแหน่งที่ขอ",
    "target.title": "ตำแหน่งที่ขอ",
    "target.number": "เลขที่ตำแหน่งที่ขอ",
    "target.type": "ประเภทตำแหน่งที่ขอ",
    "target.level": "ระดับที่ขอ",
    "target.job_series": "สายงานที่ขอ",
    "target.unit": "หน่วยงานที่ขอ",
    "target.agency": "ส่วนราชการที่รับโอน",
    "officer": "ผู้รับผิดชอบ",
    "officer_name": "ผู้รับผิดชอบ",
    "effective_on": "วันที่มีผล",
    "in_force_from": "วันเริ่มใช้",
    "note": "บันทึกของเจ้าหน้าที่",
    "status": "สถานะ",
    "step": "ขั้นตอน",
    "step_title": "ขั้นตอน",
    "state": "สถานะของขั้นตอน",
    "role": "ผู้ดำเนินการ",
    "started_on": "วันที่เริ่ม",
    "done_on": "วันที่ดำเนินการ",
    "due_on": "วันครบกำหนด",
    "extended_by": "ขยายเวลา",
    "outcome": "ผล",
    "run": "ผลฉบับที่",
    "line": "รายการเอกสาร",
    "ids": "รหัสเอกสารที่เก็บ",
    "findings": "ผลตรวจคุณสมบัติ",
    "wait": "ระยะเวลา",
    "ended_on": "สิ้นสุดวันที่",
    "planned_on": "วันที่กำหนดไว้",
    "unticked": "ปิดขั้นตอนทั้งที่ไม่ได้ทำเครื่องหมาย",
    "remark": "หมายเหตุ",
    "undone": "รายการที่เลิกทำ",
    "usual_days": "จำนวนวันทำการตามปกติ",
    "completed_on": "วันที่เสร็จสิ้น",
    "current": "ขั้นตอนปัจจุบัน",
    "name": "ชื่อ",
    "title": "ชื่อเอกสาร",
    "kind": "ชนิดเอกสาร",
    "dated": "ลงวันที่",
    "prefix": "คำนำหน้า",
    "first_name": "ชื่อ",
    "last_name": "นามสกุล",
    "national_id": "เลขประจำตัวประชาชน",
    "birth_date": "วันเกิด",
    "employment": "ประเภทบุคลากร",
    "entered_on": "วันบรรจุ",
    "post": "ตำแหน่ง",
    "unit": "หน่วยงาน",
    "type": "ประเภทตำแหน่ง",
    "level": "ระดับ",
    "job_series": "สายงาน",
    "in_level_since": "ดำรงตำแหน่งระดับปัจจุบันเมื่อ",
    "salary": "เงินเดือน",
    "register_salary": "เงินเดือนในทะเบียน",
    "licence": "ใบอนุญาต",
    "telephone": "โทรศัพท์",
    "email": "อีเมล",
    "degrees": "วุฒิการศึกษา",
    "service_runs": "ประวัติการดำรงตำแหน่ง",
    "service_run": "ช่วงเวลา",
    "standing.series": "สายงานที่จะแต่งตั้ง",
    "standing.degree": "วุฒิสูงสุดที่ใช้นับ",
    "standing.asked": "วุฒิที่ตำแหน่งต้องการ",
    "standing.linked_level": "ตำแหน่งระดับควบ",
    "standing.occupied_by": "ผู้ครองตำแหน่ง",
    "standing.holder_leaving": "ผู้ครองจะพ้น",
    "standing.holder_leaves_on": "วันสุดท้ายของผู้ครอง",
    "standing.granted_on": "วันที่อนุญาตให้ผู้ครองลาออก",
    "standing.holder_hipps": "ผู้ครองเป็นข้าราชการผู้มีผลสัมฤทธิ์สูง",
    "standing.scholarship_bound": "ชดใช้ทุนอยู่",
    "standing.consent": "มีความยินยอมแล้ว",
    "standing.no_list": "ไม่มีบัญชีผู้สอบแข่งขันได้",
    "standing.on_live_list": "ขึ้นบัญชีผู้สอบแข่งขันได้",
    "linked_level": "ตำแหน่งระดับควบ",
    "related_share": "ส่วนที่เกี่ยวข้อง",
    "ruled_on": "วันที่วินิจฉัย",
    "ruled_meeting": "การประชุมที่วินิจฉัย",
    "ruled_reason": "เหตุผลที่วินิจฉัย",
    "ruled_by": "ผู้บันทึกผลวินิจฉัย",
    "active": "ใช้งานอยู่",
    "emblem": "ภาพตรา",
    "rule": "กฎ",
    "value": "ค่า",
    "instrument": "ที่มา",
    "day": "วันที่",
    "works": "เป็นวันทำงาน",
    "series": "สายงานในกลุ่ม",
    "source": "ที่มา",
    "emblem_preprinted": "กระดาษมีครุฑแล้ว",
    "person_id": "บุคคลในทะเบียน",
    "file": "ไฟล์",
    "username": "ชื่อผู้ใช้",
    "display_name": "ชื่อที่แสดง",
    "user_role": "สิทธิ",
    "agency": "ส่วนราชการ",
    "agency_name": "ชื่อส่วนราชการ",
    "unit_name": "ชื่อหน่วยงาน",
    "address": "ที่อยู่",
    "letter_code": "รหัสหนังสือ",
    "acting_for": "ปฏิบัติราชการแทน",
    "template": "แบบหนังสือ",
    "minutes": "รายงานการประชุม",
    "form": "แบบฟอร์ม",
    "book": "สมุด",
    "last_used": "เลขที่ใช้ล่าสุด",
    "central": "เลขจากงานสารบรรณกลาง",
    "count": "จำนวน",
    "year": "ปี พ.ศ.",
    "position": "ลำดับ",
    "months": "จำนวนเดือน",
    "extensions": "ขยายเวลา (ครั้ง)",
    "ends_on": "วันสุดท้าย",
    "result": "ผล",
    "result_on": "วันที่มีผล",
    "cause": "เหตุที่ขอมีบัตร",
    "issued_on": "วันออกบัตร",
    "expires_on": "บัตรใช้ได้ถึง",
    "card_state": "สถานะของบัตร",
    "state_on": "ณ วันที่",
    "unchecked": "รายการที่ยังไม่ได้ตรวจ",
    "dealt_with_on": "วันที่ดำเนินการ",
    "barred_through": "ห้ามถึง",
    "decided_by": "ผู้สั่ง",
    "cancelled_on": "วันที่ยกเลิก",
    "objection_received_on": "วันที่รับคำทักท้วง",
    "late": "พ้นกำหนดทักท้วง",
    "objection_result": "ผลการสอบ",
    "decided_on": "วันที่ตัดสิน",
    "decision": "คำตัดสิน",
    "order": "ลำดับ",
    "chosen": "ผู้ได้รับเลือก",
    "result_note": "หมายเหตุของผล",
    "proposal_grade": "ผลข้อเสนอแนวคิด",
    "work_result": "ผลการประเมินผลงาน",
    "scheme": "บัญชีของ",
    "taken_on": "ณ วันที่",
    "post_number": "เลขที่ตำแหน่ง",
    "post_title": "ตำแหน่ง",
    "special": "กรณีพิเศษ",
    "facts": "ข้อเท็จจริง",
    "fact.service_months": "เดือนที่ปฏิบัติงาน",
    "fact.leave": "วันลา",
    "fact.late_times": "มาสาย (ครั้ง)",
    "fact.heavier_than_probation": "ถูกลงโทษหนักกว่าภาคทัณฑ์",
    "fact.convicted": "ต้องคำพิพากษา",
    "fact.suspended_months": "ถูกสั่งพักราชการ (เดือน)",
    "fact.absent": "ขาดราชการ",
}

_LABELS: dict[str, type[LabelledEnum]] = {
    "case_type": CaseType,
    "status": CaseStatus,
    "state": StepState,
    "role": StepRole,
    "type": PostType,
    "target.type": PostType,
    "level": Level,
    "target.level": Level,
    "employment": Employment,
    "agency": Agency,
    "result": ProbationResult,
    "cause": CardCause,
    "card_state": CardState,
    "objection_result": ObjectionResult,
    "award_kind": AwardKind,
    "acknowledgement": Known,
    "screened": Screened,
}
_TECHNICAL = frozenset({"sha256"})
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}$")


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One changed field in words: its name, what it was and what it became."""

    field: str
    old: str
    new: str


def action_words(action: str) -> str:
    """Return what an audited action is called; an unknown one says only that something was done."""
    return ACTIONS.get(action, "ทำรายการอื่น")


def field_words(field: str) -> str:
    """Return a field's Thai name; names that are already Thai (papers, remarks) stay."""
    return FIELDS.get(field, field)


def value_words(field: str, value: Any) -> str:
    """Return a value as it is said: days in Buddhist era, codes by their label, dash for none."""
    if value is None or value in ("", {}, []):
        return EMPTY
    if isinstance(value, bool):
        return "ใช่" if value else "ไม่ใช่"
    if isinstance(value, Mapping):
        parts = [value_words(f"{field}.{key}", item) for key, item in value.items() if item]
        return " · ".join(parts) or EMPTY
    if isinstance(value, (list, tuple)):
        return ", ".join(value_words(field, item) for item in value)
    if isinstance(value, str):
        return _text_words(field, value)
    return words(value)


def change_lines(changes: Mapping[str, tuple[Any, Any]]) -> tuple[ChangeLine, ...]:
    """Return the changes of one audit entry, field by field, in words.

    A field that reads the same before and after tells nothing and is left out.
    """
    lines = (
        ChangeLine(field_words(field), value_words(field, old), value_words(field, new))
        for field, (old, new) in changes.items()
        if field not in _TECHNICAL
    )
    return tuple(line for line in lines if line.old != line.new)


def _text_words(field: str, value: str) -> str:
    if field == "user_role" and value in {role.value for role in Role}:
        return Role(value).label
    if _DAY.match(value):
        try:
            return words(dt.date.fromisoformat(value))
        except ValueError:
            return value
    if field == "procedure":
        return _procedure_words(value)
    labels = _LABELS.get(field)
    if labels is not None and value in set(labels):
        return labels(value).label
    return value


def _procedure_words(value: str) -> str:
    """Return ``doh.promotion@1`` as people know it: the kind of matter and its version."""
    name, _, version = value.partition("@")
    kind = name.partition(".")[2]
    if kind not in set(CaseType):
        return value
    return f"{CaseType(kind).label} ฉบับที่ {version}"
