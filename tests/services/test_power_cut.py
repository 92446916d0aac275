"""A program killed in mid-work has on disk all that it acknowledged, and nothing half done."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest
from sqlalchemy import func, select

from hrdesk.models import AuditEntry, Case, CaseStep
from hrdesk.services.access import SYSTEM
from hrdesk.services.backup import verify
from hrdesk.services.lifecycle import open_database
from hrdesk.services.location import Location
from hrdesk.services.queries.scores import contest_grid
from tests.services.meetings_sample import make_meeting

_WORKER = """
import sys
from pathlib import Path
from hrdesk.rules.codes import CaseType
from hrdesk.services.access import Actor, Role
from hrdesk.services.lifecycle import open_database
from hrdesk.services.location import Location
from hrdesk.services.sample_cases import receive_sample
path = Path(sys.argv[1])
database = open_database(Location.file(path), path.parent / "backups").database
actor = Actor(1, "test", Role.ADMINISTRATOR)
while True:
    for kind in CaseType:
        with database.work(actor) as uow:
            case_id = receive_sample(uow, 1, kind, uow.clock.today())
        print(case_id, flush=True)  # acknowledged: it must be there for ever
"""


@pytest.mark.parametrize("acknowledged", [1, 23])
def test_all_that_was_acknowledged_is_there_after_a_kill(tmp_path, sample_offices, acknowledged):
    path = tmp_path / "office.db"
    database, _ = sample_offices(path)
    with database.read(SYSTEM) as uow:
        before = uow.session.scalar(select(func.max(Case.id)))
    database.close()
    seen = []
    with subprocess.Popen(
        [sys.executable, "-c", _WORKER, str(path)],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": os.getcwd()},  # noqa: PTH109 - as pytest was started
    ) as worker:
        for line in worker.stdout:
            seen.append(int(line))
            if len(seen) == acknowledged:
                worker.send_signal(signal.SIGKILL)
                break
        seen += [int(line) for line in worker.stdout if line.endswith("\n")]
    opened = open_database(Location.file(path), tmp_path / "backups").database
    try:
        with opened.read(SYSTEM) as uow:
            stored = set(uow.session.scalars(select(Case.id).where(Case.id > before)))
            assert set(seen) <= stored
            assert len(stored) - len(seen) <= 1, "at most the one whose word did not get out"
            for case_id in stored:
                steps = uow.session.scalar(
                    select(func.count()).select_from(CaseStep).where(CaseStep.case_id == case_id)
                )
                audit = uow.session.scalar(
                    select(func.count())
                    .select_from(AuditEntry)
                    .where(AuditEntry.case_id == case_id)
                )
                assert steps > 3
                assert audit == 1
    finally:
        opened.close()
    verify(path)


_SCORER = """
import sys
from decimal import Decimal
from pathlib import Path
from hrdesk.services.access import Actor, Role
from hrdesk.services.lifecycle import open_database
from hrdesk.services.location import Location
from hrdesk.services.scores import CellPoints, set_point
path, contest = Path(sys.argv[1]), int(sys.argv[2])
candidates, members = ([int(id_) for id_ in text.split(",")] for text in sys.argv[3:])
database = open_database(Location.file(path), path.parent / "backups").database
actor = Actor(1, "test", Role.ADMINISTRATOR)
for points in range(1, 16):
    for candidate in candidates:
        for member in members:
            for criterion in ("person", "ability", "other"):
                before = Decimal(points - 1) if points > 1 else None
                cell = CellPoints(candidate, member, criterion, Decimal(points), before)
                with database.work(actor) as uow:
                    set_point(uow, contest, cell)
                print(candidate, member, criterion, points, flush=True)  # now it says "saved"
"""


@pytest.mark.parametrize("acknowledged", [1, 61])
def test_points_that_were_called_saved_are_there_after_a_kill(
    tmp_path, sample_offices, acknowledged
):
    path = tmp_path / "office.db"
    database, _ = sample_offices(path)
    sample = make_meeting(database)
    database.close()
    given = [
        str(sample.contest),
        *(",".join(map(str, ids)) for ids in (sample.candidates, sample.members)),
    ]
    seen = []
    with subprocess.Popen(
        [sys.executable, "-c", _SCORER, str(path), *given],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": os.getcwd()},  # noqa: PTH109 - as pytest was started
    ) as worker:
        for line in worker.stdout:
            seen.append(line.split())
            if len(seen) == acknowledged:
                worker.send_signal(signal.SIGKILL)
                break
        seen += [line.split() for line in worker.stdout if line.endswith("\n")]
    opened = open_database(Location.file(path), tmp_path / "backups").database
    try:
        with opened.read(SYSTEM) as uow:
            grid = contest_grid(uow, sample.contest)
            noted = uow.session.scalar(
                select(func.count())
                .select_from(AuditEntry)
                .where(AuditEntry.action == "score.entered")
            )
        newest = {(int(one), int(other), key): points for one, other, key, points in seen}
        stored = {
            (*pair, key): str(points)
            for pair, sheet in grid.sheets.items()
            for key, points in sheet.points.items()
        }
        late = [place for place in stored if stored[place] != newest.get(place)]
        assert newest.keys() <= stored.keys()
        assert len(late) <= 1, "at most the cell whose word did not get out"
        assert noted == len(seen) + len(late)
    finally:
        opened.close()
    verify(path)
