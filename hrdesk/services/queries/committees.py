"""Committees as their page shows them: the list, one with its seats, and how these fit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from hrdesk.models import Committee, CommitteeMember
from hrdesk.rules.committees import CommitteeCheck, committee_standing
from hrdesk.rules.refusal import Refused
from hrdesk.services.access import Right, require
from hrdesk.services.committees import (
    CommitteeKind,
    MemberInput,
    check_composition,
    composition_rules,
    load_committee,
    term_limit,
    term_source,
)
from hrdesk.services.office_law import law_for_day
from hrdesk.services.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class CommitteeRow:
    """One committee of the list; ``standing`` is in_term, acting or ended on the day of reading."""

    id: int
    name: str
    kind: CommitteeKind
    members: int
    order_number: str
    term_to: dt.date | None
    standing: str
    active: bool


@dataclass(frozen=True, slots=True)
class CommitteeDetail:
    """A committee with its seats, how they fit its rule, and how long a term may last."""

    id: int
    version: int
    name: str
    kind: CommitteeKind
    rule: str
    target_level: str
    order_number: str
    order_dated: dt.date | None
    term_from: dt.date | None
    term_to: dt.date | None
    successor_on: dt.date | None
    note: str
    active: bool
    members: tuple[MemberInput, ...]
    check: CommitteeCheck | None
    term_limit: dt.date | None


def committees(uow: UnitOfWork, *, active: bool | None = True) -> tuple[CommitteeRow, ...]:
    """Return the committees, those in use first by name."""
    require(uow.actor, Right.WORK_MEETINGS)
    query = select(Committee, func.count(CommitteeMember.id)).outerjoin(CommitteeMember)
    if active is not None:
        query = query.where(Committee.active.is_(active))
    query = query.group_by(Committee.id).order_by(Committee.active.desc(), Committee.name)
    today = uow.clock.today()
    return tuple(
        CommitteeRow(
            row.id,
            row.name,
            CommitteeKind(row.kind),
            members,
            row.order_number,
            row.term_to,
            standing_on(row, today),
            row.active,
        )
        for row, members in uow.session.execute(query)
    )


def committee_detail(uow: UnitOfWork, committee_id: int) -> CommitteeDetail:
    """Return one committee with the check of its composition."""
    require(uow.actor, Right.WORK_MEETINGS)
    row = load_committee(uow, committee_id)
    members = tuple(
        MemberInput(
            name=member.name,
            role=member.role,
            id=member.id,
            person_id=member.person_id,
            post=member.post,
            type=member.type,
            level=member.level,
            job_series=member.job_series,
            office=member.office,
            same_series=member.same_series,
            in_hr=member.in_hr,
            related=member.related,
            left_on=member.left_on,
        )
        for member in row.members
    )
    law = law_for_day(uow, row.order_dated or uow.clock.today())
    try:
        check = check_composition(law, row.rule, row.target_level, members)
    except (Refused, KeyError):
        check = None
    return CommitteeDetail(
        id=row.id,
        version=row.version,
        name=row.name,
        kind=CommitteeKind(row.kind),
        rule=row.rule,
        target_level=row.target_level,
        order_number=row.order_number,
        order_dated=row.order_dated,
        term_from=row.term_from,
        term_to=row.term_to,
        successor_on=row.successor_on,
        note=row.note,
        active=row.active,
        members=members,
        check=check,
        term_limit=term_limit(law, row.term_from) if row.term_from else None,
    )


@dataclass(frozen=True, slots=True)
class CommitteeLaw:
    """What the law says of a committee as it is typed: its rules, its check, its longest term.

    ``problem`` says why the composition cannot be checked; ``term_source`` is empty without a rule.
    """

    rules: tuple[tuple[str, str], ...]
    check: CommitteeCheck | None
    problem: str
    term_limit: dt.date | None
    term_source: str


def committee_law(
    uow: UnitOfWork,
    day: dt.date | None,
    rule: str,
    target_level: str,
    members: Sequence[MemberInput],
    term_from: dt.date | None,
) -> CommitteeLaw:
    """Return what the law in force on ``day`` (None: today) says of a committee being typed."""
    require(uow.actor, Right.WORK_MEETINGS)
    law = law_for_day(uow, day or uow.clock.today())
    rules = composition_rules(law)
    check, problem = None, ""
    if rule and rule not in {id_ for id_, _ in rules}:
        problem = "องค์ประกอบที่เลือกไม่มีในหลักเกณฑ์ของวันที่ในคำสั่ง"
    else:
        try:
            check = check_composition(law, rule, target_level, members)
        except Refused as refusal:
            problem = refusal.message
    limit = term_limit(law, term_from) if term_from else None
    return CommitteeLaw(rules, check, problem, limit, term_source(law))


def standing_on(committee: Committee, day: dt.date) -> str:
    """Return whether a committee is ``in_term``, ``acting`` or ``ended`` on a day."""
    if committee.term_to is None:
        return "in_term"
    return committee_standing(day, committee.term_to, committee.successor_on)
