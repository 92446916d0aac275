"""What is put to a meeting: posts to fill or works to assess, its scheme and its candidates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from typing import Any, Literal

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from hrdesk.models import Candidate, Case, CommitteeMember, Contest, Person, Recusal, ScoreSheet
from hrdesk.rules.codes import Level
from hrdesk.rules.names import full_name, titled
from hrdesk.rules.publication import Publication, mission_group, publication
from hrdesk.rules.refusal import Refused
from hrdesk.services.access import Right, require
from hrdesk.services.changes import Result, changed
from hrdesk.services.contest_schemes import OWN, contest_law, contest_scheme
from hrdesk.services.editing import audit_edit, check_version, diff
from hrdesk.services.errors import DomainError
from hrdesk.services.meetings import load_meeting
from hrdesk.services.problems import refuse
from hrdesk.services.scores import open_contest
from hrdesk.services.unit_of_work import UnitOfWork

PUBLICATION = "publication"
"""The criterion whose points come from the outlet (doh.work.publication-*)."""


@dataclass(frozen=True, slots=True)
class SaveContest:
    """A matter of a meeting; ``scheme`` is an id of the law or ``own`` with ``own_scheme``.

    ``law_day`` None is the day of the meeting. ``methods`` are the names of added methods.
    """

    id: int | None
    version: int | None
    meeting_id: int
    kind: Literal["person", "work"]
    title: str
    scheme: str
    post_title: str = ""
    post_number: str = ""
    level: str = ""
    job_series: str = ""
    unit: str = ""
    posts: int = 1
    own_scheme: Mapping[str, Any] = field(default_factory=dict)
    methods: tuple[str, ...] = ()
    law_day: dt.date | None = None


@dataclass(frozen=True, slots=True)
class SaveCandidate:
    """A candidate of a contest; from a case, from the register, or typed.

    ``methods`` maps an added method to its result in per cent; ``exempt`` names criteria left out
    by a recorded decision, which asks ``exempt_reason`` and ``pass_mark``.
    """

    id: int | None
    version: int | None
    contest_id: int
    name: str = ""
    case_id: int | None = None
    person_id: int | None = None
    post: str = ""
    unit: str = ""
    works: tuple[str, ...] = ()
    outlet: str = ""
    mission_group: str = ""
    publication_reason: str = ""
    methods: Mapping[str, Decimal] = field(default_factory=dict)
    exempt: tuple[str, ...] = ()
    exempt_reason: str = ""
    pass_mark: Decimal | None = None


def save_contest(uow: UnitOfWork, command: SaveContest) -> Result[int]:
    """Store a contest; returns its id.

    Errors: ``required``, ``scheme_refused`` (facts: problem), ``posts_few``, ``method_twice``,
    ``scheme_has_points`` when another scheme is chosen after points were given, ``EditConflict``.
    """
    require(uow.actor, Right.WORK_MEETINGS)
    meeting = load_meeting(uow, command.meeting_id)
    values = {
        key: value.strip() if isinstance(value, str) else value
        for key, value in asdict(command).items()
        if key not in {"id", "version"}
    }
    values["law_day"] = command.law_day or meeting.held_on
    values["methods"] = [name.strip() for name in command.methods if name.strip()]
    values["own_scheme"] = dict(command.own_scheme) if command.scheme == OWN else {}
    refuse(_contest_problems(uow, command, values))
    if command.id is None:
        contest = Contest(position=_next_position(uow, command.meeting_id), **values)
        uow.session.add(contest)
        uow.session.flush()
        uow.audit("contest.made", "contest", contest.id, changes={"title": (None, contest.title)})
        return Result(contest.id, _touched(contest))
    contest = open_contest(uow, command.id)
    check_version(uow, contest, command.version, "contest", values)
    changes = diff(contest, values)
    if changes.keys() & {"scheme", "own_scheme", "law_day"} and _has_points(uow, contest.id):
        raise DomainError("scheme_has_points", field="scheme")
    for key, value in values.items():
        setattr(contest, key, value)
    uow.session.flush()
    if changes:
        audit_edit(uow, "contest.edited", "contest", contest.id, changes)
    return Result(contest.id, _touched(contest))


def remove_contest(uow: UnitOfWork, contest_id: int, version: int) -> Result[None]:
    """Take back a contest set up by mistake; refused once points were given."""
    require(uow.actor, Right.WORK_MEETINGS)
    contest = open_contest(uow, contest_id)
    check_version(uow, contest, version, "contest", {})
    if _has_points(uow, contest_id):
        raise DomainError("scheme_has_points")
    rows = list(uow.session.scalars(select(Candidate).where(Candidate.contest_id == contest_id)))
    for recusal in uow.session.scalars(
        select(Recusal).where(Recusal.candidate_id.in_([row.id for row in rows]))
    ):
        uow.session.delete(recusal)
    uow.session.flush()
    for row in rows:
        uow.session.delete(row)
    uow.session.flush()
    uow.session.delete(contest)
    uow.session.flush()
    uow.audit("contest.removed", "contest", contest_id, changes={"title": (contest.title, None)})
    return Result(None, _touched(contest))


def save_candidate(uow: UnitOfWork, command: SaveCandidate) -> Result[int]:
    """Store a candidate; what the case or the register knows is filled in.

    Errors: ``required``, ``candidate_twice`` (facts: name), ``outlet_refused`` (facts: problem),
    ``exempt_refused``, ``percent_range``, ``method_unknown``, ``contest_final``, ``EditConflict``.
    """
    require(uow.actor, Right.WORK_MEETINGS)
    contest = open_contest(uow, command.contest_id)
    values = _candidate_values(uow, command)
    refuse(_candidate_problems(uow, contest, command, values))
    if command.id is None:
        row = Candidate(position=_next_place(uow, contest.id), **values)
        uow.session.add(row)
        uow.session.flush()
        uow.audit(
            "candidate.added", "candidate", row.id, case_id=row.case_id,
            changes={"name": (None, row.name)},
        )  # fmt: skip
        return Result(row.id, _touched(contest))
    return _edited(uow, contest, command, values)


def add_cases(uow: UnitOfWork, contest_id: int, case_ids: Sequence[int]) -> Result[int]:
    """Take matters that wait for the committee in as candidates; returns how many.

    Errors: those of ``save_candidate``; then none of them is taken in.
    """
    require(uow.actor, Right.WORK_MEETINGS)
    touched: frozenset[Any] = frozenset()
    for case_id in case_ids:
        case = uow.session.get(Case, case_id)
        typed = case.person_name if case is not None else ""
        command = SaveCandidate(None, None, contest_id, name=typed, case_id=case_id)
        touched |= save_candidate(uow, command).changed
    return Result(len(case_ids), touched)


def _edited(
    uow: UnitOfWork, contest: Contest, command: SaveCandidate, values: Mapping[str, Any]
) -> Result[int]:
    row = uow.session.get(Candidate, command.id)
    if row is None or row.contest_id != contest.id:
        raise DomainError("not_found")
    check_version(uow, row, command.version, "candidate", values)
    changes = diff(row, values)
    for key, value in values.items():
        setattr(row, key, value)
    uow.session.flush()
    if changes:
        audit_edit(uow, "candidate.edited", "candidate", row.id, changes, case_id=row.case_id)
    return Result(row.id, _touched(contest))


def withdraw_candidate(
    uow: UnitOfWork, candidate_id: int, version: int, reason: str
) -> Result[int]:
    """Take a candidate out of a contest; the points given stay readable. Doing it again undoes it."""
    require(uow.actor, Right.WORK_MEETINGS)
    row = uow.session.get(Candidate, candidate_id)
    if row is None:
        raise DomainError("not_found")
    if not reason.strip():
        raise DomainError("required", field="reason")
    contest = open_contest(uow, row.contest_id)
    check_version(uow, row, version, "candidate", {})
    old, row.withdrawn = row.withdrawn, not row.withdrawn
    uow.session.flush()
    uow.audit(
        "candidate.withdrawn", "candidate", row.id, case_id=row.case_id,
        changes={"withdrawn": (old, row.withdrawn)}, reason=reason.strip(),
    )  # fmt: skip
    return Result(row.id, _touched(contest))


def set_recusal(
    uow: UnitOfWork, candidate_id: int, member_id: int, reason: str | None
) -> Result[None]:
    """Note that a member takes no part in one candidate, or with None that they do after all.

    Errors: ``required``, ``member_has_sheets`` where points were given already.
    """
    require(uow.actor, Right.WORK_MEETINGS)
    candidate = uow.session.get(Candidate, candidate_id)
    member = uow.session.get(CommitteeMember, member_id)
    if candidate is None or member is None:
        raise DomainError("not_found")
    contest = open_contest(uow, candidate.contest_id)
    row = uow.session.get(Recusal, (candidate_id, member_id))
    old = row.reason if row is not None else None
    new = reason.strip() if reason is not None else None
    if new == "":
        raise DomainError("required", field="reason")
    if old == new:
        return Result(None, frozenset())
    if new is not None and _has_points(uow, contest.id, candidate_id, member_id):
        raise DomainError("member_has_sheets", name=member.name)
    if row is not None and new is None:
        uow.session.delete(row)
    elif row is not None and new is not None:
        row.reason = new
    elif new is not None:
        uow.session.add(Recusal(candidate_id=candidate_id, member_id=member_id, reason=new))
    uow.session.flush()
    uow.audit(
        "candidate.recusal", "candidate", candidate_id, case_id=candidate.case_id,
        changes={member.name: (old, new)},
    )  # fmt: skip
    return Result(None, _touched(contest))


def publication_points(
    uow: UnitOfWork, contest: Contest, outlet: str, group: str = ""
) -> Publication:
    """Return the points of an outlet for a contest's level and series; raises Refused."""
    law = contest_law(uow, contest)
    level = Level(contest.level)
    series = contest.job_series or None
    if group:
        return publication(law, level, outlet, group=group)
    if series is not None and level is not Level.K2:
        mission_group(law, series)
    return publication(law, level, outlet, series=series if level is not Level.K2 else None)


