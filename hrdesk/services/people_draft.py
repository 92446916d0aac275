"""What is typed about a person, and how it is read into the shape that is stored."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from hrdesk.services.errors import DomainError
from hrdesk.services.people_values import (
    PERSON_FIELDS,
    DegreeValues,
    FieldReader,
    RunValues,
    check_person,
    check_run,
    field_readers,
    run_values,
)
from hrdesk.services.posts import PostInput, PostValues, post_values


@dataclass(frozen=True, slots=True)
class DegreeInput:
    """A degree as typed; the level by code or Thai label."""

    level: str
    name: str
    major: str = ""
    institution: str = ""
    graduated_on: str = ""


@dataclass(frozen=True, slots=True)
class ServiceRunInput:
    """A stretch of service as typed; an empty end means it goes on.

    ``entitled`` is ใช่ or ไม่, empty for ใช่. The ruling on it goes with it when a person is saved:
    ``rulings.record_ruling`` is the way to make one.
    """

    started_on: str
    ended_on: str = ""
    employment: str = "civil_servant"
    type: str = ""
    level: str = ""
    job_series: str = ""
    title: str = ""
    unit: str = ""
    order_number: str = ""
    entitled: str = ""
    related_share: str = ""
    ruled_on: str = ""
    ruled_meeting: str = ""
    ruled_reason: str = ""
    ruled_by: str = ""


@dataclass(frozen=True, slots=True)
class SavePerson:
    """A whole record as typed; ``id`` None adds a person, else ``version`` is the one read.

    Dates are texts (15/08/2520, 00/05/2540). ``national_id`` None keeps what is stored, which is
    what a form does that shows it masked. ``salary`` is in baht.
    """

    id: int | None
    version: int | None
    prefix: str
    first_name: str
    last_name: str
    national_id: str | None = None
    birth_date: str = ""
    employment: str = "civil_servant"
    entered_on: str = ""
    post: PostInput | None = None
    in_level_since: str = ""
    salary: str | Decimal | None = None
    licence: str = ""
    telephone: str = ""
    email: str = ""
    note: str = ""
    degrees: tuple[DegreeInput, ...] = ()
    service_runs: tuple[ServiceRunInput, ...] = ()


@dataclass(frozen=True, slots=True)
class QuickPerson:
    """The least that intake needs to know of somebody who is not in the register yet."""

    prefix: str
    first_name: str
    last_name: str
    national_id: str = ""
    employment: str = "civil_servant"
    post_number: str = ""
    post_title: str = ""
    level: str = ""
    job_series: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class ActivatePerson:
    """Take a person out of the register, or back in; ``version`` is the one read."""

    id: int
    version: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SavedPerson:
    """A stored person, and what the officer should look at although it was saved."""

    id: int
    version: int
    name: str
    warnings: tuple[DomainError, ...] = ()


@dataclass(slots=True)
class Draft:
    """A record as read from what was typed, in the shape it is stored, and its faults."""

    values: dict[str, Any]
    post: PostValues | None = None
    degrees: list[DegreeValues] = field(default_factory=list)
    runs: list[RunValues] = field(default_factory=list)
    problems: list[DomainError] = field(default_factory=list)


def read_draft(command: SavePerson, today: dt.date) -> Draft:
    """Read what was typed; every fault found is in the draft's ``problems``."""
    person_fields, degree_fields, run_fields = field_readers()
    problems: list[DomainError] = []
    values = {
        name: person_fields.read(name, getattr(command, name), name, problems)
        for name in PERSON_FIELDS
    }
    draft = Draft(values, problems=problems)
    draft.post = _read_post(person_fields, command.post or PostInput(), problems)
    for place, degree in enumerate(command.degrees):
        row = _read_row(degree_fields, degree, f"degrees.{place}", DegreeValues._fields, problems)
        draft.degrees.append(DegreeValues(*row))
    for place, run in enumerate(command.service_runs):
        before = len(problems)
        row = _read_row(run_fields, run, f"service_runs.{place}", RunValues._fields, problems)
        draft.runs.append(run_values(*row))
        if len(problems) == before:
            problems.extend(
                DomainError(code, field=f"service_runs.{place}.{name}", **facts)
                for name, code, facts in check_run(draft.runs[-1])
            )
    readable = {**values, **{n: "" for n in ("birth_date", "entered_on", "email") if not values[n]}}
    problems.extend(
        DomainError(code, field=name, **facts)
        for name, code, facts in check_person(readable, today)
    )
    return draft


_COLUMN_OF = {"name": "degree_name"}
_POST_COLUMN = {"number": "post_number", "title": "post_title", "type": "post_type"}


def _read_row(
    fields: FieldReader,
    typed: object,
    where: str,
    names: tuple[str, ...],
    problems: list[DomainError],
) -> list[Any]:
    return [
        fields.read(_COLUMN_OF.get(name, name), getattr(typed, name), f"{where}.{name}", problems)
        for name in names
    ]


def _read_post(
    fields: FieldReader, typed: PostInput, problems: list[DomainError]
) -> PostValues | None:
    before = len(problems)
    read = [
        fields.read(_POST_COLUMN.get(name, name), getattr(typed, name), f"post.{name}", problems)
        for name in PostValues._fields
    ]
    if len(problems) > before:
        return None
    try:
        return post_values(*read)
    except DomainError as problem:
        problems.append(problem)
        return None
