"""What may go wrong while a paper is made, as codes and facts; the window owns the sentences."""

from __future__ import annotations

from typing import Any


class PaperError(Exception):
    """A paper could not be made: a stable code and the facts of this refusal."""

    code = "paper_failed"

    def __init__(self, **facts: Any) -> None:
        super().__init__(self.code, facts)
        self.facts = facts

    def __str__(self) -> str:
        return f"{self.code}: " + ", ".join(f"{key}={value}" for key, value in self.facts.items())


class FontNotFound(PaperError):
    """No usable font; ``looked_for`` (families or files) and ``places`` (folders) say where."""

    code = "font_not_found"


class FontUnsound(PaperError):
    """The font the office chose is not fit for papers; ``file`` and ``reason`` say why.

    Reasons: ``unreadable``, ``no_truetype_outlines``, ``units_per_em``, ``advance`` (of ก),
    ``no_thai``, ``no_mark_positions``, ``no_bold``.
    """

    code = "font_unsound"


class EmblemRefused(PaperError):
    """The emblem is no picture the papers can carry; ``reason`` is one of the three below.

    Reasons: ``svg`` (save it as PNG first), ``not_a_picture``, ``damaged``.
    """

    code = "emblem_refused"


class TemplateError(PaperError):
    """A letter text is wrong; ``file``, ``field`` (or key) and ``problem`` say where and how."""

    code = "template_error"


class PaperUnknown(PaperError):
    """There is no paper of this ``kind``."""

    code = "paper_unknown"


class PaperCancelled(PaperError):
    """The user stopped a batch after ``done`` papers."""

    code = "paper_cancelled"


class PaperUnreadable(PaperError):
    """A PDF could not be opened to be copied: none, locked or damaged; ``reason`` says how."""

    code = "paper_unreadable"
