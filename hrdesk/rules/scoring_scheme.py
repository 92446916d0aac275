"""Scoring schemes: what a committee gives points for, and what one must reach to pass.

A scheme is a parameter of points by criterion, with its labels, its pass mark and, where the text
chooses by points, the number of names for each post. The schemes doh.work-k2 and doh.work-k3 are
doh.work.points with doh.work.pass-k2 and doh.work.pass-k3.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from hrdesk.rules.codes import Level
from hrdesk.rules.explanation import Explanation
from hrdesk.rules.lawbook import COMMON, SETS, Law, LawBook
from hrdesk.rules.refusal import Refused

_POINTS = "table:points"
_WORK = {
    "doh.work-k2": ("doh.work.pass-k2", Level.K2),
    "doh.work-k3": ("doh.work.pass-k3", Level.K3),
}
_NONE = ("doh.score.k5", "doh.work.k4", "dms.score.none")
_SAME = "dms.score.promote-k2"
_METHODS = "score.methods"
_FINEST = -2  # the exponent of a hundredth of a point


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing that is given points; ``allowed`` lists the only points there are, if so."""

    id: str
    label: str
    maximum: Decimal
    allowed: tuple[Decimal, ...] = ()
    may_be_exempt: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """What must be reached: points, or a per cent of the points there are."""

    value: Decimal
    explanation: Explanation
    in_points: bool = False


@dataclass(frozen=True, slots=True)
class MethodMarks:
    """What added methods must reach, in per cent: each of them, and their mean."""

    each: Decimal
    mean: Decimal
    explanation: Explanation


@dataclass(frozen=True, slots=True)
class Scheme:
    """Criteria with their points, marks to reach, and how many go on for each post (None: all).

    ``total_mark`` is for the total, ``each_mark`` for every criterion of its own points.
    """

    id: str
    title: str
    criteria: tuple[Criterion, ...]
    total_mark: Mark
    each_mark: Mark | None
    methods: MethodMarks | None
    per_post: int | None
    leaves: tuple[Explanation, ...]

    @property
    def maximum(self) -> Decimal:
        """All points there are."""
        return sum((each.maximum for each in self.criteria), Decimal(0))

    @property
    def by_id(self) -> Mapping[str, Criterion]:
        """The criteria by their ids."""
        return MappingProxyType({each.id: each for each in self.criteria})


def points_fault(points: Decimal, maximum: Decimal, allowed: Sequence[Decimal] = ()) -> str:
    """The code of why points do not fit a criterion as one writes them; empty when they do.

    ``points_negative``, ``points_over``, ``points_too_fine`` (past two decimals),
    ``points_not_allowed``.
    """
    exponent = points.normalize().as_tuple().exponent
    if points < 0:
        return "points_negative"
    if points > maximum:
        return "points_over"
    if isinstance(exponent, int) and exponent < _FINEST:
        return "points_too_fine"
    return "points_not_allowed" if allowed and points not in allowed else ""


def scheme_ids(book: LawBook) -> tuple[str, ...]:
    """The ids of every scheme of the book, in the order of the sets."""
    found = []
    for law_set in SETS:
        if law_set != COMMON:
            parameters = book.parameters(law_set)
            found += [id_ for id_ in parameters if id_.startswith(f"{law_set}.score.") and
                      (parameters[id_].unit == _POINTS or id_ == _SAME)]  # fmt: skip
            found += [id_ for id_, (marks, _) in _WORK.items() if marks in parameters]
    return tuple(found)


def agency_of(scheme_id: str, book: LawBook) -> str:
    """The set a scheme belongs to; raises Refused for an id that names no scheme."""
    law_set = scheme_id.partition(".")[0]
    if scheme_id not in (*scheme_ids(book), *_NONE):
        known = ", ".join(scheme_ids(book))
        raise Refused("unknown_scheme", f"ไม่รู้จักชุดคะแนน “{scheme_id}” ใช้ได้: {known}", "scheme")
    return law_set


def scheme(law: Law, scheme_id: str) -> Scheme:
    """The scheme in force; raises Refused where the texts have none, and NotInForce.

    doh.score.k5, doh.work.k4 and dms.score.none say that no clause fits; dms.score.promote-k2 is
    dms.score.promote-linked.
    """
    agency_of(scheme_id, law.book)
    if scheme_id in _NONE:
        raise Refused("no_clause", law.read(scheme_id).value, "scheme")
    if scheme_id in _WORK:
        return _work_scheme(law, scheme_id)
    same = (law.read(scheme_id),) if scheme_id == _SAME else ()
    own = same[0].value if same else scheme_id
    points, labels = law.read(own), law.read(f"{own}.labels")
    passing = law.read(f"{own}.pass")
    chosen = law.read(f"{own}.per-post") if law.has(f"{own}.per-post") else None
    readings = [*same, points, labels, *([chosen] if chosen else [])]
    return Scheme(
        id=scheme_id,
        title=law.parameter(own).description,
        criteria=tuple(
            Criterion(id_, labels.value[id_], maximum) for id_, maximum in points.value.items()
        ),
        total_mark=Mark(passing.value, passing.explanation),
        each_mark=None,
        methods=_methods(law),
        per_post=chosen.value if chosen else None,
        leaves=tuple(reading.explanation for reading in readings),
    )


def _work_scheme(law: Law, scheme_id: str) -> Scheme:
    """doh.work.points with the marks of a level."""
    points, labels = law.read("doh.work.points"), law.read("doh.work.points.labels")
    allowed, exempt = law.read("doh.work.points.publication"), law.read("doh.work.exempt")
    passing, level = _WORK[scheme_id]
    each, total = law.read(passing), law.read(f"{passing}.total")
    return Scheme(
        id=scheme_id,
        title=f"การประเมินผลงานระดับ{level.label}",
        criteria=tuple(
            Criterion(
                id=id_,
                label=labels.value[id_],
                maximum=maximum,
                allowed=allowed.value if id_ == "publication" else (),
                may_be_exempt=id_ in exempt.value,
            )
            for id_, maximum in points.value.items()
        ),
        total_mark=Mark(total.value, total.explanation, in_points=True),
        each_mark=Mark(each.value, each.explanation),
        methods=None,
        per_post=None,
        leaves=tuple(r.explanation for r in (points, labels, allowed, exempt)),
    )


def _methods(law: Law) -> MethodMarks | None:
    """What added methods must reach, where the agency's text lets methods be added."""
    id_ = f"{law.agency}.{_METHODS}"
    if not law.has(id_):
        return None
    reading = law.read(id_)
    return MethodMarks(reading.value["each"], reading.value["mean"], reading.explanation)


def guide(law: Law, level: str) -> Mapping[str, str]:
    """Short guidance beside each criterion of the work assessment for ``K2`` or ``K3``.

    doh.work.guide; raises Refused for a level without a scheme (doh.work.k4).
    """
    guidance = law.read("doh.work.guide").value
    if level not in guidance:
        raise Refused("no_clause", law.read("doh.work.k4").value, "level")
    found: Mapping[str, str] = guidance[level]
    return found
