"""Who becomes eligible for the next level in the series held: everybody, counted in chunks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from sqlalchemy import select

from hrdesk.models import Case, Person, Post
from hrdesk.rules.codes import Agency, CaseStatus, CaseType, DegreeLevel, Level, PostType
from hrdesk.rules.dates import add_months
from hrdesk.rules.lawbook import Law
from hrdesk.rules.refusal import Refused
from hrdesk.rules.retirement import retirement
from hrdesk.rules.service_time import Length
from hrdesk.rules.sorting import thai_key
from hrdesk.rules.standing import TimeStanding, if_ruled, next_level, time_standing
from hrdesk.rules.standing_other import has_times
from hrdesk.services.access import Right, require
from hrdesk.services.office_law import law_for_day
from hrdesk.services.standing_facts import (
    PersonFacts,
    PostFacts,
    SeriesGroups,
    people_facts,
    register_runs,
    series_groups,
)
from hrdesk.services.unit_of_work import UnitOfWork

_CHUNK = 500  # people read at a time
_KINDS = (CaseType.PROMOTION.value, CaseType.PROMOTION_SELECTION.value)

Told = Callable[[int, int], None]
"""Hears how many people of how many were looked at; it may raise to stop."""


class CandidateState(StrEnum):
    """How somebody stands: met, within the months, or why nobody can say."""

    MET = "met"
    SOON = "soon"
    WAITING = "waiting"  # would be, if a committee finds the time related
    UNSURE = "unsure"  # depends on a day or month that is missing
    INCOMPLETE = "incomplete"  # the register lacks what counting needs


@dataclass(frozen=True, slots=True)
class Candidate:
    """One person: the level held and the next, when the time is met, counted against asked.

    ``met_from`` – ``met_by`` are as in ``TimeStanding``; ``waiting`` and ``undated`` count the runs
    that wait for a ruling or lack a day; ``missing`` are codes as in ``StandingView``. ``matter``
    is the number of a promotion under way, ``matter_id`` its case.
    """

    id: int
    name: str
    sort_key: str
    post_title: str
    series: str
    unit: str
    level: Level
    next: Level
    state: CandidateState
    met_from: dt.date | None = None
    met_by: dt.date | None = None
    least: Length = field(default_factory=Length)
    most: Length = field(default_factory=Length)
    required_years: int = 0
    waiting: int = 0
    undated: int = 0
    missing: tuple[str, ...] = ()
    retires_on: dt.date | None = None
    retires_first: bool = False
    matter_id: int | None = None
    matter: str = ""


@dataclass(frozen=True, slots=True)
class CandidateList:
    """The list in order of unit, day and name; ``refused`` says in Thai why there is none."""

    day: dt.date
    until: dt.date
    agency: Agency
    has_times: bool
    rows: tuple[Candidate, ...] = ()
    looked_at: int = 0
    refused: str = ""


def candidates(uow: UnitOfWork, months: int = 12, told: Told | None = None) -> CandidateList:
    """Return everybody in a knowledge worker's post who is eligible for the next level by then.

    Long for a large office: ``told`` hears of the progress after each chunk.
    """
    require(uow.actor, Right.SEE_PEOPLE)
    day = uow.clock.today()
    until = add_months(day, months)
    law = law_for_day(uow, day)
    agency = Agency(law.agency)
    if not has_times(law):
        return CandidateList(day, until, agency, has_times=False)
    ids = _ids(uow)
    groups = series_groups(uow)
    found: list[Candidate] = []
    try:
        for start in range(0, len(ids), _CHUNK):
            if told is not None:
                told(start, len(ids))
            found += _chunk(uow, ids[start : start + _CHUNK], law, until, groups)
    except Refused as refusal:
        return CandidateList(day, until, agency, has_times=True, refused=refusal.message)
    found.sort(key=_order)
    return CandidateList(day, until, agency, True, tuple(found), len(ids))


def _ids(uow: UnitOfWork) -> Sequence[int]:
    """Everybody in a post from which a promotion leads on."""
    levels = [level.value for level in Level.of_type(PostType.K) if next_level(level)]
    query = (
        select(Person.id)
        .join(Post, Person.post_id == Post.id)
        .where(Person.active.is_(True), Post.level.in_(levels))
        .order_by(Person.id)
    )
    return uow.session.scalars(query).all()


def _chunk(
    uow: UnitOfWork, ids: Sequence[int], law: Law, until: dt.date, groups: SeriesGroups
) -> Iterator[Candidate]:
    people = people_facts(uow, ids)
    uow.session.expunge_all()  # thirty thousand people need not stay in memory
    matters = _matters(uow, ids)
    for person in people.values():
        post = person.post
        above = next_level(post.level) if post is not None else None
        if post is None or post.level is None or above is None:
            continue
        made = _candidate(person, post, post.level, above, law, until, groups)
        if made is None:
            continue
        matter = matters.get(person.id)
        yield made if matter is None else _with_matter(made, *matter)


def _candidate(
    person: PersonFacts,
    post: PostFacts,
    level: Level,
    above: Level,
    law: Law,
    until: dt.date,
    groups: SeriesGroups,
) -> Candidate | None:
    """One person's line; None for somebody who is not eligible by then, whatever is missing."""
    asked = DegreeLevel.BACHELOR
    qualified, degree = person.qualified_on(asked), person.highest_degree
    lacks = {
        "series": not post.series,
        "runs": not person.runs,
        "degree": degree is None,
        "degree_level": degree is not None
        and qualified is None
        and not person.lacks_degree_day(asked),
        "degree_day": qualified is None and person.lacks_degree_day(asked),
    }
    missing = tuple(code for code, lacking in lacks.items() if lacking)
    retires_on = _last_day(person, law)
    base = Candidate(
        id=person.id,
        name=person.name,
        sort_key=person.sort_key,
        post_title=post.title,
        series=post.series,
        unit=post.unit,
        level=level,
        next=above,
        state=CandidateState.INCOMPLETE,
        missing=missing,
        retires_on=retires_on,
    )
    if missing or degree is None or qualified is None:
        return base
    runs = register_runs(person.runs, post.series, groups)
    time = time_standing(
        law, level=above, series=post.series, degree=degree, qualified_on=qualified, runs=runs
    )
    state = _state(time, until)
    if state is None and time.waiting:
        ruled = time_standing(
            law, level=above, series=post.series, degree=degree, qualified_on=qualified,
            runs=if_ruled(runs),
        )  # fmt: skip
        state = CandidateState.WAITING if _state(ruled, until) else None
    if state is None:
        return None
    return replace(
        base,
        state=state,
        met_from=time.met_from,
        met_by=time.met_by,
        least=time.least,
        most=time.most,
        required_years=time.required_years,
        waiting=len(time.waiting) if time.met is not True else 0,
        undated=len(time.undated) + time.degree_decides,
        retires_first=retires_on is not None
        and (time.met_from is None or retires_on < time.met_from),
    )


