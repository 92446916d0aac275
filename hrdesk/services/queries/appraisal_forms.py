"""One appraisal as its form shows it: agreement, results with their working, reviews."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from hrdesk.models import Appraisal, AppraisalRound
from hrdesk.rules.appraisal import Staff
from hrdesk.rules.explanation import Explanation
from hrdesk.rules.refusal import Refused
from hrdesk.services.access import Right, require
from hrdesk.services.appraisal_law import Criteria, decimal_of
from hrdesk.services.appraisals import detail_of
from hrdesk.services.errors import DomainError
from hrdesk.services.queries.appraisals import AppraisalLine, appraisal_round
from hrdesk.services.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class IndicatorView:
    """One indicator with its five target levels and, once known, what was reached and its points."""

    title: str
    weight: Decimal
    targets: tuple[str, ...]
    actual: str
    score: Decimal | None
    product: Decimal | None


@dataclass(frozen=True, slots=True)
class CompetencyView:
    """One competency: level expected and found, points given at once, evidence, the product."""

    name: str
    weight: Decimal
    expected: int
    found: int | None
    score: Decimal | None
    evidence: str
    product: Decimal | None


@dataclass(frozen=True, slots=True)
class AppraisalView:
    """Everything of one appraisal; ``weights`` are the shares of achievement and competency.

    ``level`` is empty and ``total`` None while a score is unknown; ``explanation`` holds the tree.
    """

    id: int
    version: int
    round_id: int
    round_title: str
    first: dt.date
    last: dt.date
    final: bool
    line: AppraisalLine
    weights: tuple[Decimal, Decimal] | None
    indicators: tuple[IndicatorView, ...]
    competencies: tuple[CompetencyView, ...]
    development: tuple[Mapping[str, str], ...]
    opinions: Mapping[str, Mapping[str, str]]
    note: str
    explanation: Explanation | None


def appraisal(uow: UnitOfWork, appraisal_id: int) -> AppraisalView:
    """Return one appraisal; raises ``not_found``."""
    return appraisal_views(uow, (appraisal_id,))[0]


def appraisal_views(uow: UnitOfWork, appraisal_ids: tuple[int, ...]) -> tuple[AppraisalView, ...]:
    """Return several appraisals of one round in the order given; raises ``not_found``."""
    require(uow.actor, Right.WORK_APPRAISALS)
    first = uow.session.get(Appraisal, appraisal_ids[0]) if appraisal_ids else None
    if first is None:
        raise DomainError("not_found")
    round_ = uow.session.get_one(AppraisalRound, first.round_id)
    seen = appraisal_round(uow, round_.id)
    lines = {line.id: line for line in seen.lines}
    criteria = Criteria(uow, round_)
    made = []
    for id_ in appraisal_ids:
        if id_ not in lines:
            raise DomainError("not_found")
        row = uow.session.get_one(Appraisal, id_)
        made.append(_view(row, lines[id_], seen.title, round_, criteria))
    return tuple(made)


def _view(
    row: Appraisal, line: AppraisalLine, title: str, round_: AppraisalRound, criteria: Criteria
) -> AppraisalView:
    achieved, found = detail_of(row)
    scored = criteria.scored(row)
    tree = scored.explanation
    if tree is not None:
        tree = tree.with_children(*(each for each in (achieved, found) if each is not None))
    try:
        weights = criteria.weights(Staff(row.staff))
    except Refused:
        weights = None
    return AppraisalView(
        id=row.id,
        version=row.version,
        round_id=round_.id,
        round_title=title,
        first=round_.first,
        last=round_.last,
        final=round_.state == "final",
        line=line,
        weights=weights,
        indicators=_indicators(row, achieved),
        competencies=_competencies(row, found),
        development=tuple(row.development),
        opinions=row.opinions,
        note=row.note,
        explanation=tree,
    )


def _indicators(row: Appraisal, tree: Explanation | None) -> tuple[IndicatorView, ...]:
    return tuple(
        IndicatorView(
            each["title"],
            Decimal(each["weight"]),
            tuple(each["targets"]),
            each.get("actual", ""),
            decimal_of(each.get("score", "")),
            _product(tree, place),
        )
        for place, each in enumerate(row.indicators)
    )


def _competencies(row: Appraisal, tree: Explanation | None) -> tuple[CompetencyView, ...]:
    return tuple(
        CompetencyView(
            each["name"],
            Decimal(each["weight"]),
            each["expected"],
            each.get("found"),
            decimal_of(each.get("score", "")),
            each.get("evidence", ""),
            _product(tree, place),
        )
        for place, each in enumerate(row.competencies)
    )


def _product(tree: Explanation | None, place: int) -> Decimal | None:
    value = tree.children[place].value if tree is not None else None
    return value if isinstance(value, Decimal) else None
