"""Schemes and contests in words: what is given points, and what one must reach."""

from __future__ import annotations

from hrdesk.rules.scoring_scheme import Mark, Scheme
from hrdesk.services.queries.meetings import ContestView
from hrdesk.ui.messages import words
from hrdesk.ui.pages.meetings.words import CONTEST_KINDS


def mark_words(mark: Mark) -> str:
    """Return what must be reached, in points or per cent."""
    return f"{words(mark.value)} คะแนน" if mark.in_points else f"ร้อยละ {words(mark.value)}"


def scheme_words(scheme: Scheme) -> str:
    """Return a scheme's criteria with their points, and its marks, with where they stand."""
    criteria = " · ".join(f"{each.label} {words(each.maximum)}" for each in scheme.criteria)
    parts = [f"เต็ม {words(scheme.maximum)} คะแนน", f"ผ่านเมื่อได้รวม {mark_words(scheme.total_mark)}"]
    if scheme.each_mark is not None:
        parts.append(f"และแต่ละหัวข้อ {mark_words(scheme.each_mark)}")
    if scheme.per_post is not None:
        parts.append(f"เสนอชื่อได้ไม่เกิน {scheme.per_post} ชื่อต่อตำแหน่ง")
    cited = dict.fromkeys(
        f"{each.instrument} {each.clause}".strip()
        for leaf in (*scheme.leaves, scheme.total_mark.explanation)
        for each in leaf.citations
    )
    source = f"\nที่มา: {' · '.join(cited)}" if cited else ""
    return f"{criteria}\n{' · '.join(parts)}{source}"


def contest_words(contest: ContestView) -> tuple[str, str]:
    """Return what a contest is, in two lines, and the tone of that."""
    post = " ".join(
        part
        for part in (
            f"ตำแหน่งเลขที่ {contest.post_number}" if contest.post_number else "",
            contest.unit,
        )
        if part
    )
    posts = f"{contest.posts} ตำแหน่ง" if contest.kind == "person" else ""
    final = "ผลเป็นที่สุดแล้ว" if contest.final else ""
    first = " · ".join(
        part for part in (CONTEST_KINDS[contest.kind], post, posts, final) if part
    )  # fmt: skip
    if contest.scheme is None:
        return f"{first}\nใช้ชุดคะแนนไม่ได้: {contest.problem}", "warn"
    scheme = contest.scheme
    second = (
        f"{scheme.title} เต็ม {words(scheme.maximum)} คะแนน "
        f"ผ่านที่ {mark_words(scheme.total_mark)} · ใช้กฎวันที่ {words(contest.law_day)}"
    )
    return f"{first}\n{second}", "muted"
