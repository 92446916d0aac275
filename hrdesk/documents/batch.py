"""Many papers in one PDF file or in a file each, with progress and a way to stop."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from hrdesk.documents.errors import PaperCancelled
from hrdesk.documents.flow import Section
from hrdesk.documents.paper import PaperFile
from hrdesk.documents.style import DEFAULT_STYLE, PaperStyle

T = TypeVar("T")


def build_many(
    items: Sequence[T],
    sections: Callable[[T, PaperStyle], Sequence[Section]],
    style: PaperStyle = DEFAULT_STYLE,
    *,
    title: str = "",
    author: str = "",
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> bytes:
    """Return one PDF of a paper for each item; ``sections`` is that paper module's function.

    ``progress`` hears (papers done, papers in all); when ``cancelled`` says so,
    ``PaperCancelled`` is raised and nothing is returned.
    """
    file = PaperFile(style, title=title, author=author)
    total = len(items)
    for done, item in enumerate(items):
        if cancelled():
            raise PaperCancelled(done=done, total=total)
        file.add(sections(item, style))
        progress(done + 1, total)
    return file.finish()


def build_each(
    items: Sequence[T],
    build: Callable[[T, PaperStyle], bytes],
    style: PaperStyle = DEFAULT_STYLE,
    *,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Iterator[bytes]:
    """Yield a PDF for each item, one at a time: only the one just made is held in memory.

    ``build`` is that paper module's function; ``PaperCancelled`` when ``cancelled`` says so.
    """
    total = len(items)
    for done, item in enumerate(items):
        if cancelled():
            raise PaperCancelled(done=done, total=total)
        yield build(item, style)
        progress(done + 1, total)
