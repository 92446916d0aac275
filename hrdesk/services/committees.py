"""Committees: who sits on them, by which order and for how long, and whether they fit their rule."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload
from sqlalchemy.orm.attributes import flag_modified

from hrdesk.models import Committee, CommitteeMember, ScoreSheet
from hrdesk.rules.codes import Level, PostType
from hrdesk.rules.committees import CommitteeCheck, Office, Seat, check_committee
from hrdesk.rules.dates import add_months
from hrdesk.rules.lawbook import Law
from hrdesk.rules.refusal import Refused
from hrdesk.services.access import Right, require
from hrdesk.services.changes import Result, changed
from hrdesk.services.editing import audit_edit, check_version, diff
from hrdesk.services.errors import DomainError
from hrdesk.services.office_law import law_for_day
from hrdesk.services.problems import refuse
from hrdesk.services.unit_of_work import UnitOfWork

ROLES = ("chair", "member", "secretary")
_TERM_RULE = "dhss.term"


class CommitteeKind(StrEnum):
    """What a committee is for."""

    PERSON_ASSESSMENT = "person_assessment"
    WORK_ASSESSMENT = "work_assessment"
    SCREENING = "screening"
    SELECTION = "selection"
    PROBATION = "probation"
    APPRAISAL = "appraisal"
    STEP_INCREASE = "step_increase"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The kind's Thai name."""
        return _KINDS[self]


_KINDS = {
    CommitteeKind.PERSON_ASSESSMENT: "ประเมินบุคคล",
    CommitteeKind.WORK_ASSESSMENT: "ประเมินผลงาน",
    CommitteeKind.SCREENING: "กลั่นกรอง",
    CommitteeKind.SELECTION: "คัดเลือก",
    CommitteeKind.PROBATION: "ประเมินผลการทดลองปฏิบัติหน้าที่ราชการ",
    CommitteeKind.APPRAISAL: "กลั่นกรองการประเมินผลการปฏิบัติราชการ",
    CommitteeKind.STEP_INCREASE: "พิจารณาเลื่อนขั้นเงินเดือน",
    CommitteeKind.OTHER: "อื่น ๆ",
}


@dataclass(frozen=True, slots=True)
class MemberInput:
    """One seat; ``id`` is None for a new one. ``office`` is a code of ``rules.committees.Office``."""

    name: str
    role: str = "member"
    id: int | None = None
    person_id: int | None = None
    post: str = ""
    type: str = ""
    level: str = ""
    job_series: str = ""
    office: str = ""
    same_series: bool = False
    in_hr: bool = False
    related: bool = False
    left_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class SaveCommittee:
    """A committee with its members in order; ``id`` and ``version`` are None for a new one."""

    id: int | None
    version: int | None
    name: str
    kind: CommitteeKind
    members: tuple[MemberInput, ...] = ()
    rule: str = ""
    target_level: str = ""
    order_number: str = ""
    order_dated: dt.date | None = None
    term_from: dt.date | None = None
    term_to: dt.date | None = None
    successor_on: dt.date | None = None
    note: str = ""
    active: bool = True


def save_committee(uow: UnitOfWork, command: SaveCommittee) -> Result[int]:
    """Store a committee and its seats; returns its id.

    Errors: ``required``, ``member_twice`` (facts: name), ``two_chairs``, ``term_backwards``,
    ``rule_unknown``, ``member_has_scores`` where a seat with sheets would be taken away,
    ``EditConflict``. A composition that does not fit its rule is told, never refused.
    """
    require(uow.actor, Right.WORK_MEETINGS)
    refuse(_problems(uow, command))
    values = {
        key: value.strip() if isinstance(value, str) else value
        for key, value in asdict(command).items()
        if key not in {"id", "version", "members"}
    }
    values["kind"] = command.kind.value
    committee, changes = _stored(uow, command, values)
    changes |= _set_members(uow, committee, command.members)
    uow.session.flush()
    if changes or command.id is None:
        action = "committee.made" if command.id is None else "committee.edited"
        audit_edit(uow, action, "committee", committee.id, changes)
    return Result(committee.id, changed(("committee", committee.id)))


def check_composition(
    law: Law, rule: str, target_level: str, members: Sequence[MemberInput]
) -> CommitteeCheck | None:
    """Return how the seats fit a composition rule, None without one; raises Refused."""
    if not rule:
        return None
    return check_committee(
        rule,
        [_seat(each) for each in members if each.left_on is None],
        law,
        Level(target_level) if target_level in set(Level) else None,
    )


def composition_rules(law: Law) -> tuple[tuple[str, str], ...]:
    """Return the composition rules that a law holds, as (id, Thai title)."""
    return tuple(
        (id_, parameter.description)
        for id_, parameter in law.book.parameters(law.agency).items()
        if _is_composition(parameter.values)
    )


