"""Reading the salaries outside rounds: the list, one award whole, what an editor offers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from sqlalchemy import Row, select

from hrdesk.models import CalculationRun, Person, Post, SalaryAward
from hrdesk.rules.codes import Agency, Employment
from hrdesk.rules.dates import thai_date_short
from hrdesk.rules.explanation import Explanation
from hrdesk.rules.lawbook import Law
from hrdesk.rules.names import full_name, titled
from hrdesk.rules.refusal import Refused
from hrdesk.rules.salary.compensation import phase_days
from hrdesk.rules.salary.qualification import qualification_names
from hrdesk.services.access import Right, require
from hrdesk.services.award_figures import (
    ABROAD,
    AWARD_SET,
    HOME,
    UNCONFIRMED,
    AwardFigures,
    AwardInputs,
    AwardKind,
    award_figures,
)
from hrdesk.services.errors import DomainError
from hrdesk.services.kept import intact
from hrdesk.services.office_law import law_book, office_agency
from hrdesk.services.text_index import matching
from hrdesk.services.unit_of_work import UnitOfWork

DRAFT, DECIDED, SUPERSEDED = "draft", "decided", "superseded"
RUN_KIND = "salary_award"
_FORMULA = "dms.qsal.formula"


@dataclass(frozen=True, slots=True)
class AwardFilter:
    """What the list is narrowed to; empty and None show all."""

    kind: AwardKind | None = None
    state: str = ""
    text: str = ""
    person_id: int | None = None


@dataclass(frozen=True, slots=True)
class AwardLine:
    """One line of the list; amounts in baht a month.

    ``state``: draft, decided or superseded. ``mark`` is what must be said beside the figure while
    the office has not confirmed the formula; ``corrects`` the number of the award it corrects.
    """

    id: int
    version: int
    person_id: int
    name: str
    post: str
    unit: str
    kind: AwardKind
    effective_on: dt.date
    qualification: str
    before: Decimal | None
    salary: Decimal | None
    mark: str
    reason: str
    state: str
    order_number: str
    order_dated: dt.date | None
    paper_id: int | None
    corrects: int | None
    note: str


@dataclass(frozen=True, slots=True)
class AwardDetail:
    """One award whole: its facts, what came of them, why, and where it is kept."""

    line: AwardLine
    inputs: AwardInputs
    lines: tuple[tuple[str, str], ...]
    needs: tuple[str, ...]
    explanation: Explanation
    law: str
    borrowed: bool
    correction: str
    run_number: int | None
    intact: bool


@dataclass(frozen=True, slots=True)
class AwardChoices:
    """What the editor offers: qualifications by institution, factors, the days of the phases.

    ``borrowed``: the law is another agency's than the office's own, which is told.
    """

    qualifications: Mapping[str, tuple[str, ...]]
    factors: Mapping[int, str]
    confirmed: bool
    phase_days: tuple[dt.date, ...]
    borrowed: bool


@dataclass(frozen=True, slots=True)
class AwardWorked:
    """What the facts typed so far come to, with the law it stands on."""

    figures: AwardFigures
    mark: str
    law: str
    borrowed: bool


def awards(uow: UnitOfWork, wanted: AwardFilter = AwardFilter()) -> tuple[AwardLine, ...]:
    """Return the awards that fit, the newest effective day first."""
    require(uow.actor, Right.WORK_SALARY)
    query = _base()
    if wanted.kind is not None:
        query = query.where(SalaryAward.kind == wanted.kind.value)
    if wanted.person_id is not None:
        query = query.where(SalaryAward.person_id == wanted.person_id)
    if wanted.text.strip():
        query = query.where(matching(uow, Person.__table__, wanted.text))
    if wanted.state:
        stored = DRAFT if wanted.state == DRAFT else DECIDED
        query = query.where(SalaryAward.state == stored)
    lines = _lines(uow, uow.session.execute(query.order_by(*_ORDER)))
    return tuple(line for line in lines if not wanted.state or line.state == wanted.state)


def award_lines(uow: UnitOfWork, ids: Iterable[int]) -> tuple[AwardLine, ...]:
    """Return some awards in the order of the list; those that are gone are left out."""
    require(uow.actor, Right.WORK_SALARY)
    wanted = sorted(set(ids))
    found: list[AwardLine] = []
    for at in range(0, len(wanted), _CHUNK):
        query = _base().where(SalaryAward.id.in_(wanted[at : at + _CHUNK]))
        found += _lines(uow, uow.session.execute(query.order_by(*_ORDER)))
    return tuple(found)


def award(uow: UnitOfWork, award_id: int) -> AwardDetail:
    """Return one award whole; raises ``not_found``."""
    require(uow.actor, Right.WORK_SALARY)
    lines = award_lines(uow, (award_id,))
    row = uow.session.get(SalaryAward, award_id)
    if not lines or row is None:
        raise DomainError("not_found")
    run = uow.session.get(CalculationRun, row.run_id) if row.run_id is not None else None
    law = row.outputs.get("law", {})
    return AwardDetail(
        line=lines[0],
        inputs=AwardInputs.from_json(row.inputs),
        lines=tuple((str(label), str(value)) for label, value in row.outputs.get("lines", ())),
        needs=tuple(row.outputs.get("needs", ())),
        explanation=_amounts(Explanation.from_json(row.explanation)),
        law=law_words(law),
        borrowed=is_borrowed(uow),
        correction=str(row.inputs.get("correction", "")),
        run_number=run.number if run else None,
        intact=run is None or intact(run),
    )


def award_choices(uow: UnitOfWork, day: dt.date) -> AwardChoices:
    """Return what the editor offers on a day; nothing where the law has no table on that day."""
    require(uow.actor, Right.WORK_SALARY)
    book = law_book(uow)
    law = book.at(day, AWARD_SET)
    try:
        rows = law.read("dms.qsal.phases").value
        known = set(qualification_names(law))
    except Refused:
        rows, known = (), set()
    names: dict[str, list[str]] = {HOME: [], ABROAD: []}
    for row in rows:
        if row["qualification"] in known:
            names[row["institution"]].append(row["qualification"])
    try:
        labels = {
            int(key): each["label"] for key, each in law.read("dms.qsal.factors").value.items()
        }
    except Refused:
        labels = {}
    return AwardChoices(
        qualifications=MappingProxyType({key: tuple(each) for key, each in names.items()}),
        factors=MappingProxyType(labels),
        confirmed=formula_confirmed(law),
        phase_days=phase_days(book),
        borrowed=is_borrowed(uow),
    )


def work_out(uow: UnitOfWork, given: AwardInputs) -> AwardWorked:
    """Return what the facts come to now, without storing anything; errors of ``award_figures``."""
    require(uow.actor, Right.WORK_SALARY)
    figures = award_figures(law_book(uow), given)
    return AwardWorked(
        figures=figures,
        mark="" if figures.confirmed else UNCONFIRMED,
        law=law_words(figures.law),
        borrowed=is_borrowed(uow),
    )


def formula_confirmed(law: Law) -> bool:
    """Tell whether amounts by the four factors on the law's day need no confirmation any more."""
    if law.parameter(_FORMULA).index_at(law.day) < 0:
        return True  # the printed amounts hold
    return bool(law.read(_FORMULA).value)


