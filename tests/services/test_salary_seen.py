"""Two people at one salary round: nothing is written over, nothing unseen is made final."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from hrdesk.services.access import SYSTEM
from hrdesk.services.errors import DomainError
from hrdesk.services.payroll_conduct import SetFacts, set_facts
from hrdesk.services.payrolls import EditRow, TakePayroll, edit_row, freeze, take_payroll
from hrdesk.services.queries.payrolls import payroll
from hrdesk.services.queries.salary_rounds import round_version
from hrdesk.services.salary_choices import SetChoice, propose_round, set_choice
from hrdesk.services.salary_final import finalise_round
from hrdesk.services.salary_rounds import adopt_copy, copy_round
from hrdesk.services.seen import payroll_seen, round_seen
from tests.services.payroll_people import Someone, make_people
from tests.services.salary_sample import choose, do, met, opened, see, view

ONE, HALF = Decimal(1), Decimal("0.5")
_SCORES = ["95", "94", "93"]


def refused(database, call) -> DomainError:
    with pytest.raises(DomainError) as caught, database.work(SYSTEM) as uow:
        call(uow)
    return caught.value


def three(database) -> int:
    people = [Someone(f"คน{at}") for at in range(1, 4)]
    return opened(database, people, _SCORES)


def _taken_back(database, round_id):
    """The first choice taken back and made again by somebody else."""
    choose(database, round_id, {0: None})
    choose(database, round_id, {0: "0.5"}, "คนอื่นเลือก")


def _proposed(database, round_id):
    do(database, lambda uow: propose_round(uow, round_id, keep=False))


def _adopted(database, round_id):
    copy = do(database, lambda uow: copy_round(uow, round_id, "ก"))
    choose(database, copy, {0: "0.5"}, "ลอง")
    version = see(database, lambda uow: round_version(uow, round_id))
    do(database, lambda uow: adopt_copy(uow, copy, version))


@pytest.mark.parametrize("meanwhile", [_taken_back, _proposed, _adopted])
def test_a_choice_that_was_made_anew_is_not_the_one_that_was_seen(database, meanwhile):
    round_id = three(database)
    choose(database, round_id, {0: "0"}, "มติ")
    seen = view(database, round_id).lines[0]
    meanwhile(database, round_id)
    before = view(database, round_id).lines[0]
    late = SetChoice(round_id, seen.row_id, ONE, "ช้า", seen.choice_version)
    assert refused(database, lambda uow: set_choice(uow, late)).code == "edit_conflict"
    assert view(database, round_id).lines[0] == before


def test_what_takes_the_place_of_all_choices_needs_the_round_that_was_seen(sqlite_database):
    round_id = three(sqlite_database)
    seen = view(sqlite_database, round_id).version
    copy = do(sqlite_database, lambda uow: copy_round(uow, round_id, "ก"))
    do(sqlite_database, lambda uow: propose_round(uow, round_id, seen))
    for late in (
        lambda uow: propose_round(uow, round_id, seen, keep=False),
        lambda uow: adopt_copy(uow, copy, seen),
    ):
        assert refused(sqlite_database, late).code == "edit_conflict"
    assert {line.chosen for line in view(sqlite_database, round_id).lines} != {None}


def _other_choice(database, round_id):
    choose(database, round_id, {1: "0"}, "คนอื่นเลือก")


def _other_reason(database, round_id):
    choose(database, round_id, {1: "0.5"}, "เหตุผลอื่น")


def _other_fact(database, round_id):
    line = view(database, round_id).lines[2]
    late = SetFacts(line.row_id, line.row_version, {**line.facts, "late_times": 1}, line.special)
    do(database, lambda uow: set_facts(uow, late))


@pytest.mark.parametrize("meanwhile", [_other_choice, _other_reason, _other_fact])
def test_only_what_was_seen_is_made_final(sqlite_database, meanwhile):
    round_id = three(sqlite_database)
    choose(sqlite_database, round_id, dict.fromkeys(range(3), "0.5"), "มติ")
    met(sqlite_database, round_id)
    seen = view(sqlite_database, round_id)
    mark = round_seen(seen.lines, seen.rows)
    meanwhile(sqlite_database, round_id)
    late = refused(
        sqlite_database, lambda uow: finalise_round(uow, round_id, seen.version, seen=mark)
    )
    assert late.code == "round_changed"
    assert view(sqlite_database, round_id).state == "open"
    now = view(sqlite_database, round_id)
    assert now.version == seen.version
    mark = round_seen(now.lines, now.rows)
    do(sqlite_database, lambda uow: finalise_round(uow, round_id, now.version, seen=mark))


def test_what_a_page_keeps_of_its_own_choices_is_what_stands(sqlite_database):
    round_id = three(sqlite_database)
    begun = view(sqlite_database, round_id)
    [done] = choose(sqlite_database, round_id, {0: "0.50"}, " มติ ")
    line = replace(begun.lines[0], chosen=Decimal("0.50"), reason=done.reason)
    now = view(sqlite_database, round_id)
    kept = round_seen([line, *begun.lines[1:]], [done.row, *begun.rows[1:]])
    assert kept == round_seen(now.lines, now.rows)


def test_only_the_payroll_that_was_seen_is_frozen(sqlite_database):
    make_people(sqlite_database, [Someone("คน1", salary="15050"), Someone("คน2", salary="15050")])
    taken = TakePayroll("step", dt.date(2026, 9, 1))
    id_ = do(sqlite_database, lambda uow: take_payroll(uow, taken))
    seen = see(sqlite_database, lambda uow: payroll(uow, id_))
    row = seen.rows[1]
    given = (row.post_number, row.post_title, row.type, row.level, row.unit)
    edit = EditRow(row.id, row.version, *given, Decimal(15430))
    do(sqlite_database, lambda uow: edit_row(uow, edit))

    def mark(shown):
        return payroll_seen(shown.line.scheme, shown.line.taken_on, shown.rows)

    late = refused(sqlite_database, lambda uow: freeze(uow, id_, seen.line.version, mark(seen)))
    assert late.code == "payroll_changed"
    now = see(sqlite_database, lambda uow: payroll(uow, id_))
    assert not now.line.frozen
    sealed = do(sqlite_database, lambda uow: freeze(uow, id_, now.line.version, mark(now)))
    assert sealed == mark(now)
