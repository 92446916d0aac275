"""The loader's findings in a law file, in Thai. No Qt here."""

from __future__ import annotations

import re

_WORDS: tuple[tuple[str, str], ...] = (
    (r"no value$", "ยังไม่ได้กรอกค่า"),
    (r"a value without a citation", "ต้องมีแหล่งที่มาของค่า"),
    (r"no such rule", "ไม่มีกฎรหัสนี้ในโปรแกรม"),
    (r"no values", "ไม่มีค่าของกฎนี้"),
    (r"no parameters", "ไม่ใช่ไฟล์กฎ (ไม่มีส่วน parameters)"),
    (r"no such table: (.*)", "ไม่พบตารางชื่อ {0}"),
    (r"a row of (.*) is not as long as its heading", "มีแถวของตารางที่จำนวนช่องไม่เท่าหัวตาราง หรือตารางไม่มีแถวข้อมูล"),
    (r"the points sum to (.*), not (.*)", "คะแนนรวมได้ {0} ต้องรวมได้ {1} พอดี"),
    (r"not a whole number: '?(.*?)'?$", "“{0}” ต้องเป็นจำนวนเต็ม"),
    (r"not an exact number: '?(.*?)'?$", "“{0}” ไม่ใช่ตัวเลข"),
    (r"an exact number is written in quotes", "ตัวเลขที่มีจุดทศนิยมต้องอยู่ในเครื่องหมาย “ ” เมื่อเขียนแบบ YAML"),
    (r"not a number", "ต้องเป็นตัวเลข"),
    (r"not a text.*", "ต้องเป็นข้อความ"),
    (r"not a date: (?:'|datetime)?(.*?)'?$", "“{0}” ไม่ใช่วันที่"),
    (r"not a boolean.*", "ต้องเป็น ใช่ หรือ ไม่ใช่"),
    (r"not a value.*", "เป็นค่าที่กฎนี้รับไม่ได้"),
    (r"not a list of bands", "ต้องมีช่วงอย่างน้อยหนึ่งช่วง"),
    (r"not a list", "ต้องเป็นรายการ"),
    (r"not a table's name.*", "ชื่อตารางไม่ถูกต้อง"),
    (r"not a table", "ต้องเป็นตารางที่มีอย่างน้อยหนึ่งแถว"),
    (r"a band has from and below", "ช่วงต้องมีทั้ง “ตั้งแต่” และ “ต่ำกว่า”"),
    (r"a band ends where it begins or before", "ช่วงต้องสิ้นสุดหลังจุดเริ่ม"),
    (r"only the first band is open below, the last above", "เว้นว่างได้เฉพาะจุดเริ่มของช่วงแรกและจุดสิ้นสุดของช่วงท้าย"),
    (r"a band overlaps the one before", "ช่วงนี้ซ้อนกับช่วงก่อนหน้า"),
    (r"a band leaves a gap after the one before", "มีช่องว่างระหว่างช่วงนี้กับช่วงก่อนหน้า"),
    (r"duplicate key in line .*", "มีชื่อรายการซ้ำกัน"),
    (r"unknown unit (.*)", "หน่วยของค่าไม่ตรงกับกฎนี้"),
    (r"only a rule of tables has tables", "กฎนี้ไม่ใช่ตาราง จึงแนบตารางไม่ได้"),
    (r"(.*) is there already", "มีตารางชื่อ {0} อยู่แล้วแต่เนื้อหาต่างกัน"),
    (r"not YAML.*", "อ่านแบบ YAML ไม่ได้ โปรดตรวจเครื่องหมายและการเยื้อง"),
)  # fmt: skip


def loader_words(message: str) -> str:
    """Return a finding of the loader in Thai; one not known keeps its own words."""
    first = message.splitlines()[0] if message else ""
    for pattern, said in _WORDS:
        found = re.match(pattern, first)
        if found:
            return said.format(*(part or "" for part in found.groups()))
    return f"ค่าไม่ผ่านการตรวจของโปรแกรม ({first})" if first else "ค่าไม่ผ่านการตรวจของโปรแกรม"


def place_words(key: str, rule: str) -> str:
    """Return where in a rule's value a finding is, empty for the whole of it."""
    place = key.removeprefix(rule).strip(".")
    parts = [part for part in place.split(".") if part]
    return " › ".join(str(int(part) + 1) if part.isdecimal() else part for part in parts)
