"""Score sheets that members fill in Excel: written one a member, read back, taken over whole.

The files are read outside any transaction; what they change is stored all or nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from hrdesk.exchange.errors import ExchangeError
from hrdesk.rules.explanation import canonical
from hrdesk.services.access import Right, require
from hrdesk.services.changes import Change, Result
from hrdesk.services.errors import DomainError
from hrdesk.services.meeting_forms import post_of
from hrdesk.services.problems import refusing
from hrdesk.services.queries.meeting_papers import BookContest, MeetingBook
from hrdesk.services.queries.scores import GridMember
from hrdesk.services.scores import CellPoints, set_points
from hrdesk.services.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from hrdesk.exchange.score_sheets import ScoreForm, ScoreTable
    from hrdesk.exchange.workbook import CellProblem

_TAKEN = frozenset({"entered", "verified"})


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell that a file would change; ``old`` and ``new`` None where there are no points."""

    candidate_id: int
    candidate: str
    criterion: str
    label: str
    old: Decimal | None
    new: Decimal | None


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """One file read: whose it is, what it would change, and everything against taking it over.

    ``refused`` holds why the whole file cannot be used, ``problems`` faults by cell. A cell that is
    empty in the file leaves the stored points as they are.
    """

    path: Path
    contest_id: int = 0
    member_id: int = 0
    contest: str = ""
    member: str = ""
    changes: tuple[CellChange, ...] = ()
    blank: int = 0
    problems: tuple[CellProblem, ...] = ()
    refused: DomainError | None = None

    @property
    def good(self) -> bool:
        """Whether nothing speaks against this file."""
        return self.refused is None and not self.problems


@dataclass(frozen=True, slots=True)
class ScorePlan:
    """All files of one choosing, in the order they were given."""

    sheets: tuple[ReadSheet, ...] = field(default_factory=tuple)

    @property
    def good(self) -> bool:
        """Whether all files may be taken over and there is something to take over."""
        return all(each.good for each in self.sheets) and self.cells > 0

    @property
    def cells(self) -> int:
        """How many cells would change."""
        return sum(len(each.changes) for each in self.sheets)


def score_forms(book: MeetingBook, *, filled: bool = True) -> tuple[ScoreForm, ...]:
    """Return the sheet of every member in every contest; absent members get none; pure."""
    return tuple(
        _form(book, contest, member, filled=filled)
        for contest in book.contests
        if contest.grid is not None and contest.grid.candidates
        for member in contest.grid.members
        if member.present
    )


def write_form(path: Path, form: ScoreForm) -> None:
    """Write one member's sheet; raises ``disk_full`` or ``file_not_written``."""
    from hrdesk.exchange.score_sheets import write_score_sheet

    with refusing(ExchangeError):
        write_score_sheet(path, form)


def read_sheets(
    book: MeetingBook,
    paths: Sequence[Path],
    step: Callable[[int, int], None] = lambda _done, _total: None,
) -> ScorePlan:
    """Read filled sheets and compare them with the points of ``book``; slow work, for the pool.

    A file that cannot be used is told in the plan, not raised; the same member twice is refused,
    and so is a member who is noted absent: their points are not averaged (common.score.mean).
    """
    forms = {(form.contest_id, form.member_id): form for form in score_forms(book)}
    found: list[ReadSheet] = []
    for done, path in enumerate(paths):
        step(done, len(paths))
        sheet = _read(book, path, forms)
        if sheet.refused is None and any(
            (each.contest_id, each.member_id) == (sheet.contest_id, sheet.member_id)
            for each in found
        ):
            twice = DomainError("score_sheet_twice", name=sheet.member)
            sheet = ReadSheet(path, contest=sheet.contest, member=sheet.member, refused=twice)
        found.append(sheet)
    return ScorePlan(tuple(found))


def apply_sheets(uow: UnitOfWork, plan: ScorePlan) -> Result[int]:
    """Store every change of a good plan, or none; returns how many cells.

    Errors: ``score_files_faulty``, ``score_nothing_new`` and those of ``scores.set_points``; a cell
    that somebody changed since the files were read is ``cell_changed``.
    """
    require(uow.actor, Right.WORK_MEETINGS)
    if not all(each.good for each in plan.sheets):
        raise DomainError("score_files_faulty", count=sum(not each.good for each in plan.sheets))
    if not plan.cells:
        raise DomainError("score_nothing_new")
    touched: set[Change] = set()
    for contest_id in dict.fromkeys(each.contest_id for each in plan.sheets if each.changes):
        cells = [
            CellPoints(cell.candidate_id, sheet.member_id, cell.criterion, cell.new, cell.old)
            for sheet in plan.sheets
            if sheet.contest_id == contest_id
            for cell in sheet.changes
        ]
        touched |= set_points(uow, contest_id, cells).changed
    return Result(plan.cells, frozenset(touched))


def summary_tables(book: MeetingBook) -> tuple[ScoreTable, ...]:
    """Return the results and every member's points as sheets of one workbook; pure."""
    return tuple(
        table
        for number, contest in enumerate(book.contests, 1)
        for table in _tables(book, contest, number)
    )


def write_summary(path: Path, tables: Sequence[ScoreTable]) -> None:
    """Write the workbook of a committee; raises ``disk_full`` or ``file_not_written``."""
    from hrdesk.exchange.score_sheets import write_score_book

    with refusing(ExchangeError):
        write_score_book(path, tables)


