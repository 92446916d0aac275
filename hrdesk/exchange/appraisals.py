"""The Excel form in which units hand in the results of an appraisal round."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from hrdesk.exchange.columns import ColumnSpec, Kind, SheetSpec
from hrdesk.exchange.workbook import FormFile, FormSpec, read_form, write_form

RESULTS = SheetSpec(
    "results",
    "ผลการประเมิน",
    (
        ColumnSpec("ref", "รหัสอ้างอิง", width=12, help="รหัสที่โปรแกรมให้เมื่อส่งออก อย่าแก้ไข"),
        ColumnSpec(
            "national_id",
            "เลขประจำตัวประชาชน",
            Kind.NATIONAL_ID,
            width=20,
            help="ใส่เมื่อไม่มีรหัสอ้างอิงและชื่อซ้ำกัน",
        ),
        ColumnSpec("name", "ชื่อ-นามสกุล", width=30),
        ColumnSpec("post", "ตำแหน่ง", width=30, read=False),
        ColumnSpec("unit", "หน่วยงาน", width=26, read=False),
        ColumnSpec(
            "achievement",
            "ผลสัมฤทธิ์ของงาน (เต็ม 100)",
            width=18,
            help="0 ถึง 100 ทศนิยมไม่เกิน 4 ตำแหน่ง เว้นว่างทั้งสองช่องเมื่อยังไม่มีผล",
        ),
        ColumnSpec("competency", "สมรรถนะ (เต็ม 100)", width=18, help="0 ถึง 100 เช่นเดียวกัน"),
        ColumnSpec(
            "level",
            "ระดับผลการประเมิน",
            width=16,
            help="ไม่ต้องใส่ก็ได้ ถ้าใส่ โปรแกรมจะเทียบกับระดับที่คิดจากคะแนน",
        ),
        ColumnSpec("informed_on", "วันที่แจ้งผล", Kind.DATE, help="วันที่ผู้รับการประเมินลงชื่อรับทราบ ถ้ามี"),
    ),
)
RESULTS_FORM = FormSpec(
    "hrdesk.appraisals",
    1,
    (RESULTS,),
    (
        "หนึ่งแถวคือหนึ่งคน ใส่คะแนนสองส่วนเป็นคะแนนเต็ม 100 ก่อนถ่วงน้ำหนัก โปรแกรมคิดคะแนนรวมและระดับให้",
        "แถวที่ไม่มีคะแนนจะถูกข้าม คะแนนเดิมในโปรแกรมคงอยู่",
        "อย่าลบหรือเปลี่ยนชื่อหัวคอลัมน์ ถ้าใช้ไฟล์ของหน่วยงานเอง ให้คัดลอกหัวคอลัมน์แถวแรกไปวาง",
        "ก่อนบันทึก โปรแกรมจะแสดงทุกอย่างที่จะเปลี่ยนและทุกแถวที่ผิดพร้อมเหตุผล และยังไม่บันทึกอะไรจนกว่าจะยืนยัน",
    ),
)


def write_results_form(path: Path, rows: Sequence[Sequence[Any]], database_id: str) -> None:
    """Write the form with its people filled in; raises ``ExchangeError``."""
    write_form(path, RESULTS_FORM, {RESULTS.key: rows}, database_id)


def read_results(path: Path) -> FormFile:
    """Read a filled form; raises ``ExchangeError``."""
    return read_form(path, RESULTS_FORM)
