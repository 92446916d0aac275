"""Annexes of orders about pay: per cent, steps, contract employees."""

from __future__ import annotations

from collections.abc import Mapping

from hrdesk.documents.papers.order_people import Layout, OrderPerson, place, who
from hrdesk.documents.table import Column, HeadGroup
from hrdesk.documents.text import Text
from hrdesk.documents.values import money


def _percentage_row(person: OrderPerson) -> tuple[Text, ...]:
    return (
        person.national_id,
        who(person),
        place(person.from_position, person.from_unit),
        person.from_number,
        person.from_level,
        money(person.from_salary),
        money(person.base),
        person.percent,
        money(person.raised_by),
        money(person.special),
        money(person.to_salary),
        person.appraisal,
        person.remark,
    )


def _step_row(person: OrderPerson) -> tuple[Text, ...]:
    return (
        who(person),
        place(person.from_position, person.from_unit),
        person.from_number,
        person.from_level,
        person.step_before,
        money(person.from_salary),
        person.steps,
        person.step_after,
        money(person.to_salary),
        money(person.special),
        person.remark,
    )


def _contract_row(person: OrderPerson) -> tuple[Text, ...]:
    return (
        who(person),
        place(person.from_position, person.from_unit),
        person.appraisal,
        money(person.from_salary),
        person.percent,
        money(person.raised_by),
        money(person.to_salary),
        person.remark,
    )


def _living_row(person: OrderPerson) -> tuple[Text, ...]:
    whole = None
    if person.to_salary is not None and person.allowance is not None:
        whole = person.to_salary + person.allowance
    return (
        who(person),
        place(person.from_position, person.from_unit),
        money(person.to_salary),
        money(person.allowance),
        money(whole),
        person.remark,
    )


SALARY_LAYOUTS: Mapping[str, Layout] = {
    "percentage_increase": Layout(
        columns=(
            Column("ลำดับ", 4.2, "center"),
            Column("เลขประจำตัวประชาชน", 10.5, "center"),
            Column("ชื่อ", 14),
            Column("สังกัด/ตำแหน่ง", 17),
            Column("เลขที่", 5.5, "center"),
            Column("ระดับ", 7.5, "center"),
            Column("เงินเดือน\nก่อนเลื่อน", 8, "right"),
            Column("ฐานในการคำนวณ", 7.5, "right"),
            Column("ร้อยละที่ได้เลื่อน", 6, "center"),
            Column("จำนวนเงินที่ได้เลื่อน", 7, "right"),
            Column("ค่าตอบแทนพิเศษ", 7, "right"),
            Column("ให้ได้รับเงินเดือน", 7.5, "right"),
            Column("ผลการ\nประเมิน", 7.5, "center"),
            Column("หมายเหตุ", 7),
        ),
        groups=(),
        row=_percentage_row,
        title="การเลื่อนเงินเดือนข้าราชการ",
    ),
    "step_increase": Layout(
        columns=(
            Column("ลำดับ", 4.2, "center"),
            Column("ชื่อ", 18),
            Column("ตำแหน่ง/สังกัด", 22),
            Column("เลขที่", 12, "center"),
            Column("ระดับ", 9, "center"),
            Column("ขั้น", 6, "center"),
            Column("เงินเดือน", 8, "right"),
            Column("จำนวนขั้นที่ได้เลื่อน", 8, "center"),
            Column("ขั้น", 6, "center"),
            Column("เงินเดือน", 8, "right"),
            Column("ค่าตอบแทนพิเศษ", 8, "right"),
            Column("หมายเหตุ", 10),
        ),
        groups=(
            HeadGroup("ขั้นและเงินเดือนเดิม", 5, 6),
            HeadGroup("ขั้นและเงินเดือนใหม่", 8, 9),
        ),
        row=_step_row,
        title="การเลื่อนขั้นเงินเดือน",
    ),
    "contract_raise": Layout(
        columns=(
            Column("ลำดับ", 4.2, "center"),
            Column("ชื่อ", 20),
            Column("ตำแหน่ง/สังกัด", 26),
            Column("ผลการประเมิน", 10, "center"),
            Column("ค่าตอบแทนเดิม", 10, "right"),
            Column("ร้อยละที่ได้เลื่อน", 8, "center"),
            Column("จำนวนเงินที่ได้เลื่อน", 9, "right"),
            Column("ค่าตอบแทนใหม่", 10, "right"),
            Column("หมายเหตุ", 12),
        ),
        groups=(),
        row=_contract_row,
        title="การเลื่อนค่าตอบแทนพนักงานจ้างตามภารกิจ",
    ),
    "living_allowance": Layout(
        columns=(
            Column("ลำดับ", 4.2, "center"),
            Column("ชื่อ", 20),
            Column("ตำแหน่ง/สังกัด", 28),
            Column("ค่าตอบแทน\n(บาท/เดือน)", 11, "right"),
            Column("เงินเพิ่มการครองชีพชั่วคราว\n(บาท/เดือน)", 14, "right"),
            Column("รวม\n(บาท/เดือน)", 11, "right"),
            Column("หมายเหตุ", 12),
        ),
        groups=(),
        row=_living_row,
        title="พนักงานจ้างตามภารกิจที่ได้รับเงินเพิ่มการครองชีพชั่วคราว",
    ),
}
