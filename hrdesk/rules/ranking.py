"""The order of candidates by their points, who goes on, and the ties that only people can decide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hrdesk.rules.explanation import Explanation, canonical
from hrdesk.rules.lawbook import Law
from hrdesk.rules.refusal import Refused
from hrdesk.rules.scoring import NO_EXEMPTION, Exemption, Method, Score, Sheet, score
from hrdesk.rules.scoring_scheme import scheme


@dataclass(frozen=True, slots=True)
class Candidate:
    """One who is ranked, with the sheets of the committee."""

    id: str
    sheets: tuple[Sheet, ...]
    methods: tuple[Method, ...] = ()
    exemption: Exemption = NO_EXEMPTION


@dataclass(frozen=True, slots=True)
class Ranked:
    """One place in the order; equal totals have the same rank (1, 2, 2, 4)."""

    id: str
    rank: int
    tied: bool
    goes_on: bool
    score: Score


@dataclass(frozen=True, slots=True)
class Ranking:
    """The order, and the groups of ids whose tie the choice depends on."""

    order: tuple[Ranked, ...]
    unresolved_ties: tuple[tuple[str, ...], ...]
    explanation: Explanation


def rank(law: Law, scheme_id: str, posts: int, candidates: Sequence[Candidate]) -> Ranking:
    """The candidates by total, and who goes on to fill ``posts``; raises Refused.

    Those who pass go on: all of them, or as many names for each post as the scheme says. Equal
    totals across that cut go on nowhere until the committee decides with a reason.

    # rule: common.score.passed
    """
    if posts < 1:
        raise Refused("out_of_range", "ต้องมีตำแหน่งอย่างน้อยหนึ่งตำแหน่ง", "posts")
    if not candidates:
        raise Refused("no_candidates", "ไม่มีผู้สมัคร ต้องมีอย่างน้อยหนึ่งคน", "candidates")
    scores = _scores(law, scheme_id, candidates)
    per_post = scheme(law, scheme_id).per_post
    places = len(scores) if per_post is None else per_post * posts
    passing = sorted((each.exact for each in scores.values() if each.passed), reverse=True)
    cut = passing[min(places, len(passing)) - 1] if passing else None
    split = len(passing) > places and passing[places] == cut
    totals = [each.exact for each in scores.values()]
    order = []
    for id_, each in sorted(scores.items(), key=lambda item: (-item[1].exact, item[0])):
        reaches = cut is not None and (each.exact > cut or (each.exact == cut and not split))
        order.append(
            Ranked(
                id=id_,
                rank=1 + sum(other > each.exact for other in totals),
                tied=totals.count(each.exact) > 1,
                goes_on=each.passed and reaches,
                score=each,
            )
        )
    tie = tuple(each.id for each in order if each.score.passed and each.score.exact == cut)
    ties = (tie,) if split else ()
    return Ranking(tuple(order), ties, _tree(order, ties, posts, per_post))


def _scores(law: Law, scheme_id: str, candidates: Sequence[Candidate]) -> dict[str, Score]:
    """The score of every candidate; raises Refused naming whose facts are wrong."""
    scores: dict[str, Score] = {}
    for index, each in enumerate(candidates):
        where = f"candidates.{index}"
        if each.id in scores:
            raise Refused("duplicate", f"มีผู้สมัคร “{each.id}” ซ้ำกัน", f"{where}.id")
        try:
            scores[each.id] = score(law, scheme_id, each.sheets, each.methods, each.exemption)
        except Refused as refusal:
            raise (
                refusal if refusal.where in {"scheme", "as_of"} else refusal.within(where)
            ) from None
        if scores[each.id].maximum != next(iter(scores.values())).maximum:
            raise Refused(
                "different_maximum",
                "คะแนนเต็มของผู้สมัครไม่เท่ากันเพราะมีหัวข้อที่ยกเว้น จึงเรียงลำดับด้วยกันไม่ได้",
                f"{where}.exempt",
            )
    return scores


def _tree(
    order: Sequence[Ranked], ties: Sequence[Sequence[str]], posts: int, per_post: int | None
) -> Explanation:
    going = [each.id for each in order if each.goes_on]
    formula = "ผู้ที่ผ่านเกณฑ์ทุกคน"
    if per_post is not None:
        formula = f"ผู้ที่ผ่านเกณฑ์ตามลำดับคะแนนเฉลี่ย {per_post} ชื่อ × {posts} ตำแหน่ง"
    children = [
        Explanation(
            code="common.score.passed",
            label="คะแนนเท่ากันที่ตำแหน่งสุดท้าย รอคณะกรรมการตัดสินพร้อมเหตุผล",
            value=", ".join(tie),
        )
        for tie in ties
    ]
    for each in order:
        state = "ผ่านเกณฑ์" if each.score.passed else "ไม่ผ่านเกณฑ์"
        same = " เท่ากับผู้อื่น" if each.tied else ""
        total = canonical(each.score.total)
        children.append(
            Explanation(
                code="common.score.passed",
                label=f"ลำดับที่ {each.rank} {each.id}",
                value=f"{total} คะแนน {state}{same}",
                children=(each.score.explanation,),
            )
        )
    return Explanation(
        code=order[0].score.scheme.id,
        label="ผู้ที่ได้ไปต่อ",
        value=", ".join(going) or "ยังไม่มี",
        formula=formula,
        children=tuple(children),
    )
