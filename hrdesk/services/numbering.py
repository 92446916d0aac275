"""Running numbers: one book, one year, no gaps, taken in the transaction that uses them."""

from __future__ import annotations

from sqlalchemy import select, update

from hrdesk.models import NumberBook
from hrdesk.services.unit_of_work import UnitOfWork


def next_number(uow: UnitOfWork, book: str, year: int, count: int = 1) -> int:
    """Take the next number of a book in a Buddhist-era year; of ``count`` the last.

    The row stays locked until the transaction ends, so two people never get the same number and
    a rolled-back transaction leaves no gap.
    """
    row = (NumberBook.book == book) & (NumberBook.year == year)
    raised = uow.session.execute(
        update(NumberBook).where(row).values(last=NumberBook.last + count),
        execution_options=_PLAIN,
    )
    if raised.rowcount == 0:  # type: ignore[attr-defined]
        _open_book(uow, book, year)
        uow.session.execute(
            update(NumberBook).where(row).values(last=NumberBook.last + count),
            execution_options=_PLAIN,
        )
    return uow.session.execute(select(NumberBook.last).where(row)).scalar_one()


def raise_to(uow: UnitOfWork, book: str, year: int, number: int) -> None:
    """Open the book of a year where it is not, and let it go on after ``number`` at least."""
    _open_book(uow, book, year)
    uow.session.execute(
        update(NumberBook)
        .where(NumberBook.book == book, NumberBook.year == year, NumberBook.last < number)
        .values(last=number),
        execution_options=_PLAIN,
    )


_PLAIN = {"synchronize_session": False}


def _open_book(uow: UnitOfWork, book: str, year: int) -> None:
    if uow.dialect == "sqlite":
        from sqlalchemy.dialects.sqlite import insert as sqlite_insert

        uow.session.execute(
            sqlite_insert(NumberBook).values(book=book, year=year, last=0).on_conflict_do_nothing()
        )
    else:
        from sqlalchemy.dialects.postgresql import insert as postgresql_insert

        uow.session.execute(
            postgresql_insert(NumberBook)
            .values(book=book, year=year, last=0)
            .on_conflict_do_nothing()
        )
