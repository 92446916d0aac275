"""Word files of the same blocks that papers are made of, for those who must edit by hand."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Pt

from hrdesk.documents.flow import Section, frame_of
from hrdesk.documents.style import A4_HEIGHT, A4_WIDTH, PaperStyle, cm
from hrdesk.documents.word_blocks import WordBlocks
from hrdesk.documents.word_xml import NAMESPACES, field, paragraph, run

FONT = "TH Sarabun New"
"""Word files name the font of official papers; a PC without it shows another in its place."""


def build_docx(
    sections: Sequence[Section], style: PaperStyle, *, title: str = "", author: str = ""
) -> bytes:
    """Return the paper as a Word file; what is drawn at a section's foot is left out."""
    document: Any = Document()
    _set_fonts(document, style)
    document.core_properties.title = title
    document.core_properties.author = author
    blocks = WordBlocks(document.part, style)
    for number, section in enumerate(sections):
        word_section = document.sections[0] if number == 0 else document.add_section()
        _shape(word_section, section, style)
        _number_pages(word_section, section, style)
        width = frame_of(style, section, first=True).width
        for made in blocks.xml(section.blocks, width):
            _append(document, made)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _append(document: Any, xml: str) -> None:
    """Put an element at the end of the body, before the last section's own properties."""
    body = document.element.body
    body.insert(len(body) - 1, parse_xml(xml))


def _set_fonts(document: Any, style: PaperStyle) -> None:
    """Make every script of the plain style the papers' font in the body's size."""
    normal = document.styles["Normal"]
    normal.font.name = FONT
    normal.font.size = Pt(style.body_size)
    normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.space_before = Pt(0)
    normal.paragraph_format.line_spacing = 1
    properties = normal.element.get_or_add_rPr()
    fonts = properties.rFonts
    for script in ("w:cs", "w:eastAsia", "w:hAnsi", "w:ascii"):
        fonts.set(qn(script), FONT)
    half_points = round(style.body_size * 2)
    properties.append(parse_xml(f'<w:szCs {NAMESPACES} w:val="{half_points}"/>'))
    properties.append(parse_xml(f'<w:lang {NAMESPACES} w:val="th-TH" w:bidi="th-TH"/>'))


def _shape(word_section: Any, section: Section, style: PaperStyle) -> None:
    wide = section.landscape
    word_section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    word_section.page_width = Pt(A4_HEIGHT if wide else A4_WIDTH)
    word_section.page_height = Pt(A4_WIDTH if wide else A4_HEIGHT)
    left = style.margin_right if wide else style.margin_left
    word_section.left_margin = Pt(cm(left))
    word_section.right_margin = Pt(cm(style.margin_right))
    top = style.margin_top_first if section.tight_first else style.margin_top
    word_section.top_margin = Pt(cm(top))
    word_section.bottom_margin = Pt(cm(style.margin_bottom))
    word_section.header_distance = Pt(cm(min(1.25, top)))


def _number_pages(word_section: Any, section: Section, style: PaperStyle) -> None:
    """Give a section its own page numbers: none on a paper's first page, "หน้า n จาก m" in lists.

    The head of later pages is as high as their margin asks, which leaves the first page's alone.
    """
    switch = r"\* ThaiArabic" if style.digits == "thai" else r"\* Arabic"
    properties = word_section._sectPr
    for old in properties.findall(qn("w:pgNumType")):
        properties.remove(old)  # a new section begins as a copy of the one before
    start = parse_xml(f'<w:pgNumType {NAMESPACES} w:start="1"/>')
    properties.find(qn("w:pgMar")).addnext(start)
    dashes = section.label == "dashes"
    word_section.different_first_page_header_footer = dashes
    word_section.header.is_linked_to_previous = False
    size = style.body_size if dashes else style.table_size
    page = field(f"PAGE {switch}", size)
    if dashes:
        made = paragraph(
            run("- ", size) + page + run(" -", size),
            align="center",
            after=cm(style.margin_top - 1.25) - size * 1.4,
        )
        word_section.first_page_header.is_linked_to_previous = False
        _replace(word_section.first_page_header, paragraph(run(" ", 1)))
    elif section.label == "of":
        total = field(f"SECTIONPAGES {switch}", size)
        made = paragraph(run("หน้า ", size) + page + run(" จาก ", size) + total, align="right")
    else:
        made = paragraph("")
    _replace(word_section.header, made)


def _replace(part: Any, xml: str) -> None:
    element = part._element
    for child in list(element):
        element.remove(child)
    element.append(parse_xml(xml))
