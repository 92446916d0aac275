"""Procedures as text: writing keeps every fact, the office's copy is whole, all faults are told."""

from __future__ import annotations

import datetime as dt

import pytest

from hrdesk.rules.procedure import ProcedureError, load, released
from hrdesk.rules.procedure_faults import Fault, faults_of
from hrdesk.rules.procedure_file import parse_procedure
from hrdesk.rules.procedure_text import (
    copied,
    main_path,
    program_text,
    read_document,
    settled,
    write_document,
)

DAY = dt.date(2026, 12, 1)


def office_copy(ref: str = "doh.resignation") -> dict:
    document = read_document(program_text(ref, 1))
    return copied(document, number=3, agency="dms", in_force_from=DAY)


@pytest.mark.parametrize("ref", released(), ids=lambda ref: f"{ref[0]}@{ref[1]}")
def test_a_written_document_reads_as_the_same_procedure(ref) -> None:
    text = write_document(read_document(program_text(*ref)))
    assert parse_procedure("again", text) == load(*ref)
    assert write_document(read_document(text)) == text


@pytest.mark.parametrize("ref", released(), ids=lambda ref: f"{ref[0]}@{ref[1]}")
def test_an_offices_copy_of_any_procedure_may_be_used(ref) -> None:
    document = read_document(program_text(*ref))
    made = copied(document, number=2, agency="sao", in_force_from=DAY)
    text = write_document(settled(made))
    assert faults_of(text) == ()
    procedure = parse_procedure("own", text)
    assert procedure.id == f"office.{procedure.case_type.value}"
    assert (procedure.version, procedure.agency.value) == (2, "sao")
    assert procedure.in_force_from == DAY
    assert procedure.rules_from == min(load(*ref).rules_from, DAY)
    assert {step.key for step in procedure.steps} == {step.key for step in load(*ref).steps}


def test_a_copy_does_not_touch_what_it_was_made_of() -> None:
    document = read_document(program_text("doh.resignation", 1))
    before = write_document(document)
    made = copied(document, number=1, agency="doh", in_force_from=DAY)
    made["steps"][0]["sources"].append("practice")
    assert write_document(document) == before


def test_law_held_from_a_day_to_come_is_held_from_the_first_day() -> None:
    document = read_document(program_text("doh.resignation", 1))
    early = dt.date(2020, 1, 1)
    assert copied(document, number=1, agency="doh", in_force_from=early)["rules_from"] == early
    document["rules_from"] = "some day"
    assert copied(document, number=1, agency="doh", in_force_from=DAY)["rules_from"] == DAY


def test_there_is_text_only_of_what_is_released() -> None:
    with pytest.raises(ProcedureError, match="no such procedure"):
        program_text("doh.resignation", 99)


@pytest.mark.parametrize(
    ("text", "place"),
    [("a: [", ""), ("steps: 3", "steps"), ("papers: [{label: x}]", "papers"), ("sources: [a]", "sources")],
)  # fmt: skip
def test_what_cannot_be_edited_is_refused(text, place) -> None:
    with pytest.raises(ProcedureError) as problem:
        read_document(text, "x")
    assert problem.value.key == place
    assert [fault.place for fault in faults_of(text)] == [place]


def test_what_is_empty_is_not_written_but_what_must_be_said_is() -> None:
    step = {
        "key": "a", "title": "ก", "role": "hr_officer", "usual_days": None, "produces": [],
        "result_label": "", "branch": False, "sources": ["s"], "next": "finish", "later": 1,
        "periods": [
            {"days": 3, "months": None, "moves": True, "source": "s"},
            {"days": 4, "moves": False, "source": "s"},
        ],
        "waits": [{"key": "w", "outcomes": [{"key": "o", "label": "", "tone": "good"}]}],
    }  # fmt: skip
    document = {
        "note": "", "id": "office.card", "person": True,
        "papers": [{"key": "p", "label": "ใบ", "required": False}],
        "sources": [{"key": "s", "instrument": "ข้อ", "note": ""}], "steps": [step],
    }  # fmt: skip
    assert write_document(document) == (
        "id: office.card\n"
        "note: ''\n"
        "\nsources:\n  - key: s\n    instrument: ข้อ\n"
        "\npapers:\n  - {key: p, label: ใบ, required: false}\n"
        "\nsteps:\n"
        "  - key: a\n    title: ก\n    role: hr_officer\n    usual_days: null\n"
        "    periods:\n      - {days: 3, source: s}\n      - {days: 4, moves: false, source: s}\n"
        "    waits:\n      - {key: w, outcomes: [{key: o, tone: good}]}\n"
        "    next: finish\n    sources: [s]\n    later: 1\n"
    )
    document["person"] = False
    assert "person: false\n" in write_document(document)


def test_branches_are_what_lies_off_the_main_path() -> None:
    document = office_copy()
    order = main_path(document)
    assert order == ["receive", "check", "decide", "order", "notify"]
    steps = {step["key"]: step for step in document["steps"]}
    steps["decide"]["next"] = "notify"
    made = settled(document)
    assert [step["key"] for step in made["steps"]] == [
        "receive", "check", "decide", "notify", "order", "amend_papers", "restrain", "notify_closed",
    ]  # fmt: skip
    assert [step["branch"] for step in made["steps"]] == [False] * 4 + [True] * 4
    assert main_path({"steps": []}) == []


def test_a_path_that_runs_in_a_circle_ends() -> None:
    document = office_copy()
    document["steps"][4]["next"] = "check"
    assert main_path(document) == ["receive", "check", "decide", "order", "notify"]


def test_every_fault_is_told_with_its_step() -> None:
    document = office_copy()
    document["steps"][1]["sources"] = ["nothing"]
    document["steps"][5]["next"] = "nowhere"
    found = faults_of(write_document(document))
    assert Fault("steps.check.sources", "unknown source nothing", "check") in found
    assert Fault("steps.amend_papers.next", "unknown step nowhere", "amend_papers") in found


def test_faults_of_shape_name_the_step_by_its_key() -> None:
    document = office_copy()
    document["steps"][2]["role"] = "nobody"
    document["papers"][1]["label"] = ""
    document["title"] = ""
    found = {(fault.place, fault.step) for fault in faults_of(write_document(document))}
    assert found == {("steps.decide.role", "decide"), ("papers.covering_letter.label", ""), ("title", "")}  # fmt: skip


def test_only_the_offices_own_is_released_here() -> None:
    assert [fault.place for fault in faults_of(program_text("doh.resignation", 1))] == ["id"]


def test_a_key_given_twice_is_a_fault() -> None:
    text = program_text("doh.resignation", 1) + "\ntitle: อีกครั้ง\n"
    assert [fault.place for fault in faults_of(text)] == ["title"]
