"""The way from a round to the matter whose steps it walks, opened after a question."""

from __future__ import annotations

from collections.abc import Callable

from hrdesk.services.changes import Result
from hrdesk.services.unit_of_work import UnitOfWork
from hrdesk.ui.actions import make_action
from hrdesk.ui.context import Route
from hrdesk.ui.dialogs import ask
from hrdesk.ui.page import Page

_OPEN = "เปิดเรื่องติดตามขั้นตอน"


class RoundMatter:
    """An action of a round's page; ``open_`` opens the matter of the round shown."""

    def __init__(
        self, page: Page, name: str, told: str, open_: Callable[[UnitOfWork], Result[int]]
    ) -> None:
        self._page, self._told, self._open = page, told, open_
        self._title = self._lender = ""
        self._case_id: int | None = None
        self.action = make_action(page, name, f"{_OPEN}…", "tree", self.go)
        self.action.setEnabled(False)

    def show(
        self, title: str, case_id: int | None, number: str, *, able: bool, lender: str = ""
    ) -> None:
        """Say which matter the round has; ``able`` tells whether one can be opened.

        ``lender`` is whose procedure it would borrow.
        """
        self._title, self._case_id, self._lender = title, case_id, lender
        self.action.setText(f"ขั้นตอนของรอบ (เรื่อง {number})" if number else f"{_OPEN}…")
        self.action.setEnabled(case_id is not None or able)

    def go(self) -> None:
        """Go to the matter of the round, or open it after a question."""
        if self._case_id is not None:
            self._to(self._case_id)
        elif self.action.isEnabled():
            told = f"{self._title} {self._told}"
            if self._lender:
                told += (
                    f" โปรแกรมยังไม่มีขั้นตอนเรื่องนี้ของหน่วยงานนี้ จึงยืมขั้นตอนของ{self._lender}มาใช้ "
                    "โปรดตรวจขั้นตอน และใส่วันครบกำหนดเอง"
                )
            ask(self._page, _OPEN, told, "เปิดเรื่อง", self._begin)

    def _begin(self) -> None:
        self._page.ctx.tasks.act(self._page, self._open, self._to, saved="เปิดเรื่องติดตามขั้นตอนแล้ว")

    def _to(self, case_id: int) -> None:
        self._page.ctx.navigate(Route("case", case_id))
