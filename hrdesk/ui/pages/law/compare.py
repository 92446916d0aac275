"""The old and the new value of a rule side by side, what changed marked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from hrdesk.ui import theme
from hrdesk.ui.pages.law.sheet import leaves_of
from hrdesk.ui.pages.law.words import path_words
from hrdesk.ui.style import set_role

MARK = "●"
_MANY = 30  # lines: above it only those that changed are shown at first


@dataclass(frozen=True, slots=True)
class Compared:
    """One figure before and after; empty where it is not there."""

    path: str
    before: str
    after: str

    @property
    def changed(self) -> bool:
        """Whether the two differ."""
        return self.before != self.after


def compared(unit: str, before: Any, after: Any) -> tuple[Compared, ...]:
    """Return every figure of two values, those gone after those that are there now."""
    old = dict(leaves_of(unit, before)) if before is not None else {}
    new = dict(leaves_of(unit, after)) if after is not None else {}
    return tuple(
        Compared(path, old.get(path, ""), new.get(path, "")) for path in dict.fromkeys((*new, *old))
    )


class CompareView(QWidget):
    """Two columns, the changed lines bold with a mark."""

    def __init__(self, labels: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._labels = labels
        self._lines: tuple[Compared, ...] = ()
        self._first = True
        self.told = QLabel(self)
        self.told.setObjectName("law_compared")
        set_role(self.told, "muted")
        self.only = QCheckBox("แสดงเฉพาะที่เปลี่ยน", self)
        self.only.setObjectName("law_only_changed")
        self.only.setAccessibleName(self.only.text())
        self.only.toggled.connect(lambda _on: self._fill())
        self.table = QTableWidget(0, 3, self)
        self.table.setObjectName("law_compare")
        self.table.setAccessibleName("เทียบค่าเดิมกับค่าใหม่")
        self.table.setHorizontalHeaderLabels(["รายการ", "เดิม", "ใหม่"])
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.setFont(theme.grid_font())
        self.table.verticalHeader().hide()
        self.table.setWordWrap(True)
        head = self.table.horizontalHeader()
        for column in range(3):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 8, 0, 0)
        rows.setSpacing(6)
        rows.addWidget(self.told)
        rows.addWidget(self.table, 1)
        rows.addWidget(self.only)

    def show_values(self, unit: str, before: Any, after: Any) -> None:
        """Compare two values; None means that nothing holds."""
        self._lines = compared(unit, before, after)
        if self._first and len(self._lines) > _MANY:
            self.only.setChecked(True)
        self._first = False
        self._fill()

    def _fill(self) -> None:
        changed = sum(line.changed for line in self._lines)
        self.told.setText(
            f"เปลี่ยน {changed:,} จาก {len(self._lines):,} รายการ"
            if changed
            else "ค่าใหม่เหมือนค่าเดิมทุกรายการ"
        )
        shown = [line for line in self._lines if line.changed or not self.only.isChecked()]
        self.table.setRowCount(len(shown))
        ground = QColor(theme.colour("accent_soft"))
        for row, line in enumerate(shown):
            path = path_words(line.path, self._labels) or "ค่า"
            texts = (
                f"{MARK} {path}" if line.changed else path,
                line.before or "–",
                line.after or "–",
            )
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setFlags(Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled)
                if line.changed:
                    font = item.font()
                    font.setBold(True)
                    item.setFont(font)
                    item.setBackground(ground)
                self.table.setItem(row, column, item)
        self.table.resizeRowsToContents()
