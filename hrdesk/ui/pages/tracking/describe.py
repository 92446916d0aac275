"""What a filter of the list is called, and what a click on a chip makes of it. No Qt here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field, replace

from hrdesk.rules.codes import MANUAL_KINDS, CaseStatus, CaseType
from hrdesk.rules.dates import thai_date_short
from hrdesk.services.queries.home import week_of
from hrdesk.services.queries.tracking import CaseFilter, FilterChoices

# The manual's names are too long for a chip; the whole name stands in the list and the tooltips.
SHORT_KINDS = {
    CaseType.PROMOTION: "เลื่อนระดับ",
    CaseType.TRANSFER_OUT: "ให้โอน",
    CaseType.REASSIGNMENT: "ย้าย",
    CaseType.RESIGNATION: "ลาออก",
    CaseType.TRANSFER_IN: "รับโอน",
    CaseType.EXAMINATION: "สอบแข่งขัน",
    CaseType.SELECTION: "คัดเลือก",
    CaseType.PROMOTION_SELECTION: "คัดเลือกเลื่อน",
    CaseType.NEWCOMER: "รายงานตัว",
    CaseType.APPOINTMENT_FROM_LIST: "บรรจุจากบัญชี",
    CaseType.PROBATION: "ทดลองงาน",
    CaseType.CARD: "บัตร",
    CaseType.POSITION_ALLOWANCE: "เงินประจำตำแหน่ง",
    CaseType.APPRAISAL: "ประเมินผล",
    CaseType.STEP_ROUND: "เลื่อนขั้น",
}
_KIND = "kind_"
_STATUS = "status_"
_GENERAL_QUICK = (_STATUS, _KIND)


@dataclass(frozen=True, slots=True)
class Onlooker:
    """For whom a filter is described: the day, their user id, and the names behind ids."""

    today: dt.date
    user_id: int | None = None
    choices: FilterChoices = field(default_factory=lambda: FilterChoices((), ()))


def quick_chips(*, general: bool, kinds: Collection[CaseType] = ()) -> tuple[tuple[str, str], ...]:
    """Return the chips that stand above the list, as (key, words): the manual's four kinds, and
    of the others those given."""
    chips = (
        ("late", "เกินกำหนด"),
        ("due_week", "ครบกำหนดสัปดาห์นี้"),
        ("waiting", "รอผู้อื่น"),
        ("mine", "งานของฉัน"),
        *((f"{_STATUS}{status.value}", status.label) for status in CaseStatus),
        *(
            (f"{_KIND}{kind.value}", words)
            for kind, words in SHORT_KINDS.items()
            if kind in MANUAL_KINDS or kind in kinds
        ),
    )
    return tuple(chip for chip in chips if not general or chip[0].startswith(_GENERAL_QUICK))


def chosen_quick(wanted: CaseFilter, who: Onlooker) -> frozenset[str]:
    """Return the keys of the standing chips that this filter has chosen."""
    found = {f"{_KIND}{kind.value}" for kind in wanted.case_types}
    if wanted.status is not None:
        found.add(f"{_STATUS}{wanted.status.value}")
    for key, on in (
        ("late", wanted.late),
        ("waiting", wanted.waiting_for_others),
        ("mine", _is_mine(wanted, who)),
        ("due_week", _is_due_week(wanted, who)),
    ):
        if on:
            found.add(key)
    return frozenset(found)


def toggled(wanted: CaseFilter, key: str, who: Onlooker) -> CaseFilter:
    """Return the filter after a click on one of the standing chips."""
    if key.startswith(_KIND):
        return replace(wanted, case_types=wanted.case_types ^ {CaseType(key[len(_KIND) :])})
    if key.startswith(_STATUS):
        status = CaseStatus(key[len(_STATUS) :])
        return replace(wanted, status=None if wanted.status is status else status)
    if key == "late":
        return replace(wanted, late=not wanted.late)
    if key == "waiting":
        return replace(wanted, waiting_for_others=not wanted.waiting_for_others)
    if key == "mine":
        return replace(wanted, officer_id=None if _is_mine(wanted, who) else who.user_id)
    if key == "due_week":
        on = not _is_due_week(wanted, who)
        sunday = week_of(who.today)[1]
        return replace(wanted, due_from=who.today if on else None, due_to=sunday if on else None)
    raise KeyError(key)


def extra_chips(wanted: CaseFilter, who: Onlooker) -> tuple[tuple[str, str], ...]:
    """Return chips for all else that narrows the list, as (key, words)."""
    found: list[tuple[str, str]] = []
    if wanted.officer_id is not None and not _is_mine(wanted, who):
        name = dict(who.choices.officers).get(wanted.officer_id, "ที่เลือก")
        found.append(("officer", f"ผู้รับผิดชอบ: {name}"))
    if wanted.unit:
        found.append(("unit", f"หน่วยงาน: {wanted.unit}"))
    if wanted.person_id is not None:
        found.append(("person", "เฉพาะบุคคลที่เลือก"))
    if not _is_due_week(wanted, who):
        found += _range("due", "กำหนด", wanted.due_from, wanted.due_to)
    found += _range("received", "รับเรื่อง", wanted.received_from, wanted.received_to)
    found += _range("completed", "เสร็จ", wanted.completed_from, wanted.completed_to)
    return tuple(found)


def without(wanted: CaseFilter, key: str) -> CaseFilter:
    """Return the filter without what an extra chip stands for."""
    match key:
        case "officer":
            return replace(wanted, officer_id=None)
        case "unit":
            return replace(wanted, unit="")
        case "person":
            return replace(wanted, person_id=None)
        case "due":
            return replace(wanted, due_from=None, due_to=None)
        case "received":
            return replace(wanted, received_from=None, received_to=None)
        case "completed":
            return replace(wanted, completed_from=None, completed_to=None)
        case _:
            raise KeyError(key)


def in_words(wanted: CaseFilter, who: Onlooker) -> str:
    """Return the whole filter in one line, for papers and for an empty list."""
    chosen = chosen_quick(wanted, who)
    names = [
        title for key, title in quick_chips(general=False, kinds=tuple(CaseType)) if key in chosen
    ]
    names += [title for _, title in extra_chips(wanted, who)]
    if text := wanted.text.strip():
        names.insert(0, f"ค้นหา “{text}”")
    return " · ".join(names) or "ทุกเรื่อง"


def _is_mine(wanted: CaseFilter, who: Onlooker) -> bool:
    return who.user_id is not None and wanted.officer_id == who.user_id


def _is_due_week(wanted: CaseFilter, who: Onlooker) -> bool:
    return (wanted.due_from, wanted.due_to) == (who.today, week_of(who.today)[1])


def _range(
    key: str, words: str, low: dt.date | None, high: dt.date | None
) -> list[tuple[str, str]]:
    if low is None and high is None:
        return []
    if low is None and high is not None:
        return [(key, f"{words}ถึง {thai_date_short(high)}")]
    if high is None and low is not None:
        return [(key, f"{words}ตั้งแต่ {thai_date_short(low)}")]
    if low == high and low is not None:
        return [(key, f"{words} {thai_date_short(low)}")]
    ends = " – ".join(thai_date_short(day) for day in (low, high) if day is not None)
    return [(key, f"{words} {ends}")]
