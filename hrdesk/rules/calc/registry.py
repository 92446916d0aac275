"""The kinds of calculation: facts as JSON in, the result with its explanation and law book out.

A kind is a module ``hrdesk/rules/calc/<name>.py`` with ``KIND = Kind(name, title, Facts, run)``.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import import_module
from typing import Any

from pydantic import ValidationError

from hrdesk.rules.calc.facts import Facts
from hrdesk.rules.calendar import Holidays
from hrdesk.rules.explanation import Explanation, plain
from hrdesk.rules.lawbook import Law, LawBook
from hrdesk.rules.refusal import Refused

NAMES = (
    "retirement", "workdays", "deadline", "route", "eligibility", "score", "rank", "publication",
    "appraisal", "step_quota", "step_raise", "contract_raise", "percentage",
    "qualification_salary", "prior_salary", "compensation", "baht_text",
)  # fmt: skip
"""Every kind, in the order a list shows them."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a calculation is given beside its facts: the law, and the days off of a year CE."""

    book: LawBook
    holidays: Callable[[int], Holidays]

    def holidays_between(self, first: dt.date, last: dt.date) -> Holidays:
        """The days off of every year that a stretch of days touches."""
        merged: dict[dt.date, str] = {}
        for year in range(first.year, last.year + 1):
            merged.update(self.holidays(year).days)
        return Holidays(merged)


@dataclass(frozen=True, slots=True)
class Answer:
    """A result: its values by name, why, and the law it stands on."""

    values: dict[str, Any]
    explanation: Explanation
    law: Law


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of calculation; ``run(facts, context)`` raises Refused for impossible facts."""

    name: str
    title: str
    facts: type[Facts]
    run: Callable[[Any, Context], Answer]

    def schema(self) -> dict[str, Any]:
        """The JSON schema of the facts."""
        return {"title": self.title, **_without_title(self.facts.model_json_schema())}


@cache
def kind(name: str) -> Kind:
    """The kind of that name; raises Refused(unknown_kind)."""
    if name not in NAMES:
        message = f"ไม่รู้จักการคำนวณ “{name}” ใช้ได้: {', '.join(NAMES)}"
        raise Refused("unknown_kind", message, "kind")
    found: Kind = import_module(f"hrdesk.rules.calc.{name}").KIND
    return found


def kinds() -> tuple[Kind, ...]:
    """Every kind, in the order a list shows them."""
    return tuple(kind(name) for name in NAMES)


def parse(text: str) -> dict[str, Any]:
    """The facts written as JSON, numbers exact; raises Refused(not_json)."""
    try:
        given = json.loads(
            text,
            parse_float=Decimal,
            parse_constant=_no_constant,
            object_pairs_hook=_no_duplicates,
        )
    except Refused:
        raise
    except (ValueError, ArithmeticError, RecursionError) as problem:
        message = f"ข้อมูลเข้าไม่ใช่ JSON ที่ถูกต้อง ({problem})"
        raise Refused("not_json", message) from None
    if not isinstance(given, dict):
        raise Refused("not_json", "ข้อมูลเข้าต้องเป็น JSON แบบวัตถุ { … }")
    return given


def calculate(name: str, given: dict[str, Any], context: Context) -> Answer:
    """The answer for facts of plain JSON values; raises Refused.

    A value of the law that was read and is not in the explanation is added to it.
    """
    chosen = kind(name)
    try:
        facts = chosen.facts.model_validate(given)
    except ValidationError as problem:
        raise _refusal(problem) from None
    with LawBook.recording() as leaves:
        answer = chosen.run(facts, context)
    there = set(map(id, answer.explanation.walk()))
    lost = {id(leaf): leaf for leaf in leaves if id(leaf) not in there}
    return Answer(answer.values, answer.explanation.with_children(*lost.values()), answer.law)


def result(name: str, text: str, context: Context) -> dict[str, Any]:
    """The whole of ``hrdesk calc``: JSON text in, the result ready for JSON out; raises Refused."""
    answer = calculate(name, parse(text), context)
    body: dict[str, Any] = plain(answer.values)
    return {
        **body,
        "explanation": answer.explanation.to_json(),
        "lawbook": answer.law.lawbook(),
    }


def error(refusal: Refused) -> dict[str, Any]:
    """A refusal ready for JSON."""
    return {"error": {"code": refusal.code, "message": refusal.message, "where": refusal.where}}


def _no_constant(name: str) -> None:
    raise Refused("not_json", f"{name} ไม่ใช่ตัวเลข")


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise Refused("duplicate_key", f"มี “{key}” ซ้ำกันในข้อมูลเข้า", key)
        found[key] = value
    return found


def _without_title(schema: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in schema.items() if key not in {"title", "description"}}


_OWN = {"not_a_date", "not_a_number", "impossible"}
_SENTENCES = {
    "missing": ("missing_fact", "ต้องมีข้อมูลนี้"),
    "extra_forbidden": ("unknown_fact", "ไม่รู้จักข้อมูลชื่อนี้ ตรวจตัวสะกด หรือดูชื่อที่ใช้ได้ด้วย --schema"),
    "literal_error": ("unknown_code", "ไม่รู้จักรหัสนี้ ใช้ได้: {expected}"),
    "enum": ("unknown_code", "ไม่รู้จักรหัสนี้ ใช้ได้: {expected}"),
    "greater_than_equal": ("out_of_range", "ต้องไม่น้อยกว่า {ge}"),
    "greater_than": ("out_of_range", "ต้องมากกว่า {gt}"),
    "less_than_equal": ("out_of_range", "ต้องไม่เกิน {le}"),
    "less_than": ("out_of_range", "ต้องน้อยกว่า {lt}"),
    "int_type": ("wrong_type", "ต้องเป็นจำนวนเต็ม"),
    "bool_type": ("wrong_type", "ต้องเป็น true หรือ false"),
    "string_type": ("wrong_type", "ต้องเป็นข้อความ"),
    "list_type": ("wrong_type", "ต้องเป็นรายการ [ … ]"),
    "tuple_type": ("wrong_type", "ต้องเป็นรายการ [ … ]"),
    "dict_type": ("wrong_type", "ต้องเป็นวัตถุ { … }"),
    "model_type": ("wrong_type", "ต้องเป็นวัตถุ { … }"),
    "too_short": ("out_of_range", "ต้องมีอย่างน้อย {min_length} รายการ"),
    "too_long": ("out_of_range", "ต้องมีไม่เกิน {max_length} รายการ"),
    "string_too_short": ("out_of_range", "ต้องไม่ว่าง"),
    "string_too_long": ("out_of_range", "ต้องยาวไม่เกิน {max_length} ตัวอักษร"),
}


def _refusal(problem: ValidationError) -> Refused:
    """The first thing wrong with the facts; an unknown key comes first, as it explains the rest."""
    found = sorted(problem.errors(), key=lambda each: each["type"] != "extra_forbidden")
    first = found[0]
    where = ".".join(str(part) for part in first["loc"])
    kind_of = first["type"]
    given = first.get("ctx", {})
    if isinstance(refusal := given.get("error"), Refused):  # raised in a validator
        return refusal.within(where)
    if kind_of in _OWN:
        return Refused(kind_of, f"{where}: {first['msg']}", where)
    code, sentence = _SENTENCES.get(
        kind_of, ("wrong_type", "ข้อมูลนี้ไม่เป็นไปตามแบบ ดูแบบได้ด้วย --schema")
    )
    for name, value in given.items():
        sentence = sentence.replace("{" + name + "}", str(value).replace(" or ", ", "))
    return Refused(code, f"{where}: {sentence}", where)
