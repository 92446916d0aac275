"""What every act on a step has in common: ask, send, and close once the service has taken it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from hrdesk.services.errors import DomainError, EditConflict, Invalid
from hrdesk.ui.form import Form
from hrdesk.ui.messages import sentence
from hrdesk.ui.pages.case.area import grow
from hrdesk.ui.pages.case.step_form import note_edit
from hrdesk.ui.reading_order import ReadingOrder
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable, plain
from hrdesk.ui.widgets.date_edit import BuddhistDateEdit
from hrdesk.ui.widgets.field import Field

if TYPE_CHECKING:
    from hrdesk.services.case_steps import Moved
    from hrdesk.services.changes import Result
    from hrdesk.services.queries.cases import CaseDetail
    from hrdesk.services.unit_of_work import UnitOfWork
    from hrdesk.ui.context import AppContext
    from hrdesk.ui.pages.case.model import Shown

_WIDTH = 460


class StepDialog(ReadingOrder, QDialog):
    """Asks, sends the command, and closes only once the service has taken it."""

    def __init__(
        self,
        ctx: AppContext,
        shown: Shown,
        name: str,
        title: str,
        text: str,
        button: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.ctx = ctx
        self.shown = shown
        self._version = shown.detail.version
        self.form = Form()
        self.needs_reason = True
        self.setObjectName(name)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(_WIDTH)
        self._problem = QLabel(self)
        self._problem.setObjectName("dialog_problem")
        self._problem.setWordWrap(True)
        set_role(self._problem, "error")
        self._problem.hide()
        said = QLabel(breakable(text), self)
        said.setWordWrap(True)
        said.setMinimumWidth(_WIDTH - 48)
        self._again = QPushButton("อ่านข้อมูลล่าสุดแล้วบันทึก", self)
        self._again.setObjectName("dialog_again")
        self._again.setAccessibleName("อ่านข้อมูลล่าสุดแล้วบันทึก")
        self._again.clicked.connect(self._read_again)
        self._again.hide()
        self.go = QPushButton(button, self)
        self.go.setObjectName("dialog_go")
        self.go.setAccessibleName(button)
        self.go.setDefault(True)
        set_role(self.go, "primary")
        self.go.clicked.connect(self.submit)
        leave = QPushButton("ยกเลิก", self)
        leave.setObjectName("dialog_cancel")
        leave.setAccessibleName("ยกเลิก")
        leave.setAutoDefault(False)
        leave.clicked.connect(self.reject)
        self.rows = QVBoxLayout()
        self.rows.setSpacing(12)
        buttons = QHBoxLayout()
        buttons.addStretch()
        for widget in (leave, self._again, self.go):
            buttons.addWidget(widget)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 16, 20, 16)
        whole.setSpacing(12)
        whole.addWidget(said)
        whole.addLayout(self.rows)
        whole.addWidget(self._problem)
        whole.addStretch()
        whole.addLayout(buttons)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.submit)

    # -- pieces ---------------------------------------------------------------------------------

    def add_date(self, name: str, label: str, *, required: bool = True) -> BuddhistDateEdit:
        """Add a date, today unless changed."""
        editor = BuddhistDateEdit(self.ctx.today, name)
        self.rows.addWidget(self.form.add(name, Field(label, editor, required=required)))
        return editor

    def add_reason(self, label: str = "เหตุผล", *, required: bool = True) -> None:
        """Add the reason, which nearly every act needs."""
        self.needs_reason = required
        self._reason = note_edit("reason")
        self.rows.addWidget(self.form.add("reason", Field(label, self._reason, required=required)))

    def reason(self) -> str:
        """Return the typed reason."""
        return plain(self._reason.toPlainText()).strip()

    # -- sending --------------------------------------------------------------------------------

    def problems(self) -> list[DomainError]:
        """Return what is wrong before asking the service."""
        found = []
        for name, field in self.form.fields.items():
            editor = field.editor
            if isinstance(editor, BuddhistDateEdit):
                wrong = editor.problem()
                if wrong is not None:
                    found.append(DomainError(wrong.code, field=name, **wrong.facts))
                elif field.required and editor.date() is None:
                    found.append(DomainError("required", field=name))
        if self.needs_reason and not self.reason():
            found.append(DomainError("required", field="reason"))
        return found

    def act(self) -> Callable[[UnitOfWork], Result[Moved]]:
        """Return the service call with what was typed."""
        raise NotImplementedError

    def submit(self) -> None:
        """Check, then send."""
        if not self.go.isEnabled():
            return
        self.form.clear()
        self._problem.hide()
        problems = self.problems()
        if problems:
            self.form.show(Invalid(tuple(problems)))
            grow(self)
            return
        self.go.setEnabled(False)
        self.ctx.tasks.act(self, self.act(), self._done, self._failed, undo=self._undo)

    @property
    def version(self) -> int:
        """The version of the case that is being changed."""
        return self._version

    def _undo(self, moved: Moved) -> Callable[[UnitOfWork], Result[Any]]:
        return undo_call(self.shown.detail.id, moved.version)

    def _done(self, _moved: Moved) -> None:
        self.accept()

    def _failed(self, problem: DomainError) -> None:
        self.go.setEnabled(True)
        for one in self.form.show(problem):
            self._problem.setText(breakable(sentence(one)))
            self._problem.show()
        self._again.setVisible(isinstance(problem, EditConflict))
        grow(self)

    def _read_again(self) -> None:
        """Take the present version of the case; what was typed stays."""
        from hrdesk.services.queries.cases import case_detail

        case_id = self.shown.detail.id

        def arrived(detail: CaseDetail) -> None:
            self._version = detail.version
            self._again.hide()
            self.submit()

        self.ctx.tasks.query(self, lambda uow: case_detail(uow, case_id), arrived, self._failed)


def undo_call(case_id: int, version: int) -> Callable[[UnitOfWork], Result[Any]]:
    """Return the service call that takes back the newest step action."""

    def call(uow: UnitOfWork) -> Result[Any]:
        from hrdesk.services.case_steps import undo_step

        return undo_step(uow, case_id, version)

    return call
