"""The position standard and added qualifications: missing decides, unseen stays open."""

from __future__ import annotations

import datetime as dt

import pytest

from hrdesk.rules.eligibility_standard import Added, Condition, qualification
from hrdesk.rules.explanation import render
from hrdesk.rules.lawbook import LawBook, NotInForce

LAW = LawBook.load().at(dt.date(2024, 12, 1), "doh")
LICENCE = "ใบอนุญาตประกอบวิชาชีพ"
TRAINING = "อบรมหลักสูตรนักบริหาร"


def added(met: bool | None) -> Added:
    return Added(TRAINING, met, "อ.ก.พ. กรมอนามัย ครั้งที่ 1/2568", dt.date(2025, 1, 15))


@pytest.mark.parametrize(
    ("licence", "training", "met", "missing", "open_"),
    [
        (True, True, True, (), ()),
        (True, None, None, (), (TRAINING,)),
        (False, None, False, (LICENCE,), (TRAINING,)),
        (True, False, False, (TRAINING,), ()),
    ],
)
def test_missing_decides_and_unseen_stays_open(licence, training, met, missing, open_) -> None:
    found = qualification(LAW, [Condition(LICENCE, licence)], [added(training)])
    assert (found.met, found.missing, found.open) == (met, missing, open_)


def test_the_resolution_is_shown() -> None:
    text = render(qualification(LAW, [Condition(LICENCE, True)], [added(False)]).explanation)
    assert "คุณสมบัติของบุคคล: ไม่ครบ" in text
    assert "มติ อ.ก.พ. กรมอนามัย ครั้งที่ 1/2568 ลงวันที่ 15 ม.ค. 2568" in text


def test_nothing_added_names_no_resolution() -> None:
    found = qualification(LAW, [])
    assert found.met is True
    assert [node.code for node in found.explanation.children] == ["doh.elig.standard"]


def test_not_in_force_on_the_eve() -> None:
    with pytest.raises(NotInForce):
        qualification(LawBook.load().at(dt.date(2024, 8, 4), "doh"), [])
