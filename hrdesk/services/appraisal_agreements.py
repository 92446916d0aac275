"""Agreements: indicators with weights and five target levels, competencies with a level expected."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from sqlalchemy import select

from hrdesk.models import Appraisal, AppraisalRound, Person
from hrdesk.rules.appraisal_scores import LEVELS, weight_total
from hrdesk.rules.explanation import canonical
from hrdesk.rules.names import full_name
from hrdesk.rules.numbers import arabic_digits
from hrdesk.services.access import Right, require
from hrdesk.services.appraisal_rounds import unclosed_appraisals, unclosed_round
from hrdesk.services.appraisals import refuse_settled, totals_of
from hrdesk.services.cases import refuse_future
from hrdesk.services.changes import Result, changed
from hrdesk.services.editing import check_version, diff
from hrdesk.services.errors import DomainError
from hrdesk.services.problems import refuse
from hrdesk.services.unit_of_work import UnitOfWork

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class IndicatorInput:
    """One indicator as it is typed: weight in per cent, what each of the five levels means."""

    title: str
    weight: str
    targets: tuple[str, ...] = ("", "", "", "", "")


@dataclass(frozen=True, slots=True)
class CompetencyInput:
    """One competency as it is typed: weight in per cent, level expected (1 to 5)."""

    name: str
    weight: str
    expected: str


@dataclass(frozen=True, slots=True)
class SaveAgreement:
    """The agreement of one person; ``agreed_on`` None while it is not signed."""

    appraisal_id: int
    version: int
    indicators: tuple[IndicatorInput, ...]
    competencies: tuple[CompetencyInput, ...]
    agreed_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class CopyAgreements:
    """Agreements for many people: each their own of the last round, or that of one appraisal."""

    round_id: int
    appraisal_ids: tuple[int, ...]
    source_id: int | None = None


@dataclass(frozen=True, slots=True)
class CopiedAgreements:
    """How many agreements were copied, and the names of those for whom there was none to copy.

    ``kept`` are the names of those who have one already: it stays as it is.
    """

    copied: tuple[int, ...]
    without: tuple[str, ...]
    kept: tuple[str, ...]


def save_agreement(uow: UnitOfWork, command: SaveAgreement) -> Result[int]:
    """Store an agreement; scores of indicators that stay are kept. Returns the new version.

    Errors: ``required``, ``appraisal_weight`` (facts: name), ``appraisal_weights`` (facts: total)
    unless a list is empty or sums to 100, ``appraisal_expected``, ``appraisal_targets``,
    ``appraisal_item_twice``, ``date_in_future``, those of ``refuse_settled``, ``EditConflict``.
    """
    require(uow.actor, Right.WORK_APPRAISALS)
    row = unclosed_appraisals(uow, [command.appraisal_id])[0]
    refuse(_problems(command))
    if command.agreed_on is not None:
        refuse_future(uow, command.agreed_on, "agreed_on")
        if not command.indicators:
            raise DomainError("required", field="indicators")
    values: dict[str, Any] = {
        "indicators": _indicators(command.indicators, row.indicators),
        "competencies": _competencies(command.competencies, row.competencies),
        "agreed_on": command.agreed_on,
    }
    check_version(uow, row, command.version, "appraisal", values)
    changes = diff(row, values)
    if "indicators" in changes or "competencies" in changes:
        refuse_settled(row)
    for field, value in values.items():
        setattr(row, field, value)
    changes |= totals_of(row)
    uow.session.flush()
    if changes:
        uow.audit("appraisal.agreed", "appraisal", row.id, changes=_said(changes))
    return Result(row.version, changed(("appraisal_round", row.round_id)))


def copy_agreements(uow: UnitOfWork, command: CopyAgreements) -> Result[CopiedAgreements]:
    """Copy agreements without their results to those who have none yet.

    Errors: ``required``, ``not_found``, ``appraisal_nothing_to_copy`` when not one was copied,
    ``appraisal_round_final``.
    """
    require(uow.actor, Right.WORK_APPRAISALS)
    rows = unclosed_appraisals(uow, command.appraisal_ids)
    if any(row.round_id != command.round_id for row in rows):
        raise DomainError("not_found")
    round_ = unclosed_round(uow, command.round_id)
    source = uow.session.get(Appraisal, command.source_id) if command.source_id else None
    if command.source_id and (source is None or not source.indicators):
        raise DomainError("appraisal_nothing_to_copy", field="source")
    earlier = {} if source else _last_ones(uow, round_)
    copied, without, kept = [], [], []
    for row in rows:
        found = source or earlier.get(row.person_id)
        if row.indicators or row.competencies:
            kept.append(row.person_id)
        elif found is None or not found.indicators:
            without.append(row.person_id)
        else:
            row.indicators = [{**each, "actual": "", "score": ""} for each in found.indicators]
            row.competencies = [
                {**each, "found": None, "score": "", "evidence": ""} for each in found.competencies
            ]
            copied.append(row.id)
    if not copied:
        raise DomainError("appraisal_nothing_to_copy", field="source")
    uow.session.flush()
    uow.audit(
        "appraisal_round.agreements_copied", "appraisal_round", round_.id,
        changes={"count": (None, len(copied))},
    )  # fmt: skip
    done = CopiedAgreements(tuple(copied), _names(uow, without), _names(uow, kept))
    return Result(done, changed(("appraisal_round", round_.id)))


def clear_agreements(uow: UnitOfWork, appraisal_ids: Sequence[int]) -> Result[int]:
    """Take copied agreements back that nobody has signed or scored yet: the undo of copying.

    Errors: ``appraisal_agreed_already`` (facts: name), ``appraisal_round_final``.
    """
    require(uow.actor, Right.WORK_APPRAISALS)
    rows = unclosed_appraisals(uow, appraisal_ids)
    for row in rows:
        scored = any(each.get("score") for each in row.indicators)
        if row.agreed_on is not None or scored:
            name = next(iter(_names(uow, [row.person_id])), "")
            raise DomainError("appraisal_agreed_already", name=name)
        row.indicators, row.competencies = [], []
    uow.session.flush()
    uow.audit(
        "appraisal_round.agreements_cleared", "appraisal_round", rows[0].round_id,
        changes={"count": (len(rows), None)},
    )  # fmt: skip
    return Result(len(rows), changed(("appraisal_round", rows[0].round_id)))


def number_of(text: str) -> Decimal | None:
    """Return a typed number, Thai digits too, None where it is none."""
    try:
        found = Decimal(arabic_digits(text).strip().replace(",", ""))
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def _problems(command: SaveAgreement) -> list[DomainError | None]:
    found: list[DomainError | None] = []
    for at, one in enumerate(command.indicators):
        where = f"indicators.{at}"
        if not one.title.strip():
            found.append(DomainError("required", field=f"{where}.title"))
        found.append(_weight_problem(one.weight, one.title, f"{where}.weight"))
        if len(one.targets) != LEVELS:
            found.append(DomainError("appraisal_targets", field=f"{where}.targets"))
    for at, each in enumerate(command.competencies):
        where = f"competencies.{at}"
        if not each.name.strip():
            found.append(DomainError("required", field=f"{where}.name"))
        found.append(_weight_problem(each.weight, each.name, f"{where}.weight"))
        if _level(each.expected) not in range(1, LEVELS + 1):
            found.append(
                DomainError("appraisal_expected", field=f"{where}.expected", name=each.name)
            )
    found.append(_twice("indicators", [one.title for one in command.indicators]))
    found.append(_twice("competencies", [each.name for each in command.competencies]))
    if not any(found):
        for field, weights in (
            ("indicators", [one.weight for one in command.indicators]),
            ("competencies", [each.weight for each in command.competencies]),
        ):
            total = weight_total([number_of(text) or Decimal(0) for text in weights])
            if weights and total != HUNDRED:
                found.append(DomainError("appraisal_weights", field=field, total=canonical(total)))
    return found


def _weight_problem(text: str, name: str, field: str) -> DomainError | None:
    weight = number_of(text)
    if weight is None or not 0 < weight <= HUNDRED:
        return DomainError("appraisal_weight", field=field, name=name.strip())
    return None


def _twice(field: str, names: Sequence[str]) -> DomainError | None:
    plain = [" ".join(name.split()) for name in names]
    again = next((name for name in plain if name and plain.count(name) > 1), "")
    return DomainError("appraisal_item_twice", field=field, name=again) if again else None


def _level(text: str) -> int | None:
    plain = arabic_digits(text).strip()
    return int(plain) if plain.isdecimal() else None


def _indicators(
    given: Sequence[IndicatorInput], stored: Sequence[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    old = {each["title"]: each for each in stored}
    made = []
    for one in given:
        title = " ".join(one.title.split())
        before = old.get(title, {})
        made.append(
            {
                "title": title,
                "weight": canonical(number_of(one.weight) or Decimal(0)),
                "targets": [target.strip() for target in one.targets],
                "actual": before.get("actual", ""),
                "score": before.get("score", ""),
            }
        )
    return made


def _competencies(
    given: Sequence[CompetencyInput], stored: Sequence[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    old = {each["name"]: each for each in stored}
    made = []
    for one in given:
        name = " ".join(one.name.split())
        before = old.get(name, {})
        made.append(
            {
                "name": name,
                "weight": canonical(number_of(one.weight) or Decimal(0)),
                "expected": _level(one.expected),
                "found": before.get("found"),
                "score": before.get("score", ""),
                "evidence": before.get("evidence", ""),
            }
        )
    return made


def _last_ones(uow: UnitOfWork, round_: AppraisalRound) -> dict[int, Appraisal]:
    """The newest agreement of each person from the rounds before this one."""
    query = (
        select(Appraisal)
        .join(AppraisalRound, AppraisalRound.id == Appraisal.round_id)
        .where(AppraisalRound.last < round_.first)
        .order_by(AppraisalRound.first)
    )
    return {row.person_id: row for row in uow.session.scalars(query) if row.indicators}


def _names(uow: UnitOfWork, person_ids: Sequence[int]) -> tuple[str, ...]:
    found = (uow.session.get_one(Person, id_) for id_ in person_ids)
    return tuple(full_name(each.prefix, each.first_name, each.last_name) for each in found)


def _said(changes: Mapping[str, tuple[Any, Any]]) -> dict[str, tuple[Any, Any]]:
    """The changes as the audit keeps them: how many, not every text of an agreement."""
    return {
        field: (len(old), len(new)) if isinstance(new, list) else (old, new)
        for field, (old, new) in changes.items()
    }
