"""The questions that no register answers: only those that bear on this matter are shown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from hrdesk.rules.codes import DegreeLevel
from hrdesk.services.queries.standing import StandingView
from hrdesk.services.standing_answers import Answers
from hrdesk.ui.pages.person.inputs import Choice, Line
from hrdesk.ui.style import set_role
from hrdesk.ui.widgets.date_edit import BuddhistDateEdit
from hrdesk.ui.widgets.field import Field

# A box does not wrap its words: short ones on the screen, the whole in the tip and for readers.
CHECKS = (
    ("linked_level", "เป็นตำแหน่งระดับควบ", "ตำแหน่งที่เลื่อนระดับได้ในตำแหน่งเดิม"),
    ("holder_hipps", "ผู้ครองเป็น HiPPS", "ผู้ครองเป็นข้าราชการผู้มีผลสัมฤทธิ์สูง (HiPPS)"),
    ("scholarship_bound", "อยู่ระหว่างชดใช้ทุน", "อยู่ระหว่างปฏิบัติราชการชดใช้ทุน"),
    ("consent", "ได้รับความยินยอมแล้ว", "ความยินยอมตามที่ระบุว่าต้องแสดงเพิ่ม"),
    ("no_list", "ไม่มีบัญชีผู้สอบได้ให้ใช้",
     "ไม่ได้จัดสอบ หรือไม่มีบัญชีผู้สอบแข่งขันได้ หรือบัญชีร่วม สำหรับตำแหน่งนี้"),
    ("on_live_list", "ผู้ขออยู่ในบัญชีผู้สอบได้",
     "ขึ้นบัญชีผู้สอบแข่งขันได้ระดับปฏิบัติการในสายงานนี้ที่ยังไม่ถูกยกเลิก"),
)  # fmt: skip
_OCCUPANTS = (("vacant", "ว่าง"), ("applicant", "ผู้ขอครองอยู่"), ("other", "ผู้อื่นครองอยู่"))
_LEAVING = (("retirement", "จะเกษียณอายุ"), ("resignation", "ลาออกโดยได้รับอนุญาตแล้ว"))
_NARROWEST = 5  # letters: beside each other they must fit into the narrowest panel
_ASKED = tuple(level for level in DegreeLevel if level is not DegreeLevel.BELOW_BACHELOR)


class Questions(QWidget):
    """Boxes and lists; every change is told as the whole answers."""

    answered = Signal(object)  # Answers

    def __init__(self, today: Callable[[], dt.date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("standing_questions")
        self._answers = Answers()
        self._filling = False
        self._known_series = ""
        degrees = [(str(level), level.label) for level in DegreeLevel]
        self.series = Line("standing_series", self, "สายงานที่จะแต่งตั้ง")
        self.degree = Choice("standing_degree", degrees, self, empty="ตามทะเบียน")
        asked = [(str(level), level.label) for level in _ASKED[1:]]
        self.asked = Choice("standing_asked", asked, self, empty=DegreeLevel.BACHELOR.label)
        self.occupied_by = Choice("standing_occupied_by", _OCCUPANTS, self)
        self.holder_leaving = Choice(
            "standing_holder_leaving", _LEAVING, self, empty="ไม่ได้จะพ้น หรือยังไม่ทราบ"
        )
        for choice in (self.degree, self.asked, self.occupied_by, self.holder_leaving):
            choice.setMinimumContentsLength(_NARROWEST)
        self.holder_leaves_on = BuddhistDateEdit(today, "standing_holder_leaves_on", self)
        self.granted_on = BuddhistDateEdit(today, "standing_granted_on", self)
        self.checks = {name: self._check(name, words, tip) for name, words, tip in CHECKS}
        self._fields: dict[str, QWidget] = {
            "occupied_by": Field("ตำแหน่งที่จะแต่งตั้ง", self.occupied_by, parent=self),
            "holder_leaving": Field("ผู้ครองจะพ้นหรือไม่", self.holder_leaving, parent=self),
            "holder_leaves_on": Field("วันสุดท้ายที่ผู้ครองรับราชการ", self.holder_leaves_on, parent=self),
            "granted_on": Field("วันที่อนุญาตให้ผู้ครองลาออก", self.granted_on, parent=self),
            "series": Field("สายงานที่จะแต่งตั้ง", self.series, parent=self),
            "degree": Field("วุฒิสูงสุดที่ใช้นับปี", self.degree, parent=self),
            "asked": Field("วุฒิที่ตำแหน่งต้องการ", self.asked, parent=self),
            **self.checks,
        }
        self._build()
        self._connect()

    def set_answers(self, answers: Answers) -> None:
        """Go on from these answers."""
        self._answers = answers

    def show_view(self, view: StandingView) -> None:
        """Show the questions of an answer, filled with what the register or the officer says."""
        self._filling = True
        self._answers = view.answers
        for name, box in self.checks.items():
            told = view.linked_level if name == "linked_level" else getattr(view.answers, name)
            box.setChecked(bool(told))
        self.occupied_by.set_value(view.occupied_by)
        self.holder_leaving.set_value(view.answers.holder_leaving)
        self.holder_leaves_on.set_date(view.holder_leaves_on)
        self.granted_on.set_date(view.answers.granted_on)
        self._known_series = view.series
        if not self.series.hasFocus():
            self.series.setText(view.series)
        self.degree.set_value(view.answers.degree)
        self.asked.set_value(view.answers.asked)
        counting = view.looked_at and view.has_times
        shown = {*view.questions, *(("series", "degree", "asked") if counting else ())}
        for name, field in self._fields.items():
            field.setVisible(name in shown)
        self._head.setVisible(bool(shown))
        self._filling = False

    def shown(self) -> tuple[str, ...]:
        """Return the names of the questions that are asked."""
        return tuple(name for name, field in self._fields.items() if not field.isHidden())

    # -- inside -------------------------------------------------------------------------------

    def _check(self, name: str, words: str, tip: str) -> QCheckBox:
        box = QCheckBox(words, self)
        box.setToolTip(tip)
        box.setAccessibleDescription(tip)
        box.setObjectName(f"standing_{name}")
        box.setAccessibleName(words)
        box.clicked.connect(lambda on: self._say(name, bool(on)))
        return box

    def _build(self) -> None:
        self._head = QLabel("ข้อมูลประกอบ แก้ไขได้", self)
        set_role(self._head, "muted")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 4, 0, 0)
        rows.setSpacing(4)
        rows.addWidget(self._head)
        order = ("linked_level", "occupied_by", "holder_leaving", "holder_leaves_on", "granted_on")
        beside = ("degree", "asked")
        rest = (key for key in self._fields if key not in (*order, "series", *beside))
        for name in (*order, *rest, "series"):
            rows.addWidget(self._fields[name])
        degrees = QHBoxLayout()
        degrees.setSpacing(8)
        for name in beside:
            degrees.addWidget(self._fields[name], 1)
        rows.addLayout(degrees)

    def _connect(self) -> None:
        for name in ("occupied_by", "holder_leaving", "degree", "asked"):
            choice = getattr(self, name)
            choice.currentIndexChanged.connect(
                lambda _at, name=name, choice=choice: self._say(name, choice.value())
            )
        for name in ("holder_leaves_on", "granted_on"):
            getattr(self, name).date_changed.connect(lambda day, name=name: self._say(name, day))
        self.series.editingFinished.connect(self._series_told)

    def _series_told(self) -> None:
        # What was filled in and left as it was is no answer.
        if self.series.value() != self._known_series:
            self._say("series", self.series.value())

    def _say(self, name: str, value: Any) -> None:
        if self._filling or getattr(self._answers, name) == value:
            return
        self._answers = replace(self._answers, **{name: value})
        self.answered.emit(self._answers)
