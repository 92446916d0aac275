"""The register as rows for Excel, in the shape that an import reads again."""

from __future__ import annotations

from typing import Any

from hrdesk.exchange.people import PEOPLE, PeopleExport
from hrdesk.services.access import Right, require
from hrdesk.services.changes import Result, changed
from hrdesk.services.people_match import reference
from hrdesk.services.people_stored import StoredPerson, load_register
from hrdesk.services.people_values import flat_post
from hrdesk.services.unit_of_work import UnitOfWork


def export_people(uow: UnitOfWork) -> Result[PeopleExport]:
    """Return the whole register, past people too, with whole national IDs; the audit says so.

    ``excel_files.write_people_file`` writes it, outside the transaction.
    """
    require(uow.actor, Right.SEE_PEOPLE)
    require(uow.actor, Right.SEE_NATIONAL_ID)
    register = load_register(uow)
    people = tuple(register.people.values())
    export = PeopleExport(
        people=[_row(person) for person in people],
        degrees=_children(people, register.degrees),
        service_runs=_children(people, register.service_runs),
        database_id=register.database_id,
    )
    uow.audit("people.exported", "export", None, changes={"count": (None, len(people))})
    return Result(export, changed())


def _row(person: StoredPerson) -> tuple[Any, ...]:
    values = {
        **person.values,
        **flat_post(person.post),
        "ref": reference(person.id),
        "active": person.active,
    }
    return tuple(values[column.key] for column in PEOPLE.columns)


def _children(people: tuple[StoredPerson, ...], rows: dict[int, list[Any]]) -> list[Any]:
    return [
        (reference(person.id), person.values["national_id"], person.name, *row)
        for person in people
        for row in rows.get(person.id, ())
    ]
