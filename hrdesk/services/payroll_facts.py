"""The facts of a payroll row that decide who may have a raise, and the special cases."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from hrdesk.services.salary_law import CONTRACT, PERCENTAGE, STEP

FACTS: Mapping[str, str] = MappingProxyType(
    {
        "service_months": "เดือนที่ปฏิบัติงาน",
        "leave": "วันลา",
        "late_times": "มาสาย (ครั้ง)",
        "heavier_than_probation": "ถูกลงโทษหนักกว่าภาคทัณฑ์",
        "convicted": "ต้องคำพิพากษาในความผิดเกี่ยวกับการปฏิบัติราชการ",
        "suspended_months": "ถูกสั่งพักราชการ (เดือน)",
        "absent": "ขาดราชการโดยไม่มีเหตุผลอันควร",
    }
)
"""Keys of ``PayrollRow.facts`` with their Thai names: whole numbers, truth values, and ``leave``, a
list of maps of kind (a code of sao.step.eligible), days and times."""

IDLE: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        STEP: ("late_times",),
        CONTRACT: tuple(key for key in FACTS if key != "service_months"),
        PERCENTAGE: tuple(FACTS),
    }
)
"""Facts by scheme that no rule held decides by: they are kept for the committee to weigh."""

SPECIAL: Mapping[str, str] = MappingProxyType(
    {
        "transferred_in": "โอนหรือย้ายมาระหว่างรอบ",
        "on_leave": "ลาศึกษาหรือลาไปปฏิบัติงานที่อื่น",
        "under_discipline": "อยู่ระหว่างดำเนินการทางวินัย",
        "retiring": "เกษียณอายุ ๓๐ กันยายนปีนี้",
    }
)
"""Keys of ``PayrollRow.special`` with their Thai names."""
