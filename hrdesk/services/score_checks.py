"""The life of a score sheet after its points are in: handed in, verified or rejected by another.

draft → entered → verified | rejected; a verified one is superseded with a reason. Whoever typed a
point of a sheet or handed it in cannot verify it; the one who checks cannot edit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select, update

from hrdesk.models import AuditEntry, Candidate, Meeting, ScoreSheet
from hrdesk.rules.explanation import canonical
from hrdesk.rules.scoring_scheme import Scheme
from hrdesk.services.access import Right, require
from hrdesk.services.changes import Result, changed
from hrdesk.services.contest_schemes import contest_scheme
from hrdesk.services.editing import check_version
from hrdesk.services.errors import DomainError
from hrdesk.services.problems import refuse
from hrdesk.services.queries.scores import SheetView, sheet_view
from hrdesk.services.scores import open_contest, points_problem
from hrdesk.services.unit_of_work import UnitOfWork

_TYPING = ("score.entered", "score.handed_in")


@dataclass(frozen=True, slots=True)
class SheetRef:
    """A sheet as it was shown: its id and version."""

    id: int
    version: int


@dataclass(frozen=True, slots=True)
class SecondKeying:
    """The points of a sheet as they were keyed a second time, and by whom."""

    points: Mapping[str, Decimal]
    by: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell keyed differently the second time."""

    criterion: str
    label: str
    first: Decimal | None
    second: Decimal | None


def hand_in(uow: UnitOfWork, sheets: Sequence[SheetRef]) -> Result[int]:
    """Hand in sheets whose every cell is filled, all or none; returns how many.

    Errors: ``sheet_incomplete`` (facts: missing), ``sheet_not_draft``, ``contest_final``.
    """
    rows = [_load(uow, ref) for ref in sheets]
    schemes = {
        id_: contest_scheme(uow, open_contest(uow, id_)) for id_ in {row.contest_id for row in rows}
    }
    refuse([_hand_in_problem(uow, row, schemes[row.contest_id]) for row in rows])
    for row in rows:
        _move(uow, row, "entered", "score.handed_in")
    return _done(uow, rows)


def take_back(uow: UnitOfWork, sheet: SheetRef) -> Result[int]:
    """Make a sheet that was handed in but not verified a draft again."""
    row = _load(uow, sheet)
    _must_be(row, "entered")
    row.second, row.second_by = {}, ""
    _move(uow, row, "draft", "score.taken_back")
    return _done(uow, [row])


def verify(uow: UnitOfWork, sheets: Sequence[SheetRef]) -> Result[int]:
    """Confirm sheets after looking at them, by one who typed no point of them; all or none.

    Errors: ``sheet_not_entered``, ``own_entry``, ``rekey_needed`` where the committee has sheets
    keyed a second time instead.
    """
    rows = [_load(uow, ref) for ref in sheets]
    for row in rows:
        _must_be(row, "entered")
        _must_be_anothers(uow, row)
        if _checking(uow, row) == "rekey":
            raise DomainError("rekey_needed")
    for row in rows:
        _verified(uow, row)
    return _done(uow, rows)


def reject(uow: UnitOfWork, sheet: SheetRef, reason: str) -> Result[int]:
    """Send a sheet back with a reason; it stays as it is, entering goes on in a new one."""
    if not reason.strip():
        raise DomainError("required", field="reason")
    row = _load(uow, sheet)
    _must_be(row, "entered")
    _must_be_anothers(uow, row)
    row.reason = reason.strip()
    _move(uow, row, "rejected", "score.rejected", reason.strip())
    return _done(uow, [row])


def supersede(uow: UnitOfWork, sheet: SheetRef, reason: str) -> Result[int]:
    """Open a verified sheet's points for a correction: the old one stays readable."""
    if not reason.strip():
        raise DomainError("required", field="reason")
    row = _load(uow, sheet)
    _must_be(row, "verified")
    row.reason = reason.strip()
    _move(uow, row, "superseded", "score.superseded", reason.strip())
    new = ScoreSheet(
        contest_id=row.contest_id,
        candidate_id=row.candidate_id,
        member_id=row.member_id,
        generation=row.generation + 1,
        state="draft",
        points=dict(row.points),
        second={},
        entered_by_id=row.entered_by_id,
        entered_by=row.entered_by,
        entered_at=row.entered_at,
    )
    uow.session.add(new)
    return _done(uow, [new])


def rekey(
    uow: UnitOfWork, sheet: SheetRef, points: Mapping[str, Decimal | None]
) -> Result[tuple[Difference, ...]]:
    """Keep what a second person keyed without seeing the first; returns what differs so far.

    Called with one cell as it is left, and with all at the end, when the differences are shown. A
    cell that is not keyed yet is no difference. The sheet's version stays: nothing that others see
    of it changed. The errors of points are those of ``scores.points_problem``; ``own_entry`` for
    whoever typed the sheet.
    """
    row = _load(uow, sheet)
    _must_be(row, "entered")
    _must_be_anothers(uow, row)
    contest = open_contest(uow, row.contest_id)
    scheme = contest_scheme(uow, contest)
    unknown = points.keys() - scheme.by_id.keys()
    if unknown:
        raise DomainError("not_found", field=min(unknown))
    refuse([points_problem(scheme.by_id[key], value, key) for key, value in points.items()])
    uow.session.refresh(row, with_for_update=True)
    before, second = row.second, dict(row.second)
    for key, value in points.items():
        if value is None:
            second.pop(key, None)
        else:
            second[key] = canonical(value)
    if second != row.second:
        uow.session.execute(
            update(ScoreSheet.__table__)  # type: ignore[arg-type]  # leaves the version as it is
            .where(ScoreSheet.__table__.c.id == row.id)
            .values(second=second, second_by=uow.actor.name)
        )
        uow.session.refresh(row)
        uow.audit(
            "score.rekeyed", "score_sheet", row.id,
            changes={
                scheme.by_id[key].label: (before.get(key), second.get(key))
                for key in points
                if before.get(key) != second.get(key)
            },
        )  # fmt: skip
    return Result(_differences(uow, row), frozenset())


