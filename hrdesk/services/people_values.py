"""What a person's record may hold: the same reading and the same checks for screen and Excel."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from hrdesk.exchange.columns import Reader, SheetSpec, reader
from hrdesk.exchange.errors import CellError
from hrdesk.exchange.people import DEGREES, PEOPLE, SERVICE_RUNS
from hrdesk.rules.explanation import canonical
from hrdesk.rules.names import full_name
from hrdesk.rules.numbers import arabic_digits
from hrdesk.rules.sorting import search_text, thai_key
from hrdesk.services.errors import DomainError
from hrdesk.services.posts import PostValues

PERSON_FIELDS = (
    "prefix",
    "first_name",
    "last_name",
    "national_id",
    "birth_date",
    "employment",
    "entered_on",
    "in_level_since",
    "salary",
    "licence",
    "telephone",
    "email",
    "note",
)
YOUNGEST_ENTRY = 15  # years; nobody may be employed younger (Labour Protection Act s. 44)
_SHARE = re.compile(r"[01](?:\.\d{1,6})?|\.\d{1,6}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


class DegreeValues(NamedTuple):
    """A degree as stored."""

    level: str
    name: str
    major: str
    institution: str
    graduated_on: str


class RunValues(NamedTuple):
    """A stretch of service as stored."""

    started_on: str
    ended_on: str
    employment: str
    type: str
    level: str
    job_series: str
    title: str
    unit: str
    order_number: str
    entitled: bool
    related_share: str
    ruled_on: dt.date | None
    ruled_meeting: str
    ruled_reason: str
    ruled_by: str


class Fault(NamedTuple):
    """One fault of a record: the field it is about, its code, its facts."""

    field: str
    code: str
    facts: Mapping[str, Any]


class FieldReader:
    """Reads typed fields by the columns of a sheet and collects what cannot be read."""

    def __init__(self, spec: SheetSpec) -> None:
        self._readers: dict[str, Reader] = {
            column.key: reader(column) for column in spec.columns if column.read
        }

    def read(self, column: str, raw: Any, field: str, problems: list[DomainError]) -> Any:
        """Return the stored value of what was typed, or None with a problem added for ``field``."""
        try:
            return self._readers[column](raw)
        except CellError as problem:
            problems.append(DomainError(problem.code, field=field, **problem.facts))
            return None


def field_readers() -> tuple[FieldReader, FieldReader, FieldReader]:
    """Return the readers of a person, a degree and a service run."""
    return FieldReader(PEOPLE), FieldReader(DEGREES), FieldReader(SERVICE_RUNS)


def earliest(stored: str) -> str:
    """Return the first day a stored partial date may mean, as ISO text."""
    return stored.replace("-00", "-01")


def latest(stored: str) -> str:
    """Return the last day a stored partial date may mean, as text that compares like ISO."""
    year, month, day = stored.split("-")
    month = "12" if month == "00" else month
    return f"{year}-{month}-{'31' if day == '00' else day}"


def years_later(stored: str, years: int) -> str:
    """Return a stored date moved by whole years, as text that compares like ISO."""
    return f"{int(stored[:4]) + years:04d}{stored[4:]}"


def check_person(values: Mapping[str, Any], today: dt.date) -> Iterator[Fault]:
    """Yield what contradicts itself or cannot be in a person's own fields."""
    birth, entered = values["birth_date"], values["entered_on"]
    if birth:
        if earliest(birth) > today.isoformat():
            yield Fault("birth_date", "birth_in_future", {})
        elif entered and latest(entered) < years_later(earliest(birth), YOUNGEST_ENTRY):
            yield Fault("entered_on", "entered_too_young", {"years": YOUNGEST_ENTRY})
    email = values["email"]
    if email and not _EMAIL.fullmatch(email):
        yield Fault("email", "not_an_email", {})


def run_values(*cells: Any) -> RunValues:
    """Return a stretch of service as stored, from its cells as read: a share has one way to write.

    Without a word on it, time counts for those entitled to have it counted.
    """
    read = RunValues(*cells)
    share = share_of_text(read.related_share or "")
    return read._replace(
        entitled=read.entitled is not False,
        related_share=read.related_share if share is None else canonical(share),
    )


def share_of_text(text: str) -> Decimal | None:
    """Return the share (0 to 1) that a text says; None for what is none."""
    bare = arabic_digits(text).strip()
    if not _SHARE.fullmatch(bare):
        return None
    share = Decimal(bare)
    return share if share <= 1 else None


def check_run(run: RunValues) -> Iterator[Fault]:
    """Yield what is wrong with a stretch of service and the ruling on it."""
    if run.ended_on and latest(run.ended_on) < earliest(run.started_on):
        yield Fault("ended_on", "run_ends_before_start", {})
    yield from check_ruling(run.related_share, run.ruled_on, run.ruled_meeting, run.ruled_reason)
    if run.ruled_by and not run.related_share:
        yield Fault("related_share", "ruling_without_share", {})


def check_ruling(
    share: str, decided_on: dt.date | None, meeting: str, reason: str
) -> Iterator[Fault]:
    """Yield what a ruling on related time lacks (doh.time.ruling).

    A committee's has the day and the meeting, an officer's "no problem" neither; both a reason.
    """
    if not share:
        if decided_on or meeting or reason:
            yield Fault("related_share", "ruling_without_share", {})
        return
    if share_of_text(share) is None:
        yield Fault("related_share", "share_out_of_range", {})
    if not reason:
        yield Fault("ruled_reason", "required", {})
    if meeting and decided_on is None:
        yield Fault("ruled_on", "required", {})
    if decided_on is not None and not meeting:
        yield Fault("ruled_meeting", "required", {})


def name_in(values: Mapping[str, Any]) -> str:
    """Return the name that a person's stored values hold, as papers write it."""
    return full_name(values["prefix"], values["first_name"], values["last_name"])


def sort_key(values: Mapping[str, Any]) -> str:
    """Return the key of Thai order, by first name as Thai registers are kept."""
    return thai_key(f"{values['first_name']} {values['last_name']}")


def searched(values: Mapping[str, Any], post: PostValues | None) -> str:
    """Return the text that a search for people looks in; it holds the national ID's digits."""
    if post is None:
        return search_text(name_in(values), values["national_id"])
    return search_text(name_in(values), values["national_id"], post.number, post.title, post.unit)


def flat_post(post: PostValues | None) -> dict[str, Any]:
    """Return a post's values by the keys of the form's columns."""
    number, title, type_, level, series, unit, linked = post or (*[""] * 6, None)
    return {
        "post_number": number,
        "post_title": title,
        "post_type": type_,
        "level": level,
        "job_series": series,
        "unit": unit,
        "linked_level": bool(linked),
    }


def listed(rows: Sequence[Sequence[Any]]) -> list[list[Any]]:
    """Return degrees or service runs as plain lists, for comparing and for the audit."""
    return [
        [cell.isoformat() if isinstance(cell, dt.date) else cell for cell in row] for row in rows
    ]
