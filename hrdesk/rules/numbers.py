"""Exact money, Thai digits and amounts in Thai words."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

_TO_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_TO_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_AMOUNT = re.compile(r"(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d*)?")

MAXIMUM_MONEY = Decimal("999999999999.99")
"""The largest amount, in baht, that a field takes: no office of this program pays more."""

_DIGITS = ("", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า")
_PLACES = ("", "สิบ", "ร้อย", "พัน", "หมื่น", "แสน")


class MoneyError(ValueError):
    """An amount that cannot be taken; codes: money_not_a_number, money_negative, money_too_large,
    money_too_many_decimals."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


def thai_digits(text: str | int) -> str:
    """The text with Arabic digits written as Thai ones."""
    return str(text).translate(_TO_THAI)


def arabic_digits(text: str) -> str:
    """The text with Thai digits written as Arabic ones."""
    return text.translate(_TO_ARABIC)


def parse_money(text: str) -> Decimal:
    """The amount in baht typed as ``text`` (Thai digits and commas allowed); raises MoneyError."""
    if not isinstance(text, str):
        raise TypeError("parse_money takes text, never a number")
    bare = arabic_digits(text).strip().removesuffix("บาท").strip()
    if re.match(r"[-−–]\s*[\d.]", bare):
        raise MoneyError("money_negative", text=text)
    if not _AMOUNT.fullmatch(bare):
        raise MoneyError("money_not_a_number", text=text)
    return _exact(Decimal(bare.replace(",", "")))


def format_money(amount: Decimal) -> str:
    """The amount in baht with commas and two decimals: 12,345.50; raises MoneyError."""
    return f"{_exact(amount):,.2f}"


def baht_text(amount: Decimal) -> str:
    """The amount in Thai words as on cheques and papers (common.baht-text); raises MoneyError."""
    exact = _exact(amount)
    if exact < 0:
        raise MoneyError("money_negative", text=str(amount))
    satang_in_all = int(exact * 100)
    baht, satang = divmod(satang_in_all, 100)
    if not satang:
        return f"{_words(baht) or 'ศูนย์'}บาทถ้วน"
    whole = f"{_words(baht)}บาท" if baht else ""
    return f"{whole}{_words(satang)}สตางค์"


def _exact(amount: Decimal) -> Decimal:
    if isinstance(amount, bool) or not isinstance(amount, Decimal | int):
        raise TypeError(f"money is Decimal, never {type(amount).__name__}")
    value = Decimal(amount)
    if not value.is_finite():
        raise MoneyError("money_not_a_number", text=str(amount))
    if abs(value) > MAXIMUM_MONEY:
        raise MoneyError("money_too_large", text=str(amount), maximum=MAXIMUM_MONEY)
    kept = value.quantize(Decimal("0.01"))
    if kept != value:
        raise MoneyError("money_too_many_decimals", text=str(amount))
    return kept


def _words(number: int) -> str:
    """A whole number in words, empty for 0; millions are read again and again (ล้านล้าน)."""
    millions, rest = divmod(number, 1_000_000)
    head = f"{_words(millions)}ล้าน" if millions else ""
    return head + _below_a_million(rest, after_more=bool(millions))


def _below_a_million(number: int, *, after_more: bool) -> str:
    words = []
    for place, digit in enumerate(reversed(str(number))):
        if digit == "0":
            continue
        name = _DIGITS[int(digit)]
        if place == 0 and digit == "1" and (number > 1 or after_more):
            name = "เอ็ด"
        elif place == 1 and digit in "12":
            name = "" if digit == "1" else "ยี่"
        words.append(name + _PLACES[place])
    return "".join(reversed(words))
