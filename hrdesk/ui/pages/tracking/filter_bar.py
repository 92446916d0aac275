"""What stands above the list: search, chips, and the filters that are needed less often."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from hrdesk.rules.codes import MANUAL_KINDS, CaseType
from hrdesk.services.queries.tracking import CaseFilter, FilterChoices, own_filter
from hrdesk.ui import icons
from hrdesk.ui.context import AppContext
from hrdesk.ui.pages.tracking.describe import (
    Onlooker,
    chosen_quick,
    extra_chips,
    in_words,
    quick_chips,
    toggled,
    without,
)
from hrdesk.ui.style import set_role
from hrdesk.ui.widgets.chips import Chips
from hrdesk.ui.widgets.date_edit import BuddhistDateEdit
from hrdesk.ui.widgets.field import Field
from hrdesk.ui.widgets.flow import FlowLayout
from hrdesk.ui.widgets.search_box import SearchBox

REMOVE = "กดอีกครั้งเพื่อเลิกกรอง"
_CROSS = "  ✕"
_SHORTEST = 9  # letters of a choice that must be seen: four fields fit side by side
_CHOICES = 280  # pixels of the opened list, wider than the field for long names


class FilterChips(Chips):
    """Chips that show how to remove them once they are chosen."""

    def _make(self, key: str, title: str, chosen: bool) -> QPushButton:
        chip = super()._make(key, title, chosen)

        def show(on: bool) -> None:
            chip.setText(f"{title}{_CROSS}" if on else title)
            chip.setToolTip(REMOVE if on else f"กรองเฉพาะ{title}")

        chip.toggled.connect(show)
        show(chosen)
        return chip


class FilterBar(QWidget):
    """Shows one ``CaseFilter`` and lets it be changed; the filter itself is the only state."""

    changed = Signal(object)  # CaseFilter
    moved_down = Signal()  # on into the list

    def __init__(self, ctx: AppContext, *, general: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("filter_bar")
        self._ctx = ctx
        self._general = general
        self._wanted = CaseFilter()
        self._kinds: frozenset[CaseType] = frozenset()  # those that have a chip besides the four
        self._filling = False  # the program writes into the dates, not the user
        self._choices = FilterChoices((), ())
        hint = "ค้นหาในเรื่องของคุณ" if general else "ค้นหาส่วนใดก็ได้ของชื่อ เลขที่ หน่วยงาน หรือเรื่อง"
        self.search = SearchBox(hint, "tracking_search", self)
        self.search.searched.connect(lambda text: self._become(replace(self._wanted, text=text)))
        self.search.moved_down.connect(self.moved_down)
        self.quick = FilterChips("ตัวกรอง", "quick_filters", parent=self)
        self.quick.set_options(quick_chips(general=general))
        self.quick.changed.connect(self._quick_clicked)
        self.extra = FilterChips("กรองอยู่", "extra_filters", parent=self)
        self.extra.changed.connect(self._extra_clicked)
        self.more = self._button("more_filters", "ตัวกรองเพิ่ม", "filter")
        self.more.setCheckable(True)
        self.clear_button = self._button("clear_filters", "ล้างตัวกรอง", "close")
        self.clear_button.setToolTip("ล้างตัวกรองทั้งหมด (Esc)")
        self.clear_button.clicked.connect(self.clear)
        self.found = QLabel(self)
        self.found.setObjectName("tracking_found")
        set_role(self.found, "muted")
        self._panel = self._make_panel()
        self.more.toggled.connect(self._panel.setVisible)
        self._lay_out()
        self._show()

    # -- the filter ---------------------------------------------------------------------------

    @property
    def wanted(self) -> CaseFilter:
        """The filter that is shown."""
        return self._wanted

    def set_filter(self, wanted: CaseFilter) -> None:
        """Show a filter without telling anybody; a general user's is cut to what they may ask."""
        self._wanted = own_filter(wanted) if self._general else wanted
        self._show()

    def set_choices(self, choices: FilterChoices) -> None:
        """Offer these officers and units."""
        self._choices = choices
        self._fill_choices()
        self._offer_kinds()
        self._show()

    def clear(self) -> None:
        """Take every filter and the search away."""
        self.search.setFocus()
        self._become(CaseFilter())

    def in_words(self) -> str:
        """Return the filter in one line."""
        return in_words(self._wanted, self._who())

    def _who(self) -> Onlooker:
        return Onlooker(self._ctx.today(), self._ctx.actor.user_id, self._choices)

    def _become(self, wanted: CaseFilter) -> None:
        if wanted != self._wanted:
            self._wanted = wanted
            self._show()
            self.changed.emit(wanted)

    # -- what the user does -------------------------------------------------------------------

    def _quick_clicked(self, chosen: frozenset[str]) -> None:
        who = self._who()
        wanted = self._wanted
        for key in chosen ^ chosen_quick(wanted, who):
            wanted = toggled(wanted, key, who)
        self._become(wanted)

    def _extra_clicked(self, chosen: frozenset[str]) -> None:
        wanted = self._wanted
        for key, _ in extra_chips(wanted, self._who()):
            if key not in chosen:
                wanted = without(wanted, key)
        self.search.setFocus()
        self._become(wanted)

    def _officer_chosen(self, place: int) -> None:
        self._become(replace(self._wanted, officer_id=self._officer.itemData(place)))

    def _unit_chosen(self, place: int) -> None:
        self._become(replace(self._wanted, unit=self._unit.itemData(place) or ""))

    def _dates_typed(self) -> None:
        if self._filling:
            return
        low, high = self._from.date(), self._to.date()
        backwards = low is not None and high is not None and low > high
        self._to_field.set_error("วันสุดท้ายต้องไม่มาก่อนวันแรก" if backwards else None)
        if not backwards:
            self._become(replace(self._wanted, received_from=low, received_to=high))

    # -- what is shown ------------------------------------------------------------------------

    def _show(self) -> None:
        who = self._who()
        wanted = self._wanted
        if self.search.query() != wanted.text:
            self.search.set_query(wanted.text)
        self._offer_kinds()
        self.quick.choose(chosen_quick(wanted, who))
        extras = extra_chips(wanted, who)
        self.extra.set_options(extras)
        self.extra.choose(key for key, _ in extras)
        self.extra.setVisible(bool(extras))
        self.clear_button.setVisible(wanted != CaseFilter())
        for box, value in ((self._officer, wanted.officer_id), (self._unit, wanted.unit or None)):
            box.setCurrentIndex(max(box.findData(value), 0))
        self._filling = True
        for edit, day in ((self._from, wanted.received_from), (self._to, wanted.received_to)):
            if edit.date() != day:
                edit.set_date(day)
        self._filling = False
        self._to_field.set_error(None)

    def _offer_kinds(self) -> None:
        """Show the kinds that the office has matters of, and those that are chosen."""
        kinds = (frozenset(self._choices.kinds) | self._wanted.case_types) - set(MANUAL_KINDS)
        if kinds != self._kinds:
            self._kinds = kinds
            self.quick.set_options(quick_chips(general=self._general, kinds=kinds))

    def _fill_choices(self) -> None:
        officers = [("ทุกคน", None), *((name, key) for key, name in self._choices.officers)]
        units = [("ทุกหน่วยงาน", None), *((unit, unit) for unit in self._choices.units)]
        for box, options in ((self._officer, officers), (self._unit, units)):
            box.clear()
            for words, value in options:
                box.addItem(words, value)

    # -- making it ----------------------------------------------------------------------------

    def _button(self, name: str, words: str, picture: str) -> QPushButton:
        made = QPushButton(words, self)
        made.setObjectName(name)
        made.setAccessibleName(words)
        icons.set_icon(made, picture)
        return made

    def _make_panel(self) -> QFrame:
        panel = QFrame(self)
        panel.setObjectName("more_filters_panel")
        row = FlowLayout(panel, gap=12)
        self._officer = QComboBox(panel)
        self._officer.setObjectName("filter_officer")
        self._unit = QComboBox(panel)
        self._unit.setObjectName("filter_unit")
        for box in (self._officer, self._unit):
            box.setMinimumContentsLength(_SHORTEST)
            box.view().setMinimumWidth(_CHOICES)
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
        self._from = BuddhistDateEdit(self._ctx.today, "filter_received_from", panel)
        self._to = BuddhistDateEdit(self._ctx.today, "filter_received_to", panel)
        fields = [
            Field("ผู้รับผิดชอบ", self._officer, parent=panel),
            Field("หน่วยงาน", self._unit, parent=panel),
            Field("รับเรื่องตั้งแต่", self._from, parent=panel),
            Field("ถึง", self._to, parent=panel),
        ]
        self._to_field = fields[-1]
        for place, field in enumerate(fields):
            row.addWidget(field)
            field.setVisible(not self._general or place >= 2)
        self._fill_choices()
        self._officer.activated.connect(self._officer_chosen)
        self._unit.activated.connect(self._unit_chosen)
        for edit in (self._from, self._to):
            edit.date_changed.connect(lambda _day: self._dates_typed())
        panel.hide()
        return panel

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.search, 1)
        top.addWidget(self.found)
        top.addWidget(self.more)
        top.addWidget(self.clear_button)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        rows.addLayout(top)
        for widget in (self.quick, self.extra, self._panel):
            rows.addWidget(widget)
