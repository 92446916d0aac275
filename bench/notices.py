"""5,000 notices of a salary round: pages a second in one file and in a file each, memory, cancel."""

from __future__ import annotations

import dataclasses
import time
import tracemalloc
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from bench.data import FIRST, LAST, UNITS
from bench.report import Row
from hrdesk.documents.batch import build_each, build_many
from hrdesk.documents.errors import PaperCancelled
from hrdesk.documents.fonts import find_fonts
from hrdesk.documents.papers.raise_notice import RaiseNotice, build, sample, sections
from hrdesk.documents.style import PaperStyle

COUNT, EACH = 5_000, 1_000
WANTED = 100.0  # pages a second on one core
_MEGABYTE = 1024 * 1024
_MOST_MEGABYTES = 200


def measure(folder: Path) -> Iterator[Row]:
    """Measure 5,000 notices in one file, 1,000 in a file each, their memory, and stopping."""
    style = PaperStyle(fonts=find_fonts())
    notices = [_notice(number) for number in range(COUNT)]
    build(notices[0], style)
    begun = time.perf_counter()
    build_many(notices, sections, style)
    rate = COUNT / (time.perf_counter() - begun)
    yield Row(
        f"{COUNT:,} salary notices in one file", rate, "pages/s", WANTED, "wanted", 1, at_most=False
    )
    begun = time.perf_counter()
    for number, pdf in enumerate(build_each(notices[:EACH], build, style)):
        (folder / f"{number}.pdf").write_bytes(pdf)
    rate = EACH / (time.perf_counter() - begun)
    yield Row(
        f"{EACH:,} salary notices, a file each", rate, "pages/s", WANTED, "wanted", 1, at_most=False
    )
    tracemalloc.start()
    build_many(notices, sections, style)
    peak = tracemalloc.get_traced_memory()[1] / _MEGABYTE
    tracemalloc.stop()
    yield Row(f"memory of {COUNT:,} notices in one file", peak, "MB", absolute=_MOST_MEGABYTES)
    yield Row("notices stopped after being asked to", _stopped(notices, style), "ms", absolute=100)


def _stopped(notices: list[RaiseNotice], style: PaperStyle) -> float:
    """Return the milliseconds from asking to stop until it has stopped."""
    asked = 0.0

    def progress(done: int, _total: int) -> None:
        nonlocal asked
        if done == EACH:
            asked = time.perf_counter()

    try:
        build_many(notices, sections, style, progress=progress, cancelled=lambda: asked > 0)
    except PaperCancelled:
        return (time.perf_counter() - asked) * 1000
    raise RuntimeError("asked to stop, and went on")


def _notice(number: int) -> RaiseNotice:
    notice = sample("step")
    salary = Decimal(15_000 + number % 300 * 100)
    person = dataclasses.replace(
        notice.person,
        name=f"นาย{FIRST[number % len(FIRST)]} {LAST[number // len(FIRST) % len(LAST)]} {number}",
        unit=UNITS[number % len(UNITS)],
        post_number=f"01-3-{number:04d}-001",
        salary=salary,
        raised=Decimal(360),
        new_salary=salary + 360,
    )
    if number % 10 == 0:
        person = dataclasses.replace(person, raised=Decimal(0), new_salary=salary)
        return dataclasses.replace(notice, person=person, reasons="มีเวลาปฏิบัติราชการไม่ครบ")
    return dataclasses.replace(notice, person=person)
