"""A sheet keyed a second time without seeing the first; then what differs, cell by cell.

Each cell is stored as it is left, so that a power cut loses at most the one being typed.
"""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QObject, QRegularExpression, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QRegularExpressionValidator
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from hrdesk.rules.explanation import canonical
from hrdesk.rules.scoring_scheme import Criterion
from hrdesk.services.changes import Result
from hrdesk.services.errors import DomainError
from hrdesk.services.queries.scores import SheetView, sheet_history
from hrdesk.services.score_checks import (
    Difference,
    SecondKeying,
    SheetRef,
    confirm_rekey,
    rekey,
    second_keying,
)
from hrdesk.services.unit_of_work import UnitOfWork
from hrdesk.ui import theme
from hrdesk.ui.context import AppContext
from hrdesk.ui.messages import sentence
from hrdesk.ui.pages.scoring.board import Board, Cell, Pair
from hrdesk.ui.pages.scoring.typed import key_problem, read_points
from hrdesk.ui.pages.scoring.words import candidate_words, member_words
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable

_LARGER = 4  # points above the text of lists
_WIDTH = 96  # pixels at 11 pt
_HOW = "กรอกตามใบคะแนนจริง โดยไม่ดูคะแนนที่กรอกครั้งแรก กด Enter เพื่อลงช่องถัดไป"
Outcome = tuple[tuple[Difference, ...], SheetView]


