"""An invented committee and its next meeting, for the office of the sample data."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from hrdesk.models import Person, Post
from hrdesk.rules.calendar import next_working_day
from hrdesk.rules.codes import Level
from hrdesk.rules.dates import BE_OFFSET
from hrdesk.rules.names import full_name, titled
from hrdesk.services.committees import (
    CommitteeKind,
    MemberInput,
    SaveCommittee,
    save_committee,
    term_limit,
)
from hrdesk.services.contests import (
    SaveCandidate,
    SaveContest,
    add_cases,
    save_candidate,
    save_contest,
)
from hrdesk.services.due import calendar
from hrdesk.services.meetings import SaveMeeting, save_meeting
from hrdesk.services.office_law import law_for_day
from hrdesk.services.queries.contest_setup import scheme_choices
from hrdesk.services.queries.meetings import waiting_cases
from hrdesk.services.unit_of_work import UnitOfWork

_AHEAD = dt.timedelta(days=14)  # the papers can still be sent in time
_MOST = 4  # candidates
_MEMBERS = 3


def add_sample_meeting(uow: UnitOfWork) -> int | None:
    """Add a committee of people of the register and its next meeting; returns the meeting's id.

    None where the office's law holds no scheme for ranking people.
    """
    today = uow.clock.today()
    wanted = today + _AHEAD
    held_on = next_working_day(wanted, calendar(uow).between(wanted, wanted + _AHEAD))
    choices = [each for each in scheme_choices(uow, held_on) if each.kind == "person"]
    if not choices:
        return None
    committee_id = save_committee(uow, _committee(uow, today)).value
    meeting_id = save_meeting(
        uow,
        SaveMeeting(
            None, None, committee_id, held_on, starts_at="9.30", place="ห้องประชุมตัวอย่าง ชั้น ๙"
        ),
    ).value
    contest = SaveContest(
        None, None, meeting_id, "person",
        title="ตำแหน่งนักวิเคราะห์นโยบายและแผนชำนาญการ", scheme=choices[0].id,
        post_title="นักวิเคราะห์นโยบายและแผน", post_number="9099", level=Level.K2.value,
        job_series="นักวิเคราะห์นโยบายและแผน", unit="กองตัวอย่างสิ่งแวดล้อม",
    )  # fmt: skip
    contest_id = save_contest(uow, contest).value
    able = {person.id for level in (Level.K1, Level.K2) for person in _people(uow, level)}
    waiting = [case.id for case in waiting_cases(uow) if case.person_id in able][:_MOST]
    add_cases(uow, contest_id, waiting)
    if len(waiting) < _MOST:
        there = {case.person_id for case in waiting_cases(uow)}
        others = [person for person in _people(uow, Level.K1) if person.id not in there]
        for person in others[: _MOST - len(waiting)]:
            save_candidate(uow, SaveCandidate(None, None, contest_id, person_id=person.id))
    return meeting_id


def _committee(uow: UnitOfWork, today: dt.date) -> SaveCommittee:
    begins = today.replace(day=1)
    members = (
        MemberInput("นางสมมติ จำลองกิจ", "chair", post="รองอธิบดี", type="S", level=Level.S1.value),
        *(_member(person, "member") for person in _people(uow, Level.K3)[:_MEMBERS]),
        *(_member(person, "secretary") for person in _secretaries(uow)),
    )
    return SaveCommittee(
        None, None, "คณะกรรมการประเมินบุคคล (ตัวอย่าง)", CommitteeKind.PERSON_ASSESSMENT, members,
        target_level=Level.K2.value, order_number=f"99/{begins.year + BE_OFFSET}", order_dated=begins,
        term_from=begins, term_to=term_limit(law_for_day(uow, begins), begins),
    )  # fmt: skip


def _people(uow: UnitOfWork, level: Level) -> list[Person]:
    query = (
        select(Person)
        .join(Post, Post.id == Person.post_id)
        .where(Person.active.is_(True), Post.level == level.value)
        .options(selectinload(Person.post))
        .order_by(Person.id)
    )
    return list(uow.session.scalars(query))


def _secretaries(uow: UnitOfWork) -> list[Person]:
    found = [
        person
        for person in _people(uow, Level.K2)
        if person.post is not None and person.post.job_series == "นักทรัพยากรบุคคล"
    ]
    return found[:1]


def _member(person: Person, role: str) -> MemberInput:
    post = person.post
    return MemberInput(
        full_name(person.prefix, person.first_name, person.last_name),
        role,
        person_id=person.id,
        post=titled(post.title, post.level) if post is not None else "",
        type=post.type if post is not None else "",
        level=(post.level or "") if post is not None else "",
        job_series=post.job_series if post is not None else "",
        in_hr=role == "secretary",
    )
