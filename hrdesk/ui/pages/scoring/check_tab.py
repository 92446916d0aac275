"""Checking sheets by a second person: looked at and confirmed, or keyed again unseen."""

from __future__ import annotations

from typing import ClassVar, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from hrdesk.services.errors import DomainError
from hrdesk.services.queries.scores import SheetView
from hrdesk.services.score_checks import SheetRef, reject, supersede, verify
from hrdesk.ui.actions import make_action
from hrdesk.ui.context import AppContext, Route
from hrdesk.ui.dialogs import ask_reason
from hrdesk.ui.models.columns import Column, Status
from hrdesk.ui.models.list_table import ListTable
from hrdesk.ui.pages.scoring.board import Board, Pair
from hrdesk.ui.pages.scoring.check_sheet import CheckSheet
from hrdesk.ui.pages.scoring.entry_bar import contest_box, contest_rows, fill_box
from hrdesk.ui.pages.scoring.reading import Loaded, empty_words, load_contest
from hrdesk.ui.pages.scoring.rekey_sheet import RekeySheet
from hrdesk.ui.pages.scoring.words import candidate_words, member_words, points_words, sheet_status
from hrdesk.ui.pages.settings.tab import action_button
from hrdesk.ui.widgets.data_table import DataTable
from hrdesk.ui.widgets.empty_state import EmptyState

_WAITING, _VERIFIED, _ALL = "entered", "verified", "all"
_SHOWN = ((_WAITING, "รอตรวจทาน"), (_VERIFIED, "ตรวจทานแล้ว"), (_ALL, "ทุกใบ"))


class SheetRow(NamedTuple):
    """One sheet of the list."""

    id: str
    pair: Pair
    member: str
    candidate: str
    total: str
    status: Status
    sheet: SheetView


COLUMNS = (
    Column("member", "กรรมการ", width=115, tooltip=lambda row: row.member),
    Column(
        "candidate", "ผู้เข้ารับการประเมิน", width=150, stretch=True, tooltip=lambda row: row.candidate
    ),
    Column("total", "รวม", "right", width=56),
    Column("state", "ใบคะแนน", width=125, status=lambda row: row.status),
)
BLIND = tuple(column for column in COLUMNS if column.key != "total")
"""Where sheets are keyed again, the list must not tell what they sum to."""


