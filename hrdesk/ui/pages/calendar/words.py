"""What the kinds of events are called, how they look, and where each leads."""

from __future__ import annotations

import datetime as dt

from hrdesk.rules.dates import BE_OFFSET, THAI_MONTHS, thai_date_long
from hrdesk.rules.rounds import ROUNDS
from hrdesk.services.queries.work_calendar import Event, EventKind
from hrdesk.ui.context import Route
from hrdesk.ui.models.columns import Status

WEEKDAYS = ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์")
SHORT_WEEKDAYS = ("อา.", "จ.", "อ.", "พ.", "พฤ.", "ศ.", "ส.")

KINDS: dict[EventKind, Status] = {
    EventKind.HOLIDAY: Status("วันหยุด", "bad", "calendar"),
    EventKind.ROUND_BEGINS: Status("เริ่มรอบ", "info", "repeat"),
    EventKind.ROUND_ENDS: Status("สิ้นสุดรอบ", "info", "repeat"),
    EventKind.MEETING: Status("ประชุม", "info", "people"),
    EventKind.CASE_DUE: Status("ครบกำหนด", "warn", "clock"),
    EventKind.WAIT_DUE: Status("สิ้นสุดระยะเวลา", "warn", "current"),
    EventKind.EFFECTIVE: Status("มีผล", "good", "check"),
    EventKind.PROBATION: Status("ครบทดลอง", "warn", "person"),
    EventKind.CARD: Status("บัตรหมดอายุ", "warn", "person"),
    EventKind.BAR: Status("พ้นการห้าม", "good", "lock"),
    EventKind.RETIREMENT: Status("เกษียณ", "info", "person"),
}

GROUPS: tuple[tuple[str, str, frozenset[EventKind]], ...] = (
    ("rounds", "รอบ", frozenset({EventKind.ROUND_BEGINS, EventKind.ROUND_ENDS})),
    ("meetings", "ประชุม", frozenset({EventKind.MEETING})),
    (
        "cases",
        "เรื่อง",
        frozenset({EventKind.CASE_DUE, EventKind.WAIT_DUE, EventKind.EFFECTIVE}),
    ),
    (
        "people",
        "บุคคล",
        frozenset({EventKind.PROBATION, EventKind.CARD, EventKind.BAR, EventKind.RETIREMENT}),
    ),
)
"""What can be shown or left out; holidays always stand."""


_SHORT = {
    ROUNDS["reassignment"]: "ย้าย",
    ROUNDS["transfer"]: "โอน",
    ROUNDS["appraisal"]: "ประเมิน",
    ROUNDS["salary"]: "เงินเดือน",
}


def day_words(day: dt.date) -> str:
    """Return a day in full: วันศุกร์ที่ 20 พฤศจิกายน 2569."""
    return f"วัน{WEEKDAYS[day.weekday()]}ที่ {thai_date_long(day)}"


def month_words(day: dt.date) -> str:
    """Return a day's month and year."""
    return f"{THAI_MONTHS[day.month - 1]} {day.year + BE_OFFSET}"


def subject_words(event: Event) -> str:
    """Return what an event is about in one line."""
    if event.kind is EventKind.RETIREMENT:
        return f"{event.many:,} คน: {event.subject}"
    return event.subject


def cell_words(kind: EventKind, events: list[Event]) -> str:
    """Return the line of one kind in a day's cell."""
    many = sum(event.many for event in events)
    word = KINDS[kind].word
    if kind in (EventKind.ROUND_BEGINS, EventKind.ROUND_ENDS):
        return f"{word}{' '.join(_SHORT.get(event.subject, event.subject) for event in events)}"
    return f"{many:,} {word}"


def route_of(event: Event) -> Route | None:
    """Return where an event leads, None where it leads nowhere."""
    if event.kind in (EventKind.CASE_DUE, EventKind.WAIT_DUE, EventKind.EFFECTIVE):
        return Route("case", event.id)
    if event.kind is EventKind.MEETING:
        return Route("meeting", event.id)
    if event.kind in (EventKind.ROUND_BEGINS, EventKind.ROUND_ENDS):
        params = {"tab": "rounds", "day": event.day.isoformat(), "label": event.subject}
        return Route("calendar", params=params)
    if event.kind is EventKind.CARD:
        params = {"tab": "cards", "person": str(event.id), "name": event.subject}
        return Route("staff", params=params)
    tab = {
        EventKind.PROBATION: "probation",
        EventKind.BAR: "bars",
        EventKind.RETIREMENT: "retirement",
    }.get(event.kind)
    return Route("staff", params={"tab": tab}) if tab else None
