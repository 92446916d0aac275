"""The style sheet, built from a theme's colours.

Widgets are addressed by the dynamic properties ``role`` and ``tone``:
``role`` = title | subtitle | muted | error | primary | link | chip | card | menu …
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from string import Template

from PySide6.QtWidgets import QWidget

from hrdesk import paths
from hrdesk.ui.theme import CORNER, Theme

_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="12" height="12" viewBox="0 0 12 12">'
    '<path d="{path}" fill="{fill}" stroke="{stroke}" stroke-width="1.7"/></svg>'
)
# Small signs: Qt's sheets take them only from files. Name: path, whether filled, colour.
_SIGNS = {
    "arrow": ("M2.5 4.5 L6 8 L9.5 4.5", False, "muted"),
    "arrow_up": ("M2.5 7.5 L6 4 L9.5 7.5", False, "muted"),
    "tick": ("M2 6.2 L4.8 9 L10 3.2", False, "on_accent"),
    "dash": ("M2.5 6 L9.5 6", False, "on_accent"),
    "dot": ("M6 3 A3 3 0 1 0 6 9 A3 3 0 1 0 6 3", True, "on_accent"),
}


def set_role(widget: QWidget, role: str, tone: str | None = None) -> None:
    """Give a widget its look by role and tone, also when it is already shown."""
    widget.setProperty("role", role)
    if tone is not None:
        widget.setProperty("tone", tone)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def _sign(name: str, theme: Theme) -> str:
    """Return the path of a small sign in the theme's colour."""
    path, filled, colour = _SIGNS[name]
    ink = theme.colours[colour]
    content = _SVG.format(path=path, fill=ink if filled else "none", stroke=ink)
    digest = hashlib.sha256(content.encode()).hexdigest()[:12]
    file = paths.home() / "cache" / f"{name}-{digest}.svg"
    if not file.exists():
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            Path(file).write_text(content, encoding="utf-8")
        except OSError:
            return ""
    return file.as_posix()


def style_sheet(theme: Theme) -> str:
    """Return the style sheet of a theme."""
    edge = 2 if theme.name == "contrast" else 1
    thicker = 2 - edge  # a focused frame is 2 px: the padding gives way so that nothing jumps
    return Template(_SHEET).substitute(
        theme.colours,
        corner=CORNER,
        **{name: _sign(name, theme) for name in _SIGNS},
        edge=edge,
        fpad=5 - thicker,
        fpadw=8 - thicker,
        bpad=6 - thicker,
        bpadw=14 - thicker,
        cpad=3 - thicker,
        cpadw=12 - thicker,
    )


