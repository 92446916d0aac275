"""A person as one reads it: the facts, the service, the degrees, the matters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from hrdesk.rules.codes import CaseStatus
from hrdesk.rules.identity import format_national_id
from hrdesk.rules.names import titled
from hrdesk.services.access import Right
from hrdesk.services.people import reveal_national_id
from hrdesk.ui import icons
from hrdesk.ui.context import AppContext
from hrdesk.ui.models.columns import Column, Status
from hrdesk.ui.models.list_table import ListTable
from hrdesk.ui.pages.case.facts import FactLine, Facts
from hrdesk.ui.pages.person.runs_tab import LABEL as RUNS
from hrdesk.ui.pages.person.runs_tab import RunsTab
from hrdesk.ui.pages.person.salary_tab import LABEL as SALARY
from hrdesk.ui.pages.person.salary_tab import SalaryTab
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable
from hrdesk.ui.widgets.data_table import DataTable
from hrdesk.ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from hrdesk.services.queries.people import PersonDetail
    from hrdesk.ui.pages.person.model import Record

SHOWN_MS = 30_000  # a whole national ID hides itself again after this
_LOW = 480  # pixels of the view below which the facts are running text: half as high
_STATUSES = {
    CaseStatus.IN_PROGRESS: Status(CaseStatus.IN_PROGRESS.label, "info", "current"),
    CaseStatus.COMPLETED: Status(CaseStatus.COMPLETED.label, "good", "check_circle"),
}


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of a table that has no id of its own."""

    id: int
    row: Any


def _of(name: str) -> Any:
    return lambda line: getattr(line.row, name)


_DEGREES = (
    Column("level", "ระดับการศึกษา", width=200, value=_of("level")),
    Column("name", "ชื่อวุฒิ", width=240, value=_of("name")),
    Column("major", "สาขาวิชา", width=200, value=_of("major")),
    Column("institution", "สถาบัน", width=240, value=_of("institution"), stretch=True),
    Column(
        "graduated_on", "วันสำเร็จการศึกษา", width=150, value=_of("graduated_on"), sort=lambda x: x.id
    ),
)
_CASES = (
    Column("number", "เลขที่", width=90, sort=lambda row: row.id),
    Column("received_on", "วันที่รับเรื่อง", width=120),
    Column("case_type", "ประเภทรายการ", width=260),
    Column("status", "สถานะปัจจุบัน", width=150, status=lambda row: _STATUSES[row.status]),
    Column("since", "ณ วันที่", width=120),
    Column("step", "ขั้นตอน", width=220, stretch=True),
)


