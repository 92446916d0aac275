"""The points of one contest as the window holds them: stored, on their way, refused. No Qt.

Totals count only what the database has acknowledged.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from hrdesk.rules.contest_result import Standing
from hrdesk.rules.explanation import canonical
from hrdesk.rules.scoring_scheme import Criterion
from hrdesk.services.errors import DomainError
from hrdesk.services.queries.scores import ContestGrid, GridCandidate, GridMember, SheetView
from hrdesk.services.scores import CellPoints

Pair = tuple[int, int]
LOCKED = frozenset({"entered", "verified"})


class Cell(NamedTuple):
    """The place of one number: whose points, by whom, for what."""

    candidate_id: int
    member_id: int
    criterion: str

    @property
    def pair(self) -> Pair:
        """Return whose sheet the cell lies on."""
        return self.candidate_id, self.member_id


@dataclass(frozen=True, slots=True)
class Failed:
    """What was typed but is not stored, and why in Thai; ``points`` None with ``text`` empties."""

    text: str
    points: Decimal | None
    why: str


@dataclass(frozen=True, slots=True)
class Move:
    """One cell's change, for taking it back."""

    cell: Cell
    old: Decimal | None
    new: Decimal | None


class Board:
    """One contest's sheets with what is being saved and what could not be."""

    def __init__(self, grid: ContestGrid, outlets: Mapping[int, Decimal]) -> None:
        self._sheets: dict[Pair, SheetView] = dict(grid.sheets)
        self.grid = replace(grid, sheets=self._sheets)
        self.outlets = outlets
        self.pending: dict[Cell, Decimal | None] = {}
        self.failed: dict[Cell, Failed] = {}
        self.candidates = {each.id: each for each in grid.candidates}
        self.members = {each.id: each for each in grid.members}
        self._by_id = grid.scheme.by_id
        self._lacking: int | None = None
        self._standings: dict[int, Standing] = {}
        self._done: list[tuple[Move, ...]] = []
        self._undone: list[tuple[Move, ...]] = []

    # -- reading ------------------------------------------------------------------------------

    def criterion(self, cell: Cell) -> Criterion:
        """Return what a cell's points are for."""
        return self._by_id[cell.criterion]

    def candidate(self, id_: int) -> GridCandidate:
        """Return a candidate by its id."""
        return self.candidates[id_]

    def member(self, id_: int) -> GridMember:
        """Return a member by its id."""
        return self.members[id_]

    def stored(self, cell: Cell) -> Decimal | None:
        """Return the points that the database acknowledged."""
        return self.grid.sheet(*cell.pair).points.get(cell.criterion)

    def points(self, cell: Cell) -> Decimal | None:
        """Return the points of a cell, those on their way included."""
        return self.pending[cell] if cell in self.pending else self.stored(cell)

    def text(self, cell: Cell) -> str:
        """Return what a cell shows: what could not be stored stays readable."""
        if cell in self.failed:
            return self.failed[cell].text
        points = self.points(cell)
        return "" if points is None else canonical(points)

    def closed(self, cell: Cell) -> DomainError | None:
        """Return why nothing can be typed in a cell, or None."""
        if self.grid.final:
            return DomainError("contest_final")
        barred = self.barred(cell)
        if barred is not None:
            return barred
        state = self.grid.sheet(*cell.pair).state
        return DomainError("sheet_handed_in", state=state) if state in LOCKED else None

    def barred(self, cell: Cell) -> DomainError | None:
        """Return why no points are due in a cell: absent, recused, or exempt."""
        member, candidate = self.members[cell.member_id], self.candidates[cell.candidate_id]
        if not member.present:
            return DomainError("member_absent", name=member.name)
        if cell.pair in self.grid.recused:
            return DomainError("member_recused", name=member.name, candidate=candidate.name)
        if cell.criterion in candidate.exemption.criteria:
            return DomainError("criterion_exempt", label=self.criterion(cell).label)
        return None

    def due(self, pair: Pair) -> bool:
        """Tell whether a sheet is due at all: the member came and takes part."""
        return self.members[pair[1]].present and pair not in self.grid.recused

    def missing(self, pair: Pair) -> int:
        """Return how many cells of a due sheet are still empty."""
        if not self.due(pair):
            return 0
        points = self.grid.sheet(*pair).points
        exempt = self.candidates[pair[0]].exemption.criteria
        return sum(
            each.id not in points and each.id not in exempt for each in self.grid.scheme.criteria
        )

    def total(self, pair: Pair) -> Decimal | None:
        """Return the sum of a sheet so far; None before its first point."""
        points = self.grid.sheet(*pair).points
        return sum(points.values(), Decimal(0)) if points else None

    def standing(self, candidate_id: int) -> Standing:
        """Return where a candidate stands; worked out again only after a change."""
        if candidate_id not in self._standings:
            candidate = self.candidates[candidate_id]
            self._standings[candidate_id] = self.grid.standing(candidate)
        return self._standings[candidate_id]

    def all_missing(self) -> int:
        """Return how many cells the whole contest still lacks; counted once, then followed."""
        if self._lacking is None:
            self._lacking = sum(
                self.missing((candidate, member))
                for candidate in self.candidates
                for member in self.members
            )
        return self._lacking

    def whole_drafts(self, pairs: Sequence[Pair]) -> list[SheetView]:
        """Return the sheets that could be handed in now."""
        found = []
        for pair in pairs:
            sheet = self.grid.sheet(*pair)
            if sheet.id is not None and sheet.state == "draft" and self.due(pair):
                found += [sheet] if not self.missing(pair) else []
        return found

    # -- writing ------------------------------------------------------------------------------

    def begin(self, values: Mapping[Cell, Decimal | None]) -> list[CellPoints]:
        """Mark cells as on their way and return the command; unchanged ones are left out."""
        commands = []
        for cell, points in values.items():
            before = self.points(cell)
            self.failed.pop(cell, None)
            # Typing the same again takes up a sheet that was sent back.
            if points == before and self.grid.sheet(*cell.pair).state != "rejected":
                continue
            commands.append(CellPoints(*cell, points, before))
            self.pending[cell] = points
        return commands

    def arrived(self, commands: Sequence[CellPoints], sheets: Sequence[SheetView]) -> set[Cell]:
        """Take what the database acknowledged; returns the cells."""
        cells = set()
        for command, sheet in zip(commands, sheets, strict=True):
            cell = cell_of(command)
            cells.add(cell)
            before = self.missing(cell.pair)
            self._sheets[cell.pair] = sheet
            if self._lacking is not None:
                self._lacking += self.missing(cell.pair) - before
            self._standings.pop(cell.candidate_id, None)
            if self.pending.get(cell, ...) == command.points:
                self.pending.pop(cell, None)
        return cells

    def refused(self, commands: Sequence[CellPoints], why: str) -> set[Cell]:
        """Keep what could not be stored, marked; returns the cells."""
        cells = set()
        for command in commands:
            cell = cell_of(command)
            cells.add(cell)
            self.pending.pop(cell, None)
            self.fail(cell, _text(command.points), command.points, why)
        return cells

    def fail(self, cell: Cell, text: str, points: Decimal | None, why: str) -> None:
        """Keep a text that is not stored."""
        self.failed[cell] = Failed(text, points, why)

    def keep_failed(self, other: Board) -> None:
        """Take over what another reading of the same contest could not store."""
        for cell, failed in other.failed.items():
            if cell.candidate_id in self.candidates and cell.member_id in self.members:
                self.failed[cell] = failed
        self._done, self._undone = other._done, other._undone

    # -- taking back --------------------------------------------------------------------------

    def remember(self, commands: Sequence[CellPoints], undo: str = "") -> None:
        """Note a stored change: a new one, or the ``undo`` or ``redo`` of one."""
        moves = tuple(Move(cell_of(each), each.expected, each.points) for each in commands)
        if undo == "undo":
            self._undone.append(tuple(Move(m.cell, m.new, m.old) for m in moves))
            return
        if not undo:
            self._undone.clear()
        self._done.append(moves)

    def take_back(self) -> dict[Cell, Decimal | None]:
        """Return the cells as they were before the last change, and forget that change."""
        return {m.cell: m.old for m in self._done.pop()} if self._done else {}

    def do_again(self) -> dict[Cell, Decimal | None]:
        """Return the cells of the change that was taken back last."""
        return {m.cell: m.new for m in self._undone.pop()} if self._undone else {}


def cell_of(command: CellPoints) -> Cell:
    """Return the place of a command."""
    return Cell(command.candidate_id, command.member_id, command.criterion)


def _text(points: Decimal | None) -> str:
    return "" if points is None else canonical(points)
