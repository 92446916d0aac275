"""Orders of every kind: law, annex columns, what is missing; committees, corrections, cancelling."""

from __future__ import annotations

import dataclasses
from decimal import Decimal

import pytest

from hrdesk.documents.papers import cancel_order, committee_order, correction_order, order
from hrdesk.documents.preview import page_count, page_sizes, page_text
from hrdesk.documents.style import PaperStyle
from hrdesk.documents.templates import load, parse, revised
from tests.documents import samples
from tests.documents.reading import bare, laksaman, poppler_text

STYLE = PaperStyle(fonts=laksaman())


def names(missing: tuple) -> set[str]:
    return {field.name for field in missing}


def two_people(kind: str) -> order.Order:
    data = order.sample(kind)
    both = order.sample("promotion").people
    return dataclasses.replace(data, people=both)


@pytest.mark.parametrize(
    ("kind", "form", "law", "heads"),
    [
        ("promotion_appoint", "คส. 4.2", "มาตรา ๕๗ มาตรา ๖๓ มาตรา ๑๓๒ และมาตรา ๑๓๗",
         ("วุฒิ", "ประเภท", "ดำรงตำแหน่งระดับปัจจุบันเมื่อ", "ตำแหน่งที่เลื่อน")),
        ("local_promotion", "", "พระราชบัญญัติระเบียบบริหารงานบุคคลส่วนท้องถิ่น",
         ("ตำแหน่งเดิม", "ตำแหน่งที่เลื่อน")),
        ("transfer_in", "คส. 3.1", "มาตรา ๕๗ และมาตรา ๖๓",
         ("ตำแหน่งและส่วนราชการเดิม", "ตำแหน่งที่รับโอน", "วุฒิ/สาขา/สถานศึกษา")),
        ("transfer_in_local", "คส. 1.4", "มาตรา ๕๗ และมาตรา ๖๔", ("ตำแหน่งที่รับโอน",)),
        ("appointment_examination", "คส. 1.1", "มาตรา ๕๓ และมาตรา ๕๗",
         ("สอบแข่งขันได้", "บรรจุและแต่งตั้งให้ดำรงตำแหน่ง", "เงินเดือน")),
        ("appointment_selection", "คส. 1.2", "มาตรา ๕๕ และมาตรา ๕๗", ("ได้รับคัดเลือก",)),
        ("local_appointment", "", "พระราชบัญญัติระเบียบบริหารงานบุคคลส่วนท้องถิ่น", ("สอบแข่งขันได้",)),
        ("probation_passed", "", "มาตรา ๕๗ และมาตรา ๕๙", ("พ้นการทดลองตั้งแต่วันที่",)),
        ("probation_extended", "", "มาตรา ๕๗ และมาตรา ๕๙", ("ขยายเวลา", "ถึงวันที่")),
        ("probation_failed", "คส. 11.2", "มาตรา ๕๗ และมาตรา ๕๙", ("ให้ออกตั้งแต่วันที่",)),
        ("position_allowance", "", "มาตรา ๕๐ และมาตรา ๕๗", ("เงินประจำตำแหน่ง",)),
        ("percentage_increase", "คส. 7.1", "มาตรา ๕๗ มาตรา ๗๔ มาตรา ๗๖ และมาตรา ๑๓๒",
         ("เงินเดือนก่อนเลื่อน", "ฐานในการคำนวณ", "ร้อยละที่ได้เลื่อน", "ค่าตอบแทนพิเศษ",
          "ให้ได้รับเงินเดือน", "ผลการประเมิน")),
        ("step_increase", "", "พระราชบัญญัติระเบียบบริหารงานบุคคลส่วนท้องถิ่น",
         ("ขั้นและเงินเดือนเดิม", "จำนวนขั้นที่ได้เลื่อน", "ขั้นและเงินเดือนใหม่", "ค่าตอบแทนพิเศษ")),
        ("contract_raise", "", "ข้อ ๒๙", ("ค่าตอบแทนเดิม", "ค่าตอบแทนใหม่")),
        ("qualification_salary", "คส. 6.1", "มาตรา ๕๐ มาตรา ๕๗ มาตรา ๑๓๒ และมาตรา ๑๓๗",
         ("คุณวุฒิ", "ปัจจัยที่", "เงินเพิ่ม", "ให้ได้รับเงินเดือน")),
        ("prior_salary", "คส. 8.1", "มาตรา ๕๐ มาตรา ๕๗ มาตรา ๑๓๒ และมาตรา ๑๓๗",
         ("การจ้างเดิม", "อัตราเดิม", "ให้ได้รับเงินเดือน")),
        ("compensation", "คส. 8.1", "มาตรา ๕๐ มาตรา ๕๗ มาตรา ๑๓๒ และมาตรา ๑๓๗",
         ("เงินเดือนก่อนปรับ", "เงินที่ปรับเพิ่ม", "ให้ได้รับเงินเดือน")),
    ],
)  # fmt: skip
def test_an_order_rests_on_its_law_and_lists_its_columns(kind, form, law, heads) -> None:
    data = two_people(kind)
    assert load(f"order_{kind}").form == form
    assert order.has_annex(data)
    pdf = order.build(data, STYLE)
    assert page_count(pdf) == 2
    assert bare(law) in bare(page_text(pdf, 0))
    width, height = page_sizes(pdf)[1]
    assert width > height
    annex = bare(poppler_text(pdf, "-f", "2", "-layout"))
    raw = bare(poppler_text(pdf, "-f", "2", "-raw"))
    for head in heads:
        assert bare(head) in annex + raw or bare(head) in bare(page_text(pdf, 1))
    for person in data.people:
        assert bare(person.name) in annex
    assert order.missing(data) == ()


