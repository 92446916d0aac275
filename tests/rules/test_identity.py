"""National IDs: every wrong digit is found, and no more is shown than three digits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hrdesk.rules.identity import (
    IdentityError,
    check_digit,
    check_national_id,
    format_national_id,
    mask_national_id,
)

TWELVE = st.text("0123456789", min_size=12, max_size=12)


@given(TWELVE, st.integers(min_value=0, max_value=12), st.integers(min_value=1, max_value=9))
def test_one_wrong_digit_may_not_pass_as_the_same_person(
    twelve: str, place: int, shift: int
) -> None:
    right = f"{twelve}{check_digit(twelve)}"
    assert check_national_id(format_national_id(right)) == right
    digit = str((int(right[12]) + shift) % 10)
    with pytest.raises(IdentityError) as problem:
        check_national_id(right[:12] + digit)
    assert problem.value.code == "check_digit"
    assert problem.value.facts == {}


@pytest.mark.parametrize(
    ("text", "code", "facts"),
    [
        ("", "not_digits", {}),
        ("1-2345-67890-12-x", "not_digits", {}),
        ("²345678901234", "not_digits", {}),
        ("12345", "length", {"length": 5, "wanted": 13}),
    ],
)
def test_what_is_no_national_id(text: str, code: str, facts: dict[str, int]) -> None:
    with pytest.raises(IdentityError) as problem:
        check_national_id(text)
    assert (problem.value.code, problem.value.facts) == (code, facts)


def test_a_fault_never_carries_the_number_itself() -> None:
    with pytest.raises(IdentityError) as problem:
        check_national_id("1234567890122")
    assert "123456" not in f"{problem.value} {problem.value.facts}"


def test_the_mask_hides_all_but_three_digits() -> None:
    assert mask_national_id("1234567890121") == "x-xxxx-xxxxx-12-1"
    assert mask_national_id("๑-๒๓๔๕-๖๗๘๙๐-๑๒-๑") == "x-xxxx-xxxxx-12-1"


@given(st.text("0123456789- ", max_size=20))
def test_the_mask_shows_nothing_of_a_damaged_number(text: str) -> None:
    shown = sum(letter.isdigit() for letter in mask_national_id(text))
    assert shown == (3 if sum(letter.isdigit() for letter in text) == 13 else 0)


def test_a_number_that_is_none_is_written_as_it_is() -> None:
    assert format_national_id("1234567890121") == "1-2345-67890-12-1"
    assert format_national_id("12345") == "12345"
