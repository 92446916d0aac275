"""An office's own scheme: its criteria and marks, where its rules leave them to the committee.

The points must sum to what the committee stated, as those of a circular must.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from hrdesk.rules.explanation import Explanation, canonical
from hrdesk.rules.refusal import Refused
from hrdesk.rules.scoring_scheme import Criterion, Mark, MethodMarks, Scheme

OWN = "office.scheme"
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class OwnMarks:
    """What must be reached, in per cent: of all points, of each criterion, of added methods."""

    total: Decimal
    each: Decimal | None = None
    method: Decimal | None = None
    methods_mean: Decimal | None = None


def own_scheme(
    title: str,
    criteria: Sequence[Criterion],
    stated_total: Decimal,
    marks: OwnMarks,
    resolution: str,
    per_post: int | None = None,
) -> Scheme:
    """The scheme a committee set itself by ``resolution``; raises Refused.

    ``stated_total`` is what the points of ``criteria`` must sum to.
    """
    if not title.strip():
        raise Refused("missing_fact", "ต้องตั้งชื่อชุดคะแนน", "title")
    if not resolution.strip():
        raise Refused("missing_fact", "ต้องบอกมติหรือประกาศที่กำหนดชุดคะแนนนี้", "resolution")
    _check_criteria(criteria, stated_total)
    for field in ("total", "each", "method", "methods_mean"):
        _check_mark(getattr(marks, field), field)
    if per_post is not None and per_post < 1:
        raise Refused("out_of_range", "จำนวนชื่อต่อหนึ่งตำแหน่งต้องตั้งแต่ 1 ขึ้นไป", "per_post")
    leaf = Explanation(
        OWN, f"ชุดคะแนนของสำนักงาน {title.strip()}", stated_total, "คะแนน", resolution.strip()
    )
    return Scheme(
        id=OWN,
        title=title.strip(),
        criteria=tuple(criteria),
        total_mark=_mark("เกณฑ์ผ่านคะแนนรวม", marks.total),
        each_mark=None if marks.each is None else _mark("เกณฑ์ผ่านแต่ละหัวข้อ", marks.each),
        methods=_methods(marks),
        per_post=per_post,
        leaves=(leaf,),
    )


def _check_criteria(criteria: Sequence[Criterion], stated_total: Decimal) -> None:
    if not criteria:
        raise Refused("no_criteria", "ต้องมีหัวข้อประเมินอย่างน้อยหนึ่งหัวข้อ", "criteria")
    for index, each in enumerate(criteria):
        where = f"criteria.{index}"
        if not each.label.strip():
            raise Refused("missing_fact", "หัวข้อประเมินต้องมีชื่อ", f"{where}.label")
        if each.maximum <= 0:
            raise Refused(
                "out_of_range", f"คะแนนเต็มของ “{each.label}” ต้องมากกว่า 0", f"{where}.maximum"
            )
        if each.id in {other.id for other in criteria[:index]}:
            raise Refused("duplicate", f"มีหัวข้อ “{each.label}” ซ้ำกัน", f"{where}.label")
    found = sum((each.maximum for each in criteria), Decimal(0))
    if found != stated_total:
        message = (
            f"คะแนนเต็มของทุกหัวข้อรวมกันได้ {canonical(found)} ต้องเท่ากับ {canonical(stated_total)} ที่กำหนด"
        )
        raise Refused("points_do_not_sum", message, "criteria")


def _check_mark(mark: Decimal | None, field: str) -> None:
    if mark is not None and not 0 <= mark <= _HUNDRED:
        raise Refused("out_of_range", "เกณฑ์ผ่านเป็นร้อยละ ต้องอยู่ระหว่าง 0 ถึง 100", f"marks.{field}")


def _mark(label: str, percent: Decimal) -> Mark:
    return Mark(percent, Explanation(OWN, label, percent, "ร้อยละ"))


def _methods(marks: OwnMarks) -> MethodMarks | None:
    """Marks of added methods; what is left open is as high as the mark of the total."""
    if marks.method is None and marks.methods_mean is None:
        return None
    each = marks.total if marks.method is None else marks.method
    mean = each if marks.methods_mean is None else marks.methods_mean
    return MethodMarks(each, mean, Explanation(OWN, "เกณฑ์ผ่านวิธีการเพิ่มเติม", each, "ร้อยละ"))
