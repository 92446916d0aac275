"""Amending the office's law: what is asked, what is refused, what is written down."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from hrdesk.exchange.law_files import read_law, write_law
from hrdesk.models import AuditEntry, LawAmendment
from hrdesk.rules.citation import Citation
from hrdesk.rules.lawbook import LawBook
from hrdesk.services.errors import DomainError, Invalid
from hrdesk.services.office_law import (
    AmendRule,
    amend_rule,
    amend_rules,
    law_book,
    preview_amendment,
    withdraw_amendment,
)
from hrdesk.services.queries.law import law_in_force, law_rules, rule_detail
from tests.services.offices import RECEIVED, make_office, make_person, receive

RULE, POINTS = "doh.due.k3.months", "doh.score.move-k2"
LADDER = "sao.step.ladder"
CITED = Citation("ประกาศตัวอย่าง", "ข้อ ๒", dt.date(2026, 8, 1))


def command(rule: str = RULE, value: str = "9", **more) -> AmendRule:
    given = {
        "effective_on": RECEIVED,
        "citation": CITED,
        "reason": "มีประกาศใหม่",
        "based_on": LawBook.load().hash,
        **more,
    }
    return AmendRule(rule, value=value, **given)


@pytest.fixture
def office(database):
    make_office(database)
    return database


def amend(office, admin, wanted: AmendRule) -> int:
    with office.work(admin) as uow:
        return amend_rule(uow, wanted).value


def refused(office, admin, wanted: AmendRule) -> DomainError:
    with pytest.raises(DomainError) as caught:
        amend(office, admin, wanted)
    with office.read(admin) as uow:
        assert uow.session.query(LawAmendment).count() == 0
    return caught.value


def test_an_amendment_is_kept_with_who_when_and_why_and_is_shown(office, admin, clock):
    key = amend(office, admin, command())
    with office.read(admin) as uow:
        entry = uow.session.query(AuditEntry).filter_by(action="law.amended").one()
        assert (entry.entity_id, entry.reason, entry.changes["value"]) == (
            key, "มีประกาศใหม่", [None, "9"],
        )  # fmt: skip
        shown = rule_detail(uow, RULE, RECEIVED)
        before = rule_detail(uow, RULE, RECEIVED - dt.timedelta(days=1))
        lines = {line.id: line for line in law_rules(uow, RECEIVED)}
    assert [(v.value, v.in_force) for v in shown.values] == [(6, False), (9, True)]
    assert [v.in_force for v in before.values] == [True, False]
    assert shown.values[1].amendment == shown.amendments[0]
    amendment = shown.amendments[0]
    assert (amendment.made_by, amendment.made_at, amendment.citation) == (
        admin.name, clock.now(), CITED,
    )  # fmt: skip
    assert lines[RULE].amended
    assert not lines["doh.due.k4.months"].amended


def test_the_preview_tells_before_and_after_and_stores_nothing(office, admin):
    with office.read(admin) as uow:
        seen = preview_amendment(uow, command(citation=Citation(""), reason=""))
        assert (seen.before, seen.after) == (6, 9)
        assert uow.session.query(LawAmendment).count() == 0


def test_what_is_not_filled_in_is_named(office, admin):
    empty = AmendRule(RULE, None, " ", Citation(" "), "", LawBook.load().hash)
    problem = refused(office, admin, empty)
    assert isinstance(problem, Invalid)
    assert {p.field for p in problem.problems} == {"effective_on", "value", "instrument", "reason"}


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (command(value="หก"), "law_value_refused"),
        (command("doh.unknown"), "law_value_refused"),
        (command(POINTS, "{person: 30, ability: 50, other: 21}"), "law_value_refused"),
        (command(POINTS, "{person: 30, ability: 50, unlabelled: 20}"), "law_breaks"),
        (command("dms.score.methods", '{each: "60"}'), "law_breaks"),
        (command(LADDER, "", table="group,other\n1,2\n"), "law_table_heads"),
        (command(based_on="0" * 16), "law_changed_meanwhile"),
    ],
)  # fmt: skip
def test_a_value_that_the_law_cannot_work_with_is_refused(office, admin, wanted, code):
    assert refused(office, admin, wanted).code == code


def test_points_and_their_labels_can_be_changed_together(office, admin):
    labels = command(f"{POINTS}.labels", "{person: ข้อมูลบุคคล, ability: ความรู้, unlabelled: อื่นๆ}")
    points = command(POINTS, "{person: 30, ability: 50, unlabelled: 20}")
    with office.work(admin) as uow:
        made = amend_rules(uow, (labels, points)).value
    with pytest.raises(DomainError) as caught, office.work(admin) as uow:
        withdraw_amendment(uow, made[0], "ผิด")
    assert caught.value.code == "law_breaks"


def test_a_table_is_kept_under_a_name_of_its_own(office, admin):
    rows = LawBook.load().parameters("sao")[LADDER].values[0]
    text = ",".join(rows[0]) + "\n" + "\n".join(",".join(row.values()) for row in rows[:2]) + "\n"
    amend(office, admin, command(LADDER, "", table=text))
    with office.read(admin) as uow:
        read = law_book(uow).at(RECEIVED, "sao").read(LADDER).value
        assert [dict(row) for row in read] == [dict(row) for row in rows[:2]]


def test_withdrawing_takes_the_value_out_and_keeps_it_readable(office, admin, officer):
    key = amend(office, admin, command())
    receive(office, officer, make_person(office))
    with office.read(admin) as uow:
        assert rule_detail(uow, RULE, RECEIVED).amendments[0].running == 1
    with pytest.raises(DomainError) as caught, office.work(admin) as uow:
        withdraw_amendment(uow, key, " ")
    assert caught.value.code == "required"
    with office.work(admin) as uow:
        withdraw_amendment(uow, key, "พิมพ์ผิด")
    with office.read(admin) as uow:
        shown = rule_detail(uow, RULE, RECEIVED)
        assert [value.value for value in shown.values] == [6]
        assert shown.amendments[0].withdrawn_reason == "พิมพ์ผิด"
        assert shown.amendments[0].withdrawn_by == admin.name
    for wrong, code in ((key, "law_already_withdrawn"), (key + 99, "not_found")):
        with pytest.raises(DomainError) as caught, office.work(admin) as uow:
            withdraw_amendment(uow, wrong, "อีกครั้ง")
        assert caught.value.code == code


def test_a_rule_tells_which_calculations_read_it_and_its_labels(office, admin):
    with office.read(admin) as uow:
        assert "deadline" in dict(rule_detail(uow, RULE, RECEIVED).used_by)
        shown = rule_detail(uow, POINTS, RECEIVED)
        assert shown.labels["person"] == "ข้อมูลบุคคล"
        assert f"{POINTS}.pass" in dict(shown.related)
        held = law_in_force(uow, [RULE, POINTS], dt.date(2000, 1, 1))
        assert held == ()
        with pytest.raises(DomainError):
            rule_detail(uow, "moph.unknown", RECEIVED)


def test_the_law_goes_out_as_yaml_and_comes_back_as_amendments(office, admin):
    program = LawBook.load()
    amend(office, admin, command())
    with office.read(admin) as uow:
        book = law_book(uow)
    text = write_law(book, [RULE, POINTS, LADDER], RECEIVED)
    again = read_law(text, book)
    assert (again.amendments, again.problems, again.same) == ((), (), 4)
    found = read_law(text, program)
    assert [(a.rule, a.effective_on, a.value.strip()) for a in found.amendments] == [
        (RULE, RECEIVED, "9")
    ]
    assert found.amendments[0].citation == replace(CITED)


def test_a_file_that_does_not_fit_names_each_rule(office):
    text = (
        "parameters:\n"
        "  doh.unknown: {values: {2026-01-01: 1}}\n"
        "  doh.due.k3.months: {unit: days, values: {2026-01-01: 1}}\n"
        "  doh.due.k4.months: {values: {2026-01-01: 7}}\n"
        "  doh.due.k3.extension: {values: {soon: 7}}\n"
    )
    found = read_law(text, LawBook.load())
    assert found.amendments == ()
    assert [rule for rule, _ in found.problems] == [
        "doh.unknown", "doh.due.k3.months", "doh.due.k4.months", "doh.due.k3.extension",
    ]  # fmt: skip
