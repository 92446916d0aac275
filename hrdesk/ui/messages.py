"""The Thai sentence of every refusal: what happened and what to do. No Qt here.

Facts stand in braces. Dates, moments and numbers are written the Thai way; a missing fact
becomes a dash, so that a sentence can always be shown. The sentences stand in ``ui/sentences``.
"""

from __future__ import annotations

import datetime as dt
import string
from collections.abc import Mapping
from decimal import Decimal
from enum import Enum
from typing import Any

from hrdesk.rules.dates import thai_date_short
from hrdesk.services.errors import DomainError, Invalid
from hrdesk.ui.loader_words import loader_words
from hrdesk.ui.sentences import SENTENCES

_THAILAND = dt.timezone(dt.timedelta(hours=7))
CODES: frozenset[str] = frozenset(SENTENCES)
_SOMEBODY_ELSE = "มีผู้อื่นบันทึกรายการนี้ไปแล้ว สิ่งที่คุณพิมพ์ยังอยู่ โปรดเทียบทีละช่องแล้วเลือก"
_MOVED_ON = "{who} บันทึกรายการนี้ไปแล้วเมื่อ {when} สิ่งที่คุณพิมพ์ยังอยู่ โปรดอ่านข้อมูลล่าสุดแล้วบันทึกอีกครั้ง"
_UNKNOWN = "ทำรายการไม่สำเร็จ ยังไม่ได้บันทึก โปรดลองอีกครั้ง หากเป็นอีกให้กด “รายละเอียด” เพื่อคัดลอกแจ้งผู้ดูแล"


def sentence(error: DomainError) -> str:
    """Return the Thai sentence of a refusal; an unknown code gets a general one."""
    if error.code == "edit_conflict" and not error.facts.get("who"):
        return _SOMEBODY_ELSE
    if isinstance(error, Invalid) and len(error.problems) == 1:
        return sentence(error.problems[0])
    template = SENTENCES.get(error.code, _UNKNOWN)
    facts = error.facts
    if "message" in facts:  # the loader of law files tells in English what it found
        facts = {**facts, "problem": loader_words(str(facts["message"]))}
    if error.code == "edit_conflict" and not error.facts.get("differences"):
        template = _MOVED_ON
    return _FORMATTER.vformat(template, (), facts)


def detail(error: DomainError) -> str:
    """Return the technical text of a refusal for copying: its code and harmless facts."""
    lines = [f"code: {error.code}"]
    if error.field:
        lines.append(f"field: {error.field}")
    lines += [f"{key}: {error.facts[key]}" for key in _HARMLESS if key in error.facts]
    if isinstance(error, Invalid):
        lines += [f"{problem.field}: {problem.code}" for problem in error.problems]
    if error.__cause__ is not None:
        lines.append(f"cause: {type(error.__cause__).__name__}")
    return "\n".join(lines)


# Facts that cannot hold anybody's data; everything else stays out of what is copied.
_HARMLESS = (
    "detail",
    "right",
    "count",
    "limit",
    "database_program",
    "this_program",
    "database_schema",
    "this_schema",
)


def words(value: Any) -> str:
    """Write one fact the Thai way: dates in Buddhist era, numbers with separators."""
    if value is None or value == "":
        return "–"
    if isinstance(value, dt.date):
        return _moment(value)
    if isinstance(value, Enum):
        return str(getattr(value, "label", value.value))
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        return f"{value:,}"
    if isinstance(value, (list, tuple, set, frozenset)):
        return ", ".join(words(item) for item in value)
    return str(value)


def _moment(value: dt.date) -> str:
    if not isinstance(value, dt.datetime):
        return thai_date_short(value)
    local = value.astimezone(_THAILAND) if value.tzinfo else value
    return f"{thai_date_short(local.date())} เวลา {local:%H:%M} น."


class _ThaiFormatter(string.Formatter):
    """Formats facts with ``words``; ``{year:plain}`` leaves a number without separators."""

    def get_value(self, key: int | str, args: Any, kwargs: Mapping[str, Any]) -> Any:
        return kwargs.get(str(key))

    def format_field(self, value: Any, format_spec: str) -> str:
        return str(value) if format_spec == "plain" and value is not None else words(value)


_FORMATTER = _ThaiFormatter()
