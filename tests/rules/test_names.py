"""Names of people and posts as papers write them."""

from __future__ import annotations

import pytest

from hrdesk.rules.codes import Level
from hrdesk.rules.names import full_name, titled


def test_the_prefix_is_joined_to_the_first_name():
    assert full_name("นางสาว", "กานดา", "สมมติสุข") == "นางสาวกานดา สมมติสุข"


def test_missing_parts_leave_no_spaces():
    assert full_name("", "กานดา", "") == "กานดา"
    assert full_name(None, None, None) == ""


@pytest.mark.parametrize(
    ("title", "level", "shown"),
    [
        ("นักทรัพยากรบุคคล", "K3", "นักทรัพยากรบุคคลชำนาญการพิเศษ"),
        ("นักทรัพยากรบุคคล", Level.K2, "นักทรัพยากรบุคคลชำนาญการ"),
        ("นักทรัพยากรบุคคลชำนาญการ", "K2", "นักทรัพยากรบุคคลชำนาญการ"),
        ("เจ้าพนักงานธุรการ", "O1", "เจ้าพนักงานธุรการปฏิบัติงาน"),
        ("ผู้อำนวยการกอง", "M2", "ผู้อำนวยการกอง (อำนวยการสูง)"),
        ("นักวิชาการ", "7ว", "นักวิชาการ7ว"),
        ("ลูกจ้าง", "", "ลูกจ้าง"),
        ("ลูกจ้าง", None, "ลูกจ้าง"),
        ("", "K1", "ระดับปฏิบัติการ"),
        ("", "", ""),
    ],
)
def test_a_post_is_shown_with_its_level(title, level, shown):
    assert titled(title, level) == shown
