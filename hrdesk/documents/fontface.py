"""One TrueType font: what a paper needs to measure, shape and embed it."""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from hrdesk.documents.errors import FontUnsound

KO_KAI_OF_TH_SARABUN = 386
"""Advance of ก in TH Sarabun, in thousandths of the size: the yardstick of every size here."""

_FAMILY, _STYLE, _POSTSCRIPT, _TYPO_FAMILY, _TYPO_STYLE = 1, 2, 6, 16, 17
_BOLD_BIT = 0x20
_PRIVATE_USE = range(0xE000, 0xF900)
_VARIANT = re.compile(r"uni0E[0-9A-F]{2}\b")


@dataclass(frozen=True, slots=True, eq=False)
class FontFace:
    """A font file opened once; widths are thousandths of the font size."""

    path: Path
    family: str
    style: str
    postscript_name: str
    bold: bool
    units_per_em: int
    ascent: float
    descent: float
    box: tuple[float, float, float, float]
    hb_face: Any = field(repr=False)
    hb_font: Any = field(repr=False)
    spelling: dict[int, str] = field(repr=False)

    @property
    def ko_kai(self) -> float:
        """Return the advance of ก in thousandths of the size (0 when there is no ก)."""
        glyph = self.hb_font.get_nominal_glyph(ord("ก"))
        return self.advance(glyph) if glyph else 0.0

    @property
    def size_factor(self) -> float:
        """Return what a size in TH Sarabun points is multiplied by to look the same here."""
        return KO_KAI_OF_TH_SARABUN / self.ko_kai

    def advance(self, glyph: int) -> float:
        """Return a glyph's own advance in thousandths of the size."""
        return float(self.hb_font.get_glyph_h_advance(glyph)) * 1000 / self.units_per_em


def fault(face: FontFace) -> str | None:
    """Return why a font is not fit for Thai papers, or ``None`` when it is sound."""
    tables = set(face.hb_face.table_tags)
    if "glyf" not in tables:
        return "no_truetype_outlines"
    if not all(face.hb_font.get_nominal_glyph(ord(char)) for char in "กฮาำที่น้๐๙"):
        return "no_thai"
    if not {"GPOS", "GSUB"} & tables:
        return "no_mark_positions"
    return None


def th_sarabun_fault(face: FontFace) -> str | None:
    """Return why a font that calls itself TH Sarabun is a broken copy, or ``None``."""
    if face.units_per_em != 1000:
        return "units_per_em"
    if round(face.ko_kai) != KO_KAI_OF_TH_SARABUN:
        return "advance"
    return fault(face)


@lru_cache(maxsize=64)
def load_face(path: Path) -> FontFace:
    """Open a font file; ``FontUnsound("unreadable")`` when it is no font."""
    import uharfbuzz

    try:
        face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path)))
        font = uharfbuzz.Font(face)
        head = bytes(face.reference_table("head").data)
        hhea = bytes(face.reference_table("hhea").data)
        units = face.upem
        box = struct.unpack(">4h", head[36:44])
        ascent, descent = struct.unpack(">2h", hhea[4:8])
    except (OSError, struct.error, uharfbuzz.HarfBuzzError) as problem:
        raise FontUnsound(file=str(path), reason="unreadable") from problem
    names = _names(bytes(face.reference_table("name").data))
    scale = 1000 / units
    style = names.get(_TYPO_STYLE) or names.get(_STYLE, "Regular")
    family = names.get(_TYPO_FAMILY) or names.get(_FAMILY, path.stem)
    return FontFace(
        path=path,
        family=family,
        style=style,
        postscript_name=_plain(names.get(_POSTSCRIPT) or path.stem),
        bold=_is_bold(bytes(face.reference_table("OS/2").data), style),
        units_per_em=units,
        ascent=ascent * scale,
        descent=descent * scale,
        box=(box[0] * scale, box[1] * scale, box[2] * scale, box[3] * scale),
        hb_face=face,
        hb_font=font,
        spelling=_spelling(face, font),
    )


def _spelling(face: Any, font: Any) -> dict[int, str]:
    """Return the character each glyph stands for; a mark's lowered twin stands for the mark."""
    spelling: dict[int, str] = {}
    for code in sorted(face.unicodes, reverse=True):
        if code in _PRIVATE_USE:
            continue
        spelling[font.get_nominal_glyph(code)] = chr(code)
    for glyph in range(face.glyph_count):
        name = font.glyph_to_string(glyph)
        if glyph not in spelling and _VARIANT.match(name):
            spelling[glyph] = chr(int(name[3:7], 16))
    return spelling


def _plain(name: str) -> str:
    """Return a name PDF takes as it is: ASCII letters, digits and hyphens."""
    return "".join(char for char in name if char.isascii() and (char.isalnum() or char == "-"))


def _is_bold(os2: bytes, style: str) -> bool:
    if len(os2) >= 64:
        return bool(struct.unpack(">H", os2[62:64])[0] & _BOLD_BIT)
    return "bold" in style.lower()


def _names(table: bytes) -> dict[int, str]:
    """Return the font's names by id, English before any other language."""
    found: dict[int, tuple[int, str]] = {}
    if len(table) < 6:
        return {}
    _, count, start = struct.unpack(">3H", table[:6])
    for index in range(count):
        record = table[6 + 12 * index : 18 + 12 * index]
        if len(record) < 12:
            break
        platform, _, language, name_id, length, offset = struct.unpack(">6H", record)
        raw = table[start + offset : start + offset + length]
        unicode_name = platform in (0, 3)
        text = raw.decode("utf-16-be" if unicode_name else "latin-1", "replace").strip("\0 ")
        rank = (2 if platform == 3 and language == 0x409 else 1) if unicode_name else 0
        if text and rank >= found.get(name_id, (-1, ""))[0]:
            found[name_id] = (rank, text)
    return {name_id: text for name_id, (_, text) in found.items()}
