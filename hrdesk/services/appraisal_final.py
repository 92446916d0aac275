"""Closing an appraisal round: frozen with its inputs and hash; opened again only with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from hrdesk.models import Appraisal, AppraisalRound, AuditEntry
from hrdesk.rules.appraisal import Staff
from hrdesk.rules.explanation import Explanation, canonical, plain
from hrdesk.services.access import Right, require
from hrdesk.services.appraisal_law import STAFF_LABELS, Criteria
from hrdesk.services.appraisal_rounds import touched, unclosed_round
from hrdesk.services.changes import Result
from hrdesk.services.editing import check_version
from hrdesk.services.errors import DomainError
from hrdesk.services.kept import Final, keep
from hrdesk.services.queries.appraisals import (
    KIND,
    AppraisalRoundView,
    appraisal_round,
    closings_of,
)
from hrdesk.services.unit_of_work import UnitOfWork


def close_round(uow: UnitOfWork, round_id: int, version: int, reason: str = "") -> Result[int]:
    """Make a round's results final; returns the id of what was kept.

    Errors: ``appraisal_round_not_ready`` (facts: problems, in Thai), ``appraisal_close_reason``
    (facts: problems) where something is doubtful and no reason is given, ``appraisal_round_final``,
    ``EditConflict``.
    """
    require(uow.actor, Right.WORK_APPRAISALS)
    round_ = unclosed_round(uow, round_id)
    check_version(uow, round_, version, "appraisal_round", {})
    view = appraisal_round(uow, round_id)
    if view.hinders:
        raise DomainError("appraisal_round_not_ready", problems=view.hinders)
    if view.doubts and not reason.strip():
        raise DomainError("appraisal_close_reason", field="reason", problems=view.doubts)
    rows = {
        row.id: row
        for row in uow.session.scalars(select(Appraisal).where(Appraisal.round_id == round_id))
    }
    criteria = Criteria(uow, round_)
    inputs, outputs = plain(_inputs(view, rows)), plain(_outputs(view))
    tree = _tree(view, criteria).to_json()
    earlier = closings_of(uow, round_id)
    law = criteria.law(view.lines[0].staff).lawbook()
    final = Final(
        KIND, round_id, inputs, outputs, tree, law,
        number=len(earlier) + 1,
        supersedes_id=earlier[0].id if earlier else None,
        reason=" · ".join(part for part in (_reopening(uow, round_id), reason.strip()) if part),
    )  # fmt: skip
    [run] = keep(uow, final)
    round_.state = "final"
    uow.session.flush()
    uow.audit(
        "appraisal_round.closed", "appraisal_round", round_id, case_id=round_.case_id,
        changes={"number": (None, run.number), "sha256": (None, run.sha256)},
        reason=reason.strip(),
    )  # fmt: skip
    return Result(run.id, touched(round_))


def reopen_round(uow: UnitOfWork, round_id: int, version: int, reason: str) -> Result[int]:
    """Open a closed round for a correction; what was kept stays as it is. Returns the version.

    Errors: ``required``, ``not_found``, ``appraisal_round_open``, ``EditConflict``.
    """
    require(uow.actor, Right.WORK_APPRAISALS)
    if not reason.strip():
        raise DomainError("required", field="reason")
    round_ = uow.session.get(AppraisalRound, round_id)
    if round_ is None:
        raise DomainError("not_found")
    if round_.state != "final":
        raise DomainError("appraisal_round_open")
    check_version(uow, round_, version, "appraisal_round", {})
    round_.state = "open"
    uow.session.flush()
    uow.audit(
        "appraisal_round.reopened", "appraisal_round", round_id, case_id=round_.case_id,
        reason=reason.strip(),
    )  # fmt: skip
    return Result(round_.version, touched(round_))


def _reopening(uow: UnitOfWork, round_id: int) -> str:
    """The reason of the last reopening, empty before the first."""
    found = uow.session.scalars(
        select(AuditEntry.reason)
        .where(
            AuditEntry.entity == "appraisal_round",
            AuditEntry.entity_id == round_id,
            AuditEntry.action == "appraisal_round.reopened",
        )
        .order_by(AuditEntry.id.desc())
        .limit(1)
    ).first()
    return found or ""


def _inputs(view: AppraisalRoundView, rows: Mapping[int, Appraisal]) -> Mapping[str, Any]:
    return {
        "year": view.year,
        "number": view.number,
        "first": view.first,
        "last": view.last,
        "committee": view.committee,
        "screened_on": view.screened_on,
        "posted_on": view.posted_on,
        "people": [
            {
                "person": line.person_id,
                "name": line.name,
                "post": line.post,
                "post_number": line.post_number,
                "unit": line.unit,
                "staff": line.staff.value,
                "appraiser": line.appraiser,
                "agreed_on": line.agreed_on,
                "indicators": rows[line.id].indicators,
                "competencies": rows[line.id].competencies,
                "achievement": line.achievement,
                "competency": line.competency,
                "witness": line.witness,
                "screened": line.screened,
                "screening_note": line.screening_note,
            }
            for line in view.lines
        ],
    }


def _outputs(view: AppraisalRoundView) -> Mapping[str, Any]:
    return {
        "order": [
            {
                "person": line.person_id,
                "name": line.name,
                "total": line.total,
                "level": line.level,
                "rank": line.rank,
                "tied": line.tied,
                "acknowledgement": line.acknowledgement,
            }
            for line in sorted(view.lines, key=lambda each: (each.staff, each.rank or 0))
        ],
        "levels": dict(view.counts.levels),
    }


def _tree(view: AppraisalRoundView, criteria: Criteria) -> Explanation:
    """The criteria once for each kind of staff, under them everybody's sum."""
    parts = []
    for staff in Staff:
        lines = [line for line in view.lines if line.staff is staff]
        if not lines:
            continue
        law = criteria.law(staff)
        first, second = criteria.weights(staff)
        people = tuple(
            Explanation(
                staff.bands,
                line.name,
                line.level,
                formula=(
                    f"{canonical(line.achievement)} × {canonical(first)}% + "
                    f"{canonical(line.competency)} × {canonical(second)}% = {canonical(line.total)}"
                ),
            )
            for line in lines
            if line.achievement is not None
            and line.competency is not None
            and line.total is not None
        )
        leaves = (
            law.read(f"{staff.bands}.weights").explanation,
            law.read(staff.bands).explanation,
        )
        label = STAFF_LABELS[staff]
        parts.append(Explanation(staff.bands, label, len(lines), "คน", children=(*leaves, *people)))
    return Explanation(
        "sao.appraisal.steps", f"ผลการประเมิน {view.title}", len(view.lines), "คน",
        children=tuple(parts),
    )  # fmt: skip
