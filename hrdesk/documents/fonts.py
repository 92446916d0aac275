"""Which font the papers are set in: the office's own, TH Sarabun, the bundled one, or Laksaman.

Sizes everywhere in ``hrdesk.documents`` are "TH Sarabun points": 16 looks on paper as 16 pt of
TH Sarabun does, whatever font is found; ``FontSet.points`` turns them into that font's points.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from hrdesk import paths
from hrdesk.documents.errors import FontNotFound, FontUnsound
from hrdesk.documents.fontface import FontFace, fault, load_face, th_sarabun_fault

TH_SARABUN = ("TH SarabunIT๙", "TH SarabunPSK", "TH Sarabun New")
LAKSAMAN = "Laksaman"
_LEADING = 21.3 / 16
_SUFFIXES = (".ttf", ".otf")


@dataclass(frozen=True, slots=True)
class FontSet:
    """A regular and a bold font, and the factor from TH Sarabun points to their points."""

    regular: FontFace
    bold: FontFace
    family: str
    origin: str
    factor: float

    def points(self, size: float) -> float:
        """Return this font's size in PDF points for a size in TH Sarabun points."""
        return size * self.factor

    def leading(self, size: float) -> float:
        """Return the distance between lines in PDF points (16 gives 21.3, in every font)."""
        return size * _LEADING


def font_folders() -> tuple[Path, ...]:
    """Return the usual font folders of this system: the user's own first."""
    home = Path.home()
    if sys.platform == "win32":
        windows = os.environ.get("WINDIR", "C:/Windows")
        local = os.environ.get("LOCALAPPDATA", str(home / "AppData/Local"))
        return (Path(local) / "Microsoft/Windows/Fonts", Path(windows) / "Fonts")
    if sys.platform == "darwin":
        return (home / "Library/Fonts", Path("/Library/Fonts"))
    data = Path(os.environ.get("XDG_DATA_HOME") or home / ".local/share")
    return (
        data / "fonts",
        home / ".fonts",
        Path("/usr/local/share/fonts"),
        Path("/usr/share/fonts"),
    )


@lru_cache(maxsize=8)
def find_fonts(chosen: str = "", folders: tuple[Path, ...] | None = None) -> FontSet:
    """Return the fonts of the papers.

    ``chosen`` is the office's own font, a file or a family name: it is used or refused with
    ``FontUnsound``, never passed over in silence. ``FontNotFound`` names all that was looked for.
    """
    places = folders if folders is not None else font_folders()
    bundled = paths.resource("fonts")
    if chosen:
        return _chosen(chosen, (*places, bundled))
    for family in TH_SARABUN:
        found = _family(family, places, "installed", sarabun=True)
        if found:
            return found
    found = _family(LAKSAMAN, (bundled,), "bundled") or _family(LAKSAMAN, places, "system")
    if found:
        return found
    looked_for = (*TH_SARABUN, LAKSAMAN)
    raise FontNotFound(looked_for=looked_for, places=tuple(str(p) for p in (bundled, *places)))


def _chosen(chosen: str, places: tuple[Path, ...]) -> FontSet:
    file = Path(chosen)
    if file.suffix.lower() not in _SUFFIXES:
        found = _family(chosen, places, "office", strict=True)
        if found is None:
            raise FontNotFound(looked_for=(chosen,), places=tuple(str(p) for p in places))
        return found
    if not file.is_file():
        raise FontNotFound(looked_for=(chosen,), places=(str(file.parent),))
    face = load_face(file)
    reason = _fault(face)
    if reason:
        raise FontUnsound(file=str(file), reason=reason)
    found = _family(face.family, (file.parent,), "office", strict=True)
    if found is None:
        raise FontUnsound(file=str(file), reason="no_bold")
    return found


def _fault(face: FontFace) -> str | None:
    return th_sarabun_fault(face) if face.family in TH_SARABUN else fault(face)


def _family(
    family: str,
    places: Iterable[Path],
    origin: str,
    *,
    sarabun: bool = False,
    strict: bool = False,
) -> FontSet | None:
    """Return the sound regular and bold of one family, or ``None``; strict raises the fault."""
    faces: dict[bool, FontFace] = {}
    for file in _files_of(family, places):
        try:
            face = load_face(file)
        except FontUnsound:
            continue
        slanted = any(word in face.style.lower() for word in ("italic", "oblique"))
        if face.family.casefold() != family.casefold() or slanted or face.bold in faces:
            continue
        reason = th_sarabun_fault(face) if sarabun else _fault(face)
        if reason and strict:
            raise FontUnsound(file=str(file), reason=reason)
        if not reason:
            faces[face.bold] = face
    if True not in faces or False not in faces:
        if strict and False in faces:
            raise FontUnsound(file=str(faces[False].path), reason="no_bold")
        return None
    regular = faces[False]
    return FontSet(regular, faces[True], regular.family, origin, regular.size_factor)


def _files_of(family: str, places: Iterable[Path]) -> Iterator[Path]:
    """Yield the files whose names may belong to a family, without opening every font there is."""
    wanted = _squeezed(family)
    short = _squeezed(family.removesuffix("PSK").removesuffix("New").removesuffix("IT๙"))
    for place in places:
        if not place.is_dir():
            continue
        for file in sorted(place.rglob("*")):
            name = _squeezed(file.stem)
            if file.suffix.lower() in _SUFFIXES and (wanted in name or short in name):
                yield file


def _squeezed(name: str) -> str:
    return "".join(char for char in name.casefold() if char.isalnum())
