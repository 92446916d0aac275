"""Where a Thai line may break: dictionary words, cached; long compounds are split again."""

from __future__ import annotations

import os
import threading
from functools import lru_cache
from typing import Any

_LONG = 10
_SHORTEST_PART = 4

OFFICE_WORDS = (
    "ก.พ.",
    "อ.ก.พ.",
    "ก.พ.7",
    "พ.ศ.",
    "ลาออก",
    "ลาออกจากราชการ",
    "ให้โอน",
    "รับโอน",
    "สั่งบรรจุ",
    "บรรจุ",
    "ปฏิบัติการ",
    "ชำนาญการ",
    "ชำนาญการพิเศษ",
    "ชำนาญงาน",
    "อธิบดี",
    "กลุ่มงาน",
    "ทะเบียนประวัติ",
    "ผู้บังคับบัญชา",
    "ผู้อำนวยการ",
    "นักทรัพยากร",
    "นักวิชาการ",
    "เลขที่ตำแหน่ง",
    "สังกัด",
    "บัญชีรายละเอียด",
    "แนบท้าย",
    "ดำเนินการ",
    "โทร.",
)
"""Words of personnel offices that the general dictionary lacks or cuts in the wrong place."""

NO_WORDS = frozenset({"การตาม", "งานธุรการ"})
"""Entries of the general dictionary that tear their neighbours: ดำเนินการ|ตาม, not ดำเนิน|การตาม."""

_lock = threading.Lock()
_tokenizers: list[Any] = []


def _load() -> list[Any]:
    """Load the dictionaries once (about half a second), whichever thread comes first."""
    with _lock:
        if not _tokenizers:
            # Its word list lies in its wheel: it needs no folder in the home and no network.
            os.environ.setdefault("PYTHAINLP_READ_ONLY", "1")
            os.environ.setdefault("PYTHAINLP_OFFLINE", "1")
            from pythainlp.corpus import thai_words
            from pythainlp.tokenize import Tokenizer

            words = (set(thai_words()) | set(OFFICE_WORDS)) - NO_WORDS
            short = {word for word in words if len(word) < _LONG}
            _tokenizers.append(Tokenizer(custom_dict=words, engine="newmm"))
            _tokenizers.append(Tokenizer(custom_dict=short, engine="newmm"))
            _tokenizers.append(short)
    return _tokenizers


@lru_cache(maxsize=50_000)
def segment(text: str) -> tuple[str, ...]:
    """Cut a text without spaces into words; joined again they are the text exactly."""
    if not any("ก" <= char <= "๛" for char in text):
        return (text,)
    whole, small, short = _load()
    words: list[str] = []
    for word in whole.word_tokenize(text):
        if len(word) >= _LONG:
            parts = small.word_tokenize(word)
            if all(part in short and len(part) >= _SHORTEST_PART for part in parts):
                words.extend(parts)
                continue
        words.append(word)
    return tuple(words)


def warm_up() -> None:
    """Load the dictionaries ahead of the first paper."""
    segment("ราชการ")
