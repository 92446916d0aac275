"""What screens read of the law: its rules, the days off, position groups, the law of a case."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

from sqlalchemy import func, select

from hrdesk import paths
from hrdesk.models import Case, LawAmendment, OfficeDay, PositionGroup
from hrdesk.rules.calc.registry import Context, calculate, kinds
from hrdesk.rules.calendar import load_corrections
from hrdesk.rules.citation import Citation
from hrdesk.rules.codes import Agency, CaseStatus
from hrdesk.rules.lawbook import COMMON, SETS, LawBook
from hrdesk.rules.parameters import Parameter
from hrdesk.rules.refusal import Refused
from hrdesk.rules.sorting import search_text, thai_key
from hrdesk.rules.strict_yaml import parse_mapping, read_mapping
from hrdesk.rules.values import unit_label
from hrdesk.services.access import Right, require
from hrdesk.services.due import LIBRARY
from hrdesk.services.errors import DomainError
from hrdesk.services.office_law import amendment_of, case_law, law_book, office_agency
from hrdesk.services.public_holidays import library_days
from hrdesk.services.unit_of_work import UnitOfWork


class LawState(StrEnum):
    """How the law of a case stands to the law held now."""

    SAME = "same"
    CHANGED = "changed"  # the program's files, or an amendment it knew was withdrawn
    UNKNOWN = "unknown"  # taken in before the program noted it


@dataclass(frozen=True, slots=True)
class LawOfCase:
    """The law a case keeps; ``version`` is None where its day is older than the law held."""

    agency: Agency
    version: dt.date | None
    hash: str
    state: LawState


def law_of_case(uow: UnitOfWork, case: Case) -> LawOfCase:
    """Return which law a case is dealt with by, for its page."""
    law, same = case_law(uow, case)
    version = case.law_version if case.law_hash else law.version
    state = LawState.SAME if same else LawState.CHANGED
    return LawOfCase(
        agency=Agency(law.agency),
        version=dt.date.fromisoformat(version) if version else None,
        hash=case.law_hash or law.book.hash,
        state=state if case.law_hash else LawState.UNKNOWN,
    )


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule in the tree; ``search`` is what a search looks in."""

    id: str
    law_set: str
    set_label: str
    instrument: str
    topic: str
    description: str
    in_force: bool
    amended: bool
    search: str


@dataclass(frozen=True, slots=True)
class AmendmentView:
    """An amendment of the office; ``running`` matters in work know it and fall under it."""

    id: int
    rule: str
    effective_on: dt.date
    citation: Citation
    reason: str
    made_by: str
    made_at: dt.datetime
    withdrawn_by: str
    withdrawn_at: dt.datetime | None
    withdrawn_reason: str
    running: int


@dataclass(frozen=True, slots=True)
class DatedValue:
    """A value from a day on (None: the rule ends); ``amendment`` where the office entered it."""

    effective_on: dt.date
    value: Any
    citations: tuple[Citation, ...]
    in_force: bool
    amendment: AmendmentView | None


@dataclass(frozen=True, slots=True)
class RuleDetail:
    """All of one rule; ``labels`` are Thai words of its codes where the law itself gives them.

    ``used_by`` are the calculations whose worked example reads the rule (name, title), ``related``
    the rules that name it or that it names (id, description). ``law_hash`` is what an amendment is based on.
    """

    id: str
    unit: str
    unit_label: str
    description: str
    set_label: str
    instrument: str
    topic: str
    values: tuple[DatedValue, ...]
    amendments: tuple[AmendmentView, ...]
    last_checked: dt.date
    notes: str
    original: str
    reading: str
    labels: Mapping[str, str]
    used_by: tuple[tuple[str, str], ...]
    related: tuple[tuple[str, str], ...]
    law_hash: str


def law_rules(uow: UnitOfWork, day: dt.date) -> tuple[RuleLine, ...]:
    """Return every rule of every set, the office's own first, and whether it holds on a day."""
    require(uow.actor, Right.SEE_ALL_CASES)
    book = law_book(uow)
    live = select(LawAmendment.rule).where(LawAmendment.withdrawn_at.is_(None))
    amended = set(uow.session.scalars(live))
    own = office_agency(uow).value
    found = []
    for law_set in sorted(SETS, key=lambda each: (each != own, each != COMMON, SETS.index(each))):
        for parameter in book.parameters(law_set).values():
            index = parameter.index_at(day)
            found.append(_line(book, law_set, parameter, index, parameter.id in amended))
    return tuple(found)


