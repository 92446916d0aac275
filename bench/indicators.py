"""ตัวชี้วัด over a year of 20,000 matters in an office of 200,000, each of ten steps."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from bench.data import TODAY, large_office
from bench.report import Row, median_ms
from hrdesk.rules.dates import fiscal_year
from hrdesk.services.access import SYSTEM
from hrdesk.services.database import Database
from hrdesk.services.queries.indicators import indicators

CASES, STEPS, EVERY_DAYS = 200_000, 10, 4
_LIMIT_MS = 2000
_MAKE = """
WITH RECURSIVE place(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM place WHERE n < :steps)
INSERT INTO case_step (case_id, position, key, round, title, role, waits_for_others, usual_days,
  state, waived, started_on, due_on, due_reason, done_on, outcome, outcome_label, remark,
  remark_values, reason, checks, done_by)
SELECT c.id, n, 'step_' || n, 1, 'ขั้นตอนที่ ' || n, 'hr_officer', 0, 3, 'done', 0,
  date(c.received_on, '+' || ((n - 1) * :every) || ' days'),
  date(c.received_on, '+' || (n * :every + (c.id + n) % 3 - 1) || ' days'), '',
  date(c.received_on, '+' || (n * :every) || ' days'), '', '', '', '{}', '', '{}', ''
FROM case_file AS c CROSS JOIN place WHERE c.completed_on IS NOT NULL
ORDER BY c.received_on, c.id, n
"""


def measure(folder: Path) -> Iterator[Row]:
    """Measure the page's whole reading on SQLite."""
    path = folder / "indicators.db"
    database = large_office(path, CASES)
    with closing(sqlite3.connect(path)) as bare, bare:
        bare.execute(_MAKE, {"steps": STEPS, "every": EVERY_DAYS})
        bare.execute("ANALYZE")
    try:
        yield Row(
            "indicators of a year of 20,000 among 200,000 matters of ten steps",
            median_ms(lambda: _read(database), 3), "ms", absolute=_LIMIT_MS,
        )  # fmt: skip
    finally:
        database.close()


def _read(database: Database) -> None:
    with database.read(SYSTEM) as uow:
        indicators(uow, fiscal_year(TODAY) - 1)
