"""Money: read, written, said; never a float."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hrdesk.rules.numbers import (
    MAXIMUM_MONEY,
    MoneyError,
    arabic_digits,
    baht_text,
    format_money,
    parse_money,
    thai_digits,
)

MONEY = st.decimals(min_value=0, max_value=MAXIMUM_MONEY, places=2, allow_nan=False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("43300", "43300.00"),
        ("๔๓,๓๐๐.๕๐", "43300.50"),
        (" 1,234,567 บาท", "1234567"),
        ("0", "0"),
        ("12.5", "12.50"),
        ("12.", "12"),
        ("999999999999.99", "999999999999.99"),
    ],
)
def test_money_as_it_is_typed(text: str, expected: str) -> None:
    assert parse_money(text) == Decimal(expected)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "money_not_a_number"),
        ("สี่หมื่น", "money_not_a_number"),
        ("12,34", "money_not_a_number"),
        ("1.2.3", "money_not_a_number"),
        (".50", "money_not_a_number"),
        ("1e5", "money_not_a_number"),
        ("NaN", "money_not_a_number"),
        ("-5", "money_negative"),
        ("− ๕", "money_negative"),
        ("12.345", "money_too_many_decimals"),
        ("1000000000000", "money_too_large"),
        ("1" * 40, "money_too_large"),
    ],
)
def test_money_that_cannot_be_taken(text: str, code: str) -> None:
    with pytest.raises(MoneyError) as problem:
        parse_money(text)
    assert problem.value.code == code
    assert isinstance(problem.value, ValueError)


@pytest.mark.parametrize("function", [format_money, baht_text, parse_money])
@pytest.mark.parametrize("value", [12.5, True, None])
def test_a_float_is_a_fault_of_the_program(function, value) -> None:
    with pytest.raises(TypeError):
        function(value)


def test_money_is_never_rounded_in_silence() -> None:
    with pytest.raises(MoneyError, match="money_too_many_decimals"):
        format_money(Decimal("0.005"))
    with pytest.raises(MoneyError, match="money_not_a_number"):
        format_money(Decimal("NaN"))
    with pytest.raises(MoneyError, match="money_too_large"):
        baht_text(Decimal("1e40"))
    with pytest.raises(MoneyError, match="money_not_a_number"):
        baht_text(Decimal("Infinity"))
    with pytest.raises(MoneyError, match="money_negative"):
        baht_text(Decimal("-0.25"))
    with pytest.raises(MoneyError, match="money_too_large"):
        baht_text(MAXIMUM_MONEY + 1)


def test_money_as_it_is_shown() -> None:
    assert format_money(Decimal("1234567.5")) == "1,234,567.50"
    assert format_money(Decimal("-12")) == "-12.00"
    assert format_money(0) == "0.00"


@given(MONEY)
def test_what_is_shown_is_read_back(amount: Decimal) -> None:
    assert parse_money(format_money(amount)) == amount
    assert parse_money(thai_digits(format_money(amount))) == amount


@given(MONEY)
def test_amounts_in_words_end_rightly(amount: Decimal) -> None:
    words = baht_text(amount)
    assert words.endswith("บาทถ้วน" if amount == int(amount) else "สตางค์")
    assert "ศูนย์" not in words or not amount


def test_digits_of_both_scripts() -> None:
    assert thai_digits("ที่ 12/2567") == "ที่ ๑๒/๒๕๖๗"
    assert thai_digits(2567) == "๒๕๖๗"
    assert arabic_digits("๑๒/2567") == "12/2567"
