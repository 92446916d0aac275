"""The register's facts about people in the shape that the rules on time and routes take."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from sqlalchemy import select

from hrdesk.models import Degree, Person, PositionGroup, Post, ServiceRun
from hrdesk.rules.codes import DegreeLevel, Employment, Level, PostType
from hrdesk.rules.dates import PartialDate
from hrdesk.rules.names import full_name
from hrdesk.rules.service_time_rules import Ruling
from hrdesk.rules.standing import RegisterRun, first_day
from hrdesk.services.posts import shown_number
from hrdesk.services.unit_of_work import UnitOfWork

_LADDER = tuple(DegreeLevel)


@dataclass(frozen=True, slots=True)
class PostFacts:
    """A post as the register has it; ``number`` is empty when unknown."""

    id: int
    number: str
    title: str
    type: PostType
    level: Level | None
    series: str
    unit: str
    linked_level: bool


@dataclass(frozen=True, slots=True)
class RunFacts:
    """A run of service as the register has it, with the ruling on it."""

    id: int
    start: PartialDate
    end: PartialDate | None
    employment: Employment
    type: PostType
    level: Level | None
    series: str
    title: str
    entitled: bool
    ruling: Ruling | None


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """Somebody with post, runs and degrees (level, graduated on or None)."""

    id: int
    version: int
    name: str
    sort_key: str
    born: PartialDate | None
    employment: Employment
    licence: str
    post: PostFacts | None
    runs: tuple[RunFacts, ...] = ()
    degrees: tuple[tuple[DegreeLevel, PartialDate | None], ...] = ()

    @property
    def highest_degree(self) -> DegreeLevel | None:
        """The highest degree held, by which the years are asked."""
        return max((level for level, _ in self.degrees), key=_LADDER.index, default=None)

    def qualified_on(self, asked: DegreeLevel) -> PartialDate | None:
        """The first known day with a degree of that level or above; None where no day is known."""
        days = [day for level, day in self.degrees if day is not None and _reaches(level, asked)]
        return min(days, key=first_day, default=None)

    def lacks_degree_day(self, asked: DegreeLevel) -> bool:
        """Whether a degree that would do stands without any date."""
        return any(day is None and _reaches(level, asked) for level, day in self.degrees)


@dataclass(slots=True)
class SeriesGroups:
    """The office's position groups in memory, for comparing many series."""

    groups: list[frozenset[str]] = field(default_factory=list)

    def same(self, one: str, other: str) -> bool:
        """Tell whether two series count as one: the same name, or both in one group."""
        one, other = _one_line(one), _one_line(other)
        if one == other:
            return bool(one)
        return any(one in group and other in group for group in self.groups)


def series_groups(uow: UnitOfWork) -> SeriesGroups:
    """Return the office's position groups."""
    rows = uow.session.scalars(select(PositionGroup.series))
    return SeriesGroups([frozenset(map(str, series)) for series in rows])


def people_facts(uow: UnitOfWork, ids: Sequence[int]) -> dict[int, PersonFacts]:
    """Return the facts of these people by id; those who are not there are left out."""
    runs = _runs(uow, ids)
    degrees = _degrees(uow, ids)
    query = select(Person, Post).outerjoin(Post, Person.post_id == Post.id)
    return {
        person.id: PersonFacts(
            id=person.id,
            version=person.version,
            name=full_name(person.prefix, person.first_name, person.last_name),
            sort_key=person.sort_key,
            born=_date(person.birth_date),
            employment=Employment(person.employment),
            licence=person.licence,
            post=post_facts(post) if post is not None else None,
            runs=tuple(runs[person.id]),
            degrees=tuple(degrees[person.id]),
        )
        for person, post in uow.session.execute(query.where(Person.id.in_(ids)))
    }


def post_facts(post: Post) -> PostFacts:
    """Return a post as the rules take it."""
    return PostFacts(
        id=post.id,
        number=shown_number(post.number),
        title=post.title,
        type=PostType(post.type),
        level=Level(post.level) if post.level else None,
        series=post.job_series,
        unit=post.unit,
        linked_level=post.linked_level,
    )


def register_runs(
    runs: Iterable[RunFacts], series: str, groups: SeriesGroups
) -> tuple[RegisterRun, ...]:
    """Return the runs as counted for a post of ``series``."""
    return tuple(
        RegisterRun(
            start=run.start,
            end=run.end,
            employment=run.employment,
            type=run.type,
            level=run.level,
            series=run.series,
            same_group=groups.same(run.series, series),
            ruling=run.ruling,
            entitled=run.entitled,
        )
        for run in runs
    )


def _runs(uow: UnitOfWork, ids: Sequence[int]) -> dict[int, list[RunFacts]]:
    row = ServiceRun
    query = (
        select(
            row.person_id, row.id, row.started_on, row.ended_on, row.employment, row.type,
            row.level, row.job_series, row.title, row.entitled, row.related_share, row.ruled_on,
            row.ruled_meeting, row.ruled_reason,
        )
        .where(row.person_id.in_(ids))
        .order_by(row.person_id, row.position)
    )  # fmt: skip
    found: dict[int, list[RunFacts]] = defaultdict(list)
    for each in uow.session.execute(query):
        level = Level(each.level) if each.level else None
        found[each.person_id].append(
            RunFacts(
                id=each.id,
                start=PartialDate.from_storage(each.started_on),
                end=_date(each.ended_on),
                employment=Employment(each.employment),
                type=level.post_type if level else PostType(each.type or PostType.OTHER),
                level=level,
                series=each.job_series,
                title=each.title,
                entitled=each.entitled,
                ruling=_ruling(
                    each.related_share, each.ruled_on, each.ruled_meeting, each.ruled_reason
                ),
            )
        )
    return found


def _ruling(share: str, decided_on: dt.date | None, meeting: str, reason: str) -> Ruling | None:
    return Ruling(Decimal(share), decided_on, meeting, reason) if share else None


def _degrees(
    uow: UnitOfWork, ids: Sequence[int]
) -> dict[int, list[tuple[DegreeLevel, PartialDate | None]]]:
    query = (
        select(Degree.person_id, Degree.level, Degree.graduated_on)
        .where(Degree.person_id.in_(ids))
        .order_by(Degree.person_id, Degree.position)
    )
    found: dict[int, list[tuple[DegreeLevel, PartialDate | None]]] = defaultdict(list)
    for person_id, level, day in uow.session.execute(query):
        found[person_id].append((DegreeLevel(level), _date(day)))
    return found


def _date(stored: str) -> PartialDate | None:
    return PartialDate.from_storage(stored) if stored else None


def _reaches(level: DegreeLevel, asked: DegreeLevel) -> bool:
    return _LADDER.index(level) >= _LADDER.index(asked)


def _one_line(text: str) -> str:
    return " ".join(text.split())
