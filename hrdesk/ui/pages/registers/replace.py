"""Choosing what an order said wrongly, or which of its rows no longer hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from hrdesk.services.paper_replace import OrderContent, OrderLine, RightWords, order_content
from hrdesk.services.papers import PaperOptions
from hrdesk.ui import theme
from hrdesk.ui.context import AppContext
from hrdesk.ui.reading_order import ReadingOrder
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable, plain

if TYPE_CHECKING:
    from hrdesk.services.changes import Result
    from hrdesk.services.paper_drafts import PaperDraft
    from hrdesk.services.unit_of_work import UnitOfWork

_Index = QModelIndex | QPersistentModelIndex
_HEADS = {
    "correction_order": ("ลำดับ", "ชื่อ", "รายการ", "ข้อความเดิม", "ที่ถูกคือ"),
    "cancel_order": ("ยกเลิก", "ลำดับ", "ชื่อ"),
}
_WIDTHS = {"correction_order": (56, 190, 170, 210, 210), "cancel_order": (70, 60, 420)}
_TOLD = {
    "correction_order": "พิมพ์ข้อความที่ถูกในช่อง “ที่ถูกคือ” เฉพาะรายการที่ผิด รายการอื่นเว้นว่าง",
    "cancel_order": "เลือกเฉพาะรายที่ยกเลิก หากไม่เลือกรายใดเลย หมายถึงยกเลิกคำสั่งทั้งฉบับ",
}


def start_replacing(ctx: AppContext, page: QWidget, paper_id: int, kind: str) -> None:
    """Read what an order says and let one choose; then its correction or cancelling is made."""

    def show(content: OrderContent) -> None:
        ReplaceDialog(ctx, content, kind, page).open()

    ctx.tasks.query(page, lambda uow: order_content(uow, paper_id), show, key="order")


class ReplaceDialog(ReadingOrder, QDialog):
    """The lines of the earlier order with a place for what is right, or a tick for each person."""

    def __init__(self, ctx: AppContext, content: OrderContent, kind: str, page: QWidget) -> None:
        super().__init__(page)
        self.setObjectName("replace_order")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        words = "แก้ไข" if kind == "correction_order" else "ยกเลิก"
        self.setWindowTitle(f"คำสั่ง{words}คำสั่งที่ {content.number}")
        self._ctx, self._content, self._kind, self._page = ctx, content, kind, page
        about = QLabel(breakable(f"คำสั่งที่ {content.number} {content.title}"), self)
        about.setObjectName("replace_about")
        about.setWordWrap(True)
        set_role(about, "subtitle")
        told = QLabel(breakable(_TOLD[kind]), self)
        told.setObjectName("replace_told")
        told.setWordWrap(True)
        self.model = _Lines(content, kind, self)
        self.table = self._lines_table()
        self.go = QPushButton("ต่อไป", self)
        self.go.setObjectName("dialog_go")
        self.go.setAccessibleName("ต่อไป")
        self.go.setAutoDefault(False)
        set_role(self.go, "primary")
        close = QPushButton("ยกเลิก", self)
        close.setObjectName("dialog_cancel")
        close.setAccessibleName("ยกเลิก")
        close.setAutoDefault(False)
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(close)
        foot.addWidget(self.go)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 20, 24, 16)
        rows.setSpacing(12)
        for widget in (about, told):
            rows.addWidget(widget)
        rows.addWidget(self.table, 1)
        rows.addLayout(foot)
        close.clicked.connect(self.reject)
        self.go.clicked.connect(self._go)
        self.model.filled.connect(self._enable)
        self.resize(920, 480)
        self._enable()
        self.table.setFocus()

    def _lines_table(self) -> QTableView:
        kind = self._kind
        table = QTableView(self)
        table.setObjectName("replace_lines")
        table.setAccessibleName(_TOLD[kind])
        table.setModel(self.model)
        table.verticalHeader().hide()
        table.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        table.verticalHeader().setDefaultSectionSize(theme.row_height(table.font()) + 4)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        table.setEditTriggers(QAbstractItemView.EditTrigger.AllEditTriggers)
        table.setTabKeyNavigation(False)
        for place, width in enumerate(_WIDTHS[kind]):
            table.setColumnWidth(place, width)
        table.horizontalHeader().setStretchLastSection(True)
        return table

    def _enable(self) -> None:
        self.go.setEnabled(self._kind == "cancel_order" or bool(self.model.right()))

    def _go(self) -> None:
        from hrdesk.services.paper_replace import prepare_cancelling, prepare_correction
        from hrdesk.ui.pages.papers.dialog import PaperDialog

        ctx, content, kind, page = self._ctx, self._content, self._kind, self._page
        options = PaperOptions(ctx.settings.text("digits"), ctx.settings.text("font_file"))
        right, rows = self.model.right(), self.model.ticked()

        def prepare(uow: UnitOfWork) -> Result[PaperDraft]:
            if kind == "correction_order":
                return prepare_correction(uow, content.paper_id, right, options)
            return prepare_cancelling(uow, content.paper_id, rows, options)

        self.accept()
        name = f"paper-{kind}-{content.paper_id}"
        ctx.drafts.discard(name)  # what was chosen here is newer than what was typed before
        PaperDialog(ctx, None, kind, page, prepare=prepare, name=name).open()


class _Lines(QAbstractTableModel):
    """The earlier order's entries; only the last column, or the tick, can be changed."""

    filled = Signal()

    def __init__(self, content: OrderContent, kind: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._heads = _HEADS[kind]
        self._correcting = kind == "correction_order"
        self._lines: tuple[OrderLine, ...] = content.lines if self._correcting else ()
        self._people = content.people
        self._typed: dict[int, str] = {}
        self._ticked: set[int] = set()

    def right(self) -> tuple[RightWords, ...]:
        """Return the entries with something typed."""
        return tuple(
            RightWords(line.row, line.name, line.item, line.said, self._typed[place])
            for place, line in enumerate(self._lines)
            if self._typed.get(place)
        )

    def ticked(self) -> tuple[tuple[int, str], ...]:
        """Return the rows that are ticked."""
        return tuple((place + 1, self._people[place]) for place in sorted(self._ticked))

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return how many lines there are."""
        if parent.isValid():
            return 0
        return len(self._lines) if self._correcting else len(self._people)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self._heads)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Name the columns."""
        wanted = role == Qt.ItemDataRole.DisplayRole
        if wanted and orientation == Qt.Orientation.Horizontal and section < len(self._heads):
            return self._heads[section]
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Let only what is right, or the tick, be changed."""
        found = super().flags(index)
        if self._correcting and index.column() == len(self._heads) - 1:
            return found | Qt.ItemFlag.ItemIsEditable
        if not self._correcting and index.column() == 0:
            return found | Qt.ItemFlag.ItemIsUserCheckable
        return found

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Answer a view's question about a cell."""
        if not index.isValid():
            return None
        at, column = index.row(), index.column()
        if self._correcting:
            if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
                line = self._lines[at]
                cells = (str(line.row), line.name, line.item, line.said, self._typed.get(at, ""))
                return cells[column]
            return None
        if role == Qt.ItemDataRole.CheckStateRole and column == 0:
            on = at in self._ticked
            return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.DisplayRole:
            return ("", str(at + 1), self._people[at])[column]
        return None

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take what was typed or ticked."""
        if self._correcting and role == Qt.ItemDataRole.EditRole:
            self._typed[index.row()] = plain(str(value)).strip()
        elif not self._correcting and role == Qt.ItemDataRole.CheckStateRole:
            on = Qt.CheckState(value) == Qt.CheckState.Checked
            (self._ticked.add if on else self._ticked.discard)(index.row())
        else:
            return False
        self.dataChanged.emit(index, index)
        self.filled.emit()
        return True
