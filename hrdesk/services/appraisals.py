"""What is written of one appraisal: scores, how it was made known, what the committee found."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from sqlalchemy.orm.attributes import flag_modified

from hrdesk.models import Appraisal, Person
from hrdesk.rules.appraisal_scores import (
    LEVELS,
    Competency,
    Indicator,
    Known,
    achievement,
    competency,
)
from hrdesk.rules.explanation import Explanation, canonical
from hrdesk.rules.names import full_name
from hrdesk.rules.refusal import Refused
from hrdesk.services.access import Right, require
from hrdesk.services.appraisal_law import (
    ACKNOWLEDGED,
    AGREED,
    REFUSED,
    RETURNED,
    Criteria,
    decimal_of,
)
from hrdesk.services.appraisal_rounds import (
    Seen,
    seen_appraisals,
    unclosed_appraisals,
    unclosed_round,
)
from hrdesk.services.cases import refuse_future
from hrdesk.services.changes import Result, changed
from hrdesk.services.editing import check_version, diff
from hrdesk.services.errors import DomainError
from hrdesk.services.problems import refuse
from hrdesk.services.unit_of_work import UnitOfWork

HUNDRED = Decimal(100)
MOST_DECIMALS = 4
"""Scores are compared exactly; more decimals are the noise of a spreadsheet, not an appraisal."""


@dataclass(frozen=True, slots=True)
class SetTotals:
    """The two totals of 100 of one appraisal, None to take one away."""

    appraisal_id: int
    version: int
    achievement: Decimal | None
    competency: Decimal | None


@dataclass(frozen=True, slots=True)
class TotalsSet:
    """What was stored, what it comes to, and what stood before: enough to take it back."""

    appraisal_id: int
    version: int
    before: tuple[Decimal | None, Decimal | None]
    total: Decimal | None = None
    level: str = ""


@dataclass(frozen=True, slots=True)
class IndicatorScore:
    """What came of one indicator: what was reached, points from 1 to 5."""

    actual: str = ""
    score: Decimal | None = None


@dataclass(frozen=True, slots=True)
class CompetencyScore:
    """What was found of one competency: its level, or points given at once; the evidence."""

    found: int | None = None
    score: Decimal | None = None
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class SetDetail:
    """The results of an agreement in the order of its indicators and competencies."""

    appraisal_id: int
    version: int
    indicators: tuple[IndicatorScore, ...]
    competencies: tuple[CompetencyScore, ...]


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """How results were made known: ``outcome`` acknowledged, refused, or empty to take it back."""

    appraisals: tuple[Seen, ...]
    outcome: str
    informed_on: dt.date | None = None
    witness: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """Parts three and five of the form: rows of what, how and when; opinions by who gave them.

    An opinion is a map of ``agrees`` (yes, no or empty) and ``text``, under ``superior`` and ``next``.
    """

    appraisal_id: int
    version: int
    development: tuple[Mapping[str, str], ...] = ()
    opinions: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    note: str = ""


def set_totals(uow: UnitOfWork, command: SetTotals) -> Result[TotalsSet]:
    """Store the two totals as they are typed in the grid.

    Errors: ``appraisal_score_range``, ``appraisal_score_decimals``, ``appraisal_has_detail`` where
    the detail gives the total, those of ``refuse_settled``, ``EditConflict``.
    """
    require(uow.actor, Right.WORK_APPRAISALS)
    row = unclosed_appraisals(uow, [command.appraisal_id])[0]
    values = {
        "achievement": _written(command.achievement),
        "competency": _written(command.competency),
    }
    check_version(uow, row, command.version, "appraisal", values)
    refuse([score_problem(getattr(command, key), key) for key in values])
    changes = diff(row, values)
    before = decimal_of(row.achievement), decimal_of(row.competency)
    if changes:
        refuse_settled(row)
        refuse_detail(row, changes)
        for key, value in values.items():
            setattr(row, key, value)
        uow.session.flush()
        uow.audit("appraisal.scored", "appraisal", row.id, changes=changes)
    scored = Criteria(uow, unclosed_round(uow, row.round_id)).scored(row)
    done = TotalsSet(row.id, row.version, before, scored.total, scored.level)
    return Result(done, _touched(row))


def set_detail(uow: UnitOfWork, command: SetDetail) -> Result[int]:
    """Store what came of each indicator and competency; totals follow when all are there.

    Errors: ``appraisal_points_range``, ``appraisal_level_range`` (facts: name), ``not_found`` when
    the agreement has another number of lines, those of ``refuse_settled``, ``EditConflict``.
    """
    require(uow.actor, Right.WORK_APPRAISALS)
    row = unclosed_appraisals(uow, [command.appraisal_id])[0]
    if (len(command.indicators), len(command.competencies)) != (
        len(row.indicators),
        len(row.competencies),
    ):
        raise DomainError("not_found")
    refuse(_detail_problems(row, command))
    values: dict[str, Any] = {
        "indicators": [
            {**old, "actual": new.actual.strip(), "score": _written(new.score)}
            for old, new in zip(row.indicators, command.indicators, strict=True)
        ],
        "competencies": [
            {
                **old,
                "found": new.found,
                "score": _written(new.score),
                "evidence": new.evidence.strip(),
            }
            for old, new in zip(row.competencies, command.competencies, strict=True)
        ],
    }
    check_version(uow, row, command.version, "appraisal", values)
    if diff(row, values):
        refuse_settled(row)
        for key, value in values.items():
            setattr(row, key, value)
        changes = totals_of(row)
        uow.session.flush()
        uow.audit("appraisal.detail_scored", "appraisal", row.id, changes=changes)
    return Result(row.version, _touched(row))


def acknowledge(uow: UnitOfWork, command: Acknowledgement) -> Result[tuple[Seen, ...]]:
    """Record that results were made known, were refused before a witness, or neither.

    Returns the appraisals as they stand then.

    One outcome never takes the place of another, which would wipe the witness: the first is taken
    back before. Errors (facts: name): ``appraisal_no_result``, ``appraisal_known_otherwise`` (facts:
    outcome), ``witness_needed``, ``witness_is_self``;
    ``required``, ``date_in_future``, ``appraisal_round_final``, ``EditConflict``.

    # rule: sao.appraisal.steps
    """
    require(uow.actor, Right.WORK_APPRAISALS)
    witness = " ".join(command.witness.split())
    told = command.outcome == ACKNOWLEDGED
    values = {
        "acknowledgement": command.outcome,
        "informed_on": command.informed_on if command.outcome else None,
        "acknowledged_on": command.informed_on if told else None,
        "witness": witness if command.outcome == REFUSED else "",
    }
    rows = seen_appraisals(uow, command.appraisals, values)
    if command.outcome:
        _check_informing(uow, command, witness)
    for row in rows:
        if command.outcome and not (row.achievement and row.competency):
            raise DomainError("appraisal_no_result", name=appraised_name(uow, row))
        if command.outcome and row.acknowledgement not in ("", command.outcome):
            known = Known(row.acknowledgement).label
            name = appraised_name(uow, row)
            raise DomainError("appraisal_known_otherwise", name=name, outcome=known)
        if command.outcome == REFUSED and witness == appraised_name(uow, row):
            raise DomainError("witness_is_self", field="witness", name=witness)
    for row in rows:
        _store(uow, row, "appraisal.acknowledged", values)
    uow.session.flush()
    return Result(_as_seen(rows), _touched(rows[0]))


def screen(
    uow: UnitOfWork, seen: Sequence[Seen], outcome: str, note: str = ""
) -> Result[tuple[Seen, ...]]:
    """Record what the screening committee found: agreed, returned with a note, or nothing yet.

    Returned results may be changed again, so what was acknowledged is taken back. Returns the
    appraisals as they stand then. Errors: ``required`` (note), ``appraisal_no_result`` (facts:
    name), ``appraisal_round_final``, ``EditConflict``.
    """
    require(uow.actor, Right.WORK_APPRAISALS)
    values: dict[str, Any] = {"screened": outcome, "screening_note": note.strip()}
    rows = seen_appraisals(uow, seen, values)
    if outcome not in ("", AGREED, RETURNED):
        raise DomainError("required", field="screened")
    if outcome == RETURNED and not note.strip():
        raise DomainError("required", field="note")
    for row in rows:
        if outcome and not (row.achievement and row.competency):
            raise DomainError("appraisal_no_result", name=appraised_name(uow, row))
    if outcome == RETURNED:
        values |= {
            "acknowledgement": "", "informed_on": None, "acknowledged_on": None, "witness": "",
        }  # fmt: skip
    for row in rows:
        _store(uow, row, "appraisal.screened", values)
    uow.session.flush()
    return Result(_as_seen(rows), _touched(rows[0]))


def save_review(uow: UnitOfWork, command: Review) -> Result[int]:
    """Store the development plan, the superiors' opinions and the note; returns the new version.

    Errors: ``appraisal_round_final``, ``EditConflict``.
    """
    require(uow.actor, Right.WORK_APPRAISALS)
    row = unclosed_appraisals(uow, [command.appraisal_id])[0]
    plan = [
        {key: line.get(key, "").strip() for key in ("what", "how", "when")}
        for line in command.development
    ]
    values: dict[str, Any] = {
        "development": [line for line in plan if any(line.values())],
        "opinions": {
            who: {key: said.get(key, "").strip() for key in ("agrees", "text")}
            for who, said in command.opinions.items()
            if any(value.strip() for value in said.values())
        },
        "note": command.note.strip(),
    }
    check_version(uow, row, command.version, "appraisal", values)
    _store(uow, row, "appraisal.reviewed", values)
    uow.session.flush()
    return Result(row.version, _touched(row))


def score_problem(score: Decimal | None, where: str) -> DomainError | None:
    """Return what is wrong with a total of 100, None for a good or an empty one."""
    if score is None:
        return None
    if not score.is_finite() or not 0 <= score <= HUNDRED:
        return DomainError("appraisal_score_range", field=where)
    exponent = score.normalize().as_tuple().exponent
    if isinstance(exponent, int) and -exponent > MOST_DECIMALS:
        return DomainError("appraisal_score_decimals", field=where, limit=MOST_DECIMALS)
    return None


def detail_of(row: Appraisal) -> tuple[Explanation | None, Explanation | None]:
    """Return achievement and competency as the detail gives them, None while it is not whole."""
    indicators = [
        Indicator(each["title"], Decimal(each["weight"]), decimal_of(each.get("score", "")))
        for each in row.indicators
    ]
    competencies = [
        Competency(
            each["name"],
            Decimal(each["weight"]),
            each["expected"],
            each.get("found"),
            decimal_of(each.get("score", "")),
        )
        for each in row.competencies
    ]
    try:
        return (
            achievement(indicators) if indicators else None,
            competency(competencies) if competencies else None,
        )
    except Refused:
        return None, None


def totals_of(row: Appraisal) -> dict[str, tuple[Any, Any]]:
    """Put the totals that the detail gives into the row; returns what changed.

    One whose detail is begun but not whole is unknown; one without any detail stays as typed.
    """
    changes = {}
    for key, tree, begun in (
        ("achievement", detail_of(row)[0], any(each.get("score") for each in row.indicators)),
        (
            "competency",
            detail_of(row)[1],
            any(each.get("score") or each.get("found") is not None for each in row.competencies),
        ),
    ):
        if not begun:
            continue
        value = tree.value if tree is not None else None
        written = canonical(value) if isinstance(value, Decimal) else ""
        if getattr(row, key) != written:
            changes[key] = (getattr(row, key), written)
            setattr(row, key, written)
    return changes


def refuse_settled(row: Appraisal) -> None:
    """Raise where a result was agreed by the committee or made known: it must be returned first."""
    if row.screened == AGREED:
        raise DomainError("appraisal_screened_already")
    if row.acknowledgement:
        raise DomainError("appraisal_known_already")


def appraised_name(uow: UnitOfWork, row: Appraisal) -> str:
    """Return the name of the person appraised."""
    person = uow.session.get_one(Person, row.person_id)
    return full_name(person.prefix, person.first_name, person.last_name)


def _check_informing(uow: UnitOfWork, command: Acknowledgement, witness: str) -> None:
    if command.outcome not in (ACKNOWLEDGED, REFUSED):
        raise DomainError("required", field="outcome")
    if command.informed_on is None:
        raise DomainError("required", field="informed_on")
    refuse_future(uow, command.informed_on, "informed_on")
    if command.outcome == REFUSED and not witness:
        raise DomainError("witness_needed", field="witness")


def refuse_detail(row: Appraisal, changes: Mapping[str, Any]) -> None:
    """Raise ``appraisal_has_detail`` where a total to be changed comes from the lines below it."""
    scored = {
        "achievement": any(each.get("score") for each in row.indicators),
        "competency": any(
            each.get("score") or each.get("found") is not None for each in row.competencies
        ),
    }
    for key in changes:
        if scored[key]:
            raise DomainError("appraisal_has_detail", field=key)


def _detail_problems(row: Appraisal, command: SetDetail) -> list[DomainError | None]:
    found: list[DomainError | None] = []
    for at, one in enumerate(command.indicators):
        if one.score is not None and not 1 <= one.score <= LEVELS:
            name = row.indicators[at]["title"]
            found.append(
                DomainError("appraisal_points_range", field=f"indicators.{at}.score", name=name)
            )
    for at, each in enumerate(command.competencies):
        name = row.competencies[at]["name"]
        where = f"competencies.{at}"
        if each.score is not None and not 0 <= each.score <= LEVELS:
            found.append(DomainError("appraisal_points_range", field=f"{where}.score", name=name))
        if each.found is not None and not 0 <= each.found <= LEVELS:
            found.append(DomainError("appraisal_level_range", field=f"{where}.found", name=name))
    return found


def _store(uow: UnitOfWork, row: Appraisal, action: str, values: Mapping[str, Any]) -> None:
    changes = diff(row, values)
    if not changes:
        return
    for key, value in values.items():
        setattr(row, key, value)
        if isinstance(value, (list, dict)):
            flag_modified(row, key)
    uow.audit(action, "appraisal", row.id, changes=changes)


def _written(score: Decimal | None) -> str:
    return "" if score is None else canonical(score)


def _as_seen(rows: Sequence[Appraisal]) -> tuple[Seen, ...]:
    return tuple(Seen(row.id, row.version) for row in rows)


def _touched(row: Appraisal) -> frozenset[Any]:
    return changed(("appraisal_round", row.round_id))
