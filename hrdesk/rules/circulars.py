"""Circulars by agency code, ว number and date: a number alone can be several (common.circular)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from hrdesk.rules.lawbook import Law
from hrdesk.rules.numbers import arabic_digits


@dataclass(frozen=True, slots=True)
class Circular:
    """One circular; ``repealed_on`` is the first day it no longer holds, None while in force."""

    agency_code: str
    number: str
    dated: dt.date
    repealed_on: dt.date | None

    def in_force(self, day: dt.date) -> bool:
        """Whether it is issued and not repealed on ``day``."""
        return self.dated <= day and (self.repealed_on is None or day < self.repealed_on)


def circulars(
    law: Law, agency_code: str, number: str, dated: dt.date | None = None
) -> tuple[Circular, ...]:
    """The known circulars of that code and number, oldest first; of that date when one is given."""
    wanted = _plain(agency_code), _plain(number)
    found = (Circular(**entry) for entry in law.read("common.circular").value)
    return tuple(
        each
        for each in sorted(found, key=lambda circular: circular.dated)
        if (_plain(each.agency_code), _plain(each.number)) == wanted and dated in {None, each.dated}
    )


def _plain(text: str) -> str:
    return "".join(arabic_digits(text).split())
