"""Pairs of a name and a value, side by side where there is room, below each other where not."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from hrdesk.ui import theme
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable

Fact = tuple[str, str, str]  # its name, its value, its tone (good, warn, bad, info or empty)
_CELL = 190  # pixels that a pair needs at least


class _Pair(QWidget):
    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.name = QLabel(name, self)
        self.value = QLabel(self)
        self.value.setWordWrap(True)
        self.value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        set_role(self.name, "muted")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.name)
        rows.addWidget(self.value)
        rows.addStretch()


class FactLine(QLabel):
    """Facts in running text: a line ends between two facts, inside one only where it must."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._facts: list[Fact] = []
        self._lines: list[list[Fact]] = []
        theme.watcher().changed.connect(self._rewrite)

    def set_facts(self, facts: Sequence[Fact]) -> None:
        """Show these facts; those without a value are left out."""
        self._facts = [fact for fact in facts if fact[1]]
        self.setAccessibleName(", ".join(f"{name} {value}" for name, value, _ in self._facts))
        self._rewrite()

    def value_of(self, name: str) -> str:
        """Return the shown value of a fact, empty where it is not shown."""
        return next((value for known, value, _ in self._facts if known == name), "")

    def lines(self) -> list[list[str]]:
        """Return the names of the facts that begin in each line."""
        return [[name for name, *_ in line] for line in self._lines]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the facts out anew for the new width."""
        super().resizeEvent(event)
        if self._shared_out() != self._lines:
            self._rewrite()

    def _rewrite(self) -> None:
        muted = theme.colour("muted").name()
        self._lines = self._shared_out()
        lines = (_GAP.join(_html(fact, muted) for fact in line) for line in self._lines)
        self.setText("<br>".join(lines))

    def _shared_out(self) -> list[list[Fact]]:
        metrics = self.fontMetrics()
        gap = 4 * metrics.horizontalAdvance(" ")
        lines: list[list[Fact]] = []
        room = 0
        for fact in self._facts:
            wide = metrics.horizontalAdvance(f"{fact[0]} {fact[1]}") + gap
            if not lines or wide > room:
                lines.append([])
                room = self.width() + gap - _SLACK
            lines[-1].append(fact)
            room -= wide
        return lines


_GAP = "&nbsp;&nbsp; &nbsp;"
_SLACK = 4  # pixels that rich text may need more than measured


def _html(fact: Fact, muted: str) -> str:
    name, value, tone = fact
    said = escape(breakable(value))
    if tone:
        said = f'<span style="color: {theme.colour(tone).name()}">{said}</span>'
    return f'<span style="color: {muted}">{escape(name)}</span>&nbsp;{said}'


class Facts(QWidget):
    """A grid of facts whose number of columns follows the width."""

    def __init__(self, name: str, parent: QWidget | None = None, *, columns: int = 5) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._most = columns
        self._columns = 0
        self._pairs: list[_Pair] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(6)

    def set_facts(self, facts: Sequence[Fact]) -> None:
        """Show these facts; those without a value are left out."""
        told = [fact for fact in facts if fact[1]]
        while len(self._pairs) > len(told):
            pair = self._pairs.pop()
            self._grid.removeWidget(pair)
            pair.hide()
            pair.deleteLater()
        while len(self._pairs) < len(told):
            self._pairs.append(_Pair("", self))
        for pair, (name, value, tone) in zip(self._pairs, told, strict=True):
            pair.name.setText(name)
            pair.value.setText(breakable(value))
            pair.value.setAccessibleName(f"{name} {value}")
            set_role(pair.value, "plain", tone)
        self._columns = 0
        self._place()

    def value_of(self, name: str) -> str:
        """Return the shown value of a fact, empty where it is not shown."""
        from hrdesk.ui.thai_text import plain

        return next((plain(p.value.text()) for p in self._pairs if p.name.text() == name), "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the pairs out for the new width."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        columns = max(1, min(self._most, self.width() // _CELL, len(self._pairs) or 1))
        if columns == self._columns:
            return
        for place in range(self._most):
            self._grid.setColumnStretch(place, 1 if place < columns else 0)
        self._columns = columns
        for place, pair in enumerate(self._pairs):
            self._grid.addWidget(pair, place // columns, place % columns)
            pair.show()
