"""Colours, spacing and letters of the window, from ``resources/themes/*.toml``."""

from __future__ import annotations

import logging
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QLocale, QObject, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication

from hrdesk import paths
from hrdesk.settings import Settings
from hrdesk.ui import translations

log = logging.getLogger(__name__)
GRID = 4  # spacing goes in steps of this many pixels
CORNER = 6
FONTS = ("Leelawadee UI", "Noto Sans Thai", "Loma", "Laksaman")
NAMES = ("light", "dark", "contrast")
# Pairs of text and ground that appear on each other; the test of contrast reads them.
TEXT_ON = (
    *[("text", ground) for ground in ("window", "surface", "sunken", "stripe", "hover")],
    *[("muted", ground) for ground in ("window", "surface", "sunken", "stripe", "hover")],
    *[("accent", ground) for ground in ("window", "surface", "stripe", "hover", "accent_soft")],
    *[(tone, ground) for tone in ("good", "warn", "bad", "info") for ground in ("surface",)],
    *[(tone, ground) for tone in ("good", "warn", "bad", "info") for ground in ("window",)],
    *[(tone, f"{tone}_soft") for tone in ("good", "warn", "bad", "info")],
    *[("text", f"{tone}_soft") for tone in ("good", "warn", "bad", "info", "accent")],
    *[(tone, "accent_soft") for tone in ("good", "warn", "bad", "muted")],
    *[(tone, "stripe") for tone in ("good", "warn", "bad", "info")],
    *[(tone, "hover") for tone in ("good", "warn", "bad")],
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("select_text", "select"),
    ("menu_text", "menu"),
    ("menu_active_text", "menu_active"),
    ("menu_text", "menu_active"),
    ("tooltip_text", "tooltip"),
)


@dataclass(frozen=True, slots=True)
class Theme:
    """One set of colours."""

    name: str
    label: str
    dark: bool
    colours: dict[str, str]

    def colour(self, name: str) -> QColor:
        """Return one colour by its name in the file."""
        return QColor(self.colours[name])


class _Watcher(QObject):
    """Tells custom-painted widgets and icons that the colours changed."""

    changed = Signal()


@cache
def load(name: str) -> Theme:
    """Read a theme file."""
    with paths.resource(f"themes/{name}.toml").open("rb") as stream:
        content = tomllib.load(stream)
    return Theme(name, content["label"], content["dark"], content["colours"])


class _State:
    theme: Theme | None = None
    watcher: _Watcher | None = None
    grid_points = 11


def current() -> Theme:
    """Return the theme in use."""
    return _State.theme or load("light")


def colour(name: str) -> QColor:
    """Return a colour of the theme in use."""
    return current().colour(name)


def watcher() -> _Watcher:
    """Return the object whose ``changed`` signal follows every change of theme."""
    if _State.watcher is None:
        _State.watcher = _Watcher()
    return _State.watcher


def apply(app: QApplication, settings: Settings) -> Theme:
    """Give the whole program its style, letters and colours; call again after a change."""
    theme = load(settings.text("theme"))
    _State.theme = theme
    _State.grid_points = settings.number("grid_text_size")
    QLocale.setDefault(QLocale(QLocale.Language.Thai, QLocale.Country.Thailand))
    translations.install(app)
    app.setStyle("Fusion")
    app.setFont(screen_font(settings.number("text_size")))
    app.setPalette(palette(theme))
    from hrdesk.ui.style import style_sheet

    app.setStyleSheet(style_sheet(theme))
    watcher().changed.emit()
    return theme


@cache
def _family() -> str:
    family = choose_family(QFontDatabase.families())
    if family is None:
        for file in sorted(paths.resource("fonts").glob("*.[to]tf")):
            QFontDatabase.addApplicationFont(str(file))
        family = choose_family(QFontDatabase.families())
    log.info("screen font: %s", family or "none of " + ", ".join(FONTS))
    return family or QFont().family()


def choose_family(present: Iterable[str]) -> str | None:
    """Return the first of the program's screen fonts that is present."""
    found = set(present)
    return next((name for name in FONTS if name in found), None)


def screen_font(points: int, *, bold: bool = False) -> QFont:
    """Return the screen font in a size in points; digits stand under each other."""
    font = QFont(_family(), points)
    font.setBold(bold)
    return font


def grid_font() -> QFont:
    """Return the font of tables, in the size the user chose for them."""
    return screen_font(_State.grid_points)


def row_height(font: QFont) -> int:
    """Return the height of a table row in pixels that cuts no mark above or below."""
    metrics = QFontMetrics(font)
    ink = metrics.tightBoundingRect("ก๋วยเตี๋ยว ป๋ำ ฎุ ญู ฐู ปุ้ย")
    need = max(metrics.height(), ink.height() + 2)
    return need + 2 * GRID


def palette(theme: Theme) -> QPalette:
    """Build Qt's palette from a theme."""
    made = QPalette()
    role = QPalette.ColorRole
    for target, name in (
        (role.Window, "window"),
        (role.WindowText, "text"),
        (role.Base, "surface"),
        (role.AlternateBase, "stripe"),
        (role.Text, "text"),
        (role.Button, "surface"),
        (role.ButtonText, "text"),
        (role.BrightText, "bad"),
        (role.Highlight, "select"),
        (role.HighlightedText, "select_text"),
        (role.Accent, "accent"),
        (role.Link, "accent"),
        (role.LinkVisited, "accent"),
        (role.ToolTipBase, "tooltip"),
        (role.ToolTipText, "tooltip_text"),
        (role.PlaceholderText, "muted"),
        (role.Light, "surface"),
        (role.Midlight, "hover"),
        (role.Mid, "line"),
        (role.Dark, "line"),
        (role.Shadow, "line"),
    ):
        made.setColor(target, theme.colour(name))
    disabled = QPalette.ColorGroup.Disabled
    for target in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        made.setColor(disabled, target, theme.colour("disabled"))
    return made


def contrast(first: str, second: str) -> float:
    """Return the contrast of two ``#rrggbb`` colours by WCAG 2.1, from 1 to 21."""
    bright, dim = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def _luminance(text: str) -> float:
    parts = [int(text[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
