"""A committee of three members and a secretary, one meeting, one contest with two candidates."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from hrdesk.models import Candidate, Committee, CommitteeMember, Contest, Meeting, User
from hrdesk.services.access import SYSTEM, Actor, Role
from hrdesk.services.database import Database

HELD = dt.date(2026, 11, 18)


@dataclass(frozen=True)
class Sample:
    """Ids of what was made."""

    committee: int
    meeting: int
    contest: int
    members: tuple[int, ...]
    candidates: tuple[int, ...]


def make_meeting(
    database: Database,
    *,
    scheme: str = "doh.score.move-k2",
    kind: str = "person",
    candidates: int = 2,
    members: int = 3,
    posts: int = 1,
    checking: str = "look",
    level: str = "K2",
    opened_at: str = "09:30",
) -> Sample:
    """Store a meeting ready for points; the office must be there."""
    with database.work(SYSTEM) as uow:
        committee = Committee(name="คณะกรรมการประเมินบุคคล", kind="person_assessment")
        committee.members = [
            CommitteeMember(
                position=place,
                role="chair" if place == 1 else "member",
                name=f"กรรมการ {place} สมมติ",
                post="ผู้อำนวยการ" if place == 1 else "นักทรัพยากรบุคคลเชี่ยวชาญ",
            )
            for place in range(1, members + 1)
        ]
        committee.members.append(
            CommitteeMember(position=members + 1, role="secretary", name="เลขานุการ สมมติ")
        )
        uow.session.add(committee)
        uow.session.flush()
        meeting = Meeting(
            committee_id=committee.id,
            year=2569,
            number=1,
            held_on=HELD,
            checking=checking,
            opened_at=opened_at,
            state="open" if opened_at else "planned",
        )
        uow.session.add(meeting)
        uow.session.flush()
        contest = Contest(
            meeting_id=meeting.id,
            position=1,
            kind=kind,
            title="นักทรัพยากรบุคคลชำนาญการ",
            level=level,
            job_series="นักทรัพยากรบุคคล",
            posts=posts,
            scheme=scheme,
            law_day=HELD,
        )
        uow.session.add(contest)
        uow.session.flush()
        rows = [
            Candidate(contest_id=contest.id, position=place, name=f"ผู้สมัคร {place} สมมติ")
            for place in range(1, candidates + 1)
        ]
        uow.session.add_all(rows)
        uow.session.flush()
        return Sample(
            committee.id,
            meeting.id,
            contest.id,
            tuple(member.id for member in committee.members[:members]),
            tuple(row.id for row in rows),
        )


def make_user(database: Database, name: str, role: Role = Role.SECRETARY) -> Actor:
    """Store a user and return it as the actor."""
    with database.work(SYSTEM) as uow:
        user = User(username=name, display_name=name, role=role.value, password_hash="")
        uow.session.add(user)
        uow.session.flush()
        return Actor(user.id, name, role)
