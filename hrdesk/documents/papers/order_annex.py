"""บัญชีรายละเอียดแนบท้ายคำสั่ง: the landscape table of each kind of order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from hrdesk.documents.papers.order_awards import AWARD_LAYOUTS
from hrdesk.documents.papers.order_people import Layout, OrderPerson, place, who
from hrdesk.documents.papers.order_salary import SALARY_LAYOUTS
from hrdesk.documents.style import PaperStyle
from hrdesk.documents.table import Column, HeadGroup, Table
from hrdesk.documents.text import Text
from hrdesk.documents.values import money, short_date


def annex_table(kind: str, people: Sequence[OrderPerson], style: PaperStyle) -> Table:
    """Return the annex of an order of this kind, a row for each person."""
    layout = _LAYOUTS[kind]
    rows = [(str(number), *layout.row(person)) for number, person in enumerate(people, 1)]
    return Table(layout.columns, rows, style, size=style.annex_size, head_groups=layout.groups)


def annex_title(kind: str) -> str:
    """Return the annex's own title."""
    return f"บัญชีรายละเอียด{_LAYOUTS[kind].title}"


def _promotion_row(person: OrderPerson) -> tuple[Text, ...]:
    national_id = f"({person.national_id})" if person.national_id else ""
    return (
        who(person, person.degree, national_id),
        place(person.from_position, person.from_unit),
        person.from_type,
        person.from_level,
        person.from_number,
        person.in_level_since,
        money(person.from_salary),
        place(person.to_position, person.to_unit),
        person.to_number,
        money(person.to_salary),
        short_date(person.effective_on),
        person.remark,
    )


def _move_row(person: OrderPerson) -> tuple[Text, ...]:
    return (
        who(person),
        person.degree,
        place(person.from_position, person.from_unit),
        person.from_number,
        money(person.from_salary),
        place(person.to_position, person.to_unit),
        person.to_number,
        money(person.to_salary),
        short_date(person.effective_on),
        person.remark,
    )


def _resignation_row(person: OrderPerson) -> tuple[Text, ...]:
    return (
        who(person, person.national_id),
        person.from_position,
        person.from_unit,
        person.from_number,
        money(person.from_salary),
        person.reason,
        short_date(person.effective_on),
        person.remark,
    )


def _appointment_row(person: OrderPerson) -> tuple[Text, ...]:
    return (
        who(person, person.national_id),
        person.degree,
        person.list_place,
        place(person.to_position, person.to_unit),
        person.to_number,
        money(person.to_salary),
        short_date(person.effective_on),
        person.remark,
    )


def _probation_row(person: OrderPerson) -> tuple[Text, ...]:
    return (
        who(person, person.national_id),
        place(person.from_position, person.from_unit),
        person.from_number,
        money(person.from_salary),
        person.span,
        short_date(person.effective_on),
        person.remark,
    )


def _extension_row(person: OrderPerson) -> tuple[Text, ...]:
    *before, since, remark = _probation_row(person)
    return (*before, since, short_date(person.until), remark)


def _allowance_row(person: OrderPerson) -> tuple[Text, ...]:
    return (
        who(person, person.national_id),
        place(person.from_position, person.from_unit),
        person.from_level,
        person.from_number,
        money(person.allowance),
        short_date(person.effective_on),
        person.remark,
    )


