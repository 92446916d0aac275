"""Everybody who may be compensated on the first day of a phase, with what they would get."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from sqlalchemy import Row, select

from hrdesk.models import Degree, Person, Post, SalaryAward
from hrdesk.rules.codes import DegreeLevel, Employment
from hrdesk.rules.names import full_name, titled
from hrdesk.rules.salary.compensation import Bands
from hrdesk.services.access import Right, require
from hrdesk.services.award_figures import (
    AWARD_SET,
    HOME,
    AwardFigures,
    AwardInputs,
    AwardKind,
    award_bands,
    compensated,
    entered_day,
)
from hrdesk.services.errors import DomainError
from hrdesk.services.office_law import law_book
from hrdesk.services.queries.awards import is_borrowed, live_awards
from hrdesk.services.salary_lines import salaries_on
from hrdesk.services.unit_of_work import UnitOfWork

Chosen = tuple[str, str]
"""A qualification of the table and its institution."""

USUAL: Mapping[DegreeLevel, Chosen] = MappingProxyType(
    {
        DegreeLevel.BACHELOR: ("ป.ตรี 4 ปี", HOME),
        DegreeLevel.BACHELOR_5: ("ป.ตรี 5 ปี", HOME),
        DegreeLevel.MASTER: ("ป.โท", HOME),
        DegreeLevel.DOCTORATE: ("ป.เอก", HOME),
    }
)
"""What a degree of a level is taken for at first; the officer chooses another for one or for all."""


@dataclass(frozen=True, slots=True)
class PreviewChoices:
    """What was chosen: the qualification by level of degree, and for single persons."""

    by_level: Mapping[DegreeLevel, Chosen] = field(default_factory=lambda: USUAL)
    own: Mapping[int, Chosen] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One serving person; amounts in baht a month.

    ``standing``: raised, none, check (something must be looked at), draft or decided.
    ``from_history``: the salary is that of the history before the day, else of the register today.
    """

    person_id: int
    name: str
    post: str
    unit: str
    degree: str
    level: DegreeLevel | None
    qualification: str
    institution: str
    salary: Decimal | None
    from_history: bool
    band: str
    raised: Decimal | None
    new_salary: Decimal | None
    standing: str
    reason: str
    inputs: AwardInputs | None

    @property
    def id(self) -> int:
        """The person, by whom a table finds the row again."""
        return self.person_id


@dataclass(frozen=True, slots=True)
class CompensationPreview:
    """All serving civil servants with what each would get, and the sum of it a month."""

    day: dt.date
    rows: tuple[PreviewRow, ...]
    borrowed: bool

    @property
    def raised(self) -> tuple[PreviewRow, ...]:
        """Those who get something and are not decided yet: what saving keeps."""
        return tuple(row for row in self.rows if row.standing in ("raised", "draft") and row.raised)

    @property
    def cost(self) -> Decimal:
        """What all raises come to, baht a month."""
        return sum((row.raised for row in self.raised if row.raised), Decimal(0))


def compensation_preview(
    uow: UnitOfWork, day: dt.date, choices: PreviewChoices = PreviewChoices()
) -> CompensationPreview:
    """Return what each serving civil servant would get on the first day of a phase.

    The salary is that of the day before. Raises ``rule_refuses`` for a day that begins no phase.
    """
    require(uow.actor, Right.WORK_SALARY)
    return _Preview(uow, day, choices).made()


