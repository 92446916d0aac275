"""Meetings as their pages show them, and the matters that wait for one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from hrdesk.models import (
    Attendance,
    Candidate,
    Case,
    CaseStep,
    Committee,
    Contest,
    Meeting,
    Recusal,
)
from hrdesk.rules.codes import CaseStatus, CaseType, StepRole, StepState
from hrdesk.rules.refusal import Refused
from hrdesk.rules.scoring_scheme import Scheme
from hrdesk.services.access import Right, require
from hrdesk.services.committees import CommitteeKind, load_committee
from hrdesk.services.contest_schemes import contest_scheme
from hrdesk.services.meetings import EXPECTED, PapersCheck, load_meeting, papers_check, quorum_of
from hrdesk.services.queries.committees import standing_on
from hrdesk.services.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """One meeting of the list."""

    id: int
    version: int
    committee: str
    number: str
    held_on: dt.date
    starts_at: str
    place: str
    state: str
    contests: int
    candidates: int


@dataclass(frozen=True, slots=True)
class MemberView:
    """A seat at this meeting and whether its holder came."""

    id: int
    name: str
    role: str
    post: str
    state: str


@dataclass(frozen=True, slots=True)
class CandidateView:
    """A candidate of a contest as it is set up; ``recusals`` maps a member's id to the reason."""

    id: int
    version: int
    number: int
    case_id: int | None
    person_id: int | None
    name: str
    post: str
    unit: str
    works: tuple[str, ...]
    outlet: str
    mission_group: str
    publication_reason: str
    methods: Mapping[str, str]
    exempt: tuple[str, ...]
    exempt_reason: str
    pass_mark: Any
    withdrawn: bool
    recusals: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class ContestView:
    """A contest of a meeting; ``scheme`` is None where the law refuses it, ``problem`` says why."""

    id: int
    version: int
    kind: str
    title: str
    post_title: str
    post_number: str
    level: str
    job_series: str
    unit: str
    posts: int
    scheme_id: str
    own_scheme: Mapping[str, Any]
    methods: tuple[str, ...]
    law_day: dt.date
    final: bool
    scheme: Scheme | None
    problem: str
    candidates: tuple[CandidateView, ...]


@dataclass(frozen=True, slots=True)
class MeetingDetail:
    """All of one meeting; ``quorum`` is how many must come, ``present`` how many did."""

    id: int
    version: int
    committee_id: int
    committee: str
    committee_kind: CommitteeKind
    year: int
    number: int
    held_on: dt.date
    starts_at: str
    place: str
    agenda: tuple[str, ...]
    papers_sent_on: dt.date | None
    papers: PapersCheck
    own_quorum: int | None
    quorum: int
    present: int
    checking: str
    opened_at: str
    closed_at: str
    state: str
    in_attendance: str
    note: str
    members: tuple[MemberView, ...]
    contests: tuple[ContestView, ...]
    term_ended: bool


@dataclass(frozen=True, slots=True)
class WaitingCase:
    """A matter whose present step waits for a committee."""

    id: int
    number: str
    case_type: CaseType
    person_id: int | None
    name: str
    unit: str
    subject: str
    step: str
    since: dt.date
    target: Mapping[str, str]


def meetings(
    uow: UnitOfWork, *, upcoming: bool | None = None, committee_id: int | None = None
) -> tuple[MeetingRow, ...]:
    """Return meetings: coming ones soonest first, past ones newest first, None for all."""
    require(uow.actor, Right.WORK_MEETINGS)
    today = uow.clock.today()
    contests = (
        select(func.count(Contest.id)).where(Contest.meeting_id == Meeting.id).scalar_subquery()
    )
    candidates = (
        select(func.count(Candidate.id))
        .join(Contest, Contest.id == Candidate.contest_id)
        .where(Contest.meeting_id == Meeting.id, Candidate.withdrawn.is_(False))
        .scalar_subquery()
    )
    query = select(Meeting, Committee.name, contests, candidates).join(Committee)
    if committee_id is not None:
        query = query.where(Meeting.committee_id == committee_id)
    if upcoming is not None:
        query = query.where(Meeting.held_on >= today if upcoming else Meeting.held_on < today)
    order = Meeting.held_on.asc() if upcoming else Meeting.held_on.desc()
    return tuple(
        MeetingRow(
            row.id,
            row.version,
            name,
            f"{row.number}/{row.year}",
            row.held_on,
            row.starts_at,
            row.place,
            row.state,
            many,
            people,
        )
        for row, name, many, people in uow.session.execute(query.order_by(order, Meeting.id))
    )


def meeting_title(uow: UnitOfWork, meeting_id: int) -> str:
    """Return a meeting's committee and number in one line; raises ``not_found``."""
    require(uow.actor, Right.WORK_MEETINGS)
    row = load_meeting(uow, meeting_id)
    return f"{load_committee(uow, row.committee_id).name} ครั้งที่ {row.number}/{row.year}"