def rule_detail(uow: UnitOfWork, rule: str, day: dt.date) -> RuleDetail:
    """Return one rule with all its values; ``not_found`` for an id that names none."""
    require(uow.actor, Right.SEE_ALL_CASES)
    book = law_book(uow)
    law_set = rule.partition(".")[0]
    parameter = book.parameters(law_set).get(rule) if law_set in SETS else None
    if parameter is None:
        raise DomainError("not_found")
    amendments = _amendments(uow, rule)
    live = {each.effective_on: each for each in amendments if each.withdrawn_at is None}
    now = parameter.index_at(day)
    line = _line(book, law_set, parameter, now, bool(live))
    return RuleDetail(
        id=rule,
        unit=parameter.unit,
        unit_label=unit_label(parameter.unit),
        description=parameter.description,
        set_label=line.set_label,
        instrument=line.instrument,
        topic=line.topic,
        values=tuple(
            DatedValue(first, value, cited, place == now, live.get(first))
            for place, (first, value, cited) in enumerate(
                zip(parameter.days, parameter.values, parameter.citations, strict=True)
            )
        ),
        amendments=amendments,
        last_checked=parameter.last_checked,
        notes=parameter.notes,
        original=parameter.original,
        reading=parameter.reading,
        labels=_labels(book, law_set, rule, day),
        used_by=tuple(kind for kind, codes in _readers(book) if rule in codes),
        related=_related(book, law_set, parameter),
        law_hash=book.hash,
    )


def law_in_force(uow: UnitOfWork, rules: Sequence[str], day: dt.date) -> tuple[RuleDetail, ...]:
    """Return those of the rules that hold on a day, for printing and Excel."""
    found = (rule_detail(uow, rule, day) for rule in rules)
    return tuple(
        each for each in found if any(v.in_force and v.value is not None for v in each.values)
    )


def _line(book: LawBook, law_set: str, parameter: Parameter, index: int, amended: bool) -> RuleLine:
    instrument, topic = _instruments(book)[parameter.file]
    said = " ".join(
        cited.text for dated in parameter.citations for cited in dated
    )  # an officer searches by the clause, too
    texts = (parameter.id, parameter.description, topic, said, parameter.notes)
    return RuleLine(
        id=parameter.id,
        law_set=law_set,
        set_label="ใช้ร่วมกันทุกหน่วยงาน" if law_set == COMMON else Agency(law_set).label,
        instrument=instrument,
        topic=topic,
        description=parameter.description,
        in_force=index >= 0 and parameter.values[index] is not None,
        amended=amended,
        search=search_text(*texts),
    )


def _amendments(uow: UnitOfWork, rule: str) -> tuple[AmendmentView, ...]:
    """The office's amendments of a rule, newest first, withdrawn ones too."""
    rows = uow.session.scalars(
        select(LawAmendment).where(LawAmendment.rule == rule).order_by(LawAmendment.id.desc())
    )
    return tuple(
        AmendmentView(
            id=row.id,
            rule=row.rule,
            effective_on=row.effective_on,
            citation=amendment_of(row).citation,
            reason=row.reason,
            made_by=row.made_by,
            made_at=row.made_at,
            withdrawn_by=row.withdrawn_by,
            withdrawn_at=row.withdrawn_at,
            withdrawn_reason=row.withdrawn_reason,
            running=_running(uow, row),
        )
        for row in rows
    )


def _running(uow: UnitOfWork, row: LawAmendment) -> int:
    law_set = row.rule.partition(".")[0]
    query = (
        select(func.count())
        .select_from(Case)
        .where(
            Case.status == CaseStatus.IN_PROGRESS.value,
            Case.law_upto >= row.id,
            Case.received_on >= row.effective_on,
        )
    )
    if law_set != COMMON:
        query = query.where(Case.law_set == law_set)
    return uow.session.execute(query).scalar_one()


@lru_cache(maxsize=4)
def _instruments(book: LawBook) -> Mapping[str, tuple[str, str]]:
    """The instrument and the topic of each file: the instrument its folder cites most."""
    cited: dict[str, Counter[str]] = {}
    for law_set in SETS:
        for parameter in book.parameters(law_set).values():
            folder = parameter.file.rpartition("/")[0]
            first = parameter.citations[0][0].instrument
            cited.setdefault(folder, Counter())[first] += 1
    return {
        path: (
            cited[path.rpartition("/")[0]].most_common(1)[0][0],
            str(parse_mapping(path, text)["description"]),
        )
        for path, text in book.texts.items()
        if path.endswith(".yaml") and path.rpartition("/")[0] in cited
    }


