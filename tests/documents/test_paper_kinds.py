"""Every paper: what it says, what it misses, and that the same data give the same bytes."""

from __future__ import annotations

import dataclasses
import hashlib
import io

import pytest
from PIL import Image
from pypdfium2 import PdfDocument

from hrdesk.documents.batch import build_many
from hrdesk.documents.emblem import load_emblem
from hrdesk.documents.errors import EmblemRefused, PaperCancelled, PaperUnknown
from hrdesk.documents.papers import (
    case_status,
    list_report,
    memorandum,
    notice_letter,
    order,
    receipt,
)
from hrdesk.documents.preview import page_count, page_sizes, page_text, render_page
from hrdesk.documents.registry import PAPERS, paper_kind
from hrdesk.documents.style import PaperStyle
from hrdesk.documents.values import Office, Signatory
from tests.documents import samples
from tests.documents.papers_for_pictures import papers
from tests.documents.reading import (
    REFERENCE,
    bare,
    difference,
    laksaman,
    poppler_text,
    small_picture,
)

STYLE = PaperStyle(fonts=laksaman())


def names(missing: tuple) -> set[str]:
    return {field.name for field in missing}


def test_the_status_sheet_shows_every_step() -> None:
    text = poppler_text(case_status.build(samples.STATUS, STYLE), "-layout")
    for part in ("ใบแสดงสถานะเรื่อง", "๑๒๓/๒๕๖๙", "น้ำทิพย์ ซื่อตรง", "๕ มกราคม ๒๕๖๙", "๑๖ ก.พ. ๒๕๖๙"):
        assert part in text
    for head in ("ลำดับ", "ขั้นตอน", "วันที่", "หมายเหตุ", "สถานะ"):
        assert head in text
    assert text.count("ยังไม่ถึง") == 2


def test_the_receipt_tells_received_from_missing_papers() -> None:
    text = poppler_text(receipt.build(samples.RECEIPT, STYLE), "-layout")
    assert "เอกสารที่ได้รับแล้ว (๒ รายการ)" in text
    assert "เอกสารที่ต้องส่งเพิ่มเติม (๒ รายการ)" in text
    assert "สำเนาทะเบียนบ้าน" not in text  # neither required nor received
    complete = dataclasses.replace(samples.RECEIPT, papers=samples.RECEIPT.papers[:2])
    text = bare(poppler_text(receipt.build(complete, STYLE)))
    assert "ต้องส่งเพิ่มเติม" not in text
    assert "เอกสารครบถ้วนแล้ว" in text


def test_a_memorandum_leaves_empty_heads_out_and_counts_the_rest() -> None:
    text = poppler_text(memorandum.build(samples.MEMO, STYLE))
    assert "๑. เรื่องเดิม" in text
    assert "๔. ข้อเสนอ" in text
    assert "ข้อพิจารณา" not in text
    assert "ขอแสดงความนับถือ" not in text


@pytest.mark.parametrize(
    ("kind", "sections_of_law", "head"),
    [
        ("promotion", "มาตรา ๕๗ มาตรา ๖๓ มาตรา ๑๓๒ และมาตรา ๑๓๗", "ตำแหน่งที่เลื่อน"),
        ("reassignment", "มาตรา ๕๗ มาตรา ๖๓ มาตรา ๑๓๒ และมาตรา ๑๓๗", "ตำแหน่งใหม่"),
        ("transfer_out", "มาตรา ๕๗ และมาตรา ๖๓", "ตำแหน่งที่รับโอน"),
        ("resignation", "มาตรา ๕๗ และมาตรา ๑๐๙", "ลาออกตั้งแต่วันที่"),
    ],
)
def test_an_order_says_its_law_and_lists_its_people(kind, sections_of_law, head) -> None:
    pdf = order.build(samples.make_order(kind), STYLE)
    text = bare(page_text(pdf, 0))
    assert bare("คำสั่งกรมส่งเสริมสุขภาวะ ที่ ๒๑๕/๒๕๖๙ เรื่อง") in text
    assert bare(sections_of_law) in text
    assert bare("สั่ง ณ วันที่ ๑๐ มีนาคม พ.ศ. ๒๕๖๙") in text
    annex = bare(page_text(pdf, 1))
    assert bare(head) in annex
    assert bare("ลงวันที่ ๑๐ มีนาคม ๒๕๖๙") in annex
    for person in samples.PEOPLE:
        assert bare(person.name) in annex
    width, height = page_sizes(pdf)[1]
    assert width > height


