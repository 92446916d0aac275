"""Probations, cards and bars as lists, and what of them needs doing soon."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import func, or_, select

from hrdesk.models import AssessmentBar, Case, Person, Post, Probation, StateOfficerCard
from hrdesk.rules.names import full_name, titled
from hrdesk.rules.refusal import Refused
from hrdesk.rules.sorting import search_text
from hrdesk.rules.staff_codes import CardCause, CardState, ProbationResult
from hrdesk.services.access import Right, require
from hrdesk.services.bars import RULE as BAR_RULE
from hrdesk.services.cards import RULE as CARD_RULE
from hrdesk.services.cards import card_checks, post_of
from hrdesk.services.probations import RULE as PROBATION_RULE
from hrdesk.services.staff_law import LawUsed, Said, law_holding, own_law, ruled, said
from hrdesk.services.unit_of_work import UnitOfWork

__all__ = [
    "BarLaw",
    "BarRow",
    "CardFilter",
    "CardRow",
    "NewCard",
    "ProbationLaw",
    "ProbationRow",
    "bar_law",
    "bars",
    "card_years",
    "cards",
    "new_card",
    "probation_law",
    "probations",
]

EXPIRES_WITHIN = 90  # days: how far ahead a card's end is told unless the officer asks otherwise
_ACTION = "doh.work.fraud.action"
_NAMED = (Person.prefix, Person.first_name, Person.last_name, Person.sort_key)


class ProbationRow(NamedTuple):
    """One probation; ``days_left`` is negative past its last day, None once it ended."""

    id: int
    version: int
    person_id: int
    name: str
    position: str
    unit: str
    case_id: int | None
    case_number: str
    started_on: dt.date
    months: int
    extensions: int
    ends_on: dt.date
    days_left: int | None
    result: ProbationResult | None
    result_on: dt.date | None
    note: str


@dataclass(frozen=True, slots=True)
class ProbationLaw:
    """What the law says of probation, in months; ``own`` False: from another agency's set."""

    shortest: int
    longest: int
    step: int
    times: int
    own: bool
    source: str


class CardRow(NamedTuple):
    """One line of the register; ``expired`` on a day after its last."""

    id: int
    version: int
    number: str
    year: int
    person_id: int
    name: str
    position: str
    unit: str
    cause: CardCause
    issued_on: dt.date
    expires_on: dt.date
    days_left: int
    state: CardState
    state_on: dt.date | None
    state_reason: str
    note: str
    case_id: int | None
    made_by: str

    @property
    def expired(self) -> bool:
        """Whether the card counts as valid but its last day has passed."""
        return self.state is CardState.VALID and self.days_left < 0


@dataclass(frozen=True, slots=True)
class CardFilter:
    """What the register is narrowed to.

    ``within``: cards in use whose last day comes within so many days, or has passed, of people of
    the present register. ``year`` is that of the number (พ.ศ.).
    """

    text: str = ""
    within: int | None = None
    year: int | None = None
    person_id: int | None = None


@dataclass(frozen=True, slots=True)
class NewCard:
    """What the form of a new card begins with, and the law it is issued by."""

    position: str
    unit: str
    held: str
    checks: tuple[tuple[str, str], ...]
    own: bool
    source: str


class BarRow(NamedTuple):
    """One bar; ``standing`` on the day the list was read."""

    id: int
    version: int
    person_id: int
    name: str
    position: str
    unit: str
    dealt_with_on: dt.date
    barred_through: dt.date
    standing: bool
    decided_by: str
    reason: str
    case_id: int | None
    case_number: str
    cancelled_on: dt.date | None
    cancelled_reason: str


@dataclass(frozen=True, slots=True)
class BarLaw:
    """The shortest bar in years and what is done by stage; all empty where the law has none."""

    years: int | None
    source: str
    stages: tuple[tuple[str, Said], ...]


