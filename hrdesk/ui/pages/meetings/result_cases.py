"""Before a result goes to the cases: what will happen to each, chosen line by line."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QSizePolicy, QWidget

from hrdesk.services.errors import DomainError
from hrdesk.services.result_cases import CaseLine
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
        told = QLabel(
            breakable(
                f"ขั้นตอนของคณะกรรมการในแต่ละเรื่องจะเสร็จสิ้นด้วยผลนี้ {about} "
                "ส่งพร้อมกันทุกเรื่องที่เลือก หากเรื่องใดส่งไม่ได้จะไม่มีเรื่องใดเปลี่ยน"
            ),
            self,
        )
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
        set_role(step, "muted" if not line.problem else "plain", "warn" if line.problem else "")
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
        tick.setChecked(True)
        tick.toggled.connect(lambda _on: self._counted())
        tick.toggled.connect(outcome.setEnabled)
        self._ticks[id_], self._outcomes[id_] = tick, outcome

    def _counted(self) -> None:
        count = sum(tick.isChecked() for tick in self._ticks.values())
        self.go.setText(f"ส่งผล {count:,} เรื่อง")
        self.go.setAccessibleName(self.go.text())
        self.go.setEnabled(count > 0)


def _step_words(line: CaseLine) -> str:
    about = f"เรื่องที่ {line.number}"
    if line.step:
        about += f" · {line.step}"
    return f"{about} · ส่งไม่ได้: {line.problem}" if line.problem else about


def sent_words(outcomes: Mapping[int, str]) -> str:
    """Return what is said after a result was sent."""
    return f"ส่งผลไปยัง {len(outcomes):,} เรื่องแล้ว"
