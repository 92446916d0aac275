"""Meetings of a committee: when and where, who came, and whether there is a quorum."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from sqlalchemy import func, select

from hrdesk.models import Attendance, Candidate, CommitteeMember, Contest, Meeting, ScoreSheet
from hrdesk.rules.dates import BE_OFFSET
from hrdesk.rules.deadlines import Event, deadline
from hrdesk.rules.explanation import Explanation
from hrdesk.rules.refusal import Refused
from hrdesk.services.access import Right, require
from hrdesk.services.changes import Result, changed
from hrdesk.services.committees import load_committee
from hrdesk.services.due import calendar
from hrdesk.services.editing import audit_edit, check_version, diff
from hrdesk.services.errors import DomainError
from hrdesk.services.office_law import law_for_day
from hrdesk.services.problems import refuse
from hrdesk.services.unit_of_work import UnitOfWork

AGENDA = (
    "เรื่องที่ประธานแจ้งให้ที่ประชุมทราบ",
    "รับรองรายงานการประชุม",
    "เรื่องสืบเนื่อง",
    "เรื่องเพื่อพิจารณา",
    "เรื่องอื่น ๆ",
)
"""The five heads with which a meeting's agenda begins."""

PRESENT, ABSENT, EXPECTED = "present", "absent", "expected"
AttendanceState = Literal["present", "absent", "expected"]
_TIME = re.compile(r"(?:[01]?\d|2[0-3])[:.][0-5]\d")


@dataclass(frozen=True, slots=True)
class SaveMeeting:
    """A meeting; ``id`` and ``version`` are None for a new one, ``number`` 0 takes the next.

    Times are ``9.30`` or ``09:30``; ``quorum`` None is more than half of the members.
    """

    id: int | None
    version: int | None
    committee_id: int
    held_on: dt.date | None
    number: int = 0
    starts_at: str = ""
    place: str = ""
    agenda: tuple[str, ...] = AGENDA
    papers_sent_on: dt.date | None = None
    quorum: int | None = None
    checking: Literal["look", "rekey"] = "look"
    opened_at: str = ""
    closed_at: str = ""
    in_attendance: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class PapersCheck:
    """By when the papers should be with the committee, and whether they were sent in time.

    ``latest`` is None where the agency's rules set no time; ``late`` is None while not yet sent.
    """

    latest: dt.date | None
    late: bool | None
    explanation: Explanation | None


def save_meeting(uow: UnitOfWork, command: SaveMeeting) -> Result[int]:
    """Store a meeting; returns its id.

    Errors: ``required``, ``time_form``, ``time_backwards``, ``meeting_number_taken`` (facts: number,
    year), ``quorum_too_large`` (facts: members), ``sent_after_meeting``, ``EditConflict``.
    """
    require(uow.actor, Right.WORK_MEETINGS)
    committee = load_committee(uow, command.committee_id)
    voting = sum(member.role != "secretary" for member in committee.members)
    refuse(_problems(command, voting))
    if command.held_on is None:
        raise DomainError("required", field="held_on")
    year = command.held_on.year + BE_OFFSET
    number = command.number or _next_number(uow, command.committee_id, year)
    _refuse_taken(uow, command, year, number)
    values: dict[str, Any] = {
        key: value.strip() if isinstance(value, str) else value
        for key, value in asdict(command).items()
        if key not in {"id", "version"}
    }
    values |= {
        "year": year,
        "number": number,
        "agenda": [line.strip() for line in command.agenda if line.strip()],
        **{field: _time(values[field]) for field in ("starts_at", "opened_at", "closed_at")},
    }
    values["state"] = _state(values)
    if command.id is None:
        meeting = Meeting(**values)
        uow.session.add(meeting)
        uow.session.flush()
        uow.audit(
            "meeting.made", "meeting", meeting.id, changes={"number": (None, f"{number}/{year}")}
        )
        return Result(meeting.id, changed(("meeting", meeting.id)))
    meeting = load_meeting(uow, command.id)
    check_version(uow, meeting, command.version, "meeting", values)
    changes = diff(meeting, values)
    for field, value in values.items():
        setattr(meeting, field, value)
    uow.session.flush()
    if changes:
        audit_edit(uow, "meeting.edited", "meeting", meeting.id, changes)
    return Result(meeting.id, changed(("meeting", meeting.id)))


def set_attendance(
    uow: UnitOfWork, meeting_id: int, states: Mapping[int, AttendanceState]
) -> Result[int]:
    """Note who came; returns how many changed.

    Errors: ``not_found``, ``member_has_sheets`` where a member with points of this meeting is said
    to be absent (facts: name).
    """
    require(uow.actor, Right.WORK_MEETINGS)
    meeting = load_meeting(uow, meeting_id)
    members = {
        row.id: row
        for row in uow.session.scalars(
            select(CommitteeMember).where(CommitteeMember.committee_id == meeting.committee_id)
        )
    }
    rows = {
        row.member_id: row
        for row in uow.session.scalars(
            select(Attendance).where(Attendance.meeting_id == meeting_id)
        )
    }
    changes: dict[str, tuple[Any, Any]] = {}
    for member_id, state in states.items():
        if member_id not in members:
            raise DomainError("not_found")
        row = rows.get(member_id)
        old = row.state if row is not None else EXPECTED
        if old == state:
            continue
        if state == ABSENT:
            _refuse_scored(uow, meeting_id, members[member_id])
        if row is None:
            uow.session.add(Attendance(meeting_id=meeting_id, member_id=member_id, state=state))
        else:
            row.state = state
        changes[members[member_id].name] = (old, state)
    uow.session.flush()
    if changes:
        uow.audit("meeting.attendance", "meeting", meeting_id, changes=changes)
    return Result(len(changes), changed(("meeting", meeting_id)) if changes else frozenset())


