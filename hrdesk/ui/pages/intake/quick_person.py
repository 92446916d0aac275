"""Adding somebody who is not in the register, without leaving the intake page."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QWidget

from hrdesk.rules.codes import Agency, Employment, Level
from hrdesk.services.errors import DomainError
from hrdesk.services.people import QuickPerson, SavedPerson, add_person_quickly
from hrdesk.services.queries.people import KnownValues
from hrdesk.ui import icons
from hrdesk.ui.context import AppContext
from hrdesk.ui.form import Form
from hrdesk.ui.pages.person.inputs import Choice, Line, options
from hrdesk.ui.style import set_role
from hrdesk.ui.widgets.field import Field

PREFIXES = ("นาย", "นาง", "นางสาว", "ว่าที่ร้อยตรี", "นายแพทย์", "แพทย์หญิง")


class QuickPersonForm(QFrame):
    """The least that is needed of a person: name, ID, employment and post."""

    added = Signal(object)  # SavedPerson
    given_up = Signal()
    changed = Signal()

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("quick_person")
        self.setAccessibleName("เพิ่มบุคคลใหม่")
        set_role(self, "card")
        self._ctx = ctx
        self._saving = False
        self.form = Form()
        self._lines = {
            "prefix": Line("quick_prefix", self, "นาย / นาง / นางสาว"),
            "first_name": Line("quick_first_name", self),
            "last_name": Line("quick_last_name", self),
            "national_id": Line("quick_national_id", self, "13 หลัก ถ้าทราบ"),
            "post_title": Line("quick_post_title", self),
            "post_number": Line("quick_post_number", self),
            "unit": Line("quick_unit", self),
        }
        self._lines["prefix"].complete(PREFIXES)
        local = ctx.office.agency in {agency.value for agency in Agency if agency.is_local}
        self._usual = (Employment.LOCAL_OFFICIAL if local else Employment.CIVIL_SERVANT).value
        self._choices = {
            "employment": Choice("quick_employment", options(Employment), self),
            "level": Choice("quick_level", options(Level), self, empty="– ไม่มีระดับ –"),
        }
        self._build()
        for line in self._lines.values():
            line.textChanged.connect(self.changed)
        for choice in self._choices.values():
            choice.currentIndexChanged.connect(self.changed)
        self.start("")

    def start(self, text: str) -> None:
        """Begin with what was typed into the search: a name is taken apart, digits are an ID."""
        self.form.clear()
        for line in self._lines.values():
            line.clear()
        self._choices["employment"].set_value(self._usual)
        self._choices["level"].set_value("")
        text = " ".join(text.split())
        if text.replace("-", "").isdigit():
            self._lines["national_id"].setText(text)
        elif text:
            prefix = max((p for p in PREFIXES if text.startswith(p)), key=len, default="")
            first, _, last = text.removeprefix(prefix).strip().partition(" ")
            self._lines["prefix"].setText(prefix)
            self._lines["first_name"].setText(first)
            self._lines["last_name"].setText(last)

    def editors(self) -> list[QWidget]:
        """Return what Tab walks through, in reading order."""
        return list(self._editors)

    def take_focus(self) -> None:
        """Put the cursor into the first empty field."""
        first = next((line for line in self._lines.values() if not line.value()), None)
        (first or self._lines["prefix"]).setFocus(Qt.FocusReason.TabFocusReason)

    def values(self) -> dict[str, str]:
        """Return what is typed, for the draft and the service."""
        return {
            **{name: line.value() for name, line in self._lines.items()},
            **{name: choice.value() for name, choice in self._choices.items()},
        }

    def fill(self, values: Mapping[str, str]) -> None:
        """Show what a draft holds."""
        for name, line in self._lines.items():
            line.setText(values.get(name, ""))
        for name, choice in self._choices.items():
            choice.set_value(values.get(name, self._usual if name == "employment" else ""))

    def complete(self, known: KnownValues) -> None:
        """Offer what the register holds."""
        self._lines["prefix"].complete(tuple(dict.fromkeys((*PREFIXES, *known.prefixes))))
        self._lines["post_title"].complete(known.titles)
        self._lines["unit"].complete(known.units)

    def save(self) -> None:
        """Add the person; faults are shown beside the fields, what was typed stays."""
        if self._saving:
            return
        self.form.clear()
        person = QuickPerson(**self.values())
        self._saving = True
        self._ctx.tasks.act(
            self,
            lambda uow: add_person_quickly(uow, person),
            self._added,
            self._refused,
            saved=f"เพิ่ม {person.prefix}{person.first_name} {person.last_name} ในทะเบียนแล้ว",
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc gives the adding up."""
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
            event.accept()
            return
        super().keyPressEvent(event)

    def _added(self, saved: SavedPerson) -> None:
        self._saving = False
        self.added.emit(saved)

    def _refused(self, problem: DomainError) -> None:
        self._saving = False
        self.form.failed(self._ctx.notify)(problem)

    def _build(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 8, 12, 12)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        heading = QLabel("เพิ่มบุคคลใหม่ (กรอกเท่าที่ทราบ เติมภายหลังได้)", self)
        set_role(heading, "subtitle")
        grid.addWidget(heading, 0, 0, 1, 4)
        lines, choices, add = self._lines, self._choices, self.form.add
        cells: tuple[tuple[str, Field, int, int, int], ...] = (
            ("prefix", Field("คำนำหน้า", lines["prefix"], required=True), 1, 0, 1),
            ("first_name", Field("ชื่อ", lines["first_name"], required=True), 1, 1, 1),
            ("last_name", Field("นามสกุล", lines["last_name"], required=True), 1, 2, 2),
            ("national_id", Field("เลขประจำตัวประชาชน", lines["national_id"]), 2, 0, 2),
            ("employment", Field("ประเภทบุคลากร", choices["employment"]), 2, 2, 2),
            ("post.title", Field("ตำแหน่ง", lines["post_title"]), 3, 0, 2),
            ("post.level", Field("ระดับ", choices["level"]), 3, 2, 1),
            ("post.number", Field("เลขที่ตำแหน่ง", lines["post_number"]), 3, 3, 1),
            ("post.unit", Field("หน่วยงาน", lines["unit"]), 4, 0, 2),
        )
        for name, field, row, column, span in cells:
            grid.addWidget(add(name, field), row, column, 1, span)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        save = QPushButton("เพิ่มและเลือกคนนี้", self)
        save.setObjectName("quick_save")
        set_role(save, "primary")
        icons.set_icon(save, "add", "on_accent")
        save.clicked.connect(self.save)
        cancel = QPushButton("ไม่เพิ่ม (Esc)", self)
        cancel.setObjectName("quick_cancel")
        cancel.clicked.connect(self.given_up)
        for button in (save, cancel):
            button.setAccessibleName(button.text())
            button.setAutoDefault(False)
            buttons.addWidget(button)
        buttons.addStretch()
        grid.addLayout(buttons, 4, 2, 1, 2, Qt.AlignmentFlag.AlignBottom)
        self._editors = [*(field.editor for _, field, *_ in cells), save, cancel]
        for column in range(4):
            grid.setColumnStretch(column, 1)
