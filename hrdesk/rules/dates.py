"""Dates of the Buddhist era as they are typed and shown, partial dates, and counting of periods.

Inside the program a day is a ``datetime.date``; the Buddhist era exists only in texts.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

from hrdesk.rules.numbers import arabic_digits

BE_OFFSET = 543
"""Years from the Christian to the Buddhist era."""

FIRST_YEAR = 1857  # 2400 BE: from this four-digit year up a year is read as Buddhist era
LAST_YEAR = 2100  # 2643 BE
_FIRST_CE_YEAR = 1900

THAI_MONTHS = (
    "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน",
    "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม",
)  # fmt: skip
THAI_MONTHS_SHORT = (
    "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.",
    "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.",
)  # fmt: skip

_MONTH_NUMBERS = {
    name.replace(".", ""): number
    for names in (THAI_MONTHS, THAI_MONTHS_SHORT)
    for number, name in enumerate(names, start=1)
}
_NUMERIC = re.compile(r"(\d{1,2})\s?[/\-. ]\s?(\d{1,2})(?:\s?[/\-. ]\s?(\d{1,4}))?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_COMPACT = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})")
_WORDS = re.compile(r"(\d{1,2})\s?([ก-๎.]+?)\.?\s?(\d{1,4})?")
_ERA = re.compile(r"\s*(พ\.?\s?ศ\.?|ค\.?\s?ศ\.?)\s*(?=\d{1,4}$)")


class DateError(ValueError):
    """A text that is no date; codes: not_a_date, no_such_day, year_out_of_range, looks_like_ce."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date of a service record that may lack the day or the month (common.partial-date).

    ``year`` is of the Christian era; an unknown month or day is 0, and sorts as it is written:
    before every known one of the same year or month.
    """

    year: int
    month: int = 0
    day: int = 0

    def __post_init__(self) -> None:
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise DateError("year_out_of_range", year=self.year)
        if not self.month:
            longest = 31
        elif 1 <= self.month <= 12:
            longest = calendar.monthrange(self.year, self.month)[1]
        else:
            longest = -1
        if not 0 <= self.day <= longest:
            raise _no_such_day(self.day, self.month, self.year)

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read 00/05/2540, 00/00/2540, 2540, พ.ค. 2540 or a whole date; raises DateError."""
        bare, era = _split_era(_tidy(text))
        if only_year := re.fullmatch(r"\d{4}", bare):
            return cls(_christian_year(only_year[0], era))
        if words := re.fullmatch(r"([ก-๎.]+?)\s?(\d{2}|\d{4})", bare):
            return cls(_christian_year(words[2], era), _month_number(words[1], text))
        day, month, year = _parts(bare, text)
        if year is None:
            raise DateError("not_a_date", text=text)
        return cls(_christian_year(year, era), month, day)

    @classmethod
    def from_storage(cls, text: str) -> PartialDate:
        """The date stored as ``1997-05-00``; raises DateError."""
        found = _ISO.fullmatch(text)
        if not found:
            raise DateError("not_a_date", text=text)
        return cls(int(found[1]), int(found[2]), int(found[3]))

    @classmethod
    def from_date(cls, day: dt.date) -> PartialDate:
        """The partial date of a day known in full."""
        return cls(day.year, day.month, day.day)

    @property
    def storage(self) -> str:
        """The text kept in the database, ISO-like: ``1997-05-00``; its order is the dates' order."""
        return f"{self.year:04d}-{self.month:02d}-{self.day:02d}"

    @property
    def exact(self) -> dt.date | None:
        """The day when it is known in full, else None: a missing part is never invented."""
        return dt.date(self.year, self.month, self.day) if self.month and self.day else None

    def format(self) -> str:
        """The date as ก.พ.7 writes it: ``00/05/2540``."""
        return f"{self.day:02d}/{self.month:02d}/{self.year + BE_OFFSET}"

    def __str__(self) -> str:
        return self.format()


def parse_thai_date(text: str, *, today: dt.date | None = None) -> dt.date:
    """The day typed as ``text``; raises DateError.

    Read are 15/08/2567, 15-8-67, 15 ส.ค. 67, 15 สิงหาคม พ.ศ. 2567, Thai digits, 15082567, 150867
    and ISO. Two digits are a year 25xx; four digits from 2400 are of the Buddhist era, 1900 to 2100
    of the Christian one. A day and month alone are of the year of ``today``, when it is given.
    """
    bare, era = _split_era(_tidy(text))
    day, month, year = _parts(bare, text)
    if year is None and today is None:
        raise DateError("not_a_date", text=text)
    in_year = today.year if year is None and today else _christian_year(year or "", era)
    try:
        return dt.date(in_year, month, day)
    except ValueError:
        raise _no_such_day(day, month, in_year) from None


