"""Points of a committee's sheets: each one stored as it is left, and noted in the audit.

A rejected sheet stays as it was: entering goes on in a new one with the same points.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select

from hrdesk.models import Attendance, Candidate, CommitteeMember, Contest, Recusal, ScoreSheet
from hrdesk.rules.explanation import canonical
from hrdesk.rules.scoring_scheme import Criterion, Scheme, points_fault
from hrdesk.services.access import Right, require
from hrdesk.services.changes import Result, changed
from hrdesk.services.contest_schemes import contest_scheme
from hrdesk.services.errors import DomainError
from hrdesk.services.problems import refuse
from hrdesk.services.queries.scores import ABSENT, SheetView, sheet_view
from hrdesk.services.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class CellPoints:
    """One cell to be stored: the points (None empties it) and what was shown there before."""

    candidate_id: int
    member_id: int
    criterion: str
    points: Decimal | None
    expected: Decimal | None = None


def set_point(uow: UnitOfWork, contest_id: int, cell: CellPoints) -> Result[SheetView]:
    """Store one cell and return its sheet.

    Errors: ``points_over`` (facts: label, most), ``points_negative``, ``points_not_allowed``,
    ``points_too_fine``, ``criterion_exempt``, ``member_absent``, ``member_recused``,
    ``sheet_handed_in``, ``contest_final``, ``cell_changed`` when somebody else was faster,
    ``publication_by_outlet`` for other points than the outlet's without a recorded reason.
    """
    stored = set_points(uow, contest_id, (cell,))
    return Result(stored.value[0], stored.changed)


def set_points(
    uow: UnitOfWork, contest_id: int, cells: Sequence[CellPoints]
) -> Result[tuple[SheetView, ...]]:
    """Store a block of cells, all or none; ``Invalid`` names each cell at fault.

    The errors are those of ``set_point``; a field is ``candidate.member.criterion``.
    """
    require(uow.actor, Right.WORK_MEETINGS)
    contest = open_contest(uow, contest_id)
    sheets = _Sheets(uow, contest, cells)
    refuse([sheets.problem(cell) for cell in cells])
    touched = [sheets.put(cell) for cell in cells]
    uow.session.flush()
    for sheet, changes in sheets.changes():
        uow.audit("score.entered", "score_sheet", sheet.id, changes=changes)
    return Result(tuple(sheet_view(sheet) for sheet in touched), changed(("contest", contest_id)))


def open_contest(uow: UnitOfWork, contest_id: int) -> Contest:
    """Return a contest that is not final; raises ``not_found``, ``contest_final``."""
    contest = uow.session.get(Contest, contest_id)
    if contest is None:
        raise DomainError("not_found")
    if contest.state == "final":
        raise DomainError("contest_final")
    return contest


class _Sheets:
    """The newest sheets that a block of cells touches, read once."""

    def __init__(self, uow: UnitOfWork, contest: Contest, cells: Sequence[CellPoints]) -> None:
        self._uow = uow
        self._contest = contest
        self._scheme: Scheme = contest_scheme(uow, contest)
        pairs = {(cell.candidate_id, cell.member_id) for cell in cells}
        candidate_ids = {pair[0] for pair in pairs}
        member_ids = {pair[1] for pair in pairs}
        self._candidates = {
            row.id: row
            for row in uow.session.scalars(
                select(Candidate).where(
                    Candidate.id.in_(candidate_ids), Candidate.contest_id == contest.id
                )
            )
        }
        self._members = {
            row.id: row
            for row in uow.session.scalars(
                select(CommitteeMember).where(CommitteeMember.id.in_(member_ids))
            )
        }
        self._absent = set(
            uow.session.scalars(
                select(Attendance.member_id).where(
                    Attendance.meeting_id == contest.meeting_id, Attendance.state == ABSENT
                )
            )
        )
        self._recused = {
            (candidate_id, member_id)
            for candidate_id, member_id in uow.session.execute(
                select(Recusal.candidate_id, Recusal.member_id).where(
                    Recusal.candidate_id.in_(candidate_ids)
                )
            )
        }
        self._newest = {
            (row.candidate_id, row.member_id): row
            for row in uow.session.scalars(
                select(ScoreSheet)
                .where(
                    ScoreSheet.contest_id == contest.id,
                    ScoreSheet.candidate_id.in_(candidate_ids),
                    ScoreSheet.member_id.in_(member_ids),
                )
                .order_by(ScoreSheet.generation)
            )
        }
        self._changes: dict[int, dict[str, tuple[str | None, str | None]]] = {}
        self._touched: dict[int, ScoreSheet] = {}

    def problem(self, cell: CellPoints) -> DomainError | None:
        """Return why a cell cannot be stored, or None."""
        field = f"{cell.candidate_id}.{cell.member_id}.{cell.criterion}"
        candidate = self._candidates.get(cell.candidate_id)
        member = self._members.get(cell.member_id)
        criterion = self._scheme.by_id.get(cell.criterion)
        if candidate is None or member is None or criterion is None:
            return DomainError("not_found", field=field)
        return (
            self._closed(candidate, member, criterion, field)
            or self._changed(cell, field)
            or points_problem(criterion, cell.points, field)
            or self._not_the_outlets(candidate, criterion, cell.points, field)
        )

    def _closed(
        self, candidate: Candidate, member: CommitteeMember, criterion: Criterion, field: str
    ) -> DomainError | None:
        """Why this member gives this candidate no points for this criterion."""
        if member.id in self._absent:
            return DomainError("member_absent", field=field, name=member.name)
        if (candidate.id, member.id) in self._recused:
            return DomainError(
                "member_recused", field=field, name=member.name, candidate=candidate.name
            )
        if criterion.id in candidate.exempt:
            return DomainError("criterion_exempt", field=field, label=criterion.label)
        return None

    def _changed(self, cell: CellPoints, field: str) -> DomainError | None:
        """Why the sheet as it stands now does not take the cell any more."""
        sheet = self._newest.get((cell.candidate_id, cell.member_id))
        if sheet is not None and sheet.state in {"entered", "verified"}:
            return DomainError("sheet_handed_in", field=field, state=sheet.state)
        now = _points_of(sheet, cell.criterion)
        if now not in (cell.expected, cell.points):
            return DomainError("cell_changed", field=field, stored=_text(now))
        return None

    def _not_the_outlets(
        self, candidate: Candidate, criterion: Criterion, points: Decimal | None, field: str
    ) -> DomainError | None:
        """Why points differ from those of the outlet; a recorded reason lets them."""
        from hrdesk.services.contests import PUBLICATION
        from hrdesk.services.queries.publication import points_of

        if criterion.id != PUBLICATION or points is None or candidate.publication_reason:
            return None
        due = points_of(self._uow, self._contest, candidate)
        if due is None or due == points:
            return None
        return DomainError("publication_by_outlet", field=field, points=canonical(due))

    def put(self, cell: CellPoints) -> ScoreSheet:
        """Write a checked cell into its sheet; a rejected or first one gets a new sheet."""
        key = (cell.candidate_id, cell.member_id)
        sheet = self._newest.get(key)
        if sheet is None or sheet.state in {"rejected", "superseded"}:
            sheet = self._new_sheet(cell, sheet)
            self._newest[key] = sheet
        old = _points_of(sheet, cell.criterion)
        self._touched[id(sheet)] = sheet
        if old == cell.points:
            return sheet
        points = dict(sheet.points)
        if cell.points is None:
            points.pop(cell.criterion, None)
        else:
            points[cell.criterion] = canonical(cell.points)
        sheet.points = points
        sheet.entered_by_id = self._uow.actor.user_id
        sheet.entered_by = self._uow.actor.name
        sheet.entered_at = self._uow.clock.now()
        label = self._scheme.by_id[cell.criterion].label
        self._changes.setdefault(id(sheet), {})[label] = (_text(old), _text(cell.points))
        return sheet

    def changes(self) -> list[tuple[ScoreSheet, dict[str, tuple[str | None, str | None]]]]:
        """Return every sheet that changed with its cells, old and new, for the audit."""
        return [(self._touched[key], cells) for key, cells in self._changes.items()]

    def _new_sheet(self, cell: CellPoints, before: ScoreSheet | None) -> ScoreSheet:
        sheet = ScoreSheet(
            contest_id=self._contest.id,
            candidate_id=cell.candidate_id,
            member_id=cell.member_id,
            generation=before.generation + 1 if before is not None else 1,
            state="draft",
            points=dict(before.points) if before is not None else {},
            second={},
        )
        self._uow.session.add(sheet)
        return sheet


def points_problem(
    criterion: Criterion, points: Decimal | None, field: str | None = None
) -> DomainError | None:
    """Return why points do not fit a criterion, or None; the entry of points asks it as one types."""
    code = "" if points is None else points_fault(points, criterion.maximum, criterion.allowed)
    if not code:
        return None
    facts = {"label": criterion.label, "most": canonical(criterion.maximum)}
    if code == "points_not_allowed":
        facts["allowed"] = ", ".join(canonical(each) for each in criterion.allowed)
    return DomainError(code, field=field, **facts)


def _points_of(sheet: ScoreSheet | None, criterion: str) -> Decimal | None:
    if sheet is None or criterion not in sheet.points:
        return None
    return Decimal(str(sheet.points[criterion]))


def _text(points: Decimal | None) -> str | None:
    return None if points is None else canonical(points)
