"""``hrdesk calc rank``: candidates in the order of their points, and who goes on."""

from __future__ import annotations

from hrdesk.rules.calc.facts import Count, Day, Facts, Name
from hrdesk.rules.calc.registry import Answer, Context, Kind
from hrdesk.rules.calc.score import PersonFacts, SchemeId, law_of
from hrdesk.rules.ranking import Candidate, rank
from hrdesk.rules.scoring_scheme import agency_of


class CandidateFacts(PersonFacts):
    """One candidate with the sheets."""

    id: Name


class RankFacts(Facts):
    """The scheme, how many posts there are, and the candidates."""

    scheme: SchemeId
    posts: Count
    candidates: list[CandidateFacts]
    as_of: Day | None = None


def run(facts: RankFacts, context: Context) -> Answer:
    """The order, who goes on, and the ties the choice depends on (common.score.passed)."""
    law = law_of(context, agency_of(facts.scheme, context.book), facts.as_of)
    candidates = [
        Candidate(each.id, each.given_sheets, each.given_methods, each.exemption)
        for each in facts.candidates
    ]
    found = rank(law, facts.scheme, facts.posts, candidates)
    values = {
        "order": [
            {
                "id": each.id,
                "rank": each.rank,
                "tied": each.tied,
                "total": each.score.total,
                "passed": each.score.passed,
                "goes_on": each.goes_on,
            }
            for each in found.order
        ],
        "unresolved_ties": found.unresolved_ties,
    }
    return Answer(values, found.explanation, law)


KIND = Kind("rank", "ลำดับผู้สมัครตามคะแนน", RankFacts, run)
