"""Entry of a committee's points: stored cell by cell, totals at once, by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import ClassVar

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from hrdesk.services.changes import Change
from hrdesk.services.contests import PUBLICATION
from hrdesk.services.errors import DomainError
from hrdesk.services.score_checks import SheetRef, hand_in, take_back
from hrdesk.ui.actions import make_action
from hrdesk.ui.context import AppContext, Route
from hrdesk.ui.messages import sentence
from hrdesk.ui.pages.meetings.hours import HoursStrip
from hrdesk.ui.pages.scoring.board import Board, Cell
from hrdesk.ui.pages.scoring.entry_bar import EntryBar, contest_rows, fill_box
from hrdesk.ui.pages.scoring.foot import Foot, standing_words
from hrdesk.ui.pages.scoring.grid_model import BY_MEMBER
from hrdesk.ui.pages.scoring.grid_view import GridView
from hrdesk.ui.pages.scoring.hints import hint_words, people_rows
from hrdesk.ui.pages.scoring.reading import Loaded, empty_words, load_contest
from hrdesk.ui.pages.scoring.room import RoomMenu
from hrdesk.ui.pages.scoring.saving import SavedLine, Saver
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable
from hrdesk.ui.widgets.empty_state import EmptyState


class EntryTab(QWidget):
    """The tab ให้คะแนน of one meeting."""

    # Points of its own are followed cell by cell: only what is set up anew is read again whole.
    kinds: ClassVar[frozenset[str]] = frozenset({"meeting", "committee"})

    def __init__(self, ctx: AppContext, meeting_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("entry_tab")
        self.ctx = ctx
        self._meeting_id = meeting_id
        self._contest_id: int | None = None
        self._way = BY_MEMBER
        self._who: dict[str, int] = {}
        self._stale = False
        self._message = False
        self._later: list[Callable[[], None]] = []
        self.saver = Saver(ctx, self)
        self.actions_made: list[QAction] = []
        self._make_actions()
        self.room = RoomMenu(self)
        self.bar = EntryBar((self.send, self.back, self.fill), self.room.button(self.large), self)
        self.strip = HoursStrip(ctx, self)
        self.view = GridView(self)
        self.foot = Foot(self.view, self)
        self.summary = QLabel(self)
        self.summary.setObjectName("score_summary")
        self.summary.setWordWrap(True)
        self.empty = EmptyState("ยังไม่มีวาระให้คะแนน", "", "ไปเตรียมประชุม", self)
        self.empty.started.connect(
            lambda: ctx.navigate(Route("meeting", meeting_id, {"tab": "setup"}))
        )
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.view)
        ctx.bus.changed.connect(self._changed_elsewhere)

    @property
    def board(self) -> Board | None:
        """The points shown; None while there are none."""
        return self.saver.board

    def _make_actions(self) -> None:
        act = self._act
        self.send = act("score_send", "ส่งตรวจทาน", "send", self._hand_in, "Ctrl+Return")
        self.back = act("score_take_back", "ถอนใบ", "returned", self._take_back)
        self.back.setToolTip("ถอนใบของแถวนี้ที่ส่งแล้วแต่ยังไม่ได้ตรวจทาน กลับมาแก้")
        self.fill = act("score_fill", "เติมเผยแพร่", "star", self._fill, "F4")
        self.large = act("score_projector", "เปิดจอใหญ่", "eye", self._turn_projector, "F11")
        self.large.setToolTip("เปิดหรือปิดจอแสดงผลให้ที่ประชุมเห็น (F11)")
        self.fill.setToolTip("เติมคะแนนการเผยแพร่ตามช่องทางที่ระบุไว้ ลงในช่องที่ยังว่างของตารางนี้ (F4)")

    def _act(self, name: str, words: str, picture: str, call: object, keys: str = "") -> QAction:
        action = make_action(self, name, words, picture, call, keys)  # type: ignore[arg-type]
        self.actions_made.append(action)
        return action

    def _lay_out(self) -> None:
        self.hint = QLabel(self)
        self.hint.setObjectName("score_hint")
        self.hint.setTextFormat(Qt.TextFormat.PlainText)
        self.hint.setWordWrap(True)
        self.saved = SavedLine(self.saver, self)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self.hint, 1)
        line.addWidget(self.saved)
        whole = QWidget(self)
        rows = QVBoxLayout(whole)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(4)
        rows.addWidget(self.view, 1)
        rows.addWidget(self.foot)
        rows.addWidget(self.summary)
        rows.addLayout(line)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(whole)
        self._stack.addWidget(self.empty)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 12, 0, 0)
        outer.setSpacing(8)
        outer.addWidget(self.bar)
        outer.addWidget(self.strip)
        outer.addWidget(self._stack, 1)
        self._whole = whole

    def _connect(self) -> None:
        self.bar.contest_chosen.connect(self._choose_contest)
        self.bar.way_chosen.connect(self._choose_way)
        self.bar.who_chosen.connect(self._choose_who)
        self.view.left.connect(self.saver.store)
        self.saver.told.connect(self._told)
        self.saver.refused.connect(self._say)
        self.saver.outdated.connect(self._outdated)
        self.saver.settled.connect(self._catch_up)
        self.view.said.connect(self._say)
        self.view.typing.connect(self._follow)
        self.view.turned.connect(self._turn)
        self.view.took_back.connect(self._undo)
        self.view.did_again.connect(self._redo)
        self.saved.again.clicked.connect(self.view.retry)

    # -- reading ------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the grid again; what is typed is stored first, what failed stays marked."""
        self._stale = False
        self.view.finish(leaving=True)
        self.ctx.tasks.query(
            self, load_contest(self._meeting_id, self._contest_id), self._show, self._failed, "grid"
        )

    def showEvent(self, event: QShowEvent) -> None:
        """Read again where sheets were verified or sent back meanwhile."""
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def _changed_elsewhere(self, changes: frozenset[Change], initiator: QObject | None) -> None:
        if initiator is self or not any(change.kind == "contest" for change in changes):
            return
        self._stale = True
        if self.isVisible():
            self.refresh()

    def _show(self, loaded: Loaded) -> None:
        if self.saver.busy:  # what is on its way arrives first
            self._stale = True
            return
        chosen = loaded.chosen
        fill_box(
            self.bar.contest, contest_rows(loaded.meeting.contests), chosen.id if chosen else None
        )
        self.strip.show_meeting(loaded.meeting)
        words = empty_words(loaded)
        self._stack.setCurrentWidget(self.empty if words else self._whole)
        if words or loaded.grid is None or chosen is None:
            self.empty.say(*(words or ("", "")), "ไปเตรียมประชุม")
            self.saver.board = None
            self._enable()
            return
        same = self.board is not None and self._contest_id == chosen.id
        before, self.saver.board = self.board, Board(loaded.grid, loaded.outlets)
        if same and before is not None and self.board is not None:
            self.board.keep_failed(before)
        self._contest_id = chosen.id
        self._show_board(keep=same)

    def _show_board(self, *, keep: bool) -> None:
        board = self.board
        if board is None:
            return
        people = board.members if self._way == BY_MEMBER else board.candidates
        who = self._who.get(self._way, 0)
        if who not in people:
            present = [id_ for id_, each in board.members.items() if each.present]
            usual = present or list(board.members)
            who = usual[0] if self._way == BY_MEMBER else next(iter(board.candidates))
        self._who[self._way] = who
        here = self.view.currentIndex()
        place = (here.row(), here.column()) if keep and here.isValid() else None
        self.view.table.show(board, self._way, who)
        self.bar.show_way(self._way, people_rows(board, self._way), who)
        if place is not None and self.view.table.index(*place).isValid():
            self.view.go_to(*place)
        else:
            self._to_first_empty()
        self._follow()

    def _to_first_empty(self) -> None:
        board, table = self.board, self.view.table
        places = [(row, at) for at in range(len(table.criteria)) for row in range(table.rowCount())]
        for row, at in places:
            cell = table.cell(row, at)
            if board and cell and board.closed(cell) is None and board.points(cell) is None:
                self.view.go_to(row, at)
                return
        self.view.go_to(0, 0)

    def _failed(self, problem: DomainError) -> None:
        self.ctx.notify.error(problem, self.refresh)

    # -- choosing -----------------------------------------------------------------------------

    def _choose_contest(self, contest_id: int) -> None:
        self.view.finish(leaving=True)
        if contest_id != self._contest_id:
            self._contest_id = contest_id
            self._who.clear()
            self.saver.board = None
            self.refresh()
        self.view.setFocus()

    def _choose_way(self, way: str) -> None:
        self.view.finish(leaving=True)
        cell = self.view.current_cell()
        self._way = way
        if cell is not None:  # look at the same cell the other way
            self._who[way] = cell.member_id if way == BY_MEMBER else cell.candidate_id
        self._show_board(keep=False)
        if cell is not None:
            place = self.view.table.place(cell)
            self.view.go_to(place.row(), place.column())
        self.view.setFocus()

    def _choose_who(self, who: int) -> None:
        self.view.finish(leaving=True)
        self._who[self._way] = who
        self._show_board(keep=False)
        self.view.setFocus()

    def _turn(self, step: int) -> None:
        who = self.bar.neighbour(step)
        if who is None:
            self._say("ถึงคนสุดท้ายแล้ว" if step > 0 else "ถึงคนแรกแล้ว", "info")
        else:
            self._choose_who(who)

    # -- the room -----------------------------------------------------------------------------

    def _turn_projector(self) -> None:
        self.room.turn_window()
        self._tell_room()
        self.view.setFocus()

    def _tell_room(self) -> None:
        row = self.view.currentIndex().row()
        pair = self.view.table.pair(row) if self.board is not None and row >= 0 else None
        self.room.follow(self.board, pair[0] if pair is not None else None)

    # -- storing ------------------------------------------------------------------------------

    def _told(self, cells: set[Cell]) -> None:
        self.view.table.tell(cells)
        self._show_totals()
        if not self._message:  # what was just said of a key is not wiped away by a saving
            self._show_hint()

    def _outdated(self) -> None:
        self._stale = True

    def _catch_up(self) -> None:
        later, self._later = self._later, []
        for call in later:
            call()
        if self._stale and self.isVisible():
            self.refresh()

    def _undo(self) -> None:
        if self.saver.busy:  # what is on its way must be stored before it can be taken back
            self._later.append(self._undo)
            return
        self._go_back(self.board.take_back() if self.board else {}, "undo", "ไม่มีอะไรให้เลิกทำแล้ว")

    def _redo(self) -> None:
        if self.saver.busy:
            self._later.append(self._redo)
            return
        self._go_back(self.board.do_again() if self.board else {}, "redo", "ไม่มีอะไรให้ทำซ้ำแล้ว")

    def _go_back(self, values: Mapping[Cell, Decimal | None], undo: str, none: str) -> None:
        board = self.board
        if board is None or not values:
            self._say(none, "info")
            return
        closed = [problem for cell in values if (problem := board.closed(cell)) is not None]
        if closed:
            self._say(sentence(closed[0]))
            return
        cell = next(iter(values))
        who = cell.member_id if self._way == BY_MEMBER else cell.candidate_id
        if who != self._who[self._way]:
            self._choose_who(who)
        place = self.view.table.place(cell)
        self.view.go_to(place.row(), place.column())
        self.saver.store(values, undo)

    def _fill(self) -> None:
        board = self.board
        if board is None:
            return
        values: dict[Cell, Decimal | None] = {}
        for candidate_id, member_id in self.view.table.pairs():
            cell = Cell(candidate_id, member_id, PUBLICATION)
            points = board.outlets.get(candidate_id)
            if points is not None and board.points(cell) is None and board.closed(cell) is None:
                values[cell] = points
        if values:
            self.saver.store(values)
            self._say(f"เติมคะแนนการเผยแพร่แล้ว {len(values)} ช่อง", "good")
        else:
            self._say("ไม่มีช่องว่างที่เติมได้ ต้องระบุช่องทางเผยแพร่ของผู้เข้ารับการประเมินในแท็บเตรียมประชุมก่อน")

    # -- handing in ---------------------------------------------------------------------------

    def _hand_in(self) -> None:
        board = self.board
        if board is None or not self.view.finish():
            return
        if self.saver.busy or board.failed:
            self._say("ยังมีช่องที่ไม่ได้บันทึก โปรดแก้ช่องสีแดงก่อนส่งตรวจทาน")
            return
        sheets = board.whole_drafts(self.view.table.pairs())
        left = sum(bool(board.missing(pair)) for pair in self.view.table.pairs())
        if not sheets:
            told = f"ยังไม่มีใบที่ครบให้ส่ง อีก {left} ใบยังไม่ครบ"
            self._say(told if left else "ส่งครบทุกใบแล้ว", "bad" if left else "info")
            return
        refs = [SheetRef(each.id or 0, each.version) for each in sheets]

        def done(count: int) -> None:
            more = f" อีก {left} ใบยังไม่ครบ" if left else ""
            self.ctx.notify.saved(f"ส่งตรวจทานแล้ว {count} ใบ{more}")
            self.refresh()

        self.ctx.tasks.act(
            self, lambda uow: hand_in(uow, refs), done, self.ctx.notify.error, saved=None
        )

    def _take_back(self) -> None:
        board, cell = self.board, self.view.current_cell()
        if board is None:
            return
        row = self.view.currentIndex().row()
        pair = cell.pair if cell is not None else self.view.table.pair(max(row, 0))
        sheet = board.grid.sheet(*pair)
        if sheet.id is None or sheet.state != "entered":
            self._say("แถวนี้ไม่มีใบที่รอตรวจทาน")
            return
        ref = SheetRef(sheet.id, sheet.version)
        self.ctx.tasks.act(
            self,
            lambda uow: take_back(uow, ref),
            lambda _count: self.refresh(),
            self.ctx.notify.error,
            saved="ถอนใบคะแนนกลับมาแก้แล้ว",
        )

    # -- telling ------------------------------------------------------------------------------

    def _say(self, words: str, tone: str = "bad") -> None:
        self._message = bool(words)
        if words:
            self._tell_hint(words, "" if tone == "bad" else "plain", tone)
        else:
            self._show_hint()

    def _tell_hint(self, words: str, role: str, tone: str) -> None:
        if self.hint.property("tone") != tone:  # giving a look anew costs more than all the rest
            set_role(self.hint, role, tone)
        self.hint.setText(breakable(words))

    def _follow(self) -> None:
        """Show what stands at the current cell: the totals, and what the keys do."""
        self._message = False
        self._show_totals()
        self._show_hint()

    def _show_totals(self) -> None:
        board, cell = self.board, self.view.current_cell()
        self._enable()
        self.saved.follow()
        if board is None:
            return
        row = self.view.currentIndex().row()
        pair = cell.pair if cell is not None else None
        if pair is None and row >= 0:
            pair = self.view.table.pair(row)
        if pair is not None:
            words = standing_words(board, pair[0])
            self.foot.show_standing(board.standing(pair[0]), words)
            missing = board.all_missing()
            rest = f"ทั้งวาระยังขาด {missing:,} ช่อง" if missing else "ครบทุกใบทั้งวาระแล้ว"
            self.summary.setText(breakable(f"{words}   |   {rest}"))
            self._tell_room()
            self.summary.setToolTip(standing_words(board, pair[0], reasons=True))

    def _show_hint(self) -> None:
        if self.board is not None:
            self._tell_hint(hint_words(self.view, self.board), "muted", "")

    def _enable(self) -> None:
        board = self.board
        final = board is None or board.grid.final
        self.send.setEnabled(not final)
        self.back.setEnabled(not final)
        ids = {each.id for each in self.view.table.criteria}
        self.fill.setVisible(board is not None and PUBLICATION in ids)
        self.fill.setEnabled(not final)