def probations(
    uow: UnitOfWork, *, running: bool = True, person_id: int | None = None
) -> tuple[ProbationRow, ...]:
    """Return probations, those that end first at the top; ``running`` leaves out the ended."""
    require(uow.actor, Right.SEE_PEOPLE)
    query = (
        select(Probation, *_NAMED, Post.title, Post.level, Post.unit, Case.number, Case.year)
        .join(Person, Person.id == Probation.person_id)
        .outerjoin(Post, Post.id == Person.post_id)
        .outerjoin(Case, Case.id == Probation.case_id)
        .order_by(Probation.result != "", Probation.ends_on, Probation.id)
    )
    if running:
        query = query.where(Probation.result == "")
    if person_id is not None:
        query = query.where(Probation.person_id == person_id)
    today = uow.clock.today()
    return tuple(_probation(found, today) for found in uow.session.execute(query))


def probation_law(uow: UnitOfWork, day: dt.date) -> ProbationLaw:
    """Return what the law of a day says of probation; raises ``rule_refuses`` before it began."""
    require(uow.actor, Right.SEE_PEOPLE)
    used = law_holding(uow, day, PROBATION_RULE)
    with ruled("started_on"):
        shortest, longest, step, times = (
            used.law.read(f"sao.probation.{name}").value
            for name in ("shortest", "longest", "extension", "extensions")
        )
    return ProbationLaw(shortest, longest, step, times, used.own, _source(used, PROBATION_RULE))


def cards(uow: UnitOfWork, wanted: CardFilter) -> tuple[CardRow, ...]:
    """Return the register by number, or by last day where ``within`` asks for those that end."""
    require(uow.actor, Right.SEE_PEOPLE)
    today = uow.clock.today()
    query = select(StateOfficerCard).order_by(StateOfficerCard.year, StateOfficerCard.number)
    if wanted.within is not None:
        query = (
            select(StateOfficerCard)
            .join(Person, Person.id == StateOfficerCard.person_id)
            .where(*_ending(today, wanted.within))
            .order_by(StateOfficerCard.expires_on, StateOfficerCard.id)
        )
    if wanted.year is not None:
        query = query.where(StateOfficerCard.year == wanted.year)
    if wanted.person_id is not None:
        query = query.where(StateOfficerCard.person_id == wanted.person_id)
    rows = (_card(row, today) for row in uow.session.scalars(query))
    words = search_text(wanted.text).split()
    return tuple(row for row in rows if _says(row, words))


def card_years(uow: UnitOfWork) -> tuple[int, ...]:
    """Return the years (พ.ศ.) of which the register has cards, the newest first."""
    require(uow.actor, Right.SEE_PEOPLE)
    query = select(StateOfficerCard.year).distinct().order_by(StateOfficerCard.year.desc())
    return tuple(uow.session.scalars(query))


def new_card(uow: UnitOfWork, person_id: int, cause: CardCause, day: dt.date) -> NewCard:
    """Return what the form of a new card shows for a person: post, checks, the card held now."""
    require(uow.actor, Right.SEE_PEOPLE)
    person = uow.session.get(Person, person_id)
    position, unit = "", ""
    if person is not None:
        uow.session.refresh(person, ["post"])
        position, unit = post_of(person)
    held = uow.session.execute(
        select(StateOfficerCard.number, StateOfficerCard.year).where(
            StateOfficerCard.person_id == person_id,
            StateOfficerCard.state == CardState.VALID.value,
        )
    ).first()
    used = law_holding(uow, day, CARD_RULE)
    checks = card_checks(uow, cause, day)
    return NewCard(
        position=position,
        unit=unit,
        held=f"{held[0]}/{held[1]}" if held else "",
        checks=tuple((check.key, check.text) for check in checks),
        own=used.own,
        source=_source(used, CARD_RULE),
    )


def bars(uow: UnitOfWork, *, standing: bool = True) -> tuple[BarRow, ...]:
    """Return bars, the one that ends last at the top; ``standing`` leaves out those that ended."""
    require(uow.actor, Right.SEE_PEOPLE)
    today = uow.clock.today()
    query = (
        select(AssessmentBar, *_NAMED, Post.title, Post.level, Post.unit, Case.number, Case.year)
        .join(Person, Person.id == AssessmentBar.person_id)
        .outerjoin(Post, Post.id == Person.post_id)
        .outerjoin(Case, Case.id == AssessmentBar.case_id)
        .order_by(AssessmentBar.barred_through.desc(), AssessmentBar.id)
    )
    if standing:
        query = query.where(
            AssessmentBar.cancelled_on.is_(None), AssessmentBar.barred_through >= today
        )
    return tuple(_bar(found, today) for found in uow.session.execute(query))


