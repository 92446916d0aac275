"""Editing the text of a paper: typed at the left, the paper with sample data at the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from hrdesk.services.access import Right
from hrdesk.services.errors import DomainError, EditConflict, Invalid
from hrdesk.services.paper_templates import (
    OfficeText,
    ReleaseTemplate,
    SavedTemplate,
    SaveTemplate,
    checked,
    discard_template_draft,
    release_template,
    save_template_draft,
)
from hrdesk.services.queries.templates import TemplateDetail, template_detail
from hrdesk.ui.context import AppContext
from hrdesk.ui.dialogs import ask, ask_reason
from hrdesk.ui.form import Form
from hrdesk.ui.messages import words
from hrdesk.ui.pages.case.area import scrolled
from hrdesk.ui.pages.templates.sample import sample_pdf
from hrdesk.ui.pages.templates.text_edit import PartEdit
from hrdesk.ui.pages.templates.words import Names, part_words
from hrdesk.ui.printing import PdfPanel
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable, plain
from hrdesk.ui.widgets.field import Field

if TYPE_CHECKING:
    from hrdesk.documents.templates import Template
    from hrdesk.ui.tasks import Progress

_PREVIEW_MS = 400  # after the last key
_SAVE_MS = 1200
_LEFT = 400


class TemplateEditor(QWidget):
    """One text of the office: saved as one types, used only once it is released."""

    left = Signal()  # back to the list

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("template_editor")
        self._ctx = ctx
        self._detail: TemplateDetail | None = None
        self._names = Names(())
        self._version: int | None = None
        self._dirty = self._saving = self._stopped = False
        self._building: Progress | None = None
        self._form = Form()
        self._edits: dict[str, PartEdit] = {}
        self._current: PartEdit | None = None
        self.may = ctx.may(Right.MANAGE_OFFICE)
        self.panel = PdfPanel(ctx)
        self._soon = self._timer(_PREVIEW_MS, self._look)
        self._save_soon = self._timer(_SAVE_MS, self.save)
        self._lay_out()

    # -- what is shown --------------------------------------------------------------------------

    def show_template(self, name: str) -> None:
        """Read a text and show it."""
        self._ctx.tasks.query(self, lambda uow: template_detail(uow, name), self._show, key="one")

    def refresh(self) -> None:
        """Read again who uses what, keeping what is typed."""
        if self._detail is not None and not self._dirty and not self._saving:
            self.show_template(self._detail.name)

    def text(self) -> OfficeText:
        """Return the text as it is typed, fields by their names."""
        typed = {
            part: self._names.stored(plain(edit.toPlainText()))
            for part, edit in self._edits.items()
        }
        return OfficeText(" ".join(typed.pop("subject").split()), typed)

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what is typed when the tab is left."""
        if self._dirty:
            self.save()
        self._soon.stop()
        self._save_soon.stop()
        super().hideEvent(event)

    # -- acts -----------------------------------------------------------------------------------

    def save(self) -> None:
        """Keep the draft; a second one waits until the first is stored."""
        self._save_soon.stop()
        if self._detail is None or not self._dirty or self._saving or self._stopped or not self.may:
            return
        self._saving, self._dirty = True, False
        command = SaveTemplate(self._detail.name, self._version, self.text())
        self._ctx.tasks.act(
            self,
            lambda uow: save_template_draft(uow, command),
            self._saved,
            self._not_saved,
            saved=None,
        )

    def release(self) -> None:
        """Let papers use the draft, with a reason."""
        detail = self._detail
        if detail is None or self._version is None or self._dirty or self._saving:
            return
        version = self._version

        def done(reason: str) -> None:
            command = ReleaseTemplate(detail.name, version, reason)
            self._ctx.tasks.act(
                self,
                lambda uow: release_template(uow, command),
                lambda _number: self.show_template(detail.name),
                self._refused,
                saved="ประกาศใช้แบบหนังสือแล้ว เอกสารที่จัดทำต่อจากนี้ใช้ข้อความใหม่",
            )

        ask_reason(
            self,
            "ประกาศใช้แบบหนังสือ",
            "เอกสารที่จัดทำต่อจากนี้ใช้ข้อความใหม่ เอกสารที่ออกไปแล้วไม่เปลี่ยน",
            "ประกาศใช้",
            done,
            "แก้ไขเพราะเหตุใด",
        )

    def discard(self) -> None:
        """Throw the draft away after a question."""
        detail, version = self._detail, self._version
        if detail is None or version is None:
            return

        def done() -> None:
            self._dirty = False
            self._ctx.tasks.act(
                self,
                lambda uow: discard_template_draft(uow, detail.name, version),
                lambda _none: self.show_template(detail.name),
                self._refused,
                saved="ทิ้งร่างแล้ว",
            )

        ask(self, "ทิ้งร่าง", "ทิ้งร่างนี้ กลับไปเป็นข้อความที่ใช้อยู่", "ทิ้งร่าง", done)

    def versions(self) -> None:
        """Show the older texts, the program's own among them."""
        from hrdesk.ui.pages.templates.versions import VersionsDialog

        if self._detail is not None:
            dialog = VersionsDialog(self._ctx, self._detail, self)
            dialog.restored.connect(self.show_template)
            dialog.open()

    # -- inside ---------------------------------------------------------------------------------

    def _show(self, detail: TemplateDetail) -> None:
        fresh = self._detail is None or self._detail.name != detail.name
        self._detail = detail
        self._version = detail.draft_version
        self._dirty = self._saving = self._stopped = False
        if fresh:
            self._names = Names(detail.fields)
            self._make_edits(("subject", *detail.parts))
        shown = detail.draft or detail.text
        for part, edit in self._edits.items():
            text = shown.subject if part == "subject" else shown.parts.get(part, "")
            wanted = self._names.shown(text)
            if edit.toPlainText() != wanted:
                edit.blockSignals(True)
                edit.setPlainText(wanted)
                edit.blockSignals(False)
        self._title.setText(breakable(detail.title))
        self._source.setText(breakable(f"ที่มา: {detail.source}"))
        self._tell()
        self._look()

    def _make_edits(self, parts: Sequence[str]) -> None:
        while item := self._parts.takeAt(0):
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._edits, self._form = {}, Form()
        assert self._detail is not None
        for part in parts:
            edit = PartEdit(part, self._detail.fields, 1 if part == "subject" else 2)
            edit.setReadOnly(not self.may)
            edit.textChanged.connect(self._typed)
            edit.entered.connect(self._entered)
            self._edits[part] = edit
            self._parts.addWidget(self._form.add(part, Field(part_words(part), edit)))
        self._parts.addStretch()
        first = next(iter(self._edits.values()))
        self._entered(first)
        first.setFocus()

    def _entered(self, edit: PartEdit) -> None:
        self._current = edit
        old = self.insert.menu()
        self.insert.setMenu(edit.field_menu(self.insert))
        if old is not None:
            old.deleteLater()

    def _typed(self) -> None:
        self._dirty = True
        self._tell()
        self._soon.start()
        self._save_soon.start()

    def _look(self) -> None:
        """Check the words and draw the paper with sample data."""
        if self._detail is None:
            return
        self._form.clear()
        template, problems = checked(self._detail.name, self.text())
        for problem in problems:
            field = self._form.fields.get(problem.field or "")
            if field is not None:
                field.set_error(problem)
        self._enable()
        if template is None:
            return
        if self._building is not None:
            self._building.cancel()
        self._building = self._draw(self._detail, template)

    def _draw(self, detail: TemplateDetail, template: Template) -> Progress:
        ctx = self._ctx
        return ctx.tasks.work(
            self,
            lambda _progress: sample_pdf(ctx, detail.name, template),
            lambda pdf: self.panel.set_pdf(pdf, f"ตัวอย่าง {detail.title}"),
            self._refused,
            label="กำลังวาดตัวอย่าง",
        )

    def _saved(self, saved: SavedTemplate) -> None:
        self._saving = False
        self._version = saved.version
        self._tell()
        if self._dirty:
            self._save_soon.start()

    def _not_saved(self, problem: DomainError) -> None:
        self._saving, self._dirty = False, True
        if not isinstance(problem, EditConflict):
            self._refused(problem)
            return
        self._stopped = True  # until one has chosen whose words stay
        who, when = problem.facts["who"] or "ผู้อื่น", words(problem.facts["when"])
        dialog = ask(
            self,
            "มีผู้อื่นแก้ร่างนี้",
            f"{who} บันทึกร่างนี้เมื่อ {when} สิ่งที่คุณพิมพ์ยังอยู่บนจอ เลือก “ใช้ของฉัน” เพื่อบันทึกทับ "
            "หรือ “ไม่ทำ” แล้วกด F5 เพื่ออ่านของผู้อื่น",
            "ใช้ของฉัน",
            self._mine,
        )
        dialog.rejected.connect(self._theirs)

    def _mine(self) -> None:
        assert self._detail is not None
        name = self._detail.name

        def again(detail: TemplateDetail) -> None:
            self._version, self._stopped = detail.draft_version, False
            self.save()

        self._ctx.tasks.query(self, lambda uow: template_detail(uow, name), again, key="again")

    def _theirs(self) -> None:
        self._dirty = False  # F5 reads the other's words; these stay on the screen until then

    def _refused(self, problem: DomainError) -> None:
        problems = problem.problems if isinstance(problem, Invalid) else (problem,)
        for one in problems:
            field = self._form.fields.get(one.field or "")
            if field is not None:
                field.set_error(one)
            else:
                self._ctx.notify.error(one)

    def _tell(self) -> None:
        detail = self._detail
        if detail is None:
            return
        used = f"ใช้ฉบับที่ {detail.in_use} ของสำนักงาน" if detail.in_use else "ใช้ข้อความของโปรแกรม"
        if self._dirty or self._saving:
            draft = "กำลังเก็บร่าง…"
        elif self._version is not None:
            draft = "มีร่างที่ยังไม่ประกาศใช้ · เก็บร่างแล้ว"
        else:
            draft = "ไม่มีร่าง" if self.may else "ผู้ดูแลระบบเป็นผู้แก้ไขแบบหนังสือ"
        self._state.setText(breakable(f"{used} · {draft}"))
        self._enable()

    def _enable(self) -> None:
        wrong = any(field.error() for field in self._form.fields.values())
        kept = self._version is not None and not self._dirty and not self._saving
        self.release_button.setEnabled(self.may and kept and not wrong)
        self.discard_button.setEnabled(self.may and kept)
        self.insert.setEnabled(self.may)

    def _timer(self, milliseconds: int, call: object) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(call)
        return timer

    def _lay_out(self) -> None:
        self._title, self._state, self._source = QLabel(), QLabel(), QLabel()
        for label, name, role in (
            (self._title, "template_title", "subtitle"),
            (self._state, "template_state", "muted"),
            (self._source, "template_source", "muted"),
        ):
            label.setObjectName(name)
            label.setWordWrap(True)
            set_role(label, role)
        self.insert = self._button("template_insert", "แทรกช่องข้อมูล", None)
        self.insert.setToolTip("แทรกตรงที่พิมพ์อยู่ (Ctrl+Space)")
        inside = QWidget()
        left = QVBoxLayout(inside)
        left.setContentsMargins(0, 0, 12, 0)
        left.setSpacing(8)
        for widget in (self._title, self._state, self.insert):
            left.addWidget(widget, 0, Qt.AlignmentFlag(0))
        self._parts = QVBoxLayout()
        self._parts.setSpacing(8)
        left.addLayout(self._parts, 1)
        left.addWidget(self._source)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        area = scrolled(inside, "template_parts_area")
        area.setMinimumWidth(_LEFT)
        split.addWidget(area)
        split.addWidget(self.panel)
        split.setStretchFactor(1, 1)
        split.setSizes([_LEFT + 60, 560])
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 12, 0, 0)
        rows.setSpacing(8)
        rows.addLayout(self._bar())
        rows.addWidget(split, 1)

    def _bar(self) -> QHBoxLayout:
        back = self._button("template_back", "กลับไปที่รายการ", self.left.emit)
        self.release_button = self._button("template_release", "ประกาศใช้…", self.release)
        set_role(self.release_button, "primary")
        self.discard_button = self._button("template_discard", "ทิ้งร่าง…", self.discard)
        older = self._button("template_versions", "ฉบับอื่นและเทียบ…", self.versions)
        bar = QHBoxLayout()
        bar.setSpacing(8)
        bar.addWidget(back)
        bar.addStretch()
        for button in (older, self.discard_button, self.release_button):
            bar.addWidget(button)
        return bar

    def _button(self, name: str, text: str, call: object) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(name)
        button.setAccessibleName(text.rstrip("… "))
        button.setAutoDefault(False)
        if call is not None:
            button.clicked.connect(call)
        return button
