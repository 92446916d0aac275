"""The score grid of one contest: criteria, candidates, members, and every sheet's points."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import Row, select

from hrdesk.models import (
    Attendance,
    Candidate,
    CommitteeMember,
    Contest,
    Meeting,
    Recusal,
    ScoreSheet,
)
from hrdesk.rules.contest_result import Entry, Given, Standing, standing
from hrdesk.rules.lawbook import Law
from hrdesk.rules.scoring import NO_EXEMPTION, Exemption, Method
from hrdesk.rules.scoring_scheme import Scheme
from hrdesk.services.access import Right, require
from hrdesk.services.contest_schemes import contest_rules
from hrdesk.services.errors import DomainError
from hrdesk.services.unit_of_work import UnitOfWork

ABSENT = "absent"
# The columns a grid needs: nine hundred sheets are read faster without their objects.
_SHEET = (
    ScoreSheet.candidate_id, ScoreSheet.member_id, ScoreSheet.id, ScoreSheet.version,
    ScoreSheet.generation, ScoreSheet.state, ScoreSheet.points, ScoreSheet.entered_by,
    ScoreSheet.entered_at, ScoreSheet.verified_by, ScoreSheet.second, ScoreSheet.reason,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class GridMember:
    """A member who may score; the secretary does not. ``present`` is False when known absent."""

    id: int
    name: str
    role: str
    present: bool


@dataclass(frozen=True, slots=True)
class GridCandidate:
    """A candidate with what bears on the points."""

    id: int
    number: int
    name: str
    post: str
    unit: str
    outlet: str
    mission_group: str
    publication_reason: str
    methods: tuple[Method, ...]
    exemption: Exemption
    tie_order: int | None
    tie_reason: str


@dataclass(frozen=True, slots=True)
class SheetView:
    """One member's sheet for one candidate as it stands; ``points`` by criterion.

    ``state``: draft, entered, verified, rejected or superseded; ``second`` is how many cells were
    keyed a second time, never what: the one who keys blindly must not see.
    """

    id: int | None
    version: int
    generation: int
    state: str
    points: Mapping[str, Decimal]
    entered_by: str
    entered_at: dt.datetime | None
    verified_by: str
    second: int
    reason: str


EMPTY_SHEET = SheetView(None, 0, 0, "draft", {}, "", None, "", 0, "")


@dataclass(frozen=True, slots=True)
class ContestGrid:
    """All that the entry of points shows; ``sheets`` holds the newest of each pair."""

    contest_id: int
    meeting_id: int
    title: str
    kind: str
    level: str
    job_series: str
    posts: int
    final: bool
    checking: str
    law: Law
    scheme: Scheme
    candidates: tuple[GridCandidate, ...]
    members: tuple[GridMember, ...]
    recused: frozenset[tuple[int, int]]
    sheets: Mapping[tuple[int, int], SheetView]

    def sheet(self, candidate_id: int, member_id: int) -> SheetView:
        """Return the newest sheet of a pair; an empty one before the first point."""
        return self.sheets.get((candidate_id, member_id), EMPTY_SHEET)

    def entry(self, candidate: GridCandidate) -> Entry:
        """Return a candidate with the members' points as the rules take them."""
        return Entry(
            id=str(candidate.id),
            name=candidate.name,
            given=tuple(
                Given(
                    member.name,
                    self.sheet(candidate.id, member.id).points,
                    member.present,
                    (candidate.id, member.id) in self.recused,
                )
                for member in self.members
            ),
            methods=candidate.methods,
            exemption=candidate.exemption,
            tie_order=candidate.tie_order,
            tie_reason=candidate.tie_reason,
        )

    def standing(self, candidate: GridCandidate) -> Standing:
        """Return where a candidate stands by the sheets that are whole."""
        return standing(self.law, self.scheme, self.entry(candidate))


