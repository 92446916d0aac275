"""Lengths of service: how long runs of service last, how much of them counts, from which day.

All of it is common.service-length; which share of a run counts is ``service_rules``'s to say.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import total_ordering

DAYS_OF_MONTH = 30
"""The days that carry to a month when lengths are added (common.service-length)."""

_MONTHS = 12
_DAYS = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_LEAP_DAY = 29
_ONE_DAY = dt.timedelta(days=1)


@total_ordering
@dataclass(frozen=True, slots=True)
class Length:
    """A length of service in whole months and days."""

    in_months: int = 0
    days: int = 0

    @classmethod
    def of_years(cls, years: int) -> Length:
        """The length of that many whole years."""
        return cls(years * _MONTHS)

    @property
    def years(self) -> int:
        """The whole years."""
        return self.in_months // _MONTHS

    @property
    def months(self) -> int:
        """The whole months beside the years."""
        return self.in_months % _MONTHS

    def __lt__(self, other: Length) -> bool:
        return (self.in_months, self.days) < (other.in_months, other.days)

    def __str__(self) -> str:
        return f"{self.years} ปี {self.months} เดือน {self.days} วัน"

    def to_json(self) -> dict[str, int]:
        """Years, months and days by name."""
        return {"years": self.years, "months": self.months, "days": self.days}


@dataclass(frozen=True, slots=True)
class Stretch:
    """The days ``first`` to ``last``, both counted, that count in the share of ``key``."""

    first: dt.date
    last: dt.date
    share: Decimal
    key: str


def length_of(first: dt.date, last: dt.date) -> Length:
    """The calendar difference from ``first`` through ``last``, both counted.

    A month from the 31st ends on the last day of a shorter month, as in common.count-days
    (ป.พ.พ. มาตรา ๑๙๓/๕): 31 January through 28 February is one month.
    """
    return _between(first, last + _ONE_DAY)


def _between(first: dt.date, after: dt.date) -> Length:
    months = (after.year - first.year) * _MONTHS + after.month - first.month
    days = after.day - first.day
    if days >= 0:
        return Length(months, days)
    year, month = (after.year, after.month - 1) if after.month > 1 else (after.year - 1, _MONTHS)
    longest = _longest(year, month)
    if first.day > longest:
        return Length(months - 1, after.day - 1)
    return Length(months - 1, days + longest)


def add_lengths(lengths: Iterable[Length]) -> Length:
    """Lengths added by component, 30 days carried to a month; a single one stays as it is."""
    parts = [each for each in lengths if each.in_months or each.days]
    if len(parts) == 1:
        return parts[0]
    months, days = divmod(sum(each.days for each in parts), DAYS_OF_MONTH)
    return Length(sum(each.in_months for each in parts) + months, days)


def share_of(length: Length, share: Decimal) -> Length:
    """A share of a length: the fraction of a month × 30 days, what is below one day dropped.

    Half of 7 months 5 days is 3 months and 15 + 2.5 days, that is 3 months 17 days.
    """
    if share == 1:
        return length
    top, bottom = share.as_integer_ratio()
    whole, rest = divmod(length.in_months * top, bottom)
    more, days = divmod((rest * DAYS_OF_MONTH + length.days * top) // bottom, DAYS_OF_MONTH)
    return Length(whole + more, days)


def _after(first: dt.date, length: Length) -> dt.date:
    """The day after the last one of a run from ``first`` that is at least ``length`` long."""
    start = _later(first, length.in_months) + dt.timedelta(days=length.days)
    return min(start, _later(first, length.in_months + 1))


def _later(first: dt.date, months: int) -> dt.date:
    """The same day months later; the first of the next month where there is no such day."""
    year, month = divmod(first.year * _MONTHS + first.month - 1 + months, _MONTHS)
    if first.day > _longest(year, month + 1):
        return dt.date(year, month + 2, 1)  # never December, which has 31 days
    return dt.date(year, month + 1, first.day)


def _longest(year: int, month: int) -> int:
    return _LEAP_DAY if month == 2 and calendar.isleap(year) else _DAYS[month]


class Timeline:
    """Stretches of service in which no day counts twice: the one that counts most wins the day."""

    def __init__(self, stretches: Sequence[Stretch]) -> None:
        self.stretches = tuple(stretches)
        self.won = _won(self.stretches)
        """The days each stretch won, in order, as (first, last)."""
        self._strands = _strands(self.stretches, self.won)

    def counted(self, index: int, until: dt.date) -> Length:
        """How much the days that one stretch won, up to ``until``, count by themselves."""
        whole = add_lengths(_upto(self.won[index], until))
        return share_of(whole, self.stretches[index].share)

    def total(self, until: dt.date) -> Length:
        """How much all stretches count together up to ``until``, that day included.

        Stretches that follow one another and count alike are one run, however it is written down.
        """
        return add_lengths([each.counted(until) for each in self._strands if each.first <= until])

    def reaches(self, wanted: Length) -> dt.date | None:
        """The first day by the end of which the total is ``wanted``; None when it never is."""
        pieces = sorted((*piece, each.share) for each in self._strands for piece in each.pieces)
        low, high = 0, len(pieces)
        while low < high:
            middle = (low + high) // 2
            if not self.total(pieces[middle][1]) < wanted:
                high = middle
            else:
                low = middle + 1
        if low == len(pieces):
            return None
        first, last, share = pieces[low]
        missing = _missing(wanted, self.total(first - _ONE_DAY), share)
        guess = _guess(first, last, missing)
        return _first_day(lambda day: not self.total(day) < wanted, guess, first, last)


def _missing(wanted: Length, there: Length, share: Decimal) -> Length:
    """About what a run of that share must last to fill what is missing, rather more than less."""
    days = (wanted.in_months - there.in_months) * DAYS_OF_MONTH + wanted.days - there.days
    top, bottom = share.as_integer_ratio()
    return Length(*divmod(-(-days * bottom // top), DAYS_OF_MONTH))


def _guess(first: dt.date, last: dt.date, missing: Length) -> dt.date:
    """The day at which a run from ``first`` is about ``missing`` long, within the run."""
    return max(first, min(last, _after(first, missing) - _ONE_DAY))


def _first_day(
    met: Callable[[dt.date], bool], guess: dt.date, first: dt.date, last: dt.date
) -> dt.date:
    """The first day from ``first`` on which ``met``, which holds on ``last``; quick near the guess."""
    low, step = first.toordinal(), 1
    high = guess.toordinal() if met(guess) else last.toordinal()
    while low < high and met(dt.date.fromordinal(max(low, high - step))):
        high, step = max(low, high - step), step * 2
    low = max(low, high - step + 1)
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if met(dt.date.fromordinal(middle)) else (middle + 1, high)
    return dt.date.fromordinal(low)


_Piece = tuple[dt.date, dt.date]


def _upto(pieces: Iterable[_Piece], until: dt.date) -> list[Length]:
    return [
        _between(first, min(last, until) + _ONE_DAY) for first, last in pieces if first <= until
    ]


def _won(stretches: Sequence[Stretch]) -> tuple[tuple[_Piece, ...], ...]:
    """The days each stretch won: by the larger share, then by its key and its days."""
    order = sorted(
        (index for index, each in enumerate(stretches) if each.share),
        key=lambda index: (
            -stretches[index].share,
            stretches[index].key,
            stretches[index].first,
            stretches[index].last,
        ),
    )
    won: list[tuple[_Piece, ...]] = [()] * len(stretches)
    taken: list[_Piece] = []
    for index in order:
        own = (stretches[index].first, stretches[index].last)
        won[index] = _without(own, taken)
        taken.append(own)
    return tuple(won)


def _without(own: _Piece, taken: list[_Piece]) -> tuple[_Piece, ...]:
    """What is left of the days ``own`` when the days ``taken`` are gone."""
    first, last = own
    in_the_way = [each for each in taken if each[0] <= last and each[1] >= first]
    left = []
    for start, end in sorted(in_the_way):
        if first < start:
            left.append((first, start - _ONE_DAY))
        first = max(first, end + _ONE_DAY)
    if first <= last:
        left.append((first, last))
    return tuple(left)


class _Strand:
    """What counts alike without a break: the days won, those that touch joined to one piece."""

    __slots__ = ("first", "last", "pieces", "share", "whole")

    def __init__(self, share: Decimal, pieces: list[_Piece]) -> None:
        self.share = share
        self.pieces = pieces
        self.first = pieces[0][0]
        self.last = pieces[-1][1]
        self.whole = self._upto(self.last)

    def counted(self, until: dt.date) -> Length:
        """How much of it counts up to ``until``."""
        return self.whole if until >= self.last else self._upto(until)

    def _upto(self, until: dt.date) -> Length:
        return share_of(add_lengths(_upto(self.pieces, until)), self.share)


def _strands(
    stretches: Sequence[Stretch], won: Sequence[tuple[_Piece, ...]]
) -> tuple[_Strand, ...]:
    """The won days by what counts alike: the same key and share, in stretches that touch."""
    found: list[tuple[Decimal, list[_Piece]]] = []
    key: tuple[str, Decimal] | None = None
    reach = dt.date.min
    order = sorted(
        (each.key, each.share, each.first, index)
        for index, each in enumerate(stretches)
        if each.share
    )
    for *_, index in order:
        each = stretches[index]
        if (each.key, each.share) != key or each.first > reach + _ONE_DAY:
            found.append((each.share, []))
            key, reach = (each.key, each.share), each.last
        reach = max(reach, each.last)
        found[-1][1].extend(won[index])
    return tuple(_Strand(share, _joined(pieces)) for share, pieces in found if pieces)


def _joined(pieces: list[_Piece]) -> list[_Piece]:
    joined: list[_Piece] = []
    for first, last in sorted(pieces):
        if joined and first == joined[-1][1] + _ONE_DAY:
            joined[-1] = (joined[-1][0], last)
        else:
            joined.append((first, last))
    return joined
