"""The office's law on its way out to a YAML file, and what a file brought in would change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from hrdesk.exchange.law_files import read_law, write_law
from hrdesk.rules.amendments import Amendment
from hrdesk.rules.strict_yaml import DataFileError
from hrdesk.services.access import Right, require
from hrdesk.services.errors import DomainError
from hrdesk.services.law_checks import checked_book
from hrdesk.services.office_law import AmendRule, law_book, value_on
from hrdesk.services.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class LawDifference:
    """One value of a file that the office's law has otherwise, and what is wrong with it."""

    id: int
    rule: str
    description: str
    unit: str
    effective_on: dt.date | None
    before: Any
    after: Any
    source: str
    problem: DomainError | None
    command: AmendRule | None


@dataclass(frozen=True, slots=True)
class LawDifferences:
    """What a file would change; ``same`` values stand as they are."""

    lines: tuple[LawDifference, ...]
    same: int


def law_text(uow: UnitOfWork, rules: Sequence[str]) -> str:
    """Return rules of the office's law as the text of a YAML file."""
    require(uow.actor, Right.SEE_ALL_CASES)
    return write_law(law_book(uow), rules, uow.clock.today())


def law_differences(uow: UnitOfWork, text: str) -> LawDifferences:
    """Return what a law file says otherwise, each value tried alone.

    Errors: ``law_file_refused`` where the text is no law file.
    """
    require(uow.actor, Right.MANAGE_OFFICE)
    book = law_book(uow)
    try:
        found = read_law(text, book)
    except DataFileError as problem:
        raise DomainError("law_file_refused", message=problem.message) from problem
    lines: list[LawDifference] = []
    for each in found.amendments:
        parameter = book.parameters(each.rule.partition(".")[0])[each.rule]
        refused, after = None, None
        try:
            after = value_on(checked_book(book, (each,)), each.rule, each.effective_on)
        except DomainError as problem:
            refused = problem
        lines.append(
            LawDifference(
                id=len(lines),
                rule=each.rule,
                description=parameter.description,
                unit=parameter.unit,
                effective_on=each.effective_on,
                before=value_on(book, each.rule, each.effective_on),
                after=after,
                source=each.citation.text,
                problem=refused,
                command=_command(each, book.hash) if refused is None else None,
            )
        )
    for rule, message in found.problems:
        wrong = DomainError("law_value_refused", message=message)
        lines.append(LawDifference(len(lines), rule, rule, "", None, None, None, "", wrong, None))
    return LawDifferences(tuple(lines), found.same)


def _command(amendment: Amendment, based_on: str) -> AmendRule:
    return AmendRule(
        rule=amendment.rule,
        effective_on=amendment.effective_on,
        value=amendment.value,
        citation=amendment.citation,
        reason="",
        based_on=based_on,
        table=amendment.tables[0][1] if amendment.tables else "",
    )
