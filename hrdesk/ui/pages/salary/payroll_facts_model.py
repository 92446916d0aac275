"""The facts of a payroll as a table of cells: what each shows, and what a typed text makes of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from hrdesk.exchange.columns import NO, YES
from hrdesk.rules.numbers import arabic_digits
from hrdesk.services.errors import DomainError
from hrdesk.services.payroll_conduct import (
    FLAGS,
    LEAVE,
    NUMBERS,
    FactsLimits,
    SavedFacts,
    SetFacts,
)
from hrdesk.services.payroll_facts import FACTS
from hrdesk.services.queries.payrolls import PayrollEntry
from hrdesk.ui import theme
from hrdesk.ui.models.columns import ID_ROLE, ROW_ROLE
from hrdesk.ui.pages.salary.payroll_words import special_short

_Index = QModelIndex | QPersistentModelIndex
_THAI = re.compile("[\u0e00-\u0e4f]")  # letters, not figures
_WHOLE = re.compile(r"\d{1,6}")
_YES = frozenset({YES, "y", "yes", "1", "✓", "✔", "x", "true"})
_NO = frozenset({"", NO, "ไม่ใช่", "n", "no", "0", "-", "–", "false"})
_Role = Qt.ItemDataRole
_OF_WRONG: dict[int, Callable[[str, str], Any]] = {
    _Role.DisplayRole: lambda text, _why: text,
    _Role.EditRole: lambda text, _why: text,
    _Role.AccessibleTextRole: lambda text, why: f"{text} {why}",
    _Role.ToolTipRole: lambda _text, why: why,
    _Role.BackgroundRole: lambda _text, _why: theme.colour("bad_soft"),
    _Role.ForegroundRole: lambda _text, _why: theme.colour("bad"),
}
"""What a cell that is not stored answers: what was typed, and why it is not stored."""
_UNIT, _SPECIAL, _OTHER, _NOTE = "unit", "special", "other_leave", "note"
_SHORT = {
    "service_months": "ปฏิบัติงาน\n(เดือน)",
    "late_times": "มาสาย\n(ครั้ง)",
    "suspended_months": "พักราชการ\n(เดือน ปัดขึ้น)",
    "heavier_than_probation": "โทษหนักกว่า\nภาคทัณฑ์",
    "convicted": "ต้องคำ\nพิพากษา",
    "absent": "ขาด\nราชการ",
}


@dataclass(frozen=True, slots=True)
class FactColumn:
    """One column: its key, its heading, its width in pixels, whether it may be typed into."""

    key: str
    title: str
    width: int
    typed: bool = True
    kind: str = ""  # of leave
    part: str = ""  # days or times

    @property
    def flag(self) -> bool:
        """Whether a cell says yes or nothing."""
        return self.key in FLAGS

    @property
    def words(self) -> str:
        """The heading on one line."""
        return FACTS.get(self.key, self.title.replace("\n", " "))


def fact_columns(limits: FactsLimits) -> tuple[FactColumn, ...]:
    """Return the columns for the kinds of leave that count; the others are summed in one."""
    leave = [
        column
        for kind in limits.counted
        for column in (
            FactColumn(f"{kind}:days", f"{kind}\n(วัน)", 82, kind=kind, part="days"),
            FactColumn(f"{kind}:times", f"{kind}\n(ครั้ง)", 82, kind=kind, part="times"),
        )
    ]
    return (
        FactColumn("service_months", _SHORT["service_months"], 82),
        *leave,
        FactColumn(_OTHER, "ลาอื่น\n(วัน)", 70, typed=False),
        FactColumn("late_times", _SHORT["late_times"], 68),
        FactColumn("suspended_months", _SHORT["suspended_months"], 100),
        *(FactColumn(name, _SHORT[name], 92) for name in FLAGS),
        FactColumn(_SPECIAL, "กรณีพิเศษ", 140, typed=False),
        FactColumn(_NOTE, "หมายเหตุ", 160),
        FactColumn(_UNIT, "หน่วยงาน", 150, typed=False),
    )


def cell_text(column: FactColumn, row: PayrollEntry) -> str:
    """Return what a cell shows; nothing for none, a dash where service is not known."""
    facts = row.facts
    if column.key in (_UNIT, _NOTE):
        return str(getattr(row, column.key))
    if column.key == _SPECIAL:
        return special_short(row.special)
    if column.kind:
        return str(_leave(facts, column.kind).get(column.part) or "")
    if column.flag:
        return YES if facts.get(column.key) else ""
    value = facts.get(column.key)
    return "" if value is None or (not value and column.key != "service_months") else str(value)


def read_cell(column: FactColumn, text: str) -> Any:
    """Return what a typed text says: a whole number, None for nothing, a truth, a note.

    Raises ``DomainError``: ``fact_not_whole``, ``fact_thai_keys`` or ``fact_yes_no``.
    """
    bare = text.strip()
    if column.key == _NOTE:
        return bare
    if column.flag:
        said = arabic_digits(bare).casefold()
        if said not in _YES | _NO:
            raise DomainError("fact_yes_no", name=column.words)
        return said in _YES
    digits = arabic_digits(bare)
    if digits in ("", "-", "–"):
        return None
    if not _WHOLE.fullmatch(digits):
        code = "fact_thai_keys" if _THAI.search(bare) else "fact_not_whole"
        raise DomainError(code, name=column.words, text=bare)
    return int(digits)


def with_cells(row: PayrollEntry, given: Mapping[FactColumn, Any]) -> SetFacts:
    """Return all that is to be stored of a row when these cells become what was read of them."""
    facts = dict(row.facts)
    leave = {each["kind"]: dict(each) for each in facts.pop(LEAVE, ())}
    note = row.note
    for column, value in given.items():
        if column.key == _NOTE:
            note = value
        elif column.kind:
            leave.setdefault(column.kind, {"kind": column.kind, "days": 0, "times": 0})[
                column.part
            ] = value or 0
        else:
            facts[column.key] = value
    for each in leave.values():
        if not each["days"] and _cleared(given, each["kind"]):
            each["times"] = 0  # taken away: how often goes with it
    facts[LEAVE] = [each for each in leave.values() if each["days"] or each["times"]]
    return SetFacts(row.id, row.version, facts, row.special, note)


def _cleared(given: Mapping[FactColumn, Any], kind: str) -> bool:
    """Whether the days of a leave were taken away without a word on its times."""
    parts = {column.part: value for column, value in given.items() if column.kind == kind}
    return "days" in parts and not parts.get("times")


def _leave(facts: Mapping[str, Any], kind: str) -> Mapping[str, Any]:
    found = (each for each in facts.get(LEAVE, ()) if each["kind"] == kind)
    return next(found, {})


class FactsModel(QAbstractTableModel):
    """Rows are entries of a payroll; a typed cell goes to ``give``, which stores it."""

    def __init__(self, give: Any, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._give = give
        self.columns: tuple[FactColumn, ...] = ()
        self.rows: list[PayrollEntry] = []
        self.closed = False
        self._other: frozenset[str] = frozenset()
        self._wrong: dict[tuple[int, str], tuple[str, str]] = {}  # text and why, by row and column

    def show(self, rows: Sequence[PayrollEntry], limits: FactsLimits, *, closed: bool) -> None:
        """Show other rows; the same ones with other facts keep the place of the keyboard."""
        columns = fact_columns(limits)
        self.closed = closed
        self._other = frozenset(limits.excused)
        if columns == self.columns and [r.id for r in rows] == [r.id for r in self.rows]:
            self.rows = list(rows)
            self._tell_all()
            return
        self.beginResetModel()
        self.columns, self.rows = columns, list(rows)
        self.endResetModel()

    def refuse(self, row_id: int, key: str, text: str, why: str) -> None:
        """Keep what was typed in a cell and not stored, with the reason, until it is mended."""
        self._wrong[row_id, key] = (text, why)
        self._tell_all()

    def is_wrong(self, index: _Index) -> bool:
        """Tell whether what a cell shows was refused."""
        return index.isValid() and self._key(index) in self._wrong

    def wrong(self) -> tuple[str, ...]:
        """Return why cells are not stored, each reason once, the last one refused at the end."""
        return tuple(dict.fromkeys(why for _, why in self._wrong.values()))

    def mend(self, cells: Iterable[tuple[int, str]]) -> None:
        """Show again what is stored of these cells, by the row's id and the column's key."""
        for cell in cells:
            self._wrong.pop(cell, None)
        self._tell_all()

    def give_up(self, index: _Index) -> bool:
        """Show what is stored in a refused cell, or in all where another cell is asked of."""
        if not self._wrong:
            return False
        self.mend([self._key(index)] if self.is_wrong(index) else list(self._wrong))
        return True

    def _key(self, index: _Index) -> tuple[int, str]:
        return self.rows[index.row()].id, self.columns[index.column()].key

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def stored(self, saved: Sequence[SavedFacts]) -> None:
        """Show at once what was stored; reading again brings the same."""
        after = {each.row_id: each.after for each in saved}
        for place, row in enumerate(self.rows):
            new = after.get(row.id)
            if new is not None:
                self.rows[place] = replace(
                    row, version=new.version, facts=dict(new.facts),
                    special=tuple(new.special), note=new.note,
                )  # fmt: skip
        self._tell_all()

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Answer a view's question about a cell."""
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row, column = self.rows[index.row()], self.columns[index.column()]
        wrong = self._wrong.get((row.id, column.key))
        if wrong is not None and role in _OF_WRONG:
            return _OF_WRONG[role](*wrong)
        answers = {
            ROW_ROLE: lambda: row,
            ID_ROLE: lambda: row.id,
            Qt.ItemDataRole.DisplayRole: lambda: self._text(column, row),
            Qt.ItemDataRole.EditRole: lambda: self._text(column, row),
            Qt.ItemDataRole.AccessibleTextRole: lambda: (
                f"{row.name} {column.words} {self._text(column, row)}"
            ),
            Qt.ItemDataRole.TextAlignmentRole: lambda: _alignment(column),
            Qt.ItemDataRole.ToolTipRole: lambda: self._tip(column, row),
        }
        answer = answers.get(role)
        return answer() if answer is not None else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Answer a view's question about a head."""
        if orientation == Qt.Orientation.Vertical:
            known = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
            return self.rows[section].name if known and section < len(self.rows) else None
        if section >= len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.columns[section].words
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Tell which cells may be typed into."""
        found = super().flags(index)
        if index.isValid() and self.columns[index.column()].typed and not self.closed:
            found |= Qt.ItemFlag.ItemIsEditable
        return found

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Hand a typed cell on; it shows once it is stored."""
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        if str(value).strip() != str(self.data(index)) or self.is_wrong(index):
            self._give({(index.row(), index.column()): str(value)})
        return False

    def _text(self, column: FactColumn, row: PayrollEntry) -> str:
        if column.key == _OTHER:
            return str(sum(each["days"] for each in self._others(row)) or "")
        return cell_text(column, row)

    def _tip(self, column: FactColumn, row: PayrollEntry) -> str | None:
        if column.key != _OTHER:
            return None
        return "\n".join(f"{each['kind']} {each['days']} วัน" for each in self._others(row))

    def _others(self, row: PayrollEntry) -> list[Mapping[str, Any]]:
        return [each for each in row.facts.get(LEAVE, ()) if each["kind"] in self._other]

    def _tell_all(self) -> None:
        if self.rows:
            last = self.index(len(self.rows) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)


def _alignment(column: FactColumn) -> Qt.AlignmentFlag:
    number = column.key in (*NUMBERS, _OTHER) or bool(column.kind)
    side = Qt.AlignmentFlag.AlignRight if number else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
