"""The types of the facts about salaries, and the lists of names that ``--schema`` gives."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from hrdesk.rules.calc.facts import Amount
from hrdesk.rules.lawbook import Law, LawBook
from hrdesk.rules.salary.rounding import satang

_MOST = 999_999_999_999


def _whole_satang(amount: Decimal) -> Decimal:
    if amount != satang(amount):
        raise PydanticCustomError("not_a_number", "จำนวนเงินมีทศนิยมไม่เกินสองตำแหน่ง")
    return amount


Money = Annotated[Amount, Field(ge=0, le=_MOST), AfterValidator(_whole_satang)]
"""Baht from 0 up, at most two decimals."""

Pay = Annotated[Amount, Field(gt=0, le=_MOST), AfterValidator(_whole_satang)]
"""Baht a month, more than 0, at most two decimals."""


def names_of(
    agency: str, names: Callable[[Law], tuple[str, ...]]
) -> Callable[[dict[str, Any]], None]:
    """What adds the names known to the newest law of an agency to a fact's schema."""

    def extend(schema: dict[str, Any]) -> None:
        schema["enum"] = list(names(LawBook.load().newest(agency)))

    return extend
