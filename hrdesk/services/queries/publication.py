"""The points that each candidate's outlet of publication is worth, for the entry of points."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from sqlalchemy import select

from hrdesk.models import Candidate, Contest
from hrdesk.rules.codes import Level
from hrdesk.rules.refusal import Refused
from hrdesk.services.access import Right, require
from hrdesk.services.contests import publication_points
from hrdesk.services.errors import DomainError
from hrdesk.services.unit_of_work import UnitOfWork


def outlet_points(uow: UnitOfWork, contest_id: int) -> Mapping[int, Decimal]:
    """Return points by candidate's id; who names no outlet, or one without points, is left out."""
    require(uow.actor, Right.WORK_MEETINGS)
    contest = uow.session.get(Contest, contest_id)
    if contest is None:
        raise DomainError("not_found")
    rows = uow.session.scalars(
        select(Candidate).where(
            Candidate.contest_id == contest_id,
            Candidate.withdrawn.is_(False),
            Candidate.outlet != "",
        )
    )
    found = {row.id: points_of(uow, contest, row) for row in rows}
    return {id_: points for id_, points in found.items() if points is not None}


def points_of(uow: UnitOfWork, contest: Contest, candidate: Candidate) -> Decimal | None:
    """Return what the candidate's outlet is worth, None where no clause gives it points."""
    if not candidate.outlet or contest.level not in {level.value for level in Level}:
        return None
    try:
        return publication_points(uow, contest, candidate.outlet, candidate.mission_group).points
    except Refused:
        return None
