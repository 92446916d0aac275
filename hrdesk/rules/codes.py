"""The closed lists of the program: kinds of posts, levels, employment, cases, steps, agencies."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Self

_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_NOISE = re.compile(r"[\s.()\-\u200b]+")
_LEADING = re.compile(r"^(?:ตำแหน่ง)?(?:ประเภท|ระดับ)(?=.)")


class LabelError(ValueError):
    """A Thai label names no member of its list; ``facts`` hold the text and the known labels."""

    def __init__(self, text: str, choices: tuple[str, ...]) -> None:
        super().__init__(f"unknown label: {text!r}")
        self.code = "unknown_label"
        self.facts = {"text": text, "choices": choices}


class LabelledEnum(StrEnum):
    """A string enumeration whose members carry a Thai label and other spellings of it."""

    label: str
    other_labels: tuple[str, ...]

    def __new__(cls, value: str, label: str = "", *other_labels: str) -> Self:
        """Make the member ``value`` with its Thai ``label`` and the spellings Excel files use."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        member.other_labels = other_labels
        return member

    @classmethod
    def from_label(cls, text: str) -> Self:
        """The member whose label, other spelling or code is ``text``; raises LabelError."""
        wanted = _plain(text)
        for member in cls:
            if wanted in {
                _plain(name) for name in (member.label, *member.other_labels, str(member))
            }:
                return member
        raise LabelError(text, tuple(member.label for member in cls))


def _plain(text: str) -> str:
    """The text without spaces, points, brackets and the words ประเภท and ระดับ before it."""
    bare = _NOISE.sub("", text.translate(_ARABIC)).casefold()
    return _LEADING.sub("", bare)


class PostType(LabelledEnum):
    """The four types of civil-service posts, and any other."""

    K = "K", "วิชาการ"
    O = "O", "ทั่วไป"  # noqa: E741 - the letter ก.พ. uses
    M = "M", "อำนวยการ"
    S = "S", "บริหาร"
    OTHER = "other", "อื่นๆ", "อื่น ๆ", "อื่น"


class Level(LabelledEnum):
    """The levels of the four types; ``label`` is what is printed after ระดับ."""

    O1 = "O1", "ปฏิบัติงาน"
    O2 = "O2", "ชำนาญงาน"
    O3 = "O3", "อาวุโส"
    O4 = "O4", "ทักษะพิเศษ"
    K1 = "K1", "ปฏิบัติการ"
    K2 = "K2", "ชำนาญการ"
    K3 = "K3", "ชำนาญการพิเศษ"
    K4 = "K4", "เชี่ยวชาญ"
    K5 = "K5", "ทรงคุณวุฒิ"
    M1 = "M1", "อำนวยการต้น", "ประเภทอำนวยการ ระดับต้น", "ต้น (อำนวยการ)"
    M2 = "M2", "อำนวยการสูง", "ประเภทอำนวยการ ระดับสูง", "สูง (อำนวยการ)"
    S1 = "S1", "บริหารต้น", "ประเภทบริหาร ระดับต้น", "ต้น (บริหาร)"
    S2 = "S2", "บริหารสูง", "ประเภทบริหาร ระดับสูง", "สูง (บริหาร)"

    @property
    def post_type(self) -> PostType:
        """The type this level belongs to."""
        return PostType(self.value[0])

    @classmethod
    def of_type(cls, post_type: PostType) -> tuple[Level, ...]:
        """The levels of one type, lowest first; none for ``PostType.OTHER``."""
        return tuple(level for level in cls if level.post_type is post_type)


class Employment(LabelledEnum):
    """How a person is employed, now or in an earlier run of service."""

    CIVIL_SERVANT = "civil_servant", "ข้าราชการพลเรือนสามัญ", "ข้าราชการ", "ข้าราชการพลเรือน"
    LOCAL_OFFICIAL = (
        "local_official", "พนักงานส่วนท้องถิ่น",
        "พนักงานส่วนตำบล", "พนักงานเทศบาล", "ข้าราชการส่วนท้องถิ่น",
    )  # fmt: skip
    LOCAL_TEACHER = "local_teacher", "พนักงานครูส่วนท้องถิ่น", "พนักงานครู", "พนักงานครู อบต."
    PERMANENT_EMPLOYEE = "permanent_employee", "ลูกจ้างประจำ"
    CONTRACT_EMPLOYEE = "contract_employee", "พนักงานจ้างตามภารกิจ"
    GENERAL_CONTRACT_EMPLOYEE = "general_contract_employee", "พนักงานจ้างทั่วไป"
    TEMPORARY_EMPLOYEE = "temporary_employee", "ลูกจ้างชั่วคราว"
    GOVERNMENT_EMPLOYEE = "government_employee", "พนักงานราชการ"
    MOPH_EMPLOYEE = "moph_employee", "พนักงานกระทรวงสาธารณสุข", "พกส."
    OTHER = "other", "อื่นๆ", "อื่น ๆ", "อื่น"


