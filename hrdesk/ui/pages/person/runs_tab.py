"""The stretches of service of a person: what each counts, and the rulings on related time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from hrdesk.rules.dates import thai_date_short
from hrdesk.services.access import Right
from hrdesk.services.rulings import RecordRuling, WithdrawRuling, record_ruling, withdraw_ruling
from hrdesk.ui.actions import make_action
from hrdesk.ui.dialogs import ask_reason
from hrdesk.ui.models.columns import Column
from hrdesk.ui.models.list_table import ListTable
from hrdesk.ui.pages.person.ruling_dialog import RulingDialog
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable
from hrdesk.ui.widgets.data_table import DataTable

if TYPE_CHECKING:
    from hrdesk.services.errors import DomainError
    from hrdesk.services.queries.people import ServiceRunDetail
    from hrdesk.services.queries.standing import RunCounted
    from hrdesk.ui.context import AppContext
    from hrdesk.ui.pages.person.model import Record

LABEL = "ประวัติการรับราชการ"


@dataclass(frozen=True, slots=True)
class RunRow:
    """A stretch of service, with what it counts where that can be counted."""

    id: int
    place: int
    run: ServiceRunDetail
    counted: RunCounted | None


def ruling_words(run: ServiceRunDetail) -> str:
    """Return the ruling on a stretch in one line; nothing where nobody ruled."""
    if not run.related_share:
        return ""
    if run.ruled_on is None:
        return f"{run.related_share} ไม่มีปัญหา: {run.ruled_reason}"
    return f"{run.related_share} {run.ruled_meeting} {thai_date_short(run.ruled_on)}"


def counted_of(row: RunRow) -> str:
    """Return what a stretch counts for the present series."""
    if row.counted is None:
        return ""
    return "รอวินิจฉัย" if row.counted.waiting else row.counted.counted


def _why(row: RunRow) -> str:
    parts = [row.counted.note if row.counted is not None else "", row.run.ruled_reason]
    return "\n".join(part for part in parts if part)


_COLUMNS = (
    Column(
        "started_on", "ตั้งแต่วันที่", width=105, value=lambda row: row.run.started_on,
        sort=lambda row: row.place,
    ),
    Column(
        "ended_on", "ถึงวันที่", width=105, value=lambda row: row.run.ended_on or "ปัจจุบัน",
        sort=lambda row: row.place,
    ),
    Column("title", "ตำแหน่ง", width=200, value=lambda row: row.run.title),
    Column("level", "ระดับ", width=115, value=lambda row: row.run.level),
    Column("counted", "นับได้ในสายงานปัจจุบัน", width=170, value=counted_of, tooltip=_why),
    Column("ruling", "ผลวินิจฉัยเวลาเกื้อกูล", width=200, value=lambda row: ruling_words(row.run),
           tooltip=_why),
    Column("unit", "หน่วยงาน", width=180, value=lambda row: row.run.unit, stretch=True),
    Column("employment", "ประเภทบุคลากร", width=160, value=lambda row: row.run.employment),
    Column("job_series", "สายงาน", width=160, value=lambda row: row.run.job_series, shown=False),
    Column("order_number", "เลขที่คำสั่ง", width=120, value=lambda row: row.run.order_number),
    Column(
        "entitled", "มีสิทธินับเวลาจ้าง", width=130, shown=False,
        value=lambda row: "ใช่" if row.run.entitled else "ไม่",
    ),
)  # fmt: skip


class RunsTab(QWidget):
    """The table with its two acts; rulings are for those who may edit people."""

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("runs_tab")
        self._ctx = ctx
        self._version = 0
        self.model = ListTable(_COLUMNS, parent=self)
        self.table = DataTable(ctx.settings, "person_runs", LABEL, self)
        self.table.set_table(self.model)
        self.rule = make_action(self, "record_ruling", "บันทึกผลวินิจฉัย…", "edit", self.ask_ruling)
        self.take_back = make_action(
            self, "withdraw_ruling", "ยกเลิกผลวินิจฉัย…", "undo", self.ask_withdrawal
        )
        self._hint = QLabel(self)
        self._hint.setObjectName("runs_hint")
        self._hint.setWordWrap(True)
        set_role(self._hint, "muted")
        bar = QHBoxLayout()
        bar.setSpacing(8)
        may = ctx.may(Right.EDIT_PEOPLE)
        if may:
            self.table.set_actions([self.rule, self.take_back])
            for action in (self.rule, self.take_back):
                bar.addWidget(_button(action, self))
        bar.addWidget(self._hint, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 8, 0, 0)
        rows.setSpacing(6)
        rows.addLayout(bar)
        rows.addWidget(self.table, 1)
        self.table.chosen.connect(self._chosen)
        self._chosen(None)

    def show_record(self, record: Record) -> int:
        """Show a person's service; returns how many stretches there are."""
        detail = record.detail
        self._version = detail.version
        counted = {each.run_id: each for each in record.counts}
        rows = [
            RunRow(run.id, place, run, counted.get(run.id))
            for place, run in enumerate(detail.service_runs)
        ]
        self.model.set_rows(rows)
        waiting = sum(each.waiting for each in record.counts)
        self._hint.setText(breakable(_hint(bool(rows), bool(record.counts), waiting)))
        self._chosen(self.table.current_row())
        return len(rows)

    def ask_ruling(self) -> None:
        """Open the form of a ruling on the chosen stretch."""
        row = self.table.current_row()
        if row is None:
            return
        version = self._version

        def save(dialog: RulingDialog, command: Callable[[int, int], RecordRuling]) -> None:
            asked = command(row.id, version)
            self._ctx.tasks.act(
                dialog,
                lambda uow: record_ruling(uow, asked),
                lambda _version: dialog.accept(),
                dialog.refused,
                saved="บันทึกผลวินิจฉัยแล้ว",
            )

        RulingDialog(row.run, self._ctx.today, save, self).open()

    def ask_withdrawal(self) -> None:
        """Ask why a ruling is taken away, and do it."""
        row = self.table.current_row()
        if row is None or not row.run.related_share:
            return
        version = self._version

        def go(reason: str) -> None:
            asked = WithdrawRuling(row.id, version, reason)
            self._ctx.tasks.act(
                self,
                lambda uow: withdraw_ruling(uow, asked),
                failed=self._refused,
                saved="ยกเลิกผลวินิจฉัยแล้ว",
            )

        ask_reason(
            self,
            "ยกเลิกผลวินิจฉัย",
            f"ยกเลิก “{ruling_words(row.run)}” แล้วช่วงนี้จะรอคณะกรรมการพิจารณา",
            "ยกเลิกผลวินิจฉัย",
            go,
        )

    def _refused(self, problem: DomainError) -> None:
        self._ctx.notify.error(problem)

    def _chosen(self, row: RunRow | None) -> None:
        self.rule.setEnabled(row is not None)
        self.take_back.setEnabled(row is not None and bool(row.run.related_share))


def _hint(any_rows: bool, counted: bool, waiting: int) -> str:
    if not any_rows:
        return "ยังไม่มีประวัติการรับราชการ กด แก้ไข (F2) เพื่อเพิ่ม"
    if not counted:
        return "ยังนับเวลาในสายงานปัจจุบันไม่ได้ ต้องมีตำแหน่งวิชาการ สายงาน และวันสำเร็จการศึกษา"
    if waiting:
        return f"มี {waiting} ช่วงที่รอวินิจฉัยว่าเกี่ยวข้องกับสายงานปัจจุบันเพียงใด"
    return ""


def _button(action: QAction, parent: QWidget) -> QPushButton:
    button = QPushButton(action.text(), parent)
    button.setObjectName(f"button_{action.objectName()}")
    button.setAccessibleName(action.text())
    button.setIcon(action.icon())
    button.clicked.connect(action.trigger)
    action.enabledChanged.connect(button.setEnabled)
    button.setEnabled(action.isEnabled())
    return button
