"""How much of a run of service counts for a knowledge-worker post (doh, ข้อ ๑ ๑.๒ (๒))."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from hrdesk.rules.codes import Employment, Level, PostType
from hrdesk.rules.dates import thai_date_short
from hrdesk.rules.explanation import Explanation, canonical
from hrdesk.rules.lawbook import Law
from hrdesk.rules.refusal import Refused

_HIRED = (
    Employment.MOPH_EMPLOYEE,
    Employment.GOVERNMENT_EMPLOYEE,
    Employment.TEMPORARY_EMPLOYEE,
)
_NONE = Decimal(0)

WAITING = "รอคณะกรรมการพิจารณา"
"""What stands beside time on which no committee has ruled (doh.time.ruling)."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """A committee's ruling which share (0 to 1) of a run is related, with meeting and reason.

    An officer's "no problem" is the same, without a meeting (doh.time.ruling).
    """

    share: Decimal
    decided_on: dt.date | None = None
    meeting: str = ""
    reason: str = ""

    def __post_init__(self) -> None:
        if not isinstance(self.share, Decimal | int):
            raise TypeError("a share is exact, never a float")
        if not 0 <= self.share <= 1:
            raise Refused("out_of_range", "ส่วนที่เกี่ยวข้องต้องอยู่ระหว่าง 0 ถึง 1", "related_share")


@dataclass(frozen=True, slots=True)
class Run:
    """One run of service, ``start`` and ``end`` both counted; without ``end`` it goes on.

    ``same_group``: its series stands in the position group of the post asked for.
    ``entitled``: the letters of 2556 and 2560 let time as an employee count.
    """

    start: dt.date
    end: dt.date | None
    employment: Employment
    type: PostType
    level: Level | None
    series: str
    same_group: bool
    ruling: Ruling | None = None
    entitled: bool = True

    def __post_init__(self) -> None:
        if self.end is not None and self.end < self.start:
            raise Refused("impossible", "วันสุดท้ายของช่วงมาก่อนวันแรก", "end")
        if self.level and self.type not in {PostType.OTHER, self.level.post_type}:
            raise Refused("impossible", "ระดับนี้ไม่อยู่ในประเภทตำแหน่งที่ให้มา", "level")


@dataclass(frozen=True, slots=True)
class Weight:
    """Which rule a run counts under, in what share, and why in Thai."""

    rule: str
    share: Decimal
    note: str
    explanation: Explanation
    waiting: bool = False


def weigh(run: Run, series: str, law: Law) -> Weight:
    """The share of ``run`` that counts for a post of ``series``.

    doh.time.same-series, .same-group, .other-k, .general, .hired-same, .hired-other,
    .hired-entitled and .ruling.
    """
    hired = run.employment in _HIRED
    if hired and not run.entitled:
        letters = law.read("doh.time.hired-entitled")
        note = "ไม่มีสิทธินับเวลาจ้างตามหนังสือสำนักงาน ก.พ."
        return Weight("doh.time.hired-entitled", _NONE, note, letters.explanation)
    rule = _hired_rule(run, series) if hired else _post_rule(run, series)
    most = law.read(rule)
    if rule not in law.read("doh.time.ruling").value:
        return Weight(rule, most.value, "นับเต็มเวลา", most.explanation)
    if run.ruling is None:
        return Weight(rule, _NONE, WAITING, most.explanation, waiting=True)
    share = run.ruling.share * most.value
    return Weight(rule, share, _ruled(run.ruling, most.value), most.explanation)


def _hired_rule(run: Run, series: str) -> str:
    """Employment by the ministry (2.3.1, 2.3.2)."""
    if run.series == series or run.same_group:
        return "doh.time.hired-same"
    return "doh.time.hired-other"


def _post_rule(run: Run, series: str) -> str:
    """A civil servant's post (1.3, 2.1.1, 2.1.2); a post elsewhere is at best equivalent to it."""
    if run.employment == Employment.CIVIL_SERVANT:
        if run.series == series:
            return "doh.time.same-series"
        if run.same_group:
            return "doh.time.same-group"
    return "doh.time.general" if run.type == PostType.O else "doh.time.other-k"


def _ruled(ruling: Ruling, most: Decimal) -> str:
    text = f"ส่วนที่เกี่ยวข้อง {canonical(Decimal(ruling.share))}"
    if ruling.decided_on:
        text = f"คณะกรรมการ {ruling.meeting} {thai_date_short(ruling.decided_on)} ให้นับ{text}"
    if most != 1:
        text += f" นับได้ {canonical(most)} ของส่วนนั้น"
    return f"{text} เพราะ{ruling.reason}" if ruling.reason else text
