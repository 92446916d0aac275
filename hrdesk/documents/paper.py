"""A paper becomes a PDF: sections paginated and drawn, one paper or many in one file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from hrdesk.documents.flow import Pen, Section, draw_pages, paginate
from hrdesk.documents.pdf import PdfWriter
from hrdesk.documents.style import PaperStyle


class PaperFile:
    """One PDF file that papers are added to."""

    def __init__(self, style: PaperStyle, *, title: str, author: str) -> None:
        self._style = style
        self._writer = PdfWriter(title, author)
        self._pen = Pen(self._writer, style)
        self.pages = 0

    def add(self, sections: Iterable[Section]) -> None:
        """Add one paper; its page numbers begin anew in each section."""
        for section in sections:
            pages = paginate(section, self._style)
            draw_pages(self._pen, pages)
            self.pages += len(pages)

    def finish(self) -> bytes:
        """Return the file's bytes: the same papers give the same bytes."""
        return self._writer.finish()


def build_paper(
    sections: Sequence[Section], style: PaperStyle, *, title: str, author: str
) -> bytes:
    """Return one paper as a PDF."""
    file = PaperFile(style, title=title, author=author)
    file.add(sections)
    return file.finish()
