"""What the register's list is narrowed to: a search box, three lists and the state."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from hrdesk.rules.codes import Employment, Level
from hrdesk.services.queries.people import PeopleFilter
from hrdesk.ui import icons
from hrdesk.ui.pages.person.inputs import Choice, options
from hrdesk.ui.style import set_role
from hrdesk.ui.widgets.chips import Chips
from hrdesk.ui.widgets.flow import FlowLayout
from hrdesk.ui.widgets.search_box import SearchBox

_STATES: dict[str, bool | None] = {"in": True, "out": False, "all": None}
_WORDS = (("in", "อยู่ในทะเบียน"), ("out", "พ้นจากทะเบียน"), ("all", "ทั้งหมด"))


class FilterBar(QWidget):
    """Search as one types; every change is told as a ``PeopleFilter``."""

    changed = Signal(object)  # PeopleFilter
    moved_down = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("people_filters")
        self.search = SearchBox("ค้นหาชื่อ เลขที่ตำแหน่ง ตำแหน่ง หรือหน่วยงาน", "people_search", self)
        self.unit = Choice("filter_unit", (), self, empty="ทุกหน่วยงาน")
        self.unit.setAccessibleName("กรองตามหน่วยงาน")
        self.unit.setMinimumContentsLength(20)
        self.level = Choice("filter_level", options(Level), self, empty="ทุกระดับ")
        self.level.setAccessibleName("กรองตามระดับ")
        self.employment = Choice(
            "filter_employment", options(Employment), self, empty="ทุกประเภทบุคลากร"
        )
        self.employment.setAccessibleName("กรองตามประเภทบุคลากร")
        self.employment.setMinimumContentsLength(18)
        self.state = Chips("สถานะในทะเบียน", "filter_state", several=False, parent=self)
        self.state.set_options(_WORDS)
        self.state.choose(("in",))
        self.state.setContentsMargins(0, 4, 0, 0)  # chips are lower than the lists beside them
        self._clear = QPushButton("ล้างตัวกรอง", self)
        self._clear.setObjectName("clear_filters")
        self._clear.setAccessibleName("ล้างตัวกรองทั้งหมด")
        self._clear.setToolTip("ล้างตัวกรอง (Esc)")
        icons.set_icon(self._clear, "close")
        set_role(self._clear, "link")
        self._count = QLabel(self)
        self._count.setObjectName("people_count")
        set_role(self._count, "muted")
        self._lay_out()
        self.search.searched.connect(self._tell)
        self.search.moved_down.connect(self.moved_down)
        for choice in (self.unit, self.level, self.employment):
            choice.currentIndexChanged.connect(self._tell)
        self.state.changed.connect(self._state_changed)
        self._clear.clicked.connect(self.clear)
        self._show_clear()

    def filter(self) -> PeopleFilter:
        """Return what is asked for."""
        level, employment = self.level.value(), self.employment.value()
        chosen = next(iter(self.state.chosen()), "in")
        return PeopleFilter(
            text=self.search.query(),
            unit=self.unit.value(),
            level=Level(level) if level else None,
            employment=Employment(employment) if employment else None,
            active=_STATES[chosen],
        )

    def set_units(self, units: Sequence[str]) -> None:
        """Offer the units of the register."""
        self.unit.set_options([(unit, unit) for unit in units])

    def set_count(self, total: int | None) -> None:
        """Say how many people there are; None while it is not known."""
        self._count.setText("กำลังนับ…" if total is None else f"{total:,} คน")

    def clear(self) -> None:
        """Take every filter away."""
        for choice in (self.unit, self.level, self.employment):
            choice.blockSignals(True)
            choice.set_value("")
            choice.blockSignals(False)
        self.state.choose(("in",))
        self.search.set_query("")
        self._tell()

    def narrowed(self) -> bool:
        """Tell whether anything is filtered."""
        return self.filter() != PeopleFilter()

    def _state_changed(self, chosen: frozenset[str]) -> None:
        if not chosen:  # one of the three always holds
            self.state.choose(("in",))
        self._tell()

    def _tell(self) -> None:
        self._show_clear()
        self.changed.emit(self.filter())

    def _show_clear(self) -> None:
        self._clear.setVisible(self.narrowed())

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self.search, 1)
        top.addWidget(self._count)
        filters = QWidget(self)
        flow = FlowLayout(filters)
        for widget in (self.state, self.unit, self.level, self.employment, self._clear):
            flow.addWidget(widget)
        policy = filters.sizePolicy()
        policy.setHeightForWidth(True)
        filters.setSizePolicy(policy)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        rows.addLayout(top)
        rows.addWidget(filters)
