"""Sentences on appraisal rounds, payrolls, salary rounds and awards."""

from __future__ import annotations

SENTENCES: dict[str, str] = {
    # appraisal rounds
    # payrolls
    # salary rounds
    # awards and salary history
}
