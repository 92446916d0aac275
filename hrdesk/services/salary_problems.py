"""What hinders making a salary round final, and what the officer should know of it, in Thai."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from hrdesk.rules.explanation import shown
from hrdesk.rules.salary.round_totals import Limits
from hrdesk.rules.salary.round_types import RoundPerson, RoundRow, RoundTotals, Share
from hrdesk.services.payroll_facts import FACTS, IDLE, SPECIAL
from hrdesk.services.queries.salary_types import LineOfRound, RoundMeeting, Standing
from hrdesk.services.salary_law import PERCENTAGE, STEP

_NOTHING_KNOWN = Standing()
_SERVICE = "service_months"
_NAMED = 5
"""How many people a problem names; the rest are counted, the table shows them all."""


def problems_of(
    scheme: str,
    rows: Sequence[RoundRow],
    lines: Sequence[LineOfRound],
    totals: RoundTotals,
    limits: Limits,
    meeting: RoundMeeting | None,
    standing: Standing = _NOTHING_KNOWN,
) -> tuple[str, ...]:
    """Return everything that must be settled before the round can be made final."""
    if not rows:
        return ("บัญชีถือจ่ายของรอบนี้ไม่มีคนเลย",)
    found = [f"{line.name}: {row.problem}" for row, line in _both(rows, lines, _has_problem)]
    if len(found) > _NAMED:
        found = [*found[:_NAMED], f"และอีก {len(found) - _NAMED} คนที่มีปัญหา ดูในตาราง"]
    found += [f"ยังไม่ทราบ{need}" for need in limits.needs]
    found += _missing(rows)
    if scheme != STEP:
        unknown = _both(rows, lines, _passed_over)
        found += [
            f"{each} ให้บันทึกผลการประเมิน หรือกำหนดร้อยละ 0 ให้ผู้ที่ไม่ให้เลื่อน"
            for each in named(
                "ยังไม่ทราบผลการประเมินและยังไม่ได้กำหนดร้อยละ", [line.name for _, line in unknown]
            )
        ]
    else:
        waiting = _both(
            rows, lines, lambda row, line: row.eligible and not row.problem and line.chosen is None
        )
        found += named("ยังไม่ได้เลือกจำนวนขั้น", [line.name for _, line in waiting])
    bare = _both(rows, lines, lambda _, line: line.outside_proposal and not line.reason.strip())
    found += named("เลือกต่างจากข้อเสนอแต่ยังไม่มีเหตุผล", [line.name for _, line in bare])
    found += _over(totals)
    found += [*standing.problems, *_raised_wrongly(rows, standing)]
    if meeting is None or meeting.held_on is None or not meeting.minutes.strip():
        found.append("ยังไม่ได้บันทึกการประชุมที่พิจารณาและมติ")
    return tuple(found)


def notes_of(
    scheme: str,
    people: Sequence[RoundPerson],
    lines: Sequence[LineOfRound],
    totals: RoundTotals,
) -> tuple[str, ...]:
    """Return what is worth knowing and hinders nothing."""
    found = named("ยังไม่มีผลการประเมิน", [each.name for each in people if each.score is None])
    special = Counter(key for line in lines for key in line.special)
    found += [f"{SPECIAL[key]} {special[key]} คน" for key in SPECIAL if special[key]]
    for key in IDLE[scheme]:
        if key == _SERVICE:  # everybody has some
            continue
        names = [line.name for line in lines if line.facts.get(key)]
        found += named(f"กฎที่มีในโปรแกรมไม่ได้ใช้ “{FACTS[key]}” ตัดสิน ให้คณะกรรมการพิจารณาเอง", names)
    found += [
        f"{share.label}: เงินที่ใช้เลื่อน 1 เมษายนเกินวงเงินทั้งปี {shown(-share.budget)} บาท "
        "จึงไม่มีเงินเหลือให้เลื่อนในรอบนี้"
        for share in totals.groups.values()
        if share.budget is not None and share.budget < 0
    ]
    if scheme == PERCENTAGE:
        found += [
            f"{share.label}: เกินวงเงินของหน่วย {shown(-(share.left or Decimal(0)))} บาท"
            for share in totals.units.values()
            if share.over
        ]
    return tuple(found)


def _missing(rows: Sequence[RoundRow]) -> list[str]:
    """What is not known of somebody who would get money."""
    counted = Counter(need for row in rows if row.raised or row.special for need in row.needs)
    return [f"ผู้ที่จะได้เลื่อน {count} คนยังไม่ทราบ{need}" for need, count in counted.items()]


def _raised_wrongly(rows: Sequence[RoundRow], standing: Standing) -> list[str]:
    """Who would be raised of those that may not be, each kind with what is to be done."""
    if not standing.unraised:
        return []
    raised = {row.id for row in rows if row.raised or row.special}
    found = []
    for (said, mend), people in standing.unraised.items():
        names = [name for row_id, name in people.items() if row_id in raised]
        found += [f"{each} {mend}" for each in named(said, names)]
    return found


def _over(totals: RoundTotals) -> list[str]:
    found = []
    for share in (*totals.groups.values(), totals.whole):
        found += _of_share(share)
    return found


def _of_share(share: Share) -> list[str]:
    found = []
    if share.places_left is not None and share.places_left < 0:
        found.append(f"{share.label}: เกินโควตา {-share.places_left} คน")
    if share.left is not None and share.money_over:
        found.append(f"{share.label}: เกินวงเงิน {shown(-share.left)} บาท")
    return found


def _has_problem(row: RoundRow, _line: LineOfRound) -> bool:
    return bool(row.problem)


def _passed_over(row: RoundRow, line: LineOfRound) -> bool:
    """Whether nothing is given only because a result is not known, and nobody decided so."""
    undecided = line.score is None and line.chosen is None
    return undecided and row.eligible and not row.problem and not (row.raised or row.special)


def _both(
    rows: Sequence[RoundRow],
    lines: Sequence[LineOfRound],
    wanted: Callable[[RoundRow, LineOfRound], bool],
) -> list[tuple[RoundRow, LineOfRound]]:
    return [pair for pair in zip(rows, lines, strict=True) if wanted(*pair)]


def named(what: str, names: Iterable[str]) -> list[str]:
    """Return one sentence with the first names and how many more; none without names."""
    all_ = list(names)
    if not all_:
        return []
    more = f" และอีก {len(all_) - _NAMED} คน" if len(all_) > _NAMED else ""
    return [f"{what} {len(all_)} คน: {', '.join(all_[:_NAMED])}{more}"]
