"""Steps two to five: the office, its signatories, its administrator, and what will be made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from hrdesk.rules.codes import MANUAL_KINDS, Agency, CaseType
from hrdesk.services.accounts import clean_username, name_problem, username_problem
from hrdesk.services.errors import DomainError, Invalid
from hrdesk.services.first_start import FirstAdministrator
from hrdesk.services.office import OfficeInput, SignatoryInput, office_problems
from hrdesk.services.passwords import check_new_password
from hrdesk.settings import Settings
from hrdesk.ui.form import Form
from hrdesk.ui.models.list_table import ListTable
from hrdesk.ui.pages.settings.office_form import OfficeForm
from hrdesk.ui.pages.settings.signatory_dialog import COLUMNS, SignatoryDialog
from hrdesk.ui.pages.sign_in.new_password import NewPasswordFields
from hrdesk.ui.style import set_role
from hrdesk.ui.tasks import TaskRunner
from hrdesk.ui.thai_text import breakable, plain
from hrdesk.ui.widgets.data_table import DataTable
from hrdesk.ui.widgets.field import Field


def borrowed(agency: Agency, today: dt.date) -> tuple[CaseType, ...]:
    """Return which of the manual's four kinds go by another agency's procedure for now."""
    from hrdesk.rules.procedure import in_force

    return tuple(kind for kind in MANUAL_KINDS if in_force(agency, kind, today).borrowed)


def borrowed_words(kinds: Sequence[CaseType]) -> str:
    """Return what is said where kinds of matters go by another agency's procedure."""
    names = " ".join(kind.label for kind in kinds)
    return f"เรื่องต่อไปนี้ยังใช้ขั้นตอนของกรมอนามัยไปก่อน: {names} เพิ่ม ข้าม หรือทำซ้ำขั้นตอนในแต่ละเรื่องได้"


