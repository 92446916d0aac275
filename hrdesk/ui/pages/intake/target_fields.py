"""What is asked for: the post, the unit or the agency, and from when, by kind of matter."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from hrdesk.rules.codes import CaseType, Level
from hrdesk.services.cases import TargetPost
from hrdesk.services.queries.people import KnownValues
from hrdesk.ui.form import Form
from hrdesk.ui.pages.person.inputs import Choice, Line, options
from hrdesk.ui.widgets.date_edit import BuddhistDateEdit
from hrdesk.ui.widgets.field import Field

_SHOWN: dict[CaseType, tuple[str, ...]] = {
    CaseType.PROMOTION: ("title", "level", "number"),
    CaseType.TRANSFER_OUT: ("agency", "title", "level"),
    CaseType.REASSIGNMENT: ("unit", "title", "number"),
    CaseType.RESIGNATION: ("effective_on",),
    CaseType.TRANSFER_IN: ("title", "level", "number"),
    CaseType.APPOINTMENT_FROM_LIST: ("title", "level", "number"),
    CaseType.NEWCOMER: ("title", "level", "number"),
    CaseType.POSITION_ALLOWANCE: ("title", "level", "number"),
    CaseType.EXAMINATION: ("title", "level"),
    CaseType.SELECTION: ("title", "level"),
    CaseType.PROMOTION_SELECTION: ("title", "level", "number"),
}
_LABELS: dict[str, dict[CaseType, str]] = {
    "title": {
        CaseType.PROMOTION: "ตำแหน่งที่ขอประเมิน",
        CaseType.TRANSFER_OUT: "ตำแหน่งที่จะไปดำรง",
        CaseType.REASSIGNMENT: "ตำแหน่งที่ขอย้ายไป",
        CaseType.TRANSFER_IN: "ตำแหน่งที่จะรับโอน",
        CaseType.APPOINTMENT_FROM_LIST: "ตำแหน่งที่จะบรรจุ",
        CaseType.NEWCOMER: "ตำแหน่งที่บรรจุ",
        CaseType.POSITION_ALLOWANCE: "ตำแหน่งที่ขอรับเงิน",
        CaseType.EXAMINATION: "ตำแหน่งที่สอบ",
        CaseType.SELECTION: "ตำแหน่งที่คัดเลือก",
        CaseType.PROMOTION_SELECTION: "ตำแหน่งที่จะเลื่อน",
    },
    "level": {
        CaseType.PROMOTION: "ระดับที่ขอประเมิน",
        **dict.fromkeys(
            (
                CaseType.TRANSFER_OUT,
                CaseType.TRANSFER_IN,
                CaseType.APPOINTMENT_FROM_LIST,
                CaseType.NEWCOMER,
                CaseType.POSITION_ALLOWANCE,
                CaseType.EXAMINATION,
                CaseType.SELECTION,
                CaseType.PROMOTION_SELECTION,
            ),
            "ระดับ",
        ),
    },
}


class TargetFields(QWidget):
    """The fields that the chosen kind needs; what was typed stays when the kind changes back."""

    changed = Signal()

    def __init__(
        self, form: Form, today: Callable[[], dt.date], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("intake_target")
        self.title = Line("target_title", self)
        self.level = Choice("target_level", options(Level), self, empty="– ไม่ระบุ –")
        self.number = Line("target_number", self)
        self.unit = Line("target_unit", self)
        self.agency = Line("target_agency", self)
        self.effective_on = BuddhistDateEdit(today, "effective_on", self)
        self._fields = {
            "agency": form.add("target.agency", Field("ส่วนราชการที่รับโอน", self.agency, parent=self)),
            "unit": form.add("target.unit", Field("หน่วยงานที่ขอย้ายไป", self.unit, parent=self)),
            "title": form.add("target.title", Field("ตำแหน่ง", self.title, parent=self)),
            "level": form.add("target.level", Field("ระดับ", self.level, parent=self)),
            "number": form.add("target.number", Field("เลขที่ตำแหน่ง", self.number, parent=self)),
            "effective_on": form.add(
                "effective_on",
                Field("ขอลาออกตั้งแต่วันที่", self.effective_on, required=True, parent=self),
            ),
        }
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        for line in (self.title, self.number, self.unit, self.agency):
            line.textChanged.connect(self.changed)
        self.level.currentIndexChanged.connect(self.changed)
        self.effective_on.date_changed.connect(self.changed)
        self._kind: CaseType | None = None
        self.set_kind(None)

    def set_kind(self, kind: CaseType | None) -> None:
        """Show the fields of a kind in their order."""
        self._kind = kind
        shown = _SHOWN.get(kind, ()) if kind is not None else ()
        for field in self._fields.values():
            self._grid.removeWidget(field)
            field.hide()
        for place, name in enumerate(shown):
            field = self._fields[name]
            label = _LABELS.get(name, {}).get(kind) if kind is not None else None
            if label:
                field.set_words(label)
            self._grid.addWidget(field, 0, place)
            self._grid.setColumnStretch(place, 2 if name in ("title", "agency", "unit") else 1)
            field.show()
        for place in range(len(shown), 3):
            self._grid.setColumnStretch(place, 1)
        self.setVisible(bool(shown))

    def editors(self) -> list[QWidget]:
        """Return the shown editors in reading order."""
        shown = _SHOWN.get(self._kind, ()) if self._kind is not None else ()
        return [self._fields[name].editor for name in shown]

    def complete(self, known: KnownValues) -> None:
        """Offer what the register holds."""
        self.title.complete(known.titles)
        self.unit.complete(known.units)

    def target(self) -> TargetPost:
        """Return what is asked for; fields of other kinds are left out."""
        shown = _SHOWN.get(self._kind, ()) if self._kind is not None else ()
        lines = {
            "title": self.title.value(),
            "number": self.number.value(),
            "unit": self.unit.value(),
            "agency": self.agency.value(),
            "level": self.level.value(),
        }
        return TargetPost(**{name: text for name, text in lines.items() if name in shown})

    def effective(self) -> dt.date | None:
        """Return the day asked for; only a resignation has one."""
        return self.effective_on.date() if self._kind is CaseType.RESIGNATION else None

    def fill(self, target: TargetPost, effective_on: dt.date | None) -> None:
        """Show values: a draft's, or none."""
        self.title.setText(target.title)
        self.number.setText(target.number)
        self.unit.setText(target.unit)
        self.agency.setText(target.agency)
        self.level.set_value(target.level)
        self.effective_on.set_date(effective_on)
