"""What may be set for a salary round, checked and kept as plain texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from hrdesk.rules.explanation import canonical
from hrdesk.rules.lawbook import Law
from hrdesk.rules.numbers import MAXIMUM_MONEY
from hrdesk.rules.salary.percentage_round import PercentageOptions, tables
from hrdesk.services.errors import DomainError
from hrdesk.services.salary_law import PERCENTAGE, STEP

_KEYS = {
    STEP: frozenset({"special_counts", "april_used", "april_steps"}),
    PERCENTAGE: frozenset(
        {"special_counts", "table", "bands", "budget", "share", "unit_budgets"}
    ),
}  # fmt: skip
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class RoundOptions:
    """The options of a round as the rules take them.

    ``special_counts``: special remuneration counts as money used (the source is silent).
    ``april_used``: what each group used on 1 April, in baht, and ``april_steps``: the steps of a
    payroll row, both where the round of April is not kept here. ``percentage`` as the rules say.
    """

    special_counts: bool = True
    april_used: Mapping[str, Decimal] = field(default_factory=dict)
    april_steps: Mapping[int, Decimal] = field(default_factory=dict)
    percentage: PercentageOptions = field(default_factory=PercentageOptions)


def read_options(stored: Mapping[str, Any]) -> RoundOptions:
    """Return stored options as the rules take them; raises ``round_option_wrong``."""
    counts = stored.get("special_counts", True)
    if not isinstance(counts, bool):
        raise DomainError("round_option_wrong", field="special_counts")
    try:
        steps = {int(key): each for key, each in _amounts(stored, "april_steps").items()}
    except ValueError as problem:
        raise DomainError("round_option_wrong", field="april_steps") from problem
    return RoundOptions(
        special_counts=counts,
        april_used=_amounts(stored, "april_used"),
        april_steps=steps,
        percentage=PercentageOptions(
            table=str(stored.get("table") or ""),
            bands=_amounts(stored, "bands"),
            budget=_amount(stored.get("budget"), "budget"),
            share=_amount(stored.get("share"), "share", _HUNDRED),
            unit_budgets=_amounts(stored, "unit_budgets"),
            special_counts=counts,
        ),
    )


def checked_options(scheme: str, given: Mapping[str, Any], law: Law) -> dict[str, Any]:
    """Return options as they are kept: exact numbers as texts, nothing that is empty.

    Errors: ``round_option_unknown`` (facts: option), ``round_option_wrong``,
    ``percent_above_cap`` (facts: cap), ``table_unknown`` (facts: tables).
    """
    for key in given:
        if key not in _KEYS.get(scheme, frozenset()):
            raise DomainError("round_option_unknown", field=key, option=key)
    found = read_options(given)
    if scheme == PERCENTAGE:
        _check_percentage(found.percentage, law)
    kept = {key: _plain(value) for key, value in given.items()}
    return {key: value for key, value in kept.items() if value not in ("", None, {})}


def _check_percentage(options: PercentageOptions, law: Law) -> None:
    cap = law.read("dms.pct.maximum").value
    if any(each > cap for each in options.bands.values()):
        raise DomainError("percent_above_cap", field="bands", cap=cap)
    held = tables(law)
    if options.table and options.table not in held:
        raise DomainError("table_unknown", field="table", tables=", ".join(held))


def _amounts(stored: Mapping[str, Any], key: str) -> dict[str, Decimal]:
    given = stored.get(key) or {}
    if not isinstance(given, Mapping):
        raise DomainError("round_option_wrong", field=key)
    found = {str(name): _amount(each, key) for name, each in given.items()}
    return {name: each for name, each in found.items() if each is not None}


def _amount(given: Any, key: str, most: Decimal = MAXIMUM_MONEY) -> Decimal | None:
    """The exact number, None for an empty one; a float, a negative or an absurd one is refused."""
    if given is None or given == "":
        return None
    try:
        if isinstance(given, bool) or not isinstance(given, Decimal | int | str):
            raise InvalidOperation
        found = Decimal(given)
        if not found.is_finite() or not 0 <= found <= most:
            raise InvalidOperation
    except InvalidOperation as problem:
        raise DomainError("round_option_wrong", field=key) from problem
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return canonical(value)
    if isinstance(value, Mapping):
        kept = {str(key): _plain(each) for key, each in value.items()}
        return {key: each for key, each in kept.items() if each not in ("", None)}
    return value
