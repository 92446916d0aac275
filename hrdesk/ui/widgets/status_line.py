"""The line at the foot of the window: saved or not, where the data lie, the last backup."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtWidgets import QLabel, QStatusBar, QWidget

from hrdesk.rules.dates import thai_date_short
from hrdesk.services.changes import Change
from hrdesk.services.errors import DomainError
from hrdesk.ui.context import AppContext
from hrdesk.ui.style import set_role

_BANGKOK = dt.timezone(dt.timedelta(hours=7))
_READY = "พร้อมทำงาน"
_UNSAVED = "ยังไม่ได้บันทึก · เก็บร่างไว้ให้แล้ว"


class StatusLine(QStatusBar):
    """Says only what is so: it listens to what is stored, read, and backed up."""

    def __init__(
        self,
        ctx: AppContext,
        database_label: str,
        last_backup: Callable[[], dt.datetime | None] | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._database_label = database_label
        self._last_backup = last_backup
        self._lost = False
        self._unsaved: set[str] = set()
        self._saved = self._label("status_saved")
        self._store = self._label("status_database")
        self.setObjectName("status_bar")
        self.setSizeGripEnabled(False)
        self.setContentsMargins(10, 0, 10, 0)
        self.addWidget(self._saved, 1)
        self.addPermanentWidget(self._store)
        ctx.notify.stored.connect(self._stored)
        ctx.tasks.busy_changed.connect(self._busy)
        ctx.bus.changed.connect(self._changed)
        self._say(_READY)
        self.read_backup()

    def read_backup(self) -> None:
        """Look up the last backup and say it; done again after every backup and on F5."""
        found = self._last_backup
        if found is None:
            self._store.setText(self._database_label)
            return
        self._ctx.tasks.query(
            self, lambda _uow: found(), self._show_backup, self._no_backup, key="last_backup"
        )

    def look_again(self) -> None:
        """Ask once more where the database could not be reached."""
        if self._lost:
            self.read_backup()

    def page_saved(self, page: str, *, saved: bool) -> None:
        """Remember whether what a page's form holds is saved, and say it."""
        (self._unsaved.discard if saved else self._unsaved.add)(page)
        self._say("บันทึกแล้ว" if saved else _UNSAVED)

    def page_shown(self, page: str) -> None:
        """Say what is true of the page that is now shown: another's draft is not its own."""
        if page in self._unsaved:
            self._say(_UNSAVED)
        elif self._saved.property("resting") == _UNSAVED:
            self._say(_READY)
        self.look_again()

    def _label(self, name: str) -> QLabel:
        made = QLabel(self)
        made.setObjectName(name)
        set_role(made, "muted")
        return made

    def _show_backup(self, moment: dt.datetime | None) -> None:
        self._lost = False
        told = f"สำรองล่าสุด{self._moment(moment)}" if moment is not None else "ยังไม่เคยสำรองข้อมูล"
        self._store.setText(f"{self._database_label} · {told}")

    def _no_backup(self, _problem: DomainError) -> None:
        self._lost = True
        self._store.setText(f"{self._database_label} · ติดต่อไม่ได้")

    def _moment(self, moment: dt.datetime) -> str:
        local = moment.astimezone(_BANGKOK)
        days = (self._ctx.today() - local.date()).days
        day = {0: "วันนี้", 1: "เมื่อวาน"}.get(days, f" {thai_date_short(local.date())}")
        return f"{day} {local:%H:%M}"

    def _stored(self) -> None:
        self.look_again()
        now = self._ctx.database.clock.now().astimezone(_BANGKOK)
        self._say(f"บันทึกแล้ว {now:%H:%M}")

    def _say(self, words: str) -> None:
        self._saved.setProperty("resting", words)
        self._saved.setText(words)

    def _busy(self, busy: bool) -> None:
        resting = str(self._saved.property("resting"))
        self._saved.setText("กำลังติดต่อฐานข้อมูล…" if busy else resting)

    def _changed(self, changes: frozenset[Change], _initiator: object) -> None:
        if {change.kind for change in changes} & {"backup", "database"}:
            self.read_backup()
