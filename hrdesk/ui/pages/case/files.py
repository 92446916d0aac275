"""The files kept with a case: add, open, save, take off the list, bring back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from hrdesk.services.errors import DomainError
from hrdesk.ui.actions import make_action
from hrdesk.ui.dialogs import ANY, ask_reason, ask_save
from hrdesk.ui.models.columns import Column, Status
from hrdesk.ui.models.list_table import ListTable
from hrdesk.ui.notify import Notice
from hrdesk.ui.pages.case import opening
from hrdesk.ui.pages.case.model import moment_words, size_words
from hrdesk.ui.widgets.data_table import DataTable
from hrdesk.ui.widgets.empty_state import EmptyState
from hrdesk.ui.widgets.flow import FlowLayout

if TYPE_CHECKING:
    from hrdesk.services.attachments import StoredFile
    from hrdesk.services.queries.cases import CaseDetail, FileView
    from hrdesk.ui.context import AppContext
    from hrdesk.ui.tasks import Progress

_REMOVED = Status("นำออกแล้ว", "muted", "delete")
_KEPT = Status("เก็บอยู่", "good", "attach")
_RESTRICTED = Status("จำกัดการเปิด", "warn", "lock")
_HIDDEN_NAME = "ไฟล์ผลงานที่จำกัดการเปิด"


def _name(row: FileView) -> str:
    return row.name if row.opens else _HIDDEN_NAME


def _state(row: FileView) -> Status:
    if row.removed:
        return _REMOVED
    return _RESTRICTED if row.restricted else _KEPT


COLUMNS = (
    Column("name", "ชื่อไฟล์", width=220, stretch=True, value=_name, tooltip=_name),
    Column("size", "ขนาด", "right", 80, format=size_words),
    Column("note", "คำอธิบาย", width=120),
    Column("added_by", "ผู้แนบ", width=120),
    Column("added_at", "เมื่อ", width=160, format=moment_words),
    Column("state", "สถานะ", width=110, status=_state),
)


class FilesTab(QWidget):
    """A table of files; files may also be dropped on it."""

    def __init__(self, ctx: AppContext, *, editable: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("files")
        self._ctx = ctx
        self._editable = editable
        self._case_id = 0
        self._files: tuple[FileView, ...] = ()
        self.setAcceptDrops(editable)
        self._table = ListTable(COLUMNS)
        self.view = DataTable(ctx.settings, "case_files", "ไฟล์แนบ")
        self.view.set_table(self._table)
        self._removed = QCheckBox("แสดงไฟล์ที่นำออกแล้ว")
        self._removed.setObjectName("show_removed")
        self._removed.toggled.connect(self._fill)
        self._empty = EmptyState(
            "ยังไม่มีไฟล์แนบ",
            "เก็บหนังสือนำส่ง สแกนผลงาน หรือไฟล์อื่นไว้กับเรื่องนี้ ลากไฟล์มาวางที่นี่ก็ได้",
            "แนบไฟล์" if editable else "",
        )
        self._empty.started.connect(self.pick)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty)
        self._make_actions()
        self._lay_out()
        self.view.opened.connect(lambda _row: self.open_file())
        self.view.chosen.connect(lambda _row: self._enable())

    def show_case(self, detail: CaseDetail) -> None:
        """Show the files of a case."""
        self._case_id = detail.id
        self._files = detail.files
        self._fill()

    # -- acts -----------------------------------------------------------------------------------

    def pick(self) -> None:
        """Ask for files and keep them."""
        names, _kind = QFileDialog.getOpenFileNames(self, "แนบไฟล์", "", ANY)
        self.add([Path(name) for name in names])

    def add(self, places: list[Path]) -> None:
        """Keep these files with the case; each is read off the main thread."""
        for place in places:
            self._ctx.tasks.work(
                self,
                lambda progress, place=place: _read_small(place, progress),
                lambda content, place=place: self._keep(place.name, content),
                label=f"กำลังอ่าน {place.name}",
            )

    def open_file(self) -> None:
        """Open the chosen file with the program of the PC."""
        row = self._current()
        if row is not None and row.opens and not row.removed:
            self._fetch(row, self._open_copy)

    def save_file(self) -> None:
        """Save a copy of the chosen file where the user says."""
        row = self._current()
        if row is not None and row.opens:
            self._fetch(row, self._save_copy)

    def remove(self) -> None:
        """Ask why, then take the chosen file off the list."""
        row = self._current()
        if row is None or row.removed:
            return
        ask_reason(
            self,
            "นำไฟล์ออก",
            f"นำ “{row.name}” ออกจากเรื่อง ไฟล์ยังเก็บไว้และนำกลับมาได้",
            "นำออก",
            lambda reason, key=row.id: self._remove(key, reason),
        )

    def restore(self) -> None:
        """Bring the chosen file back onto the list."""
        from hrdesk.services.attachments import restore_attachment

        row = self._current()
        if row is not None and row.removed:
            self._ctx.tasks.act(self, lambda uow, key=row.id: restore_attachment(uow, key))

    def restrict(self) -> None:
        """Let only the roles that the office names open the chosen file, or again everybody."""
        from hrdesk.services.attachments import restrict_attachment

        row = self._current()
        if row is None or not row.opens:
            return
        key, wanted = row.id, not row.restricted
        self._ctx.tasks.act(
            self,
            lambda uow: restrict_attachment(uow, key, wanted),
            saved="จำกัดการเปิดไฟล์แล้ว" if wanted else "เลิกจำกัดการเปิดไฟล์แล้ว",
            undo=lambda _key: lambda uow: restrict_attachment(uow, key, not wanted),
        )

    # -- dropping -------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files from the PC's file manager."""
        if self._editable and any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Keep the dropped files."""
        urls = event.mimeData().urls()
        places = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
        self.add([place for place in places if place.is_file()])
        event.acceptProposedAction()

    # -- inside ---------------------------------------------------------------------------------

    def _make_actions(self) -> None:
        self.attach = make_action(self, "attach_file", "แนบไฟล์…", "attach", self.pick)
        self.attach.setShortcut(QKeySequence("Ctrl+Shift+A"))
        self._open = make_action(self, "open_file", "เปิด", "folder", self.open_file)
        self._save = make_action(self, "save_file", "บันทึกเป็น…", "save", self.save_file)
        self._remove_action = make_action(self, "remove_file", "นำออก…", "delete", self.remove)
        self._restore = make_action(self, "restore_file", "นำกลับมา", "undo", self.restore)
        self._restrict = make_action(self, "restrict_file", "จำกัดการเปิด", "lock", self.restrict)
        shown = [self._open, self._save]
        if self._editable:
            shown = [self.attach, *shown, self._remove_action, self._restore]
            shown.append(self._restrict)
        self._shown_actions = shown
        self.addActions(shown)
        self.view.set_actions(shown)

    def _lay_out(self) -> None:
        buttons = QWidget()
        bar = FlowLayout(buttons)
        for action in self._shown_actions:
            bar.addWidget(action_button(action))
        bar.addWidget(self._removed)
        wraps = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        wraps.setHeightForWidth(True)
        buttons.setSizePolicy(wraps)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(12, 12, 12, 12)
        rows.setSpacing(8)
        rows.addWidget(buttons)
        rows.addWidget(self._stack, 1)

    def _fill(self) -> None:
        removed = any(row.removed for row in self._files)
        self._removed.setVisible(removed)
        shown = [row for row in self._files if self._removed.isChecked() or not row.removed]
        self._table.set_rows(shown)
        self._stack.setCurrentWidget(self.view if shown else self._empty)
        if shown and self.view.current_row() is None:
            self.view.select_id(shown[-1].id)
        self._enable()

    def _current(self) -> FileView | None:
        return self.view.current_row() if self._stack.currentWidget() is self.view else None

    def _enable(self) -> None:
        row = self._current()
        opens = row is not None and row.opens
        removed = row is not None and row.removed
        self._open.setEnabled(opens and not removed)
        self._save.setEnabled(opens)
        self._remove_action.setEnabled(opens and not removed)
        self._restore.setEnabled(opens and removed)
        self._restrict.setEnabled(opens)
        limited = row is not None and row.restricted
        self._restrict.setText("เลิกจำกัดการเปิด" if limited else "จำกัดการเปิด")

    def _keep(self, name: str, content: bytes) -> None:
        from hrdesk.services.attachments import AddAttachment, add_attachment

        command = AddAttachment(self._case_id, name, content)
        self._ctx.tasks.act(
            self, lambda uow: add_attachment(uow, command), saved=f"แนบไฟล์ {name} แล้ว"
        )

    def _remove(self, file_id: int, reason: str) -> None:
        from hrdesk.services.attachments import remove_attachment, restore_attachment

        self._ctx.tasks.act(
            self,
            lambda uow: remove_attachment(uow, file_id, reason),
            undo=lambda key: lambda uow: restore_attachment(uow, key),
        )

    def _fetch(self, row: FileView, done: object) -> None:
        from hrdesk.services.attachments import open_attachment

        self._ctx.tasks.query(self, lambda uow: open_attachment(uow, row.id), done)

    def _open_copy(self, file: StoredFile) -> None:
        def opened(place: Path) -> None:
            if not opening.open_with_system(place):
                self._ctx.notify.show(
                    Notice("เครื่องนี้ไม่มีโปรแกรมที่เปิดไฟล์ชนิดนี้ บันทึกไฟล์ไว้ก่อนแล้วเปิดด้วยตนเอง", "warn")
                )

        self._ctx.tasks.work(
            self,
            lambda _progress: opening.private_copy(file.name, file.content),
            opened,
            label=f"กำลังเปิด {file.name}",
        )

    def _save_copy(self, file: StoredFile) -> None:
        place = ask_save(self, "บันทึกไฟล์", file.name, ANY)
        if place is None:
            return
        self._ctx.tasks.work(
            self,
            lambda _progress: opening.write(place, file.content),
            lambda _none: self._ctx.notify.info(f"บันทึกไฟล์ไว้ที่ {place} แล้ว"),
            label=f"กำลังบันทึก {file.name}",
        )


def action_button(action: QAction) -> QPushButton:
    """Return a button that does the same as an action and follows its state."""
    made = QPushButton(action.text())
    made.setObjectName(f"button_{action.objectName()}")
    made.setAccessibleName(action.text())
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    made.setToolTip(f"{action.text()} ({keys})" if keys else action.text())
    made.setIcon(action.icon())
    made.setEnabled(action.isEnabled())
    made.clicked.connect(lambda _on: action.trigger())

    def follow() -> None:
        made.setEnabled(action.isEnabled())
        made.setVisible(action.isVisible())
        made.setIcon(action.icon())
        made.setText(action.text())

    action.changed.connect(follow)
    return made


def _read_small(place: Path, progress: Progress) -> bytes:
    """Read a file that may be kept; too large is refused before a byte is read."""
    from hrdesk.services.attachments import LARGEST

    progress.check()
    try:
        size = place.stat().st_size
    except OSError as problem:
        raise DomainError("file_unreadable", path=str(place)) from problem
    if size > LARGEST:
        raise DomainError("file_too_large", size=size, largest=LARGEST)
    return opening.read(place)
