"""The calculator page's way to the rules: kinds, their facts, worked examples, and answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from hrdesk import paths
from hrdesk.rules.calc.registry import Context
from hrdesk.rules.calc.registry import calculate as answer_of
from hrdesk.rules.calc.registry import kinds as all_kinds
from hrdesk.rules.codes import Agency
from hrdesk.rules.dates import thai_date_short
from hrdesk.rules.explanation import Explanation, shown
from hrdesk.rules.lawbook import COMMON, Law, LawBook
from hrdesk.rules.publication import outlets
from hrdesk.rules.refusal import Refused
from hrdesk.rules.scoring_scheme import Scheme, agency_of, scheme, scheme_ids
from hrdesk.rules.strict_yaml import read_mapping
from hrdesk.services.access import Right, require
from hrdesk.services.due import calendar
from hrdesk.services.office_law import law_book
from hrdesk.services.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class KindInfo:
    """One kind of calculation: its name, Thai title and the JSON schema of its facts."""

    name: str
    title: str
    schema: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All the page offers: kinds, Thai words of codes, criteria of schemes, worked examples.

    ``criteria`` holds for each scheme (id, Thai label, most points); ``examples`` the facts that
    the button "ตัวอย่าง" fills in, by kind.
    """

    kinds: tuple[KindInfo, ...]
    words: Mapping[str, str]
    criteria: Mapping[str, tuple[tuple[str, str, str], ...]]
    examples: Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of facts: values, why and by which law; or the refusal."""

    values: Mapping[str, Any]
    explanation: Explanation | None
    law: str
    refusal: Refused | None = None


def catalogue(uow: UnitOfWork) -> Catalogue:
    """Return what the calculator offers by the office's law; for those who see all cases."""
    require(uow.actor, Right.SEE_ALL_CASES)
    return catalogue_of(law_book(uow))


def calculate(uow: UnitOfWork, kind: str, given: Mapping[str, Any]) -> Outcome:
    """Return the answer for facts of plain JSON values by the office's law and calendar."""
    require(uow.actor, Right.SEE_ALL_CASES)
    return outcome_of(kind, given, Context(law_book(uow), calendar(uow).of_year))


def outcome_of(kind: str, given: Mapping[str, Any], context: Context) -> Outcome:
    """Return the answer for facts of plain JSON values, or the refusal of the rules."""
    try:
        answer = answer_of(kind, dict(given), context)
    except Refused as refusal:
        return Outcome({}, None, "", refusal)
    return Outcome(answer.values, answer.explanation, _law(answer.law))


def _law(law: Law) -> str:
    """The law a result stands on, in words."""
    whose = "กฎที่ใช้ร่วมกัน" if law.agency == COMMON else f"กฎของ{Agency(law.agency).label}"
    if not law.version:
        return whose
    return f"{whose} ฉบับที่เริ่มใช้ล่าสุดวันที่ {thai_date_short(dt.date.fromisoformat(law.version))}"


@lru_cache(maxsize=4)
def catalogue_of(book: LawBook) -> Catalogue:
    """Return what the calculator offers by a law book."""
    schemes = {id_: _scheme(id_, book) for id_ in scheme_ids(book)}
    words = {
        id_: f"{Agency(agency_of(id_, book)).label}: {each.title} ({id_.rpartition('.')[2]})"
        for id_, each in schemes.items()
    }
    words.update(outlets(book.newest(Agency.DOH)))
    criteria = {
        id_: tuple((one.id, one.label, shown(one.maximum)) for one in each.criteria)
        for id_, each in schemes.items()
    }
    kinds = tuple(KindInfo(each.name, each.title, each.schema()) for each in all_kinds())
    examples = read_mapping(paths.resource("sample/calculator.yaml"))
    return Catalogue(kinds, words, criteria, examples)


def _scheme(id_: str, book: LawBook) -> Scheme:
    return scheme(book.newest(agency_of(id_, book)), id_)
