"""Reading papers back: text as two readers copy it, and pages as small grey pictures."""

from __future__ import annotations

import subprocess
from pathlib import Path

from PIL import Image

from hrdesk.documents.fonts import FontSet, find_fonts
from hrdesk.documents.preview import page_count, page_text, render_page

REFERENCE = Path(__file__).parent / "reference"
REFERENCE_DPI = 30
HARD_WORDS = [
    "ที่",
    "น้ำ",
    "ป้า",
    "ปี่",
    "ฝ้าย",
    "ญี่ปุ่น",
    "ฐาน",
    "ผู้",
    "ก๋วยเตี๋ยว",
    "กตัญญู",
    "กฎหมาย",
    "ชั้น",
    "ซื้อ",
    "ตั้ง",
    "ฎีกา",
    "ฤๅ",
    "ก่ำ",
    "ทั้งนี้",
    "ป่ำ",
    "ปั้น",
]


def laksaman() -> FontSet:
    """Return Laksaman, whatever other font a machine has: pictures and positions are its."""
    return find_fonts("Laksaman")


def poppler_text(pdf: bytes, *options: str) -> str:
    """Return the text that pdftotext finds."""
    made = subprocess.run(
        ["pdftotext", *options, "-", "-"], input=pdf, capture_output=True, check=True
    )
    return made.stdout.decode("utf-8")


def pdfium_text(pdf: bytes) -> str:
    """Return the text that PDFium (Chrome, this program's preview) finds."""
    return "\n".join(page_text(pdf, number) for number in range(page_count(pdf)))


def words(text: str) -> list[str]:
    """Return a text's words as the spaces part them."""
    return text.split()


def bare(text: str) -> str:
    """Return a text without any space or line end: Thai lines end between words."""
    return "".join(text.split())


def small_picture(pdf: bytes, page: int) -> Image.Image:
    """Return a page as a small grey picture, soft enough to forgive a hair's breadth."""
    rendered = render_page(pdf, page, REFERENCE_DPI * 3)
    picture = Image.frombytes(
        "RGB",
        (rendered.width, rendered.height),
        rendered.bgr_bytes,
        "raw",
        "BGR",
        rendered.stride,
    )
    return picture.convert("L").reduce(3)


def difference(one: Image.Image, other: Image.Image) -> float:
    """Return the share of picture points that differ plainly (1 when the sizes differ)."""
    if one.size != other.size:
        return 1.0
    pairs = zip(one.tobytes(), other.tobytes(), strict=True)
    return sum(abs(a - b) > 48 for a, b in pairs) / (one.width * one.height)
