"""What is put to a meeting: its contests, one at a time, with their candidates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from hrdesk.services.contests import remove_contest, withdraw_candidate
from hrdesk.services.queries.meetings import CandidateView, ContestView, MeetingDetail
from hrdesk.ui.context import Route
from hrdesk.ui.dialogs import ask, ask_reason
from hrdesk.ui.models.columns import Column, Status
from hrdesk.ui.models.list_table import ListTable
from hrdesk.ui.pages.meetings.attendance import LEAST_TABLE
from hrdesk.ui.pages.meetings.scheme_words import contest_words
from hrdesk.ui.pages.settings.list_output import ListOutput, MemoryList
from hrdesk.ui.pages.settings.tab import action_button
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable
from hrdesk.ui.widgets.data_table import DataTable
from hrdesk.ui.widgets.empty_state import EmptyState
from hrdesk.ui.widgets.flow import FlowLayout

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from hrdesk.ui.pages.staff.tab import StaffTab


def _state(row: CandidateView) -> Status | None:
    if row.withdrawn:
        return Status("ถอนแล้ว", "muted", "close")
    if row.recusals:
        return Status(f"ไม่ร่วม {len(row.recusals)} คน", "info", "info")
    return None


def _who(row: CandidateView) -> str:
    """Return all of a candidate for the tip, where the columns are narrow."""
    said = [row.name, row.post, row.unit]
    if row.recusals:
        said.append(f"กรรมการไม่ร่วมพิจารณา {len(row.recusals)} คน")
    return "\n".join(part for part in said if part)


COLUMNS = (
    Column("number", "ที่", "right", width=36),
    Column("name", "ชื่อ–สกุล", width=170, stretch=True, tooltip=_who),
    Column("post", "ตำแหน่ง", width=150, stretch=True, tooltip=_who),
    Column("state", "หมายเหตุ", width=108, status=_state, tooltip=_who),
    Column("unit", "สังกัด", width=150, shown=False, tooltip=_who),
    Column("works", "ผลงาน", width=200, shown=False, value=lambda row: " · ".join(row.works)),
    Column("exempt_reason", "เหตุที่ยกเว้น", width=150, shown=False),
)


class ContestsView(QWidget):
    """Chooses a contest above and works on its candidates below."""

    def __init__(self, tab: StaffTab) -> None:
        super().__init__(tab)
        self.setObjectName("contests")
        self._tab = tab
        self.ctx = tab.ctx
        self._detail: MeetingDetail | None = None
        self._wanted: int | None = None
        self.contest = QComboBox(self)
        self.contest.setObjectName("contest")
        self.contest.setAccessibleName("วาระพิจารณา")
        self.contest.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.contest.setMinimumContentsLength(14)
        self.contest.currentIndexChanged.connect(lambda _at: self._show_contest())
        self.about = QLabel(self)
        self.about.setObjectName("contest_about")
        self.about.setWordWrap(True)
        self.model = ListTable(COLUMNS, parent=self)
        self.table = DataTable(self.ctx.settings, "candidates_of", "ผู้เข้ารับการประเมิน", self)
        self.table.set_table(self.model)
        self.table.setSortingEnabled(False)  # the order is that of the score sheets
        self.table.setMinimumHeight(LEAST_TABLE)
        self._make_actions()
        self.empty = EmptyState("", "", "", self)
        self.empty.started.connect(self._start)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        self._lay_out()
        self.table.opened.connect(lambda _row: self._edit_candidate())
        self.table.chosen.connect(lambda _row: self._enable())

    def show_meeting(self, detail: MeetingDetail) -> None:
        """Show the contests of a meeting; the chosen one stays chosen."""
        self._detail = detail
        kept = self._wanted or self.contest.currentData()
        self._wanted = None
        self.contest.blockSignals(True)
        self.contest.clear()
        for place, each in enumerate(detail.contests, start=1):
            self.contest.addItem(f"{place}. {each.title}", each.id)
        self.contest.setCurrentIndex(max(self.contest.findData(kept), 0))
        self.contest.blockSignals(False)
        self._show_contest()

    def current(self) -> ContestView | None:
        """Return the chosen contest."""
        if self._detail is None:
            return None
        wanted = self.contest.currentData()
        return next((each for each in self._detail.contests if each.id == wanted), None)

    # -- showing ------------------------------------------------------------------------------

    def _show_contest(self) -> None:
        contest = self.current()
        text, tone = contest_words(contest) if contest is not None else ("", "muted")
        self.about.setText(breakable(text))
        self.about.setVisible(bool(text))
        set_role(self.about, "plain" if tone == "warn" else "muted", tone)
        rows = contest.candidates if contest is not None else ()
        self.model.set_rows(rows)
        if rows and self.table.current_row() is None:
            self.table.select_id(rows[0].id)
        if contest is None:
            self.empty.say(
                "ยังไม่มีวาระพิจารณา",
                "วาระพิจารณาหนึ่งวาระคือตำแหน่งที่จะคัดเลือก หรือผลงานที่จะประเมินด้วยชุดคะแนนเดียวกัน",
                "เพิ่มวาระพิจารณา",
            )
        else:
            self.empty.say(
                "ยังไม่มีผู้เข้ารับการประเมิน", "เลือกจากเรื่องที่รอคณะกรรมการ หรือเพิ่มเองทีละคน", "เลือกจากเรื่องที่รอ"
            )
        self._stack.setCurrentWidget(self.table if rows else self.empty)
        self._enable()

    def _enable(self) -> None:
        contest, row = self.current(), self.table.current_row()
        open_ = contest is not None and not contest.final
        for action in (self.edit, self.remove, self.cases, self.add_one):
            action.setEnabled(open_)
        has = bool(contest and contest.candidates)
        self.recuse.setEnabled(has)
        for action in (self.edit_one, self.withdraw):
            action.setEnabled(open_ and has and row is not None)
        self.see_case.setEnabled(has and row is not None and row.case_id is not None)
        self.withdraw.setText("ให้กลับเข้า…" if has and row and row.withdrawn else "ถอน…")
        self.output.enable(has)

    # -- acts on contests -----------------------------------------------------------------------

    def _add(self) -> None:
        self._open_contest(None)

    def _edit(self) -> None:
        self._open_contest(self.current())

    def _open_contest(self, contest: ContestView | None) -> None:
        from hrdesk.ui.pages.meetings.contest_dialog import ContestDialog

        if self._detail is None:
            return

        def done(contest_id: int) -> None:
            self._wanted = contest_id
            self._tab.refresh()

        ContestDialog(self.ctx, self._detail, contest, done, self).open()

    def _remove(self) -> None:
        contest = self.current()
        if contest is None:
            return
        text = (
            f"“{contest.title}” และผู้เข้ารับการประเมิน {len(contest.candidates)} คน จะหายไปจากการประชุมนี้"
        )
        ask(
            self, "ลบวาระพิจารณา", text, "ลบ",
            lambda: self.ctx.tasks.act(
                self, lambda uow: remove_contest(uow, contest.id, contest.version),
                saved="ลบวาระพิจารณาแล้ว",
            ),
        )  # fmt: skip

    # -- acts on candidates ---------------------------------------------------------------------

    def _start(self) -> None:
        if self.current() is None:
            self._add()
        else:
            self._from_cases()

    def _from_cases(self) -> None:
        from hrdesk.ui.pages.meetings.waiting_dialog import WaitingDialog

        contest = self.current()
        if contest is not None:
            WaitingDialog(self.ctx, contest, self).open()

    def _add_candidate(self) -> None:
        self._open_candidate(None)

    def _edit_candidate(self) -> None:
        contest = self.current()
        if contest is not None and not contest.final:
            self._open_candidate(self.table.current_row())

    def _open_candidate(self, row: CandidateView | None) -> None:
        from hrdesk.ui.pages.meetings.candidate_dialog import CandidateDialog

        contest = self.current()
        if contest is None or self._detail is None:
            return

        def done(candidate_id: int) -> None:
            self.table.select_id(candidate_id)

        CandidateDialog(self.ctx, self._detail.id, contest, row, done, self).open()

    def _withdraw(self) -> None:
        row: CandidateView | None = self.table.current_row()
        if row is None:
            return
        words = "ให้กลับเข้า" if row.withdrawn else "ถอน"
        text = (
            f"{row.name} จะกลับเข้ารับการประเมินในวาระนี้"
            if row.withdrawn
            else f"{row.name} จะไม่อยู่ในการให้คะแนนและผล คะแนนที่ให้ไว้ยังดูได้"
        )
        ask_reason(
            self, f"{words}ผู้เข้ารับการประเมิน", text, words,
            lambda reason: self.ctx.tasks.act(
                self, lambda uow: withdraw_candidate(uow, row.id, row.version, reason)
            ),
        )  # fmt: skip

    def _recuse(self) -> None:
        from hrdesk.ui.pages.meetings.recusals import RecusalDialog

        contest = self.current()
        if contest is not None and self._detail is not None:
            RecusalDialog(self.ctx, self._detail.id, contest.id, self).open()

    def _to_case(self) -> None:
        row: CandidateView | None = self.table.current_row()
        if row is not None and row.case_id is not None:
            self.ctx.navigate(Route("case", row.case_id))

    def _listed(self) -> MemoryList:
        contest = self.current()
        title = contest.title if contest is not None else ""
        return MemoryList("ผู้เข้ารับการประเมิน", title, COLUMNS, self.model.rows())

    # -- the parts ----------------------------------------------------------------------------

    def _make_actions(self) -> None:
        make = self._tab.make_action
        self.add = make("contest_add", "เพิ่มวาระ…", "add", self._add)
        self.edit = make("contest_edit", "แก้ไขวาระ…", "edit", self._edit)
        self.remove = make("contest_remove", "ลบวาระ…", "delete", self._remove)
        self.cases = make("candidate_cases", "จากเรื่องที่รอ…", "tracking", self._from_cases)
        self.add_one = make("candidate_add", "เพิ่มคน…", "add", self._add_candidate, "Ins")
        self.edit_one = make("candidate_edit", "แก้ไข…", "edit", self._edit_candidate)
        self.withdraw = make("candidate_withdraw", "ถอน…", "close", self._withdraw)
        self.recuse = make("candidate_recuse", "ผู้ไม่ร่วมพิจารณา…", "people", self._recuse)
        self.see_case = make("candidate_case", "เปิดเรื่อง", "folder", self._to_case)
        self.output = ListOutput(self._tab, "candidates_of", self._listed)
        self.table.set_actions(
            [self.edit_one, self.withdraw, self.recuse, self.see_case, *self.output.actions]
        )

    def _lay_out(self) -> None:
        title = QLabel("วาระพิจารณา", self)
        set_role(title, "subtitle")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(title)
        head.addWidget(self.contest, 1)
        acts = self._flow(self.add, self.edit, self.remove)
        more = self._flow(self.cases, self.add_one, self.edit_one, self.recuse)
        rest = self._tab.more((self.withdraw, self.see_case, *self.output.actions))
        more.layout().addWidget(rest)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(8, 0, 0, 0)
        rows.setSpacing(8)
        rows.addLayout(head)
        rows.addWidget(acts)
        rows.addWidget(self.about)
        rows.addWidget(self._stack, 1)
        rows.addWidget(more)

    def _flow(self, *actions: QAction) -> QWidget:
        """Return buttons that go on in another line where the window is narrow."""
        holder = QWidget(self)
        policy = holder.sizePolicy()
        policy.setHeightForWidth(True)
        holder.setSizePolicy(policy)
        flow = FlowLayout(holder)
        for action in actions:
            flow.addWidget(action_button(action, holder))
        return holder
