"""``hrdesk calc contract_raise``: the yearly raise of contract employees against its budget."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from hrdesk.rules.calc.facts import Amount, Day, Facts, Name, Percent
from hrdesk.rules.calc.registry import Answer, Context, Kind
from hrdesk.rules.calc.salary_facts import Pay
from hrdesk.rules.salary.contract import ContractPerson, contract_raise


class PersonFacts(Facts):
    """One contract employee: baht a month, score of 100, months in the post of the year."""

    id: Name
    pay: Pay
    score: Percent
    months: Annotated[Amount, Field(ge=0, le=12)]
    rate: Percent | None = None


class ContractRaiseFacts(Facts):
    """Everyone on the contract payroll of 1 September."""

    people: Annotated[list[PersonFacts], Field(min_length=1)]
    as_of: Day


def run(facts: ContractRaiseFacts, context: Context) -> Answer:
    """The raise of each and the sum against the budget (sao.raise.*)."""
    law = context.book.at(facts.as_of, "sao")
    people = [
        ContractPerson(each.id, each.pay, each.score, each.months, each.rate)
        for each in facts.people
    ]
    found = contract_raise(people, law)
    rows = [
        {
            "id": row.id,
            "eligible": row.eligible,
            "level": row.level,
            "rate": row.rate,
            "raise": row.raised,
            "new_pay": row.new_pay,
            "reason": row.reason or None,
        }
        for row in found.rows
    ]
    values = {
        "rows": rows,
        "payroll": found.payroll,
        "budget": found.budget,
        "spent": found.spent,
        "over_by": found.over_by,
    }
    return Answer(values, found.explanation, law)


KIND = Kind("contract_raise", "เลื่อนค่าตอบแทนพนักงานจ้าง", ContractRaiseFacts, run)