def contest_grid(uow: UnitOfWork, contest_id: int) -> ContestGrid:
    """Return the grid of one contest; raises ``not_found``, and Refused for an unfit scheme."""
    require(uow.actor, Right.WORK_MEETINGS)
    contest = uow.session.get(Contest, contest_id)
    if contest is None:
        raise DomainError("not_found")
    meeting = uow.session.get_one(Meeting, contest.meeting_id)
    law, scheme = contest_rules(uow, contest)
    candidates = tuple(
        grid_candidate(row, number)
        for number, row in enumerate(
            uow.session.scalars(
                select(Candidate)
                .where(Candidate.contest_id == contest_id, Candidate.withdrawn.is_(False))
                .order_by(Candidate.position, Candidate.id)
            ),
            start=1,
        )
    )
    return ContestGrid(
        contest_id=contest.id,
        meeting_id=meeting.id,
        title=contest.title,
        kind=contest.kind,
        level=contest.level,
        job_series=contest.job_series,
        posts=contest.posts,
        final=contest.state == "final",
        checking=meeting.checking,
        law=law,
        scheme=scheme,
        candidates=candidates,
        members=scoring_members(uow, meeting),
        recused=frozenset(
            (candidate_id, member_id)
            for candidate_id, member_id in uow.session.execute(
                select(Recusal.candidate_id, Recusal.member_id)
                .join(Candidate, Candidate.id == Recusal.candidate_id)
                .where(Candidate.contest_id == contest_id)
            )
        ),
        sheets={
            (row.candidate_id, row.member_id): sheet_view(row)
            # The newest of a pair comes last and stays.
            for row in uow.session.execute(
                select(*_SHEET)
                .where(ScoreSheet.contest_id == contest_id, ScoreSheet.state != "superseded")
                .order_by(ScoreSheet.generation)
            )
        },
    )


def scoring_members(uow: UnitOfWork, meeting: Meeting) -> tuple[GridMember, ...]:
    """Return the members of a meeting's committee who score: chair and members, in order."""
    absent = set(
        uow.session.scalars(
            select(Attendance.member_id).where(
                Attendance.meeting_id == meeting.id, Attendance.state == ABSENT
            )
        )
    )
    rows = uow.session.scalars(
        select(CommitteeMember)
        .where(
            CommitteeMember.committee_id == meeting.committee_id,
            CommitteeMember.role != "secretary",
            CommitteeMember.left_on.is_(None) | (CommitteeMember.left_on > meeting.held_on),
        )
        .order_by(CommitteeMember.position)
    )
    return tuple(GridMember(row.id, row.name, row.role, row.id not in absent) for row in rows)


def sheet_history(uow: UnitOfWork, candidate_id: int, member_id: int) -> tuple[SheetView, ...]:
    """Return every sheet of one member for one candidate, oldest first."""
    require(uow.actor, Right.WORK_MEETINGS)
    rows = uow.session.scalars(
        select(ScoreSheet)
        .where(ScoreSheet.candidate_id == candidate_id, ScoreSheet.member_id == member_id)
        .order_by(ScoreSheet.generation)
    )
    return tuple(sheet_view(row) for row in rows)


def grid_candidate(row: Candidate, number: int) -> GridCandidate:
    """Return a stored candidate as the grid shows it."""
    exemption = NO_EXEMPTION
    if row.exempt:
        exemption = Exemption(tuple(str(each) for each in row.exempt), row.pass_mark)
    return GridCandidate(
        id=row.id,
        number=number,
        name=row.name,
        post=row.post,
        unit=row.unit,
        outlet=row.outlet,
        mission_group=row.mission_group,
        publication_reason=row.publication_reason,
        methods=tuple(
            Method(str(name), Decimal(str(percent)))
            for name, percent in row.methods.items()
            if percent not in (None, "")
        ),
        exemption=exemption,
        tie_order=row.tie_order,
        tie_reason=row.tie_reason,
    )


def sheet_view(row: ScoreSheet | Row[Any]) -> SheetView:
    """Return a stored sheet, or its columns, with its points in their exact type."""
    return SheetView(
        id=row.id,
        version=row.version,
        generation=row.generation,
        state=row.state,
        points={key: Decimal(str(value)) for key, value in row.points.items()},
        entered_by=row.entered_by,
        entered_at=row.entered_at,
        verified_by=row.verified_by,
        second=len(row.second),
        reason=row.reason,
    )