@lru_cache(maxsize=4)
def _readers(book: LawBook) -> tuple[tuple[tuple[str, str], frozenset[str]], ...]:
    """Each kind of calculation with the rules that its worked example reads."""
    examples = read_mapping(paths.resource("sample/calculator.yaml"))
    found = []
    for kind in kinds():
        # What an example reads until it is refused, it did read.
        with LawBook.recording() as leaves, suppress(Refused):
            calculate(kind.name, dict(examples[kind.name]), Context(book, LIBRARY.of_year))
        found.append(((kind.name, kind.title), frozenset(leaf.code for leaf in leaves)))
    return tuple(found)


def _labels(book: LawBook, law_set: str, rule: str, day: dt.date) -> Mapping[str, str]:
    """The words that ``<rule>.labels`` gives the codes of a table, or of a rule that is named."""
    own = book.parameters(law_set)[rule]
    ids = {str(value) for value in own.values if isinstance(value, str)}
    named = {
        id_: book.parameters(law_set)[id_].description
        for id_ in ids & book.parameters(law_set).keys()
    }
    parameter = book.parameters(law_set).get(f"{rule}.labels")
    index = parameter.index_at(day) if parameter else -1
    if parameter is None or index < 0 or parameter.values[index] is None:
        return named
    return {str(key): str(word) for key, word in parameter.values[index].items()}


def _related(book: LawBook, law_set: str, parameter: Parameter) -> tuple[tuple[str, str], ...]:
    known = book.parameters(law_set)
    named = [id_ for id_ in parameter.rules if id_ in known]
    naming = [each.id for each in known.values() if parameter.id in each.rules]
    ids = dict.fromkeys(id_ for id_ in (*named, *naming) if id_ != parameter.id)
    return tuple((id_, known[id_].description) for id_ in ids)


class DayOrigin(StrEnum):
    """Where a day of the calendar comes from."""

    LIBRARY = "library"
    CORRECTION = "correction"  # the program's own dated table has it
    OFFICE = "office"
    WORKS = "works"  # the office works although the government is off
    NOT_GOVERNMENT = "not_government"  # the library has it, the government does not


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One day of a year's calendar; ``id`` is that of the office's own row."""

    day: dt.date
    name: str
    origin: DayOrigin
    off: bool
    id: int | None = None
    source: str = ""
    added_by: str = ""
    added_at: dt.datetime | None = None


def calendar_year(uow: UnitOfWork, year: int) -> tuple[CalendarDay, ...]:
    """Return the days of a year CE that are not as every other, in their order."""
    require(uow.actor, Right.SEE_ALL_CASES)
    government = LIBRARY.of_year(year)
    library, ours = library_days(year), load_corrections().added
    rows = uow.session.scalars(
        select(OfficeDay).where(
            OfficeDay.day >= dt.date(year, 1, 1), OfficeDay.day <= dt.date(year, 12, 31)
        )
    ).all()
    own = {row.day: row for row in rows}
    found = [
        CalendarDay(day, name, DayOrigin.CORRECTION if day in ours else DayOrigin.LIBRARY, off=True)
        for day, name in government.days.items()
        if day not in own
    ]
    found += [
        CalendarDay(day, name, DayOrigin.NOT_GOVERNMENT, off=False)
        for day, name in library.items()
        if day not in government and day not in own
    ]
    found += [
        CalendarDay(
            row.day,
            f"{government.name(row.day)} ({row.name})" if row.works else row.name,
            DayOrigin.WORKS if row.works else DayOrigin.OFFICE,
            off=not row.works,
            id=row.id,
            source=row.source,
            added_by=row.added_by,
            added_at=row.added_at,
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda each: each.day))


def office_day_set(uow: UnitOfWork) -> frozenset[dt.date]:
    """Return the office's own days, for checking a list before it is added."""
    require(uow.actor, Right.SEE_ALL_CASES)
    return frozenset(uow.session.scalars(select(OfficeDay.day)))


def announced_to() -> dt.date:
    """Return the last day to which the government's holidays were announced when checked."""
    return load_corrections().announced_to


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A position group as stored."""

    id: int
    version: int
    name: str
    series: tuple[str, ...]
    source: str


def position_groups(uow: UnitOfWork) -> tuple[GroupRow, ...]:
    """Return the position groups in Thai order of their names."""
    require(uow.actor, Right.SEE_ALL_CASES)
    rows = uow.session.scalars(select(PositionGroup))
    found = (GroupRow(r.id, r.version, r.name, tuple(r.series), r.source) for r in rows)
    return tuple(sorted(found, key=lambda group: thai_key(group.name)))
