"""What a step needs before it closes: things to look at, papers that must be there, days ahead."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from hrdesk.rules.dates import thai_date_short
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable

if TYPE_CHECKING:
    from hrdesk.services.queries.cases import StepForm

_MOST = 60  # letters of a check beside its box before it goes on in a line of its own


class ChecksView(QWidget):
    """Ticks of the step that is worked, with the papers that it needs and have not come."""

    changed = Signal()
    day_asked = Signal(object)  # AheadDate

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("step_checks")
        self._boxes: dict[str, QCheckBox] = {}
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(6)
        self._papers = QLabel(self)
        self._papers.setObjectName("step_papers")
        self._papers.setWordWrap(True)

    def build(self, asked: StepForm, ticked: Iterable[str]) -> None:
        """Make the ticks of a step anew; ``ticked`` are those set before."""
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and widget is not self._papers:
                widget.deleteLater()
        self._boxes.clear()
        already = frozenset(ticked)
        for ahead in asked.ahead:
            self._rows.addWidget(self._day(ahead))
        if asked.checks:
            title = QLabel("ตรวจก่อนปิดขั้นตอน", self)
            set_role(title, "field")
            self._rows.addWidget(title)
        for check in asked.checks:
            box = QCheckBox(self)
            box.setObjectName(f"check_{check.key}")
            box.setAccessibleName(check.text)
            box.setChecked(check.key in already)
            box.toggled.connect(self.changed)
            self._boxes[check.key] = box
            self._rows.addWidget(_line(box, check.text, self))
        self._rows.addWidget(self._papers)
        self.show_papers(asked)

    def show_papers(self, asked: StepForm) -> None:
        """Say which papers the step needs and which of them have not come."""
        missing = [paper.label for paper in asked.papers if paper.received_on is None]
        needed = [p.label for p in asked.papers if p.received_on is None and p.required]
        if needed:
            words, tone = f"ยังไม่ได้รับ: {', '.join(missing)}", "warn"
        elif missing:
            words, tone = f"ยังไม่ได้รับ (ถ้ามี): {', '.join(missing)}", "muted"
        else:
            words, tone = "เอกสารที่ขั้นนี้ต้องมีได้รับครบแล้ว", "good"
        self._papers.setText(breakable(words))
        set_role(
            self._papers, "muted" if tone == "muted" else "plain", "" if tone == "muted" else tone
        )
        self._papers.setVisible(bool(asked.papers))
        self.setVisible(bool(self._boxes or asked.papers or asked.ahead))

    def ticked(self) -> frozenset[str]:
        """Return the keys that are ticked."""
        return frozenset(key for key, box in self._boxes.items() if box.isChecked())

    def _day(self, ahead: object) -> QWidget:
        from hrdesk.services.queries.cases import AheadDate

        assert isinstance(ahead, AheadDate)
        line = QWidget(self)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        day = thai_date_short(ahead.day) if ahead.day else "ยังไม่กำหนด"
        said = QLabel(breakable(f"{ahead.label}: {day}"), line)
        said.setWordWrap(True)
        button = QPushButton("กำหนดวัน…" if ahead.day is None else "เปลี่ยนวัน…", line)
        button.setObjectName(f"plan_{ahead.field}")
        button.setAccessibleName(f"กำหนด{ahead.label}")
        button.clicked.connect(lambda: self.day_asked.emit(ahead))
        row.addWidget(said, 1)
        row.addWidget(button)
        return line


def _line(box: QCheckBox, text: str, parent: QWidget) -> QWidget:
    """A tick whose words go on in the next line: a check box itself cannot."""
    line = QWidget(parent)
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    said = _Words(box, text, line)
    row.addWidget(box)
    row.addWidget(said, 1)
    return line


class _Words(QLabel):
    """The words of a tick; a click on them sets it."""

    def __init__(self, box: QCheckBox, text: str, parent: QWidget) -> None:
        super().__init__(breakable(text), parent)
        self._box = box
        self.setWordWrap(True)

    def mouseReleaseEvent(self, event: object) -> None:
        """Set or take away the tick."""
        self._box.toggle()
