"""The steps that people got on 1 April where that round was not worked on here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from hrdesk.rules.explanation import canonical
from hrdesk.services.errors import DomainError, EditConflict
from hrdesk.ui.pages.person.inputs import Line
from hrdesk.ui.pages.salary.person_panel import read_amount
from hrdesk.ui.pages.settings.form_dialog import FormDialog
from hrdesk.ui.pages.sign_in.fitting import fit
from hrdesk.ui.widgets.field import Field

if TYPE_CHECKING:
    from hrdesk.ui.context import AppContext
    from hrdesk.ui.pages.salary.board import Board
    from hrdesk.ui.pages.salary.people import Shown


class AprilDialog(FormDialog):
    """Stores the steps among the round's options; the round is computed anew after it."""

    kind = "april_dialog"

    def __init__(
        self, ctx: AppContext, board: Board, people: list[Shown], parent: QWidget | None = None
    ) -> None:
        who = people[0].line.name if len(people) == 1 else f"{len(people):,} คนที่เลือก"
        super().__init__(f"ขั้นที่ได้ ๑ เมษายน · {who}", "บันทึก", parent)
        self._ctx, self._board, self._people = ctx, board, people
        self.steps = Line("april_steps", self, "เช่น 0.5")
        known = {each.line.april for each in people}
        only = next(iter(known)) if len(known) == 1 else None
        if only is not None:
            self.steps.setText(canonical(only))
        hint = "เว้นว่างหากยังไม่ทราบ"
        self.fields.addWidget(self.form.add("april_steps", Field("จำนวนขั้น", self.steps, hint=hint)))
        self.steps.setFocus()
        fit(self)

    def hand_over(self) -> None:
        """Store what was typed for everybody chosen."""
        from hrdesk.services.salary_rounds import set_options

        view = self._board.view
        if view is None:
            return
        try:
            amount = read_amount(self.steps.value())
        except ValueError as problem:
            self.form.fields["april_steps"].set_error(str(problem))
            return
        kept: dict[str, Any] = dict(self._board.options().get("april_steps") or {})
        for each in self._people:
            kept.pop(str(each.id), None)
            if amount is not None:
                kept[str(each.id)] = canonical(amount)
        options = {**self._board.options(), "april_steps": kept}
        round_id, version = view.id, view.version

        def saved(_version: int) -> None:
            self.accept()
            self._board.read()

        def refused(problem: DomainError) -> None:
            self.refused(problem)
            if isinstance(problem, EditConflict):
                self._board.read()

        self._ctx.tasks.act(
            self._board, lambda uow: set_options(uow, round_id, version, options), saved, refused,
            saved="บันทึกขั้นที่ได้ ๑ เมษายนแล้ว",
        )  # fmt: skip
