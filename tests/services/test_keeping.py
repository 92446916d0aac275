"""How long finished matters are kept, by whose rule, and what falls due on which day."""

from __future__ import annotations

import datetime as dt

import pytest

from hrdesk.models import AuditEntry, Case, Office
from hrdesk.rules.codes import CaseType
from hrdesk.services.access import SYSTEM
from hrdesk.services.errors import DomainError, Invalid, NotAllowed
from hrdesk.services.keeping import SetRetention, set_retention
from hrdesk.services.queries.keeping import KeepingFilter, keeping_list, retention_rules
from tests.services.offices import make_office

D = dt.date
TEN = SetRetention(CaseType.RESIGNATION, "years", 10, "ระเบียบงานสารบรรณ")


@pytest.fixture
def office(database):
    make_office(database, "dhss")
    return database


def finished(database, ended, kind=CaseType.RESIGNATION, procedure="doh.resignation", version=1):
    with database.work(SYSTEM) as uow:
        now = uow.clock.now()
        number = uow.session.query(Case).count() + 1
        case = Case(
            year=2560,
            number=number,
            case_type=kind.value,
            procedure=procedure,
            procedure_version=version,
            person_id=None,
            person_name=f"ผู้ขอ {number}",
            person_sort_key="",
            received_on=D(2010, 1, 4),
            subject="เรื่อง",
            status="completed" if ended else "in_progress",
            since=ended or D(2010, 1, 4),
            completed_on=ended,
            search_text="",
            created_at=now,
            updated_at=now,
        )
        uow.session.add(case)
        uow.session.flush()
        return case.id


def keep(database, actor, command):
    with database.work(actor) as uow:
        return set_retention(uow, command)


def listed(database, actor, until, **more):
    with database.read(actor) as uow:
        return keeping_list(uow, KeepingFilter(until, **more))


def test_works_are_never_destroyed_by_the_manual_itself(office, officer):
    case = finished(office, D(2011, 1, 4), CaseType.PROMOTION, "dhss.promotion")
    found = listed(office, officer, D(2999, 1, 1), state="never")
    [row] = found.rows
    assert (row.id, row.falls_due, row.retention.kind) == (case, None, "never")
    assert "SOP-HR-P-๐๓๑" in row.retention.source
    assert dict(found.counts) == {"due": 0, "kept": 0, "never": 1, "unset": 0}


def test_without_a_rule_a_matter_waits_to_be_settled(office, officer):
    case = finished(office, D(2011, 1, 4))
    finished(office, None)
    assert [row.id for row in listed(office, officer, D(2026, 1, 1), state="unset").rows] == [case]


@pytest.mark.parametrize(
    ("ended", "until", "state"),
    [
        (D(2016, 11, 20), D(2026, 11, 19), "kept"),
        (D(2016, 11, 20), D(2026, 11, 20), "due"),
        (D(2016, 2, 29), D(2026, 2, 27), "kept"),
        (D(2016, 2, 29), D(2026, 2, 28), "due"),
        (D(2016, 2, 28), D(2026, 2, 28), "due"),
        (D(2016, 3, 1), D(2026, 2, 28), "kept"),
    ],
)
def test_it_falls_due_on_the_day_so_many_years_later(office, admin, ended, until, state):
    keep(office, admin, TEN)
    finished(office, ended)
    assert listed(office, admin, until).counts[state] == 1
    [row] = listed(office, admin, until, state=state).rows
    assert (row.falls_due <= until) is (state == "due")


def test_what_falls_due_first_comes_first_and_kinds_are_told_apart(office, admin):
    keep(office, admin, TEN)
    keep(office, admin, SetRetention(CaseType.TRANSFER_OUT, "years", 1, "มติ"))
    old = finished(office, D(2012, 5, 1))
    short = finished(office, D(2020, 5, 1), CaseType.TRANSFER_OUT, "doh.transfer_out")
    rows = listed(office, admin, D(2026, 11, 20)).rows
    assert [(row.id, row.falls_due) for row in rows] == [
        (short, D(2021, 5, 1)), (old, D(2022, 5, 1)),
    ]  # fmt: skip
    only = listed(office, admin, D(2026, 11, 20), case_type=CaseType.RESIGNATION)
    assert ([row.id for row in only.rows], only.total) == ([old], 1)


def test_a_long_list_says_how_long_it_is(office, admin):
    keep(office, admin, TEN)
    for day in (1, 2, 3):
        finished(office, D(2012, 5, day))
    with office.read(admin) as uow:
        found = keeping_list(uow, KeepingFilter(D(2026, 11, 20)), limit=2)
    assert (len(found.rows), found.total) == (2, 3)


def test_the_office_sets_its_class_and_takes_it_back(office, admin):
    with office.read(admin) as uow:
        version = uow.session.get_one(Office, 1).version
        uow.session.get_one(Office, 1).preferences  # noqa: B018 - read before it is changed
    keep(office, admin, TEN)
    with office.read(admin) as uow:
        rules = {rule.case_type: rule for rule in retention_rules(uow)}
        assert rules[CaseType.RESIGNATION].own
        assert rules[CaseType.RESIGNATION].retention.years == 10
        assert not rules[CaseType.PROMOTION].own
        assert rules[CaseType.PROMOTION].retention.kind == "never"
        assert rules[CaseType.REASSIGNMENT].retention is None
        assert uow.session.get_one(Office, 1).version == version
    assert keep(office, admin, TEN).changed == frozenset()
    keep(office, admin, SetRetention(CaseType.RESIGNATION, None))
    with office.read(admin) as uow:
        entries = uow.session.query(AuditEntry).filter_by(action="office.retention_set").all()
        assert [entry.changes["retention"] for entry in entries] == [
            [None, "เก็บ 10 ปี (ระเบียบงานสารบรรณ)"],
            ["เก็บ 10 ปี (ระเบียบงานสารบรรณ)", None],
        ]
        assert not any(rule.own for rule in retention_rules(uow))


@pytest.mark.parametrize(
    ("kind", "years", "source", "codes"),
    [
        ("years", 0, "มติ", {"retention_years"}),
        ("years", None, " ", {"retention_years", "required"}),
        ("years", 100, "มติ", {"retention_years"}),
        ("never", None, "", {"required"}),
        ("never", None, "ก" * 301, {"too_long"}),
    ],
)
def test_a_class_needs_its_years_and_its_source(office, admin, kind, years, source, codes):
    with pytest.raises(DomainError) as caught:
        keep(office, admin, SetRetention(CaseType.RESIGNATION, kind, years, source))
    refusal = caught.value
    problems = refusal.problems if isinstance(refusal, Invalid) else (refusal,)
    assert {problem.code for problem in problems} == codes


def test_an_officer_reads_but_does_not_set(office, officer):
    with pytest.raises(NotAllowed):
        keep(office, officer, TEN)
