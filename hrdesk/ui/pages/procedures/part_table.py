"""A small table of parts of a step, whose rows keep the keys that the procedure knows them by."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QPushButton, QWidget

from hrdesk.ui.pages.person.rows_editor import RowsEditor
from hrdesk.ui.pages.person.rows_model import Cell

Row = dict[str, str]


class PartTable(RowsEditor):
    """A table that can be shown again while one types in it, without losing the place.

    Its buttons show signs only: the words would make the form wider than its pane.
    """

    def __init__(
        self, label: str, name: str, cells: Sequence[Cell], parent: QWidget | None = None
    ) -> None:
        super().__init__(label, name, cells, parent)
        for button in self.findChildren(QPushButton):
            button.setToolTip(button.text())
            button.setText("")
            button.setFixedWidth(34)
            button.setStyleSheet("padding: 5px;")

    def show_parts(self, cells: Sequence[Cell], given: Sequence[Row]) -> None:
        """Show rows; where they differ in nothing that is seen, only their keys are taken over."""
        self.model.cells = tuple(cells)
        shown = [_seen(row) for row in self.rows()]
        if shown != [_seen(row) for row in given]:
            at = self.table.currentIndex()
            self.set_rows([dict(row) for row in given])
            if at.row() < self.model.rowCount():
                self.table.setCurrentIndex(self.model.index(max(at.row(), 0), max(at.column(), 0)))
            return
        filled = (row for row in self.model._rows if not self.model._blank(row))
        for row, known in zip(filled, given, strict=True):
            row["key"] = known.get("key", "")
        self.table.viewport().update()


def _seen(row: Row) -> Row:
    return {key: value for key, value in row.items() if key != "key" and value}