_SHEET = """
QLabel { padding: 1px 0; }
QWidget[role="title"] { font-size: 16pt; font-weight: 600; color: $text; }
QWidget[role="subtitle"] { font-size: 12pt; font-weight: 600; color: $text; }
QWidget[role="figure"] { font-size: 26pt; font-weight: 600; color: $accent; }
QWidget[role="muted"] { color: $muted; }
QWidget[role="error"] { color: $bad; }
QLabel[tone="good"] { color: $good; } QLabel[tone="warn"] { color: $warn; }
QLabel[tone="bad"] { color: $bad; } QLabel[tone="info"] { color: $info; }
QFrame[role="card"] { background: $surface; border: ${edge}px solid $line; border-radius: ${corner}px; }
QFrame[role="line"] { background: $line; max-height: 1px; min-height: 1px; border: none; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox {
  background: $surface; color: $text; border: ${edge}px solid $line; border-radius: ${corner}px;
  padding: 5px 8px; selection-background-color: $select; selection-color: $select_text; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {
  border: 2px solid $focus; padding: ${fpad}px ${fpadw}px; }
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"], QComboBox[wrong="true"] {
  border: 2px solid $bad; padding: ${fpad}px ${fpadw}px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled, QLineEdit:read-only {
  background: $sunken; color: $muted; }
QComboBox { padding-right: 26px; }
QComboBox:focus, QComboBox[wrong="true"] { padding-right: 25px; }
QComboBox::drop-down { border: none; width: 24px; }
QComboBox::down-arrow { image: url("$arrow"); width: 12px; height: 12px; }
QComboBox QAbstractItemView { border: 1px solid $line; background: $surface; color: $text;
  selection-background-color: $select; selection-color: $select_text; outline: none; padding: 2px; }

QAbstractSpinBox { padding-right: 24px; }
QAbstractSpinBox QLineEdit, QAbstractSpinBox QLineEdit:focus { border: none; padding: 0 6px; background: transparent; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { border: none; background: transparent; width: 22px; }
QAbstractSpinBox::up-arrow { image: url("$arrow_up"); width: 10px; height: 10px; }
QAbstractSpinBox::down-arrow { image: url("$arrow"); width: 10px; height: 10px; }
QCheckBox, QRadioButton { spacing: 8px; padding: 3px 2px; border: 1px solid transparent; border-radius: 4px; }
QCheckBox:focus, QRadioButton:focus { border-color: $focus; }
QCheckBox::indicator, QRadioButton::indicator, QTableView::indicator, QListView::indicator,
QTreeView::indicator, QMenu::indicator { width: 15px; height: 15px; border: 1px solid $muted;
  border-radius: 4px; background: $surface; }
QRadioButton::indicator { border-radius: 8px; }
QCheckBox::indicator:checked, QTableView::indicator:checked, QListView::indicator:checked,
QTreeView::indicator:checked, QMenu::indicator:checked { background: $accent; border-color: $accent; image: url("$tick"); }
QCheckBox::indicator:indeterminate { background: $accent; border-color: $accent; image: url("$dash"); }
QRadioButton::indicator:checked { background: $accent; border-color: $accent; image: url("$dot"); }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { border-color: $line; background: $sunken; }
QCheckBox:disabled, QRadioButton:disabled { color: $disabled; }
QMenu::indicator { margin-left: 8px; }

QPushButton { background: $surface; color: $text; border: ${edge}px solid $line;
  border-radius: ${corner}px; padding: 6px 14px; }
QPushButton:hover { background: $hover; }
QPushButton:pressed, QPushButton:checked { background: $accent_soft; color: $text; }
QPushButton:focus { border: 2px solid $focus; padding: ${bpad}px ${bpadw}px; }
QPushButton:disabled { color: $disabled; background: $sunken; }
QPushButton::menu-indicator { image: url("$arrow"); width: 12px; height: 12px;
  subcontrol-position: right center; subcontrol-origin: padding; right: 6px; }
QPushButton[role="primary"] { background: $accent; color: $on_accent; border-color: $accent; font-weight: 600; }
QPushButton[role="primary"]:hover { background: $accent_hover; }
QPushButton[role="primary"]:focus { border-color: $text; }
QPushButton[role="primary"]:disabled { background: $sunken; color: $disabled; border-color: $line; }
QPushButton[role="danger"] { color: $bad; border-color: $bad; }
QPushButton[role="link"] { background: transparent; border: 1px solid transparent; color: $accent;
  padding: 2px 4px; text-align: left; text-decoration: underline; }
QPushButton[role="link"]:hover { color: $accent_hover; background: $hover; }
QPushButton[role="link"]:focus { border: 1px solid $focus; padding: 2px 4px; }
QPushButton[role="crumb"] { background: transparent; border: 1px solid transparent; color: $accent;
  padding: 2px 4px; font-size: 14pt; }
QPushButton[role="crumb"]:hover { text-decoration: underline; }
QPushButton[role="crumb"]:focus { border: 1px solid $focus; padding: 2px 4px; }
QPushButton[role="number"] { text-align: left; padding: 0; border-radius: ${corner}px; }
QPushButton[role="figure"] { background: transparent; border: 2px solid transparent;
  padding: 0 4px; text-align: left; }
QPushButton[role="figure"][tone="bad"] { color: $bad; }
QPushButton[role="figure"][tone="warn"] { color: $warn; }
QPushButton[role="figure"][tone="good"] { color: $good; }
QPushButton[role="figure"][tone="muted"] { color: $muted; }
QPushButton[role="figure"]:hover { background: $hover; }
QPushButton[role="figure"]:focus { border: 2px solid $focus; padding: 0 4px; }
QPushButton[role="kind"] { background: transparent; border: 1px solid transparent; color: $text;
  padding: 2px 4px; text-align: left; }
QPushButton[role="kind"]:hover { color: $accent; background: $hover; text-decoration: underline; }
QPushButton[role="kind"]:focus { border: 1px solid $focus; padding: 2px 4px; }
QPushButton[role="chip"] { border-radius: 14px; padding: 3px 12px; color: $text; }
QPushButton[role="chip"]:checked { background: $accent; color: $on_accent; border-color: $accent; }
QPushButton[role="chip"]:focus { border: 2px solid $focus; padding: ${cpad}px ${cpadw}px; }
QToolButton { background: transparent; color: $text; border: 1px solid transparent;
  border-radius: ${corner}px; padding: 4px; }
QToolButton:hover { background: $hover; }
QToolButton[role="action"] { background: $surface; border: ${edge}px solid $line; padding: 5px 2px 5px 8px; }
QToolButton[role="action"]:hover { background: $hover; }
QToolButton[role="action"]:focus { border-color: $focus; }
QToolButton[role="action"]:disabled { background: $sunken; }
QToolButton:pressed, QToolButton:checked { background: $accent_soft; }
QToolButton:focus { border: 1px solid $focus; }
QToolButton:disabled { color: $disabled; }
QToolButton::menu-indicator { image: none; }

QFrame#side_menu { background: $menu; border: none; }
QFrame#side_menu QPushButton, QFrame#side_menu QToolButton { background: transparent;
  color: $menu_text; border: none; border-left: 3px solid transparent; border-radius: 0;
  padding: 7px 12px; text-align: left; }
QFrame#side_menu QPushButton:hover { background: $menu_active; color: $menu_active_text; }
QFrame#side_menu QPushButton:checked { background: $menu_active; color: $menu_active_text;
  border-left: 3px solid $menu_active_text; font-weight: 600; }
QFrame#side_menu QPushButton:focus { border: 1px solid $menu_text; border-left: 3px solid $menu_text; padding: 6px 12px; }

QTabWidget::pane { border: none; border-top: 1px solid $line; }
QTabBar { background: transparent; }
QTabBar::tab { background: transparent; color: $muted; padding: 7px 14px; border: none;
  border-bottom: 3px solid transparent; }
QTabBar::tab:hover { color: $text; background: $hover; }
QTabBar::tab:selected { color: $accent; border-bottom: 3px solid $accent; }
QTabBar::tab:selected:focus { background: $accent_soft; }

QTableView, QTreeView, QListView { background: $surface; alternate-background-color: $stripe; color: $text;
  border: ${edge}px solid $line; border-radius: ${corner}px; gridline-color: $line; outline: none;
  selection-background-color: $select; selection-color: $select_text; }
QListWidget::item { padding: 6px 8px; border-radius: 4px; }
QListView::item:selected { background: $select; color: $select_text; }
QListView[role="plain"], QListView[role="plain"]:focus { border: none; }
QTableView:focus, QTreeView:focus, QListView:focus { border-color: $focus; }
QTableView::item { padding: 0 3px; border: none; }
QTableView::item:hover { background: $hover; color: $text; }
QTableView::item:selected, QTableView::item:selected:hover { background: $select; color: $select_text; }
QHeaderView { background: $sunken; border: none; }
QHeaderView::section { background: $sunken; color: $muted; border: none; font-weight: 600;
  border-right: 1px solid $line; border-bottom: 1px solid $line; padding: 5px 6px; }
QHeaderView::section:hover { color: $text; background: $hover; }
QTableCornerButton::section { background: $sunken; border: none; }

QMenu { background: $surface; color: $text; border: 1px solid $line; padding: 4px; }
QMenu::item { padding: 6px 28px 6px 12px; border-radius: 4px; }
QMenu::item:selected { background: $select; color: $select_text; }
QMenu::item:disabled { color: $disabled; }
QMenu::separator { height: 1px; background: $line; margin: 4px 6px; }
QMenu::icon { padding-left: 8px; }
QToolTip { background: $tooltip; color: $tooltip_text; border: none; padding: 5px 8px; }

QStatusBar { background: $sunken; color: $muted; border-top: 1px solid $line; }
QStatusBar::item { border: none; }
QFrame[role="strip"] { border-radius: ${corner}px; border: ${edge}px solid $line; }
QFrame[role="strip"][tone="good"] { background: $good_soft; border-color: $good; }
QFrame[role="strip"][tone="info"] { background: $info_soft; border-color: $info; }
QFrame[role="strip"][tone="warn"] { background: $warn_soft; border-color: $warn; }
QFrame[role="strip"][tone="bad"] { background: $bad_soft; border-color: $bad; }
QFrame[role="strip"] QLabel { color: $text; background: transparent; }
QFrame[role="strip"] QPushButton { background: transparent; border: 1px solid transparent; color: $text;
  text-decoration: underline; padding: 3px 6px; }
QFrame[role="strip"] QPushButton:hover { border-color: $text; }
QFrame[role="strip"] QPushButton:focus { border: 1px solid $focus; padding: 3px 6px; }
QProgressBar { border: none; background: $sunken; border-radius: 3px; min-height: 6px; max-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }

QScrollArea { border: none; background: transparent; }
QScrollArea > QWidget > QWidget[role="scrolled"] { background: transparent; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $line; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: $line; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QGroupBox { border: none; margin-top: 26px; font-weight: 600; }
QGroupBox::title { subcontrol-origin: margin; left: 0; top: 2px; color: $text; }
QCalendarWidget QWidget#qt_calendar_navigationbar { background: $sunken; }
QCalendarWidget QToolButton { color: $text; font-weight: 600; }
QCalendarWidget QAbstractItemView { selection-background-color: $accent; selection-color: $on_accent; border: none; }
"""
