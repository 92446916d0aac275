"""Choosing a paper that the office makes without a case."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from hrdesk.services.papers import PaperChoice, office_paper_kinds
from hrdesk.ui.context import AppContext
from hrdesk.ui.reading_order import ReadingOrder
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable
from hrdesk.ui.widgets.search_box import SearchBox

if TYPE_CHECKING:
    from hrdesk.services.changes import Result
    from hrdesk.services.paper_drafts import PaperDraft
    from hrdesk.services.unit_of_work import UnitOfWork

_KEY = int(Qt.ItemDataRole.UserRole)


class NewPaperDialog(ReadingOrder, QDialog):
    """The texts of announcements, letters, invitations and committees' orders, by kind."""

    def __init__(self, ctx: AppContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("new_paper")
        self.setWindowTitle("ออกเอกสารใหม่")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._ctx, self._page = ctx, parent
        told = QLabel(
            breakable(
                "เลือกแบบของเอกสาร เอกสารของเรื่องใดเรื่องหนึ่ง ให้จัดทำจากหน้าเรื่องนั้น เพื่อให้กรอกข้อมูลให้เอง"
            ),
            self,
        )
        told.setObjectName("new_paper_told")
        told.setWordWrap(True)
        told.setMinimumWidth(480)
        self.search = SearchBox("ค้นหาแบบ", "new_paper_search", self)
        self.tree = QTreeWidget(self)
        self.tree.setObjectName("new_paper_kinds")
        self.tree.setAccessibleName("แบบของเอกสาร")
        self.tree.setHeaderHidden(True)
        self.tree.setMinimumHeight(320)
        self.go = QPushButton("ต่อไป", self)
        self.go.setObjectName("dialog_go")
        self.go.setAccessibleName("ต่อไป")
        self.go.setDefault(True)
        self.go.setEnabled(False)
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
        for widget in (told, self.search, self.tree):
            rows.addWidget(widget)
        rows.addLayout(foot)
        close.clicked.connect(self.reject)
        self.go.clicked.connect(self._chosen)
        self.tree.itemActivated.connect(lambda _item, _at: self._chosen())
        self.tree.currentItemChanged.connect(lambda *_: self._enable())
        self.search.searched.connect(self._narrow)
        self.search.moved_down.connect(self.tree.setFocus)
        ctx.tasks.query(self, office_paper_kinds, self._fill, key="kinds")
        self.search.setFocus()

    def _fill(self, choices: Sequence[PaperChoice]) -> None:
        self.tree.clear()
        for choice in choices:
            group = QTreeWidgetItem([choice.title])
            group.setFlags(Qt.ItemFlag.ItemIsEnabled)
            self.tree.addTopLevelItem(group)
            for variant in choice.variants:
                item = QTreeWidgetItem([variant.title])
                item.setData(0, _KEY, (choice.kind, variant.key, variant.title))
                group.addChild(item)
        self.tree.expandAll()
        self._narrow(self.search.query())

    def _narrow(self, text: str) -> None:
        first: QTreeWidgetItem | None = None
        for at in range(self.tree.topLevelItemCount()):
            group = self.tree.topLevelItem(at)
            shown = 0
            for place in range(group.childCount()):
                item = group.child(place)
                fits = all(word in f"{group.text(0)} {item.text(0)}" for word in text.split())
                item.setHidden(not fits)
                shown += fits
                if fits and first is None:
                    first = item
            group.setHidden(not shown)
        self.tree.setCurrentItem(first)
        self._enable()

    def _enable(self) -> None:
        item = self.tree.currentItem()
        self.go.setEnabled(item is not None and item.data(0, _KEY) is not None)

    def _chosen(self) -> None:
        item = self.tree.currentItem()
        found = item.data(0, _KEY) if item is not None else None
        if found is None:
            return
        kind, variant, _title = found
        self.accept()
        open_office_paper(self._ctx, self._page, kind, variant)


def open_office_paper(ctx: AppContext, page: QWidget, kind: str, variant: str) -> None:
    """Open the dialog that makes a paper without a case."""
    from hrdesk.services.papers import PaperOptions, prepare_office_paper
    from hrdesk.ui.pages.papers.dialog import PaperDialog

    options = PaperOptions(ctx.settings.text("digits"), ctx.settings.text("font_file"))

    def prepare(uow: UnitOfWork) -> Result[PaperDraft]:
        return prepare_office_paper(uow, kind, variant, options)

    PaperDialog(
        ctx, None, kind, page, variant=variant, prepare=prepare, name=f"paper-{kind}-{variant}"
    ).open()
