"""One round as all its tabs see it: read once, narrowed alike, told when it changes."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from hrdesk.services.errors import DomainError
from hrdesk.services.queries.appraisals import AppraisalLine, AppraisalRoundView, appraisal_round
from hrdesk.ui.context import AppContext
from hrdesk.ui.pages.appraisal.words import WAITING
from hrdesk.ui.thai_text import plain

_LATER_MS = 250  # after the last score: counts and places follow the typing


class RoundBoard(QObject):
    """The round shown, and what its lists are narrowed to."""

    loaded = Signal()
    narrowed = Signal()
    failed = Signal(object)
    ask_people = Signal()  # a list without anybody wants people put in

    def __init__(self, ctx: AppContext, parent: QObject) -> None:
        super().__init__(parent)
        self.ctx = ctx
        self.round_id: int | None = None
        self.view: AppraisalRoundView | None = None
        self.unit = ""
        self.text = ""
        self.waiting: frozenset[str] = frozenset()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_LATER_MS)
        self._later.timeout.connect(self.read)

    def read(self) -> None:
        """Read the round again."""
        round_id = self.round_id
        if round_id is None:
            return
        self.ctx.tasks.query(
            self, lambda uow: appraisal_round(uow, round_id), self._take, self._refused, "round"
        )

    def read_later(self) -> None:
        """Read the round again once typing rests."""
        self._later.start()

    def rest(self) -> None:
        """Ask nothing more: the page is gone."""
        self._later.stop()

    @property
    def open(self) -> bool:
        """Whether the round is known and may be changed."""
        return self.view is not None and not self.view.final

    def narrow(self, unit: str, text: str, waiting: frozenset[str]) -> None:
        """Narrow every list of the round."""
        self.unit, self.text, self.waiting = unit, text, waiting
        self.narrowed.emit()

    def lines(self) -> list[AppraisalLine]:
        """Return the people shown, by unit and name."""
        kept = [keep for key, _, keep in WAITING if key in self.waiting]
        return [
            line
            for line in (self.view.lines if self.view is not None else ())
            if (not self.unit or line.unit == self.unit)
            and (not self.text or self.text in plain(f"{line.name} {line.post}"))
            and (not kept or any(keep(line) for keep in kept))
        ]

    def keep(self, line: AppraisalLine) -> None:
        """Hold one result as it was just stored, until the round is read again."""
        if self.view is not None:
            lines = tuple(line if each.id == line.id else each for each in self.view.lines)
            self.view = replace(self.view, lines=lines)

    def units(self) -> list[str]:
        """Return the units of the round's people."""
        lines = self.view.lines if self.view is not None else ()
        return [unit for unit in dict.fromkeys(line.unit for line in lines) if unit]

    def narrowed_words(self) -> str:
        """Return what is shown, for the head of a paper."""
        chosen = [words for key, words, _ in WAITING if key in self.waiting]
        parts = (self.unit, f"“{self.text}”" if self.text else "", "/".join(chosen))
        return " · ".join(part for part in parts if part)

    def _take(self, view: AppraisalRoundView) -> None:
        self.view = view
        self.loaded.emit()

    def _refused(self, problem: DomainError) -> None:
        self.failed.emit(problem)