def _contest_problems(
    uow: UnitOfWork, command: SaveContest, values: Mapping[str, Any]
) -> list[DomainError | None]:
    found: list[DomainError | None] = [
        DomainError("required", field=key)
        for key in ("title", "scheme")
        if not str(values[key]).strip()
    ]
    if command.posts < 1:
        found.append(DomainError("posts_few", field="posts"))
    if len(set(values["methods"])) != len(values["methods"]):
        found.append(DomainError("method_twice", field="methods"))
    if command.scheme.strip():
        try:
            contest_scheme(uow, Contest(**values))
        except Refused as refusal:
            found.append(DomainError("scheme_refused", field="scheme", problem=refusal.message))
    return found


def _candidate_values(uow: UnitOfWork, command: SaveCandidate) -> dict[str, Any]:
    values: dict[str, Any] = {
        key: value.strip() if isinstance(value, str) else value
        for key, value in asdict(command).items()
        if key not in {"id", "version"}
    }
    values["works"] = [work.strip() for work in command.works if work.strip()]
    values["methods"] = {name: str(percent) for name, percent in command.methods.items()}
    values["exempt"] = list(command.exempt)
    if command.case_id is not None:
        case = uow.session.get(Case, command.case_id)
        if case is None:
            raise DomainError("not_found")
        values["person_id"] = case.person_id
    if values["person_id"] is not None:
        person = uow.session.scalars(
            select(Person)
            .where(Person.id == values["person_id"])
            .options(selectinload(Person.post))
        ).one_or_none()
        if person is None:
            raise DomainError("not_found")
        values["name"] = values["name"] or full_name(
            person.prefix, person.first_name, person.last_name
        )
        if person.post is not None:
            values["post"] = values["post"] or titled(person.post.title, person.post.level)
            values["unit"] = values["unit"] or person.post.unit
    return values


