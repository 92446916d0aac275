"""An invented office to try the program in: the wizard's sample data, the demo and the tests."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from hrdesk import paths
from hrdesk.rules.codes import Agency
from hrdesk.services.access import Actor, Role
from hrdesk.services.accounts import CreateUser, create_user
from hrdesk.services.first_start import FirstAdministrator, FirstOffice, set_up_in
from hrdesk.services.office import OfficeInput, SignatoryInput
from hrdesk.services.people import (
    DegreeInput,
    PostInput,
    SavePerson,
    ServiceRunInput,
    save_person,
)
from hrdesk.services.unit_of_work import UnitOfWork

_LINKED = ("K1", "K2")  # in the invented office these are promoted in place


@dataclass(frozen=True, slots=True)
class SampleAccount:
    """One account of the invented office, its password for everybody to see."""

    username: str
    password: str
    role: Role


def sample_accounts() -> tuple[SampleAccount, ...]:
    """Return the accounts that the invented office begins with, one of each role."""
    content = _read("office")
    return tuple(
        SampleAccount(user["username"], content["password"], Role(user["role"]))
        for user in content["users"]
    )


def add_sample_office(uow: UnitOfWork) -> Actor:
    """Add the invented office and its people to a new database; returns its administrator.

    Everything is made by the services that make a real office. Raises ``office_exists`` in a
    database that holds an office.
    """
    content, people = _read("office"), _read("people")
    actor = set_up_in(uow, _first_office(content))
    inner = UnitOfWork(uow.session, actor, uow.clock)
    names: list[tuple[int, str]] = []
    for person in people:
        saved = save_person(inner, _person(person)).value
        names.append((saved.id, saved.name))
    for user in content["users"][1:]:
        _add_user(inner, user, content["password"], names)
    return actor


def _first_office(content: dict[str, Any]) -> FirstOffice:
    office = content["office"]
    admin = content["users"][0]
    return FirstOffice(
        OfficeInput(**{**office, "agency": Agency(office["agency"])}),
        FirstAdministrator(admin["username"], admin["name"], content["password"]),
        tuple(SignatoryInput(**row) for row in content["signatories"]),
        sample=True,
    )


def _add_user(
    uow: UnitOfWork, user: dict[str, Any], password: str, names: list[tuple[int, str]]
) -> None:
    person_id, name = names[user["person"] - 1] if "person" in user else (None, user["name"])
    command = CreateUser(
        user["username"], name, Role(user["role"]), password, person_id, must_change_password=False
    )
    create_user(uow, command)


def _person(row: dict[str, Any]) -> SavePerson:
    prefix, first_name, last_name = row["name"]
    post = row["post"]
    return SavePerson(
        id=None,
        version=None,
        prefix=prefix,
        first_name=first_name,
        last_name=last_name,
        national_id=row["national_id"],
        birth_date=row["born"],
        entered_on=row["entered"],
        post=PostInput(
            number=post["number"],
            title=post["title"],
            level=post["level"],
            job_series=post["series"],
            unit=post["unit"],
            linked_level="ใช่" if post["level"] in _LINKED else "ไม่",
        ),
        in_level_since=row["runs"][-1][0],
        salary=row["salary"],
        licence=row.get("licence", ""),
        degrees=tuple(DegreeInput(*degree) for degree in row["degrees"]),
        service_runs=tuple(_run(run, post) for run in row["runs"]),
    )


def _run(run: list[str], post: dict[str, str]) -> ServiceRunInput:
    started_on, ended_on, level, title = run
    return ServiceRunInput(
        started_on=started_on,
        ended_on=ended_on,
        level=level,
        job_series=post["series"],
        title=title,
        unit=post["unit"],
    )


def _read(name: str) -> Any:
    file: Path = paths.resource(f"sample/{name}.yaml")
    return yaml.safe_load(file.read_text(encoding="utf-8"))