def test_every_kind_asks_for_what_its_annex_shows() -> None:
    for kind in order.KINDS:
        empty = names(order.missing(order.Order(kind=kind)))
        assert {"order_number", "dated", "people.name", "signatory.name"} <= empty
        assert order.missing(order.sample(kind)) == ()
    assert "people.list_place" in names(order.missing(order.Order(kind="appointment_examination")))
    assert "people.from_position" not in names(order.missing(order.Order("local_appointment")))
    assert "people.until" in names(order.missing(order.Order(kind="probation_extended")))
    assert "from_agency" in names(order.missing(order.Order(kind="transfer_in")))
    assert "values.resolution" in names(order.missing(order.Order(kind="local_promotion")))
    assert "people.base" in names(order.missing(order.Order(kind="percentage_increase")))
    unpaid = order.OrderPerson(special=None, base=Decimal(0))
    missing = names(order.missing(order.Order("percentage_increase", people=(unpaid,))))
    assert "people.special" not in missing
    assert "people.base" not in missing


def test_one_person_on_probation_is_named_in_the_order() -> None:
    data = order.sample("probation_extended")
    assert not order.has_annex(data)
    text = bare(poppler_text(order.build(data, STYLE)))
    assert bare("ตั้งแต่วันที่ ๑๕ ตุลาคม ๒๕๖๙ ถึงวันที่ ๑๔ มกราคม ๒๕๗๐") in text


def test_the_offices_own_text_is_used_and_its_fields_are_asked_for() -> None:
    own = revised("order_promotion", "เลื่อนระดับ", {"several": ["โดยความเห็นชอบ ให้เลื่อน {count} ราย"]})
    data = dataclasses.replace(samples.make_order("promotion"), text=own)
    text = bare(page_text(order.build(data, STYLE), 0))
    assert bare("เรื่อง เลื่อนระดับ") in text
    assert bare("โดยความเห็นชอบ ให้เลื่อน ๒ ราย") in text
    assert "มาตรา" not in text
    assert order.missing(data) == ()
    yaml = (
        "title: ก\nsource: ข\nnote: ''\nsubject: ค\nfields: {minister: รัฐมนตรี}\n"
        "parts: {several: ['{minister}']}\n"
    )
    asked = dataclasses.replace(data, text=parse(yaml, "own"))
    assert names(order.missing(asked)) == {"values.minister"}
    given = dataclasses.replace(asked, values={"minister": "รัฐมนตรีตัวอย่าง"})
    assert order.missing(given) == ()
    assert "รัฐมนตรีตัวอย่าง" in bare(page_text(order.build(given, STYLE), 0))
    told = dataclasses.replace(asked, paragraphs=("ข้อความเฉพาะเรื่อง",))
    assert order.missing(told) == ()


def test_a_committee_order_counts_seats_and_duties() -> None:
    data = committee_order.sample("work_assessment")
    assert committee_order.missing(data) == ()
    text = poppler_text(committee_order.build(data, STYLE), "-layout")
    assert text.index("องค์ประกอบ") < text.index("ประธานกรรมการ") < text.index("หน้าที่และอำนาจ")
    assert "๔." in text
    assert "ทั้งนี้ ตั้งแต่บัดนี้เป็นต้นไป" in text
    own = dataclasses.replace(data, duties=("พิจารณาเรื่องเดียว",))
    assert "พิจารณาเรื่องเดียว" in poppler_text(committee_order.build(own, STYLE))


