"""What falls on each day: days off, rounds, what is due, meetings, ends of cards and trials."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import select

from hrdesk.models import (
    AssessmentBar,
    Case,
    CaseWait,
    Committee,
    Meeting,
    Person,
    Probation,
    StateOfficerCard,
)
from hrdesk.rules.codes import CaseStatus, CaseType
from hrdesk.rules.dates import fiscal_year, fiscal_year_days
from hrdesk.rules.names import full_name
from hrdesk.rules.refusal import Refused
from hrdesk.rules.rounds import ROUNDS, rounds_between
from hrdesk.rules.staff_codes import CardState
from hrdesk.services.access import Right, require
from hrdesk.services.case_dates import RUNNING
from hrdesk.services.due import calendar
from hrdesk.services.office_law import law_for_day
from hrdesk.services.queries.meetings import meetings
from hrdesk.services.queries.retirements import retirements
from hrdesk.services.queries.rounds import coming_round
from hrdesk.services.queries.staff import EXPIRES_WITHIN, ending_cards, probations
from hrdesk.services.unit_of_work import UnitOfWork

MOST = 5000  # events of one kind in one answer: more than anybody reads
_MEETING_WITHIN = 14  # days: how far ahead a meeting is told on the home page
_PROBATION_WITHIN = 30  # days: how far ahead the end of a trial is told on the home page
_ROUND_WITHIN = 45


class EventKind(StrEnum):
    """What an event of the calendar is."""

    HOLIDAY = "holiday"
    ROUND_BEGINS = "round_begins"
    ROUND_ENDS = "round_ends"
    MEETING = "meeting"
    CASE_DUE = "case_due"
    WAIT_DUE = "wait_due"
    EFFECTIVE = "effective"
    PROBATION = "probation"
    CARD = "card"
    BAR = "bar"
    RETIREMENT = "retirement"


class Event(NamedTuple):
    """One thing on a day.

    ``subject`` is whom or what it is about, ``detail`` more of it; ``id`` is that of the case, the
    person or the meeting (0 where there is none), ``many`` how many it stands for.
    """

    day: dt.date
    kind: EventKind
    subject: str
    detail: str = ""
    id: int = 0
    many: int = 1


@dataclass(frozen=True, slots=True)
class Reminder:
    """One line of what to do: how many, the day it is about, and what."""

    kind: EventKind
    count: int
    day: dt.date | None
    subject: str


def calendar_events(uow: UnitOfWork, first: dt.date, last: dt.date) -> tuple[Event, ...]:
    """Return all that falls on the days ``first`` to ``last``, by day and kind."""
    require(uow.actor, Right.SEE_ALL_CASES)
    require(uow.actor, Right.SEE_PEOPLE)
    found = [
        *_holidays(uow, first, last),
        *_rounds(uow, first, last),
        *_meetings(uow, first, last),
        *_cases(uow, first, last),
        *_waits(uow, first, last),
        *_staff(uow, first, last),
        *_leaving(uow, first, last),
    ]
    order = list(EventKind)
    return tuple(sorted(found, key=lambda event: (event.day, order.index(event.kind), event.id)))


def staff_reminders(uow: UnitOfWork) -> tuple[Reminder, ...]:
    """Return what of rounds, trials and cards needs doing soon; empty when nothing does."""
    require(uow.actor, Right.SEE_ALL_CASES)
    require(uow.actor, Right.SEE_PEOPLE)
    today = uow.clock.today()
    found = []
    coming = coming_round(uow, today)
    if coming is not None and coming[1].first <= today + dt.timedelta(days=_ROUND_WITHIN):
        action, each = coming
        running = each.first <= today
        kind = EventKind.ROUND_ENDS if running else EventKind.ROUND_BEGINS
        found.append(Reminder(kind, 1, each.last if running else each.first, ROUNDS[action]))
    soon = [row for row in probations(uow) if (row.days_left or 0) <= _PROBATION_WITHIN]
    if soon:
        found.append(Reminder(EventKind.PROBATION, len(soon), soon[0].ends_on, soon[0].name))
    ending = ending_cards(uow, EXPIRES_WITHIN)
    if ending:
        found.append(Reminder(EventKind.CARD, ending, None, ""))
    if uow.actor.may(Right.WORK_MEETINGS):
        near = today + dt.timedelta(days=_MEETING_WITHIN)
        soon_held = [row for row in meetings(uow, upcoming=True) if row.held_on <= near]
        if soon_held:
            first = soon_held[0]
            found.append(
                Reminder(EventKind.MEETING, len(soon_held), first.held_on, first.committee)
            )
    return tuple(found)


def _holidays(uow: UnitOfWork, first: dt.date, last: dt.date) -> list[Event]:
    kept = calendar(uow).between(first, last)
    return [
        Event(day, EventKind.HOLIDAY, name)
        for day, name in kept.days.items()
        if first <= day <= last
    ]


def _rounds(uow: UnitOfWork, first: dt.date, last: dt.date) -> list[Event]:
    law = law_for_day(uow, uow.clock.today())
    found = []
    for action, label in ROUNDS.items():
        try:
            spans = rounds_between(action, first, last, law)
        except Refused:
            continue
        for each in spans:
            source = "; ".join(c.text for c in each.explanation.children[0].citations)
            if each.first >= first:
                found.append(Event(each.first, EventKind.ROUND_BEGINS, label, source))
            if each.last <= last and each.last != each.first:
                found.append(Event(each.last, EventKind.ROUND_ENDS, label, source))
    return found


def _meetings(uow: UnitOfWork, first: dt.date, last: dt.date) -> list[Event]:
    query = (
        select(Meeting.id, Meeting.held_on, Meeting.starts_at, Meeting.place, Committee.name)
        .join(Committee, Committee.id == Meeting.committee_id)
        .where(Meeting.held_on.between(first, last))
    )
    return [
        Event(
            row.held_on,
            EventKind.MEETING,
            row.name,
            " ".join(part for part in (row.starts_at, row.place) if part),
            row.id,
        )
        for row in uow.session.execute(query)
    ]


_SHOWN = (Case.id, Case.number, Case.year, Case.case_type, Case.person_name, Case.step_title)


def _about(row: Any) -> str:
    kind = CaseType(row.case_type)
    return f"{row.number}/{row.year} {kind.label} {row.person_name}".strip()


def _cases(uow: UnitOfWork, first: dt.date, last: dt.date) -> list[Event]:
    running = Case.status == CaseStatus.IN_PROGRESS.value
    due = select(*_SHOWN, Case.due_on).where(running, Case.due_on.between(first, last))
    effect = select(*_SHOWN, Case.effective_on).where(
        running, Case.effective_on.between(first, last)
    )
    return [
        *(
            Event(row.due_on, EventKind.CASE_DUE, _about(row), row.step_title, row.id)
            for row in uow.session.execute(due.order_by(Case.due_on).limit(MOST))
        ),
        *(
            Event(row.effective_on, EventKind.EFFECTIVE, _about(row), row.step_title, row.id)
            for row in uow.session.execute(effect.order_by(Case.effective_on).limit(MOST))
        ),
    ]


def _waits(uow: UnitOfWork, first: dt.date, last: dt.date) -> list[Event]:
    query = (
        select(*_SHOWN, CaseWait.title, CaseWait.due_on)
        .join(Case, Case.id == CaseWait.case_id)
        .where(
            CaseWait.state == RUNNING,
            CaseWait.due_on.between(first, last),
            Case.status == CaseStatus.IN_PROGRESS.value,
        )
        .limit(MOST)
    )
    return [
        Event(row.due_on, EventKind.WAIT_DUE, _about(row), row.title, row.id)
        for row in uow.session.execute(query)
    ]


def _staff(uow: UnitOfWork, first: dt.date, last: dt.date) -> list[Event]:
    named = (Person.prefix, Person.first_name, Person.last_name)
    trials = (
        select(Probation.ends_on, Probation.person_id, *named)
        .join(Person, Person.id == Probation.person_id)
        .where(Probation.result == "", Probation.ends_on.between(first, last))
    )
    barred = (
        select(AssessmentBar.barred_through, AssessmentBar.person_id, *named)
        .join(Person, Person.id == AssessmentBar.person_id)
        .where(
            AssessmentBar.cancelled_on.is_(None),
            AssessmentBar.barred_through.between(first, last),
        )
    )
    ending = (
        select(StateOfficerCard)
        .where(
            StateOfficerCard.state == CardState.VALID.value,
            StateOfficerCard.expires_on.between(first, last),
        )
        .limit(MOST)
    )
    return [
        *(
            Event(day, kind, full_name(prefix, name, family), "", person_id)
            for kind, query in ((EventKind.PROBATION, trials), (EventKind.BAR, barred))
            for day, person_id, prefix, name, family in uow.session.execute(query)
        ),
        *(
            Event(
                row.expires_on,
                EventKind.CARD,
                row.person_name,
                f"{row.number}/{row.year}",
                row.person_id,
            )
            for row in uow.session.scalars(ending)
        ),
    ]


def _leaving(uow: UnitOfWork, first: dt.date, last: dt.date) -> list[Event]:
    # Everyone leaves on one day of the year: a month without it asks nothing of the register.
    years = range(fiscal_year(first), fiscal_year(last) + 1)
    if not any(first <= fiscal_year_days(year)[1] <= last for year in years):
        return []
    names: dict[dt.date, list[str]] = {}
    for row in retirements(uow).rows:
        if first <= row.last_day <= last:
            names.setdefault(row.last_day, []).append(row.name)
    return [
        Event(day, EventKind.RETIREMENT, ", ".join(who), many=len(who))
        for day, who in names.items()
    ]
