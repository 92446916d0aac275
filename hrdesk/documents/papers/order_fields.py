"""What each kind of order needs before it can be issued."""

from __future__ import annotations

from collections.abc import Mapping

from hrdesk.documents.fields import Field
from hrdesk.documents.papers.order_awards import AWARD_FIELDS
from hrdesk.documents.values import AGENCY_FIELD, SIGNATORY_FIELDS

_PERSON = "person.position"
HEAD: tuple[Field, ...] = (
    AGENCY_FIELD,
    Field("order_number", "เลขที่คำสั่ง", True, "paper.order_number"),
    Field("dated", "สั่ง ณ วันที่", True, "paper.dated"),
)
"""What every order needs, whether it names people or not."""

_NAME = Field("people.name", "ชื่อข้าราชการ", True, "person.name")
_EFFECTIVE = Field("people.effective_on", "ตั้งแต่วันที่", True, "case.effective_on")
_REMARK = Field("people.remark", "หมายเหตุ", False, "paper.remark")
_FROM = (
    Field("people.from_position", "ตำแหน่งเดิม", True, _PERSON),
    Field("people.from_unit", "สังกัดเดิม", True, _PERSON),
    Field("people.from_number", "ตำแหน่งเลขที่เดิม", True, _PERSON),
)
_COMMON = (*HEAD, _NAME, *_FROM, _EFFECTIVE, _REMARK, *SIGNATORY_FIELDS)
_ENTRY = (*HEAD, _NAME, _EFFECTIVE, _REMARK, *SIGNATORY_FIELDS)
_SALARY = Field("people.from_salary", "เงินเดือนเดิม", True, "person.salary")
_DEGREE = Field("people.degree", "วุฒิ/สาขา/สถานศึกษา", True, "person.degrees")
_ID = Field("people.national_id", "เลขประจำตัวประชาชน", True, "person.national_id")
_TARGET = (
    Field("people.to_position", "ตำแหน่งใหม่", True, "case.target"),
    Field("people.to_unit", "สังกัดใหม่", True, "case.target"),
    Field("people.to_number", "ตำแหน่งเลขที่ใหม่", True, "case.target"),
)
_NEW_SALARY = Field("people.to_salary", "เงินเดือนใหม่", True, "case.target")
_PROMOTED = (
    _DEGREE,
    _ID,
    Field("people.from_type", "ประเภทตำแหน่ง", True, _PERSON),
    Field("people.from_level", "ระดับ", True, _PERSON),
    Field("people.in_level_since", "ดำรงตำแหน่งระดับปัจจุบันเมื่อ", True, "person.in_level_since"),
    _SALARY,
    *_TARGET,
    _NEW_SALARY,
)
_LIST_PLACE = Field("people.list_place", "ลำดับที่ในบัญชีหรือประกาศผล", True, "paper.list_place")
_APPOINTED = (_ID, _DEGREE, _LIST_PLACE, *_TARGET, _NEW_SALARY)
_ON_PROBATION = (
    Field("people.span", "ช่วงเวลาทดลองปฏิบัติหน้าที่ราชการ", True, "paper.span"),
    Field("people.from_salary", "เงินเดือน", False, "person.salary"),
)
_MORE: Mapping[str, tuple[Field, ...]] = {
    "promotion": _PROMOTED,
    "promotion_appoint": _PROMOTED,
    "local_promotion": _PROMOTED,
    "reassignment": (_DEGREE, _SALARY, *_TARGET, _NEW_SALARY),
    "transfer_in": (
        Field("from_agency", "ส่วนราชการเดิม", True, "case.target"),
        _DEGREE,
        _SALARY,
        *_TARGET,
        _NEW_SALARY,
    ),
    "transfer_out": (
        Field("to_agency", "ส่วนราชการที่รับโอน", True, "case.target"),
        _DEGREE,
        _SALARY,
        *_TARGET[:2],
        Field("people.to_number", "ตำแหน่งเลขที่ใหม่", False, "case.target"),
        Field("people.to_salary", "เงินเดือนใหม่", False, "case.target"),
    ),
    "resignation": (Field("people.reason", "เหตุผลที่ขอลาออก", False, "case.target"),),
    "probation_passed": _ON_PROBATION,
    "probation_failed": _ON_PROBATION,
    "probation_extended": (
        *_ON_PROBATION,
        Field("people.until", "ขยายถึงวันที่", True, "paper.until"),
    ),
    "position_allowance": (
        Field("people.from_level", "ระดับ", True, _PERSON),
        Field("people.allowance", "เงินประจำตำแหน่ง (บาท)", True, "paper.allowance"),
    ),
}
_APPRAISAL = Field("people.appraisal", "ผลการประเมิน", True, "paper.appraisal")
_PERCENT = Field("people.percent", "ร้อยละที่ได้เลื่อน", True, "paper.percent")
_RAISED = Field("people.raised_by", "จำนวนเงินที่ได้เลื่อน", True, "paper.raised_by")
_PAY: Mapping[str, tuple[Field, ...]] = {
    "percentage_increase": (
        *_FROM,
        _ID,
        Field("people.from_level", "ระดับ", True, _PERSON),
        _SALARY,
        Field("people.base", "ฐานในการคำนวณ", True, "paper.base"),
        _PERCENT,
        _RAISED,
        Field("people.special", "ค่าตอบแทนพิเศษ", False, "paper.special"),
        _NEW_SALARY,
        _APPRAISAL,
    ),
    "step_increase": (
        *_FROM,
        Field("people.from_level", "ระดับ", True, _PERSON),
        Field("people.step_before", "ขั้นเดิม", False, "paper.step_before"),
        _SALARY,
        Field("people.steps", "จำนวนขั้นที่ได้เลื่อน", True, "paper.steps"),
        _NEW_SALARY,
        Field("people.special", "ค่าตอบแทนพิเศษ", False, "paper.special"),
    ),
    "contract_raise": (
        *_FROM[:2],
        _APPRAISAL,
        _SALARY,
        _PERCENT,
        _RAISED,
        _NEW_SALARY,
    ),
    "living_allowance": (
        *_FROM[:2],
        _NEW_SALARY,
        Field("people.allowance", "เงินเพิ่มการครองชีพชั่วคราว (บาท)", True, "paper.allowance"),
    ),
}
_ENTERING: Mapping[str, tuple[Field, ...]] = {
    "appointment_examination": _APPOINTED,
    "appointment_selection": _APPOINTED,
    "local_appointment": _APPOINTED,
}


