"""Number books: a number is taken in the transaction that issues its paper, and never twice."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import func, select, update
from sqlalchemy.orm import aliased

from hrdesk.models import IssuedNumber, IssuedPaper, NumberBook, Office
from hrdesk.rules.dates import BE_OFFSET
from hrdesk.rules.numbers import arabic_digits
from hrdesk.rules.sorting import search_text
from hrdesk.services.access import Right, require
from hrdesk.services.changes import Result, changed
from hrdesk.services.editing import check_version
from hrdesk.services.errors import DomainError
from hrdesk.services.numbering import next_number, raise_to
from hrdesk.services.problems import refuse
from hrdesk.services.queries.office import OFFICE_ID
from hrdesk.services.unit_of_work import UnitOfWork

LARGEST = 999_999
_REASON_LIMIT = 500
_PREFERENCE = "central_books"


class Book(StrEnum):
    """The office's books; all of them run by calendar year."""

    ORDER = "order"
    LETTER = "letter"
    CIRCULAR = "circular"
    ANNOUNCEMENT = "announcement"
    CARD = "card"

    @property
    def label(self) -> str:
        """The book's Thai name."""
        return _LABELS[self]


_LABELS = {
    Book.ORDER: "คำสั่ง",
    Book.LETTER: "หนังสือออก",
    Book.CIRCULAR: "หนังสือเวียน",
    Book.ANNOUNCEMENT: "ประกาศ",
    Book.CARD: "บัตรประจำตัวเจ้าหน้าที่ของรัฐ",
}


@dataclass(frozen=True, slots=True)
class TakeNumber:
    """What a number is taken for; ``letter_code`` stands before the number of a letter.

    ``typed`` is the number that the central registry gave; without it the book gives the next.
    """

    book: Book
    dated: dt.date
    title: str
    addressee: str = ""
    case_id: int | None = None
    letter_code: str = ""
    typed: str = ""


@dataclass(frozen=True, slots=True)
class SetBookStart:
    """An office that begins in the middle of a year: the last number its paper book gave out."""

    book: Book
    year: int
    last_used: int
    reason: str


@dataclass(frozen=True, slots=True)
class SetBookSource:
    """Where a book's numbers come from: this program, or the central registry (typed in)."""

    book: Book
    central: bool


@dataclass(frozen=True, slots=True)
class VoidNumber:
    """A number that no longer counts; it stays in the register with the reason.

    ``despite``: it was seen that orders correct or cancel the one of this number.
    """

    number_id: int
    version: int
    reason: str
    despite: bool = False


def take(uow: UnitOfWork, command: TakeNumber) -> IssuedNumber:
    """Take a number of a book for the year (พ.ศ.) of its day, with its line in the register.

    The caller has checked its right and issues the paper in the same transaction: when that fails,
    the number is free again and no gap is left. Errors of a typed number: ``number_unreadable``,
    ``number_other_year``, ``number_used``.
    """
    year = command.dated.year + BE_OFFSET
    if command.typed.strip():
        number = _typed_number(uow, command, year)
        shown = shown_typed(command.book, command.typed, year, command.letter_code)
    else:
        number = next_number(uow, command.book.value, year)
        shown = shown_number(command.book, number, year, command.letter_code)
    row = _line(uow, command, year, number, shown)
    uow.session.add(row)
    uow.session.flush()
    return row


def take_many(uow: UnitOfWork, commands: Sequence[TakeNumber]) -> list[IssuedNumber]:
    """Take numbers of one book and year that follow each other, with their lines, as ``take``.

    The book is asked once and the lines are written together, so that the lock on it is short.
    """
    first = commands[0]
    year = first.dated.year + BE_OFFSET
    last = next_number(uow, first.book.value, year, len(commands))
    rows = []
    for number, command in enumerate(commands, last - len(commands) + 1):
        shown = shown_number(command.book, number, year, command.letter_code)
        rows.append(_line(uow, command, year, number, shown))
    uow.session.add_all(rows)
    uow.session.flush()
    return rows


