"""The composition root: the only module that knows everything and wires it together."""

from __future__ import annotations

import datetime as dt
import logging
import sys
import threading
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

if TYPE_CHECKING:
    from hrdesk.services.database import Database
    from hrdesk.ui.context import AppContext
    from hrdesk.ui.main_window import MainWindow

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
        while _one_session(app, settings):
            pass
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
        last_backup=lambda: _last_backup(backup_folder(settings)),
    )
    return Opened(ctx, window)


def _one_session(app: QApplication, settings: Settings) -> bool:
    """Open the data, sign in, run the window; True when someone else is to sign in."""
    database = _open_data(settings)
    if database is None:
        return False
    try:
        actor = _who(database, settings)
        if actor is None:
            return False
        if isinstance(actor, _NewOffice):
            return True
        return _work(app, settings, database, actor)
    finally:
        database.close()


class _NewOffice:
    """A visitor of the sample data asked for a real office."""


def _work(app: QApplication, settings: Settings, database: Database, actor: Actor) -> bool:
    opened = open_window(settings, database, actor)
    again = [False]

    def leave() -> None:
        again[0] = True
        opened.window.close()

    opened.window.signed_out.connect(leave)
    opened.window.show()
    opened.window.start()
    if actor.may(Right.BACK_UP):
        QTimer.singleShot(_BACKUP_DELAY_MS, opened.window, lambda: daily_backup(opened))
    app.exec()
    opened.close()
    return again[0]


def _open_data(settings: Settings) -> Database | None:
    """Open the office's data, or make a new office; None when the user closes the program."""
    from hrdesk.services.lifecycle import open_database
    from hrdesk.ui.start_problem import AGAIN, ELSEWHERE, StartProblemDialog

    while True:
        text = settings.text("database")
        if not text:
            return _first_start(settings)
        location = Location(text)
        try:
            opened = open_database(location, backup_folder(settings))
        except DomainError as problem:
            log.warning("the database was not opened: %s", problem.code)
            if problem.code == "database_empty":
                settings.set("database", "")
                continue
            where = str(location.path) if location.path else location.label
            dialog = StartProblemDialog(problem, where)
            dialog.exec()
            if dialog.choice == ELSEWHERE:
                return _first_start(settings)
            if dialog.choice != AGAIN:
                return None
            continue
        return opened.database


def _first_start(settings: Settings) -> Database | None:
    from hrdesk.services.lifecycle import open_database
    from hrdesk.ui.pages.first_start.dialog import FirstStartDialog

    dialog = FirstStartDialog(settings)
    if not dialog.exec() or dialog.location is None:
        return None
    settings.set("database", dialog.location.text)
    return open_database(dialog.location, backup_folder(settings)).database


def _who(database: Database, settings: Settings) -> Actor | _NewOffice | None:
    from hrdesk.ui.pages.sign_in.dialog import SignInDialog

    dialog = SignInDialog(database, settings)
    preload = threading.Thread(target=_preload, name="hrdesk-preload", daemon=True)
    QTimer.singleShot(_PRELOAD_DELAY_MS, preload.start)
    accepted = dialog.exec()
    if preload.ident is not None:
        preload.join()
    if dialog.new_office:
        settings.set("database", "")
        return _NewOffice()
    return dialog.actor if accepted else None


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
