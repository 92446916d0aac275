"""Who did what and when: the audit as an administrator reads it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from hrdesk.services.queries.audit_log import (
    PROGRAM,
    AuditFilter,
    AuditPage,
    AuditRow,
    AuditUser,
    audit_page,
    audit_users,
)
from hrdesk.ui.audit_actions import ACTIONS
from hrdesk.ui.audit_words import EMPTY, ChangeLine, action_words, change_lines
from hrdesk.ui.context import AppContext
from hrdesk.ui.messages import words
from hrdesk.ui.models.columns import Column
from hrdesk.ui.models.list_table import ListTable
from hrdesk.ui.pages.settings.list_output import ListOutput, MemoryList
from hrdesk.ui.pages.settings.tab import SettingsTab, action_button
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable
from hrdesk.ui.widgets.data_table import DataTable
from hrdesk.ui.widgets.date_edit import BuddhistDateEdit
from hrdesk.ui.widgets.empty_state import EmptyState

# What may be asked for, in one word; each stands for the actions whose codes begin so.
GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ทุกการกระทำ", ()),
    ("การเข้าสู่ระบบ", ("user.sign", "user.inactive_refused")),
    ("ผู้ใช้และรหัสผ่าน", ("user.",)),
    ("เรื่องและขั้นตอน", ("case.", "objection.")),
    ("ไฟล์แนบ", ("attachment.",)),
    ("เอกสารและหนังสือ", ("paper.", "batch.", "form.")),
    ("เลขที่และสมุดทะเบียน", ("number.", "book.")),
    ("แบบหนังสือ", ("template.",)),
    ("คณะกรรมการและการประชุม", ("committee.", "meeting.", "minutes.")),
    ("วาระและผู้เข้ารับการประเมิน", ("contest.", "candidate.")),
    ("คะแนน", ("score.",)),
    ("ประเมินผลการปฏิบัติราชการ", ("appraisal.", "appraisal_round.")),
    ("เงินเดือน", ("salary.", "salary_round.", "award.")),
    ("บัญชีถือจ่าย", ("payroll.",)),
    ("ทะเบียนบุคลากร", ("person.", "people.", "ruling.")),
    ("ทดลองราชการ บัตร และการห้าม", ("probation.", "card.", "bar.")),
    ("ตำแหน่ง", ("post.", "position_group.")),
    ("กฎเกณฑ์และขั้นตอน", ("law.", "procedure.")),
    ("สำนักงานและวันหยุด", ("office.", "office_day.")),
    ("ผู้ลงนาม", ("signatory.",)),
    ("สำรองข้อมูล", ("backup.",)),
)


def actions_of(prefixes: tuple[str, ...]) -> frozenset[str]:
    """Return the action codes of a group; none stands for all."""
    return frozenset(code for code in ACTIONS if code.startswith(prefixes))


def line_words(line: ChangeLine) -> str:
    """Return one change in words; what was not there before has no arrow."""
    before = "" if line.old == EMPTY else f"{line.old} → "
    return f"{line.field}: {before}{line.new}"


def in_short(row: AuditRow) -> str:
    """Return the changes of an entry in one line."""
    parts = [line_words(line) for line in change_lines(row.changes)]
    return " · ".join([*parts, *([f"เหตุผล: {row.reason}"] if row.reason else [])])


COLUMNS = (
    Column("at", "เมื่อ", width=215),
    Column("user_name", "ผู้ใช้", width=170),
    Column("action", "ทำอะไร", width=200, value=lambda row: action_words(row.action)),
    Column("changes", "รายละเอียด", width=320, value=in_short, stretch=True, tooltip=in_short),
)


class AuditTab(SettingsTab):
    """Newest first; narrowed by user, kind of action and days; more on demand."""

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(ctx, parent)
        self.setObjectName("audit_tab")
        self._rows: list[AuditRow] = []
        self._next: int | None = None
        self.table = DataTable(ctx.settings, "audit", "ประวัติการใช้งาน", self)
        self.model = ListTable(COLUMNS, parent=self)
        self.table.set_table(self.model)
        self.table.setSortingEnabled(False)  # sorting one part of a long list would mislead
        self.output = ListOutput(self, "audit", self._listed)
        self.table.set_actions(self.actions_made)
        self.details = QPlainTextEdit(self)
        self.details.setObjectName("audit_details")
        self.details.setAccessibleName("รายละเอียดของรายการที่เลือก")
        self.details.setReadOnly(True)
        self.details.setTabChangesFocus(True)
        self.more = QPushButton("แสดงรายการก่อนหน้านี้อีก", self)
        self.more.setObjectName("audit_more")
        self.more.setAccessibleName(self.more.text())
        self.more.setAutoDefault(False)
        self.more.clicked.connect(self._read_more)
        self.found = QLabel(self)
        self.found.setObjectName("audit_found")
        set_role(self.found, "muted")
        self._lay_out()
        self.table.chosen.connect(self._show_details)
        self.table.opened.connect(lambda _row: self.details.setFocus())

    def _lay_out(self) -> None:
        self._empty = EmptyState(
            "ไม่มีรายการที่ตรงกับที่กรอง", "ลองเลือกช่วงวันที่กว้างขึ้น หรือเลือกทุกคน", parent=self
        )
        both = QSplitter(Qt.Orientation.Vertical, self)
        both.setObjectName("audit_split")
        both.addWidget(self.table)
        both.addWidget(self.details)
        both.setStretchFactor(0, 4)
        both.setStretchFactor(1, 1)
        both.setChildrenCollapsible(False)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(both)
        self._stack.addWidget(self._empty)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self.found)
        foot.addWidget(self.more)
        foot.addStretch()
        for action in self.actions_made:
            foot.addWidget(action_button(action, self))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 12, 0, 0)
        rows.setSpacing(8)
        rows.addLayout(self._filter_line())
        rows.addWidget(self._stack, 1)
        rows.addLayout(foot)

    def _filter_line(self) -> QHBoxLayout:
        self.user = QComboBox(self)
        self.user.setObjectName("audit_user")
        self.user.setAccessibleName("ผู้ใช้")
        self.user.setMinimumWidth(180)
        self.user.addItem("ทุกคน", None)
        self.user.addItem("โปรแกรม (ก่อนเข้าสู่ระบบ)", PROGRAM)
        self.group = QComboBox(self)
        self.group.setObjectName("audit_group")
        self.group.setAccessibleName("การกระทำ")
        for name, prefixes in GROUPS:
            self.group.addItem(name, prefixes)
        self.group.setMaxVisibleItems(len(GROUPS))
        self.first = BuddhistDateEdit(self.ctx.today, "audit_first", self)
        self.first.setAccessibleName("ตั้งแต่วันที่")
        self.last = BuddhistDateEdit(self.ctx.today, "audit_last", self)
        self.last.setAccessibleName("ถึงวันที่")
        for edit in (self.first, self.last):
            edit.setMaximumWidth(170)
            edit.date_changed.connect(lambda _day: self.refresh())
        for box in (self.user, self.group):
            box.currentIndexChanged.connect(lambda _at: self.refresh())
        line = QHBoxLayout()
        line.setSpacing(8)
        for widget in (
            self.user,
            self.group,
            QLabel("ตั้งแต่", self),
            self.first,
            QLabel("ถึง", self),
            self.last,
        ):
            line.addWidget(widget)
        line.addStretch()
        return line

    # -- reading ------------------------------------------------------------------------------

    def wanted(self) -> AuditFilter:
        """Return what the list is narrowed to."""
        return AuditFilter(
            user_id=self.user.currentData(),
            actions=actions_of(tuple(self.group.currentData())),
            first_day=self.first.date(),
            last_day=self.last.date(),
        )

    def in_words(self) -> str:
        """Return what the list is narrowed to, for papers and files."""
        parts = [self.user.currentText(), self.group.currentText()]
        days: list[tuple[str, dt.date | None]] = [
            ("ตั้งแต่", self.first.date()),
            ("ถึง", self.last.date()),
        ]
        parts += [f"{name} {words(day)}" for name, day in days if day is not None]
        return " · ".join(parts)

    def refresh(self) -> None:
        """Read the newest entries of the filter, and who may be chosen."""
        wanted = self.wanted()
        self.ctx.tasks.query(self, audit_users, self._show_users, key="users")
        self.ctx.tasks.query(self, lambda uow: audit_page(uow, wanted), self._show, key="page")

    def _how_many(self) -> str:
        newest = "" if self._next is None else "ล่าสุด"
        return f"{len(self._rows):,} รายการ{newest}"

    def _read_more(self) -> None:
        wanted, before = self.wanted(), self._next
        self.more.setEnabled(False)
        self.ctx.tasks.query(
            self, lambda uow: audit_page(uow, wanted, before), self._show_more, key="page"
        )

    def _show(self, page: AuditPage) -> None:
        self._rows = []
        self.details.clear()
        self._show_more(page)

    def _show_more(self, page: AuditPage) -> None:
        self._rows += page.rows
        self._next = page.next_before
        self.model.set_rows(self._rows)
        self.found.setText(f"แสดง {self._how_many()}")
        self.more.setVisible(self._next is not None)
        self.more.setEnabled(True)
        self._stack.setCurrentIndex(0 if self._rows else 1)
        self.output.enable(bool(self._rows))

    def _show_users(self, users: tuple[AuditUser, ...]) -> None:
        shown = [self.user.itemData(place) for place in range(2, self.user.count())]
        if shown == [user.id for user in users]:
            return
        chosen = self.user.currentData()
        self.user.blockSignals(True)
        while self.user.count() > 2:
            self.user.removeItem(2)
        for user in users:
            self.user.addItem(user.name, user.id)
        self.user.setCurrentIndex(max(0, self.user.findData(chosen)))
        self.user.blockSignals(False)

    def _show_details(self, row: Any) -> None:
        if row is None:
            self.details.clear()
            return
        lines = [f"{words(row.at)} · {row.user_name} · {action_words(row.action)}"]
        lines += [line_words(line) for line in change_lines(row.changes)]
        if row.reason:
            lines.append(f"เหตุผล: {row.reason}")
        self.details.setPlainText(breakable("\n".join(lines)))

    # -- out ----------------------------------------------------------------------------------

    def _listed(self) -> MemoryList:
        # What was not read yet is not written: the paper must say so.
        told = self.in_words() if self._next is None else f"{self.in_words()} · {self._how_many()}"
        return MemoryList("ประวัติการใช้งาน", told, COLUMNS, tuple(self._rows))
