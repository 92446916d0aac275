"""The named ways in which the rules of salaries round, and the guard against floats."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

HUNDRED = Decimal(100)
NOTHING = Decimal(0)
_SATANG = Decimal("0.01")


def exact(amount: Decimal | int) -> Decimal:
    """The amount as Decimal; a float (or a truth value) is a TypeError."""
    if isinstance(amount, bool) or not isinstance(amount, Decimal | int):
        raise TypeError(f"an amount is Decimal, never {type(amount).__name__}")
    return Decimal(amount)


def per_cent(amount: Decimal, rate: Decimal) -> Decimal:
    """``rate`` per cent of the amount, not rounded."""
    return exact(amount) * exact(rate) / HUNDRED


def up_to(amount: Decimal, unit: Decimal) -> Decimal:
    """The amount with any remainder raised to a whole ``unit`` (sao.raise.rounding, dms.pct.*)."""
    return (exact(amount) / unit).to_integral_value(ROUND_CEILING) * unit


def half_up(amount: Decimal) -> int:
    """The amount kept to two decimals, then a half or more raised to the whole (sao.step.quota-1)."""
    return int(satang(amount).to_integral_value(ROUND_HALF_UP))


def satang(amount: Decimal) -> Decimal:
    """The amount to two decimals, half a satang up (special remuneration, dms.pct.*)."""
    return exact(amount).quantize(_SATANG, ROUND_HALF_UP)
