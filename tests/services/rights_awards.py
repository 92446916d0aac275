"""The services and queries of salaries outside rounds and of the history, for ``test_rights``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from hrdesk.services import award_papers, awards, salary_history
from hrdesk.services.award_figures import AwardInputs, AwardKind
from hrdesk.services.queries import award_preview, award_start
from hrdesk.services.queries import awards as queries
from hrdesk.services.queries import salary_history as history_queries

_REFUSED, _DONE = "refused", "done"
_DAY = dt.date(2025, 5, 1)
_INPUTS = AwardInputs(AwardKind.QUALIFICATION, 1, _DAY, "ป.ตรี 4 ปี")
_LINE = salary_history.RecordSalary(1, _DAY, "other", None, "")

AWARDS: dict[str, tuple[Callable[..., Any], str, str]] = {
    "awards.save_award": (
        lambda uow, _: awards.save_award(uow, awards.SaveAward(_INPUTS)), _REFUSED, _REFUSED,
    ),
    "awards.save_compensation": (
        lambda uow, _: awards.save_compensation(uow, _DAY, ()), _REFUSED, _REFUSED,
    ),
    "awards.discard_award": (
        lambda uow, _: awards.discard_award(uow, 99, 1), _REFUSED, _REFUSED,
    ),
    "awards.decide_awards": (
        lambda uow, _: awards.decide_awards(uow, awards.DecideAwards((), "1", _DAY)),
        _REFUSED, _REFUSED,
    ),
    "awards.correct_award": (
        lambda uow, _: awards.correct_award(uow, 99, "ผิด"), _REFUSED, _REFUSED,
    ),
    "award_papers.prepare_award_order": (
        lambda uow, _: award_papers.prepare_award_order(uow, ()), _REFUSED, _REFUSED,
    ),
    "award_papers.prepare_award_sheet": (
        lambda uow, _: award_papers.prepare_award_sheet(uow, 99), _REFUSED, _REFUSED,
    ),
    "award_papers.prepare_salary_record": (
        lambda uow, at: award_papers.prepare_salary_record(uow, at.person), _DONE, _REFUSED,
    ),
    "queries.awards.awards": (lambda uow, _: queries.awards(uow), _REFUSED, _REFUSED),
    "queries.awards.award_lines": (
        lambda uow, _: queries.award_lines(uow, ()), _REFUSED, _REFUSED,
    ),
    "queries.awards.award": (lambda uow, _: queries.award(uow, 99), _REFUSED, _REFUSED),
    "queries.awards.award_choices": (
        lambda uow, _: queries.award_choices(uow, _DAY), _REFUSED, _REFUSED,
    ),
    "queries.awards.work_out": (
        lambda uow, _: queries.work_out(uow, _INPUTS), _REFUSED, _REFUSED,
    ),
    "queries.award_preview.compensation_preview": (
        lambda uow, _: award_preview.compensation_preview(uow, _DAY), _REFUSED, _REFUSED,
    ),
    "queries.award_start.award_start": (
        lambda uow, at: award_start.award_start(uow, AwardKind.PRIOR, at.person, _DAY),
        _REFUSED, _REFUSED,
    ),
    "salary_history.record_salary": (
        lambda uow, _: salary_history.record_salary(uow, _LINE), _REFUSED, _REFUSED,
    ),
    "salary_history.strike_line": (
        lambda uow, _: salary_history.strike_line(uow, 99, "ผิด"), _REFUSED, _REFUSED,
    ),
    "queries.salary_history.salary_history": (
        lambda uow, at: history_queries.salary_history(uow, at.person), _DONE, _REFUSED,
    ),
}  # fmt: skip

PARTS = frozenset(
    {
        "queries.awards.is_borrowed",
        "queries.awards.live_awards",
        "award_decision.decide_drafts",
        "salary_correction.correction_notes",
        "salary_correction.lines_of_round",
        "salary_correction.overtaken",
        "salary_lines.registers_moved",
        "salary_lines.salaries_on",
        "salary_lines.strike_lines",
        "salary_lines.write_lines",
    }
)
