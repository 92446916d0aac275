"""A final salary round as it is kept: plain data with its hash, and read back as it was."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from decimal import Decimal
from functools import cache, partial
from typing import Any

from hrdesk.rules.explanation import Explanation, plain
from hrdesk.rules.salary.round_totals import Limit, Limits
from hrdesk.rules.salary.round_types import RoundPerson, RoundRow, RoundTotals, Share
from hrdesk.services.queries.salary_types import LawOfRound, LineOfRound, RoundMeeting, RoundView

_PLAIN = frozenset({str, int, bool, type(None)})
_RULES = "กฎที่ใช้"
_ROWS = "รายบุคคล"
_CODE = "salary.round"


def kept_inputs(view: RoundView) -> dict[str, Any]:
    """Return everything that went into a round: payroll, results, facts, choices, options."""
    return {
        "round": {
            "scheme": view.scheme,
            "year": view.year,
            "number": view.number,
            "effective_on": view.effective_on.isoformat(),
            "snapshot": view.snapshot_id,
            "taken_on": view.snapshot_taken_on.isoformat(),
            "appraisal_round": view.appraisal_round_id,
            "earlier": view.earlier_id,
        },
        "options": plain(view.options),
        "meeting": kept_meeting(view.meeting),
        "law": {
            "set": view.law.law_set, "version": view.law.version, "hash": view.law.hash,
            "day": view.law.day.isoformat(), "borrowed": view.law.borrowed,
            "notes": list(view.law.notes),
        },
        "people": [_fields(each) for each in view.people],
        "lines": [_fields(each) for each in view.lines],
        "limits": {
            "rule": view.limits.rule, "special_counts": view.limits.special_counts,
            "full": plain(view.limits.full), "needs": list(view.limits.needs),
        },
    }  # fmt: skip


def kept_outputs(view: RoundView) -> dict[str, Any]:
    """Return everything that came out: the accounts, then every row."""
    return {
        "whole": _fields(view.totals.whole),
        "groups": [_fields(each) for each in view.totals.groups.values()],
        "units": [_fields(each) for each in view.totals.units.values()],
        "notes": list(view.notes),
        "committee_note": view.committee_note,
        "rows": [_fields(each) for each in view.rows],
    }


def kept_explanation(view: RoundView) -> dict[str, Any]:
    """Return the whole tree: the accounts, each rule once, and everybody's figures."""
    rules: dict[tuple[str, str], dict[str, Any]] = {}
    rows = [_without_rules(row.explain(), rules) for row in view.rows]
    shares = (view.totals.whole, *view.totals.groups.values(), *view.totals.units.values())
    accounts = [
        _without_rules(share.explanation, rules)
        for share in shares
        if share.explanation is not None
    ]
    children = [*accounts, _node(_RULES, list(rules.values())), _node(_ROWS, rows)]
    return _node("เงินที่ใช้เลื่อนทั้งรอบ", children) | {
        "value": plain(view.totals.whole.spent), "unit": "บาท",
    }  # fmt: skip


def kept_meeting(meeting: RoundMeeting | None) -> dict[str, Any]:
    """Return a meeting as it is stored."""
    return {} if meeting is None else _fields(meeting)


def read_meeting(stored: Mapping[str, Any]) -> RoundMeeting | None:
    """Return a stored meeting, None where none was recorded."""
    if not stored:
        return None
    held = stored.get("held_on")
    return RoundMeeting(
        dt.date.fromisoformat(held) if held else None,
        stored.get("number", ""),
        stored.get("minutes", ""),
        stored.get("committee_id"),
    )


def read_people(inputs: Mapping[str, Any]) -> tuple[RoundPerson, ...]:
    """Return the people of a kept round."""
    return tuple(_object(RoundPerson, each, _PERSON) for each in inputs["people"])


def read_lines(inputs: Mapping[str, Any]) -> tuple[LineOfRound, ...]:
    """Return the lines of a kept round."""
    return tuple(_object(LineOfRound, each, _LINE) for each in inputs["lines"])


def read_law(inputs: Mapping[str, Any]) -> LawOfRound:
    """Return the law of a kept round."""
    law = inputs["law"]
    return LawOfRound(
        law["set"], law["version"], law["hash"], dt.date.fromisoformat(law["day"]),
        law["borrowed"], tuple(law["notes"]),
    )  # fmt: skip


