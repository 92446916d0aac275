"""The stage จัดสรร: accounts at the left, people in the middle, one person's reasons beside."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSplitter, QVBoxLayout, QWidget

from hrdesk.rules.explanation import canonical
from hrdesk.rules.salary.round_types import Share
from hrdesk.services.queries.salary_rounds import RoundView
from hrdesk.ui.context import AppContext
from hrdesk.ui.pages.calculator.results import reasons
from hrdesk.ui.pages.salary.allocate_acts import AllocateActs
from hrdesk.ui.pages.salary.board import Board
from hrdesk.ui.pages.salary.choice_table import ChoiceTable, keys_words, no_choice_words
from hrdesk.ui.pages.salary.people import (
    ABLE,
    PROBLEM,
    REASON,
    UNABLE,
    WAITING,
    Narrowed,
    PeopleTable,
    Shown,
    columns,
)
from hrdesk.ui.pages.salary.people_filter import PeopleFilter
from hrdesk.ui.pages.salary.person_panel import HowDialog, PersonPanel
from hrdesk.ui.pages.salary.shares import ShareList, share_text
from hrdesk.ui.pages.salary.stage import RoundStage
from hrdesk.ui.pages.salary.words import NO_BANDS, STEP, UNITS
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable
from hrdesk.ui.widgets.chips import Chips

_WIDE = 1250  # pixels from which the reasons stand beside the table, not below it
_HIGH = 640  # pixels from which the reasons have room below the table
_LOW = 380  # pixels below which the line of keys is told by the table's tip alone
_BY = (("groups", "กลุ่ม"), ("units", "หน่วยงาน"))


class AllocateStage(RoundStage):
    """Choices are stored as one goes; the accounts follow at once."""

    def __init__(self, ctx: AppContext, board: Board, parent: QWidget | None = None) -> None:
        super().__init__(ctx, board, parent)
        self.setObjectName("allocate_stage")
        self._made = False
        board.refused.connect(self._refused)

    # -- building -----------------------------------------------------------------------------

    def _build(self, view: RoundView) -> None:
        """Make the parts once the scheme is known."""
        self._made = True
        self.acts = AllocateActs(self)
        self.by = Chips("บัญชีตาม", "share_by", several=False, parent=self)
        self.by.set_options(_BY)
        self.by.choose(["groups" if view.totals.groups else "units"])
        self.by.setVisible(bool(view.totals.groups))
        self.shares = ShareList("shares", "โควตาและวงเงิน", self)
        kinds = (ABLE, UNABLE, WAITING, PROBLEM, REASON)
        if view.scheme != STEP:
            kinds = (ABLE, UNABLE, PROBLEM, REASON)
        self.filter = PeopleFilter("people", kinds, self, units=False)
        self.model = PeopleTable(columns(view.scheme, view.number), self)
        name = f"round_people_{view.scheme}_{view.number}"
        self.table = ChoiceTable(self.ctx.settings, name, "ผู้ที่พิจารณา", self)
        self.table.scheme = view.scheme
        self.table.set_table(self.model)
        self.table.set_actions(self.acts.for_rows())
        self.keys = self._muted("round_keys")
        self.panel = PersonPanel(self)
        self._lay_out()
        self._listen()
        self.setFocusProxy(self.table)

    def _lay_out(self) -> None:
        left = QWidget(self)
        inside = QVBoxLayout(left)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(4)
        inside.addWidget(self.by)
        inside.addWidget(self.shares, 1)
        middle = QWidget(self)
        rows = QVBoxLayout(middle)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(4)
        rows.addWidget(self.filter)
        rows.addWidget(self.table, 1)
        rows.addWidget(self.keys)
        self.inner = QSplitter(Qt.Orientation.Vertical, self)
        self.inner.setObjectName("round_split")
        self.inner.setChildrenCollapsible(False)
        self.inner.addWidget(middle)
        self.inner.addWidget(self.panel)
        self.outer = QSplitter(Qt.Orientation.Horizontal, self)
        self.outer.setChildrenCollapsible(False)
        self.outer.addWidget(left)
        self.outer.addWidget(self.inner)
        self.outer.setStretchFactor(1, 1)
        self.rows.addLayout(self.acts.buttons(self.filter.search))
        self.rows.addWidget(self.outer, 1)
        self._turn()

    def _listen(self) -> None:
        self.by.changed.connect(lambda _keys: self._by_changed())
        self.shares.chosen.connect(self._narrow)
        self.shares.opened.connect(self._explain)
        self.filter.changed.connect(self._narrow)
        self.filter.moved_down.connect(self.table.setFocus)
        self.table.chosen.connect(self.panel.show_person)
        self.table.opened.connect(lambda _row: self._opened())
        self.table.gave.connect(lambda amount: self.give(amount, go_on=True))
        self.table.typed.connect(self.panel.begin_amount)
        self.table.reason_wanted.connect(self.panel.begin_reason)
        self.table.took_back.connect(self.board.undo)
        self.table.not_a_choice.connect(
            lambda: self.panel.say(
                no_choice_words(self.board.scheme, self.board.allowed()), wrong=True
            )
        )
        self.panel.gave.connect(lambda amount, go_on: self.give(amount, go_on=go_on))
        self.panel.reasoned.connect(self._reasoned)
        self.panel.left.connect(self.table.setFocus)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the reasons beside the table where there is room for both."""
        super().resizeEvent(event)
        if self._made:
            self._turn()

    def _turn(self) -> None:
        wide = self.width() >= _WIDE
        self.panel.set_low(not wide and self.height() < _HIGH)
        self.keys.setHidden(self.height() < _LOW)
        turned = Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical
        if self.inner.orientation() != turned or not self.outer.property("sized"):
            self.inner.setOrientation(turned)
            self.inner.setSizes([760, 400] if wide else [380, 190])
            self.outer.setSizes([250, max(600, self.width() - 250)])
            self.outer.setProperty("sized", True)

    # -- showing ------------------------------------------------------------------------------

    def show_round(self, view: RoundView) -> None:
        """Show the accounts, the people, and what may be chosen."""
        if not self._made:
            self._build(view)
        locked, allowed = self.board.locked, self.board.allowed()
        self.table.locked = locked
        self.panel.set_up(view.scheme, allowed, locked=locked)
        self.filter.set_units(view.totals.units)
        told = "ผลเป็นที่สุดแล้ว ดูได้อย่างเดียว" if locked else keys_words(view.scheme, allowed)
        without = not locked and self.board.without_bands()
        self.keys.setText(breakable(f"{NO_BANDS} · {told}" if without else told))
        set_role(self.keys, "plain" if without else "muted", "warn" if without else "")
        self.table.setToolTip(told if not locked else "")
        self._show_shares()
        self._narrow()
        if self.table.current_row() is None and self.model.rowCount():
            self.table.select_id(self.model.rows()[0].id)
        self.acts.enable()

    def show_changes(self, ids: set[int]) -> None:
        """Show new figures where they stand; the order and the filter stay as they are."""
        self.model.put(self.board.shown(ids))
        self._show_shares()
        here: Shown | None = self.table.current_row()
        if here is None or here.id in ids or self.panel.shown is None:
            self.panel.show_person(here)
        self.acts.enable()

    def show_row(self, row_id: int) -> None:
        """Make a person current, also where the filter hides them."""
        if self.board.view is None:
            return
        if not self._made or self.model.row_of(row_id) is None:
            self.refresh()
            self.filter.clear()
            self.shares.setCurrentIndex(self.shares.table.index(0))
            self._narrow()
        self.table.select_id(row_id)
        self.table.setFocus()

    def parts(self) -> list[Share]:
        """Return the accounts that are shown below that of all."""
        totals = self.board.totals
        if totals is None:
            return []
        chosen = totals.groups if "groups" in self.by.chosen() else totals.units
        return [each for each in chosen.values() if each.heads]

    def _show_shares(self) -> None:
        if self.board.totals is not None:
            unit = UNITS[self.board.scheme]
            limited = self.board.scheme == STEP and "groups" in self.by.chosen()
            self.shares.show_shares(self.board.totals.whole, self.parts(), unit, limited=limited)

    def _explain(self, share: Share) -> None:
        if share.explanation is not None:
            HowDialog(share_text(share), (reasons(share.explanation),), self).open()

    def _by_changed(self) -> None:
        self.shares.setCurrentIndex(self.shares.table.index(0))
        self._show_shares()
        self._narrow()

    def wanted(self) -> Narrowed:
        """Return what the people are narrowed to."""
        found = self.filter.wanted()
        key = self.shares.key()
        if key is None:
            return found
        if "groups" in self.by.chosen():
            return Narrowed(key, found.unit, found.kinds, found.text)
        return Narrowed(None, key, found.kinds, found.text)

    def _narrow(self) -> None:
        wanted = self.wanted()
        everybody = self.board.people.values()
        self.model.set_rows(each for each in everybody if wanted.shows(each))
        self.filter.say(self.model.rowCount(), len(everybody))
        if self.table.current_row() is None:
            self.panel.show_person(None)

    # -- choosing -----------------------------------------------------------------------------

    def chosen_rows(self) -> list[Shown]:
        """Return the selected people, or the current one."""
        found = [self.model.row_at(at) for at in self.table.selected_rows()]
        rows = [each for each in found if each is not None]
        here: Shown | None = self.table.current_row()
        return rows or ([here] if here is not None else [])

    def give(self, amount: Decimal | None, *, go_on: bool) -> None:
        """Give the same to the chosen people; who may not have it keeps what they have."""
        rows = self.chosen_rows()
        able = [each for each in rows if self._may(each, amount)]
        if not able:
            self.panel.say(self._why_not(rows, amount), wrong=True)
            return
        self.board.choose([each.id for each in able], amount)
        left_out = len(rows) - len(able)
        if left_out:
            told = f"ให้แล้ว {len(able):,} คน อีก {left_out:,} คนให้ไม่ได้ เพราะไม่มีสิทธิหรือเกินที่ให้ได้"
            self.ctx.notify.warn(told)
        if go_on:
            self.table.setFocus()
            if len(rows) == 1:
                self.table.go_down()

    def _may(self, shown: Shown, amount: Decimal | None) -> bool:
        return amount is None or self.board.scheme != STEP or amount in shown.row.allowed

    @staticmethod
    def _why_not(rows: list[Shown], amount: Decimal | None) -> str:
        if not rows or amount is None:
            return "เลือกคนในตารางก่อน"
        row = rows[0].row
        if row.problem:
            return row.problem
        if not row.eligible:
            return f"ไม่มีสิทธิเลื่อน ไม่ครบ: {' '.join(row.unmet)}"
        known = " หรือ ".join(canonical(each) for each in row.allowed)
        return f"ให้ {canonical(amount)} ขั้นไม่ได้ คนนี้ให้ได้ {known} ขั้น"

    def _reasoned(self, reason: str) -> None:
        self.board.give_reason([each.id for each in self.chosen_rows()], reason)
        self.table.setFocus()

    def _refused(self, ids: list[int], text: str) -> None:
        if not self._made:
            return
        here: Shown | None = self.table.current_row()
        names = [each.line.name for each in self.board.shown(ids[:1])]
        other = here is None or here.id not in ids
        told = other and names and names[0] not in text  # some sentences say whose they are
        self.panel.say(f"{names[0]}: {text}" if told else text, wrong=True)

    def _opened(self) -> None:
        # Enter leads to what one can type: the per cent, or the reason.
        if self.board.locked:
            self.panel.tree.setFocus()
        elif self.board.scheme == STEP:
            self.panel.begin_reason()
        else:
            self.panel.amount.setFocus()
            self.panel.amount.selectAll()

    def _muted(self, name: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        label.setWordWrap(True)
        set_role(label, "muted")
        return label
