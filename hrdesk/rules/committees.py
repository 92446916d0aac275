"""Whether a committee is made up as its rule asks, point by point (dms.committee.check)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from hrdesk.rules.codes import LabelledEnum, Level, PostType
from hrdesk.rules.explanation import Explanation
from hrdesk.rules.lawbook import Law
from hrdesk.rules.refusal import Refused

Role = Literal["chair", "member", "secretary"]
_TARGET = "target"
_CIVIL = (PostType.K, PostType.O, PostType.M, PostType.S)


class Office(LabelledEnum):
    """The offices that rules ask for in a committee."""

    DIVISION_DIRECTOR = "division_director", "ผู้อำนวยการกอง/สำนัก/โรงพยาบาล/สถาบัน"
    DEPUTY_DIRECTOR_GENERAL = (
        "deputy_director_general", "รองอธิบดีที่กำกับดูแลหน่วยงานที่มีตำแหน่งว่าง"
    )  # fmt: skip
    UNIT_DIRECTOR = "unit_director", "ผู้อำนวยการหน่วยงานที่มีตำแหน่งว่าง"
    HR_DIRECTOR = "hr_director", "ผู้อำนวยการกองบริหารทรัพยากรบุคคล"
    RECRUITMENT_HEAD = (
        "recruitment_head", "หัวหน้ากลุ่มงานสรรหาและพัฒนามาตรฐานการบริหารทรัพยากรบุคคล"
    )  # fmt: skip
    MAYOR = "mayor", "นายกองค์การบริหารส่วนตำบล"
    MAYOR_DELEGATE = "mayor_delegate", "ผู้ที่นายกองค์การบริหารส่วนตำบลมอบหมาย"
    CHIEF_ADMINISTRATOR = "chief_administrator", "ปลัดองค์การบริหารส่วนตำบล"
    SECTION_HEAD = "section_head", "หัวหน้าส่วนราชการ"
    HR_OFFICER = "hr_officer", "ผู้รับผิดชอบงานการเจ้าหน้าที่"


@dataclass(frozen=True, slots=True)
class Seat:
    """One seat: who sits there, and what of them a rule may ask.

    ``same_series``: a post in the series or position group of the post to be filled;
    ``in_hr``: responsible for personnel work; ``related``: work related to the post.
    """

    role: Role
    name: str
    office: Office | None = None
    type: PostType = PostType.OTHER
    level: Level | None = None
    same_series: bool = False
    in_hr: bool = False
    related: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """One point in which something does not fit: a code and a Thai sentence."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class CommitteeCheck:
    """Whether the committee fits, every point in which it does not, and to whom it reports."""

    fits: bool
    findings: tuple[Finding, ...]
    reports: Mapping[str, Any]
    explanation: Explanation


def check_committee(
    rule: str, seats: Sequence[Seat], law: Law, target_level: Level | None = None
) -> CommitteeCheck:
    """The seats against the committee rule of that id; raises NotInForce, Refused.

    ``target_level`` is the level of the post, where the rule measures members by it.
    """
    asked = law.read(rule)
    makeup = asked.value
    findings = (
        *_chair(makeup.get("chair", ()), _of(seats, "chair")),
        *_members(makeup["members"], _of(seats, "member"), target_level),
        *_secretary(makeup.get("secretary"), _of(seats, "secretary")),
    )
    nodes = tuple(Explanation(rule, "ไม่ครบตามองค์ประกอบ", each.message) for each in findings)
    tree = Explanation(
        rule, asked.explanation.label, not findings, "", f"{len(seats)} คน", (),
        (asked.explanation, *nodes),
    )  # fmt: skip
    return CommitteeCheck(not findings, findings, dict(makeup.get("reports", {})), tree)


def committee_standing(
    day: dt.date, term_ends: dt.date, successor_on: dt.date | None
) -> Literal["in_term", "acting", "ended"]:
    """Whether a committee sits on ``day`` (dms.committee.term).

    Its term is that of the department's commission; it acts on until a new one is appointed.
    """
    if successor_on is not None and day >= successor_on:
        return "ended"
    return "in_term" if day <= term_ends else "acting"


def _of(seats: Sequence[Seat], role: Role) -> list[Seat]:
    return [seat for seat in seats if seat.role == role]


