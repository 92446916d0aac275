"""A value of the law as a table of texts, and a table typed by people as a value. No Qt here."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from hrdesk.rules.dates import DateError, parse_thai_date, thai_date_short
from hrdesk.rules.numbers import arabic_digits
from hrdesk.rules.values import EXACT_UNITS, WHOLE_UNITS

ONE, LIST, RECORDS, CSV, PATHS = "one", "list", "records", "csv", "paths"
YES, NO = "ใช่", "ไม่ใช่"
VALUE, KEY = "ค่า", "รายการ"
_INDEX = re.compile(r"\[(\d+)\]")
_WHOLE = re.compile(r"-?\d+")


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows of texts under heads; ``mode`` tells how they become a value again.

    ``keyed``: the first column of ``records`` names the row. ``records`` keeps one mapping a row,
    ``paths`` one leaf a row with its place in the columns before (``[1]`` is a place in a list).
    """

    mode: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    keyed: bool = False


def sheet_of(unit: str, value: Any) -> Sheet:
    """Return a value of a unit as a table; None (the rule ends) has no rows."""
    if unit == "csv":
        rows = value or ()
        heads = tuple(rows[0]) if rows else ()
        return Sheet(CSV, heads, tuple(tuple(row[head] for head in heads) for row in rows))
    if _scalar(value):
        return Sheet(ONE, (VALUE,), ((cell(value),),) if value is not None else ())
    members = list(value.values() if isinstance(value, Mapping) else value)
    if not isinstance(value, Mapping) and all(map(_scalar, members)):
        return Sheet(LIST, (VALUE,), tuple((cell(each),) for each in members))
    if members and all(_flat(each) for each in members):
        return _records(value, members)
    leaves = list(_leaves(value, ()))
    deep = max(len(path) for path, _ in leaves)
    heads = (KEY, *(f"ชั้นที่ {place}" for place in range(2, deep + 1)), VALUE)
    rows = tuple((*path, *[""] * (deep - len(path)), cell(leaf)) for path, leaf in leaves)
    return Sheet(PATHS, heads, rows)


def value_of(sheet: Sheet, unit: str, like: Any) -> Any:
    """Return what a table says, as plain data for YAML; ``like`` is the value it was made from.

    A text that does not fit its unit stays a text, so that the loader says what is wrong.
    """
    inner = unit.rpartition(":")[2]
    rows = [row for row in sheet.rows if any(text.strip() for text in row)]
    if sheet.mode == ONE:
        return read_cell(inner, rows[0][0], like) if rows else None
    if sheet.mode == LIST:
        kind = like[0] if isinstance(like, Sequence) and like else None
        return [read_cell(inner, row[0], kind) for row in rows]
    if sheet.mode == RECORDS:
        return _from_records(sheet, rows, inner, like)
    entries = []
    for row in rows:
        path = tuple(part.strip() for part in row[:-1] if part.strip())
        entries.append((path, read_cell(inner, row[-1], _at(like, path))))
    return _build(entries)


def csv_text(sheet: Sheet) -> str:
    """Return a table as the CSV text that a law file keeps."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(sheet.heads)
    writer.writerows(row for row in sheet.rows if any(text.strip() for text in row))
    return out.getvalue()


def cell(value: Any) -> str:
    """Return one plain value as people read it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, dt.date):
        return thai_date_short(value)
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def read_cell(unit: str, text: str, like: Any) -> Any:
    """Return a typed text in the type its unit asks for; ``any`` takes the type of ``like``."""
    text = text.strip()
    figures = arabic_digits(text).replace(",", "")
    number = unit in WHOLE_UNITS or unit in EXACT_UNITS
    any_number = unit == "any" and not isinstance(like, str)
    found: Any = text or None
    if unit == "boolean" or (unit == "any" and text in {YES, NO}):
        found = {YES: True, NO: False}.get(text, found)
    elif unit == "date" or (unit == "any" and isinstance(like, dt.date)):
        with suppress(DateError):
            found = parse_thai_date(text)
    elif _WHOLE.fullmatch(figures) and (number or any_number):
        found = int(figures)
    elif number:
        found = figures or None
    return found


