"""The law as this office holds it: the program's book with the office's own amendments.

A case keeps the law of its day of receipt as it was held when the matter was taken in: ``stamp``
notes which, ``case_law`` gives it back.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import lru_cache

from sqlalchemy import select

from hrdesk.models import Case, LawAmendment
from hrdesk.rules.amendments import Amendment, amended
from hrdesk.rules.citation import Citation
from hrdesk.rules.codes import Agency
from hrdesk.rules.lawbook import Law, LawBook
from hrdesk.services.queries.office import office_header
from hrdesk.services.unit_of_work import UnitOfWork


def law_book(uow: UnitOfWork, upto: int | None = None) -> LawBook:
    """Return the program's law with the office's amendments that are not withdrawn.

    ``upto`` leaves out those added after the amendment of that id; 0 leaves out all.
    """
    return _book(tuple(amendment_of(row) for row in _live(uow, upto)))


def law_for_day(uow: UnitOfWork, day: dt.date) -> Law:
    """Return the law of the office's agency on a day, with the office's amendments."""
    return law_book(uow).at(day, office_agency(uow).value)


def stamp(uow: UnitOfWork, case: Case, day: dt.date) -> None:
    """Note on a new case the law it is dealt with by: that of ``day`` as it is held now."""
    law = law_for_day(uow, day)
    held = law.lawbook()
    case.law_set = held["set"]
    case.law_version = held["version"]
    case.law_hash = held["hash"]
    case.law_upto = max((row.id for row in _live(uow, None)), default=0)


def case_law(uow: UnitOfWork, case: Case) -> tuple[Law, bool]:
    """Return the law a case is dealt with by, and whether it is still as it was at receipt.

    False when the program's files changed since or an amendment that the case knew was withdrawn,
    and for a case taken in before the program noted its law: that one reads the law as held now.
    """
    law_set = case.law_set or office_agency(uow).value
    law = law_book(uow, case.law_upto if case.law_hash else None).at(case.received_on, law_set)
    return law, law.book.hash == case.law_hash


def office_agency(uow: UnitOfWork) -> Agency:
    """Return whose law the office works by."""
    return Agency(office_header(uow).agency)


def amendment_of(row: LawAmendment) -> Amendment:
    """Return the stored amendment as the rules take it."""
    cited = Citation(row.instrument, row.clause, row.dated, row.gazette, row.note)
    tables = tuple(sorted((str(name), str(text)) for name, text in row.tables.items()))
    return Amendment(row.rule, row.effective_on, row.value, cited, tables)


def _live(uow: UnitOfWork, upto: int | None) -> Sequence[LawAmendment]:
    """The amendments not withdrawn, oldest first."""
    query = select(LawAmendment).where(LawAmendment.withdrawn_at.is_(None))
    if upto is not None:
        query = query.where(LawAmendment.id <= upto)
    return uow.session.scalars(query.order_by(LawAmendment.id)).all()


@lru_cache(maxsize=16)
def _book(amendments: tuple[Amendment, ...]) -> LawBook:
    """Two databases may have amendments of one id, so their content is the key."""
    return amended(LawBook.load(), amendments)
