"""The papers of a case: those to make (the step's own first), and those made, exactly as made."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from hrdesk.services.access import Right
from hrdesk.ui import icons
from hrdesk.ui.actions import make_action
from hrdesk.ui.models.columns import Column
from hrdesk.ui.models.list_table import ListTable
from hrdesk.ui.pages.case.files import action_button
from hrdesk.ui.pages.case.model import moment_words
from hrdesk.ui.style import set_role
from hrdesk.ui.widgets.data_table import DataTable
from hrdesk.ui.widgets.empty_state import EmptyState
from hrdesk.ui.widgets.flow import FlowLayout

if TYPE_CHECKING:
    from hrdesk.services.papers import PaperChoice
    from hrdesk.services.queries.cases import CaseDetail, IssuedView
    from hrdesk.ui.context import AppContext


def number_words(row: IssuedView) -> str:
    """Return the number of a paper, and whether it counts no more."""
    return f"{row.number} (ยกเลิกแล้ว)" if row.void else row.number


COLUMNS = (
    Column("title", "เอกสาร", width=220, stretch=True, tooltip=lambda row: row.title),
    Column("number", "เลขที่", width=120, value=number_words),
    Column("dated", "ลงวันที่", width=110),
    Column("made_by", "ผู้จัดทำ", width=120),
    Column("made_at", "เมื่อ", width=165, format=moment_words),
)


class PapersTab(QWidget):
    """Buttons for the papers that can be made, and the table of those kept with the case."""

    def __init__(self, ctx: AppContext, page: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("papers")
        self._ctx = ctx
        self._page = page
        self._detail: CaseDetail | None = None
        self._choices: Sequence[PaperChoice] = ()
        self._table = ListTable(COLUMNS)
        self.view = DataTable(ctx.settings, "case_papers", "เอกสารที่จัดทำแล้ว")
        self.view.set_table(self._table)
        self._makers = QWidget()
        self._flow = FlowLayout(self._makers)
        self._empty = EmptyState("ยังไม่มีเอกสารที่เก็บไว้", "เลือกเอกสารด้านบนเพื่อจัดทำ แล้วกด “ออกเลขและเก็บ”")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty)
        self._open = make_action(self, "open_paper", "เปิดดู", "eye", self.open_paper)
        self._save = make_action(self, "save_paper", "บันทึกเป็น PDF…", "pdf", self.save_paper)
        self.view.set_actions([self._open, self._save])
        self.view.opened.connect(lambda _row: self.open_paper())
        self.view.chosen.connect(lambda _row: self._enable())
        self._lay_out()

    def take(self, detail: CaseDetail) -> None:
        """Know the case before the tab is seen: its papers can be made from elsewhere."""
        self._detail = detail

    def show_case(self, detail: CaseDetail) -> None:
        """Show the papers of a case."""
        self._detail = detail
        self._table.set_rows(detail.issued)
        self._stack.setCurrentWidget(self.view if detail.issued else self._empty)
        if detail.issued and self.view.current_row() is None:
            self.view.select_id(detail.issued[0].id)
        self._enable()
        if self._ctx.may(Right.ISSUE_PAPERS):
            from hrdesk.services.papers import paper_kinds

            case_id = detail.id
            self._ctx.tasks.query(
                self, lambda uow: paper_kinds(uow, case_id), self._offer, key="kinds"
            )

    def make(self, kind: str, variant: str = "") -> None:
        """Open the dialog that makes a paper of this kind, of one of its texts."""
        from hrdesk.ui.pages.papers.dialog import PaperDialog

        if self._detail is not None:
            PaperDialog(self._ctx, self._detail, kind, self._page, variant=variant).open()

    def open_paper(self) -> None:
        """Show the chosen paper exactly as it was made."""
        row = self._current()
        if row is not None:
            self._fetch(row, lambda content: self._show(row, content))

    def save_paper(self) -> None:
        """Save a copy of the chosen paper."""
        row = self._current()
        if row is not None:
            self._fetch(row, lambda content: self._write(row, content))

    def _lay_out(self) -> None:
        made = QLabel("จัดทำเอกสาร", self)
        kept = QLabel("เอกสารที่เก็บไว้กับเรื่อง", self)
        for label in (made, kept):
            set_role(label, "subtitle")
        bar = QHBoxLayout()
        bar.setSpacing(8)
        bar.addWidget(action_button(self._open))
        bar.addWidget(action_button(self._save))
        bar.addStretch()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(12, 12, 12, 12)
        rows.setSpacing(8)
        if self._ctx.may(Right.ISSUE_PAPERS):
            rows.addWidget(made)
            rows.addWidget(self._makers)
            rows.addSpacing(8)
        else:
            made.hide()
        rows.addWidget(kept)
        rows.addLayout(bar)
        rows.addWidget(self._stack, 1)

    def _offer(self, choices: Sequence[PaperChoice]) -> None:
        if choices == self._choices:
            return  # the same buttons stay, and the keyboard on them
        self._choices = choices
        while item := self._flow.takeAt(0):
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for choice in choices:
            button = QPushButton(choice.title, self._makers)
            button.setObjectName(f"make_{choice.kind}")
            button.setAccessibleName(f"จัดทำ{choice.title}")
            if choice.suggested:
                set_role(button, "primary")
                button.setToolTip("เอกสารของขั้นตอนปัจจุบัน")
            icons.set_icon(button, "paper", "on_accent" if choice.suggested else "text")
            several = len(choice.variants) > 1
            if several and not choice.likely:
                button.setMenu(self._texts(choice, button))
            else:
                button.clicked.connect(lambda _on, kind=choice.kind: self.make(kind))
            self._flow.addWidget(button)
            button.show()
            if several and choice.likely:
                self._flow.addWidget(self._others(choice))
        self._makers.updateGeometry()

    def _others(self, choice: PaperChoice) -> QPushButton:
        """Return the small button beside a paper with the other texts it may have."""
        more = QPushButton("แบบอื่น", self._makers)
        more.setObjectName(f"others_{choice.kind}")
        more.setAccessibleName(f"แบบอื่นของ{choice.title}")
        more.setMenu(self._texts(choice, more))
        more.show()
        return more

    def _texts(self, choice: PaperChoice, button: QPushButton) -> QMenu:
        """Return the menu of a paper that has several texts."""
        menu = QMenu(button)
        for variant in choice.variants:
            action = menu.addAction(variant.title)
            action.setObjectName(f"make_{choice.kind}_{variant.key or 'own'}")
            action.triggered.connect(
                lambda _on=False, kind=choice.kind, key=variant.key: self.make(kind, key)
            )
        return menu

    def _current(self) -> IssuedView | None:
        return self.view.current_row() if self._stack.currentWidget() is self.view else None

    def _enable(self) -> None:
        for action in (self._open, self._save):
            action.setEnabled(self._current() is not None)

    def _fetch(self, row: IssuedView, done: object) -> None:
        from hrdesk.services.queries.cases import issued_content
        from hrdesk.ui.pages.registers.show_issued import paper_options

        options = paper_options(self._ctx)
        self._ctx.tasks.query(self, lambda uow: issued_content(uow, row.id, options), done)

    def _show(self, row: IssuedView, content: bytes) -> None:
        from hrdesk.ui.printing import preview

        preview(self._ctx, self._page, row.title, content)

    def _write(self, row: IssuedView, content: bytes) -> None:
        from hrdesk.ui.printing import save_pdf

        save_pdf(self._ctx, self, content, f"{row.title} {row.number}".strip())
