"""Columns of the Excel forms: one declaration writes the blank form, the export, and reads back.

Values are in the shape the database keeps them: texts without stray spaces, national IDs as 13
digits, partial dates as ``1997-05-00``, closed lists as their codes, money as Decimal baht.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from hrdesk.exchange.errors import CellError
from hrdesk.rules.codes import LabelError, LabelledEnum
from hrdesk.rules.dates import BE_OFFSET, DateError, PartialDate, parse_thai_date, thai_date_slash
from hrdesk.rules.identity import IdentityError, check_national_id
from hrdesk.rules.numbers import MoneyError, arabic_digits, parse_money

TEXT_LIMIT = 255
NOTE_LIMIT = 4000
YES, NO = "ใช่", "ไม่"


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    NOTE = "note"
    DATE = "date"
    PARTIAL_DATE = "partial_date"
    MONEY = "money"
    INT = "int"
    CHOICE = "choice"
    YES_NO = "yes_no"
    NATIONAL_ID = "national_id"


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """One column: its key in the program, its Thai heading, and what its cells may hold.

    ``width`` is in characters; ``read`` is off for columns that only help the reader's eye;
    ``limit`` is the greatest number of characters.
    """

    key: str
    heading: str
    kind: Kind = Kind.TEXT
    required: bool = False
    choices: type[LabelledEnum] | None = None
    width: int = 16
    help: str = ""
    read: bool = True

    @property
    def limit(self) -> int:
        """The greatest number of characters a cell may hold."""
        return NOTE_LIMIT if self.kind is Kind.NOTE else TEXT_LIMIT

    @property
    def labels(self) -> tuple[str, ...]:
        """What a cell may be chosen from; empty for an open column."""
        if self.kind is Kind.YES_NO:
            return (YES, NO)
        return tuple(member.label for member in self.choices) if self.choices else ()


@dataclass(frozen=True, slots=True)
class SheetSpec:
    """One sheet of a form: its key in the program, its Thai title and its columns."""

    key: str
    title: str
    columns: tuple[ColumnSpec, ...]

    def column(self, key: str) -> ColumnSpec:
        """Return the column with this key; ``KeyError`` when there is none."""
        found = next((column for column in self.columns if column.key == key), None)
        if found is None:
            raise KeyError(key)
        return found


_LINE_NOISE = re.compile("[\x00-\x20\x7f\u00a0\u200b\u200c\u200d\u2028\u2029\u2060\ufeff\u00ad]+")
_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad]")
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f]")
_NOT_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")
_NIKHAHIT_AA = re.compile("ํ([่-๋]?)า")


def clean_line(text: str) -> str:
    """Return a text on one line: invisible signs gone, single spaces, sara am as one letter."""
    if text.isalnum() and text.isascii():
        return text
    bare = _NOT_XML.sub("", _INVISIBLE.sub("", text))
    return _NIKHAHIT_AA.sub(r"\1ำ", _LINE_NOISE.sub(" ", bare)).strip()


def clean_note(text: str) -> str:
    """Return a text of several lines without invisible signs or spaces at the ends of lines."""
    bare = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    bare = _CONTROL.sub(" ", _NOT_XML.sub("", _INVISIBLE.sub("", bare))).replace("\u00a0", " ")
    bare = "\n".join(line.rstrip() for line in bare.split("\n"))
    return _NIKHAHIT_AA.sub(r"\1ำ", bare).strip()


Reader = Callable[[Any], Any]


def reader(spec: ColumnSpec) -> Reader:
    """Return the function that turns a cell of this column into its value.

    It raises ``CellError``; an empty cell gives the column's empty value ("" or None). Texts seen
    before are remembered, since a register says the same few thousand things over and over.
    """
    read = _READERS[spec.kind]
    empty = None if spec.kind in _EMPTY_IS_NONE else ""
    seen: dict[Any, Any] = {}

    def one(cell: Any) -> Any:
        if cell is None or cell == "":
            if spec.required:
                raise CellError("required")
            return empty
        kind = type(cell)
        if kind is not str:
            return read(spec, cell)
        value = seen.get(cell, _NOT_SEEN)
        if value is _NOT_SEEN:
            value = _read_text(spec, cell, read, empty)
            seen[cell] = value
        return value

    return one


_NOT_SEEN = object()
_EMPTY_IS_NONE = frozenset({Kind.DATE, Kind.MONEY, Kind.INT, Kind.NATIONAL_ID, Kind.YES_NO})


def _read_text(spec: ColumnSpec, cell: str, read: Callable[..., Any], empty: Any) -> Any:
    text = clean_note(cell) if spec.kind is Kind.NOTE else clean_line(cell)
    if not text:
        if spec.required:
            raise CellError("required")
        return empty
    return read(spec, text)


def as_text(cell: Any) -> str:
    """Return what a cell shows: whole numbers without ``.0``, dates in the Buddhist era."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return YES if cell else NO
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, (dt.datetime, dt.date)):
        return thai_date_slash(_day_of(cell))
    return str(cell)


