"""ผู้จะครบคุณสมบัติ: by unit, who is eligible for the next level now or within some months."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from hrdesk.rules.sorting import thai_key
from hrdesk.services.access import Right
from hrdesk.services.errors import DomainError
from hrdesk.services.queries.candidates import Candidate, CandidateList, candidates
from hrdesk.ui.actions import make_action
from hrdesk.ui.context import AppContext, Route
from hrdesk.ui.list_output import too_many
from hrdesk.ui.models.list_table import ListTable
from hrdesk.ui.page import Page
from hrdesk.ui.pages.candidates.dialog import CandidateDialog
from hrdesk.ui.pages.candidates.filter_bar import CandidateBar
from hrdesk.ui.pages.candidates.model import (
    COLUMNS,
    Narrowed,
    in_words,
    narrowed,
    total_words,
)
from hrdesk.ui.pages.settings.list_output import MemoryList, export_excel, print_list
from hrdesk.ui.widgets.data_table import DataTable
from hrdesk.ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from hrdesk.ui.tasks import Progress


class CandidatesPage(Page):
    """Counted in the pool, shown with progress and a way to stop; narrowed without counting anew."""

    name: ClassVar[str] = "candidates"
    title: ClassVar[str] = "ผู้จะครบคุณสมบัติ"
    help_page: ClassVar[str] = "candidates"
    kinds: ClassVar[frozenset[str]] = frozenset({"person", "case", "law", "position_group"})

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(ctx, parent)
        self._found: CandidateList | None = None
        self._running: Progress | None = None
        self.bar = CandidateBar(self)
        self.model = ListTable(COLUMNS, parent=self)
        self.table = DataTable(ctx.settings, "candidates", self.title, self)
        self.table.set_table(self.model)
        self.empty = EmptyState(parent=self)
        self._below = QStackedWidget(self)
        self._below.addWidget(self.table)
        self._below.addWidget(self.empty)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        rows.addWidget(self.bar)
        rows.addWidget(self._below, 1)
        self._make_actions()
        self.setFocusProxy(self.table)
        self.bar.changed.connect(self._narrow)
        self.bar.months_changed.connect(lambda _months: self.refresh())
        self.table.opened.connect(self.explain)
        self.table.chosen.connect(self._chosen)
        self.empty.started.connect(self._begin)
        self._chosen(None)

    # -- the page -----------------------------------------------------------------------------

    def open(self, route: Route) -> None:
        """Show the list; ``params["unit"]`` narrows it to a unit."""
        self.route = route
        self._stale = False
        self.refresh()

    def refresh(self) -> None:
        """Count anew, in the place of a count that still runs."""
        if self._running is not None:
            self._running.cancel()
        months, ctx = self.bar.months(), self.ctx
        self.bar.say("กำลังตรวจคุณสมบัติของทุกคน…")

        def count(progress: Progress) -> CandidateList:
            def told(done: int, total: int) -> None:
                progress.check()
                progress.step(done, total)

            with ctx.database.read(ctx.actor) as uow:
                return candidates(uow, months, told)

        running = ctx.tasks.work(self, count, self._counted, self._failed, label="กำลังตรวจคุณสมบัติ")
        self._running = running
        running.finished.connect(lambda: self._ended(running))

    def crumbs(self) -> list[tuple[str, Route | None]]:
        """Return the path from the register."""
        return [("บุคลากร", Route("people")), (self.title, None)]

    def actions(self) -> list[QAction]:
        """Return what the page offers at its top right."""
        return [self.excel, self.print]

    def listed(self) -> MemoryList:
        """Return the list as it stands: visible columns in their order, rows as sorted."""
        head = self.table.horizontalHeader()
        order = [head.logicalIndex(at) for at in range(head.count())]
        columns = tuple(COLUMNS[at] for at in order if not self.table.isColumnHidden(at))
        found = self._found
        subtitle = in_words(found, self.bar.narrowed()) if found is not None else ""
        return MemoryList(self.title, subtitle, columns, self.model.rows())

    def explain(self, row: Candidate | None = None) -> None:
        """Show why somebody stands as the list says."""
        chosen = row or self.table.current_row()
        if chosen is not None:
            CandidateDialog(self.ctx, chosen, self).open()

    # -- inside -------------------------------------------------------------------------------

    def _make_actions(self) -> None:
        self.excel = make_action(
            self, "candidates_excel", "ส่งออก Excel", "excel",
            lambda: export_excel(self, self.listed()), "Ctrl+E",
        )  # fmt: skip
        self.print = make_action(self, "print", "พิมพ์รายการ", "print", self._print)
        self.why = make_action(self, "candidate_why", "ดูคุณสมบัติและเหตุผล", "info", self.explain)
        self.why.setToolTip("ดูคุณสมบัติและเหตุผล (Enter)")
        self.record = make_action(
            self, "candidate_person", "เปิดทะเบียนประวัติ", "person", self._open_person
        )
        self.matter = make_action(
            self, "candidate_case", "เปิดเรื่องที่ดำเนินอยู่", "tracking", self._open_case
        )
        self.intake = make_action(
            self, "candidate_take_in", "รับเรื่องของคนนี้", "intake", self._take_in
        )
        taking_in = [self.intake] if self.ctx.may(Right.WORK_CASES) else []
        self.table.set_actions(
            [self.why, self.record, self.matter, *taking_in, self.excel, self.print]
        )

    def _print(self) -> None:
        if not too_many(self.ctx, self.model.rowCount(), "คน"):
            print_list(self, self.listed())

    def _counted(self, found: CandidateList) -> None:
        self._found = found
        units = sorted({row.unit for row in found.rows if row.unit}, key=thai_key)
        self.bar.set_units(units)
        wanted = self.route.params.get("unit", "")
        if wanted in units and not self.bar.unit.value():
            self.bar.unit.set_value(wanted)
        self._narrow(self.bar.narrowed())

    def _narrow(self, wanted: Narrowed) -> None:
        found = self._found
        if found is None:
            return
        rows = narrowed(found.rows, wanted)
        self.model.set_rows(rows)
        self.bar.say(total_words(found, len(rows)))
        for action in (self.excel, self.print):
            action.setEnabled(bool(rows))
        self._below.setCurrentWidget(self.table if rows else self.empty)
        if not rows:
            self._say_why(found)

    def _say_why(self, found: CandidateList) -> None:
        if not found.has_times:
            self.bar.say("")
            self.empty.say(
                f"ชุดกฎของ{found.agency.label}ไม่มีตารางระยะเวลาขั้นต่ำ",
                "จึงคำนวณรายชื่อผู้จะครบไม่ได้ ให้ตรวจรายคนตามมาตรฐานกำหนดตำแหน่ง",
            )
        elif found.refused:
            self.bar.say("")
            self.empty.say("ยังคำนวณไม่ได้", found.refused)
        elif found.rows:
            self.empty.say("ไม่มีผู้ที่ตรงกับตัวกรอง", "ลองเลือกสถานะอื่น หรือล้างตัวกรอง", "ล้างตัวกรอง")
        else:
            self.empty.say(
                "ยังไม่มีผู้ที่จะครบคุณสมบัติในช่วงนี้",
                "ลองเลือกช่วงที่ยาวขึ้น ทะเบียนต้องมีตำแหน่ง สายงาน ประวัติการรับราชการ และวุฒิการศึกษา",
            )

    def _begin(self) -> None:
        if self._found is None:
            self.refresh()
        else:
            self.bar.clear()

    def _ended(self, running: Progress) -> None:
        if self._running is not running:
            return  # another count took its place
        self._running = None
        if running.cancelled:
            self._stopped()

    def _stopped(self) -> None:
        if self._found is not None:
            self._narrow(self.bar.narrowed())
            return
        self.bar.say("")
        self.empty.say("หยุดตรวจแล้ว", "ยังไม่ได้ตรวจครบทุกคน จึงไม่แสดงรายชื่อ", "ตรวจใหม่")
        self._below.setCurrentWidget(self.empty)

    def _failed(self, problem: DomainError) -> None:
        self.bar.say("")
        self.ctx.notify.error(problem, self.refresh)

    def _chosen(self, row: Candidate | None) -> None:
        for action in (self.why, self.record, self.intake):
            action.setEnabled(row is not None)
        self.matter.setEnabled(row is not None and row.matter_id is not None)

    def _open_person(self) -> None:
        row = self.table.current_row()
        if row is not None:
            self.ctx.navigate(Route("person", row.id))

    def _open_case(self) -> None:
        row = self.table.current_row()
        if row is not None and row.matter_id is not None:
            self.ctx.navigate(Route("case", row.matter_id))

    def _take_in(self) -> None:
        row = self.table.current_row()
        if row is not None:
            self.ctx.navigate(Route("intake", params={"person": str(row.id)}))
