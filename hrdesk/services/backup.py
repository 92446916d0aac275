"""Backups that were opened and checked, and putting one back.

A backup is always an SQLite file with the whole office in it, also when the office lives on a
PostgreSQL server: one format, readable anywhere, restorable into either.
"""

from __future__ import annotations

import datetime as dt
import logging
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, Table, create_engine, func, insert, inspect, select, text

from hrdesk.models import Base
from hrdesk.models.schema import HEAD, REVISIONS
from hrdesk.services.access import SYSTEM, Actor, Right, require
from hrdesk.services.database import BUSY_SECONDS, Database, build_engine, translated
from hrdesk.services.errors import DomainError
from hrdesk.services.location import Location
from hrdesk.services.schema import mark_program, migrate, refuse_newer, revision_of
from hrdesk.services.unit_of_work import BANGKOK, UnitOfWork

log = logging.getLogger(__name__)
Progress = Callable[[int, int], None]
_BATCH = 500
_PATTERN = "hrdesk-*.db"


@dataclass(frozen=True, slots=True)
class BackupFile:
    """One backup on disk: when it was made, why, of which schema, and its size in bytes."""

    path: Path
    made_at: dt.datetime
    reason: str
    schema: str
    size: int


def back_up(
    database: Database,
    actor: Actor,
    folder: Path,
    *,
    reason: str = "manual",
    keep: int | None = None,
    progress: Progress | None = None,
) -> BackupFile:
    """Write a backup, open it, check it, and only then call it one.

    ``reason`` is a short word for the file name. ``keep`` removes the oldest beyond that number.
    """
    require(actor, Right.BACK_UP)
    made = write_backup(database, folder, reason, progress)
    with database.work(actor) as uow:
        uow.audit("backup.made", "database", None, changes={"file": (None, made.path.name)})
    if keep is not None:
        _prune(folder, keep)
    return made


def write_backup(
    database: Database, folder: Path, reason: str, progress: Progress | None = None
) -> BackupFile:
    """Write and verify a backup without a user: before migrations and restores."""
    now = database.clock.now()
    stamp = now.astimezone(BANGKOK).strftime("%Y%m%d-%H%M%S")
    with translated(), database.engine.connect() as connection:
        schema = revision_of(connection) or "empty"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise DomainError("backup_folder", path=str(folder)) from problem
    final = _free_name(folder, f"hrdesk-{stamp}-{reason}-{schema}")
    partial = final.with_suffix(".partial")
    try:
        before = _row_counts(database.engine)
        if database.location.path is not None:
            _copy_file(database.location.path, partial, progress)
        else:
            _copy_server(database.engine, partial, progress)
        # Others may write meanwhile: what was there before and still is must be in the copy.
        after = _row_counts(database.engine)
        verify(partial, {name: min(count, after.get(name, 0)) for name, count in before.items()})
        partial.replace(final)
    except OSError as problem:
        raise DomainError("backup_failed", path=str(folder), detail=str(problem)) from problem
    finally:
        partial.unlink(missing_ok=True)
    log.info("backup written and verified: reason=%s schema=%s", reason, schema)
    return BackupFile(final, now, reason, schema, final.stat().st_size)


def list_backups(folder: Path) -> tuple[BackupFile, ...]:
    """Return the backups of a folder, newest first."""
    found = []
    for path in folder.glob(_PATTERN):
        parts = path.stem.split("-")
        try:
            made = dt.datetime.strptime(f"{parts[1]}{parts[2]}+0700", "%Y%m%d%H%M%S%z")
        except (IndexError, ValueError):
            continue
        reason, schema = "-".join(parts[3:-1]), parts[-1]
        found.append(BackupFile(path, made, reason, schema, path.stat().st_size))
    return tuple(sorted(found, key=lambda item: item.path.name, reverse=True))


