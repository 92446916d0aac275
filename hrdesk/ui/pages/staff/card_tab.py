"""The register of state officers' cards: those that end soon, a year's numbers, one person's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QWidget

from hrdesk.rules.staff_codes import CardState
from hrdesk.services.access import Right
from hrdesk.services.cards import (
    EditCard,
    IssueCard,
    IssuedCard,
    edit_card,
    issue_card,
    report_card,
    restore_card,
    void_card,
)
from hrdesk.services.queries.staff import (
    EXPIRES_WITHIN,
    CardFilter,
    CardRow,
    card_years,
    cards,
)
from hrdesk.ui.context import AppContext, Route
from hrdesk.ui.dialogs import ask_reason
from hrdesk.ui.models.columns import Column, Status
from hrdesk.ui.models.list_table import ListTable
from hrdesk.ui.pages.settings.list_output import ListOutput, MemoryList
from hrdesk.ui.pages.staff.card_dialogs import IssueDialog, RegisterDialog, ReportDialog
from hrdesk.ui.pages.staff.tab import StaffTab
from hrdesk.ui.thai_text import plain
from hrdesk.ui.widgets.empty_state import EmptyState
from hrdesk.ui.widgets.search_box import SearchBox
from hrdesk.ui.widgets.spin_box import SpinBox

_ENDING, _ALL = "ending", "all"
_MOST_DAYS = 1000


def state_of(row: CardRow) -> Status:
    """Return how a card stands, in words."""
    if row.state is not CardState.VALID:
        tone = "bad" if row.state in (CardState.LOST, CardState.VOID) else "muted"
        return Status(row.state.label, tone, "close")
    if row.days_left < 0:
        return Status(f"หมดอายุแล้ว {-row.days_left:,} วัน", "bad", "late")
    if row.days_left <= EXPIRES_WITHIN:
        return Status(f"เหลือ {row.days_left:,} วัน", "warn", "clock")
    return Status("ใช้อยู่", "good", "check_circle")


def remark_of(row: CardRow) -> str:
    """Return the register's last column: what replaced or ended the card, and the note."""
    parts = []
    if row.state is CardState.REPLACED:
        parts.append(f"ออกบัตรเลขที่ {row.state_reason} แทน")
    elif row.state_reason:
        parts.append(row.state_reason)
    if row.note:
        parts.append(row.note)
    return " · ".join(parts)


_NUMBER = Column(
    "number", "เลขที่บัตร", width=95, sort=lambda row: (row.year, int(row.number.split("/")[0]))
)
_NAME = Column("name", "ชื่อ–สกุล", width=190)
_POSITION = Column("position", "ตำแหน่ง", width=190, stretch=True)
_UNIT = Column("unit", "สังกัด", width=150)
_CAUSE = Column("cause", "เหตุที่ขอ", width=150)
_ISSUED = Column("issued_on", "วันออกบัตร", width=110)
_EXPIRES = Column("expires_on", "บัตรใช้ได้ถึง", width=110)
_STATE = Column("state", "สถานะ", width=170, status=state_of)
_REMARK = Column("remark", "หมายเหตุ", width=180, value=remark_of, shown=False)
COLUMNS = (
    _NUMBER,
    _NAME,
    _POSITION,
    _EXPIRES,
    _STATE,
    _UNIT,
    _CAUSE,
    _ISSUED,
    Column("state_on", "ณ วันที่", width=110, shown=False),
    _REMARK,
    Column("made_by", "ผู้ออกบัตร", width=130, shown=False),
)
REGISTER = (_NUMBER, _NAME, _POSITION, _UNIT, _CAUSE, _ISSUED, _EXPIRES, _STATE, _REMARK)
"""The columns of ทะเบียนคุม, as it is printed and written to Excel."""