def test_one_resignation_names_the_person_without_an_annex() -> None:
    pdf = order.build(samples.make_order("resignation", (samples.LEAVING,)), STYLE)
    assert page_count(pdf) == 1
    assert bare("อนุญาตให้ นางสาวป่านแก้ว ผู้ดี ลาออกจากราชการ") in bare(page_text(pdf, 0))


def test_people_with_different_days_are_pointed_to_the_annex() -> None:
    later = dataclasses.replace(samples.PEOPLE[1], effective_on=None)
    same = order.build(samples.make_order("promotion"), STYLE)
    different = order.build(samples.make_order("promotion", (samples.PEOPLE[0], later)), STYLE)
    assert bare("ตั้งแต่วันที่ ๑๖ มีนาคม ๒๕๖๙ เป็นต้นไป") in bare(page_text(same, 0))
    assert "ที่ระบุไว้ในบัญชีรายละเอียด" in bare(page_text(different, 0))


@pytest.mark.parametrize("kind", notice_letter.KINDS)
def test_a_notice_goes_out_as_letter_or_memorandum(kind: str) -> None:
    letter = poppler_text(notice_letter.build(samples.make_notice(kind), STYLE))
    inside = poppler_text(notice_letter.build(samples.make_notice(kind, internal=True), STYLE))
    assert "ขอแสดงความนับถือ" in letter
    assert "สำเนาส่ง" in letter
    assert "ปฏิบัติราชการแทน อธิบดีกรมส่งเสริมสุขภาวะ" in letter
    assert "บันทึกข้อความ" in inside
    assert "ขอแสดงความนับถือ" not in inside
    for text in (letter, inside):
        assert bare("คำสั่งที่ ๒๑๕/๒๕๖๙ ลงวันที่ ๑๐ มีนาคม ๒๕๖๙") in bare(text)


def test_the_offices_own_wording_replaces_the_templates() -> None:
    own = samples.make_notice("promotion", paragraphs=("ข้อความของสำนักงานเอง",), speed="ด่วนที่สุด")
    text = poppler_text(notice_letter.build(own, STYLE))
    assert "ข้อความของสำนักงานเอง" in text
    assert "ด่วนที่สุด" in text
    assert "บัดนี้" not in text
    assert notice_letter.missing(dataclasses.replace(own, target_position="")) == ()


def test_several_references_are_counted() -> None:
    letter = samples.make_notice("promotion", references=("หนังสือหนึ่ง", "หนังสือสอง"))
    text = poppler_text(notice_letter.build(letter, STYLE))
    assert "๑. หนังสือหนึ่ง" in text
    assert "๒. หนังสือสอง" in text


def test_arabic_digits_reach_every_part_of_a_paper() -> None:
    style = dataclasses.replace(STYLE, digits="arabic")
    for pdf in (
        order.build(samples.make_order("promotion"), style),
        notice_letter.build(samples.make_notice("promotion"), style),
        list_report.build(samples.LIST, style),
    ):
        assert not set(poppler_text(pdf)) & set("๐๑๒๓๔๕๖๗๘๙")
    thai = poppler_text(order.build(samples.make_order("promotion"), STYLE))
    assert not set(thai) & set("0123456789")


def test_what_is_missing_is_listed_with_the_place_to_fill_it() -> None:
    empty = order.Order(kind="promotion")
    missing = order.missing(empty)
    assert {
        "order_number",
        "dated",
        "people.name",
        "people.to_position",
        "signatory.name",
    } <= names(missing)
    places = {field.name: field.where for field in missing}
    assert places["order_number"] == "paper.order_number"
    assert places["signatory.name"] == "office.signatory"
    assert places["people.to_position"] == "case.target"
    assert all(field.label_th and field.where.count(".") == 1 for field in order.FIELDS)
    assert order.missing(samples.make_order("promotion")) == ()


