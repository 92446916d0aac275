"""All papers of a meeting: chosen, looked at, printed, saved, filed with the candidates' cases."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel

from hrdesk.services.meeting_papers import (
    AFTER,
    BEFORE,
    LETTERS,
    MadePaper,
    PaperRow,
    Whose,
    missing_of,
    paper_rows,
    papers_of,
)
from hrdesk.services.papers import PaperOptions, paper_style
from hrdesk.services.queries.meeting_papers import MeetingBook, meeting_book
from hrdesk.services.unit_of_work import BANGKOK, UnitOfWork
from hrdesk.ui.context import AppContext
from hrdesk.ui.dialogs import ask, ask_folder
from hrdesk.ui.messages import words
from hrdesk.ui.models.columns import Column, Status
from hrdesk.ui.models.list_table import ListTable
from hrdesk.ui.pages.forms.opening import edit_forms
from hrdesk.ui.pages.meetings import papers_excel as excel
from hrdesk.ui.pages.meetings import papers_work as work
from hrdesk.ui.pages.meetings.findings_dialog import findings_candidates, open_findings
from hrdesk.ui.pages.settings.list_output import ListOutput, MemoryList
from hrdesk.ui.pages.staff.tab import StaffTab
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable
from hrdesk.ui.widgets.chips import Chips
from hrdesk.ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from hrdesk.documents.style import PaperStyle

STAGES = {BEFORE: "ก่อนประชุม", AFTER: "หลังประชุม", LETTERS: "ประกาศและหนังสือ"}
_ORDER = {stage: place for place, stage in enumerate(STAGES)}
_MANY = 200  # papers: from here on it takes a while


def _mark(row: PaperRow) -> Status | None:
    """What was kept or issued of a line already."""
    mark = row.mark
    if mark is None:
        return None
    if mark.number:
        day = f" ลว. {words(mark.dated)}" if mark.dated is not None else ""
        return Status(f"{mark.number}{day}", "good", "check_circle")
    day = words(mark.at.astimezone(BANGKOK).date())
    return Status(f"เก็บ {mark.count:,} ฉบับ {day}", "good", "check_circle")


def _mark_words(row: PaperRow) -> str:
    """Return what the tip says of the same: with the person and the time."""
    mark, status = row.mark, _mark(row)
    if mark is None or status is None:
        return ""
    return f"{status.word}\n{words(mark.at)} โดย {mark.by}"


def _state(row: PaperRow) -> Status:
    if row.notes:
        return Status(row.notes[0], "warn", "warning")
    if row.letter:
        return Status("ออกเลขเมื่อจัดทำ", "info", "send")
    return Status("พร้อม", "good", "check_circle")


COLUMNS = (
    Column(
        "stage", "ช่วง", width=112, value=lambda row: STAGES[row.stage],
        sort=lambda row: _ORDER[row.stage],
    ),
    Column("title", "เอกสาร", width=300, stretch=True, tooltip=lambda row: row.title),
    Column("about", "เรื่อง/ของ", width=116, tooltip=lambda row: row.about),
    Column("count", "ฉบับ", "right", 52),
    Column("mark", "ออก/เก็บแล้ว", width=196, status=_mark, tooltip=_mark_words),
    Column(
        "notes", "ก่อนพิมพ์ควรทราบ", width=170, status=_state,
        tooltip=lambda row: "\n".join(row.notes),
    ),
)  # fmt: skip


class PapersTab(StaffTab):
    """The tab เอกสาร of one meeting."""

    kinds: ClassVar[frozenset[str]] = frozenset(
        {"meeting", "contest", "committee", "minutes", "form", "person", "paper"}
    )

    def __init__(self, ctx: AppContext, meeting_id: int) -> None:
        super().__init__(ctx)
        self.setObjectName("papers_tab")
        self._id = meeting_id
        self.book: MeetingBook | None = None
        self._rows: tuple[PaperRow, ...] = ()
        self._findings_of: int | None = None
        self.model = ListTable(COLUMNS, parent=self)
        self.table = self.make_table(self.model, "meeting_papers", "เอกสารของการประชุม")
        self._make_actions()
        self.stage = Chips("ช่วง", "papers_stage", several=False, parent=self)
        self.stage.set_options([("all", "ทั้งหมด"), *STAGES.items()])
        self.stage.choose(["all"])
        self.whose = QComboBox(self)
        self.whose.setObjectName("papers_whose")
        self.whose.setAccessibleName("เอกสารของ")
        self.whose.setMinimumWidth(220)
        self.whose.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.whose.addItem("ทุกคน", Whose())
        self.told = QLabel(self)
        self.told.setObjectName("papers_told")
        self.told.setWordWrap(True)
        set_role(self.told, "muted")
        self.empty = EmptyState("ไม่มีเอกสารในช่วงนี้", "เอกสารเกิดขึ้นตามข้อมูลของการประชุม", "ดูทั้งหมด", self)
        self.empty.started.connect(self._show_all)
        self._lay_out()
        self.stage.changed.connect(lambda _keys: self._fill())
        self.whose.activated.connect(lambda _at: self._fill())
        self.table.opened.connect(lambda _row: self.show_chosen())
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._enable())
        self.setFocusProxy(self.table)

    def refresh(self) -> None:
        """Read the meeting again."""
        self.ctx.tasks.query(self, self._read, lambda read: self._show(*read), self.failed, "book")

    def _read(self, uow: UnitOfWork) -> tuple[MeetingBook, tuple[PaperRow, ...]]:
        """Read the meeting and list its papers away from the main thread: they are many."""
        book = meeting_book(uow, self._id)
        return book, paper_rows(book)

    # -- acts -----------------------------------------------------------------------------------

    def show_chosen(self) -> None:
        """Make the chosen papers and show them in one window, to be printed or saved."""
        letter = self._letter()
        if letter is not None:
            work.make_letter(self.ctx, self, self._id, letter)
            return
        papers = self.chosen_papers()
        if not papers:
            return
        lacking = missing_of(papers)
        if lacking:
            self.ctx.notify.warn(f"เอกสารที่เลือกยังขาด: {', '.join(lacking)} จะเว้นว่างไว้")
        work.show_together(self.ctx, self, papers, self.style_now(), self._title(papers))

    def save_each(self) -> None:
        """Write each chosen paper into a file of its own."""
        papers = self.chosen_papers()
        folder = ask_folder(self, "เลือกโฟลเดอร์ที่จะเก็บไฟล์") if papers else None
        if folder is not None:
            work.save_each(self.ctx, self, papers, self.style_now(), folder)

    def save_word(self) -> None:
        """Save the one chosen paper as a Word file."""
        papers = self.chosen_papers()
        if len(papers) == 1:
            work.save_as_word(self.ctx, self, papers[0], self.style_now())

    def file(self) -> None:
        """Keep the chosen papers with the candidates' cases, after asking."""
        papers = self.chosen_papers()
        if not papers:
            return
        cases = {case for paper in papers for case in paper.cases}
        where = (
            f"ลงในเรื่อง {len(cases):,} เรื่อง" if cases else "ในทะเบียนเอกสาร (ไม่มีเรื่องของผู้รับการประเมิน)"
        )
        text = f"เก็บเอกสาร {len(papers):,} ฉบับ {where} พร้อมรหัสตรวจสอบ ตามที่พิมพ์ได้ขณะนี้"
        lines = {paper.row_id for paper in papers}
        kept = [row.title for row in self._rows if row.id in lines and row.mark is not None]
        if kept:
            text += f" เคยเก็บไว้แล้ว: {', '.join(kept)} ฉบับเดิมยังอยู่ และจะเก็บเพิ่มอีกชุด"
        ask(
            self, "เก็บเอกสาร", text, "เก็บ",
            lambda: work.file_papers(self.ctx, self, self._id, papers, self.style_now()),
        )  # fmt: skip

    def edit_minutes(self) -> None:
        """Open the minutes to be edited, drafted from the meeting's data at first."""
        if self.book is None:
            return
        from hrdesk.ui.pages.meetings.minutes_dialog import MinutesDialog

        MinutesDialog(self.ctx, self.book, self.style_now(), self.refresh, self).open()

    def edit_findings(self) -> None:
        """Open what was found of the chosen candidate's qualifications, or of the first."""
        book = self.book
        people = findings_candidates(book) if book is not None else ()
        if book is None or not people:
            return
        wanted = self._findings_of or self.whose.currentData().candidate_id
        self._findings_of = None
        one = next((each for each in people if each.id == wanted), people[0])
        open_findings(self.ctx, book, people, one, self.refresh, self._findings_next, self)

    def _findings_next(self, candidate_id: int) -> None:
        self._findings_of = candidate_id  # opened once the meeting is read with what was saved
        self.refresh()

    def export_sheets(self) -> None:
        """Write every member's score sheet for Excel into a folder."""
        if self.book is not None:
            excel.export_sheets(self.ctx, self, self.book)

    def import_sheets(self) -> None:
        """Read filled sheets back, look, take over."""
        excel.import_sheets(self.ctx, self, self._id, self.refresh)

    def export_summary(self) -> None:
        """Write the results and all points as a workbook."""
        if self.book is not None:
            excel.export_summary(self.ctx, self, self.book)

    def edit_forms(self) -> None:
        """Open the editor of forms at the form of the current line."""
        row: PaperRow | None = self.table.current_row()
        edit_forms(self.ctx, self, row.kind if row is not None else "")

    def chosen_papers(self) -> tuple[MadePaper, ...]:
        """Return the papers of the chosen lines, without letters, narrowed to whose they are."""
        if self.book is None:
            return ()
        book, whose = self.book, self.whose.currentData()
        rows = [self.model.row_at(place) for place in self.table.selected_rows()]
        return tuple(
            paper
            for row in rows
            if row is not None and not row.letter
            for paper in papers_of(book, row, whose)
        )

    def style_now(self) -> PaperStyle:
        """Return how papers look on this PC."""
        assert self.book is not None
        return paper_style(self.book.facts, self.options())

    def options(self) -> PaperOptions:
        """Return this PC's digits and font."""
        return PaperOptions(self.ctx.settings.text("digits"), self.ctx.settings.text("font_file"))

    # -- inside ---------------------------------------------------------------------------------

    def _make_actions(self) -> None:
        self.see = self.make_action("papers_show", "ดู/พิมพ์ที่เลือก", "paper", self.show_chosen)
        self.each = self.make_action("papers_each", "บันทึก PDF แยกไฟล์…", "pdf", self.save_each)
        self.word = self.make_action("papers_word", "บันทึกเป็น Word…", "paper", self.save_word)
        self.keep = self.make_action("papers_file", "เก็บเข้าเรื่อง…", "folder", self.file)
        self.minutes = self.make_action(
            "papers_minutes", "แก้รายงานการประชุม…", "edit", self.edit_minutes, "F2"
        )
        self.found = self.make_action(
            "papers_findings", "ผลตรวจคุณสมบัติ…", "check", self.edit_findings, "F4"
        )
        self.sheets = self.make_action(
            "scores_export", "ส่งออกใบคะแนน Excel…", "export", self.export_sheets
        )
        self.back = self.make_action(
            "scores_import", "นำเข้าใบคะแนน Excel…", "import", self.import_sheets
        )
        self.whole = self.make_action(
            "scores_summary", "สรุปคะแนนเป็น Excel…", "excel", self.export_summary
        )
        self.design = self.make_action(
            "papers_forms", "แบบฟอร์มของสำนักงาน…", "settings", self.edit_forms
        )
        self.output = ListOutput(self, "meeting_papers", self._listed)
        self.table.set_actions((self.see, self.found, self.each, self.word, self.keep))

    def _lay_out(self) -> None:
        more = (self.found, self.each, self.word, self.sheets, self.back, self.whole, self.design)
        self._stack = self.stacked(self.table, self.empty)
        narrow = QHBoxLayout()
        narrow.setSpacing(12)
        narrow.addWidget(self.stage, 1)
        label = QLabel("เอกสารของ", self)
        label.setBuddy(self.whose)
        narrow.addWidget(label)
        narrow.addWidget(self.whose)
        self.rows.addLayout(
            self.buttons((self.see, self.minutes, self.keep), more, self.output.actions, self.see)
        )
        self.rows.addLayout(narrow)
        self.rows.addWidget(self._stack, 1)
        self.rows.addWidget(self.told)
        self.law.hide()

    def _show(self, book: MeetingBook, rows: tuple[PaperRow, ...]) -> None:
        self.book = book
        self._rows = rows
        self._offer_people(book)
        self._fill()
        self.found.setEnabled(bool(findings_candidates(book)))
        if self._findings_of is not None:
            self.edit_findings()

    def _offer_people(self, book: MeetingBook) -> None:
        kept = self.whose.currentData()
        self.whose.clear()
        self.whose.addItem("ทุกคน", Whose())
        for seat in book.detail.members:
            if seat.role != "secretary":
                self.whose.addItem(f"กรรมการ: {seat.name}", Whose(member_id=seat.id))
        for contest in book.contests:
            for each in contest.view.candidates:
                if not each.withdrawn:
                    self.whose.addItem(f"ผู้รับการประเมิน: {each.name}", Whose(candidate_id=each.id))
        at = [self.whose.itemData(place) for place in range(self.whose.count())]
        self.whose.setCurrentIndex(at.index(kept) if kept in at else 0)

    def _fill(self) -> None:
        """Show the lines of the chosen stage that hold a paper of the one chosen."""
        if self.book is None:
            return
        stage = next(iter(self.stage.chosen()), "all")
        rows = [row for row in self._rows if stage in ("all", row.stage)]
        whose: Whose = self.whose.currentData()
        if whose != Whose():
            rows = [row for row in rows if self._has(row, whose)]
        self.model.set_rows(rows)
        self.output.enable(bool(rows))
        self._stack.setCurrentWidget(self.table if rows else self.empty)
        if rows and self.table.current_row() is None:
            self.table.select_id(rows[0].id)
        self._enable()

    def _has(self, row: PaperRow, whose: Whose) -> bool:
        if row.letter:
            return row.candidate_id is not None and row.candidate_id == whose.candidate_id
        return self.book is not None and bool(papers_of(self.book, row, whose))

    def _show_all(self) -> None:
        self.stage.choose(["all"])
        self.whose.setCurrentIndex(0)
        self._fill()

    def _letter(self) -> PaperRow | None:
        rows = [self.model.row_at(place) for place in self.table.selected_rows()]
        return rows[0] if len(rows) == 1 and rows[0] is not None and rows[0].letter else None

    def _enable(self) -> None:
        papers = self.chosen_papers()
        letter = self._letter()
        self.see.setEnabled(bool(papers) or letter is not None)
        self.see.setText("จัดทำหนังสือ…" if letter is not None else "ดู/พิมพ์ที่เลือก")
        self.each.setEnabled(bool(papers))
        self.word.setEnabled(len(papers) == 1)
        self.keep.setEnabled(bool(papers))
        self._tell(papers, letter)

    def _tell(self, papers: Sequence[MadePaper], letter: PaperRow | None) -> None:
        """Say what is chosen and everything it lacks."""
        rows = [self.model.row_at(place) for place in self.table.selected_rows()]
        notes = list(dict.fromkeys(note for row in rows if row is not None for note in row.notes))
        if letter is not None:
            said = ["หนังสือมีเลขที่ จึงเปิดให้ตรวจแก้ก่อนออกทีละฉบับ"]
        elif papers:
            slow = " ใช้เวลาสักครู่ หยุดได้" if len(papers) > _MANY else ""
            said = [f"เลือกไว้ {len(papers):,} ฉบับ{slow}"]
        else:
            said = ["เลือกหลายแถวด้วย Ctrl หรือ Shift · Ctrl+A เลือกทั้งหมด"]
        self.told.setText(breakable(" · ".join([*said, *notes])))

    def _title(self, papers: Sequence[MadePaper]) -> str:
        assert self.book is not None
        if len(papers) == 1:
            return papers[0].title
        titles = {paper.row_id for paper in papers}
        number = self.book.number
        if len(titles) == 1:
            row = next(row for row in self._rows if row.id == papers[0].row_id)
            return f"{row.title} ครั้งที่ {number}"
        return f"เอกสารการประชุมครั้งที่ {number}"

    def _listed(self) -> MemoryList:
        title = "เอกสารของการประชุม"
        told = f"ครั้งที่ {self.book.number} · {self.whose.currentText()}" if self.book else ""
        return MemoryList(title, told, COLUMNS, self.model.rows())
