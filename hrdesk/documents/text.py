"""Text as papers take it: runs of words, and the one place where digits become Thai or Arabic."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from hrdesk.documents.style import Digits
from hrdesk.rules.numbers import arabic_digits, thai_digits

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_MACHINE_MARKS = ("@", "://", "www.")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one weight; ``keep`` forbids breaks inside its words (names).

    ``as_typed`` keeps the digits as they are: a code that somebody will type again.
    """

    text: str
    bold: bool = False
    keep: bool = False
    as_typed: bool = False

    def printed(self, digits: Digits) -> str:
        """Return the run's characters as they are printed."""
        return set_digits(self.text, "arabic" if self.as_typed else digits)


Text = str | Run | Iterable[Run]


def runs_of(text: Text, *, bold: bool = False) -> tuple[Run, ...]:
    """Return any way of giving text as runs; ``bold`` makes all of them bold."""
    if isinstance(text, str):
        return (Run(text, bold),)
    runs = (text,) if isinstance(text, Run) else tuple(text)
    return tuple(replace(run, bold=True) for run in runs) if bold else runs


def plain(text: Text) -> str:
    """Return the characters of a text without its weights."""
    return "".join(run.text for run in runs_of(text))


def set_digits(text: str, digits: Digits) -> str:
    """Return a text as it is printed: digits as chosen, clean of what has no ink.

    Words for machines (an e-mail or web address) keep their digits.
    """
    text = text.translate(_INVISIBLE).replace("\u0e4d\u0e32", "ำ").replace("\u00a0", " ")
    convert = thai_digits if digits == "thai" else arabic_digits
    if not any(mark in text for mark in _MACHINE_MARKS):
        return convert(text)
    return " ".join(
        word if any(mark in word for mark in _MACHINE_MARKS) else convert(word)
        for word in text.split(" ")
    )