def _line(uow: UnitOfWork, command: TakeNumber, year: int, number: int, shown: str) -> IssuedNumber:
    return IssuedNumber(
        book=command.book.value,
        year=year,
        number=number,
        shown=shown,
        title=command.title,
        addressee=command.addressee,
        dated=command.dated,
        case_id=command.case_id,
        search_text=search_text(shown, command.title, command.addressee),
        issued_by=uow.actor.name,
        issued_at=uow.clock.now(),
    )


def typed_problem(uow: UnitOfWork, command: TakeNumber) -> DomainError | None:
    """Return why a typed number cannot be taken: unreadable, of another year, or used already."""
    year = command.dated.year + BE_OFFSET
    number, said = read_number(command.typed)
    if number is None:
        return DomainError("number_unreadable", field="number")
    if said is not None and said != year and command.book not in (Book.LETTER, Book.CIRCULAR):
        return DomainError("number_other_year", field="number", year=year)
    used = uow.session.execute(
        select(IssuedNumber.title, IssuedNumber.dated).where(
            IssuedNumber.book == command.book.value,
            IssuedNumber.year == year,
            IssuedNumber.number == number,
        )
    ).first()
    if used is not None:
        return DomainError("number_used", field="number", title=used.title, dated=used.dated)
    return None


def read_number(typed: str) -> tuple[int | None, int | None]:
    """Return the running number and, where one is written, the year of a number as typed.

    ``12``, ``12/2569``, ``สธ 0901/12`` and ``สธ 0901/ว 12`` are read; None for anything else.
    """
    text = arabic_digits(typed).strip()
    whole = re.fullmatch(r"(\d{1,6})(?:\s*/\s*(\d{4}))?", text)
    if whole:
        return int(whole[1]) or None, int(whole[2]) if whole[2] else None
    letter = re.fullmatch(r".+/\s*(?:ว\s*)?(\d{1,6})", text)
    return (int(letter[1]) or None if letter else None), None


def shown_number(book: Book, number: int, year: int, letter_code: str = "") -> str:
    """Return a number as papers write it: ``12/2569``, ``สธ 0901/12`` or ``สธ 0901/ว 12``."""
    if book is Book.LETTER:
        return f"{letter_code}/{number}"
    if book is Book.CIRCULAR:
        return f"{letter_code}/ว {number}"
    return f"{number}/{year}"


def shown_typed(book: Book, typed: str, year: int, letter_code: str = "") -> str:
    """Return a typed number as papers write it: a bare running number gets its year or code."""
    shown = arabic_digits(typed.strip())
    return shown_number(book, int(shown), year, letter_code) if shown.isdecimal() else shown


def set_book_start(uow: UnitOfWork, command: SetBookStart) -> Result[None]:
    """Say which number was the last used on paper, once, before any number was given here.

    Errors: ``required`` (reason), ``number_out_of_range``, ``book_begun`` with the book's last.
    """
    require(uow.actor, Right.MANAGE_OFFICE)
    problems = [_reason_problem(command.reason)]
    if not 0 <= command.last_used <= LARGEST:
        problems.append(DomainError("number_out_of_range", field="last_used", limit=LARGEST))
    refuse(problems)
    before = _last(uow, command.book, command.year, lock=True)
    given = uow.session.execute(
        select(func.count(IssuedNumber.id)).where(
            IssuedNumber.book == command.book.value, IssuedNumber.year == command.year
        )
    ).scalar_one()
    if given:
        raise DomainError("book_begun", field="last_used", count=given)
    uow.session.execute(
        update(NumberBook)
        .where(NumberBook.book == command.book.value, NumberBook.year == command.year)
        .values(last=command.last_used),
        execution_options={"synchronize_session": False},
    )
    uow.audit(
        "book.start_set",
        "number_book",
        None,
        changes={
            "book": (None, command.book.label),
            "year": (None, str(command.year)),
            "last_used": (before, command.last_used),
        },
        reason=command.reason.strip(),
    )
    return Result(None, changed(("number", None)))


