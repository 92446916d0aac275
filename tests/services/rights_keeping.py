"""The services and queries of indicators, slips and keeping, for ``test_rights``.

Each is (call, what comes of it for a secretary, for a general user).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from hrdesk.rules.codes import CaseType
from hrdesk.services import attachments, file_access, keeping, slips
from hrdesk.services.queries import indicators as indicator_queries
from hrdesk.services.queries import keeping as keeping_queries

_FILTER = keeping_queries.KeepingFilter(dt.date(2026, 11, 20))
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
    "attachments.restrict_attachment": (
        lambda uow, at: attachments.restrict_attachment(uow, at.file, True), _REFUSED, _REFUSED,
    ),
    "file_access.set_restricted_roles": (
        lambda uow, _: file_access.set_restricted_roles(
            uow, file_access.SetRestrictedRoles(frozenset())
        ), _REFUSED, _REFUSED,
    ),
    "file_access.opening_roles": (
        lambda uow, _: file_access.opening_roles(uow), _DONE, _REFUSED,
    ),
    "keeping.set_retention": (
        lambda uow, _: keeping.set_retention(
            uow, keeping.SetRetention(CaseType.RESIGNATION, "never", None, "ระเบียบ")
        ), _REFUSED, _REFUSED,
    ),
    "queries.keeping.retention_rules": (
        lambda uow, _: keeping_queries.retention_rules(uow), _DONE, _REFUSED,
    ),
    "queries.keeping.keeping_list": (
        lambda uow, _: keeping_queries.keeping_list(uow, _FILTER), _DONE, _REFUSED,
    ),
}  # fmt: skip

PARTS = frozenset(
    {
        "file_access.may_open_restricted",
        "file_access.preferences",
        "file_access.restricted_at_first",
        "file_access.restricted_roles",
        "file_access.save_preference",
        "keeping.own_retention",
        "queries.throughput.matters_of",
        "queries.throughput.reached_before",
        "queries.throughput.steps_of",
    }
)
