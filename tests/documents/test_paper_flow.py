"""How blocks fill pages."""

from __future__ import annotations

import dataclasses
import re

import pytest

from hrdesk.documents.blocks import Signature
from hrdesk.documents.flow import Section, paginate
from hrdesk.documents.paper import build_paper
from hrdesk.documents.papers import list_report, memorandum, order
from hrdesk.documents.paragraph import Paragraph
from hrdesk.documents.preview import page_count, page_text
from hrdesk.documents.style import PaperStyle, cm
from hrdesk.documents.table import Column, Table
from hrdesk.documents.values import Signatory
from tests.documents import samples
from tests.documents.reading import bare, laksaman, poppler_text

STYLE = PaperStyle(fonts=laksaman())
SENTENCE = "กองการเจ้าหน้าที่ได้ตรวจสอบทะเบียนประวัติแล้ว ปรากฏว่าผู้ขอมีคุณสมบัติครบถ้วนตามหลักเกณฑ์ที่กำหนดไว้ทุกประการ "
WIDTH = cm(16)


def text_of_lines(count: int) -> str:
    """Return a text that fills exactly so many lines of a page."""
    text = ""
    while len(Paragraph(text + SENTENCE, STYLE).lines(WIDTH)) < count:
        text += SENTENCE
    for word in SENTENCE.split() * 3:
        text += f"{word} "
        if len(Paragraph(text, STYLE).lines(WIDTH)) == count:
            return text
    raise AssertionError("no text of that length")


def lines_by_page(*blocks: object) -> list[list[int]]:
    pages = paginate(Section(list(blocks)), STYLE)  # type: ignore[arg-type]
    return [
        [len(b.lines(WIDTH)) if isinstance(b, Paragraph) else 0 for b, _ in page.placed]
        for page in pages
    ]


def lines_on_a_page() -> int:
    return lines_by_page(Paragraph(SENTENCE * 80, STYLE))[0][0]


def test_a_long_paragraph_parts_over_pages_and_nothing_is_lost() -> None:
    text = SENTENCE * 90
    pdf = build_paper([Section([Paragraph(text, STYLE)])], STYLE, title="ก", author="ข")
    assert page_count(pdf) == 4
    read = re.sub(r"\f-\s*[๐-๙]+(?:\s*-)?", "", poppler_text(pdf))
    assert bare(read) == bare(text)


@pytest.mark.parametrize("spare", [0, 1, 2, 3, 4])
def test_no_single_line_is_left_or_carried_over(spare: int) -> None:
    full = lines_on_a_page()
    first = Paragraph(text_of_lines(full - spare), STYLE)
    second = Paragraph(text_of_lines(5), STYLE)
    pages = lines_by_page(first, second)
    assert sum(map(sum, pages)) == full - spare + 5
    for page in pages:
        assert 1 not in page


def test_a_signature_never_stands_alone_on_a_page() -> None:
    signature = Signature(Signatory("นายทดสอบ ระบบดี", "อธิบดี"), STYLE)
    full = lines_on_a_page()
    for count in range(full - 6, full + 1):
        pages = lines_by_page(Paragraph(text_of_lines(count), STYLE), signature)
        assert sum(map(sum, pages)) == count
        assert sum(pages[-1]) >= 2


def test_a_short_last_paragraph_goes_over_whole_with_the_signature() -> None:
    signature = Signature(Signatory("นายทดสอบ ระบบดี", "อธิบดี"), STYLE)
    full = lines_on_a_page()
    filling = Paragraph(text_of_lines(full - 2), STYLE)
    pages = lines_by_page(filling, Paragraph(text_of_lines(2), STYLE), signature)
    assert pages == [[full - 2], [2, 0]]


def test_a_head_stays_with_its_text() -> None:
    full = lines_on_a_page()
    filling = Paragraph(text_of_lines(full - 2), STYLE)
    head = Paragraph("หัวข้อ", STYLE, keep_next=True)
    pages = lines_by_page(filling, head, Paragraph(text_of_lines(6), STYLE))
    assert pages[0] == [full - 2]
    assert pages[1] == [1, 6]


def test_pages_after_the_first_are_numbered_and_announced() -> None:
    memo = dataclasses.replace(samples.MEMO, facts=samples.MEMO.facts * 9)
    pdf = memorandum.build(memo, STYLE)
    assert page_count(pdf) == 2
    assert "- ๒ -" in page_text(pdf, 1)
    assert "- ๑ -" not in page_text(pdf, 0)
    announced = re.search(r"/(\S.*) \.\.\.", page_text(pdf, 0))
    assert announced
    second = page_text(pdf, 1).replace("- ๒ -", "").strip()
    assert bare(second).startswith(bare(announced[1]))
    without = memorandum.build(memo, dataclasses.replace(STYLE, catch_words=False))
    assert "..." not in page_text(without, 0)


def test_a_tables_head_stands_on_every_page_with_the_count() -> None:
    pdf = list_report.build(samples.LIST, STYLE)
    total = page_count(pdf)
    assert total > 2
    for number in range(total):
        text = page_text(pdf, number)
        assert "วันที่รับเรื่อง" in text
        assert f"หน้า {number + 1} จาก {total}".translate(str.maketrans("123456", "๑๒๓๔๕๖")) in text
    assert "รวม ๖๐ ราย" in page_text(pdf, total - 1)


@pytest.mark.parametrize("count", range(15, 50))
def test_the_total_has_a_row_above_it(count: int) -> None:
    data = dataclasses.replace(samples.LIST, rows=samples.LIST.rows[:count])
    (section,) = list_report.sections(data, STYLE)
    last_page = paginate(section, STYLE)[-1]
    table = next(block for block, _ in last_page.placed if isinstance(block, Table))
    assert len(table._rows) >= 2


def test_a_row_taller_than_a_page_parts() -> None:
    rows = [("1", SENTENCE * 60), ("2", "ท้าย")]
    table = Table([Column("ลำดับ", 1, "center"), Column("ข้อความ", 5)], rows, STYLE)
    pdf = build_paper([Section([table])], STYLE, title="ก", author="ข")
    assert page_count(pdf) > 2
    text = bare(re.sub(r"\f-\s*[๐-๙]+(?:\s*-)?", "", poppler_text(pdf)))
    assert text.count(bare(SENTENCE)[:20]) == 60
    assert text.endswith("ท้าย")


def test_a_row_must_have_a_cell_for_each_column() -> None:
    with pytest.raises(ValueError, match="1 cells"):
        Table([Column("ก", 1), Column("ข", 1)], [("หนึ่ง",)], STYLE)


def test_no_column_is_narrower_than_its_longest_word() -> None:
    columns = [Column("ลำดับ", 1, "center"), Column("ข้อความ", 60)]
    table = Table(columns, [("1,234,567.00", "ทดสอบ")], STYLE)
    table.height(WIDTH)
    assert [len(lines) for lines in table._rows[0].cells] == [1, 1]


def test_an_annex_is_landscape_with_its_own_numbers() -> None:
    people = samples.PEOPLE * 12
    pdf = order.build(samples.make_order("reassignment", people), STYLE)
    total = page_count(pdf)
    assert total > 3
    text = page_text(pdf, 1)
    assert text.startswith("หน้า ๑ จาก")
    assert "ตำแหน่งใหม่" in page_text(pdf, total - 1)
