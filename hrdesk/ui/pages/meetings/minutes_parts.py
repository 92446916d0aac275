"""The fields of the minutes: a heading and a text for each matter, and who signs."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from hrdesk.services.errors import DomainError
from hrdesk.services.minutes import MinutesSection, MinutesText
from hrdesk.ui.thai_text import plain
from hrdesk.ui.widgets.field import Field

_LEAST, _MOST = 3, 12  # lines a text is high
_WHO = (
    ("taken_by", "ผู้จดรายงานการประชุม"),
    ("taken_by_post", "ตำแหน่งผู้จด"),
    ("checked_by", "ผู้ตรวจรายงานการประชุม"),
    ("checked_by_post", "ตำแหน่งผู้ตรวจ"),
)


class SectionEdit(QWidget):
    """One matter; an empty heading is refused at saving."""

    changed = Signal()
    gone = Signal(object)

    def __init__(self, number: int, section: MinutesSection, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.drafted = section.drafted
        self.heading = QLineEdit(section.heading, self)
        self.heading.setObjectName(f"minutes_heading_{number}")
        self.body = QPlainTextEdit(section.text, self)
        self.body.setObjectName(f"minutes_text_{number}")
        self.body.setTabChangesFocus(True)
        self.field = Field(f"ระเบียบวาระที่ {number}", self.heading, parent=self)
        self.body.setAccessibleName(f"ข้อความของระเบียบวาระที่ {number}")
        drop = QPushButton("ลบ", self)
        drop.setObjectName(f"minutes_drop_{number}")
        drop.setAccessibleName(f"ลบระเบียบวาระที่ {number}")
        drop.setToolTip("ลบวาระนี้")
        drop.setAutoDefault(False)
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self.field, 1)
        head.addWidget(drop, 0, Qt.AlignmentFlag.AlignBottom)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(4)
        rows.addLayout(head)
        rows.addWidget(self.body)
        drop.clicked.connect(lambda _on=False: self.gone.emit(self))
        self.heading.textChanged.connect(lambda _t: self.changed.emit())
        self.body.textChanged.connect(self._grow)
        self._fit()

    def section(self) -> MinutesSection:
        """Return the matter as it is typed."""
        return MinutesSection(
            plain(self.heading.text()).strip(), plain(self.body.toPlainText()), self.drafted
        )

    def _grow(self) -> None:
        self._fit()
        self.changed.emit()

    def _fit(self) -> None:
        """Be as high as the text, within reason."""
        letters = max(self.body.viewport().width() // 8, 30)
        text = self.body.toPlainText().split("\n")
        lines = sum(1 + len(line) // letters for line in text)
        high = self.body.fontMetrics().lineSpacing() * (min(max(lines, _LEAST), _MOST) + 1)
        self.body.setFixedHeight(high + 12)


class MinutesParts(QWidget):
    """All matters in their order, and the four names at the end."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("minutes_parts")
        self.sections: list[SectionEdit] = []
        self._who: dict[str, QLineEdit] = {}
        self._rows = QVBoxLayout()
        self._rows.setSpacing(12)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        whole.addLayout(self._rows)
        for name, label in _WHO:
            edit = QLineEdit(self)
            edit.setObjectName(f"minutes_{name}")
            edit.textChanged.connect(lambda _t: self.changed.emit())
            self._who[name] = edit
            whole.addWidget(Field(label, edit, parent=self))

    def put(self, text: MinutesText) -> None:
        """Show minutes in place of what stands here, without telling anybody."""
        self.blockSignals(True)
        for each in self.sections:
            self._rows.removeWidget(each)
            each.hide()
            each.deleteLater()
        self.sections = []
        for section in text.sections:
            self._add(section)
        for name, edit in self._who.items():
            edit.setText(getattr(text, name))
        self.blockSignals(False)

    def text(self) -> MinutesText:
        """Return the minutes as they are typed."""
        who = {name: plain(edit.text()).strip() for name, edit in self._who.items()}
        return MinutesText(tuple(each.section() for each in self.sections), **who)

    def add_section(self) -> None:
        """Add an empty matter at the end and go to it."""
        made = self._add(MinutesSection("", ""))
        self.changed.emit()
        made.show()
        made.heading.setFocus()

    def show_problem(self, problem: DomainError) -> None:
        """Go to the heading a problem is about."""
        part, _, place = (problem.field or "").partition(".")
        if part == "heading" and place.isdecimal():
            section = self.sections[int(place)]
            section.field.set_error(problem)
            section.heading.setFocus()

    def _add(self, section: MinutesSection) -> SectionEdit:
        made = SectionEdit(len(self.sections) + 1, section, self)
        made.changed.connect(self.changed)
        made.gone.connect(self._drop)
        self.sections.append(made)
        self._rows.addWidget(made)
        return made

    def _drop(self, section: SectionEdit) -> None:
        text = self.text()
        place = self.sections.index(section)
        kept = text.sections[:place] + text.sections[place + 1 :]
        self.put(MinutesText(kept, *(getattr(text, name) for name, _ in _WHO)))
        self.changed.emit()
