"""Before a result goes to the cases: what will happen to each, chosen line by line."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QSizePolicy, QWidget

from hrdesk.services.errors import DomainError
from hrdesk.services.queries.results import SentResult
from hrdesk.services.result_cases import CaseLine
from hrdesk.ui.messages import words
from hrdesk.ui.pages.person.inputs import Choice
from hrdesk.ui.pages.settings.form_dialog import FormDialog
from hrdesk.ui.pages.sign_in.fitting import fit
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable

_WIDTH = 700  # pixels
_OUTCOME = 260  # pixels


class CasesDialog(FormDialog):
    """One line for each case: its step, and the outcome to close it with.

    Calls ``save(outcomes)`` with the outcome of each ticked candidate. ``about`` says what is
    written: the meeting's number and day.
    """

    kind = "cases_dialog"

    def __init__(
        self,
        lines: Sequence[CaseLine],
        about: str,
        save: Callable[[CasesDialog, dict[int, str]], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("ส่งผลไปยังเรื่อง", "ส่งผล", parent)
        self.setMinimumWidth(_WIDTH + 48)
        self._save = save
        self._lines = tuple(lines)
        self._ticks: dict[int, QCheckBox] = {}
        self._outcomes: dict[int, Choice] = {}
        text = (
            f"ขั้นตอนของคณะกรรมการในแต่ละเรื่องจะเสร็จสิ้นด้วยผลนี้ {about} "
            "ส่งพร้อมกันทุกเรื่องที่เลือก หากเรื่องใดส่งไม่ได้จะไม่มีเรื่องใดเปลี่ยน"
        )
        if all(line.problem for line in lines):
            text = f"ไม่มีเรื่องที่รอผลนี้แล้ว {about}"
        told = QLabel(breakable(text), self)
        told.setWordWrap(True)
        self.fields.addWidget(told)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        for place, line in enumerate(self._lines):
            self._add(grid, place, line)
        self.fields.addLayout(grid)
        self.fields.addStretch()
        self._counted()
        fit(self)

    def outcomes(self) -> dict[int, str]:
        """Return the outcome of each candidate whose line is ticked."""
        return {
            id_: self._outcomes[id_].value()
            for id_, tick in self._ticks.items()
            if tick.isChecked()
        }

    def hand_over(self) -> None:
        """Give the outcomes once each ticked line has one."""
        chosen = self.outcomes()
        missing = [
            line.name for line in self._lines if chosen.get(line.candidate_id, line.name) == ""
        ]
        if missing:
            self.refused(DomainError("outcome_not_chosen", names=missing))
            return
        self._save(self, chosen)

    def _add(self, grid: QGridLayout, place: int, line: CaseLine) -> None:
        id_ = line.candidate_id
        tick = QCheckBox(line.name, self)
        tick.setObjectName(f"case_line_{id_}")
        tick.setAccessibleName(f"{line.name} เรื่องที่ {line.number}")
        step = QLabel(breakable(_step_words(line)), self)
        step.setObjectName(f"case_step_{id_}")
        step.setWordWrap(True)
        step.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        set_role(step, "plain" if _tone(line) else "muted", _tone(line))
        grid.addWidget(tick, place, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(step, place, 1, Qt.AlignmentFlag.AlignTop)
        if line.problem:
            tick.setEnabled(False)
            return
        outcome = Choice(
            f"case_outcome_{id_}",
            [(each.key, each.label) for each in line.outcomes],
            self,
            "เลือกผล…",
        )
        outcome.setAccessibleName(f"ผลของ {line.name}")
        outcome.setFixedWidth(_OUTCOME)
        outcome.set_value(line.outcome)
        grid.addWidget(outcome, place, 2, Qt.AlignmentFlag.AlignTop)
        tick.setChecked(not line.again)
        outcome.setEnabled(not line.again)
        tick.toggled.connect(lambda _on: self._counted())
        tick.toggled.connect(outcome.setEnabled)
        self._ticks[id_], self._outcomes[id_] = tick, outcome

    def _counted(self) -> None:
        count = sum(tick.isChecked() for tick in self._ticks.values())
        self.go.setVisible(bool(self._ticks))
        self.go.setText(f"ส่งผล {count:,} เรื่อง")
        self.go.setAccessibleName(self.go.text())
        self.go.setEnabled(count > 0)


def _step_words(line: CaseLine) -> str:
    about = f"เรื่องที่ {line.number}"
    if line.sent is not None:
        about += f" · {sent_result_words(line.sent)}"
    if line.again and line.problem:
        return about
    if line.step:
        about += f" · {line.step}"
    if line.again:
        about += " · เรื่องกลับมารอคณะกรรมการอีกครั้ง"
    return f"{about} · ส่งไม่ได้: {line.problem}" if line.problem else about


def _tone(line: CaseLine) -> str:
    if line.again and line.problem:
        return "good"
    return "warn" if line.problem or line.again else ""


def sent_result_words(sent: SentResult) -> str:
    """Return what was sent to a case, when and by whom."""
    return f"ส่ง “{sent.outcome}” แล้ว {words(sent.at)} โดย {sent.by} (ผลฉบับที่ {sent.run})"


def sent_words(outcomes: Mapping[int, str]) -> str:
    """Return what is said after a result was sent."""
    return f"ส่งผลไปยัง {len(outcomes):,} เรื่องแล้ว"
