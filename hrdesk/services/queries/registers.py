"""The register of numbers: its lines, its books, and each paper exactly as it was issued."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import aliased

from hrdesk.models import Case, IssuedNumber, IssuedPaper, NumberBook
from hrdesk.rules.dates import BE_OFFSET
from hrdesk.rules.sorting import search_text
from hrdesk.services.access import Right, require
from hrdesk.services.errors import DomainError
from hrdesk.services.number_books import Book, is_central, shown_number
from hrdesk.services.queries.office import office_detail
from hrdesk.services.unit_of_work import UnitOfWork
from hrdesk.services.void_papers import as_shown

if TYPE_CHECKING:
    from hrdesk.services.papers import PaperOptions

DEFAULT_SORT = ("number", True)


@dataclass(frozen=True, slots=True)
class RegisterFilter:
    """What the register is narrowed to; None and the empty text narrow nothing."""

    book: Book | None = None
    year: int | None = None
    text: str = ""
    void: bool | None = None
    case_id: int | None = None


@dataclass(frozen=True, slots=True)
class PaperRef:
    """Another paper that this one names: its id, kind and number."""

    id: int
    kind: str
    number: str


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One line: a number, what it was given for, and the paper if it was made here.

    ``replaced_by`` are the orders, not void themselves, that corrected or cancelled this one.
    """

    id: int
    version: int
    book: Book
    year: int
    number: int
    shown: str
    dated: dt.date
    title: str
    addressee: str
    case_id: int | None
    case_number: str
    issued_by: str
    issued_at: dt.datetime
    voided_by: str
    voided_at: dt.datetime | None
    void_reason: str
    paper_id: int | None
    papers: int
    kind: str
    batch_id: int | None
    replaced_by: tuple[PaperRef, ...] = ()


@dataclass(frozen=True, slots=True)
class BookState:
    """One book in one year: what comes next, the last day a number bears, and who gives numbers."""

    book: Book
    year: int
    last: int
    given: int
    void: int
    next_shown: str
    last_dated: dt.date | None
    central: bool


@dataclass(frozen=True, slots=True)
class IssuedDetail:
    """A paper as it was issued; ``intact`` is false where its bytes are not those issued.

    ``shown`` is what is looked at, printed and saved: ``content``, marked where it is void.
    """

    id: int
    kind: str
    title: str
    number: str
    dated: dt.date | None
    template: str
    case_id: int | None
    person_id: int | None
    people: tuple[dict[str, Any], ...]
    content: bytes
    shown: bytes
    intact: bool
    made_by: str
    made_at: dt.datetime
    voided_at: dt.datetime | None
    voided_by: str
    void_reason: str
    replaces: PaperRef | None
    replaced_by: tuple[PaperRef, ...]


def register_page(
    uow: UnitOfWork,
    wanted: RegisterFilter,
    sort: tuple[str, bool] = DEFAULT_SORT,
    offset: int = 0,
    limit: int = 200,
) -> tuple[RegisterRow, ...]:
    """Return one window of the register; ``sort`` is (key, descending) of ``SORTS``."""
    require(uow.actor, Right.SEE_ALL_CASES)
    key, down = sort
    order = [column.desc() if down else column for column in _SORTS.get(key, _SORTS["number"])]
    query = _base().where(*_conditions(wanted)).order_by(*order, IssuedNumber.id.desc())
    rows = uow.session.execute(query.offset(offset).limit(limit)).all()
    papers = _papers_of(uow, [row.IssuedNumber.id for row in rows])
    return tuple(_row(row, papers.get(row.IssuedNumber.id, [])) for row in rows)


def register_count(uow: UnitOfWork, wanted: RegisterFilter) -> int:
    """Return how many lines a filter finds."""
    require(uow.actor, Right.SEE_ALL_CASES)
    query = select(func.count()).select_from(IssuedNumber).where(*_conditions(wanted))
    return uow.session.execute(query).scalar_one()


def register_years(uow: UnitOfWork) -> tuple[int, ...]:
    """Return the years (พ.ศ.) that have numbers, and the present one, newest first."""
    require(uow.actor, Right.SEE_ALL_CASES)
    found = set(uow.session.scalars(select(IssuedNumber.year).distinct()))
    return tuple(sorted(found | {uow.clock.today().year + BE_OFFSET}, reverse=True))


def book_states(uow: UnitOfWork, year: int) -> tuple[BookState, ...]:
    """Return every book as it stands in a year (พ.ศ.)."""
    require(uow.actor, Right.SEE_ALL_CASES)
    return tuple(book_state(uow, book, year) for book in Book)


def book_state(uow: UnitOfWork, book: Book, year: int) -> BookState:
    """Return one book as it stands in a year (พ.ศ.)."""
    require(uow.actor, Right.SEE_ALL_CASES)
    last = uow.session.execute(
        select(NumberBook.last).where(NumberBook.book == book.value, NumberBook.year == year)
    ).scalar()
    given, void, dated = uow.session.execute(
        select(
            func.count(IssuedNumber.id),
            func.count(IssuedNumber.voided_at),
            func.max(IssuedNumber.dated),
        ).where(IssuedNumber.book == book.value, IssuedNumber.year == year)
    ).one()
    code = ""
    if book in (Book.LETTER, Book.CIRCULAR):
        code = office_detail(uow).letter_code
    return BookState(
        book=book,
        year=year,
        last=last or 0,
        given=given,
        void=void,
        next_shown=shown_number(book, (last or 0) + 1, year, code),
        last_dated=dated,
        central=is_central(uow, book),
    )