def verify(path: Path, fewest: Mapping[str, int] | None = None) -> str:
    """Open a backup, check it whole and return its schema.

    Raises ``backup_damaged`` where it is not sound, or a table holds fewer rows than ``fewest``.
    """
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as opened:
            verdict = opened.execute("PRAGMA integrity_check").fetchone()[0]
            broken = opened.execute("PRAGMA foreign_key_check").fetchone()
            schema = opened.execute("SELECT version_num FROM alembic_version").fetchone()[0]
            counts = {
                table.name: opened.execute(f'SELECT count(*) FROM "{table.name}"').fetchone()[0]
                for table in Base.metadata.sorted_tables
                if _has_table(opened, table.name)
            }
    except (sqlite3.Error, TypeError) as problem:
        raise DomainError("backup_damaged", path=path.name, detail=str(problem)) from problem
    if verdict != "ok" or broken is not None:
        raise DomainError("backup_damaged", path=path.name, detail=str(verdict))
    for name, count in (fewest or {}).items():
        if counts.get(name, 0) < count:
            raise DomainError("backup_damaged", path=path.name, detail=name)
    return str(schema)


def restore(
    database: Database,
    actor: Actor,
    backup: Path,
    folder: Path,
    progress: Progress | None = None,
    *,
    why: str = "",
) -> BackupFile:
    """Put a backup back in place of what is there, which is itself backed up first.

    ``why`` is the administrator's reason, kept in the restored audit. Returns the safety backup.
    The database given is closed; open it anew afterwards.
    """
    require(actor, Right.RESTORE)
    schema = verify(backup)
    if schema not in REVISIONS:
        with create_engine(f"sqlite:///{backup}").connect() as connection:
            refuse_newer(connection, schema)
    safety = write_backup(database, folder, "before-restore", progress)
    if database.location.path is not None:
        _replace_file(database, backup)
    else:
        _replace_server(database, backup, folder, progress)
    fresh = Database(database.location, database.clock)
    try:
        migrate(fresh.engine)
        # Who restored may have another role in the restored office, or none: it is told all the same.
        with fresh.work(SYSTEM) as uow:
            changes = {"file": (None, backup.name)}
            by = UnitOfWork(uow.session, actor, uow.clock)
            by.audit("backup.restored", "database", None, changes=changes, reason=why)
    finally:
        fresh.close()
    return safety


def copy_database(source: Engine, target: Engine, progress: Progress | None = None) -> None:
    """Copy every row of every table into an empty database of the same schema."""
    tables = Base.metadata.sorted_tables
    with source.connect() as reading, target.begin() as writing:
        if reading.dialect.name == "postgresql":
            # One moment for all tables: a step read later may belong to a case not read.
            reading.execution_options(isolation_level="REPEATABLE READ")
        total = sum(_count(reading, table) for table in tables)
        done = 0
        for table in tables:
            done = _copy_table(reading, writing, table, done, total, progress)
        if writing.dialect.name == "postgresql":
            _reset_sequences(writing)


def _copy_table(
    reading: Connection,
    writing: Connection,
    table: Table,
    done: int,
    total: int,
    progress: Progress | None,
) -> int:
    order = list(table.primary_key.columns)
    rows = reading.execution_options(yield_per=_BATCH).execute(select(table).order_by(*order))
    for batch in rows.mappings().partitions(_BATCH):
        writing.execute(insert(table), [dict(row) for row in batch])
        done += len(batch)
        if progress is not None:
            progress(done, total)
    return done


def _copy_file(source: Path, target: Path, progress: Progress | None) -> None:
    def report(_status: int, remaining: int, total: int) -> None:
        if progress is not None:
            progress(total - remaining, total)

    try:
        with closing(sqlite3.connect(source)) as reading, closing(sqlite3.connect(target)) as out:
            reading.backup(out, pages=2048, progress=report)
            out.execute("PRAGMA journal_mode=DELETE").close()
    except sqlite3.Error as problem:
        raise DomainError("backup_failed", path=str(target), detail=str(problem)) from problem


