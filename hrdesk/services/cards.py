"""State officers' cards: checked, numbered, issued, replaced, lost, returned, voided (sao.card)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from hrdesk.models import IssuedNumber, Person, StateOfficerCard
from hrdesk.rules.codes import CaseType
from hrdesk.rules.names import full_name, titled
from hrdesk.rules.probation import card_valid_through
from hrdesk.rules.staff_codes import CardCause, CardState
from hrdesk.services.access import Right, require
from hrdesk.services.cases import refuse_future
from hrdesk.services.changes import Change, Result, changed
from hrdesk.services.editing import check_version, diff
from hrdesk.services.errors import DomainError
from hrdesk.services.number_books import Book, TakeNumber, VoidNumber, take, void_number
from hrdesk.services.probations import open_matter
from hrdesk.services.problems import refuse
from hrdesk.services.staff_law import LawUsed, law_holding, ruled
from hrdesk.services.unit_of_work import UnitOfWork

RULE = "sao.card.years"
_CHECKS, _PAPERS, _PHOTO = "sao.card.checks", "sao.card.papers", "sao.card.photo-months"
_PAPER_OF = {CardCause.LOST: "lost", CardCause.RENAMED: "renamed", CardCause.RETIRED: "retired"}
_LIMIT = 500


@dataclass(frozen=True, slots=True)
class CardCheck:
    """One thing to look at before a card is issued, in the words of the law."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class IssueCard:
    """A card to be issued; ``checked`` are the keys of ``card_checks`` that were looked at.

    ``note`` says why, where some were not.
    """

    person_id: int
    cause: CardCause
    issued_on: dt.date
    checked: frozenset[str]
    position: str
    unit: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class EditCard:
    """A correction of what the register says of a card; number and days never change."""

    id: int
    version: int
    position: str
    unit: str
    note: str


@dataclass(frozen=True, slots=True)
class IssuedCard:
    """A card with its number and year (``12/2569``) and its last day."""

    id: int
    version: int
    number: str
    expires_on: dt.date


def card_checks(uow: UnitOfWork, cause: CardCause, day: dt.date) -> tuple[CardCheck, ...]:
    """Return what must be looked at for a card asked for by a cause, from the law of the day.

    Raises ``rule_refuses`` where the law held does not reach back to the day.
    """
    require(uow.actor, Right.SEE_PEOPLE)
    law = card_law(uow, day).law
    with ruled("issued_on"):
        checks = dict(law.read(_CHECKS).value)
        months = law.read(_PHOTO).value
        checks["photo"] = f"{checks['photo']} อายุไม่เกิน {months} เดือน"
        papers = law.read(_PAPERS).value
    checks["papers"] = papers["all"]
    if cause in _PAPER_OF:
        checks[f"papers_{_PAPER_OF[cause]}"] = papers[_PAPER_OF[cause]]
    return tuple(CardCheck(key, text) for key, text in checks.items())


def card_law(uow: UnitOfWork, day: dt.date) -> LawUsed:
    """Return the law on cards: the office's own set, else the one set that has it."""
    return law_holding(uow, day, RULE)


def issue_card(uow: UnitOfWork, command: IssueCard) -> Result[IssuedCard]:
    """Issue a card with the next number of its book; the card held before is replaced or lost.

    Errors: ``required``, ``person_inactive``, ``date_in_future``, ``card_checks_open`` (count) when
    something was not looked at and the note does not say why, ``rule_refuses``, ``too_long``.
    """
    require(uow.actor, Right.EDIT_PEOPLE)
    person = _person(uow, command)
    refuse([_text_problem("position", command.position, _LIMIT), _long("note", command.note)])
    refuse_future(uow, command.issued_on, "issued_on")
    checks = card_checks(uow, command.cause, command.issued_on)
    open_checks = [check.text for check in checks if check.key not in command.checked]
    if open_checks and not command.note.strip():
        raise DomainError("card_checks_open", field="note", count=len(open_checks))
    with ruled("issued_on"):
        expires_on = card_valid_through(command.issued_on, card_law(uow, command.issued_on).law)
    case_id = open_matter(uow, person.id, CaseType.CARD)
    name = full_name(person.prefix, person.first_name, person.last_name)
    title = f"{Book.CARD.label} {name}"
    number = take(uow, TakeNumber(Book.CARD, command.issued_on, title, case_id=case_id))
    row = StateOfficerCard(
        year=number.year,
        number=number.number,
        person_id=person.id,
        case_id=case_id,
        person_name=name,
        position=command.position.strip(),
        unit=command.unit.strip(),
        cause=command.cause.value,
        issued_on=command.issued_on,
        expires_on=expires_on.last_day,
        state=CardState.VALID.value,
        note=command.note.strip(),
        made_by=uow.actor.name,
        made_at=uow.clock.now(),
    )
    _replace_held(uow, row)
    uow.session.add(row)
    uow.session.flush()
    changes: dict[str, tuple[Any, Any]] = {
        "number": (None, shown_card(row)),
        "cause": (None, row.cause),
        "issued_on": (None, row.issued_on),
        "expires_on": (None, row.expires_on),
    }
    if open_checks:
        changes["unchecked"] = (None, open_checks)
    _audit(uow, row, "card.issued", changes)
    return Result(_issued(row), _changed(row))


