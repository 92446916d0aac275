"""The annex that shows how a result came about."""

from __future__ import annotations

import datetime as dt

import pytest

from hrdesk.documents.papers import explanation
from hrdesk.documents.papers.explanation import ExplanationAnnex, ReasonLine
from hrdesk.documents.preview import page_count, page_text
from hrdesk.documents.registry import paper_kind
from hrdesk.documents.style import PaperStyle
from tests.documents.reading import bare, laksaman, poppler_text

STYLE = PaperStyle(fonts=laksaman())
DATA = ExplanationAnnex(
    title="วันเกษียณอายุ",
    facts=(("วันเกิด", "2 ต.ค. 2511"),),
    results=(("วันพ้นจากราชการ", "1 ต.ค. 2572"),),
    lines=(
        ReasonLine(0, "วันสุดท้ายของการรับราชการ", "30 ก.ย. 2572"),
        ReasonLine(1, "อายุที่พ้นจากราชการ", "60 ปี", "พระราชบัญญัติตัวอย่าง มาตรา 9"),
    ),
    agency_name="กรมส่งเสริมสุขภาวะ",
    law="ชุดกฎ common",
    printed_on=dt.date(2026, 11, 20),
)


def test_it_says_facts_results_reasons_and_clauses() -> None:
    text = bare(poppler_text(explanation.build(DATA, STYLE), "-layout"))
    for part in (
        "เอกสารแนบแสดงวิธีคำนวณ",
        "วันเกษียณอายุ",
        "๒ ต.ค. ๒๕๑๑",
        "๑ ต.ค. ๒๕๗๒",
        "๖๐ ปี (พระราชบัญญัติตัวอย่าง มาตรา ๙)",
        "คำนวณเมื่อ ๒๐ พฤศจิกายน ๒๕๖๙",
        "กรมส่งเสริมสุขภาวะ",
    ):
        assert bare(part) in text


def test_a_reason_stands_further_right_than_what_it_explains() -> None:
    lines = poppler_text(explanation.build(DATA, STYLE), "-layout").splitlines()
    places = [line.index("–") for line in lines if "–" in line]
    assert len(places) == 2
    assert places[0] < places[1]


def test_a_long_tree_goes_on_over_pages() -> None:
    deep = tuple(ReasonLine(at % 12, f"ข้อ {at}", "ครบ", "ประกาศตัวอย่าง ข้อ 4") for at in range(200))
    pdf = explanation.build(ExplanationAnnex("ทดสอบ", DATA.facts, DATA.results, deep), STYLE)
    assert page_count(pdf) > 2
    assert bare("ข้อ ๑๙๙") in bare(page_text(pdf, page_count(pdf) - 1))


@pytest.mark.parametrize("name", ["title", "facts", "results", "lines"])
def test_what_is_missing_is_named(name) -> None:
    assert name in {field.name for field in explanation.missing(ExplanationAnnex())}
    assert explanation.missing(DATA) == ()


def test_it_is_a_registered_paper() -> None:
    assert paper_kind("explanation").module is explanation
    assert page_count(explanation.build(ExplanationAnnex(), STYLE)) == 1
