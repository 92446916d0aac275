"""A few invented people of the office, matters of theirs, and a dressed window."""

from __future__ import annotations

import datetime as dt

import pytest

from hrdesk.rules import procedure
from hrdesk.rules.codes import CaseType
from hrdesk.services.access import SYSTEM, Role
from hrdesk.services.cases import OpenCase, TargetPost, open_case
from hrdesk.services.people import PostInput, SavePerson, save_person
from hrdesk.ui import theme
from hrdesk.ui.context import Route
from hrdesk.ui.pages.case.page import CasePage

RECEIVED = dt.date(2026, 11, 2)
TARGET = TargetPost(
    title="นักวิชาการสาธารณสุข",
    number="101",
    type="K",
    level="K3",
    job_series="นักวิชาการสาธารณสุข",
    unit="กองตัวอย่าง",
)
PEOPLE = {
    "somsri": ("นาง", "สมศรี", "ใจงาม", "101", "นักวิชาการสาธารณสุข", "K2"),
    "prasit": ("นาย", "ประสิทธิ์", "ก๋วยเตี๋ยวอร่อย", "102", "นักทรัพยากรบุคคล", "K2"),
}


class Desk:
    """What a test of this page needs: who works here, whom matters are about, doing things."""

    def __init__(self, database, user, people):
        self.database = database
        self.officer = user()
        self.colleague = user(Role.OFFICER, "มานะ ใจดี")
        self.secretary = user(Role.SECRETARY, "เล็ก เลขา")
        self.general = user(Role.GENERAL, "สมศรี ใจงาม", people["somsri"])
        self.other = user(Role.GENERAL, "ประสิทธิ์ ก๋วยเตี๋ยวอร่อย", people["prasit"])
        self.people = people

    def open_case(self, kind=CaseType.PROMOTION, person="somsri", **more):
        """Take in a matter through the real service; returns its id."""
        command = OpenCase(
            person_id=self.people[person],
            case_type=kind,
            received_on=more.pop("received_on", RECEIVED),
            subject=more.pop("subject", "ขอรับการประเมินเพื่อเลื่อนระดับ"),
            target=more.pop("target", TARGET),
            officer_id=more.pop("officer_id", self.officer.user_id),
            **more,
        )
        return self.do(lambda uow: open_case(uow, command)).id

    def do(self, call, actor=None):
        """Do something as an officer in a transaction of its own; returns the result's value."""
        with self.database.work(actor or self.officer) as uow:
            return call(uow).value

    def detail(self, case_id, actor=None):
        """Read a case."""
        from hrdesk.services.queries.cases import case_detail

        with self.database.read(actor or self.officer) as uow:
            return case_detail(uow, case_id)

    def advance(self, case_id, outcome=None, day=None, actor=None):
        """Complete the present step with plausible values."""
        from hrdesk.services.sample_cases import finish_step

        with self.database.work(actor or self.officer) as uow:
            from hrdesk.services.queries.cases import case_detail

            detail = case_detail(uow, case_id)
            finish_step(uow, detail, day or detail.form.earliest, outcome)


@pytest.fixture(autouse=True)
def first_versions(request, monkeypatch):
    """Open matters on the first version of each procedure, unless ``newest_versions`` is asked.

    The first has no ticks and no periods beside the steps, so that a step closes by one key.
    """
    if "newest_versions" in request.fixturenames:
        return
    found = procedure.versions
    monkeypatch.setattr(procedure, "versions", lambda *given: found(*given)[:1])


@pytest.fixture
def newest_versions():
    """Open matters on the versions that are in force."""


@pytest.fixture
def desk(office_database, office_user):
    from hrdesk.models import Signatory

    people = {}
    with office_database.work(SYSTEM) as uow:
        uow.session.add(
            Signatory(name="นายวิชัย ตัวอย่างดี", post="อธิบดีกรมอนามัย", acting_for="", position=1)
        )
        for key, (prefix, first, last, number, title, level) in PEOPLE.items():
            command = SavePerson(
                id=None,
                version=None,
                prefix=prefix,
                first_name=first,
                last_name=last,
                national_id="",
                employment="civil_servant",
                salary="30000",
                post=PostInput(
                    number=number, title=title, level=level, job_series=title, unit="กองตัวอย่าง"
                ),
            )
            people[key] = save_person(uow, command).value.id
    return Desk(office_database, office_user, people)


@pytest.fixture
def routes():
    return []


@pytest.fixture
def ctx(office_ctx, desk, routes):
    return office_ctx(desk.officer, routes)


@pytest.fixture
def open_page(qtbot, office_ctx, desk, routes):
    """Show a case: ``open_page(case_id)`` for the officer or another actor; read to the end."""

    def show(case_id, actor=None, size=(1150, 650), **params):
        page = CasePage(office_ctx(actor or desk.officer, routes))
        qtbot.addWidget(page)
        page.resize(*size)
        page.open(Route("case", case_id, params))
        page.show()
        settle(page)
        return page

    return show


def settle(page):
    """Wait until everything asked for has arrived."""
    assert page.ctx.tasks.wait_idle()


@pytest.fixture
def styled(qapp, ctx):
    """Dress the application in the light theme; the old dress comes back."""
    before = qapp.styleSheet(), qapp.font(), qapp.palette()
    theme.apply(qapp, ctx.settings)
    yield qapp
    qapp.setStyleSheet(before[0])
    qapp.setFont(before[1])
    qapp.setPalette(before[2])
