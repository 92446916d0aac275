"""The Excel form of the register: people with their posts, their degrees, their service."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hrdesk.exchange.columns import ColumnSpec, Kind, SheetSpec
from hrdesk.exchange.workbook import FormFile, FormSpec, read_form, write_form
from hrdesk.rules.codes import DegreeLevel, Employment, Level, PostType

_REF = ColumnSpec(
    "ref",
    "รหัสอ้างอิง",
    width=12,
    help="รหัสที่โปรแกรมให้เมื่อส่งออก อย่าแก้ไข ผู้ที่เพิ่มใหม่เว้นว่างได้ "
    "หากยังไม่มีเลขประจำตัวประชาชน ให้ตั้งรหัสเอง เช่น A1 เพื่อโยงกับแผ่นอื่น",
)
_NATIONAL_ID = ColumnSpec(
    "national_id",
    "เลขประจำตัวประชาชน",
    Kind.NATIONAL_ID,
    width=20,
    help="โปรแกรมตรวจหลักสุดท้ายให้ เว้นว่างได้ถ้ายังไม่ทราบ",
)
_OWNER_ID = ColumnSpec(
    "national_id",
    "เลขประจำตัวประชาชน",
    Kind.NATIONAL_ID,
    width=20,
    help="ของบุคคลในแผ่นบุคลากร ใส่ช่องนี้หรือรหัสอ้างอิงอย่างใดอย่างหนึ่ง",
)
_OWNER_NAME = ColumnSpec("name", "ชื่อ-นามสกุล", width=28, read=False)
_LEVEL_HELP = "ลูกจ้าง พนักงาน หรือตำแหน่งที่ไม่มีระดับ เว้นว่าง"

PEOPLE = SheetSpec(
    "people",
    "บุคลากร",
    (
        _REF,
        _NATIONAL_ID,
        ColumnSpec("prefix", "คำนำหน้า", required=True, width=12, help="เช่น นาย นาง นางสาว"),
        ColumnSpec("first_name", "ชื่อ", required=True, width=18),
        ColumnSpec("last_name", "นามสกุล", required=True, width=20),
        ColumnSpec("birth_date", "วันเดือนปีเกิด", Kind.PARTIAL_DATE),
        ColumnSpec(
            "employment",
            "ประเภทบุคลากร",
            Kind.CHOICE,
            required=True,
            choices=Employment,
            width=24,
        ),
        ColumnSpec("entered_on", "วันบรรจุ", Kind.PARTIAL_DATE),
        ColumnSpec("post_number", "เลขที่ตำแหน่ง", help="ผู้ครองตำแหน่งหนึ่งมีได้คนเดียว"),
        ColumnSpec("post_title", "ตำแหน่ง", width=28),
        ColumnSpec(
            "post_type",
            "ประเภทตำแหน่ง",
            Kind.CHOICE,
            choices=PostType,
            help="เว้นว่างได้ถ้าระบุระดับ",
        ),
        ColumnSpec("level", "ระดับ", Kind.CHOICE, choices=Level, help=_LEVEL_HELP),
        ColumnSpec("job_series", "สายงาน", width=24),
        ColumnSpec("unit", "หน่วยงาน", width=30),
        ColumnSpec(
            "linked_level",
            "ตำแหน่งระดับควบ",
            Kind.YES_NO,
            width=16,
            help="ใส่ ใช่ เมื่อเลื่อนระดับในตำแหน่งเดิมได้ เว้นว่างคือคงเดิม ตำแหน่งใหม่คือ ไม่",
        ),
        ColumnSpec("in_level_since", "ดำรงระดับนี้ตั้งแต่", Kind.PARTIAL_DATE),
        ColumnSpec("salary", "เงินเดือน", Kind.MONEY, width=14),
        ColumnSpec("licence", "ใบอนุญาตประกอบวิชาชีพ", width=24),
        ColumnSpec("telephone", "โทรศัพท์"),
        ColumnSpec("email", "อีเมล", width=26),
        ColumnSpec("note", "หมายเหตุ", Kind.NOTE, width=30),
        ColumnSpec(
            "active",
            "อยู่ในทะเบียน",
            Kind.YES_NO,
            width=14,
            help="ใส่ ไม่ เมื่อพ้นจากหน่วยงานแล้ว เว้นว่างคือคงเดิม ผู้ที่เพิ่มใหม่คือ ใช่",
        ),
    ),
)
DEGREES = SheetSpec(
    "degrees",
    "วุฒิการศึกษา",
    (
        _REF,
        _OWNER_ID,
        _OWNER_NAME,
        ColumnSpec(
            "level",
            "ระดับการศึกษา",
            Kind.CHOICE,
            required=True,
            choices=DegreeLevel,
            width=24,
            help="เรียงวุฒิสูงสุดไว้ก่อน",
        ),
        ColumnSpec("degree_name", "ชื่อวุฒิ", required=True, width=34),
        ColumnSpec("major", "สาขาวิชา", width=26),
        ColumnSpec("institution", "สถาบัน", width=30),
        ColumnSpec("graduated_on", "วันสำเร็จการศึกษา", Kind.PARTIAL_DATE),
    ),
)
SERVICE_RUNS = SheetSpec(
    "service_runs",
    "ประวัติการรับราชการ",
    (
        _REF,
        _OWNER_ID,
        _OWNER_NAME,
        ColumnSpec("started_on", "ตั้งแต่วันที่", Kind.PARTIAL_DATE, required=True),
        ColumnSpec("ended_on", "ถึงวันที่", Kind.PARTIAL_DATE, help="เว้นว่างเมื่อยังดำรงตำแหน่งอยู่"),
        ColumnSpec(
            "employment",
            "ประเภทบุคลากร",
            Kind.CHOICE,
            required=True,
            choices=Employment,
            width=24,
        ),
        ColumnSpec("type", "ประเภทตำแหน่ง", Kind.CHOICE, choices=PostType),
        ColumnSpec("level", "ระดับ", Kind.CHOICE, choices=Level, help=_LEVEL_HELP),
        ColumnSpec("job_series", "สายงาน", width=24),
        ColumnSpec("title", "ตำแหน่ง", width=28),
        ColumnSpec("unit", "หน่วยงาน", width=30),
        ColumnSpec("order_number", "เลขที่คำสั่ง", width=20),
        ColumnSpec(
            "entitled",
            "มีสิทธินับเวลาจ้าง",
            Kind.YES_NO,
            width=18,
            help="ใช้กับเวลาจ้างก่อนบรรจุ ใส่ ไม่ เมื่อไม่มีสิทธิตามหนังสือสำนักงาน ก.พ. เว้นว่างคือ ใช่",
        ),
        ColumnSpec(
            "related_share",
            "ส่วนที่เกี่ยวข้อง",
            width=16,
            help="ผลวินิจฉัยเวลาเกื้อกูล ตั้งแต่ 0 ถึง 1 เช่น 0.5 เว้นว่างเมื่อยังไม่ได้วินิจฉัย",
        ),
        ColumnSpec("ruled_on", "วันที่วินิจฉัย", Kind.DATE, help="วันประชุมของคณะกรรมการ"),
        ColumnSpec(
            "ruled_meeting",
            "การประชุมที่วินิจฉัย",
            width=24,
            help="เว้นว่างพร้อมวันที่ เมื่อเจ้าหน้าที่เห็นว่าไม่มีปัญหา",
        ),
        ColumnSpec("ruled_reason", "เหตุผลที่วินิจฉัย", Kind.NOTE, width=30, help="ต้องมีเมื่อมีส่วนที่เกี่ยวข้อง"),
        ColumnSpec("ruled_by", "ผู้บันทึกผลวินิจฉัย", width=22),
    ),
)
PEOPLE_FORM = FormSpec(
    "hrdesk.people",
    2,
    (PEOPLE, DEGREES, SERVICE_RUNS),
    (
        "หนึ่งแถวคือหนึ่งคน หัวคอลัมน์ที่มีเครื่องหมาย * ต้องกรอก อย่าลบหรือเปลี่ยนชื่อหัวคอลัมน์",
        "วันที่พิมพ์เป็นข้อความแบบ พ.ศ. เช่น 15/08/2540 ถ้า ก.พ.7 ไม่มีวันหรือเดือน ให้ใส่ 00",
        "โปรแกรมจับคู่กับทะเบียนด้วยรหัสอ้างอิง ถ้าไม่มีจึงใช้เลขประจำตัวประชาชน ถ้าไม่พบถือเป็นคนใหม่",
        "ช่องว่างในแผ่นบุคลากรหมายถึงไม่มีข้อมูล ยกเว้นเลขประจำตัวประชาชนและช่องอยู่ในทะเบียนซึ่งจะคงของเดิมไว้",
        "แผ่นวุฒิการศึกษาและประวัติการรับราชการ ถ้ามีแถวของผู้ใด จะใช้แทนรายการเดิมของผู้นั้นทั้งชุด ถ้าไม่มีเลยจะคงรายการเดิมไว้",
        "ก่อนบันทึก โปรแกรมจะแสดงทุกอย่างที่จะเปลี่ยนและทุกแถวที่ผิดพร้อมเหตุผล และยังไม่บันทึกอะไรจนกว่าจะยืนยัน",
    ),
)


@dataclass(frozen=True, slots=True)
class PeopleExport:
    """The register as rows of stored values, in the order of each sheet's columns."""

    people: Sequence[Sequence[Any]]
    degrees: Sequence[Sequence[Any]]
    service_runs: Sequence[Sequence[Any]]
    database_id: str


def write_blank(path: Path) -> None:
    """Write the blank form; raises ``ExchangeError``."""
    write_form(path, PEOPLE_FORM)


def write_people(path: Path, export: PeopleExport) -> None:
    """Write the register into a form that can be imported again; raises ``ExchangeError``."""
    rows: dict[str, Iterable[Sequence[Any]]] = {
        PEOPLE.key: export.people,
        DEGREES.key: export.degrees,
        SERVICE_RUNS.key: export.service_runs,
    }
    write_form(path, PEOPLE_FORM, rows, export.database_id)


def read_people(path: Path) -> FormFile:
    """Read a filled form of the register; raises ``ExchangeError``."""
    return read_form(path, PEOPLE_FORM)
