"""The invented committee: whole, its meeting ahead, its candidates plainly there."""

from __future__ import annotations

import datetime as dt

from hrdesk.services.queries.committees import committee_detail, committees
from hrdesk.services.queries.meetings import meeting_detail, meetings
from hrdesk.services.queries.work_calendar import EventKind, staff_reminders


def test_the_sample_office_has_a_meeting_ahead_with_candidates(tmp_path, clock, sample_offices):
    database, actor = sample_offices(tmp_path / "office.db", clock)
    with database.read(actor) as uow:
        [row] = meetings(uow, upcoming=True)
        detail = meeting_detail(uow, row.id)
        [committee] = committees(uow)
        members = committee_detail(uow, committee.id).members
        reminders = {line.kind for line in staff_reminders(uow)}
        today = uow.clock.today()
    database.close()
    assert today + dt.timedelta(days=14) <= detail.held_on
    assert [member.role for member in members].count("chair") == 1
    assert members[-1].role == "secretary"
    [contest] = detail.contests
    assert contest.scheme is not None
    assert contest.scheme.maximum == 100
    assert len(contest.candidates) >= 2
    assert all(candidate.unit for candidate in contest.candidates)
    held_within = detail.held_on <= today + dt.timedelta(days=14)
    assert (EventKind.MEETING in reminders) is held_within
