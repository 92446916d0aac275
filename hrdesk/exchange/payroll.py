"""The Excel forms of a payroll: heads and salaries of one day, and the facts on conduct."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from hrdesk.exchange.columns import ColumnSpec, Kind, SheetSpec
from hrdesk.exchange.workbook import FormFile, FormSpec, read_form, write_form

_FLAG = 12  # letters a column of ใช่ or ไม่ is wide

PAYROLL = SheetSpec(
    "payroll",
    "บัญชีถือจ่าย",
    (
        ColumnSpec(
            "ref",
            "รหัสอ้างอิง",
            width=12,
            help="รหัสในทะเบียนของโปรแกรมเมื่อส่งออก อย่าแก้ไข แถวที่พิมพ์เองเว้นว่างได้",
        ),
        ColumnSpec(
            "national_id",
            "เลขประจำตัวประชาชน",
            Kind.NATIONAL_ID,
            width=20,
            help="ใช้หาตัวคนในทะเบียน ถ้าเว้นว่างจะใช้รหัสอ้างอิง หรือชื่อถ้าไม่มีชื่อซ้ำ",
        ),
        ColumnSpec("name", "ชื่อ-นามสกุล", width=28, help="มีคำนำหน้าหรือไม่มีก็ได้"),
        ColumnSpec("post_number", "เลขที่ตำแหน่ง", width=16),
        ColumnSpec("post_title", "ตำแหน่ง", width=28),
        ColumnSpec("type", "ประเภท", width=18, help="เช่น วิชาการ อำนวยการท้องถิ่น ลูกจ้างประจำ"),
        ColumnSpec("level", "ระดับ", width=18, help="เช่น ชำนาญการ กลาง คศ.2 กลุ่ม 1"),
        ColumnSpec("unit", "หน่วยงาน", width=28),
        ColumnSpec(
            "salary", "เงินเดือน", Kind.MONEY, required=True, width=14, help="บาทต่อเดือน ณ วันของบัญชี"
        ),
        ColumnSpec(
            "transferred_in",
            "โอนหรือย้ายมา",
            Kind.YES_NO,
            width=_FLAG,
            help="ระหว่างรอบ ถ้าเว้นว่าง โปรแกรมดูจากบัญชีครั้งก่อน",
        ),
        ColumnSpec("on_leave", "ลาศึกษาหรือไปปฏิบัติงานที่อื่น", Kind.YES_NO, width=_FLAG),
        ColumnSpec("under_discipline", "อยู่ระหว่างทางวินัย", Kind.YES_NO, width=_FLAG),
        ColumnSpec("note", "หมายเหตุ", Kind.NOTE, width=30),
    ),
)
PAYROLL_FORM = FormSpec(
    "hrdesk.payroll",
    1,
    (PAYROLL,),
    (
        "หนึ่งแถวคือผู้ถือจ่ายหนึ่งคน ณ วันที่ของบัญชี (1 มีนาคม หรือ 1 กันยายน) อย่าลบหรือเปลี่ยนชื่อหัวคอลัมน์",
        "ทุกคนต้องมีชื่อในทะเบียนบุคลากรก่อน โปรแกรมหาตัวคนด้วยเลขประจำตัวประชาชน รหัสอ้างอิง หรือชื่อ ตามลำดับ",
        "เงินเดือนต้องตรงกับขั้นในบัญชีเงินเดือนของประเภทและระดับนั้น แถวที่ไม่ตรงจะบอกขั้นที่ใกล้ที่สุด",
        "ผู้ที่เกษียณอายุ 30 กันยายนปีนั้น โปรแกรมทำเครื่องหมายให้จากวันเกิดในทะเบียน",
        "ก่อนบันทึก โปรแกรมจะแสดงทุกแถวและทุกเหตุผลที่ยังนำเข้าไม่ได้ และยังไม่บันทึกอะไรจนกว่าจะยืนยัน",
    ),
)

ROW_REF, ROW_NAME, ROW_UNIT = "row", "name", "unit"
"""The first three columns of the form of facts: whose row it is."""


def facts_sheet(counted: Sequence[str], excused: Sequence[str]) -> SheetSpec:
    """Return the sheet of facts; ``counted`` leave has days and times, ``excused`` days only."""
    leave = [column for kind in counted for column in _leave(kind, times=True)]
    leave += [column for kind in excused for column in _leave(kind, times=False)]
    return SheetSpec(
        "facts",
        "ข้อเท็จจริง",
        (
            ColumnSpec(ROW_REF, "รหัสแถว", required=True, width=12, help="อย่าแก้ไข"),
            ColumnSpec(ROW_NAME, "ชื่อ-นามสกุล", width=28, read=False),
            ColumnSpec(ROW_UNIT, "หน่วยงาน", width=24, read=False),
            ColumnSpec(
                "service_months",
                "เดือนที่ปฏิบัติงาน",
                Kind.INT,
                width=12,
                help="เดือนเต็มในรอบการประเมิน โปรแกรมคำนวณจากประวัติการรับราชการให้แล้ว",
            ),
            ColumnSpec("late_times", "มาสาย (ครั้ง)", Kind.INT, width=12),
            *leave,
            ColumnSpec("heavier_than_probation", "ถูกลงโทษหนักกว่าภาคทัณฑ์", Kind.YES_NO, width=_FLAG),
            ColumnSpec(
                "convicted",
                "ต้องคำพิพากษา",
                Kind.YES_NO,
                width=_FLAG,
                help="ในความผิดเกี่ยวกับการปฏิบัติราชการ",
            ),
            ColumnSpec(
                "suspended_months", "ถูกสั่งพักราชการ (เดือน)", Kind.INT, width=12, help="เศษของเดือนปัดขึ้น"
            ),
            ColumnSpec("absent", "ขาดราชการ", Kind.YES_NO, width=_FLAG, help="โดยไม่มีเหตุผลอันควร"),
            ColumnSpec("transferred_in", "โอนหรือย้ายมา", Kind.YES_NO, width=_FLAG),
            ColumnSpec("on_leave", "ลาศึกษาหรือไปปฏิบัติงานที่อื่น", Kind.YES_NO, width=_FLAG),
            ColumnSpec("under_discipline", "อยู่ระหว่างทางวินัย", Kind.YES_NO, width=_FLAG),
            ColumnSpec("retiring", "เกษียณอายุปีนี้", Kind.YES_NO, width=_FLAG),
            ColumnSpec("note", "หมายเหตุ", Kind.NOTE, width=30),
        ),
    )


def days_key(kind: str) -> str:
    """Return the key of the column of a leave's days."""
    return f"{kind}:days"


