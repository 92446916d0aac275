"""The composition root: the only module that knows everything and wires it together."""

from __future__ import annotations

import datetime as dt
import gc
import logging
import sys
import threading
from contextlib import AbstractContextManager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from hrdesk import __version__, paths
from hrdesk.services.access import Actor, Right
from hrdesk.services.errors import DomainError
from hrdesk.services.location import Location
from hrdesk.settings import Settings
from hrdesk.ui.collector import MainThreadCollector

if TYPE_CHECKING:
    from hrdesk.services.database import Database
    from hrdesk.services.unit_of_work import Clock, UnitOfWork
    from hrdesk.ui.context import AppContext
    from hrdesk.ui.main_window import MainWindow
    from hrdesk.ui.pages.sign_in.dialog import SignInDialog

log = logging.getLogger(__name__)
_BACKUP_DELAY_MS = 4000
_PRELOAD_DELAY_MS = 150
_BANGKOK = dt.timezone(dt.timedelta(hours=7))


@dataclass(slots=True)
class Opened:
    """A running window with what it works on; ``close`` ends it without a trace."""

    ctx: AppContext
    window: MainWindow

    def close(self) -> None:
        """Stop the workers and the window; the database stays open for the next sign-in."""
        self.window.close()
        self.ctx.tasks.shutdown()
        self.window.deleteLater()


def run_window() -> int:
    """Open the program's window; returns the exit code."""
    from hrdesk.logs import start_log
    from hrdesk.ui.dialogs import install_crash_dialog

    start_log()
    app = make_application()
    keeper = install_crash_dialog(app)
    settings = Settings()
    apply_theme(app, settings)
    try:
        news: str | None = ""
        while news is not None:
            news = _one_session(app, settings, news)
    finally:
        keeper.remove()
    return 0


def make_application() -> QApplication:
    """Return the one QApplication, named so that desktops show it properly."""
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("hrdesk")
    app.setApplicationDisplayName("")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("hrdesk")
    return app


def apply_theme(app: QApplication, settings: Settings) -> None:
    """Give the program its look."""
    from hrdesk.ui import theme

    theme.apply(app, settings)


def backup_folder(settings: Settings) -> Path:
    """Return where this PC keeps backups."""
    chosen = settings.text("backup_folder")
    return Path(chosen) if chosen else paths.backup_folder()


def open_window(settings: Settings, database: Database, actor: Actor) -> Opened:
    """Compose the window of a signed-in user; the caller shows it."""
    from hrdesk.services.queries.office import office_header
    from hrdesk.ui.bus import ChangeBus
    from hrdesk.ui.context import AppContext
    from hrdesk.ui.drafts import Drafts
    from hrdesk.ui.main_window import MainWindow
    from hrdesk.ui.notify import Notifier
    from hrdesk.ui.tasks import TaskRunner

    with database.read(actor) as uow:
        office = office_header(uow)
    told = actor.may(Right.BACK_UP)  # whoever cannot mend it is not told of a missing backup
    tasks = TaskRunner()
    ctx = AppContext(
        settings=settings,
        database=database,
        tasks=tasks,
        bus=ChangeBus(),
        actor=actor,
        office=office,
        notify=Notifier(),
        drafts=Drafts(str(actor.user_id)),
    )
    window = MainWindow(
        ctx,
        database_label=database.location.label,
        last_backup=(lambda: _last_backup(backup_folder(settings))) if told else None,
    )
    return Opened(ctx, window)


class OfficeData:
    """The office's database, opened by the first who asks: the sign-in window stands before it."""

    def __init__(self, location: Location, backups: Path) -> None:
        self.location = location
        self._backups = backups
        self._opened: Database | None = None
        self._lock = threading.Lock()

    def database(self) -> Database:
        """Return the open database, opening (and migrating) it the first time; any thread."""
        with self._lock:
            if self._opened is None:
                from hrdesk.services.lifecycle import open_database

                self._opened = open_database(self.location, self._backups).database
            return self._opened

    def read(self, actor: Actor) -> AbstractContextManager[UnitOfWork]:
        """Open a transaction for reading only."""
        return self.database().read(actor)

    def work(self, actor: Actor) -> AbstractContextManager[UnitOfWork]:
        """Open a transaction that may write."""
        return self.database().work(actor)

    @property
    def clock(self) -> Clock:
        """The database's clock."""
        return self.database().clock

    def close(self) -> None:
        """Close the database if it was ever opened."""
        if self._opened is not None:
            self._opened.close()
            self._opened = None