class CheckTab(QWidget):
    """The tab ตรวจทาน of one meeting: sheets at the left, the chosen one large at the right."""

    kinds: ClassVar[frozenset[str]] = frozenset({"meeting", "committee", "contest"})

    def __init__(self, ctx: AppContext, meeting_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("check_tab")
        self.ctx = ctx
        self._meeting_id = meeting_id
        self._contest_id: int | None = None
        self._after: Pair | None = None
        self._next_tab = "entry"  # where the empty list leads to
        self.board: Board | None = None
        self.actions_made: list[QAction] = []
        self._make_actions()
        self.contest = contest_box(self, "check_contest")
        self.contest.activated.connect(lambda _at: self._choose(self.contest.currentData()))
        self.shown = QComboBox(self)
        self.shown.setObjectName("check_shown")
        self.shown.setAccessibleName("แสดงใบคะแนน")
        for key, words in _SHOWN:
            self.shown.addItem(words, key)
        self.shown.activated.connect(lambda _at: self._list())
        self.counts = QLabel(self)
        self.counts.setObjectName("check_counts")
        self.model = ListTable(COLUMNS, parent=self)
        self.table = DataTable(ctx.settings, "score_sheets", "ใบคะแนน", self)
        self.table.set_table(self.model)
        self.table.set_actions((self.verify, self.reject, self.open_again))
        self.table.chosen.connect(self._show_row)
        self.table.opened.connect(lambda _row: self._into_sheet())
        self.sheet = CheckSheet(self)
        self.rekey = RekeySheet(ctx, self)
        self.rekey.verified.connect(self._went_on)
        self.rekey.compared.connect(self.refresh)
        self.empty = EmptyState("ยังไม่มีใบคะแนน", "", "ไปให้คะแนน", self)
        self.empty.started.connect(lambda: self._go(self._next_tab))
        self._lay_out()
        self.setFocusProxy(self.table)

    def _make_actions(self) -> None:
        self.verify = self._act("sheet_verify", "ถูกต้อง รับรอง", "check_circle", self._verify, "V")
        self.reject = self._act("sheet_reject", "ส่งกลับให้แก้…", "returned", self._reject, "R")
        # The same keys while the keyboard writes Thai.
        self.verify.setShortcuts([QKeySequence("V"), QKeySequence("อ")])
        self.reject.setShortcuts([QKeySequence("R"), QKeySequence("พ")])
        self.open_again = self._act("sheet_open", "เปิดแก้ใบที่รับรองแล้ว…", "edit", self._open_again)

    def _act(self, name: str, words: str, picture: str, call: object, keys: str = "") -> QAction:
        action = make_action(self, name, words, picture, call, keys)  # type: ignore[arg-type]
        self.actions_made.append(action)
        return action

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.contest, 1)
        top.addWidget(self.shown)
        top.addWidget(self.counts)
        self._right = QStackedWidget(self)
        self._right.addWidget(self.sheet)
        self._right.addWidget(self.rekey)
        acts = QHBoxLayout()
        acts.setSpacing(8)
        for action in (self.verify, self.reject, self.open_again):
            acts.addWidget(action_button(action, self, primary=action is self.verify))
        acts.addStretch()
        right = QWidget(self)
        rows = QVBoxLayout(right)
        rows.setContentsMargins(12, 0, 0, 0)
        rows.setSpacing(8)
        rows.addWidget(self._right, 1)
        rows.addLayout(acts)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setObjectName("check_split")
        split.addWidget(self.table)
        split.addWidget(right)
        split.setChildrenCollapsible(False)
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 1)
        split.setSizes([500, 500])
        self._split = split
        self._stack = QStackedWidget(self)
        self._stack.addWidget(split)
        self._stack.addWidget(self.empty)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 12, 0, 0)
        outer.setSpacing(8)
        outer.addLayout(top)
        outer.addWidget(self._stack, 1)

    # -- reading ------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the sheets again; what is being keyed a second time stays."""
        read = load_contest(self._meeting_id, self._contest_id)
        self.ctx.tasks.query(self, read, self._show, self._failed, "sheets")

    def _choose(self, contest_id: int) -> None:
        self._contest_id = contest_id
        self.refresh()

    def _show(self, loaded: Loaded) -> None:
        chosen = loaded.chosen
        fill_box(self.contest, contest_rows(loaded.meeting.contests), chosen.id if chosen else None)
        words = empty_words(loaded)
        if words or loaded.grid is None or chosen is None:
            self.board, self._next_tab = None, "entry"
            self.empty.say(*(words or ("", "")))
            self._stack.setCurrentWidget(self.empty)
            self._enable(None)
            return
        self._contest_id = chosen.id
        self.board = Board(loaded.grid, loaded.outlets)
        blind = self._blind()
        self._right.setCurrentWidget(self.rekey if blind else self.sheet)
        self.table.show_column(2, on=not blind)
        self._list()

    def _blind(self) -> bool:
        return self.board is not None and self.board.grid.checking == "rekey"

    def _list(self) -> None:
        """Fill the list in the order of the sheets of paper: by member, then by candidate."""
        board = self.board
        if board is None:
            return
        wanted = self.shown.currentData()
        rows = [
            self._row(board, (candidate, member))
            for member in board.members
            for candidate in board.candidates
        ]
        states = [row.sheet.state for row in rows if row.sheet.id is not None]
        waiting = states.count("entered")
        self.counts.setText(f"รอตรวจ {waiting:,} · ตรวจแล้ว {states.count('verified'):,} ใบ")
        found = [row for row in rows if wanted in (_ALL, row.sheet.state)]
        self.model.set_rows(found)
        self._stack.setCurrentWidget(self._split if found else self.empty)
        if not found:
            self._say_empty(wanted, bool(waiting))
            self._show_row(None)
            return
        pair = self._after if any(row.pair == self._after for row in found) else None
        if pair is not None:
            self.table.select_id(_id(pair))
        elif self.table.current_row() is None:
            self.table.select_id(found[0].id)
        self._after = None
        self._show_row(self.table.current_row())

    def _row(self, board: Board, pair: Pair) -> SheetRow:
        return SheetRow(
            _id(pair),
            pair,
            member_words(board.member(pair[1])),
            candidate_words(board.candidate(pair[0])),
            "" if self._blind() else points_words(board.total(pair)),
            sheet_status(board, pair),
            board.grid.sheet(*pair),
        )

    def _say_empty(self, wanted: str, waiting: bool) -> None:
        self._next_tab = "entry"
        if wanted == _WAITING and self._all_verified():
            self._next_tab = "result"
            self.empty.say("ตรวจทานครบทุกใบแล้ว", "ดูลำดับและบันทึกมติได้ในแท็บผล", "ไปดูผล")
        elif wanted == _WAITING:
            text = "ใบที่กรอกครบแล้วส่งจากแท็บให้คะแนน จะมารอที่นี่"
            self.empty.say("ไม่มีใบคะแนนรอตรวจทาน", text, "ไปให้คะแนน")
        elif wanted == _VERIFIED:
            self.empty.say("ยังไม่มีใบที่ตรวจทานแล้ว", "เลือก “รอตรวจทาน” ด้านบนเพื่อเริ่มตรวจ" * waiting)
        else:
            self.empty.say("ยังไม่มีใบคะแนน", "", "ไปให้คะแนน")

    def _all_verified(self) -> bool:
        """Return whether no sheet of the contest is still to be typed or checked."""
        board = self.board
        if board is None or board.all_missing():
            return False
        states = [sheet.state for sheet in board.grid.sheets.values()]
        return bool(states) and set(states) == {_VERIFIED}

    def _go(self, tab: str) -> None:
        self.ctx.navigate(Route("meeting", self._meeting_id, {"tab": tab}))

    def _failed(self, problem: DomainError) -> None:
        self.ctx.notify.error(problem, self.refresh)

    # -- one sheet ----------------------------------------------------------------------------

    def current(self) -> SheetRow | None:
        """Return the chosen sheet."""
        row: SheetRow | None = self.table.current_row()
        return row

    def _show_row(self, row: SheetRow | None) -> None:
        board = self.board
        if row is not None and board is not None:
            if self._blind():
                self.rekey.show_sheet(board, row.pair)
            else:
                self.sheet.show_sheet(board, row.pair)
        self._enable(row)

    def _into_sheet(self) -> None:
        if self._blind():
            self.rekey.setFocus()

    def _enable(self, row: SheetRow | None) -> None:
        final = self.board is None or self.board.grid.final
        state = row.sheet.state if row is not None and not final else ""
        self.verify.setVisible(not self._blind())
        self.verify.setEnabled(state == "entered" and not self._blind())
        self.reject.setEnabled(state == "entered")
        self.open_again.setEnabled(state == "verified")

    def _next(self, row: SheetRow) -> Pair | None:
        rows = list(self.model.rows())
        at = rows.index(row) if row in rows else -1
        ahead = [each for each in rows[at + 1 :] + rows[: max(at, 0)] if each.id != row.id]
        return next((each.pair for each in ahead if each.sheet.state == "entered"), None)

    def _verify(self) -> None:
        row = self.current()
        if row is None or row.sheet.id is None or row.sheet.state != "entered":
            return
        ref = SheetRef(row.sheet.id, row.sheet.version)
        self._after = self._next(row)
        self.ctx.tasks.act(
            self,
            lambda uow: verify(uow, [ref]),
            lambda _count: self._went_on(),
            self._refused,
            saved=f"รับรองใบของ {row.member} แล้ว",
        )

    def _reject(self) -> None:
        row = self.current()
        if row is None or row.sheet.id is None or row.sheet.state != "entered":
            return
        ref, after = SheetRef(row.sheet.id, row.sheet.version), self._next(row)

        def send_back(reason: str) -> None:
            self._after = after
            self.ctx.tasks.act(
                self,
                lambda uow: reject(uow, ref, reason),
                lambda _count: self._went_on(),
                self._refused,
                saved="ส่งใบคะแนนกลับให้ผู้กรอกแก้แล้ว",
            )

        told = f"ใบคะแนนของ {row.member} ที่ให้ {row.candidate} จะกลับไปให้ผู้กรอกแก้"
        ask_reason(self, "ส่งกลับให้แก้", told, "ส่งกลับ", send_back, "ผิดอย่างไร")

    def _open_again(self) -> None:
        row = self.current()
        if row is None or row.sheet.id is None or row.sheet.state != "verified":
            return
        ref = SheetRef(row.sheet.id, row.sheet.version)
        told = "ใบที่รับรองแล้วจะเก็บไว้เป็นฉบับเดิม และเปิดใบใหม่ที่มีคะแนนเดียวกันให้แก้ ต้องตรวจทานใหม่"
        ask_reason(
            self, "เปิดแก้ใบที่รับรองแล้ว", told, "เปิดแก้",
            lambda reason: self.ctx.tasks.act(
                self, lambda uow: supersede(uow, ref, reason),
                lambda _count: self._went_on(), self._refused, saved="เปิดใบใหม่ให้แก้แล้ว",
            ),
        )  # fmt: skip

    def _refused(self, problem: DomainError) -> None:
        self._after = None
        self.ctx.notify.error(problem)
        if problem.code != "own_entry":
            self.refresh()

    def _went_on(self) -> None:
        row = self.current()
        if row is not None and self._after is None:
            self._after = self._next(row)
        self.refresh()


def _id(pair: Pair) -> str:
    return f"{pair[0]}.{pair[1]}"
