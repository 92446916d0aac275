"""The explanation tree: exact, plain in JSON and back, Thai when shown."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal

import pytest

from hrdesk.rules.citation import Citation
from hrdesk.rules.explanation import Explanation, canonical, plain, render, shown

SOURCE = Citation("ประกาศ", "ข้อ ๑", dt.date(2024, 8, 5), dt.date(2024, 8, 6), "อ่านว่า")
TREE = Explanation(
    code="doh.limit",
    label="ครบกำหนด",
    value=dt.date(2025, 2, 5),
    formula="5 ส.ค. + 6 เดือน",
    children=(
        Explanation("doh.months", "ระยะเวลา", 6, "เดือน", citations=(SOURCE, Citation("คู่มือ"))),
        Explanation("doh.group", "หมวด", None),
    ),
)


def test_the_tree_is_plain_json_and_comes_back() -> None:
    stored = json.loads(json.dumps(TREE.to_json()))
    assert stored["value"] == "2025-02-05"
    assert stored["children"][0]["citations"][0]["dated"] == "2024-08-05"
    back = Explanation.from_json(stored)
    assert back.to_json() == stored
    assert back.children == TREE.children


def test_the_tree_is_walked_top_down() -> None:
    assert [each.code for each in TREE.walk()] == ["doh.limit", "doh.months", "doh.group"]
    more = TREE.with_children(Explanation("doh.last", "ท้าย", True))
    assert [each.code for each in more.walk()][-1] == "doh.last"


def test_the_tree_reads_as_indented_thai() -> None:
    assert render(TREE) == (
        "ครบกำหนด: 5 ก.พ. 2568 = 5 ส.ค. + 6 เดือน\n"
        "  ระยะเวลา: 6 เดือน [ประกาศ ลงวันที่ 5 ส.ค. 2567 ข้อ ๑ ราชกิจจานุเบกษา 6 ส.ค. 2567; คู่มือ]\n"
        "  หมวด"
    )


def test_a_float_is_never_a_value() -> None:
    with pytest.raises(TypeError, match="float"):
        Explanation("a", "b", 0.5)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="float"):
        plain({"points": [0.5]})
    with pytest.raises(TypeError, match="Decimal"):
        canonical(0.5)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("45.50", "45.5"), ("1130", "1130"), ("1130.00", "1130"), ("1E+3", "1000"), ("0.00", "0"),
        ("-0.0", "0"), ("-0", "0"), ("-1.10", "-1.1"), ("0.0000001", "0.0000001"), ("100", "100"),
    ],
)  # fmt: skip
def test_an_exact_number_has_one_text(amount: str, text: str) -> None:
    assert canonical(Decimal(amount)) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "ใช่"), (False, "ไม่ใช่"), (None, ""), (12000, "12000"), ("คำ", "คำ"),
        (Decimal("1234567.50"), "1,234,567.5"), (Decimal("-0.5"), "-0.5"), (Decimal(-1200), "-1,200"),
        (dt.date(2024, 8, 5), "5 ส.ค. 2567"),
    ],
)  # fmt: skip
def test_values_as_a_reader_sees_them(
    value: str | int | Decimal | dt.date | None, text: str
) -> None:
    assert shown(value) == text


def test_results_are_plain() -> None:
    given = {"a": (Decimal("1.0"), dt.date(2024, 1, 1), None, True, "x"), 1: TREE}
    found = plain(given)
    assert found["a"] == ["1", "2024-01-01", None, True, "x"]
    assert found["1"]["code"] == "doh.limit"
