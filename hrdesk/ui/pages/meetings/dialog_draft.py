"""What is typed in a dialog of a meeting survives a crash: only the fields that were changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox, QPushButton, QWidget

from hrdesk.ui.pages.meetings.own_scheme import OwnSchemeEditor
from hrdesk.ui.pages.person.inputs import Choice, Line, Note
from hrdesk.ui.pages.person.rows_editor import RowsEditor
from hrdesk.ui.style import set_role
from hrdesk.ui.widgets.date_edit import BuddhistDateEdit
from hrdesk.ui.widgets.person_picker import PersonPicker

if TYPE_CHECKING:
    from hrdesk.ui.context import AppContext
    from hrdesk.ui.pages.settings.form_dialog import FormDialog


class DialogDraft:
    """Keeps the fields that differ from what was stored; saving and giving up forget them.

    ``late`` names choices whose lines come from the database later: until ``arrived`` is told,
    what is wanted of them stands there.
    """

    def __init__(
        self,
        ctx: AppContext,
        dialog: FormDialog,
        name: str,
        editors: Mapping[str, QWidget],
        late: Mapping[str, str] | None = None,
    ) -> None:
        self._ctx, self._dialog, self._name = ctx, dialog, name
        self._editors = dict(editors)
        self._late = dict(late or {})
        self._first = {key: read(editor) for key, editor in self._editors.items()} | self._late
        kept = ctx.drafts.load(name) or {}
        self.restored = {key: value for key, value in kept.items() if key in self._editors}
        self._clear = QPushButton("นำสิ่งที่พิมพ์ค้างไว้กลับมาแล้ว · ล้าง", dialog)
        self._clear.setObjectName("clear_draft")
        self._clear.setAccessibleName("ล้างสิ่งที่พิมพ์ค้างไว้")
        self._clear.setAutoDefault(False)
        self._clear.setVisible(bool(self.restored))
        set_role(self._clear, "link")
        self._clear.clicked.connect(self._start_over)
        dialog.fields.insertWidget(0, self._clear)
        self._put(self.restored)
        for editor in self._editors.values():
            told(editor, self._keep)
        dialog.accepted.connect(self._forget)
        dialog.rejected.connect(self._forget)

    def wanted(self, key: str) -> str:
        """Return which line a late choice is to show."""
        return self._late.get(key, "")

    def arrived(self, key: str) -> None:
        """Take what a late choice shows now as what it began with, unless a draft named it."""
        if self._late.pop(key, None) is not None and key not in self.restored:
            self._first[key] = read(self._editors[key])

    def _values(self) -> dict[str, Any]:
        return {key: read(editor) for key, editor in self._editors.items()} | self._late

    def _keep(self) -> None:
        changed = {key: value for key, value in self._values().items() if value != self._first[key]}
        if changed:
            self._ctx.drafts.save(self._name, changed)
        else:
            self._ctx.drafts.discard(self._name)

    def _put(self, values: Mapping[str, Any]) -> None:
        for key, value in values.items():
            if key in self._late:
                self._late[key] = str(value)
            else:
                write(self._editors[key], value)

    def _start_over(self) -> None:
        self._clear.hide()
        self._put({key: self._first[key] for key in self.restored})
        self.restored = {}
        self._forget()

    def _forget(self) -> None:
        self._ctx.drafts.discard(self._name)


def read(editor: QWidget) -> Any:
    """Return what an editor holds as a plain JSON value."""
    if isinstance(editor, BuddhistDateEdit):
        day = editor.date()
        return day.isoformat() if day is not None else ""
    if isinstance(editor, QCheckBox):
        return editor.isChecked()
    if isinstance(editor, RowsEditor):
        return editor.rows()
    if isinstance(editor, PersonPicker):  # who it was is read again by the dialog
        person = editor.person()
        return str(person.id) if person is not None else ""
    assert isinstance(editor, Line | Choice | Note | OwnSchemeEditor)
    return editor.value()


def write(editor: QWidget, value: Any) -> None:
    """Put a value back into its editor."""
    if isinstance(editor, BuddhistDateEdit):
        editor.set_date(dt.date.fromisoformat(value) if value else None)
    elif isinstance(editor, QCheckBox):
        editor.setChecked(bool(value))
    elif isinstance(editor, RowsEditor):
        editor.set_rows(value)
    elif isinstance(editor, Choice):
        editor.set_value(str(value))
    elif isinstance(editor, PersonPicker):
        if not value:
            editor.set_person(None)
    elif isinstance(editor, Line):
        editor.setText(str(value))
    elif isinstance(editor, Note):
        editor.setPlainText(str(value))
    elif isinstance(editor, OwnSchemeEditor):
        editor.fill(value)


def told(editor: QWidget, call: Callable[[], None]) -> None:
    """Call whenever an editor's value changes."""
    if isinstance(editor, PersonPicker):
        editor.chosen.connect(lambda _person: call())
    elif isinstance(editor, BuddhistDateEdit):
        editor.date_changed.connect(lambda _day: call())
    elif isinstance(editor, QCheckBox):
        editor.toggled.connect(lambda _on: call())
    elif isinstance(editor, RowsEditor):
        editor.changed.connect(call)
    elif isinstance(editor, Choice):
        editor.currentIndexChanged.connect(lambda _at: call())
    elif isinstance(editor, Line):
        editor.textChanged.connect(lambda _text: call())
    elif isinstance(editor, Note):
        editor.textChanged.connect(call)
    elif isinstance(editor, OwnSchemeEditor):
        for part in (*editor.findChildren(Line), editor.criteria):
            told(part, call)
