"""The register of people: add, change, take out of the register and back; nobody is deleted."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload
from sqlalchemy.orm.attributes import flag_modified

from hrdesk.models import Case, Degree, Office, Person, ServiceRun
from hrdesk.rules.codes import Agency, CaseStatus
from hrdesk.rules.identity import check_position_number
from hrdesk.rules.names import full_name
from hrdesk.services.access import Right, require
from hrdesk.services.changes import Result, changed
from hrdesk.services.editing import audit_edit, check_version, diff
from hrdesk.services.errors import DomainError, Invalid
from hrdesk.services.people_draft import (
    ActivatePerson,
    DegreeInput,
    Draft,
    QuickPerson,
    SavedPerson,
    SavePerson,
    ServiceRunInput,
    read_draft,
)
from hrdesk.services.people_values import (
    PERSON_FIELDS,
    DegreeValues,
    RunValues,
    flat_post,
    listed,
    searched,
    sort_key,
)
from hrdesk.services.posts import (
    PostInput,
    assign_post,
    holder_of,
    other_holders,
    settled,
    shown_number,
    values_of,
)
from hrdesk.services.queries.office import OFFICE_ID
from hrdesk.services.unit_of_work import UnitOfWork

__all__ = [
    "ActivatePerson",
    "DegreeInput",
    "PostInput",
    "QuickPerson",
    "SavePerson",
    "SavedPerson",
    "ServiceRunInput",
    "add_person_quickly",
    "deactivate_person",
    "load_person",
    "reactivate_person",
    "reveal_national_id",
    "save_person",
]


def save_person(uow: UnitOfWork, command: SavePerson) -> Result[SavedPerson]:
    """Add or change a person with post, degrees and service runs.

    Raises ``Invalid`` with every fault found, ``EditConflict``, ``not_found``.
    """
    require(uow.actor, Right.EDIT_PEOPLE)
    draft = read_draft(command, uow.clock.today())
    person = load_person(uow, command.id) if command.id is not None else None
    draft.post = settled(uow, draft.post, person.post if person is not None else None)
    if person is not None and command.national_id is None:
        draft.values["national_id"] = person.national_id
    if not draft.problems:
        draft.problems += _clashes(uow, draft, command.id)
    if draft.problems:
        raise Invalid(tuple(draft.problems))
    if person is None:
        return _add(uow, draft)
    return _change(uow, person, command.version, draft)


def add_person_quickly(uow: UnitOfWork, command: QuickPerson) -> Result[SavedPerson]:
    """Add a person from intake with the least that is known; raises as ``save_person``."""
    post = PostInput(
        number=command.post_number,
        title=command.post_title,
        level=command.level,
        job_series=command.job_series,
        unit=command.unit,
    )
    return save_person(
        uow,
        SavePerson(
            id=None,
            version=None,
            prefix=command.prefix,
            first_name=command.first_name,
            last_name=command.last_name,
            national_id=command.national_id,
            employment=command.employment,
            post=post,
        ),
    )


def deactivate_person(uow: UnitOfWork, command: ActivatePerson) -> Result[SavedPerson]:
    """Take a person out of the register; everything is kept, and the post becomes free.

    Warns with ``has_open_cases``. Raises ``EditConflict``, ``not_found``.
    """
    return _activate(uow, command, active=False)


def reactivate_person(uow: UnitOfWork, command: ActivatePerson) -> Result[SavedPerson]:
    """Put a person back into the register.

    Raises ``post_taken`` when somebody else holds the post by now, ``EditConflict``, ``not_found``.
    """
    return _activate(uow, command, active=True)


def reveal_national_id(uow: UnitOfWork, person_id: int) -> Result[str]:
    """Return a person's whole national ID, empty when unknown; the audit says who asked."""
    require(uow.actor, Right.SEE_NATIONAL_ID)
    person = uow.session.get(Person, person_id)
    if person is None:
        raise DomainError("not_found")
    uow.audit("person.national_id_revealed", "person", person.id)
    return Result(person.national_id or "", changed())


