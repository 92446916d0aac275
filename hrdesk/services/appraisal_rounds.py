"""Appraisal rounds: opening one, who is in it, who appraises whom, and the matter it walks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from hrdesk.models import Appraisal, AppraisalRound, Committee, Person
from hrdesk.rules.appraisal import Staff
from hrdesk.rules.codes import CaseType
from hrdesk.rules.dates import fiscal_year_days
from hrdesk.rules.names import full_name, titled
from hrdesk.rules.refusal import Refused
from hrdesk.rules.rounds import rounds_between
from hrdesk.services.access import Right, require
from hrdesk.services.appraisal_law import person_staff
from hrdesk.services.cases import OpenedCase, refuse_future
from hrdesk.services.changes import Change, Result, changed
from hrdesk.services.editing import audit_edit, check_version, diff
from hrdesk.services.errors import DomainError
from hrdesk.services.office_law import law_for_day
from hrdesk.services.posts import shown_number
from hrdesk.services.problems import refuse
from hrdesk.services.round_cases import matter_of
from hrdesk.services.unit_of_work import UnitOfWork

CHUNK = 500  # ids in one IN list: far below every database's limit


@dataclass(frozen=True, slots=True)
class OpenAppraisalRound:
    """A half-year to be opened: fiscal year (BE) and its number, 1 or 2."""

    year: int
    number: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class SaveAppraisalRound:
    """The facts of a round: its screening committee, when it met, when the list was posted."""

    round_id: int
    version: int
    committee_id: int | None
    screened_on: dt.date | None
    posted_on: dt.date | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Appraiser:
    """Who appraises: a person of the register, or a typed name and post (a mayor is in none)."""

    person_id: int | None = None
    name: str = ""
    post: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """An appraisal as somebody saw it: what was changed since is not written over."""

    id: int
    version: int


@dataclass(frozen=True, slots=True)
class AddPeople:
    """People put into a round at once; ``staff`` where the criteria are not those of employment."""

    round_id: int
    person_ids: tuple[int, ...]
    appraiser: Appraiser = Appraiser()
    staff: Staff | None = None


def open_appraisal_round(uow: UnitOfWork, command: OpenAppraisalRound) -> Result[int]:
    """Open a round on the days the law gives it; returns its id.

    Errors: ``appraisal_round_number``, ``appraisal_round_exists`` (facts: year, number),
    ``appraisal_no_rounds`` where the law held sets none for the year.
    """
    require(uow.actor, Right.WORK_APPRAISALS)
    first, last = round_days(uow, command.year, command.number)
    taken = uow.session.scalars(
        select(AppraisalRound.id).where(
            AppraisalRound.year == command.year, AppraisalRound.number == command.number
        )
    ).first()
    if taken is not None:
        raise DomainError(
            "appraisal_round_exists", field="number", year=command.year, number=command.number
        )
    row = AppraisalRound(
        year=command.year,
        number=command.number,
        first=first,
        last=last,
        note=command.note.strip(),
    )
    uow.session.add(row)
    uow.session.flush()
    uow.audit(
        "appraisal_round.opened", "appraisal_round", row.id,
        changes={"year": (None, row.year), "number": (None, row.number)},
    )  # fmt: skip
    return Result(row.id, touched(row))


def round_days(uow: UnitOfWork, year: int, number: int) -> tuple[dt.date, dt.date]:
    """Return the days of a round by the law in force when it begins; checks no right.

    # rule: sao.appraisal.rounds
    """
    try:
        span = fiscal_year_days(year)
        law = law_for_day(uow, span[1])
        found = rounds_between("appraisal", *span, law)
    except (Refused, ValueError, OverflowError) as problem:
        raise DomainError("appraisal_no_rounds", field="year", year=year) from problem
    if not found:
        raise DomainError("appraisal_no_rounds", field="year", year=year)
    if not 1 <= number <= len(found):
        raise DomainError("appraisal_round_number", field="number", most=len(found))
    return found[number - 1].first, found[number - 1].last


def save_appraisal_round(uow: UnitOfWork, command: SaveAppraisalRound) -> Result[int]:
    """Store the facts of a round; returns its new version.

    Errors: ``appraisal_round_final``, ``date_in_future``, ``not_found`` for a committee that is
    none, ``EditConflict``.
    """
    require(uow.actor, Right.WORK_APPRAISALS)
    row = unclosed_round(uow, command.round_id)
    values = {
        key: value.strip() if isinstance(value, str) else value
        for key, value in asdict(command).items()
        if key not in {"round_id", "version"}
    }
    check_version(uow, row, command.version, "appraisal_round", values)
    days = {"screened_on": command.screened_on, "posted_on": command.posted_on}
    for field, day in days.items():
        if day is not None:
            refuse_future(uow, day, field)
    if (
        command.committee_id is not None
        and uow.session.get(Committee, command.committee_id) is None
    ):
        raise DomainError("not_found", field="committee_id")
    changes = diff(row, values)
    for field, value in values.items():
        setattr(row, field, value)
    uow.session.flush()
    if changes:
        audit_edit(uow, "appraisal_round.edited", "appraisal_round", row.id, changes)
    return Result(row.version, touched(row))


def add_people(uow: UnitOfWork, command: AddPeople) -> Result[tuple[int, ...]]:
    """Put people of the register into a round; returns the ids of their appraisals, all or none.

    Errors (field ``people``): ``appraisal_person_twice``, ``person_inactive``,
    ``appraisal_no_criteria`` (facts: name), ``required`` for nobody; ``appraiser_is_self`` (field
    ``appraiser``).
    """
    require(uow.actor, Right.WORK_APPRAISALS)
    round_ = unclosed_round(uow, command.round_id)
    ids = list(dict.fromkeys(command.person_ids))
    people = {person.id: person for person in _people(uow, ids)}
    if not ids or len(people) < len(ids):
        raise DomainError("required" if not ids else "not_found", field="people")
    if len(ids) < len(command.person_ids):
        twice = next(id_ for id_ in ids if command.person_ids.count(id_) > 1)
        raise DomainError("appraisal_person_twice", field="people", name=_name(people[twice]))
    appraiser = _appraiser(uow, command.appraiser)
    known = _already(uow, round_.id)
    refuse([_unfit(uow, people[id_], command, known) for id_ in ids])
    rows = [_made(uow, round_, people[id_], command.staff, appraiser) for id_ in ids]
    uow.session.add_all(rows)
    uow.session.flush()
    uow.audit(
        "appraisal_round.people_added", "appraisal_round", round_.id,
        changes={"count": (None, len(rows)), "appraiser": (None, appraiser[1] or None)},
    )  # fmt: skip
    return Result(tuple(row.id for row in rows), touched(round_))


def set_appraiser(uow: UnitOfWork, seen: Sequence[Seen], appraiser: Appraiser) -> Result[int]:
    """Give many appraisals one appraiser; an empty one takes theirs away. Returns how many.

    Errors: ``appraiser_is_self`` (facts: name), ``appraisal_round_final``, ``not_found``,
    ``EditConflict``.
    """
    require(uow.actor, Right.WORK_APPRAISALS)
    person_id, name, post = _appraiser(uow, appraiser)
    rows = seen_appraisals(uow, seen, {"appraiser": name, "appraiser_post": post})
    own = next((row for row in rows if person_id is not None and row.person_id == person_id), None)
    if own is not None:
        raise DomainError("appraiser_is_self", field="appraiser", name=name)
    old = sorted({row.appraiser for row in rows if row.appraiser})
    for row in rows:
        row.appraiser_id, row.appraiser, row.appraiser_post = person_id, name, post
    uow.session.flush()
    round_id = rows[0].round_id
    uow.audit(
        "appraisal_round.appraiser_set", "appraisal_round", round_id,
        changes={"appraiser": (old, name or None), "count": (None, len(rows))},
    )  # fmt: skip
    return Result(len(rows), changed(("appraisal_round", round_id)))


def remove_person(uow: UnitOfWork, appraisal_id: int, version: int, reason: str) -> Result[None]:
    """Take somebody out of a round with everything written about them, with a reason.

    Errors: ``required``, ``appraisal_round_final``, ``EditConflict``.
    """
    require(uow.actor, Right.WORK_APPRAISALS)
    if not reason.strip():
        raise DomainError("required", field="reason")
    row = unclosed_appraisals(uow, [appraisal_id])[0]
    check_version(uow, row, version, "appraisal", {})
    person = uow.session.get_one(Person, row.person_id)
    round_id = row.round_id
    uow.session.delete(row)
    uow.session.flush()
    uow.audit(
        "appraisal_round.person_removed", "appraisal_round", round_id,
        changes={
            "name": (_name(person), None),
            "achievement": (row.achievement or None, None),
            "competency": (row.competency or None, None),
        },
        reason=reason.strip(),
    )  # fmt: skip
    return Result(None, changed(("appraisal_round", round_id)))


def open_appraisal_case(uow: UnitOfWork, round_id: int) -> Result[OpenedCase]:
    """Open the matter whose steps the round walks, and link it.

    Errors: ``appraisal_round_final``, those of ``round_cases.matter_of``.
    """
    require(uow.actor, Right.WORK_APPRAISALS)
    round_ = unclosed_round(uow, round_id)
    subject = f"การประเมินผลการปฏิบัติราชการ รอบที่ {round_.number} ปีงบประมาณ {round_.year}"
    opened = matter_of(uow, round_, CaseType.APPRAISAL, subject)
    return Result(opened.value, opened.changed | touched(round_))


def unclosed_round(uow: UnitOfWork, round_id: int) -> AppraisalRound:
    """Return a round that may be changed; raises ``not_found``, ``appraisal_round_final``."""
    row = uow.session.get(AppraisalRound, round_id)
    if row is None:
        raise DomainError("not_found")
    if row.state == "final":
        raise DomainError("appraisal_round_final")
    return row


def unclosed_appraisals(uow: UnitOfWork, ids: Iterable[int]) -> list[Appraisal]:
    """Return appraisals of one round that may be changed, in the order given.

    Raises ``required`` for none, ``not_found``, ``appraisal_round_final``.
    """
    wanted = list(dict.fromkeys(ids))
    if not wanted:
        raise DomainError("required", field="people")
    found: dict[int, Appraisal] = {}
    for at in range(0, len(wanted), CHUNK):
        query = select(Appraisal).where(Appraisal.id.in_(wanted[at : at + CHUNK]))
        found |= {row.id: row for row in uow.session.scalars(query)}
    rows = [found[id_] for id_ in wanted if id_ in found]
    if len(rows) < len(wanted) or len({row.round_id for row in rows}) > 1:
        raise DomainError("not_found")
    unclosed_round(uow, rows[0].round_id)
    return rows


def seen_appraisals(
    uow: UnitOfWork, seen: Sequence[Seen], mine: Mapping[str, Any]
) -> list[Appraisal]:
    """Return appraisals as ``unclosed_appraisals``; ``EditConflict`` where one changed since.

    ``mine`` holds what is about to be written to each.
    """
    versions = {each.id: each.version for each in seen}
    rows = unclosed_appraisals(uow, versions)
    for row in rows:
        check_version(uow, row, versions[row.id], "appraisal", mine)
    return rows


def touched(round_: AppraisalRound) -> frozenset[Change]:
    """Return what a change of a round makes others read again."""
    return changed(("appraisal_round", round_.id))


def _people(uow: UnitOfWork, ids: Sequence[int]) -> Iterable[Person]:
    for at in range(0, len(ids), CHUNK):
        yield from uow.session.scalars(
            select(Person)
            .where(Person.id.in_(ids[at : at + CHUNK]))
            .options(selectinload(Person.post))
        )


def _already(uow: UnitOfWork, round_id: int) -> frozenset[int]:
    return frozenset(
        uow.session.scalars(select(Appraisal.person_id).where(Appraisal.round_id == round_id))
    )


def _unfit(
    uow: UnitOfWork, person: Person, command: AddPeople, known: frozenset[int]
) -> DomainError | None:
    code = ""
    if person.id in known:
        code = "appraisal_person_twice"
    elif not person.active:
        code = "person_inactive"
    elif person.id == command.appraiser.person_id:
        code = "appraiser_is_self"
    elif command.staff is None and person_staff(uow, person) is None:
        code = "appraisal_no_criteria"
    where = "appraiser" if code == "appraiser_is_self" else "people"
    return DomainError(code, field=where, name=_name(person)) if code else None


def _made(
    uow: UnitOfWork,
    round_: AppraisalRound,
    person: Person,
    staff: Staff | None,
    appraiser: tuple[int | None, str, str],
) -> Appraisal:
    kind = staff or person_staff(uow, person)
    assert kind is not None  # refused before
    post = person.post
    return Appraisal(
        round_id=round_.id,
        person_id=person.id,
        staff=kind.value,
        post_title=post.title if post else "",
        post_number=shown_number(post.number) if post else "",
        level=post.level if post else "",
        unit=post.unit if post else "",
        appraiser_id=appraiser[0],
        appraiser=appraiser[1],
        appraiser_post=appraiser[2],
    )


def _appraiser(uow: UnitOfWork, given: Appraiser) -> tuple[int | None, str, str]:
    """Return id, name and post of who appraises; a person of the register as they stand there."""
    if given.person_id is None:
        return None, " ".join(given.name.split()), " ".join(given.post.split())
    person = next(iter(_people(uow, [given.person_id])), None)
    if person is None:
        raise DomainError("not_found", field="appraiser")
    post = person.post
    return person.id, _name(person), titled(post.title, post.level) if post else ""


def _name(person: Person) -> str:
    return full_name(person.prefix, person.first_name, person.last_name)
