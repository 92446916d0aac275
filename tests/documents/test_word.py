"""Word files: every paper goes through, says what the PDF says, and is well formed."""

from __future__ import annotations

import dataclasses
import io
import zipfile
from collections import Counter
from typing import Any

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as WordParagraph

from hrdesk.documents.errors import PaperUnknown
from hrdesk.documents.flow import Block, Section
from hrdesk.documents.papers import case_status, list_report, memorandum, order, receipt
from hrdesk.documents.papers.status_slip import StatusSlip
from hrdesk.documents.papers.status_slip import sections as slip
from hrdesk.documents.registry import paper_of_template
from hrdesk.documents.style import PaperStyle
from hrdesk.documents.templates import names
from hrdesk.documents.word import FONT, build_docx
from tests.documents import samples
from tests.documents.reading import bare, laksaman, poppler_text
from tests.documents.test_paper_kinds import picture

STYLE = PaperStyle(fonts=laksaman(), catch_words=False)
ORDER_OF_PROPERTIES = ("keepNext", "pBdr", "tabs", "spacing", "ind", "jc")


def opened(sections: list[Section], style: PaperStyle = STYLE) -> Any:
    return Document(io.BytesIO(build_docx(sections, style, title="ทดสอบ", author="กรม")))


def text_of(document: Any) -> str:
    return "".join(node.text or "" for node in document.element.body.iter(qn("w:t")))


def letters(text: str) -> Counter[str]:
    """Count the letters that carry meaning: no dots to write on, boxes or page numbers."""
    marks = ".☐☑-๐๑๒๓๔๕๖๗๘๙"
    return Counter(letter for letter in bare(text) if letter not in marks)


@pytest.mark.parametrize("name", [found.name for found in names()])
def test_word_says_what_the_paper_says(name: str) -> None:
    paper, kind = paper_of_template(name)
    data = paper.module.sample(kind)
    document = opened(paper.module.sections(data, STYLE))
    printed = poppler_text(paper.module.build(data, STYLE))
    assert letters(text_of(document)) - letters(printed) == Counter()
    page_heads = letters("หน้าจาก" * printed.count("หน้า "))
    assert letters(printed) - letters(text_of(document)) - page_heads == Counter()
    for paragraph in document.paragraphs:
        if "\t" not in paragraph.text:
            assert bare(paragraph.text) in bare(printed)


@pytest.mark.parametrize(
    ("module", "data"),
    [
        (case_status, samples.STATUS),
        (receipt, samples.RECEIPT),
        (memorandum, samples.MEMO),
        (list_report, samples.LIST),
    ],
)
def test_papers_without_a_text_go_through_too(module: Any, data: Any) -> None:
    word = bare(text_of(opened(module.sections(data, STYLE))))
    if module is list_report:
        assert bare("นายทดสอบที่ ๖๐ ตั้งมั่น") in word
    else:
        assert bare(data.office.agency_name) in word
    assert "☑" in word or module is not receipt


def test_fonts_sizes_and_digits_hold_for_thai_script() -> None:
    document = opened(order.sections(samples.make_order("promotion"), STYLE))
    normal = document.styles["Normal"].element.rPr
    assert normal.rFonts.get(qn("w:cs")) == FONT
    assert normal.find(qn("w:szCs")).get(qn("w:val")) == "32"
    for run in document.element.body.iter(qn("w:rPr")):
        size = run.find(qn("w:sz"))
        assert size is not None
        assert run.find(qn("w:szCs")).get(qn("w:val")) == size.get(qn("w:val"))
        assert (run.find(qn("w:b")) is None) == (run.find(qn("w:bCs")) is None)
    assert not set(text_of(document)) & set("0123456789")
    arabic = dataclasses.replace(STYLE, digits="arabic")
    document = opened(order.sections(samples.make_order("promotion"), arabic), arabic)
    assert not set(text_of(document)) & set("๐๑๒๓๔๕๖๗๘๙")


