"""What one chooses from while setting up a contest: schemes, outlets, and hints of conflicts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select

from hrdesk.models import Candidate, CommitteeMember, Contest, Meeting, Person, Post
from hrdesk.rules.publication import outlets
from hrdesk.rules.refusal import Refused
from hrdesk.rules.scoring_scheme import Scheme, scheme, scheme_ids
from hrdesk.services.access import Right, require
from hrdesk.services.contest_schemes import contest_law
from hrdesk.services.contests import publication_points
from hrdesk.services.errors import DomainError
from hrdesk.services.office_law import law_book, office_agency
from hrdesk.services.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class SchemeChoice:
    """A scheme of the law in force on a day; ``kind`` is person or work."""

    id: str
    kind: str
    scheme: Scheme


@dataclass(frozen=True, slots=True)
class OutletChoice:
    """An outlet with its points for a contest; ``points`` is None where no clause gives any."""

    code: str
    label: str
    points: Decimal | None
    problem: str


def scheme_choices(uow: UnitOfWork, law_day: dt.date) -> tuple[SchemeChoice, ...]:
    """Return the schemes of the office's agency in force on a day."""
    require(uow.actor, Right.WORK_MEETINGS)
    agency = office_agency(uow).value
    law = law_book(uow).at(law_day, agency)
    found = []
    for id_ in scheme_ids(law.book):
        if id_.partition(".")[0] != agency:
            continue
        try:
            made = scheme(law, id_)
        except Refused:
            continue  # not in force on that day
        found.append(SchemeChoice(id_, "work" if ".work-" in id_ else "person", made))
    return tuple(found)


def outlet_choices(
    uow: UnitOfWork, contest_id: int, mission_group: str = ""
) -> tuple[OutletChoice, ...]:
    """Return the outlets a work may be published in, with their points for a contest.

    Empty where the contest's law names no outlets.
    """
    require(uow.actor, Right.WORK_MEETINGS)
    contest = uow.session.get(Contest, contest_id)
    if contest is None:
        raise DomainError("not_found")
    try:
        named = outlets(contest_law(uow, contest))
    except (Refused, KeyError):
        return ()
    return tuple(_outlet(uow, contest, code, label, mission_group) for code, label in named.items())


def recusal_hints(uow: UnitOfWork, contest_id: int) -> Mapping[tuple[int, int], str]:
    """Return where the register shows a nearness, by (candidate, member): the unit they share."""
    require(uow.actor, Right.WORK_MEETINGS)
    contest = uow.session.get(Contest, contest_id)
    if contest is None:
        raise DomainError("not_found")
    candidates = uow.session.execute(
        select(Candidate.id, Candidate.person_id, Candidate.unit).where(
            Candidate.contest_id == contest_id
        )
    ).all()
    members = uow.session.execute(
        select(CommitteeMember.id, CommitteeMember.person_id, Post.unit)
        .join(Meeting, Meeting.committee_id == CommitteeMember.committee_id)
        .join(Person, Person.id == CommitteeMember.person_id)
        .outerjoin(Post, Post.id == Person.post_id)
        .where(Meeting.id == contest.meeting_id)
    ).all()
    found = {}
    for candidate_id, person_id, unit in candidates:
        for member_id, member_person, member_unit in members:
            if person_id is not None and person_id == member_person:
                found[candidate_id, member_id] = "เป็นคนเดียวกัน"
            elif unit and unit == member_unit:
                found[candidate_id, member_id] = f"สังกัดเดียวกัน: {unit}"
    return found


def _outlet(
    uow: UnitOfWork, contest: Contest, code: str, label: str, mission_group: str
) -> OutletChoice:
    try:
        found = publication_points(uow, contest, code, mission_group)
    except Refused as refusal:
        return OutletChoice(code, label, None, refusal.message)
    except ValueError:  # the contest names no level
        return OutletChoice(code, label, None, "ยังไม่ได้ระบุระดับตำแหน่งของวาระนี้")
    return OutletChoice(code, label, found.points, "")
