"""What is copied from a paper is what was written into it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hrdesk.documents.flow import Block, Section
from hrdesk.documents.paper import build_paper
from hrdesk.documents.paragraph import Paragraph
from hrdesk.documents.style import PaperStyle
from hrdesk.documents.text import Run, plain, runs_of, set_digits
from tests.documents.reading import HARD_WORDS, bare, pdfium_text, poppler_text, words

LONG = (
    "ตามหนังสือที่อ้างถึง กรมตัวอย่างได้แจ้งให้หน่วยงานในสังกัดดำเนินการสำรวจข้อมูลบุคลากร (ก.พ.7) ประจำปีงบประมาณ "
    "พ.ศ. 2569 และรายงานผลให้ทราบภายในวันที่ 30 พฤศจิกายน 2569 นั้น กองการเจ้าหน้าที่ได้ตรวจสอบทะเบียนประวัติแล้ว "
    "ปรากฏว่ามีผู้ซึ่งมีคุณสมบัติครบถ้วนตามหลักเกณฑ์ต่าง ๆ ที่ ก.พ. กำหนด จำนวน 12 ราย ทั้งนี้ ขอให้ญาติผู้ใหญ่ ป้าน้ำผึ้ง "
    "และผู้ซื้อก๋วยเตี๋ยวที่ญี่ปุ่น ลงชื่อไว้เป็นหลักฐาน ฯลฯ"
)


def paper(*blocks: Block, style: PaperStyle) -> bytes:
    return build_paper([Section(list(blocks))], style, title="ทดสอบ", author="กรมตัวอย่าง")


@pytest.mark.parametrize("read", [poppler_text, pdfium_text])
@pytest.mark.parametrize("bold", [False, True])
def test_hard_words_come_back_exactly(read, bold: bool) -> None:
    style = PaperStyle()
    pdf = paper(*[Paragraph(Run(word, bold), style) for word in HARD_WORDS], style=style)
    assert words(read(pdf)) == HARD_WORDS


@pytest.mark.parametrize("read", [poppler_text, pdfium_text])
def test_hard_words_beside_each_other_keep_their_spaces(read) -> None:
    style = PaperStyle()
    mixed = [Run(f"{word} ", bold=number % 3 == 0) for number, word in enumerate(HARD_WORDS)]
    text = read(paper(Paragraph(mixed, style, align="left"), style=style))
    assert words(text) == HARD_WORDS


@pytest.mark.parametrize("read", [poppler_text, pdfium_text])
@pytest.mark.parametrize("align", ["thai", "left", "center", "right"])
def test_a_long_paragraph_comes_back(read, align) -> None:
    style = PaperStyle(digits="arabic")
    pdf = paper(Paragraph(LONG, style, align=align, first_indent=70), style=style)
    assert bare(read(pdf)) == bare(LONG)
    inner = [line for line in read(pdf).splitlines() if line.strip()]
    for line in inner:
        assert " ".join(line.split()) in LONG


def test_spread_letters_do_not_look_like_spaces() -> None:
    style = PaperStyle()
    text = "ผู้อำนวยการ" + "กลุ่มสรรหาและบรรจุแต่งตั้งนักทรัพยากรบุคคลชำนาญการพิเศษ" * 6
    pdf = paper(Paragraph(text, style), style=style)
    for line in poppler_text(pdf).splitlines():
        assert " " not in line.strip()
    assert bare(poppler_text(pdf)) == text


@settings(max_examples=15)
@given(
    st.lists(
        st.sampled_from([*HARD_WORDS, "(ก.พ.)", "พ.ศ.", "2569", "ๆ", "Best", "x.5"]), min_size=1
    )
)
def test_any_words_in_any_order_come_back(chosen: list[str]) -> None:
    style = PaperStyle(digits="arabic")
    pdf = paper(Paragraph(" ".join(chosen), style), style=style)
    assert words(poppler_text(pdf)) == chosen


def test_digits_are_turned_in_one_place() -> None:
    assert set_digits("ที่ 12/2569", "thai") == "ที่ ๑๒/๒๕๖๙"
    assert set_digits("ที่ ๑๒/๒๕๖๙", "arabic") == "ที่ 12/2569"


def test_addresses_for_machines_keep_their_digits() -> None:
    text = "อีเมล hr2@office.example โทร. 0 2"
    assert set_digits(text, "thai") == "อีเมล hr2@office.example โทร. ๐ ๒"


def test_characters_without_ink_are_left_out() -> None:
    assert set_digits("น\u200bา\u00a0ท\u0e4d\u0e32", "thai") == "นา ทำ"


def test_runs_and_their_plain_text() -> None:
    runs = runs_of([Run("ก"), Run("ข", keep=True)], bold=True)
    assert plain(runs) == "กข"
    assert all(run.bold for run in runs)
    assert runs[1].keep
