"""Committees, their meetings, score sheets, and what was calculated and frozen."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hrdesk.models.base import Base, Versioned


class Committee(Versioned, Base):
    """A committee: what it is for, the order that appointed it, its term and members.

    ``rule`` is the composition rule of the law it is checked against, empty where none holds.
    """

    __tablename__ = "committee"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    kind: Mapped[str]
    rule: Mapped[str] = mapped_column(default="")
    target_level: Mapped[str] = mapped_column(default="")
    order_number: Mapped[str] = mapped_column(default="")
    order_dated: Mapped[dt.date | None] = mapped_column(default=None)
    term_from: Mapped[dt.date | None] = mapped_column(default=None)
    term_to: Mapped[dt.date | None] = mapped_column(default=None)
    successor_on: Mapped[dt.date | None] = mapped_column(default=None)
    note: Mapped[str] = mapped_column(default="")
    active: Mapped[bool] = mapped_column(default=True)

    members: Mapped[list[CommitteeMember]] = relationship(
        order_by="CommitteeMember.position", cascade="all, delete-orphan", lazy="raise"
    )


class CommitteeMember(Base):
    """One seat of a committee; ``office`` is a code of ``hrdesk.rules.committees.Office``."""

    __tablename__ = "committee_member"

    id: Mapped[int] = mapped_column(primary_key=True)
    committee_id: Mapped[int] = mapped_column(ForeignKey("committee.id"), index=True)
    position: Mapped[int]
    role: Mapped[str]
    name: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), default=None)
    post: Mapped[str] = mapped_column(default="")
    type: Mapped[str] = mapped_column(default="")
    level: Mapped[str] = mapped_column(default="")
    job_series: Mapped[str] = mapped_column(default="")
    office: Mapped[str] = mapped_column(default="")
    same_series: Mapped[bool] = mapped_column(default=False)
    in_hr: Mapped[bool] = mapped_column(default=False)
    related: Mapped[bool] = mapped_column(default=False)
    left_on: Mapped[dt.date | None] = mapped_column(default=None)


class Meeting(Versioned, Base):
    """One meeting of a committee; times are texts ``HH:MM``, ``minutes`` the edited report.

    ``checking`` is how sheets are verified: ``look`` by a second person, or ``rekey`` blindly.
    """

    __tablename__ = "meeting"
    __table_args__ = (UniqueConstraint("committee_id", "year", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    committee_id: Mapped[int] = mapped_column(ForeignKey("committee.id"), index=True)
    year: Mapped[int]
    number: Mapped[int]
    held_on: Mapped[dt.date] = mapped_column(index=True)
    starts_at: Mapped[str] = mapped_column(default="")
    place: Mapped[str] = mapped_column(default="")
    agenda: Mapped[list[Any]] = mapped_column(default=list)
    papers_sent_on: Mapped[dt.date | None] = mapped_column(default=None)
    quorum: Mapped[int | None] = mapped_column(default=None)
    checking: Mapped[str] = mapped_column(default="look")
    opened_at: Mapped[str] = mapped_column(default="")
    closed_at: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default="planned")
    in_attendance: Mapped[str] = mapped_column(default="")
    minutes: Mapped[dict[str, Any]] = mapped_column(default=dict)
    note: Mapped[str] = mapped_column(default="")


class Attendance(Base):
    """Whether a member came to a meeting: ``present``, ``absent`` or ``expected``."""

    __tablename__ = "meeting_attendance"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("committee_member.id"), primary_key=True)
    state: Mapped[str]
    note: Mapped[str] = mapped_column(default="")


class Contest(Versioned, Base):
    """One matter put to a meeting: posts to fill, or works to assess, with its scheme.

    ``scheme`` is an id of the law's schemes, or ``own`` with the office's criteria in
    ``own_scheme``; ``posts`` how many posts are filled; ``methods`` names added methods.
    ``state`` is draft or final.
    """

    __tablename__ = "contest"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    position: Mapped[int]
    kind: Mapped[str]
    title: Mapped[str]
    post_title: Mapped[str] = mapped_column(default="")
    post_number: Mapped[str] = mapped_column(default="")
    level: Mapped[str] = mapped_column(default="")
    job_series: Mapped[str] = mapped_column(default="")
    unit: Mapped[str] = mapped_column(default="")
    posts: Mapped[int] = mapped_column(default=1)
    scheme: Mapped[str]
    own_scheme: Mapped[dict[str, Any]] = mapped_column(default=dict)
    methods: Mapped[list[Any]] = mapped_column(default=list)
    law_day: Mapped[dt.date]
    state: Mapped[str] = mapped_column(default="draft")


class Candidate(Versioned, Base):
    """One candidate of a contest, from a case or typed, with what the committee decided.

    ``methods`` maps an added method to its per cent; ``exempt`` lists criteria left out by a
    recorded decision; ``tie_order`` is the committee's own order within a tie.
    """

    __tablename__ = "candidate"

    id: Mapped[int] = mapped_column(primary_key=True)
    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id"), index=True)
    position: Mapped[int]
    case_id: Mapped[int | None] = mapped_column(
        ForeignKey("case_file.id"), default=None, index=True
    )
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), default=None)
    name: Mapped[str]
    post: Mapped[str] = mapped_column(default="")
    unit: Mapped[str] = mapped_column(default="")
    works: Mapped[list[Any]] = mapped_column(default=list)
    outlet: Mapped[str] = mapped_column(default="")
    mission_group: Mapped[str] = mapped_column(default="")
    publication_reason: Mapped[str] = mapped_column(default="")
    methods: Mapped[dict[str, Any]] = mapped_column(default=dict)
    exempt: Mapped[list[Any]] = mapped_column(default=list)
    exempt_reason: Mapped[str] = mapped_column(default="")
    pass_mark: Mapped[Decimal | None] = mapped_column(default=None)
    tie_order: Mapped[int | None] = mapped_column(default=None)
    tie_reason: Mapped[str] = mapped_column(default="")
    chosen: Mapped[bool] = mapped_column(default=False)
    chosen_reason: Mapped[str] = mapped_column(default="")
    work_result: Mapped[str] = mapped_column(default="")
    result_note: Mapped[str] = mapped_column(default="")
    proposal_grade: Mapped[str] = mapped_column(default="")
    withdrawn: Mapped[bool] = mapped_column(default=False)


class Recusal(Base):
    """A member who takes no part in one candidate, with the reason."""

    __tablename__ = "recusal"

    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidate.id"), primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("committee_member.id"), primary_key=True)
    reason: Mapped[str]


class ScoreSheet(Versioned, Base):
    """One member's points for one candidate; a rejected or superseded one stays readable.

    ``state``: draft, entered, verified, rejected or superseded. ``generation`` counts the sheets of
    this member for this candidate; ``second`` holds the points keyed blindly a second time.
    """

    __tablename__ = "score_sheet"
    __table_args__ = (
        UniqueConstraint("candidate_id", "member_id", "generation"),
        Index("ix_score_sheet_contest_id", "contest_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id"))
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidate.id"))
    member_id: Mapped[int] = mapped_column(ForeignKey("committee_member.id"))
    generation: Mapped[int] = mapped_column(default=1)
    state: Mapped[str] = mapped_column(default="draft")
    points: Mapped[dict[str, Any]] = mapped_column(default=dict)
    second: Mapped[dict[str, Any]] = mapped_column(default=dict)
    second_by: Mapped[str] = mapped_column(default="")
    entered_by_id: Mapped[int | None] = mapped_column(default=None)
    entered_by: Mapped[str] = mapped_column(default="")
    entered_at: Mapped[dt.datetime | None] = mapped_column(default=None)
    verified_by: Mapped[str] = mapped_column(default="")
    verified_at: Mapped[dt.datetime | None] = mapped_column(default=None)
    reason: Mapped[str] = mapped_column(default="")


class CalculationRun(Base):
    """A result made final: inputs, outputs and explanation as they were, with their hash.

    A correction is a new run that supersedes this one, with a reason.
    """

    __tablename__ = "calculation_run"
    __table_args__ = (Index("ix_calculation_run_kind_subject_id", "kind", "subject_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    subject_id: Mapped[int]
    number: Mapped[int]
    inputs: Mapped[dict[str, Any]]
    outputs: Mapped[dict[str, Any]]
    explanation: Mapped[dict[str, Any]]
    law_set: Mapped[str]
    law_version: Mapped[str]
    law_hash: Mapped[str]
    program: Mapped[str]
    sha256: Mapped[str]
    supersedes_id: Mapped[int | None] = mapped_column(
        ForeignKey("calculation_run.id"), default=None
    )
    reason: Mapped[str] = mapped_column(default="")
    made_by: Mapped[str]
    made_at: Mapped[dt.datetime]
