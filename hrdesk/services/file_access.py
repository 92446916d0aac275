"""Files of work assessment: which are restricted, and the roles that may open them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update

from hrdesk.models import Case, CaseStep, Office
from hrdesk.rules.codes import CaseType, StepState
from hrdesk.services.access import Right, Role, require
from hrdesk.services.changes import Result, changed
from hrdesk.services.errors import DomainError
from hrdesk.services.queries.office import OFFICE_ID
from hrdesk.services.unit_of_work import UnitOfWork

WORK_KINDS = frozenset({CaseType.PROMOTION.value, CaseType.POSITION_ALLOWANCE.value})
"""The kinds of matters in which works are assessed."""
WORK_STEPS = frozenset({"receive_work", "submit_work", "work_book"})
"""The steps in which the works come, by their keys in the procedures of those kinds."""
CHOOSABLE: tuple[Role, ...] = (Role.ADMINISTRATOR, Role.OFFICER, Role.SECRETARY)
"""The roles an office may name; a general user sees no files at all."""

_DEFAULT = frozenset({Role.ADMINISTRATOR, Role.OFFICER})
_PREFERENCE = "restricted_roles"


@dataclass(frozen=True, slots=True)
class SetRestrictedRoles:
    """The roles that may open restricted files; an administrator always may."""

    roles: frozenset[Role]


def set_restricted_roles(uow: UnitOfWork, command: SetRestrictedRoles) -> Result[None]:
    """Name the roles that may open restricted files; raises ``role_unknown`` for a general user."""
    require(uow.actor, Right.MANAGE_OFFICE)
    if not command.roles <= set(CHOOSABLE):
        raise DomainError("role_unknown", field="roles")
    roles = command.roles | {Role.ADMINISTRATOR}
    before = restricted_roles(uow)
    if roles == before:
        return Result(None, frozenset())
    save_preference(uow, _PREFERENCE, sorted(role.value for role in roles))
    uow.audit(
        "office.restricted_roles_set",
        "office",
        OFFICE_ID,
        changes={"roles": (_named(before), _named(roles))},
    )
    return Result(None, changed(("office", OFFICE_ID), ("case", None)))


def opening_roles(uow: UnitOfWork) -> frozenset[Role]:
    """Return the roles that may open restricted files, for the office's form."""
    require(uow.actor, Right.SEE_ALL_CASES)
    return restricted_roles(uow)


def restricted_roles(uow: UnitOfWork) -> frozenset[Role]:
    """Return the roles that may open restricted files."""
    kept = preferences(uow).get(_PREFERENCE)
    if not isinstance(kept, list):
        return _DEFAULT
    known = {role.value: role for role in CHOOSABLE}
    return frozenset(known[name] for name in kept if name in known) | {Role.ADMINISTRATOR}


def may_open_restricted(uow: UnitOfWork) -> bool:
    """Tell whether whoever acts may open restricted files."""
    return uow.actor.role in restricted_roles(uow)


def restricted_at_first(uow: UnitOfWork, case_id: int) -> bool:
    """Tell whether a file added to a matter now is restricted unless somebody says otherwise.

    So it is in matters in which works are assessed, from the step on in which the works come; in
    a path without such a step, from the beginning.
    """
    kind = uow.session.execute(select(Case.case_type).where(Case.id == case_id)).scalar()
    if kind not in WORK_KINDS:
        return False
    states = uow.session.scalars(
        select(CaseStep.state).where(CaseStep.case_id == case_id, CaseStep.key.in_(WORK_STEPS))
    ).all()
    return not states or any(state != StepState.PLANNED.value for state in states)


def preferences(uow: UnitOfWork) -> Mapping[str, Any]:
    """Return what the office prefers, by the names of the services that keep it."""
    kept = uow.session.execute(select(Office.preferences).where(Office.id == OFFICE_ID)).scalar()
    return kept or {}


def save_preference(uow: UnitOfWork, name: str, value: object) -> None:
    """Keep one preference of the office; raises ``office_missing``."""
    office = uow.session.get(Office, OFFICE_ID, with_for_update=True, populate_existing=True)
    if office is None:
        raise DomainError("office_missing")
    # Past the version: nobody typing in the office's form has anything to compare here.
    uow.session.execute(
        update(Office)
        .where(Office.id == OFFICE_ID)
        .values(preferences={**office.preferences, name: value}),
        execution_options={"synchronize_session": False},
    )


def _named(roles: frozenset[Role]) -> str:
    return ", ".join(role.label for role in CHOOSABLE if role in roles)
