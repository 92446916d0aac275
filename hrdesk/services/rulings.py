"""What a committee found related of a person's earlier service (doh.time.ruling)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm.attributes import flag_modified

from hrdesk.models import Person, ServiceRun
from hrdesk.rules.explanation import canonical
from hrdesk.services.access import Right, require
from hrdesk.services.changes import Result, changed
from hrdesk.services.editing import check_version
from hrdesk.services.errors import DomainError
from hrdesk.services.people import load_person
from hrdesk.services.people_values import check_ruling, share_of_text
from hrdesk.services.problems import refuse
from hrdesk.services.unit_of_work import UnitOfWork

FIELDS = ("related_share", "ruled_on", "ruled_meeting", "ruled_reason", "ruled_by")


@dataclass(frozen=True, slots=True)
class RecordRuling:
    """Which share (0 to 1, as typed) of a run is related; ``version`` is the person's as read.

    A committee's ruling has ``decided_on`` and ``meeting``; without both it says that the officer
    saw no problem. ``reason`` always stands.
    """

    run_id: int
    version: int
    share: str
    reason: str
    decided_on: dt.date | None = None
    meeting: str = ""


@dataclass(frozen=True, slots=True)
class WithdrawRuling:
    """Take a ruling away again: the run then waits for a committee; with the reason why."""

    run_id: int
    version: int
    reason: str


def record_ruling(uow: UnitOfWork, command: RecordRuling) -> Result[int]:
    """Keep a ruling on a run, in the place of an earlier one; returns the person's new version.

    Errors: ``Invalid`` (``required``, ``share_out_of_range``, ``date_in_future``),
    ``EditConflict``, ``not_found``.
    """
    require(uow.actor, Right.EDIT_PEOPLE)
    person, run = _loaded(uow, command.run_id)
    share, reason = command.share.strip(), command.reason.strip()
    problems: list[DomainError | None] = [
        DomainError(fault.code, field=fault.field, **fault.facts)
        # Without a share what else is missing is told as well.
        for fault in check_ruling(share or "0", command.decided_on, command.meeting.strip(), reason)
    ]
    if not share:
        problems.append(DomainError("required", field="related_share"))
    if command.decided_on is not None and command.decided_on > uow.clock.today():
        problems.append(DomainError("date_in_future", field="ruled_on"))
    refuse(problems)
    known = share_of_text(share)
    values = {
        "related_share": canonical(known) if known is not None else "",
        "ruled_on": command.decided_on,
        "ruled_meeting": command.meeting.strip(),
        "ruled_reason": reason,
        "ruled_by": uow.actor.name,
    }
    return _keep(uow, person, run, command.version, values, "ruling.recorded", "")


def withdraw_ruling(uow: UnitOfWork, command: WithdrawRuling) -> Result[int]:
    """Take a ruling away, with a reason; returns the person's new version.

    Errors: ``required`` (reason), ``ruling_missing``, ``EditConflict``, ``not_found``.
    """
    require(uow.actor, Right.EDIT_PEOPLE)
    person, run = _loaded(uow, command.run_id)
    if not command.reason.strip():
        raise DomainError("required", field="reason")
    if not run.related_share:
        raise DomainError("ruling_missing")
    values = {name: None if name == "ruled_on" else "" for name in FIELDS}
    return _keep(
        uow, person, run, command.version, values, "ruling.withdrawn", command.reason.strip()
    )


def _loaded(uow: UnitOfWork, run_id: int) -> tuple[Person, ServiceRun]:
    found = uow.session.get(ServiceRun, run_id)
    if found is None:  # the person was saved meanwhile, which writes the runs anew
        raise DomainError("not_found")
    person = load_person(uow, found.person_id)
    return person, found


def _keep(
    uow: UnitOfWork,
    person: Person,
    run: ServiceRun,
    version: int,
    values: Mapping[str, str | dt.date | None],
    action: str,
    reason: str,
) -> Result[int]:
    check_version(uow, person, version, "person", {})
    changes = {
        name: (old, new) for name, new in values.items() if (old := getattr(run, name)) != new
    }
    if not changes.keys() - {"ruled_by"}:  # the same again, by whomever
        return Result(person.version, changed())
    for name, new in values.items():
        setattr(run, name, new)
    person.updated_at = uow.clock.now()
    flag_modified(person, "updated_at")  # the version must rise though only a run changed
    uow.session.flush()
    about = " ".join(part for part in (run.title or run.job_series, run.started_on) if part)
    uow.audit(
        action, "person", person.id, changes={"service_run": (None, about), **changes},
        reason=reason,
    )  # fmt: skip
    return Result(person.version, changed(("person", person.id)))
