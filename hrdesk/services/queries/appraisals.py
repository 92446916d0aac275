"""Appraisal rounds as their pages show them: rounds, their people, one form, the results."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select

from hrdesk.models import Appraisal, AppraisalRound, CalculationRun
from hrdesk.services.access import Right, require
from hrdesk.services.appraisal_law import ACKNOWLEDGED, Criteria, decimal_of
from hrdesk.services.errors import DomainError
from hrdesk.services.unit_of_work import UnitOfWork

KIND = "appraisal_round"


@dataclass(frozen=True, slots=True)
class AppraisalResult:
    """What a salary round asks of an appraisal: total of 100, level's Thai name, acknowledged.

    ``score`` is None and ``level`` empty while somebody is not yet appraised.
    """

    score: Decimal | None
    level: str
    acknowledged: bool


def results_of(uow: UnitOfWork, appraisal_round_id: int) -> Mapping[int, AppraisalResult]:
    """Return the results of a round by person; those of a closed round as they were frozen.

    Raises ``not_found``.
    """
    if not uow.actor.may(Right.WORK_SALARY):
        require(uow.actor, Right.WORK_APPRAISALS)
    round_ = uow.session.get(AppraisalRound, appraisal_round_id)
    if round_ is None:
        raise DomainError("not_found")
    if round_.state == "final":
        return _frozen(uow, appraisal_round_id)
    criteria = Criteria(uow, round_)
    rows = uow.session.scalars(select(Appraisal).where(Appraisal.round_id == appraisal_round_id))
    found = {}
    for row in rows:
        scored = criteria.scored(row)
        found[row.person_id] = AppraisalResult(
            scored.total, scored.level, row.acknowledgement == ACKNOWLEDGED
        )
    return found


def _frozen(uow: UnitOfWork, round_id: int) -> dict[int, AppraisalResult]:
    outputs = uow.session.scalars(
        select(CalculationRun.outputs)
        .where(CalculationRun.kind == KIND, CalculationRun.subject_id == round_id)
        .order_by(CalculationRun.number.desc())
        .limit(1)
    ).one()
    return {
        each["person"]: AppraisalResult(
            decimal_of(each["total"] or ""), each["level"], each["acknowledgement"] == ACKNOWLEDGED
        )
        for each in outputs["order"]
    }
