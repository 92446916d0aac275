"""Results of the performance appraisal: the weighted total and its level, by the exact score."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from hrdesk.rules.dates import BE_OFFSET, fiscal_year
from hrdesk.rules.explanation import Explanation, canonical
from hrdesk.rules.lawbook import Law
from hrdesk.rules.refusal import Refused

_HUNDRED = Decimal(100)
_ROUNDS = "sao.appraisal.rounds"


class Staff(StrEnum):
    """Whose appraisal: officials of local bodies, their contract employees, civil servants."""

    OFFICIAL = "official"
    CONTRACT = "contract"
    CIVIL_SERVANT = "civil_servant"

    @property
    def bands(self) -> str:
        """The parameter of the levels; ``.weights`` after it names that of the weights."""
        return _BANDS[self]

    @property
    def law_set(self) -> str:
        """The set of rules the levels stand in."""
        return _BANDS[self].partition(".")[0]


_BANDS = {
    Staff.OFFICIAL: "sao.appraisal.official",
    Staff.CONTRACT: "sao.appraisal.contract",
    Staff.CIVIL_SERVANT: "dms.appraisal.levels",
}


@dataclass(frozen=True, slots=True)
class Appraisal:
    """The total in per cent, never rounded, and the Thai name of its level."""

    total: Decimal
    level: str
    explanation: Explanation


def appraisal(law: Law, staff: Staff, achievement: Decimal, competency: Decimal) -> Appraisal:
    """The level of achievement and competency, 0 to 100 each; raises Refused.

    A band begins with its first score and ends before the first of the next: 89.99 is not 90.

    # rule: sao.appraisal.official, sao.appraisal.contract
    """
    parts = {"achievement": achievement, "competency": competency}
    for name, given in parts.items():
        if not isinstance(given, Decimal):
            raise TypeError(f"{name} is Decimal, never {type(given).__name__}")
        if not 0 <= given <= _HUNDRED:
            raise Refused("out_of_range", "คะแนนต้องอยู่ระหว่าง 0 ถึง 100", name)
    bands, weights = law.read(staff.bands), law.read(f"{staff.bands}.weights")
    shares = {name: weights.value[name] for name in parts}
    total = sum((parts[name] * shares[name] / _HUNDRED for name in parts), Decimal(0))
    band = next(each for each in bands.value if each["below"] is None or total < each["below"])
    written = " + ".join(f"{canonical(parts[name])} × {canonical(shares[name])}%" for name in parts)
    edges = [
        *([f"ตั้งแต่ {canonical(band['from'])}"] if band["from"] is not None else []),
        *([f"ไม่ถึง {canonical(band['below'])}"] if band["below"] is not None else []),
    ]
    tree = Explanation(
        code=staff.bands,
        label="ระดับผลการประเมิน",
        value=band["label"],
        formula=" ".join(edges),
        children=(
            Explanation(staff.bands, "คะแนนรวม", total, "ร้อยละ", written),
            weights.explanation,
            bands.explanation,
        ),
    )
    return Appraisal(total, band["label"], tree)


@dataclass(frozen=True, slots=True)
class Round:
    """One half-year of appraisal, first and last day counted; ``year`` is the fiscal year (BE)."""

    number: int
    year: int
    first: dt.date
    last: dt.date
    explanation: Explanation


def round_of(law: Law, day: dt.date) -> Round:
    """The appraisal round a day falls in (sao.appraisal.rounds)."""
    reading = law.read(_ROUNDS)
    year = fiscal_year(day)
    spans = [
        (_day_of(span["first"], year), _day_of(span["last"], year))
        for span in reading.value.values()
    ]
    number = next(index for index, (_, last) in enumerate(spans, start=1) if day <= last)
    first, last = spans[number - 1]
    children = (
        Explanation(_ROUNDS, "วันแรกของรอบ", first),
        Explanation(_ROUNDS, "วันสุดท้ายของรอบ", last),
        reading.explanation,
    )
    value = f"รอบที่ {number} ปีงบประมาณ {year}"
    tree = Explanation(_ROUNDS, "รอบการประเมิน", value, children=children)
    return Round(number, year, first, last, tree)


def _day_of(written: str, year: int) -> dt.date:
    """The day written month-day in the fiscal year ``year`` (BE)."""
    month, day = (int(part) for part in written.split("-"))
    found = dt.date(year - BE_OFFSET, month, day)
    return found if fiscal_year(found) == year else found.replace(year=found.year - 1)
