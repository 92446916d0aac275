"""The words of committees and meetings on their pages."""

from __future__ import annotations

from hrdesk.rules.codes import Level
from hrdesk.services.committees import CommitteeKind
from hrdesk.ui.models.columns import Status

ROLES = {"chair": "ประธาน", "member": "กรรมการ", "secretary": "เลขานุการ"}
KINDS = tuple((kind.value, kind.label) for kind in CommitteeKind)
LEVELS = tuple((level.value, level.label) for level in Level)
CONTEST_KINDS = {"person": "ประเมินบุคคล/คัดเลือก", "work": "ประเมินผลงาน"}
MEETING_STATES = {
    "planned": Status("ยังไม่เปิด", "muted", "planned"),
    "open": Status("กำลังประชุม", "info", "current"),
    "closed": Status("ปิดประชุมแล้ว", "good", "check_circle"),
}
STANDINGS = {
    "in_term": Status("อยู่ในวาระ", "good", "check_circle"),
    "acting": Status("พ้นวาระ ปฏิบัติหน้าที่ไปพลาง", "warn", "warning"),
    "ended": Status("สิ้นวาระแล้ว", "bad", "close"),
}
ATTENDANCE = {
    "present": Status("มา", "good", "check_circle"),
    "absent": Status("ไม่มา", "bad", "close"),
    "expected": Status("รอบันทึก", "muted", "planned"),
}
CHECKING = (("look", "ให้อีกคนตรวจดูแล้วรับรอง"), ("rekey", "ให้อีกคนป้อนซ้ำโดยไม่เห็นคะแนนเดิม"))


def standing(code: str, active: bool = True) -> Status:
    """Return how a committee stands, in words."""
    return STANDINGS[code] if active else Status("เลิกใช้", "muted", "close")