def thai_date_long(day: dt.date) -> str:
    """15 สิงหาคม 2567, in Arabic digits."""
    return f"{day.day} {THAI_MONTHS[day.month - 1]} {day.year + BE_OFFSET}"


def thai_date_short(day: dt.date) -> str:
    """15 ส.ค. 2567, in Arabic digits."""
    return f"{day.day} {THAI_MONTHS_SHORT[day.month - 1]} {day.year + BE_OFFSET}"


def thai_date_slash(day: dt.date) -> str:
    """15/08/2567, in Arabic digits."""
    return f"{day.day:02d}/{day.month:02d}/{day.year + BE_OFFSET}"


def fiscal_year(day: dt.date) -> int:
    """The Buddhist-era year of the fiscal year of ``day``, 1 October – 30 September
    (common.fiscal-year)."""
    return day.year + BE_OFFSET + (day.month >= 10)


def fiscal_year_days(year: int) -> tuple[dt.date, dt.date]:
    """The first and last day of the fiscal year named ``year`` of the Buddhist era."""
    return dt.date(year - BE_OFFSET - 1, 10, 1), dt.date(year - BE_OFFSET, 9, 30)


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day of the month ``months`` later, or that month's last day where it is shorter."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def last_day_of_days(event: dt.date, days: int) -> dt.date:
    """The last day of a period of ``days`` from ``event``, before any move for holidays
    (common.count-days)."""
    return event + dt.timedelta(days=days)


def last_day_of_months(event: dt.date, months: int) -> dt.date:
    """The last day of a period of ``months`` from ``event``, before any move for holidays.

    The period starts the day after the event and ends on the eve of the starting day's number;
    where the last month lacks that number, on its last day (common.count-days, ป.พ.พ. ๑๙๓/๓, ๑๙๓/๕).
    """
    start = event + dt.timedelta(days=1)
    same_number = add_months(start, months)
    if same_number.day < start.day:
        return same_number
    return same_number - dt.timedelta(days=1)


def _tidy(text: str) -> str:
    bare = " ".join(arabic_digits(text).replace("\u200b", "").split())
    return bare.removeprefix("วันที่").strip()


def _split_era(bare: str) -> tuple[str, str]:
    """The text without พ.ศ. or ค.ศ. before its year, and which of them it named ('', พศ, คศ)."""
    found = _ERA.search(bare)
    if not found:
        return bare, ""
    return _ERA.sub(" ", bare).strip(), re.sub(r"[.\s]", "", found[1])


def _parts(bare: str, text: str) -> tuple[int, int, str | None]:
    """Day, month and the year as written; raises DateError(not_a_date)."""
    if iso := _ISO.fullmatch(bare):
        return int(iso[3]), int(iso[2]), iso[1]
    if numeric := _NUMERIC.fullmatch(bare) or _COMPACT.fullmatch(bare):
        return int(numeric[1]), int(numeric[2]), numeric[3]
    if words := _WORDS.fullmatch(bare):
        return int(words[1]), _month_number(words[2], text), words[3]
    raise DateError("not_a_date", text=text)


def _month_number(name: str, text: str) -> int:
    try:
        return _MONTH_NUMBERS[name.replace(".", "")]
    except KeyError:
        raise DateError("not_a_date", text=text) from None


def _christian_year(written: str, era: str) -> int:
    """The year of the Christian era; raises DateError(year_out_of_range or looks_like_ce)."""
    number = int(written)
    if len(written) == 2:
        number += 2500 if era != "คศ" else 2000
    if era == "พศ" and _FIRST_CE_YEAR <= number <= LAST_YEAR:
        raise DateError("looks_like_ce", year=number, be_year=number + BE_OFFSET)
    if era != "คศ" and FIRST_YEAR <= number - BE_OFFSET <= LAST_YEAR:
        return number - BE_OFFSET
    if era != "พศ" and _FIRST_CE_YEAR <= number <= LAST_YEAR:
        return number
    raise DateError("year_out_of_range", year=number)


def _no_such_day(day: int, month: int, year: int) -> DateError:
    return DateError("no_such_day", day=day, month=month, year=year + BE_OFFSET)
