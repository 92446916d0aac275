"""The services and queries of committees, meetings and points, for ``test_rights``.

Each is (call, what comes of it for a secretary, for a general user). A secretary works meetings,
so what stands here of one is only how the call itself ends on the office of that test.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hrdesk.services import score_checks, scores
from hrdesk.services.queries import scores as score_queries
from hrdesk.services.score_checks import SheetRef

_REFUSED, _MISSING = "refused", "not_found"
_CELL = scores.CellPoints(1, 1, "person", None)
_SHEET = SheetRef(1, 1)

MEETINGS: dict[str, tuple[Callable[..., Any], str, str]] = {
    "queries.scores.contest_grid": (
        lambda uow, _: score_queries.contest_grid(uow, 1), _MISSING, _REFUSED,
    ),
    "queries.scores.sheet_history": (
        lambda uow, _: score_queries.sheet_history(uow, 1, 1), "done", _REFUSED,
    ),
    "scores.set_point": (lambda uow, _: scores.set_point(uow, 1, _CELL), _MISSING, _REFUSED),
    "scores.set_points": (lambda uow, _: scores.set_points(uow, 1, [_CELL]), _MISSING, _REFUSED),
    "score_checks.hand_in": (
        lambda uow, _: score_checks.hand_in(uow, [_SHEET]), _MISSING, _REFUSED,
    ),
    "score_checks.take_back": (
        lambda uow, _: score_checks.take_back(uow, _SHEET), _MISSING, _REFUSED,
    ),
    "score_checks.verify": (lambda uow, _: score_checks.verify(uow, [_SHEET]), _MISSING, _REFUSED),
    "score_checks.reject": (
        lambda uow, _: score_checks.reject(uow, _SHEET, "ผิด"), _MISSING, _REFUSED,
    ),
    "score_checks.supersede": (
        lambda uow, _: score_checks.supersede(uow, _SHEET, "ผิด"), _MISSING, _REFUSED,
    ),
    "score_checks.rekey": (lambda uow, _: score_checks.rekey(uow, _SHEET, {}), _MISSING, _REFUSED),
    "score_checks.confirm_rekey": (
        lambda uow, _: score_checks.confirm_rekey(uow, _SHEET), _MISSING, _REFUSED,
    ),
}  # fmt: skip

PARTS = frozenset(
    {
        "contest_schemes.contest_law",
        "contest_schemes.contest_scheme",
        "queries.scores.scoring_members",
        "scores.open_contest",
    }
)
"""What these are made of: it checks no right, and no page calls it."""
