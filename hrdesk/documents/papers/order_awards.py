"""Annexes and fields of orders about single salaries: by qualification, after earlier employment,
compensation of serving staff."""

from __future__ import annotations

from collections.abc import Mapping

from hrdesk.documents.fields import Field
from hrdesk.documents.papers.order_people import Layout, OrderPerson, place, who
from hrdesk.documents.table import Column
from hrdesk.documents.text import Text
from hrdesk.documents.values import money, short_date

_POSITION = "person.position"
_PLACE = (
    Field("people.from_position", "ตำแหน่ง", True, _POSITION),
    Field("people.from_unit", "สังกัด", True, _POSITION),
    Field("people.from_number", "ตำแหน่งเลขที่", False, _POSITION),
    Field("people.from_level", "ระดับ", False, _POSITION),
)
_DEGREE = Field("people.degree", "คุณวุฒิ", True, "award.qualification")
_START = Field("people.base", "อัตราตามคุณวุฒิ", True, "award.start")
_NEW = Field("people.to_salary", "ให้ได้รับเงินเดือน", True, "award.salary")
AWARD_FIELDS: Mapping[str, tuple[Field, ...]] = {
    "qualification_salary": (
        *_PLACE,
        _DEGREE,
        _START,
        Field("people.factors", "ปัจจัย", False, "award.factors"),
        Field("people.raised_by", "เงินเพิ่มตามปัจจัย", False, "award.added"),
        _NEW,
    ),
    "prior_salary": (
        *_PLACE,
        _DEGREE,
        Field("people.earlier", "การจ้างเดิม", True, "award.employment"),
        Field("people.from_salary", "ค่าจ้างหรือค่าตอบแทนเดิม", True, "award.pay"),
        _START,
        _NEW,
    ),
    "compensation": (
        *_PLACE,
        _DEGREE,
        Field("people.from_salary", "เงินเดือนก่อนปรับ", True, "award.before"),
        Field("people.raised_by", "เงินที่ปรับเพิ่ม", True, "award.raised"),
        _NEW,
    ),
}
"""What each kind asks for beside the head, the name, the day and the signature."""


def _qualification_row(person: OrderPerson) -> tuple[Text, ...]:
    return (
        *_first(person),
        money(person.base),
        person.factors or "–",
        money(person.raised_by),
        money(person.to_salary),
        short_date(person.effective_on),
        person.remark,
    )


def _prior_row(person: OrderPerson) -> tuple[Text, ...]:
    return (
        *_first(person),
        person.earlier,
        money(person.from_salary),
        money(person.base),
        money(person.to_salary),
        short_date(person.effective_on),
        person.remark,
    )


def _compensation_row(person: OrderPerson) -> tuple[Text, ...]:
    return (
        *_first(person),
        money(person.from_salary),
        money(person.raised_by),
        money(person.to_salary),
        short_date(person.effective_on),
        person.remark,
    )


def _first(person: OrderPerson) -> tuple[Text, ...]:
    return (
        who(person),
        person.degree,
        place(person.from_position, person.from_unit),
        person.from_number,
        person.from_level,
    )


_COLUMNS = (
    Column("ลำดับ", 4.2, "center"),
    Column("ชื่อ", 17),
    Column("คุณวุฒิ", 18),
    Column("ตำแหน่ง/สังกัด", 18),
    Column("เลขที่", 6, "center"),
    Column("ระดับ", 9, "center"),
)
_LAST = (
    Column("ให้ได้รับเงินเดือน", 8.5, "right"),
    Column("ตั้งแต่วันที่", 9.5, "center"),
    Column("หมายเหตุ", 11),
)
AWARD_LAYOUTS: Mapping[str, Layout] = {
    "qualification_salary": Layout(
        columns=(
            *_COLUMNS,
            Column("อัตราตามคุณวุฒิ", 8, "right"),
            Column("ปัจจัยที่", 6, "center"),
            Column("เงินเพิ่ม", 7, "right"),
            *_LAST,
        ),
        groups=(),
        row=_qualification_row,
        title="การให้ได้รับเงินเดือนตามคุณวุฒิ",
    ),
    "prior_salary": Layout(
        columns=(
            *_COLUMNS,
            Column("การจ้างเดิม", 11),
            Column("อัตราเดิม", 7.5, "right"),
            Column("อัตราตามคุณวุฒิ", 8, "right"),
            *_LAST,
        ),
        groups=(),
        row=_prior_row,
        title="การให้ได้รับเงินเดือนของผู้เคยเป็นลูกจ้างหรือพนักงาน",
    ),
    "compensation": Layout(
        columns=(
            *_COLUMNS,
            Column("เงินเดือนก่อนปรับ", 8.5, "right"),
            Column("เงินที่ปรับเพิ่ม", 8, "right"),
            *_LAST,
        ),
        groups=(),
        row=_compensation_row,
        title="การปรับเงินเดือนชดเชยผู้ได้รับผลกระทบจากการปรับอัตราแรกบรรจุ",
    ),
}
"""The annex of each kind."""
