"""The closed lists of what an office keeps beside the service record, with their Thai words."""

from __future__ import annotations

from hrdesk.rules.codes import LabelledEnum


class ProbationResult(LabelledEnum):
    """How a probation ended (sao.probation); one that still runs has none."""

    PASSED = "passed", "พ้นทดลอง (ผ่าน)"
    BELOW = "below_standard", "ต่ำกว่ามาตรฐาน"
    CANCELLED = "cancelled", "ยกเลิกรายการ (บันทึกผิด)"


class CardCause(LabelledEnum):
    """Why a state officer's card is asked for (sao.card)."""

    FIRST = "first", "ขอมีบัตรครั้งแรก"
    EXPIRED = "expired", "บัตรหมดอายุ"
    LOST = "lost", "บัตรหาย"
    DAMAGED = "damaged", "บัตรชำรุด"
    RENAMED = "renamed", "เปลี่ยนชื่อหรือนามสกุล"
    POST_CHANGED = "post_changed", "เปลี่ยนตำแหน่ง ระดับ หรือสังกัด"
    RETIRED = "retired", "ผู้เกษียณอายุขอมีบัตร"


class CardState(LabelledEnum):
    """What became of a card; one past its last day is still ``valid`` here, its date tells."""

    VALID = "valid", "ใช้อยู่"
    REPLACED = "replaced", "ออกบัตรใหม่แทนแล้ว"
    LOST = "lost", "แจ้งหาย"
    RETURNED = "returned", "คืนบัตรแล้ว"
    VOID = "void", "ยกเลิก (ออกผิด)"


class ObjectionResult(LabelledEnum):
    """What the inquiry into an objection found, and for a founded one what the authority decided.

    A founded objection holds the case until the authority decides (dhss.branch.objection).
    """

    UNFOUNDED = "unfounded", "ไม่มีมูล"
    FOUNDED = "founded", "มีมูล รอผู้มีอำนาจตัดสิน"
    CONTINUED = "founded_continued", "มีมูล ผู้มีอำนาจให้ดำเนินการต่อ"
    STOPPED = "founded_stopped", "มีมูล ผู้มีอำนาจให้ยกเลิกผล"
    WITHDRAWN = "withdrawn", "ผู้ทักท้วงถอนเรื่อง"
