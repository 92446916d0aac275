"""``hrdesk calc step_raise``: a salary after steps on the ladder of local officials."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from hrdesk.rules.calc.facts import Day, Facts, Name, NotNegative
from hrdesk.rules.calc.registry import Answer, Context, Kind
from hrdesk.rules.calc.salary_facts import Pay, names_of
from hrdesk.rules.salary.steps import ladder_names, read_ladder, step_raise


class StepRaiseFacts(Facts):
    """The column of the salary table, the salary in baht, and the steps of one round."""

    ladder: Annotated[Name, Field(json_schema_extra=names_of("sao", ladder_names))]
    salary: Pay
    steps: NotNegative
    as_of: Day


def run(facts: StepRaiseFacts, context: Context) -> Answer:
    """The new salary, and special remuneration past the top (sao.step.moves, sao.step.ceiling)."""
    law = context.book.at(facts.as_of, "sao")
    found = step_raise(read_ladder(law, facts.ladder), facts.salary, facts.steps, law)
    values = {
        "from_step": found.from_step,
        "to_step": found.to_step,
        "new_salary": found.new_salary,
        "special": found.special,
    }
    return Answer(values, found.explanation, law)


KIND = Kind("step_raise", "เลื่อนขั้นเงินเดือนตามบัญชี", StepRaiseFacts, run)