def second_keying(uow: UnitOfWork, sheet: SheetRef) -> SecondKeying:
    """Return what was keyed a second time so far, for whoever may check the sheet.

    Errors: ``own_entry``: whoever typed the sheet learns nothing of it.
    """
    row = _load(uow, sheet)
    _must_be_anothers(uow, row)
    points = {key: Decimal(str(value)) for key, value in row.second.items()}
    return SecondKeying(points, row.second_by)


def confirm_rekey(uow: UnitOfWork, sheet: SheetRef) -> Result[SheetView]:
    """Verify a sheet whose second keying is whole and equal.

    Errors: ``rekey_incomplete`` (facts: missing), ``rekey_differs`` (facts: cells).
    """
    row = _load(uow, sheet)
    _must_be(row, "entered")
    _must_be_anothers(uow, row)
    missing = row.points.keys() - row.second.keys()
    if missing:
        raise DomainError("rekey_incomplete", missing=len(missing))
    different = _differences(uow, row)
    if different:
        raise DomainError("rekey_differs", cells=tuple(each.label for each in different))
    _verified(uow, row)
    uow.session.flush()
    return Result(sheet_view(row), changed(("contest", row.contest_id)))


def _differences(uow: UnitOfWork, row: ScoreSheet) -> tuple[Difference, ...]:
    scheme = contest_scheme(uow, open_contest(uow, row.contest_id))
    found = []
    for key, second in row.second.items():
        first = row.points.get(key)
        if first is None or Decimal(str(first)) != Decimal(str(second)):
            one = None if first is None else Decimal(str(first))
            found.append(Difference(key, scheme.by_id[key].label, one, Decimal(str(second))))
    return tuple(found)


def _load(uow: UnitOfWork, sheet: SheetRef) -> ScoreSheet:
    require(uow.actor, Right.WORK_MEETINGS)
    row = uow.session.get(ScoreSheet, sheet.id)
    if row is None:
        raise DomainError("not_found")
    open_contest(uow, row.contest_id)
    check_version(uow, row, sheet.version, "score_sheet", {})
    return row


def _hand_in_problem(uow: UnitOfWork, row: ScoreSheet, scheme: Scheme) -> DomainError | None:
    if row.state != "draft":
        return DomainError("sheet_not_draft", state=row.state)
    candidate = uow.session.get_one(Candidate, row.candidate_id)
    cells = [each.id for each in scheme.criteria if each.id not in candidate.exempt]
    missing = sum(id_ not in row.points for id_ in cells)
    if missing:
        return DomainError("sheet_incomplete", missing=missing, name=candidate.name)
    return None


def _must_be(row: ScoreSheet, state: str) -> None:
    if row.state != state:
        raise DomainError(f"sheet_not_{state}", state=row.state)


def _must_be_anothers(uow: UnitOfWork, row: ScoreSheet) -> None:
    """Refuse whoever typed a point of the sheet or handed it in: the audit knows them all.

    The points of earlier sheets of the same pair went over into this one, so their typists count.
    """
    earlier = select(ScoreSheet.id).where(
        ScoreSheet.candidate_id == row.candidate_id, ScoreSheet.member_id == row.member_id
    )
    typed = uow.session.scalars(
        select(AuditEntry.user_id)
        .where(
            AuditEntry.entity == "score_sheet",
            AuditEntry.entity_id.in_(earlier),
            AuditEntry.action.in_(_TYPING),
        )
        .distinct()
    )
    if uow.actor.user_id in {*typed, row.entered_by_id}:
        raise DomainError("own_entry")


def _checking(uow: UnitOfWork, row: ScoreSheet) -> str:
    contest = open_contest(uow, row.contest_id)
    return uow.session.get_one(Meeting, contest.meeting_id).checking


def _verified(uow: UnitOfWork, row: ScoreSheet) -> None:
    row.verified_by = uow.actor.name
    row.verified_at = uow.clock.now()
    _move(uow, row, "verified", "score.verified")


def _move(uow: UnitOfWork, row: ScoreSheet, state: str, action: str, reason: str = "") -> None:
    old, row.state = row.state, state
    uow.audit(action, "score_sheet", row.id, changes={"state": (old, state)}, reason=reason)


def _done(uow: UnitOfWork, rows: Sequence[ScoreSheet]) -> Result[int]:
    uow.session.flush()
    return Result(len(rows), changed(*(("contest", row.contest_id) for row in rows)))
