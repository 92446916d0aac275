"""The order of candidates by their points, who goes on, and the ties that only people can decide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from hrdesk.rules.explanation import Explanation, canonical
from hrdesk.rules.lawbook import Law
from hrdesk.rules.refusal import Refused
from hrdesk.rules.scoring import NO_EXEMPTION, Exemption, Method, Score, Sheet, score
from hrdesk.rules.scoring_scheme import Scheme, scheme


@dataclass(frozen=True, slots=True)
class Candidate:
    """One who is ranked, with the sheets of the committee.

    ``tie_order`` is the place that the committee gave among those with the same total, for the
    reason ``tie_reason``; ``name`` is what the explanation calls them, the id when empty. ``known``
    is the score of these very sheets where it was worked out already.
    """

    id: str
    sheets: tuple[Sheet, ...]
    methods: tuple[Method, ...] = ()
    exemption: Exemption = NO_EXEMPTION
    name: str = ""
    tie_order: int | None = None
    tie_reason: str = ""
    known: Score | None = None


@dataclass(frozen=True, slots=True)
class Ranked:
    """One place in the order; equal totals have the same rank (1, 2, 2, 4).

    ``decided`` says that the committee's own order, not the total, let them go on or not.
    """

    id: str
    rank: int
    tied: bool
    goes_on: bool
    score: Score
    decided: bool = False


@dataclass(frozen=True, slots=True)
class Ranking:
    """The order, and the groups of ids whose tie the choice depends on."""

    order: tuple[Ranked, ...]
    unresolved_ties: tuple[tuple[str, ...], ...]
    explanation: Explanation


def rank(law: Law, by: str | Scheme, posts: int, candidates: Sequence[Candidate]) -> Ranking:
    """The candidates by total, and who goes on to fill ``posts``; raises Refused.

    Those who pass go on: all of them, or as many names for each post as the scheme says. Equal
    totals across that cut go on nowhere until the committee decides with a reason. ``by`` is the
    id of a scheme of the law, or an office's own scheme.

    # rule: common.score.passed
    """
    if posts < 1:
        raise Refused("out_of_range", "ต้องมีตำแหน่งอย่างน้อยหนึ่งตำแหน่ง", "posts")
    if not candidates:
        raise Refused("no_candidates", "ไม่มีผู้สมัคร ต้องมีอย่างน้อยหนึ่งคน", "candidates")
    used = by if isinstance(by, Scheme) else scheme(law, by)
    scores = _scores(law, used, candidates)
    places = len(scores) if used.per_post is None else used.per_post * posts
    cut = _cut(scores, places)
    among = _decided(candidates, cut)
    split = cut.splits and not among
    totals = [each.exact for each in scores.values()]
    order = []
    for id_, each in sorted(
        scores.items(), key=lambda item: (-item[1].exact, among.get(item[0], 0), item[0])
    ):
        above = cut.total is not None and each.exact > cut.total
        level = id_ in cut.tied and not split and among.get(id_, 0) <= cut.left
        order.append(
            Ranked(
                id=id_,
                rank=1 + sum(other > each.exact for other in totals),
                tied=totals.count(each.exact) > 1,
                goes_on=each.passed and (above or level),
                score=each,
                decided=id_ in among,
            )
        )
    ties = (cut.tied,) if split else ()
    return Ranking(tuple(order), ties, _tree(order, ties, posts, used, candidates))


@dataclass(frozen=True, slots=True)
class _Cut:
    """The lowest total that goes on, who passed with it, and how many of these there is room for."""

    total: Fraction | None
    tied: tuple[str, ...]
    left: int

    @property
    def splits(self) -> bool:
        """Whether there is room for some of them only."""
        return len(self.tied) > self.left


def _cut(scores: Mapping[str, Score], places: int) -> _Cut:
    passing = sorted((each.exact for each in scores.values() if each.passed), reverse=True)
    if not passing:
        return _Cut(None, (), 0)
    total = passing[min(places, len(passing)) - 1]
    tied = sorted(id_ for id_, each in scores.items() if each.passed and each.exact == total)
    return _Cut(total, tuple(tied), places - sum(each > total for each in passing))


def _decided(candidates: Sequence[Candidate], cut: _Cut) -> dict[str, int]:
    """The committee's order of those tied across the cut; empty while it has not decided.

    Raises Refused for an order that is not 1, 2, 3 … or has no reason.
    """
    given = {
        each.id: each.tie_order
        for each in candidates
        if cut.splits and each.id in cut.tied and each.tie_order is not None
    }
    if not given:
        return {}
    if sorted(given.values()) != list(range(1, len(cut.tied) + 1)):
        message = f"ลำดับที่คณะกรรมการตัดสินต้องเป็น 1 ถึง {len(cut.tied)} ครบทุกคนที่คะแนนเท่ากัน ไม่ซ้ำกัน"
        raise Refused("impossible", message, "tie_order")
    for each in candidates:
        if each.id in given and not each.tie_reason.strip():
            raise Refused("missing_fact", "ต้องบันทึกเหตุผลที่คณะกรรมการตัดสินคะแนนที่เท่ากัน", "tie_reason")
    return given


def _scores(law: Law, used: Scheme, candidates: Sequence[Candidate]) -> dict[str, Score]:
    """The score of every candidate; raises Refused naming whose facts are wrong."""
    scores: dict[str, Score] = {}
    for index, each in enumerate(candidates):
        where = f"candidates.{index}"
        if each.id in scores:
            raise Refused("duplicate", f"มีผู้สมัคร “{each.id}” ซ้ำกัน", f"{where}.id")
        try:
            scores[each.id] = each.known or score(
                law, used, each.sheets, each.methods, each.exemption
            )
        except Refused as refusal:
            raise refusal.within(where) from None
        if scores[each.id].maximum != next(iter(scores.values())).maximum:
            raise Refused(
                "different_maximum",
                "คะแนนเต็มของผู้สมัครไม่เท่ากันเพราะมีหัวข้อที่ยกเว้น จึงเรียงลำดับด้วยกันไม่ได้",
                f"{where}.exempt",
            )
    return scores


def _tree(
    order: Sequence[Ranked],
    ties: Sequence[Sequence[str]],
    posts: int,
    used: Scheme,
    candidates: Sequence[Candidate],
) -> Explanation:
    names = {each.id: each.name or each.id for each in candidates}
    reasons = {each.id: each.tie_reason.strip() for each in candidates}
    going = [names[each.id] for each in order if each.goes_on]
    formula = "ผู้ที่ผ่านเกณฑ์ทุกคน"
    if used.per_post is not None:
        formula = f"ผู้ที่ผ่านเกณฑ์ตามลำดับคะแนนเฉลี่ย {used.per_post} ชื่อ × {posts} ตำแหน่ง"
    children = [
        Explanation(
            code="common.score.passed",
            label="คะแนนเท่ากันที่ตำแหน่งสุดท้าย รอคณะกรรมการตัดสินพร้อมเหตุผล",
            value=", ".join(names[id_] for id_ in tie),
        )
        for tie in ties
    ]
    for each in order:
        state = "ผ่านเกณฑ์" if each.score.passed else "ไม่ผ่านเกณฑ์"
        same = " เท่ากับผู้อื่น" if each.tied else ""
        total = canonical(each.score.total)
        why = f"คณะกรรมการตัดสินคะแนนที่เท่ากัน เพราะ{reasons[each.id]}" if each.decided else ""
        children.append(
            Explanation(
                code="common.score.passed",
                label=f"ลำดับที่ {each.rank} {names[each.id]}",
                value=f"{total} คะแนน {state}{same}",
                formula=why,
                children=(each.score.explanation,),
            )
        )
    return Explanation(
        code=used.id,
        label="ผู้ที่ได้ไปต่อ",
        value=", ".join(going) or "ยังไม่มี",
        formula=formula,
        children=tuple(children),
    )
