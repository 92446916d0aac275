"""The services and queries of appraisal rounds, for ``test_rights``: a secretary may do none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hrdesk.services import (
    appraisal_agreements,
    appraisal_final,
    appraisal_import,
    appraisal_papers,
    appraisal_rounds,
    appraisals,
)
from hrdesk.services.queries import appraisal_forms
from hrdesk.services.queries import appraisals as queries

_REFUSED = "refused"
_NOTHING: Any = None  # the right is checked before anything is looked at

_CALLS: dict[str, Callable[..., Any]] = {
    "appraisal_rounds.open_appraisal_round": lambda uow, _: appraisal_rounds.open_appraisal_round(
        uow, _NOTHING
    ),
    "appraisal_rounds.save_appraisal_round": lambda uow, _: appraisal_rounds.save_appraisal_round(
        uow, _NOTHING
    ),
    "appraisal_rounds.add_people": lambda uow, _: appraisal_rounds.add_people(uow, _NOTHING),
    "appraisal_rounds.set_appraiser": lambda uow, _: appraisal_rounds.set_appraiser(
        uow, (), _NOTHING
    ),
    "appraisal_rounds.remove_person": lambda uow, _: appraisal_rounds.remove_person(uow, 1, 1, "ก"),
    "appraisal_rounds.open_appraisal_case": lambda uow, _: appraisal_rounds.open_appraisal_case(
        uow, 1
    ),
    "appraisal_agreements.save_agreement": lambda uow, _: appraisal_agreements.save_agreement(
        uow, _NOTHING
    ),
    "appraisal_agreements.copy_agreements": lambda uow, _: appraisal_agreements.copy_agreements(
        uow, _NOTHING
    ),
    "appraisal_agreements.clear_agreements": lambda uow, _: appraisal_agreements.clear_agreements(
        uow, ()
    ),
    "appraisal_papers.prepare_appraisal_papers": lambda uow, _: (
        appraisal_papers.prepare_appraisal_papers(uow, "appraisal_form", (1,))
    ),
    "appraisal_papers.prepare_summary": lambda uow, _: appraisal_papers.prepare_summary(uow, 1),
    "appraisal_papers.prepare_outstanding": lambda uow, _: appraisal_papers.prepare_outstanding(
        uow, 1
    ),
    "appraisals.set_totals": lambda uow, _: appraisals.set_totals(uow, _NOTHING),
    "appraisals.set_detail": lambda uow, _: appraisals.set_detail(uow, _NOTHING),
    "appraisals.acknowledge": lambda uow, _: appraisals.acknowledge(uow, _NOTHING),
    "appraisals.screen": lambda uow, _: appraisals.screen(uow, (), ""),
    "appraisals.save_review": lambda uow, _: appraisals.save_review(uow, _NOTHING),
    "appraisal_final.close_round": lambda uow, _: appraisal_final.close_round(uow, 1, 1),
    "appraisal_final.reopen_round": lambda uow, _: appraisal_final.reopen_round(uow, 1, 1, "ก"),
    "appraisal_import.results_form": lambda uow, _: appraisal_import.results_form(uow, 1),
    "appraisal_import.preview_results": lambda uow, _: appraisal_import.preview_results(
        uow, 1, _NOTHING
    ),
    "appraisal_import.accept_results": lambda uow, _: appraisal_import.accept_results(
        uow, _NOTHING
    ),
    "queries.appraisals.results_of": lambda uow, _: queries.results_of(uow, 1),
    "queries.appraisals.appraisal_rounds": lambda uow, _: queries.appraisal_rounds(uow),
    "queries.appraisals.appraisal_round": lambda uow, _: queries.appraisal_round(uow, 1),
    "queries.appraisals.people_to_add": lambda uow, _: queries.people_to_add(uow, 1),
    "queries.appraisal_forms.appraisal": lambda uow, _: appraisal_forms.appraisal(uow, 1),
    "queries.appraisal_forms.appraisal_views": lambda uow, _: appraisal_forms.appraisal_views(
        uow, (1,)
    ),
}
APPRAISALS = {name: (call, _REFUSED, _REFUSED) for name, call in _CALLS.items()}
PARTS = frozenset(
    {
        "appraisal_law.person_staff",
        "appraisal_rounds.seen_appraisals",
        "appraisal_rounds.unclosed_appraisals",
        "appraisal_rounds.unclosed_round",
        "appraisal_rounds.round_days",
        "appraisals.appraised_name",
        "queries.appraisals.closings_of",
    }
)
