"""The list at the left: every procedure by kind of matter, what serves today first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QCheckBox, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from hrdesk.rules.codes import CaseType
from hrdesk.rules.dates import thai_date_short
from hrdesk.rules.sorting import search_text
from hrdesk.services.queries.procedures import ProcedureRow, Standing
from hrdesk.ui import theme
from hrdesk.ui.widgets.search_box import SearchBox

STANDING_WORDS = {
    Standing.IN_FORCE: "ใช้อยู่",
    Standing.DRAFT: "ร่าง",
    Standing.LATER: "รอเริ่มใช้",
    Standing.OLDER: "ฉบับก่อน",
    Standing.OTHER: "ของที่อื่น",
}
_TONES = {
    Standing.IN_FORCE: "good",
    Standing.DRAFT: "warn",
    Standing.LATER: "info",
    Standing.OLDER: "muted",
    Standing.OTHER: "muted",
}
_REF = Qt.ItemDataRole.UserRole


class ProcedureChoice(QWidget):
    """Search box and tree; tells which version was chosen."""

    chosen = Signal(str)  # doh.resignation@1
    opened = Signal()  # Enter: go on into the picture

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._filling = False
        self._rows: tuple[ProcedureRow, ...] = ()
        self.box = SearchBox("ค้นหาขั้นตอน", "procedure_search", self)
        self.tree = QTreeWidget(self)
        self.tree.setObjectName("procedure_list")
        self.tree.setAccessibleName("ขั้นตอนทั้งหมด")
        self.tree.setHeaderHidden(True)
        self.others = QCheckBox("รวมของที่อื่น", self)
        self.others.setObjectName("procedure_others")
        self.others.setAccessibleName("แสดงของส่วนราชการอื่นด้วย")
        self.others.setToolTip("ขั้นตอนของส่วนราชการอื่นดูและคัดลอกมาปรับใช้ได้")
        self.tree.setIndentation(12)
        self.tree.setTabKeyNavigation(False)
        self.tree.setTextElideMode(Qt.TextElideMode.ElideRight)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        column.addWidget(self.box)
        column.addWidget(self.tree, 1)
        column.addWidget(self.others)
        self.box.searched.connect(self._search)
        self.others.toggled.connect(lambda _on: self._search(self.box.query()))
        self.box.moved_down.connect(self.tree.setFocus)
        self.tree.currentItemChanged.connect(lambda item, _before: self._changed(item))
        self.tree.itemActivated.connect(lambda _item, _column: self.opened.emit())
        self.setFocusProxy(self.tree)

    def show_rows(self, rows: Sequence[ProcedureRow]) -> None:
        """Show the versions; the chosen one stays chosen."""
        kept = self.current()
        self._filling = True
        self._rows = tuple(rows)
        self.tree.clear()
        groups: dict[CaseType, QTreeWidgetItem] = {}
        bold = QFont(self.tree.font())
        bold.setBold(True)
        for row in self._rows:
            if row.case_type not in groups:
                group = QTreeWidgetItem(self.tree, [row.case_type.label])
                group.setToolTip(0, row.case_type.label)
                group.setFont(0, bold)
                group.setFlags(Qt.ItemFlag.ItemIsEnabled)
                group.setExpanded(True)
                groups[row.case_type] = group
            self._add(groups[row.case_type], row)
        self._filling = False
        self._search(self.box.query())
        if kept:
            self.choose(kept)

    def current(self) -> str:
        """Return which version is chosen, empty where none is."""
        item = self.tree.currentItem()
        return str(item.data(0, _REF) or "") if item is not None else ""

    def choose(self, ref: str) -> bool:
        """Choose a version; False where it is not there."""
        for item in self._items():
            if item.data(0, _REF) == ref:
                row = self.row(ref)
                if row is not None and row.standing is Standing.OTHER:
                    self.others.setChecked(True)
                item.setHidden(False)
                item.parent().setHidden(False)
                self.tree.setCurrentItem(item)
                self.tree.scrollToItem(item)
                return True
        return False

    def row(self, ref: str) -> ProcedureRow | None:
        """Return the row of a version."""
        return next((row for row in self._rows if row.ref == ref), None)

    def first(self) -> str:
        """Return the version that serves today of the first kind."""
        return next((row.ref for row in self._rows), "")

    def _add(self, group: QTreeWidgetItem, row: ProcedureRow) -> None:
        item = QTreeWidgetItem(group, ["\n".join(row_lines(row))])
        item.setData(0, _REF, row.ref)
        item.setForeground(0, theme.colour(_TONES[row.standing]))
        item.setToolTip(0, f"{row.title}\n" + "\n".join(row_lines(row)))
        spoken = f"{row.case_type.label} {row.title} {' '.join(row_lines(row))}"
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, spoken)

    def _items(self) -> list[QTreeWidgetItem]:
        top = [self.tree.topLevelItem(n) for n in range(self.tree.topLevelItemCount())]
        return [group.child(n) for group in top for n in range(group.childCount())]

    def _changed(self, item: QTreeWidgetItem | None) -> None:
        ref = str(item.data(0, _REF) or "") if item is not None else ""
        if ref and not self._filling:
            self.chosen.emit(ref)

    def _search(self, text: str) -> None:
        wanted = search_text(text).split()
        for n in range(self.tree.topLevelItemCount()):
            group = self.tree.topLevelItem(n)
            seen = False
            for at in range(group.childCount()):
                item = group.child(at)
                words = search_text(f"{item.data(0, Qt.ItemDataRole.AccessibleTextRole)}")
                row = self.row(str(item.data(0, _REF)))
                other = row is not None and row.standing is Standing.OTHER
                hidden = not all(part in words for part in wanted) or (
                    other and not self.others.isChecked()
                )
                item.setHidden(hidden)
                seen = seen or not hidden
            group.setHidden(not seen)


def row_lines(row: ProcedureRow) -> tuple[str, str]:
    """Return what the list says of a version: what it is and whose, its number and first day."""
    owner = "ของสำนักงาน" if row.own else row.agency.label
    first = owner if row.standing is Standing.OTHER else f"{STANDING_WORDS[row.standing]} · {owner}"
    if row.borrowed:
        first += " (ยืมใช้)"
    day = f" · {thai_date_short(row.first_day)}" if row.first_day else ""
    return first, f"ฉบับที่ {row.version}{day}"
