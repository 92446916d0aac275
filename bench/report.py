"""Rows of the measurement, and the page they are written to."""

from __future__ import annotations

import os
import platform
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Row:
    """One measured thing: the program's figure, the bare baseline's, and what is wanted.

    ``limit`` is on the ratio; ``at_most`` tells whether it may not be exceeded or must be reached.
    ``absolute`` is a limit on the figure itself, in ``unit``.
    """

    name: str
    value: float
    unit: str
    baseline: float | None = None
    baseline_name: str = ""
    limit: float | None = None
    at_most: bool = True
    absolute: float | None = None
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """Return value over baseline."""
        return self.value / self.baseline if self.baseline else None

    @property
    def met(self) -> bool | None:
        """Tell whether every limit is kept; None where there is none or nothing to compare."""
        verdicts = []
        if self.limit is not None:
            if self.ratio is None:
                return None
            verdicts.append(self.ratio <= self.limit if self.at_most else self.ratio >= self.limit)
        if self.absolute is not None:
            verdicts.append(self.value <= self.absolute)
        return all(verdicts) if verdicts else None


def median_ms(call: Callable[[], object], times: int = 9) -> float:
    """Return the median of several timed calls in milliseconds, after one that warms up."""
    call()
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        call()
        taken.append((time.perf_counter() - begun) * 1000)
    return statistics.median(taken)


def write_page(rows: list[Row], file: Path) -> None:
    """Write the table of ratios and absolute figures."""
    lines = [
        "# Measurements",
        "",
        "Written by `make bench`: each figure beside a bare baseline measured in the same run.",
        f"Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} cores.",
        "",
        "| what | hrdesk | baseline | ratio | wanted | met |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    lines += [_line(row) for row in rows]
    notes = [f"- {row.name}: {row.note}" for row in rows if row.note]
    if notes:
        lines += ["", *notes]
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _line(row: Row) -> str:
    base = f"{row.baseline:,.1f} {row.unit} ({row.baseline_name})" if row.baseline else "–"
    ratio = f"{row.ratio:.2f}" if row.ratio is not None else "–"
    wanted = []
    if row.limit is not None:
        wanted.append(f"ratio {'≤' if row.at_most else '≥'} {row.limit:g}")
    if row.absolute is not None:
        wanted.append(f"≤ {row.absolute:g} {row.unit}")
    met = {True: "yes", False: "**no**", None: "–"}[row.met]
    return (
        f"| {row.name} | {row.value:,.1f} {row.unit} | {base} | {ratio} | "
        f"{', '.join(wanted) or '–'} | {met} |"
    )
