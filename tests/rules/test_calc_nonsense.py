"""Whatever a fact is replaced by, a kind gives a result or a refusal with a Thai sentence."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from hrdesk.rules.calc import registry as calculations
from hrdesk.rules.calendar import NO_HOLIDAYS
from hrdesk.rules.lawbook import LawBook
from hrdesk.rules.refusal import Refused

CONTEXT = calculations.Context(LawBook.load(), lambda year: NO_HOLIDAYS)
CASES = Path(__file__).parent / "cases"
NONSENSE: tuple[Any, ...] = (
    None, True, 0, -1, 101, 10**14, 10**30, "", "x", "-5", "1e9", "ก" * 300, "1857-01-01", "2099-12-31",
    "2567-08-05", [], [None], {}, {"x": 1},
)  # fmt: skip
EACH = 4  # cases of one kind: the first ones that a result comes of


def samples() -> dict[str, list[dict[str, Any]]]:
    """Facts of law cases that give a result, by kind."""
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in calculations.NAMES}
    for file in sorted(CASES.rglob("*.yaml")):
        for case in yaml.safe_load(file.read_text(encoding="utf-8")):
            if case["check"] != "calc" or "error" in case["expected"]:
                continue
            facts = json.loads(json.dumps(case["input"]["facts"], default=str))
            if len(found[case["input"]["kind"]]) < EACH:
                found[case["input"]["kind"]].append(facts)
    return found


SAMPLES = samples()


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every value inside the facts."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()  # fmt: skip
    for key, each in pairs:
        yield (*path, key)
        yield from places(each, (*path, key))


def outcome(name: str, facts: Any) -> None:
    """Run the kind; a refusal must say something in Thai, a result must be JSON."""
    try:
        found = calculations.result(name, json.dumps(facts), CONTEXT)
    except Refused as refusal:
        assert refusal.code
        assert any("ก" <= letter <= "๛" for letter in refusal.message), refusal.message
    else:
        json.dumps(found)


@pytest.mark.parametrize("name", calculations.NAMES)
def test_a_fact_replaced_by_nonsense_is_no_crash(name: str) -> None:
    assert SAMPLES[name], "a law case shows a result of every kind"
    for facts in SAMPLES[name]:
        for path in places(facts):
            for nonsense in NONSENSE:
                spoiled = copy.deepcopy(facts)
                inner = spoiled
                for key in path[:-1]:
                    inner = inner[key]
                inner[path[-1]] = nonsense
                outcome(name, spoiled)


@pytest.mark.parametrize("name", calculations.NAMES)
def test_a_fact_left_out_is_no_crash(name: str) -> None:
    for facts in SAMPLES[name]:
        for path in places(facts):
            spoiled = copy.deepcopy(facts)
            inner = spoiled
            for key in path[:-1]:
                inner = inner[key]
            del inner[path[-1]]
            outcome(name, spoiled)
