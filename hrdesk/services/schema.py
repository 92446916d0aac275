"""Which schema a database has, and bringing an older one up to this program's."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, inspect, text

from hrdesk import __version__
from hrdesk.models.schema import HEAD, REVISIONS
from hrdesk.services.errors import DomainError


def revision_of(connection: Connection) -> str | None:
    """Return the schema revision, or None for an empty database.

    Raises ``not_ours`` for a database with tables that another program made.
    """
    tables = set(inspect(connection).get_table_names())
    if "alembic_version" in tables:
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        if found is not None:
            return str(found)
    if tables - {"alembic_version"}:
        raise DomainError("not_ours", tables=len(tables))
    return None


def refuse_newer(connection: Connection, revision: str | None) -> None:
    """Raise ``newer_database``, naming both programs, when a later program made this database."""
    if revision is None or revision in REVISIONS:
        return
    made_by = connection.execute(
        text("SELECT value FROM database_info WHERE key = 'program_version'")
    ).scalar()
    raise DomainError(
        "newer_database",
        database_program=str(made_by or "?"),
        this_program=__version__,
        database_schema=revision,
        this_schema=HEAD,
    )


def migrate(engine: Engine) -> None:
    """Run the missing migrations in one transaction and mark which program did it."""
    from alembic import command
    from alembic.config import Config

    from hrdesk.models import migrations

    config = Config()
    # A % in the path of the program would be taken for an interpolation.
    folder = str(next(iter(migrations.__path__))).replace("%", "%%")
    config.set_main_option("script_location", folder)
    with _migrating(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        mark_program(connection)


@contextmanager
def _migrating(engine: Engine) -> Iterator[Connection]:
    """One transaction in which a table may be built anew under rows that point to it.

    SQLite changes a column only by building the table anew, which its foreign keys would take for
    the loss of every row: they are off meanwhile, and checked before the end.
    """
    with engine.connect() as connection:
        sqlite = connection.dialect.name == "sqlite"
        if sqlite:
            _foreign_keys(connection, on=False)
        try:
            with connection.begin():
                yield connection
                if sqlite and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                    raise DomainError("database_damaged", detail="foreign keys after migration")
        finally:
            if sqlite:
                _foreign_keys(connection, on=True)


def _foreign_keys(connection: Connection, *, on: bool) -> None:
    # Straight to the driver: SQLAlchemy would open the transaction in which this has no effect.
    driver = connection.connection.driver_connection
    if driver is not None:
        driver.execute(f"PRAGMA foreign_keys={'ON' if on else 'OFF'}").close()


def mark_program(connection: Connection) -> None:
    """Note this program's version in the database, for the message an older one would show."""
    connection.execute(text("DELETE FROM database_info WHERE key = 'program_version'"))
    connection.execute(
        text("INSERT INTO database_info (key, value) VALUES ('program_version', :v)"),
        {"v": __version__},
    )
