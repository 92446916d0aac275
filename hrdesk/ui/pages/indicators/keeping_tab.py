"""Finished matters by how long they are kept: what falls due, what is never destroyed."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QWidget

from hrdesk.rules.codes import CaseType
from hrdesk.rules.dates import fiscal_year, fiscal_year_days, thai_date_short
from hrdesk.services.access import Right, Role
from hrdesk.services.file_access import opening_roles, set_restricted_roles
from hrdesk.services.keeping import set_retention
from hrdesk.services.queries.keeping import (
    MOST,
    STATES,
    KeepingFilter,
    KeepingList,
    KeepingRow,
    KeepingState,
    KindRetention,
    keeping_list,
    retention_rules,
)
from hrdesk.services.unit_of_work import UnitOfWork
from hrdesk.ui.context import AppContext, Route
from hrdesk.ui.models.columns import Column
from hrdesk.ui.models.list_table import ListTable
from hrdesk.ui.pages.indicators.keeping_dialogs import (
    OpeningRolesDialog,
    RetentionDialog,
    retention_words,
)
from hrdesk.ui.pages.settings.list_output import ListOutput, MemoryList
from hrdesk.ui.pages.staff.tab import StaffTab
from hrdesk.ui.style import set_role
from hrdesk.ui.widgets.empty_state import EmptyState

STATE_WORDS: dict[KeepingState, str] = {
    "due": "ครบกำหนดเก็บ",
    "kept": "ยังไม่ครบกำหนด",
    "never": "ห้ามทำลาย",
    "unset": "ยังไม่กำหนดอายุ",
}
_ALL = ""
_COMING_YEARS = 3
_KIND_LETTERS = 16
_LAW = (
    "ครบกำหนด คือวันที่เรื่องเสร็จบวกจำนวนปีที่กำหนด นับวันชนวัน · โปรแกรมแสดงรายการเท่านั้น "
    "ไม่ลบและไม่ทำลายสิ่งใดเอง การทำลายให้ทำตามระเบียบของสำนักงาน"
)

COLUMNS = (
    Column("number", "เลขที่", width=80),
    Column("case_type", "ประเภทเรื่อง", width=170),
    Column("name", "ชื่อ–สกุล", width=150, stretch=True),
    Column("unit", "สังกัด", width=120),
    Column("completed_on", "เสร็จเมื่อ", width=100),
    Column("retention", "อายุการเก็บ", width=110, value=lambda row: retention_words(row.retention)),
    Column("falls_due", "ครบกำหนด", width=100),
    Column(
        "source", "ที่มา", width=200, shown=False,
        value=lambda row: row.retention.source if row.retention else "",
    ),
)  # fmt: skip


class KeepingTab(StaffTab):
    """A list narrowed by state, day and kind; setting is for those who manage the office."""

    kinds: ClassVar[frozenset[str]] = frozenset({"case", "office"})

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(ctx, parent)
        self.setObjectName("keeping_tab")
        self._rules: tuple[KindRetention, ...] = ()
        self.model = ListTable(COLUMNS, parent=self)
        self.table = self.make_table(self.model, "keeping", "เรื่องที่เสร็จแล้วตามอายุการเก็บ")
        self.see_case = self.make_action("keeping_case_open", "เปิดเรื่อง", "folder", self._open)
        self.set_class = self.make_action(
            "keeping_set", "กำหนดอายุการเก็บ…", "edit", self._set_class, "F2"
        )
        self.set_roles = self.make_action(
            "keeping_roles", "ผู้เปิดไฟล์ผลงานได้…", "lock", self._ask_roles
        )
        self.output = ListOutput(self, "keeping", self._listed)
        self.state = self._combo("keeping_state", "อายุการเก็บ")
        for state in STATES:
            self.state.addItem(STATE_WORDS[state], state)
        self.until = self._combo("keeping_until", "ครบกำหนดภายใน")
        for words, day in _days(ctx.today()):
            self.until.addItem(words, day)
        self.kind = self._combo("keeping_kind", "ประเภทเรื่อง")
        self.kind.addItem("ทุกประเภทเรื่อง", _ALL)
        # Its long lines give way to the two others, and stand whole in the open list.
        self.kind.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.kind.setMinimumContentsLength(_KIND_LETTERS)
        self.count = QLabel(self)
        self.count.setObjectName("keeping_count")
        set_role(self.count, "muted")
        self.empty = EmptyState(
            "ไม่มีเรื่องในรายการนี้", "เลือกรายการอื่น หรือกำหนดอายุการเก็บของเรื่องแต่ละประเภทก่อน", "", self
        )
        self._stack = self.stacked(self.table, self.empty)
        self._lay_out()
        for combo in (self.state, self.until, self.kind):
            combo.currentIndexChanged.connect(lambda _at: self.refresh())
        offered = [each for each in self.actions_made if each.isVisible()]
        self.table.set_actions(offered)
        self.table.opened.connect(lambda _row: self._open())
        self.table.chosen.connect(lambda _row: self._enable())
        self._enable()

    def refresh(self) -> None:
        """Read the list again."""
        wanted = self.wanted()

        def read(uow: UnitOfWork) -> tuple[tuple[KindRetention, ...], KeepingList]:
            return retention_rules(uow), keeping_list(uow, wanted)

        self.ctx.tasks.query(self, read, self._show, self.failed, "list")

    def wanted(self) -> KeepingFilter:
        """Return what the list is narrowed to."""
        chosen = self.kind.currentData()
        kind = CaseType(chosen) if chosen else None
        return KeepingFilter(self.until.currentData(), self.state.currentData(), kind)

    def _combo(self, name: str, label: str) -> QComboBox:
        combo = QComboBox(self)
        combo.setObjectName(name)
        combo.setAccessibleName(label)
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        return combo

    def _lay_out(self) -> None:
        manages = self.ctx.may(Right.MANAGE_OFFICE)
        for action in (self.set_class, self.set_roles):
            action.setVisible(manages)
            action.setEnabled(manages)
        filters = QHBoxLayout()
        filters.setSpacing(8)
        for combo in (self.state, self.until, self.kind):
            filters.addWidget(combo, 1 if combo is self.kind else 0)
        more = (self.set_roles,) if manages else ()
        self.rows.addLayout(filters)
        self.rows.addLayout(
            self.buttons((self.see_case, self.set_class), more, self.output.actions)
        )
        self.rows.addWidget(self.count)
        self.rows.addWidget(self._stack, 1)
        self.rows.addWidget(self.law)
        self.say_law(_LAW)

    def _show(self, read: tuple[tuple[KindRetention, ...], KeepingList]) -> None:
        self._rules, found = read
        for at, state in enumerate(STATES):
            self.state.setItemText(at, f"{STATE_WORDS[state]} ({found.counts[state]:,} เรื่อง)")
        self.state.updateGeometry()
        self._offer_kinds()
        self.until.setEnabled(self.state.currentData() in ("due", "kept"))
        self.model.set_rows(found.rows)
        shown = len(found.rows)
        self.count.setText(
            f"แสดง {shown:,} เรื่องที่เสร็จก่อน จากทั้งหมด {found.total:,} เรื่อง เลือกประเภทเรื่องเพื่อให้แคบลง"
            if found.total > MOST
            else ""
        )
        self.count.setVisible(found.total > MOST)
        self.output.enable(bool(shown))
        self._stack.setCurrentWidget(self.table if shown else self.empty)
        self._enable()

    def _offer_kinds(self) -> None:
        chosen = self.kind.currentData()
        self.kind.blockSignals(True)
        self.kind.clear()
        self.kind.addItem("ทุกประเภทเรื่อง", _ALL)
        for rule in self._rules:
            words = f"{rule.case_type.label}: {retention_words(rule.retention)}"
            self.kind.addItem(words, rule.case_type.value)
        self.kind.setCurrentIndex(max(self.kind.findData(chosen), 0))
        self.kind.blockSignals(False)

    def _listed(self) -> MemoryList:
        narrowed = [self.state.currentText(), self.kind.currentText()]
        if self.until.isEnabled():
            narrowed.insert(1, self.until.currentText())
        narrowed += [self.count.text()] if self.count.text() else []
        return MemoryList("การเก็บรักษาเรื่อง", " · ".join(narrowed), COLUMNS, self.model.rows())

    def _row(self) -> KeepingRow | None:
        row = self.table.current_row() if self._stack.currentWidget() is self.table else None
        return row if isinstance(row, KeepingRow) else None

    def _enable(self) -> None:
        self.see_case.setEnabled(self._row() is not None)

    def _open(self) -> None:
        row = self._row()
        if row is not None:
            self.ctx.navigate(Route("case", row.id))

    def _set_class(self) -> None:
        if not self._rules or not self.ctx.may(Right.MANAGE_OFFICE):
            return
        row = self._row()
        chosen = self.wanted().case_type or (row.case_type if row is not None else None)
        RetentionDialog(self._rules, chosen, self._save_class, self).open()

    def _save_class(self, dialog: RetentionDialog) -> None:
        command = dialog.command()
        self.ctx.tasks.act(
            dialog,
            lambda uow: set_retention(uow, command),
            lambda _none: self._done(dialog),
            dialog.refused,
            saved="บันทึกอายุการเก็บแล้ว",
        )

    def _ask_roles(self) -> None:
        def arrived(roles: frozenset[Role]) -> None:
            OpeningRolesDialog(roles, self._save_roles, self).open()

        self.ctx.tasks.query(self, opening_roles, arrived, self.failed, "roles")

    def _save_roles(self, dialog: OpeningRolesDialog) -> None:
        command = dialog.command()
        self.ctx.tasks.act(
            dialog,
            lambda uow: set_restricted_roles(uow, command),
            lambda _none: dialog.accept(),
            dialog.refused,
            saved="บันทึกผู้เปิดไฟล์ผลงานแล้ว",
        )

    def _done(self, dialog: RetentionDialog) -> None:
        dialog.accept()
        self.refresh()


def _days(today: dt.date) -> tuple[tuple[str, dt.date], ...]:
    """Return the days up to which a list may be asked for: today, then the ends of fiscal years."""
    year = fiscal_year(today)
    ends = [fiscal_year_days(year + more)[1] for more in range(_COMING_YEARS)]
    return (
        (f"ภายในวันนี้ ({thai_date_short(today)})", today),
        *((f"ภายใน {thai_date_short(end)}", end) for end in ends),
    )
