"""Every law case of ``cases/**/*.yaml``: a sentence, the rule it shows, what goes in, what comes."""

from __future__ import annotations

import dataclasses
import datetime as dt
import importlib
import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from hrdesk.rules import calendar, dates, numbers
from hrdesk.rules.amendments import Amendment, amended
from hrdesk.rules.calc import registry as calculations
from hrdesk.rules.calendar import Holidays
from hrdesk.rules.case_path import PathStep, apply, complete, current_index, start
from hrdesk.rules.citation import Citation
from hrdesk.rules.codes import (
    MANUAL_KINDS,
    Agency,
    CaseStatus,
    CaseType,
    DegreeLevel,
    Employment,
    Level,
    PostType,
    StepState,
)
from hrdesk.rules.committees import Seat, check_committee
from hrdesk.rules.dates import PartialDate
from hrdesk.rules.eligibility import OtherMinimum, eligibility
from hrdesk.rules.explanation import plain
from hrdesk.rules.identity import IdentityError, check_national_id, check_position_number
from hrdesk.rules.lawbook import LawBook
from hrdesk.rules.procedure import Procedure, in_force, load
from hrdesk.rules.procedure_dates import Matter, due_date
from hrdesk.rules.refusal import Refused
from hrdesk.rules.routes import Held, RouteFacts, find_route, same_as_held
from hrdesk.rules.standing import RegisterRun, time_standing
from hrdesk.rules.work_conditions import Submission, Work, check_works
from tests.rules.round_checks import ROUND_CHECKS

FOLDER = Path(__file__).parent / "cases"
CASES = [
    pytest.param(case, id=f"{file.stem}: {case['name']}")
    for file in sorted(FOLDER.rglob("*.yaml"))
    for case in yaml.safe_load(file.read_text(encoding="utf-8"))
]


def days_off(given: dict[str, Any]) -> Holidays:
    return Holidays(dict.fromkeys(given.pop("holidays", []), "วันหยุด"))


def with_holidays(function: Callable[..., Any]) -> Callable[..., Any]:
    def check(**given: Any) -> Any:
        holidays = days_off(given)
        return function(**given, holidays=holidays)

    return check


def is_government_working_day(day: dt.date, library: dict[dt.date, str]) -> bool:
    holidays = calendar.correct(library, calendar.load_corrections())
    return calendar.is_working_day(day, holidays)


def partial_date(text: str) -> dict[str, Any]:
    date = PartialDate.parse(text)
    assert PartialDate.from_storage(date.storage) == date
    return {"storage": date.storage, "shown": str(date), "exact": date.exact}


def partial_order(texts: list[str]) -> list[str]:
    found = sorted(PartialDate.parse(text) for text in texts)
    assert found == sorted(found, key=lambda date: date.storage)
    return [str(date) for date in found]


def national_id(text: str) -> str:
    try:
        return check_national_id(text)
    except IdentityError as problem:
        return problem.code


def of_doh(case_type: str) -> Procedure:
    return load(f"doh.{case_type}", 1)


def remark_of(case_type: str) -> list[str]:
    """The numbers among the remarks of the main path, and the results the manual names."""
    procedure = of_doh(case_type)
    kinds = {part.kind for step in procedure.steps for part in step.remark}
    wanted = (
        "ผลการประเมินผลงานวิชาการจากคณะกรรมการ", "การประเมินค่างานของตำแหน่ง",
        "ผลการตรวจสอบคุณสมบัติ", "ผลการพิจารณาจากคณะกรรมการฯ",
    )  # fmt: skip
    results = [step.result_label for step in procedure.steps if not step.branch]
    if case_type == "promotion":
        results.remove("ผลการตรวจสอบคุณสมบัติ")  # kept too, but not among what the manual shows
    numbers_kept = [kind for kind in ("order_number", "letter_number") if kind in kinds]
    return numbers_kept + [label for label in wanted if label in results]


def path_at(procedure: Procedure, key: str) -> tuple[PathStep, ...]:
    """The path of a new case when ``key`` is current and all before it is done."""
    path = start(procedure)
    while (now := current_index(path)) is not None and path[now].key != key:
        step = procedure.step(path[now].key or "")
        usual = next((o.key for o in step.outcomes if o.next == step.next), None)
        path = apply(path, complete(procedure, path, now, usual))
    return path


def steps_after(case_type: str, step: str, outcome: str) -> list[str | None]:
    procedure = of_doh(case_type)
    path = path_at(procedure, step)
    now = current_index(path)
    assert now is not None
    after = apply(path, complete(procedure, path, now, outcome))
    return [each.key for each in after[now + 1 :] if each.state is not StepState.SKIPPED]


