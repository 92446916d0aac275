"""The services and queries of salary rounds, for ``test_rights``: a secretary may do none of it."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from hrdesk.services import round_cases, salary_choices, salary_final, salary_law, salary_rounds
from hrdesk.services.queries import salary_opening as opening
from hrdesk.services.queries import salary_rounds as queries
from hrdesk.services.queries.salary_types import RoundMeeting

_REFUSED = "refused"
_OPEN = salary_rounds.OpenRound("percentage", 2570, 1, 1)
_CHOICE = salary_choices.SetChoice(1, 1, Decimal(1))

_CALLS: dict[str, Callable[..., Any]] = {
    "salary_rounds.open_round": lambda uow, _: salary_rounds.open_round(uow, _OPEN),
    "salary_rounds.copy_round": lambda uow, _: salary_rounds.copy_round(uow, 1, "ก"),
    "salary_rounds.discard_copy": lambda uow, _: salary_rounds.discard_copy(uow, 1),
    "salary_rounds.discard_round": lambda uow, _: salary_rounds.discard_round(uow, 1, "ผิด"),
    "salary_rounds.adopt_copy": lambda uow, _: salary_rounds.adopt_copy(uow, 1, 1),
    "salary_rounds.set_options": lambda uow, _: salary_rounds.set_options(uow, 1, 1, {}),
    "salary_rounds.set_appraisal": lambda uow, _: salary_rounds.set_appraisal(uow, 1, 1, 1),
    "salary_rounds.record_meeting": lambda uow, _: salary_rounds.record_meeting(
        uow, 1, 1, RoundMeeting(None)
    ),
    "salary_choices.set_choice": lambda uow, _: salary_choices.set_choice(uow, _CHOICE),
    "salary_choices.set_choices": lambda uow, _: salary_choices.set_choices(uow, 1, [_CHOICE]),
    "salary_choices.propose_round": lambda uow, _: salary_choices.propose_round(uow, 1),
    "salary_final.finalise_round": lambda uow, _: salary_final.finalise_round(uow, 1, 1),
    "salary_final.attach_order": lambda uow, _: salary_final.attach_order(uow, 1, "1", None),
    "salary_final.supersede_round": lambda uow, _: salary_final.supersede_round(uow, 1, "ผิด"),
    "round_cases.open_salary_case": lambda uow, _: round_cases.open_salary_case(uow, 1),
    "queries.salary_rounds.salary_rounds": lambda uow, _: queries.salary_rounds(uow),
    "queries.salary_rounds.round_view": lambda uow, _: queries.round_view(uow, 1),
    "queries.salary_rounds.round_version": lambda uow, _: queries.round_version(uow, 1),
    "queries.salary_rounds.simulate_round": lambda uow, _: queries.simulate_round(uow, 1, {}),
    "queries.salary_rounds.round_compare": lambda uow, _: queries.round_compare(uow, [1]),
    "queries.salary_rounds.explanation_of": lambda uow, _: queries.explanation_of(uow, 1, 1),
    "queries.salary_rounds.kept_runs": lambda uow, _: queries.kept_runs(uow, 1),
    "queries.salary_opening.round_offers": lambda uow, _: opening.round_offers(uow),
    "queries.salary_opening.base_tables": lambda uow, _: opening.base_tables(uow),
}

SALARY_ROUNDS: dict[str, tuple[Callable[..., Any], str, str]] = {
    name: (call, _REFUSED, _REFUSED) for name, call in _CALLS.items()
}
SALARY_ROUNDS["salary_law.offered_schemes"] = (
    lambda uow, _: salary_law.offered_schemes(uow), "done", "done",
)  # fmt: skip

PARTS = frozenset(
    {
        "committee_fit.committee_unfit",
        "procedures.lender_of",
        "round_cases.file_with",
        "round_cases.matter_of",
        "salary_compute.april_money",
        "salary_compute.basis_of",
        "salary_compute.final_april",
        "salary_compute.load_round",
        "salary_compute.people_of",
        "salary_compute.stored_rows",
        "salary_law.borrowed",
        "salary_law.salary_law",
        "salary_live.newest_run",
        "salary_live.sums_of",
        "salary_live.view_of",
        "salary_standing.round_standing",
        "salary_rounds.check_payroll",
        "salary_rounds.copy_of",
        "salary_rounds.open_one",
        "salary_rounds.open_principal",
    }
)