def _text(spec: ColumnSpec, cell: Any) -> str:
    text = as_text(cell)
    if len(text) > spec.limit:
        raise CellError("too_long", limit=spec.limit)
    return text


def _date(_spec: ColumnSpec, cell: Any) -> dt.date:
    if isinstance(cell, (dt.datetime, dt.date)):
        return _day_of(cell)
    try:
        return parse_thai_date(as_text(cell))
    except DateError as problem:
        raise CellError(problem.code, **problem.facts) from problem


def _partial_date(_spec: ColumnSpec, cell: Any) -> str:
    if isinstance(cell, (dt.datetime, dt.date)):
        return _day_of(cell).isoformat()
    try:
        return PartialDate.parse(as_text(cell)).storage
    except DateError as problem:
        raise CellError(problem.code, **problem.facts) from problem


def _day_of(cell: dt.date) -> dt.date:
    # Typed as 15/08/2567 into an English Excel, the cell holds the year 2567 of the wrong era.
    day = cell.date() if isinstance(cell, dt.datetime) else cell
    if day.year < _FIRST_BE_YEAR:
        return day
    try:
        return day.replace(year=day.year - BE_OFFSET)
    except ValueError:  # 29 February of a year that is leap in one era only
        raise CellError("no_such_day", day=29, month=2, year=day.year) from None


_FIRST_BE_YEAR = 2400


def _money(_spec: ColumnSpec, cell: Any) -> Decimal:
    try:
        return parse_money(as_text(cell))
    except MoneyError as problem:
        raise CellError(problem.code, **problem.facts) from problem


def _int(_spec: ColumnSpec, cell: Any) -> int:
    text = arabic_digits(as_text(cell))
    if not re.fullmatch(r"-?[0-9]{1,9}", text):
        raise CellError("not_a_whole_number", text=text)
    return int(text)


def _national_id(_spec: ColumnSpec, cell: Any) -> str:
    try:
        return check_national_id(as_text(cell))
    except IdentityError as problem:
        raise CellError(f"national_id_{problem.code}", **problem.facts) from problem


def _choice(spec: ColumnSpec, cell: Any) -> str:
    if spec.choices is None:
        raise TypeError(f"{spec.key}: a choice column needs its choices")
    try:
        return spec.choices.from_label(as_text(cell)).value
    except LabelError as problem:
        raise CellError("unknown_label", **problem.facts) from problem


def _yes_no(_spec: ColumnSpec, cell: Any) -> bool:
    text = as_text(cell)
    if text in (YES, "1", "true"):
        return True
    if text in (NO, "ไม่ใช่", "0", "false"):
        return False
    raise CellError("unknown_label", text=text, choices=(YES, NO))


_READERS: dict[Kind, Callable[[ColumnSpec, Any], Any]] = {
    Kind.TEXT: _text,
    Kind.NOTE: _text,
    Kind.DATE: _date,
    Kind.PARTIAL_DATE: _partial_date,
    Kind.MONEY: _money,
    Kind.INT: _int,
    Kind.CHOICE: _choice,
    Kind.YES_NO: _yes_no,
    Kind.NATIONAL_ID: _national_id,
}


def shown(spec: ColumnSpec, value: Any) -> Any:
    """Return what a cell of this column is to hold for a stored value; None for an empty cell.

    Money and whole numbers stay numbers so that Excel can add them; all else is text, so that
    leading zeros, long numbers and partial dates stay as they are.
    """
    if value is None or value == "":
        return None
    if spec.kind is Kind.PARTIAL_DATE:
        return PartialDate.from_storage(value).format()
    if spec.kind is Kind.DATE:
        return thai_date_slash(value)
    if spec.kind is Kind.CHOICE and spec.choices is not None:
        return spec.choices(value).label
    if spec.kind is Kind.YES_NO:
        return YES if value else NO
    return value
