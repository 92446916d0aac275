"""``hrdesk calc percentage``: the half-yearly raise of a civil servant by a per cent of a base."""

from __future__ import annotations

from hrdesk.rules.calc.facts import Facts, LevelCode, Name, Percent
from hrdesk.rules.calc.registry import Answer, Context, Kind
from hrdesk.rules.calc.salary_facts import Pay
from hrdesk.rules.salary.percentage import percentage_increase


class PercentageFacts(Facts):
    """The BE year of the table, the level, the salary in baht, the per cent given."""

    table: Name
    level: LevelCode
    salary: Pay
    percent: Percent
    appraisal_percent: Percent | None = None


def run(facts: PercentageFacts, context: Context) -> Answer:
    """The raise, and special remuneration past the maximum (dms.pct.*), by the newest law."""
    law = context.book.newest("dms")
    found = percentage_increase(
        facts.table, facts.level, facts.salary, facts.percent, law, facts.appraisal_percent
    )
    values = {
        "base": found.base,
        "raise": found.raised,
        "special": found.special,
        "new_salary": found.new_salary,
        "needs": found.needs,
    }
    return Answer(values, found.explanation, law)


KIND = Kind("percentage", "เลื่อนเงินเดือนเป็นร้อยละ", PercentageFacts, run)