class CardTab(StaffTab):
    """Cards in use that end soon, or the whole register; issue, lost, returned, void."""

    kinds: ClassVar[frozenset[str]] = frozenset({"card", "person"})

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(ctx, parent)
        self.setObjectName("card_tab")
        self._person_id: int | None = None
        self._person_name = ""
        self._may = ctx.may(Right.EDIT_PEOPLE)
        self.model = ListTable(COLUMNS, parent=self)
        self.table = self.make_table(self.model, "cards", "ทะเบียนบัตรประจำตัว")
        self._make_actions()
        self.output = ListOutput(self, "cards", self._listed)
        self.table.set_actions(self.actions_made)
        self.empty = EmptyState(parent=self)
        self.empty.started.connect(self._issue)
        self._stack = self.stacked(self.table, self.empty)
        first = (self.issue, self.renew, self.report) if self._may else ()
        more = (self.edit, self.restore, self.void, self.whose, self.see_person)
        self.rows.addLayout(self.buttons(first, more, self.output.actions, self.issue))
        self.rows.addLayout(self._make_filter())
        self.rows.addWidget(self._stack, 1)
        self.table.opened.connect(lambda _row: self._see_whose())
        self.table.chosen.connect(lambda _row: self._enable())
        self._enable()

    def _make_actions(self) -> None:
        act = self.make_action
        self.issue = act("card_issue", "ออกบัตร…", "add", self._issue)
        self.renew = act("card_renew", "ออกบัตรแทนใบที่เลือก…", "repeat", self._renew)
        self.report = act("card_report", "แจ้งหาย / คืน…", "returned", self._report)
        self.edit = act("card_edit", "แก้ไขทะเบียน…", "edit", self._edit, "F2")
        self.restore = act("card_restore", "นำกลับมาใช้…", "undo", self._restore)
        self.void = act("card_void", "ยกเลิกบัตรที่ออกผิด…", "close", self._void)
        self.whose = act("card_whose", "ดูบัตรทุกใบของผู้นี้", "history", self._see_whose)
        self.see_person = act("card_person_open", "เปิดประวัติบุคคล", "person", self._person)
        for action in (self.issue, self.renew, self.report, self.edit, self.restore, self.void):
            action.setVisible(self._may)

    def _make_filter(self) -> QHBoxLayout:
        self.shown = QComboBox(self)
        self.shown.setObjectName("cards_shown")
        self.shown.setAccessibleName("แสดงบัตร")
        self.shown.addItem("ใกล้หมดอายุ", _ENDING)
        self.shown.addItem("ทุกใบ", _ALL)
        self.days = SpinBox(self)
        self.days.setObjectName("cards_days")
        self.days.setAccessibleName("หมดอายุภายในกี่วัน")
        self.days.setRange(0, _MOST_DAYS)
        self.days.setValue(EXPIRES_WITHIN)
        self.days.setPrefix("ภายใน ")
        self.days.setSuffix(" วัน")
        self.search = SearchBox("ค้นหาเลขที่ ชื่อ ตำแหน่ง สังกัด", "cards_search", self)
        self.found = QLabel(self)
        self.found.setObjectName("cards_found")
        self.shown.currentIndexChanged.connect(lambda _at: self._filtered())
        self.days.valueChanged.connect(lambda _days: self.refresh())
        self.search.searched.connect(lambda _text: self.refresh())
        self.search.moved_down.connect(self.table.setFocus)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.shown)
        row.addWidget(self.days)
        row.addWidget(self.search, 1)
        row.addWidget(self.found)
        return row

    # -- reading ------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the register again."""
        wanted = self.wanted()
        self.ctx.tasks.query(self, lambda uow: cards(uow, wanted), self._show, self.failed, "list")
        self.ctx.tasks.query(self, card_years, self._show_years, self.failed, "years")

    def wanted(self) -> CardFilter:
        """Return what the register is narrowed to."""
        shown = self.shown.currentData()
        return CardFilter(
            text=self.search.query(),
            within=self.days.value() if shown == _ENDING else None,
            year=shown if isinstance(shown, int) else None,
            person_id=self._person_id,
        )

    def narrow(self, params: Mapping[str, str]) -> None:
        """Show one person's cards when a route names the ``person``."""
        person = params.get("person", "")
        if person.isdecimal():
            self._show_person(int(person), params.get("name", ""))

    def _show_years(self, years: tuple[int, ...]) -> None:
        known = [self.shown.itemData(at) for at in range(2, self.shown.count())]
        if known == list(years):
            return
        chosen = self.shown.currentData()
        self.shown.blockSignals(True)
        while self.shown.count() > 2:
            self.shown.removeItem(2)
        for year in years:
            self.shown.addItem(f"เลขที่ของปี {year}", year)
        self.shown.setCurrentIndex(max(self.shown.findData(chosen), 0))
        self.shown.blockSignals(False)

    def _show(self, rows: tuple[CardRow, ...]) -> None:
        self.model.set_rows(rows)
        whose = f"บัตรของ {self._person_name or (rows[0].name if rows else '')} · " * bool(
            self._person_id
        )
        self.found.setText(f"{whose}พบ {len(rows):,} ใบ")
        self.output.enable(bool(rows))
        if not rows:
            self._say_empty()
        self._stack.setCurrentWidget(self.table if rows else self.empty)
        self._enable()

    def _say_empty(self) -> None:
        issue = "ออกบัตร" if self._may else ""
        if self.wanted() == CardFilter():
            text = "ออกบัตรใบแรก โปรแกรมจะให้เลขที่ นับวันหมดอายุ และเตือนก่อนหมด"
            self.empty.say("ยังไม่มีบัตรในทะเบียน", text, issue)
        elif self.wanted() == CardFilter(within=self.days.value()):
            text = "เลือก “ทุกใบ” เพื่อดูทั้งทะเบียน"
            self.empty.say(f"ไม่มีบัตรที่หมดอายุภายใน {self.days.value():,} วัน", text, issue)
        else:
            self.empty.say("ไม่พบบัตรที่ค้นหา", "ลองค้นด้วยคำอื่น หรือเลือก “ทุกใบ”")

    def _filtered(self) -> None:
        self._person_id = None
        self.days.setEnabled(self.shown.currentData() == _ENDING)
        self.refresh()

    def _listed(self) -> MemoryList:
        told = self.shown.currentText()
        if self.shown.currentData() == _ENDING:
            told = f"หมดอายุภายใน {self.days.value():,} วัน หรือหมดแล้ว"
        parts = [told, self.search.query() and f"ค้นหา “{self.search.query()}”"]
        title = "ทะเบียนคุมบัตรประจำตัวเจ้าหน้าที่ของรัฐ"
        return MemoryList(title, " · ".join(filter(None, parts)), REGISTER, self.model.rows())

    def _row(self) -> CardRow | None:
        found: CardRow | None = self.table.current_row()
        return found

    def _enable(self) -> None:
        row = self._row()
        valid = row is not None and row.state is CardState.VALID
        lost = row is not None and row.state in (CardState.LOST, CardState.RETURNED)
        self.report.setEnabled(valid)
        self.void.setEnabled(valid)
        self.renew.setEnabled(valid or lost)
        self.restore.setEnabled(lost)
        for action in (self.edit, self.whose, self.see_person):
            action.setEnabled(row is not None)

    # -- acts ---------------------------------------------------------------------------------

    def _issue(self) -> None:
        IssueDialog(self.ctx, self._save_issue, self).open()

    def _renew(self) -> None:
        row = self._row()
        if row is not None:
            IssueDialog(self.ctx, self._save_issue, self, row).open()

    def _save_issue(self, dialog: IssueDialog) -> None:
        command = IssueCard(
            dialog.person_id() or 0,
            dialog.chosen_cause(),
            dialog.issued_on(),
            dialog.checked(),
            plain(dialog.position.text()),
            plain(dialog.unit.text()),
            plain(dialog.note.toPlainText()),
        )

        def done(card: IssuedCard) -> None:
            dialog.accept()
            words = f"ออกบัตรเลขที่ {card.number} แล้ว"
            self.ctx.notify.saved(words)
            if self.shown.currentData() == _ENDING:  # a new card does not end soon
                self.shown.setCurrentIndex(self.shown.findData(_ALL))
            self.table.select_id(card.id)

        self.ctx.tasks.act(
            self, lambda uow: issue_card(uow, command), done, dialog.refused, saved=None
        )

    def _edit(self) -> None:
        row = self._row()
        if row is None:
            return

        def save(dialog: RegisterDialog) -> None:
            command = EditCard(
                row.id,
                row.version,
                plain(dialog.position.text()),
                plain(dialog.unit.text()),
                plain(dialog.note.toPlainText()),
            )
            self.ctx.tasks.act(
                self,
                lambda uow: edit_card(uow, command),
                lambda _card: dialog.accept(),
                dialog.refused,
                undo=lambda card: (
                    lambda uow: edit_card(
                        uow, EditCard(row.id, card.version, row.position, row.unit, row.note)
                    )
                ),
            )

        RegisterDialog(row, save, self).open()

    def _report(self) -> None:
        row = self._row()
        if row is None:
            return

        def save(dialog: ReportDialog) -> None:
            state, day, why = dialog.chosen(), dialog.day(), dialog.why()
            self.ctx.tasks.act(
                self,
                lambda uow: report_card(uow, row.id, row.version, state, day, why),
                lambda _card: dialog.accept(),
                dialog.refused,
                undo=lambda card: (
                    lambda uow: restore_card(uow, card.id, card.version, "เลิกทำทันทีหลังบันทึก")
                ),
            )

        ReportDialog(self.ctx, row, save, self).open()

    def _restore(self) -> None:
        row = self._row()
        if row is None:
            return
        text = f"บัตรเลขที่ {row.number} ของ {row.name} จะกลับมาเป็นบัตรที่ใช้อยู่"
        ask_reason(
            self, "นำบัตรกลับมาใช้", text, "นำกลับมาใช้",
            lambda reason: self.ctx.tasks.act(
                self, lambda uow: restore_card(uow, row.id, row.version, reason)
            ),
        )  # fmt: skip

    def _void(self) -> None:
        row = self._row()
        if row is None:
            return
        text = (
            f"บัตรเลขที่ {row.number} ของ {row.name} จะถูกยกเลิกและเลขนี้ไม่ใช้อีก "
            "บัตรใบก่อนที่ใบนี้ออกแทนจะกลับมาใช้"
        )
        ask_reason(
            self, "ยกเลิกบัตรที่ออกผิด", text, "ยกเลิกบัตร",
            lambda reason: self.ctx.tasks.act(
                self, lambda uow: void_card(uow, row.id, row.version, reason)
            ),
        )  # fmt: skip

    def _see_whose(self) -> None:
        row = self._row()
        if row is not None:
            self._show_person(row.person_id, row.name)
            self.refresh()

    def _show_person(self, person_id: int, name: str) -> None:
        self.search.set_query("")
        self.shown.blockSignals(True)
        self.shown.setCurrentIndex(self.shown.findData(_ALL))
        self.shown.blockSignals(False)
        self.days.setEnabled(False)
        self._person_id, self._person_name = person_id, name

    def _person(self) -> None:
        row = self._row()
        if row is not None:
            self.ctx.navigate(Route("person", row.person_id))
