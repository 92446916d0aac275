"""Points of a committee's sheets: means, total, and whether the marks of a scheme are reached.

Every decision is by exact fractions; what is shown is rounded to two decimals, a half up, and a
total that would only reach a mark by that rounding is told in full.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from hrdesk.rules.explanation import Explanation, canonical
from hrdesk.rules.lawbook import Law
from hrdesk.rules.refusal import Refused
from hrdesk.rules.scoring_scheme import Criterion, Scheme, scheme

_PER_CENT = 100  # hundredths shown
_FINE = 1_000_000  # millionths told where hundredths would mislead
_HUNDRED = Decimal(100)
_POINTS = "คะแนน"
_MEAN = "common.score.mean"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One member's points by criterion; without points the member was absent or recused."""

    member: str
    points: Mapping[str, Decimal] | None = None
    recused: bool = False


@dataclass(frozen=True, slots=True)
class Method:
    """An added method (interview, written test, other) and its result in per cent."""

    name: str
    percent: Decimal


@dataclass(frozen=True, slots=True)
class Exemption:
    """Criteria left out by a recorded decision, and the points the committee then asks for."""

    criteria: tuple[str, ...] = ()
    pass_mark: Decimal | None = None


NO_EXEMPTION = Exemption()


@dataclass(frozen=True, slots=True)
class CriterionScore:
    """The mean of one criterion; ``passed`` is None where it has no mark of its own."""

    id: str
    label: str
    maximum: Decimal
    mean: Decimal
    passed: bool | None


@dataclass(frozen=True, slots=True)
class Score:
    """What one person's sheets come to; ``exact`` is the total before it was rounded for show."""

    scheme: Scheme
    criteria: tuple[CriterionScore, ...]
    total: Decimal
    exact: Fraction
    maximum: Decimal
    percent: Decimal
    passed: bool
    reasons: tuple[str, ...]
    left_out: tuple[str, ...]
    explanation: Explanation


def score(
    law: Law,
    by: str | Scheme,
    sheets: Sequence[Sheet],
    methods: Sequence[Method] = (),
    exemption: Exemption = NO_EXEMPTION,
) -> Score:
    """The means over the sheets present and whether they pass; raises Refused.

    ``by`` is the id of a scheme of the law, or an office's own scheme.

    # rule: common.score.mean, common.score.passed, doh.work.exempt, dms.score.methods
    """
    used = by if isinstance(by, Scheme) else scheme(law, by)
    criteria = _remaining(used, exemption)
    present = _present(used, criteria, sheets)
    exact = {each.id: _mean([sheet[each.id] for _, sheet in present]) for each in criteria}
    maximum = sum((each.maximum for each in criteria), Decimal(0))
    total = sum(exact.values(), Fraction(0))
    checks = [
        *_criteria_checks(used, criteria, exact),
        _total_check(used, total, maximum, exemption),
        *_method_checks(used, methods),
    ]
    reached = {check.about: check.passed for check in checks}
    scores = tuple(
        CriterionScore(
            each.id, each.label, each.maximum, rounded(exact[each.id]), reached.get(each.id)
        )
        for each in criteria
    )
    passed = all(check.passed for check in checks)
    left_out = tuple(
        f"{sheet.member} ({'ถอนตัว' if sheet.recused else 'ไม่ได้ให้คะแนน'})"
        for sheet in sorted(sheets, key=lambda sheet: sheet.member)
        if sheet.points is None
    )
    children = [
        *(_criterion_tree(each, present, exact[each.id]) for each in criteria),
        *(Explanation(_MEAN, "ไม่นำมาเฉลี่ย", who) for who in left_out),
        *(
            Explanation("doh.work.exempt", "ยกเว้นตามมติที่บันทึกไว้", used.by_id[id_].label)
            for id_ in exemption.criteria
        ),
        *(check.explanation for check in checks),
        *{id(check.leaf): check.leaf for check in checks}.values(),
        *used.leaves,
    ]
    tree = Explanation(
        code=used.id,
        label=f"คะแนนรวม {used.title}",
        value=rounded(total),
        unit=_POINTS,
        formula=f"{_sum(criteria, exact)} จาก {canonical(maximum)}",
        children=(Explanation("common.score.passed", "ผ่านเกณฑ์", passed), *children),
    )
    return Score(
        scheme=used,
        criteria=scores,
        total=rounded(total),
        exact=total,
        maximum=maximum,
        percent=rounded(total * 100 / Fraction(maximum)),
        passed=passed,
        reasons=tuple(check.reason for check in checks if not check.passed),
        left_out=left_out,
        explanation=tree,
    )


