"""Salary rounds of invented people, for the tests of rounds and of what is printed of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from hrdesk.models import Appraisal, AppraisalRound
from hrdesk.rules.explanation import canonical
from hrdesk.services.access import SYSTEM
from hrdesk.services.database import Database
from hrdesk.services.kept import Final, keep
from hrdesk.services.payrolls import TakePayroll, take_payroll
from hrdesk.services.queries.appraisals import results_of
from hrdesk.services.queries.salary_rounds import RoundMeeting, RoundView, round_view
from hrdesk.services.salary_choices import SetChoice, propose_round, set_choices
from hrdesk.services.salary_final import finalise_round
from hrdesk.services.salary_law import payroll_day
from hrdesk.services.salary_rounds import OpenRound, open_round, record_meeting
from hrdesk.services.unit_of_work import UnitOfWork
from tests.services.payroll_people import Someone, make_people

YEAR = 2570


def do(database: Database, call):
    with database.work(SYSTEM) as uow:
        return call(uow).value


def see(database: Database, call):
    with database.read(SYSTEM) as uow:
        return call(uow)


def view(database: Database, round_id: int) -> RoundView:
    return see(database, lambda uow: round_view(uow, round_id))


def appraise(
    database: Database, scores: Mapping[int, str], number: int = 1, staff: str = "official"
) -> int:
    """An open appraisal round with these totals by person; the first call of a year makes it."""
    first, last = dt.date(2026, 10, 1), dt.date(2027, 3, 31)
    with database.work(SYSTEM) as uow:
        round_ = AppraisalRound(year=YEAR, number=number, first=first, last=last)
        uow.session.add(round_)
        uow.session.flush()
        uow.session.add_all(
            Appraisal(
                round_id=round_.id, person_id=person, staff=staff, achievement=score,
                competency=score,
            )
            for person, score in scores.items()
        )  # fmt: skip
        return round_.id


def close_appraisal(uow: UnitOfWork, appraisal_id: int) -> None:
    """An appraisal round closed with the results it has; one that is closed stays as it is."""
    round_ = uow.session.get_one(AppraisalRound, appraisal_id)
    if round_.state == "final":
        return
    order = [
        {
            "person": person, "level": each.level, "acknowledgement": "acknowledged",
            "total": "" if each.score is None else canonical(each.score),
        }
        for person, each in results_of(uow, appraisal_id).items()
    ]  # fmt: skip
    law = {"set": "sao", "version": "", "hash": ""}
    round_.state = "final"
    keep(uow, Final("appraisal_round", appraisal_id, {}, {"order": order}, {}, law))


def opened(
    database: Database,
    people: list[Someone],
    scores: list[str | None],
    scheme: str = "step",
    number: int = 1,
    **more,
) -> int:
    """A round over the register's people with those scores, in the order of the people."""
    agency = "dms" if scheme == "percentage" else "sao"
    ids = make_people(database, people, agency)
    staff = {"contract": "contract", "percentage": "civil_servant"}.get(scheme, "official")
    given = {id_: score for id_, score in zip(ids, scores, strict=True) if score is not None}
    appraisal = appraise(database, given, number, staff) if given else None
    return open_over(database, scheme, number, appraisal, **more)


def open_over(database: Database, scheme: str, number: int, appraisal: int | None, **more) -> int:
    taken = TakePayroll(scheme, payroll_day(scheme, YEAR, number))
    payroll = do(database, lambda uow: take_payroll(uow, taken))
    command = OpenRound(scheme, YEAR, number, payroll, appraisal, **more)
    return do(database, lambda uow: open_round(uow, command))


def choose(database: Database, round_id: int, amounts: Mapping[int, str | None], reason: str = ""):
    """Choose by the place in the payroll, 0 the first."""
    lines = view(database, round_id).lines
    commands = [
        SetChoice(
            round_id, lines[at].row_id, None if amount is None else Decimal(amount), reason,
            lines[at].choice_version,
        )
        for at, amount in amounts.items()
    ]  # fmt: skip
    return do(database, lambda uow: set_choices(uow, round_id, commands))


def met(database: Database, round_id: int, day: dt.date = dt.date(2026, 11, 19)) -> None:
    """The meeting that decides, after the appraisal round it goes by was closed."""
    appraisal = view(database, round_id).appraisal_round_id
    if appraisal is not None:
        with database.work(SYSTEM) as uow:
            close_appraisal(uow, appraisal)
    meeting = RoundMeeting(day, "1/2570", "เห็นชอบตามบัญชี")
    version = view(database, round_id).version
    do(database, lambda uow: record_meeting(uow, round_id, version, meeting))


def decided(database: Database, round_id: int) -> int:
    """The round made final as it is proposed; returns the id of what was kept."""
    do(database, lambda uow: propose_round(uow, round_id))
    met(database, round_id)
    return finalised(database, round_id)


def finalised(database: Database, round_id: int) -> int:
    version = view(database, round_id).version
    return do(database, lambda uow: finalise_round(uow, round_id, version))