class OfficePage(QWidget):
    """The office's own facts."""

    def __init__(self, tasks: TaskRunner, today: dt.date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("office_page")
        self._tasks = tasks
        self._today = today
        self.form = Form()
        self.fields = OfficeForm(self.form, self)
        self._borrowed: tuple[CaseType, ...] = ()
        self._told = QLabel(self)
        self._told.setObjectName("borrowed")
        self._told.setWordWrap(True)
        set_role(self._told, "muted", "info")
        self._told.hide()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(12)
        rows.addWidget(self._told)
        rows.addWidget(self.fields)
        rows.addStretch(1)
        self.fields.agency_changed.connect(self._ask_rules)
        self.setFocusProxy(self.fields.agency)

    def value(self) -> OfficeInput:
        """Return the office as typed."""
        return self.fields.value()

    def check(self) -> bool:
        """Show what is wrong beside the fields; True where nothing is."""
        self.form.clear()
        problems = office_problems(self.value())
        if problems:
            self.form.show(Invalid(tuple(problems)))
        return not problems

    def borrows(self) -> tuple[CaseType, ...]:
        """Return the kinds that the note about another agency's procedures names."""
        return self._borrowed

    def _ask_rules(self, agency: Agency) -> None:
        self._tasks.work(
            self,
            lambda _progress: (agency, borrowed(agency, self._today)),
            self._show_rules,
            quiet=True,
        )

    def _show_rules(self, answer: tuple[Agency, tuple[CaseType, ...]]) -> None:
        agency, kinds = answer
        if agency is self.fields.chosen_agency():
            self._borrowed = kinds
            self._told.setText(breakable(borrowed_words(kinds)))
            self._told.setVisible(bool(kinds))


class SignatoriesPage(QWidget):
    """Those who sign papers, in the order papers offer them; there may be none yet."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("signatories_page")
        self._rows: list[SignatoryInput] = []
        self.table = DataTable(settings, "first_signatories", "ผู้ลงนาม", self)
        self._model = ListTable(COLUMNS, row_id=id, parent=self)
        self.table.set_table(self._model)
        self.table.setSortingEnabled(False)
        self.table.setMinimumHeight(180)
        self.add = self._button("signatory_add", "เพิ่ม…", self._add)
        self._edit = self._button("signatory_edit", "แก้ไข…", self._edit_current)
        self._up = self._button("signatory_up", "เลื่อนขึ้น", lambda: self._move(-1))
        self._down = self._button("signatory_down", "เลื่อนลง", lambda: self._move(1))
        self._remove = self._button("signatory_remove", "เอาออก", self._remove_current)
        line = QHBoxLayout()
        line.setSpacing(8)
        for button in (self.add, self._edit, self._up, self._down, self._remove):
            line.addWidget(button)
        line.addStretch()
        told = QLabel(
            breakable("คนแรกเป็นผู้ลงนามที่เอกสารเสนอให้ก่อน ยังไม่มีก็ข้ามไปก่อนได้ เพิ่มภายหลังที่หน้าตั้งค่า"), self
        )
        told.setWordWrap(True)
        set_role(told, "muted")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        rows.addWidget(told)
        rows.addLayout(line)
        rows.addWidget(self.table, 1)
        self.table.opened.connect(lambda _row: self._edit_current())
        self.table.chosen.connect(lambda _row: self._enable())
        self._enable()
        self.setFocusProxy(self.add)

    def value(self) -> tuple[SignatoryInput, ...]:
        """Return the signatories in their order."""
        return tuple(self._rows)

    def check(self) -> bool:
        """Nothing here can be wrong: each was checked when it was typed."""
        return True

    def _button(self, name: str, words: str, call: object) -> QPushButton:
        made = QPushButton(words, self)
        made.setObjectName(name)
        made.setAccessibleName(f"{words.rstrip('…')}ผู้ลงนาม")
        made.setAutoDefault(False)
        made.clicked.connect(call)
        return made

    def _current(self) -> int:
        index = self.table.currentIndex()
        return index.row() if index.isValid() else -1

    def _add(self) -> None:
        self._type("เพิ่มผู้ลงนาม", SignatoryInput("", ""), len(self._rows))

    def _edit_current(self) -> None:
        place = self._current()
        if place >= 0:
            self._type("แก้ไขผู้ลงนาม", self._rows[place], place)

    def _type(self, title: str, signatory: SignatoryInput, place: int) -> None:
        def save(typed: SignatoryInput) -> None:
            self._rows[place : place + 1] = [typed]
            dialog.accept()
            self._show(place)

        dialog = SignatoryDialog(title, signatory, save, self)
        dialog.open()

    def _move(self, step: int) -> None:
        place = self._current()
        other = place + step
        if place >= 0 and 0 <= other < len(self._rows):
            self._rows[place], self._rows[other] = self._rows[other], self._rows[place]
            self._show(other)

    def _remove_current(self) -> None:
        place = self._current()
        if place >= 0:
            del self._rows[place]
            self._show(min(place, len(self._rows) - 1))

    def _show(self, place: int) -> None:
        self._model.set_rows(self._rows)
        if place >= 0:
            self.table.setCurrentIndex(self._model.index(place, 0))
        self._enable()

    def _enable(self) -> None:
        place = self._current()
        for button in (self._edit, self._remove):
            button.setEnabled(place >= 0)
        self._up.setEnabled(place > 0)
        self._down.setEnabled(0 <= place < len(self._rows) - 1)


class AdministratorPage(QWidget):
    """The first user: name, user name and password."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("administrator_page")
        self.form = Form()
        self.display_name = QLineEdit(self)
        self.display_name.setObjectName("display_name")
        self.display_name.setPlaceholderText("เช่น นางสาวสมใจ รักงาน")
        self.username = QLineEdit(self)
        self.username.setObjectName("new_username")
        hint = "ใช้พิมพ์ตอนเข้าสู่ระบบ เช่น somjai"
        self.password = NewPasswordFields(self.form, ask_old=False, parent=self)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(12)
        add = self.form.add
        rows.addWidget(add("display_name", Field("ชื่อ–สกุล", self.display_name, required=True)))
        rows.addWidget(add("username", Field("ชื่อผู้ใช้", self.username, required=True, hint=hint)))
        rows.addWidget(self.password)
        rows.addStretch(1)
        self.setFocusProxy(self.display_name)

    def value(self) -> FirstAdministrator:
        """Return the administrator as typed."""
        return FirstAdministrator(
            self.username.text(), plain(self.display_name.text()), self.password.new.text()
        )

    def check(self) -> bool:
        """Show what is wrong beside the fields; True where nothing is."""
        self.form.clear()
        admin = self.value()
        username = clean_username(admin.username)
        found: list[DomainError | None] = [
            name_problem(admin.display_name),
            username_problem(None, username),
            check_new_password(admin.password, username, "new"),
            self.password.mismatch(),
        ]
        problems = tuple(problem for problem in found if problem is not None)
        if problems:
            self.form.show(Invalid(problems))
        return not problems


class SummaryPage(QWidget):
    """What will be made, in words; each part leads back to its step."""

    asked = Signal(int)  # the step to go back to

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("summary_page")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(12)
        self._grid.setColumnStretch(1, 1)
        self._note = QLabel(self)
        self._note.setObjectName("summary_borrowed")
        self._note.setWordWrap(True)
        set_role(self._note, "muted")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(16)
        rows.addLayout(self._grid)
        rows.addWidget(self._note)
        rows.addStretch()

    def check(self) -> bool:
        """Nothing is typed here."""
        return True

    def show_parts(self, parts: list[tuple[str, str, int]], *, borrows: Sequence[CaseType]) -> None:
        """Show (heading, words, step) for each part, and which kinds go by another's procedure."""
        while (item := self._grid.takeAt(0)) is not None:
            item.widget().deleteLater()
        top = Qt.AlignmentFlag.AlignTop
        for row, (heading, words, step) in enumerate(parts):
            name = QLabel(heading, self)
            set_role(name, "muted")
            text = QLabel(breakable(words), self)
            text.setObjectName(f"summary_{step}")
            text.setWordWrap(True)
            change = QPushButton("แก้ไข", self)
            change.setObjectName(f"summary_change_{step}")
            change.setAccessibleName(f"แก้ไข{heading}")
            change.setAutoDefault(False)
            set_role(change, "link")
            change.clicked.connect(lambda _on=False, to=step: self.asked.emit(to))
            self._grid.addWidget(name, row, 0, top)
            self._grid.addWidget(text, row, 1, top)
            self._grid.addWidget(change, row, 2, top)
        self._note.setText(breakable(borrowed_words(borrows)))
        self._note.setVisible(bool(borrows))
