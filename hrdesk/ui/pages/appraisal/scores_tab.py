"""Scores of everybody in a grid, their detail, and results from the units' Excel."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QLabel, QWidget

from hrdesk.services.appraisal_import import results_form, write_results_file
from hrdesk.services.appraisals import SetTotals, TotalsSet, set_totals
from hrdesk.services.errors import DomainError
from hrdesk.services.queries.appraisals import AppraisalLine
from hrdesk.ui.dialogs import EXCEL, ask_save
from hrdesk.ui.pages.appraisal.board import RoundBoard
from hrdesk.ui.pages.appraisal.round_tab import RoundTab
from hrdesk.ui.pages.appraisal.score_grid import TYPED, ScoreGrid, ScoreTable
from hrdesk.ui.pages.appraisal.words import SCORES
from hrdesk.ui.pages.settings.list_output import ListOutput
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable
from hrdesk.ui.widgets.data_table import DataTable

_HELP = (
    "พิมพ์คะแนนเต็ม 100 แล้วกด Enter เพื่อบันทึกและลงไปคนถัดไป · Del ลบ · "
    "Ctrl+Enter เปิดรายละเอียดตัวชี้วัดและสมรรถนะ"
)
_SETTLE_MS = 2000


class ScoresTab(RoundTab):
    """Stores each score as it is typed, in order for each person; the last one can be undone."""

    model: ScoreTable
    table: ScoreGrid

    def __init__(self, board: RoundBoard, parent: QWidget) -> None:
        super().__init__(board, "scores", SCORES, "คะแนนประเมิน", parent)
        self._storing: set[int] = set()
        self._next: dict[int, AppraisalLine] = {}
        self._late = False
        act = self.make_action
        self.detail = act("appraisal_detail", "รายละเอียด…", "edit", self.open_detail, "Ctrl+Return")
        self.bring = act("appraisal_import", "นำเข้าผลจาก Excel…", "import", self.open_import)
        self.form = act("appraisal_form_out", "แบบกรอกสำหรับหน่วยงาน…", "excel", self._form_out)
        self.output = ListOutput(self, "appraisal_scores", lambda: self.listed("คะแนนประเมิน"))
        self.table.set_actions(self.actions_made)
        self.told = QLabel(breakable(_HELP), self)
        self.told.setObjectName("scores_told")
        self.told.setWordWrap(True)
        set_role(self.told, "muted")
        first = (self.detail, self.bring, self.form)
        self.rows.addLayout(self.buttons(first, (), self.output.actions))
        self.rows.addWidget(self.stack, 1)
        self.rows.addWidget(self.told)
        self.rows.addWidget(self.law)
        self.table.opened.connect(lambda _row: self.open_detail())
        self.model.typed.connect(self._typed)
        self.model.dataChanged.connect(lambda *_: self._tell())
        self.table.rested.connect(self._catch_up)
        self.table.locked.connect(self._say_locked)
        self.enable()

    def make_model(self) -> ScoreTable:
        """Return the model that takes scores."""
        return ScoreTable(self.columns, self)

    def make_view(self, name: str, label: str) -> DataTable:
        """Return the grid."""
        table = ScoreGrid(self.ctx.settings, name, label, self)
        table.set_table(self.model)
        return table

    def begin(self) -> None:
        """Lead to the people."""
        self.board.ask_people.emit()

    def enable(self) -> None:
        """Let each action be used where it makes sense."""
        self.detail.setEnabled(self.table.current_row() is not None)
        self.bring.setEnabled(self.board.open)
        self.form.setEnabled(bool(self.model.rows()))
        self.output.enable(bool(self.model.rows()))

    def show_lines(self) -> None:
        """Show what the board holds; scores being typed or stored stay as they were typed."""
        self.model.open = self.board.open
        shown = {line.id for line in self.model.rows()}
        self._late = self.table.typing and shown != {line.id for line in self.lines()}
        if self._late:
            return  # other people would close the open cell: once it is closed
        column = self.table.currentIndex().column()
        super().show_lines()
        self._stay_in(column)
        view = self.board.view
        if view is not None:
            self.say_law(" · ".join(line.partition(" · ")[0] for line in view.source.split("\n")))
            self.law.setToolTip(view.source)
        self.table.first_score()
        self._tell()

    def lines(self) -> list[AppraisalLine]:
        """Return the people, with scores on their way to the disk as they were typed."""
        typed = {line.id: line for line in self.model.rows() if line.id in self._storing}
        return [typed.get(line.id, line) for line in self.board.lines()]

    def settle(self) -> None:
        """Store what is typed and not stored yet, before the page is left."""
        self.table.close_cell()
        if self._next:
            self.ctx.tasks.wait_idle(_SETTLE_MS)

    def _stay_in(self, column: int) -> None:
        """Keep the column one types in: other people came, and Qt begins with the first."""
        index = self.table.currentIndex()
        if column >= 0 and index.isValid() and index.column() != column:
            self.table.setCurrentIndex(index.siblingAtColumn(column))

    def _catch_up(self) -> None:
        if self._late:
            self.show_lines()

    def open_detail(self) -> QWidget | None:
        """Show the indicators and competencies of the current person; returns the dialog."""
        from hrdesk.ui.pages.appraisal.detail_dialog import DetailDialog

        line: AppraisalLine | None = self.table.current_row()
        if line is None:
            return None
        dialog = DetailDialog(self.ctx, line, self)
        dialog.open()
        return dialog

    def open_import(self) -> QWidget | None:
        """Show the import of results; returns the dialog."""
        from hrdesk.ui.pages.appraisal.import_dialog import ImportDialog

        if self.board.round_id is None:
            return None
        dialog = ImportDialog(self.ctx, self.board.round_id, self)
        dialog.open()
        return dialog

    def _form_out(self) -> None:
        round_id, unit = self.board.round_id, self.board.unit
        if round_id is None:
            return
        title = f"ผลการประเมิน {unit}".strip()
        path = ask_save(self, "บันทึกแบบกรอกผลการประเมิน", f"{title}.xlsx", EXCEL)
        if path is None:
            return
        self.ctx.tasks.query(
            self,
            lambda uow: results_form(uow, round_id, unit),
            lambda form: self.ctx.tasks.work(
                self,
                lambda _progress: write_results_file(path, *form),
                lambda _none: self.ctx.notify.saved(f"บันทึกแบบกรอกไว้ที่ {path} แล้ว"),
                label="กำลังเขียนไฟล์ Excel",
            ),
        )

    # -- storing ------------------------------------------------------------------------------

    def _typed(self, line: AppraisalLine) -> None:
        if line.id in self._storing:
            self._next[line.id] = line  # after the one on its way, with the version it leaves
            return
        self._store(line)

    def _store(self, line: AppraisalLine) -> None:
        self._storing.add(line.id)
        command = SetTotals(line.id, line.version, line.achievement, line.competency)
        self.ctx.tasks.act(
            self,
            lambda uow: set_totals(uow, command),
            lambda done: self._stored(line, done),
            lambda problem: self._refused(line, problem),
            undo=lambda done: (
                lambda uow: set_totals(
                    uow, SetTotals(done.appraisal_id, done.version, *done.before)
                )
            ),
        )

    def _stored(self, line: AppraisalLine, done: TotalsSet) -> None:
        self._storing.discard(done.appraisal_id)
        self.board.keep(replace(line, version=done.version, total=done.total, level=done.level))
        self.model.stored(done)
        waiting = self._next.pop(done.appraisal_id, None)
        if waiting is not None:
            self._store(replace(waiting, version=done.version))
        self._tell()
        self.board.read_later()

    def _refused(self, line: AppraisalLine, problem: DomainError) -> None:
        self._storing.discard(line.id)
        self._next.pop(line.id, None)
        for key in self._not_stored(line) or [problem.field or TYPED[0]]:
            self.model.refuse(line.id, key, problem)
        self.ctx.notify.error(problem, self.board.read)
        self.board.read_later()  # what is typed next is of the result as it stands now

    def _not_stored(self, line: AppraisalLine) -> list[str]:
        """Return which scores of a person stand in the grid but not on the disk."""
        at = self.model.row_of(line.id)
        shown = self.model.row_at(at) if at is not None else None
        lines = self.board.view.lines if self.board.view is not None else ()
        stored = next((each for each in lines if each.id == line.id), None)
        if shown is None or stored is None:
            return []
        return [key for key in TYPED if getattr(shown, key) != getattr(stored, key)]

    def _say_locked(self, why: str) -> None:
        self.told.setText(breakable(why))
        set_role(self.told, "error")

    def _tell(self) -> None:
        wrong = self.model.wrong()
        words = f"ยังไม่ได้บันทึก: {' · '.join(wrong)} แก้ในช่องสีแดง หรือกด Esc เพื่อคืนค่าเดิม"
        self.told.setText(breakable(words if wrong else _HELP))
        set_role(self.told, "error" if wrong else "muted")
