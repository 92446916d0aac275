"""Points for publishing a work, by level, mission group of the series, and outlet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from hrdesk.rules.codes import Level
from hrdesk.rules.explanation import Explanation
from hrdesk.rules.lawbook import Law
from hrdesk.rules.refusal import Refused

_OUTLETS = "doh.work.publication-outlets"
_GROUPS = "doh.work.groups"
_K2 = "doh.work.publication-k2"
_K3 = {
    "G1": "doh.work.publication-k3-g1",
    "G2": "doh.work.publication-k3-g23",
    "G3": "doh.work.publication-k3-g23",
}


@dataclass(frozen=True, slots=True)
class Publication:
    """Points of one outlet by one rule; ``mission_group`` is None where none was named."""

    points: Decimal
    rule: str
    mission_group: str | None
    explanation: Explanation


def outlets(law: Law) -> Mapping[str, str]:
    """Every outlet the text names, by its code, with its Thai name."""
    found: Mapping[str, str] = law.read(_OUTLETS).value
    return found


def mission_group(law: Law, series: str) -> str:
    """G1, G2 or G3 of a job series (doh.work.groups); raises Refused for a series in no group."""
    for group, found in law.read(_GROUPS).value.items():
        if series.strip() in found["series"]:
            return str(group)
    raise Refused(
        "unknown_series",
        f"ไม่มีสายงาน “{series}” ในเอกสารแนบ 1 ตรวจชื่อสายงาน หรือระบุกลุ่มภารกิจเอง",
        "series",
    )


def publication(
    law: Law, level: Level, outlet: str, *, series: str | None = None, group: str | None = None
) -> Publication:
    """The points for publishing in ``outlet``; raises Refused where no clause gives points.

    K2 has one table for all series; K3 has one for the main mission (G1) and one for the support
    (G2, G3), so it needs the series or the group.

    # rule: doh.work.publication-k2, doh.work.publication-k3-g1, doh.work.publication-k3-g23
    # rule: doh.work.groups
    """
    named_outlets = outlets(law)
    if outlet not in named_outlets:
        known = ", ".join(named_outlets)
        raise Refused("unknown_code", f"ไม่รู้จักช่องทางเผยแพร่ “{outlet}” ใช้ได้: {known}", "outlet")
    if group is not None and group not in _K3:
        raise Refused("unknown_code", f"ไม่รู้จักกลุ่มภารกิจ “{group}” ใช้ได้: G1, G2, G3", "mission_group")
    found = mission_group(law, series) if series is not None else group
    if group is not None and found != group:
        raise Refused(
            "impossible", f"สายงาน “{series}” อยู่ในกลุ่ม {found} ไม่ใช่ {group}", "mission_group"
        )
    rule = _rule(level, found)
    table = law.read(rule)
    named = named_outlets[outlet]
    if outlet not in table.value:
        given = " · ".join(named_outlets[each] for each in table.value)
        raise Refused(
            "no_clause",
            f"{table.explanation.label} ไม่กำหนดคะแนนของช่องทาง “{named}” ที่กำหนดคือ {given}",
            "outlet",
        )
    points: Decimal = table.value[outlet]
    tree = Explanation(
        code=rule,
        label="คะแนนการเผยแพร่ผลงาน",
        value=points,
        unit="คะแนน",
        formula=f"{named} ระดับ{level.label}" + (f" กลุ่มภารกิจ {found}" if found else ""),
        children=(
            table.explanation,
            law.read(_OUTLETS).explanation,
            *_group_leaves(law, series, found),
        ),
    )
    return Publication(points, rule, found, tree)


def _rule(level: Level, group: str | None) -> str:
    """The table of a level and a group."""
    if level is Level.K2:
        return _K2
    if level is not Level.K3:
        why = "ประกาศกำหนดคะแนนการเผยแพร่เฉพาะระดับชำนาญการและชำนาญการพิเศษ"
        raise Refused("no_clause", why, "level")
    if group is None:
        raise Refused(
            "missing_fact",
            "ระดับชำนาญการพิเศษต้องระบุสายงาน (series) หรือกลุ่มภารกิจ (mission_group)",
            "series",
        )
    return _K3[group]


def _group_leaves(law: Law, series: str | None, group: str | None) -> tuple[Explanation, ...]:
    if group is None:
        return ()
    groups = law.read(_GROUPS)
    title = groups.value[group]["title"]
    label = f"สายงาน{series}" if series else "กลุ่มภารกิจที่ระบุ"
    named = Explanation(_GROUPS, label, f"{group} {title}", children=(groups.explanation,))
    return (named,)
