"""Word files of the same blocks that papers are made of, for those who must edit by hand."""

from __future__ import annotations

import io
import zipfile
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
    bodies: list[str] = []
    for number, section in enumerate(sections):
        word_section = document.sections[0] if number == 0 else _next_section(document)
        _shape(word_section, section, style)
        _number_pages(word_section, section, style)
        width = frame_of(style, section, first=True).width
        document.element.body[-1].addprevious(parse_xml(f"<w:p {NAMESPACES}>{_mark(number)}</w:p>"))
        bodies.append("".join(blocks.xml(section.blocks, width)))
    out = io.BytesIO()
    document.save(out)
    return _filled(out.getvalue(), bodies)


def _mark(number: int) -> str:
    return f"<w:r><w:t>hrdesk-section-{number}</w:t></w:r>"


def _filled(container: bytes, bodies: Sequence[str]) -> bytes:
    """Put each section's text in place of its mark.

    The text goes in as it is written: moving a long table between two trees takes minutes.
    """
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(container)) as given,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for entry in given.infolist():
            content = given.read(entry)
            if entry.filename == "word/document.xml":
                text = content.decode("utf-8")
                for number, body in enumerate(bodies):
                    before, mark, after = text.partition(f"<w:p>{_mark(number)}</w:p>")
                    text = before + (body if mark else "") + after
                content = text.encode("utf-8")
            made.writestr(entry.filename, content)
    return out.getvalue()


def _next_section(document: Any) -> Any:
    """Begin another section; the line that ends the one before is too low to need a page."""
    made = document.add_section()
    ending = document.element.body[-2].pPr
    low = f'<w:spacing {NAMESPACES} w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
    ending.insert(0, parse_xml(low))
    return made


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
    element.extend(list(parse_xml(f"<w:hdr {NAMESPACES}>{xml}</w:hdr>")))
