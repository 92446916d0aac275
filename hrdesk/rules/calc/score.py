"""``hrdesk calc score``: one person's sheets against a scoring scheme."""

from __future__ import annotations

from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from hrdesk.rules.calc.facts import Amount, Day, Facts, Name
from hrdesk.rules.calc.registry import Answer, Context, Kind
from hrdesk.rules.lawbook import Law, LawBook
from hrdesk.rules.refusal import Refused
from hrdesk.rules.scoring import Exemption, Method, Score, Sheet, score
from hrdesk.rules.scoring_scheme import agency_of, scheme_ids


def _list_schemes(schema: dict[str, Any]) -> None:
    schema["enum"] = list(scheme_ids(LawBook.load()))


SchemeId = Annotated[Name, Field(json_schema_extra=_list_schemes)]
"""The id of a scoring scheme."""


class SheetFacts(Facts):
    """One member's sheet: points by criterion, or ``absent``."""

    member: Name
    points: dict[str, Amount] | None = None
    absent: bool = False

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.points is None) != self.absent:
            raise Refused("impossible", "ใบคะแนนต้องมี points หรือ absent: true อย่างใดอย่างหนึ่ง")
        return self


class MethodFacts(Facts):
    """An added method and its result in per cent."""

    name: Name
    percent: Amount


class PersonFacts(Facts):
    """What one person's score is made of."""

    sheets: list[SheetFacts]
    methods: list[MethodFacts] = Field(default_factory=list)
    exempt: list[str] = Field(default_factory=list)
    pass_mark: Amount | None = None

    def score(self, law: Law, scheme_id: str) -> Score:
        """The score by a scheme; raises Refused."""
        return score(law, scheme_id, self.given_sheets, self.given_methods, self.exemption)

    @property
    def given_sheets(self) -> tuple[Sheet, ...]:
        """The sheets as the rules take them."""
        return tuple(Sheet(each.member, each.points) for each in self.sheets)

    @property
    def given_methods(self) -> tuple[Method, ...]:
        """The added methods as the rules take them."""
        return tuple(Method(each.name, each.percent) for each in self.methods)

    @property
    def exemption(self) -> Exemption:
        """The exempt criteria and the committee's pass mark."""
        return Exemption(tuple(self.exempt), self.pass_mark)


class ScoreFacts(PersonFacts):
    """The scheme, the sheets, and what the committee added or exempted."""

    scheme: SchemeId
    as_of: Day | None = None


def law_of(context: Context, agency: str, day: Day | None) -> Law:
    """The law of an agency on a day, or as the book knows it last when no day is given."""
    return context.book.newest(agency) if day is None else context.book.at(day, agency)


def run(facts: ScoreFacts, context: Context) -> Answer:
    """The means, the total and whether they pass (doh.score.*, doh.work.*, dms.score.*)."""
    law = law_of(context, agency_of(facts.scheme, context.book), facts.as_of)
    found = facts.score(law, facts.scheme)
    values = {
        "criteria": [
            {
                "id": each.id,
                "label": each.label,
                "maximum": each.maximum,
                "mean": each.mean,
                "passed": each.passed,
            }
            for each in found.criteria
        ],
        "total": found.total,
        "maximum": found.maximum,
        "percent": found.percent,
        "passed": found.passed,
        "reasons": found.reasons,
    }
    return Answer(values, found.explanation, law)


KIND = Kind("score", "คะแนนการประเมินของคณะกรรมการ", ScoreFacts, run)
