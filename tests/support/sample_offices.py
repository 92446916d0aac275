"""The sample office for tests that need one: made once in a run, copied for each of them.

Making it is tested where it is the matter at hand (first start, the command `demo`).
"""

from __future__ import annotations

import shutil
from pathlib import Path

from hrdesk.services.access import Actor
from hrdesk.services.database import Database
from hrdesk.services.first_start import create_sample_office
from hrdesk.services.lifecycle import create_database, open_database
from hrdesk.services.location import Location
from hrdesk.services.unit_of_work import Clock, SystemClock


class SampleOffices:
    """``sample_offices(path)`` puts the sample office there; returns it opened, and who runs it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._actors: dict[Path, Actor] = {}

    def __call__(self, path: Path, clock: Clock | None = None) -> tuple[Database, Actor]:
        """Copy the office as it is made on the clock's day; an existing file is an error."""
        assert not path.exists()
        day = (clock or SystemClock()).today()
        kept = self._folder / f"{day}.db"
        if kept not in self._actors:
            database = create_database(Location.file(kept), clock)
            self._actors[kept] = create_sample_office(database)
            database.close()  # the last connection gone, the journal is in the file
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(kept, path)
        opened = open_database(Location.file(path), path.parent / "backups", clock)
        return opened.database, self._actors[kept]
