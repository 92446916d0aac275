"""The schema revisions this program knows, oldest first.

Kept as plain data so that the start need not load Alembic; a test compares it with the scripts.
"""

from __future__ import annotations

REVISIONS: tuple[str, ...] = ("0001", "0002", "0003", "0004")
HEAD = REVISIONS[-1]
