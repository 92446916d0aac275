"""Entry of points, 60 candidates by 15 members by 6 criteria: from Enter to the totals shown."""

from __future__ import annotations

import json
import os
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from sqlalchemy import insert

from bench.data import FIRST, LAST, TODAY, large_office
from bench.report import Row
from hrdesk.models import Candidate, Committee, CommitteeMember, Contest, Meeting, ScoreSheet
from hrdesk.services.access import SYSTEM

CANDIDATES, MEMBERS, CRITERIA = 60, 15, 6
_LEFT_EMPTY = 1  # the first member's last criterion: typing it makes each sheet whole

# The tab as the window holds it. A cell counts from Enter to the end of the painting that shows
# the totals the database has acknowledged.
_ENTRY = """
import json, sys, time
from pathlib import Path
from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtTest import QTest
from hrdesk.app import apply_theme, make_application, open_window
from hrdesk.services.access import Actor, Role
from hrdesk.services.lifecycle import open_database
from hrdesk.services.location import Location
from hrdesk.settings import Settings
from hrdesk.ui.pages.scoring.entry_tab import EntryTab
file = Path(sys.argv[1])
WAIT = QEventLoop.ProcessEventsFlag.AllEvents | QEventLoop.ProcessEventsFlag.WaitForMoreEvents
app = make_application()
settings = Settings()
apply_theme(app, settings)
database = open_database(Location.file(file), file.parent).database
opened = open_window(settings, database, Actor(1, "bench", Role.ADMINISTRATOR))
opened.window.resize(1366, 768)
opened.window.show()
opened.ctx.tasks.wait_idle()

def show():
    begun = time.perf_counter()
    tab = EntryTab(opened.ctx, 1)
    opened.window.setCentralWidget(tab)
    tab.refresh()
    while tab.board is None:
        app.processEvents(WAIT)
    tab.repaint()
    tab.view.viewport().repaint()
    return tab, (time.perf_counter() - begun) * 1000

opening = []
for _ in range(5):
    tab, taken = show()
    opening.append(taken)
tab.view.setFocus()
cells = []
for row in range(tab.view.table.rowCount()):
    tab.view.go_to(row, len(tab.view.table.criteria) - 1)
    app.processEvents()
    QTest.keyClicks(tab.view, str(5 + row % 10))
    app.processEvents()
    begun = time.perf_counter()
    QTest.keyClick(tab.view, Qt.Key.Key_Return)
    while tab.saver.busy:
        app.processEvents(WAIT)  # as the program's own loop: asleep until something comes
    app.processEvents()  # paints what changed
    cells.append((time.perf_counter() - begun) * 1000)
    assert not tab.board.failed
    assert tab.board.standing(tab.view.table.pair(row)[0]).complete
print(json.dumps({"opening": opening, "cells": cells}), flush=True)
opened.close()
database.close()
"""


def measure(folder: Path) -> Iterator[Row]:
    """Measure the opening of the grid, and each cell from Enter to its totals, saving included."""
    file = folder / "scores.db"
    make(file)
    bare = _bare(file)
    done = subprocess.run(
        [sys.executable, "-c", _ENTRY, str(file)],
        env=os.environ
        | {
            "QT_QPA_PLATFORM": "offscreen",
            "HRDESK_HOME": str(folder / "home"),
            "XDG_RUNTIME_DIR": str(folder),
        },
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    found = json.loads(done.stdout.splitlines()[-1])
    size = f"{CANDIDATES} × {MEMBERS} × {CRITERIA}"
    yield Row(
        f"points {size}: Enter to totals shown, saved, 95th percentile",
        _high(found["cells"]), "ms", bare, "bare SQL: the same sheet and its audit line, committed",
        absolute=50, note=f"median {statistics.median(found['cells']):.1f} ms",
    )  # fmt: skip
    yield Row(
        f"points {size}: opening the grid", statistics.median(found["opening"]), "ms", absolute=300,
        note=f"the first time {found['opening'][0]:.0f} ms",
    )  # fmt: skip


def _high(taken: list[float]) -> float:
    return statistics.quantiles(taken, n=20)[-1]


def _bare(file: Path) -> float:
    """Return the 95th percentile of updating one sheet and noting it, as safely as the program."""
    taken = []
    with closing(sqlite3.connect(file, isolation_level=None)) as bare:
        bare.execute("PRAGMA synchronous=FULL")
        for sheet in range(1, CANDIDATES + 1):
            begun = time.perf_counter()
            bare.execute("BEGIN IMMEDIATE")
            bare.execute("UPDATE score_sheet SET version = version WHERE id = ?", (sheet,))
            bare.execute(
                "INSERT INTO audit_entry (at, user_name, action, entity, entity_id, changes, "
                "reason, program) VALUES ('2026-11-20 03:00:00', 'bare', 'bench.bare', 'score_sheet',"
                " ?, '{}', '', '0')",
                (sheet,),
            )
            bare.execute("COMMIT")
            taken.append((time.perf_counter() - begun) * 1000)
    return _high(taken)


def make(file: Path) -> None:
    """Make the meeting with every point given but one criterion of one member."""
    database = large_office(file, 100, 100)
    criteria = [
        {"id": f"c{n}", "label": f"หัวข้อประเมินที่ {n}", "maximum": most}
        for n, most in enumerate(("20", "20", "20", "15", "15", "10"), start=1)
    ]
    own = {
        "title": "ชุดคะแนนสมมติ", "resolution": "มติครั้งที่ 1/2569", "total": "100",
        "criteria": criteria, "marks": {"total": "60"},
    }  # fmt: skip
    with database.work(SYSTEM) as uow:
        committee = Committee(name="คณะกรรมการสมมติ", kind="person_assessment")
        committee.members = [
            CommitteeMember(
                position=n, role="member" if n > 1 else "chair",
                name=f"{FIRST[n % len(FIRST)]} {LAST[n % len(LAST)]} {n}",
            )
            for n in range(1, MEMBERS + 1)
        ]  # fmt: skip
        uow.session.add(committee)
        uow.session.flush()
        meeting = Meeting(committee_id=committee.id, year=2569, number=1, held_on=TODAY)
        uow.session.add(meeting)
        uow.session.flush()
        contest = Contest(
            meeting_id=meeting.id, position=1, kind="person", title="ตำแหน่งสมมติ", posts=3,
            scheme="own", own_scheme=own, law_day=TODAY,
        )  # fmt: skip
        uow.session.add(contest)
        uow.session.flush()
        rows = [
            Candidate(
                contest_id=contest.id, position=n,
                name=f"นาย{FIRST[n % len(FIRST)]} {LAST[n // 7 % len(LAST)]}",
            )
            for n in range(CANDIDATES)
        ]  # fmt: skip
        uow.session.add_all(rows)
        uow.session.flush()
        sheets = [
            {
                "contest_id": contest.id, "candidate_id": row.id, "member_id": member.id,
                "generation": 1, "state": "draft", "version": 1, "second": {}, "second_by": "",
                "entered_by": "bench", "verified_by": "", "reason": "",
                "points": {
                    each["id"]: str((row.id + member.id + at) % 10 + 1)
                    for at, each in enumerate(criteria[: -_LEFT_EMPTY] if not place else criteria)
                },
            }
            for place, member in enumerate(committee.members)
            for row in rows
        ]  # fmt: skip
        uow.session.execute(insert(ScoreSheet), sheets)
    database.close()
