"""Plain data that many papers share, and how dates and money are written on them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from hrdesk.documents.fields import Field
from hrdesk.rules.dates import thai_date_long, thai_date_short
from hrdesk.rules.numbers import format_money

BLANK = "." * 24
"""What stands for a value still to be written by hand."""

_DELEGATIONS = ("ปฏิบัติราชการแทน", "รักษาราชการแทน", "รักษาการในตำแหน่ง", "ทำการแทน", "แทน")


@dataclass(frozen=True, slots=True)
class Office:
    """The office a paper goes out from."""

    agency_name: str = ""
    unit_name: str = ""
    address: str = ""
    telephone: str = ""
    letter_code: str = ""


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signs: name with prefix, post, and for whom where the power is delegated."""

    name: str = ""
    post: str = ""
    acting_for: str = ""

    @property
    def delegation(self) -> str:
        """Return the line under the post, such as "ปฏิบัติราชการแทน อธิบดีกรมอนามัย"."""
        text = self.acting_for.strip()
        if not text or text.startswith(_DELEGATIONS):
            return text
        return f"ปฏิบัติราชการแทน {text}"


AGENCY_FIELD = Field("office.agency_name", "ชื่อส่วนราชการ", True, "office.agency_name")
UNIT_FIELD = Field("office.unit_name", "ชื่อหน่วยงาน", True, "office.unit_name")
ADDRESS_FIELD = Field("office.address", "ที่อยู่ของส่วนราชการ", True, "office.address")
TELEPHONE_FIELD = Field("office.telephone", "โทรศัพท์ของหน่วยงาน", False, "office.telephone")
SIGNATORY_FIELDS = (
    Field("signatory.name", "ชื่อผู้ลงนาม", True, "office.signatory"),
    Field("signatory.post", "ตำแหน่งผู้ลงนาม", True, "office.signatory"),
    Field("signatory.acting_for", "ปฏิบัติราชการแทน", False, "office.signatory"),
)


def or_blank(text: str) -> str:
    """Return a text, or dots to write on where there is none."""
    return text.strip() or BLANK


def numbered(letter_number: str, office: Office) -> str:
    """Return a letter's number; one not given yet shows the office's code and room for it."""
    if letter_number.strip():
        return letter_number.strip()
    return f"{office.letter_code}/{BLANK[:12]}" if office.letter_code else BLANK


def long_date(day: dt.date | None, blank: str = "") -> str:
    """Return "5 สิงหาคม 2567", or ``blank`` where there is no day yet."""
    return thai_date_long(day) if day else blank


def short_date(day: dt.date | None, blank: str = "") -> str:
    """Return "5 ส.ค. 2567", or ``blank`` where there is no day yet."""
    return thai_date_short(day) if day else blank


def money(amount: Decimal | None) -> str:
    """Return "27,500" for whole baht, "27,500.50" otherwise, nothing for no amount."""
    if amount is None:
        return ""
    return format_money(amount).removesuffix(".00")


def written(value: object) -> str:
    """Return a value as running text has it; nothing for what is not known yet."""
    if value is None:
        return ""
    if isinstance(value, dt.date):
        return thai_date_long(value)
    if isinstance(value, Decimal):
        return money(value)
    if isinstance(value, str):
        return value.strip()
    raise TypeError(f"a paper takes text, dates and Decimals, not {type(value).__name__}")
