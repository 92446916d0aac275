"""Salary rounds as screens and papers read them."""

from __future__ import annotations

from hrdesk.services.queries.salary_types import (
    ChoiceDone,
    KeptRun,
    LawOfRound,
    LineOfRound,
    RoundCompared,
    RoundLine,
    RoundMeeting,
    RoundView,
)

__all__ = [
    "ChoiceDone",
    "KeptRun",
    "LawOfRound",
    "LineOfRound",
    "RoundCompared",
    "RoundLine",
    "RoundMeeting",
    "RoundView",
]