_PROMOTION = Layout(
    columns=(
        Column("ลำดับ", 4.2, "center"),
        Column("ชื่อ/วุฒิ/สาขา\n(เลขประจำตัวประชาชน)", 17),
        Column("ตำแหน่ง/สังกัด", 15),
        Column("ประเภท", 6.6, "center"),
        Column("ระดับ", 7.6, "center"),
        Column("เลขที่", 5.2, "center"),
        Column("ดำรงตำแหน่งระดับปัจจุบันเมื่อ", 8.6, "center"),
        Column("เงินเดือน", 6.2, "right"),
        Column("ตำแหน่ง/สังกัด", 15),
        Column("เลขที่", 5.2, "center"),
        Column("เงินเดือน", 6.2, "right"),
        Column("ตั้งแต่วันที่", 8, "center"),
        Column("หมายเหตุ", 7),
    ),
    groups=(HeadGroup("ตำแหน่งเดิม", 2, 5), HeadGroup("ตำแหน่งที่เลื่อน", 8, 10)),
    row=_promotion_row,
    title="การเลื่อนข้าราชการ",
)
_MOVE_COLUMNS = (
    Column("ลำดับ", 4.2, "center"),
    Column("ชื่อ", 15),
    Column("วุฒิ/สาขา/สถานศึกษา", 14),
    Column("ตำแหน่ง/สังกัด", 17),
    Column("เลขที่", 6, "center"),
    Column("เงินเดือน", 6.6, "right"),
    Column("ตำแหน่ง/สังกัด", 17),
    Column("เลขที่", 6, "center"),
    Column("เงินเดือน", 6.6, "right"),
    Column("ตั้งแต่วันที่", 8.5, "center"),
    Column("หมายเหตุ", 8),
)
_REASSIGNMENT = Layout(
    columns=_MOVE_COLUMNS,
    groups=(HeadGroup("ตำแหน่งเดิม", 3, 5), HeadGroup("ตำแหน่งใหม่", 6, 8)),
    row=_move_row,
    title="การย้ายข้าราชการ",
)
_TRANSFER_OUT = Layout(
    columns=_MOVE_COLUMNS,
    groups=(HeadGroup("ตำแหน่งเดิม", 3, 5), HeadGroup("ตำแหน่งที่รับโอน", 6, 8)),
    row=_move_row,
    title="การให้โอนข้าราชการ",
)
_RESIGNATION = Layout(
    columns=(
        Column("ลำดับ", 4.2, "center"),
        Column("ชื่อ\n(เลขประจำตัวประชาชน)", 16),
        Column("ตำแหน่ง", 17),
        Column("สังกัด", 17),
        Column("เลขที่", 6, "center"),
        Column("เงินเดือน", 7, "right"),
        Column("เหตุผล", 14),
        Column("ลาออกตั้งแต่วันที่", 10, "center"),
        Column("หมายเหตุ", 9),
    ),
    groups=(),
    row=_resignation_row,
    title="ข้าราชการที่ได้รับอนุญาตให้ลาออกจากราชการ",
)
_APPOINTMENT = Layout(
    columns=(
        Column("ลำดับ", 4.2, "center"),
        Column("ชื่อ\n(เลขประจำตัวประชาชน)", 17),
        Column("วุฒิ/สาขา/สถานศึกษา", 18),
        Column("สอบแข่งขันได้\nตามประกาศ/ลำดับที่", 18),
        Column("ตำแหน่ง/สังกัด", 20),
        Column("เลขที่", 7, "center"),
        Column("เงินเดือน", 8, "right"),
        Column("ตั้งแต่วันที่", 9, "center"),
        Column("หมายเหตุ", 9),
    ),
    groups=(HeadGroup("บรรจุและแต่งตั้งให้ดำรงตำแหน่ง", 4, 6),),
    row=_appointment_row,
    title="การบรรจุและแต่งตั้งผู้สอบแข่งขันได้",
)
_SELECTED = replace(
    _APPOINTMENT,
    columns=(
        *_APPOINTMENT.columns[:3],
        Column("ได้รับคัดเลือก\nตามประกาศ/ลำดับที่", 18),
        *_APPOINTMENT.columns[4:],
    ),
    title="การบรรจุและแต่งตั้งผู้ได้รับคัดเลือก",
)
_PROBATION_COLUMNS = (
    Column("ลำดับ", 4.2, "center"),
    Column("ชื่อ\n(เลขประจำตัวประชาชน)", 18),
    Column("ตำแหน่ง/สังกัด", 22),
    Column("เลขที่", 8, "center"),
    Column("เงินเดือน", 8, "right"),
    Column("ช่วงเวลาทดลองปฏิบัติหน้าที่ราชการ", 16, "center"),
)
_PASSED = Layout(
    columns=(
        *_PROBATION_COLUMNS,
        Column("พ้นการทดลองตั้งแต่วันที่", 11, "center"),
        Column("หมายเหตุ", 10),
    ),
    groups=(),
    row=_probation_row,
    title="ผู้พ้นการทดลองปฏิบัติหน้าที่ราชการ",
)
_EXTENDED = Layout(
    columns=(
        *_PROBATION_COLUMNS,
        Column("ตั้งแต่วันที่", 9, "center"),
        Column("ถึงวันที่", 9, "center"),
        Column("หมายเหตุ", 10),
    ),
    groups=(HeadGroup("ขยายเวลา", 6, 7),),
    row=_extension_row,
    title="การขยายเวลาทดลองปฏิบัติหน้าที่ราชการ",
)
_FAILED = replace(
    _PASSED,
    columns=(
        *_PROBATION_COLUMNS,
        Column("ให้ออกตั้งแต่วันที่", 11, "center"),
        Column("หมายเหตุ", 10),
    ),
    title="ผู้มีผลการทดลองปฏิบัติหน้าที่ราชการต่ำกว่าเกณฑ์หรือมาตรฐานที่กำหนด",
)
_ALLOWANCE = Layout(
    columns=(
        Column("ลำดับ", 4.2, "center"),
        Column("ชื่อ\n(เลขประจำตัวประชาชน)", 18),
        Column("ตำแหน่ง/สังกัด", 24),
        Column("ระดับ", 11, "center"),
        Column("เลขที่", 8, "center"),
        Column("เงินประจำตำแหน่ง (บาท/เดือน)", 12, "right"),
        Column("ตั้งแต่วันที่", 10, "center"),
        Column("หมายเหตุ", 10),
    ),
    groups=(),
    row=_allowance_row,
    title="ผู้ได้รับเงินประจำตำแหน่ง",
)
_TRANSFER_IN = replace(
    _TRANSFER_OUT,
    groups=(HeadGroup("ตำแหน่งและส่วนราชการเดิม", 3, 5), HeadGroup("ตำแหน่งที่รับโอน", 6, 8)),
    title="การรับโอนข้าราชการ",
)
_LAYOUTS: Mapping[str, Layout] = {
    "promotion": _PROMOTION,
    "promotion_appoint": replace(_PROMOTION, title="การเลื่อนและแต่งตั้งข้าราชการ"),
    "local_promotion": replace(_PROMOTION, title="การเลื่อนและแต่งตั้งพนักงานส่วนท้องถิ่น"),
    "reassignment": _REASSIGNMENT,
    "transfer_out": _TRANSFER_OUT,
    "transfer_in": _TRANSFER_IN,
    "transfer_in_local": replace(
        _TRANSFER_IN, title="การรับโอนพนักงานส่วนท้องถิ่นและเจ้าหน้าที่ของหน่วยงานอื่นของรัฐ"
    ),
    "appointment_examination": _APPOINTMENT,
    "appointment_selection": _SELECTED,
    "local_appointment": replace(_APPOINTMENT, title="การบรรจุและแต่งตั้งพนักงานส่วนท้องถิ่น"),
    "probation_passed": _PASSED,
    "probation_extended": _EXTENDED,
    "probation_failed": _FAILED,
    "position_allowance": _ALLOWANCE,
    "resignation": _RESIGNATION,
    **SALARY_LAYOUTS,
    **AWARD_LAYOUTS,
}
