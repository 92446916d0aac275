"""A local office with eight people and, where asked, a round over seven of them."""

from __future__ import annotations

import pytest

from hrdesk.models import Office, Person, Post
from hrdesk.services import appraisal_rounds as rounds
from hrdesk.services.access import SYSTEM
from hrdesk.ui.context import Route
from hrdesk.ui.menu import PAGES
from tests.services.offices import make_person

NAMES = ("กานดา", "ปิติ", "มานะ", "ชูใจ", "วีระ", "สมคิด", "ญาดา", "ก๋วยเตี๋ยว")
_UNITS = ("สำนักปลัด", "กองคลัง", "กองช่าง")


@pytest.fixture
def people(office_database):
    with office_database.work(SYSTEM) as uow:
        uow.session.get_one(Office, 1).agency = "sao"
    ids = [make_person(office_database, name, "สมมติสุข") for name in NAMES]
    with office_database.work(SYSTEM) as uow:
        for place, id_ in enumerate(ids):
            person = uow.session.get_one(Person, id_)
            person.employment = "local_official" if place < 6 else "contract_employee"
            uow.session.get_one(Post, person.post_id).unit = _UNITS[place % 3]
    return ids


@pytest.fixture
def round_id(office_database, people):
    with office_database.work(SYSTEM) as uow:
        made = rounds.open_appraisal_round(uow, rounds.OpenAppraisalRound(2570, 1)).value
        boss = rounds.Appraiser(None, "นายกตัญญู สมมติชัย", "ปลัดองค์การบริหารส่วนตำบล")
        rounds.add_people(uow, rounds.AddPeople(made, tuple(people[:-1]), boss))
    return made


@pytest.fixture
def show(qtbot, office_ctx):
    """Show a page: ``page, ctx, routes = show("appraisal_round", round_id)``."""

    def make(name: str, id_: int | None = None, **params: str):
        routes: list[Route] = []
        ctx = office_ctx(routes=routes)
        page = PAGES[name].load()(ctx)
        qtbot.addWidget(page)
        page.resize(1100, 640)
        page.show()
        page.open(Route(name, id_, params))
        assert ctx.tasks.wait_idle()
        return page, ctx, routes

    return make