def rounded(exact: Fraction) -> Decimal:
    """Points as they are shown: two decimals, a half up. Never what a decision is taken by."""
    doubled = exact.numerator * _PER_CENT * 2 + exact.denominator
    return Decimal(doubled // (2 * exact.denominator)) / _PER_CENT


def _in_full(exact: Fraction, mark: Fraction) -> str:
    """The points below a mark as text that never looks as if it had been reached."""
    near = rounded(exact)
    if Fraction(near) < mark:
        return canonical(near)
    return f"{canonical(Decimal(exact.numerator * _FINE // exact.denominator) / _FINE)}…"


@dataclass(frozen=True, slots=True)
class _Check:
    """One mark to be reached, and the sentence for when it is not; ``leaf`` is what asks for it."""

    about: str
    passed: bool
    reason: str
    explanation: Explanation
    leaf: Explanation


def _check(
    about: str,
    code: str,
    label: str,
    got: Fraction,
    mark: Fraction,
    asked: str,
    leaf: Explanation,
    *,
    said: str = "",
) -> _Check:
    passed = got >= mark
    reason = f"{label} {said}{_in_full(got, mark)} ไม่ถึง{asked}" if not passed else ""
    tree = Explanation(code, f"{label} ถึง{asked}", passed, formula=reason)
    return _Check(about, passed, reason, tree, leaf)


def _criteria_checks(
    used: Scheme, criteria: Sequence[Criterion], exact: Mapping[str, Fraction]
) -> list[_Check]:
    """Every criterion against its own mark, where the scheme asks for one."""
    if used.each_mark is None:
        return []
    percent, leaf = used.each_mark.value, used.each_mark.explanation
    found = []
    for each in criteria:
        mark = each.maximum * percent / _HUNDRED
        asked = f"ร้อยละ {canonical(percent)} ของหัวข้อ ({canonical(mark)} {_POINTS})"
        got = exact[each.id]
        found.append(_check(each.id, leaf.code, each.label, got, Fraction(mark), asked, leaf))
    return found


def _total_check(used: Scheme, total: Fraction, maximum: Decimal, exemption: Exemption) -> _Check:
    """The total against the scheme's mark, or the one the committee stated for what remains."""
    stated, usual = exemption.pass_mark, used.total_mark
    leaf = usual.explanation
    if stated is not None:
        mark, asked = stated, f"เกณฑ์ {canonical(stated)} คะแนนที่คณะกรรมการกำหนด"
        leaf = Explanation("doh.work.exempt", "เกณฑ์ผ่านที่คณะกรรมการกำหนด", mark, _POINTS)
    elif usual.in_points:
        mark, asked = usual.value, f"เกณฑ์ {canonical(usual.value)} คะแนน"
    else:
        mark = maximum * usual.value / _HUNDRED
        asked = f"ร้อยละ {canonical(usual.value)} ({canonical(mark)} คะแนน)"
    return _check("", leaf.code, "คะแนนรวม", total, Fraction(mark), asked, leaf)


def _method_checks(used: Scheme, methods: Sequence[Method]) -> list[_Check]:
    """Each added method and the mean of them against their marks (dms.score.methods)."""
    if not methods:
        return []
    if used.methods is None:
        raise Refused(
            "no_clause", "ประกาศของชุดคะแนนนี้ไม่มีเกณฑ์ของวิธีการเพิ่มเติม ให้ตัด methods ออก", "methods"
        )
    names = [method.name for method in methods]
    for index, method in enumerate(methods):
        if method.name in names[:index]:
            raise Refused("duplicate", f"มีวิธีการ “{method.name}” ซ้ำกัน", f"methods.{index}.name")
        _percent(method.percent, f"methods.{index}.percent")
    marks = used.methods
    rows = [
        (each.name, Fraction(each.percent), marks.each)
        for each in sorted(methods, key=lambda method: method.name)
    ]
    if len(methods) > 1:
        rows.append(("ค่าเฉลี่ยของทุกวิธี", _mean([each.percent for each in methods]), marks.mean))
    leaf = marks.explanation
    return [
        _check(
            "",
            leaf.code,
            label,
            got,
            Fraction(mark),
            f"ร้อยละ {canonical(mark)}",
            leaf,
            said="ร้อยละ ",
        )
        for label, got, mark in rows
    ]


def _remaining(used: Scheme, exemption: Exemption) -> tuple[Criterion, ...]:
    """The criteria without the exempt ones; the others are never weighted anew."""
    for index, id_ in enumerate(exemption.criteria):
        where = f"exempt.{index}"
        if id_ not in used.by_id:
            raise Refused("unknown_criterion", f"ไม่มีหัวข้อ “{id_}” ในชุดคะแนนนี้", where)
        if not used.by_id[id_].may_be_exempt:
            raise Refused(
                "not_exemptible", f"หัวข้อ “{used.by_id[id_].label}” ยกเว้นไม่ได้ตามประกาศ", where
            )
        if id_ in exemption.criteria[:index]:
            raise Refused("duplicate", f"ยกเว้นหัวข้อ “{id_}” ซ้ำกัน", where)
    criteria = tuple(each for each in used.criteria if each.id not in exemption.criteria)
    maximum = sum((each.maximum for each in criteria), Decimal(0))
    mark = exemption.pass_mark
    if exemption.criteria and mark is None:
        raise Refused(
            "missing_fact",
            f"เมื่อยกเว้นหัวข้อ คณะกรรมการต้องกำหนดคะแนนผ่าน (pass_mark) จากคะแนนเต็ม {canonical(maximum)}",
            "pass_mark",
        )
    if mark is not None and not exemption.criteria:
        raise Refused("impossible", "pass_mark ใช้เฉพาะเมื่อมีหัวข้อที่ยกเว้น (exempt)", "pass_mark")
    if mark is not None and not 0 < mark <= maximum:
        raise Refused(
            "out_of_range", f"คะแนนผ่านต้องมากกว่า 0 และไม่เกิน {canonical(maximum)}", "pass_mark"
        )
    return criteria


def _present(
    used: Scheme, criteria: Sequence[Criterion], sheets: Sequence[Sheet]
) -> list[tuple[str, Mapping[str, Decimal]]]:
    """The sheets with points, by member; raises Refused for anything that cannot be counted."""
    if not sheets:
        raise Refused("no_members", "ไม่มีใบคะแนน ต้องมีใบคะแนนของกรรมการอย่างน้อยหนึ่งคน", "sheets")
    members: set[str] = set()
    found = []
    for index, sheet in enumerate(sheets):
        if sheet.member in members:
            raise Refused(
                "duplicate", f"กรรมการ “{sheet.member}” มีใบคะแนนซ้ำกัน", f"sheets.{index}.member"
            )
        members.add(sheet.member)
        if sheet.points is not None:
            _check_sheet(used, criteria, sheet.points, sheet.member, f"sheets.{index}.points")
            found.append((sheet.member, sheet.points))
    if not found:
        raise Refused("all_absent", "ไม่มีกรรมการที่ให้คะแนน จึงเฉลี่ยไม่ได้ ให้นัดประชุมใหม่", "sheets")
    return sorted(found, key=lambda each: each[0])


def _check_sheet(
    used: Scheme,
    criteria: Sequence[Criterion],
    points: Mapping[str, Decimal],
    member: str,
    where: str,
) -> None:
    counted = {each.id for each in criteria}
    for id_ in points:
        if id_ not in used.by_id:
            known = ", ".join(used.by_id)
            raise Refused(
                "unknown_criterion", f"ไม่มีหัวข้อ “{id_}” ในชุดคะแนนนี้ ใช้ได้: {known}", f"{where}.{id_}"
            )
        if id_ not in counted:
            label = used.by_id[id_].label
            raise Refused(
                "exempt_criterion", f"หัวข้อ “{label}” ได้รับยกเว้นแล้ว ให้ตัดคะแนนออก", f"{where}.{id_}"
            )
    for each in criteria:
        if each.id not in points:
            raise Refused(
                "missing_points",
                f"ใบคะแนนของ {member} ไม่มีคะแนนหัวข้อ “{each.label}”",
                f"{where}.{each.id}",
            )
        _check_points(each, points[each.id], f"{where}.{each.id}")


def _check_points(criterion: Criterion, given: Decimal, where: str) -> None:
    _never_float(given)
    label, most = criterion.label, canonical(criterion.maximum)
    if given < 0:
        raise Refused(
            "negative_points", f"คะแนนหัวข้อ “{label}” ติดลบไม่ได้ ต้องอยู่ระหว่าง 0 ถึง {most}", where
        )
    if given > criterion.maximum:
        raise Refused("over_maximum", f"คะแนนหัวข้อ “{label}” เกินคะแนนเต็ม {most}", where)
    if criterion.allowed and given not in criterion.allowed:
        allowed = ", ".join(canonical(each) for each in criterion.allowed)
        raise Refused("not_allowed", f"คะแนนหัวข้อ “{label}” ให้ได้เฉพาะ {allowed}", where)


def _percent(given: Decimal, where: str) -> None:
    _never_float(given)
    if not 0 <= given <= _HUNDRED:
        raise Refused("out_of_range", "ร้อยละต้องอยู่ระหว่าง 0 ถึง 100", where)


def _never_float(given: object) -> None:
    if not isinstance(given, Decimal):
        raise TypeError(f"points are Decimal, never {type(given).__name__}")


def _mean(points: Sequence[Decimal]) -> Fraction:
    return Fraction(sum(points, Decimal(0))) / len(points)  # of two decimals each: exact


def _sum(criteria: Sequence[Criterion], exact: Mapping[str, Fraction]) -> str:
    return " + ".join(canonical(rounded(exact[each.id])) for each in criteria)


def _criterion_tree(
    criterion: Criterion, present: Sequence[tuple[str, Mapping[str, Decimal]]], exact: Fraction
) -> Explanation:
    """The mean of one criterion with every member's points."""
    given = [canonical(points[criterion.id]) for _, points in present]
    formula = f"({' + '.join(given)}) ÷ {len(given)}" if len(given) > 1 else ""
    return Explanation(
        code=_MEAN,
        label=f"{criterion.label} (เต็ม {canonical(criterion.maximum)}) คะแนนเฉลี่ย",
        value=rounded(exact),
        unit=_POINTS,
        formula=formula,
        children=tuple(
            Explanation(_MEAN, member, points[criterion.id], _POINTS) for member, points in present
        ),
    )