def issued_detail(
    uow: UnitOfWork, paper_id: int, options: PaperOptions | None = None
) -> IssuedDetail:
    """Return a paper exactly as issued, and whether its bytes still have the hash of that day."""
    require(uow.actor, Right.SEE_ALL_CASES)
    row = uow.session.get(IssuedPaper, paper_id)
    if row is None:
        raise DomainError("not_found")
    number = uow.session.get(IssuedNumber, row.number_id) if row.number_id else None
    return IssuedDetail(
        id=row.id,
        kind=row.kind,
        title=row.title,
        number=row.number,
        dated=row.dated,
        template=row.template,
        case_id=row.case_id,
        person_id=row.person_id,
        people=tuple(row.people),
        content=row.content,
        shown=as_shown(uow, row, options),
        intact=hashlib.sha256(row.content).hexdigest() == row.sha256,
        made_by=row.made_by,
        made_at=row.made_at,
        voided_at=number.voided_at if number else None,
        voided_by=number.voided_by if number else "",
        void_reason=number.void_reason if number else "",
        replaces=_ref(uow, row.replaces_id),
        replaced_by=_replaced_by(uow, row.id),
    )


def papers_of_number(uow: UnitOfWork, number_id: int, limit: int = 2000) -> tuple[PaperRef, ...]:
    """Return the papers that bear a number: one, or those of a circular in their order."""
    require(uow.actor, Right.SEE_ALL_CASES)
    rows = uow.session.execute(
        select(IssuedPaper.id, IssuedPaper.kind, IssuedPaper.title)
        .where(IssuedPaper.number_id == number_id)
        .order_by(IssuedPaper.id)
        .limit(limit)
    )
    return tuple(PaperRef(*row) for row in rows)


_SORTS: dict[str, tuple[Any, ...]] = {
    "number": (IssuedNumber.year, IssuedNumber.number),
    "dated": (IssuedNumber.dated, IssuedNumber.number),
    "title": (IssuedNumber.title,),
    "addressee": (IssuedNumber.addressee,),
    "issued_by": (IssuedNumber.issued_by,),
    "issued_at": (IssuedNumber.issued_at,),
}


def _base() -> Select[IssuedNumber, int, int]:
    return select(
        IssuedNumber, Case.number.label("case_number"), Case.year.label("case_year")
    ).join(Case, IssuedNumber.case_id == Case.id, isouter=True)


def _conditions(wanted: RegisterFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.book is not None:
        found.append(IssuedNumber.book == wanted.book.value)
    if wanted.year is not None:
        found.append(IssuedNumber.year == wanted.year)
    if wanted.case_id is not None:
        found.append(IssuedNumber.case_id == wanted.case_id)
    if wanted.void is not None:
        void = IssuedNumber.voided_at.is_not(None)
        found.append(void if wanted.void else ~void)
    # A register is a few thousand lines a year: read through, it needs no index of its own.
    found += [
        IssuedNumber.search_text.contains(word, autoescape=True)
        for word in search_text(wanted.text).split()
    ]
    return found


def _papers_of(uow: UnitOfWork, numbers: list[int]) -> dict[int, list[Any]]:
    """Return the papers of each number: id, kind, batch, and what replaced them."""
    found: dict[int, list[Any]] = {}
    later = aliased(IssuedPaper)
    rows = uow.session.execute(
        select(
            IssuedPaper.number_id,
            IssuedPaper.id,
            IssuedPaper.kind,
            IssuedPaper.batch_id,
            later.id.label("later_id"),
            later.kind.label("later_kind"),
            later.number.label("later"),
            IssuedNumber.voided_at.label("later_void"),
        )
        .join(later, later.replaces_id == IssuedPaper.id, isouter=True)
        .join(IssuedNumber, IssuedNumber.id == later.number_id, isouter=True)
        .where(IssuedPaper.number_id.in_(numbers))
        .order_by(IssuedPaper.id)
    )
    for row in rows:
        found.setdefault(row.number_id, []).append(row)
    return found


def _row(row: Any, papers: list[Any]) -> RegisterRow:
    number: IssuedNumber = row.IssuedNumber
    first = papers[0] if papers else None
    return RegisterRow(
        id=number.id,
        version=number.version,
        book=Book(number.book),
        year=number.year,
        number=number.number,
        shown=number.shown,
        dated=number.dated,
        title=number.title,
        addressee=number.addressee,
        case_id=number.case_id,
        case_number=f"{row.case_number}/{row.case_year}" if row.case_number else "",
        issued_by=number.issued_by,
        issued_at=number.issued_at,
        voided_by=number.voided_by,
        voided_at=number.voided_at,
        void_reason=number.void_reason,
        paper_id=first.id if first else None,
        papers=len({paper.id for paper in papers}),
        kind=first.kind if first else "",
        batch_id=first.batch_id if first else None,
        replaced_by=tuple(
            PaperRef(paper.later_id, paper.later_kind, paper.later)
            for paper in papers
            if paper.later and paper.later_void is None
        ),
    )


def _ref(uow: UnitOfWork, paper_id: int | None) -> PaperRef | None:
    if paper_id is None:
        return None
    row = uow.session.execute(
        select(IssuedPaper.id, IssuedPaper.kind, IssuedPaper.number).where(
            IssuedPaper.id == paper_id
        )
    ).first()
    return PaperRef(*row) if row else None


def _replaced_by(uow: UnitOfWork, paper_id: int) -> tuple[PaperRef, ...]:
    rows = uow.session.execute(
        select(IssuedPaper.id, IssuedPaper.kind, IssuedPaper.number)
        .join(IssuedNumber, IssuedNumber.id == IssuedPaper.number_id, isouter=True)
        .where(IssuedPaper.replaces_id == paper_id, IssuedNumber.voided_at.is_(None))
        .order_by(IssuedPaper.id)
    )
    return tuple(PaperRef(*row) for row in rows)