def _one_session(app: QApplication, settings: Settings, news: str) -> str | None:
    """Open the data, sign in, run the window.

    ``news`` is said over the sign-in. Returns what to say over the next one (mostly nothing), or
    None when the program is to end.
    """
    begun = _location(settings)
    if begun is None:
        return None
    location, administrator = begun
    data = OfficeData(location, backup_folder(settings))
    try:
        actor = administrator
        if actor is None:
            dialog = _sign_in(data, settings, news)
            if dialog.problem is not None:
                raise dialog.problem
            if dialog.new_office:
                settings.set("database", "")
            actor = dialog.actor
            if actor is None:
                return "" if dialog.new_office else None
        return _work(app, settings, data.database(), actor)
    except DomainError as problem:
        return "" if _after_problem(settings, location, problem) else None
    finally:
        data.close()


def _location(settings: Settings) -> tuple[Location, Actor | None] | None:
    """Return where the office's data lie, asked for at the first start; None when given up.

    The actor is the administrator who has just set up a new office and chosen a password.
    """
    text = settings.text("database")
    return (Location(text), None) if text else _first_start(settings)


def _sign_in(data: OfficeData, settings: Settings, news: str) -> SignInDialog:
    from hrdesk.ui.pages.sign_in.dialog import SignInDialog

    dialog = SignInDialog(data, settings, news=news)
    collector = MainThreadCollector(dialog)
    collector.start()
    preload = threading.Thread(target=_preload, name="hrdesk-preload", daemon=True)
    QTimer.singleShot(_PRELOAD_DELAY_MS, preload.start)
    dialog.exec()
    if preload.ident is not None:
        preload.join()
    collector.stop()
    return dialog


def _after_problem(settings: Settings, location: Location, problem: DomainError) -> bool:
    """Say why the data were not opened; True when the user wants to try again or elsewhere."""
    from hrdesk.ui.start_problem import AGAIN, ELSEWHERE, StartProblemDialog

    log.warning("the database was not opened: %s", problem.code)
    if problem.code in {"database_empty", "office_missing"}:
        settings.set("database", "")
        return True
    where = str(location.path) if location.path else location.label
    dialog = StartProblemDialog(problem, where)
    dialog.exec()
    if dialog.choice == ELSEWHERE:
        return _first_start(settings) is not None
    return dialog.choice == AGAIN


def _first_start(settings: Settings) -> tuple[Location, Actor | None] | None:
    from hrdesk.ui.pages.first_start.dialog import FirstStartDialog

    dialog = FirstStartDialog(settings)
    if not dialog.exec() or dialog.location is None:
        return None
    settings.set("database", dialog.location.text)
    return dialog.location, dialog.actor


def _work(app: QApplication, settings: Settings, database: Database, actor: Actor) -> str | None:
    opened = open_window(settings, database, actor)
    left: list[str] = []

    def leave(news: str) -> None:
        left.append(news)
        opened.window.close()

    opened.window.signed_out.connect(leave)
    opened.window.show()
    opened.window.start()
    gc.freeze()  # what the start made stays to the end: no search for garbage walks it again
    if actor.may(Right.BACK_UP):
        QTimer.singleShot(_BACKUP_DELAY_MS, opened.window, lambda: daily_backup(opened))
    app.exec()
    opened.close()
    return left[0] if left else None


def _preload() -> None:
    """Load what the first page needs while the user types the password."""
    for module in (
        "hrdesk.ui.main_window",
        "hrdesk.ui.help",
        "hrdesk.ui.pages.home.page",
        "hrdesk.ui.pages.tracking.page",
        "hrdesk.services.queries.home",
    ):
        import_module(module)


def daily_backup(opened: Opened) -> None:
    """Write the day's first backup quietly, on the worker for long jobs."""
    from hrdesk.services.backup import back_up
    from hrdesk.services.changes import Change

    ctx = opened.ctx
    folder = backup_folder(ctx.settings)
    last = _last_backup(folder)
    if last is not None and last.astimezone(_BANGKOK).date() == ctx.today():
        return
    ctx.tasks.work(
        opened.window,
        lambda _progress: back_up(
            ctx.database,  # type: ignore[arg-type]
            ctx.actor,
            folder,
            reason="daily",
            keep=ctx.settings.number("backups_kept"),
        ),
        lambda _made: ctx.bus.publish({Change("backup")}),
        label="สำรองข้อมูลประจำวัน",
        quiet=True,
    )


def _last_backup(folder: Path) -> dt.datetime | None:
    from hrdesk.services.backup import list_backups

    found = list_backups(folder)
    return found[0].made_at if found else None