def is_borrowed(uow: UnitOfWork) -> bool:
    """Tell whether the salaries by qualification are another agency's rules than the office's."""
    return office_agency(uow) is not Agency.DMS


def law_words(law: Mapping[str, str]) -> str:
    """Return which law a figure stands on, in one line."""
    whose = law.get("set", "")
    if whose in set(Agency):
        whose = Agency(whose).label
    version = law.get("version", "")
    dated = f" ฉบับ {thai_date_short(dt.date.fromisoformat(version))}" if version else ""
    return f"ชุด{whose}{dated} (รหัส {law.get('hash', '')})"


def live_awards(uow: UnitOfWork, kind: AwardKind, day: dt.date) -> dict[int, SalaryAward]:
    """Return the newest award of a kind and day by person, drafts and decided ones alike."""
    rows = uow.session.scalars(
        select(SalaryAward)
        .where(SalaryAward.kind == kind.value, SalaryAward.effective_on == day)
        .order_by(SalaryAward.id)
    )
    return {row.person_id: row for row in rows}


def _amounts(tree: Explanation) -> Explanation:
    """A stored tree keeps amounts as texts; they read as amounts again."""
    value = tree.value
    if tree.unit == "บาท" and isinstance(value, str):
        value = Decimal(value)
    return replace(tree, value=value, children=tuple(_amounts(each) for each in tree.children))


_CHUNK = 400
_ORDER = (SalaryAward.effective_on.desc(), SalaryAward.id.desc())
_COLUMNS = (
    SalaryAward.id, SalaryAward.version, SalaryAward.person_id, SalaryAward.kind,
    SalaryAward.effective_on, SalaryAward.inputs, SalaryAward.outputs, SalaryAward.salary_before,
    SalaryAward.salary, SalaryAward.state, SalaryAward.order_number, SalaryAward.order_dated,
    SalaryAward.paper_id, SalaryAward.run_id, SalaryAward.note, Person.prefix, Person.first_name,
    Person.last_name, Person.employment, Post.title, Post.level, Post.unit,
)  # fmt: skip


def _base() -> Any:
    return (
        select(*_COLUMNS)
        .join(Person, Person.id == SalaryAward.person_id)
        .outerjoin(Post, Post.id == Person.post_id)
    )


def _lines(uow: UnitOfWork, rows: Iterable[Row[Any]]) -> list[AwardLine]:
    replaced = set(
        uow.session.scalars(
            select(CalculationRun.supersedes_id).where(
                CalculationRun.kind == RUN_KIND, CalculationRun.supersedes_id.is_not(None)
            )
        )
    )
    confirmed = _Confirmed(uow)
    return [_line(row, replaced, confirmed) for row in rows]


class _Confirmed:
    """Whether the office has confirmed the formula of a day by now, read once for each day."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._book = law_book(uow)
        self._days: dict[dt.date, bool] = {}

    def __call__(self, day: dt.date) -> bool:
        if day not in self._days:
            self._days[day] = formula_confirmed(self._book.at(day, AWARD_SET))
        return self._days[day]


def _line(row: Row[Any], replaced: set[int | None], confirmed: _Confirmed) -> AwardLine:
    sure = bool(row.outputs.get("confirmed", True)) or confirmed(row.effective_on)
    state = row.state
    if row.run_id is not None and row.run_id in replaced:
        state = SUPERSEDED
    post = titled(row.title, row.level) if row.title else Employment(row.employment).label
    return AwardLine(
        id=row.id,
        version=row.version,
        person_id=row.person_id,
        name=full_name(row.prefix, row.first_name, row.last_name),
        post=post,
        unit=row.unit or "",
        kind=AwardKind(row.kind),
        effective_on=row.effective_on,
        qualification=str(row.inputs.get("qualification", "")),
        before=row.salary_before,
        salary=row.salary,
        mark="" if sure else UNCONFIRMED,
        reason=str(row.outputs.get("reason", "")),
        state=state,
        order_number=row.order_number,
        order_dated=row.order_dated,
        paper_id=row.paper_id,
        corrects=row.inputs.get("corrects"),
        note=row.note,
    )