class _Preview:
    """Reads everything once and works out each person by the bands of the qualification."""

    def __init__(self, uow: UnitOfWork, day: dt.date, choices: PreviewChoices) -> None:
        self._uow, self._day, self._choices = uow, day, choices
        self._book = law_book(uow)
        self._law = self._book.at(day, AWARD_SET)
        self._bands: dict[Chosen, Bands | DomainError] = {}
        self._degrees = _highest(uow)
        self._salaries = salaries_on(uow, day - dt.timedelta(days=1))
        self._there = live_awards(uow, AwardKind.COMPENSATION, day)
        self._earlier = _known_before(uow)

    def made(self) -> CompensationPreview:
        usual = self._bands_of(USUAL[DegreeLevel.BACHELOR])
        if isinstance(usual, DomainError) and usual.field == "effective_on":
            raise usual
        rows = self._uow.session.execute(
            select(
                Person.id, Person.prefix, Person.first_name, Person.last_name,
                Person.entered_on, Post.title, Post.level, Post.unit,
            )
            .outerjoin(Post, Post.id == Person.post_id)
            .where(Person.active, Person.employment == Employment.CIVIL_SERVANT.value)
            .order_by(Person.sort_key, Person.id)
        )  # fmt: skip
        made = tuple(self._row(row) for row in rows)
        return CompensationPreview(self._day, made, is_borrowed(self._uow))

    def _row(self, found: Any) -> PreviewRow:
        level, degree = self._degrees.get(found.id, (None, ""))
        qualification, institution = self._chosen(found.id, level)
        paid = self._salaries[found.id]
        row = PreviewRow(
            person_id=found.id,
            name=full_name(found.prefix, found.first_name, found.last_name),
            post=titled(found.title, found.level) if found.title else "",
            unit=found.unit or "",
            degree=degree,
            level=level,
            qualification=qualification,
            institution=institution,
            salary=paid.salary,
            from_history=paid.from_history,
            band="",
            raised=None,
            new_salary=None,
            standing="check",
            reason="",
            inputs=None,
        )
        there = self._there.get(found.id)
        if there is not None and there.state == "decided":
            return _decided(row, there)
        return self._worked(row, found.entered_on, there is not None)

    def _chosen(self, person_id: int, level: DegreeLevel | None) -> Chosen:
        own = self._choices.own.get(person_id) or self._earlier.get(person_id)
        if own is not None:
            return own
        return self._choices.by_level.get(level, ("", HOME)) if level else ("", HOME)

    def _worked(self, row: PreviewRow, entered: str, draft: bool) -> PreviewRow:
        if not row.qualification:
            return dataclasses.replace(row, reason="ยังไม่ได้เลือกคุณวุฒิตามบัญชี")
        if row.salary is None:
            return dataclasses.replace(row, reason="ไม่มีเงินเดือนในทะเบียน")
        bands = self._bands_of((row.qualification, row.institution))
        if isinstance(bands, DomainError):
            return dataclasses.replace(row, reason=str(bands.facts.get("why", "")))
        given = AwardInputs(
            kind=AwardKind.COMPENSATION,
            person_id=row.person_id,
            effective_on=self._day,
            qualification=row.qualification,
            institution=row.institution,
            salary_before=row.salary,
            entered_on=entered_day(entered, self._day),
        )
        figures = compensated(given, bands, self._law)
        return dataclasses.replace(
            row,
            band=_band(figures),
            raised=figures.raised,
            new_salary=figures.salary,
            standing=_standing(figures, draft),
            reason=figures.reason or "; ".join(figures.needs),
            inputs=given,
        )

    def _bands_of(self, chosen: Chosen) -> Bands | DomainError:
        if chosen not in self._bands:
            try:
                self._bands[chosen] = award_bands(self._book, self._day, *chosen)
            except DomainError as problem:
                self._bands[chosen] = problem
        return self._bands[chosen]


def _standing(figures: AwardFigures, draft: bool) -> str:
    if figures.salary is not None:
        return "draft" if draft else "raised"
    return "check" if figures.doubtful or figures.needs else "none"


def _band(figures: AwardFigures) -> str:
    return dict(figures.lines).get("ช่วงเงินเดือน", "").removesuffix(" บาท")


def _decided(row: PreviewRow, there: SalaryAward) -> PreviewRow:
    before, salary = there.salary_before, there.salary
    raised = salary - before if salary is not None and before is not None else None
    return dataclasses.replace(
        row,
        qualification=str(there.inputs.get("qualification", "")),
        salary=before,
        raised=raised,
        new_salary=salary,
        standing="decided",
        reason=f"มีคำสั่งที่ {there.order_number} แล้ว",
    )


def _highest(uow: UnitOfWork) -> dict[int, tuple[DegreeLevel | None, str]]:
    """The highest degree of everybody, as the service record lists them: the first."""
    rows = uow.session.execute(
        select(Degree.person_id, Degree.level, Degree.name).order_by(
            Degree.person_id, Degree.position.desc()
        )
    )
    known = set(DegreeLevel)
    return {
        row.person_id: (DegreeLevel(row.level) if row.level in known else None, row.name)
        for row in rows
    }


def _known_before(uow: UnitOfWork) -> dict[int, Chosen]:
    """The qualification that an earlier award of each person was worked out by."""
    rows: Sequence[Row[Any]] = uow.session.execute(
        select(SalaryAward.person_id, SalaryAward.inputs).order_by(
            SalaryAward.effective_on, SalaryAward.id
        )
    ).all()
    return {
        row.person_id: (str(row.inputs["qualification"]), str(row.inputs["institution"]))
        for row in rows
        if row.inputs.get("qualification")
    }