def set_book_source(uow: UnitOfWork, command: SetBookSource) -> Result[None]:
    """Choose where a book's numbers come from; numbers already given stay as they are."""
    require(uow.actor, Right.MANAGE_OFFICE)
    office = uow.session.get(Office, OFFICE_ID, with_for_update=True)
    if office is None:
        raise DomainError("office_missing")
    books = set(office.preferences.get(_PREFERENCE, ()))
    was = command.book.value in books
    if was == command.central:
        return Result(None, frozenset())
    books ^= {command.book.value}
    # Past the version: nobody typing in the office's form has anything to compare here.
    uow.session.execute(
        update(Office)
        .where(Office.id == OFFICE_ID)
        .values(preferences={**office.preferences, _PREFERENCE: sorted(books)}),
        execution_options={"synchronize_session": False},
    )
    uow.audit(
        "book.source_set",
        "number_book",
        None,
        changes={"book": (None, command.book.label), "central": (was, command.central)},
    )
    return Result(None, changed(("number", None)))


def is_central(uow: UnitOfWork, book: Book) -> bool:
    """Tell whether the central registry gives this book's numbers."""
    kept = uow.session.execute(select(Office.preferences).where(Office.id == OFFICE_ID)).scalar()
    return book.value in (kept or {}).get(_PREFERENCE, ())


def void_number(uow: UnitOfWork, command: VoidNumber) -> Result[int]:
    """Mark a number as void with the reason; neither it nor its paper goes away.

    Errors: ``required`` (reason), ``number_void_already``, ``EditConflict``, and
    ``order_referred_to`` (facts: numbers) where orders that correct or cancel it stand.
    """
    require(uow.actor, Right.ISSUE_PAPERS)
    row = uow.session.get(IssuedNumber, command.number_id)
    if row is None:
        raise DomainError("not_found")
    if row.voided_at is not None:
        raise DomainError("number_void_already", who=row.voided_by, when=row.voided_at)
    check_version(uow, row, command.version, "issued_number", {})
    refuse([_reason_problem(command.reason)])
    referring = _referring(uow, row.id)
    if referring and not command.despite:
        raise DomainError("order_referred_to", numbers=referring)
    row.voided_by = uow.actor.name
    row.voided_at = uow.clock.now()
    row.void_reason = command.reason.strip()
    uow.session.flush()
    uow.audit(
        "number.voided",
        "issued_number",
        row.id,
        case_id=row.case_id,
        changes={"number": (row.shown, None), "title": (row.title, None)},
        reason=row.void_reason,
    )
    return Result(row.version, changed(("number", row.id), ("case", row.case_id)))


def _referring(uow: UnitOfWork, number_id: int) -> tuple[str, ...]:
    """Return the numbers, not void, of orders that correct or cancel the order of a number."""
    earlier, later = aliased(IssuedPaper), aliased(IssuedPaper)
    rows = uow.session.scalars(
        select(IssuedNumber.shown)
        .join(later, later.number_id == IssuedNumber.id)
        .join(earlier, earlier.id == later.replaces_id)
        .where(earlier.number_id == number_id, IssuedNumber.voided_at.is_(None))
        .order_by(IssuedNumber.id)
    )
    return tuple(rows)


def _typed_number(uow: UnitOfWork, command: TakeNumber, year: int) -> int:
    # The book's row is locked first: two who type the same number come one after the other.
    _last(uow, command.book, year, lock=True)
    refuse([typed_problem(uow, command)])
    number, _ = read_number(command.typed)
    assert number is not None
    raise_to(uow, command.book.value, year, number)
    return number


def _last(uow: UnitOfWork, book: Book, year: int, *, lock: bool) -> int:
    raise_to(uow, book.value, year, 0)
    query = select(NumberBook.last).where(NumberBook.book == book.value, NumberBook.year == year)
    return uow.session.execute(query.with_for_update() if lock else query).scalar_one()


def _reason_problem(reason: str) -> DomainError | None:
    if not reason.strip():
        return DomainError("required", field="reason")
    if len(reason.strip()) > _REASON_LIMIT:
        return DomainError("too_long", field="reason", limit=_REASON_LIMIT)
    return None