def read_rows(outputs: Mapping[str, Any], explanation: Mapping[str, Any]) -> tuple[RoundRow, ...]:
    """Return the rows of a kept round, each with its tree as it was kept."""
    rules, trees = explanation["children"][-2], explanation["children"][-1]["children"]
    return tuple(
        _object(RoundRow, {**each, "explain": partial(_kept_tree, tree, rules)}, _ROW)
        for each, tree in zip(outputs["rows"], trees, strict=True)
    )


def read_totals(outputs: Mapping[str, Any], explanation: Mapping[str, Any]) -> RoundTotals:
    """Return the accounts of a kept round."""
    trees, rules = iter(explanation["children"]), explanation["children"][-2]
    whole = _share(outputs["whole"], next(trees), rules)
    groups = {each["key"]: _share(each, next(trees), rules) for each in outputs["groups"]}
    units = {each["key"]: _share(each, next(trees), rules) for each in outputs["units"]}
    return RoundTotals(groups, units, whole)


def read_limits(inputs: Mapping[str, Any], totals: RoundTotals) -> Limits:
    """Return the limits a kept round was held against."""
    kept = inputs["limits"]
    return Limits(
        rule=kept["rule"],
        groups={key: _limit(each) for key, each in totals.groups.items()},
        units={key: _limit(each) for key, each in totals.units.items()},
        whole=_limit(totals.whole),
        special_counts=kept["special_counts"],
        full=None if kept["full"] is None else Decimal(kept["full"]),
        needs=tuple(kept["needs"]),
    )


def _limit(share: Share) -> Limit:
    return Limit(share.label, share.places, share.budget, share.explanation)


def _share(kept: Mapping[str, Any], tree: dict[str, Any], rules: dict[str, Any]) -> Share:
    by_choice = {Decimal(key): count for key, count in kept["by_choice"].items()}
    given = {**kept, "by_choice": by_choice, "explanation": _kept_tree(tree, rules)}
    share: Share = _object(Share, given, _SHARE)
    return share


def _fields(found: Any) -> dict[str, Any]:
    """The fields of a dataclass as plain JSON, but the trees and what builds them."""
    return {name: _json(getattr(found, name)) for name in _names(found.__class__)}


@cache
def _names(kind: type[Any]) -> tuple[str, ...]:
    return tuple(each.name for each in fields(kind) if each.name not in {"explain", "explanation"})


def _json(value: Any) -> Any:
    if value.__class__ in _PLAIN:  # nearly all values: a large round keeps millions of them
        return value
    if isinstance(value, Mapping):  # a key may be a number
        return {
            plain(key) if isinstance(key, Decimal) else str(key): plain(each)
            for key, each in value.items()
        }
    return plain(value)


def _object(kind: Callable[..., Any], kept: Mapping[str, Any], exact: frozenset[str]) -> Any:
    """A dataclass from its fields as JSON: ``exact`` are Decimals, lists become tuples."""
    values: dict[str, Any] = {}
    for key, value in kept.items():
        if key in exact and isinstance(value, str):
            values[key] = Decimal(value)
        elif key in exact and isinstance(value, list):
            values[key] = tuple(Decimal(each) for each in value)
        else:
            values[key] = tuple(value) if isinstance(value, list) else value
    return kind(**values)


_PERSON = frozenset({"salary", "score", "earlier", "choice"})
_LINE = frozenset({"score", "april", "proposal", "chosen"})
_ROW = frozenset({"allowed", "choice", "base", "salary", "raised", "special", "new_salary"})
_SHARE = frozenset({"payroll", "budget", "spent", "special"})


def _without_rules(
    tree: Explanation, rules: dict[tuple[str, str], dict[str, Any]]
) -> dict[str, Any]:
    """The tree as JSON without the leaves of the law, which are gathered in ``rules``."""
    children = []
    for child in tree.children:
        if child.citations:
            rules.setdefault((child.code, child.label), child.to_json())
        else:
            children.append(_without_rules(child, rules))
    return {
        "code": tree.code, "label": tree.label, "value": plain(tree.value), "unit": tree.unit,
        "formula": tree.formula, "citations": [], "children": children,
    }  # fmt: skip


def _node(label: str, children: Sequence[dict[str, Any]]) -> dict[str, Any]:
    return {
        "code": _CODE, "label": label, "value": None, "unit": "", "formula": "",
        "citations": [], "children": list(children),
    }  # fmt: skip


def _kept_tree(tree: dict[str, Any], rules: dict[str, Any]) -> Explanation:
    return Explanation.from_json(tree).with_children(Explanation.from_json(rules))
