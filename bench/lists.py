"""The tracking list on 200,000 cases: first rows against the bare SQL of the same question."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from bench.data import large_office
from bench.report import Row, median_ms
from hrdesk.services.access import SYSTEM
from hrdesk.services.queries.home import home
from hrdesk.services.queries.tracking import SORTS, CaseFilter, count_cases, list_cases

CASES = 200_000
_SELECT = (
    "SELECT id, year, number, received_on, case_type, status, since, step_title, person_name, "
    "unit, subject, officer_name, due_on, waits_for_others FROM case_file "
)
_SORTED = {
    "received_on": "received_on DESC, id DESC",
    "person": "person_sort_key, id",
}
_SEARCHES = ("กมล", "กอง", "19999", "กมล ทองดี", "ทอ", "การ")


def measure(folder: Path) -> Iterator[Row]:
    """Measure list, sort, search, count and home page on SQLite."""
    database = large_office(folder / "lists.db", CASES)
    with closing(sqlite3.connect(folder / "lists.db")) as bare:
        for key, order in _SORTED.items():
            yield Row(
                f"list of 200,000 cases by {key}, first 200 rows",
                median_ms(lambda key=key: _list(database, "", key)),
                "ms",
                median_ms(lambda order=order: bare.execute(f"{_SELECT} ORDER BY {order} LIMIT 200").fetchall()),
                "bare SQL", 2, absolute=100,
            )  # fmt: skip
        for text in _SEARCHES:
            sql, value = _bare_search(text)
            yield Row(
                f"search “{text}” in 200,000 cases, first 200 rows",
                median_ms(lambda text=text: _list(database, text, "received_on")),
                "ms",
                median_ms(lambda sql=sql, value=value: bare.execute(sql, value).fetchall()),
                "bare SQL", 2, absolute=100,
            )  # fmt: skip
    slowest = max(
        (median_ms(lambda key=key, down=down: _sorted(database, key, down), 3), key)
        for key in SORTS
        for down in (False, True)
    )
    yield Row(
        "slowest of all column sorts, first 200 rows",
        slowest[0],
        "ms",
        absolute=100,
        note=f"by {slowest[1]}",
    )
    yield Row(
        "count of all cases found by “กอง”", median_ms(lambda: _count(database, "กอง"), 3), "ms"
    )
    yield Row(
        "home page on 200,000 cases", median_ms(lambda: _home(database), 5), "ms", absolute=300
    )
    database.close()


def _list(database, text, key):
    with database.read(SYSTEM) as uow:
        return list_cases(uow, CaseFilter(text=text), (key, key == "received_on"))


def _sorted(database, key, down):
    with database.read(SYSTEM) as uow:
        return list_cases(uow, CaseFilter(), (key, down))


def _count(database, text):
    with database.read(SYSTEM) as uow:
        return count_cases(uow, CaseFilter(text=text))


def _home(database):
    with database.read(SYSTEM) as uow:
        return home(uow)


def _bare_search(text: str) -> tuple[str, tuple[str, ...]]:
    order = " ORDER BY received_on DESC, id DESC LIMIT 200"
    if all(len(word) >= 3 for word in text.split()):
        phrases = " AND ".join(f'"{word}"' for word in text.split())
        inner = "SELECT rowid FROM case_file_search WHERE case_file_search MATCH ?"
        return f"{_SELECT} WHERE id IN ({inner}) {order}", (phrases,)
    return f"{_SELECT} WHERE search_text LIKE ? {order}", (f"%{text}%",)
