"""The services and queries of payrolls, for ``test_rights``: a secretary may do none of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from hrdesk.services import payroll_conduct, payroll_facts_import, payroll_import, payrolls
from hrdesk.services.queries import payrolls as queries

_REFUSED = "refused"
_DAY = dt.date(2027, 3, 1)
_NOTHING: Any = None  # the right is checked before anything is looked at

_CALLS: dict[str, Callable[..., Any]] = {
    "payrolls.take_payroll": lambda uow, _: payrolls.take_payroll(
        uow, payrolls.TakePayroll("percentage", _DAY)
    ),
    "payrolls.add_row": lambda uow, at: payrolls.add_row(uow, 1, at.person),
    "payrolls.edit_row": lambda uow, _: payrolls.edit_row(uow, _NOTHING),
    "payrolls.remove_row": lambda uow, _: payrolls.remove_row(uow, 1, 1, "ย้าย"),
    "payrolls.freeze": lambda uow, _: payrolls.freeze(uow, 1),
    "payrolls.unfreeze": lambda uow, _: payrolls.unfreeze(uow, 1, 1, "ผิด"),
    "payrolls.discard_payroll": lambda uow, _: payrolls.discard_payroll(uow, 1, 1, "ผิด"),
    "payroll_conduct.set_facts": lambda uow, _: payroll_conduct.set_facts(uow, _NOTHING),
    "payroll_conduct.set_many": lambda uow, _: payroll_conduct.set_many(uow, []),
    "payroll_conduct.take_back": lambda uow, _: payroll_conduct.take_back(uow, []),
    "payroll_import.preview_payroll": lambda uow, _: payroll_import.preview_payroll(
        uow, "percentage", _DAY, _NOTHING
    ),
    "payroll_import.accept_payroll": lambda uow, _: payroll_import.accept_payroll(uow, _NOTHING),
    "payroll_import.export_payroll": lambda uow, _: payroll_import.export_payroll(uow, 1),
    "payroll_facts_import.preview_facts": lambda uow, _: payroll_facts_import.preview_facts(
        uow, 1, _NOTHING
    ),
    "payroll_facts_import.accept_facts": lambda uow, _: payroll_facts_import.accept_facts(
        uow, _NOTHING
    ),
    "queries.payrolls.payrolls": lambda uow, _: queries.payrolls(uow),
    "queries.payrolls.payroll": lambda uow, _: queries.payroll(uow, 1),
    "queries.payrolls.payroll_row": lambda uow, _: queries.payroll_row(uow, 1),
    "queries.payrolls.facts_form": lambda uow, _: queries.facts_form(uow, 1),
    "queries.payrolls.payroll_problems": lambda uow, _: queries.payroll_problems(uow, 1),
    "queries.payrolls.payroll_differences": lambda uow, _: queries.payroll_differences(uow, 1),
}

PAYROLLS: dict[str, tuple[Callable[..., Any], str, str]] = {
    name: (call, _REFUSED, _REFUSED) for name, call in _CALLS.items()
}

PARTS = frozenset(
    {
        "payroll_conduct.facts_limits",
        "payroll_law.payroll_law",
        "payroll_register.earlier_payroll",
        "payroll_register.known_people",
        "payroll_rows.altered",
        "payroll_rows.facts_closed",
        "payroll_rows.fingerprint",
        "kept.keep",
        "paper_keep.keep_paper",
        "sample_rounds.add_results",
        "sample_rounds.add_sample_rounds",
        "payroll_rows.insert_rows",
        "payroll_rows.load_payroll",
        "payroll_rows.open_payroll",
        "payroll_rows.refuse_altered",
        "payroll_rows.rounds_on",
        "payroll_rows.rows_of",
        "payrolls.law_of",
        "payrolls.new_payroll",
        "payrolls.open_one",
        "payrolls.refuse_second",
    }
)
