"""What the room sees of a contest: plain rows, with nothing that should not be seen. No Qt.

Where single members' points are hidden, means stand only for a candidate whose sheets are all
there: the mean of one sheet would tell that member's points.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from hrdesk.rules.contest_result import contest_result
from hrdesk.rules.explanation import canonical
from hrdesk.rules.refusal import Refused
from hrdesk.rules.scoring import Score
from hrdesk.ui.pages.scoring.board import Board, Cell
from hrdesk.ui.pages.scoring.words import figure

WAITING = "รอคะแนน"
PASSED, FAILED = "ผ่านเกณฑ์", "ไม่ผ่านเกณฑ์"


@dataclass(frozen=True, slots=True)
class Options:
    """What is let be seen; names alone at first."""

    names: bool = True
    points: bool = False
    ranks: bool = False
    whole: bool = False

    def turned(self, name: str) -> Options:
        """Return the options with one of them turned."""
        return replace(self, **{name: not getattr(self, name)})


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One candidate: means by criterion, total, per cent, result and rank; empty where not seen."""

    id: int
    name: str
    means: tuple[str, ...]
    total: str
    percent: str
    result: str
    rank: str
    progress: str


@dataclass(frozen=True, slots=True)
class ShownMember:
    """One member's points for the candidate shown, by criterion."""

    name: str
    points: tuple[str, ...]


class Shown:
    """Makes what the room sees of a board; ranks are worked out once for each state of it."""

    def __init__(self, board: Board, options: Options) -> None:
        self.board = board
        self.options = options
        self._ranks: dict[int, int] | None = None

    @property
    def heads(self) -> tuple[tuple[str, str], ...]:
        """Return the criteria with their maxima."""
        return tuple(
            (each.label, canonical(each.maximum)) for each in self.board.grid.scheme.criteria
        )

    def row(self, candidate_id: int) -> ShownRow:
        """Return one candidate as the room sees them."""
        board, standing = self.board, self.board.standing(candidate_id)
        candidate = board.candidate(candidate_id)
        name = f"ลำดับที่ {candidate.number}"
        if self.options.names:
            name = f"{candidate.number}. {candidate.name}"
        score = standing.score
        if score is None or not (standing.complete or self.options.points):
            score = None
        result = ""
        if score is not None and standing.complete:
            result = PASSED if score.passed else FAILED
        rank = self.ranks().get(candidate_id) if self.options.ranks else None
        return ShownRow(
            candidate_id,
            name,
            self._means(score),
            figure(score.total) if score is not None else "",
            figure(score.percent) if score is not None else "",
            result or WAITING,
            str(rank) if rank is not None else "",
            f"ใบคะแนน {standing.whole} จาก {standing.expected}",
        )

    def rows(self) -> list[ShownRow]:
        """Return every candidate."""
        return [self.row(id_) for id_ in self.board.candidates]

    def members(self, candidate_id: int) -> list[ShownMember]:
        """Return what each member gave, nothing while that is hidden."""
        if not self.options.points:
            return []
        found = []
        for number, member in enumerate(self.board.members.values(), start=1):
            if not self.board.due((candidate_id, member.id)):
                continue
            name = member.name if self.options.names else f"กรรมการคนที่ {number}"
            cells = [
                Cell(candidate_id, member.id, each.id) for each in self.board.grid.scheme.criteria
            ]
            found.append(ShownMember(name, tuple(_points(self.board.stored(c)) for c in cells)))
        return found

    def ranks(self) -> dict[int, int]:
        """Return the ranks, none before everybody's sheets are all there."""
        if self._ranks is None:
            self._ranks = self._ranked()
        return self._ranks

    def _ranked(self) -> dict[int, int]:
        board, grid = self.board, self.board.grid
        if grid.kind != "person" or not all(
            board.standing(id_).complete for id_ in board.candidates
        ):
            return {}
        entries = [grid.entry(each) for each in grid.candidates]
        try:
            found = contest_result(grid.law, grid.scheme, "person", grid.posts, entries)
        except Refused:
            return {}
        order = found.ranking.order if found.ranking is not None else ()
        return {int(each.id): each.rank for each in order}

    def _means(self, score: Score | None) -> tuple[str, ...]:
        means = {each.id: figure(each.mean) for each in score.criteria} if score else {}
        return tuple(means.get(each.id, "") for each in self.board.grid.scheme.criteria)


def _points(points: Decimal | None) -> str:
    return "" if points is None else canonical(points)