def test_one_person_of_several_without_a_value_is_enough() -> None:
    people = (samples.PEOPLE[0], dataclasses.replace(samples.PEOPLE[1], to_number=" "))
    assert names(order.missing(samples.make_order("promotion", people))) == {"people.to_number"}


def test_a_resignation_asks_for_no_target() -> None:
    data = samples.make_order("resignation", (samples.LEAVING,))
    assert order.missing(data) == ()
    assert "people.to_position" not in {f.name for f in order.fields_of("resignation")}


def test_missing_values_of_the_other_papers() -> None:
    assert {"person_name", "received_on", "steps"} <= names(
        case_status.missing(case_status.CaseStatus())
    )
    assert "officer_name" in names(receipt.missing(receipt.Receipt()))
    assert {"letter_number", "proposal"} <= names(memorandum.missing(memorandum.Memorandum()))
    notice = notice_letter.missing(notice_letter.NoticeLetter(kind="resignation"))
    assert "office.address" in names(notice)
    assert "target_position" not in names(notice)
    inside = notice_letter.NoticeLetter(kind="resignation", internal=True)
    assert "office.address" not in names(notice_letter.missing(inside))
    assert names(list_report.missing(list_report.ListReport("", (), ()))) == {"title", "rows"}
    for module, data in (
        (case_status, samples.STATUS),
        (receipt, samples.RECEIPT),
        (memorandum, samples.MEMO),
        (list_report, samples.LIST),
        (notice_letter, samples.make_notice("reassignment")),
    ):
        assert module.missing(data) == ()


@pytest.mark.parametrize(
    ("module", "data"),
    [
        (case_status, case_status.CaseStatus()),
        (receipt, receipt.Receipt()),
        (memorandum, memorandum.Memorandum()),
        *[(order, order.Order(kind=kind)) for kind in order.KINDS],
        *[(notice_letter, notice_letter.NoticeLetter(kind=kind)) for kind in notice_letter.KINDS],
        (list_report, list_report.ListReport("ว่าง", (list_report.Column("ก", 1),), ())),
    ],
)
def test_a_paper_without_data_is_a_blank_to_fill_by_hand(module, data) -> None:
    assert page_count(module.build(data, STYLE)) == 1


def test_a_number_not_given_yet_leaves_room_after_the_offices_code() -> None:
    letter = samples.make_notice("promotion", letter_number="", dated=None)
    text = poppler_text(notice_letter.build(letter, STYLE))
    assert "ที่ สธ ๐๙๙๙/....." in text


def test_the_same_data_give_the_same_bytes_and_other_data_others() -> None:
    def digest(pdf: bytes) -> str:
        return hashlib.sha256(pdf).hexdigest()

    one = digest(order.build(samples.make_order("promotion"), STYLE))
    memorandum.build(samples.MEMO, STYLE)
    assert digest(order.build(samples.make_order("promotion"), STYLE)) == one
    changed = dataclasses.replace(samples.make_order("promotion"), order_number="216/2569")
    assert digest(order.build(changed, STYLE)) != one


def test_the_file_names_its_title_and_office() -> None:
    document = PdfDocument(memorandum.build(samples.MEMO, STYLE))
    try:
        about = document.get_metadata_dict()
    finally:
        document.close()
    assert about["Title"] == f"บันทึกข้อความ {samples.MEMO.subject}"
    assert about["Author"] == samples.OFFICE.agency_name


def test_delegation_is_written_once() -> None:
    assert Signatory("ก", "ข", "อธิบดี").delegation == "ปฏิบัติราชการแทน อธิบดี"
    assert Signatory("ก", "ข", "รักษาราชการแทน อธิบดี").delegation == "รักษาราชการแทน อธิบดี"
    assert Signatory("ก", "ข").delegation == ""


def test_the_units_name_is_not_said_twice() -> None:
    memo = dataclasses.replace(samples.MEMO, section_name="กลุ่มสรรหา กองการเจ้าหน้าที่")
    assert poppler_text(memorandum.build(memo, STYLE)).count("กองการเจ้าหน้าที่ กรม") == 1


