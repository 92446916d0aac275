"""The path of a case as it stood, kept so that a step action can be taken back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, TypeVar

from hrdesk.models import Case, CasePaper, CaseStep, CaseWait
from hrdesk.services.case_dates import EXTENDED, extended_steps

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
    "checks",
)
_KEPT_DAYS = ("started_on", "due_on", "done_on")
_WAIT = (
    "key", "title", "due_reason", "before_step", "state", "outcome", "outcome_label", "remark",
    "ended_by",
)  # fmt: skip
_WAIT_DAYS = ("started_on", "due_on", "ended_on")
_PAPER = ("position", "key", "label", "required")
_PAPER_DAYS = ("received_on",)
_PROCEDURE = ("procedure", "procedure_version", "rules_held")

_Row = TypeVar("_Row", CaseStep, CaseWait, CasePaper)


def snapshot(case: Case) -> dict[str, Any]:
    """Return the path as it stands with what runs beside it, for undo."""
    return {
        "steps": [_values(step, _KEPT, _KEPT_DAYS) for step in case.steps],
        "waits": [_values(wait, _WAIT, _WAIT_DAYS) for wait in case.waits],
        "extended": list(extended_steps(case)),
    }


def whole_snapshot(case: Case) -> dict[str, Any]:
    """Return the path, the procedure it follows and its checklist, for undoing another version."""
    return snapshot(case) | {
        "procedure": {name: getattr(case, name) for name in _PROCEDURE},
        "papers": [_values(paper, _PAPER, _PAPER_DAYS) for paper in case.papers],
    }


def put_back(case: Case, before: Mapping[str, Any]) -> None:
    """Make the path what a snapshot says; rows keep their ids, rows since added go."""
    steps = {step.id: step for step in case.steps}
    case.steps = [
        _restored(steps.get(kept["id"]) or CaseStep(), {"checks": {}} | kept, _KEPT, _KEPT_DAYS)
        for kept in before["steps"]
    ]
    for position, step in enumerate(case.steps, start=1):
        step.position = position
    waits = {wait.id: wait for wait in case.waits}
    case.waits = [
        _restored(waits.get(kept["id"]) or CaseWait(), kept, _WAIT, _WAIT_DAYS)
        for kept in before.get("waits", ())
    ]
    if "extended" in before:
        others = {name: value for name, value in case.facts.items() if name != EXTENDED}
        given = {EXTENDED: before["extended"]} if before["extended"] else {}
        case.facts = others | given
    for name, value in before.get("procedure", {}).items():
        setattr(case, name, value)
    if "papers" in before:
        papers = {paper.id: paper for paper in case.papers}
        case.papers = [
            _restored(papers.get(kept["id"]) or CasePaper(), kept, _PAPER, _PAPER_DAYS)
            for kept in before["papers"]
        ]


def _values(row: Any, names: tuple[str, ...], days: tuple[str, ...]) -> dict[str, Any]:
    return (
        {"id": row.id}
        | {name: getattr(row, name) for name in names}
        | {name: _iso(getattr(row, name)) for name in days}
    )


def _restored(
    row: _Row, kept: Mapping[str, Any], names: tuple[str, ...], days: tuple[str, ...]
) -> _Row:
    for name in names:
        setattr(row, name, kept[name])
    for name in days:
        setattr(row, name, dt.date.fromisoformat(kept[name]) if kept[name] else None)
    return row


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
