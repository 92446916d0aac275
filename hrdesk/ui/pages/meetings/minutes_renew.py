"""What the meeting's own data would change in the minutes, before it is taken over."""

from __future__ import annotations

import difflib
from dataclasses import dataclass

from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from hrdesk.services.minutes import MinutesText
from hrdesk.ui.reading_order import ReadingOrder
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable


@dataclass(frozen=True, slots=True)
class SectionChange:
    """One matter that changes: lines that go and lines that come."""

    heading: str
    gone: tuple[str, ...]
    new: tuple[str, ...]


def changed_sections(before: MinutesText, after: MinutesText) -> tuple[SectionChange, ...]:
    """Return the matters whose text differs, line by line."""
    old = {each.heading: each.text.splitlines() for each in before.sections}
    found = []
    for each in after.sections:
        lines = list(difflib.ndiff(old.get(each.heading, []), each.text.splitlines()))
        gone = tuple(line[2:] for line in lines if line.startswith("- "))
        new = tuple(line[2:] for line in lines if line.startswith("+ "))
        if gone or new or each.heading not in old:
            found.append(SectionChange(each.heading, gone, new))
    return tuple(found)


class RenewDialog(ReadingOrder, QDialog):
    """Shows every line that goes and that comes; nothing typed by hand is among those that go."""

    def __init__(self, changes: tuple[SectionChange, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("minutes_changes")
        self.setWindowTitle("นำข้อมูลล่าสุดมาใส่ใหม่")
        said = QLabel(
            breakable("ข้อความที่ท่านพิมพ์หรือแก้เองยังอยู่ครบ เฉพาะบรรทัดที่โปรแกรมร่างไว้และไม่มีใครแก้จะถูกแทนที่"),
            self,
        )
        said.setObjectName("dialog_text")
        said.setWordWrap(True)
        shown = QPlainTextEdit(self)
        shown.setObjectName("minutes_changes_text")
        shown.setAccessibleName("สิ่งที่จะเปลี่ยน")
        shown.setReadOnly(True)
        shown.setTabChangesFocus(True)
        blocks = []
        for each in changes:
            lines = [each.heading, *(f"  ออก: {line}" for line in each.gone)]
            lines += [f"  เข้า: {line}" for line in each.new]
            blocks.append("\n".join(lines))
        shown.setPlainText("\n\n".join(blocks))
        self.go = QPushButton("นำมาใส่", self)
        self.go.setObjectName("dialog_go")
        self.go.setAccessibleName("นำมาใส่")
        self.go.setDefault(True)
        set_role(self.go, "primary")
        stay = QPushButton("ไม่นำมา", self)
        stay.setObjectName("dialog_cancel")
        stay.setAccessibleName("ไม่นำมา")
        stay.setAutoDefault(False)
        stay.clicked.connect(self.reject)
        self.go.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(stay)
        foot.addWidget(self.go)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(20, 16, 20, 16)
        rows.setSpacing(12)
        rows.addWidget(said)
        rows.addWidget(shown, 1)
        rows.addLayout(foot)
        self.resize(680, 460)
