"""One salary round as it is worked on: read once, then kept up to date choice by choice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from hrdesk.rules.salary.round_totals import replaced
from hrdesk.services.errors import DomainError, Invalid
from hrdesk.services.salary_live import outside
from hrdesk.services.salary_problems import problems_of
from hrdesk.ui.messages import sentence
from hrdesk.ui.pages.salary.people import Shown
from hrdesk.ui.pages.salary.words import PERCENTAGE, STEP

if TYPE_CHECKING:
    from hrdesk.rules.salary.round_types import RoundTotals
    from hrdesk.services.queries.salary_rounds import ChoiceDone, RoundView
    from hrdesk.services.salary_choices import SetChoice
    from hrdesk.services.unit_of_work import UnitOfWork
    from hrdesk.ui.context import AppContext

_STALE = frozenset({"edit_conflict", "choice_gone", "round_final", "not_found"})
_MOST_UNDONE = 200


@dataclass(frozen=True, slots=True)
class Before:
    """What was chosen for one row before an act, to be given back by an undo."""

    row_id: int
    amount: Decimal | None
    reason: str


@dataclass(frozen=True, slots=True)
class _Read:
    view: RoundView
    people: tuple[Shown, ...]


class Board(QObject):
    """The round of one page; stages show it and hand choices to it.

    Totals follow each choice by difference; the round is read again only when somebody else
    changed it, or when ``read`` is called.
    """

    loaded = Signal()
    told = Signal(object)  # set of row ids: their figures, and with them the totals, changed
    failed = Signal(object)  # DomainError: the round could not be read
    refused = Signal(object, str)  # row ids and why, in Thai
    settled = Signal()  # nothing is on its way to the database any more

    def __init__(self, ctx: AppContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.ctx = ctx
        self.round_id: int | None = None
        self.forget()

    def forget(self) -> None:
        """Hold no round."""
        self.view: RoundView | None = None
        self.people: dict[int, Shown] = {}
        self.totals: RoundTotals | None = None
        self.stored_at: dt.datetime | None = None
        self._open = 0
        self._undo: list[tuple[Before, ...]] = []

    # -- reading ------------------------------------------------------------------------------

    def read(self) -> None:
        """Read the round again."""
        from hrdesk.services.queries.salary_rounds import round_view

        round_id = self.round_id
        if round_id is None:
            return

        def load(uow: UnitOfWork) -> _Read:
            view = round_view(uow, round_id)
            trios = zip(view.lines, view.people, view.rows, strict=True)
            return _Read(view, tuple(Shown(*each) for each in trios))

        self.ctx.tasks.query(self, load, self._take, self.failed.emit, "round")

    def _take(self, found: _Read) -> None:
        if found.view.id != self.round_id:
            return
        self.view = found.view
        self.people = {each.id: each for each in found.people}
        self.totals = found.view.totals
        self.loaded.emit()

    @property
    def locked(self) -> bool:
        """Whether nothing may be chosen: the round is final, superseded, or not read yet."""
        return self.view is None or self.view.state != "open"

    @property
    def busy(self) -> bool:
        """Whether a choice is on its way to the database."""
        return self._open > 0

    @property
    def scheme(self) -> str:
        """The scheme of the round."""
        return self.view.scheme if self.view is not None else STEP

    def without_bands(self) -> bool:
        """Tell whether this round gives per cents by level and none is set yet."""
        return self.scheme == PERCENTAGE and not self.options().get("bands")

    def chosen(self) -> int:
        """Return for how many people something was chosen."""
        return sum(each.line.chosen is not None for each in self.people.values())

    def allowed(self) -> frozenset[Decimal]:
        """Return every choice that somebody of this round may get; empty for per cents."""
        found: set[Decimal] = set()
        seen: set[tuple[Decimal, ...]] = set()
        for each in self.people.values():
            if each.row.allowed not in seen:
                seen.add(each.row.allowed)
                found.update(each.row.allowed)
        return frozenset(found)

    # -- choosing -----------------------------------------------------------------------------

    def choose(self, ids: Sequence[int], amount: Decimal | None) -> None:
        """Give the same to some people; reasons stay, but not those for what is taken back.

        A reason said why somebody gets another figure than the proposal: with the proposed one it
        goes, and comes back by an undo.
        """
        known = [self.people[each] for each in ids if each in self.people]
        self._store([(each, amount, _kept_reason(each, amount)) for each in known])

    def give_reason(self, ids: Sequence[int], reason: str) -> None:
        """Say why people get what was chosen; without a choice the figure becomes one."""
        known = [each for each in self.shown(ids) if each.line.reason != reason]
        self._store(
            [
                (each, each.row.choice if each.line.chosen is None else each.line.chosen, reason)
                for each in known
            ]
        )

    def can_undo(self) -> bool:
        """Tell whether something chosen here can be taken back."""
        return bool(self._undo) and not self.locked

    def undo(self) -> None:
        """Take the last act back."""
        if not self.can_undo() or self.busy:
            return
        back = self._undo.pop()
        wanted = [(self.people[each.row_id], each.amount, each.reason) for each in back]
        self._store(wanted, remember=False)

    def forget_undo(self) -> None:
        """Nothing chosen before can be taken back: the whole round became another."""
        self._undo = []

    def _store(
        self, wanted: Sequence[tuple[Shown, Decimal | None, str]], *, remember: bool = True
    ) -> None:
        from hrdesk.services.salary_choices import SetChoice, set_choices

        round_id = self.round_id
        if not wanted or self.locked or round_id is None:
            return
        before = tuple(Before(each.id, each.line.chosen, each.line.reason) for each, *_ in wanted)
        commands = [
            SetChoice(round_id, each.id, amount, reason, each.line.choice_version)
            for each, amount, reason in wanted
        ]
        self._open += 1
        self.ctx.tasks.act(
            self,
            lambda uow: set_choices(uow, round_id, commands),
            lambda done: self._stored(commands, done, before if remember else ()),
            lambda problem: self._not_stored([each.row_id for each in commands], problem),
            saved=None,
        )

    def _stored(
        self,
        commands: Sequence[SetChoice],
        done: Iterable[ChoiceDone],
        before: tuple[Before, ...],
    ) -> None:
        self._open -= 1
        self.stored_at = self.ctx.database.clock.now()
        if before:
            self._undo = [*self._undo, before][-_MOST_UNDONE:]
        given = {each.row_id: each for each in commands}
        for each in done:
            self._replace(given[each.row.id].amount, each)
        self.told.emit(set(given))
        self._end()

    def _replace(self, amount: Decimal | None, done: ChoiceDone) -> None:
        view, old = self.view, self.people.get(done.row.id)
        if view is None or old is None or self.totals is None:
            return
        line = replace(
            old.line,
            chosen=amount,
            reason=done.reason,
            choice_version=done.choice_version,
            outside_proposal=outside(amount, old.line.proposal),
        )
        self.totals = replaced(self.totals, old.row, done.row, view.limits)
        self.people[done.row.id] = Shown(line, replace(old.person, choice=amount), done.row)

    def _not_stored(self, ids: Sequence[int], problem: DomainError) -> None:
        self._open -= 1
        one = problem.problems[0] if isinstance(problem, Invalid) else problem
        if one.code in _STALE:
            self.ctx.notify.error(one)  # reading again would take a word beside the row away
            self.read()
        else:
            self.refused.emit(list(ids), sentence(one))
        self._end()

    def _end(self) -> None:
        if not self._open:
            self.settled.emit()

    # -- the whole round ----------------------------------------------------------------------

    def shown(self, ids: Iterable[int]) -> list[Shown]:
        """Return people by the ids of their rows."""
        return [self.people[each] for each in ids if each in self.people]

    def problems(self) -> tuple[str, ...]:
        """Return what hinders making the round final, as the choices are now, in Thai."""
        view, totals = self.view, self.totals
        if view is None or totals is None or view.state != "open":
            return ()
        everybody = self.people.values()
        return problems_of(
            view.scheme, [each.row for each in everybody], [each.line for each in everybody],
            totals, view.limits, view.meeting, view.standing,
        )  # fmt: skip

    def options(self) -> Mapping[str, Any]:
        """Return the round's options."""
        return self.view.options if self.view is not None else {}


def _kept_reason(shown: Shown, amount: Decimal | None) -> str:
    line = shown.line
    returned = line.outside_proposal and not outside(amount, line.proposal)
    return "" if amount is None or returned else line.reason
