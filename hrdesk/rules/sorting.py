"""Thai dictionary order as plain text order, and the text that searches look in.

The order is that of the Royal Institute's dictionary: a vowel written before its consonant is
weighed after it, and tone marks and other marks count only when all letters are equal.
"""

from __future__ import annotations

import re
import unicodedata

_LEADING_VOWELS = "เแโใไ"
_MARKS = {"๎": 1, "์": 2, "็": 3, "่": 4, "้": 5, "๊": 6, "๋": 7, "ํ": 8}  # as ICU weighs them
_BETWEEN = "\x01"  # lower than anything a text holds, so a shorter text comes first
_ABBREVIATION = str.maketrans("๐๑๒๓๔๕๖๗๘๙ฯๆ", "0123456789\x02\x03")
_TO_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad]")

_SPLIT_SARA_AM = re.compile("ํ([่-๋]*)า")
_MARKS_AND_SARA_AM = re.compile("[ำ่-๋]{2,}")
_MARKS_AND_VOWELS = re.compile("[ัิ-ฺ่-์]{2,}")
_NO_MARK = "!"  # a mark of weight n is the n-th character after it
_HIGHEST_WEIGHT = ord("~") - ord(_NO_MARK)


def thai_key(text: str) -> str:
    """A text whose code-point order is Thai dictionary order; equal keys mean equal texts.

    It holds the letters in the order they are weighed, the marks, and the text itself, with
    control characters between them: a database column under plain binary order sorts by it.
    """
    clean = _CONTROL.sub(" ", text)
    letters, weights = _weigh(_well_formed(clean).casefold().translate(_ABBREVIATION))
    marks = "".join(chr(ord(_NO_MARK) + weight) for weight in weights).rstrip(_NO_MARK)
    return _BETWEEN.join((letters, marks, clean))


def search_text(*parts: str | None) -> str:
    """The parts as one text for searching: Arabic digits, lower case, single spaces, Thai vowels
    and marks in their proper order. Give what is typed and what is searched through this."""
    joined = " ".join(part for part in parts if part)
    plain = _well_formed(_CONTROL.sub(" ", _INVISIBLE.sub("", joined)))
    return " ".join(plain.translate(_TO_ARABIC).casefold().split())


def _well_formed(text: str) -> str:
    """The text with the slips of keyboards and PDF copies undone: เเ, ํา, marks before vowels."""
    text = _SPLIT_SARA_AM.sub(r"\1ำ", text.replace("เเ", "แ"))
    text = _MARKS_AND_SARA_AM.sub(_sara_am_last, text)
    text = _MARKS_AND_VOWELS.sub(_vowels_first, text)
    return unicodedata.normalize("NFC", text)


def _vowels_first(found: re.Match[str]) -> str:
    return "".join(sorted(found[0], key=lambda letter: letter in _MARKS))


def _sara_am_last(found: re.Match[str]) -> str:
    return "".join(sorted(found[0], key="ำ".__eq__))


def _weigh(text: str) -> tuple[str, list[int]]:
    """The letters as they are weighed, and for each the weight of the marks it bears."""
    letters: list[str] = []
    weights: list[int] = []
    place, end = 0, len(text)
    while place < end:
        letter = text[place]
        if letter in _LEADING_VOWELS and place + 1 < end and "ก" <= text[place + 1] <= "ฮ":
            letters += (text[place + 1], letter)
            weights += (0, 0)
            place += 2
            continue
        weight = _MARKS.get(letter)
        if weight is None:
            letters.append(letter)
            weights.append(0)
        elif weights:
            weights[-1] = min(weights[-1] * 9 + weight, _HIGHEST_WEIGHT)
        place += 1
    return "".join(letters), weights