def _form(
    book: MeetingBook, contest: BookContest, member: GridMember, *, filled: bool
) -> ScoreForm:
    from hrdesk.exchange.score_sheets import ScoreForm, SheetCandidate, SheetCriterion

    grid = contest.grid
    assert grid is not None
    everything = frozenset(each.id for each in grid.scheme.criteria)
    candidates = []
    for each in grid.candidates:
        recused = (each.id, member.id) in grid.recused
        points = grid.sheet(each.id, member.id).points if filled and not recused else {}
        candidates.append(
            SheetCandidate(
                each.id,
                each.number,
                each.name,
                each.post,
                dict(points),
                everything if recused else frozenset(each.exemption.criteria),
                "ไม่ร่วมพิจารณา" if recused else "",
            )
        )
    return ScoreForm(
        contest_id=contest.view.id,
        member_id=member.id,
        database_id=book.database_id,
        title=contest.view.title,
        committee=book.detail.committee,
        meeting=f"ครั้งที่ {book.number} {post_of(contest.view)}",
        member_name=member.name,
        criteria=tuple(
            SheetCriterion(each.id, each.label, each.maximum, each.allowed)
            for each in grid.scheme.criteria
        ),
        candidates=tuple(candidates),
    )


def _read(book: MeetingBook, path: Path, forms: dict[tuple[int, int], ScoreForm]) -> ReadSheet:
    from hrdesk.exchange.score_sheets import read_marker, read_score_sheet

    try:
        with refusing(ExchangeError):
            marker = read_marker(path)
            if marker.database_id != book.database_id:
                raise DomainError("score_other_database")
            form = forms.get((marker.contest_id, marker.member_id))
            if form is None:
                raise _no_form(book, marker.contest_id, marker.member_id)
            read = read_score_sheet(path, form)
    except DomainError as problem:
        return ReadSheet(path, refused=problem)
    changes = tuple(_changes(form, read.points))
    taken = _handed_in(book, form, changes)
    return ReadSheet(
        path,
        form.contest_id,
        form.member_id,
        form.title,
        form.member_name,
        changes,
        read.blank,
        read.problems,
        taken,
    )


def _no_form(book: MeetingBook, contest_id: int, member_id: int) -> DomainError:
    """Why a sheet belongs to nobody who scores: an absent member's points are not taken in."""
    for contest in book.contests:
        if contest.view.id == contest_id and contest.grid is not None:
            for member in contest.grid.members:
                if member.id == member_id and not member.present:
                    return DomainError("score_member_absent", name=member.name)
    return DomainError("score_not_this_meeting")


def _changes(form: ScoreForm, given: Mapping[int, Mapping[str, Decimal]]) -> Iterator[CellChange]:
    for candidate in form.candidates:
        for criterion in form.criteria:
            new = given.get(candidate.id, {}).get(criterion.id)
            old = candidate.points.get(criterion.id)
            if new is not None and new != old:
                yield CellChange(
                    candidate.id, candidate.name, criterion.id, criterion.label, old, new
                )


def _handed_in(
    book: MeetingBook, form: ScoreForm, changes: Sequence[CellChange]
) -> DomainError | None:
    """Return why a sheet takes no more points: it was handed in, or the result is final."""
    contest = next(each for each in book.contests if each.view.id == form.contest_id)
    grid = contest.grid
    if not changes or grid is None:
        return None
    if grid.final:
        return DomainError("contest_final")
    states = {grid.sheet(each.candidate_id, form.member_id).state for each in changes}
    taken = states & _TAKEN
    return DomainError("sheet_handed_in", state=min(taken)) if taken else None


def _tables(book: MeetingBook, contest: BookContest, number: int) -> Iterator[ScoreTable]:
    from hrdesk.exchange.score_sheets import ScoreTable

    grid, result = contest.grid, contest.result
    if grid is None or result is None:
        return
    lines = (
        book.detail.committee,
        f"ครั้งที่ {book.number}",
        contest.view.title,
    )
    criteria = grid.scheme.criteria
    heads = [f"{each.label} ({canonical(each.maximum)})" for each in criteria]
    by_id = {each.id: each for each in grid.candidates}
    rows: list[tuple[Decimal | int | str | None, ...]] = []
    for row in result.rows:
        score = grid.standing(by_id[row.candidate_id]).score
        means = {each.id: each.mean for each in score.criteria} if score is not None else {}
        passed = {None: "", True: "ผ่าน", False: "ไม่ผ่าน"}[row.passed]
        rows.append(
            (row.rank, row.name, row.post, *(means.get(each.id) for each in criteria),
             row.total, row.percent, passed, "ได้รับการคัดเลือก" if row.chosen else row.note)
        )  # fmt: skip
    yield ScoreTable(
        f"สรุป {number}",
        (*lines, "คะแนนเฉลี่ยของกรรมการ"),
        ("ลำดับ", "ผู้รับการประเมิน", "ตำแหน่ง", *heads, "รวม", "ร้อยละ", "ผล", "หมายเหตุ"),
        tuple(rows),
    )
    yield ScoreTable(
        f"รายกรรมการ {number}",
        (*lines, "คะแนนของกรรมการแต่ละคน"),
        ("ที่", "ผู้รับการประเมิน", "กรรมการ", *heads),
        tuple(
            (
                each.number,
                each.name,
                member.name,
                *(grid.sheet(each.id, member.id).points.get(one.id) for one in criteria),
            )
            for each in grid.candidates
            for member in grid.members
            if member.present and (each.id, member.id) not in grid.recused
        ),
    )
