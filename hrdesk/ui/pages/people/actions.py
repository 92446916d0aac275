"""What can be done with the register's list; the same in the head and on a right click."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from hrdesk.services.access import Right
from hrdesk.ui import icons
from hrdesk.ui.actions import make_action
from hrdesk.ui.context import AppContext, Route

if TYPE_CHECKING:
    from hrdesk.ui.pages.people.output import PeopleOutput
    from hrdesk.ui.pages.people.page import PeoplePage

IMPORT = {"view": "import"}


class PeopleActions(QObject):
    """The page's actions; those a role may not do are not offered."""

    def __init__(self, page: PeoplePage, ctx: AppContext, output: PeopleOutput) -> None:
        super().__init__(page)
        self._page = page
        self._ctx = ctx
        may_edit = ctx.may(Right.EDIT_PEOPLE)
        self.add = make_action(page, "add_person", "เพิ่มบุคคล", "add", self._add, "Ctrl+N")
        self.open_row = make_action(
            page, "open_person", "เปิดทะเบียนประวัติ", "right", page.open_current
        )
        self.open_row.setToolTip("เปิดทะเบียนประวัติ (Enter)")
        self.intake = make_action(page, "intake_person", "รับเรื่องของคนนี้", "intake", self._intake)
        self.take_in = make_action(page, "import_people", "นำเข้าจาก Excel", "import", self._import)
        self.blank = make_action(
            page, "blank_form", "แบบฟอร์มว่าง (Excel)", "excel", output.blank_form
        )
        self.register = make_action(
            page, "export_register", "ส่งออกทะเบียนทั้งหมด (Excel)", "export", output.register
        )
        self.excel = make_action(
            page,
            "export_list",
            "ส่งออกรายการที่แสดง (Excel)",
            "excel",
            lambda: output.excel(page.listed()),
            "Ctrl+E",
        )
        self.print = make_action(
            page, "print", "พิมพ์รายการ", "print", lambda: output.print(page.listed())
        )
        self.candidates = make_action(
            page, "open_candidates", "ผู้จะครบคุณสมบัติ", "star", self._candidates
        )
        self._exchange = QAction("Excel", page)
        self._exchange.setObjectName("excel_menu")
        icons.set_icon(self._exchange, "excel")
        menu = QMenu(page)
        menu.setObjectName("people_excel")
        parts = [self.take_in, self.blank] if may_edit else []
        whole = [self.register] if ctx.may(Right.SEE_NATIONAL_ID) else []
        menu.addActions([*parts, *whole, self.excel])
        self._exchange.setMenu(menu)
        self._may_edit = may_edit
        if not may_edit:
            self.add.setEnabled(False)
        self.of_row_chosen(False)
        self.list_loaded(0)

    def of_page(self) -> list[QAction]:
        """Return the actions at the top right."""
        adding = [self.add] if self._may_edit else []
        return [*adding, self.candidates, self._exchange, self.print]

    def of_row(self) -> list[QAction]:
        """Return the actions of a right click."""
        taking_in = [self.intake] if self._ctx.may(Right.WORK_CASES) else []
        adding = [self.add, self.take_in, self.blank] if self._may_edit else []
        whole = [self.register] if self._ctx.may(Right.SEE_NATIONAL_ID) else []
        return [self.open_row, *taking_in, *adding, *whole, self.excel, self.print]

    def of_row_chosen(self, chosen: bool) -> None:
        """Offer what is done with one person while one is chosen."""
        self.open_row.setEnabled(chosen)
        self.intake.setEnabled(chosen)

    def list_loaded(self, total: int) -> None:
        """Offer export and print while there is something in the list."""
        self.excel.setEnabled(total > 0)
        self.print.setEnabled(total > 0)

    def _add(self) -> None:
        self._ctx.navigate(Route("person"))

    def _candidates(self) -> None:
        self._ctx.navigate(Route("candidates"))

    def _import(self) -> None:
        self._ctx.navigate(Route("people", params=IMPORT))

    def _intake(self) -> None:
        row = self._page.table.current_row()
        if row is not None:
            self._ctx.navigate(Route("intake", params={"person": str(row.id)}))
