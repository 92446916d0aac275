"""Editing what was written about a case: subject, target post, officer, effective date, note."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from hrdesk.rules.codes import CaseType, Level, PostType
from hrdesk.services.cases import EditCase, TargetPost
from hrdesk.services.errors import DomainError, EditConflict, Invalid
from hrdesk.ui.audit_words import value_words
from hrdesk.ui.form import Form
from hrdesk.ui.messages import sentence
from hrdesk.ui.pages.case.area import grow
from hrdesk.ui.pages.case.step_form import note_edit
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable, plain
from hrdesk.ui.widgets.conflict import ConflictDialog, differences
from hrdesk.ui.widgets.date_edit import BuddhistDateEdit
from hrdesk.ui.widgets.field import Field

if TYPE_CHECKING:
    from hrdesk.services.queries.cases import CaseDetail
    from hrdesk.ui.context import AppContext

_TARGET = ("title", "number", "type", "level", "job_series", "unit", "agency")
Officers = Sequence[tuple[int, str]]


def head_values(detail: CaseDetail) -> dict[str, Any]:
    """Return what the form edits, by the names the conflict dialog uses."""
    values: dict[str, Any] = {
        "subject": detail.subject,
        "officer": detail.officer_id,
        "effective_on": detail.effective_on,
        "note": detail.note,
    }
    for name in _TARGET:
        values[f"target.{name}"] = getattr(detail.target, name)
    return values


class EditHeadDialog(QDialog):
    """The form; it closes only when the service has stored it."""

    def __init__(
        self, ctx: AppContext, detail: CaseDetail, officers: Officers, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._case_id = detail.id
        self._version = detail.version
        self._base = head_values(detail)
        self._officers = dict(officers)
        if detail.officer_id is not None:
            self._officers.setdefault(detail.officer_id, detail.officer)
        self.form = Form()
        self.setObjectName("edit_case")
        self.setWindowTitle(f"แก้ไขเรื่องเลขที่ {detail.number}")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(620)
        self._edits: dict[str, QLineEdit | QComboBox | QPlainTextEdit | BuddhistDateEdit] = {}
        self._problem = QLabel(self)
        self._problem.setObjectName("dialog_problem")
        self._problem.setWordWrap(True)
        set_role(self._problem, "error")
        self._problem.hide()
        self.go = QPushButton("บันทึก (Ctrl+S)", self)
        self._lay_out(detail)
        self.put(self._base)
        draft = ctx.drafts.load(self._draft())
        if draft is not None:
            self.put(_thawed(draft))
        for edit in self._edits.values():
            _changed(edit).connect(self._keep_draft)
        for keys in ("Ctrl+S", "Ctrl+Return"):
            QShortcut(QKeySequence(keys), self, self.submit)

    # -- values ---------------------------------------------------------------------------------

    def values(self) -> dict[str, Any]:
        """Return what is typed."""
        return {name: _read(edit) for name, edit in self._edits.items()}

    def put(self, values: dict[str, Any]) -> None:
        """Fill the fields that are named."""
        for name, value in values.items():
            if name in self._edits:
                _write(self._edits[name], value)

    def submit(self) -> None:
        """Check, then save."""
        if not self.go.isEnabled():
            return
        self.form.clear()
        self._problem.hide()
        problems = self._problems()
        if problems:
            self.form.show(Invalid(tuple(problems)))
            grow(self)
            return
        self._send()

    # -- inside ---------------------------------------------------------------------------------

    def _send(self) -> None:
        from hrdesk.services.cases import edit_case

        typed = {**self._base, **self.values()}
        command = EditCase(
            case_id=self._case_id,
            version=self._version,
            subject=typed["subject"],
            target=TargetPost(**{name: typed[f"target.{name}"] or "" for name in _TARGET}),
            officer_id=typed["officer"],
            effective_on=typed["effective_on"],
            note=typed["note"],
        )
        self.go.setEnabled(False)
        self._ctx.tasks.act(self, lambda uow: edit_case(uow, command), self._done, self._failed)

    def _done(self, _version: int) -> None:
        self._ctx.drafts.discard(self._draft())
        self.accept()

    def reject(self) -> None:
        """Give up: the draft goes too, since the user said so."""
        self._ctx.drafts.discard(self._draft())
        super().reject()

    def _failed(self, problem: DomainError) -> None:
        self.go.setEnabled(True)
        if isinstance(problem, EditConflict):
            self._compare(problem)
            return
        for one in self.form.show(problem):
            self._problem.setText(breakable(sentence(one)))
            self._problem.show()
        grow(self)

    def _compare(self, problem: EditConflict) -> None:
        """Read what is stored now and let the user choose field by field."""
        from hrdesk.services.queries.cases import case_detail

        case_id = self._case_id

        def arrived(detail: CaseDetail) -> None:
            stored = head_values(detail)
            if detail.officer_id is not None:
                self._offer_officer(detail.officer_id, detail.officer)
            found = differences(self._base, stored, {**self._base, **self.values()})
            self._version = detail.version
            self._base = stored
            if not found:
                self._send()
                return
            dialog = ConflictDialog(
                str(problem.facts.get("who") or ""),
                problem.facts.get("when"),
                found,
                self,
                noun="เรื่องนี้",
                said=self._said,
            )
            dialog.decided.connect(self._decided)
            dialog.open()

        self._ctx.tasks.query(self, lambda uow: case_detail(uow, case_id), arrived, self._failed)

    def _said(self, field: str, value: Any) -> str:
        """Show officers by name in the comparison."""
        if field == "officer":
            return self._officers.get(value, "ยังไม่มี")
        return value_words(field, value)

    def _decided(self, chosen: dict[str, Any]) -> None:
        self.put(chosen)
        self._send()

    def _problems(self) -> list[DomainError]:
        found = []
        if not self.values()["subject"]:
            found.append(DomainError("required", field="subject"))
        wrong = self._effective.problem()
        if wrong is not None:
            found.append(DomainError(wrong.code, field="effective_on", **wrong.facts))
        return found

    def _lay_out(self, detail: CaseDetail) -> None:
        self._effective = BuddhistDateEdit(self._ctx.today, "effective_on")
        officer = QComboBox()
        officer.addItem("ยังไม่มี", None)
        for key, name in self._officers.items():
            officer.addItem(name, key)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self._add(grid, "subject", "เรื่อง", QLineEdit(), (0, 0, 2), required=True)
        self._add(grid, "officer", "ผู้รับผิดชอบ", officer, (1, 0, 1))
        self._add(grid, "effective_on", "วันที่มีผล", self._effective, (1, 1, 1))
        leaves = detail.case_type is CaseType.RESIGNATION
        if not leaves:
            self._add(grid, "target.title", "ตำแหน่งที่ขอ", QLineEdit(), (2, 0, 1))
            self._add(grid, "target.number", "เลขที่ตำแหน่ง", QLineEdit(), (2, 1, 1))
            self._add(grid, "target.type", "ประเภท", _choice(PostType), (3, 0, 1))
            self._add(grid, "target.level", "ระดับ", _choice(Level), (3, 1, 1))
            self._add(grid, "target.job_series", "สายงาน", QLineEdit(), (4, 0, 1))
            self._add(grid, "target.unit", "หน่วยงานที่ขอ", QLineEdit(), (4, 1, 1))
        if detail.case_type is CaseType.TRANSFER_OUT:
            self._add(grid, "target.agency", "ส่วนราชการที่รับโอน", QLineEdit(), (5, 0, 2))
        self._add(grid, "note", "บันทึกของเจ้าหน้าที่", note_edit("note"), (6, 0, 2))
        self.go.setObjectName("dialog_go")
        self.go.setAccessibleName("บันทึก")
        self.go.setDefault(True)
        set_role(self.go, "primary")
        self.go.clicked.connect(self.submit)
        leave = QPushButton("ยกเลิก", self)
        leave.setObjectName("dialog_cancel")
        leave.setAutoDefault(False)
        leave.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(leave)
        buttons.addWidget(self.go)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(20, 16, 20, 16)
        rows.setSpacing(12)
        rows.addLayout(grid)
        rows.addWidget(self._problem)
        rows.addStretch()
        rows.addLayout(buttons)

    def _add(
        self,
        grid: QGridLayout,
        name: str,
        label: str,
        edit: Any,
        place: tuple[int, int, int],
        *,
        required: bool = False,
    ) -> None:
        edit.setObjectName(name.replace(".", "_"))
        self._edits[name] = edit
        row, column, span = place
        field = Field(label, edit, required=required)
        grid.addWidget(self.form.add(name, field), row, column, 1, span, Qt.AlignmentFlag.AlignTop)

    def _offer_officer(self, key: int, name: str) -> None:
        self._officers.setdefault(key, name)
        box = self._edits["officer"]
        if isinstance(box, QComboBox) and box.findData(key) < 0:
            box.addItem(name, key)

    def _draft(self) -> str:
        return f"case-{self._case_id}-head"

    def _keep_draft(self) -> None:
        typed = self.values()
        if typed == {name: self._base[name] for name in typed}:
            self._ctx.drafts.discard(self._draft())
        else:
            self._ctx.drafts.save(self._draft(), _frozen(typed))


def _choice(codes: type[PostType] | type[Level]) -> QComboBox:
    box = QComboBox()
    box.addItem("ไม่ระบุ", "")
    for code in codes:
        box.addItem(code.label, code.value)
    return box


def _read(edit: QWidget) -> Any:
    if isinstance(edit, BuddhistDateEdit):
        return edit.date()
    if isinstance(edit, QComboBox):
        return edit.currentData()
    if isinstance(edit, QPlainTextEdit):
        return plain(edit.toPlainText()).strip()
    return plain(edit.text()).strip() if isinstance(edit, QLineEdit) else None


def _write(edit: QWidget, value: Any) -> None:
    if isinstance(edit, BuddhistDateEdit):
        edit.set_date(value)
    elif isinstance(edit, QComboBox):
        if value and edit.findData(value) < 0:
            edit.addItem(str(value), value)
        edit.setCurrentIndex(max(edit.findData(value), 0))
    elif isinstance(edit, QPlainTextEdit):
        edit.setPlainText(value or "")
    elif isinstance(edit, QLineEdit):
        edit.setText(value or "")


def _changed(edit: QWidget) -> Any:
    return edit.currentIndexChanged if isinstance(edit, QComboBox) else edit.textChanged


def _frozen(values: dict[str, Any]) -> dict[str, Any]:
    return {k: v.isoformat() if isinstance(v, dt.date) else v for k, v in values.items()}


def _thawed(draft: dict[str, Any]) -> dict[str, Any]:
    values = dict(draft)
    day = values.get("effective_on")
    values["effective_on"] = dt.date.fromisoformat(day) if day else None
    return values
