"""Amendments of the law book: they stand from their day, and the loader checks them as files."""

from __future__ import annotations

import datetime as dt

import pytest

from hrdesk.rules.amendments import Amendment, amended, dump
from hrdesk.rules.citation import Citation
from hrdesk.rules.lawbook import SETS, LawBook, NotInForce
from hrdesk.rules.strict_yaml import DataFileError, parse_mapping

PATH = "doh/circular/topic.yaml"
TEXT = """\
description: A topic
last_checked: 2026-11-21
parameters:
  doh.limit:
    description: กำหนด
    unit: months
    values: {2024-08-05: 6, 2025-01-01: 9}
    citations: &both
      2024-08-05: [{instrument: ประกาศ}]
      2025-01-01: [{instrument: ประกาศ ฉบับที่ ๒}]
  doh.points:
    description: คะแนน
    unit: table:points
    total: 100
    values: {2024-08-05: {work: 70, conduct: "30"}, 2025-01-01: {work: 60, conduct: 40}}
    citations: *both
  doh.bands:
    description: ระดับ
    unit: bands:percent
    values: {2024-08-05: [{from: null, below: 60}, {from: 60, below: null}]}
    citations: {2024-08-05: [{instrument: ประกาศ}]}
  doh.rows:
    description: ตาราง
    unit: csv
    values: {2024-08-05: rows.csv}
    citations: {2024-08-05: [{instrument: ประกาศ}]}
"""
BOOK = LawBook({PATH: TEXT, "doh/circular/rows.csv": "step,baht\n1,100\n"})
DAY = dt.date(2026, 4, 1)
CITED = Citation("ประกาศ ฉบับที่ ๓", "ข้อ ๒", dt.date(2026, 3, 1), dt.date(2026, 3, 15), "ทดลอง")


def of(rule: str, value: str, day: dt.date = DAY, *tables: tuple[str, str]) -> Amendment:
    return Amendment(rule, day, value, CITED, tables)


def value_on(book: LawBook, rule: str, day: dt.date) -> object:
    return book.at(day, "doh").read(rule).value


def test_an_amendment_stands_from_its_day_with_its_citation() -> None:
    book = amended(BOOK, [of("doh.limit", "12")])
    assert value_on(book, "doh.limit", DAY - dt.timedelta(days=1)) == 9
    assert value_on(book, "doh.limit", DAY) == 12
    assert book.at(DAY, "doh").read("doh.limit").citations == (CITED,)
    assert book.at(DAY, "doh").version == "2026-04-01"
    assert book.hash != BOOK.hash
    assert value_on(BOOK, "doh.limit", DAY) == 9


def test_an_amendment_may_stand_between_two_days_of_the_rule() -> None:
    between = dt.date(2024, 10, 1)
    book = amended(BOOK, [of("doh.limit", "7", between)])
    assert book.parameters("doh")["doh.limit"].values == (6, 7, 9)
    assert value_on(book, "doh.limit", between - dt.timedelta(days=1)) == 6
    assert value_on(book, "doh.limit", between) == 7


def test_on_the_same_first_day_an_amendment_replaces_and_the_last_one_stands() -> None:
    first = dt.date(2025, 1, 1)
    book = amended(BOOK, [of("doh.limit", "10", first), of("doh.limit", "11", first)])
    assert book.parameters("doh")["doh.limit"].values == (6, 11)
    assert (
        book.parameters("doh")["doh.points"].values == BOOK.parameters("doh")["doh.points"].values
    )


def test_null_ends_a_rule() -> None:
    book = amended(BOOK, [of("doh.limit", "null")])
    with pytest.raises(NotInForce, match="ยกเลิกแล้ว"):
        value_on(book, "doh.limit", DAY)


def test_a_table_comes_with_its_text() -> None:
    rows = ("rows_2569.csv", "step,baht\n1,150\n")
    book = amended(BOOK, [of("doh.rows", rows[0], DAY, rows), of("doh.rows", rows[0], DAY, rows)])
    assert value_on(book, "doh.rows", DAY) == ({"step": "1", "baht": "150"},)
    assert value_on(book, "doh.rows", DAY - dt.timedelta(days=1)) == ({"step": "1", "baht": "100"},)


def test_no_amendment_leaves_the_book_as_it_is() -> None:
    assert amended(BOOK, []) is BOOK


WRONG = [
    ("no such rule", of("doh.unknown", "1"), "doh.unknown", "no such rule"),
    ("no such set", of("moph.limit", "1"), "moph.limit", "no such rule"),
    ("another unit", of("doh.limit", "six"), "doh.limit", "whole number"),
    ("a float", of("doh.limit", "6.5"), "doh.limit", "quotes"),
    ("an empty text", of("doh.limit", " \n"), "doh.limit", "no value"),
    ("bad YAML", of("doh.limit", "[1"), "doh.limit", "not YAML"),
    ("twice in a table", of("doh.points", "work: 1\nwork: 99"), "doh.points", "duplicate key"),
    ("another rule smuggled in", of("doh.points", "work: 100\ndoh.limit: 3"), "doh.points", "sum to"),
    ("not the total", of("doh.points", "{work: 70, conduct: 31}"), "doh.points", "sum to 101, not 100"),
    ("a gap", of("doh.bands", "[{from: null, below: 59}, {from: 60, below: null}]"), "doh.bands.1", "gap"),
    ("a table that is not there", of("doh.rows", "none.csv"), "doh.rows", "no such table"),
    ("a short row", of("doh.rows", "a.csv", DAY, ("a.csv", "x,y\n1\n")), "doh.rows", "as long"),
    ("an old table overwritten", of("doh.rows", "rows.csv", DAY, ("rows.csv", "x\n1\n")), "doh.rows", "there already"),
    ("a table elsewhere", of("doh.rows", "a.csv", DAY, ("../a.csv", "x\n1\n")), "doh.rows", "not a table"),
    ("a table for a figure", of("doh.limit", "1", DAY, ("a.csv", "x\n1\n")), "doh.limit", "only a rule of tables"),
    ("no citation", Amendment("doh.limit", DAY, "1", Citation(" ")), "doh.limit", "without a citation"),
]  # fmt: skip


@pytest.mark.parametrize(("amendment", "key", "message"), [w[1:] for w in WRONG], ids=[w[0] for w in WRONG])  # fmt: skip
def test_what_the_loader_refuses_is_refused_with_its_rule(
    amendment: Amendment, key: str, message: str
) -> None:
    with pytest.raises(DataFileError, match=message) as caught:
        amended(BOOK, [amendment])
    assert caught.value.key == key


def test_the_law_written_out_and_read_again_is_the_same() -> None:
    book = LawBook.load()
    again = LawBook({
        path: dump(parse_mapping(path, text)) if path.endswith(".yaml") else text
        for path, text in book.texts.items()
    })  # fmt: skip
    for law_set in SETS:
        assert dict(again.parameters(law_set)) == dict(book.parameters(law_set))
