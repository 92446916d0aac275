"""What the list of candidates is narrowed to: months ahead, unit, level asked for, state."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from hrdesk.rules.codes import Level, PostType
from hrdesk.services.queries.candidates import CandidateState
from hrdesk.ui.pages.candidates.model import STATES, USUAL, Narrowed
from hrdesk.ui.pages.person.inputs import Choice
from hrdesk.ui.style import set_role
from hrdesk.ui.widgets.chips import Chips
from hrdesk.ui.widgets.flow import FlowLayout

MONTHS = (3, 6, 12, 18, 24, 36)
USUAL_MONTHS = 12


class CandidateBar(QWidget):
    """Months need counting anew; all else narrows what was counted."""

    changed = Signal(object)  # Narrowed
    months_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("candidate_filters")
        ahead = [(str(months), f"ภายใน {months} เดือน") for months in MONTHS]
        self.ahead = Choice("candidate_months", ahead, self)
        self.ahead.setAccessibleName("จะครบภายในกี่เดือน")
        self.ahead.set_value(str(USUAL_MONTHS))
        self.unit = Choice("candidate_unit", (), self, empty="ทุกหน่วยงาน")
        self.unit.setAccessibleName("กรองตามหน่วยงาน")
        self.unit.setMinimumContentsLength(20)
        levels = [(str(level), f"ขอ{level.label}") for level in Level.of_type(PostType.K)[1:]]
        self.level = Choice("candidate_level", levels, self, empty="ทุกระดับที่จะขอ")
        self.level.setAccessibleName("กรองตามระดับที่จะขอ")
        self.states = Chips("สถานะ", "candidate_state", parent=self)
        self.states.set_options([(state.value, STATES[state].word) for state in CandidateState])
        self.states.choose(state.value for state in USUAL)
        self.states.setContentsMargins(0, 4, 0, 0)
        self._count = QLabel(self)
        self._count.setObjectName("candidate_count")
        self._count.setWordWrap(True)
        set_role(self._count, "muted")
        filters = QWidget(self)
        flow = FlowLayout(filters)
        for widget in (self.ahead, self.unit, self.level, self.states):
            flow.addWidget(widget)
        policy = filters.sizePolicy()
        policy.setHeightForWidth(True)
        filters.setSizePolicy(policy)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(6)
        rows.addWidget(filters)
        rows.addWidget(self._count)
        self.ahead.currentIndexChanged.connect(lambda _at: self.months_changed.emit(self.months()))
        for choice in (self.unit, self.level):
            choice.currentIndexChanged.connect(self._tell)
        self.states.changed.connect(self._tell)

    def months(self) -> int:
        """Return how far ahead is looked."""
        return int(self.ahead.value())

    def narrowed(self) -> Narrowed:
        """Return what is asked for; without any state chosen all are shown."""
        level = self.level.value()
        chosen = frozenset(CandidateState(key) for key in self.states.chosen())
        return Narrowed(
            self.unit.value(),
            Level(level) if level else None,
            chosen or frozenset(CandidateState),
        )

    def set_units(self, units: Sequence[str]) -> None:
        """Offer the units that the list has."""
        self.unit.set_options([(unit, unit) for unit in units])

    def say(self, text: str) -> None:
        """Say how many there are, or what is going on."""
        self._count.setText(text)

    def clear(self) -> None:
        """Take the filters away; the months stay."""
        for choice in (self.unit, self.level):
            choice.blockSignals(True)
            choice.set_value("")
            choice.blockSignals(False)
        self.states.choose(state.value for state in USUAL)
        self._tell()

    def _tell(self, *_: object) -> None:
        self.changed.emit(self.narrowed())