def _scalar(value: Any) -> bool:
    return value is None or isinstance(value, str | int | Decimal | dt.date)


def _flat(value: Any) -> bool:
    return isinstance(value, Mapping) and all(map(_scalar, value.values()))


def _records(value: Any, members: list[Any]) -> Sheet:
    columns = tuple(dict.fromkeys(key for each in members for key in each))
    keyed = isinstance(value, Mapping)
    names = [(str(key),) for key in value] if keyed else [()] * len(members)
    rows = tuple(
        (*name, *(cell(each.get(column)) for column in columns))
        for name, each in zip(names, members, strict=True)
    )
    return Sheet(RECORDS, ((KEY, *columns) if keyed else columns), rows, keyed)


def _from_records(sheet: Sheet, rows: list[tuple[str, ...]], inner: str, like: Any) -> Any:
    columns = sheet.heads[1:] if sheet.keyed else sheet.heads
    found = []
    for place, row in enumerate(rows):
        name = row[0].strip() if sheet.keyed else f"[{place + 1}]"
        old = _at(like, (name,))
        old = old if isinstance(old, Mapping) else _first(like)
        entry = {}
        for column, text in zip(columns, row[1:] if sheet.keyed else row, strict=True):
            edge = column in {"from", "below"} and not sheet.keyed
            unit = inner if edge or inner == "any" or not _is_bands(columns) else "any"
            given = read_cell(unit, text, old.get(column))
            # An empty edge of a band is open; elsewhere an empty cell is no entry at all.
            if given is not None or edge or (column in old and old[column] is None):
                entry[column] = given
        found.append((name, entry))
    return dict(found) if sheet.keyed else [entry for _, entry in found]


def _is_bands(columns: Sequence[str]) -> bool:
    return {"from", "below"} <= set(columns)


def _first(like: Any) -> Mapping[str, Any]:
    members = like.values() if isinstance(like, Mapping) else like or ()
    return next((each for each in members if isinstance(each, Mapping)), {})


def _leaves(value: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    if _scalar(value):
        yield path, value
    elif isinstance(value, Mapping):
        for key, each in value.items():
            yield from _leaves(each, (*path, str(key)))
    else:
        for place, each in enumerate(value, start=1):
            yield from _leaves(each, (*path, f"[{place}]"))


def _at(like: Any, path: tuple[str, ...]) -> Any:
    """What stands at a path of the value, None where nothing does."""
    for part in path:
        place = _INDEX.fullmatch(part)
        if isinstance(like, Mapping):
            like = like.get(part)
        elif place and isinstance(like, Sequence) and 0 < int(place[1]) <= len(like):
            like = like[int(place[1]) - 1]
        else:
            return None
    return like


def _build(entries: list[tuple[tuple[str, ...], Any]]) -> Any:
    """The nested value of leaves by path; of one place given twice the last stands."""
    if any(not path for path, _ in entries):
        return entries[-1][1]
    groups: dict[str, list[tuple[tuple[str, ...], Any]]] = {}
    for (first, *rest), leaf in entries:
        groups.setdefault(first, []).append((tuple(rest), leaf))
    built = {first: _build(inside) for first, inside in groups.items()}
    if built and all(map(_INDEX.fullmatch, built)):
        return list(built.values())
    return built


def leaves_of(unit: str, value: Any) -> tuple[tuple[str, str], ...]:
    """Return every single figure or text of a value with its place, for comparing and printing."""
    sheet = sheet_of(unit, value)
    if sheet.mode == ONE:
        return tuple(("", row[0]) for row in sheet.rows)
    if sheet.mode in {LIST, PATHS}:
        return tuple(
            (" › ".join(filter(None, row[:-1])) or f"[{place}]", row[-1])
            for place, row in enumerate(sheet.rows, start=1)
        )
    found = []
    for place, row in enumerate(sheet.rows, start=1):
        name = row[0] if sheet.keyed else f"[{place}]"
        for head, text in list(zip(sheet.heads, row, strict=True))[1 if sheet.keyed else 0 :]:
            found.append((f"{name} › {head}", text))
    return tuple(found)
