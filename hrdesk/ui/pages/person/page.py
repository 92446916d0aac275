"""One person: reading the record, changing it, and the matters that belong to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QHideEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from hrdesk.rules.codes import Agency, Employment
from hrdesk.services.access import Right
from hrdesk.services.errors import DomainError, EditConflict, Invalid
from hrdesk.services.people import (
    ActivatePerson,
    SavedPerson,
    deactivate_person,
    reactivate_person,
    save_person,
)
from hrdesk.services.queries.people import known_values
from hrdesk.ui import icons
from hrdesk.ui.context import AppContext, Route
from hrdesk.ui.drafts import ID_NOT_KEPT
from hrdesk.ui.messages import sentence
from hrdesk.ui.notify import Notice
from hrdesk.ui.page import Page
from hrdesk.ui.pages.case.for_owner import save_matters
from hrdesk.ui.pages.intake.layout import scrolled
from hrdesk.ui.pages.person.form import PersonForm
from hrdesk.ui.pages.person.model import (
    LABELS,
    Record,
    Values,
    command,
    empty_values,
    form_field,
    from_draft,
    load_record,
    said_beside,
    values_of,
)
from hrdesk.ui.pages.person.record_view import RecordView
from hrdesk.ui.style import set_role
from hrdesk.ui.widgets.conflict import ConflictDialog, Difference

NEW = "เพิ่มบุคคล"
_READING, _EDITING = range(2)
RESTORED = "นำสิ่งที่พิมพ์ค้างไว้กลับมาแล้ว ยังไม่ได้บันทึก"
_WIDE = 760  # pixels of the dialog with two versions


class PersonPage(Page):
    """``Route("person", id)`` shows a person, without an id the form of somebody new."""

    name: ClassVar[str] = "person"
    title: ClassVar[str] = "ทะเบียนประวัติ"
    help_page: ClassVar[str] = "people"
    kinds: ClassVar[frozenset[str]] = frozenset({"person", "case"})

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(ctx, parent)
        self.record: Record | None = None
        self._base: Values = {}
        self._version: int | None = None
        self._saving = False
        self._unsaved = False
        self._typed_ids: dict[str, str] = {}  # by draft: an ID is never written to a file
        self.view = RecordView(ctx, self)
        self.form = PersonForm(self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._make_editing())
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self._stack)
        self._edit = self._action("edit_person", "แก้ไข", "edit", "F2", self.edit)
        self._intake = self._action("intake_person", "รับเรื่องของคนนี้", "intake", "", self._take_in)
        self._matters = self._action(
            "save_matters", "บันทึกหน้าเรื่องให้เจ้าของ…", "export", "", self._save_matters
        )
        self._leave = self._action("deactivate", "นำออกจากทะเบียน", "skipped", "", self._deactivate)
        self._back = self._action("reactivate", "นำกลับเข้าทะเบียน", "undo", "", self._reactivate)
        self._save = self._action("save", "บันทึก", "save", "Ctrl+S", self.save)
        self.view.case_asked.connect(lambda key: ctx.navigate(Route("case", key)))
        self.view.intake_asked.connect(self._take_in)
        self.form.changed.connect(self._keep)

    # -- the page -----------------------------------------------------------------------------

    def open(self, route: Route) -> None:
        """Show a person, or the form with what was typed before."""
        self.route = route
        self._stale = False
        self.record, self._version, self._unsaved = None, None, False
        if route.id is None:
            self._begin(self._fresh(), None)
        else:
            self._stack.setCurrentIndex(_READING)
            self.refresh()
        self._tell()

    def refresh(self) -> None:
        """Read the person again; a form that is being typed in stays as it is."""
        if self.ctx.may(Right.EDIT_PEOPLE):
            self.ctx.tasks.query(self, known_values, self.form.complete, key="known")
        person_id = self.route.id
        if person_id is not None:
            self.ctx.tasks.query(
                self, lambda uow: load_record(uow, person_id), self._show, key="record"
            )

    def current_title(self) -> str:
        """Return the person's name."""
        if self.route.id is None:
            return NEW
        return self.record.detail.name if self.record is not None else self.title

    def crumbs(self) -> list[tuple[str, Route | None]]:
        """Return the path from the register."""
        return [("บุคลากร", Route("people")), (self.current_title(), None)]

    def actions(self) -> list[QAction]:
        """Return what may be done now; saving stands below the form."""
        if self.editing() or self.record is None:
            return []
        found = [self._edit] if self.ctx.may(Right.EDIT_PEOPLE) else []
        active = self.record.detail.active
        if self.ctx.may(Right.WORK_CASES) and active:
            found.append(self._intake)
            found.append(self._matters)
        if self.ctx.may(Right.EDIT_PEOPLE):
            found.append(self._leave if active else self._back)
        return found

    def editing(self) -> bool:
        """Tell whether the form is open."""
        return self._stack.currentIndex() == _EDITING

    def hideEvent(self, event: QHideEvent) -> None:
        """Write the draft at once when the page is left."""
        self.ctx.drafts.flush()
        super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves the form; what was typed can be brought back."""
        if event.key() == Qt.Key.Key_Escape and self.editing():
            self.give_up()
            event.accept()
            return
        super().keyPressEvent(event)

    # -- reading ------------------------------------------------------------------------------

    def _show(self, record: Record) -> None:
        if record.detail.id != self.route.id:
            return
        first = self.record is None
        self.record = record
        self.view.show_record(record)
        if first and self.ctx.may(Right.EDIT_PEOPLE) and self._kept() is not None:
            self._begin(values_of(record.detail), record.detail.version)
        self._tell()

    def _tell(self) -> None:
        # In the form F2 belongs to the cells of the tables.
        self._edit.setEnabled(not self.editing())
        self.title_changed.emit()
        self.actions_changed.emit()

    def _take_in(self) -> None:
        if self.route.id is not None:
            self.ctx.navigate(Route("intake", params={"person": str(self.route.id)}))

    # -- in and out of the register -------------------------------------------------------------

    def _save_matters(self) -> None:
        if self.route.id is not None:
            save_matters(self.ctx, self, self.route.id, f"เรื่องของบุคคลที่ {self.route.id}")

    def _deactivate(self) -> None:
        self._activate(deactivate_person, reactivate_person, "นำออกจากทะเบียนแล้ว")

    def _reactivate(self) -> None:
        self._activate(reactivate_person, deactivate_person, "นำกลับเข้าทะเบียนแล้ว")

    def _activate(self, do: Any, take_back: Any, words: str) -> None:
        if self.record is None:
            return
        asked = ActivatePerson(self.record.detail.id, self.record.detail.version)
        self.ctx.tasks.act(
            self,
            lambda uow: do(uow, asked),
            self._warn,
            saved=words,
            undo=lambda saved: lambda uow: take_back(uow, ActivatePerson(saved.id, saved.version)),
        )

    def _warn(self, saved: SavedPerson) -> None:
        for warning in saved.warnings:
            self.ctx.notify.warn(sentence(warning))

    # -- editing ------------------------------------------------------------------------------

    def edit(self) -> None:
        """Open the form on what is shown."""
        if self.record is not None and self.ctx.may(Right.EDIT_PEOPLE) and not self.editing():
            self._begin(values_of(self.record.detail), self.record.detail.version)

    def save(self) -> None:
        """Save the form; refusals stand beside their fields."""
        if self._saving or not self.editing():
            return
        self.form.clear_errors()
        asked = command(self.form.values(), self.route.id, self._version)
        self._busy(True)
        self.ctx.tasks.act(self, lambda uow: save_person(uow, asked), self._saved, self._refused)

    def give_up(self) -> None:
        """Leave the form; the strip brings back what was typed."""
        typed, base, version = self.form.values(), self._base, self._version
        self._forget()
        self._typed(False)
        route = self.route
        if typed != base:

            def back() -> None:
                self._store(route, typed, base, version)
                self.ctx.navigate(route)

            self.ctx.notify.show(Notice("ทิ้งสิ่งที่พิมพ์แล้ว", "good", "เลิกทำ", back))
        if self.route.id is None:
            self.ctx.navigate(Route("people"))
            return
        self._stack.setCurrentIndex(_READING)
        self._tell()
        self.view.setFocus()

    def _begin(self, base: Values, version: int | None) -> None:
        """Open the form: with the draft where there is one, else with what is stored."""
        kept = self._kept()
        values = base
        if kept is not None:
            values = from_draft(kept.get("values"), self._usual())
            base = from_draft(kept.get("base"), self._usual())
            stored = kept.get("version")
            version = stored if isinstance(stored, int) else None
            values["national_id"] = self._typed_ids.get(self._draft_name())
            lost = kept.get("id_typed") is True and values["national_id"] is None
            self.ctx.notify.info(f"{RESTORED} {ID_NOT_KEPT}" if lost else RESTORED)
        self._base, self._version = base, version
        masked = self.record.detail.national_id if self.record is not None else ""
        self.form.fill(values, masked)
        self._stack.setCurrentIndex(_EDITING)
        self._typed(kept is not None)
        self.form.take_focus()
        self._tell()

    def _fresh(self) -> Values:
        return empty_values(self._usual())

    def _usual(self) -> str:
        local = {agency.value for agency in Agency if agency.is_local}
        usual = (
            Employment.LOCAL_OFFICIAL
            if self.ctx.office.agency in local
            else Employment.CIVIL_SERVANT
        )
        return usual.value

    def _saved(self, saved: SavedPerson) -> None:
        self._busy(False)
        self._forget()
        self._typed(False)
        self._warn(saved)
        if self.route.id is None:
            self.ctx.navigate(Route("person", saved.id))
            return
        self._stack.setCurrentIndex(_READING)
        self.refresh()
        self._tell()

    def _refused(self, problem: DomainError) -> None:
        self._busy(False)
        if isinstance(problem, EditConflict):
            self._ask_conflict(problem)
            return
        for one in self.form.show_problem(problem):
            self.ctx.notify.error(one)
        if isinstance(problem, Invalid):
            self.ctx.notify.warn(sentence(problem))

    def _busy(self, busy: bool) -> None:
        self._saving = busy
        self._save.setEnabled(not busy)

    # -- two people on one record ---------------------------------------------------------------

    def _ask_conflict(self, conflict: EditConflict) -> None:
        person_id = self.route.id
        if person_id is None:
            return

        def show(record: Record) -> None:
            self._show_conflict(conflict, record)

        self.ctx.tasks.query(self, lambda uow: load_record(uow, person_id), show)

    def _show_conflict(self, conflict: EditConflict, record: Record) -> None:
        theirs, mine = values_of(record.detail), self.form.values()
        named = {LABELS.get(name, name): name for name in theirs}
        found = [
            Difference(
                LABELS.get(name, name),
                theirs[name],
                mine[name],
                prefer_mine=mine[name] != self._base.get(name),
            )
            for name in dict.fromkeys(
                form_field(field) for field, *_ in conflict.facts["differences"]
            )
            if name in theirs
        ]
        if not found:  # the other one saved the very same
            self._take(record, {})
            return
        dialog = ConflictDialog(
            conflict.facts.get("who", ""),
            conflict.facts.get("when"),
            found,
            self,
            noun="ทะเบียนประวัตินี้",
            said=lambda label, value: _beside(named[label], value, theirs, mine),
        )
        # Wrapped lines need their height told; Qt takes them for one line each otherwise.
        dialog.setMinimumSize(_WIDE, dialog.layout().heightForWidth(_WIDE))
        dialog.decided.connect(
            lambda chosen: self._take(record, {named[label]: v for label, v in chosen.items()})
        )
        dialog.open()

    def _take(self, record: Record, chosen: Values) -> None:
        """Go on from what is stored now with the chosen values, and save."""
        self.record = record
        self._base, self._version = values_of(record.detail), record.detail.version
        values = {**self._base, **chosen}
        self.form.fill(values, record.detail.national_id)
        self._keep()
        self.save()

    # -- the draft ----------------------------------------------------------------------------

    def _draft_name(self) -> str:
        return f"person-{self.route.id or 'new'}"

    def _kept(self) -> dict[str, Any] | None:
        return self.ctx.drafts.load(self._draft_name())

    def _keep(self) -> None:
        if not self.editing() or self.form.filling:
            return
        typed = self.form.values()
        if typed == self._base:
            self._forget()
        else:
            self._store(self.route, typed, self._base, self._version)
        self._typed(typed != self._base)

    def _typed(self, unsaved: bool) -> None:
        if unsaved != self._unsaved:
            self._unsaved = unsaved
            self.saved_changed.emit(not unsaved)

    def _store(self, route: Route, typed: Values, base: Values, version: int | None) -> None:
        name = f"person-{route.id or 'new'}"
        # A national ID is never written to a draft: it is kept while the program runs.
        number = typed["national_id"]
        if number is None:
            self._typed_ids.pop(name, None)
        else:
            self._typed_ids[name] = number
        kept = {**typed, "national_id": None}
        self.ctx.drafts.save(
            name,
            {"values": kept, "base": base, "version": version, "id_typed": number is not None},
        )

    def _forget(self) -> None:
        self._typed_ids.pop(self._draft_name(), None)
        self.ctx.drafts.discard(self._draft_name())

    # -- the parts ----------------------------------------------------------------------------

    def _make_editing(self) -> QWidget:
        page = QWidget(self)
        save = QPushButton("บันทึก (Ctrl+S)", page)
        save.setObjectName("button_save")
        set_role(save, "primary")
        icons.set_icon(save, "save", "on_accent")
        save.clicked.connect(lambda _checked=False: self.save())
        cancel = QPushButton("ไม่บันทึก (Esc)", page)
        cancel.setObjectName("button_cancel")
        cancel.clicked.connect(lambda _checked=False: self.give_up())
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (save, cancel):
            button.setAccessibleName(button.text())
            buttons.addWidget(button)
        buttons.addStretch()
        rows = QVBoxLayout(page)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        rows.addWidget(scrolled(self.form, "person_scroll"), 1)
        rows.addLayout(buttons)
        return page

    def _action(
        self, name: str, words: str, picture: str, keys: str, call: Callable[[], None]
    ) -> QAction:
        made = QAction(words, self)
        made.setObjectName(name)
        icons.set_icon(made, picture)
        if keys:
            made.setShortcut(QKeySequence(keys))
            made.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.setToolTip(f"{words} ({keys})")
            self.addAction(made)
        made.triggered.connect(lambda _checked=False: call())
        return made


def _beside(name: str, value: Any, theirs: Values, mine: Values) -> str:
    return said_beside(name, value, mine[name] if value is theirs[name] else theirs[name])
