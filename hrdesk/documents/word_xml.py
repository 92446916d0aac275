"""Pieces of WordprocessingML as text: runs, paragraphs, cells; lengths are PDF points."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_SYMBOLS = "Segoe UI Symbol"


def twips(points: float) -> int:
    """Return points as the twentieths Word counts in."""
    return round(points * 20)


def run(text: str, size: float, *, bold: bool = False, symbol: bool = False) -> str:
    """Return a run of text; line ends become breaks, tabs tabs."""
    pieces: list[str] = []
    for number, line in enumerate(_NOT_XML.sub("", text).split("\n")):
        if number:
            pieces.append("<w:br/>")
        for position, part in enumerate(line.split("\t")):
            if position:
                pieces.append("<w:tab/>")
            if part:
                pieces.append(f'<w:t xml:space="preserve">{escape(part)}</w:t>')
    return f"<w:r>{_properties(size, bold, symbol)}{''.join(pieces)}</w:r>"


def field(code: str, size: float) -> str:
    """Return a field that Word works out, such as the page's number."""
    look = _properties(size, bold=False, symbol=False)
    return (
        f'<w:r>{look}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{look}<w:instrText xml:space="preserve"> {escape(code)} </w:instrText></w:r>'
        f'<w:r>{look}<w:fldChar w:fldCharType="end"/></w:r>'
    )


def paragraph(
    runs: str,
    *,
    align: str = "left",
    before: float = 0.0,
    after: float = 0.0,
    left: float = 0.0,
    right: float = 0.0,
    first: float = 0.0,
    exact: float = 0.0,
    keep_next: bool = False,
    tabs: tuple[tuple[float, str], ...] = (),
    rule_below: bool = False,
) -> str:
    """Return a paragraph of runs; ``tabs`` are (place, leader), ``exact`` its fixed line height.

    ``first`` moves its first line; below nought the line hangs out to the left.
    """
    made = ["<w:keepNext/>"] if keep_next else []
    if rule_below:
        made.append('<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1"/></w:pBdr>')
    if tabs:
        stops = "".join(
            f'<w:tab w:val="left" w:pos="{twips(place)}"/>'
            if not leader
            else f'<w:tab w:val="right" w:leader={quoteattr(leader)} w:pos="{twips(place)}"/>'
            for place, leader in tabs
        )
        made.append(f"<w:tabs>{stops}</w:tabs>")
    spacing = f'w:before="{twips(before)}" w:after="{max(twips(after), 0)}"'
    if exact:
        spacing += f' w:line="{twips(exact)}" w:lineRule="exact"'
    made.append(f"<w:spacing {spacing}/>")
    indent = f'w:left="{twips(left)}" w:right="{twips(right)}"'
    indent += f' w:firstLine="{twips(first)}"' if first >= 0 else f' w:hanging="{twips(-first)}"'
    made.append(f"<w:ind {indent}/>")
    made.append(f'<w:jc w:val="{align}"/>')
    return f"<w:p><w:pPr>{''.join(made)}</w:pPr>{runs}</w:p>"


def cell(
    content: str,
    width: float,
    *,
    span: int = 1,
    merge: str = "",
    shaded: bool = False,
    foot: bool = False,
) -> str:
    """Return a cell of paragraphs; ``merge`` is "restart" or "continue" down a column."""
    made = [f'<w:tcW w:w="{twips(width)}" w:type="dxa"/>']
    if span > 1:
        made.append(f'<w:gridSpan w:val="{span}"/>')
    if merge:
        made.append(f'<w:vMerge w:val="{merge}"/>')
    if shaded:
        made.append('<w:shd w:val="clear" w:color="auto" w:fill="EDEDED"/>')
    if shaded or foot:
        made.append(f'<w:vAlign w:val="{"bottom" if foot else "center"}"/>')
    return f"<w:tc><w:tcPr>{''.join(made)}</w:tcPr>{content}</w:tc>"


def row(cells: str, *, head: bool = False) -> str:
    """Return a row that does not part over pages; a head stands again on every page."""
    again = "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{again}</w:trPr>{cells}</w:tr>"


def table(rows: str, widths: list[float], *, ruled: bool, pad: float = 3.5) -> str:
    """Return a table of fixed columns, ruled or without any line."""
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    kind = "single" if ruled else "nil"
    borders = "".join(f'<w:{side} w:val="{kind}" w:sz="4" w:space="0"/>' for side in sides)
    grid = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in widths)
    margin = "".join(f'<w:{side} w:w="{twips(pad)}" w:type="dxa"/>' for side in ("left", "right"))
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{twips(sum(widths))}" w:type="dxa"/>'
        f"<w:tblBorders>{borders}</w:tblBorders>"
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margin}</w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def _properties(size: float, bold: bool, symbol: bool) -> str:
    fonts = f'<w:rFonts w:ascii="{_SYMBOLS}" w:hAnsi="{_SYMBOLS}"/>' if symbol else ""
    weight = "<w:b/><w:bCs/>" if bold else ""
    half_points = round(size * 2)
    return (
        f'<w:rPr>{fonts}{weight}<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'
        "</w:rPr>"
    )