def test_an_annex_is_a_section_on_its_side_with_heads_that_come_again() -> None:
    document = opened(order.sections(samples.make_order("promotion"), STYLE))
    upright, annex = document.sections
    assert upright.orientation == WD_ORIENT.PORTRAIT
    assert annex.orientation == WD_ORIENT.LANDSCAPE
    assert annex.page_width > annex.page_height
    table = document.tables[-1]
    heads = table._tbl.findall(f"{qn('w:tr')}/{qn('w:trPr')}/{qn('w:tblHeader')}")
    assert len(heads) == 2
    assert len(table.rows) == 2 + len(samples.PEOPLE)
    assert {len(row.cells) for row in table.rows} == {13}
    assert table.rows[0].cells[2].text == "ตำแหน่งเดิม"
    assert table.rows[0].cells[0]._tc is table.rows[1].cells[0]._tc  # one cell down both rows
    numbers = [section._sectPr.findall(qn("w:pgNumType")) for section in document.sections]
    assert [len(found) for found in numbers] == [1, 1]
    assert "SECTIONPAGES" in annex.header._element.xml
    assert "ThaiArabic" in upright.header._element.xml
    assert "PAGE" not in upright.first_page_header._element.xml


def test_paragraphs_are_indented_spread_and_kept_like_the_paper() -> None:
    document = opened(order.sections(samples.make_order("transfer_out"), STYLE))
    body = next(p for p in document.paragraphs if p.text.startswith("อาศัยอำนาจ"))
    assert body._p.pPr.find(qn("w:jc")).get(qn("w:val")) == "thaiDistribute"
    assert body.paragraph_format.first_line_indent.cm == pytest.approx(2.5, abs=0.01)
    signature = next(p for p in document.paragraphs if p.text.startswith("("))
    assert signature.paragraph_format.left_indent.cm == pytest.approx(8, abs=0.01)
    assert signature.paragraph_format.keep_with_next


def test_properties_stand_in_the_order_word_wants() -> None:
    for name in ("order_promotion", "letter_degree_check", "card_request", "committee_selection"):
        paper, kind = paper_of_template(name)
        document = opened(paper.module.sections(paper.module.sample(kind), STYLE))
        for properties in document.element.body.iter(qn("w:pPr")):
            found = [child.tag.split("}")[1] for child in properties if "sectPr" not in child.tag]
            wanted = [tag for tag in ORDER_OF_PROPERTIES if tag in found]
            assert found == wanted
        for cell in document.element.body.iter(qn("w:tc")):
            assert cell[-1].tag == qn("w:p")  # Word will not open a cell that ends otherwise


def test_the_offices_emblem_goes_in_once() -> None:
    style = dataclasses.replace(STYLE, emblem=picture("PNG"), emblem_preprinted=False)
    sections = [
        *order.sections(samples.make_order("promotion"), style),
        *order.sections(samples.make_order("transfer_out"), style),
    ]
    made = build_docx(sections, style)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        media = [name for name in archive.namelist() if name.startswith("word/media/")]
    assert len(media) == 1
    assert len(Document(io.BytesIO(made)).inline_shapes) == 2


def test_a_slip_stands_in_its_frame() -> None:
    document = opened(slip(StatusSlip(code="ABC-123", case_number="1/2569"), STYLE))
    assert "ABC-123" in text_of(document)
    assert len(document.tables) == 1


def test_a_block_nobody_knows_is_refused() -> None:
    class Poem(Block):
        pass

    with pytest.raises(PaperUnknown) as refused:
        build_docx([Section([Poem()])], STYLE)
    assert refused.value.facts == {"kind": "Poem"}


def test_title_and_author_are_kept() -> None:
    document = opened(memorandum.sections(samples.MEMO, STYLE))
    assert document.core_properties.title == "ทดสอบ"
    assert document.core_properties.author == "กรม"
    assert isinstance(document.paragraphs[0], WordParagraph)


def test_a_long_annex_keeps_every_row_and_text_that_xml_cannot_hold_is_cleaned() -> None:
    people = tuple(
        dataclasses.replace(samples.PEOPLE[0], name=f"นายยาว <{n}> & \x0b\x00ลูก")
        for n in range(600)
    )
    made = build_docx(order.sections(samples.make_order("transfer_out", people), STYLE), STYLE)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        xml = archive.read("word/document.xml").decode("utf-8")
    assert xml.count("<w:tr>") == 600 + 2
    assert "hrdesk-section" not in xml
    table = Document(io.BytesIO(made)).tables[0]
    assert table._tbl.tr_lst[-1].tc_lst[1].xpath("string()").startswith("นายยาว <๕๙๙> & ลูก")
