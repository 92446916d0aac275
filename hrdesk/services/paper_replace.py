"""Orders that correct or cancel an earlier one."""

from __future__ import annotations

import dataclasses
import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from hrdesk.documents.fields import Field
from hrdesk.documents.papers.cancel_order import CancelledRow, CancelOrder
from hrdesk.documents.papers.correction_order import Correction, CorrectionOrder, EarlierOrder
from hrdesk.documents.registry import paper_kind
from hrdesk.models import Case, IssuedNumber, IssuedPaper
from hrdesk.rules.dates import thai_date_short
from hrdesk.rules.numbers import format_money
from hrdesk.services.access import Right, require
from hrdesk.services.changes import Result
from hrdesk.services.errors import DomainError
from hrdesk.services.paper_drafts import PaperDraft, text_of, value_at
from hrdesk.services.papers import PaperOptions, prepare_text_paper
from hrdesk.services.unit_of_work import UnitOfWork

_MONEY = frozenset({"from_salary", "to_salary", "allowance"})
_ORDERS = frozenset({"order", "committee_order", "correction_order", "cancel_order"})


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One entry of an issued order: its row, whose, which column, and what it says."""

    row: int
    name: str
    field: str
    item: str
    said: str


@dataclass(frozen=True, slots=True)
class OrderContent:
    """What an issued order says, line by line, and whether something replaced it already."""

    paper_id: int
    number: str
    title: str
    people: tuple[str, ...]
    lines: tuple[OrderLine, ...]


@dataclass(frozen=True, slots=True)
class RightWords:
    """What is right in one entry of an earlier order."""

    row: int
    name: str
    item: str
    was: str
    is_right: str


def order_content(uow: UnitOfWork, paper_id: int) -> OrderContent:
    """Return what an issued order says of each person; raises ``not_an_order``."""
    require(uow.actor, Right.ISSUE_PAPERS)
    paper = _order(uow, paper_id)
    labels = {
        field.name.removeprefix("people."): field.label_th
        for field in _printed(paper)
        if field.name.startswith("people.")
    }
    lines = tuple(
        OrderLine(place, str(row.get("name", "")), name, labels[name], _shown(name, str(row[name])))
        for place, row in enumerate(paper.people, 1)
        for name in labels
        if row.get(name)
    )
    people = tuple(str(row.get("name", "")) for row in paper.people)
    return OrderContent(paper.id, paper.number, _subject(uow, paper), people, lines)


def prepare_correction(
    uow: UnitOfWork,
    paper_id: int,
    right: tuple[RightWords, ...],
    options: PaperOptions,
) -> Result[PaperDraft]:
    """Return the draft of an order that puts named entries of an earlier one right."""
    require(uow.actor, Right.ISSUE_PAPERS)
    paper = _order(uow, paper_id)
    draft = prepare_text_paper(uow, "correction_order", "", options)
    data: CorrectionOrder = dataclasses.replace(
        draft.data,
        earlier=_earlier(uow, paper),
        corrections=tuple(
            Correction(str(one.row), one.name, one.item, one.was, one.is_right) for one in right
        ),
    )
    names = tuple(dict.fromkeys(one.name for one in right))
    return Result(_replacing(uow, draft, data, paper, names), frozenset())


def prepare_cancelling(
    uow: UnitOfWork,
    paper_id: int,
    rows: tuple[tuple[int, str], ...],
    options: PaperOptions,
) -> Result[PaperDraft]:
    """Return the draft of an order that cancels an earlier one, or only some rows of it."""
    require(uow.actor, Right.ISSUE_PAPERS)
    paper = _order(uow, paper_id)
    draft = prepare_text_paper(uow, "cancel_order", "", options)
    data: CancelOrder = dataclasses.replace(
        draft.data,
        earlier=_earlier(uow, paper),
        rows=tuple(CancelledRow(str(row), name) for row, name in rows),
        effective_on=draft.data.dated,
    )
    whole = tuple(str(row.get("name", "")) for row in paper.people)
    names = tuple(name for _, name in rows) or whole
    return Result(_replacing(uow, draft, data, paper, names), frozenset())


def _order(uow: UnitOfWork, paper_id: int) -> IssuedPaper:
    paper = uow.session.get(IssuedPaper, paper_id)
    if paper is None:
        raise DomainError("not_found")
    if paper.kind not in _ORDERS:
        raise DomainError("not_an_order")
    return paper


def _earlier(uow: UnitOfWork, paper: IssuedPaper) -> EarlierOrder:
    return EarlierOrder(paper.number, paper.dated, _subject(uow, paper))


def _subject(uow: UnitOfWork, paper: IssuedPaper) -> str:
    """Return what the register says the order was about, without the name after it."""
    number = uow.session.get(IssuedNumber, paper.number_id) if paper.number_id else None
    title = number.title if number else paper.title
    return title.rpartition(" (")[0] or title


def _replacing(
    uow: UnitOfWork, draft: PaperDraft, data: Any, paper: IssuedPaper, names: tuple[str, ...]
) -> PaperDraft:
    """Return the draft of an order that belongs to the matter and the people of the earlier one."""
    case = uow.session.get(Case, paper.case_id) if paper.case_id is not None else None
    editable = tuple(
        dataclasses.replace(field, value=text_of(value_at(data, field.name)))
        for field in draft.editable
    )
    return dataclasses.replace(
        draft,
        data=data,
        editable=editable,
        missing=paper_kind(draft.kind).module.missing(data),
        title=f"{draft.title} ที่ {paper.number}",
        case_id=paper.case_id,
        case_version=case.version if case is not None else 0,
        person_id=paper.person_id,
        names=names,
        replaces_id=paper.id,
    )


def _printed(paper: IssuedPaper) -> tuple[Field, ...]:
    """Return the fields that an order of this kind prints; of a kind unknown, all there are."""
    known = paper_kind("order")
    name = paper.template.partition("@")[0].removeprefix(f"{known.prefix}_")
    kinds: tuple[str, ...] = known.module.KINDS
    if paper.kind != "order" or name not in kinds:
        return known.fields
    printed: tuple[Field, ...] = known.module.fields_of(name)
    return printed


def _shown(name: str, value: str) -> str:
    """Return a stored value as the order printed it: days in Buddhist era, money separated."""
    try:
        if name in _MONEY:
            return format_money(Decimal(value)).removesuffix(".00")
        return thai_date_short(dt.date.fromisoformat(value))
    except ValueError:
        return value
