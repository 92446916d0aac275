"""The criteria a round is appraised by, and what somebody's scores come to under them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from hrdesk.models import Appraisal, AppraisalRound, Person
from hrdesk.rules.appraisal import Staff
from hrdesk.rules.appraisal import appraisal as level_of
from hrdesk.rules.appraisal_scores import Known, Screened, staff_of
from hrdesk.rules.codes import Employment
from hrdesk.rules.explanation import Explanation
from hrdesk.rules.lawbook import Law
from hrdesk.rules.refusal import Refused
from hrdesk.services.office_law import law_book, office_agency
from hrdesk.services.unit_of_work import UnitOfWork

ACKNOWLEDGED, REFUSED = Known.ACKNOWLEDGED.value, Known.REFUSED.value
AGREED, RETURNED = Screened.AGREED.value, Screened.RETURNED.value

STAFF_LABELS = {
    Staff.OFFICIAL: "พนักงานส่วนท้องถิ่น พนักงานครู ลูกจ้างประจำ",
    Staff.CONTRACT: "พนักงานจ้าง",
    Staff.CIVIL_SERVANT: "ข้าราชการพลเรือนสามัญ",
}


@dataclass(frozen=True, slots=True)
class Scored:
    """What somebody's scores come to: nothing while one is unknown, ``problem`` (Thai) why not."""

    total: Decimal | None = None
    level: str = ""
    problem: str = ""
    explanation: Explanation | None = None


class Criteria:
    """The criteria of one round by kind of staff: those in force on its first day.

    A round goes by what was announced before it began, so a change within it waits for the next.
    """

    def __init__(self, uow: UnitOfWork, round_: AppraisalRound) -> None:
        self._book = law_book(uow)
        self._day = round_.first
        self._laws: dict[Staff, Law] = {}

    def law(self, staff: Staff) -> Law:
        """Return the law the levels of a kind of staff are read from."""
        if staff not in self._laws:
            self._laws[staff] = self._book.at(self._day, staff.law_set)
        return self._laws[staff]

    def scored(self, row: Appraisal) -> Scored:
        """Return total, level and explanation of stored scores."""
        if not row.achievement or not row.competency:
            return Scored()
        try:
            staff = Staff(row.staff)
            found = level_of(
                self.law(staff), staff, Decimal(row.achievement), Decimal(row.competency)
            )
        except Refused as refusal:
            return Scored(problem=refusal.message)
        return Scored(found.total, found.level, "", found.explanation)

    def weights(self, staff: Staff) -> tuple[Decimal, Decimal]:
        """Return the shares of achievement and competency; raises Refused."""
        table = self.law(staff).read(f"{staff.bands}.weights").value
        return table["achievement"], table["competency"]

    def levels(self, staff: Staff) -> tuple[str, ...]:
        """Return the levels' Thai names, the best first; raises Refused."""
        bands = self.law(staff).read(staff.bands).value
        return tuple(band["label"] for band in reversed(bands))


def person_staff(uow: UnitOfWork, person: Person) -> Staff | None:
    """Return by whose criteria a person is appraised here, None where no rule says."""
    return staff_of(Employment(person.employment), local=office_agency(uow).is_local)


def decimal_of(text: str) -> Decimal | None:
    """Return a stored score, None for an empty or damaged one."""
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        return None
