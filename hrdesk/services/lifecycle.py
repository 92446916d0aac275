"""The order in which a database is opened: look, refuse, back up, migrate, then use."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import text

from hrdesk.models.schema import HEAD
from hrdesk.services.backup import BackupFile, write_backup
from hrdesk.services.database import Database, translated
from hrdesk.services.errors import DomainError
from hrdesk.services.location import Location, refuse_network
from hrdesk.services.schema import migrate, refuse_newer, revision_of
from hrdesk.services.unit_of_work import Clock

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Opened:
    """An opened database, and the backup made if it had to be migrated."""

    database: Database
    backup: BackupFile | None


def create_database(location: Location, clock: Clock | None = None) -> Database:
    """Make a new, empty database; an existing one with tables is refused, never overwritten."""
    if location.path is not None:
        refuse_network(location.path)
        try:
            location.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as problem:
            raise DomainError("database_unreachable", field="path") from problem
    database = Database(location, clock)
    try:
        with translated():
            with database.engine.connect() as connection:
                if revision_of(connection) is not None:
                    raise DomainError("database_exists", field="path")
            migrate(database.engine)
            _give_identity(database)
    except BaseException:
        database.close()
        raise
    return database


def open_database(
    location: Location,
    backups: Path,
    clock: Clock | None = None,
    on_migration: Callable[[], None] | None = None,
) -> Opened:
    """Open an existing database, newest first refused, older ones backed up and migrated.

    ``on_migration`` is called before a migration begins, so that a splash can say so.
    """
    if location.path is not None:
        refuse_network(location.path)
        if not location.path.exists():
            raise DomainError("database_missing", path=str(location.path))
    database = Database(location, clock)
    try:
        with translated(), database.engine.connect() as connection:
            revision = revision_of(connection)
            refuse_newer(connection, revision)
        if revision == HEAD:
            return Opened(database, None)
        if revision is None:
            raise DomainError("database_empty")
        if on_migration is not None:
            on_migration()
        backup = write_backup(database, backups, "before-migration")
        with translated():
            migrate(database.engine)
        log.info("database migrated from %s to %s", revision, HEAD)
        return Opened(database, backup)
    except BaseException:
        database.close()
        raise


def _give_identity(database: Database) -> None:
    with database.engine.begin() as connection:
        connection.execute(
            text("INSERT INTO database_info (key, value) VALUES ('database_id', :v)"),
            {"v": str(uuid.uuid4())},
        )