def _copy_server(source: Engine, target: Path, progress: Progress | None) -> None:
    with source.connect() as connection:
        if revision_of(connection) != HEAD:
            # Rows of an older schema cannot be read by this program's tables: the server's own
            # administrator must dump it first.
            raise DomainError("server_backup_first")
    engine = build_engine(Location.file(target))
    try:
        migrate(engine)
        _clear_info(engine)
        copy_database(source, engine, progress)
    finally:
        engine.dispose()
    with closing(sqlite3.connect(target)) as out:
        out.execute("PRAGMA journal_mode=DELETE").close()


def _clear_info(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM database_info"))


def _replace_file(database: Database, backup: Path) -> None:
    """Write a verified backup into the live file as one transaction of SQLite's own.

    Another program that has the file open waits or sees the restored data: replacing the file
    itself would leave it writing into one that no longer has a name.
    """
    path = database.location.path
    if path is None:
        raise ValueError("only a file can be replaced")
    database.close()
    try:
        with (
            closing(sqlite3.connect(backup)) as source,
            closing(sqlite3.connect(path, timeout=BUSY_SECONDS)) as live,
        ):
            source.backup(live)
        verify(path)
    except sqlite3.Error as problem:
        raise DomainError("restore_failed", path=str(path), detail=str(problem)) from problem


def _replace_server(
    database: Database, backup: Path, folder: Path, progress: Progress | None
) -> None:
    # An older backup is brought up to date in a copy first, so both sides have one schema.
    copy = folder / f"{backup.stem}.restoring"
    _copy_file(backup, copy, None)
    source = build_engine(Location.file(copy))
    try:
        migrate(source)
        with translated(), database.engine.begin() as writing, source.connect() as reading:
            writing.execute(text("ALTER TABLE audit_entry DISABLE TRIGGER USER"))
            names = ", ".join(f'"{table.name}"' for table in Base.metadata.sorted_tables)
            writing.execute(text(f"TRUNCATE {names}"))
            total = sum(_count(reading, table) for table in Base.metadata.sorted_tables)
            done = 0
            for table in Base.metadata.sorted_tables:
                done = _copy_table(reading, writing, table, done, total, progress)
            _reset_sequences(writing)
            mark_program(writing)
            writing.execute(text("ALTER TABLE audit_entry ENABLE TRIGGER USER"))
    finally:
        source.dispose()
        copy.unlink(missing_ok=True)
        for leftover in (f"{copy}-wal", f"{copy}-shm"):
            Path(leftover).unlink(missing_ok=True)
        database.close()


def _reset_sequences(connection: Connection) -> None:
    for table in Base.metadata.sorted_tables:
        if "id" not in table.columns or table.name == "office":
            continue
        connection.execute(
            text(
                f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), "
                f"(SELECT coalesce(max(id), 0) + 1 FROM {table.name}), false)"
            )
        )


def _has_table(opened: sqlite3.Connection, name: str) -> bool:
    sql = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?"
    return opened.execute(sql, (name,)).fetchone() is not None


def _row_counts(engine: Engine) -> dict[str, int]:
    """Return the rows of each table that the database has; an older schema has not all."""
    with engine.connect() as connection:
        names = set(inspect(connection).get_table_names())
        tables = (table for table in Base.metadata.sorted_tables if table.name in names)
        return {table.name: _count(connection, table) for table in tables}


def _count(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def _free_name(folder: Path, stem: str) -> Path:
    candidate = folder / f"{stem}.db"
    serial = 2
    while candidate.exists():
        parts = stem.split("-")
        candidate = folder / f"{'-'.join(parts[:-1])}.{serial}-{parts[-1]}.db"
        serial += 1
    return candidate


def _prune(folder: Path, keep: int) -> None:
    for old in list_backups(folder)[keep:]:
        old.path.unlink(missing_ok=True)