def _candidate_problems(
    uow: UnitOfWork, contest: Contest, command: SaveCandidate, values: Mapping[str, Any]
) -> list[DomainError | None]:
    found: list[DomainError | None] = [_twice(uow, contest, command, values)]
    if not values["name"]:
        found.append(DomainError("required", field="name"))
    if command.outlet:
        try:
            publication_points(uow, contest, command.outlet, command.mission_group)
        except Refused as refusal:
            found.append(DomainError("outlet_refused", field="outlet", problem=refusal.message))
    for name, percent in command.methods.items():
        if name not in contest.methods:
            found.append(DomainError("method_unknown", field="methods", name=name))
        elif not 0 <= percent <= 100:
            found.append(DomainError("percent_range", field="methods", name=name))
    return [*found, *_exemption_problems(uow, contest, command)]


def _exemption_problems(
    uow: UnitOfWork, contest: Contest, command: SaveCandidate
) -> list[DomainError | None]:
    if not command.exempt:
        return []
    scheme = contest_scheme(uow, contest)
    found: list[DomainError | None] = []
    for id_ in command.exempt:
        criterion = scheme.by_id.get(id_)
        if criterion is None or not criterion.may_be_exempt:
            found.append(DomainError("exempt_refused", field="exempt"))
    if not command.exempt_reason.strip():
        found.append(DomainError("required", field="exempt_reason"))
    left = sum(
        (each.maximum for each in scheme.criteria if each.id not in command.exempt), Decimal()
    )
    if command.pass_mark is None:
        found.append(DomainError("required", field="pass_mark"))
    elif not 0 < command.pass_mark <= left:
        found.append(DomainError("pass_mark_range", field="pass_mark", most=left))
    return found


def _twice(
    uow: UnitOfWork, contest: Contest, command: SaveCandidate, values: Mapping[str, Any]
) -> DomainError | None:
    """Refuse one who stands in the contest already: the same case, person, or typed name."""
    same = Candidate.name == values["name"]
    if values["person_id"] is not None:
        same = Candidate.person_id == values["person_id"]
    query = select(Candidate.id).where(
        Candidate.contest_id == contest.id,
        Candidate.withdrawn.is_(False),
        Candidate.id != (command.id or 0),
        same,
    )
    if uow.session.execute(query.limit(1)).first() is None:
        return None
    return DomainError("candidate_twice", field="name", name=values["name"])


def _has_points(
    uow: UnitOfWork, contest_id: int, candidate_id: int | None = None, member_id: int | None = None
) -> bool:
    query = select(ScoreSheet.points).where(ScoreSheet.contest_id == contest_id)
    if candidate_id is not None and member_id is not None:
        query = query.where(
            ScoreSheet.candidate_id == candidate_id, ScoreSheet.member_id == member_id
        )
    return any(points for points in uow.session.scalars(query))


def _next_position(uow: UnitOfWork, meeting_id: int) -> int:
    query = select(func.max(Contest.position)).where(Contest.meeting_id == meeting_id)
    return (uow.session.execute(query).scalar() or 0) + 1


def _next_place(uow: UnitOfWork, contest_id: int) -> int:
    query = select(func.max(Candidate.position)).where(Candidate.contest_id == contest_id)
    return (uow.session.execute(query).scalar() or 0) + 1


def _touched(contest: Contest) -> frozenset[Any]:
    return changed(("contest", contest.id), ("meeting", contest.meeting_id))
