"""A text as officers read it: fields by their Thai names, parts by what they are for. No Qt here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from hrdesk.services.queries.templates import FieldChoice

FIELD = re.compile(r"\{([^{}]*)\}")
PARTS = {
    "subject": "เรื่อง",
    "body": "ข้อความ",
    "one": "ข้อความเมื่อมีรายเดียว",
    "several": "ข้อความเมื่อมีบัญชีแนบท้าย",
    "background": "เรื่องเดิม",
    "facts": "ข้อเท็จจริง",
    "law": "ข้อกฎหมาย",
    "considerations": "ข้อพิจารณา",
    "proposal": "ข้อเสนอ",
    "reason": "เหตุผลและอำนาจ",
    "duties": "หน้าที่และอำนาจ (ข้อละบรรทัด)",
    "since": "ตั้งแต่วันที่",
    "items": "รายการตรวจ (รายการละบรรทัด)",
    "here": "ข้อความเมื่อแก้ไขไม่กี่รายการ (ตารางอยู่ในคำสั่ง)",
    "annex": "ข้อความเมื่อแก้ไขหลายรายการ (ตารางอยู่ในบัญชีแนบท้าย)",
    "closing": "ข้อความท้ายคำสั่ง",
    "rows": "ข้อความเมื่อยกเลิกบางราย",
    "whole": "ข้อความเมื่อยกเลิกทั้งฉบับ",
    "statement": "คำรับรอง",
    "papers": "เอกสารประกอบ (รายการละบรรทัด)",
    "remark": "หมายเหตุ",
}


def part_words(part: str) -> str:
    """Return what a part of a text is for."""
    return PARTS.get(part, part)


@dataclass(frozen=True, slots=True)
class Names:
    """The fields of one text, between their names and their Thai labels."""

    fields: Sequence[FieldChoice]

    def shown(self, text: str) -> str:
        """Return a text with its fields by their labels: ``{ชื่อข้าราชการ}``."""
        labels = {field.name: field.label for field in self.fields}
        return FIELD.sub(lambda found: "{" + labels.get(found[1], found[1]) + "}", text)

    def stored(self, text: str) -> str:
        """Return a text with its fields by their names; what is no label stays as typed."""
        names = {field.label: field.name for field in self.fields}
        return FIELD.sub(
            lambda found: "{" + names.get(found[1].strip(), found[1].strip()) + "}", text
        )
