"""What the home page says of rounds, probations and cards, and where each line leads."""

from __future__ import annotations

import datetime as dt

from PySide6.QtWidgets import QPushButton

from hrdesk.services.probations import StartProbation, start_probation
from hrdesk.ui.context import Route
from hrdesk.ui.pages.home.reminders import Reminders
from tests.services.offices import make_person


def lines(made) -> dict[str, QPushButton]:
    return {link.objectName(): link for link in made._links}


def test_a_round_that_is_near_and_a_trial_that_ends(qtbot, office_ctx, office_database):
    routes: list[Route] = []
    ctx = office_ctx(routes=routes)
    person = make_person(office_database)
    with office_database.work(ctx.actor) as uow:
        start_probation(uow, StartProbation(person, dt.date(2026, 5, 1), 6))
    made = Reminders(ctx)
    qtbot.addWidget(made)
    made.refresh()
    assert ctx.tasks.wait_idle()
    found = lines(made)
    assert found["reminder_round_begins"].text() == "รอบการพิจารณาย้ายเริ่ม 1 ธ.ค. 2569"
    assert "1 คน" in found["reminder_probation"].text()
    assert "reminder_card" not in found
    found["reminder_probation"].click()
    assert routes[-1] == Route("staff", params={"tab": "probation"})
    found["reminder_round_begins"].click()
    assert routes[-1].params["day"] == "2026-12-01"


def test_with_nothing_to_do_there_is_no_line(qtbot, office_ctx, office_clock):
    office_clock.moment = dt.datetime(2026, 7, 1, 3, tzinfo=dt.UTC)
    ctx = office_ctx()
    made = Reminders(ctx)
    qtbot.addWidget(made)
    made.refresh()
    assert ctx.tasks.wait_idle()
    assert made.isHidden()
    assert lines(made) == {}
