"""Words shaped by HarfBuzz, ready to be written into a PDF page.

A shaped word knows its width and the glyphs of each cluster (a base with its marks). Thai marks
sit where the font's own tables put them; nothing here moves a tone mark by hand.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from hrdesk.documents.fontface import FontFace

_VISIBLE_RISE = 4.0
"""Vertical moves below this many thousandths of the size cannot be seen on paper."""


@dataclass(slots=True, frozen=True)
class Placed:
    """One glyph: its own advance, the advance it gets, and its moves, in thousandths."""

    glyph: int
    own: float
    advance: float
    right: float
    up: float


@dataclass(slots=True, frozen=True, eq=False)
class Shaped:
    """A word in one font: width in thousandths, clusters of glyphs, and the text for copying.

    ``spelled`` tells that the glyphs alone give the text back, so that it need not be repeated.
    """

    text: str
    face: FontFace
    width: float
    clusters: tuple[tuple[Placed, ...], ...]
    spelled: bool
    glyphs: tuple[tuple[int, str], ...]
    _operators: dict[int, tuple[str, ...]] = field(default_factory=dict, repr=False)

    @property
    def ends_with_mark(self) -> bool:
        """Tell whether the last letter carries a mark above or below it."""
        return bool(self.clusters) and len(self.clusters[-1]) > 1

    def actual_text(self, following: str = "") -> str:
        """Return the mark that tells readers what text the glyphs to come stand for."""
        text = self.text + following
        return f"/Span<</ActualText<FEFF{text.encode('utf-16-be').hex().upper()}>>>BDC"

    def operators(self, size: float) -> tuple[str, ...]:
        """Return, for a size in PDF points, what each cluster is inside a PDF ``TJ`` array."""
        key = round(size * 1000)
        found = self._operators.get(key)
        if found is None:
            found = tuple(_cluster_operator(cluster, size) for cluster in self.clusters)
            self._operators[key] = found
        return found


def _cluster_operator(cluster: tuple[Placed, ...], size: float) -> str:
    """Write one cluster: glyph codes, horizontal moves as numbers, rises between arrays."""
    parts: list[str] = []
    move = 0.0
    for placed in cluster:
        move -= placed.right
        if abs(move) > 0.05:
            parts.append(f"{move:.1f}")
        rise = placed.up if abs(placed.up) >= _VISIBLE_RISE else 0.0
        code = f"<{placed.glyph:04X}>"
        if rise:
            code = f"]TJ {rise * size / 1000:.2f} Ts[{code}]TJ 0 Ts["
        parts.append(code)
        move = placed.right + placed.own - placed.advance
    if abs(move) > 0.05:
        parts.append(f"{move:.1f}")
    return "".join(parts)


@lru_cache(maxsize=60_000)
def shape(text: str, face: FontFace) -> Shaped:
    """Shape one word; a character the font lacks becomes its "missing" box, never an error."""
    import uharfbuzz

    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.cluster_level = uharfbuzz.BufferClusterLevel.MONOTONE_CHARACTERS
    uharfbuzz.shape(face.hb_font, buffer, {"liga": False, "clig": False})
    scale = 1000 / face.units_per_em
    clusters: list[list[Placed]] = []
    glyphs: list[tuple[int, str]] = []
    infos = buffer.glyph_infos
    for info, position in zip(infos, buffer.glyph_positions, strict=True):
        placed = Placed(
            glyph=info.codepoint,
            own=face.advance(info.codepoint),
            advance=position.x_advance * scale,
            right=position.x_offset * scale,
            up=position.y_offset * scale,
        )
        if clusters and placed.advance == 0:
            clusters[-1].append(placed)
        else:
            clusters.append([placed])
        glyphs.append((placed.glyph, face.spelling.get(placed.glyph, text[info.cluster])))
    single = all(len(cluster) == 1 for cluster in clusters)
    spelled = single and text == "".join(char for _, char in glyphs)
    return Shaped(
        text=text,
        face=face,
        width=sum(placed.advance for cluster in clusters for placed in cluster),
        clusters=tuple(tuple(cluster) for cluster in clusters),
        spelled=spelled,
        glyphs=tuple(glyphs),
    )
