"""Number books: a number is taken in the transaction that issues its paper, and never twice."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from hrdesk.models import IssuedNumber
from hrdesk.rules.dates import BE_OFFSET
from hrdesk.rules.sorting import search_text
from hrdesk.services.numbering import next_number
from hrdesk.services.unit_of_work import UnitOfWork


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
    """What a number is taken for; ``letter_code`` stands before the number of a letter."""

    book: Book
    dated: dt.date
    title: str
    addressee: str = ""
    case_id: int | None = None
    letter_code: str = ""


def take(uow: UnitOfWork, command: TakeNumber) -> IssuedNumber:
    """Take the next number of a book for the year (พ.ศ.) of its day, with its line in the register.

    The caller has checked its right and issues the paper in the same transaction: when that fails,
    the number is free again and no gap is left.
    """
    year = command.dated.year + BE_OFFSET
    number = next_number(uow, command.book.value, year)
    shown = shown_number(command.book, number, year, command.letter_code)
    row = IssuedNumber(
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
    uow.session.add(row)
    uow.session.flush()
    return row


def shown_number(book: Book, number: int, year: int, letter_code: str = "") -> str:
    """Return a number as papers write it: ``12/2569``, ``สธ 0901/12`` or ``สธ 0901/ว 12``."""
    if book is Book.LETTER:
        return f"{letter_code}/{number}"
    if book is Book.CIRCULAR:
        return f"{letter_code}/ว {number}"
    return f"{number}/{year}"
