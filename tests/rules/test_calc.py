"""The kinds of ``hrdesk calc``: what nonsense they refuse, with which code, and their schemas."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from typing import Annotated, Any

import pytest
from pydantic import Field, ValidationError, field_validator

from hrdesk.rules.calc import registry as calculations
from hrdesk.rules.calc.facts import Amount, Count, Day, Facts, LevelCode, Name, NotNegative, Percent
from hrdesk.rules.calc.registry import Answer, Context, Kind
from hrdesk.rules.calendar import NO_HOLIDAYS, Holidays
from hrdesk.rules.explanation import Explanation
from hrdesk.rules.lawbook import LawBook
from hrdesk.rules.refusal import Refused

CONTEXT = Context(LawBook.load(), lambda year: NO_HOLIDAYS)


def refusal(name: str, text: str) -> dict[str, Any]:
    with pytest.raises(Refused) as caught:
        calculations.result(name, text, CONTEXT)
    found = calculations.error(caught.value)["error"]
    assert any("ก" <= letter <= "๛" for letter in found["message"]), "a Thai sentence"
    return dict(found)


@pytest.mark.parametrize("name", [each.name for each in calculations.kinds()])
def test_every_kind_has_a_title_and_a_schema(name: str) -> None:
    kind = calculations.kind(name)
    schema = kind.schema()
    assert kind.title == schema["title"]
    assert schema["additionalProperties"] is False
    assert json.loads(json.dumps(schema)) == schema


@pytest.mark.parametrize("name", [each.name for each in calculations.kinds()])
def test_every_kind_refuses_nonsense(name: str) -> None:
    assert refusal(name, '{"misspelt": 1}')["code"] == "unknown_fact"
    assert refusal(name, "{}")["code"] == "missing_fact"
    assert refusal(name, "[]")["code"] == "not_json"


def test_an_unknown_kind_is_refused() -> None:
    found = refusal("retire", "{}")
    assert (found["code"], found["where"]) == ("unknown_kind", "kind")
    assert "retirement" in found["message"]


@pytest.mark.parametrize(
    ("text", "code", "where"),
    [
        ("", "not_json", ""),
        ("{", "not_json", ""),
        ("null", "not_json", ""),
        ('{"born": NaN}', "not_json", ""),
        ('{"born": ' + "[" * 100_000, "not_json", ""),
        ('{"born": 1' + "0" * 5000 + "}", "not_json", ""),
        ('{"born": "1967-10-01", "born": "1967-10-02"}', "duplicate_key", "born"),
        ('{"born": "1967-10-01", "bron": 1}', "unknown_fact", "bron"),
        ('{"born": 19671001}', "not_a_date", "born"),
        ('{"born": "1967-10-1"}', "not_a_date", "born"),
        ('{"born": "1967-02-30"}', "not_a_date", "born"),
        ('{"born": "2510-10-01"}', "not_a_date", "born"),
        ('{"born": "1766-10-01"}', "not_a_date", "born"),
        ('{"born": null}', "not_a_date", "born"),
    ],
)  # fmt: skip
def test_facts_that_cannot_be_are_refused(text: str, code: str, where: str) -> None:
    found = refusal("retirement", text)
    assert (found["code"], found["where"]) == (code, where)


class SampleFacts(Facts):
    """One fact of each type."""

    amount: Amount = Decimal(0)
    points: NotNegative = Decimal(0)
    percent: Percent = Decimal(0)
    heads: Count = 0
    name: Name = "ก"
    level: LevelCode | None = None
    flag: bool = False
    days: Annotated[list[Day], Field(min_length=1, max_length=2)] = [dt.date(2024, 1, 1)]  # noqa: RUF012
    table: dict[str, Amount] = {}  # noqa: RUF012

    @field_validator("name")
    @classmethod
    def not_nobody(cls, name: str) -> str:
        if name == "ไม่มี":
            raise Refused("impossible", "ไม่มีชื่อ", "first")
        if name == "odd":
            raise ValueError("odd")
        return name


def run_sample(facts: SampleFacts, context: Context) -> Answer:
    law = context.book.at(dt.date(2024, 8, 5), "doh")
    law.read("doh.due.k3.months")
    tree = Explanation("doh.due.k3", "ตัวอย่าง", facts.amount)
    return Answer({"amount": facts.amount, "first": facts.days[0]}, tree, law)


@pytest.fixture
def sample(monkeypatch: pytest.MonkeyPatch) -> None:
    kind = Kind("sample", "ตัวอย่าง", SampleFacts, run_sample)
    monkeypatch.setattr(calculations, "kind", lambda name: kind)


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize(
    ("facts", "code", "where"),
    [
        ({"amount": True}, "not_a_number", "amount"),
        ({"amount": None}, "not_a_number", "amount"),
        ({"amount": "1,000"}, "not_a_number", "amount"),
        ({"amount": "1e3"}, "not_a_number", "amount"),
        ({"amount": "NaN"}, "not_a_number", "amount"),
        ({"amount": 10**15}, "not_a_number", "amount"),
        ({"amount": 1e-11}, "not_a_number", "amount"),
        ({"points": -1}, "out_of_range", "points"),
        ({"percent": 101}, "out_of_range", "percent"),
        ({"heads": "1"}, "wrong_type", "heads"),
        ({"heads": 1.5}, "wrong_type", "heads"),
        ({"heads": -1}, "out_of_range", "heads"),
        ({"name": ""}, "out_of_range", "name"),
        ({"name": 1}, "wrong_type", "name"),
        ({"name": "ไม่มี"}, "impossible", "name.first"),
        ({"name": "odd"}, "wrong_type", "name"),
        ({"level": "K9"}, "unknown_code", "level"),
        ({"flag": 1}, "wrong_type", "flag"),
        ({"days": []}, "out_of_range", "days"),
        ({"days": ["2024-01-01"] * 3}, "out_of_range", "days"),
        ({"days": "2024-01-01"}, "wrong_type", "days"),
        ({"days": ["2024-13-01"]}, "not_a_date", "days.0"),
        ({"table": []}, "wrong_type", "table"),
    ],
)
def test_each_type_says_what_it_wants(facts: dict[str, Any], code: str, where: str) -> None:
    found = refusal("sample", json.dumps(facts))
    assert (found["code"], found["where"]) == (code, where)
    assert "{" not in found["message"].replace("{ … }", "")


@pytest.mark.usefixtures("sample")
def test_numbers_stay_exact_and_what_was_read_stands_in_the_tree() -> None:
    found = calculations.result("sample", '{"amount": 0.1, "level": "K2"}', CONTEXT)
    assert found["amount"] == "0.1"
    assert found["first"] == "2024-01-01"
    assert [each["code"] for each in found["explanation"]["children"]] == ["doh.due.k3.months"]
    assert found["lawbook"] == CONTEXT.book.at(dt.date(2024, 8, 5), "doh").lawbook()


def test_a_float_is_a_type_error() -> None:
    with pytest.raises(TypeError, match="float"):
        SampleFacts.model_validate({"amount": 0.5})


def test_a_moment_is_no_day() -> None:
    with pytest.raises(ValidationError):
        SampleFacts.model_validate({"days": [dt.datetime(2024, 1, 1, 8)]})
    assert SampleFacts.model_validate({"days": [dt.date(2024, 1, 1)]}).days == [dt.date(2024, 1, 1)]


def test_the_days_off_of_every_year_on_the_way() -> None:
    context = Context(CONTEXT.book, lambda year: Holidays({dt.date(year, 1, 1): "ปีใหม่"}))
    found = context.holidays_between(dt.date(2023, 12, 31), dt.date(2025, 1, 1))
    assert sorted(day.year for day in found.days) == [2023, 2024, 2025]
