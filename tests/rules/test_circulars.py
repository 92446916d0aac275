"""Circulars hold from their date until they are repealed (common.circular)."""

from __future__ import annotations

import datetime as dt

import pytest

from hrdesk.rules.circulars import circulars
from hrdesk.rules.lawbook import LawBook


@pytest.mark.parametrize(
    ("day", "in_force"),
    [
        (dt.date(2023, 2, 13), [False, False]),
        (dt.date(2023, 2, 14), [True, False]),
        (dt.date(2024, 3, 31), [True, True]),
        (dt.date(2024, 4, 1), [False, True]),
    ],
)
def test_two_circulars_of_one_number_are_in_force_apart(day: dt.date, in_force: list[bool]) -> None:
    found = circulars(LawBook.load().at(day), "นร ๑๐๐๖", "ว ๕")
    assert [circular.in_force(day) for circular in found] == in_force