def meeting_detail(uow: UnitOfWork, meeting_id: int) -> MeetingDetail:
    """Return one meeting with its members, contests and candidates."""
    require(uow.actor, Right.WORK_MEETINGS)
    row = load_meeting(uow, meeting_id)
    committee = load_committee(uow, row.committee_id)
    states = {
        attendance.member_id: attendance.state
        for attendance in uow.session.scalars(
            select(Attendance).where(Attendance.meeting_id == meeting_id)
        )
    }
    sitting = [
        member
        for member in committee.members
        if member.left_on is None or member.left_on > row.held_on
    ]
    voting = [member for member in sitting if member.role != "secretary"]
    return MeetingDetail(
        id=row.id,
        version=row.version,
        committee_id=committee.id,
        committee=committee.name,
        committee_kind=CommitteeKind(committee.kind),
        year=row.year,
        number=row.number,
        held_on=row.held_on,
        starts_at=row.starts_at,
        place=row.place,
        agenda=tuple(str(line) for line in row.agenda),
        papers_sent_on=row.papers_sent_on,
        papers=papers_check(uow, row.held_on, row.papers_sent_on),
        own_quorum=row.quorum,
        quorum=quorum_of(row, len(voting)),
        present=sum(states.get(member.id) == "present" for member in voting),
        checking=row.checking,
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        state=row.state,
        in_attendance=row.in_attendance,
        note=row.note,
        members=tuple(
            MemberView(
                member.id, member.name, member.role, member.post, states.get(member.id, EXPECTED)
            )
            for member in sitting
        ),
        contests=_contests(uow, meeting_id),
        term_ended=standing_on(committee, row.held_on) == "ended",
    )


def waiting_cases(uow: UnitOfWork) -> tuple[WaitingCase, ...]:
    """Return the running matters whose present step is a committee's, longest waiting first."""
    require(uow.actor, Right.WORK_MEETINGS)
    query = (
        select(Case, CaseStep.title, CaseStep.started_on)
        .join(CaseStep, CaseStep.case_id == Case.id)
        .where(
            Case.status == CaseStatus.IN_PROGRESS.value,
            CaseStep.state == StepState.CURRENT.value,
            CaseStep.role == StepRole.COMMITTEE.value,
        )
        .order_by(CaseStep.started_on, Case.id)
    )
    return tuple(
        WaitingCase(
            case.id,
            f"{case.number}/{case.year}",
            CaseType(case.case_type),
            case.person_id,
            case.person_name or case.subject,
            case.unit,
            case.subject,
            title,
            started_on or case.since,
            {key: str(value) for key, value in case.target.items()},
        )
        for case, title, started_on in uow.session.execute(query)
    )


def _contests(uow: UnitOfWork, meeting_id: int) -> tuple[ContestView, ...]:
    rows = uow.session.scalars(
        select(Contest).where(Contest.meeting_id == meeting_id).order_by(Contest.position)
    ).all()
    recusals: dict[int, dict[int, str]] = {}
    for recusal in uow.session.scalars(
        select(Recusal)
        .join(Candidate, Candidate.id == Recusal.candidate_id)
        .where(Candidate.contest_id.in_([row.id for row in rows]))
    ):
        recusals.setdefault(recusal.candidate_id, {})[recusal.member_id] = recusal.reason
    found: dict[int, list[Candidate]] = {row.id: [] for row in rows}
    for candidate in uow.session.scalars(
        select(Candidate)
        .where(Candidate.contest_id.in_(found))
        .order_by(Candidate.position, Candidate.id)
    ):
        found[candidate.contest_id].append(candidate)
    return tuple(_contest(uow, row, found[row.id], recusals) for row in rows)


def _contest(
    uow: UnitOfWork,
    row: Contest,
    candidates: list[Candidate],
    recusals: Mapping[int, Mapping[int, str]],
) -> ContestView:
    scheme: Scheme | None = None
    problem = ""
    try:
        scheme = contest_scheme(uow, row)
    except Refused as refusal:
        problem = refusal.message
    return ContestView(
        id=row.id,
        version=row.version,
        kind=row.kind,
        title=row.title,
        post_title=row.post_title,
        post_number=row.post_number,
        level=row.level,
        job_series=row.job_series,
        unit=row.unit,
        posts=row.posts,
        scheme_id=row.scheme,
        own_scheme=row.own_scheme,
        methods=tuple(str(name) for name in row.methods),
        law_day=row.law_day,
        final=row.state == "final",
        scheme=scheme,
        problem=problem,
        candidates=tuple(
            _candidate(each, number, recusals.get(each.id, {}))
            for number, each in enumerate(candidates, start=1)
        ),
    )


def _candidate(row: Candidate, number: int, recusals: Mapping[int, str]) -> CandidateView:
    return CandidateView(
        id=row.id,
        version=row.version,
        number=number,
        case_id=row.case_id,
        person_id=row.person_id,
        name=row.name,
        post=row.post,
        unit=row.unit,
        works=tuple(str(work) for work in row.works),
        outlet=row.outlet,
        mission_group=row.mission_group,
        publication_reason=row.publication_reason,
        methods=row.methods,
        exempt=tuple(str(id_) for id_ in row.exempt),
        exempt_reason=row.exempt_reason,
        pass_mark=row.pass_mark,
        withdrawn=row.withdrawn,
        recusals=recusals,
    )
