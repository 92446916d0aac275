"""What somebody was shown, in one short word: nothing else may be made final or frozen."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from hrdesk.rules.explanation import canonical
from hrdesk.rules.salary.round_types import RoundRow
from hrdesk.services.payroll_rows import SEALED, sealed

if TYPE_CHECKING:
    from hrdesk.services.queries.payrolls import PayrollEntry
    from hrdesk.services.queries.salary_types import LineOfRound


def round_seen(lines: Iterable[LineOfRound], rows: Iterable[RoundRow]) -> str:
    """Return the hash of what a round shows of its people: choices, reasons, facts, salaries.

    A round's version does not follow each choice, so that people choosing for different rows never
    hinder each other; this tells whether one made choices or facts that another did not see.
    """
    parts = sorted(
        (
            line.row_id, line.row_version,
            "" if line.chosen is None else canonical(line.chosen), line.reason,
            row.eligible, canonical(row.new_salary), canonical(row.special),
        )
        for line, row in zip(lines, rows, strict=True)
    )  # fmt: skip
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()


def payroll_seen(scheme: str, taken_on: dt.date, rows: Sequence[PayrollEntry]) -> str:
    """Return the hash that the heads and the money of a payroll as it is shown would be frozen with."""
    return sealed(scheme, taken_on, ([getattr(row, name) for name in SEALED] for row in rows))