def bar_law(uow: UnitOfWork, day: dt.date) -> BarLaw:
    """Return the shortest bar and what the authority does at each stage, by the office's law."""
    require(uow.actor, Right.SEE_PEOPLE)
    law = own_law(uow, day, BAR_RULE)
    if law is None:
        return BarLaw(None, "", ())
    stages = law.read(_ACTION).value if law.has(_ACTION) else {}
    return BarLaw(
        years=law.read(BAR_RULE).value,
        source=said(law, BAR_RULE).source,
        stages=tuple((stage, said(law, _ACTION, stage)) for stage in stages),
    )


def ending_cards(uow: UnitOfWork, within: int) -> int:
    """Return how many cards in use end within so many days or have ended."""
    require(uow.actor, Right.SEE_PEOPLE)
    query = (
        select(func.count())
        .select_from(StateOfficerCard)
        .join(Person, Person.id == StateOfficerCard.person_id)
        .where(*_ending(uow.clock.today(), within))
    )
    return uow.session.execute(query).scalar_one()


def _ending(today: dt.date, within: int) -> tuple[Any, ...]:
    # A card of one who left is given back; it is not renewed.
    return (
        StateOfficerCard.state == CardState.VALID.value,
        StateOfficerCard.expires_on <= today + dt.timedelta(days=within),
        or_(Person.active.is_(True), StateOfficerCard.cause == CardCause.RETIRED.value),
    )


def _says(row: CardRow, words: list[str]) -> bool:
    if not words:
        return True
    text = search_text(row.number, row.name, row.position, row.unit, row.note, row.cause.label)
    return all(word in text for word in words)


def _probation(found: Any, today: dt.date) -> ProbationRow:
    row: Probation = found[0]
    ended = bool(row.result)
    return ProbationRow(
        id=row.id,
        version=row.version,
        person_id=row.person_id,
        name=full_name(found.prefix, found.first_name, found.last_name),
        position=titled(found.title or "", found.level),
        unit=found.unit or "",
        case_id=row.case_id,
        case_number=_case_number(found),
        started_on=row.started_on,
        months=row.months,
        extensions=row.extensions,
        ends_on=row.ends_on,
        days_left=None if ended else (row.ends_on - today).days,
        result=ProbationResult(row.result) if ended else None,
        result_on=row.result_on,
        note=row.note,
    )


def _card(row: StateOfficerCard, today: dt.date) -> CardRow:
    return CardRow(
        id=row.id,
        version=row.version,
        number=f"{row.number}/{row.year}",
        year=row.year,
        person_id=row.person_id,
        name=row.person_name,
        position=row.position,
        unit=row.unit,
        cause=CardCause(row.cause),
        issued_on=row.issued_on,
        expires_on=row.expires_on,
        days_left=(row.expires_on - today).days,
        state=CardState(row.state),
        state_on=row.state_on,
        state_reason=row.state_reason,
        note=row.note,
        case_id=row.case_id,
        made_by=row.made_by,
    )


def _bar(found: Any, today: dt.date) -> BarRow:
    row: AssessmentBar = found[0]
    return BarRow(
        id=row.id,
        version=row.version,
        person_id=row.person_id,
        name=full_name(found.prefix, found.first_name, found.last_name),
        position=titled(found.title or "", found.level),
        unit=found.unit or "",
        dealt_with_on=row.dealt_with_on,
        barred_through=row.barred_through,
        standing=row.cancelled_on is None and row.barred_through >= today,
        decided_by=row.decided_by,
        reason=row.reason,
        case_id=row.case_id,
        case_number=_case_number(found),
        cancelled_on=row.cancelled_on,
        cancelled_reason=row.cancelled_reason,
    )


def _case_number(found: Any) -> str:
    return f"{found.number}/{found.year}" if found.number is not None else ""


def _source(used: LawUsed, rule: str) -> str:
    try:
        return "; ".join(each.text for each in used.law.read(rule).citations)
    except Refused:
        return ""
