"""The editor of forms: titles, order of parts, headings, columns and signers, with the paper beside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from hrdesk.documents.forms import Form, preview
from hrdesk.services.errors import DomainError, EditConflict
from hrdesk.services.form_definitions import (
    SavedForm,
    SaveForm,
    discard_form_draft,
    release_form,
    restore_form,
    save_form_draft,
)
from hrdesk.services.queries.form_definitions import FormDetail, FormRow, form_detail, form_list
from hrdesk.ui.dialogs import ask, ask_reason
from hrdesk.ui.messages import sentence
from hrdesk.ui.pages.case.area import scrolled
from hrdesk.ui.pages.forms.changing import (
    PartChoice,
    changed_form,
    parts_of,
    shown_words,
    stored_words,
)
from hrdesk.ui.pages.forms.part_fields import PartFields
from hrdesk.ui.printing import PdfPanel
from hrdesk.ui.reading_order import ReadingOrder
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable, plain
from hrdesk.ui.widgets.field import Field

if TYPE_CHECKING:
    from hrdesk.documents.style import PaperStyle
    from hrdesk.ui.context import AppContext
    from hrdesk.ui.tasks import Progress

_WAIT_MS = 500
_LEFT = 430


class FormEditor(ReadingOrder, QDialog):
    """One form at a time; a draft is kept until it is released with a reason."""

    def __init__(self, ctx: AppContext, style: PaperStyle, key: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("form_editor")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint, True)
        self.setWindowTitle("แบบฟอร์มของสำนักงาน")
        self._ctx, self._style, self._wanted = ctx, style, key
        self.detail: FormDetail | None = None
        self._parts: list[PartChoice] = []
        self._filling = False
        self._dirty = False
        self._building: Progress | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_WAIT_MS)
        self._later.timeout.connect(self._draw)
        self.which = QComboBox(self)
        self.which.setObjectName("form_which")
        self.head = QPlainTextEdit(self)
        self.head.setObjectName("form_head")
        self.head.setTabChangesFocus(True)
        self.head.setMaximumHeight(110)
        self.parts = QListWidget(self)
        self.parts.setObjectName("form_parts")
        self.parts.setMinimumHeight(170)
        self.parts.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.fields = PartFields(self)
        self.panel = PdfPanel(ctx, self)
        self.state = QLabel(self)
        self.state.setObjectName("form_state")
        self.state.setWordWrap(True)
        self._problem = QLabel(self)
        self._problem.setObjectName("dialog_problem")
        self._problem.setWordWrap(True)
        set_role(self._problem, "error")
        self._problem.hide()
        self._lay_out()
        self.which.activated.connect(lambda _at: self._change_form())
        self.head.textChanged.connect(self._typed)
        self.parts.currentRowChanged.connect(self._part_chosen)
        self.parts.itemChanged.connect(lambda _item: self._ticked())
        self.fields.changed.connect(self._part_typed)
        for keys, step in (("Alt+Up", -1), ("Alt+Down", 1)):
            QShortcut(QKeySequence(keys), self, lambda step=step: self.move_part(step))
        QShortcut(QKeySequence("Ctrl+S"), self, self.save)
        ctx.tasks.query(self, form_list, self._offer, self._refused, "forms")

    def form(self) -> Form:
        """Return the form as it is edited now."""
        assert self.detail is not None
        base = self._base(self.detail)
        lines = [stored_words(line, base) for line in plain(self.head.toPlainText()).splitlines()]
        return changed_form(base, lines, self._parts)

    def move_part(self, step: int) -> None:
        """Move the chosen part up or down."""
        here = self.parts.currentRow()
        there = here + step
        if not (0 <= here < len(self._parts) and 0 <= there < len(self._parts)):
            return
        self._parts[here], self._parts[there] = self._parts[there], self._parts[here]
        self._fill_parts(there)
        self._typed()

    def save(self, done: Callable[[], None] | None = None) -> None:
        """Keep the draft."""
        detail = self.detail
        if detail is None or not detail.may_edit:
            return
        command = SaveForm(detail.key, detail.version, self.form())

        def stored(saved: SavedForm) -> None:
            self._dirty = False
            self.detail = replace(detail, draft=command.form, version=saved.version)
            self._tell()
            if done is not None:
                done()

        self._problem.hide()
        self._ctx.tasks.act(
            self, lambda uow: save_form_draft(uow, command), stored, self._refused,
            saved="เก็บร่างแบบฟอร์มแล้ว",
        )  # fmt: skip

    def release(self) -> None:
        """Ask why and let papers use the form from now on."""
        self.save(self._ask_release)

    def discard(self) -> None:
        """Throw the draft away, after asking."""
        detail = self.detail
        if detail is None or detail.version is None:
            return
        version = detail.version
        ask(
            self, "ทิ้งร่าง", "สิ่งที่แก้ไว้ในร่างนี้จะหายไป แบบที่ใช้อยู่ไม่เปลี่ยน", "ทิ้งร่าง",
            lambda: self._act(lambda uow: discard_form_draft(uow, detail.key, version), "ทิ้งร่างแล้ว"),
        )  # fmt: skip

    def restore(self) -> None:
        """Ask why and use the chosen older version again."""
        detail = self.detail
        if detail is None:
            return
        number = self.older.currentData()
        ask_reason(
            self, "ใช้แบบเดิม", f"เอกสารใหม่จะใช้{self.older.currentText()}", "ใช้แบบนี้",
            lambda reason: self._act(
                lambda uow: restore_form(uow, detail.key, number, reason), "เปลี่ยนแบบฟอร์มแล้ว"
            ),
        )  # fmt: skip

    def reject(self) -> None:
        """Close; what is not kept yet is asked about."""
        if self._dirty:
            ask(self, "ปิดโดยไม่เก็บ", "ยังมีสิ่งที่แก้แล้วไม่ได้เก็บเป็นร่าง", "ปิดโดยไม่เก็บ", self._close)
            return
        self._close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop drawing."""
        self._stop()
        super().closeEvent(event)

    # -- inside ---------------------------------------------------------------------------------

    def _offer(self, rows: tuple[FormRow, ...]) -> None:
        for row in rows:
            mark = " · มีร่าง" if row.has_draft else " · ของสำนักงาน" if row.number else ""
            self.which.addItem(f"{row.title}{mark}", row.id)
        self.which.setCurrentIndex(max(self.which.findData(self._wanted), 0))
        self._read()

    def _change_form(self) -> None:
        wanted = self.which.currentData()
        if self.detail is None or wanted == self.detail.key:
            return
        if self._dirty:
            self.which.setCurrentIndex(self.which.findData(self.detail.key))
            self._say("เก็บร่างหรือทิ้งสิ่งที่แก้ก่อน แล้วจึงเปลี่ยนแบบ")
            return
        self._read()

    def _read(self) -> None:
        key = self.which.currentData()
        self._ctx.tasks.query(
            self, lambda uow: form_detail(uow, key), self._show, self._refused, "form"
        )

    @staticmethod
    def _base(detail: FormDetail) -> Form:
        return detail.draft or detail.in_use

    def _show(self, detail: FormDetail) -> None:
        self._filling = True
        self.detail = detail
        form = self._base(detail)
        self.head.setPlainText("\n".join(shown_words(line, form) for line in form.head))
        self._parts = list(parts_of(form, detail.shipped))
        self._fill_parts(0)
        self.older.clear()
        for each in detail.versions:
            if each.number != detail.number:
                own = "ของโปรแกรม" if not each.number else f"ฉบับที่ {each.number} ({each.reason})"
                self.older.addItem(own, each.number)
        self._dirty = False
        self._filling = False
        self._tell()
        self._draw()

    def _fill_parts(self, row: int) -> None:
        self.parts.blockSignals(True)
        self.parts.clear()
        form = self._base(self.detail) if self.detail is not None else None
        for place, each in enumerate(self._parts, 1):
            words = shown_words(each.part.heading, form) if form is not None else ""
            item = QListWidgetItem(f"{place}. {words or _unnamed(each)}")
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if each.on else Qt.CheckState.Unchecked)
            self.parts.addItem(item)
        self.parts.setCurrentRow(row)
        self.parts.blockSignals(False)
        self._part_chosen(row)

    def _part_chosen(self, row: int) -> None:
        if self.detail is not None and 0 <= row < len(self._parts):
            self.fields.put(self._base(self.detail), self._parts[row].part)

    def _ticked(self) -> None:
        for row, each in enumerate(self._parts):
            on = self.parts.item(row).checkState() == Qt.CheckState.Checked
            self._parts[row] = PartChoice(each.part, on)
        self._typed()

    def _part_typed(self) -> None:
        row, part = self.parts.currentRow(), self.fields.part()
        if part is not None and 0 <= row < len(self._parts):
            self._parts[row] = PartChoice(part, self._parts[row].on)
            self._typed()

    def _typed(self) -> None:
        if self._filling or self.detail is None:
            return
        self._dirty = True
        self._problem.hide()
        self._tell()
        self._later.start()

    def _draw(self) -> None:
        if self.detail is None:
            return
        if self._building is not None:
            self._building.cancel()
        form = self.form()
        if not form.parts:
            self._say("ต้องพิมพ์อย่างน้อยหนึ่งส่วน")
            return
        self._building = self._ctx.tasks.work(
            self,
            lambda _progress: _drawn(form, self._style),
            lambda pdf: self.panel.set_pdf(pdf, form.title),
            self._refused,
            label="กำลังจัดทำตัวอย่าง",
        )

    def _ask_release(self) -> None:
        detail = self.detail
        if detail is None or detail.version is None:
            return
        version = detail.version
        ask_reason(
            self, "ใช้แบบฟอร์มนี้", "เอกสารที่จัดทำต่อจากนี้จะใช้แบบนี้ เอกสารที่เก็บไว้แล้วไม่เปลี่ยน", "ใช้แบบนี้",
            lambda reason: self._act(
                lambda uow: release_form(uow, detail.key, version, reason), "เริ่มใช้แบบฟอร์มนี้แล้ว"
            ),
        )  # fmt: skip

    def _act(self, call: Callable[..., object], saved: str) -> None:
        self._problem.hide()
        self._ctx.tasks.act(self, call, lambda _v: self._read(), self._refused, saved=saved)  # type: ignore[arg-type]

    def _tell(self) -> None:
        detail = self.detail
        if detail is None:
            return
        used = f"ใช้ฉบับที่ {detail.number} ของสำนักงาน" if detail.number else "ใช้แบบของโปรแกรม"
        draft = " · มีร่างที่ยังไม่ใช้" if detail.version is not None else ""
        dirty = " · มีสิ่งที่ยังไม่ได้เก็บ" if self._dirty else ""
        only = "" if detail.may_edit else " · ดูได้อย่างเดียว ผู้ดูแลระบบเป็นผู้แก้"
        self.state.setText(breakable(f"{used}{draft}{dirty}{only}"))
        self.keep.setEnabled(detail.may_edit and self._dirty)
        self.use.setEnabled(detail.may_edit and (self._dirty or detail.version is not None))
        self.drop.setEnabled(detail.may_edit and detail.version is not None)
        self.again.setEnabled(detail.may_edit and self.older.count() > 0)

    def _refused(self, problem: DomainError) -> None:
        if isinstance(problem, EditConflict):
            self._say("มีผู้อื่นแก้ร่างนี้แล้ว ปิดแล้วเปิดใหม่เพื่อดูร่างล่าสุด")
            return
        self._say(sentence(problem))

    def _say(self, words: str) -> None:
        self._problem.setText(breakable(words))
        self._problem.show()

    def _close(self) -> None:
        self._stop()
        super().reject()

    def _stop(self) -> None:
        self._later.stop()
        if self._building is not None:
            self._building.cancel()
            self._building = None

    def _lay_out(self) -> None:
        inside = QWidget()
        left = QVBoxLayout(inside)
        left.setContentsMargins(0, 0, 12, 0)
        left.setSpacing(10)
        moves = QHBoxLayout()
        moves.addWidget(_button("เลื่อนขึ้น (Alt+↑)", "part_up", lambda: self.move_part(-1)))
        moves.addWidget(_button("เลื่อนลง (Alt+↓)", "part_down", lambda: self.move_part(1)))
        moves.addStretch()
        self.older = QComboBox(self)
        self.older.setObjectName("form_older")
        self.again = _button("ใช้แบบนี้…", "form_restore", self.restore)
        past = QHBoxLayout()
        past.addWidget(Field("กลับไปใช้", self.older), 1)
        past.addWidget(self.again, 0, Qt.AlignmentFlag.AlignBottom)
        left.addWidget(Field("แบบฟอร์ม", self.which))
        left.addWidget(self.state)
        left.addWidget(self._problem)
        left.addWidget(Field("ชื่อแบบที่หัวกระดาษ (หนึ่งบรรทัดต่อหนึ่งแถว)", self.head))
        left.addWidget(Field("ส่วนของแบบ (กาเครื่องหมาย = พิมพ์)", self.parts))
        left.addLayout(moves)
        left.addWidget(self.fields)
        left.addLayout(past)
        left.addStretch()
        area = scrolled(inside, "form_area")
        area.setMinimumWidth(_LEFT - 60)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setChildrenCollapsible(False)
        split.addWidget(area)
        split.addWidget(self.panel)
        split.setStretchFactor(1, 1)
        split.setSizes([_LEFT, 620])
        self.drop = _button("ทิ้งร่าง…", "form_discard", self.discard)
        self.keep = _button("เก็บร่าง (Ctrl+S)", "form_save", self.save)
        self.use = _button("ใช้แบบฟอร์มนี้…", "form_release", self.release)
        set_role(self.use, "primary")
        foot = QHBoxLayout()
        foot.addWidget(self.drop)
        foot.addStretch()
        foot.addWidget(_button("ปิด", "dialog_cancel", self.reject))
        foot.addWidget(self.keep)
        foot.addWidget(self.use)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 12, 16, 12)
        rows.setSpacing(8)
        rows.addWidget(split, 1)
        rows.addLayout(foot)
        room = self.screen().availableGeometry()
        self.resize(min(1180, room.width() - 60), min(860, room.height() - 60))


def _drawn(form: Form, style: PaperStyle) -> bytes:
    from hrdesk.documents.errors import PaperError
    from hrdesk.services.problems import refusing

    with refusing(PaperError):
        return preview(form, style)


def _unnamed(choice: PartChoice) -> str:
    """Return what a part without a heading is, by what it holds."""
    kinds = {
        "Lines": "ข้อมูลหัวเรื่อง", "Boxes": "ช่องให้กา", "Grid": "ตาราง", "Words": "ข้อความ",
        "Answers": "ข้อเขียน", "PeopleList": "รายชื่อ", "ItemList": "หัวข้อ", "Signs": "ลงนาม",
        "SignAll": "ลงนามทุกคน",
    }  # fmt: skip
    return f"({kinds[type(choice.part.body).__name__]})"


def _button(words: str, name: str, call: Callable[[], object]) -> QPushButton:
    made = QPushButton(words)
    made.setObjectName(name)
    made.setAccessibleName(words.partition(" (")[0].rstrip("…"))
    made.setAutoDefault(False)
    made.clicked.connect(lambda _on=False: call())
    return made