def remove_meeting(uow: UnitOfWork, meeting_id: int, version: int) -> Result[None]:
    """Take back a meeting that was set up by mistake; refused once it has a candidate."""
    require(uow.actor, Right.WORK_MEETINGS)
    meeting = load_meeting(uow, meeting_id)
    check_version(uow, meeting, version, "meeting", {})
    query = (
        select(Candidate.id)
        .join(Contest, Contest.id == Candidate.contest_id)
        .where(Contest.meeting_id == meeting_id)
    )
    if uow.session.execute(query.limit(1)).first() is not None:
        raise DomainError("meeting_has_candidates")
    for contest in uow.session.scalars(select(Contest).where(Contest.meeting_id == meeting_id)):
        uow.session.delete(contest)
    for row in uow.session.scalars(select(Attendance).where(Attendance.meeting_id == meeting_id)):
        uow.session.delete(row)
    uow.session.flush()
    uow.session.delete(meeting)
    uow.session.flush()
    uow.audit(
        "meeting.removed",
        "meeting",
        meeting_id,
        changes={"number": (f"{meeting.number}/{meeting.year}", None)},
    )
    return Result(None, changed(("meeting", meeting_id)))


def papers_check(uow: UnitOfWork, held_on: dt.date, papers_sent_on: dt.date | None) -> PapersCheck:
    """Return by when papers must be sent for a meeting on a day (dhss.due.papers)."""
    require(uow.actor, Right.WORK_MEETINGS)
    law = law_for_day(uow, held_on)
    try:
        found = deadline("committee_papers", Event(held_on), law, calendar(uow).between)
    except Refused:
        return PapersCheck(None, None, None)
    late = None if papers_sent_on is None or found.due is None else papers_sent_on > found.due
    return PapersCheck(found.due, late, found.explanation)


def quorum_of(meeting: Meeting, voting: int) -> int:
    """Return how many must be present: what the meeting says, else more than half."""
    return meeting.quorum if meeting.quorum is not None else voting // 2 + 1


def load_meeting(uow: UnitOfWork, meeting_id: int) -> Meeting:
    """Return a meeting or raise ``not_found``."""
    found = uow.session.get(Meeting, meeting_id)
    if found is None:
        raise DomainError("not_found")
    return found


def _problems(command: SaveMeeting, voting: int) -> list[DomainError | None]:
    found: list[DomainError | None] = []
    if command.held_on is None:
        found.append(DomainError("required", field="held_on"))
    for field in ("starts_at", "opened_at", "closed_at"):
        text = getattr(command, field).strip()
        if text and not _TIME.fullmatch(text):
            found.append(DomainError("time_form", field=field))
    opened, closed = _time(command.opened_at), _time(command.closed_at)
    if opened and closed and closed < opened:
        found.append(DomainError("time_backwards", field="closed_at"))
    if command.quorum is not None and not 1 <= command.quorum <= max(voting, 1):
        found.append(DomainError("quorum_too_large", field="quorum", members=voting))
    sent, held = command.papers_sent_on, command.held_on
    if sent is not None and held is not None and sent > held:
        found.append(DomainError("sent_after_meeting", field="papers_sent_on"))
    return found


def _refuse_taken(uow: UnitOfWork, command: SaveMeeting, year: int, number: int) -> None:
    query = select(Meeting.id).where(
        Meeting.committee_id == command.committee_id,
        Meeting.year == year,
        Meeting.number == number,
        Meeting.id != (command.id or 0),
    )
    if uow.session.execute(query).first() is not None:
        raise DomainError("meeting_number_taken", field="number", number=number, year=year)


def _next_number(uow: UnitOfWork, committee_id: int, year: int) -> int:
    last = uow.session.execute(
        select(func.max(Meeting.number)).where(
            Meeting.committee_id == committee_id, Meeting.year == year
        )
    ).scalar()
    return (last or 0) + 1


def _refuse_scored(uow: UnitOfWork, meeting_id: int, member: CommitteeMember) -> None:
    query = (
        select(ScoreSheet.id)
        .join(Contest, Contest.id == ScoreSheet.contest_id)
        .where(Contest.meeting_id == meeting_id, ScoreSheet.member_id == member.id)
    )
    if uow.session.execute(query.limit(1)).first() is not None:
        raise DomainError("member_has_sheets", name=member.name)


def _time(text: str) -> str:
    """Return a time as ``HH:MM``; what is no time is left for the check to refuse."""
    text = text.strip().replace(".", ":")
    hours, _, minutes = text.partition(":")
    return f"{int(hours):02d}:{minutes}" if hours.isdecimal() and minutes else text


def _state(values: Mapping[str, Any]) -> str:
    if values["closed_at"]:
        return "closed"
    return "open" if values["opened_at"] else "planned"
