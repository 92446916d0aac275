"""The numbered papers of a salary round as drafts: its order, the allowance's, the province's letter."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping

from sqlalchemy import select

from hrdesk.documents.papers.order import Order
from hrdesk.documents.papers.order_people import OrderPerson
from hrdesk.documents.registry import paper_kind
from hrdesk.models import IssuedPaper, Person, SalaryRound
from hrdesk.rules.identity import format_national_id
from hrdesk.services.access import Right, require
from hrdesk.services.changes import Change, Result, changed
from hrdesk.services.errors import DomainError
from hrdesk.services.paper_drafts import EditableField, FieldKind, PaperDraft, with_values
from hrdesk.services.papers import PaperOptions, prepare_text_paper
from hrdesk.services.queries.salary_papers import (
    ALLOWANCE,
    ORDER_KINDS,
    PAPER_KEY,
    REPORT,
    ROUND_KEY,
    RoundBook,
    round_book,
)
from hrdesk.services.round_cases import file_with
from hrdesk.services.salary_compute import FINAL
from hrdesk.services.salary_figures import people_given
from hrdesk.services.salary_final import attach_order
from hrdesk.services.salary_law import PERCENTAGE
from hrdesk.services.salary_papers import (
    ALLOWANCE_ORDER,
    ORDER,
    PROVINCE,
    allowance_of,
    enclosures,
    order_people,
    order_values,
    province_values,
)
from hrdesk.services.unit_of_work import UnitOfWork

_USUAL = PaperOptions()
_CHUNK = 400


def prepare_round_letter(
    uow: UnitOfWork, round_id: int, row_id: str, options: PaperOptions = _USUAL
) -> Result[PaperDraft]:
    """Return a draft filled from a final round, to be looked at, numbered and issued.

    Issuing the order gives its number to the round in the same transaction. Errors:
    ``not_found``, ``salary_paper_draft`` while the round is not final, ``round_not_final`` once
    another stands in its place, ``salary_paper_nobody``,
    ``salary_order_issued`` (facts: number) while the order issued before stands.
    """
    require(uow.actor, Right.WORK_SALARY)
    require(uow.actor, Right.ISSUE_PAPERS)
    book = round_book(uow, round_id)
    if book.draft:
        raise DomainError("salary_paper_draft")
    if book.view.state != FINAL:
        raise DomainError("round_not_final")
    if row_id == ORDER:
        draft = _order(uow, book, options)
    elif row_id == ALLOWANCE_ORDER and f"order_{ALLOWANCE}" in book.texts:
        draft = _allowance(uow, book, options)
    elif row_id == PROVINCE:
        draft = _province(uow, book, options)
    else:
        raise DomainError("not_found")
    return Result(dataclasses.replace(draft, then=_noting(round_id, row_id)), frozenset())


_Then = Callable[[UnitOfWork, IssuedPaper], frozenset[Change]]
_KNOWN = frozenset({"values.count", "values.since"})
"""Values the order counts for itself."""


def _noting(round_id: int, row_id: str) -> _Then:
    """Return what is done with the issued paper: it names its round, the round its order."""

    def then(uow: UnitOfWork, row: IssuedPaper) -> frozenset[Change]:
        row.fields = {**row.fields, ROUND_KEY: str(round_id), PAPER_KEY: row_id}
        touched = changed(("salary_round", round_id))
        touched |= file_with(uow, row, uow.session.get_one(SalaryRound, round_id).case_id)
        if row_id == ORDER and row.dated is not None:
            touched |= attach_order(uow, round_id, row.number, row.dated, row.id).changed
        return touched

    return then


def _order(uow: UnitOfWork, book: RoundBook, options: PaperOptions) -> PaperDraft:
    kind = ORDER_KINDS[book.view.scheme]
    issued = next((each for each in book.of_row(ORDER) if each.number and not each.void), None)
    if issued is not None:
        raise DomainError("salary_order_issued", number=issued.number)
    people = order_people(book)
    if not people:
        raise DomainError("salary_paper_nobody")
    draft = prepare_text_paper(uow, "order", kind, options)
    if book.view.scheme == PERCENTAGE and uow.actor.may(Right.SEE_NATIONAL_ID):
        people = _with_ids(uow, book, people)
    return _filled(_about(draft, people), {f"values.{k}": v for k, v in order_values(book).items()})


def _allowance(uow: UnitOfWork, book: RoundBook, options: PaperOptions) -> PaperDraft:
    """Return the order with an amount to be typed for everybody: no source tells it."""
    draft = prepare_text_paper(uow, "order", ALLOWANCE, options)
    data: Order = allowance_of(book)
    amounts = tuple(
        EditableField(
            f"people.{place}.allowance",
            f"เงินเพิ่ม {person.name} (บาท)",
            FieldKind.MONEY,
            "",
            help="ผู้ที่ไม่ได้รับใส่ 0 จะไม่อยู่ในบัญชีแนบท้าย",
        )
        for place, person in enumerate(data.people)
    )
    made = _about(draft, data.people)
    return dataclasses.replace(made, editable=(*made.editable, *amounts))


def _province(uow: UnitOfWork, book: RoundBook, options: PaperOptions) -> PaperDraft:
    draft = prepare_text_paper(uow, "external_letter", REPORT, options)
    values = {f"values.{name}": value for name, value in province_values(book).items()}
    return _filled(draft, {**values, "enclosures": "\n".join(enclosures(book))})


def _about(draft: PaperDraft, people: tuple[OrderPerson, ...]) -> PaperDraft:
    """Return the order's draft with its annex."""
    data = dataclasses.replace(draft.data, people=people)
    return dataclasses.replace(
        draft,
        data=data,
        editable=tuple(field for field in draft.editable if field.name not in _KNOWN),
        missing=paper_kind(draft.kind).module.missing(data),
    )


def _filled(draft: PaperDraft, values: Mapping[str, str]) -> PaperDraft:
    """Put in what the draft asks for and does not know yet."""
    asked = {field.name: field.value for field in draft.editable}
    return with_values(
        draft,
        {name: text for name, text in values.items() if text and not asked.get(name, text).strip()},
    )


def _with_ids(
    uow: UnitOfWork, book: RoundBook, people: tuple[OrderPerson, ...]
) -> tuple[OrderPerson, ...]:
    """Put whole national IDs into the annex, which the audit notes."""
    order = [line.person_id for line, _person, _row in people_given(book)]
    found: dict[int, str] = {}
    for at in range(0, len(order), _CHUNK):
        query = select(Person.id, Person.national_id).where(Person.id.in_(order[at : at + _CHUNK]))
        found.update({row.id: row.national_id or "" for row in uow.session.execute(query)})
    uow.audit(
        "person.national_id_shown",
        "salary_round",
        book.view.id,
        changes={"count": (None, len(order))},
        reason=book.texts[f"order_{ORDER_KINDS[PERCENTAGE]}"].title,
    )
    return tuple(
        dataclasses.replace(
            each, national_id=format_national_id(found[person_id]) if found.get(person_id) else ""
        )
        for each, person_id in zip(people, order, strict=True)
    )
