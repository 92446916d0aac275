"""Rounds whose rule changed or ended: each round is set by the law on its own first day."""

from __future__ import annotations

import datetime as dt

from hrdesk.rules.codes import CaseType
from hrdesk.rules.lawbook import LawBook
from hrdesk.rules.rounds import ROUND_OF_KIND, ROUNDS, rounds_between, rounds_rule

PATH = "doh/announcement_2560/rounds.yaml"
CHANGED = """
description: รอบตัวอย่าง
last_checked: 2026-11-21
parameters:
  doh.round.move:
    description: รอบตัวอย่าง
    unit: list:text
    values:
      2017-09-15: [05-01/05-31, 12-01/12-31]
      2026-06-01: [07-01/07-31, 12-01/12-31]
      2027-08-01: null
    citations:
      2017-09-15: [{instrument: ประกาศตัวอย่าง}]
      2026-06-01: [{instrument: ประกาศตัวอย่าง ฉบับที่ 2}]
      2027-08-01: [{instrument: ประกาศตัวอย่าง ฉบับที่ 3}]
"""


def firsts(year: int) -> list[str]:
    book = LawBook({**LawBook.load().texts, PATH: CHANGED})
    law = book.at(dt.date(2026, 11, 20), "doh")
    found = rounds_between("reassignment", dt.date(year, 1, 1), dt.date(year, 12, 31), law)
    return [f"{each.first:%m-%d}" for each in found]


def test_a_changed_rule_gives_the_rounds_that_begin_under_it() -> None:
    assert firsts(2025) == ["05-01", "12-01"]
    assert firsts(2026) == ["05-01", "07-01", "12-01"]
    assert firsts(2027) == ["07-01"]


def test_a_round_names_the_instrument_that_set_it() -> None:
    book = LawBook({**LawBook.load().texts, PATH: CHANGED})
    law = book.at(dt.date(2026, 11, 20), "doh")
    [may, july, _] = rounds_between("reassignment", dt.date(2026, 1, 1), dt.date(2026, 12, 31), law)
    assert [c.instrument for c in may.explanation.children[0].citations] == ["ประกาศตัวอย่าง"]
    assert [c.instrument for c in july.explanation.children[0].citations] == ["ประกาศตัวอย่าง ฉบับที่ 2"]


def test_an_own_rule_goes_before_the_common_one() -> None:
    book, day = LawBook.load(), dt.date(2026, 11, 20)
    assert rounds_rule("appraisal", book.at(day, "sao")) == "sao.appraisal.rounds"
    assert rounds_rule("appraisal", book.at(day, "dms")) == "common.round.appraisal"
    assert rounds_rule("transfer", book.at(day, "doh")) is None


def test_the_kinds_with_rounds_are_kinds_of_matters() -> None:
    assert set(ROUND_OF_KIND) <= {kind.value for kind in CaseType}
    assert set(ROUND_OF_KIND.values()) == set(ROUNDS)