class DegreeLevel(LabelledEnum):
    """Levels of degrees as the minimum times ask them; board certificates count as doctorate."""

    BELOW_BACHELOR = "below_bachelor", "ต่ำกว่าปริญญาตรี", "ต่ำกว่า ป.ตรี", "ปวช.", "ปวท.", "ปวส."
    BACHELOR = "bachelor", "ปริญญาตรี", "ป.ตรี", "ปริญญาตรี 4 ปี"
    BACHELOR_5 = "bachelor_5", "ปริญญาตรี (หลักสูตร 5 ปี)", "ปริญญาตรี 5 ปี", "ป.ตรี 5 ปี"
    BACHELOR_6 = "bachelor_6", "ปริญญาตรี (หลักสูตร 6 ปี)", "ปริญญาตรี 6 ปี", "ป.ตรี 6 ปี"
    MASTER = "master", "ปริญญาโท", "ป.โท"
    DOCTORATE = (
        "doctorate", "ปริญญาเอก",
        "ป.เอก", "วุฒิบัตร", "อนุมัติบัตร", "วุฒิบัตร/อนุมัติบัตร", "ปริญญาเอก วุฒิบัตร อนุมัติบัตร",
    )  # fmt: skip


class CaseType(LabelledEnum):
    """The kinds of matters: first the four of the tracking manual, then the office's others."""

    PROMOTION = (
        "promotion", "การประเมินผลงานวิชาการ/การเลื่อนระดับ",
        "การประเมินผลงานวิชาการ", "การเลื่อนระดับ", "เลื่อนระดับ",
    )  # fmt: skip
    TRANSFER_OUT = "transfer_out", "การให้โอน", "ให้โอน"
    REASSIGNMENT = "reassignment", "การย้าย", "ย้าย"
    RESIGNATION = "resignation", "การลาออก", "ลาออก"
    TRANSFER_IN = "transfer_in", "การรับโอน", "รับโอน"
    EXAMINATION = "examination", "การสอบแข่งขัน", "สอบแข่งขัน"
    SELECTION = "selection", "การคัดเลือกเพื่อบรรจุ"
    PROMOTION_SELECTION = "promotion_selection", "การคัดเลือกเพื่อเลื่อนและแต่งตั้ง"
    NEWCOMER = "newcomer", "การรายงานตัวผู้บรรจุใหม่", "รายงานตัว"
    APPOINTMENT_FROM_LIST = "appointment_from_list", "การบรรจุจากบัญชีผู้สอบแข่งขันได้"
    PROBATION = "probation", "การทดลองปฏิบัติหน้าที่ราชการ", "ทดลองปฏิบัติหน้าที่ราชการ"
    CARD = "card", "บัตรประจำตัวเจ้าหน้าที่ของรัฐ"
    POSITION_ALLOWANCE = "position_allowance", "การขอรับเงินประจำตำแหน่ง"
    APPRAISAL = "appraisal", "การประเมินผลการปฏิบัติราชการ"
    STEP_ROUND = "step_round", "การเลื่อนขั้นเงินเดือน"


MANUAL_KINDS: tuple[CaseType, ...] = (
    CaseType.PROMOTION, CaseType.TRANSFER_OUT, CaseType.REASSIGNMENT, CaseType.RESIGNATION,
)  # fmt: skip
"""The four kinds of matters of the tracking manual (doh.track.list)."""


class CaseStatus(LabelledEnum):
    """The present state of a matter, in the manual's two words (doh.track.list)."""

    IN_PROGRESS = "in_progress", "กำลังดำเนินการ"
    COMPLETED = "completed", "เสร็จสิ้น"


class StepState(LabelledEnum):
    """Where one step of one case stands."""

    PLANNED = "planned", "ยังไม่ถึง"
    CURRENT = "current", "กำลังดำเนินการ"
    DONE = "done", "เสร็จสิ้น"
    RETURNED = "returned", "ส่งคืน"
    SKIPPED = "skipped", "ข้าม"


class StepRole(LabelledEnum):
    """Who has the work of a step in hand."""

    REGISTRY = "registry", "งานสารบรรณ"
    HR_OFFICER = "hr_officer", "เจ้าหน้าที่ผู้รับผิดชอบ"
    COMMITTEE_SECRETARY = "committee_secretary", "เลขานุการคณะกรรมการ"
    COMMITTEE = "committee", "คณะกรรมการ"
    APPOINTING_AUTHORITY = "appointing_authority", "ผู้มีอำนาจสั่งบรรจุ"
    APPLICANT = "applicant", "ผู้ขอ"
    UNIT = "unit", "หน่วยงานต้นสังกัด"
    OTHER_AGENCY = "other_agency", "ส่วนราชการอื่น"


class Agency(LabelledEnum):
    """The agencies whose rule sets the program knows."""

    DOH = "doh", "กรมอนามัย"
    DMS = "dms", "กรมการแพทย์"
    DHSS = "dhss", "กรมสนับสนุนบริการสุขภาพ"
    SAO = "sao", "องค์การบริหารส่วนตำบล", "อบต."

    @property
    def is_local(self) -> bool:
        """Whether the agency is local government, with the local form of position numbers."""
        return self is Agency.SAO
