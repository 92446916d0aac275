"""Runs every measurement and writes the page: ``python -m bench --out docs/bench.md``."""

from __future__ import annotations

import argparse
import gc
import tempfile
from importlib import import_module
from pathlib import Path

from bench.report import Row, write_page

PARTS = (
    "startup",
    "lists",
    "cases",
    "indicators",
    "letters",
    "annexes",
    "notices",
    "imports",
    "law",
    "candidates",
    "scores",
    "meeting_forms",
    "payroll",
    "rounds",
)


def main() -> int:
    """Measure, print each row as it comes, write the page; 0 whatever the figures are."""
    parser = argparse.ArgumentParser(prog="bench")
    parser.add_argument("--out", type=Path, default=None)
    parser.add_argument("--only", choices=PARTS, action="append")
    chosen = parser.parse_args()
    rows: list[Row] = []
    for part in chosen.only or PARTS:
        # What an earlier part left in memory must not slow the collector of the next one.
        gc.collect()
        gc.freeze()
        with tempfile.TemporaryDirectory(prefix="hrdesk-bench-") as folder:
            for row in import_module(f"bench.{part}").measure(Path(folder)):
                rows.append(row)
                ratio = f"{row.ratio:.2f}" if row.ratio is not None else "-"
                print(
                    f"{row.name}: {row.value:.1f} {row.unit}, ratio {ratio}, met {row.met}",
                    flush=True,
                )
    if chosen.out is not None:
        write_page(rows, chosen.out)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
