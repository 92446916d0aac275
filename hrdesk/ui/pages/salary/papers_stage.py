"""The last stage of a round: its papers, where each stands, made, printed, issued, kept."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel

from hrdesk.services.papers import paper_style
from hrdesk.services.queries.salary_papers import RoundBook, round_book
from hrdesk.services.salary_papers import (
    LETTERS,
    PERSONS,
    SHEETS,
    RoundPaperRow,
    Whose,
    draft_reason,
    heads_of,
    paper_rows,
    units_of,
)
from hrdesk.ui.context import AppContext, Route
from hrdesk.ui.dialogs import ask
from hrdesk.ui.models.columns import Column, Status
from hrdesk.ui.models.list_table import ListTable
from hrdesk.ui.pages.registers.show_issued import paper_options, show_issued
from hrdesk.ui.pages.salary import papers_work as work
from hrdesk.ui.pages.staff.tab import StaffTab
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable
from hrdesk.ui.widgets.empty_state import EmptyState
from hrdesk.ui.widgets.search_box import SearchBox

STAGES = {SHEETS: "บัญชีและแบบ", LETTERS: "คำสั่งและหนังสือ", PERSONS: "รายคน"}
_ORDER = {stage: place for place, stage in enumerate(STAGES)}
_MANY = 200  # papers: from here on it takes a while


def _state(row: RoundPaperRow) -> Status:
    made = f" · {row.made}" if row.made else ""
    if row.state == "issued":
        return Status(f"เลขที่ {row.number}{made}", "good", "lock")
    if row.state == "kept":
        return Status(f"เก็บแล้ว{made}", "good", "folder")
    if row.state == "draft":
        return Status("ร่าง", "warn", "edit")
    return Status("รอออกเลข" if row.letter else "พร้อม", "info", "send" if row.letter else "paper")


def _note(row: RoundPaperRow) -> str:
    return " · ".join(row.notes)


COLUMNS = (
    Column(
        "stage", "หมวด", width=124, value=lambda row: STAGES[row.stage],
        sort=lambda row: _ORDER[row.stage],
    ),
    Column("title", "เอกสาร", width=330, stretch=True, tooltip=lambda row: row.title),
    Column("count", "ฉบับ", "right", 60),
    Column("state", "สถานะ", width=190, status=_state, tooltip=lambda row: _state(row).text),
    Column("notes", "ควรทราบ", width=170, value=_note, tooltip=_note),
)  # fmt: skip


class PapersStage(StaffTab):
    """The papers of one round; reads for itself, as its figures are those of the whole round."""

    kinds: ClassVar[frozenset[str]] = frozenset(
        {"salary_round", "salary_choice", "payroll", "appraisal_round", "paper", "number", "office"}
    )
    own_reading: ClassVar[bool] = True

    def __init__(self, ctx: AppContext, round_id: int) -> None:
        super().__init__(ctx)
        self.setObjectName("papers_stage")
        self._id = round_id
        self.book: RoundBook | None = None
        self.model = ListTable(COLUMNS, parent=self)
        self.table = self.make_table(self.model, "round_papers", "เอกสารของรอบเงินเดือน")
        self.whose = QComboBox(self)
        self.whose.setObjectName("round_papers_whose")
        self.whose.setAccessibleName("เอกสารรายคนของ")
        self.whose.setMinimumWidth(220)
        self.whose.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.whose.addItem("ทุกสังกัด", None)
        self.search = SearchBox("ชื่อคน (เฉพาะเอกสารรายคน)", "round_papers_search", self)
        self.told = QLabel(self)
        self.told.setObjectName("round_papers_told")
        self.told.setWordWrap(True)
        set_role(self.told, "muted")
        self.empty = EmptyState(
            "ยังไม่มีเอกสาร", "เอกสารเกิดจากคนในบัญชีถือจ่ายของรอบนี้", "ไปบัญชีถือจ่าย", self
        )
        self.empty.started.connect(
            lambda: ctx.navigate(Route("salary_round", round_id, {"tab": "payroll"}))
        )
        self._make_actions()
        self._lay_out()
        self.whose.activated.connect(lambda _at: self._enable())
        self.search.searched.connect(lambda _text: self._enable())
        self.search.moved_down.connect(self.table.setFocus)
        self.table.opened.connect(lambda _row: self.open_current())
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._enable())
        self.setFocusProxy(self.table)

    def refresh(self) -> None:
        """Read the round and its papers again."""
        self.ctx.tasks.query(
            self, lambda uow: round_book(uow, self._id), self._show, self.failed, "book"
        )

    # -- acts -----------------------------------------------------------------------------------

    def open_current(self) -> None:
        """Do what the current line asks for: show what was issued, issue, or show it as it is."""
        row: RoundPaperRow | None = self.table.current_row()
        if row is not None and row.paper_id is not None:
            self.show_kept()
        elif self.issuing.isEnabled():
            self.issue()
        else:
            self.show_chosen()

    def show_chosen(self) -> None:
        """Make the chosen papers and show them in one window, to be printed or saved."""
        chosen = self.chosen()
        if chosen is not None:
            work.show_together(self.ctx, self, chosen)

    def show_kept(self) -> None:
        """Show the newest paper that was issued or kept of the current line, as it was."""
        row: RoundPaperRow | None = self.table.current_row()
        if row is not None and row.paper_id is not None:
            show_issued(self.ctx, self, row.paper_id)

    def issue(self) -> None:
        """Open the draft of the chosen order or letter, to be numbered and issued."""
        rows = self._rows()
        if len(rows) == 1 and rows[0].letter:
            work.issue_letter(self.ctx, self, self._id, rows[0])

    def save_together(self) -> None:
        """Write all chosen papers into one PDF."""
        chosen = self.chosen()
        if chosen is not None:
            work.save_together(self.ctx, self, chosen)

    def save_apart(self) -> None:
        """Write each chosen paper into a file of its own."""
        chosen = self.chosen()
        if chosen is not None:
            work.save_apart(self.ctx, self, chosen)

    def save_word(self) -> None:
        """Save the one chosen paper as a Word file."""
        chosen = self.chosen()
        if chosen is not None and self.count() == 1:
            work.save_word(self.ctx, self, chosen)

    def save_tables(self) -> None:
        """Write every table of the round as a workbook."""
        if self.book is not None:
            work.save_tables(self.ctx, self, self.book)

    def keep(self) -> None:
        """Keep the chosen papers as they can be printed now, after asking."""
        chosen = self.chosen()
        if chosen is None:
            return
        text = (
            f"เก็บ {len(chosen.rows):,} รายการไว้กับรอบนี้ตามที่พิมพ์ได้ขณะนี้ พร้อมรหัสตรวจสอบ "
            "เปิดดูภายหลังได้จากรายการนี้และจากทะเบียนเอกสาร"
        )
        ask(self, "เก็บเอกสาร", text, "เก็บ", lambda: work.keep(self.ctx, self, self._id, chosen))

    def chosen(self) -> work.Chosen | None:
        """Return the chosen lines with whose papers are wanted; None where none is."""
        rows = self._rows()
        if self.book is None or not rows:
            return None
        style = paper_style(self.book.facts, paper_options(self.ctx))
        return work.Chosen(self.book, rows, self.narrowed(), style)

    def narrowed(self) -> Whose:
        """Return whose papers are wanted of those about persons."""
        return Whose(self.whose.currentData(), self.search.query())

    def count(self) -> int:
        """Return how many papers the chosen lines are, for those they are wanted of."""
        rows = self._rows()
        persons = sum(row.stage == PERSONS for row in rows)
        heads = heads_of(self.book, self.narrowed()) if self.book is not None and persons else 0
        return len(rows) - persons + persons * heads

    # -- inside ---------------------------------------------------------------------------------

    def _rows(self) -> tuple[RoundPaperRow, ...]:
        rows = [self.model.row_at(place) for place in self.table.selected_rows()]
        return tuple(row for row in rows if row is not None)

    def _make_actions(self) -> None:
        self.see = self.make_action(
            "round_papers_show", "ดู/พิมพ์ที่เลือก", "print", self.show_chosen, "Ctrl+P"
        )
        self.issuing = self.make_action(
            "round_papers_issue", "ออกเลข…", "send", self.issue, "Ctrl+Return"
        )
        self.kept = self.make_action(
            "round_papers_kept", "เปิดฉบับที่ออกหรือเก็บไว้", "paper", self.show_kept
        )
        self.one = self.make_action(
            "round_papers_one", "บันทึก PDF ไฟล์เดียว…", "pdf", self.save_together
        )
        self.each = self.make_action(
            "round_papers_each", "บันทึก PDF แยกไฟล์…", "folder", self.save_apart
        )
        self.word = self.make_action("round_papers_word", "บันทึกเป็น Word…", "edit", self.save_word)
        self.keeping = self.make_action("round_papers_keep", "เก็บไว้กับรอบ…", "save", self.keep)
        self.tables = self.make_action(
            "round_papers_excel", "ส่งออก Excel ทุกตาราง…", "excel", self.save_tables
        )
        self.table.set_actions(
            (self.see, self.issuing, self.kept, self.one, self.each, self.word, self.keeping)
        )

    def _lay_out(self) -> None:
        self._stack = self.stacked(self.table, self.empty)
        label = QLabel("เอกสารรายคนของ", self)
        label.setBuddy(self.whose)
        narrow = QHBoxLayout()
        narrow.setSpacing(12)
        narrow.addWidget(label)
        narrow.addWidget(self.whose)
        narrow.addWidget(self.search, 1)
        more = (self.kept, self.each, self.word, self.keeping)
        first = (self.see, self.issuing, self.one)
        self.rows.addLayout(self.buttons(first, more, (self.tables,), self.see))
        self.rows.addLayout(narrow)
        self.rows.addWidget(self._stack, 1)
        self.rows.addWidget(self.told)
        self.law.hide()

    def _show(self, book: RoundBook) -> None:
        self.book = book
        self._offer_units(book)
        rows = paper_rows(book) if book.view.lines else ()
        self.model.set_rows(rows)
        self.tables.setEnabled(bool(rows))
        self._stack.setCurrentWidget(self.table if rows else self.empty)
        if rows and self.table.current_row() is None:
            self.table.select_id(rows[0].id)
        self._enable()

    def _offer_units(self, book: RoundBook) -> None:
        kept = self.whose.currentData()
        self.whose.clear()
        self.whose.addItem("ทุกสังกัด", None)
        for unit in units_of(book):
            heads = book.view.totals.units[unit].heads
            self.whose.addItem(f"{unit or 'ไม่ระบุสังกัด'} ({heads:,} คน)", unit)
        at = [self.whose.itemData(place) for place in range(self.whose.count())]
        self.whose.setCurrentIndex(at.index(kept) if kept in at else 0)

    def _enable(self) -> None:
        rows, draft = self._rows(), self.book is None or self.book.draft
        final = self.book is not None and self.book.view.state == "final"
        one = len(rows) == 1
        count = self.count()
        for action in (self.see, self.one, self.each):
            action.setEnabled(count > 0)
        waits = one and rows[0].letter and final and not draft and rows[0].state != "issued"
        self.issuing.setEnabled(waits)
        self.kept.setEnabled(one and rows[0].paper_id is not None)
        self.word.setEnabled(count == 1)
        self.keeping.setEnabled(bool(rows) and not draft and not any(row.letter for row in rows))
        self._tell(rows, count)

    def _tell(self, rows: tuple[RoundPaperRow, ...], count: int) -> None:
        """Say what is chosen, whether it is a draft, and everything one should know of it."""
        if self.book is None:
            return
        said = []
        if draft_reason(self.book):
            said.append(f"ทุกแผ่นพิมพ์คำว่า ร่าง: {draft_reason(self.book)}")
        elif self.book.view.state != "final":
            said.append("รอบนี้มีรอบใหม่แทนแล้ว เอกสารที่เห็นเป็นของรอบเดิม")
        if rows:
            slow = " ใช้เวลาสักครู่ หยุดได้" if count > _MANY else ""
            said.append(f"เลือกไว้ {count:,} ฉบับ{slow}" if count else "ไม่มีคนที่ตรงกับที่เลือก")
        else:
            said.append("เลือกหลายแถวด้วย Ctrl หรือ Shift · Ctrl+A เลือกทั้งหมด")
        said += dict.fromkeys(note for row in rows for note in row.notes)
        self.told.setText(breakable(" · ".join(said)))
