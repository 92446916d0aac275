"""Search for any part of a text, through whatever index the database has for it.

Thai has no spaces between words, so the indexes hold trigrams: an FTS5 table beside the table on
SQLite, a pg_trgm index on PostgreSQL. A table searched here has the columns ``id`` and
``search_text``, the latter made by ``hrdesk.rules.sorting.search_text``.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, FromClause, and_, column, literal_column, select, true
from sqlalchemy import table as named_table

from hrdesk.rules.sorting import search_text
from hrdesk.services.unit_of_work import UnitOfWork

TRIGRAM = 3
_ESCAPE = "\\"


def matching(uow: UnitOfWork, table: FromClause, text: str) -> ColumnElement[bool]:
    """Return the condition that a row holds every space-separated part of ``text`` somewhere.

    An empty text matches every row.
    """
    words = search_text(text).split()
    if not words:
        return true()
    if uow.dialect != "sqlite":
        return and_(*(_contains(table, word) for word in words))
    indexed = [word for word in words if len(word) >= TRIGRAM]
    conditions = [_contains(table, word) for word in words if len(word) < TRIGRAM]
    if indexed:
        conditions.append(_in_index(table, indexed))
    return and_(*conditions)


def _contains(table: FromClause, word: str) -> ColumnElement[bool]:
    escaped = word.replace(_ESCAPE, _ESCAPE * 2).replace("%", r"\%").replace("_", r"\_")
    return table.c.search_text.like(f"%{escaped}%", escape=_ESCAPE)


def _in_index(table: FromClause, words: list[str]) -> ColumnElement[bool]:
    # In FTS5 a quoted string is a plain phrase, whatever signs it holds.
    phrases = " AND ".join('"' + word.replace('"', '""') + '"' for word in words)
    name = f"{getattr(table, 'name')}_search"  # noqa: B009 - FromClause declares no name
    index = named_table(name, column("rowid"))
    found = select(index.c.rowid).where(literal_column(name).op("MATCH")(phrases))
    return table.c.id.in_(found)
