"""A meeting opened and closed by the clock, and what one must know of it before a result is final."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hrdesk.models import Meeting
from hrdesk.services.access import Right, require
from hrdesk.services.changes import Result, changed
from hrdesk.services.errors import DomainError
from hrdesk.services.meetings import load_meeting, quorum_of
from hrdesk.services.unit_of_work import BANGKOK, UnitOfWork

NOT_OPENED = "ยังไม่ได้บันทึกการเปิดประชุม"


@dataclass(frozen=True, slots=True)
class Hours:
    """When a meeting was opened and closed, as ``HH:MM``; empty while it was not."""

    opened_at: str
    closed_at: str

    @property
    def state(self) -> str:
        """``planned``, ``open`` or ``closed``."""
        if self.closed_at:
            return "closed"
        return "open" if self.opened_at else "planned"


def open_meeting(uow: UnitOfWork, meeting_id: int) -> Result[Hours]:
    """Note that a meeting begins now; returns its hours.

    Errors: ``not_found``, ``meeting_opened_already`` (facts: at).
    """
    require(uow.actor, Right.WORK_MEETINGS)
    meeting = load_meeting(uow, meeting_id)
    if meeting.opened_at:
        raise DomainError("meeting_opened_already", at=meeting.opened_at)
    return _set(uow, meeting, Hours(_now(uow), ""), "meeting.opened")


def close_meeting(uow: UnitOfWork, meeting_id: int) -> Result[Hours]:
    """Note that a meeting ends now; returns its hours.

    Errors: ``not_found``, ``meeting_not_open``, ``meeting_closed_already`` (facts: at),
    ``time_backwards`` where it was opened later than the clock says.
    """
    require(uow.actor, Right.WORK_MEETINGS)
    meeting = load_meeting(uow, meeting_id)
    if not meeting.opened_at:
        raise DomainError("meeting_not_open")
    if meeting.closed_at:
        raise DomainError("meeting_closed_already", at=meeting.closed_at)
    now = _now(uow)
    if now < meeting.opened_at:
        raise DomainError("time_backwards")
    return _set(uow, meeting, Hours(meeting.opened_at, now), "meeting.closed")


def restore_hours(uow: UnitOfWork, meeting_id: int, now: Hours, before: Hours) -> Result[Hours]:
    """Take an opening or closing back: ``now`` is what it noted, ``before`` what stood there.

    Errors: ``not_found``, ``meeting_hours_changed`` where somebody noted other hours meanwhile.
    """
    require(uow.actor, Right.WORK_MEETINGS)
    meeting = load_meeting(uow, meeting_id)
    if (meeting.opened_at, meeting.closed_at) != (now.opened_at, now.closed_at):
        raise DomainError("meeting_hours_changed")
    return _set(uow, meeting, before, "meeting.hours_restored")


def irregularities(meeting: Meeting, states: Sequence[str]) -> tuple[str, ...]:
    """Return in Thai why a result of a meeting needs a recorded reason to be made final.

    ``states`` are the attendances of those who vote: the meeting was not opened, or too few came.
    """
    found = [] if meeting.opened_at else [NOT_OPENED]
    present, quorum = list(states).count("present"), quorum_of(meeting, len(states))
    if present < quorum:
        found.append(f"บันทึกว่ากรรมการมาประชุม {present} คน ไม่ครบองค์ประชุม {quorum} คน")
    return tuple(found)


def _now(uow: UnitOfWork) -> str:
    return f"{uow.clock.now().astimezone(BANGKOK):%H:%M}"


def _set(uow: UnitOfWork, meeting: Meeting, hours: Hours, action: str) -> Result[Hours]:
    values = {
        "opened_at": hours.opened_at, "closed_at": hours.closed_at, "state": hours.state,
    }  # fmt: skip
    changes = {
        key: (getattr(meeting, key), value)
        for key, value in values.items()
        if getattr(meeting, key) != value
    }
    for key, value in values.items():
        setattr(meeting, key, value)
    uow.session.flush()
    uow.audit(action, "meeting", meeting.id, changes=changes)
    return Result(hours, changed(("meeting", meeting.id)))
