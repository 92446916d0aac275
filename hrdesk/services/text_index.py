"""Search for any part of a text, through whatever index the database has for it.

Thai has no spaces between words, so the indexes hold trigrams: an FTS5 table beside the table on
SQLite, a pg_trgm index on PostgreSQL. A table searched here has the columns ``id`` and
``search_text``, the latter made by ``hrdesk.rules.sorting.search_text``.
"""

from __future__ import annotations

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Integer,
    Select,
    and_,
    column,
    func,
    literal_column,
    select,
    true,
)
from sqlalchemy import table as named_table

from hrdesk.rules.sorting import search_text
from hrdesk.services.unit_of_work import UnitOfWork

TRIGRAM = 3
_ESCAPE = "\\"


COMMON = 10_000
"""From so many matches on, walking the list in its order finds a first page sooner than the index."""


def matching(
    uow: UnitOfWork, table: FromClause, text: str, *, first_page: bool = False
) -> ColumnElement[bool]:
    """Return the condition that a row holds every space-separated part of ``text`` somewhere.

    An empty text matches every row. ``first_page`` says that only the first rows of an indexed
    order are wanted and nothing else narrows them: a text that very many rows hold is then looked
    for row by row, which meets a page's worth at once.
    """
    words = search_text(text).split()
    if not words:
        return true()
    if uow.dialect != "sqlite":
        return and_(*(_contains(table, word) for word in words))
    indexed = [word for word in words if len(word) >= TRIGRAM]
    conditions = [_contains(table, word) for word in words if len(word) < TRIGRAM]
    if indexed and first_page and _is_common(uow, table, indexed):
        conditions += [_contains(table, word) for word in indexed]
    elif indexed:
        conditions.append(_in_index(table, indexed))
    return and_(*conditions)


def _contains(table: FromClause, word: str) -> ColumnElement[bool]:
    escaped = word.replace(_ESCAPE, _ESCAPE * 2).replace("%", r"\%").replace("_", r"\_")
    return table.c.search_text.like(f"%{escaped}%", escape=_ESCAPE)


def _in_index(table: FromClause, words: list[str]) -> ColumnElement[bool]:
    return table.c.id.in_(_found(table, words))


def _is_common(uow: UnitOfWork, table: FromClause, words: list[str]) -> bool:
    few = _found(table, words).limit(COMMON).subquery()
    counted = uow.session.execute(select(func.count()).select_from(few)).scalar_one()
    return counted >= COMMON


def _found(table: FromClause, words: list[str]) -> Select[int]:
    # In FTS5 a quoted string is a plain phrase, whatever signs it holds.
    phrases = " AND ".join('"' + word.replace('"', '""') + '"' for word in words)
    name = f"{getattr(table, 'name')}_search"  # noqa: B009 - FromClause declares no name
    index = named_table(name, column("rowid", Integer))
    return select(index.c.rowid).where(literal_column(name).op("MATCH")(phrases))
