"""Procedure files: the released ones never change, a wrong one never loads."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from hrdesk.rules import procedure as procedures
from hrdesk.rules.calendar import NO_HOLIDAYS
from hrdesk.rules.codes import MANUAL_KINDS, Agency, CaseType, Level, StepRole
from hrdesk.rules.procedure import (
    FINISH,
    Procedure,
    ProcedureError,
    content_hash,
    in_force,
    load,
    load_file,
    released,
    versions,
)
from hrdesk.rules.procedure_dates import DueDate, Matter, due_date

RELEASED = Path(__file__).parent / "released_procedures.yaml"
ALL = [load(*each) for each in released()]
OLD = [load(f"doh.{kind.value}", 1) for kind in MANUAL_KINDS]


def test_released_procedures_never_change() -> None:
    kept = yaml.safe_load(RELEASED.read_text(encoding="utf-8"))
    assert {
        f"{name}@{version}": content_hash(name, version) for name, version in released()
    } == kept


def test_the_hash_is_the_same_under_windows_line_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = content_hash("doh.promotion", 1)
    copy = tmp_path / "doh" / "promotion@1.yaml"
    copy.parent.mkdir()
    original = procedures.FOLDER / "doh" / "promotion@1.yaml"
    copy.write_bytes(original.read_bytes().replace(b"\n", b"\r\n"))
    monkeypatch.setattr(procedures, "FOLDER", tmp_path)
    monkeypatch.setattr(procedures, "released", lambda: (("doh.promotion", 1),))
    assert content_hash("doh.promotion", 1) == before
    copy.write_bytes(copy.read_bytes() + b"#")
    assert content_hash("doh.promotion", 1) != before


@pytest.mark.parametrize("procedure", OLD, ids=lambda each: each.id)
def test_each_procedure_says_that_the_pictures_are_lost(procedure: Procedure) -> None:
    assert "สูญหาย" in procedure.note
    assert procedure.source("manual").instrument.startswith("คู่มือการใช้งานระบบติดตามงาน")
    assert procedure.rules_from == dt.date(2024, 8, 5)
    for step in procedure.steps:
        for key in (*step.sources, *(period.source for period in step.periods)):
            assert procedure.source(key)


@pytest.mark.parametrize("procedure", OLD, ids=lambda each: each.id)
def test_each_procedure_makes_the_papers_of_its_kind(procedure: Procedure) -> None:
    assert "receipt" in procedure.steps[0].produces
    order, notice = procedure.step("order"), procedure.step("notify")
    assert "order" in order.produces
    assert [part.kind for part in order.remark if part.required] == ["order_number"]
    assert "notice_letter" in notice.produces
    assert [part.kind for part in notice.remark if part.required] == ["letter_number"]
    assert notice.next == FINISH
    assert all(step.title == step.title.strip() for step in procedure.steps)


@pytest.mark.parametrize("procedure", ALL, ids=lambda each: each.id)
def test_who_waits_is_shown(procedure: Procedure) -> None:
    away = {StepRole.APPLICANT, StepRole.UNIT, StepRole.OTHER_AGENCY, StepRole.COMMITTEE}
    for step in procedure.steps:
        assert step.waits_for_others or step.role not in away


def test_what_is_not_there_is_named() -> None:
    procedure = load("doh.resignation", 1)
    with pytest.raises(KeyError):
        procedure.step("committee")
    with pytest.raises(KeyError):
        procedure.source("circular")
    assert procedure.step("decide").outcome("lost") is None
    for name, version in (("doh.resignation", 9), ("doh.adoption", 1)):
        with pytest.raises(ProcedureError, match="no such procedure"):
            load(name, version)
        with pytest.raises(ProcedureError, match="no such procedure"):
            content_hash(name, version)


# A small right file, and each way of making it wrong.

RIGHT: dict[str, Any] = {
    "id": "dms.resignation",
    "version": 1,
    "agency": "dms",
    "case_type": "resignation",
    "title": "การลาออก",
    "in_force_from": dt.date(2024, 1, 1),
    "rules_from": dt.date(2024, 4, 26),
    "note": "แบบทดสอบ",
    "sources": [{"key": "book", "instrument": "คู่มือ"}],
    "papers": [{"key": "letter", "label": "หนังสือ", "required": True}],
    "steps": [
        {
            "key": "receive", "title": "รับเรื่อง", "role": "registry", "usual_days": 1,
            "remark": [
                {"key": "asked_on", "label": "วันที่ขอ", "kind": "date"},
                {"key": "how", "label": "ช่องทาง", "kind": "choice", "choices": ["ไปรษณีย์"]},
            ],
            "next": "decide", "sources": ["book"], "produces": ["receipt"],
        },
        {
            "key": "decide", "title": "พิจารณา", "role": "appointing_authority",
            "usual_days": None, "result_label": "ผล",
            "outcomes": [
                {"key": "yes", "label": "อนุญาต", "next": "finish", "tone": "good"},
                {"key": "no", "label": "ยับยั้ง", "next": "wait", "tone": "warn", "returns": True},
            ],
            "next": "finish", "sources": ["book"],
        },
        {
            "key": "wait", "title": "รอ", "role": "applicant", "branch": True, "usual_days": None,
            "periods": [{"days": 90, "counts_from": "receive.asked_on", "source": "book"}],
            "next": "decide", "sources": ["book"],
        },
    ],
}  # fmt: skip


def write(
    folder: Path, content: dict[str, Any] | str, name: str = "dms/resignation@1.yaml"
) -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    text = content if isinstance(content, str) else yaml.safe_dump(content, allow_unicode=True)
    file.write_text(text, encoding="utf-8")
    return file


def copy_of_right() -> dict[str, Any]:
    return yaml.safe_load(yaml.safe_dump(RIGHT))


def test_the_small_file_is_right(tmp_path: Path) -> None:
    procedure = load_file(write(tmp_path, RIGHT))
    assert [step.key for step in procedure.steps if not step.branch] == ["receive", "decide"]


def set_step(number: int, **values: Any) -> Callable[[dict[str, Any]], None]:
    return lambda content: content["steps"][number].update(values)


def outcome(number: int, **values: Any) -> Callable[[dict[str, Any]], None]:
    return lambda content: content["steps"][1]["outcomes"][number].update(values)


def period(**values: Any) -> Callable[[dict[str, Any]], None]:
    return lambda content: content["steps"][2]["periods"][0].update(values)


def another_step(**values: Any) -> Callable[[dict[str, Any]], None]:
    step = {
        "key": "lost", "title": "หลง", "role": "registry", "usual_days": 1, "branch": True,
        "next": "finish", "sources": ["book"], **values,
    }  # fmt: skip
    return lambda content: content["steps"].append(step)


WRONG: list[tuple[str, Callable[[dict[str, Any]], Any], str, str]] = [
    ("unknown key", lambda c: c.update(colour="red"), "colour", "Extra inputs"),
    ("unknown key of a step", set_step(0, colour="red"), "steps.0.colour", "Extra inputs"),
    ("missing key", lambda c: c.pop("note"), "note", "Field required"),
    ("no steps", lambda c: c.update(steps=[]), "steps", "at least 1"),
    ("unknown role", set_step(0, role="king"), "steps.0.role", "Input should be"),
    ("negative days", set_step(0, usual_days=-1), "steps.0.usual_days", "greater than or equal"),
    ("no source of a step", set_step(0, sources=[]), "steps.0.sources", "at least 1"),
    ("unknown source", set_step(0, sources=["web"]), "steps.receive.sources", "unknown source web"),
    ("unknown source of a period", period(source="web"), "steps.wait.sources", "unknown source web"),
    ("another agency's id", lambda c: c.update(id="doh.resignation"), "id", "agency.case_type"),
    ("another version", lambda c: c.update(version=2), "version", "file's name"),
    (
        "another folder",
        lambda c: c.update(id="sao.resignation", agency="sao"),
        "agency",
        "does not agree with the folder",
    ),
    ("two sources of a key", lambda c: c["sources"].append(c["sources"][0]), "sources.book", "duplicate"),
    ("two papers of a key", lambda c: c["papers"].append(c["papers"][0]), "papers.letter", "duplicate"),
    ("two steps of a key", another_step(key="wait"), "steps.wait", "duplicate key"),
    ("two outcomes of a key", outcome(1, key="yes"), "steps.decide.outcomes.yes", "duplicate key"),
    (
        "two remarks of a key",
        lambda c: c["steps"][0]["remark"][1].update(key="asked_on"),
        "steps.receive.remark.asked_on",
        "duplicate key",
    ),
    ("a step called finish", another_step(key="finish"), "steps.finish", "kept for the end"),
    ("unknown next", set_step(0, next="nowhere"), "steps.receive.next", "unknown step nowhere"),
    ("unknown next of an outcome", outcome(1, next="nowhere"), "steps.decide.next", "unknown step"),
    ("next is no outcome's", set_step(1, next="receive"), "steps.decide.next", "one of the outcomes"),
    ("outcomes without a label", set_step(1, result_label=""), "steps.decide.result_label", "belongs"),
    ("a label without outcomes", set_step(0, result_label="ผล"), "steps.receive.result_label", "belongs"),
    (
        "a choice without choices",
        lambda c: c["steps"][0]["remark"][1].update(choices=[]),
        "steps.receive.remark.how",
        "choices belong",
    ),
    (
        "choices without a choice",
        lambda c: c["steps"][0]["remark"][1].update(kind="text"),
        "steps.receive.remark.how",
        "choices belong",
    ),
    ("days and months", period(months=3), "steps.wait.periods", "exactly one of days"),
    ("neither days nor months", period(days=None), "steps.wait.periods", "exactly one of days"),
    ("no such date", period(counts_from="receive.how"), "steps.wait.periods", "cannot count from"),
    ("unknown level", period(levels=["K9"]), "steps.2.periods.0.levels.0", "Input should be"),
    ("a branch on the main path", set_step(0, branch=True), "steps.receive.branch", "off the main path"),
    ("a step off the main path", set_step(2, branch=False), "steps.wait.branch", "off the main path"),
    ("unreachable", another_step(), "steps.lost", "unreachable"),
    (
        "a dead end",
        lambda c: (
            outcome(0, next="receive")(c), set_step(1, next="receive")(c)
        ),
        "steps.receive.next",
        "dead end",
    ),
    ("a dead end on a branch", set_step(2, next="wait"), "steps.wait.next", "dead end"),
    ("returns and never comes back", set_step(2, next="finish"), "steps.decide.outcomes.no", "never comes"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("way", "key", "message"), [w[1:] for w in WRONG], ids=[w[0] for w in WRONG]
)
def test_a_wrong_file_never_loads(
    tmp_path: Path, way: Callable[[dict[str, Any]], Any], key: str, message: str
) -> None:
    content = copy_of_right()
    way(content)
    with pytest.raises(ProcedureError) as problem:
        load_file(write(tmp_path, content))
    assert problem.value.file == "resignation@1.yaml"
    assert problem.value.key == key
    assert message in problem.value.message


@pytest.mark.parametrize(
    ("text", "key", "message"),
    [
        ("id: a\nid: b\n", "id", "duplicate key in line 2"),
        ("a: [", "", "not YAML"),
        ("just text", "", "must hold a mapping"),
    ],
)
def test_bad_yaml_never_loads(tmp_path: Path, text: str, key: str, message: str) -> None:
    with pytest.raises(ProcedureError) as problem:
        load_file(write(tmp_path, text))
    assert (problem.value.key, message in problem.value.message) == (key, True)


# Versions and agencies.


def test_a_new_version_serves_from_its_first_day(tmp_path: Path) -> None:
    write(tmp_path, RIGHT)
    second = {**copy_of_right(), "version": 2, "in_force_from": dt.date(2025, 1, 1)}
    write(tmp_path, second, "dms/resignation@2.yaml")
    write(tmp_path, "read me", "dms/notes.yaml")
    assert versions(Agency.DMS, CaseType.RESIGNATION, tmp_path) == (1, 2)
    assert versions(Agency.DMS, CaseType.PROMOTION, tmp_path) == ()
    assert released(tmp_path) == (("dms.resignation", 1), ("dms.resignation", 2))
    for day, version, held in (
        (dt.date(2023, 12, 31), 1, False),
        (dt.date(2024, 1, 1), 1, False),
        (dt.date(2024, 4, 25), 1, False),
        (dt.date(2024, 4, 26), 1, True),
        (dt.date(2024, 12, 31), 1, True),
        (dt.date(2025, 1, 1), 2, True),
    ):
        found = in_force(Agency.DMS, CaseType.RESIGNATION, day, tmp_path)
        assert (found.procedure.version, found.rules_held) == (version, held)
        assert found.borrowed is False


def test_an_agency_without_its_own_borrows(tmp_path: Path) -> None:
    lent = {**copy_of_right(), "id": "doh.resignation", "agency": "doh"}
    write(tmp_path, lent, "doh/resignation@1.yaml")
    found = in_force(Agency.SAO, CaseType.RESIGNATION, dt.date(2025, 1, 1), tmp_path)
    assert (found.procedure.id, found.borrowed, found.rules_held) == (
        "doh.resignation",
        True,
        False,
    )
    with pytest.raises(ProcedureError, match="no procedure"):
        in_force(Agency.SAO, CaseType.PROMOTION, dt.date(2025, 1, 1), tmp_path)


# When a step is due.


def due(step: str, started_on: dt.date, dates: dict[str, dt.date] | None = None) -> DueDate | None:
    return due_date(
        load("doh.promotion", 1).step(step),
        started_on=started_on,
        matter=Matter(dates or {}),
        holidays=NO_HOLIDAYS,
    )


def test_usual_days_are_working_days_and_not_the_law() -> None:
    found = due("check", started_on=dt.date(2024, 5, 31))
    assert found == DueDate(dt.date(2024, 6, 4), legal=False, reason="ปกติ 2 วันทำการ")


def test_a_legal_period_says_its_length() -> None:
    found = due("objection", started_on=dt.date(2024, 7, 1), dates={"announce.announced_on": dt.date(2024, 7, 1)})  # fmt: skip
    assert found is not None
    assert (found.legal, found.reason) == (True, "ภายใน 30 วัน")
    found = due("revise_minor", started_on=dt.date(2024, 7, 1), dates={"notify_minor": dt.date(2024, 7, 1)})  # fmt: skip
    assert found is not None
    assert found.reason == "ภายใน 3 เดือน"


def test_no_starting_day_gives_no_last_day() -> None:
    assert due("objection", started_on=dt.date(2024, 7, 1)) is None
    assert due("committee", started_on=dt.date(2024, 7, 1)) is None
    assert due("submit_work", started_on=dt.date(2024, 7, 1)) is None


def test_a_period_may_count_from_its_own_start(tmp_path: Path) -> None:
    content = copy_of_right()
    content["steps"][2]["periods"] = [{"months": 1, "moves": False, "source": "book"}]
    step = load_file(write(tmp_path, content)).step("wait")
    found = due_date(step, started_on=dt.date(2024, 5, 31), matter=Matter(), holidays=NO_HOLIDAYS)
    assert found is not None
    assert found.day == dt.date(2024, 6, 30)  # a Sunday, and it does not move


def test_levels_decide_which_period_binds() -> None:
    step = load("doh.promotion", 1).step("submit_work")
    extensions = {level: step.period_for(level) for level in Level}
    assert {k: v.extension_months for k, v in extensions.items() if v} == {Level.K3: 3, Level.K4: 6}
