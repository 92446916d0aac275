"""The one place that writes PDF: pages, lines of shaped words, rules, pictures, fonts.

reportlab makes the file; the fonts go in as glyph-indexed (Identity-H) subsets cut by HarfBuzz,
so that a shaped word is the same operators in every document and can be cached. Coordinates are
PDF points from the lower left corner of the page.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Sequence
from typing import Any

import uharfbuzz
from reportlab import rl_config
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from hrdesk.documents.fontface import FontFace
from hrdesk.documents.shaping import Shaped

A4_WIDTH, A4_HEIGHT = 595.2756, 841.8898
CENTIMETRE = 72 / 2.54
_NOT_EMBEDDED_TABLES = ("GSUB", "GPOS", "GDEF", "name", "OS/2", "post", "cmap", "kern", "FFTM")
_SYMBOLIC = 4

rl_config.useA85 = 0  # pages as bytes: a quarter smaller and twice as fast as in ASCII


class _Canvas(Canvas):  # type: ignore[misc]
    """reportlab's canvas without its opening line, which would name an unembedded Helvetica."""

    def _make_preamble(self) -> None:
        self._preamble = ""


class PdfWriter:
    """One PDF being made; the same calls give the same bytes, whenever they are made."""

    def __init__(self, title: str, author: str) -> None:
        self._buffer = io.BytesIO()
        self._canvas: Any = _Canvas(
            self._buffer,
            pagesize=(A4_WIDTH, A4_HEIGHT),
            pageCompression=1,
            invariant=1,
            pdfVersion=(1, 7),
        )
        self._canvas.setTitle(title)
        self._canvas.setAuthor(author)
        self._canvas.setCreator("hrdesk")
        self._canvas.setSubject("")
        self._canvas.setCatalogEntry("Lang", "th-TH")
        self._names: dict[FontFace, str] = {}
        self._glyphs: dict[FontFace, dict[int, str]] = {}
        self._seen: set[Shaped] = set()

    def start_page(self, *, landscape: bool) -> None:
        """Begin an A4 page."""
        size = (A4_HEIGHT, A4_WIDTH) if landscape else (A4_WIDTH, A4_HEIGHT)
        self._canvas.setPageSize(size)

    def end_page(self) -> None:
        """Close the page begun last."""
        self._canvas.showPage()

    def line(
        self,
        x: float,
        baseline: float,
        size: float,
        words: Sequence[Shaped],
        letter_gap: float = 0.0,
        space_gap: float = 0.0,
    ) -> None:
        """Write words side by side; gaps (points) are added after each cluster, and each space."""
        separator = f" {-letter_gap * 1000 / size:.1f} " if letter_gap else ""
        wider = f" {-space_gap * 1000 / size:.1f} " if space_gap else ""
        out = [f"BT {x:.2f} {baseline:.2f} Td "]
        face: FontFace | None = None
        is_open = False
        for word in words:
            if word not in self._seen:
                self._note(word)
        for word, mark, body in _pieces(words, size, separator, wider):
            if is_open and (word.face is not face or mark):
                out.append("]TJ ")
                is_open = False
            if word.face is not face:
                face = word.face
                out.append(f"{self._names[face]} {size:.3f} Tf ")
            if mark:
                out.append(f"{mark}[{body}]TJ EMC ")
            else:
                out.append(body if is_open else f"[{body}")
                is_open = True
        out.append("]TJ ET" if is_open else "ET")
        self._canvas._code.append("".join(out))

    def rule(self, x0: float, y0: float, x1: float, y1: float, width: float = 0.5) -> None:
        """Draw a straight line."""
        self._canvas._code.append(f"{width:.2f} w {x0:.2f} {y0:.2f} m {x1:.2f} {y1:.2f} l S")

    def box(self, x: float, y: float, width: float, height: float, line: float = 0.5) -> None:
        """Draw the outline of a rectangle."""
        self._canvas._code.append(f"{line:.2f} w {x:.2f} {y:.2f} {width:.2f} {height:.2f} re S")

    def shade(self, x: float, y: float, width: float, height: float, grey: float) -> None:
        """Fill a rectangle with a grey (0 black … 1 white)."""
        self._canvas._code.append(f"q {grey:.2f} g {x:.2f} {y:.2f} {width:.2f} {height:.2f} re f Q")

    def tick(self, x: float, y: float, side: float) -> None:
        """Draw a tick inside a square of this side."""
        self._canvas._code.append(
            f"q 1.1 w 1 J 1 j {x + side * 0.18:.2f} {y + side * 0.52:.2f} m "
            f"{x + side * 0.42:.2f} {y + side * 0.22:.2f} l "
            f"{x + side * 0.86:.2f} {y + side * 0.86:.2f} l S Q"
        )

    def dots(self, x0: float, x1: float, y: float) -> None:
        """Draw a dotted line to write on."""
        self._canvas._code.append(
            f"q 0.8 w 1 J [0 2.4] 0 d {x0:.2f} {y:.2f} m {x1:.2f} {y:.2f} l S Q"
        )

    def picture(self, picture: Any, x: float, y: float, width: float, height: float) -> None:
        """Draw a picture of ``hrdesk.documents.emblem``; the same one is stored once."""
        self._canvas.drawImage(picture, x, y, width, height, mask="auto")

    def finish(self) -> bytes:
        """Embed the fonts, close the file and return its bytes."""
        for number, (face, name) in enumerate(self._names.items(), 1):
            _embed(self._canvas._doc, face, name, number, self._glyphs[face])
        self._canvas.save()
        return self._buffer.getvalue()

    def _note(self, word: Shaped) -> None:
        """Remember the glyphs a word needs, so that the font's subset carries them."""
        self._seen.add(word)
        if word.face not in self._names:
            self._names[word.face] = f"/HF{len(self._names) + 1}"
            self._glyphs[word.face] = {}
        self._glyphs[word.face].update(word.glyphs)


