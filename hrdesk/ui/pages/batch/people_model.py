"""Those who get a letter: what is typed for each alone, and what each still lacks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from hrdesk.services.paper_batches import BatchLine, BatchPerson
from hrdesk.ui import theme
from hrdesk.ui.messages import sentence
from hrdesk.ui.thai_text import plain

if TYPE_CHECKING:
    from hrdesk.services.paper_drafts import EditableField

_Index = QModelIndex | QPersistentModelIndex
_FIXED = ("ที่", "ชื่อ", "หน่วยงาน", "สถานะ")
_STATE = 3


class Recipient:
    """One line: who, and what is typed for this person alone."""

    __slots__ = ("line", "name", "person_id", "unit", "values")

    def __init__(self, person_id: int, name: str, unit: str, values: dict[str, str]) -> None:
        self.person_id, self.name, self.unit = person_id, name, unit
        self.values = values
        self.line: BatchLine | None = None


class PeopleModel(QAbstractTableModel):
    """Place, name, unit, state, then a column for every value the letter's text names."""

    typed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.people: list[Recipient] = []
        self.fields: tuple[EditableField, ...] = ()

    def set_fields(self, fields: Sequence[EditableField]) -> None:
        """Show a column for each of these values."""
        self.beginResetModel()
        self.fields = tuple(fields)
        self.endResetModel()

    def add(self, people: Iterable[Recipient]) -> int:
        """Add those who are not there yet; returns how many."""
        known = {one.person_id for one in self.people}
        new = [one for one in people if one.person_id not in known]
        if new:
            at = len(self.people)
            self.beginInsertRows(QModelIndex(), at, at + len(new) - 1)
            self.people += new
            self.endInsertRows()
        return len(new)

    def remove(self, rows: Iterable[int]) -> None:
        """Take lines out."""
        gone = set(rows)
        self.beginResetModel()
        self.people = [one for at, one in enumerate(self.people) if at not in gone]
        self.endResetModel()

    def told(self, lines: Sequence[BatchLine]) -> None:
        """Show what the check found for each."""
        found = {line.person_id: line for line in lines}
        for one in self.people:
            one.line = found.get(one.person_id)
        if self.people:
            last = self.index(len(self.people) - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def asked(self) -> tuple[BatchPerson, ...]:
        """Return everybody with what is typed for them, for values the letter names."""
        names = {field.name for field in self.fields}
        return tuple(
            BatchPerson(
                one.person_id, {key: value for key, value in one.values.items() if key in names}
            )
            for one in self.people
        )

    def paste(self, at: QModelIndex, text: str) -> None:
        """Fill cells from what was copied in Excel, from the given cell on."""
        for down, line in enumerate(text.rstrip("\n").split("\n")):
            for right, cell in enumerate(line.split("\t")):
                index = self.index(at.row() + down, at.column() + right)
                if index.isValid() and index.flags() & Qt.ItemFlag.ItemIsEditable:
                    self.setData(index, cell)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return how many people there are."""
        return 0 if parent.isValid() else len(self.people)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(_FIXED) + len(self.fields)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Name the columns."""
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        if section < len(_FIXED):
            return _FIXED[section]
        return self.fields[section - len(_FIXED)].label

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Let the values of each be typed."""
        found = super().flags(index)
        own = index.isValid() and index.column() >= len(_FIXED)
        return found | Qt.ItemFlag.ItemIsEditable if own else found

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Answer a view's question about a cell."""
        if not index.isValid():
            return None
        one, column = self.people[index.row()], index.column()
        if column >= len(_FIXED):
            shown = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole)
            return one.values.get(self.fields[column - len(_FIXED)].name, "") if shown else None
        if role == Qt.ItemDataRole.DisplayRole:
            return (str(index.row() + 1), one.name, one.unit, state_words(one.line))[column]
        return self._state(one, role) if column == _STATE else None

    def _state(self, one: Recipient, role: int) -> Any:
        if role == Qt.ItemDataRole.ToolTipRole:
            return state_words(one.line)
        if role == Qt.ItemDataRole.ForegroundRole:
            tone = "muted" if one.line is None else "good" if one.line.ready else "bad"
            return theme.colour(tone)
        return None

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take what was typed for one person."""
        if role != Qt.ItemDataRole.EditRole or index.column() < len(_FIXED):
            return False
        name = self.fields[index.column() - len(_FIXED)].name
        self.people[index.row()].values[name] = plain(str(value)).strip()
        self.dataChanged.emit(index, index)
        self.typed.emit()
        return True


def state_words(line: BatchLine | None) -> str:
    """Return whether a letter is whole, or what it lacks."""
    if line is None:
        return "กำลังตรวจ…"
    if line.problem is not None:
        return sentence(line.problem)
    return "ครบ" if line.ready else f"ขาด {', '.join(line.lacking)}"
