"""Pictures beside words, all of one family, in the theme's colours.

The family is Phosphor as QtAwesome carries it; its font is drawn here without importing the
package, which would add a third to the time of the start (docs/decisions/0031-icons.md). It is
loaded only after the window's first paint: ``set_icon`` remembers who wants which picture, ``load``
gives them out, and every change of theme gives them out again.
"""

from __future__ import annotations

import json
import sys
import weakref
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import (
    QAction,
    QColor,
    QFont,
    QFontDatabase,
    QIcon,
    QIconEngine,
    QPainter,
    QPixmap,
)
from PySide6.QtWidgets import QAbstractButton
from shiboken6 import isValid

from hrdesk.ui import theme

NAMES: dict[str, str] = {
    "home": "ph.house",
    "tracking": "ph.list-bullets",
    "intake": "ph.tray",
    "people": "ph.users-three",
    "person": "ph.user",
    "calculator": "ph.calculator",
    "law": "ph.scales",
    "settings": "ph.gear-six",
    "office": "ph.buildings",
    "users": "ph.user-gear",
    "backup": "ph.hard-drives",
    "search": "ph.magnifying-glass",
    "help": "ph.question",
    "menu": "ph.list",
    "back": "ph.arrow-left",
    "forward": "ph.arrow-right",
    "up": "ph.caret-up",
    "down": "ph.caret-down",
    "left": "ph.caret-left",
    "right": "ph.caret-right",
    "add": "ph.plus",
    "edit": "ph.pencil-simple",
    "delete": "ph.trash",
    "save": "ph.floppy-disk",
    "print": "ph.printer",
    "pdf": "ph.file-pdf",
    "excel": "ph.table",
    "paper": "ph.file-text",
    "attach": "ph.paperclip",
    "folder": "ph.folder-open",
    "refresh": "ph.arrows-clockwise",
    "undo": "ph.arrow-u-up-left",
    "redo": "ph.arrow-u-up-right",
    "branch": "ph.git-branch",
    "copy": "ph.copy",
    "close": "ph.x",
    "check": "ph.check",
    "check_circle": "ph.check-circle",
    "current": "ph.circle-half",
    "planned": "ph.circle-dashed",
    "returned": "ph.arrow-bend-up-left",
    "skipped": "ph.skip-forward",
    "warning": "ph.warning",
    "error": "ph.warning-circle",
    "info": "ph.info",
    "late": "ph.clock-counter-clockwise",
    "clock": "ph.clock",
    "calendar": "ph.calendar-blank",
    "lock": "ph.lock-key",
    "sign_out": "ph.sign-out",
    "filter": "ph.funnel",
    "columns": "ph.columns",
    "eye": "ph.eye",
    "history": "ph.clock-clockwise",
    "zoom_in": "ph.magnifying-glass-plus",
    "zoom_out": "ph.magnifying-glass-minus",
    "fit_width": "ph.arrows-left-right",
    "fit_page": "ph.frame-corners",
    "import": "ph.download-simple",
    "export": "ph.upload-simple",
    "send": "ph.paper-plane-tilt",
    "repeat": "ph.repeat",
    "tree": "ph.tree-structure",
    "database": "ph.database",
    "star": "ph.star",
    "note": "ph.note",
    "phone": "ph.phone",
    "meeting": "ph.chalkboard-teacher",
    "salary": "ph.money",
    "chart": "ph.chart-bar-horizontal",
}


class _Desk:
    loaded = False
    watching = False


_WANTED: weakref.WeakKeyDictionary[Any, tuple[str, str]] = weakref.WeakKeyDictionary()


def icon(name: str, tone: str = "text") -> QIcon:
    """Return a picture by its name in ``NAMES`` in a colour of the theme; loads the family."""
    active = theme.current()
    return _drawn(name, active.colours[tone], active.colours["disabled"])


@cache
def _drawn(name: str, colour: str, disabled: str) -> QIcon:
    family, signs = _family()
    return QIcon(_Glyph(family, signs[NAMES[name].removeprefix("ph.")], colour, disabled))


class _Glyph(QIconEngine):
    """Draws one sign of the family at whatever size is asked for."""

    def __init__(self, family: str, sign: str, colour: str, disabled: str) -> None:
        super().__init__()
        self._parts = (family, sign, colour, disabled)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Draw the sign in the middle of the rectangle."""
        family, sign, colour, disabled = self._parts
        font = QFont(family)
        font.setPixelSize(max(rect.height(), 1))
        painter.save()
        painter.setFont(font)
        painter.setPen(QColor(disabled if mode is QIcon.Mode.Disabled else colour))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, sign)
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Return the sign on a clear ground."""
        drawn = QPixmap(size)
        drawn.fill(Qt.GlobalColor.transparent)
        painter = QPainter(drawn)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return drawn

    def clone(self) -> QIconEngine:
        """Return another of the same, as Qt asks."""
        return _Glyph(*self._parts)


@cache
def _family() -> tuple[str, dict[str, str]]:
    """Load the font and return its family with the sign of each name."""
    fonts = _package() / "fonts"
    font = max(fonts.glob("phosphor-[0-9]*.ttf"))
    chart = max(fonts.glob("phosphor-charmap-*.json"))
    number = QFontDatabase.addApplicationFont(str(font))
    codes = json.loads(chart.read_text(encoding="utf-8"))
    signs = {name: chr(int(code, 16)) for name, code in codes.items()}
    return QFontDatabase.applicationFontFamilies(number)[0], signs


def _package() -> Path:
    """Return QtAwesome's folder: installed, or inside the built program."""
    bundled = getattr(sys, "_MEIPASS", None)
    if bundled:
        return Path(bundled) / "qtawesome"
    spec = find_spec("qtawesome")
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError("qtawesome")
    return Path(next(iter(spec.submodule_search_locations)))


def set_icon(target: QAbstractButton | QAction, name: str, tone: str = "text") -> None:
    """Give a button or action its picture: now, or as soon as the family is loaded."""
    if name not in NAMES:
        raise KeyError(name)
    _WANTED[target] = (name, tone)
    if not _Desk.watching:
        _Desk.watching = True
        theme.watcher().changed.connect(_again)
    if _Desk.loaded:
        target.setIcon(icon(name, tone))


def load() -> None:
    """Load the family and give out every picture that was asked for so far."""
    _Desk.loaded = True
    _again()


def loaded() -> bool:
    """Tell whether pictures can be drawn without loading the family first."""
    return _Desk.loaded


def _again() -> None:
    if not _Desk.loaded:
        return
    for target, (name, tone) in list(_WANTED.items()):
        if isValid(target):
            target.setIcon(icon(name, tone))