def _chair(offices: Sequence[str], chairs: list[Seat]) -> Iterator[Finding]:
    if len(chairs) != 1:
        yield Finding("chair_count", f"ต้องมีประธานหนึ่งคน มี {len(chairs)} คน")
    wanted = " หรือ ".join(Office(each).label for each in offices)
    for seat in chairs:
        if offices and seat.office not in offices:
            yield Finding("chair_office", f"ประธาน ({seat.name}) ต้องเป็น{wanted}")


def _members(
    rule: Mapping[str, Any], members: list[Seat], target_level: Level | None
) -> Iterator[Finding]:
    if len(members) < rule["least"]:
        yield Finding("members_few", f"กรรมการต้องไม่น้อยกว่า {rule['least']} คน มี {len(members)} คน")
    if "most" in rule and len(members) > rule["most"]:
        yield Finding("members_many", f"กรรมการต้องไม่เกิน {rule['most']} คน มี {len(members)} คน")
    there = {seat.office for seat in members}
    for office in rule.get("must", ()):
        if office not in there:
            yield Finding("member_missing", f"ต้องมี{Office(office).label}เป็นกรรมการ")
    least = _least(rule.get("level"), target_level)
    for seat in members:
        yield from _member(rule, seat, least)


def _least(level: str | None, target_level: Level | None) -> Level | None:
    if level != _TARGET:
        return Level(level) if level else None
    if target_level is None:
        raise Refused("missing_fact", "ต้องบอกระดับตำแหน่งที่จะแต่งตั้ง", "target_level")
    return target_level


def _member(rule: Mapping[str, Any], seat: Seat, least: Level | None) -> Iterator[Finding]:
    who = f"กรรมการ ({seat.name})"
    if least and not _at_least(seat, least):
        yield Finding("member_level", f"{who} ต้องดำรงตำแหน่งวิชาการไม่ต่ำกว่าระดับ{least.label}")
    if "series" in rule and not seat.same_series:
        yield Finding("member_series", f"{who} ต้องอยู่ในสายงานหรือกลุ่มตำแหน่งเดียวกับตำแหน่งที่จะแต่งตั้ง")
    if "office" in rule and seat.office != rule["office"]:
        yield Finding("member_office", f"{who} ต้องเป็น{Office(rule['office']).label}")
    if "civil_servant" in rule and seat.type not in _CIVIL:
        yield Finding("member_civil_servant", f"{who} ต้องเป็นข้าราชการพลเรือนสามัญ")
    if "related" in rule and not seat.related:
        yield Finding("member_related", f"{who} ต้องปฏิบัติงานที่เกี่ยวข้องกับตำแหน่ง")


def _secretary(rule: Mapping[str, Any] | None, secretaries: list[Seat]) -> Iterator[Finding]:
    if rule is None:
        return
    if len(secretaries) != 1:
        yield Finding("secretary_count", f"ต้องมีเลขานุการหนึ่งคน มี {len(secretaries)} คน")
    for seat in secretaries:
        who = f"เลขานุการ ({seat.name})"
        if "office" in rule and seat.office != rule["office"]:
            yield Finding("secretary_office", f"{who} ต้องเป็น{Office(rule['office']).label}")
        if "in_hr" in rule and not seat.in_hr:
            yield Finding("secretary_hr", f"{who} ต้องรับผิดชอบงานด้านการบริหารทรัพยากรบุคคล")
        if "civil_servant" in rule and seat.type not in _CIVIL:
            yield Finding("secretary_civil_servant", f"{who} ต้องเป็นข้าราชการ")
        levels = [Level(rule[kind]) for kind in ("K", "O") if kind in rule]
        if levels and not any(_at_least(seat, level) for level in levels):
            wanted = " หรือ ".join(f"ไม่ต่ำกว่าระดับ{level.label}" for level in levels)
            yield Finding("secretary_level", f"{who} ต้องดำรงตำแหน่ง{wanted}")


def _at_least(seat: Seat, least: Level) -> bool:
    """A post of the same type, at that level or above."""
    if seat.level is None or seat.level.post_type is not least.post_type:
        return False
    ladder = Level.of_type(least.post_type)
    return ladder.index(seat.level) >= ladder.index(least)
