"""Opening salary rounds, copying them to try something, setting what they go by, the meeting."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Table, delete, insert, select
from sqlalchemy.orm.attributes import flag_modified

from hrdesk.models import (
    AppraisalRound,
    Committee,
    PayrollRow,
    PayrollSnapshot,
    SalaryChoice,
    SalaryRound,
)
from hrdesk.rules.refusal import Refused
from hrdesk.services.access import Right, require
from hrdesk.services.changes import Change, Result, changed
from hrdesk.services.editing import check_version, fresh_version
from hrdesk.services.errors import DomainError
from hrdesk.services.payrolls import freeze
from hrdesk.services.queries.salary_types import RoundMeeting
from hrdesk.services.salary_compute import FINAL, OPEN, SUPERSEDED, load_round
from hrdesk.services.salary_kept import kept_meeting
from hrdesk.services.salary_law import STEP, effective_day, payroll_day, salary_law
from hrdesk.services.salary_options import checked_options
from hrdesk.services.unit_of_work import UnitOfWork

_NAME_LIMIT = 100
TABLE: Table = SalaryChoice.__table__  # type: ignore[assignment]
"""The table of choices: through it a new row gets the version it is given."""


@dataclass(frozen=True, slots=True)
class OpenRound:
    """Open a round of a BE year over a payroll; ``number`` 1 is 1 April, 2 is 1 October.

    ``earlier_id`` is the round of April; left out it is found. ``options`` as ``set_options`` has
    them.
    """

    scheme: str
    year: int
    number: int
    snapshot_id: int
    appraisal_round_id: int | None = None
    earlier_id: int | None = None
    options: Mapping[str, Any] = field(default_factory=dict)
    committee_id: int | None = None


def open_round(uow: UnitOfWork, command: OpenRound) -> Result[int]:
    """Open a round and freeze its payroll; returns its id.

    Errors: ``scheme_unknown``, ``round_number_unknown``, ``payroll_of_other_round`` (facts: day),
    ``round_open_already`` (facts: year, number), ``not_found``, ``rule_refuses``, those of the
    payroll's freezing and of the options.
    """
    require(uow.actor, Right.WORK_SALARY)
    day = effective_day(command.scheme, command.year, command.number)
    check_payroll(uow, command.scheme, command.year, command.number, command.snapshot_id)
    if _principal(uow, command.scheme, command.year, command.number, (OPEN, FINAL)):
        raise DomainError(
            "round_open_already", field="number", year=command.year, number=command.number
        )
    _check_known(uow, command)
    law = salary_law(uow, command.scheme, day)
    try:
        options = checked_options(command.scheme, command.options, law)
    except Refused as refusal:
        raise DomainError("rule_refuses", why=refusal.message) from refusal
    freeze(uow, command.snapshot_id)
    round_ = SalaryRound(
        scheme=command.scheme,
        year=command.year,
        number=command.number,
        effective_on=day,
        law_day=day,
        snapshot_id=command.snapshot_id,
        earlier_id=command.earlier_id or _april_id(uow, command),
        appraisal_round_id=command.appraisal_round_id,
        options=options,
        committee_id=command.committee_id,
    )
    uow.session.add(round_)
    uow.session.flush()
    uow.audit(
        "salary_round.opened", "salary_round", round_.id,
        changes={
            "scheme": (None, round_.scheme), "year": (None, round_.year),
            "number": (None, round_.number), "effective_on": (None, day),
        },
    )  # fmt: skip
    return Result(round_.id, touched(round_) | changed(("payroll", round_.snapshot_id)))


def copy_round(uow: UnitOfWork, round_id: int, name: str) -> Result[int]:
    """Copy a round with its choices to try something beside it; returns the copy's id.

    Errors: ``not_found``, ``required``, ``too_long``, ``round_copy_named`` (facts: name).
    """
    require(uow.actor, Right.WORK_SALARY)
    source = load_round(uow, round_id)
    principal = source.copy_of_id or source.id
    name = name.strip()
    if not name:
        raise DomainError("required", field="name")
    if len(name) > _NAME_LIMIT:
        raise DomainError("too_long", field="name", limit=_NAME_LIMIT)
    if name in uow.session.scalars(
        select(SalaryRound.name).where(SalaryRound.copy_of_id == principal)
    ):
        raise DomainError("round_copy_named", field="name", name=name)
    copy = copy_of(uow, source, name=name, copy_of_id=principal)
    uow.audit("salary_round.copied", "salary_round", principal, changes={"name": (None, name)})
    return Result(copy.id, touched(copy))


def discard_copy(uow: UnitOfWork, round_id: int) -> Result[None]:
    """Throw a what-if copy away; errors: ``not_found``, ``round_not_copy``."""
    require(uow.actor, Right.WORK_SALARY)
    copy = _copy(uow, round_id)
    known = touched(copy)
    uow.audit(
        "salary_round.copy_discarded", "salary_round", copy.copy_of_id,
        changes={"name": (copy.name, None)},
    )  # fmt: skip
    _remove(uow, copy)
    return Result(None, known)


def discard_round(uow: UnitOfWork, round_id: int, reason: str) -> Result[None]:
    """Throw away a round that was opened by mistake, with its copies; a final one stays.

    Errors: ``not_found``, ``required``, ``round_final``, ``round_is_copy``, ``round_in_use`` where
    a round of October counts on it.
    """
    require(uow.actor, Right.WORK_SALARY)
    round_ = open_principal(uow, round_id)
    if not reason.strip():
        raise DomainError("required", field="reason")
    if uow.session.scalars(
        select(SalaryRound.id).where(SalaryRound.earlier_id == round_.id).limit(1)
    ).first():
        raise DomainError("round_in_use")
    known = touched(round_) | changed(("payroll", round_.snapshot_id))
    for copy in uow.session.scalars(
        select(SalaryRound).where(SalaryRound.copy_of_id == round_.id)
    ).all():
        _remove(uow, copy)
    uow.audit(
        "salary_round.discarded", "salary_round", round_.id,
        changes={"year": (round_.year, None), "number": (round_.number, None)},
        reason=reason.strip(),
    )  # fmt: skip
    _remove(uow, round_)
    return Result(None, known)


def adopt_copy(uow: UnitOfWork, copy_id: int, version: int) -> Result[int]:
    """Make a copy's choices and options those of its round, seen with ``version``; returns its id.

    Errors: ``not_found``, ``round_not_copy``, ``round_final``, ``EditConflict``.
    """
    require(uow.actor, Right.WORK_SALARY)
    copy = _copy(uow, copy_id)
    round_ = open_principal(uow, copy.copy_of_id or 0)
    check_version(uow, round_, version, "salary_round", {"options": copy.options})
    uow.session.execute(delete(SalaryChoice).where(SalaryChoice.round_id == round_.id))
    _copy_choices(uow, copy.id, round_.id)
    round_.options = dict(copy.options)
    renew(round_)
    uow.session.flush()
    uow.audit(
        "salary_round.adopted", "salary_round", round_.id, changes={"name": (None, copy.name)}
    )
    return Result(round_.id, touched(round_))


def set_options(
    uow: UnitOfWork, round_id: int, version: int, options: Mapping[str, Any]
) -> Result[int]:
    """Set what an open round or copy goes by; returns its new version.

    For steps: ``special_counts``, ``april_used`` by group, ``april_steps`` by payroll row. For
    percentages: ``special_counts``, ``table``, ``bands`` by level, ``budget`` or ``share``,
    ``unit_budgets``. Numbers are Decimal, int or text. Errors: ``not_found``, ``round_final``,
    ``EditConflict``, those of ``checked_options``, ``rule_refuses``.
    """
    require(uow.actor, Right.WORK_SALARY)
    round_ = open_one(uow, round_id)
    try:
        law = salary_law(uow, round_.scheme, round_.law_day)
        wanted = checked_options(round_.scheme, options, law)
    except Refused as refusal:
        raise DomainError("rule_refuses", why=refusal.message) from refusal
    check_version(uow, round_, version, "salary_round", {"options": wanted})
    old = round_.options
    round_.options = wanted
    uow.session.flush()
    changes = {
        key: (old.get(key), wanted.get(key))
        for key in sorted({*old, *wanted})
        if old.get(key) != wanted.get(key)
    }
    if changes:
        uow.audit("salary_round.options", "salary_round", round_.id, changes=changes)
    return Result(round_.version, touched(round_))


def set_appraisal(
    uow: UnitOfWork, round_id: int, version: int, appraisal_round_id: int | None
) -> Result[int]:
    """Say by which appraisal round an open round goes; returns its new version.

    Errors: ``not_found``, ``round_final``, ``EditConflict``.
    """
    require(uow.actor, Right.WORK_SALARY)
    round_ = open_one(uow, round_id)
    values = {"appraisal_round_id": appraisal_round_id}
    check_version(uow, round_, version, "salary_round", values)
    if appraisal_round_id is not None and not uow.session.get(AppraisalRound, appraisal_round_id):
        raise DomainError("not_found", field="appraisal_round_id")
    old = round_.appraisal_round_id
    round_.appraisal_round_id = appraisal_round_id
    uow.session.flush()
    uow.audit(
        "salary_round.appraisal", "salary_round", round_.id,
        changes={"appraisal_round_id": (old, appraisal_round_id)},
    )  # fmt: skip
    return Result(round_.version, touched(round_))


def record_meeting(
    uow: UnitOfWork, round_id: int, version: int, meeting: RoundMeeting
) -> Result[int]:
    """Record the committee's meeting that decides a round; returns the round's new version.

    Errors: ``not_found``, ``round_final``, ``round_is_copy``, ``EditConflict``, ``required``,
    ``meeting_ahead``.
    """
    require(uow.actor, Right.WORK_SALARY)
    round_ = open_principal(uow, round_id)
    kept = kept_meeting(meeting)
    check_version(uow, round_, version, "salary_round", {"meeting": kept})
    if meeting.held_on is None:
        raise DomainError("required", field="held_on")
    if not meeting.minutes.strip():
        raise DomainError("required", field="minutes")
    if meeting.held_on > uow.clock.today():
        raise DomainError("meeting_ahead", field="held_on", day=meeting.held_on)
    _check_committee(uow, meeting.committee_id)
    round_.meeting = kept
    if meeting.committee_id is not None:
        round_.committee_id = meeting.committee_id
    uow.session.flush()
    uow.audit(
        "salary_round.meeting", "salary_round", round_.id,
        changes={"held_on": (None, meeting.held_on), "meeting_number": (None, meeting.number)},
    )  # fmt: skip
    return Result(round_.version, touched(round_))


def open_one(uow: UnitOfWork, round_id: int) -> SalaryRound:
    """Return a round or copy that may be changed; raises ``not_found``, ``round_final``."""
    found = load_round(uow, round_id)
    if found.state != OPEN:
        raise DomainError("round_final")
    return found


def open_principal(uow: UnitOfWork, round_id: int) -> SalaryRound:
    """Return a round that may be decided: ``not_found``, ``round_final``, ``round_is_copy``."""
    found = open_one(uow, round_id)
    if found.copy_of_id is not None:
        raise DomainError("round_is_copy", name=found.name)
    return found


def touched(round_: SalaryRound) -> frozenset[Change]:
    """Return what a change of a round makes others read again."""
    return changed(("salary_round", round_.id), ("salary_round", round_.copy_of_id or round_.id))


def renew(round_: SalaryRound) -> None:
    """Give a round whose choices were all replaced another version, whatever else changed of it."""
    flag_modified(round_, "options")


def copy_of(
    uow: UnitOfWork, source: SalaryRound, snapshot_id: int | None = None, **values: Any
) -> SalaryRound:
    """Store another round like one, with its choices and other ``values``.

    Over another payroll what was chosen goes with the person.
    """
    names = (
        "scheme", "year", "number", "effective_on", "law_day", "earlier_id",
        "appraisal_round_id", "committee_id",
    )  # fmt: skip
    same = {name: getattr(source, name) for name in names}
    snapshot = snapshot_id or source.snapshot_id
    moved = _moved(uow, source.snapshot_id, snapshot)
    options = dict(source.options)
    if moved and options.get("april_steps"):
        steps = options["april_steps"].items()
        options["april_steps"] = {
            str(moved[int(key)]): each for key, each in steps if int(key) in moved
        }
    copy = SalaryRound(**same, snapshot_id=snapshot, options=options, **values)
    uow.session.add(copy)
    uow.session.flush()
    _copy_choices(uow, source.id, copy.id, moved)
    return copy


def _moved(uow: UnitOfWork, old: int, new: int) -> dict[int, int]:
    """The rows of one payroll with those of the same people in another; none for itself."""
    if old == new:
        return {}
    rows = uow.session.execute(
        select(PayrollRow.snapshot_id, PayrollRow.person_id, PayrollRow.id).where(
            PayrollRow.snapshot_id.in_((old, new))
        )
    ).all()
    found = {person: id_ for snapshot, person, id_ in rows if snapshot == new}
    return {id_: found[p] for snapshot, p, id_ in rows if snapshot == old and p in found}


def _copy_choices(
    uow: UnitOfWork, source_id: int, copy_id: int, moved: Mapping[int, int] | None = None
) -> None:
    query = select(
        SalaryChoice.row_id, SalaryChoice.amount, SalaryChoice.reason,
        SalaryChoice.chosen_by, SalaryChoice.chosen_at,
    ).where(SalaryChoice.round_id == source_id)  # fmt: skip
    rows = uow.session.execute(query).mappings().all()
    fresh = fresh_version(uow)
    values = [
        {
            **row, "round_id": copy_id, "version": fresh,
            "row_id": moved[row["row_id"]] if moved else row["row_id"],
        }
        for row in rows
        if not moved or row["row_id"] in moved
    ]  # fmt: skip
    if values:
        uow.session.execute(insert(TABLE), values)


def _remove(uow: UnitOfWork, round_: SalaryRound) -> None:
    uow.session.execute(delete(SalaryChoice).where(SalaryChoice.round_id == round_.id))
    uow.session.delete(round_)
    uow.session.flush()


def _copy(uow: UnitOfWork, round_id: int) -> SalaryRound:
    found = load_round(uow, round_id)
    if found.copy_of_id is None:
        raise DomainError("round_not_copy")
    return found


def _principal(
    uow: UnitOfWork, scheme: str, year: int, number: int, states: Sequence[str]
) -> SalaryRound | None:
    return uow.session.scalars(
        select(SalaryRound)
        .where(
            SalaryRound.scheme == scheme,
            SalaryRound.year == year,
            SalaryRound.number == number,
            SalaryRound.copy_of_id.is_(None),
            SalaryRound.state.in_(states),
        )
        .order_by(SalaryRound.id.desc())
    ).first()


def _april_id(uow: UnitOfWork, command: OpenRound) -> int | None:
    """The April round of the same year, for an October round of steps: the one that stands."""
    if command.scheme != STEP or command.number == 1:
        return None
    year = command.scheme, command.year, 1
    found = _principal(uow, *year, (FINAL,)) or _principal(uow, *year, (OPEN, SUPERSEDED))
    return found.id if found is not None else None


def check_payroll(uow: UnitOfWork, scheme: str, year: int, number: int, snapshot_id: int) -> None:
    """Raise ``not_found`` or ``payroll_of_other_round`` for a payroll that a round cannot use."""
    payroll = uow.session.get(PayrollSnapshot, snapshot_id)
    if payroll is None:
        raise DomainError("not_found", field="snapshot_id")
    day: dt.date = payroll_day(scheme, year, number)
    if payroll.scheme != scheme or payroll.taken_on != day:
        raise DomainError("payroll_of_other_round", field="snapshot_id", day=day)


def _check_known(uow: UnitOfWork, command: OpenRound) -> None:
    appraisal = command.appraisal_round_id
    if appraisal is not None and uow.session.get(AppraisalRound, appraisal) is None:
        raise DomainError("not_found", field="appraisal_round_id")
    if command.earlier_id is not None:
        earlier = load_round(uow, command.earlier_id)
        if (earlier.scheme, earlier.year, earlier.number) != (command.scheme, command.year, 1):
            raise DomainError("round_earlier_other", field="earlier_id")
    _check_committee(uow, command.committee_id)


def _check_committee(uow: UnitOfWork, committee_id: int | None) -> None:
    if committee_id is not None and uow.session.get(Committee, committee_id) is None:
        raise DomainError("not_found", field="committee_id")
