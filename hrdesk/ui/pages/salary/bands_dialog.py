"""Per cents by level, tried before they are decided: what each costs, and what is left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from hrdesk.rules.explanation import canonical
from hrdesk.services.errors import DomainError, EditConflict
from hrdesk.ui.messages import sentence
from hrdesk.ui.pages.person.inputs import Line
from hrdesk.ui.pages.salary.people import Shown
from hrdesk.ui.pages.salary.person_panel import read_amount
from hrdesk.ui.pages.salary.shares import choice_text, gauges
from hrdesk.ui.pages.salary.words import PERCENTAGE, UNITS, sums
from hrdesk.ui.pages.settings.form_dialog import FormDialog
from hrdesk.ui.pages.sign_in.fitting import fit
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable

if TYPE_CHECKING:
    from hrdesk.rules.salary.round_types import Share
    from hrdesk.services.unit_of_work import UnitOfWork
    from hrdesk.ui.context import AppContext
    from hrdesk.ui.pages.salary.board import Board

_COST = 3  # the column of what a level costs
_WAIT_MS = 250  # after the last key, before it is computed
_NO_RIGHT = "ไม่มีผู้มีสิทธิเลื่อนในระดับนี้ ร้อยละที่ใส่จึงไม่มีผล"
NOBODY = "ยังไม่มีผลการประเมิน"


@dataclass(frozen=True, slots=True)
class _Answer:
    whole: Share
    over_units: tuple[str, ...]
    costs: Mapping[str, Decimal]
    faults: int
    without_right: frozenset[str]  # levels of which nobody may be raised


def levels_of(people: list[Shown]) -> list[str]:
    """Return the levels that occur, the best first."""
    best: dict[str, Decimal] = {}
    for each in people:
        level = each.person.level
        if level:
            best[level] = max(best.get(level, Decimal(-1)), each.person.score or Decimal(-1))
    return sorted(best, key=lambda level: -best[level])


class BandsDialog(FormDialog):
    """Nothing is stored until the per cents are taken over."""

    kind = "bands_dialog"

    def __init__(self, ctx: AppContext, board: Board, parent: QWidget | None = None) -> None:
        super().__init__("ร้อยละตามระดับผลการประเมิน", "ใช้ร้อยละเหล่านี้", parent)
        self._ctx, self._board = ctx, board
        self._people = list(board.people.values())
        self.levels = levels_of(self._people)
        self.lines: dict[str, Line] = {}
        self._cap: Decimal | None = None  # known once something above it was refused
        self._costs: dict[str, QLabel] = {}
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_WAIT_MS)
        self._wait.timeout.connect(self.try_now)
        self.result_line = self._label("bands_result")
        self.units_line = self._label("bands_units")
        set_role(self.units_line, "plain", "warn")
        self.units_line.hide()
        self.heads = self._label("bands_heads", muted=True)
        self.by_hand = self._label("bands_by_hand", muted=True)
        self._lay_out()
        self.try_now()
        fit(self)

    def bands(self) -> dict[str, Decimal]:
        """Return the per cents typed, those that can be read; ``wrong`` tells of the others."""
        found = {}
        for level, line in self.lines.items():
            try:
                amount = read_amount(line.value())
            except ValueError:
                continue
            if amount is not None:
                found[level] = amount
        return found

    def wrong(self) -> dict[str, str]:
        """Return what is wrong with a level's per cent, in Thai, by level."""
        found = {}
        for level, line in self.lines.items():
            try:
                read_amount(line.value())
            except ValueError:
                found[level] = f"{level}: “{line.value()}” ใช้ไม่ได้ พิมพ์ร้อยละเป็นตัวเลข 0 ขึ้นไป เช่น 3.5"
        cap = self._cap
        for level, amount in self.bands().items():
            if cap is not None and amount > cap:
                found[level] = f"{level}: {canonical(amount)} เกินเพดานร้อยละ {canonical(cap)}"
        return {level: found[level] for level in self.lines if level in found}

    def try_now(self) -> None:
        """Compute what the per cents typed come to; what is wrong is marked where it stands."""
        from hrdesk.services.queries.salary_rounds import simulate_round

        view = self._board.view
        options = self._options()
        if view is None or options is None:
            return
        round_id = view.id

        def read(uow: UnitOfWork) -> _Answer:
            tried = simulate_round(uow, round_id, options)
            costs: dict[str, Decimal] = {}
            for person, row in zip(tried.people, tried.rows, strict=True):
                costs[person.level] = costs.get(person.level, Decimal(0)) + row.raised
            over = tuple(each.label for each in tried.totals.units.values() if each.over)
            faults = sum(bool(row.problem) for row in tried.rows)
            able = {
                p.level for p, row in zip(tried.people, tried.rows, strict=True) if row.eligible
            }
            return _Answer(tried.totals.whole, over, costs, faults, frozenset(costs) - able)

        self._ctx.tasks.query(self, read, self._show, self._refused_try, "try")

    def hand_over(self) -> None:
        """Make the per cents those of the round; a wrong one gets the keyboard instead."""
        from hrdesk.services.salary_rounds import set_options

        self._wait.stop()
        view, options = self._board.view, self._options()
        if view is None or options is None:
            self._to_first_wrong()
            return
        round_id, version = view.id, view.version

        def saved(_value: Any) -> None:
            self.accept()
            self._board.forget_undo()
            self._board.read()

        self._ctx.tasks.act(
            self, lambda uow: set_options(uow, round_id, version, options), saved, self._not_saved,
            saved="ใช้ร้อยละตามระดับแล้ว",
        )  # fmt: skip

    def hideEvent(self, event: QHideEvent) -> None:
        """Compute nothing more."""
        self._wait.stop()
        super().hideEvent(event)

    def _options(self) -> dict[str, Any] | None:
        wrong = self.wrong()
        for level, line in self.lines.items():
            line.setProperty("wrong", level in wrong)
            line.setAccessibleDescription(wrong.get(level, ""))
            line.style().unpolish(line)
            line.style().polish(line)
        if wrong:
            self._say("\n".join(wrong.values()), wrong=True)
            fit(self)
            return None
        bands = self.bands()
        return {
            **self._board.options(),
            "bands": {key: canonical(each) for key, each in bands.items()},
        }

    def _show(self, found: _Answer) -> None:
        gauge = gauges(found.whole)[-1]
        parts = [f"{level}: {_NO_RIGHT}" for level in self.bands() if level in found.without_right]
        if found.over_units:
            parts.append(f"หน่วยงานที่เกินวงเงินของตน: {', '.join(found.over_units)}")
        told = "\n".join(parts)
        self.units_line.setText(breakable(told))
        self.units_line.setVisible(bool(told))
        faults = f"คำนวณไม่ได้ {found.faults:,} คน" if found.faults else ""
        budget = found.whole.budget
        limit = f"จากวงเงิน {sums(budget)} บาท" if budget is not None else ""
        cost = [f"{gauge.used} {limit}".strip(), gauge.left, faults]
        self._say(" · ".join(part for part in cost if part), wrong=gauge.over or bool(found.faults))
        self.heads.setText(breakable(choice_text(found.whole, UNITS[PERCENTAGE])))
        for level, label in self._costs.items():
            label.setText(f"{sums(found.costs.get(level, Decimal(0)))} บาท")
        fit(self)

    def _say(self, text: str, *, wrong: bool) -> None:
        set_role(self.result_line, "subtitle", "bad" if wrong else "good")
        self.result_line.setText(breakable(text))

    def _refused_try(self, problem: DomainError) -> None:
        if self._over_cap(problem):
            return
        self._say(sentence(problem), wrong=True)

    def _over_cap(self, problem: DomainError) -> bool:
        """Learn the cap from a refusal and mark what is above it."""
        if problem.code != "percent_above_cap":
            return False
        self._cap = Decimal(problem.facts["cap"])
        return self._options() is None

    def _to_first_wrong(self) -> None:
        first = next((self.lines[level] for level in self.wrong()), None)
        if first is not None:
            first.setFocus()
            first.selectAll()

    def _not_saved(self, problem: DomainError) -> None:
        if self._over_cap(problem):
            self._to_first_wrong()
            return
        self.refused(problem)
        if isinstance(problem, EditConflict):
            self._board.read()

    def _lay_out(self) -> None:
        kept = self._board.options().get("bands") or {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        for at, words in enumerate(("ระดับ", "คน", "ร้อยละ", "เงินเลื่อน")):
            head = QLabel(words, self)
            set_role(head, "muted")
            if at == _COST:
                head.setAlignment(Qt.AlignmentFlag.AlignRight)
            grid.addWidget(head, 0, at)
        for row, level in enumerate(self.levels, start=1):
            heads = sum(each.person.level == level for each in self._people)
            line = Line(f"band_{row}", self)
            line.setAccessibleName(f"ร้อยละของระดับ {level}")
            line.setMaximumWidth(110)
            line.setText(str(kept.get(level, "")))
            line.textEdited.connect(lambda _text: self._wait.start())
            self.lines[level] = line
            self._costs[level] = QLabel(self)
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            grid.addWidget(QLabel(level, self), row, 0)
            grid.addWidget(QLabel(f"{heads:,}", self), row, 1)
            grid.addWidget(line, row, 2)
            grid.addWidget(self._costs[level], row, _COST, right)
        grid.setColumnStretch(_COST, 1)
        without = sum(not each.person.level for each in self._people)
        by_hand = sum(each.line.chosen is not None for each in self._people)
        told = [f"{NOBODY} {without:,} คน ไม่ได้ร้อยละใด"] if without else []
        told += [f"กำหนดเป็นรายคนแล้ว {by_hand:,} คน ไม่เปลี่ยนตามระดับ"] if by_hand else []
        self.by_hand.setText(breakable(" · ".join(told)))
        self.by_hand.setVisible(bool(told))
        self.fields.addLayout(grid)
        for label in (self.by_hand, self.result_line, self.units_line, self.heads):
            self.fields.addWidget(label)
        if self.lines:
            next(iter(self.lines.values())).setFocus()
        else:
            self._say("ยังไม่มีผู้ใดมีผลการประเมิน จึงยังไม่มีระดับให้กำหนด", wrong=True)
            self.go.setEnabled(False)

    def _label(self, name: str, *, muted: bool = False) -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        label.setWordWrap(True)
        if muted:
            set_role(label, "muted")
        return label
