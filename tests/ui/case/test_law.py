"""The head and the about dialog of a case say which law it is dealt with by."""

from __future__ import annotations

import datetime as dt

import pytest

from hrdesk.rules.codes import Agency
from hrdesk.services.queries.law import LawOfCase, LawState
from hrdesk.ui.pages.case.about import law_fact, law_words

DAY = dt.date(2024, 8, 5)
FINGERPRINT = "a1b2c3d4e5f60718"


@pytest.mark.parametrize(
    ("version", "state", "said", "short", "tone"),
    [
        (DAY, LawState.SAME, "กฎที่ออกภายหลังไม่มีผล", "ฉบับ 5 ส.ค. 2567", ""),
        (DAY, LawState.CHANGED, "เปลี่ยนไปแล้ว", "ฉบับ 5 ส.ค. 2567 (เปลี่ยนไปแล้ว)", "warn"),
        (DAY, LawState.UNKNOWN, "ก่อนที่โปรแกรมจะจด", "ฉบับ 5 ส.ค. 2567", ""),
        (None, LawState.SAME, "รับไว้ก่อนกฎของกรมอนามัย", "เก่ากว่ากฎที่โปรแกรมมี", "warn"),
    ],
)
def test_the_law_of_a_case_in_words(version, state, said, short, tone) -> None:
    law = LawOfCase(Agency.DOH, version, FINGERPRINT, state)
    words = law_words(law)
    assert said in words
    assert "(a1b2c3)" in words
    assert ("ใช้กฎของกรมอนามัย ฉบับวันที่ 5 ส.ค. 2567" in words) is (version is not None)
    assert law_fact(law) == (short, tone)
