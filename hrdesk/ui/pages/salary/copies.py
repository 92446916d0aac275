"""What-if copies of a round: made, compared, taken over, thrown away."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from hrdesk.services.errors import DomainError
from hrdesk.ui.actions import make_action
from hrdesk.ui.context import Route
from hrdesk.ui.dialogs import ask
from hrdesk.ui.pages.person.inputs import Line
from hrdesk.ui.pages.settings.form_dialog import FormDialog
from hrdesk.ui.pages.sign_in.fitting import fit
from hrdesk.ui.widgets.field import Field

if TYPE_CHECKING:
    from hrdesk.services.queries.salary_rounds import RoundCompared, RoundLine, RoundView
    from hrdesk.services.unit_of_work import UnitOfWork
    from hrdesk.ui.pages.salary.board import Board
    from hrdesk.ui.pages.salary.round_page import RoundPage


class NameDialog(FormDialog):
    """Asks what a copy is called; ``save(dialog, name)``."""

    kind = "copy_dialog"

    def __init__(self, save: Callable[[NameDialog, str], None], parent: QWidget) -> None:
        super().__init__("ทำสำเนาทดลอง", "ทำสำเนา", parent)
        self._save = save
        self.name = Line("copy_name", self, "เช่น ให้กองช่างเพิ่มหนึ่งคน")
        hint = "ลองเปลี่ยนในสำเนาได้โดยรอบจริงไม่เปลี่ยน แล้วค่อยเทียบและเลือกใช้"
        self.fields.addWidget(
            self.form.add("name", Field("ชื่อสำเนา", self.name, required=True, hint=hint))
        )
        self.name.setFocus()
        fit(self)

    def hand_over(self) -> None:
        """Give the name that was typed."""
        if self.name.value():
            self._save(self, self.name.value())
        else:
            self.refused(DomainError("required", field="name"))


class CopyActs:
    """The acts of the page of one round, or of a copy of it."""

    def __init__(self, page: RoundPage, board: Board) -> None:
        self._page, self._board, self._ctx = page, board, page.ctx
        self.make = make_action(page, "copy_make", "ทำสำเนาทดลอง…", "copy", self.ask_name)
        self.compare = make_action(page, "copy_compare", "เทียบสำเนา…", "columns", self.show)
        self.adopt = make_action(page, "copy_adopt", "ใช้สำเนานี้…", "check", self.ask_adopt)
        self.discard = make_action(page, "copy_discard", "ทิ้งสำเนา…", "delete", self.ask_discard)

    def actions(self) -> list[QAction]:
        """Return what can be done with the round that is shown."""
        view = self._board.view
        if view is None:
            return []
        if view.copy_of_id is not None:
            return [self.adopt, self.compare, self.discard]
        return [self.make, self.compare] if view.state == "open" else [self.compare]

    def ask_name(self) -> None:
        """Ask for a name, make a copy, and go there."""
        view = self._board.view
        if view is None:
            return
        round_id = view.id

        def save(dialog: NameDialog, name: str) -> None:
            from hrdesk.services.salary_rounds import copy_round

            def made(copy_id: int) -> None:
                dialog.accept()
                self._ctx.navigate(Route("salary_round", copy_id, {"tab": "allocate"}))

            self._ctx.tasks.act(
                self._page, lambda uow: copy_round(uow, round_id, name), made, dialog.refused,
                saved=f"ทำสำเนา “{name}” แล้ว",
            )  # fmt: skip

        NameDialog(save, self._page).open()

    def show(self) -> None:
        """Show the round and its copies side by side."""
        view = self._board.view
        if view is None:
            return
        principal = view.copy_of_id or view.id
        self._ctx.tasks.query(
            self._page, lambda uow: _beside(uow, principal), self._show, self._failed, "compare"
        )

    def ask_adopt(self, copy_id: int | None = None, name: str = "") -> None:
        """Ask, and make a copy's choices those of the round itself."""
        view = self._board.view
        if view is None:
            return
        wanted = copy_id if copy_id is not None else view.id
        principal = view.copy_of_id or view.id
        told = (
            f"สิ่งที่เลือกและเหตุผลในสำเนา “{name or view.name}” จะแทนของรอบจริงทั้งหมด "
            "หากต้องการเก็บของรอบจริงไว้ ให้ทำสำเนาของรอบจริงก่อน"
        )

        def go(version: int) -> None:
            from hrdesk.services.salary_rounds import adopt_copy

            self._ctx.tasks.act(
                self._page, lambda uow: adopt_copy(uow, wanted, version),
                lambda _value: self._adopted(wanted, principal), self._failed,
                saved="รอบจริงใช้สำเนานี้แล้ว",
            )  # fmt: skip

        def question(version: int) -> None:
            ask(self._page, "ใช้สำเนานี้", told, "ใช้สำเนานี้", lambda: go(version))

        self._ctx.tasks.query(
            self._page, lambda uow: _version(uow, principal), question, self._failed, "adopt"
        )

    def ask_discard(self) -> None:
        """Ask, and throw the copy that is shown away."""
        view = self._board.view
        if view is None or view.copy_of_id is None:
            return
        principal = view.copy_of_id
        discard_after_asking(self._page, view, lambda: self._to(principal))

    def _show(self, found: tuple[RoundCompared, ...]) -> None:
        from hrdesk.ui.pages.salary.compare_dialog import CompareDialog

        if len(found) < 2:
            self._ctx.notify.info("รอบนี้ยังไม่มีสำเนาทดลอง ทำสำเนาก่อนแล้วจึงเทียบกันได้")
            return
        CompareDialog(self._page, self._board, found, self).open()

    def open(self, round_id: int) -> None:
        """Go to a copy or to the round itself."""
        self._ctx.navigate(Route("salary_round", round_id, {"tab": "allocate"}))

    def _adopted(self, copy_id: int, principal: int) -> None:
        self._to(principal)
        self._ctx.forget(Route("salary_round", copy_id))  # back would seem to lead to the round

    def _to(self, round_id: int) -> None:
        self._board.read()
        self.open(round_id)

    def _failed(self, problem: DomainError) -> None:
        self._ctx.notify.error(problem)


def discard_after_asking(
    parent: QWidget, line: RoundLine | RoundView, done: Callable[[], object]
) -> None:
    """Ask, and throw a what-if copy away."""
    from hrdesk.services.salary_rounds import discard_copy

    ctx = parent.ctx  # type: ignore[attr-defined]  # pages and tabs have one

    def gone(_value: object) -> None:
        done()
        ctx.forget(Route("salary_round", line.id))

    def go() -> None:
        ctx.tasks.act(
            parent, lambda uow: discard_copy(uow, line.id), gone,
            saved="ทิ้งสำเนาแล้ว",
        )  # fmt: skip

    told = f"สำเนา “{line.name}” พร้อมสิ่งที่เลือกไว้จะหายไป รอบจริงไม่เปลี่ยน"
    ask(parent, "ทิ้งสำเนาทดลอง", told, "ทิ้งสำเนา", go)


def _version(uow: UnitOfWork, round_id: int) -> int:
    from hrdesk.services.queries.salary_rounds import round_version

    return round_version(uow, round_id)


def _beside(uow: UnitOfWork, principal: int) -> tuple[RoundCompared, ...]:
    from hrdesk.services.queries.salary_rounds import round_compare, salary_rounds

    lines = salary_rounds(uow)
    copies = next((each.copies for each in lines if each.id == principal), ())
    return round_compare(uow, (principal, *(each.id for each in copies)))
