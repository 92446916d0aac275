"""``hrdesk calc step_quota``: places of 1 April and the money of both rounds, of one group."""

from __future__ import annotations

from hrdesk.rules.calc.facts import Count, Facts
from hrdesk.rules.calc.registry import Answer, Context, Kind
from hrdesk.rules.calc.salary_facts import Money
from hrdesk.rules.salary.quota import Payroll, step_quota


class StepQuotaFacts(Facts):
    """Heads in post on 1 March; payrolls and what was used, in baht."""

    heads: Count
    payroll_march: Money | None = None
    used_april: Money | None = None
    payroll_september: Money | None = None


def run(facts: StepQuotaFacts, context: Context) -> Answer:
    """The quota and the budgets (sao.step.quota-1, sao.step.budget), by the newest law."""
    law = context.book.newest("sao")
    payroll = Payroll(facts.heads, facts.payroll_march, facts.used_april, facts.payroll_september)
    found = step_quota(payroll, law)
    values = {
        "places": found.places,
        "budget_march": found.budget_march,
        "budget_year": found.budget_year,
        "left_october": found.left_october,
        "needs": found.needs,
    }
    return Answer(values, found.explanation, law)


KIND = Kind("step_quota", "โควตาและวงเงินเลื่อนขั้นเงินเดือน", StepQuotaFacts, run)
