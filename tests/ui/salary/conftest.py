"""An office with a payroll, results and a salary round of any scheme, and the page that shows it."""

from __future__ import annotations

import datetime as dt

import pytest

from hrdesk.models import Appraisal, AppraisalRound, Office
from hrdesk.services.access import SYSTEM, Role
from hrdesk.services.payrolls import TakePayroll, take_payroll
from hrdesk.services.salary_rounds import OpenRound, open_round
from hrdesk.ui import theme
from hrdesk.ui.context import Route
from hrdesk.ui.menu import PAGES
from tests.services.payroll_people import Someone, make_people
from tests.services.salary_sample import close_appraisal
from tests.ui.conftest import OfficeClock

YEAR = 2570
DAY = dt.date(2027, 3, 20)
_UNITS = ("สำนักปลัด", "กองคลัง", "กองช่าง")
_STAFF = {"step": "official", "contract": "contract", "percentage": "civil_servant"}
_KIND = {
    "step": "local_official", "contract": "contract_employee", "percentage": "civil_servant",
}  # fmt: skip
NAMES = (
    "กมล", "ขจร", "คำแก้ว", "งามตา", "จันทร์", "ฉวี", "ชัย", "ซ่อนกลิ่น", "ญาดา", "ฐิติ",
    "ณรงค์", "ดวงใจ", "ตุลา", "ถวิล", "ทองดี", "ธิดา", "นภา", "บุญมา", "ปรานี", "ผกา",
)  # fmt: skip


def someone(scheme: str, place: int) -> Someone:
    """Return one of the people; the last but one came late, so that they have no right."""
    late = place == len(NAMES) - 2
    level, salary = ("K2", "15050") if place % 3 else ("O2", "13470")
    if scheme == "percentage":
        level, salary = "K2", f"{24690 + 430 * place}"
    if scheme == "contract":
        level, salary = "", f"{9400 + 200 * place}"
    return Someone(
        NAMES[place],
        level=level,
        salary=salary,
        employment=_KIND[scheme],
        unit=_UNITS[place % len(_UNITS)],
        run="2027-02-15" if late else "2015-05-01",
    )


@pytest.fixture
def office_clock():
    return OfficeClock(DAY)


@pytest.fixture
def make_round(office_database, office_clock):
    """Make twenty people, their payroll, results and a round: ``make_round("step")``."""

    def make(
        scheme: str = "step", *, heads: int = len(NAMES), opened: bool = True, number: int = 1
    ) -> int:
        number = 2 if scheme == "contract" else number
        day = dt.date(2027, 9 if number == 2 else 3, 1)
        office_clock.moment = dt.datetime.combine(day.replace(day=20), dt.time(3), dt.UTC)
        with office_database.work(SYSTEM) as uow:
            uow.session.get_one(Office, 1).agency = "dms" if scheme == "percentage" else "sao"
        people = make_people(office_database, [someone(scheme, each) for each in range(heads)])
        with office_database.work(SYSTEM) as uow:
            results = AppraisalRound(
                year=YEAR, number=number, first=dt.date(2026, 10, 1), last=dt.date(2027, 3, 31)
            )
            uow.session.add(results)
            uow.session.flush()
            results_id = results.id
            for place, person in enumerate(people):
                score = str(98 - place * 2) if place < heads - 1 else ""
                uow.session.add(
                    Appraisal(
                        round_id=results_id, person_id=person, staff=_STAFF[scheme],
                        achievement=score, competency=score,
                    )
                )  # fmt: skip
        with office_database.work(SYSTEM) as uow:
            payroll = take_payroll(uow, TakePayroll(scheme, day)).value
            close_appraisal(uow, results_id)
        if not opened:
            return payroll
        with office_database.work(SYSTEM) as uow:
            return open_round(uow, OpenRound(scheme, YEAR, number, payroll, results_id)).value

    return make


@pytest.fixture
def routes():
    return []


@pytest.fixture
def open_page(qtbot, office_ctx, office_user, routes):
    """Show a page to a role: ``open_page("salary_round", 1, tab="allocate")``."""

    def show(name, id_=None, role=Role.OFFICER, size=(1180, 640), **params):
        page = PAGES[name].load()(office_ctx(office_user(role), routes))
        qtbot.addWidget(page)
        page.resize(*size)
        page.show()
        page.open(Route(name, id_, params))
        settle(page)
        return page

    return show


@pytest.fixture
def styled(qapp, office_ctx):
    """Dress the application in the light theme; the old dress comes back."""
    before = qapp.styleSheet(), qapp.font(), qapp.palette()
    theme.apply(qapp, office_ctx().settings)
    yield qapp
    qapp.setStyleSheet(before[0])
    qapp.setFont(before[1])
    qapp.setPalette(before[2])


def settle(page):
    assert page.ctx.tasks.wait_idle()
