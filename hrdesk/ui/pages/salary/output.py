"""The people and the accounts of a round as Excel, on paper, or copied."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from hrdesk.rules.salary.round_types import Share
from hrdesk.ui import icons
from hrdesk.ui.list_output import too_many
from hrdesk.ui.models.columns import Column
from hrdesk.ui.pages.salary.words import money, view_words
from hrdesk.ui.pages.settings.list_output import MemoryList, export_excel, print_list

if TYPE_CHECKING:
    from hrdesk.ui.pages.salary.allocate_stage import AllocateStage


def _left(share: Share) -> str:
    rest = share.left
    return "" if rest is None else f"เกิน {money(-rest)}" if rest < 0 else money(rest)


def _places_left(share: Share) -> str:
    rest = share.places_left
    return "" if rest is None else f"เกิน {-rest:,}" if rest < 0 else f"{rest:,}"


ACCOUNTS = (
    Column("label", "บัญชี", width=240),
    Column("heads", "คน", "right", 60, format=lambda value: f"{value:,}"),
    Column("payroll", "เงินเดือนรวม", "right", 110, format=money),
    Column("places", "โควตาหนึ่งขั้น", "right", 95),
    Column("placed", "ให้แล้ว", "right", 70, value=lambda row: None if row.places is None else row.placed),
    Column("places_left", "เหลือ", "right", 70, value=_places_left),
    Column("budget", "วงเงิน", "right", 105, format=money),
    Column("spent", "ใช้", "right", 105, format=money),
    Column("left", "คงเหลือ", "right", 105, value=_left),
    Column("special", "ค่าตอบแทนพิเศษ", "right", 115, format=money),
)  # fmt: skip


class RoundOutput:
    """The menu of the stage จัดสรร that takes its tables out."""

    def __init__(self, stage: AllocateStage) -> None:
        self._stage = stage
        act = stage.make_action
        self.excel = act("people_excel", "รายชื่อเป็น Excel…", "excel", self._people(export_excel))
        self.print = act("people_print", "พิมพ์รายชื่อ…", "print", self._print_people, "Ctrl+P")
        self.accounts_excel = act(
            "accounts_excel", "โควตาและวงเงินเป็น Excel…", "excel", self._accounts(export_excel)
        )
        self.accounts_print = act(
            "accounts_print", "พิมพ์โควตาและวงเงิน…", "print", self._accounts(print_list)
        )
        self.accounts_copy = act("accounts_copy", "คัดลอกโควตาและวงเงิน", "copy", self.copy_accounts)

    def actions(self) -> tuple[QAction, ...]:
        """Return all of them."""
        return (
            self.excel, self.print, self.accounts_excel, self.accounts_print, self.accounts_copy,
        )  # fmt: skip

    def button(self, parent: QWidget) -> QPushButton:
        """Return the button whose menu holds the actions."""
        button = QPushButton("ส่งออกและพิมพ์", parent)
        button.setObjectName("round_output_button")
        button.setAccessibleName("ส่งออกและพิมพ์")
        button.setAutoDefault(False)
        icons.set_icon(button, "export")
        menu = QMenu(button)
        menu.setObjectName("round_output_menu")
        menu.addActions(list(self.actions()))
        button.setMenu(menu)
        return button

    def enable(self, any_rows: bool) -> None:
        """An empty round is not taken anywhere."""
        for action in self.actions():
            action.setEnabled(any_rows)

    def people(self) -> MemoryList:
        """Return the people as they are shown: narrowed and sorted."""
        stage = self._stage
        told = stage.filter.wanted().words(self._group())
        return MemoryList(self._title("รายชื่อ"), told, stage.model.columns, stage.model.rows())

    def accounts(self) -> MemoryList:
        """Return the accounts that are shown, that of all last."""
        totals = self._stage.board.totals
        rows = [*self._stage.parts(), *([totals.whole] if totals is not None else [])]
        return MemoryList(self._title("โควตาและวงเงิน"), "", ACCOUNTS, rows)

    def copy_accounts(self) -> None:
        """Copy the accounts as Excel pastes them."""
        listed = self.accounts()
        lines = ["\t".join(column.title for column in listed.columns)]
        lines += ["\t".join(column.text(row) for column in listed.columns) for row in listed.rows]
        QGuiApplication.clipboard().setText("\n".join(lines))
        self._stage.ctx.notify.info("คัดลอกโควตาและวงเงินแล้ว วางใน Excel ได้")

    def _print_people(self) -> None:
        if not too_many(self._stage.ctx, self._stage.model.rowCount(), "คน"):
            print_list(self._stage, self.people())

    def _people(self, call: Callable[[AllocateStage, MemoryList], None]) -> Callable[[], None]:
        return lambda: call(self._stage, self.people())

    def _accounts(self, call: Callable[[AllocateStage, MemoryList], None]) -> Callable[[], None]:
        return lambda: call(self._stage, self.accounts())

    def _group(self) -> str:
        key = self._stage.shares.key()
        return next((each.label for each in self._stage.parts() if each.key == key), "")

    def _title(self, what: str) -> str:
        view = self._stage.board.view
        # A name of a file may not hold a slash.
        return f"{what} {view_words(view)}".replace("/", "-") if view is not None else what
