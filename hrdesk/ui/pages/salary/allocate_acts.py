"""What is done while places and money are given out: a start, undo, settings, and taking it out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QWidget

from hrdesk.ui.pages.salary.output import RoundOutput
from hrdesk.ui.pages.salary.words import OCTOBER, PERCENTAGE, STEP
from hrdesk.ui.pages.settings.tab import action_button
from hrdesk.ui.widgets.button_row import ButtonRow

if TYPE_CHECKING:
    from hrdesk.ui.pages.salary.allocate_stage import AllocateStage


class AllocateActs:
    """The actions of the stage จัดสรร."""

    def __init__(self, stage: AllocateStage) -> None:
        self._stage, self._board, self._ctx = stage, stage.board, stage.ctx
        act = stage.make_action
        self.propose = act("round_propose", "เริ่มจากข้อเสนอ…", "star", self.ask_propose)
        self.bands = act("round_bands", "ร้อยละตามระดับ…", "chart", self.show_bands)
        self.options = act("round_options", "ตั้งค่ารอบ…", "settings", self.show_options)
        self.undo = act("round_undo", "เลิกทำ", "undo", self._board.undo, "Ctrl+Z")
        self.reason = act("round_reason", "เหตุผล", "note", self._reason, "F2")
        self.how = act("round_how", "วิธีคิด…", "tree", self._how, "Ctrl+I")
        self.april = act("round_april", "ขั้นที่ได้ ๑ เมษายน…", "history", self._april)
        self.person = act("round_person", "เปิดทะเบียนของผู้นี้", "person", self._open_person)
        self.output = RoundOutput(stage)
        self._buttons = (self.propose, self.bands, self.options, self.undo)

    def for_rows(self) -> list[QAction]:
        """Return what a right click on a person offers."""
        return [self.reason, self.how, self.undo, self.april, self.person]

    def buttons(self, search: QWidget) -> QHBoxLayout:
        """Return the row of buttons with the search box."""
        row = ButtonRow()
        for action in self._buttons:
            row.add_yielding(action_button(action, self._stage))
        row.addWidget(search, 1)
        row.addWidget(self.output.button(self._stage))
        return row

    def enable(self) -> None:
        """Offer what can be done now."""
        view, locked = self._board.view, self._board.locked
        steps = self._board.scheme == STEP
        words = "เริ่มจากข้อเสนอ…" if steps else "กลับไปตามข้อเสนอ…"
        if self.propose.text() != words:
            self.propose.setText(words)
        # What follows from the results stands already: there is a way back only from choices.
        self.propose.setEnabled(not locked and (steps or self._board.chosen() > 0))
        self.options.setEnabled(not locked)
        self.bands.setVisible(view is not None and view.scheme == PERCENTAGE)
        self.bands.setEnabled(not locked and self.bands.isVisible())
        october = view is not None and view.scheme == STEP and view.number == OCTOBER
        self.april.setVisible(october)
        self.april.setEnabled(october and not locked)
        self.undo.setEnabled(self._board.can_undo())
        self.reason.setEnabled(not locked)
        self.output.enable(bool(self._board.people))

    def ask_propose(self) -> None:
        """Ask, and fill what the order of results proposes."""
        from hrdesk.ui.pages.salary.propose_dialog import ProposeDialog

        if self._board.view is not None:
            ProposeDialog(self._ctx, self._board, self._stage).open()

    def show_bands(self) -> None:
        """Try per cents by level before deciding."""
        from hrdesk.ui.pages.salary.bands_dialog import BandsDialog

        if self._board.view is not None:
            BandsDialog(self._ctx, self._board, self._stage).open()

    def show_options(self) -> None:
        """Show how this round counts."""
        from hrdesk.ui.pages.salary.options_dialog import OptionsDialog

        if self._board.view is not None:
            OptionsDialog(self._ctx, self._board, self._stage).open()

    def _april(self) -> None:
        from hrdesk.ui.pages.salary.april_dialog import AprilDialog

        rows = self._stage.chosen_rows()
        if rows:
            AprilDialog(self._ctx, self._board, rows, self._stage).open()

    def _how(self) -> None:
        self._stage.panel.show_how()

    def _reason(self) -> None:
        # The panel is made after the actions.
        self._stage.panel.begin_reason()

    def _open_person(self) -> None:
        from hrdesk.ui.context import Route

        rows = self._stage.chosen_rows()
        if rows:
            self._ctx.navigate(Route("person", rows[0].line.person_id))