def _state(time: TimeStanding, until: dt.date) -> CandidateState | None:
    if time.met:
        return CandidateState.MET
    if time.met_by is not None and time.met_by <= until:
        return CandidateState.SOON if time.met is False else CandidateState.UNSURE
    if time.met is None or (time.met_from is not None and time.met_from <= until):
        return CandidateState.UNSURE
    return None


def _last_day(person: PersonFacts, law: Law) -> dt.date | None:
    born = person.born.exact if person.born is not None else None
    return retirement(born, law).last_day if born is not None else None


def _matters(uow: UnitOfWork, ids: Sequence[int]) -> dict[int, tuple[int, str]]:
    """The promotion under way of each person, the newest where there are several."""
    query = (
        select(Case.person_id, Case.id, Case.number, Case.year)
        .where(
            Case.person_id.in_(ids),
            Case.status == CaseStatus.IN_PROGRESS.value,
            Case.case_type.in_(_KINDS),
        )
        .order_by(Case.received_on, Case.id)
    )
    return {
        person_id: (case_id, f"{number}/{year}")
        for person_id, case_id, number, year in uow.session.execute(query)
        if person_id is not None
    }


def _with_matter(made: Candidate, case_id: int, number: str) -> Candidate:
    return replace(made, matter_id=case_id, matter=number)


def _order(row: Candidate) -> tuple[object, ...]:
    return (not row.unit, thai_key(row.unit), row.met_from or dt.date.max, row.sort_key, row.id)
