"""The path of a case as it stood, kept so that a step action can be taken back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from hrdesk.models import Case, CaseStep

_KEPT = (
    "key",
    "round",
    "title",
    "role",
    "waits_for_others",
    "usual_days",
    "state",
    "waived",
    "due_reason",
    "outcome",
    "outcome_label",
    "remark",
    "remark_values",
    "reason",
    "done_by",
)
_KEPT_DAYS = ("started_on", "due_on", "done_on")


def snapshot(case: Case) -> dict[str, Any]:
    """Return the path as it stands, for undo."""
    return {
        "steps": [
            {"id": step.id}
            | {name: getattr(step, name) for name in _KEPT}
            | {name: _iso(getattr(step, name)) for name in _KEPT_DAYS}
            for step in case.steps
        ]
    }


def put_back(case: Case, before: Mapping[str, Any]) -> None:
    """Make the path what a snapshot says; rows keep their ids, rows since added go."""
    rows = {step.id: step for step in case.steps}
    steps = []
    for position, kept in enumerate(before["steps"], start=1):
        step = rows.get(kept["id"]) or CaseStep()
        for name in _KEPT:
            setattr(step, name, kept[name])
        for name in _KEPT_DAYS:
            day = kept[name]
            setattr(step, name, dt.date.fromisoformat(day) if day else None)
        step.position = position
        steps.append(step)
    case.steps = steps


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
