"""What the sheets of a meeting come to: who stands where, what is missing, what is still open.

Members who were absent or took no part are left out of the means and named (common.score.mean).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from hrdesk.rules.explanation import Explanation
from hrdesk.rules.lawbook import Law
from hrdesk.rules.ranking import Candidate, Ranking, rank
from hrdesk.rules.refusal import Refused
from hrdesk.rules.scoring import NO_EXEMPTION, Exemption, Method, Score, Sheet, score
from hrdesk.rules.scoring_scheme import Scheme

ContestKind = Literal["person", "work"]
"""``person``: candidates are put in order; ``work``: each is measured by the marks alone."""


@dataclass(frozen=True, slots=True)
class Given:
    """What one member gave one candidate so far; an absent or recused member gives nothing."""

    member: str
    points: Mapping[str, Decimal]
    present: bool = True
    recused: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One candidate with what the members gave and what the committee decided."""

    id: str
    name: str
    given: tuple[Given, ...]
    methods: tuple[Method, ...] = ()
    exemption: Exemption = NO_EXEMPTION
    tie_order: int | None = None
    tie_reason: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """How far one candidate's sheets are: whole ones of those expected, and cells still empty.

    ``score`` is over the whole sheets alone, None while there is none or the facts are refused;
    ``problem`` then says why in Thai.
    """

    id: str
    name: str
    expected: int
    whole: int
    missing_cells: int
    score: Score | None
    problem: str = ""

    @property
    def complete(self) -> bool:
        """Whether every sheet that is due is whole."""
        return self.expected > 0 and self.whole == self.expected and self.score is not None


@dataclass(frozen=True, slots=True)
class ContestResult:
    """The standings, the order (kind ``person``, of those with a score), and what is still open."""

    standings: tuple[Standing, ...]
    ranking: Ranking | None
    open: tuple[str, ...]
    explanation: Explanation


def standing(law: Law, scheme: Scheme, entry: Entry) -> Standing:
    """Where one candidate stands by the sheets that are whole."""
    cells = [each.id for each in scheme.criteria if each.id not in entry.exemption.criteria]
    due = [each for each in entry.given if each.present and not each.recused]
    whole = [each for each in due if all(id_ in each.points for id_ in cells)]
    missing = sum(id_ not in each.points for each in due for id_ in cells)
    found: Score | None = None
    problem = ""
    if whole:
        try:
            found = score(law, scheme, _sheets(entry, scheme), entry.methods, entry.exemption)
        except Refused as refusal:
            problem = refusal.message
    return Standing(entry.id, entry.name, len(due), len(whole), missing, found, problem)


def contest_result(
    law: Law, scheme: Scheme, kind: ContestKind, posts: int, entries: Sequence[Entry]
) -> ContestResult:
    """The whole contest as it stands; ``open`` says in Thai what hinders making it final.

    # rule: common.score.mean, common.score.passed
    """
    standings = tuple(standing(law, scheme, entry) for entry in entries)
    problems = [f"{each.name}: {each.problem}" for each in standings if each.problem]
    problems += [
        f"{each.name}: ยังขาดใบคะแนน {each.expected - each.whole} จาก {each.expected} ใบ"
        for each in standings
        if each.whole < each.expected
    ]
    problems += [f"{each.name}: ไม่มีกรรมการที่ให้คะแนนได้" for each in standings if not each.expected]
    ranking: Ranking | None = None
    if kind == "person":
        ranking, refused = _order(law, scheme, posts, entries, standings)
        problems += refused
    if not entries:
        problems.append("ยังไม่มีผู้เข้ารับการประเมิน")
    children = (
        (ranking.explanation,)
        if ranking is not None
        else tuple(each.score.explanation for each in standings if each.score is not None)
    )
    absent = sorted({each.member for entry in entries for each in entry.given if not each.present})
    if absent:
        told = f"ไม่รับคะแนนที่ส่งแทนการมาประชุม และไม่นำมาเฉลี่ย: {', '.join(absent)}"
        children = (Explanation("common.score.mean", "กรรมการที่ไม่มาประชุม", told), *children)
    tree = Explanation(scheme.id, f"ผลตาม{scheme.title}", None, children=children)
    return ContestResult(standings, ranking, tuple(problems), tree)


def _order(
    law: Law,
    scheme: Scheme,
    posts: int,
    entries: Sequence[Entry],
    standings: Sequence[Standing],
) -> tuple[Ranking | None, list[str]]:
    """The order of those with a score, and why it is not whole yet."""
    scored = {each.id: each.score for each in standings if each.score is not None}
    candidates = [
        Candidate(
            id=entry.id,
            sheets=_sheets(entry, scheme),
            methods=entry.methods,
            exemption=entry.exemption,
            name=entry.name,
            tie_order=entry.tie_order,
            tie_reason=entry.tie_reason,
            known=scored[entry.id],
        )
        for entry in entries
        if entry.id in scored
    ]
    if not candidates:
        return None, []
    try:
        found = rank(law, scheme, posts, candidates)
    except Refused as refusal:
        return None, [refusal.message]
    names = {entry.id: entry.name for entry in entries}
    return found, [
        f"คะแนนเท่ากันที่ตำแหน่งสุดท้าย รอคณะกรรมการตัดสินพร้อมเหตุผล: {', '.join(names[id_] for id_ in tie)}"
        for tie in found.unresolved_ties
    ]


def _sheets(entry: Entry, scheme: Scheme) -> tuple[Sheet, ...]:
    """The sheets as scoring takes them: whole ones with points, absent and recused without."""
    cells = [each.id for each in scheme.criteria if each.id not in entry.exemption.criteria]
    found = []
    for each in entry.given:
        if not each.present or each.recused:
            found.append(Sheet(each.member, None, each.recused))
        elif all(id_ in each.points for id_ in cells):
            found.append(Sheet(each.member, {id_: each.points[id_] for id_ in cells}))
    return tuple(found)