class PointsEdit(QLineEdit):
    """One number; a key that would not fit its criterion does not enter. Enter goes on."""

    refused = Signal(str)
    gone_on = Signal(int)  # 1 down, -1 up
    left = Signal()  # with something new in it that fits

    def __init__(self, criterion: Criterion, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.criterion = criterion
        self._good = ""
        self.stored: Decimal | None = None  # what the database acknowledged
        self.setObjectName(f"rekey_{criterion.id}")
        self.setAccessibleName(f"{criterion.label} เต็ม {canonical(criterion.maximum)}")
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        font = theme.screen_font(theme.grid_font().pointSize() + _LARGER, bold=True)
        self.setFont(font)
        self.setFixedWidth(_WIDTH * theme.grid_font().pointSize() // 11)
        pattern = QRegularExpression("[0-9๐-๙]*[.]?[0-9๐-๙]*")
        self.setValidator(QRegularExpressionValidator(pattern, self))
        self.textEdited.connect(self._check)

    def points(self) -> tuple[Decimal | None, str]:
        """Return the points typed, or why they do not fit."""
        return read_points(self.criterion, self.text())

    def put(self, text: str) -> None:
        """Put a text there without asking."""
        self._good = text
        self.setText(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and the arrows walk over the criteria."""
        key = Qt.Key(event.key())
        step = {
            Qt.Key.Key_Return: 1, Qt.Key.Key_Enter: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1,
        }.get(key)  # fmt: skip
        if step is None:
            super().keyPressEvent(event)
            return
        _, why = self.points()
        self.refused.emit(why)
        if not why:
            self.gone_on.emit(step)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Have what was typed stored as the cell is left."""
        super().focusOutEvent(event)
        points, why = self.points()
        if not why and points != self.stored:
            self.left.emit()

    def _check(self, text: str) -> None:
        from hrdesk.rules.numbers import arabic_digits

        bare = arabic_digits(text)
        why = key_problem(self.criterion, bare)
        self.refused.emit(why)
        if why:
            self.setText(self._good)
        else:
            self._good = bare
            if bare != text:
                self.setText(bare)


class RekeySheet(QWidget):
    """Keys one sheet again; once it is whole it is compared, and equal ones are confirmed."""

    verified = Signal()
    compared = Signal()

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rekey_sheet")
        self._ctx = ctx
        self._pair: Pair | None = None
        self._sheet: SheetView | None = None
        self.edits: dict[str, PointsEdit] = {}
        self.notes: dict[str, QLabel] = {}
        self.title = QLabel(self)
        self.title.setObjectName("rekey_title")
        self.title.setWordWrap(True)
        set_role(self.title, "subtitle")
        self.told = QLabel(self)
        self.told.setObjectName("rekey_told")
        self.told.setWordWrap(True)
        self.compare = QPushButton("เทียบกับครั้งแรก", self)
        self.compare.setObjectName("rekey_compare")
        self.compare.setAccessibleName("เทียบกับครั้งแรก")
        self.compare.setAutoDefault(False)
        set_role(self.compare, "primary")
        self.compare.clicked.connect(self._compare)
        area = QScrollArea(self)
        area.setObjectName("rekey_area")
        area.setAccessibleName("คะแนนที่กรอกซ้ำ")
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._inside = QWidget(area)
        set_role(self._inside, "scrolled")
        self._grid = QGridLayout(self._inside)
        self._grid.setContentsMargins(0, 4, 8, 4)
        self._grid.setHorizontalSpacing(12)
        self._grid.setColumnStretch(0, 1)
        area.setWidget(self._inside)
        line = QHBoxLayout()
        line.addWidget(self.compare)
        line.addStretch()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        rows.addWidget(self.title)
        rows.addWidget(area, 1)
        rows.addWidget(self.told)
        rows.addLayout(line)

    def show_sheet(self, board: Board, pair: Pair) -> None:
        """Begin a sheet; the same one read again keeps what is keyed."""
        sheet = board.grid.sheet(*pair)
        same = pair == self._pair and self._sheet is not None and self._sheet.id == sheet.id
        if same and self._sheet is not None and self._sheet.state == sheet.state:
            if sheet.version >= self._sheet.version:
                self._sheet = sheet
            return
        self._pair, self._sheet = pair, sheet
        who = f"กรรมการ {member_words(board.member(pair[1]))}"
        self.title.setText(breakable(f"{who} ให้ {candidate_words(board.candidate(pair[0]))}"))
        self._build(board, pair, open_=sheet.state == "entered" and not board.grid.final)

    def focusInEvent(self, event: QObject) -> None:
        """Hand the keyboard to the first empty cell."""
        super().focusInEvent(event)  # type: ignore[arg-type]
        self.begin()

    def begin(self) -> None:
        """Go to the first empty cell."""
        empty = [edit for edit in self.edits.values() if not edit.text()]
        for edit in (empty or list(self.edits.values()))[:1]:
            edit.setFocus()

    def _build(self, board: Board, pair: Pair, *, open_: bool) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.edits.clear()
        self.notes.clear()
        due = [
            each
            for each in board.grid.scheme.criteria
            if board.barred(Cell(*pair, each.id)) is None
        ]
        for row, criterion in enumerate(due if open_ else ()):
            self._add(row, criterion)
        self._grid.setRowStretch(len(due), 1)
        self.compare.setVisible(open_)
        if open_:
            self._tell(_HOW)
            self._read_back()
        else:
            self._tell("ใบนี้ไม่ได้รอตรวจทาน")
        self.setFocusProxy(next(iter(self.edits.values()), None))

    def _add(self, row: int, criterion: Criterion) -> None:
        name = QLabel(
            breakable(f"{criterion.label} (เต็ม {canonical(criterion.maximum)})"), self._inside
        )
        name.setWordWrap(True)
        edit = PointsEdit(criterion, self._inside)
        edit.refused.connect(lambda why: self._tell(why, bad=True) if why else None)
        edit.gone_on.connect(lambda step, id_=criterion.id: self._go_on(id_, step))
        edit.textEdited.connect(lambda _text, id_=criterion.id: self.notes[id_].clear())
        edit.left.connect(lambda edit=edit: self._store(edit))
        note = QLabel(self._inside)
        note.setObjectName(f"rekey_note_{criterion.id}")
        set_role(note, "error")
        self._grid.addWidget(name, row, 0)
        self._grid.addWidget(edit, row, 1)
        self._grid.addWidget(note, row, 2)
        self.edits[criterion.id] = edit
        self.notes[criterion.id] = note

    def _go_on(self, criterion: str, step: int) -> None:
        ids = list(self.edits)
        at = ids.index(criterion) + step
        if 0 <= at < len(ids):
            self.edits[ids[at]].setFocus()
            self.edits[ids[at]].selectAll()
        elif step > 0:
            self._compare()

    def _tell(self, words: str, *, bad: bool = False) -> None:
        set_role(self.told, "" if bad else "muted", "bad" if bad else "")
        self.told.setText(breakable(words))

    # -- storing ------------------------------------------------------------------------------

    def _store(self, edit: PointsEdit) -> None:
        """Store one cell; what differs is not told before the end."""
        sheet = self._sheet
        points, why = edit.points()
        if sheet is None or sheet.id is None or why:
            return
        ref, id_ = SheetRef(sheet.id, sheet.version), edit.criterion.id

        def stored() -> None:
            edit.stored = points
            if self._sheet is sheet and self.told.property("tone") != "bad":
                kept = sum(each.stored is not None for each in self.edits.values())
                self._tell(f"บันทึกแล้ว {kept} จาก {len(self.edits)} ช่อง · {_HOW}")

        def refused(problem: DomainError) -> None:
            self._tell(f"ยังไม่ได้บันทึกช่อง “{edit.criterion.label}” {sentence(problem)}", bad=True)

        self._ctx.tasks.act(
            edit, lambda uow: rekey(uow, ref, {id_: points}), lambda _found: stored(), refused,
            saved=None,
        )  # fmt: skip

    def _read_back(self) -> None:
        """Put back what was keyed before the program was closed, or by another checker."""
        sheet = self._sheet
        if sheet is None or sheet.id is None or not sheet.second:
            return
        ref = SheetRef(sheet.id, sheet.version)
        self._ctx.tasks.query(
            self,
            lambda uow: second_keying(uow, ref),
            lambda found: self._put_back(sheet, found),
            lambda problem: self._tell(sentence(problem), bad=True),
            "second",
        )

    def _put_back(self, sheet: SheetView, found: SecondKeying) -> None:
        if self._sheet is not sheet:
            return
        for id_, points in found.points.items():
            edit = self.edits.get(id_)
            if edit is not None and not edit.text():
                edit.put(canonical(points))
                edit.stored = points
        self._tell(
            f"นำ {len(found.points)} ช่องที่ {found.by} กรอกซ้ำไว้กลับมาแล้ว กรอกต่อให้ครบ แล้วเทียบกับครั้งแรก"
        )

    # -- comparing ----------------------------------------------------------------------------

    def _compare(self) -> None:
        sheet, pair = self._sheet, self._pair
        if sheet is None or sheet.id is None or pair is None:
            return
        typed: dict[str, Decimal | None] = {}
        for id_, edit in self.edits.items():
            points, why = edit.points()
            if why or points is None:
                self._tell(why or "ยังกรอกไม่ครบทุกช่อง", bad=True)
                edit.setFocus()
                return
            typed[id_] = points
        ref = SheetRef(sheet.id, sheet.version)

        def call(uow: UnitOfWork) -> Result[Outcome]:
            found = rekey(uow, ref, typed)
            return Result((found.value, sheet_history(uow, *pair)[-1]), found.changed)

        self._ctx.tasks.act(
            self,
            call,
            lambda outcome: self._compared(pair, outcome),
            lambda problem: self._tell(sentence(problem), bad=True),
            saved=None,
        )

    def _compared(self, pair: Pair, outcome: Outcome) -> None:
        differences, sheet = outcome
        if pair != self._pair:
            return
        self._sheet = sheet
        for note in self.notes.values():
            note.clear()
        for each in differences:
            first = "–" if each.first is None else canonical(each.first)
            self.notes[each.criterion].setText(f"ครั้งแรก {first}")
        if not differences:
            self._confirm(sheet)
            return
        self.compared.emit()
        self._tell(
            f"ไม่ตรงกัน {len(differences)} ช่อง ดูใบคะแนนจริง ถ้าครั้งที่สองผิดให้แก้ในช่องแล้วเทียบใหม่ "
            "ถ้าครั้งแรกผิดให้กด “ส่งกลับให้แก้”",
            bad=True,
        )
        self.edits[differences[0].criterion].setFocus()
        self.edits[differences[0].criterion].selectAll()

    def _confirm(self, sheet: SheetView) -> None:
        ref = SheetRef(sheet.id or 0, sheet.version)
        self._ctx.tasks.act(
            self,
            lambda uow: confirm_rekey(uow, ref),
            lambda _sheet: self.verified.emit(),
            self._not_confirmed,
            saved="ตรงกันทุกช่อง รับรองใบคะแนนแล้ว",
        )

    def _not_confirmed(self, problem: DomainError) -> None:
        self._tell(sentence(problem), bad=True)
