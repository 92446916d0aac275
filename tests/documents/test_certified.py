"""Certified copies: the block on every page, the text under it untouched."""

from __future__ import annotations

import datetime as dt
import io

import pypdfium2
import pytest

from hrdesk.documents.certified import TITLE, Certification, certify, missing
from hrdesk.documents.errors import PaperUnreadable
from hrdesk.documents.papers import order
from hrdesk.documents.preview import page_count, page_sizes, page_text, render_page
from hrdesk.documents.style import PaperStyle
from tests.documents import samples
from tests.documents.reading import bare, laksaman, poppler_text

STYLE = PaperStyle(fonts=laksaman())
WHO = Certification("นางฐิติมา กฎหมายดี", "นักทรัพยากรบุคคลชำนาญการ", dt.date(2026, 10, 9))
ISSUED = order.build(samples.make_order("promotion"), STYLE)


def dark(pdf: bytes, page: int, box: tuple[float, float, float, float]) -> float:
    """Return the share of dark points in a part of a page, given as shares of its sides."""
    shown = render_page(pdf, page, 40)
    left, top, right, bottom = box
    count = ink = 0
    for y in range(int(shown.height * top), int(shown.height * bottom)):
        for x in range(int(shown.width * left), int(shown.width * right)):
            count += 1
            ink += shown.bgr_bytes[y * shown.stride + 3 * x] < 160
    return ink / count


def turned(pdf: bytes, turn: int) -> bytes:
    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        page.set_rotation(turn)
    out = io.BytesIO()
    document.save(out)
    document.close()
    return out.getvalue()


def test_every_page_says_who_certifies_it_and_keeps_its_text() -> None:
    copy = certify(ISSUED, WHO, STYLE)
    assert page_count(copy) == page_count(ISSUED) == 2
    assert page_sizes(copy) == page_sizes(ISSUED)
    for page in range(2):
        text = bare(page_text(copy, page))
        assert bare(TITLE) in text
        assert bare(f"({WHO.name})") in text
        assert bare(WHO.post) in text
        assert "๙ตุลาคม๒๕๖๙" in text
        assert bare(page_text(ISSUED, page)) in text.replace("\ufffe", "")
    assert poppler_text(copy).count(TITLE) == 2


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_the_block_stands_at_the_lower_edge_however_the_page_is_turned(turn: int) -> None:
    paper = turned(ISSUED, turn)
    lower_left = (0.05, 0.92, 0.6, 1.0)
    assert dark(paper, 0, lower_left) == 0
    assert dark(certify(paper, WHO, STYLE), 0, lower_left) > 0.005


def test_the_same_copy_has_the_same_bytes() -> None:
    copy = certify(ISSUED, WHO, STYLE)
    assert certify(ISSUED, WHO, STYLE) == copy
    assert certify(ISSUED, Certification("นายอื่น", WHO.post, WHO.dated), STYLE) != copy


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 torn", b"PK\x03\x04"])
def test_what_is_no_pdf_is_refused(content: bytes) -> None:
    with pytest.raises(PaperUnreadable):
        certify(content, WHO, STYLE)


def test_name_and_post_are_asked_for_the_day_may_be_written_by_hand() -> None:
    assert [field.name for field in missing(Certification())] == ["name", "post"]
    undated = certify(ISSUED, Certification(WHO.name, WHO.post), STYLE)
    assert "วันที่....." in bare(page_text(undated, 0))
