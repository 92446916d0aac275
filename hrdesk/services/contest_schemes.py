"""The scheme that a contest is scored by: one of the law, or the office's own."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from hrdesk.models import Contest
from hrdesk.rules.lawbook import Law
from hrdesk.rules.own_scheme import OwnMarks, own_scheme
from hrdesk.rules.refusal import Refused
from hrdesk.rules.scoring_scheme import Criterion, Scheme, agency_of, scheme
from hrdesk.services.office_law import law_book, office_agency
from hrdesk.services.unit_of_work import UnitOfWork

OWN = "own"
"""What ``Contest.scheme`` holds where the office's own scheme is used."""


def contest_law(uow: UnitOfWork, contest: Contest) -> Law:
    """Return the law of the set that the contest's scheme belongs to, on its day."""
    book = law_book(uow)
    agency = office_agency(uow).value if contest.scheme == OWN else agency_of(contest.scheme, book)
    return book.at(contest.law_day, agency)


def contest_scheme(uow: UnitOfWork, contest: Contest) -> Scheme:
    """Return the scheme of a contest; raises Refused where there is none or it does not sum."""
    if contest.scheme == OWN:
        return read_own(contest.own_scheme)
    return contest_rules(uow, contest)[1]


def contest_rules(uow: UnitOfWork, contest: Contest) -> tuple[Law, Scheme]:
    """Return the law and the scheme of a contest, the book read once; raises Refused."""
    law = contest_law(uow, contest)
    if contest.scheme == OWN:
        return law, read_own(contest.own_scheme)
    return law, scheme(law, contest.scheme)


def read_own(stored: Mapping[str, Any]) -> Scheme:
    """Return an office's own scheme from what a contest keeps; raises Refused.

    ``stored``: title, resolution, total, per_post, criteria (id, label, maximum, allowed,
    may_be_exempt) and marks (total, each, method, methods_mean), every number as text.
    """
    marks = stored.get("marks", {})
    return own_scheme(
        title=str(stored.get("title", "")),
        criteria=[_criterion(each, index) for index, each in enumerate(stored.get("criteria", ()))],
        stated_total=_number(stored.get("total", "100"), "total"),
        marks=OwnMarks(
            total=_number(marks.get("total", ""), "marks.total"),
            each=_maybe(marks.get("each"), "marks.each"),
            method=_maybe(marks.get("method"), "marks.method"),
            methods_mean=_maybe(marks.get("methods_mean"), "marks.methods_mean"),
        ),
        resolution=str(stored.get("resolution", "")),
        per_post=stored.get("per_post"),
    )


def _criterion(stored: Mapping[str, Any], index: int) -> Criterion:
    where = f"criteria.{index}"
    return Criterion(
        id=str(stored.get("id") or f"c{index + 1}"),
        label=str(stored.get("label", "")),
        maximum=_number(stored.get("maximum", ""), f"{where}.maximum"),
        allowed=tuple(_number(each, f"{where}.allowed") for each in stored.get("allowed", ())),
        may_be_exempt=bool(stored.get("may_be_exempt", False)),
    )


def _maybe(given: Any, where: str) -> Decimal | None:
    return None if given in (None, "") else _number(given, where)


def _number(given: Any, where: str) -> Decimal:
    try:
        number = Decimal(str(given).strip())
    except InvalidOperation:
        raise Refused("not_a_number", "ต้องเป็นตัวเลข", where) from None
    if not number.is_finite():
        raise Refused("not_a_number", "ต้องเป็นตัวเลข", where)
    return number
