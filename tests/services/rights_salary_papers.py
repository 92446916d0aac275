"""The services and queries of papers of salary rounds, for ``test_rights``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hrdesk.services import salary_letters, salary_output
from hrdesk.services.queries import salary_papers as queries

_REFUSED = "refused"
_CALLS: dict[str, Callable[..., Any]] = {
    "queries.salary_papers.round_book": lambda uow, _: queries.round_book(uow, 1),
    "salary_letters.prepare_round_letter": lambda uow, _: salary_letters.prepare_round_letter(
        uow, 1, "order"
    ),
    "salary_output.file_round_papers": lambda uow, _: salary_output.file_round_papers(uow, 1, ()),
}

SALARY_PAPERS: dict[str, tuple[Callable[..., Any], str, str]] = {
    name: (call, _REFUSED, _REFUSED) for name, call in _CALLS.items()
}