def term_limit(law: Law, term_from: dt.date) -> dt.date | None:
    """Return the last day a term from a day may have by the law, None where no rule limits it.

    # rule: dhss.term
    """
    if not law.has(_TERM_RULE):
        return None
    years = law.read(_TERM_RULE).value
    return add_months(term_from, years * 12) - dt.timedelta(days=1)


def term_source(law: Law) -> str:
    """Return the clause that limits a term, empty where no rule does."""
    if not law.has(_TERM_RULE):
        return ""
    return " · ".join(
        f"{cited.instrument} {cited.clause}".strip()
        for cited in law.read(_TERM_RULE).explanation.citations
    )


def load_committee(uow: UnitOfWork, committee_id: int) -> Committee:
    """Return a committee with its seats, or raise ``not_found``."""
    query = (
        select(Committee)
        .where(Committee.id == committee_id)
        .options(selectinload(Committee.members))
    )
    found = uow.session.scalars(query).one_or_none()
    if found is None:
        raise DomainError("not_found")
    return found


def _is_composition(values: Sequence[Any]) -> bool:
    last = values[-1]
    return hasattr(last, "keys") and "members" in last and "chair" in last


def _seat(member: MemberInput) -> Seat:
    return Seat(
        role=member.role,  # type: ignore[arg-type]
        name=member.name,
        office=Office(member.office) if member.office in set(Office) else None,
        type=PostType(member.type) if member.type in set(PostType) else PostType.OTHER,
        level=Level(member.level) if member.level in set(Level) else None,
        same_series=member.same_series,
        in_hr=member.in_hr,
        related=member.related,
    )


def _problems(uow: UnitOfWork, command: SaveCommittee) -> list[DomainError | None]:
    found: list[DomainError | None] = []
    if not command.name.strip():
        found.append(DomainError("required", field="name"))
    if command.term_from and command.term_to and command.term_to < command.term_from:
        found.append(DomainError("term_backwards", field="term_to"))
    sitting = [each for each in command.members if each.left_on is None]
    if sum(each.role == "chair" for each in sitting) > 1:
        found.append(DomainError("two_chairs", field="members"))
    names: set[str] = set()
    people: set[int] = set()
    for place, each in enumerate(command.members):
        name = " ".join(each.name.split())
        if not name:
            found.append(DomainError("required", field=f"members.{place}.name"))
        if each.role not in ROLES:
            found.append(DomainError("required", field=f"members.{place}.role"))
        if each.left_on is None and (
            name in names or (each.person_id is not None and each.person_id in people)
        ):
            found.append(DomainError("member_twice", field=f"members.{place}.name", name=name))
        if each.left_on is None:
            names.add(name)
            people |= {each.person_id} if each.person_id is not None else set()
    if command.rule:
        law = law_for_day(uow, command.order_dated or uow.clock.today())
        if command.rule not in {id_ for id_, _ in composition_rules(law)}:
            found.append(DomainError("rule_unknown", field="rule", rule=command.rule))
        else:
            try:
                check_composition(law, command.rule, command.target_level, command.members)
            except Refused as refusal:
                found.append(DomainError("required", field="target_level", why=refusal.message))
    return found


def _stored(
    uow: UnitOfWork, command: SaveCommittee, values: dict[str, Any]
) -> tuple[Committee, dict[str, tuple[Any, Any]]]:
    if command.id is None:
        committee = Committee(**values)
        committee.members = []
        uow.session.add(committee)
        return committee, {"name": (None, committee.name)}
    committee = load_committee(uow, command.id)
    check_version(uow, committee, command.version, "committee", values)
    changes = diff(committee, values)
    for field, value in values.items():
        setattr(committee, field, value)
    return committee, changes


def _set_members(
    uow: UnitOfWork, committee: Committee, members: Sequence[MemberInput]
) -> dict[str, tuple[Any, Any]]:
    """Bring the seats up to date; they keep their ids, for attendance and sheets point to them."""
    before = {member.id: member for member in committee.members}
    old = [f"{member.role}: {member.name}" for member in committee.members]
    gone = before.keys() - {each.id for each in members}
    if gone:
        _refuse_with_scores(uow, [before[id_] for id_ in gone])
    rows = []
    for position, each in enumerate(members, start=1):
        row = before.get(each.id or 0) or CommitteeMember()
        for field, value in asdict(each).items():
            if field != "id":
                setattr(row, field, " ".join(value.split()) if isinstance(value, str) else value)
        row.position = position
        rows.append(row)
    committee.members = rows
    new = [f"{row.role}: {row.name}" for row in rows]
    if old != new and committee.id is not None:
        flag_modified(committee, "name")  # a change of seats raises the committee's version, too
    return {"members": (old, new)} if old != new else {}


def _refuse_with_scores(uow: UnitOfWork, members: Sequence[CommitteeMember]) -> None:
    ids = [member.id for member in members]
    scored = uow.session.scalars(
        select(ScoreSheet.member_id).where(ScoreSheet.member_id.in_(ids))
    ).first()
    if scored is not None:
        name = next(member.name for member in members if member.id == scored)
        raise DomainError("member_has_scores", field="members", name=name)
