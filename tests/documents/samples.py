"""Invented offices, people and papers for the tests of papers."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from hrdesk.documents.papers import (
    case_status,
    list_report,
    memorandum,
    notice_letter,
    order,
    receipt,
)
from hrdesk.documents.values import Office, Signatory

OFFICE = Office(
    agency_name="กรมส่งเสริมสุขภาวะ",
    unit_name="กองการเจ้าหน้าที่",
    address="๑๙๙/๙ ถนนสุขใจ ตำบลบางตัวอย่าง อำเภอเมืองตัวอย่าง จังหวัดนนทบุรี ๑๑๐๐๐",
    telephone="0 2999 9999",
    letter_code="สธ ๐๙๙๙",
)
SIGNATORY = Signatory("นางสาวกัญญาณัฐ ป้องกันภัย", "ผู้อำนวยการกองการเจ้าหน้าที่", "อธิบดีกรมส่งเสริมสุขภาวะ")
DIRECTOR = Signatory("นายญาณวุฒิ ตั้งใจปฏิบัติ", "อธิบดีกรมส่งเสริมสุขภาวะ")

STATUS = case_status.CaseStatus(
    office=OFFICE,
    case_number="123/2569",
    person_name="นางสาวน้ำทิพย์ ซื่อตรง",
    person_position="นักวิชาการสาธารณสุขปฏิบัติการ",
    person_unit="ศูนย์อนามัยที่ 99 ตัวอย่างบุรี",
    case_type="การประเมินผลงานวิชาการ/การเลื่อนระดับ",
    subject="ขอประเมินผลงานเพื่อเลื่อนขึ้นแต่งตั้งให้ดำรงตำแหน่งนักวิชาการสาธารณสุขชำนาญการ",
    received_on=dt.date(2026, 1, 5),
    status="กำลังดำเนินการ",
    as_of=dt.date(2026, 3, 2),
    officer_name="นายปฐวี ชื่นบาน",
    steps=(
        case_status.StepLine("รับเรื่อง", "เสร็จสิ้น", dt.date(2026, 1, 5)),
        case_status.StepLine(
            "ตรวจสอบคุณสมบัติและเอกสาร",
            "เสร็จสิ้น",
            dt.date(2026, 1, 7),
            "คุณสมบัติครบถ้วน",
        ),
        case_status.StepLine(
            "คณะกรรมการประเมินผลงานพิจารณา",
            "เสร็จสิ้น",
            dt.date(2026, 2, 16),
            "ผ่านการประเมินแบบแก้ไขในส่วนที่ไม่ใช่สาระสำคัญ (3 เดือน)",
        ),
        case_status.StepLine("ผู้ขอรับการประเมินแก้ไขผลงาน (3 เดือน)", "กำลังดำเนินการ"),
        case_status.StepLine("ออกคำสั่งเลื่อนระดับ", "ยังไม่ถึง"),
        case_status.StepLine("แจ้งหน่วยงาน", "ยังไม่ถึง"),
    ),
)

RECEIPT = receipt.Receipt(
    office=OFFICE,
    case_number="124/2569",
    person_name="นายก้องเกียรติ ญี่ปุ่นหล่อ",
    person_position="เจ้าพนักงานธุรการชำนาญงาน",
    person_unit="สำนักงานเลขานุการกรม",
    case_type="การให้โอน",
    subject="ขอโอนไปรับราชการทางกรมตัวอย่างการศึกษา",
    received_on=dt.date(2026, 1, 12),
    papers=(
        receipt.ReceivedPaper("หนังสือขอรับโอนจากส่วนราชการที่รับโอน", dt.date(2026, 1, 12)),
        receipt.ReceivedPaper("สำเนา ก.พ.7 ที่เป็นปัจจุบัน", dt.date(2026, 1, 12)),
        receipt.ReceivedPaper("ความเห็นของผู้บังคับบัญชาชั้นต้น"),
        receipt.ReceivedPaper("หนังสือยืนยันว่าไม่มีภาระผูกพันทุนการศึกษาหรือหนี้สินกับทางราชการ"),
        receipt.ReceivedPaper("สำเนาทะเบียนบ้าน", None, required=False),
    ),
    officer_name="นางฐิติมา กฎหมายดี",
    officer_post="นักทรัพยากรบุคคลชำนาญการ",
    officer_telephone="0 2999 9999 ต่อ 12",
)

MEMO = memorandum.Memorandum(
    office=OFFICE,
    section_name="กลุ่มสรรหาและบรรจุแต่งตั้ง",
    letter_number="สธ 0999.02/415",
    dated=dt.date(2026, 2, 20),
    subject="ขออนุมัติให้ข้าราชการลาออกจากราชการ",
    to="อธิบดีกรมส่งเสริมสุขภาวะ",
    background=(
        "ศูนย์อนามัยที่ 99 ตัวอย่างบุรี ได้ส่งหนังสือขอลาออกจากราชการของ นางสาวป่านแก้ว ผู้ดี ตำแหน่ง"
        "พยาบาลวิชาชีพชำนาญการ ตำแหน่งเลขที่ 4512 เพื่อประกอบอาชีพส่วนตัว ตั้งแต่วันที่ 1 เมษายน 2569",
    ),
    facts=(
        "กองการเจ้าหน้าที่ได้ตรวจสอบทะเบียนประวัติแล้ว ปรากฏว่าผู้ขอลาออกไม่มีภาระผูกพันการรับทุน "
        "ไม่อยู่ระหว่างถูกสอบสวนทางวินัย และได้ยื่นหนังสือล่วงหน้าไม่น้อยกว่า 30 วัน ตามที่กฎหมายกำหนด",
    ),
    law=(
        "พระราชบัญญัติระเบียบข้าราชการพลเรือน พ.ศ. 2551 มาตรา 109 กำหนดให้ข้าราชการที่ประสงค์จะ"
        "ลาออกยื่นหนังสือต่อผู้บังคับบัญชา และให้ผู้มีอำนาจตามมาตรา 57 เป็นผู้พิจารณา",
    ),
    proposal=("จึงเรียนมาเพื่อโปรดพิจารณา หากเห็นชอบขอได้โปรดลงนามในคำสั่งที่แนบมาพร้อมนี้",),
    signatory=Signatory("นางสาวกัญญาณัฐ ป้องกันภัย", "ผู้อำนวยการกองการเจ้าหน้าที่"),
)

PEOPLE = (
    order.OrderPerson(
        name="นางสาวน้ำทิพย์ ซื่อตรง",
        national_id="x-xxxx-xxxxx-12-1",
        degree="วท.บ. (สาธารณสุขศาสตร์) มหาวิทยาลัยตัวอย่าง",
        from_position="นักวิชาการสาธารณสุข",
        from_unit="กลุ่มพัฒนาอนามัยแม่และเด็ก ศูนย์อนามัยที่ 99 ตัวอย่างบุรี",
        from_type="วิชาการ",
        from_level="ปฏิบัติการ",
        from_number="1120",
        in_level_since="1 ต.ค. 2562",
        from_salary=Decimal("27480"),
        to_position="นักวิชาการสาธารณสุข (ด้านส่งเสริมพัฒนา) ระดับชำนาญการ",
        to_unit="กลุ่มพัฒนาอนามัยแม่และเด็ก ศูนย์อนามัยที่ 99 ตัวอย่างบุรี",
        to_number="1120",
        to_salary=Decimal("28030.50"),
        effective_on=dt.date(2026, 3, 16),
    ),
    order.OrderPerson(
        name="นายฤๅษี กตัญญูกุล",
        national_id="x-xxxx-xxxxx-34-5",
        degree="บธ.ม. (การจัดการ) สถาบันสมมุติ",
        from_position="นักทรัพยากรบุคคล",
        from_unit="กองการเจ้าหน้าที่",
        from_type="วิชาการ",
        from_level="ชำนาญการ",
        from_number="88",
        in_level_since="00/05/2560",
        from_salary=Decimal("41210"),
        to_position="นักทรัพยากรบุคคล ระดับชำนาญการพิเศษ",
        to_unit="กองการเจ้าหน้าที่",
        to_number="90",
        to_salary=Decimal("42010"),
        effective_on=dt.date(2026, 3, 16),
        remark="ตำแหน่งว่าง",
    ),
)
LEAVING = order.OrderPerson(
    name="นางสาวป่านแก้ว ผู้ดี",
    national_id="x-xxxx-xxxxx-56-7",
    from_position="พยาบาลวิชาชีพชำนาญการ",
    from_unit="ศูนย์อนามัยที่ 99 ตัวอย่างบุรี",
    from_number="4512",
    from_salary=Decimal("36480"),
    effective_on=dt.date(2026, 4, 1),
    reason="เพื่อประกอบอาชีพส่วนตัว",
)


def make_order(kind: str, people: tuple[order.OrderPerson, ...] = PEOPLE) -> order.Order:
    """Return a complete order of one kind."""
    return order.Order(
        kind=kind,
        office=OFFICE,
        order_number="215/2569",
        dated=dt.date(2026, 3, 10),
        to_agency="กรมตัวอย่างการศึกษา",
        people=people,
        signatory=DIRECTOR,
    )


def make_notice(kind: str, **changes: object) -> notice_letter.NoticeLetter:
    """Return a complete notice of one kind."""
    values: dict[str, object] = {
        "kind": kind,
        "office": OFFICE,
        "letter_number": "สธ 0999.02/1024",
        "dated": dt.date(2026, 3, 12),
        "to": "ผู้อำนวยการศูนย์อนามัยที่ 99 ตัวอย่างบุรี",
        "references": ("หนังสือศูนย์อนามัยที่ 99 ตัวอย่างบุรี ที่ สธ 0999.88/152 ลงวันที่ 5 มกราคม 2569",),
        "enclosures": ("สำเนาคำสั่งกรมส่งเสริมสุขภาวะ ที่ 215/2569 ลงวันที่ 10 มีนาคม 2569 จำนวน 1 ฉบับ",),
        "person_name": "นางสาวน้ำทิพย์ ซื่อตรง",
        "person_position": "นักวิชาการสาธารณสุขปฏิบัติการ",
        "target_position": "นักวิชาการสาธารณสุขชำนาญการ",
        "target_unit": "สำนักส่งเสริมสุขภาพ",
        "order_number": "215/2569",
        "order_dated": dt.date(2026, 3, 10),
        "effective_on": dt.date(2026, 3, 16),
        "signatory": SIGNATORY,
        "owner": "กลุ่มสรรหาและบรรจุแต่งตั้ง กองการเจ้าหน้าที่",
        "owner_telephone": "0 2999 9999 ต่อ 12",
        "copies": ("กองคลัง", "สำนักงานเลขานุการกรม"),
    }
    values.update(changes)
    return notice_letter.NoticeLetter(**values)


LIST = list_report.ListReport(
    title="ทะเบียนติดตามงาน",
    subtitle="ตัวกรอง: กำลังดำเนินการ · ประเภท การย้าย",
    agency_name="กองการเจ้าหน้าที่ กรมส่งเสริมสุขภาวะ",
    columns=(
        list_report.Column("ลำดับ", 7, "center"),
        list_report.Column("วันที่รับเรื่อง", 13, "center"),
        list_report.Column("ชื่อ", 24),
        list_report.Column("ประเภทรายการ", 22),
        list_report.Column("สถานะปัจจุบัน", 16),
        list_report.Column("วงเงิน", 12, "right"),
    ),
    rows=tuple(
        (str(n), "5 ม.ค. 2569", f"นายทดสอบที่ {n} ตั้งมั่น", "การย้าย", "กำลังดำเนินการ", f"{n * 1250:,}")
        for n in range(1, 61)
    ),
    total=("", "", "รวม 60 ราย", "", "", "2,287,500"),
    landscape=True,
    printed_on=dt.date(2026, 3, 2),
)