def _pieces(
    words: Sequence[Shaped], size: float, separator: str, wider: str
) -> Iterator[tuple[Shaped, str, str]]:
    """Yield each word, the mark with its text (where its glyphs do not say it), its operators.

    A space after a last letter with a mark goes into the word's own mark: some readers lose it.
    """
    waiting: tuple[Shaped, str] | None = None
    last = len(words) - 1
    for index, word in enumerate(words):
        body = separator.join(word.operators(size)) + separator
        if word.text == " ":
            body += wider
        if waiting is not None:
            before, before_body = waiting
            waiting = None
            yield before, before.actual_text(" "), before_body + body
        elif word.spelled:
            yield word, "", body
        elif word.ends_with_mark and index < last and _is_space(words[index + 1], word.face):
            waiting = word, body
        else:
            yield word, word.actual_text(), body


def _is_space(word: Shaped, face: FontFace) -> bool:
    return word.text == " " and word.face is face


def _embed(document: Any, face: FontFace, name: str, number: int, glyphs: dict[int, str]) -> None:
    """Add a face's used glyphs to the document as a composite font under ``name``."""
    used = sorted({0, *glyphs})
    tag = hashlib.sha256(repr((face.postscript_name, used)).encode()).hexdigest()
    letters = "".join(chr(ord("A") + int(tag[i : i + 2], 16) % 26) for i in range(0, 12, 2))
    base = f"{letters}+{face.postscript_name}"

    def stream(key: str, content: bytes) -> Any:
        made = pdfdoc.PDFStream(content=content, filters=[pdfdoc.PDFZCompress])
        made.dictionary["Length1"] = len(content)
        return document.Reference(made, f"{key}:{number}")

    descriptor = pdfdoc.PDFDictionary(
        {
            "Type": pdfdoc.PDFName("FontDescriptor"),
            "FontName": pdfdoc.PDFName(base),
            "Flags": _SYMBOLIC,
            "FontBBox": pdfdoc.PDFArray([round(edge) for edge in face.box]),
            "ItalicAngle": 0,
            "Ascent": round(face.ascent),
            "Descent": round(face.descent),
            "CapHeight": round(face.ascent),
            "StemV": 120 if face.bold else 80,
            "FontFile2": stream("hrdesk-font", _subset(face, used)),
        }
    )
    widths: list[Any] = []
    for glyph in used:
        widths += [glyph, pdfdoc.PDFArray([round(face.advance(glyph), 2)])]
    descendant = pdfdoc.PDFDictionary(
        {
            "Type": pdfdoc.PDFName("Font"),
            "Subtype": pdfdoc.PDFName("CIDFontType2"),
            "BaseFont": pdfdoc.PDFName(base),
            "CIDSystemInfo": pdfdoc.PDFDictionary(
                {
                    "Registry": pdfdoc.PDFString("Adobe"),
                    "Ordering": pdfdoc.PDFString("Identity"),
                    "Supplement": 0,
                }
            ),
            "FontDescriptor": document.Reference(descriptor, f"hrdesk-descriptor:{number}"),
            "DW": 0,
            "W": pdfdoc.PDFArray(widths),
            "CIDToGIDMap": pdfdoc.PDFName("Identity"),
        }
    )
    font = pdfdoc.PDFDictionary(
        {
            "Type": pdfdoc.PDFName("Font"),
            "Subtype": pdfdoc.PDFName("Type0"),
            "BaseFont": pdfdoc.PDFName(base),
            "Encoding": pdfdoc.PDFName("Identity-H"),
            "DescendantFonts": pdfdoc.PDFArray(
                [document.Reference(descendant, f"hrdesk-descendant:{number}")]
            ),
            "ToUnicode": stream("hrdesk-unicode", _to_unicode(glyphs)),
        }
    )
    basic_fonts = document.idToObject["BasicFonts"].dict
    basic_fonts[name[1:]] = document.Reference(font, f"hrdesk-face:{number}")


def _subset(face: FontFace, used: list[int]) -> bytes:
    """Cut the font down to the used glyphs, keeping their numbers."""
    wanted = uharfbuzz.SubsetInput()
    wanted.flags = (
        uharfbuzz.SubsetFlags.RETAIN_GIDS
        | uharfbuzz.SubsetFlags.NOTDEF_OUTLINE
        | uharfbuzz.SubsetFlags.NO_LAYOUT_CLOSURE
    )
    wanted.glyph_set.update(set(used))
    wanted.drop_table_tag_set.update({_tag(name) for name in _NOT_EMBEDDED_TABLES})
    return bytes(uharfbuzz.subset(face.hb_face, wanted).blob.data)


def _tag(name: str) -> int:
    return int.from_bytes(name.ljust(4).encode("ascii"), "big")


def _to_unicode(glyphs: dict[int, str]) -> bytes:
    """Return the map that gives readers the character of each glyph."""
    pairs = [
        f"<{glyph:04X}> <{char.encode('utf-16-be').hex().upper()}>"
        for glyph, char in sorted(glyphs.items())
    ]
    blocks = [
        f"{len(pairs[i : i + 100])} beginbfchar\n" + "\n".join(pairs[i : i + 100]) + "\nendbfchar"
        for i in range(0, len(pairs), 100)
    ]
    text = (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        + "\n".join(blocks)
        + "\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    )
    return text.encode("ascii")
