"""National ID numbers and position numbers: check, mask, write."""

from __future__ import annotations

import re

from hrdesk.rules.codes import Agency
from hrdesk.rules.numbers import arabic_digits

ID_LENGTH = 13
_SHOWN = 3  # enough to tell two people apart at the counter, not enough to use
_LOCAL_POSITION = re.compile(r"\d{2}-\d-\d{2}-\d{4}-\d{3}")


class IdentityError(ValueError):
    """A text that is no national ID; codes: not_digits, length, check_digit."""

    def __init__(self, code: str, **facts: int) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


def check_national_id(text: str) -> str:
    """The 13 digits of a national ID typed with or without dashes; raises IdentityError
    (common.national-id)."""
    digits = _bare(text)
    if not re.fullmatch(r"[0-9]+", digits):
        raise IdentityError("not_digits")
    if len(digits) != ID_LENGTH:
        raise IdentityError("length", length=len(digits), wanted=ID_LENGTH)
    if int(digits[-1]) != check_digit(digits[:-1]):
        raise IdentityError("check_digit")
    return digits


def check_digit(first_twelve: str) -> int:
    """The thirteenth digit that belongs to the first twelve: (11 − Σ d·(13−i) mod 11) mod 10."""
    total = sum(int(digit) * (ID_LENGTH - place) for place, digit in enumerate(first_twelve))
    return (11 - total % 11) % 10


def format_national_id(digits: str) -> str:
    """The 13 digits in groups, 1-2345-67890-12-1; any other text comes back as it is."""
    if not re.fullmatch(r"[0-9x]{13}", digits):
        return digits
    return "-".join((digits[0], digits[1:5], digits[5:10], digits[10:12], digits[12]))


def mask_national_id(text: str) -> str:
    """The ID with all but its last three digits hidden, x-xxxx-xxxxx-12-1.

    A number of another length is hidden whole, so that no damaged ID is ever shown.
    """
    digits = _bare(text)
    if len(digits) != ID_LENGTH:
        return "x" * len(digits)
    return format_national_id("x" * (ID_LENGTH - _SHOWN) + digits[-_SHOWN:])


def check_position_number(text: str, agency: Agency) -> str | None:
    """A warning code when the number is not of the agency's usual form, else None; never an error
    (common.position-number): real registers hold older forms."""
    bare = re.sub(r"\s", "", arabic_digits(text)).replace("–", "-")
    if not bare:
        return None
    if agency.is_local:
        return None if _LOCAL_POSITION.fullmatch(bare) else "position_number_not_local_form"
    return None if re.fullmatch(r"[0-9]+", bare) else "position_number_not_plain"


def _bare(text: str) -> str:
    return re.sub(r"[\s\-–]", "", arabic_digits(text))
