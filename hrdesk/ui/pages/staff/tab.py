"""What the lists of people's matters have in common: a table, its buttons, and a line of law."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from hrdesk.services.errors import DomainError
from hrdesk.ui.context import AppContext
from hrdesk.ui.models.list_table import ListTable
from hrdesk.ui.pages.settings.tab import SettingsTab, action_button
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable
from hrdesk.ui.widgets.button_row import ButtonRow
from hrdesk.ui.widgets.data_table import DataTable
from hrdesk.ui.widgets.empty_state import EmptyState


class StaffTab(SettingsTab):
    """A list with buttons above it and one line below that says by which rule it is kept."""

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(ctx, parent)
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(0, 12, 0, 0)
        self.rows.setSpacing(8)
        self.law = QLabel(self)
        self.law.setObjectName("law_line")
        self.law.setWordWrap(True)
        self.law.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        set_role(self.law, "muted")

    def narrow(self, params: Mapping[str, str]) -> None:
        """Narrow the list to what a route asks for; the base shows all."""

    def make_table(self, model: ListTable, name: str, label: str) -> DataTable:
        """Return a table over a model, in the settings under ``name``."""
        table = DataTable(self.ctx.settings, name, label, self)
        table.set_table(model)
        return table

    def stacked(self, table: DataTable, empty: EmptyState) -> QStackedWidget:
        """Return a stack of the table and of what is said while it is empty."""
        stack = QStackedWidget(self)
        stack.addWidget(table)
        stack.addWidget(empty)
        return stack

    def buttons(
        self,
        first: Sequence[QAction],
        more: Sequence[QAction],
        at_the_end: Sequence[QAction],
        primary: QAction | None = None,
    ) -> QHBoxLayout:
        """Return a row of buttons: the usual ones, the others under one, the list's at the end."""
        row = ButtonRow()
        for action in first:
            row.add_yielding(action_button(action, self, primary=action is primary))
        if more:
            row.addWidget(self.more(more))
        row.addStretch()
        for action in at_the_end:
            row.add_yielding(action_button(action, self))
        return row

    def say_law(self, text: str) -> None:
        """Write the line of law under the list."""
        self.law.setText(breakable(text))
        self.law.setVisible(bool(text))

    def failed(self, problem: DomainError) -> None:
        """Say that reading failed, with another try."""
        self.ctx.notify.error(problem, self.refresh)

    def more(self, actions: Sequence[QAction]) -> QPushButton:
        """Return a button whose menu holds actions that are not used often."""
        button = QPushButton("อื่น ๆ", self)
        button.setObjectName("more_button")
        button.setAccessibleName("คำสั่งอื่นของแถวที่เลือก")
        button.setAutoDefault(False)
        menu = QMenu(button)
        menu.setObjectName("more_menu")
        menu.addActions(list(actions))
        button.setMenu(menu)

        def follow() -> None:
            button.setEnabled(any(action.isEnabled() for action in actions))

        for action in actions:
            action.changed.connect(follow)
        follow()
        return button


def source_words(own: bool, source: str) -> str:
    """Return where a rule stands, and honestly where it is another agency's."""
    told = f"ที่มา: {source}" if source else ""
    if own:
        return told
    return f"หลักเกณฑ์ชุดของสำนักงานไม่มีข้อนี้ จึงใช้ตัวเลขของชุดที่มี โปรดตรวจกับกฎของท่าน · {told}"
