"""Thai words of salary rounds: schemes, states, names of rounds, money and choices."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

from hrdesk.rules.dates import thai_date_short
from hrdesk.rules.explanation import canonical
from hrdesk.services.salary_law import CONTRACT, PERCENTAGE, SCHEMES, STEP
from hrdesk.ui.models.columns import Status

if TYPE_CHECKING:
    from hrdesk.services.queries.salary_opening import AppraisalOffer, PayrollOffer
    from hrdesk.services.queries.salary_rounds import RoundView


APRIL, OCTOBER = 1, 2  # the rounds of a year
STATES = {
    "open": Status("กำลังทำ", "info", "current"),
    "final": Status("เป็นที่สุด", "good", "lock"),
    "superseded": Status("มีรอบใหม่แทน", "muted", "history"),
}
COPY = Status("สำเนาทดลอง", "warn", "copy")
NO_BANDS = "ยังไม่ได้กำหนดร้อยละตามระดับ ผู้ที่ไม่ได้กำหนดเป็นรายคนจึงได้ร้อยละ 0 กด “ร้อยละตามระดับ…” ก่อน"
UNITS = {STEP: "ขั้น", CONTRACT: "%", PERCENTAGE: "%"}
_APPRAISAL_STATES = {"open": "ยังไม่ปิดรอบ", "final": "ปิดรอบแล้ว"}


def half_words(year: int, number: int) -> str:
    """Return a round by its number and Buddhist-era year: ครั้งที่ 1/2569."""
    return f"ครั้งที่ {number}/{year}"


def round_words(scheme: str, year: int, number: int, name: str = "") -> str:
    """Return a round's whole name; ``name`` is that of a what-if copy."""
    told = f"{SCHEMES.get(scheme, scheme)} {half_words(year, number)}"
    return f"{told} · สำเนา “{name}”" if name else told


def effective_words(day: dt.date) -> str:
    """Return the day from which a round's raises are paid."""
    return f"มีผล {thai_date_short(day)}"


def money(amount: Decimal | None) -> str:
    """Return baht with separators, satang in two places; nothing where it is not known."""
    if amount is None:
        return ""
    return f"{amount:,.0f}" if amount == amount.to_integral_value() else f"{amount:,.2f}"


def sums(amount: Decimal | None) -> str:
    """Return baht always in two places: sums of a list stand beside others that have satang."""
    return "" if amount is None else f"{amount:,.2f}"


def choice_words(scheme: str, amount: Decimal | None) -> str:
    """Return what one person gets: 0.5 ขั้น, 3.5 %."""
    return "" if amount is None else f"{canonical(amount)} {UNITS[scheme]}"


def view_words(view: RoundView) -> str:
    """Return the whole name of a round that is open."""
    return round_words(view.scheme, view.year, view.number, view.name)


def appraisal_words(offer: AppraisalOffer) -> str:
    """Return an appraisal round and whether it is closed."""
    state = _APPRAISAL_STATES.get(offer.state, "")
    return f"{half_words(offer.year, offer.number)} {state}".strip()


def payroll_words(offer: PayrollOffer) -> str:
    """Return which payroll it is: its day, its number where there are more, its heads."""
    again = f" ฉบับที่ {offer.number}" if offer.number > 1 else ""
    kept = " ตรึงแล้ว" if offer.frozen else ""
    return f"ณ {thai_date_short(offer.taken_on)}{again} {offer.heads:,} คน{kept}"
