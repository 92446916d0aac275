"""The faults of a procedure as Thai sentences: what is wrong, where, and what to do."""

from __future__ import annotations

import re

from hrdesk.rules.procedure_faults import Fault
from hrdesk.rules.procedure_text import Document
from hrdesk.ui.pages.procedures.words import step_title

# What the strict reader says, and what it means for whoever edits; {0} is the part in brackets.
_SAID: tuple[tuple[str, str], ...] = (
    (r"unknown step (.*)", "นำไปยังขั้นตอนที่ไม่มีแล้ว โปรดเลือกขั้นตอนใหม่"),
    (
        r"must be where one of the outcomes leads",
        "เส้นทางหลักต้องเป็นปลายทางของผลข้อใดข้อหนึ่ง โปรดเลือกใหม่",
    ),
    (
        r"belongs to steps with outcomes, and to all of them",
        "ชื่อของผลกับรายการผลต้องมีคู่กัน โปรดเติมหรือลบให้ครบ",
    ),
    (
        r"choices belong to the kind choice, and to it alone",
        "ช่องหมายเหตุชนิด “เลือกจากรายการ” เท่านั้นที่มีตัวเลือก และต้องมี",
    ),
    (r"unknown source (.*)", "อ้างแหล่งอ้างอิงที่ไม่มีแล้ว โปรดเลือกแหล่งอ้างอิงใหม่"),
    (r"unknown paper (.*)", "ต้องการเอกสารที่ไม่มีในรายการเอกสารแล้ว โปรดเลือกใหม่"),
    (r"cannot count from (.*)", "กำหนดเวลานับจากวันที่ไม่มีแล้ว โปรดเลือกวันที่เริ่มนับใหม่"),
    (r"no step (.*) comes after", "ขั้นตอนที่รอเวลาคู่ขนานต้องอยู่ถัดไป โปรดเลือกใหม่"),
    (r"(?:exactly one of|either) .*", "กำหนดเวลาต้องมีจำนวนและหน่วยอย่างเดียว หรือใช้กำหนดตามกฎ"),
    (r"before needs .*", "กำหนดเวลาแบบ “ก่อน” ต้องมีวันที่อ้างอิงและจำนวนที่ระบุเอง"),
    (r"a result belongs to .*", "ผลการประเมินใช้กับกำหนด “ปรับปรุงผลงาน” เท่านั้น และต้องระบุ"),
    (r"is true off the main path, and only there", "ขั้นตอนนี้อยู่ผิดเส้นทาง โปรดเลือกขั้นตอนถัดไปใหม่"),
    (r"a dead end: .*", "ไปต่อแล้ววนกลับไม่ถึงเสร็จสิ้นเรื่อง โปรดเลือกขั้นตอนถัดไปใหม่"),
    (r"unreachable", "ไม่มีทางมาถึงขั้นตอนนี้ โปรดให้ผลของขั้นตอนอื่นนำมา หรือลบขั้นตอน"),
    (r"returns, but never comes back", "ผลที่ส่งกลับไม่มีทางกลับมาที่ขั้นตอนนี้ โปรดแก้ปลายทาง"),
    (r"duplicate key.*", "มีรายการซ้ำกัน โปรดลบออกหนึ่งรายการ"),
    (r"this key is kept for the end", "ใช้รหัสนี้เป็นขั้นตอนไม่ได้ โปรดลบแล้วเพิ่มใหม่"),
    (r"belongs to the class years, and to it alone", "จำนวนปีที่เก็บเรื่องไม่ตรงกับวิธีเก็บ"),
    (r"must be office\.case_type", "ประเภทเรื่องไม่ตรงกับขั้นตอนของสำนักงาน"),
    (r"must be a list of mappings.*", "โครงสร้างของไฟล์ไม่ถูกต้อง"),
    (r"Field required", "ยังขาดข้อมูลที่จำเป็น"),
    (r"Extra inputs are not permitted", "มีหัวข้อที่โปรแกรมไม่รู้จัก"),
    (r"(?:String|Tuple|List) should have at least 1 .*", "ยังว่างอยู่ โปรดเติม"),
    (r"Input should be greater than or equal to (\d+)", "ต้องไม่น้อยกว่า {0}"),
    (r"Input should be .*", "ค่าที่ใส่ใช้ไม่ได้ โปรดเลือกหรือพิมพ์ใหม่"),
    (r"String should match pattern .*", "รหัสในไฟล์ใช้ได้เฉพาะ a–z ตัวเลข และขีดล่าง"),
    (r"not YAML: .*", "ไฟล์นี้อ่านไม่ได้ อาจเสียหายหรือถูกแก้ไขผิดรูปแบบ"),
)
_PLACES = {
    "title": "ชื่อ",
    "role": "ผู้ดำเนินการ",
    "usual_days": "ระยะเวลาปกติ",
    "periods": "กำหนดเวลา",
    "waits": "เวลาคู่ขนาน",
    "result_label": "ชื่อของผล",
    "outcomes": "ผล",
    "remark": "ช่องหมายเหตุ",
    "checks": "สิ่งที่ต้องตรวจ",
    "papers_in": "เอกสารที่ต้องได้รับ",
    "next": "ขั้นตอนถัดไป",
    "sources": "แหล่งอ้างอิง",
    "produces": "เอกสารที่จัดทำ",
    "papers": "รายการเอกสาร",
    "note": "คำอธิบาย",
    "steps": "ขั้นตอน",
    "retention": "การเก็บเรื่อง",
    "round": "รอบพิจารณา",
    "person": "เรื่องของสำนักงาน",
}


def fault_words(document: Document, fault: Fault) -> str:
    """Return a fault as a sentence that begins with where it is."""
    parts = fault.place.split(".")
    rest = parts[2:] if fault.step else parts
    what = next((_PLACES[part] for part in rest if part in _PLACES), "")
    where = [f"“{step_title(document, fault.step)}”"] if fault.step else []
    if what:
        where.append(what)
    said = _sentence(fault.message)
    return f"{' · '.join(where)}: {said}" if where else said


def _sentence(message: str) -> str:
    for pattern, said in _SAID:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found:
            return said.format(*found.groups())
    return "ค่าที่ใส่ใช้ไม่ได้ โปรดแก้ไข"
