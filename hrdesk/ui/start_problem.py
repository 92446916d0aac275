"""The dialog when the office's database cannot be opened: what happened, and three ways on."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from hrdesk.services.errors import DomainError
from hrdesk.ui.messages import detail, sentence
from hrdesk.ui.reading_order import ReadingOrder
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable

AGAIN, ELSEWHERE = 1, 2


class StartProblemDialog(ReadingOrder, QDialog):
    """Says why the start stopped; ``choice`` is ``AGAIN``, ``ELSEWHERE`` or 0 for closing.

    Nothing is ever deleted here: choosing elsewhere only changes where this PC looks.
    """

    def __init__(self, problem: DomainError, where: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choice = 0
        self._detail = detail(problem)
        self.setObjectName("start_problem")
        self.setWindowTitle("เปิดข้อมูลของสำนักงานไม่ได้ · hrdesk")
        self.setMinimumWidth(520)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 20, 24, 16)
        rows.setSpacing(12)
        title = QLabel("เปิดข้อมูลของสำนักงานไม่ได้", self)
        set_role(title, "title")
        if problem.code == "database_lost":  # nothing was typed yet that could be lost
            problem = DomainError("server_unreachable")
        said = QLabel(breakable(sentence(problem)), self)
        said.setObjectName("problem_text")
        said.setWordWrap(True)
        place = QLabel(breakable(f"ที่เก็บข้อมูล: {where}"), self)
        place.setWordWrap(True)
        set_role(place, "muted")
        for label in (title, said, place):
            rows.addWidget(label)
        rows.addLayout(self._buttons())

    def _buttons(self) -> QHBoxLayout:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        copy = self._button("copy_detail", "คัดลอกรายละเอียด", None)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._detail))
        buttons.addWidget(copy)
        buttons.addStretch()
        buttons.addWidget(self._button("close_program", "ปิดโปรแกรม", 0))
        buttons.addWidget(self._button("elsewhere", "เลือกที่เก็บข้อมูลอื่น", ELSEWHERE))
        again = self._button("try_again", "ลองอีกครั้ง", AGAIN)
        set_role(again, "primary")
        again.setDefault(True)
        again.setFocus()
        buttons.addWidget(again)
        return buttons

    def _button(self, name: str, words: str, choice: int | None) -> QPushButton:
        button = QPushButton(words, self)
        button.setObjectName(name)
        button.setAccessibleName(words)
        button.setAutoDefault(False)
        if choice is not None:
            button.clicked.connect(lambda: self._choose(choice))
        return button

    def _choose(self, choice: int) -> None:
        self.choice = choice
        self.accept() if choice else self.reject()
