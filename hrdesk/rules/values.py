"""Units of the figures of the law, and the exact reading of a value written in YAML."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any

WHOLE_UNITS = {
    "number": "", "days": "วัน", "working_days": "วันทำการ", "months": "เดือน", "years": "ปี",
    "people": "คน", "names": "ชื่อ", "times": "ครั้ง", "works": "เรื่อง", "rounds": "รอบ", "copies": "ชุด",
}  # fmt: skip
"""Units of whole numbers, with the Thai word."""

EXACT_UNITS = {
    "decimal": "", "baht": "บาท", "percent": "ร้อยละ", "points": "คะแนน", "steps": "ขั้น", "share": "ส่วน",
}  # fmt: skip
"""Units of exact numbers, with the Thai word."""

OTHER_UNITS = {"text": "", "date": "", "boolean": "", "any": "", "csv": ""}
"""``any`` takes texts, whole numbers, days, yes and no, as they stand; ``csv`` names a table."""

SHAPES = ("list", "table", "bands")
"""``list:points``, ``table:months`` (mappings to any depth), ``bands:percent`` (half-open)."""

UNITS: Mapping[str, str] = MappingProxyType({**WHOLE_UNITS, **EXACT_UNITS, **OTHER_UNITS})
"""Every unit, with the Thai word said after a value."""

_EXACT = re.compile(r"-?\d+(?:\.\d+)?")


class ValueProblem(ValueError):
    """A value that its unit does not take; ``where`` is its place as ``.K2.master``."""

    def __init__(self, message: str, where: str = "") -> None:
        super().__init__(message)
        self.where = where


def unit_label(unit: str) -> str:
    """The Thai word of a unit, also of a list, table or bands of it."""
    return UNITS[unit.rpartition(":")[2]]


def parse_value(unit: str, given: Any) -> Any:
    """The value in its exact type: int, Decimal, str, date, or tuples and mappings of them.

    Raises ValueProblem.
    """
    shape, _, inner = unit.rpartition(":")
    if not shape:
        return _scalar(unit, given, "")
    if shape == "list":
        return _list(inner, given, "")
    if shape == "table":
        return _table(inner, given, "")
    if shape == "bands":
        return _bands(inner, given)
    raise ValueProblem(f"unknown shape {shape!r}")


def _list(unit: str, given: Any, where: str) -> tuple[Any, ...]:
    if not isinstance(given, list):
        raise ValueProblem("not a list", where)
    return tuple(_leaf(unit, each, f"{where}.{index}") for index, each in enumerate(given))


def _table(unit: str, given: Any, where: str) -> Mapping[str, Any]:
    if not isinstance(given, dict) or not given:
        raise ValueProblem("not a table", where)
    return MappingProxyType(
        {str(key): _leaf(unit, each, f"{where}.{key}") for key, each in given.items()}
    )


def _leaf(unit: str, given: Any, where: str) -> Any:
    if isinstance(given, dict):
        return _table(unit, given, where)
    if isinstance(given, list):
        return _list(unit, given, where)
    return None if given is None else _scalar(unit, given, where)


def _bands(unit: str, given: Any) -> tuple[Mapping[str, Any], ...]:
    """Half-open bands, lowest first: ``from`` belongs to its band, ``below`` to the next."""
    if not isinstance(given, list) or not given:
        raise ValueProblem("not a list of bands")
    found = []
    for index, each in enumerate(given):
        where = f".{index}"
        if not isinstance(each, dict) or not {"from", "below"} <= each.keys():
            raise ValueProblem("a band has from and below", where)
        edges = {
            edge: None if each[edge] is None else _scalar(unit, each[edge], where)
            for edge in ("from", "below")
        }
        rest = {key: _leaf("any", value, where) for key, value in each.items() if key not in edges}
        found.append(MappingProxyType({**edges, **rest}))
    for index, band in enumerate(found):
        low, high = band["from"], band["below"]
        if low is not None and high is not None and low >= high:
            raise ValueProblem("a band ends where it begins or before", f".{index}")
        if index and (low is None or found[index - 1]["below"] is None):
            raise ValueProblem("only the first band is open below, the last above", f".{index}")
        if index and low != found[index - 1]["below"]:
            slip = "overlaps" if low < found[index - 1]["below"] else "leaves a gap after"
            raise ValueProblem(f"a band {slip} the one before", f".{index}")
    return tuple(found)


def _scalar(unit: str, given: Any, where: str) -> Any:
    if isinstance(given, float):
        raise ValueProblem("an exact number is written in quotes", where)
    if unit == "any":
        if not isinstance(given, str | int | dt.date):
            raise ValueProblem(f"not a value: {given!r}", where)
        return given
    wanted = {"text": str, "date": dt.date, "boolean": bool}.get(unit)
    if wanted is not None:
        if not isinstance(given, wanted):
            raise ValueProblem(f"not a {unit}: {given!r}", where)
        return given
    if isinstance(given, bool):
        raise ValueProblem("not a number", where)
    if unit in WHOLE_UNITS:
        if not isinstance(given, int):
            raise ValueProblem(f"not a whole number: {given!r}", where)
        return given
    if not isinstance(given, int) and not (isinstance(given, str) and _EXACT.fullmatch(given)):
        raise ValueProblem(f"not an exact number: {given!r}", where)
    return Decimal(given)
