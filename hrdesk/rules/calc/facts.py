"""The types that the facts of ``hrdesk calc`` are made of: exact, strict, with nothing guessed."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, Strict, WithJsonSchema
from pydantic_core import PydanticCustomError

from hrdesk.rules.codes import Agency, DegreeLevel, Employment, Level, PostType
from hrdesk.rules.dates import BE_OFFSET, FIRST_YEAR, LAST_YEAR

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_EXACT = re.compile(r"-?\d{1,15}(?:\.\d{1,10})?")
_LARGEST = Decimal(10) ** 15
_FINEST = -10


class Facts(BaseModel):
    """The facts of one kind: an unknown key is an error, and so is a value of another type."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


def _day(given: Any) -> dt.date:
    if isinstance(given, dt.date) and not isinstance(given, dt.datetime):
        day = given
    else:
        if not isinstance(given, str) or not _ISO.fullmatch(given):
            raise PydanticCustomError("not_a_date", "วันที่ต้องเขียนแบบ ปี ค.ศ.-เดือน-วัน เช่น 2024-08-05")
        try:
            day = dt.date.fromisoformat(given)
        except ValueError:
            raise PydanticCustomError("not_a_date", "ไม่มีวันที่นี้ในปฏิทิน") from None
    if day.year - BE_OFFSET >= FIRST_YEAR:
        raise PydanticCustomError("not_a_date", "ปีนี้เป็น พ.ศ. ให้เขียนเป็น ค.ศ. (พ.ศ. ลบ 543)")
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise PydanticCustomError("not_a_date", "ปีอยู่นอกช่วงที่โปรแกรมรับ (ค.ศ. 1857 ถึง 2100)")
    return day


def _exact(given: Any) -> Decimal:
    if isinstance(given, float):
        raise TypeError("an amount is exact, never a float")
    if isinstance(given, bool) or not isinstance(given, str | int | Decimal):
        raise PydanticCustomError("not_a_number", "ต้องเป็นตัวเลข")
    if isinstance(given, str) and not _EXACT.fullmatch(given):
        raise PydanticCustomError("not_a_number", "ต้องเป็นตัวเลขล้วน ไม่มีจุลภาค เช่น 45.5")
    amount = Decimal(given)
    exponent = amount.as_tuple().exponent
    if abs(amount) >= _LARGEST or not isinstance(exponent, int) or exponent < _FINEST:
        raise PydanticCustomError("not_a_number", "ตัวเลขใหญ่หรือละเอียดเกินไป")
    return amount


_AMOUNT_SCHEMA = {"anyOf": [{"type": "number"}, {"type": "string", "pattern": _EXACT.pattern}]}

Day = Annotated[
    dt.date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})
]
"""A day of the Christian era, ISO; a Buddhist year is refused."""

Amount = Annotated[Decimal, BeforeValidator(_exact), WithJsonSchema(_AMOUNT_SCHEMA)]
"""An exact number, from a JSON number or text; a float is a TypeError."""

NotNegative = Annotated[Amount, Field(ge=0)]
"""An exact number from 0 up."""

Percent = Annotated[Amount, Field(ge=0, le=100)]
"""A per cent from 0 to 100, not a fraction."""

Count = Annotated[int, Field(ge=0, le=1_000_000)]
"""A whole number from 0 up."""

Name = Annotated[str, Field(min_length=1, max_length=200)]
"""A text that is not empty."""

AgencyCode = Annotated[Agency, Strict(False)]
LevelCode = Annotated[Level, Strict(False)]
PostTypeCode = Annotated[PostType, Strict(False)]
EmploymentCode = Annotated[Employment, Strict(False)]
DegreeCode = Annotated[DegreeLevel, Strict(False)]