class RecordView(QWidget):
    """The read side of the page."""

    case_asked = Signal(int)
    intake_asked = Signal()

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("person_view")
        self._ctx = ctx
        self._person_id = 0
        self._masked = ""
        self._hide_id = QTimer(self)
        self._hide_id.setSingleShot(True)
        self._hide_id.setInterval(SHOWN_MS)
        self._hide_id.timeout.connect(self.hide_id)
        self._head = self._make_head()
        self.tabs = QTabWidget(self)
        self.tabs.setObjectName("person_tabs")
        self.tabs.setDocumentMode(True)
        self._models: dict[str, ListTable] = {}
        self.tables: dict[str, DataTable] = {}
        self.runs = RunsTab(ctx, self)
        for key, label, columns in (
            ("cases", "เรื่อง", _CASES),
            ("degrees", "วุฒิการศึกษา", _DEGREES),
        ):
            model = ListTable(columns, parent=self)
            table = DataTable(ctx.settings, f"person_{key}", label, self)
            table.set_table(model)
            self._models[key], self.tables[key] = model, table
            self.tabs.addTab(self._with_empty(table) if key == "cases" else table, label)
        self.tabs.insertTab(1, self.runs, RUNS)
        self._models["runs"], self.tables["runs"] = self.runs.model, self.runs.table
        self.salary = SalaryTab(ctx, self)
        self.tabs.addTab(self.salary, SALARY)
        self.tabs.currentChanged.connect(lambda _at: self._read_salary())
        self.tables["cases"].opened.connect(lambda row: self.case_asked.emit(row.id))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(12)
        rows.addWidget(self._head)
        rows.addWidget(self.tabs, 1)

    def show_record(self, record: Record) -> None:
        """Show a person; the whole ID does not stay when another one comes."""
        detail = record.detail
        if detail.id != self._person_id:
            self._hide_id.stop()
        self._person_id = detail.id
        self._masked = detail.national_id
        self._name.setText(detail.name)
        name, tone, words = (
            ("check_circle", "good", "อยู่ในทะเบียน")
            if detail.active
            else ("skipped", "muted", "พ้นจากทะเบียน")
        )
        self._state.setText(words)
        self._state.setAccessibleName(f"สถานะ {words}")
        icons.set_icon(self._state, name, tone)
        for shown in (self.facts, self.brief):
            shown.set_facts(_facts(detail))
        self._reveal.setVisible(bool(detail.national_id) and self._ctx.may(Right.SEE_NATIONAL_ID))
        if not self._hide_id.isActive():
            self.hide_id()
        self._note.setText(breakable(f"หมายเหตุ: {detail.note}"))
        self._note.setVisible(bool(detail.note))
        filled = {
            "cases": list(record.cases),
            "degrees": [_Line(at, row) for at, row in enumerate(detail.degrees)],
        }
        for key, rows in filled.items():
            self._models[key].set_rows(rows)
        self._cases.setCurrentIndex(0 if record.cases else 1)
        counts = (len(record.cases), self.runs.show_record(record), len(detail.degrees))
        for place, (key, count) in enumerate(
            zip(("cases", "runs", "degrees"), counts, strict=True)
        ):
            label = self.tables[key].accessibleName()
            self.tabs.setTabText(place, f"{label} ({count:,})")
        self._read_salary()

    def _read_salary(self) -> None:
        """Read the salary history when its tab is looked at, and again when the person changed."""
        if self.tabs.currentWidget() is self.salary and self._person_id:
            self.salary.show_person(self._person_id)

    def national_id(self) -> str:
        """Return the ID as it is shown now."""
        return self._id.text()

    def reveal(self) -> None:
        """Show the whole ID for half a minute; the audit says who looked."""
        person_id = self._person_id

        def whole(number: str) -> None:
            if person_id == self._person_id and self.isVisible():
                self._id.setText(format_national_id(number))
                self._reveal.setText("ซ่อน")
                self._hide_id.start()

        if self._hide_id.isActive():
            self.hide_id()
            return
        self._ctx.tasks.act(self, lambda uow: reveal_national_id(uow, person_id), whole, saved=None)

    def hide_id(self) -> None:
        """Hide the ID again."""
        self._hide_id.stop()
        self._id.setText(self._masked or "ยังไม่มี")
        self._reveal.setText("แสดงเต็ม")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell the facts in few lines where the window is low."""
        super().resizeEvent(event)
        low = self.height() < _LOW
        self.facts.setHidden(low)
        self.brief.setVisible(low)

    def hideEvent(self, event: QHideEvent) -> None:
        """Hide the whole ID when the page is left."""
        self.hide_id()
        super().hideEvent(event)

    def _with_empty(self, table: DataTable) -> QStackedWidget:
        first = "รับเรื่องของคนนี้" if self._ctx.may(Right.WORK_CASES) else ""
        empty = EmptyState("ยังไม่มีเรื่องของบุคคลนี้", "", first, self)
        empty.started.connect(self.intake_asked)
        self._cases = QStackedWidget(self)
        self._cases.addWidget(table)
        self._cases.addWidget(empty)
        return self._cases

    def _make_head(self) -> QFrame:
        head = QFrame(self)
        head.setObjectName("person_head")
        set_role(head, "card")
        self._name = QLabel(head)
        self._name.setObjectName("person_name")
        self._name.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        set_role(self._name, "title")
        self._state = QPushButton(head)
        self._state.setObjectName("person_state")
        self._state.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._state.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._state.setStyleSheet("border: none; background: transparent; padding: 0;")
        label = QLabel("เลขประจำตัวประชาชน", head)
        set_role(label, "muted")
        self._id = QLabel(head)
        self._id.setObjectName("person_id")
        self._id.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._reveal = QPushButton("แสดงเต็ม", head)
        self._reveal.setObjectName("reveal_id")
        self._reveal.setAccessibleName("แสดงเลขประจำตัวประชาชนเต็ม")
        self._reveal.setToolTip("แสดง 30 วินาที ระบบบันทึกว่าใครเปิดดู")
        icons.set_icon(self._reveal, "eye")
        self._reveal.clicked.connect(self.reveal)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self._name)
        top.addWidget(self._state)
        top.addStretch()
        for widget in (label, self._id, self._reveal):
            top.addWidget(widget)
        self.facts = Facts("person_facts", head)
        self.brief = FactLine("person_brief", head)
        self.brief.hide()
        self._note = QLabel(head)
        self._note.setObjectName("person_note")
        self._note.setWordWrap(True)
        rows = QVBoxLayout(head)
        rows.setContentsMargins(16, 8, 12, 10)
        rows.setSpacing(6)
        rows.addLayout(top)
        rows.addWidget(self.facts)
        rows.addWidget(self.brief)
        rows.addWidget(self._note)
        return head


def _facts(detail: PersonDetail) -> list[tuple[str, str, str]]:
    post = detail.post
    salary = f"{detail.salary:,.2f} บาท" if detail.salary is not None else ""
    return [
        ("ตำแหน่ง", titled(post.title, post.level) if post else "ยังไม่มี", ""),
        ("ประเภทตำแหน่ง", post.type.label if post else "", ""),
        ("เลขที่ตำแหน่ง", post.number if post else "", ""),
        ("ตำแหน่งระดับควบ", "ใช่" if post and post.linked_level else "", ""),
        ("สายงาน", post.job_series if post else "", ""),
        ("หน่วยงาน", post.unit if post else "", ""),
        ("ประเภทบุคลากร", detail.employment.label, ""),
        ("ดำรงระดับนี้ตั้งแต่", detail.in_level_since, ""),
        ("เงินเดือน", salary, ""),
        ("วันเดือนปีเกิด", detail.birth_date, ""),
        ("วันบรรจุ", detail.entered_on, ""),
        ("ใบอนุญาตประกอบวิชาชีพ", detail.licence, ""),
        ("โทรศัพท์", detail.telephone, ""),
        ("อีเมล", detail.email, ""),
    ]
