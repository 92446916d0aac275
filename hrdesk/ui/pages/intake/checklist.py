"""The papers that came with a matter: ticked with the space bar."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from hrdesk.rules.procedure import ChecklistPaper
from hrdesk.ui.pages.intake.model import missing_words
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable

_KEY = Qt.ItemDataRole.UserRole
_REQUIRED = Qt.ItemDataRole.UserRole + 1


class _List(QListWidget):
    """As tall as its lines; Space ticks, Ctrl+A ticks all."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick everything with Ctrl+A, or take the ticks away when all are set."""
        ctrl_a = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if ctrl_a and event.key() == Qt.Key.Key_A:
            items = [self.item(row) for row in range(self.count())]
            every = all(item.checkState() == Qt.CheckState.Checked for item in items)
            for item in items:
                item.setCheckState(Qt.CheckState.Unchecked if every else Qt.CheckState.Checked)
            event.accept()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the height of the wrapped lines."""
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Take the height that all lines need."""
        rows = sum(self.sizeHintForRow(row) for row in range(self.count()))
        self.setFixedHeight(max(rows, self.fontMetrics().lineSpacing()) + 2 * self.frameWidth() + 6)


class PaperChecklist(QWidget):
    """The checklist of the procedure in force and how many required papers are missing."""

    changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.list = _List(self)
        self.list.setObjectName(f"{name}_list")
        self.list.setAccessibleName("เอกสารที่ได้รับ")
        self.list.setToolTip("Space ทำเครื่องหมาย · Ctrl+A ได้รับครบทุกรายการ")
        self.list.setWordWrap(True)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemChanged.connect(self._ticked)
        self._line = QLabel(self)
        self._line.setObjectName(f"{name}_missing")
        self._line.setWordWrap(True)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(4)
        rows.addWidget(self.list)
        rows.addWidget(self._line)
        self.setFocusProxy(self.list)
        self._wanted: frozenset[str] = frozenset()
        self.set_papers(())

    def set_papers(self, papers: Iterable[ChecklistPaper]) -> None:
        """Show the papers of another procedure; ticks that still fit stay."""
        kept = self.received() | self._wanted
        self.list.blockSignals(True)
        self.list.clear()
        for paper in papers:
            words = paper.label if paper.required else f"{paper.label} (ถ้ามี)"
            item = QListWidgetItem(breakable(words), self.list)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, words)
            item.setData(_KEY, paper.key)
            item.setData(_REQUIRED, paper.required)
            item.setFlags(
                Qt.ItemFlag.ItemIsEnabled
                | Qt.ItemFlag.ItemIsSelectable
                | Qt.ItemFlag.ItemIsUserCheckable
            )
            ticked = paper.key in kept
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        if self.list.count():
            self.list.setCurrentRow(0)
            self._wanted = frozenset()
        self.list.blockSignals(False)
        self.list.setVisible(self.list.count() > 0)
        self.list.fit()
        self._count()

    def received(self) -> frozenset[str]:
        """Return the keys of the papers that came."""
        return frozenset(
            item.data(_KEY) for item in self._items() if item.checkState() == Qt.CheckState.Checked
        )

    def set_received(self, keys: Iterable[str]) -> None:
        """Tick exactly these papers, also when the list comes only later."""
        self._wanted = frozenset(keys)
        self.list.blockSignals(True)
        for item in self._items():
            ticked = item.data(_KEY) in self._wanted
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        self.list.blockSignals(False)
        if self.list.count():
            self._wanted = frozenset()
        self._count()

    def missing(self) -> int:
        """Return how many required papers have not come."""
        return sum(
            1
            for item in self._items()
            if item.data(_REQUIRED) and item.checkState() != Qt.CheckState.Checked
        )

    def words(self) -> str:
        """Return the line under the list."""
        return str(self._line.property("whole") or "")

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(row) for row in range(self.list.count())]

    def _ticked(self) -> None:
        self._count()
        self.changed.emit()

    def _count(self) -> None:
        if not self.list.count():
            words, tone = "เลือกประเภทรายการก่อน แล้วรายการเอกสารจะแสดงที่นี่", ""
        else:
            required = sum(1 for item in self._items() if item.data(_REQUIRED))
            words, tone = missing_words(required, self.missing())
        self._line.setProperty("whole", words)
        self._line.setText(breakable(words))
        set_role(self._line, "plain" if tone else "muted", tone)
