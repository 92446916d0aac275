"""By whose law a salary round of each scheme goes, and on which days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType

from hrdesk.rules.codes import Agency, CaseType
from hrdesk.rules.dates import BE_OFFSET
from hrdesk.rules.lawbook import Law
from hrdesk.services.errors import DomainError
from hrdesk.services.office_law import law_book, office_agency
from hrdesk.services.unit_of_work import UnitOfWork

STEP, CONTRACT, PERCENTAGE = "step", "contract", "percentage"

SCHEMES: Mapping[str, str] = MappingProxyType(
    {
        STEP: "เลื่อนขั้นเงินเดือน",
        CONTRACT: "เลื่อนค่าตอบแทนพนักงานจ้าง",
        PERCENTAGE: "เลื่อนเงินเดือนเป็นร้อยละ",
    }
)
"""The schemes with their Thai names."""

MATTERS = {STEP: CaseType.STEP_ROUND, PERCENTAGE: CaseType.APPRAISAL}
"""What kind of matter a round of a scheme is; a contract raise has no steps of its own."""

_SETS = {STEP: "sao", CONTRACT: "sao", PERCENTAGE: "dms"}
_APRIL, _OCTOBER = 4, 10
_NUMBERS = {STEP: (1, 2), CONTRACT: (2,), PERCENTAGE: (1, 2)}


def salary_law(uow: UnitOfWork, scheme: str, day: dt.date) -> Law:
    """Return the law of a scheme on a day, with the office's amendments; raises ``scheme_unknown``."""
    return law_book(uow).at(day, _set_of(scheme))


def borrowed(uow: UnitOfWork, scheme: str) -> bool:
    """Tell whether the scheme's law is another agency's than the office's own."""
    return _set_of(scheme) != office_agency(uow).value


def offered_schemes(uow: UnitOfWork) -> tuple[str, ...]:
    """Return the schemes an office of its kind works with; the others stay possible, as borrowed."""
    return (STEP, CONTRACT) if office_agency(uow) is Agency.SAO else (PERCENTAGE,)


def round_numbers(scheme: str) -> tuple[int, ...]:
    """Return which rounds of a year a scheme has: 1 on 1 April, 2 on 1 October."""
    _set_of(scheme)
    return _NUMBERS[scheme]


def effective_day(scheme: str, year: int, number: int) -> dt.date:
    """Return the day a round of a BE year takes effect; raises ``round_number_unknown``."""
    if number not in round_numbers(scheme):
        raise DomainError("round_number_unknown", field="number", scheme=SCHEMES[scheme])
    return dt.date(year - BE_OFFSET, _APRIL if number == 1 else _OCTOBER, 1)


def payroll_day(scheme: str, year: int, number: int) -> dt.date:
    """Return the day of the payroll of a round: 1 March or 1 September, a month before it."""
    day = effective_day(scheme, year, number)
    return day.replace(month=day.month - 1)


def _set_of(scheme: str) -> str:
    if scheme not in _SETS:
        raise DomainError("scheme_unknown", field="scheme")
    return _SETS[scheme]
