"""The law as data: loading it, eligibility of many people, the command from start to answer."""

from __future__ import annotations

import datetime as dt
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from bench.report import Row, median_ms
from hrdesk.rules.calc import registry as calculations
from hrdesk.rules.calc.eligibility import EligibilityFacts
from hrdesk.rules.lawbook import SETS, LawBook
from hrdesk.services.due import holidays_of

PEOPLE = 3_000
RUNS = 7


def measure(_folder: Path) -> Iterator[Row]:
    """Measure the whole law, 3,000 people of ten runs each, and ``hrdesk calc``."""
    yield Row("loading the whole law", median_ms(_load_all, 5), "ms", absolute=150)
    facts = [EligibilityFacts.model_validate(_person(number)) for number in range(PEOPLE)]
    context = calculations.Context(LawBook.load(), holidays_of)
    run = calculations.kind("eligibility").run
    run(facts[0], context)
    begun = time.perf_counter()
    for each in facts:
        run(each, context)
    rate = PEOPLE / (time.perf_counter() - begun)
    yield Row(
        "eligibility with explanation, ten runs each", rate, "people/s", 5_000,
        "the target", 1, at_most=False,
    )  # fmt: skip
    bare = [sys.executable, "-c", "import pydantic, yaml"]
    for name, given in (
        ("retirement", {"born": "1967-10-02"}),
        (
            "deadline",
            {"agency": "doh", "what": "send_works", "level": "K3", "event_on": "2026-04-30"},
        ),
        ("eligibility", _person(1)),
    ):
        command = [sys.executable, "-m", "hrdesk", "calc", name]
        yield Row(
            f"hrdesk calc {name}, start to answer", _run_ms(command, json.dumps(given)), "ms",
            _run_ms(bare, ""), "python -c 'import pydantic, yaml'", 6,
        )  # fmt: skip


def _load_all() -> None:
    book = LawBook(LawBook.load().texts)
    for law_set in SETS:
        book.parameters(law_set)


def _run_ms(command: list[str], given: str) -> float:
    taken = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        subprocess.run(command, input=given, check=True, capture_output=True, text=True)
        taken.append((time.perf_counter() - begun) * 1000)
    return statistics.median(taken)


def _person(number: int) -> dict[str, object]:
    """Ten runs without a gap, the last going on; kinds and shares turn about."""
    first = dt.date(2004, 1 + number % 12, 1 + number % 28)
    runs = []
    for place in range(10):
        start = first.replace(year=first.year + 2 * place)
        end = first.replace(year=first.year + 2 * place + 2) - dt.timedelta(days=1)
        runs.append(
            {
                "start": start.isoformat(),
                "end": end.isoformat() if place < 9 else None,
                "employment": "civil_servant",
                "type": "O" if place % 3 == 0 else "K",
                "level": "O1" if place % 3 == 0 else "K1",
                "series": "นักวิชาการ" if place % 2 else "นักทรัพยากรบุคคล",
                "same_group": place % 4 == 1,
                "related_share": "0.5" if place % 3 else None,
            }
        )
    return {
        "agency": "doh",
        "as_of": "2026-11-20",
        "target": {"level": "K3", "series": "นักทรัพยากรบุคคล"},
        "degree": "bachelor",
        "qualified_on": first.isoformat(),
        "runs": runs,
    }
