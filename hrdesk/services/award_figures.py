"""What a salary outside a round is worked out from, and what comes of it; nothing is stored here."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from hrdesk.rules.codes import Employment, LabelledEnum
from hrdesk.rules.dates import DateError, PartialDate, add_months
from hrdesk.rules.explanation import Explanation, plain, shown
from hrdesk.rules.lawbook import Law, LawBook
from hrdesk.rules.refusal import Refused
from hrdesk.rules.salary.compensation import Bands, Outcome, bands_of, compensation
from hrdesk.rules.salary.prior import PriorEmployment, prior_salary
from hrdesk.rules.salary.qualification import QualificationSalary, qualification_salary
from hrdesk.services.errors import DomainError
from hrdesk.services.problems import refuse

AWARD_SET = "dms"
"""The set of rules that holds the salaries by qualification."""

HOME, ABROAD = "ในประเทศ", "ต่างประเทศ"
UNCONFIRMED = "คำนวณตามสูตร รอยืนยัน"
_MOST = Decimal(1_000_000)
_WHERE = {"on": "effective_on", "as_of": "effective_on", "start": "maximum"}


class AwardKind(LabelledEnum):
    """The kinds of salaries outside a round."""

    QUALIFICATION = "qualification", "เงินเดือนตามคุณวุฒิ"
    PRIOR = "prior", "ผู้เคยเป็นลูกจ้างหรือพนักงาน"
    COMPENSATION = "compensation", "ปรับเงินเดือนชดเชย"


@dataclass(frozen=True, slots=True)
class AwardInputs:
    """The facts of one award; amounts in baht a month, ``years`` of the former employment.

    ``qualification`` and ``institution`` name a row of the table of the law for every kind;
    ``factors`` are of a qualification, ``salary_before`` and ``entered_on`` of a compensation,
    the others of a prior employment.
    """

    kind: AwardKind
    person_id: int
    effective_on: dt.date | None = None
    qualification: str = ""
    institution: str = HOME
    factors: tuple[int, ...] = ()
    employment: Employment | None = None
    pay: Decimal | None = None
    raises: tuple[Decimal, ...] = ()
    unbroken: bool = True
    years: Decimal | None = None
    hired_on: dt.date | None = None
    in_ministry: bool = True
    same_degree_level: bool = True
    maximum: Decimal | None = None
    salary_before: Decimal | None = None
    entered_on: dt.date | None = None
    note: str = ""

    def to_json(self) -> dict[str, Any]:
        """The facts as plain JSON."""
        names = (each.name for each in dataclasses.fields(self))
        return {name: plain(getattr(self, name)) for name in names}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> AwardInputs:
        """The facts that ``to_json`` wrote; other keys are passed over."""
        given: dict[str, Any] = {
            field.name: stored[field.name]
            for field in dataclasses.fields(cls)
            if field.name in stored
        }
        for name in ("pay", "years", "maximum", "salary_before"):
            amount = given.get(name)
            given[name] = None if amount is None else Decimal(str(amount))
        for name in ("effective_on", "hired_on", "entered_on"):
            day = given.get(name)
            given[name] = dt.date.fromisoformat(day) if day else None
        given["kind"] = AwardKind(given["kind"])
        given["employment"] = Employment(given["employment"]) if given.get("employment") else None
        given["factors"] = tuple(int(each) for each in given.get("factors", ()))
        given["raises"] = tuple(Decimal(str(each)) for each in given.get("raises", ()))
        return cls(**given)


@dataclass(frozen=True, slots=True)
class AwardFigures:
    """What comes of an award: ``salary`` None while ``needs`` decide it or ``reason`` forbids it.

    ``lines`` are (label, value) as a reader sees them; ``confirmed`` is False where an amount is
    computed by a formula that the office has not confirmed, ``doubtful`` tells that the facts must
    be looked at: a salary that fits no band.
    """

    salary: Decimal | None
    before: Decimal | None
    start: Decimal | None
    raised: Decimal | None
    confirmed: bool
    lines: tuple[tuple[str, str], ...]
    reason: str
    needs: tuple[str, ...]
    law: Mapping[str, str]
    explanation: Explanation
    doubtful: bool = False

    def to_json(self) -> dict[str, Any]:
        """The outputs as plain JSON, without the explanation."""
        stored = {
            "salary": self.salary, "before": self.before, "start": self.start,
            "raised": self.raised, "confirmed": self.confirmed, "lines": self.lines,
            "reason": self.reason, "needs": self.needs, "law": self.law,
        }  # fmt: skip
        kept: dict[str, Any] = plain(stored)
        return kept


def award_figures(book: LawBook, given: AwardInputs) -> AwardFigures:
    """Return what comes of the facts by the law of the day it takes effect.

    Errors: ``required``, ``award_absurd``, ``rule_refuses`` with the rule's sentence.
    """
    refuse([*_missing(given), *_absurd(given)])
    assert given.effective_on is not None
    law = book.at(given.effective_on, AWARD_SET)
    with _ruled():
        if given.kind is AwardKind.QUALIFICATION:
            return _by_qualification(given, law)
        if given.kind is AwardKind.PRIOR:
            return _by_prior(given, law)
        bands = _bands(law, given.qualification, given.institution)
        return compensated(given, bands, law)


def award_bands(book: LawBook, day: dt.date, qualification: str, institution: str) -> Bands:
    """Return the bands of a qualification for many people at once; errors as ``award_figures``."""
    with _ruled():
        return _bands(book.at(day, AWARD_SET), qualification, institution)


def compensated(given: AwardInputs, bands: Bands, law: Law) -> AwardFigures:
    """Return what a serving person gets by bands that are read already."""
    assert given.salary_before is not None
    found = compensation(given.salary_before, given.entered_on, bands)
    raised = found.outcome is Outcome.RAISED
    lines = [("คุณวุฒิ", _qualification(given)), ("เงินเดือนก่อนปรับ", _baht(given.salary_before))]
    if found.band is not None:
        lines += [
            ("ช่วงเงินเดือน", f"{shown(found.band.low)} – {shown(found.band.high)} บาท"),
            ("เงินที่ปรับเพิ่ม", _baht(found.raised)),
        ]
        if found.capped:
            lines.append(("เงินเดือนใหม่ต้องไม่เกิน", _baht(found.band.cap)))
    return AwardFigures(
        salary=found.new_salary if raised else None,
        before=given.salary_before,
        start=None,
        raised=found.raised,
        confirmed=True,
        lines=tuple(lines),
        reason=found.reason,
        needs=found.needs,
        law=law.lawbook(),
        explanation=found.explanation,
        doubtful=found.outcome in (Outcome.BELOW, Outcome.BETWEEN),
    )


def entered_day(stored: str, before: dt.date) -> dt.date | None:
    """Return the day of entry as far as it decides whether it lies before a day.

    A date of the register without its day or month is taken where every day it may mean lies on
    the same side; else None.
    """
    try:
        known = PartialDate.from_storage(stored)
    except DateError:
        return None
    if known.exact is not None:
        return known.exact
    first = dt.date(known.year, known.month or 1, 1)
    last = add_months(first, 1 if known.month else 12) - dt.timedelta(days=1)
    return first if (first < before) is (last < before) else None


def _by_qualification(given: AwardInputs, law: Law) -> AwardFigures:
    found = qualification_salary(given.qualification, given.institution, given.factors, law)
    lines = [("คุณวุฒิ", _qualification(given)), ("อัตราแรกบรรจุตามคุณวุฒิ", _baht(found.start))]
    lines += _factor_lines(found, law)
    added = found.total - found.start
    return AwardFigures(
        salary=found.total,
        before=given.salary_before,
        start=found.start,
        raised=added,
        confirmed=found.confirmed,
        lines=tuple(lines),
        reason="",
        needs=(),
        law=law.lawbook(),
        explanation=found.explanation,
    )


def _factor_lines(found: QualificationSalary, law: Law) -> list[tuple[str, str]]:
    labels = law.read("dms.qsal.factors").value
    mark = "" if found.confirmed else f" ({UNCONFIRMED})"
    return [
        (f"ปัจจัยที่ {number} {labels[str(number)]['label']}", f"{_baht(amount)}{mark}")
        for number, amount in found.added.items()
    ]


def _by_prior(given: AwardInputs, law: Law) -> AwardFigures:
    base = qualification_salary(given.qualification, given.institution, (), law)
    assert given.employment is not None
    assert given.pay is not None
    assert given.years is not None
    assert given.maximum is not None
    found = prior_salary(
        PriorEmployment(
            employment=given.employment,
            pay=given.pay,
            raises=given.raises,
            unbroken=given.unbroken,
            years=given.years,
            start=base.start,
            maximum=given.maximum,
            hired_on=given.hired_on,
            in_ministry=given.in_ministry,
            same_degree_level=given.same_degree_level,
        ),
        law,
    )
    lines = [
        ("คุณวุฒิ", _qualification(given)),
        ("อัตราแรกบรรจุตามคุณวุฒิ", _baht(base.start)),
        ("การจ้างเดิม", given.employment.label),
        ("ค่าจ้างหรือค่าตอบแทนเดิม", _baht(given.pay)),
    ]
    if given.raises:
        lines.append(("เงินที่ได้เลื่อนระหว่างจ้าง", _baht(sum(given.raises, Decimal(0)))))
    return AwardFigures(
        salary=found.salary,
        before=given.salary_before,
        start=base.start,
        raised=None if found.salary is None else found.salary - base.start,
        confirmed=True,
        lines=tuple(lines),
        reason=found.explanation.formula if found.rule is None else "",
        needs=found.needs,
        law=law.lawbook(),
        explanation=found.explanation.with_children(base.explanation),
    )


@lru_cache(maxsize=128)
def _bands(law: Law, qualification: str, institution: str) -> Bands:
    """The bands of a qualification, read once for thousands of people."""
    return bands_of(qualification, institution, law)


def _missing(given: AwardInputs) -> list[DomainError | None]:
    asked: dict[str, object] = {
        "person": given.person_id,
        "effective_on": given.effective_on,
        "qualification": given.qualification.strip(),
    }
    if given.kind is AwardKind.PRIOR:
        for name in ("employment", "pay", "years", "maximum"):
            asked[name] = getattr(given, name)
    if given.kind is AwardKind.COMPENSATION:
        asked["salary_before"] = given.salary_before
    return [
        DomainError("required", field=name)
        for name, value in asked.items()
        if value in (None, "", 0)
    ]


def _absurd(given: AwardInputs) -> list[DomainError | None]:
    """Refuse what no salary is: nothing or less, a million and more, parts of a satang."""
    amounts = [(name, getattr(given, name)) for name in ("pay", "maximum", "salary_before")]
    found: list[DomainError | None] = [
        DomainError("award_absurd", field=name, amount=amount)
        for name, amount in amounts
        if amount is not None and (not 0 < amount < _MOST or amount != round(amount, 2))
    ]
    if any(not 0 <= each < _MOST or each != round(each, 2) for each in given.raises):
        found.append(DomainError("award_absurd", field="raises", amount=max(given.raises)))
    if given.years is not None and not 0 <= given.years <= 60:
        found.append(DomainError("award_absurd", field="years", amount=given.years))
    return found


@contextmanager
def _ruled() -> Iterator[None]:
    try:
        yield
    except Refused as refusal:
        field = _WHERE.get(refusal.where, refusal.where)
        raise DomainError("rule_refuses", field=field, why=refusal.message) from refusal


def _qualification(given: AwardInputs) -> str:
    abroad = "ต่างประเทศ" in given.qualification
    return given.qualification if abroad else f"{given.qualification} ({given.institution})"


def _baht(amount: Decimal | None) -> str:
    return f"{shown(amount)} บาท" if amount is not None else ""
