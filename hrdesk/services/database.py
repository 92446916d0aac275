"""The open database: engines, transactions, and what failures of the store mean to a user."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, create_engine, event, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from hrdesk.models import User
from hrdesk.services.access import Actor
from hrdesk.services.errors import DomainError, EditConflict
from hrdesk.services.location import Location, refuse_network
from hrdesk.services.unit_of_work import Clock, SystemClock, UnitOfWork

BUSY_SECONDS = 5
CONNECT_SECONDS = 5


class Database:
    """An open database; made by ``hrdesk.services.lifecycle``."""

    def __init__(self, location: Location, clock: Clock | None = None) -> None:
        self.location = location
        self.clock = clock or SystemClock()
        self.engine = build_engine(location)

    @contextmanager
    def work(self, actor: Actor) -> Iterator[UnitOfWork]:
        """Open a transaction that may write; commits when the block ends well."""
        yield from self._transaction(actor, writing=True)

    @contextmanager
    def read(self, actor: Actor) -> Iterator[UnitOfWork]:
        """Open a transaction for reading only; never holds up other writers."""
        yield from self._transaction(actor, writing=False)

    def _transaction(self, actor: Actor, *, writing: bool) -> Iterator[UnitOfWork]:
        with translated():
            session = Session(self.engine, expire_on_commit=False, autoflush=False)
            try:
                session.connection(execution_options={"hrdesk_writing": writing})
                if writing:
                    _admit(session, actor)
                yield UnitOfWork(session, actor, self.clock)
                if writing:
                    session.commit()
            except BaseException:
                _roll_back(session)
                raise
            finally:
                session.close()

    def close(self) -> None:
        """Close every connection; a file is left without its write-ahead log."""
        self.engine.dispose()


def _admit(session: Session, actor: Actor) -> None:
    """Refuse an actor whose account was closed or given another role since signing in."""
    if actor.user_id is None:
        return
    found = session.execute(
        select(User.active, User.role).where(User.id == actor.user_id)
    ).one_or_none()
    if found is not None and (not found.active or found.role != actor.role.value):
        raise DomainError("account_changed")


def _roll_back(session: Session) -> None:
    # A lost connection cannot be rolled back, and need not be: the server has done it.
    try:
        session.rollback()
    except DBAPIError:
        session.invalidate()


def build_engine(location: Location) -> Engine:
    """Return an engine with this program's guarantees set on each connection."""
    if location.path is not None:
        refuse_network(location.path)
        engine = create_engine(
            location.sqlalchemy_url,
            connect_args={"timeout": BUSY_SECONDS},
            pool_size=2,
            hide_parameters=True,  # a failed statement's values are somebody's data
        )
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    return create_engine(
        location.sqlalchemy_url,
        pool_size=2,
        pool_pre_ping=True,
        hide_parameters=True,
        connect_args={"connect_timeout": CONNECT_SECONDS, "application_name": "hrdesk"},
    )


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    # Transactions are ours: BEGIN is sent by _begin_sqlite, never guessed by the driver.
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "cache_size=-32768",
        "temp_store=MEMORY",
    ):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin_sqlite(connection: Any) -> None:
    writing = connection.get_execution_options().get("hrdesk_writing", True)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


@contextmanager
def translated() -> Iterator[None]:
    """Turn failures of the store into domain errors that a sentence can explain."""
    try:
        yield
    except StaleDataError as problem:
        raise EditConflict(who="", when=None, differences=()) from problem
    except IntegrityError as problem:
        raise DomainError("not_stored", detail=_short(problem)) from problem
    except DBAPIError as problem:
        code = _code(problem)
        if code is None:
            raise
        raise DomainError(code, detail=_short(problem)) from problem
    except sqlite3.Error as problem:
        code = _known(_FILE_MESSAGES, str(problem)) or "database_failed"
        raise DomainError(code, detail=str(problem)) from problem


_FILE_MESSAGES = (
    ("disk is full", "disk_full"),
    ("disk i/o error", "disk_failed"),
    ("is locked", "database_busy"),
    ("readonly", "database_readonly"),
    ("unable to open", "database_unreachable"),
    ("malformed", "database_damaged"),
    ("not a database", "database_damaged"),
)
_SERVER_MESSAGES = (
    ("password", "server_password"),
    ("does not exist", "server_no_database"),
    ("no pg_hba.conf", "server_refuses"),
)
_SERVER_STATES = {
    "53100": "disk_full",
    "40P01": "database_busy",
    "40001": "database_busy",
    "55P03": "database_busy",
    "57014": "database_busy",
}


def _code(problem: DBAPIError) -> str | None:
    """Return what a driver's error means to a user; None for a fault of the program."""
    message = str(problem.orig)
    if isinstance(problem.orig, sqlite3.Error):
        known = _known(_FILE_MESSAGES, message)
        return known or ("database_failed" if isinstance(problem, OperationalError) else None)
    state = getattr(problem.orig, "sqlstate", None)
    if state in _SERVER_STATES:
        return _SERVER_STATES[state]
    if isinstance(problem, OperationalError) or problem.connection_invalidated:
        return _known(_SERVER_MESSAGES, message) or "database_lost"
    return None


def _known(table: tuple[tuple[str, str], ...], message: str) -> str | None:
    lower = message.lower()
    return next((code for part, code in table if part in lower), None)


def _short(problem: DBAPIError) -> str:
    # The driver's own words only: SQLAlchemy's text would carry the row's values.
    return str(problem.orig).splitlines()[0] if problem.orig is not None else type(problem).__name__


def test_server(location: Location) -> str:
    """Try to reach a PostgreSQL server; return its version, or raise why not."""
    engine = build_engine(location)
    try:
        with translated(), engine.connect() as connection:
            version = str(connection.execute(text("SHOW server_version")).scalar_one())
            allowed = connection.execute(
                text("SELECT has_schema_privilege(current_schema(), 'CREATE')")
            ).scalar_one()
        if not allowed:
            raise DomainError("server_no_right", field="user")
        return version
    finally:
        engine.dispose()
