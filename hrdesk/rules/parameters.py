"""Figures of the law: dated values with their citations, read strictly from YAML.

A file ``law/<set>/<instrument>/<topic>.yaml`` holds ``description``, ``last_checked`` and
``parameters``; each parameter ``description`` (its Thai label), ``unit``, ``values`` and
``citations`` by first day, and if need be ``total``, ``rules``, ``notes``, ``original``, ``reading``.
"""

from __future__ import annotations

import bisect
import csv
import datetime as dt
import io
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from hrdesk.rules.citation import Citation
from hrdesk.rules.strict_yaml import DataFileError, parse_mapping
from hrdesk.rules.values import UNITS, ValueProblem, parse_value

_FILE_KEYS = {"description", "last_checked", "parameters"}
_NEEDED = {"description", "unit", "values", "citations"}
_OPTIONAL = {"total", "rules", "notes", "original", "reading", "last_checked"}
_CITATION_KEYS = {"instrument", "clause", "dated", "gazette", "note"}


@dataclass(frozen=True, slots=True)
class Parameter:
    """One figure or table of the law with all its dated values; None from a day on: repealed."""

    id: str
    file: str
    description: str
    unit: str
    days: tuple[dt.date, ...]
    values: tuple[Any, ...]
    citations: tuple[tuple[Citation, ...], ...]
    last_checked: dt.date
    rules: tuple[str, ...] = ()
    notes: str = ""
    original: str = ""
    reading: str = ""

    def index_at(self, day: dt.date) -> int:
        """The place of the value in force on ``day``, -1 before the first one."""
        return bisect.bisect_right(self.days, day) - 1


def read_parameters(path: str, texts: Mapping[str, str]) -> tuple[Parameter, ...]:
    """The parameters of the file ``path`` (set/instrument/topic.yaml); raises DataFileError.

    ``texts`` holds every file of the law by path, for the tables (unit ``csv``) beside it.
    """
    content = parse_mapping(path, texts[path])
    _check_keys(path, "", content, _FILE_KEYS, set())
    if not isinstance(content["parameters"], dict) or not content["parameters"]:
        raise DataFileError(path, "parameters", "no parameters")
    checked = _day(path, "last_checked", content["last_checked"])
    return tuple(
        _Reader(path, str(key), texts).read(body, checked)
        for key, body in content["parameters"].items()
    )


class _Reader:
    """Reads one parameter of one file, naming both in every error."""

    def __init__(self, path: str, key: str, texts: Mapping[str, str]) -> None:
        self.path = path
        self.key = key
        self.texts = texts

    def read(self, body: Any, checked: dt.date) -> Parameter:
        law_set = self.path.split("/", 1)[0]
        if not self.key.startswith(f"{law_set}."):
            raise self.wrong(f"an id of the set {law_set} begins with {law_set}.")
        if not isinstance(body, dict):
            raise self.wrong("not a mapping")
        _check_keys(self.path, self.key, body, _NEEDED, _OPTIONAL)
        unit = self.unit(body["unit"])
        values, citations = body["values"], body["citations"]
        if not isinstance(values, dict) or not values:
            raise self.wrong("no values")
        if not isinstance(citations, dict):
            raise self.wrong("citations are a mapping by first day")
        days = tuple(_day(self.path, f"{self.key}.values", day) for day in values)
        if list(days) != sorted(days):
            raise self.wrong("values stand in the order of their days")
        if stray := citations.keys() - values.keys():
            raise self.wrong(f"a citation without a value: {min(map(str, stray))}")
        return Parameter(
            id=self.key,
            file=self.path,
            description=self.text(body, "description"),
            unit=unit,
            days=days,
            values=tuple(self.value(unit, values[day], body.get("total")) for day in days),
            citations=tuple(self.cited(day, citations.get(day)) for day in days),
            last_checked=_day(self.path, self.key, body.get("last_checked", checked)),
            rules=tuple(str(rule) for rule in body.get("rules", ())),
            notes=self.text(body, "notes"),
            original=self.text(body, "original"),
            reading=self.text(body, "reading"),
        )

    def unit(self, unit: Any) -> str:
        if unit not in UNITS and str(unit).partition(":")[2] not in UNITS:
            raise self.wrong(f"unknown unit {unit!r}")
        return str(unit)

    def text(self, body: dict[str, Any], key: str) -> str:
        text = body.get(key, "")
        if not isinstance(text, str) or (key in body and not text.strip()):
            raise DataFileError(self.path, f"{self.key}.{key}", "not a text")
        return text.strip()

    def value(self, unit: str, given: Any, total: Any) -> Any:
        if given is None:
            return None
        if unit == "csv":
            return self.table(str(given))
        try:
            value = parse_value(unit, given)
        except ValueProblem as problem:
            raise DataFileError(self.path, f"{self.key}{problem.where}", str(problem)) from None
        if total is not None:
            self.check_total(value, total)
        return value

    def table(self, name: str) -> tuple[Mapping[str, str], ...]:
        path = f"{self.path.rpartition('/')[0]}/{name}"
        if path not in self.texts:
            raise self.wrong(f"no such table: {name}")
        rows = csv.DictReader(io.StringIO(self.texts[path]), strict=True)
        found = tuple(MappingProxyType(row) for row in rows)
        if not found or any(None in row or None in row.values() for row in found):
            raise self.wrong(f"a row of {name} is not as long as its heading")
        return found

    def check_total(self, value: Any, total: Any) -> None:
        if not isinstance(value, Mapping) or not isinstance(total, int):
            raise self.wrong("a total is a whole number and belongs to a table of points")
        found = sum(value.values(), Decimal(0))
        if found != total:
            raise self.wrong(f"the points sum to {found}, not {total}")

    def cited(self, day: dt.date, given: Any) -> tuple[Citation, ...]:
        key = f"{self.key}.citations.{day}"
        if not isinstance(given, list) or not given:
            raise DataFileError(self.path, key, "a value without a citation")
        found = []
        for each in given:
            if not isinstance(each, dict):
                raise DataFileError(self.path, key, "a citation is a mapping")
            _check_keys(self.path, key, each, {"instrument"}, _CITATION_KEYS)
            dated, gazette = (
                _day(self.path, key, each[name]) if name in each else None
                for name in ("dated", "gazette")
            )
            clause, note = str(each.get("clause", "")), str(each.get("note", ""))
            found.append(Citation(str(each["instrument"]), clause, dated, gazette, note))
        return tuple(found)

    def wrong(self, message: str) -> DataFileError:
        return DataFileError(self.path, self.key, message)


def _check_keys(
    path: str, key: str, given: dict[str, Any], needed: set[str], optional: set[str]
) -> None:
    if missing := needed - given.keys():
        raise DataFileError(path, key, f"missing {', '.join(sorted(missing))}")
    if unknown := {str(each) for each in given} - needed - optional:
        raise DataFileError(path, key, f"unknown key {', '.join(sorted(unknown))}")


def _day(path: str, key: str, given: Any) -> dt.date:
    if not isinstance(given, dt.date) or isinstance(given, dt.datetime):
        raise DataFileError(path, key, f"not a date: {given!r}")
    return given
