"""Writes ``tests/migrations/<revision>.sql``: a small invented office of the schema at hand.

Run once when a schema is released: ``.venv/bin/python scripts/store_schema.py``. A stored
database is never written anew afterwards; a test opens each of them with every later program.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from hrdesk.models import Person
from hrdesk.models.schema import HEAD
from hrdesk.rules.codes import MANUAL_KINDS
from hrdesk.services.access import SYSTEM
from hrdesk.services.database import Database
from hrdesk.services.lifecycle import create_database
from hrdesk.services.location import Location
from hrdesk.services.sample_cases import SampleMatter, add_matter
from hrdesk.services.sample_office import add_sample_office

TARGET = Path(__file__).parent.parent / "tests" / "migrations"
_PEOPLE = 4


class _Standing:
    """A clock that stands still, so that the stored file is the same wherever it is made."""

    def now(self) -> dt.datetime:
        return dt.datetime(2026, 11, 20, 3, tzinfo=dt.UTC)

    def today(self) -> dt.date:
        return self.now().date()


def main() -> None:
    """Write the stored database; refuses to write over one."""
    target = TARGET / f"{HEAD}.sql"
    if target.exists():
        raise SystemExit(f"{target.name} is stored already and must not change")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "office.db"
        _fill(file)
        with closing(sqlite3.connect(file)) as made:
            lines = [line for line in _dump(made) if "sqlite_sequence" not in line]
    TARGET.mkdir(exist_ok=True)
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _fill(file: Path) -> None:
    database: Database = create_database(Location.file(file), _Standing())
    try:
        with database.work(SYSTEM) as uow:
            actor = add_sample_office(uow)
        with database.work(actor) as uow:
            ids = [row.id for row in uow.session.query(Person).limit(_PEOPLE)]
            for person_id, kind in zip(ids, MANUAL_KINDS, strict=True):
                add_matter(uow, person_id, SampleMatter(kind, 40, 3, 5))
    finally:
        database.close()


def _dump(made: sqlite3.Connection) -> list[str]:
    """Return SQL for the ordinary tables, then the search tables built anew from them."""
    ours = "name NOT LIKE '%_search%' AND name NOT LIKE 'sqlite_%'"
    tables = made.execute(
        f"SELECT name, sql FROM sqlite_master WHERE type = 'table' AND {ours}"
    ).fetchall()
    lines = ["PRAGMA foreign_keys=OFF;", "BEGIN;"]
    lines += [f"{sql};" for _, sql in tables]
    for name, _ in tables:
        for row in made.execute(f'SELECT * FROM "{name}"'):
            values = ", ".join(_literal(value) for value in row)
            lines.append(f'INSERT INTO "{name}" VALUES ({values});')
    indexes = made.execute(
        "SELECT sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL "
        "AND tbl_name NOT LIKE '%_search%'"
    )
    lines += [f"{sql};" for (sql,) in indexes]
    for (sql,) in made.execute(
        "SELECT sql FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE VIRTUAL%'"
    ):
        name = sql.split()[3].split("(")[0]
        lines += [f"{sql};", f"INSERT INTO {name}({name}) VALUES ('rebuild');"]
    lines += [
        f"{sql};" for (sql,) in made.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger'")
    ]
    return [*lines, "COMMIT;"]


def _literal(value: object) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, bytes):
        return f"X'{value.hex()}'"
    if isinstance(value, (int, float)):
        return str(value)
    return "'" + str(value).replace("'", "''") + "'"


if __name__ == "__main__":
    main()
