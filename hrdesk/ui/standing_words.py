"""Where a person stands, in Thai sentences: one for the time, one for the route. No Qt here."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, NamedTuple

from hrdesk.rules.dates import thai_date_short
from hrdesk.services.queries.standing import counted_words

if TYPE_CHECKING:
    from hrdesk.rules.service_time import Length
    from hrdesk.rules.standing import TimeStanding
    from hrdesk.services.queries.standing import StandingView

_FACT_NAMES = re.compile(r"\s*\([a-z_]+(?:[.,] ?[a-z_]+)*\)")
_MISSING = {
    "level": "ระดับที่จะแต่งตั้ง",
    "series": "สายงานที่จะแต่งตั้ง",
    "runs": "ประวัติการรับราชการ",
    "degree": "วุฒิการศึกษา",
    "degree_level": "วุฒิที่ตรงกับที่ตำแหน่งต้องการ",
    "degree_day": "วันสำเร็จการศึกษา",
    "run_series": "สายงานของบางช่วงเวลาในประวัติ",
}
_NAMED = 2  # runs named in one sentence


class Said(NamedTuple):
    """A sentence and its tone (good, warn, bad, info)."""

    text: str
    tone: str


def time_said(view: StandingView) -> Said:
    """Return the sentence on the time, the first thing an officer reads."""
    time = view.time
    if time is None:
        return _uncounted(view)
    if time.met:
        return Said(f"ระยะเวลาครบแล้ว{_since(time)}", "good")
    if time.met is None:
        return Said(f"ตอบไม่ได้แน่ว่าครบหรือไม่ ต้องทราบ{dates_needed(view)}", "warn")
    return Said(_not_met(time), "warn" if time.met_from is not None or time.waiting else "bad")


def more_said(view: StandingView) -> list[Said]:
    """Return what else the officer must know of the time: rulings, dates, retirement, bars."""
    found = []
    time = view.time
    if view.bar is not None:
        until = thai_date_short(view.bar.barred_through)
        found.append(Said(f"ถูกห้ามขอรับการประเมินถึงวันที่ {until} เพราะ{view.bar.reason}", "bad"))
    if time is not None and time.met is not True:
        if time.waiting:
            found.append(Said(f"รอคณะกรรมการพิจารณาเวลา{_runs(view, time.waiting)}", "warn"))
        if time.met is False and not time.one_day:
            found.append(Said(f"วันที่จะครบขึ้นกับ{dates_needed(view)}", "info"))
        if view.missing:
            found.append(Said(f"ทะเบียนยังไม่มี{missing_words(view)} ซึ่งอาจทำให้ผลเปลี่ยน", "warn"))
        if retires_first(view):
            found.append(Said("จะเกษียณก่อนวันที่ระยะเวลาครบ", "bad"))
    return found


def route_said(view: StandingView) -> Said | None:
    """Return the sentence on the route; None where none is worked out."""
    if view.route_refused:
        return Said(view.route_refused, "warn")
    route = view.route
    if route is None:
        return None
    if route.refused:
        return Said(_plain(route.refused), "bad")
    first = route.explanation.children[0]
    clause = first.citations[0].clause if first.citations else ""
    return Said(f"{first.label} ({clause})" if clause else first.label, "info")


def needs_said(view: StandingView) -> list[str]:
    """Return what the route still asks to be shown."""
    return [_plain(need) for need in view.route.needs] if view.route is not None else []


def facts_said(view: StandingView) -> list[tuple[str, str, str]]:
    """Return the figures behind the sentence as (name, value, tone)."""
    time = view.time
    level = view.level.label if view.level is not None else ""
    shown = [("ระดับที่จะแต่งตั้ง", level, ""), ("สายงาน", view.series, "")]
    if time is not None:
        shown += [
            ("ต้องไม่น้อยกว่า", f"{time.required_years} ปี", ""),
            ("นับได้", counted_words(time.least, time.most), "good" if time.met else "warn"),
        ]
        if view.degree is not None:
            shown.append(("วุฒิสูงสุด", view.degree.label, ""))
        shown.append(("มีวุฒิของตำแหน่งตั้งแต่", view.qualified_on, ""))
    if view.looked_at and view.post_number:
        own = " (ที่ครองอยู่)" if view.own_post else ""
        shown.append(("ตำแหน่งเลขที่", f"{view.post_number}{own}", ""))
        shown.append(("ผู้ครอง", view.holder, ""))
    if view.retires_on is not None:
        shown.append(("รับราชการถึง", thai_date_short(view.retires_on), ""))
    return shown


def length_words(length: Length) -> str:
    """Return a length without its empty parts: 3 เดือน 10 วัน."""
    parts = ((length.years, "ปี"), (length.months, "เดือน"), (length.days, "วัน"))
    return " ".join(f"{count} {unit}" for count, unit in parts if count) or "0 วัน"


def met_words(time: TimeStanding) -> str:
    """Return the first day met: one day, from – to, or never."""
    if time.met_from is None:
        return "ไม่ครบ"
    if time.met_by is None:
        return f"{thai_date_short(time.met_from)} หรือไม่ครบ"
    if time.one_day:
        return thai_date_short(time.met_from)
    return f"{thai_date_short(time.met_from)} – {thai_date_short(time.met_by)}"


def missing_words(view: StandingView) -> str:
    """Return what the register lacks, in one phrase."""
    return " และ".join(_MISSING[code] for code in view.missing)


def dates_needed(view: StandingView) -> str:
    """Return which dates would settle the answer."""
    time = view.time
    parts = []
    if time is not None and time.undated:
        parts.append(f"วันที่ของ{_runs(view, time.undated)}")
    if time is not None and time.degree_decides:
        parts.append("วันสำเร็จการศึกษา")
    return " และ".join(parts)


def retires_first(view: StandingView) -> bool:
    """Tell whether the person leaves for age before the time is met."""
    if view.retires_on is None or view.time is None or view.time.met_from is None:
        return False
    return view.retires_on < view.time.met_from


def results_said(view: StandingView) -> list[tuple[str, str]]:
    """Return every sentence with what it is about, for the annex."""
    route = route_said(view)
    found = [("ระยะเวลา", time_said(view).text)]
    found += [("หมายเหตุ", said.text) for said in more_said(view)]
    found += [("ข้อที่ใช้", route.text)] if route is not None else []
    return [*found, *(("ต้องแสดงเพิ่ม", need) for need in needs_said(view))]


def spoken(view: StandingView) -> list[str]:
    """Return every sentence, for readers and for copying."""
    plain_ones = ("ระยะเวลา", "หมายเหตุ")
    return [text if head in plain_ones else f"{head}: {text}" for head, text in results_said(view)]


def _uncounted(view: StandingView) -> Said:
    if not view.looked_at:
        return Said("เรื่องประเภทนี้ไม่ต้องตรวจระยะเวลาขั้นต่ำและข้อที่ใช้กับการย้าย โอน เลื่อน", "info")
    if not view.has_times:
        return Said(_other_set(view), "info")
    if view.refused:
        return Said(view.refused, "warn")
    return Said(f"ยังคิดระยะเวลาไม่ได้ ต้องทราบ{missing_words(view)}", "warn")


def _since(time: TimeStanding) -> str:
    if time.met_from is None:
        return ""
    if time.one_day:
        return f"ตั้งแต่ {thai_date_short(time.met_from)}"
    return f" (ครบในช่วง {met_words(time)})"


def _not_met(time: TimeStanding) -> str:
    lacks = f"ขาด {length_words(time.lacking)}"
    if time.met_from is None:
        return f"ยังไม่ครบ {lacks} และอยู่ในตำแหน่งปัจจุบันต่อไปก็ไม่ครบ"
    return f"ยังไม่ครบ จะครบ {met_words(time)} {lacks}"


def _other_set(view: StandingView) -> str:
    whose = f"ชุดกฎของ{view.agency.label}ไม่มีตารางระยะเวลาขั้นต่ำ ให้ดูมาตรฐานกำหนดตำแหน่ง"
    held = [node.label for node in view.instead]
    if view.has_routes:
        held.append("ข้อที่ใช้กับการย้าย โอน เลื่อน")
    return f"{whose} ชุดนี้มี {' · '.join(held)}" if held else whose


def _runs(view: StandingView, places: tuple[int, ...]) -> str:
    named = " และ ".join(view.runs[place] for place in places[:_NAMED])
    more = len(places) - _NAMED
    return f" {named}" + (f" และอีก {more} ช่วง" if more > 0 else "")


def _plain(text: str) -> str:
    return _FACT_NAMES.sub("", text)


def day_words(day: dt.date | None) -> str:
    """Return a day, or nothing."""
    return thai_date_short(day) if day is not None else ""