def times_key(kind: str) -> str:
    """Return the key of the column of a leave's times."""
    return f"{kind}:times"


def _leave(kind: str, *, times: bool) -> Iterable[ColumnSpec]:
    yield ColumnSpec(days_key(kind), f"{kind} (วัน)", Kind.INT, width=12)
    if times:
        yield ColumnSpec(times_key(kind), f"{kind} (ครั้ง)", Kind.INT, width=12)


def facts_form(sheet: SheetSpec) -> FormSpec:
    """Return the form of facts around its sheet."""
    return FormSpec(
        "hrdesk.payroll_facts",
        1,
        (sheet,),
        (
            "หนึ่งแถวคือผู้ถือจ่ายหนึ่งคนของบัญชีที่ส่งออก กรอกหรือแก้เฉพาะช่องที่ต้องการ อย่าแก้รหัสแถวและหัวคอลัมน์",
            "ช่องว่างหมายถึงไม่มี ยกเว้นเดือนที่ปฏิบัติงาน ซึ่งช่องว่างหมายถึงยังไม่ทราบ",
            "แถวที่ไม่ต้องการแก้ลบออกได้ ข้อมูลเดิมของผู้นั้นจะคงอยู่",
            "ก่อนบันทึก โปรแกรมจะแสดงทุกแถวและทุกเหตุผลที่ยังนำเข้าไม่ได้ และยังไม่บันทึกอะไรจนกว่าจะยืนยัน",
        ),
    )


def write_payroll(path: Path, rows: Iterable[Sequence[Any]] = (), database_id: str = "") -> None:
    """Write the form of a payroll, blank or filled; raises ``ExchangeError``."""
    write_form(path, PAYROLL_FORM, {PAYROLL.key: rows}, database_id)


def read_payroll(path: Path) -> FormFile:
    """Read a filled form of a payroll; raises ``ExchangeError``."""
    return read_form(path, PAYROLL_FORM)


def write_facts(
    path: Path, sheet: SheetSpec, rows: Iterable[Sequence[Any]], database_id: str
) -> None:
    """Write the facts of a payroll for filling in; raises ``ExchangeError``."""
    write_form(path, facts_form(sheet), {sheet.key: rows}, database_id)


def read_facts(path: Path, sheet: SheetSpec) -> FormFile:
    """Read facts that were filled in; raises ``ExchangeError``."""
    return read_form(path, facts_form(sheet))
