"""An invented appraisal round and the salary round over it, for the office of the sample data."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from hrdesk.rules.dates import BE_OFFSET
from hrdesk.services.appraisal_rounds import (
    AddPeople,
    Appraiser,
    OpenAppraisalRound,
    Seen,
    add_people,
    open_appraisal_round,
)
from hrdesk.services.appraisals import Acknowledgement, SetTotals, acknowledge, screen, set_totals
from hrdesk.services.payrolls import TakePayroll, take_payroll
from hrdesk.services.queries.appraisals import appraisal_round, people_to_add
from hrdesk.services.salary_law import PERCENTAGE, offered_schemes, payroll_day
from hrdesk.services.salary_rounds import OpenRound, open_round
from hrdesk.services.unit_of_work import UnitOfWork

_BEST, _STEP_DOWN = Decimal("97.5"), Decimal("1.25")
_UNHEARD = 3  # people who have not seen their result yet
_TABLE = "2552"
_BANDS = {"ดีเด่น": "3.3", "ดีมาก": "2.9", "ดี": "2.5", "พอใช้": "1.5"}


def add_sample_rounds(uow: UnitOfWork) -> None:
    """Add the newest half-year's appraisal with its results, and a department's open salary round."""
    year, number = _newest(uow.clock.today())
    round_id = open_appraisal_round(uow, OpenAppraisalRound(year, number)).value
    seen = add_results(uow, round_id)
    today = uow.clock.today()
    acknowledge(uow, Acknowledgement(seen[:-_UNHEARD], "acknowledged", today))
    if PERCENTAGE in offered_schemes(uow):
        payroll = take_payroll(uow, TakePayroll(PERCENTAGE, payroll_day(PERCENTAGE, year, number)))
        options = {"table": _TABLE, "bands": _BANDS}
        open_round(
            uow, OpenRound(PERCENTAGE, year, number, payroll.value, round_id, options=options)
        )


def add_results(uow: UnitOfWork, round_id: int) -> tuple[Seen, ...]:
    """Put everybody into an appraisal round with a result; returns the appraisals."""
    people = tuple(person.id for person in people_to_add(uow, round_id) if person.staff)
    who = Appraiser(name="นายสมมติ ผู้บังคับบัญชา", post="หัวหน้าส่วนราชการ")
    add_people(uow, AddPeople(round_id, people, who))
    lines = appraisal_round(uow, round_id).lines
    scored = []
    for place, line in enumerate(lines):
        score = _BEST - _STEP_DOWN * ((place * 7 + 3) % max(len(lines), 1))
        done = set_totals(uow, SetTotals(line.id, line.version, score, score - 1)).value
        scored.append(Seen(done.appraisal_id, done.version))
    return screen(uow, scored, "agreed").value


def _newest(today: dt.date) -> tuple[int, int]:
    """The BE year and number of the newest round whose payroll day has come."""
    for number, month in ((2, 9), (1, 3)):
        if today >= dt.date(today.year, month, 1):
            return today.year + BE_OFFSET, number
    return today.year + BE_OFFSET - 1, 2
