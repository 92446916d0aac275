"""The result of a meeting's contests: the order and why, what the committee decides, the end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from hrdesk.services.access import Right
from hrdesk.services.queries.meetings import ContestView, MeetingDetail, meeting_detail
from hrdesk.services.queries.results import ResultView, SentResult, result_view
from hrdesk.services.unit_of_work import UnitOfWork
from hrdesk.ui.context import AppContext, Route
from hrdesk.ui.messages import words
from hrdesk.ui.models.list_table import ListTable
from hrdesk.ui.pages.calculator.results import Line, as_text, reasons
from hrdesk.ui.pages.calculator.tree import ResultTree
from hrdesk.ui.pages.meetings.result_acts import ResultActs
from hrdesk.ui.pages.meetings.result_annex import DRAFT, head_line, widen
from hrdesk.ui.pages.meetings.result_model import (
    PERSON,
    WORK,
    ShownRow,
    columns,
    live_rows,
    paper_columns,
)
from hrdesk.ui.pages.scoring.entry_bar import contest_box, contest_rows, fill_box
from hrdesk.ui.pages.settings.list_output import ListOutput, MemoryList
from hrdesk.ui.pages.settings.tab import action_button
from hrdesk.ui.pages.staff.tab import StaffTab
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable
from hrdesk.ui.widgets.data_table import DataTable
from hrdesk.ui.widgets.empty_state import EmptyState

_WIDE = 1300  # pixels from which the reasons stand beside the table, not below it
_MOST_OPEN = 2  # hindrances that are said at once; the others are behind a button


@dataclass(frozen=True, slots=True)
class Loaded:
    """A meeting, its chosen contest, and that contest's result where it can be worked out."""

    meeting: MeetingDetail
    chosen: ContestView | None
    view: ResultView | None


