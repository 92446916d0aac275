"""Many finished papers in one PDF file, each page as it was."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable

from hrdesk.documents.errors import PaperCancelled, PaperUnreadable
from hrdesk.documents.preview import opened


def combine(
    papers: Iterable[bytes],
    total: int,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> bytes:
    """Return one PDF of all pages of the papers in their order; one paper is read at a time.

    ``PaperCancelled`` when ``cancelled`` says so, ``PaperUnreadable`` for what is no PDF.
    """
    import pypdfium2

    whole: pypdfium2.PdfDocument | None = None
    out = io.BytesIO()
    try:
        last = b""
        for done, paper in enumerate(papers):
            if cancelled():
                raise PaperCancelled(done=done, total=total)
            with opened(paper) as document:
                whole = whole or pypdfium2.PdfDocument.new()
                whole.import_pages(document)
            last = paper
            progress(done + 1, total)
        if whole is not None:
            with opened(last):  # PDFium works for one thread at a time, also while it writes
                whole.save(out)
                whole.close()
    except pypdfium2.PdfiumError as problem:
        raise PaperUnreadable(reason=str(problem)) from problem
    return out.getvalue()
