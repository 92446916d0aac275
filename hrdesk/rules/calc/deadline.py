"""``hrdesk calc deadline``: when works, objections, papers, minutes and revised works are due."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from hrdesk.rules.calc.facts import AgencyCode, Day, Facts, LevelCode
from hrdesk.rules.calc.registry import Answer, Context, Kind
from hrdesk.rules.dates import BE_OFFSET, FIRST_YEAR, LAST_YEAR
from hrdesk.rules.deadlines import Event, deadline
from hrdesk.rules.lawbook import NotInForce

What = Literal[
    "send_works", "objection", "committee_papers", "minutes", "revise", "retiring_send_works"
]


class DeadlineFacts(Facts):
    """``event_on``: the announcement, the meeting, the minutes sent, or the notice of the result."""

    agency: AgencyCode
    what: What
    event_on: Day
    level: LevelCode | None = None
    extended: bool = False
    retires_fiscal_year: (
        Annotated[int, Field(ge=FIRST_YEAR + BE_OFFSET, le=LAST_YEAR + BE_OFFSET)] | None
    ) = None
    result: Literal["passed", "minor", "major", "failed"] | None = None
    as_of: Day | None = None


def run(facts: DeadlineFacts, context: Context) -> Answer:
    """The last day, None where the rule sets none; the law is that of ``as_of`` or the event."""
    law = context.book.at(facts.as_of or facts.event_on, facts.agency.value)
    event = Event(
        facts.event_on, facts.level, facts.extended, facts.retires_fiscal_year, facts.result
    )
    try:
        found = deadline(facts.what, event, law, context.holidays_between)
    except NotInForce as refusal:
        refusal.where = "as_of" if facts.as_of else "event_on"
        raise
    values = {"due": found.due, "before_holidays": found.before_holidays, "rule": found.rule}
    return Answer(values, found.explanation, law)


KIND = Kind("deadline", "กำหนดเวลา", DeadlineFacts, run)