def due(
    case_type: str,
    step: str,
    started_on: dt.date,
    dates: dict[str, dt.date],
    holidays: Holidays,
    level: str | None = None,
) -> dt.date | None:
    found = due_date(
        of_doh(case_type).step(step),
        started_on=started_on,
        matter=Matter(dates, Level(level) if level else None),
        holidays=holidays,
    )
    assert found is None or found.legal
    return found.day if found else None


def rules_held(agency: str, case_type: str, day: dt.date) -> dict[str, bool]:
    found = in_force(Agency(agency), CaseType(case_type), day)
    return {"borrowed": found.borrowed, "rules_held": found.rules_held}


def calc(
    kind: str,
    facts: dict[str, Any],
    holidays: dict[dt.date, str] | None = None,
    amendments: list[dict[str, Any]] | None = None,
) -> Any:
    """The whole of ``hrdesk calc``, from JSON text to JSON; a refusal is its error.

    ``amendments`` are added to the law first, with an invented citation.
    """
    days = Holidays(holidays or {})
    cited = Citation("ประกาศตัวอย่าง")
    added = [Amendment(**each, citation=cited) for each in amendments or ()]
    context = calculations.Context(amended(LawBook.load(), added), lambda year: days)
    try:
        found = calculations.result(kind, json.dumps(facts, default=dt.date.isoformat), context)
    except Refused as refusal:
        return calculations.error(refusal)
    return json.loads(json.dumps(found))


def law(
    id: str,  # noqa: A002 - the word of the cases
    day: dt.date,
    agency: str = "common",
    path: tuple[str, ...] = (),
) -> Any:
    """What a parameter reads on a day, as JSON; a refusal is its code."""
    try:
        value = LawBook.load().at(day, agency).read(id, *path).value
    except Refused as refusal:
        return refusal.code
    return plain(value)


def call(function: str, given: dict[str, Any]) -> Any:
    """Call ``module:function`` of the rules; a result becomes a mapping, a refusal its code.

    ``law: {day, agency}`` becomes the law of that day.
    """
    module, _, name = function.partition(":")
    if isinstance(given.get("law"), dict):
        given = {**given, "law": LawBook.load().at(**given["law"])}
    try:
        found = getattr(importlib.import_module(f"hrdesk.rules.{module}"), name)(**given)
    except Refused as refusal:
        return refusal.code
    return as_plain(found)


def as_plain(found: Any) -> Any:
    if dataclasses.is_dataclass(found):
        fields = [field.name for field in dataclasses.fields(found)]
        return {name: as_plain(getattr(found, name)) for name in fields if name != "explanation"}
    if isinstance(found, list | tuple):
        return [as_plain(each) for each in found]
    return plain(found)


def holds(found: Any, expected: Any) -> bool:
    """Whether everything expected is found: a mapping may have more keys, a list no more rows."""
    if isinstance(expected, dict):
        return isinstance(found, dict) and all(
            key in found and holds(found[key], value) for key, value in expected.items()
        )
    if isinstance(expected, list):
        return (
            isinstance(found, list)
            and len(found) == len(expected)
            and all(map(holds, found, expected))
        )
    wanted = plain(expected)
    return type(found) is type(wanted) and found == wanted


def route(facts: dict[str, Any], law: dict[str, Any]) -> Any:
    return as_plain(find_route(RouteFacts(**levels_of(facts)), LawBook.load().at(**law)))


def levels_of(given: dict[str, Any]) -> dict[str, Any]:
    """The same with codes for the texts that stand for levels and types of posts."""
    kinds = {"level": Level, "highest_k": Level, "made_at": Level, "type": PostType}
    return {
        key: kind(value)
        if value and (kind := kinds.get(key.removeprefix("person_").removeprefix("target_")))
        else value
        for key, value in given.items()
    }


def same_held(held: list[dict[str, Any]], **given: Any) -> list[bool]:
    return list(same_as_held(**levels_of(given), held=[Held(**levels_of(each)) for each in held]))


def other_minimum(level: str, other: dict[str, Any], law: dict[str, Any]) -> Any:
    """The years asked of a bachelor without service, by another minimum."""
    facts: dict[str, Any] = {"series": "ก", "degree": "bachelor", "runs": []}
    asked = {"level": Level(level), "qualified_on": dt.date(2000, 1, 1), **facts}
    try:
        found = eligibility(LawBook.load().at(**law), **asked, other_minimum=OtherMinimum(**other))
    except Refused as refusal:
        return refusal.code
    return found.required_years


