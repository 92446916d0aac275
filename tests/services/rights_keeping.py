"""The services and queries of indicators, slips and keeping, for ``test_rights``.

Each is (call, what comes of it for a secretary, for a general user).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hrdesk.services import slips
from hrdesk.services.queries import indicators as indicator_queries

_DONE, _REFUSED = "done", "refused"

KEEPING: dict[str, tuple[Callable[..., Any], str, str]] = {
    "queries.indicators.indicators": (
        lambda uow, _: indicator_queries.indicators(uow, 2569), _DONE, _REFUSED,
    ),
    "queries.indicators.years_with_cases": (
        lambda uow, _: indicator_queries.years_with_cases(uow), _DONE, _REFUSED,
    ),
    "slips.issue_slip": (lambda uow, at: slips.issue_slip(uow, at.case), _REFUSED, _REFUSED),
    "slips.find_by_code": (
        lambda uow, _: slips.find_by_code(uow, "AAAAAA"), "slip_unknown", _REFUSED,
    ),
    "slips.matters_page": (lambda uow, at: slips.matters_page(uow, at.person), _REFUSED, _REFUSED),
}  # fmt: skip

PARTS = frozenset(
    {
        "queries.throughput.matters_of",
        "queries.throughput.reached_before",
        "queries.throughput.steps_of",
    }
)
