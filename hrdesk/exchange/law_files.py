"""The law as YAML files: what an office sends another, and what it takes in as amendments.

The file is one of the program's own law files with the tables it names in the same file.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hrdesk.rules.amendments import Amendment, dump
from hrdesk.rules.citation import Citation
from hrdesk.rules.lawbook import SETS, LawBook
from hrdesk.rules.strict_yaml import DataFileError, parse_mapping

_KEYS = {"description", "last_checked", "parameters", "tables"}


@dataclass(frozen=True, slots=True)
class LawFile:
    """What a file would change; ``same`` values are as they stand, ``problems`` name the rule."""

    amendments: tuple[Amendment, ...]
    same: int
    problems: tuple[tuple[str, str], ...]


def write_law(book: LawBook, rules: Sequence[str], checked: dt.date) -> str:
    """The YAML text of rules with all their dated values and citations; raises KeyError."""
    bodies: dict[str, Any] = {}
    tables: dict[str, str] = {}
    for rule in rules:
        body = _body(book, rule)
        bodies[rule] = body
        if body["unit"] == "csv":
            folder = _file(book, rule).rpartition("/")[0]
            for name in filter(None, body["values"].values()):
                tables[name] = book.texts[f"{folder}/{name}"]
    content = {"description": "กฎเกณฑ์ของสำนักงาน", "last_checked": checked, "parameters": bodies}
    return dump({**content, "tables": tables} if tables else content)


def read_law(text: str, book: LawBook) -> LawFile:
    """What a law file says otherwise than the book; raises DataFileError where it is no law file."""
    content = parse_mapping("", text)
    given = content.get("parameters")
    if not isinstance(given, dict) or content.keys() - _KEYS:
        raise DataFileError("", "parameters", "no parameters")
    tables = content.get("tables") or {}
    if not isinstance(tables, dict):
        raise DataFileError("", "tables", "not a mapping")
    amendments: list[Amendment] = []
    problems: list[tuple[str, str]] = []
    same = 0
    for rule, body in given.items():
        try:
            found, equal = _differences(book, str(rule), body, tables)
        except DataFileError as problem:
            problems.append((str(rule), problem.message))
            continue
        amendments += found
        same += equal
    return LawFile(tuple(amendments), same, tuple(problems))


def _differences(
    book: LawBook, rule: str, body: Any, tables: Mapping[str, Any]
) -> tuple[list[Amendment], int]:
    if rule.partition(".")[0] not in SETS or rule not in book.parameters(rule.partition(".")[0]):
        raise DataFileError("", rule, "no such rule")
    own = _body(book, rule)
    if not isinstance(body, dict) or not isinstance(body.get("values"), dict):
        raise DataFileError("", rule, "no values")
    if body.get("unit", own["unit"]) != own["unit"]:
        raise DataFileError("", rule, f"unknown unit {body['unit']!r}")
    found = []
    for day, value in body["values"].items():
        if not isinstance(day, dt.date) or isinstance(day, dt.datetime):
            raise DataFileError("", rule, f"not a date: {day!r}")
        table = _table(book, rule, own, value, tables)
        if day in own["values"] and own["values"][day] == value and table is None:
            continue
        cited = _cited(rule, (body.get("citations") or {}).get(day))
        named = ((str(value), table),) if table is not None else ()
        found.append(Amendment(rule, day, dump(value), cited, named))
    return found, len(body["values"]) - len(found)


def _table(
    book: LawBook, rule: str, own: Mapping[str, Any], value: Any, tables: Mapping[str, Any]
) -> str | None:
    """The CSV text that a value names, None for other units and for a table as it stands."""
    if own["unit"] != "csv" or value is None or value not in tables:
        return None
    text = str(tables[value])
    folder = _file(book, rule).rpartition("/")[0]
    return None if book.texts.get(f"{folder}/{value}") == text else text


def _cited(rule: str, given: Any) -> Citation:
    """The first citation of a value: an amendment has one."""
    if not isinstance(given, list) or not given or not isinstance(given[0], dict):
        raise DataFileError("", rule, "a value without a citation")
    first = given[0]
    days = {key: first.get(key) for key in ("dated", "gazette")}
    if any(day is not None and not isinstance(day, dt.date) for day in days.values()):
        raise DataFileError("", rule, "not a date: citation")
    return Citation(
        str(first.get("instrument", "")),
        str(first.get("clause", "")),
        days["dated"],
        days["gazette"],
        str(first.get("note", "")),
    )


def _file(book: LawBook, rule: str) -> str:
    return book.parameters(rule.partition(".")[0])[rule].file


def _body(book: LawBook, rule: str) -> dict[str, Any]:
    path = _file(book, rule)
    body: dict[str, Any] = parse_mapping(path, book.texts[path])["parameters"][rule]
    return body
