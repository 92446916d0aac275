"""Invented offices, people and values, for previews of texts and for tests."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from hrdesk.documents.values import Office, Signatory

OFFICE = Office(
    agency_name="กรมตัวอย่าง",
    unit_name="กองการเจ้าหน้าที่",
    address="๙๙ ถนนสมมติ ตำบลตัวอย่าง อำเภอเมือง จังหวัดสาธิต ๑๑๐๐๐",
    telephone="0 2000 0000",
    letter_code="ตย 0201",
)
SIGNATORY = Signatory("นายสมมติ ตัวอย่างดี", "ผู้อำนวยการกองการเจ้าหน้าที่", "อธิบดีกรมตัวอย่าง")
HEAD_OF_AGENCY = Signatory("นางสาวสาธิต ปั้นแต่ง", "อธิบดีกรมตัวอย่าง")
DATED = dt.date(2026, 10, 5)
LETTER: Mapping[str, Any] = {
    "office": OFFICE,
    "letter_number": "ตย 0201/123",
    "dated": DATED,
    "to": "อธิบดีกรมสมมติ",
    "references": ("หนังสือกรมสมมติ ที่ สม 0101/45 ลงวันที่ 1 กันยายน 2569",),
    "enclosures": ("เอกสารตัวอย่าง จำนวน 1 ชุด",),
    "signatory": SIGNATORY,
    "owner": "กองการเจ้าหน้าที่",
}
VALUES: Mapping[str, str] = {
    "agency": "กรมตัวอย่าง",
    "unit": "กองการเจ้าหน้าที่",
    "telephone": "0 2000 0000",
    "message": "ข้อความตัวอย่างของหนังสือฉบับนี้ ซึ่งสำนักงานพิมพ์เอง",
    "count": "2",
    "since": "วันที่ 15 ตุลาคม 2569 เป็นต้นไป",
    "to_agency": "กรมสมมติ",
    "from_agency": "กรมสมมติ",
    "person_name": "นางสาวตัวอย่าง ตั้งมั่น",
    "person_position": "นักทรัพยากรบุคคลปฏิบัติการ",
    "person_unit": "กองการเจ้าหน้าที่",
    "from_position": "นักทรัพยากรบุคคลปฏิบัติการ",
    "from_number": "120",
    "from_unit": "กองการเจ้าหน้าที่",
    "target_position": "นักทรัพยากรบุคคลชำนาญการ",
    "target_number": "125",
    "target_unit": "กองการเจ้าหน้าที่",
    "effective_on": "15 ตุลาคม 2569",
    "until": "31 มกราคม 2570",
    "span": "วันที่ 1 เมษายน 2569 ถึงวันที่ 30 กันยายน 2569",
    "reason": "ตรวจสอบแล้วพบว่าออกโดยคลาดเคลื่อนในสาระสำคัญ",
    "order_number": "215/2569",
    "order_dated": "5 ตุลาคม 2569",
    "earlier_number": "180/2569",
    "earlier_dated": "1 กันยายน 2569",
    "earlier_subject": "เลื่อนข้าราชการ",
    "announcement_of": "กรมตัวอย่าง",
    "announced_on": "1 กันยายน 2569",
    "announcement_subject": "รายชื่อผู้สอบแข่งขันได้",
    "resolution": "มติคณะกรรมการพนักงานส่วนตำบลจังหวัดสาธิต ในการประชุมครั้งที่ 9/2569 เมื่อวันที่ 25 กันยายน 2569",
    "commission": "คณะกรรมการพนักงานส่วนตำบลจังหวัดสาธิต",
    "resolution_number": "9/2569",
    "resolution_on": "25 กันยายน 2569",
    "criteria": "หลักเกณฑ์และวิธีการที่ ก.พ. กำหนด",
    "committee": "คณะกรรมการประเมินบุคคล",
    "purpose": "การประเมินบุคคลเพื่อเลื่อนขึ้นแต่งตั้งให้ดำรงตำแหน่งในระดับที่สูงขึ้น",
    "meeting_on": "20 ตุลาคม 2569",
    "meeting_time": "09.30 น.",
    "meeting_place": "ห้องประชุมตัวอย่าง ชั้น 2",
    "meeting_number": "3/2569",
    "objection_period": "30 วัน",
    "objection_until": "4 พฤศจิกายน 2569",
    "send_works_until": "5 เมษายน 2570",
    "degree": "บธ.บ. (การจัดการ)",
    "institution": "มหาวิทยาลัยสมมติ",
    "graduated_on": "31 มีนาคม 2565",
    "student_number": "61000123",
    "works_title": "การพัฒนาระบบติดตามงานบุคคล",
    "works_count": "3",
    "return_by": "19 ตุลาคม 2569",
    "reply_by": "20 ตุลาคม 2569",
    "report_on": "15 ตุลาคม 2569",
    "report_place": "กองการเจ้าหน้าที่ กรมตัวอย่าง",
    "faults": "ผลงานเรื่องที่ 2 ยังไม่มีคำรับรองของผู้บังคับบัญชา",
    "fix_by": "30 ตุลาคม 2569",
    "reasons": "ระยะเวลาการดำรงตำแหน่งยังไม่ครบตามมาตรฐานกำหนดตำแหน่ง",
    "qualified_on": "1 ตุลาคม 2570",
    "result": "ผ่านการประเมิน",
    "list_owner": "องค์การบริหารส่วนตำบลสมมติ",
    "list_place": "ลำดับที่ 12",
    "station": "สถานีตำรวจภูธรตัวอย่าง",
    "round_title": "รอบที่ 2 ระหว่างวันที่ 1 เมษายน 2569 ถึงวันที่ 30 กันยายน 2569",
    "exam_on": "1 พฤศจิกายน 2569",
    "exam_time": "09.00 – 12.00 น.",
    "exam_place": "อาคารตัวอย่าง ชั้น 3",
    "exam_of": "การสอบแข่งขันเพื่อบรรจุและแต่งตั้งบุคคลเข้ารับราชการในตำแหน่งนักทรัพยากรบุคคลปฏิบัติการ",
    "vacancies": "2",
    "case_number": "15/2569",
    "round_kind": "การเลื่อนขั้นเงินเดือน",
    "authority": "หนังสือสั่งการตัวอย่าง ที่ สม 0101/ว 12 ลงวันที่ 1 กันยายน 2569",
    "rates": "ตามอัตราและเงื่อนไขที่หนังสือดังกล่าวกำหนด",
}
"""An invented value for every field that a shipped text declares."""

NOTICE: Mapping[str, Any] = {
    name: VALUES[name]
    for name in ("person_name", "person_position", "target_position", "target_unit", "order_number")
}
PEOPLE: tuple[Mapping[str, Any], ...] = (
    {
        "name": VALUES["person_name"],
        "national_id": "x-xxxx-xxxxx-12-1",
        "degree": "บธ.บ. (การจัดการ)\nมหาวิทยาลัยสมมติ",
        "from_position": "นักทรัพยากรบุคคล",
        "from_unit": "กองการเจ้าหน้าที่",
        "from_type": "วิชาการ",
        "from_level": "ปฏิบัติการ",
        "from_number": "120",
        "in_level_since": "1 ต.ค. 2562",
        "from_salary": Decimal(24690),
        "to_position": "นักทรัพยากรบุคคลชำนาญการ",
        "to_unit": "กองการเจ้าหน้าที่",
        "to_number": "125",
        "to_salary": Decimal(25750),
        "effective_on": dt.date(2026, 10, 15),
        "reason": "เพื่อประกอบอาชีพส่วนตัว",
        "list_place": "ประกาศกรมตัวอย่าง ลงวันที่ 1 กันยายน 2569 ลำดับที่ 12",
        "span": "วันที่ 1 เมษายน 2569 ถึงวันที่ 30 กันยายน 2569",
        "until": dt.date(2027, 1, 14),
        "allowance": Decimal(3500),
        "step_before": "12.5",
        "steps": "1",
        "base": Decimal(23930),
        "percent": "3.5",
        "raised_by": Decimal(840),
        "appraisal": "ดีมาก",
    },
    {
        "name": "นายสมมติ กตัญญูกุล",
        "national_id": "x-xxxx-xxxxx-34-5",
        "degree": "ร.บ. (รัฐศาสตร์)\nสถาบันตัวอย่าง",
        "from_position": "นักวิชาการพัสดุ",
        "from_unit": "กองคลัง",
        "from_type": "วิชาการ",
        "from_level": "ปฏิบัติการ",
        "from_number": "44",
        "in_level_since": "00/05/2560",
        "from_salary": Decimal("23150.50"),
        "to_position": "นักวิชาการพัสดุชำนาญการ",
        "to_unit": "กองคลัง",
        "to_number": "44",
        "to_salary": Decimal(24200),
        "effective_on": dt.date(2026, 10, 15),
        "list_place": "ประกาศกรมตัวอย่าง ลงวันที่ 1 กันยายน 2569 ลำดับที่ 13",
        "span": "วันที่ 1 เมษายน 2569 ถึงวันที่ 30 กันยายน 2569",
        "until": dt.date(2027, 1, 14),
        "allowance": Decimal(3500),
        "step_before": "12.5",
        "steps": "1",
        "base": Decimal(23930),
        "percent": "3.5",
        "raised_by": Decimal(840),
        "appraisal": "ดีมาก",
        "remark": "ตำแหน่งว่าง",
    },
)
COMMITTEE: tuple[tuple[str, str, str], ...] = (
    ("นางสาวสาธิต ปั้นแต่ง", "รองอธิบดีกรมตัวอย่าง", "ประธานกรรมการ"),
    ("นายสมมติ ตัวอย่างดี", "ผู้อำนวยการกองการเจ้าหน้าที่", "กรรมการ"),
    ("", "ผู้อำนวยการกองคลัง", "กรรมการ"),
    ("นางฐิติมา สมมติกุล", "นักทรัพยากรบุคคลชำนาญการ", "เลขานุการ"),
)
EARLIER: Mapping[str, Any] = {
    "order_number": VALUES["earlier_number"],
    "dated": dt.date(2026, 9, 1),
    "subject": VALUES["earlier_subject"],
}
WRONG: tuple[tuple[str, str, str, str, str], ...] = (
    ("3", VALUES["person_name"], "ตำแหน่งเลขที่", "152", "125"),
    ("7", "นายสมมติ กตัญญูกุล", "ตั้งแต่วันที่", "1 กันยายน 2569", "15 กันยายน 2569"),
)
ANNOUNCED: tuple[Mapping[str, str], ...] = (
    {
        "name": VALUES["person_name"],
        "number": "690001",
        "position": "นักทรัพยากรบุคคลปฏิบัติการ",
        "unit": "กองการเจ้าหน้าที่",
        "target": "นักทรัพยากรบุคคลชำนาญการ ตำแหน่งเลขที่ 125",
        "work": VALUES["works_title"],
        "result": "ผ่านการประเมิน",
    },
    {
        "name": "นายสมมติ กตัญญูกุล",
        "number": "690002",
        "position": "นักวิชาการพัสดุปฏิบัติการ",
        "unit": "กองคลัง",
        "target": "นักวิชาการพัสดุชำนาญการ ตำแหน่งเลขที่ 44",
        "work": "คู่มือการตรวจรับพัสดุ",
        "result": "ผ่านการประเมิน",
    },
)
APPLICANT: Mapping[str, str] = {
    "person_name": VALUES["person_name"],
    "position": VALUES["person_position"],
    "position_number": VALUES["from_number"],
    "unit": VALUES["person_unit"],
    "in_level_since": "1 ต.ค. 2562",
    "salary": "24,690",
    "degree": "บธ.บ. (การจัดการ) มหาวิทยาลัยสมมติ",
    "licence": "-",
    "telephone": VALUES["telephone"],
    "target_position": VALUES["target_position"],
    "target_number": VALUES["target_number"],
    "target_unit": VALUES["target_unit"],
}
WORKS: tuple[tuple[str, str, str], ...] = (
    (VALUES["works_title"], "80", "นายสมมติ กตัญญูกุล"),
    ("คู่มือการตรวจเอกสารผู้บรรจุใหม่", "100", ""),
)
