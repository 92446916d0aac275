"""What a case keeps of other rows so that the list needs one table: name, unit, present step."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select

from hrdesk.models import Case, CaseStep, Person
from hrdesk.rules.codes import CaseStatus, CaseType, StepState
from hrdesk.rules.names import full_name
from hrdesk.rules.sorting import search_text, thai_key
from hrdesk.services.unit_of_work import UnitOfWork


def index_person(case: Case, person: Person | None) -> None:
    """Copy onto the case what its list shows of the person; needs ``person.post`` loaded.

    A matter of the office itself has nobody: it stands in the list by its subject.
    """
    if person is None:
        case.person_name = case.unit = case.unit_sort_key = ""
        case.person_sort_key = thai_key(case.subject)
        return
    case.person_name = full_name(person.prefix, person.first_name, person.last_name)
    case.person_sort_key = person.sort_key
    case.unit = person.post.unit if person.post is not None else ""
    case.unit_sort_key = thai_key(case.unit)


def index_search(case: Case) -> None:
    """Set the text that searching the list looks in; never a national ID."""
    case.search_text = searched(case, case.slip_code)


def searched(case: Case, slip_code: str | None) -> str:
    """Return the text that searching the list looks in, with the code of the matter's slip."""
    return search_text(
        case.person_name,
        case.unit,
        f"{case.number}/{case.year}",
        CaseType(case.case_type).label,
        case.subject,
        str(case.target.get("title", "")),
        str(case.target.get("number", "")),
        case.officer_name,
        *((slip_code, shown_code(slip_code)) if slip_code else ()),
    )


def shown_code(code: str) -> str:
    """Return the code of a slip as it is printed and read aloud: ``K7F-2Q9``."""
    half = len(code) // 2
    return f"{code[:half]}-{code[half:]}"


def index_steps(case: Case) -> None:
    """Set status, present step, since when and due date from the case's own steps."""
    current = next((s for s in case.steps if s.state == StepState.CURRENT.value), None)
    if current is not None:
        case.status = CaseStatus.IN_PROGRESS.value
        case.completed_on = None
        case.step_title = current.title
        case.step_role = current.role
        case.waits_for_others = current.waits_for_others
        case.since = current.started_on or case.received_on
        case.due_on = min(
            (day for day in (current.due_on, *_wait_days(case)) if day is not None), default=None
        )
        return
    last = max(
        (step for step in case.steps if step.done_on is not None),
        key=lambda step: (step.done_on, step.position),
        default=None,
    )
    ended = last.done_on if last is not None and last.done_on is not None else case.received_on
    case.status = CaseStatus.COMPLETED.value
    case.completed_on = ended
    case.step_title = last.title if last is not None else ""
    case.step_role = ""
    case.waits_for_others = False
    case.since = ended
    case.due_on = None


def _wait_days(case: Case) -> list[dt.date | None]:
    """Return the last days of what still runs beside the steps: it is work of its own."""
    return [wait.due_on for wait in case.waits if wait.state == "running"]


def refresh_person(uow: UnitOfWork, person: Person) -> None:
    """Bring a person's cases up to date after their name or unit changed.

    Running cases follow the person; finished ones keep the unit of their time but follow a
    changed name, so that searching finds them.
    """
    for case in uow.session.scalars(select(Case).where(Case.person_id == person.id)):
        unit, unit_key = case.unit, case.unit_sort_key
        index_person(case, person)
        if case.status == CaseStatus.COMPLETED.value:
            case.unit, case.unit_sort_key = unit, unit_key
        index_search(case)


def refresh_officer(uow: UnitOfWork, user_id: int, name: str) -> None:
    """Bring an officer's cases up to date after the officer's name changed."""
    for case in uow.session.scalars(select(Case).where(Case.officer_id == user_id)):
        case.officer_name = name
        index_search(case)


def current_step(case: Case) -> CaseStep | None:
    """Return the step a running case stands at, or None when it is finished."""
    return next((step for step in case.steps if step.state == StepState.CURRENT.value), None)
