"""Amendments: dated values that an office adds to rules of the law book, through the same checks.

An amendment becomes part of the text of the rule's own file, so that the one strict loader reads
it: unit, total, bands and tables are checked as in the files the program comes with.
"""

from __future__ import annotations

import datetime as dt
import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from hrdesk.rules.citation import Citation
from hrdesk.rules.lawbook import SETS, LawBook
from hrdesk.rules.parameters import Parameter
from hrdesk.rules.strict_yaml import DataFileError, parse_mapping

_TABLE_NAME = re.compile(r"[\w.-]+\.csv")


@dataclass(frozen=True, slots=True)
class Amendment:
    """The value of one rule from ``effective_on``, as YAML text; ``null`` ends the rule.

    ``tables`` are the CSV tables that the value of a rule of unit ``csv`` names: (name, text).
    """

    rule: str
    effective_on: dt.date
    value: str
    citation: Citation
    tables: tuple[tuple[str, str], ...] = ()


def amended(book: LawBook, amendments: Sequence[Amendment]) -> LawBook:
    """The book with each amendment in its rule; a later one of the same rule and day replaces.

    Raises DataFileError, naming the rule, for anything that the loader refuses.
    """
    if not amendments:
        return book
    texts = dict(book.texts)
    by_file: dict[str, list[tuple[Parameter, Amendment]]] = {}
    for amendment in amendments:
        parameter = _parameter(book, amendment.rule)
        by_file.setdefault(parameter.file, []).append((parameter, amendment))
    for path, found in by_file.items():
        content = parse_mapping(path, texts[path])
        for parameter, amendment in found:
            _put_tables(texts, parameter, amendment)
            _put_value(content["parameters"][amendment.rule], path, amendment)
        texts[path] = dump(content)
    book = LawBook(texts)
    for law_set in sorted({path.partition("/")[0] for path in by_file}):
        book.parameters(law_set)
    return book


def dump(content: Any) -> str:
    """YAML text of plain data, in the order given, without anchors."""
    import yaml

    class _Dumper(yaml.SafeDumper):
        """Writes what stands twice twice: an anchor says nothing to people."""

        def ignore_aliases(self, data: Any) -> bool:
            del data
            return True

    text = yaml.dump(content, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1000)
    return text.removesuffix("...\n")  # the mark that ends a document of one plain word


def _parameter(book: LawBook, rule: str) -> Parameter:
    law_set = rule.partition(".")[0]
    parameter = book.parameters(law_set).get(rule) if law_set in SETS else None
    if parameter is None:
        raise DataFileError("", rule, "no such rule")
    return parameter


def _put_tables(texts: dict[str, str], parameter: Parameter, amendment: Amendment) -> None:
    folder = parameter.file.rpartition("/")[0]
    for name, text in amendment.tables:
        if parameter.unit != "csv":
            raise DataFileError(parameter.file, amendment.rule, "only a rule of tables has tables")
        if not _TABLE_NAME.fullmatch(name):
            raise DataFileError(parameter.file, amendment.rule, f"not a table's name: {name}")
        if texts.setdefault(f"{folder}/{name}", text) != text:
            raise DataFileError(parameter.file, amendment.rule, f"{name} is there already")


def _put_value(body: dict[str, Any], path: str, amendment: Amendment) -> None:
    rule, day = amendment.rule, amendment.effective_on
    if not amendment.value.strip():
        raise DataFileError(path, rule, "no value")
    if not amendment.citation.instrument.strip():
        raise DataFileError(path, rule, "a value without a citation")
    try:
        given = parse_mapping(path, "value:\n" + textwrap.indent(amendment.value, "  "))["value"]
    except DataFileError as problem:
        raise DataFileError(path, rule, problem.message) from None
    values = {**body["values"], day: given}
    body["values"] = dict(sorted(values.items()))
    body["citations"] = {**body["citations"], day: [_cited(amendment.citation)]}


def _cited(citation: Citation) -> dict[str, Any]:
    given = {
        "instrument": citation.instrument,
        "clause": citation.clause,
        "dated": citation.dated,
        "gazette": citation.gazette,
        "note": citation.note,
    }
    return {key: value for key, value in given.items() if value}
