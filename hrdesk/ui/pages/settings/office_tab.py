"""The office's own facts, with a draft that survives a crash."""

from __future__ import annotations

import dataclasses
from typing import Any, ClassVar

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from hrdesk.rules.codes import Agency
from hrdesk.services.errors import DomainError, EditConflict
from hrdesk.services.office import OfficeInput, SaveOffice, save_office
from hrdesk.services.queries.office import OfficeDetail, office_detail, office_header
from hrdesk.ui.context import AppContext
from hrdesk.ui.form import Form
from hrdesk.ui.pages.settings.office_form import OfficeForm
from hrdesk.ui.pages.settings.tab import SettingsTab, settle
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable

DRAFT = "office"
_TEXTS = ("agency_name", "unit_name", "address", "telephone", "letter_code")


class OfficeTab(SettingsTab):
    """Agency, names, address, letter code, emblem; saved with a button or Ctrl+S."""

    kinds: ClassVar[frozenset[str]] = frozenset({"office"})

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(ctx, parent)
        self.setObjectName("office_tab")
        self._stored: OfficeDetail | None = None
        self._dirty = False
        self.form = Form()
        content = QWidget(self)
        self._told = QLabel(content)
        self._told.setObjectName("office_draft_told")
        self._told.setWordWrap(True)
        set_role(self._told, "muted", "info")
        self._told.hide()
        self.fields = OfficeForm(self.form, content)
        self.fields.edited.connect(self._edited)
        inside = QVBoxLayout(content)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(12)
        inside.addWidget(self._told)
        inside.addWidget(self.fields)
        inside.addStretch(1)
        self.save_action = self.make_action("office_save", "บันทึก", "save", self.save, "Ctrl+S")
        self.undo_action = self.make_action("office_revert", "ทิ้งที่แก้ไว้", "undo", self.give_up)
        rows = self.scrolled(content)
        rows.addLayout(self.button_row([self.save_action, self.undo_action], self.save_action))
        self._show_dirty(False)

    def refresh(self) -> None:
        """Read the office again; what is typed stays."""
        self.ctx.tasks.query(self, office_detail, self._show, key="office")

    def save(self) -> None:
        """Store what is typed."""
        if self._stored is not None:
            self._save(self.fields.value(), self._stored.version)

    def give_up(self) -> None:
        """Show again what is stored."""
        self.ctx.drafts.discard(DRAFT)
        self.form.clear()
        self._told.hide()
        self._show_dirty(False)
        if self._stored is not None:
            self.fields.set_value(_input(self._stored))
        self.refresh()

    def _save(self, office: OfficeInput, version: int) -> None:
        self.form.clear()
        self.ctx.tasks.act(
            self,
            lambda uow: save_office(uow, SaveOffice(version, office)),
            self._saved,
            lambda problem: self._refused(problem, office),
        )

    def _saved(self, _version: int) -> None:
        self.ctx.drafts.discard(DRAFT)
        self._told.hide()
        self._show_dirty(False)
        self.refresh()
        self.ctx.tasks.query(self, office_header, self._rename, key="header")

    def _rename(self, header: Any) -> None:
        from hrdesk.ui.main_window import MainWindow

        self.ctx.office = header
        window = self.window()
        if isinstance(window, MainWindow):
            window.set_office()

    def _refused(self, problem: DomainError, office: OfficeInput) -> None:
        if not isinstance(problem, EditConflict):
            self.form.failed(self.ctx.notify)(problem)
            return

        def save(chosen: dict[str, Any]) -> None:
            if "agency" in chosen:
                chosen["agency"] = Agency(chosen["agency"])
            mixed = dataclasses.replace(office, **chosen)

            def again(stored: OfficeDetail) -> None:
                self.fields.set_value(mixed)
                self._save(mixed, stored.version)

            self.ctx.tasks.query(self, office_detail, again, key="office")

        settle(self, problem, save, "ข้อมูลสำนักงาน")

    # -- the draft ----------------------------------------------------------------------------

    def _show(self, stored: OfficeDetail) -> None:
        first = self._stored is None
        if self._dirty:
            # The version that was read with what is typed stays: a save must notice the other's.
            return
        self._stored = stored
        self.fields.set_value(_input(stored))
        draft = self.ctx.drafts.load(DRAFT) if first else None
        if draft is not None:
            self._take_draft(draft, stored)

    def _take_draft(self, draft: dict[str, Any], stored: OfficeDetail) -> None:
        known = {key: str(draft[key]) for key in _TEXTS if key in draft}
        if draft.get("agency") in {agency.value for agency in Agency}:
            known["agency"] = Agency(draft["agency"])
        typed = dataclasses.replace(self.fields.value(), **known)
        if typed == self.fields.value():
            self.ctx.drafts.discard(DRAFT)
            return
        self.fields.set_value(typed)
        # Typed on the version of then: what somebody saved since is shown when it is saved.
        self._stored = dataclasses.replace(stored, version=int(draft.get("version", 0)))
        self._told.setText(breakable("นำสิ่งที่พิมพ์ค้างไว้กลับมาแล้ว ยังไม่ได้บันทึก"))
        self._told.show()
        self._show_dirty(True)

    def _edited(self) -> None:
        value = self.fields.value()
        draft: dict[str, Any] = {key: getattr(value, key) for key in _TEXTS}
        draft["agency"] = value.agency.value
        draft["version"] = self._stored.version if self._stored else 0
        self.ctx.drafts.save(DRAFT, draft)
        self._show_dirty(True)

    def _show_dirty(self, dirty: bool) -> None:
        self._dirty = dirty
        self.save_action.setEnabled(dirty)
        self.undo_action.setEnabled(dirty)


def _input(stored: OfficeDetail) -> OfficeInput:
    return OfficeInput(
        agency=Agency(stored.agency),
        agency_name=stored.agency_name,
        unit_name=stored.unit_name,
        address=stored.address,
        telephone=stored.telephone,
        letter_code=stored.letter_code,
        emblem_preprinted=stored.emblem_preprinted,
        emblem=stored.emblem,
    )