def test_every_registered_paper_has_what_the_program_asks_of_it() -> None:
    for paper in PAPERS:
        module = paper.module
        assert paper.title
        assert callable(module.build)
        assert callable(module.missing)
        assert callable(module.sections)
        assert paper.fields == module.FIELDS
        assert len({field.name for field in paper.fields}) == len(paper.fields)
    assert paper_kind("order").title == "คำสั่ง"
    with pytest.raises(PaperUnknown) as refused:
        paper_kind("poem")
    assert refused.value.facts == {"kind": "poem"}
    assert "poem" in str(refused.value)


def test_many_letters_go_into_one_file() -> None:
    heard: list[tuple[int, int]] = []
    letters = [samples.make_notice("promotion", to=f"ผู้รับที่ {n}") for n in range(5)]
    pdf = build_many(letters, notice_letter.sections, STYLE, progress=lambda *at: heard.append(at))
    assert page_count(pdf) == 5
    assert "ผู้รับที่ ๔" in page_text(pdf, 4)
    assert heard == [(n, 5) for n in range(1, 6)]


def test_a_batch_can_be_stopped() -> None:
    letters = [samples.make_notice("promotion")] * 5
    answers = iter([False, False, True])
    with pytest.raises(PaperCancelled) as stopped:
        build_many(letters, notice_letter.sections, STYLE, cancelled=lambda: next(answers))
    assert stopped.value.facts == {"done": 2, "total": 5}


def picture(kind: str, mode: str = "RGBA") -> bytes:
    buffer = io.BytesIO()
    Image.new(mode, (60, 64), "black").save(buffer, kind)
    return buffer.getvalue()


@pytest.mark.parametrize(("kind", "mode"), [("PNG", "RGBA"), ("PNG", "1"), ("JPEG", "RGB")])
def test_the_offices_emblem_is_drawn_unless_the_paper_bears_it(kind, mode) -> None:
    data = samples.make_order("promotion")
    emblem = picture(kind, mode)
    drawn = order.build(data, dataclasses.replace(STYLE, emblem=emblem, emblem_preprinted=False))
    blank = order.build(data, dataclasses.replace(STYLE, emblem=emblem, emblem_preprinted=True))
    assert difference(small_picture(drawn, 0), small_picture(blank, 0)) > 0.01
    assert page_text(drawn, 0) == page_text(blank, 0)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"<?xml version='1.0'?><svg xmlns='x'/>", "svg"),
        (b"GIF89a....", "not_a_picture"),
        (picture("PNG")[:40], "damaged"),
    ],
)
def test_an_emblem_that_is_no_picture_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(EmblemRefused) as refused:
        load_emblem(content)
    assert refused.value.facts == {"reason": reason}


def test_a_page_that_is_not_there_cannot_be_shown() -> None:
    pdf = memorandum.build(samples.MEMO, STYLE)
    page = render_page(pdf, 0, 72)
    assert (page.width, page.height) == (596, 842)
    assert len(page.bgr_bytes) == page.stride * page.height
    with pytest.raises(IndexError):
        render_page(pdf, 1, 72)


@pytest.mark.parametrize("name", sorted(file.stem for file in REFERENCE.glob("*.png")))
def test_a_paper_looks_like_its_stored_picture(name: str) -> None:
    paper, page = name.rsplit("-", 1)
    pdf = papers()[paper]
    with Image.open(REFERENCE / f"{name}.png") as stored:
        assert difference(small_picture(pdf, int(page) - 1), stored) < 0.004


def test_every_paper_has_a_stored_picture() -> None:
    assert {f"{name}-1" for name in papers()} <= {file.stem for file in REFERENCE.glob("*.png")}


def test_a_moved_line_does_not_look_the_same() -> None:
    """The comparison can fail: another margin, a missing head, a longer name are all seen."""
    with Image.open(REFERENCE / "memorandum-1.png") as stored:
        moved = dataclasses.replace(STYLE, margin_left=3.3)
        assert difference(small_picture(memorandum.build(samples.MEMO, moved), 0), stored) > 0.004
        shorter = dataclasses.replace(samples.MEMO, law=())
        assert difference(small_picture(memorandum.build(shorter, STYLE), 0), stored) > 0.004


def test_an_office_without_a_name_leaves_no_stray_words() -> None:
    assert Office().agency_name == ""
    text = page_text(case_status.build(case_status.CaseStatus(), STYLE), 0)
    assert "None" not in text
