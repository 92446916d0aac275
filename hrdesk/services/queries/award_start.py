"""What the editor of an award begins with: what the register knows of the person."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal

from sqlalchemy import select

from hrdesk.models import Degree, Person, Post, SalaryAward, ServiceRun
from hrdesk.rules.codes import DegreeLevel, Employment
from hrdesk.rules.dates import DateError, PartialDate
from hrdesk.rules.explanation import shown
from hrdesk.rules.names import full_name, titled
from hrdesk.rules.refusal import Refused
from hrdesk.services.access import Right, require
from hrdesk.services.award_figures import AWARD_SET, HOME, AwardInputs, AwardKind
from hrdesk.services.errors import DomainError
from hrdesk.services.office_law import law_book
from hrdesk.services.queries.award_preview import USUAL
from hrdesk.services.salary_lines import salaries_on
from hrdesk.services.unit_of_work import UnitOfWork

FORMER = (
    Employment.TEMPORARY_EMPLOYEE,
    Employment.GOVERNMENT_EMPLOYEE,
    Employment.MOPH_EMPLOYEE,
)
"""The employments that a prior salary can come from."""

_DAYS_A_YEAR = Decimal("365.25")


@dataclass(frozen=True, slots=True)
class AwardStart:
    """What is filled in at first, and what the register says of the person in one line."""

    inputs: AwardInputs
    name: str
    told: str
    degree: DegreeLevel | None = None


def award_start(
    uow: UnitOfWork, kind: AwardKind, person_id: int, day: dt.date, *, chosen: bool = False
) -> AwardStart:
    """Return the facts the register knows for an award of a kind and day; raises ``not_found``.

    The qualification is that of an earlier award, else the usual one of the highest degree; the
    salary is that of the day before, none for an entrant. Unless the day was ``chosen``, an entrant
    without any salary so far begins on the day of entry, where the tables reach that day.
    """
    require(uow.actor, Right.WORK_SALARY)
    person = uow.session.get(Person, person_id)
    if person is None:
        raise DomainError("not_found")
    post = uow.session.get(Post, person.post_id) if person.post_id is not None else None
    degree = uow.session.scalars(
        select(Degree).where(Degree.person_id == person_id).order_by(Degree.position).limit(1)
    ).first()
    qualification, institution = _qualification(uow, person_id, degree)
    entered = _exact(person.entered_on)
    if not chosen and kind is not AwardKind.COMPENSATION and _enters(uow, person_id, entered, day):
        day = entered or day
    before: Decimal | None = None
    if kind is AwardKind.COMPENSATION or (kind is AwardKind.QUALIFICATION and day != entered):
        before = salaries_on(uow, day - dt.timedelta(days=1), (person_id,))[person_id].salary
    inputs = AwardInputs(
        kind=kind,
        person_id=person_id,
        effective_on=day,
        qualification=qualification,
        institution=institution,
        salary_before=before,
        entered_on=entered,
    )
    if kind is AwardKind.PRIOR:
        inputs = _with_former(uow, inputs)
    name = full_name(person.prefix, person.first_name, person.last_name)
    known = degree is not None and degree.level in set(DegreeLevel)
    level = DegreeLevel(degree.level) if degree is not None and known else None
    return AwardStart(inputs, name, _told(person, post, degree), level)


def above_degree(qualification: str, degree: DegreeLevel | None) -> bool:
    """Tell whether a qualification of the table is higher than the degree of the register."""
    begins = qualification.startswith
    asked = next((rank for rank, names in _RANKS.items() if begins(names)), 0)
    return bool(qualification) and asked > (0 if degree is None else _RANK_OF.get(degree, 1))


_RANKS = {
    3: ("ป.เอก", "ว.ว.", "ว.ท."),
    2: ("ป.โท", "ท.ม.", "วท.ม.", "ป.บัณฑิต", "ป.วิทยาศาสตร"),
    1: ("ป.ตรี", "พ.บ.", "ภ.บ.", "ป.ชั้นสูง"),
}
"""How the table's qualifications of each rank begin; 0 is below a bachelor's degree."""
_RANK_OF = {DegreeLevel.BELOW_BACHELOR: 0, DegreeLevel.MASTER: 2, DegreeLevel.DOCTORATE: 3}


def _enters(uow: UnitOfWork, person_id: int, entered: dt.date | None, day: dt.date) -> bool:
    if entered is None or salaries_on(uow, day, (person_id,))[person_id].from_history:
        return False
    try:
        law_book(uow).at(entered, AWARD_SET).read("dms.qsal.phases")
    except Refused:
        return False
    return True


def _qualification(uow: UnitOfWork, person_id: int, degree: Degree | None) -> tuple[str, str]:
    earlier = uow.session.scalars(
        select(SalaryAward.inputs)
        .where(SalaryAward.person_id == person_id)
        .order_by(SalaryAward.id.desc())
        .limit(1)
    ).first()
    if earlier and earlier.get("qualification"):
        return str(earlier["qualification"]), str(earlier["institution"])
    if degree is None or degree.level not in set(DegreeLevel):
        return "", HOME
    return USUAL.get(DegreeLevel(degree.level), ("", HOME))


def _with_former(uow: UnitOfWork, inputs: AwardInputs) -> AwardInputs:
    """The last stretch in an employment that counts, with its day of hiring and its years."""
    run = uow.session.scalars(
        select(ServiceRun)
        .where(
            ServiceRun.person_id == inputs.person_id,
            ServiceRun.employment.in_([each.value for each in FORMER]),
        )
        .order_by(ServiceRun.started_on.desc())
        .limit(1)
    ).first()
    if run is None:
        return inputs
    started, ended = _exact(run.started_on), _exact(run.ended_on)
    last = ended or inputs.effective_on
    years: Decimal | None = None
    if started is not None and last is not None and last >= started:
        years = round(Decimal((last - started).days + 1) / _DAYS_A_YEAR, 2)
    follows = (
        ended is not None
        and inputs.effective_on is not None
        and ended + dt.timedelta(days=1) >= inputs.effective_on
    )
    return replace(
        inputs,
        employment=Employment(run.employment),
        hired_on=started,
        years=years,
        unbroken=follows or ended is None,
    )


def _exact(stored: str) -> dt.date | None:
    try:
        return PartialDate.from_storage(stored).exact
    except DateError:
        return None


def _told(person: Person, post: Post | None, degree: Degree | None) -> str:
    parts = [
        titled(post.title, post.level) if post else "",
        post.unit if post else "",
        " ".join(part for part in (degree.name, degree.major) if part) if degree else "",
        f"บรรจุ {PartialDate.from_storage(person.entered_on)}" if person.entered_on else "",
        f"เงินเดือน {shown(person.salary)} บาท" if person.salary is not None else "",
    ]
    return " · ".join(part for part in parts if part)
