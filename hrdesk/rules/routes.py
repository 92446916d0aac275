"""Which clause a reassignment, transfer or promotion to a knowledge-worker post follows (doh).

The announcement of กรมอนามัย, ข้อ ๑ การย้าย, ข้อ ๒ การโอน, ข้อ ๓ การเลื่อน, in that order.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from hrdesk.rules.codes import Level, PostType
from hrdesk.rules.dates import add_months, thai_date_short
from hrdesk.rules.explanation import Explanation
from hrdesk.rules.lawbook import Law
from hrdesk.rules.refusal import Refused

Action = Literal["reassignment", "transfer", "promotion"]
Occupant = Literal["applicant", "other"]
Leaving = Literal["retirement", "resignation"]

_RANK = {level: rank for rank, level in enumerate(Level.of_type(PostType.K), start=1)}
_NONE = "doh.route.none"
_ADVISORY = _RANK[Level.K5]
_FORMER_CASES = {PostType.O: 2, PostType.M: 4, PostType.S: 4}


@dataclass(frozen=True, slots=True)
class RouteFacts:
    """A person, the post asked for and what is known of it; None is not known.

    ``holder_leaves_on`` is the holder's last day, ``granted_on`` the day a resignation was granted.
    ``same_series`` and ``same_group`` are against any series held at that level (doh.route.group).
    """

    action: Action
    person_type: PostType
    person_level: Level | None
    highest_k: Level | None
    target_type: PostType
    target_level: Level
    same_series: bool = False
    same_group: bool = False
    linked_level: bool = False
    occupied_by: Occupant | None = None
    holder_leaving: Leaving | None = None
    holder_leaves_on: dt.date | None = None
    granted_on: dt.date | None = None
    consent: bool | None = None
    no_list: bool | None = None
    scholarship_bound: bool = False
    on_live_list: bool = False
    holder_hipps: bool = False

    def __post_init__(self) -> None:
        if self.person_level and self.person_type not in {
            PostType.OTHER,
            self.person_level.post_type,
        }:
            raise Refused("impossible", "ระดับไม่อยู่ในประเภทตำแหน่งของบุคคล", "person.level")
        if self.person_type == PostType.K and self.person_level is None:
            raise Refused("impossible", "ผู้ดำรงตำแหน่งวิชาการต้องมีระดับ", "person.level")
        if self.highest_k is not None and self.highest_k not in _RANK:
            raise Refused("impossible", "ต้องเป็นระดับของตำแหน่งวิชาการ", "person.highest_k")
        if (
            self.highest_k
            and self.person_level in _RANK
            and self.highest < _RANK[self.person_level]
        ):
            raise Refused("impossible", "ระดับสูงสุดต่ำกว่าระดับปัจจุบัน", "person.highest_k")
        if self.target_level.post_type != self.target_type:
            raise Refused("impossible", "ระดับไม่อยู่ในประเภทตำแหน่งที่จะแต่งตั้ง", "target.level")
        if self.holder_leaving and self.occupied_by != "other":
            raise Refused("impossible", "ผู้ครองจะพ้นได้เมื่อมีผู้อื่นครองตำแหน่งอยู่", "holder_leaving")

    @property
    def highest(self) -> int:
        """The rank of the highest knowledge-worker level ever held; 0 for none."""
        return _RANK[self.highest_k] if self.highest_k else 0


@dataclass(frozen=True, slots=True)
class Route:
    """The clause to follow, the one that applies besides, the scheme, and what is missing.

    ``refused`` tells why it cannot be done; ``needs`` what a fact left out would decide.
    """

    route: str
    then: str | None
    scheme: str | None
    needs: tuple[str, ...]
    refused: str | None
    explanation: Explanation


@dataclass(frozen=True, slots=True)
class _Found:
    """A route on its way: rule ids in the order they lead to one another."""

    rules: tuple[str, ...]
    scheme: str | None = None
    needs: tuple[str, ...] = ()
    refused: str | None = None
    why: str = ""

    def under(self, rule: str, why: str) -> _Found:
        """The same, reached through ``rule``; what fits no clause stays so."""
        if self.rules == (_NONE,):
            return self
        return replace(self, rules=(rule, *self.rules), why=f"{why} · {self.why}")

    def asking(self, given: bool | None, need: str, refusal: str) -> _Found:
        """The same with a condition: shown, missing (None) or failed."""
        if given is None:
            return replace(self, needs=(*self.needs, need))
        return self if given else replace(self, refused=self.refused or refusal)


@dataclass(frozen=True, slots=True)
class Held:
    """A series a person holds or held, with its position group and level."""

    series: str
    group: str | None
    level: Level


def same_as_held(
    series: str, group: str | None, level: Level, held: Iterable[Held]
) -> tuple[bool, bool]:
    """Whether the series, and the group, is one ever held at that level (doh.route.group)."""
    there = [each for each in held if each.level == level]
    same_series = any(each.series == series for each in there)
    return same_series, same_series or any(
        group is not None and each.group == group for each in there
    )


def find_route(facts: RouteFacts, law: Law) -> Route:
    """The clause of กรมอนามัย for ``facts`` on the day of ``law``; raises NotInForce.

    What fits no clause gets doh.route.none with the fact that stands in the way, never a guess.
    """
    with law.recording() as read:
        if facts.target_type != PostType.K:
            found = _none("ประกาศนี้ใช้กับการแต่งตั้งให้ดำรงตำแหน่งประเภทวิชาการเท่านั้น (target.type)")
        elif facts.action == "promotion":
            found = _promotion(facts, law)
        elif facts.action == "transfer":
            found = _transfer(facts, law)
        else:
            found = _reassignment(facts, law)[1]
    return as_route(
        found.rules, found.scheme, found.needs, found.refused, why=found.why, law=law, read=read
    )


def as_route(
    rules: Sequence[str],
    scheme: str | None,
    needs: Sequence[str],
    refused: str | None,
    *,
    why: str,
    law: Law,
    read: Sequence[Explanation],
) -> Route:
    """The route with its explanation: every clause on the way, the scheme, what is missing.

    ``read`` are the leaves of what the way there read of the law.
    """
    clauses = [law.read(rule).explanation for rule in rules]
    nodes = list({id(each): each for each in (*clauses, *read)}.values())
    if scheme:
        nodes.append(Explanation(scheme, "คะแนนประเมินบุคคลที่ใช้", scheme))
    nodes += [Explanation(rules[0], "ต้องแสดงเพิ่ม", need) for need in needs]
    if refused:
        nodes.append(Explanation(rules[0], "ทำไม่ได้", refused))
    tree = Explanation(rules[0], clauses[0].label, rules[0], "", why, (), tuple(nodes))
    then = rules[1] if len(rules) > 1 else None
    return Route(rules[0], then, scheme, tuple(needs), refused, tree)


def _none(reason: str) -> _Found:
    return _Found((_NONE,), refused=f"ไม่มีข้อใดตรงกับกรณีนี้: {reason}", why=reason)


def _scheme(law: Law, table: str, level: Level) -> str | None:
    schemes = law.read(f"doh.route.schemes.{table}")
    found: str | None = schemes.value.get(level)
    return found


def _reassignment(facts: RouteFacts, law: Law) -> tuple[int, _Found]:
    """ข้อ ๑: the case (1 to 4; 0 for none) and its route."""
    if facts.target_level == Level.K5:
        return 0, _none("การย้ายหรือโอนไประดับทรงคุณวุฒิไม่มีในประกาศ (target.level)")
    if facts.person_type == PostType.K:
        return 1, _case_1(facts, law)
    if facts.person_type == PostType.O and not facts.highest_k:
        return 3, _case_3(facts, law)
    case = _FORMER_CASES.get(facts.person_type)
    if case is None:
        return 0, _none("ประเภทตำแหน่งปัจจุบันไม่อยู่ในประกาศ (person.type)")
    if not facts.highest_k:
        return 0, _none("ผู้ดำรงตำแหน่งอำนวยการหรือบริหารต้องเคยดำรงตำแหน่งวิชาการ (person.highest_k)")
    return case, _formerly(facts, law, case)


def _case_1(facts: RouteFacts, law: Law) -> _Found:
    """กรณีที่ ๑ วิชาการ → วิชาการ (doh.route.1.1, 1.2, 1.3)."""
    now, target = _RANK[_known(facts.person_level)], _RANK[facts.target_level]
    if target > now:
        return _none("ระดับที่จะไปสูงกว่าระดับปัจจุบัน ต้องเป็นการเลื่อน (target.level)")
    if target == now:
        return _same_level(facts, law)
    of_level = _Found(("doh.route.1.1",), why="ระดับปฏิบัติการ")
    if facts.target_level != Level.K1:
        scheme = _scheme(law, "move", facts.target_level)
        of_level = _Found(("doh.route.1.2",), scheme, why=f"ระดับ{facts.target_level.label}")
    return of_level.under("doh.route.1.3", "ไปดำรงระดับที่ต่ำกว่าเดิม").asking(
        facts.consent,
        "ความยินยอมของเจ้าตัวที่จะไประดับต่ำกว่าเดิม (ข้อ ๑.๓)",
        "เจ้าตัวไม่ยินยอมไประดับต่ำกว่าเดิม (ข้อ ๑.๓)",
    )


def _known(level: Level | None) -> Level:
    """The level of a knowledge worker, which RouteFacts asks for."""
    return level or Level.K1


def _same_level(facts: RouteFacts, law: Law) -> _Found:
    """The case proper, by series and group."""
    if facts.target_level == Level.K1:
        if facts.same_series or facts.same_group:
            return _none(
                "ระดับปฏิบัติการในสายงานหรือกลุ่มตำแหน่งเดียวกัน ไม่ต้องประเมิน เป็นดุลพินิจของผู้มีอำนาจสั่งบรรจุ "
                "(same_series, same_group)"
            )
        return _Found(("doh.route.1.1",), why="ระดับปฏิบัติการ ต่างสายงาน นอกกลุ่มตำแหน่งเดียวกัน")
    if facts.same_group and not facts.same_series:
        return _none("ต่างสายงานในกลุ่มตำแหน่งเดียวกัน ไม่ต้องประเมิน เป็นดุลพินิจของผู้มีอำนาจสั่งบรรจุ (same_group)")
    series = "สายงานเดียวกัน" if facts.same_series else "ต่างสายงาน นอกกลุ่มตำแหน่งเดียวกัน"
    scheme = _scheme(law, "move", facts.target_level)
    return _Found(("doh.route.1.2",), scheme, why=f"ระดับ{facts.target_level.label} {series}")


def _formerly(facts: RouteFacts, law: Law, case: int) -> _Found:
    """กรณีที่ ๒ และ ๔: formerly a knowledge worker (doh.route.2.1, 2.2, 4.1, 4.2)."""
    if _RANK[facts.target_level] <= facts.highest:
        found = _same_level(facts, law)
        return found.under(f"doh.route.{case}.1", "เคยเป็นวิชาการ ไปไม่สูงกว่าระดับเดิม")
    found = _by_post(facts, law)
    return found.under(f"doh.route.{case}.2", "เคยเป็นวิชาการ ไปสูงกว่าระดับเดิม")


def _case_3(facts: RouteFacts, law: Law) -> _Found:
    """กรณีที่ ๓ ทั่วไปซึ่งไม่เคยเป็นวิชาการ → ปฏิบัติการ (doh.route.3)."""
    least = law.read("doh.route.3.least").value
    if facts.target_level != Level.K1:
        return _none("ผู้ไม่เคยดำรงตำแหน่งวิชาการไปได้เฉพาะระดับปฏิบัติการ (target.level)")
    if facts.person_level is None or facts.person_level < least:
        return _none(f"ต้องดำรงตำแหน่งทั่วไประดับ{Level(least).label}ขึ้นไป (person.level)")
    law.read("doh.route.3.committee")
    return (
        _Found(("doh.route.3",), why="ไม่เคยเป็นวิชาการ ไปปฏิบัติการ โดยมีเหตุผลความจำเป็นเป็นพิเศษ")
        .asking(
            facts.no_list,
            "ส่วนราชการไม่ได้จัดสอบแข่งขัน หรือไม่มีบัญชีผู้สอบแข่งขันได้ หรือไม่มีบัญชีร่วมสำหรับตำแหน่งนี้",
            "ส่วนราชการมีบัญชีผู้สอบแข่งขันได้ของตำแหน่งนี้ (no_list)",
        )
        .asking(
            facts.on_live_list,
            "",
            "ต้องขึ้นบัญชีผู้สอบแข่งขันได้ระดับปฏิบัติการในสายงานที่จะย้ายซึ่งยังไม่ถูกยกเลิก (on_live_list)",
        )
    )


def _transfer(facts: RouteFacts, law: Law) -> _Found:
    """ข้อ ๒: as the reassignment, and the consent for one who repays a scholarship."""
    case, found = _reassignment(facts, law)
    found = found.under(f"doh.route.t{case}", "โอน")
    if not facts.scholarship_bound:
        return found
    bound = replace(facts, consent=None)  # the consent given is the authority's; the other is asked
    if "doh.route.1.3" in found.rules:
        found = _reassignment(bound, law)[1].under(f"doh.route.t{case}", "โอน")
    return found.under("doh.route.t5", "อยู่ระหว่างปฏิบัติราชการชดใช้ทุน").asking(
        facts.consent,
        "ความยินยอมของผู้มีอำนาจสั่งบรรจุของสังกัดปัจจุบัน เมื่อชดใช้ทุนครบเวลาและเงื่อนไขที่ ก.พ. กำหนด (กรณีที่ ๕)",
        "ผู้มีอำนาจสั่งบรรจุของสังกัดปัจจุบันไม่ยินยอม (กรณีที่ ๕)",
    )


def _promotion(facts: RouteFacts, law: Law) -> _Found:
    """ข้อ ๓: from one knowledge-worker level to the next."""
    if facts.person_type != PostType.K:
        return _none("การเลื่อนเป็นของผู้ดำรงตำแหน่งวิชาการ ผู้ดำรงตำแหน่งประเภทอื่นใช้การย้าย (person.type)")
    now, target = _RANK[_known(facts.person_level)], _RANK[facts.target_level]
    if target != now + 1:
        return _none("การเลื่อนไปได้เฉพาะระดับที่สูงขึ้นหนึ่งระดับ (target.level)")
    if facts.holder_hipps:
        if facts.target_level == Level.K3:
            return _Found(("doh.route.hipps",), why="ผู้ครองเป็นข้าราชการผู้มีผลสัมฤทธิ์สูง")
        return _none("ข้าราชการผู้มีผลสัมฤทธิ์สูงมีเฉพาะระดับชำนาญการพิเศษ (target.level)")
    return _by_post(facts, law)


def _by_post(facts: RouteFacts, law: Law) -> _Found:
    """กรณีที่ ๑–๓ ของการเลื่อน, by the post (doh.route.p1, p2, p3)."""
    if facts.linked_level and facts.occupied_by == "applicant":
        scheme = _scheme(law, "linked", facts.target_level)
        if scheme is None:
            return _none("ระดับควบมีเฉพาะชำนาญการและชำนาญการพิเศษ (target.level)")
        return _Found(("doh.route.p1",), scheme, why="ตำแหน่งระดับควบและมีผู้ครองอยู่")
    if facts.occupied_by == "other" and facts.holder_leaving is None:
        return _none("ตำแหน่งมีผู้อื่นครองอยู่และผู้ครองไม่ได้จะพ้น (occupied_by)")
    scheme = _scheme(law, "promote", facts.target_level)
    if scheme is None and _RANK[facts.target_level] < _ADVISORY:
        return _none(
            f"การเลื่อนเป็นระดับ{facts.target_level.label}มีเฉพาะตำแหน่งระดับควบที่ครองอยู่ (linked_level, occupied_by)"
        )
    why = "ตำแหน่งว่าง" if facts.occupied_by is None else "ตำแหน่งที่ไม่ใช่ระดับควบ"
    if scheme is None:
        why += " ระดับทรงคุณวุฒิ สำนักงาน ก.พ. ประเมิน จึงติดตามขั้นตอนอย่างเดียว"
    if facts.holder_leaving is None:
        return _Found(("doh.route.p2",), scheme, why=why)
    return _leaving(facts, _Found(("doh.route.p3",), scheme, why="ผู้ครองจะพ้นจากราชการ"), law)


def _leaving(facts: RouteFacts, found: _Found, law: Law) -> _Found:
    """กรณีที่ ๓: how long ahead (doh.route.p3)."""
    if facts.holder_leaving == "resignation":
        if facts.granted_on is None:
            return found.asking(None, "วันที่ผู้มีอำนาจอนุญาตให้ผู้ครองลาออก", "")
        from_day = facts.granted_on
    else:
        months = law.read("doh.route.p3.ahead").value
        if facts.holder_leaves_on is None:
            return found.asking(None, "วันสุดท้ายที่ผู้ครองรับราชการก่อนเกษียณ", "")
        from_day = add_months(facts.holder_leaves_on + dt.timedelta(days=1), -months)
    early = f"ยังไม่ถึงวันที่เริ่มดำเนินการได้ คือ {thai_date_short(from_day)}"
    return found.asking(law.day >= from_day, "", early)
