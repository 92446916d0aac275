"""``hrdesk calc qualification_salary``: the starting salary with the four factors."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from hrdesk.rules.calc.facts import Day, Facts, Name
from hrdesk.rules.calc.registry import Answer, Context, Kind
from hrdesk.rules.calc.salary_facts import names_of
from hrdesk.rules.lawbook import NotInForce
from hrdesk.rules.refusal import Refused
from hrdesk.rules.salary.qualification import qualification_names, qualification_salary


class QualificationFacts(Facts):
    """The recognised qualification, where it was earned, the day of entry, the factors met."""

    qualification: Annotated[Name, Field(json_schema_extra=names_of("dms", qualification_names))]
    institution: Literal["ในประเทศ", "ต่างประเทศ"]
    on: Day
    factors: list[Annotated[int, Field(ge=1, le=4)]]


def run(facts: QualificationFacts, context: Context) -> Answer:
    """The start, what each factor adds, the total, and whether the figures stand (dms.qsal.*)."""
    law = context.book.at(facts.on, "dms")
    try:
        found = qualification_salary(facts.qualification, facts.institution, facts.factors, law)
    except NotInForce as problem:
        raise Refused(problem.code, problem.message, "on") from None
    values = {
        "start": found.start,
        "added": found.added,
        "total": found.total,
        "confirmed": found.confirmed,
    }
    return Answer(values, found.explanation, law)


KIND = Kind("qualification_salary", "เงินเดือนตามคุณวุฒิและปัจจัย", QualificationFacts, run)
