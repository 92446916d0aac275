"""Salaries outside rounds: entrants by qualification, former employees, compensation of many."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QHBoxLayout, QWidget

from hrdesk.services.access import Right
from hrdesk.services.award_figures import AwardInputs, AwardKind
from hrdesk.services.awards import (
    DecideAwards,
    SaveAward,
    correct_award,
    decide_awards,
    discard_award,
    save_award,
)
from hrdesk.services.queries.awards import AwardDetail, AwardFilter, AwardLine, award, awards
from hrdesk.ui.context import AppContext, Route
from hrdesk.ui.dialogs import ask, ask_reason
from hrdesk.ui.models.list_table import ListTable
from hrdesk.ui.pages.person.inputs import Choice
from hrdesk.ui.pages.salary.award_dialog import AwardDialog
from hrdesk.ui.pages.salary.award_words import COLUMNS, STATES
from hrdesk.ui.pages.salary.number_dialog import NumberDialog
from hrdesk.ui.pages.settings.list_output import ListOutput, MemoryList
from hrdesk.ui.pages.staff.tab import StaffTab
from hrdesk.ui.widgets.empty_state import EmptyState
from hrdesk.ui.widgets.search_box import SearchBox

if TYPE_CHECKING:
    from collections.abc import Callable

    from hrdesk.services.changes import Result
    from hrdesk.services.paper_drafts import PaperDraft
    from hrdesk.services.papers import PaperOptions
    from hrdesk.services.unit_of_work import UnitOfWork

    _Prepare = Callable[[UnitOfWork, PaperOptions], Result[PaperDraft]]


class AwardsTab(StaffTab):
    """Drafts are edited and thrown away; with an order they are decided and never changed."""

    kinds: ClassVar[frozenset[str]] = frozenset({"salary_award", "person", "law"})

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(ctx, parent)
        self.setObjectName("awards_tab")
        self.model = ListTable(COLUMNS, parent=self)
        self.table = self.make_table(self.model, "awards", "รายการเงินเดือนผู้บรรจุและปรับอัตรา")
        act = self.make_action
        self.add = act("award_add", "เพิ่มรายการ…", "add", self._add, "Ins")
        self.many = act("award_many", "ปรับชดเชยหลายคน…", "people", self._many)
        self.order = act("award_order", "ออกคำสั่ง…", "paper", self._order)
        self.number = act("award_number", "บันทึกเลขคำสั่งที่ออกแล้ว…", "check", self._number)
        self.edit = act("award_edit", "เปิดหรือแก้ร่าง…", "edit", self._open, "F2")
        self.sheet = act("award_sheet", "แบบคำนวณ…", "print", self._sheet)
        self.correct = act("award_correct", "แก้ไขด้วยรายการใหม่…", "undo", self._correct)
        self.discard = act("award_discard", "ทิ้งร่าง…", "close", self._discard)
        self.see_person = act("award_person", "เปิดประวัติบุคคล", "person", self._person)
        self.see_paper = act("award_paper", "เปิดคำสั่งที่ออกไว้", "eye", self._paper)
        self.output = ListOutput(self, "awards", self._listed)
        self.table.set_actions(self.actions_made)
        self.search = SearchBox("ค้นหาชื่อ", "awards_search", self)
        self.kind = Choice(
            "awards_kind", [(each.value, each.label) for each in AwardKind], self, "ทุกชนิด"
        )
        self.kind.setAccessibleName("ชนิดรายการ")
        self.state = Choice(
            "awards_state", [(key, each.word) for key, each in STATES.items()], self, "ทุกสถานะ"
        )
        self.state.setAccessibleName("สถานะ")
        self.empty = EmptyState(
            "ยังไม่มีรายการเงินเดือนของผู้บรรจุหรือผู้ปรับอัตรา",
            "คำนวณเงินเดือนตามคุณวุฒิและปัจจัย ๔ ประการ ของผู้เคยเป็นลูกจ้างหรือพนักงาน "
            "หรือปรับเงินเดือนชดเชยของผู้รับราชการอยู่ก่อน แล้วออกคำสั่งจากที่นี่",
            "เพิ่มรายการ",
            self,
        )
        self.nothing = EmptyState("ไม่พบรายการที่ตรงกับที่กรอง", "", "แสดงทั้งหมด", self)
        self._lay_out()
        self._connect()
        self._enable()

    def refresh(self) -> None:
        """Read the list again."""
        wanted = self._wanted()
        self.ctx.tasks.query(self, lambda uow: awards(uow, wanted), self._show, self.failed, "list")

    def narrow(self, params: Mapping[str, str]) -> None:
        """Show what a route asks for: a state, or begin a new award (``new``)."""
        if "state" in params:
            self.state.set_value(params["state"])

    # -- the list -------------------------------------------------------------------------------

    def _wanted(self) -> AwardFilter:
        code = self.kind.value()
        return AwardFilter(
            AwardKind(code) if code else None, self.state.value(), self.search.query()
        )

    def _show(self, rows: tuple[AwardLine, ...]) -> None:
        self.model.set_rows(rows)
        self.output.enable(bool(rows))
        narrowed = self._wanted() != AwardFilter()
        blank = self.nothing if narrowed else self.empty
        self._stack.setCurrentWidget(self.table if rows else blank)
        waiting = sum(row.state == "draft" for row in rows)
        marked = sum(bool(row.mark) for row in rows)
        told = [f"{len(rows):,} รายการ", f"ร่าง {waiting:,}" if waiting else ""]
        told.append(f"คำนวณตามสูตร รอยืนยัน {marked:,}" if marked else "")
        self.say_law(" · ".join(part for part in told if part) if rows else "")
        self._enable()

    def _all(self) -> None:
        self.kind.set_value("")
        self.state.set_value("")
        self.search.clear()
        self.refresh()

    def _listed(self) -> MemoryList:
        told = [self.kind.currentText(), self.state.currentText(), self.search.query()]
        return MemoryList(
            "รายการเงินเดือนผู้บรรจุและปรับอัตรา", " · ".join(part for part in told if part),
            COLUMNS, self.model.rows(),
        )  # fmt: skip

    def _row(self) -> AwardLine | None:
        found: AwardLine | None = self.table.current_row()
        return found

    def _picked(self) -> list[AwardLine]:
        rows = [self.model.row_at(place) for place in self.table.selected_rows()]
        return [row for row in rows if row is not None]

    def _enable(self) -> None:
        row, picked = self._row(), self._picked()
        draft = row is not None and row.state == "draft"
        one_kind = len({each.kind for each in picked}) == 1
        ready = bool(picked) and all(each.state == "draft" for each in picked) and one_kind
        self.order.setEnabled(ready and self.ctx.may(Right.ISSUE_PAPERS))
        self.number.setEnabled(ready)
        several = f" ({len(picked):,} คน)" if len(picked) > 1 else ""
        self.order.setText(f"ออกคำสั่ง{several}…")
        self.edit.setEnabled(row is not None)
        self.sheet.setEnabled(row is not None and self.ctx.may(Right.ISSUE_PAPERS))
        self.correct.setEnabled(row is not None and row.state == "decided")
        self.discard.setEnabled(draft)
        self.see_person.setEnabled(row is not None)
        self.see_paper.setEnabled(row is not None and row.paper_id is not None)

    # -- acts -----------------------------------------------------------------------------------

    def _add(self) -> None:
        code = self.kind.value()
        kind = AwardKind(code) if code else AwardKind.QUALIFICATION
        AwardDialog(self.ctx, self._save, self, award_kind=kind).open()

    def _open(self) -> None:
        row = self._row()
        if row is not None:
            self.ctx.tasks.query(self, lambda uow: award(uow, row.id), self._opened, self.failed)

    def _opened(self, detail: AwardDetail) -> None:
        if detail.line.state == "draft":
            AwardDialog(self.ctx, self._save, self, detail=detail).open()
            return
        from hrdesk.ui.pages.salary.award_kept import KeptAward

        KeptAward(detail, self).open()

    def _save(self, dialog: AwardDialog, given: AwardInputs) -> None:
        line = dialog.detail.line if dialog.detail is not None else None
        command = SaveAward(given, line.id if line else None, line.version if line else None)

        def done(award_id: int) -> None:
            dialog.accept()
            self.table.select_id(award_id)

        self.ctx.tasks.act(self, lambda uow: save_award(uow, command), done, dialog.refused)

    def _many(self) -> None:
        from hrdesk.ui.pages.salary.compensation_dialog import CompensationDialog

        dialog = CompensationDialog(self.ctx, self)
        dialog.kept.connect(self._kept_many)
        dialog.open()

    def _kept_many(self) -> None:
        self.kind.set_value(AwardKind.COMPENSATION.value)
        self.state.set_value("draft")
        self.refresh()

    def _order(self) -> None:
        from hrdesk.services.award_papers import prepare_award_order

        picked = tuple((row.id, row.version) for row in self._picked())
        if picked:
            self._paper_dialog(
                "order",
                lambda uow, options: prepare_award_order(uow, picked, options),
                f"award-order-{picked[0][0]}",
            )

    def _sheet(self) -> None:
        from hrdesk.services.award_papers import prepare_award_sheet

        row = self._row()
        if row is not None:
            self._paper_dialog(
                "award_sheet",
                lambda uow, options: prepare_award_sheet(uow, row.id, options),
                f"award-sheet-{row.id}",
            )

    def _paper_dialog(self, kind: str, prepare: _Prepare, name: str) -> None:
        from hrdesk.ui.pages.papers.dialog import PaperDialog
        from hrdesk.ui.pages.registers.show_issued import paper_options

        options = paper_options(self.ctx)
        PaperDialog(
            self.ctx, None, kind, self, prepare=lambda uow: prepare(uow, options), name=name
        ).open()

    def _number(self) -> None:
        picked = tuple((row.id, row.version) for row in self._picked())

        def save(dialog: NumberDialog) -> None:
            command = DecideAwards(picked, dialog.number.value(), dialog.dated.date())
            self.ctx.tasks.act(
                self, lambda uow: decide_awards(uow, command), lambda _ids: dialog.accept(),
                dialog.refused, label="กำลังบันทึกคำสั่ง",
            )  # fmt: skip

        if picked:
            NumberDialog(self.ctx, len(picked), save, self).open()

    def _correct(self) -> None:
        row = self._row()
        if row is None:
            return
        text = (
            f"คำสั่งที่ {row.order_number} ของ {row.name} ยังอยู่ตามเดิม "
            "โปรแกรมจะเปิดร่างใหม่จากข้อมูลเดิม เมื่อร่างนั้นมีคำสั่งแล้วจึงใช้แทนรายการนี้"
        )

        def opened(award_id: int) -> None:
            self.table.select_id(award_id)
            self.ctx.tasks.query(self, lambda uow: award(uow, award_id), self._opened, self.failed)

        ask_reason(
            self, "แก้ไขด้วยรายการใหม่", text, "เปิดร่างแก้ไข",
            lambda reason: self.ctx.tasks.act(
                self, lambda uow: correct_award(uow, row.id, reason), opened
            ),
        )  # fmt: skip

    def _discard(self) -> None:
        row = self._row()
        if row is None:
            return
        ask(
            self, "ทิ้งร่าง", f"ร่าง{row.kind.label}ของ {row.name} จะถูกลบ นำกลับมาไม่ได้", "ทิ้งร่าง",
            lambda: self.ctx.tasks.act(
                self, lambda uow: discard_award(uow, row.id, row.version), saved="ทิ้งร่างแล้ว"
            ),
        )  # fmt: skip

    def _person(self) -> None:
        row = self._row()
        if row is not None:
            self.ctx.navigate(Route("person", row.person_id))

    def _paper(self) -> None:
        from hrdesk.ui.pages.registers.show_issued import show_issued

        row = self._row()
        if row is not None and row.paper_id is not None:
            show_issued(self.ctx, self, row.paper_id)

    # -- layout ---------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._stack = self.stacked(self.table, self.empty)
        self._stack.addWidget(self.nothing)
        more = (
            self.number, self.sheet, self.correct, self.discard, self.see_person, self.see_paper,
        )  # fmt: skip
        first = (self.add, self.many, self.order, self.edit)
        self.rows.addLayout(self.buttons(first, more, self.output.actions, self.add))
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.search, 1)
        line.addWidget(self.kind)
        line.addWidget(self.state)
        self.rows.addLayout(line)
        self.rows.addWidget(self._stack, 1)
        self.rows.addWidget(self.law)

    def _connect(self) -> None:
        self.empty.started.connect(self._add)
        self.nothing.started.connect(self._all)
        self.table.opened.connect(lambda _row: self._open())
        self.table.chosen.connect(lambda _row: self._enable())
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._enable())
        self.search.searched.connect(lambda _text: self.refresh())
        self.search.moved_down.connect(self.table.setFocus)
        for choice in (self.kind, self.state):
            choice.currentIndexChanged.connect(lambda _at: self.refresh())