def edit_card(uow: UnitOfWork, command: EditCard) -> Result[IssuedCard]:
    """Correct the post, the unit or the note in the register; errors: ``EditConflict``."""
    require(uow.actor, Right.EDIT_PEOPLE)
    row = _load(uow, command.id)
    values = {
        "position": command.position.strip(),
        "unit": command.unit.strip(),
        "note": command.note.strip(),
    }
    check_version(uow, row, command.version, "state_officer_card", values)
    refuse([_text_problem("position", command.position, _LIMIT), _long("note", command.note)])
    changes = diff(row, values)
    if not changes:
        return Result(_issued(row), frozenset())
    for field, value in values.items():
        setattr(row, field, value)
    uow.session.flush()
    _audit(uow, row, "card.edited", changes)
    return Result(_issued(row), _changed(row))


def report_card(
    uow: UnitOfWork, card_id: int, version: int, state: CardState, on: dt.date, reason: str
) -> Result[IssuedCard]:
    """Note that a card was lost (the police report) or given back, on a day.

    Errors: ``card_not_valid`` (state), ``required`` (reason), ``date_in_future``,
    ``date_before_issue`` (issued_on), ``EditConflict``.
    """
    require(uow.actor, Right.EDIT_PEOPLE)
    if state not in (CardState.LOST, CardState.RETURNED):
        raise DomainError("not_a_choice", field="state")
    row = _load(uow, card_id)
    check_version(uow, row, version, "state_officer_card", {})
    _must_be_valid(row)
    refuse([_text_problem("reason", reason, _LIMIT)])
    refuse_future(uow, on, "on")
    if on < row.issued_on:
        raise DomainError("date_before_issue", field="on", issued_on=row.issued_on)
    action = "card.lost" if state is CardState.LOST else "card.returned"
    return _turned(uow, row, state, on, reason, action)


def restore_card(uow: UnitOfWork, card_id: int, version: int, reason: str) -> Result[IssuedCard]:
    """Take a report of loss or return back, so that the card counts again.

    Errors: ``card_not_restorable`` (state), ``card_held_already`` (number), ``EditConflict``.
    """
    require(uow.actor, Right.EDIT_PEOPLE)
    row = _load(uow, card_id)
    check_version(uow, row, version, "state_officer_card", {})
    if row.state not in (CardState.LOST, CardState.RETURNED):
        raise DomainError("card_not_restorable", state=CardState(row.state))
    refuse([_text_problem("reason", reason, _LIMIT)])
    held = _held(uow, row.person_id)
    if held:
        raise DomainError("card_held_already", number=shown_card(held[0]))
    return _turned(uow, row, CardState.VALID, None, reason, "card.restored", kept="")