def fields_of(kind: str) -> tuple[Field, ...]:
    """Return the fields of one kind of order; ``KeyError`` for a kind there is none of."""
    if kind in _ENTERING:
        return (*_ENTRY, *_ENTERING[kind])
    if kind in AWARD_FIELDS:
        return (*_ENTRY, *AWARD_FIELDS[kind])
    if kind in _PAY:
        return (*_ENTRY, *_PAY[kind])
    return (*_COMMON, *_MORE["transfer_in" if kind == "transfer_in_local" else kind])


KINDS: tuple[str, ...] = (
    "promotion",
    "promotion_appoint",
    "local_promotion",
    "reassignment",
    "transfer_out",
    "transfer_in",
    "transfer_in_local",
    "appointment_examination",
    "appointment_selection",
    "local_appointment",
    "probation_passed",
    "probation_extended",
    "probation_failed",
    "position_allowance",
    "percentage_increase",
    "step_increase",
    "contract_raise",
    "living_allowance",
    "qualification_salary",
    "prior_salary",
    "compensation",
    "resignation",
)
"""The kinds of orders about people, each with the annex of its kind."""

ALL_FIELDS: tuple[Field, ...] = tuple(
    {field.name: field for kind in reversed(KINDS) for field in fields_of(kind)}.values()
)