def load_person(uow: UnitOfWork, person_id: int) -> Person:
    """Return a person with post, degrees and service runs; raises ``not_found``."""
    query = (
        select(Person)
        .where(Person.id == person_id)
        .options(
            selectinload(Person.post),
            selectinload(Person.degrees),
            selectinload(Person.service_runs),
        )
    )
    person = uow.session.scalars(query).one_or_none()
    if person is None:
        raise DomainError("not_found")
    return person


def _clashes(uow: UnitOfWork, draft: Draft, person_id: int | None) -> list[DomainError]:
    """Return what the record claims that already belongs to somebody else."""
    found: list[DomainError] = []
    national_id = draft.values["national_id"]
    if national_id is not None:
        query = select(Person).where(Person.national_id == national_id)
        owner = uow.session.scalars(query).one_or_none()
        if owner is not None and owner.id != person_id:
            found.append(
                DomainError(
                    "national_id_taken",
                    field="national_id",
                    holder=name_of(owner),
                    person_id=owner.id,
                )
            )
    if draft.post is not None and draft.post.number:
        holder = holder_of(uow, draft.post.number, person_id)
        if holder is not None:
            found.append(_taken(holder, draft.post.number))
    return found


def _taken(holder: Person, number: str) -> DomainError:
    return DomainError(
        "post_taken",
        field="post.number",
        holder=name_of(holder),
        number=number,
        person_id=holder.id,
    )


def _add(uow: UnitOfWork, draft: Draft) -> Result[SavedPerson]:
    assigned = assign_post(uow, None, draft.post)
    now = uow.clock.now()
    person = Person(
        **draft.values,
        post=assigned.post,
        sort_key=sort_key(draft.values),
        search_text=searched(draft.values, draft.post),
        created_at=now,
        updated_at=now,
        degrees=[],
        service_runs=[],
    )
    _set_children(person, draft)
    uow.session.add(person)
    uow.session.flush()
    created = {name: (None, value) for name, value in _flat_draft(draft).items() if value}
    audit_edit(uow, "person.created", "person", person.id, created)
    if assigned.changed:
        _reindex_holders(uow, person)
    return _saved(person, _warnings(uow, draft, person.id, new_name=True), cases=False)


def _change(
    uow: UnitOfWork, person: Person, version: int | None, draft: Draft
) -> Result[SavedPerson]:
    before = SimpleNamespace(id=person.id, version=person.version, **_flat_person(person))
    after = _flat_draft(draft)
    check_version(uow, before, version, "person", after)
    changes = diff(before, after)
    if not changes:
        return _saved(person, (), cases=False)
    renamed = bool(changes.keys() & {"prefix", "first_name", "last_name", "unit"})
    assigned = assign_post(uow, person.post, draft.post)
    for name in PERSON_FIELDS:
        setattr(person, name, draft.values[name])
    person.post = assigned.post
    person.sort_key = sort_key(draft.values)
    person.search_text = searched(draft.values, draft.post)
    person.updated_at = uow.clock.now()
    flag_modified(person, "updated_at")  # the version must rise though only a post or run changed
    if changes.keys() & {"degrees", "service_runs"}:
        _set_children(person, draft)
    uow.session.flush()
    if assigned.orphan is not None:
        uow.session.delete(assigned.orphan)
        uow.session.flush()
    audit_edit(uow, "person.edited", "person", person.id, changes)
    if renamed:
        refresh_cases(uow, person)
    if assigned.changed:
        _reindex_holders(uow, person)
    new_name = bool(changes.keys() & {"first_name", "last_name"})
    return _saved(person, _warnings(uow, draft, person.id, new_name=new_name), cases=renamed)


def _set_children(person: Person, draft: Draft) -> None:
    person.degrees = [
        Degree(position=place, **row._asdict()) for place, row in enumerate(draft.degrees)
    ]
    person.service_runs = [
        ServiceRun(position=place, **row._asdict()) for place, row in enumerate(draft.runs)
    ]


def _flat_draft(draft: Draft) -> dict[str, Any]:
    return {
        **draft.values,
        **flat_post(draft.post),
        "degrees": listed(draft.degrees),
        "service_runs": listed(draft.runs),
    }