def void_card(uow: UnitOfWork, card_id: int, version: int, reason: str) -> Result[IssuedCard]:
    """Void a card issued by mistake; its number stays void, the card it replaced counts again.

    Errors: ``card_not_valid`` (state), ``required`` (reason), ``EditConflict``.
    """
    require(uow.actor, Right.EDIT_PEOPLE)
    row = _load(uow, card_id)
    check_version(uow, row, version, "state_officer_card", {})
    _must_be_valid(row)
    refuse([_text_problem("reason", reason, _LIMIT)])
    for before in uow.session.scalars(
        select(StateOfficerCard).where(
            StateOfficerCard.person_id == row.person_id,
            StateOfficerCard.state == CardState.REPLACED.value,
            StateOfficerCard.state_reason == shown_card(row),
        )
    ):
        before.state, before.state_on, before.state_reason = CardState.VALID.value, None, ""
    number = uow.session.scalars(
        select(IssuedNumber).where(
            IssuedNumber.book == Book.CARD.value,
            IssuedNumber.year == row.year,
            IssuedNumber.number == row.number,
        )
    ).one()
    if number.voided_at is None:
        void_number(uow, VoidNumber(number.id, number.version, reason))
    return _turned(uow, row, CardState.VOID, uow.clock.today(), reason, "card.voided")


def shown_card(row: StateOfficerCard) -> str:
    """Return a card's number and year as the card bears it: ``12/2569``."""
    return f"{row.number}/{row.year}"


def post_of(person: Person) -> tuple[str, str]:
    """Return the post with its level, and the unit, as a new card would bear them."""
    post = person.post
    return (titled(post.title, post.level), post.unit) if post is not None else ("", "")


def _person(uow: UnitOfWork, command: IssueCard) -> Person:
    person = uow.session.scalars(
        select(Person).where(Person.id == command.person_id).options(selectinload(Person.post))
    ).one_or_none()
    if person is None:
        raise DomainError("required", field="person")
    if not person.active and command.cause is not CardCause.RETIRED:
        raise DomainError("person_inactive", field="person")
    return person


def _held(uow: UnitOfWork, person_id: int) -> list[StateOfficerCard]:
    query = select(StateOfficerCard).where(
        StateOfficerCard.person_id == person_id,
        StateOfficerCard.state == CardState.VALID.value,
    )
    return list(uow.session.scalars(query.order_by(StateOfficerCard.id)))


def _replace_held(uow: UnitOfWork, row: StateOfficerCard) -> None:
    lost = row.cause == CardCause.LOST
    for held in _held(uow, row.person_id):
        held.state = (CardState.LOST if lost else CardState.REPLACED).value
        held.state_on = row.issued_on
        held.state_reason = shown_card(row)


def _load(uow: UnitOfWork, card_id: int) -> StateOfficerCard:
    row = uow.session.get(StateOfficerCard, card_id)
    if row is None:
        raise DomainError("not_found")
    return row


def _must_be_valid(row: StateOfficerCard) -> None:
    if row.state != CardState.VALID:
        raise DomainError("card_not_valid", state=CardState(row.state))


def _turned(
    uow: UnitOfWork,
    row: StateOfficerCard,
    state: CardState,
    on: dt.date | None,
    reason: str,
    action: str,
    *,
    kept: str | None = None,
) -> Result[IssuedCard]:
    values: dict[str, Any] = {
        "card_state": (row.state, state.value),
        "state_on": (row.state_on, on),
    }
    row.state, row.state_on = state.value, on
    row.state_reason = reason.strip() if kept is None else kept
    uow.session.flush()
    _audit(uow, row, action, values, reason.strip())
    return Result(_issued(row), _changed(row))


def _text_problem(field: str, text: str, limit: int) -> DomainError | None:
    if not text.strip():
        return DomainError("required", field=field)
    return _long(field, text, limit)


def _long(field: str, text: str, limit: int = _LIMIT) -> DomainError | None:
    return DomainError("too_long", field=field, limit=limit) if len(text.strip()) > limit else None


def _audit(
    uow: UnitOfWork,
    row: StateOfficerCard,
    action: str,
    changes: dict[str, tuple[Any, Any]],
    reason: str = "",
) -> None:
    uow.audit(
        action, "state_officer_card", row.id, case_id=row.case_id, changes=changes, reason=reason
    )


def _issued(row: StateOfficerCard) -> IssuedCard:
    return IssuedCard(row.id, row.version, shown_card(row), row.expires_on)


def _changed(row: StateOfficerCard) -> frozenset[Change]:
    about = [("card", row.id), ("person", row.person_id), ("number", None)]
    return changed(*about, *([("case", row.case_id)] if row.case_id else []))
