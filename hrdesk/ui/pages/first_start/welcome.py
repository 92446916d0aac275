"""The welcome: a real office or the invented one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable

_WIDTH = 520


class WelcomePage(QWidget):
    """Two large buttons, ``real`` and ``sample``, and what went wrong with the latter."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("welcome")
        title = QLabel("ยินดีต้อนรับสู่ hrdesk", self)
        set_role(title, "title")
        told = QLabel(
            breakable(
                "โปรแกรมรับเรื่อง ติดตามงาน และพิมพ์เอกสารของงานการเจ้าหน้าที่ ใช้ได้โดยไม่ต้องต่ออินเทอร์เน็ต"
            ),
            self,
        )
        told.setWordWrap(True)
        set_role(told, "muted")
        self.real = _choice(
            self,
            "begin_real",
            "ตั้งค่าสำนักงานของเรา",
            "ใช้เวลาประมาณห้านาที ต้องใช้ชื่อหน่วยงาน ที่อยู่ และรหัสหนังสือ",
        )
        self.sample = _choice(
            self,
            "begin_sample",
            "ลองใช้กับข้อมูลตัวอย่าง",
            "สำนักงานสมมติ มีบุคลากรและเรื่องให้ลอง แยกจากข้อมูลจริง",
        )
        self._making = QLabel("กำลังสร้างข้อมูลตัวอย่าง ใช้เวลาไม่กี่วินาที", self)
        self._making.setObjectName("sample_making")
        set_role(self._making, "muted")
        self._bar = QProgressBar(self)
        self._bar.setObjectName("sample_bar")
        self._bar.setAccessibleName("กำลังสร้างข้อมูลตัวอย่าง")
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self.problem = problem_label(self, "welcome_problem")
        self._lay_out(title, told)
        self.set_busy(False)

    def set_busy(self, on: bool) -> None:
        """Show that the sample data are being made, or offer the two ways."""
        self._making.setVisible(on)
        self._bar.setVisible(on)
        for button in (self.real, self.sample):
            button.setEnabled(not on)

    def _lay_out(self, title: QLabel, told: QLabel) -> None:
        column = QWidget(self)
        column.setFixedWidth(_WIDTH)
        middle = QVBoxLayout(column)
        middle.setSpacing(12)
        for widget in (title, told, self.real, self.sample):
            middle.addWidget(widget)
        for widget in (self._making, self._bar, self.problem):
            middle.addWidget(widget)
        rows = QVBoxLayout(self)
        rows.addStretch(2)
        line = QHBoxLayout()
        line.addStretch()
        line.addWidget(column)
        line.addStretch()
        rows.addLayout(line)
        rows.addStretch(3)


def problem_label(parent: QWidget, name: str) -> QLabel:
    """Return a hidden label for the sentence of what went wrong."""
    label = QLabel(parent)
    label.setObjectName(name)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    set_role(label, "error")
    label.hide()
    return label


def _choice(page: QWidget, name: str, words: str, told: str) -> QPushButton:
    button = QPushButton(page)
    button.setObjectName(name)
    button.setAccessibleName(words)
    button.setAccessibleDescription(told)
    button.setAutoDefault(True)
    title = QLabel(words, button)
    set_role(title, "subtitle")
    text = QLabel(breakable(told), button)
    text.setWordWrap(True)
    set_role(text, "muted")
    rows = QVBoxLayout(button)
    rows.setContentsMargins(20, 12, 20, 12)
    rows.setSpacing(4)
    for label in (title, text):
        label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        rows.addWidget(label)
    button.setMinimumHeight(rows.totalHeightForWidth(_WIDTH - 24) + 8)
    return button
