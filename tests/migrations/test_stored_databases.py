"""A database of every released schema is opened, backed up and brought up to date."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import select

from hrdesk.models import Case, Office, Person
from hrdesk.models.schema import HEAD, REVISIONS
from hrdesk.services.access import SYSTEM
from hrdesk.services.lifecycle import open_database
from hrdesk.services.location import Location
from hrdesk.services.queries.cases import case_detail
from hrdesk.services.queries.tracking import CaseFilter, list_cases

HERE = Path(__file__).parent


def test_every_released_schema_has_a_stored_database():
    assert {file.stem for file in HERE.glob("*.sql")} == set(REVISIONS)


@pytest.mark.parametrize("revision", REVISIONS)
def test_a_stored_database_opens_with_all_it_held(revision, tmp_path):
    file = tmp_path / "office.db"
    with sqlite3.connect(file) as stored:
        stored.executescript((HERE / f"{revision}.sql").read_text(encoding="utf-8"))
        people = stored.execute("SELECT count(*) FROM person").fetchone()[0]
        cases = stored.execute("SELECT count(*) FROM case_file").fetchone()[0]
    stored.close()
    opened = open_database(Location.file(file), tmp_path / "backups")
    try:
        assert (opened.backup is None) == (revision == HEAD)
        with opened.database.read(SYSTEM) as uow:
            assert uow.session.get(Office, 1).agency == "doh"
            assert len(list(uow.session.scalars(select(Person.id)))) == people > 0
            found = list_cases(uow, CaseFilter())
            assert len(found) == cases > 0
            for row in found:
                assert case_detail(uow, row.id).steps
            name = uow.session.scalars(select(Case.person_name)).first()
            assert list_cases(uow, CaseFilter(text=name[3:9]))
    finally:
        opened.database.close()
