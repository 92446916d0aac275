"""The strip of a void paper: on every page at the upper edge, the text under it untouched."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from hrdesk.documents.preview import page_text
from hrdesk.documents.void_mark import TITLE, Voided, mark_void
from tests.documents.reading import bare
from tests.documents.test_certified import ISSUED, STYLE, dark, turned

WHY = Voided("12/2569", dt.date(2026, 10, 9), "มานี รักงาน", "พิมพ์ชื่อผิดคน")


def test_every_page_says_that_it_is_void_why_and_since_when() -> None:
    copy = mark_void(ISSUED, WHY, STYLE)
    for page in range(2):
        text = bare(page_text(copy, page))
        for said in (TITLE, "เลขที่๑๒/๒๕๖๙", "๙ต.ค.๒๕๖๙", WHY.by, WHY.reason):
            assert bare(said) in text
        assert bare(page_text(ISSUED, page)) in text.replace("\ufffe", "")
    assert mark_void(ISSUED, WHY, STYLE) == copy


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_the_strip_stands_at_the_upper_edge_however_the_page_is_turned(turn: int) -> None:
    paper = turned(ISSUED, turn)
    top = (0.1, 0.0, 0.9, 0.05)
    assert dark(paper, 0, top) == 0
    assert dark(mark_void(paper, WHY, STYLE), 0, top) > 0.005


def test_a_long_reason_ends_in_dots() -> None:
    long = dataclasses.replace(WHY, reason="ออกผิดคนต้องทำใหม่ " * 25)
    text = bare(page_text(mark_void(ISSUED, long, STYLE), 0))
    assert "…" in text and text.count(bare("ออกผิดคนต้องทำใหม่")) < 12
