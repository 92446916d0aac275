"""Help for work that makes very many small objects which all stay."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collecting_later() -> Iterator[None]:
    """Put off the search for garbage cycles while a block fills memory with what is kept.

    Otherwise it walks all rows read so far, again and again: a fifth of the time of an import.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
