"""A filter of the tracking list as a route's parameters, and back, without loss."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from hrdesk.rules.codes import CaseStatus, CaseType
from hrdesk.services.queries.tracking import CaseFilter

_YES = "1"
_DATES = (
    "due_from",
    "due_to",
    "received_from",
    "received_to",
    "completed_from",
    "completed_to",
)


def to_params(wanted: CaseFilter) -> dict[str, str]:
    """Return what a route carries so that the list opens on exactly this filter."""
    default = CaseFilter()
    given = {
        item.name: getattr(wanted, item.name)
        for item in fields(CaseFilter)
        if getattr(wanted, item.name) != getattr(default, item.name)
    }
    return {name: _write(value) for name, value in given.items()}


def from_params(params: Mapping[str, str]) -> CaseFilter:
    """Return the filter a route asks for; what is not understood narrows nothing."""
    found: dict[str, Any] = {}
    for item in fields(CaseFilter):
        if item.name in params:
            try:
                found[item.name] = _read(item.name, params[item.name])
            except ValueError:
                continue
    return CaseFilter(**found)


def _write(value: Any) -> str:
    if value is True:
        return _YES
    if isinstance(value, frozenset):
        return ",".join(sorted(member.value for member in value))
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, CaseStatus):
        return value.value
    return str(value)


def _read(name: str, text: str) -> Any:
    if name in _DATES:
        return dt.date.fromisoformat(text)
    if name == "case_types":
        return frozenset(CaseType(part) for part in text.split(",") if part)
    if name == "status":
        return CaseStatus(text)
    if name in ("late", "waiting_for_others"):
        return text == _YES
    if name in ("officer_id", "person_id"):
        return int(text)
    return text
