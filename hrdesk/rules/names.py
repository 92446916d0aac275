"""How people and posts are named on papers and screens alike."""

from __future__ import annotations

from hrdesk.rules.codes import Level, PostType

_JOINED = frozenset({PostType.K, PostType.O})


def full_name(prefix: str | None, first_name: str | None, last_name: str | None) -> str:
    """The name as papers write it, prefix joined to the first name; parts may be missing."""
    return f"{prefix or ''}{first_name or ''} {last_name or ''}".strip()


def titled(title: str, level: str | None) -> str:
    """The post with its level (a code or its label): joined, or in brackets for directors.

    A title that ends with the level already stays as it is.
    """
    known = Level(level) if level in set(Level) else None
    label = known.label if known is not None else level or ""
    if not title:
        return f"ระดับ{label}" if label else ""
    if not label or title.endswith(label):
        return title
    if known is not None and known.post_type not in _JOINED:
        return f"{title} ({label})"
    return f"{title}{label}"
