"""Two people at one salary round: nothing is written over, nothing unseen is made final."""

from __future__ import annotations

from decimal import Decimal

import pytest

from hrdesk.services.access import SYSTEM
from hrdesk.services.errors import DomainError
from hrdesk.services.queries.salary_rounds import round_version
from hrdesk.services.salary_choices import SetChoice, propose_round, set_choice
from hrdesk.services.salary_rounds import adopt_copy, copy_round
from tests.services.payroll_people import Someone
from tests.services.salary_sample import choose, do, opened, see, view

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
def test_a_choice_that_was_made_anew_is_not_the_one_that_was_seen(sqlite_database, meanwhile):
    round_id = three(sqlite_database)
    choose(sqlite_database, round_id, {0: "0"}, "มติ")
    seen = view(sqlite_database, round_id).lines[0]
    meanwhile(sqlite_database, round_id)
    before = view(sqlite_database, round_id).lines[0]
    late = SetChoice(round_id, seen.row_id, ONE, "ช้า", seen.choice_version)
    assert refused(sqlite_database, lambda uow: set_choice(uow, late)).code == "edit_conflict"
    assert view(sqlite_database, round_id).lines[0] == before


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
