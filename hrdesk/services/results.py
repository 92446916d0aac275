"""What a committee decides about a contest, and making it final: frozen with its inputs and hash."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from hrdesk.models import AuditEntry, Candidate, Contest, Meeting
from hrdesk.rules.explanation import plain
from hrdesk.rules.refusal import Refused
from hrdesk.rules.work_results import proposal_grade, work_result
from hrdesk.services.access import Right, require
from hrdesk.services.changes import Result, changed
from hrdesk.services.contest_schemes import contest_law
from hrdesk.services.editing import check_version
from hrdesk.services.errors import DomainError
from hrdesk.services.kept import Final, keep
from hrdesk.services.queries.results import (
    KIND,
    ResultRow,
    ResultView,
    outside_order,
    result_view,
    runs_of,
    view_of,
)
from hrdesk.services.queries.scores import ContestGrid, contest_grid
from hrdesk.services.scores import open_contest
from hrdesk.services.unit_of_work import UnitOfWork


def decide_tie(uow: UnitOfWork, contest_id: int, order: Sequence[int], reason: str) -> Result[int]:
    """Record the committee's order of those whose totals are equal, with its reason.

    ``order`` names the candidates, first to last; an empty one takes the decision back. Errors:
    ``required``, ``tie_not_whole`` unless exactly the tied ones are named, ``contest_final``.
    """
    require(uow.actor, Right.WORK_MEETINGS)
    open_contest(uow, contest_id)
    rows = _candidates(uow, contest_id)
    if not order:
        for row in rows.values():
            row.tie_order, row.tie_reason = None, ""
    else:
        if not reason.strip():
            raise DomainError("required", field="reason")
        if set(order) not in [set(tie) for tie in _ties(uow, contest_id)]:
            raise DomainError("tie_not_whole", field="order")
        for place, candidate_id in enumerate(order, start=1):
            rows[candidate_id].tie_order = place
            rows[candidate_id].tie_reason = reason.strip()
    uow.session.flush()
    names = [rows[id_].name for id_ in order]
    uow.audit(
        "contest.tie_decided", "contest", contest_id,
        changes={"order": (None, names)}, reason=reason.strip(),
    )  # fmt: skip
    return _done(uow, contest_id)


def choose(
    uow: UnitOfWork, contest_id: int, candidate_ids: Sequence[int], reason: str = ""
) -> Result[int]:
    """Record whom the committee (or the authority) chose; none takes the choice back.

    Errors: ``too_many_chosen`` (facts: posts), ``choice_needs_reason`` for one who does not go on
    or stands behind another that does, ``contest_final``.
    """
    require(uow.actor, Right.WORK_MEETINGS)
    contest = open_contest(uow, contest_id)
    if len(set(candidate_ids)) > contest.posts:
        raise DomainError("too_many_chosen", posts=contest.posts)
    view = result_view(uow, contest_id)
    by_id = {row.candidate_id: row for row in view.rows}
    if not set(candidate_ids) <= by_id.keys():
        raise DomainError("not_found")
    if outside_order(view.rows, candidate_ids) and not reason.strip():
        raise DomainError("choice_needs_reason", field="reason")
    rows = _candidates(uow, contest_id)
    old = [row.name for row in rows.values() if row.chosen]
    for row in rows.values():
        row.chosen = row.id in set(candidate_ids)
        row.chosen_reason = reason.strip() if row.chosen else ""
    uow.session.flush()
    new = [row.name for row in rows.values() if row.chosen]
    uow.audit(
        "contest.chosen", "contest", contest_id, changes={"chosen": (old, new)},
        reason=reason.strip(),
    )  # fmt: skip
    return _done(uow, contest_id)


def set_work_result(
    uow: UnitOfWork,
    candidate_id: int,
    version: int,
    *,
    result: str,
    proposal: str = "",
    note: str = "",
) -> Result[int]:
    """Record the committee's result of one work assessment and the level of the proposal.

    Errors: ``result_refused`` (facts: problem), ``passed_below_marks`` when the points do not
    reach the marks of the scheme, ``contest_final``, ``EditConflict``.
    """
    require(uow.actor, Right.WORK_MEETINGS)
    row = uow.session.get(Candidate, candidate_id)
    if row is None:
        raise DomainError("not_found")
    contest = open_contest(uow, row.contest_id)
    values = {"work_result": result, "proposal_grade": proposal, "result_note": note.strip()}
    check_version(uow, row, version, "candidate", values)
    law = contest_law(uow, contest)
    try:
        passed = work_result(law, result).passed if result else None
        if proposal:
            proposal_grade(law, proposal)
    except Refused as refusal:
        raise DomainError("result_refused", field="result", problem=refusal.message) from refusal
    standing = next(
        each for each in result_view(uow, contest.id).rows if each.candidate_id == candidate_id
    )
    if passed and standing.passed is False:
        raise DomainError("passed_below_marks", field="result", why="; ".join(standing.reasons))
    old = {key: getattr(row, key) for key in values}
    for key, value in values.items():
        setattr(row, key, value)
    uow.session.flush()
    uow.audit(
        "candidate.result", "candidate", row.id, case_id=row.case_id,
        changes={key: (old[key], value) for key, value in values.items() if old[key] != value},
    )  # fmt: skip
    return _done(uow, contest.id)


def finalise(uow: UnitOfWork, contest_id: int, version: int, despite: str = "") -> Result[int]:
    """Make a contest's result final: inputs, outputs and explanation are kept with their hash.

    ``despite`` is the reason where the meeting was not opened or had no quorum. Returns the id of
    the kept result. Errors: ``contest_not_ready`` (facts: problems, in Thai),
    ``meeting_irregular`` (facts: problems) without that reason, ``contest_final``,
    ``EditConflict``.
    """
    require(uow.actor, Right.WORK_MEETINGS)
    contest = open_contest(uow, contest_id)
    check_version(uow, contest, version, "contest", {})
    grid = contest_grid(uow, contest_id)
    view = view_of(uow, grid)
    if view.open:
        raise DomainError("contest_not_ready", problems=view.open)
    despite = despite.strip() if view.irregular else ""
    if view.irregular and not despite:
        raise DomainError("meeting_irregular", field="reason", problems=view.irregular)
    meeting = uow.session.get_one(Meeting, grid.meeting_id)
    inputs = plain({**_inputs(grid), "meeting": _held(meeting, view, despite)})
    outputs = plain(_outputs(view))
    tree = view.explanation.to_json()
    earlier = runs_of(uow, contest_id)
    reopened = earlier[0] if earlier else None
    final = Final(
        KIND, contest_id, inputs, outputs, tree, grid.law.lawbook(),
        number=len(earlier) + 1,
        supersedes_id=reopened.id if reopened else None,
        reason=_reopening_reason(uow, contest_id) if reopened else "",
    )  # fmt: skip
    [run] = keep(uow, final)
    contest.state = "final"
    uow.session.flush()
    uow.audit(
        "contest.finalised", "contest", contest_id,
        changes={"number": (None, run.number), "sha256": (None, run.sha256)}, reason=despite,
    )  # fmt: skip
    return Result(run.id, _touched(contest))


def reopen(uow: UnitOfWork, contest_id: int, reason: str) -> Result[int]:
    """Open a final contest for a correction; the kept result stays as it is.

    Errors: ``required``, ``contest_not_final``.
    """
    require(uow.actor, Right.WORK_MEETINGS)
    if not reason.strip():
        raise DomainError("required", field="reason")
    contest = uow.session.get(Contest, contest_id)
    if contest is None:
        raise DomainError("not_found")
    if contest.state != "final":
        raise DomainError("contest_not_final")
    contest.state = "draft"
    uow.session.flush()
    uow.audit("contest.reopened", "contest", contest_id, reason=reason.strip())
    return Result(contest.version, _touched(contest))


def _ties(uow: UnitOfWork, contest_id: int) -> list[tuple[int, ...]]:
    """The ties the choice depends on, also one that is decided already."""
    view = result_view(uow, contest_id)
    found = list(view.ties)
    decided = tuple(row.candidate_id for row in view.rows if row.decided)
    return [*found, decided] if decided else found


def _candidates(uow: UnitOfWork, contest_id: int) -> dict[int, Candidate]:
    rows = uow.session.scalars(select(Candidate).where(Candidate.contest_id == contest_id))
    return {row.id: row for row in rows}


def _reopening_reason(uow: UnitOfWork, contest_id: int) -> str:
    found = uow.session.scalars(
        select(AuditEntry.reason)
        .where(
            AuditEntry.entity == "contest",
            AuditEntry.entity_id == contest_id,
            AuditEntry.action == "contest.reopened",
        )
        .order_by(AuditEntry.id.desc())
        .limit(1)
    ).first()
    return found or ""


def _inputs(grid: ContestGrid) -> Mapping[str, Any]:
    """Everything that went in: the scheme, the members, and every point."""
    return {
        "title": grid.title,
        "kind": grid.kind,
        "posts": grid.posts,
        "scheme": {
            "id": grid.scheme.id,
            "title": grid.scheme.title,
            "criteria": [
                {"id": each.id, "label": each.label, "maximum": each.maximum}
                for each in grid.scheme.criteria
            ],
        },
        "members": [
            {"id": each.id, "name": each.name, "role": each.role, "present": each.present}
            for each in grid.members
        ],
        "recused": sorted([list(pair) for pair in grid.recused]),
        "candidates": [
            {
                "id": each.id,
                "name": each.name,
                "post": each.post,
                "unit": each.unit,
                "exempt": list(each.exemption.criteria),
                "pass_mark": each.exemption.pass_mark,
                "methods": {method.name: method.percent for method in each.methods},
                "tie_order": each.tie_order,
                "tie_reason": each.tie_reason,
            }
            for each in grid.candidates
        ],
        "sheets": [
            {
                "candidate": candidate_id,
                "member": member_id,
                "generation": sheet.generation,
                "points": sheet.points,
                "entered_by": sheet.entered_by,
                "verified_by": sheet.verified_by,
            }
            for (candidate_id, member_id), sheet in sorted(grid.sheets.items())
            if sheet.state == "verified"
        ],
    }


def _held(meeting: Meeting, view: ResultView, despite: str) -> Mapping[str, Any]:
    """How the meeting was held, and why its result stands where that was not as it should be."""
    return {
        "held_on": meeting.held_on,
        "opened_at": meeting.opened_at,
        "closed_at": meeting.closed_at,
        "irregular": list(view.irregular),
        "despite": despite,
    }


def _outputs(view: ResultView) -> Mapping[str, Any]:
    return {"order": [_output(row) for row in view.rows]}


def _output(row: ResultRow) -> Mapping[str, Any]:
    return {
        "candidate": row.candidate_id,
        "case": row.case_id,
        "name": row.name,
        "rank": row.rank,
        "total": row.total,
        "maximum": row.maximum,
        "percent": row.percent,
        "passed": row.passed,
        "tied": row.tied,
        "decided": row.decided,
        "goes_on": row.goes_on,
        "chosen": row.chosen,
        "chosen_reason": row.chosen_reason,
        "work_result": row.work_result,
        "proposal": row.proposal,
        "note": row.note,
        "reasons": list(row.reasons),
    }


def _done(uow: UnitOfWork, contest_id: int) -> Result[int]:
    contest = uow.session.get_one(Contest, contest_id)
    return Result(contest.version, _touched(contest))


def _touched(contest: Contest) -> frozenset[Any]:
    return changed(("contest", contest.id), ("meeting", contest.meeting_id))
