"""Whether a law book still works after amendments: the loader, the schemes, the calculations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from hrdesk import paths
from hrdesk.rules.amendments import Amendment, amended
from hrdesk.rules.calc.registry import Context, calculate, kinds
from hrdesk.rules.lawbook import COMMON, LawBook
from hrdesk.rules.refusal import Refused
from hrdesk.rules.scoring_scheme import agency_of, scheme, scheme_ids
from hrdesk.rules.strict_yaml import DataFileError, read_mapping
from hrdesk.services.due import LIBRARY
from hrdesk.services.errors import DomainError

_BROKEN = (LookupError, TypeError, ValueError, AttributeError, ArithmeticError)


def checked_book(book: LawBook, amendments: Sequence[Amendment]) -> LawBook:
    """Return the book with the amendments, once everything that reads it still can.

    Errors: ``law_value_refused`` (facts: key, message of the loader), ``law_table_heads``,
    ``law_breaks`` (what: the scheme or calculation that the new values leave without what it
    reads).
    """
    try:
        after = amended(book, amendments)
        everywhere = amended(book, tuple(_on_every_day(book, amendments)))
    except DataFileError as problem:
        raise DomainError(
            "law_value_refused", field="value", key=problem.key, message=problem.message
        ) from problem
    for amendment in amendments:
        _check_heads(after, amendment)
        _check_schemes(after, amendment)
    _check_calculations(everywhere)
    return after


def _on_every_day(book: LawBook, amendments: Sequence[Amendment]) -> Iterator[Amendment]:
    """The amendments from every first day of their rules, so that examples of any day read them."""
    for amendment in amendments:
        parameter = book.parameters(amendment.rule.partition(".")[0]).get(amendment.rule)
        for day in (*(parameter.days if parameter else ()), amendment.effective_on):
            yield replace(amendment, effective_on=day)


def _check_heads(book: LawBook, amendment: Amendment) -> None:
    """A table keeps the columns of the one it follows: calculations read it by their names."""
    parameter = book.parameters(amendment.rule.partition(".")[0])[amendment.rule]
    if parameter.unit != "csv":
        return
    tables = [value for value in parameter.values if value]
    wanted = [list(rows[0]) for rows in tables]
    if any(heads != wanted[0] for heads in wanted):
        raise DomainError("law_table_heads", field="value", heads=wanted[0])


def _check_schemes(book: LawBook, amendment: Amendment) -> None:
    law_set = amendment.rule.partition(".")[0]
    for scheme_id in scheme_ids(book):
        agency = agency_of(scheme_id, book)
        if law_set in {agency, COMMON}:
            try:
                scheme(book.at(amendment.effective_on, agency), scheme_id)
            except Refused:
                continue  # not in force on that day
            except _BROKEN as problem:
                what = book.newest(agency).parameter(amendment.rule).description
                raise DomainError("law_breaks", field="value", what=what) from problem


def _check_calculations(book: LawBook) -> None:
    examples = read_mapping(paths.resource("sample/calculator.yaml"))
    for kind in kinds():
        try:
            calculate(kind.name, dict(examples[kind.name]), Context(book, LIBRARY.of_year))
        except Refused:
            continue  # the example's own facts may not fit the new value
        except _BROKEN as problem:
            raise DomainError("law_breaks", field="value", what=kind.title) from problem