def register_time(
    runs: list[dict[str, str]], qualified_on: str, level: str, law: dict[str, Any]
) -> dict[str, Any]:
    """Time in one series of a bachelor, from dates as ก.พ.7 writes them."""
    found = time_standing(
        LawBook.load().at(**law),
        level=Level(level),
        series="ก",
        degree=DegreeLevel.BACHELOR,
        qualified_on=PartialDate.parse(qualified_on),
        runs=[
            RegisterRun(
                PartialDate.parse(each["start"]),
                PartialDate.parse(each["end"]) if each["end"] else None,
                Employment.CIVIL_SERVANT,
                PostType.K,
                Level.K1,
                "ก",
                same_group=False,
            )
            for each in runs
        ],
    )
    return {
        "least": str(found.least),
        "most": str(found.most),
        "met": found.met,
        "met_from": found.met_from,
        "met_by": found.met_by,
    }


def committee(
    committee: str,
    seats: list[dict[str, Any]],
    law: dict[str, Any],
    target_level: str | None = None,
) -> Any:
    """The codes of what does not fit, and to whom it reports; a refusal is its code."""
    sitting = [Seat(**levels_of(seat)) for seat in seats]
    target = Level(target_level) if target_level else None
    try:
        found = check_committee(committee, sitting, LawBook.load().at(**law), target)
    except Refused as refusal:
        return refusal.code
    assert found.fits is not bool(found.findings)
    return {"findings": [each.code for each in found.findings], "reports": dict(found.reports)}


def works(submission: dict[str, Any], law: dict[str, Any]) -> Any:
    """The codes of the conditions that are not kept; a refusal is its code."""
    sent = tuple(Work(**levels_of(each)) for each in submission["works"])
    try:
        found = check_works(
            Submission(**levels_of({**submission, "works": sent})), LawBook.load().at(**law)
        )
    except Refused as refusal:
        return refusal.code
    assert found.fits is not bool(found.findings)
    return [each.code for each in found.findings]


CHECKS: dict[str, Callable[..., Any]] = {
    "fiscal_year": dates.fiscal_year,
    "last_day_of_days": dates.last_day_of_days,
    "last_day_of_months": dates.last_day_of_months,
    "deadline_days": with_holidays(calendar.deadline_days),
    "add_working_days": with_holidays(calendar.add_working_days),
    "working_days_between": with_holidays(calendar.working_days_between),
    "is_government_working_day": is_government_working_day,
    "baht_text": lambda amount: numbers.baht_text(Decimal(amount)),
    "partial_date": partial_date,
    "partial_order": partial_order,
    "national_id": national_id,
    "position_number": lambda text, agency: check_position_number(text, Agency(agency)),
    "case_type_labels": lambda: [kind.label for kind in MANUAL_KINDS],
    "status_labels": lambda: [status.label for status in CaseStatus],
    "procedure_titles": lambda: [of_doh(kind.value).title for kind in MANUAL_KINDS],
    "remark_of": remark_of,
    "level_labels": lambda levels: [Level(level).label for level in levels],
    "outcomes_of": lambda case_type, step: [o.label for o in of_doh(case_type).step(step).outcomes],
    "steps_after": steps_after,
    "due": with_holidays(due),
    "rules_held": rules_held,
    "list_length": lambda **given: len(law(**given)),
    "route": route,
    "same_as_held": same_held,
    "other_minimum": other_minimum,
    "register_time": register_time,
    "committee": committee,
    "works": works,
}


@pytest.mark.parametrize("case", CASES)
def test_law_case(case: dict[str, Any]) -> None:
    """``check: calc`` (input kind, facts), ``check: law`` (input id, day, agency, path), ``check:
    module:function`` (input its arguments), and the checks of ROUND_CHECKS: what is expected is
    among what is found. Other checks stand in CHECKS and give exactly what is expected.
    """
    assert case.keys() == {"name", "rule", "check", "input", "expected", "why"}
    assert case["why"], "the arithmetic must be visible"
    check, given, expected = case["check"], case["input"], case["expected"]
    if check in CHECKS:
        assert CHECKS[check](**given) == expected
        return
    partly = {"calc": calc, "law": law, **ROUND_CHECKS}
    found = call(check, given) if ":" in check else partly[check](**given)
    assert holds(found, expected), found


def test_every_check_is_used() -> None:
    used = {parameter.values[0]["check"] for parameter in CASES}
    assert {*CHECKS, *ROUND_CHECKS} <= used
