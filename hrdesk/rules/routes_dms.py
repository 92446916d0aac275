"""Which clause a move or promotion to a knowledge-worker post follows in กรมการแพทย์ (dms).

The announcement of 26 April 2567: ๑.๑ discretion, ๑.๒ moves that a committee assesses, ๒ promotion.
"""

from __future__ import annotations

from hrdesk.rules.codes import Level, PostType
from hrdesk.rules.lawbook import Law
from hrdesk.rules.routes import Route, RouteFacts, as_route

_NONE = "dms.score.none"


def find_route(facts: RouteFacts, law: Law) -> Route:
    """The clause of กรมการแพทย์ for ``facts`` on the day of ``law``; raises NotInForce.

    Where the announcement names a clause only by its scheme, the scheme is the route.
    """
    with law.recording() as read:
        rule, scheme, why = _found(facts, law)
    needs: list[str] = []
    refused = f"ไม่มีข้อใดตรงกับกรณีนี้: {why}" if rule == _NONE else None
    if refused is None and facts.scholarship_bound and facts.action == "transfer":
        needs.append("ความยินยอมของสังกัดปัจจุบันสำหรับผู้ชดใช้ทุน ประกาศนี้ไม่ได้กำหนดไว้ ให้ดูกฎ ก.พ.")
    return as_route((rule,), scheme, needs, refused, why=why, law=law, read=read)


def _found(facts: RouteFacts, law: Law) -> tuple[str, str | None, str]:
    if facts.target_type != PostType.K:
        return _NONE, None, "ประกาศนี้ใช้กับตำแหน่งประเภทวิชาการเท่านั้น (target.type)"
    if facts.person_type != PostType.K or facts.person_level is None:
        return _NONE, None, "ประกาศนี้ไม่มีข้อสำหรับผู้ไม่ได้ดำรงตำแหน่งวิชาการ (person.type)"
    if facts.target_level == Level.K5:
        return _NONE, None, "ระดับทรงคุณวุฒิไม่มีในประกาศ (target.level)"
    if facts.action == "promotion":
        return _promotion(facts, facts.person_level, law)
    return _move(facts, facts.person_level, law)


def _move(facts: RouteFacts, now: Level, law: Law) -> tuple[str, str | None, str]:
    """ข้อ ๑ (dms.route.discretion, dms.route.k1-other, dms.score.move-*)."""
    if facts.target_level != now:
        return _NONE, None, "ประกาศมีเฉพาะการย้ายหรือโอนในระดับเดิม (target.level)"
    if facts.same_group and not facts.same_series:
        return "dms.route.discretion", None, "ต่างสายงานในกลุ่มตำแหน่งเดียวกัน"
    if now != Level.K1:
        scheme = law.read("dms.route.schemes.move").value[now]
        return scheme, scheme, f"ระดับ{now.label} ต้องประเมินโดยคณะกรรมการ (๑.๒.๒)"
    if facts.same_series:
        return "dms.route.discretion", None, "ระดับปฏิบัติการในสายงานเดียวกัน"
    return "dms.route.k1-other", None, "ระดับปฏิบัติการ ต่างสายงาน นอกกลุ่มตำแหน่งเดียวกัน (๑.๒.๑)"


def _promotion(facts: RouteFacts, now: Level, law: Law) -> tuple[str, str | None, str]:
    """ข้อ ๒: case 1 a linked post that is occupied, cases 2 and 3 every other."""
    ladder = Level.of_type(PostType.K)
    if ladder.index(facts.target_level) != ladder.index(now) + 1:
        return _NONE, None, "การเลื่อนไปได้เฉพาะระดับที่สูงขึ้นหนึ่งระดับ (target.level)"
    if facts.linked_level and facts.occupied_by == "applicant":
        scheme = law.read("dms.route.schemes.linked").value
        return scheme, scheme, "ตำแหน่งระดับควบและมีผู้ครองอยู่ (กรณีที่ ๑)"
    if facts.occupied_by == "other" and facts.holder_leaving is None:
        return _NONE, None, "ตำแหน่งมีผู้อื่นครองอยู่และผู้ครองไม่ได้จะพ้น (occupied_by)"
    scheme = law.read("dms.route.schemes.promote").value.get(facts.target_level)
    if scheme is None:
        return _NONE, None, "การเลื่อนเป็นชำนาญการมีเฉพาะตำแหน่งระดับควบที่ครองอยู่ (linked_level)"
    return scheme, scheme, "ตำแหน่งว่างหรือผู้ครองจะพ้น (กรณีที่ ๒ และ ๓)"
