"""The orders of the list of people; texts in Thai order, which databases do not know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Integer,
    Select,
    Text,
    case,
    column,
    func,
    select,
    values,
)

from hrdesk.models import Person, Post
from hrdesk.rules.codes import Employment, Level
from hrdesk.rules.sorting import thai_key
from hrdesk.services.posts import made_up
from hrdesk.services.unit_of_work import UnitOfWork

DEFAULT_SORT = ("name", False)
SORTS = ("name", "unit", "post_title", "post_number", "level", "employment")


@dataclass(frozen=True, slots=True)
class _Ranks:
    """A small table that gives each distinct text its place in Thai order, and how to join it."""

    table: FromClause
    on: ColumnElement[bool]


def ordered(
    uow: UnitOfWork, query: Select[*tuple[Any, ...]], sort: tuple[str, bool]
) -> Select[Any]:
    """Return the query (of people joined with posts) in one of ``SORTS``, then by name.

    People without a value stand at the end either way; ``KeyError`` for another key.
    """
    key, descending = sort
    if key == "name":
        if descending:
            return query.order_by(Person.sort_key.desc(), Person.id.desc())
        return query.order_by(Person.sort_key, Person.id)
    columns, ranks = _columns(uow, key)
    if ranks is not None:
        query = query.outerjoin(ranks.table, ranks.on)
    by = (c.desc() if descending else c.asc() for c in columns)
    return query.order_by(*(c.nulls_last() for c in by), Person.sort_key, Person.id)


def _columns(uow: UnitOfWork, key: str) -> tuple[list[ColumnElement[Any]], _Ranks | None]:
    if key in _RANKED:
        ranks = _ranks(uow, _RANKED[key])
        return [ranks.table.c.place], ranks
    if key == "post_number":
        # Plain numbers of different length sort as numbers.
        number = case((made_up(Post.number), None), else_=Post.number)
        return [func.length(number), number], None
    return [_CODES[key]], None


def _ranks(uow: UnitOfWork, text: Any) -> _Ranks:
    found = uow.session.scalars(select(text).where(text != "").distinct())
    places = [(word, place) for place, word in enumerate(sorted(found, key=thai_key))]
    table = (
        values(column("text", Text), column("place", Integer), name="ranks")
        .data(places or [("", 0)])
        .cte()
    )
    return _Ranks(table, table.c.text == text)


def _place_of(codes: type[Level] | type[Employment], stored: Any) -> ColumnElement[Any]:
    return case({code.value: place for place, code in enumerate(codes)}, value=stored, else_=None)


_RANKED = {"unit": Post.unit, "post_title": Post.title}
_CODES = {
    "level": _place_of(Level, Post.level),
    "employment": _place_of(Employment, Person.employment),
}