def test_a_committee_without_people_or_roles_is_told() -> None:
    assert {"seats", "values.purpose", "order_number"} <= names(
        committee_order.missing(committee_order.CommitteeOrder("free"))
    )
    data = committee_order.sample("free")
    nobody = dataclasses.replace(data, seats=(*data.seats, committee_order.Seat(role="กรรมการ")))
    assert names(committee_order.missing(nobody)) == {"seats.name"}
    idle = dataclasses.replace(data, seats=(committee_order.Seat("นายหนึ่ง"),))
    assert names(committee_order.missing(idle)) == {"seats.role"}
    post_alone = dataclasses.replace(
        data, seats=(committee_order.Seat("", "ปลัด", "ประธานกรรมการ"),)
    )
    assert committee_order.missing(post_alone) == ()


def test_a_long_committee_goes_over_pages_with_every_member() -> None:
    data = committee_order.sample("selection")
    seats = tuple(
        committee_order.Seat(f"นายทดสอบ{n:02}", f"ตำแหน่งที่ {n}", "กรรมการ") for n in range(1, 61)
    )
    pdf = committee_order.build(dataclasses.replace(data, seats=seats), STYLE)
    assert page_count(pdf) > 2
    text = bare(poppler_text(pdf))
    assert all(f"นายทดสอบ{chr(0xE50 + n // 10)}{chr(0xE50 + n % 10)}" in text for n in range(1, 61))


def test_a_correction_shows_what_was_and_what_is_right() -> None:
    data = correction_order.sample()
    assert correction_order.missing(data) == ()
    pdf = correction_order.build(data, STYLE)
    assert page_count(pdf) == 1
    text = bare(poppler_text(pdf))
    assert bare("ที่ ๑๘๐/๒๕๖๙ ลงวันที่ ๑ กันยายน ๒๕๖๙ เรื่อง เลื่อนข้าราชการ") in text
    assert bare("จำนวน ๒ รายการ ดังนี้") in text
    for part in ("ข้อความเดิม", "ที่ถูกคือ", "๑๕๒", "๑๒๕", "นอกจากที่แก้ไขนี้ให้เป็นไปตามคำสั่งเดิม"):
        assert part in text


def test_many_corrections_make_an_annex() -> None:
    data = correction_order.sample()
    many = dataclasses.replace(data, corrections=data.corrections * 20)
    pdf = correction_order.build(many, STYLE)
    assert page_count(pdf) > 2
    assert "ดังบัญชีรายละเอียดแนบท้ายคำสั่งนี้" in bare(page_text(pdf, 0))
    for page in range(1, page_count(pdf)):
        assert "ที่ถูกคือ" in bare(page_text(pdf, page))


def test_a_correction_that_lacks_the_earlier_order_or_a_wording_is_told() -> None:
    missing = names(correction_order.missing(correction_order.CorrectionOrder()))
    assert {"earlier.order_number", "earlier.dated", "earlier.subject", "corrections"} <= missing
    assert not {name for name in missing if name.startswith("values.")}
    data = correction_order.sample()
    half = dataclasses.replace(data.corrections[0], is_right=" ")
    told = correction_order.missing(dataclasses.replace(data, corrections=(half,)))
    assert names(told) == {"corrections.is_right"}


def test_an_order_is_cancelled_whole_or_for_named_people() -> None:
    whole = cancel_order.sample()
    assert cancel_order.missing(whole) == ()
    assert "ยกเลิกคำสั่งดังกล่าวทั้งฉบับ" in bare(poppler_text(cancel_order.build(whole, STYLE)))
    rows = (cancel_order.CancelledRow("3", "นายก้องเกียรติ ญี่ปุ่นหล่อ"),)
    part = bare(poppler_text(cancel_order.build(dataclasses.replace(whole, rows=rows), STYLE)))
    assert "ทั้งฉบับ" not in part
    assert bare("ลำดับที่ ๓ นายก้องเกียรติ ญี่ปุ่นหล่อ") in part
    assert {"earlier.order_number", "reason", "effective_on"} <= names(
        cancel_order.missing(cancel_order.CancelOrder())
    )
