"""What can be done with a list of cases: take in, open, export, print; also of the home page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from hrdesk.services.access import Right
from hrdesk.ui.actions import make_action
from hrdesk.ui.context import AppContext, Route
from hrdesk.ui.page import Page
from hrdesk.ui.pages.tracking.output import CaseList, ListOutput
from hrdesk.ui.widgets.data_table import DataTable


class ListActions(QObject):
    """The list's actions; the same ones stand in the page's head and in the right-click menu."""

    def __init__(
        self,
        page: Page,
        ctx: AppContext,
        table: DataTable,
        listed: Callable[[], CaseList],
        open_case: Callable[[Any], None],
    ) -> None:
        super().__init__(page)
        self._page = page
        self._ctx = ctx
        self._table = table
        self._listed = listed
        self._open_case = open_case
        self._output = ListOutput(page, ctx)
        self.open_row = make_action(page, "open_case", "เปิดเรื่อง", "right", self._open)
        # Enter in the table opens the row; here the key is only told.
        self.open_row.setToolTip("เปิดเรื่อง (Enter)")
        self.open_row.setEnabled(False)
        self.intake = make_action(page, "intake", "รับเรื่องใหม่", "intake", self._take_in, "Ctrl+N")
        self.intake.setEnabled(ctx.may(Right.WORK_CASES))
        self.export = make_action(page, "export", "ส่งออก Excel", "excel", self._export, "Ctrl+E")
        self.print = make_action(page, "print", "พิมพ์รายการ", "print", self._print)
        self.list_loaded(0)
        table.set_actions(self.of_row())
        table.chosen.connect(lambda row: self.open_row.setEnabled(row is not None))

    def of_page(self) -> list[QAction]:
        """Return the actions at the top right."""
        taking_in = [self.intake] if self._ctx.may(Right.WORK_CASES) else []
        return [*taking_in, self.print, self.export]

    def of_row(self) -> list[QAction]:
        """Return the actions of a right click."""
        return [self.open_row, *self.of_page()]

    def list_loaded(self, total: int) -> None:
        """Offer export and print while there is something in the list."""
        self.export.setEnabled(total > 0)
        self.print.setEnabled(total > 0)

    def _open(self) -> None:
        row = self._table.current_row()
        if row is not None:
            self._open_case(row)

    def _take_in(self) -> None:
        self._ctx.navigate(Route("intake"))

    def _export(self) -> None:
        self._output.export(self._listed())

    def _print(self) -> None:
        self._output.print(self._listed())
