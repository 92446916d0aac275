"""Backups: what there is, making one now, and putting one back."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from hrdesk import paths
from hrdesk.services.access import Right
from hrdesk.services.backup import BackupFile, back_up, list_backups, restore
from hrdesk.services.changes import changed
from hrdesk.services.errors import DomainError
from hrdesk.ui.context import AppContext
from hrdesk.ui.dialogs import ask_folder, ask_open, ask_reason
from hrdesk.ui.messages import words
from hrdesk.ui.models.columns import Column
from hrdesk.ui.models.list_table import ListTable
from hrdesk.ui.pages.settings.list_output import ListOutput, MemoryList
from hrdesk.ui.pages.settings.tab import SettingsTab
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable
from hrdesk.ui.widgets.data_table import DataTable
from hrdesk.ui.widgets.empty_state import EmptyState
from hrdesk.ui.widgets.spin_box import SpinBox

REASONS = {
    "manual": "สั่งเอง",
    "daily": "ประจำวัน",
    "before-migration": "ก่อนปรับรุ่นฐานข้อมูล",
    "before-restore": "ก่อนนำข้อมูลกลับ",
    "before-import": "ก่อนนำเข้า Excel",
}
_BACKUPS = "ชุดสำรอง (*.db)"
_MEGABYTE = 1024 * 1024


def size_words(size: int) -> str:
    """Return a size in bytes the way people say it."""
    return f"{size / _MEGABYTE:,.1f} MB" if size >= _MEGABYTE else f"{size / 1024:,.0f} KB"


def reason_words(reason: str) -> str:
    """Return why a backup was made."""
    plain = reason.split(".", maxsplit=1)[0]
    return REASONS.get(plain, plain)


COLUMNS = (
    Column("made_at", "สำรองเมื่อ", width=210),
    Column("reason", "เพราะ", width=190, value=lambda row: reason_words(row.reason)),
    Column("size", "ขนาด", "right", 100, format=size_words),
    Column("path", "ไฟล์", width=300, value=lambda row: row.path.name, stretch=True),
)


class BackupsTab(SettingsTab):
    """The list of verified backups of this PC's folder, newest first."""

    kinds: ClassVar[frozenset[str]] = frozenset({"backup"})

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(ctx, parent)
        self.setObjectName("backups_tab")
        self.last = QLabel(self)
        self.last.setObjectName("backup_last")
        set_role(self.last, "subtitle")
        self.table = DataTable(ctx.settings, "backups", "ชุดสำรอง", self)
        self.model = ListTable(COLUMNS, row_id=lambda row: row.path.name, parent=self)
        self.table.set_table(self.model)
        self.make = self.make_action("backup_now", "สำรองเดี๋ยวนี้", "backup", self.back_up_now)
        self.put_back = self.make_action(
            "backup_restore", "นำชุดที่เลือกกลับมาใช้…", "undo", self._restore_chosen
        )
        self.put_other = self.make_action(
            "backup_restore_file", "นำไฟล์อื่นกลับมาใช้…", "folder", self._restore_file
        )
        self.open_folder = self.make_action(
            "backup_open_folder", "เปิดโฟลเดอร์", "folder", self._open_folder
        )
        for action in (self.put_back, self.put_other):
            action.setVisible(ctx.may(Right.RESTORE))
        acts = tuple(self.actions_made)
        self.output = ListOutput(
            self, "backups", lambda: MemoryList("ชุดสำรอง", "", COLUMNS, self.model.rows())
        )
        self.table.set_actions(self.actions_made)
        self._empty = EmptyState(
            "ยังไม่มีชุดสำรอง",
            "ชุดสำรองเก็บข้อมูลทั้งสำนักงานไว้ในไฟล์เดียว และเปิดตรวจทุกครั้งที่สร้าง",
            "สำรองเดี๋ยวนี้",
            self,
        )
        self._empty.started.connect(self.back_up_now)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 12, 0, 0)
        rows.setSpacing(8)
        first = self.button_row((), at_the_end=self.output.actions)
        first.insertWidget(0, self.last)
        rows.addLayout(first)
        rows.addLayout(self.button_row(acts, self.make))
        rows.addWidget(self._stack, 1)
        rows.addLayout(self._folder_line())
        self.table.chosen.connect(lambda _row: self._enable())
        self._enable()

    # -- where --------------------------------------------------------------------------------

    def folder(self) -> Path:
        """Return where this PC keeps its backups."""
        chosen = self.ctx.settings.text("backup_folder")
        return Path(chosen) if chosen else paths.backup_folder()

    def _folder_line(self) -> QHBoxLayout:
        self._where = QLabel(self)
        self._where.setObjectName("backup_folder")
        self._where.setWordWrap(True)
        set_role(self._where, "muted")
        change = QPushButton("เปลี่ยนโฟลเดอร์…", self)
        change.setObjectName("backup_folder_change")
        change.setAccessibleName("เปลี่ยนโฟลเดอร์สำรองข้อมูล")
        change.setAutoDefault(False)
        change.clicked.connect(self._change_folder)
        self.kept = SpinBox(self)
        self.kept.setObjectName("backups_kept")
        self.kept.setAccessibleName("จำนวนชุดสำรองที่เก็บไว้")
        self.kept.setRange(3, 365)
        self.kept.setSuffix(" ชุด")
        self.kept.setMinimumWidth(110)
        self.kept.setKeyboardTracking(False)
        self.kept.setValue(self.ctx.settings.number("backups_kept"))
        self.kept.valueChanged.connect(lambda value: self._store("backups_kept", value))
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._where, 1)
        line.addWidget(change)
        line.addWidget(QLabel("เก็บไว้", self))
        line.addWidget(self.kept)
        return line

    def _change_folder(self) -> None:
        chosen = ask_folder(self, "โฟลเดอร์สำรองข้อมูล", self.folder())
        if chosen is not None and self._store("backup_folder", str(chosen)):
            self.refresh()

    def _store(self, key: str, value: str | int) -> bool:
        try:
            self.ctx.settings.set(key, value)
        except OSError:
            self.ctx.notify.error(DomainError("file_not_written", path=self.ctx.settings.file.name))
            return False
        self.ctx.notify.stored.emit()
        return True

    def _open_folder(self) -> None:
        folder = self.folder()
        if not folder.is_dir() or not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            self.ctx.notify.info(f"ชุดสำรองอยู่ที่ {folder}")

    # -- the list -----------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the folder again."""
        folder = self.folder()
        self._where.setText(f"เก็บที่ {folder}")
        self.ctx.tasks.work(self, lambda _progress: list_backups(folder), self._show, quiet=True)

    def _show(self, rows: tuple[BackupFile, ...]) -> None:
        self.model.set_rows(rows)
        self.output.enable(bool(rows))
        self._stack.setCurrentWidget(self.table if rows else self._empty)
        self.last.setText(f"สำรองล่าสุด {words(rows[0].made_at)}" if rows else "ยังไม่เคยสำรองในเครื่องนี้")
        self._enable()

    def _enable(self) -> None:
        self.put_back.setEnabled(self.table.current_row() is not None)

    # -- acts ---------------------------------------------------------------------------------

    def back_up_now(self) -> None:
        """Write a backup, checked by opening it."""
        ctx, folder = self.ctx, self.folder()
        self.make.setEnabled(False)
        progress = ctx.tasks.work(
            self,
            lambda progress: back_up(
                ctx.database,  # type: ignore[arg-type]
                ctx.actor,
                folder,
                keep=ctx.settings.number("backups_kept"),
                progress=progress.step,
            ),
            self._made,
            label="กำลังสำรองข้อมูล",
        )
        progress.finished.connect(lambda: self.make.setEnabled(True))

    def _made(self, made: BackupFile) -> None:
        self.ctx.bus.publish(changed(("backup", None)), self)
        self.ctx.notify.saved(f"สำรองข้อมูลและเปิดตรวจแล้ว {made.path.name}")
        self.table.select_id(made.path.name)

    def _restore_chosen(self) -> None:
        row: BackupFile | None = self.table.current_row()
        if row is not None:
            self._ask_restore(row.path, f"ชุดสำรองเมื่อ {words(row.made_at)}")

    def _restore_file(self) -> None:
        path = ask_open(self, "เลือกไฟล์ชุดสำรอง", _BACKUPS)
        if path is not None:
            self._ask_restore(path, f"ไฟล์ {path.name}")

    def _ask_restore(self, path: Path, name: str) -> None:
        ask_reason(
            self,
            "นำข้อมูลสำรองกลับมาใช้",
            f"ข้อมูลทั้งสำนักงานจะกลับไปเป็นตาม{name} สิ่งที่บันทึกหลังจากนั้นจะไม่อยู่ในข้อมูลที่ใช้งาน "
            f"โปรแกรมสำรองข้อมูลปัจจุบันไว้ก่อนเสมอ แล้วให้เข้าสู่ระบบใหม่",
            "นำกลับมาใช้",
            lambda why: self._restore(path, why),
            "เหตุผลที่นำข้อมูลกลับ",
        )

    def _restore(self, path: Path, why: str) -> None:
        ctx, folder = self.ctx, self.folder()
        # Nothing else may be under way: what is waiting is finished, nothing new is begun.
        ctx.drafts.flush()
        ctx.tasks.wait_idle()
        self.window().setEnabled(False)

        def put_back(progress: Any) -> BackupFile:
            return restore(
                ctx.database,  # type: ignore[arg-type]
                ctx.actor,
                path,
                folder,
                progress.step,
                why=why,
            )

        progress = ctx.tasks.work(self, put_back, self._restored, label="กำลังนำข้อมูลกลับมา")
        progress.finished.connect(lambda: self.window().setEnabled(True))

    def _restored(self, safety: BackupFile) -> None:
        from hrdesk.ui.main_window import MainWindow

        every = ("office", "signatory", "user", "case", "person", "post", "backup")
        self.ctx.bus.publish(changed(*((kind, None) for kind in every)), self)
        told = f"นำข้อมูลกลับมาใช้แล้ว ข้อมูลก่อนหน้านี้สำรองไว้ที่ {safety.path.name}"
        self.ctx.notify.saved(breakable(told))
        window = self.window()
        if isinstance(window, MainWindow):
            # The accounts may be others now: whoever goes on must sign in to the restored data.
            window.sign_out(told)
