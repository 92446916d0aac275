"""A round made final is stopped at any moment before its end with nothing stored."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from hrdesk.models import AuditEntry, CalculationRun, Person, SalaryRecord, SalaryRound
from hrdesk.services.access import SYSTEM
from hrdesk.services.salary_choices import propose_round
from hrdesk.services.salary_final import finalise_round
from tests.services.payroll_people import Someone
from tests.services.salary_sample import do, met, opened, view


class Stopped(Exception):
    """The user asked to stop."""


def everything(database):
    with database.read(SYSTEM) as uow:
        counts = [
            uow.session.scalar(select(func.count()).select_from(model))
            for model in (AuditEntry, CalculationRun, SalaryRecord)
        ]
        states = list(uow.session.scalars(select(SalaryRound.state)))
        return counts, states, list(uow.session.scalars(select(Person.salary)))


def test_stopped_anywhere_nothing_is_stored_and_it_can_be_done_again(sqlite_database):
    people = [Someone(name, level="K2", salary="15050") for name in ("กมล", "ขจร")]
    round_id = opened(sqlite_database, people, ["95", "80"])
    do(sqlite_database, lambda uow: propose_round(uow, round_id))
    met(sqlite_database, round_id)
    version = view(sqlite_database, round_id).version
    before = everything(sqlite_database)
    steps = []
    for last in range(6):

        def watch(done, total, last=last):
            steps.append((done, total))
            if done == last:
                raise Stopped

        with pytest.raises(Stopped), sqlite_database.work(SYSTEM) as uow:
            uow.watch = watch
            finalise_round(uow, round_id, version)
        assert everything(sqlite_database) == before
    assert steps[-6:] == [(each, 5) for each in range(6)]
    with sqlite_database.work(SYSTEM) as uow:
        assert finalise_round(uow, round_id, version).value
    assert everything(sqlite_database) != before