class ResultTab(StaffTab):
    """The tab ผล of one meeting."""

    kinds: ClassVar[frozenset[str]] = frozenset({"meeting", "contest", "committee"})

    def __init__(self, ctx: AppContext, meeting_id: int, parent: QWidget | None = None) -> None:
        super().__init__(ctx, parent)
        self.setObjectName("result_tab")
        self.law.hide()
        self._id = meeting_id
        self._contest_id: int | None = None
        self._meeting: MeetingDetail | None = None
        self.view: ResultView | None = None
        self.rows_shown: tuple[ShownRow, ...] = ()
        self.acts = ResultActs(self)
        self._make_actions()
        self.output = ListOutput(self, "result", self._listed)
        self.contest = contest_box(self, "result_contest")
        self.contest.activated.connect(lambda _at: self._choose(self.contest.currentData()))
        self.state = self._label("result_state")
        self.open = self._label("result_open")
        self.all_open = QPushButton(self)
        self.all_open.setObjectName("result_all_open")
        self.all_open.setAutoDefault(False)
        set_role(self.all_open, "link")
        self.all_open.clicked.connect(lambda _on: self._show_open())
        self.tables = {kind: self._table(kind) for kind in (PERSON, WORK)}
        self.tree = ResultTree(self._text, self)
        widen(self.tree)
        self.empty = EmptyState(parent=self)
        self.empty.started.connect(
            lambda: ctx.navigate(Route("meeting", meeting_id, {"tab": "setup"}))
        )
        self._lay_out()
        self._enable()
        self.setFocusProxy(self.contest)

    def _make_actions(self) -> None:
        act, acts = self.make_action, self.acts
        self.tie = act("result_tie", "ตัดสินคะแนนเท่ากัน…", "meeting", acts.decide_tie)
        self.choose = act("result_choose", "ผู้ได้รับเลือก…", "star", acts.choose)
        self.work = act("result_work", "ผลการประเมินผลงาน…", "edit", acts.set_work, "F2")
        self.final = act("result_final", "ทำให้เป็นที่สุด…", "lock", acts.finalise)
        self.send = act("result_send", "ส่งผลไปยังเรื่อง…", "send", acts.send)
        self.reopen = act("result_reopen", "เปิดใหม่เพื่อแก้ไข…", "edit", acts.reopen)
        self.runs = act("result_runs", "ผลที่เป็นที่สุดทุกฉบับ…", "history", acts.show_runs)
        self.untie = act("result_untie", "ถอนมติคะแนนเท่ากัน", "undo", acts.take_tie_back)
        self.case = act("result_case", "เปิดเรื่องของผู้นี้", "forward", self._open_case)
        self.annex = act("result_annex", "พิมพ์วิธีคิด…", "paper", acts.print_annex)

    def _table(self, kind: str) -> DataTable:
        model = ListTable(columns(kind), parent=self)
        table = self.make_table(model, f"result_{kind}", "ผลของผู้เข้ารับการประเมิน")
        table.chosen.connect(lambda _row: self._row_chosen())
        table.opened.connect(lambda _row: self._row_opened())
        table.set_actions((self.tie, self.choose, self.work, self.case))
        return table

    def _label(self, name: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.contest, 1)
        for action in (self.annex, *self.output.actions):
            top.addWidget(action_button(action, self))
        told = QHBoxLayout()
        told.setSpacing(8)
        told.addWidget(self.open, 1)
        told.addWidget(self.all_open, 0, Qt.AlignmentFlag.AlignTop)
        self._tables = QStackedWidget(self)
        for table in self.tables.values():
            self._tables.addWidget(table)
        self.split = QSplitter(Qt.Orientation.Vertical, self)
        self.split.setObjectName("result_split")
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self._tables)
        self.split.addWidget(self.tree)
        self.split.setSizes([300, 220])
        whole = QWidget(self)
        inside = QVBoxLayout(whole)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        first = (self.tie, self.choose, self.work, self.final, self.send, self.reopen)
        inside.addLayout(self.buttons(first, (self.untie, self.case, self.runs), (), self.final))
        inside.addWidget(self.state)
        inside.addLayout(told)
        inside.addWidget(self.split, 1)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(whole)
        self._stack.addWidget(self.empty)
        self._whole = whole
        self.rows.addLayout(top)
        self.rows.addWidget(self._stack, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the reasons beside the table where there is room for both."""
        super().resizeEvent(event)
        wide = self.width() >= _WIDE
        turned = Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical
        if self.split.orientation() != turned:
            self.split.setOrientation(turned)
            self.split.setSizes([780, 520] if wide else [300, 220])

    # -- reading ------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the result again."""
        wanted, meeting_id = self._contest_id, self._id

        def read(uow: UnitOfWork) -> Loaded:
            meeting = meeting_detail(uow, meeting_id)
            chosen = next((each for each in meeting.contests if each.id == wanted), None)
            chosen = chosen or next(iter(meeting.contests), None)
            able = chosen is not None and chosen.scheme is not None
            view = result_view(uow, chosen.id) if chosen is not None and able else None
            return Loaded(meeting, chosen, view)

        self.ctx.tasks.query(self, read, self._show, self.failed, "result")

    def current(self) -> ShownRow | None:
        """Return the chosen candidate."""
        row: ShownRow | None = self.table().current_row()
        return row

    def table(self) -> DataTable:
        """Return the table of the kind of contest that is shown."""
        return self.tables[self._kind()]

    def about_meeting(self) -> str:
        """Return the meeting's number and day, as they are written to the cases."""
        meeting = self._meeting
        if meeting is None:
            return ""
        opened = "" if meeting.opened_at else " (ไม่ได้บันทึกการเปิดประชุม)"
        when = f"วันที่ {words(meeting.held_on)}{opened}"
        return f"การประชุมครั้งที่ {meeting.number}/{meeting.year} {when}"

    def _choose(self, contest_id: int) -> None:
        self._contest_id = contest_id
        self.refresh()

    def _kind(self) -> str:
        return WORK if self.view is not None and self.view.kind == WORK else PERSON

    def _show(self, loaded: Loaded) -> None:
        chosen = loaded.chosen
        self._meeting, self.view = loaded.meeting, loaded.view
        rows = contest_rows(loaded.meeting.contests)
        fill_box(self.contest, rows, chosen.id if chosen else None)
        self._contest_id = chosen.id if chosen else None
        self.rows_shown = live_rows(loaded.view) if loaded.view is not None else ()
        self._say_empty(chosen)
        self._stack.setCurrentWidget(self._whole if self.rows_shown else self.empty)
        table = self.table()
        self._tables.setCurrentWidget(table)
        model = table.model()
        assert isinstance(model, ListTable)
        model.set_rows(self.rows_shown)
        if self.rows_shown and table.current_row() is None:
            table.select_id(self.rows_shown[0].id)
        self._say_state()
        self._row_chosen()

    def _say_empty(self, chosen: ContestView | None) -> None:
        go = "ไปเตรียมประชุม"
        if chosen is None:
            self.empty.say("ยังไม่มีวาระ", "เพิ่มวาระและผู้เข้ารับการประเมินในแท็บเตรียมประชุมก่อน", go)
        elif chosen.scheme is None:
            self.empty.say("วาระนี้ใช้ชุดคะแนนไม่ได้", chosen.problem, go)
        else:
            self.empty.say("วาระนี้ยังไม่มีผู้เข้ารับการประเมิน", "เพิ่มชื่อในแท็บเตรียมประชุมก่อน", go)

    # -- words --------------------------------------------------------------------------------

    def _say_state(self) -> None:
        view = self.view
        if view is None:
            return
        if view.final:
            text, tone = self._final_words(view), "good"
        elif view.runs:
            text = f"เปิดแก้ไขอยู่ ฉบับที่ {view.runs[0].number} ยังเก็บไว้ · {DRAFT}"
            tone = "warn"
        else:
            text, tone = f"{DRAFT} · {self._offer_words(view)}", ""
        set_role(self.state, "plain" if tone else "muted", tone)
        self.state.setText(breakable(text))
        self._say_open(view)

    def _final_words(self, view: ResultView) -> str:
        run = view.runs[0]
        text = f"ผลเป็นที่สุดแล้ว ฉบับที่ {run.number} เมื่อ {words(run.made_at)} โดย {run.made_by}"
        if not run.intact:
            return f"{text} · ข้อมูลที่เก็บไว้ถูกแก้ โปรดแจ้งผู้ดูแลระบบ"
        text += self._sent_words(view)
        if not self.ctx.may(Right.WORK_CASES):
            text += " · ผู้ปฏิบัติงานบุคคลเป็นผู้ส่งผลไปยังเรื่อง"
        return text

    @staticmethod
    def _sent(view: ResultView) -> list[SentResult]:
        """What was written to the cases of this very result."""
        return [each for each in view.sent.values() if each.run == view.runs[0].number]

    def _sent_words(self, view: ResultView) -> str:
        sent, cases = self._sent(view), sum(row.case_id is not None for row in view.rows)
        if not sent:
            return " · ยังไม่ได้ส่งผลไปยังเรื่อง" if cases else ""
        last = max(sent, key=lambda each: each.at)
        return f" · ส่งผลแล้ว {len(sent)} จาก {cases} เรื่อง ล่าสุด {words(last.at)} โดย {last.by}"

    @staticmethod
    def _offer_words(view: ResultView) -> str:
        if view.kind == WORK:
            return "แต่ละคนตัดสินด้วยคะแนนผ่าน ไม่เรียงลำดับ"
        each = "ผู้ที่ผ่านเกณฑ์ทุกคน" if view.per_post is None else f"ไม่เกิน {view.per_post} ชื่อต่อตำแหน่ง"
        return f"{view.posts:,} ตำแหน่ง เสนอชื่อ{each}"

    def _say_open(self, view: ResultView) -> None:
        lines = () if view.final else view.open
        doubts = () if view.final else view.irregular
        self.open.setVisible(bool(lines or doubts))
        self.all_open.setVisible(len(lines) > _MOST_OPEN)
        told = []
        if lines:
            more = len(lines) - _MOST_OPEN
            rest = f" · และอีก {more:,} ข้อ" if more > 0 else ""
            told.append(f"ก่อนทำให้เป็นที่สุด: {' · '.join(lines[:_MOST_OPEN])}{rest}")
        if doubts:
            told.append(f"ต้องบันทึกเหตุผลจึงทำให้เป็นที่สุดได้: {' · '.join(doubts)}")
        self.open.setText(breakable("\n".join(told)))
        set_role(self.open, "plain", "warn")
        self.all_open.setText(f"ดูทั้งหมด {len(lines):,} ข้อ")
        self.all_open.setAccessibleName(self.all_open.text())

    def _show_open(self) -> None:
        """List everything that is still to be done where the reasons stand."""
        lines = self.view.open if self.view is not None else ()
        below = tuple(Line(line) for line in lines)
        self.tree.show_lines((Line("สิ่งที่ต้องทำก่อนทำให้เป็นที่สุด", f"{len(lines):,} ข้อ", children=below),))
        self.tree.setFocus()

    def _row_chosen(self) -> None:
        row = self.current()
        self.tree.show_lines(_why(row) if row is not None else ())
        self._enable()

    def _row_opened(self) -> None:
        if self.work.isVisible() and self.work.isEnabled():
            self.acts.set_work()
        else:
            self.tree.setFocus()

    def _open_case(self) -> None:
        row = self.current()
        if row is not None and row.case_id is not None:
            self.ctx.navigate(Route("case", row.case_id))

    def _enable(self) -> None:
        view, row = self.view, self.current()
        draft = view is not None and not view.final
        final = view is not None and view.final
        person = self._kind() == PERSON
        ties = any(each.waiting or each.decided for each in self.rows_shown)
        _offer(self.tie, person and not final, draft and ties)
        _offer(self.choose, person and not final, draft and bool(self.rows_shown))
        graded = view is not None and bool(view.work_results)
        _offer(self.work, not person and not final and graded, draft and row is not None)
        _offer(self.final, not final, draft and view is not None and not view.open)
        _offer(self.send, final and self.ctx.may(Right.WORK_CASES), final)
        cases = (
            {row.candidate_id for row in view.rows if row.case_id} if view is not None else set()
        )
        all_sent = final and bool(cases) and len(self._sent(view)) == len(cases)
        self.send.setText("ผลที่ส่งไปยังเรื่อง…" if all_sent else "ส่งผลไปยังเรื่อง…")
        _offer(self.reopen, final, final)
        self.untie.setEnabled(draft and any(each.decided for each in self.rows_shown))
        self.runs.setEnabled(view is not None and bool(view.runs))
        self.case.setEnabled(
            row is not None and row.case_id is not None and self.ctx.may(Right.SEE_ALL_CASES)
        )
        self.annex.setEnabled(bool(self.rows_shown))
        self.output.enable(bool(self.rows_shown))

    def _listed(self) -> MemoryList:
        view = self.view
        assert view is not None  # the actions are off without one
        told = [self.about_meeting(), f"ผลฉบับที่ {view.runs[0].number}" if view.final else DRAFT]
        model = self.table().model()
        assert isinstance(model, ListTable)
        return MemoryList(
            f"ผลการประเมิน {view.title}", " · ".join(told), paper_columns(view.kind), model.rows()
        )

    def _text(self) -> str:
        row, view = self.current(), self.view
        return as_text(view.title, _why(row)) if row is not None and view is not None else ""


def _why(row: ShownRow) -> tuple[Line, ...]:
    head = head_line(row)
    return (head,) if row.explanation is None else (head, reasons(row.explanation))


def _offer(action: QAction, visible: bool, enabled: bool) -> None:
    action.setVisible(visible)
    action.setEnabled(visible and enabled)