def _flat_person(person: Person) -> dict[str, Any]:
    def rows(items: list[Any], names: tuple[str, ...]) -> list[list[Any]]:
        return listed([[getattr(item, name) for name in names] for item in items])

    return {
        **{name: getattr(person, name) for name in PERSON_FIELDS},
        **flat_post(values_of(person.post)),
        "degrees": rows(person.degrees, DegreeValues._fields),
        "service_runs": rows(person.service_runs, RunValues._fields),
    }


def _warnings(
    uow: UnitOfWork, draft: Draft, person_id: int, *, new_name: bool
) -> tuple[DomainError, ...]:
    found: list[DomainError] = []
    if draft.post is not None and draft.post.number:
        code = check_position_number(draft.post.number, agency_of(uow))
        if code is not None:
            found.append(DomainError(code, field="post.number", number=draft.post.number))
    if new_name:
        twins = namesakes(uow, draft.values["first_name"], draft.values["last_name"], person_id)
        if twins:
            found.append(
                DomainError("same_name", field="last_name", count=len(twins), person_ids=twins)
            )
    level_since, entered = draft.values["in_level_since"], draft.values["entered_on"]
    if level_since and entered and level_since[:4] < entered[:4]:
        found.append(DomainError("level_before_entry", field="in_level_since"))
    return tuple(found)


def agency_of(uow: UnitOfWork) -> Agency:
    """Return the office's agency, whose form of position numbers counts."""
    office = uow.session.get(Office, OFFICE_ID)
    known = {agency.value for agency in Agency}
    return Agency(office.agency) if office is not None and office.agency in known else Agency.DOH


def namesakes(
    uow: UnitOfWork, first_name: str, last_name: str, besides: int | None = None
) -> tuple[int, ...]:
    """Return the ids of everybody else with the same first and last name."""
    query = select(Person.id).where(Person.first_name == first_name, Person.last_name == last_name)
    return tuple(i for i in uow.session.scalars(query.order_by(Person.id)) if i != besides)


def name_of(person: Person) -> str:
    """Return a person's name as papers write it."""
    return full_name(person.prefix, person.first_name, person.last_name)


def refresh_cases(uow: UnitOfWork, person: Person) -> None:
    """Bring the person's cases up to date after their name or unit changed."""
    from hrdesk.services.case_index import refresh_person

    refresh_person(uow, person)
    uow.session.flush()


def _reindex_holders(uow: UnitOfWork, person: Person) -> None:
    """Bring others who point to the same, now changed, post up to date."""
    if person.post is None:
        return
    values = values_of(person.post)
    for other in other_holders(uow, person.post, person.id):
        other.post = person.post
        other.search_text = searched({n: getattr(other, n) for n in PERSON_FIELDS}, values)
        refresh_cases(uow, other)


def _activate(uow: UnitOfWork, command: ActivatePerson, *, active: bool) -> Result[SavedPerson]:
    require(uow.actor, Right.EDIT_PEOPLE)
    person = load_person(uow, command.id)
    check_version(uow, person, command.version, "person", {"active": active})
    if person.active == active:
        return _saved(person, (), cases=False)
    if active and person.post is not None:
        number = shown_number(person.post.number)
        holder = holder_of(uow, number, person.id) if number else None
        if holder is not None:
            raise _taken(holder, number)
    person.active = active
    person.updated_at = uow.clock.now()
    uow.session.flush()
    action = "person.reactivated" if active else "person.deactivated"
    uow.audit(
        action, "person", person.id, changes={"active": (not active, active)}, reason=command.reason
    )
    return _saved(person, () if active else _open_cases(uow, person), cases=False)


def _open_cases(uow: UnitOfWork, person: Person) -> tuple[DomainError, ...]:
    query = select(func.count()).where(
        Case.person_id == person.id, Case.status == CaseStatus.IN_PROGRESS.value
    )
    count = uow.session.execute(query).scalar_one()
    return (DomainError("has_open_cases", count=count),) if count else ()


def _saved(
    person: Person, warnings: tuple[DomainError, ...], *, cases: bool
) -> Result[SavedPerson]:
    touched: list[tuple[str, int | None]] = [("person", person.id)]
    if cases:
        touched.append(("case", None))
    value = SavedPerson(person.id, person.version, name_of(person), warnings)
    return Result(value, changed(*touched))
