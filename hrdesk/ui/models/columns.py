"""What a table shows: columns as data, shared by the models, the view and the copying."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from PySide6.QtCore import Qt

from hrdesk.rules.sorting import thai_key
from hrdesk.ui.messages import words

ROW_ROLE = int(Qt.ItemDataRole.UserRole)  # the row's dataclass, None while it is being read
ID_ROLE = ROW_ROLE + 1
STATUS_ROLE = ROW_ROLE + 2
VALUE_ROLE = ROW_ROLE + 3
Align = Literal["left", "right", "center"]
_ALIGN = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "right": Qt.AlignmentFlag.AlignRight,
    "center": Qt.AlignmentFlag.AlignHCenter,
}


@dataclass(frozen=True, slots=True)
class Status:
    """A state as word, tone (good, warn, bad, info, muted) and picture, never colour alone."""

    word: str
    tone: str = "muted"
    icon: str = ""


def show(value: Any) -> str:
    """Write a cell's value the Thai way; nothing where there is nothing."""
    return "" if value is None else words(value) if value != "" else ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column; ``value`` reads the row (its attribute ``key`` unless given).

    ``sort_key`` names the order for the service (paged tables), ``sort`` makes a comparable value
    (tables in memory; Thai order by default). ``shown`` False: offered in the column chooser.
    ``width`` is in pixels at 11 pt; ``stretch`` takes the room that is left.
    """

    key: str
    title: str
    align: Align = "left"
    width: int = 120
    format: Callable[[Any], str] = show
    sort_key: str | None = None
    value: Callable[[Any], Any] | None = None
    status: Callable[[Any], Status | None] | None = None
    sort: Callable[[Any], Any] | None = None
    tooltip: Callable[[Any], str] | None = None
    shown: bool = True
    stretch: bool = False

    def read(self, row: Any) -> Any:
        """Return this column's value of a row."""
        return self.value(row) if self.value is not None else getattr(row, self.key)

    def text(self, row: Any) -> str:
        """Return what the cell shows."""
        if self.status is not None:
            found = self.status(row)
            return found.word if found else ""
        return self.format(self.read(row))

    def order(self, row: Any) -> tuple[bool, Any]:
        """Return what sorts a row in memory; empty cells come last."""
        if self.sort is not None:
            return False, self.sort(row)
        value = self.text(row) if self.status is not None else self.read(row)
        if value is None or value == "":
            return True, ""
        return False, thai_key(value) if isinstance(value, str) else value

    def data(self, row: Any, role: int) -> Any:
        """Answer a view's question about this cell."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.text(row)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _ALIGN[self.align] | Qt.AlignmentFlag.AlignVCenter
        if role == STATUS_ROLE:
            return self.status(row) if self.status is not None else None
        if role == VALUE_ROLE:
            return self.read(row) if self.status is None else None
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.tooltip(row) if self.tooltip is not None else None
        return None

    def header(self, role: int) -> Any:
        """Answer a view's question about the head of this column."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _ALIGN[self.align] | Qt.AlignmentFlag.AlignVCenter
        return None
