"""New databases of the tests get the schema as it was once migrated, not by migrating again.

The migrations themselves are tested where a stored database is brought up to date, and once in
each run here: the first new database of each kind is migrated by them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event, inspect

Migrate = Callable[[Engine], None]


class ReadySchema:
    """Stands in for ``migrate``: copies (SQLite) or repeats (PostgreSQL) what it did the first time."""

    def __init__(self, migrate: Migrate, folder: Path) -> None:
        self._migrate = migrate
        self._file = folder / "ready.db"
        self._statements: list[tuple[str, Any]] = []

    def __call__(self, engine: Engine) -> None:
        """Give an empty database the newest schema; any other one is migrated as usual."""
        if inspect(engine).get_table_names():
            self._migrate(engine)
        elif engine.dialect.name == "sqlite":
            self._copy(engine)
        else:
            self._repeat(engine)

    def _copy(self, engine: Engine) -> None:
        if not self._file.exists():
            self._migrate(engine)
            with sqlite3.connect(self._file) as kept:
                self._backup(engine, kept, out=True)
            kept.close()
            return
        with sqlite3.connect(self._file) as kept:
            self._backup(engine, kept, out=False)
        kept.close()

    def _backup(self, engine: Engine, kept: sqlite3.Connection, *, out: bool) -> None:
        pooled = engine.raw_connection()
        try:
            own = pooled.driver_connection
            assert isinstance(own, sqlite3.Connection)
            if out:
                own.backup(kept)
            else:
                kept.backup(own)
        finally:
            pooled.close()

    def _repeat(self, engine: Engine) -> None:
        if not self._statements:
            event.listen(engine, "before_cursor_execute", self._note)
            self._migrate(engine)
            event.remove(engine, "before_cursor_execute", self._note)
            return
        with engine.begin() as connection:
            cursor = connection.connection.cursor()
            for statement, values in self._statements:
                cursor.execute(statement, values or None)
            cursor.close()

    def _note(self, *given: Any) -> None:
        _connection, _cursor, statement, parameters, _context, _many = given
        if not statement.lstrip().upper().startswith("SELECT"):
            self._statements.append((statement, parameters))
