"""What the stages of a round have in common: they show the page's board when they are seen."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hrdesk.services.queries.salary_rounds import RoundView
from hrdesk.ui.context import AppContext
from hrdesk.ui.pages.salary.board import Board
from hrdesk.ui.pages.settings.tab import SettingsTab


class RoundStage(SettingsTab):
    """One stage; ``show_round`` and ``show_changes`` are called only while it can be seen."""

    go = Signal(str, int)  # another stage, and the row of a person there or 0

    def __init__(self, ctx: AppContext, board: Board, parent: QWidget | None = None) -> None:
        super().__init__(ctx, parent)
        self.board = board
        self._old = True
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(0, 8, 0, 0)
        self.rows.setSpacing(8)
        board.loaded.connect(self._loaded)
        board.told.connect(self._told)

    def refresh(self) -> None:
        """Show the board as it is."""
        view = self.board.view
        if view is not None and self.isVisible():
            self._old = False
            self.show_round(view)

    def show_round(self, view: RoundView) -> None:
        """Show the whole round."""
        raise NotImplementedError

    def show_changes(self, ids: set[int]) -> None:
        """Show the figures of some people, and the totals; the base shows everything."""
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what happened while another stage was open."""
        super().showEvent(event)
        if self._old:
            self.refresh()

    def _loaded(self) -> None:
        self._old = True
        self.refresh()

    def _told(self, ids: set[int]) -> None:
        if self.isVisible() and not self._old:
            self.show_changes(ids)
        else:
            self._old = True
