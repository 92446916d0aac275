"""What the people of a round are narrowed to: search, unit, and what is the matter with them."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from hrdesk.ui.pages.person.inputs import Choice
from hrdesk.ui.pages.salary.people import KINDS, Narrowed
from hrdesk.ui.style import set_role
from hrdesk.ui.widgets.chips import Chips
from hrdesk.ui.widgets.search_box import SearchBox


class PeopleFilter(QWidget):
    """A search box, a list of units, and chips; without units the search box is laid out elsewhere."""

    changed = Signal()
    moved_down = Signal()

    def __init__(
        self,
        name: str,
        kinds: Collection[str],
        parent: QWidget | None = None,
        *,
        units: bool = True,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}_filter")
        self.search = SearchBox("ค้นหาชื่อ ตำแหน่ง เลขที่", f"{name}_search", self)
        self.search.setMinimumWidth(150)
        self.unit = Choice(f"{name}_unit", (), self, "ทุกหน่วยงาน")
        self.unit.setAccessibleName("หน่วยงาน")
        self.unit.setMaximumWidth(240)
        self.chips = Chips("ดูเฉพาะ", f"{name}_kinds", parent=self)
        self.chips.set_options([each for each in KINDS if each[0] in kinds])
        self.count = QLabel(self)
        self.count.setObjectName(f"{name}_count")
        set_role(self.count, "muted")
        self.unit.setVisible(units)
        self._units = units
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(self.chips, 1)
        below.addWidget(self.count)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(4)
        if units:
            top = QHBoxLayout()
            top.setSpacing(8)
            top.addWidget(self.search, 2)
            top.addWidget(self.unit, 1)
            rows.addLayout(top)
        rows.addLayout(below)
        self.search.searched.connect(lambda _text: self.changed.emit())
        self.search.moved_down.connect(self.moved_down)
        self.unit.activated.connect(lambda _at: self.changed.emit())
        self.chips.changed.connect(lambda _keys: self.changed.emit())

    def set_units(self, units: Iterable[str]) -> None:
        """Offer the units of the round; with one there is nothing to choose."""
        named = [unit for unit in units if unit]
        self.unit.set_options([(unit, unit) for unit in named])
        self.unit.setVisible(self._units and len(named) > 1)

    def wanted(self) -> Narrowed:
        """Return what is chosen here."""
        return Narrowed(None, self.unit.value() or None, self.chips.chosen(), self.search.query())

    def clear(self) -> None:
        """Narrow to nothing, without telling anybody."""
        self.search.set_query("")
        self.unit.set_value("")
        self.chips.choose(())

    def say(self, shown: int, of: int) -> None:
        """Say how many are shown."""
        self.count.setText(f"{of:,} คน" if shown == of else f"แสดง {shown:,} จาก {of:,} คน")
