"""The matter whose steps a round of the office walks, and the round's papers filed with it."""

from __future__ import annotations

from sqlalchemy import select

from hrdesk.models import (
    AppraisalRound,
    Case,
    IssuedNumber,
    IssuedPaper,
    SalaryRound,
)
from hrdesk.rules.codes import CaseType
from hrdesk.services.access import Right, require
from hrdesk.services.cases import OpenCase, OpenedCase, open_case
from hrdesk.services.changes import Change, Result, changed
from hrdesk.services.errors import DomainError
from hrdesk.services.procedures import kinds_offered
from hrdesk.services.queries.salary_papers import ROUND_KEY
from hrdesk.services.salary_compute import SUPERSEDED, load_round
from hrdesk.services.salary_law import MATTERS, PERCENTAGE, SCHEMES
from hrdesk.services.salary_rounds import touched
from hrdesk.services.unit_of_work import UnitOfWork


def matter_of(
    uow: UnitOfWork, row: AppraisalRound | SalaryRound, kind: CaseType, subject: str
) -> Result[OpenedCase]:
    """Open the matter of a round and link it; checks no right of rounds.

    Errors: ``round_has_case``, ``round_no_procedure`` where the office has no steps for it, those
    of ``cases.open_case``.
    """
    if row.case_id is not None:
        raise DomainError("round_has_case")
    if kind not in kinds_offered(uow):
        raise DomainError("round_no_procedure")
    opened = open_case(uow, OpenCase(None, kind, uow.clock.today(), subject, second=True))
    _link(uow, row, opened.value.id, opened.value.number)
    return opened


def open_salary_case(uow: UnitOfWork, round_id: int) -> Result[int]:
    """Give a salary round the matter whose steps it walks, with its papers; returns its id.

    A round that corrects another goes on with that one's; percentages are given by the steps of
    the appraisal, so both rounds share a matter. Errors: ``not_found``, ``round_is_copy``,
    ``round_not_final`` once another stands in its place, and those of ``matter_of``.
    """
    require(uow.actor, Right.WORK_SALARY)
    round_ = load_round(uow, round_id)
    if round_.copy_of_id is not None:
        raise DomainError("round_is_copy", name=round_.name)
    if round_.state == SUPERSEDED:
        raise DomainError("round_not_final")
    if round_.case_id is not None:
        raise DomainError("round_has_case")
    noted = touched(round_)
    case_id = _shared(uow, round_)
    if case_id is None:
        kind = MATTERS.get(round_.scheme)
        if kind is None:
            raise DomainError("round_no_procedure")
        subject = f"{SCHEMES[round_.scheme]} ครั้งที่ {round_.number} ปีงบประมาณ {round_.year}"
        opened = matter_of(uow, round_, kind, subject)
        case_id, noted = opened.value.id, noted | opened.changed
        appraisal = _appraisal(uow, round_)
        if appraisal is not None:
            _link(uow, appraisal, case_id, opened.value.number)
            noted |= changed(("appraisal_round", appraisal.id))
    else:
        case = uow.session.get_one(Case, case_id)
        _link(uow, round_, case_id, f"{case.number}/{case.year}")
    for paper in uow.session.scalars(
        select(IssuedPaper).where(IssuedPaper.fields[ROUND_KEY].as_string() == str(round_id))
    ):
        noted |= file_with(uow, paper, case_id)
    return Result(case_id, noted | changed(("case", case_id)))


def file_with(uow: UnitOfWork, paper: IssuedPaper, case_id: int | None) -> frozenset[Change]:
    """File a round's paper and its number with the round's matter, if any; checks no right."""
    if case_id is None or paper.case_id is not None:
        return frozenset()
    paper.case_id = case_id
    if paper.number_id is not None:
        uow.session.get_one(IssuedNumber, paper.number_id).case_id = case_id
    uow.session.flush()
    return changed(("paper", paper.id), ("case", case_id))


def _shared(uow: UnitOfWork, round_: SalaryRound) -> int | None:
    """The matter that another round has already: the one corrected, or the appraisal's."""
    if round_.supersedes_id is not None:
        old = uow.session.get_one(SalaryRound, round_.supersedes_id)
        if old.case_id is not None:
            return old.case_id
    appraisal = _appraisal(uow, round_)
    return appraisal.case_id if appraisal is not None else None


def _appraisal(uow: UnitOfWork, round_: SalaryRound) -> AppraisalRound | None:
    """The appraisal round that shares the matter of a round of percentages."""
    if round_.scheme != PERCENTAGE or round_.appraisal_round_id is None:
        return None
    return uow.session.get_one(AppraisalRound, round_.appraisal_round_id)


def _link(uow: UnitOfWork, row: AppraisalRound | SalaryRound, case_id: int, number: str) -> None:
    row.case_id = case_id
    uow.session.flush()
    entity = "appraisal_round" if isinstance(row, AppraisalRound) else "salary_round"
    uow.audit(
        f"{entity}.case_opened", entity, row.id, case_id=case_id, changes={"case": (None, number)}
    )
