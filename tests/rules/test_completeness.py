"""Every rule of the rulebook stands in a law file or in code, and in a law case."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from hrdesk.rules.lawbook import SETS, LawBook

HERE = Path(__file__).parent
RULES = Path(__file__).parents[2] / "hrdesk" / "rules"


def lines(name: str) -> list[str]:
    text = (HERE / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


IDS = lines("rulebook_ids.txt")
COMPLETE = lines("complete_sets.txt")
OUTSIDE = {"doh.resignation.restrain"}  # section 109 of the civil service act, in no set


@cache
def held() -> set[str]:
    """The rules that a parameter is named for or stands for, or that code names."""
    book = LawBook.load()
    parameters = [each for law_set in SETS for each in book.parameters(law_set).values()]
    named = {rule for each in parameters for rule in (each.id, *each.rules)}
    files = [*RULES.rglob("*.py"), *(RULES / "procedures").rglob("*.yaml")]
    code = "\n".join(file.read_text(encoding="utf-8") for file in files)
    named |= set(re.findall(r"(?:common|doh|dms|dhss|sao)\.[\w.-]*\w", code))
    return {rule for rule in IDS if covered(rule, named)}


def covered(rule: str, named: set[str]) -> bool:
    return any(name == rule or name.startswith(f"{rule}.") for name in named)


@cache
def named_in_cases() -> set[str]:
    """The rules that law cases name, as they name them."""
    return {
        rule
        for file in (HERE / "cases").rglob("*.yaml")
        for case in yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader)
        for rule in rules_of(case)
    }


def shown() -> set[str]:
    """The rules that a law case names."""
    named = named_in_cases()
    return {rule for rule in IDS if covered(rule, named)}


def rules_of(case: dict[str, Any]) -> list[str]:
    rule = case["rule"]
    return [rule] if isinstance(rule, str) else rule


def test_the_list_names_each_rule_once() -> None:
    assert len(IDS) == len(set(IDS))
    assert {rule.split(".")[0] for rule in IDS} == set(SETS)


def test_every_case_names_a_rule_of_the_list() -> None:
    strangers = {
        rule
        for rule in named_in_cases() - OUTSIDE
        if not any(rule == known or rule.startswith(f"{known}.") for known in IDS)
    }
    assert not strangers


@pytest.mark.parametrize("law_set", COMPLETE)
def test_a_complete_set_has_no_gap(law_set: str) -> None:
    wanted = {rule for rule in IDS if rule.startswith(f"{law_set}.")}
    assert wanted
    assert sorted(wanted - held()) == []
    assert sorted(wanted - shown()) == []
