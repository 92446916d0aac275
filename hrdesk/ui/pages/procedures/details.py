"""What a chosen step holds, and what holds for the whole procedure, to read and to copy."""

from __future__ import annotations

from html import escape

from PySide6.QtWidgets import QTextBrowser, QWidget

from hrdesk.rules.procedure_text import Document
from hrdesk.ui import theme
from hrdesk.ui.pages.procedures import words
from hrdesk.ui.thai_text import breakable


class Details(QTextBrowser):
    """Headings and lines; doubts of sources stand out."""

    def __init__(self, name: str, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setOpenLinks(False)
        self.setTabChangesFocus(True)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.document().setDocumentMargin(4)

    def show_step(self, document: Document, key: str) -> None:
        """Show one step."""
        step = next((each for each in document["steps"] if each["key"] == key), None)
        if step is None:
            self.setHtml("")
            return
        parts = [
            (part.heading, part.lines)
            for part in words.parts_of(document, step)
            if part.field != "sources"
        ]
        sources = [words.source_of(document, str(name)) for name in step.get("sources") or ()]
        self.setHtml(_page(str(step.get("title") or key), parts, _cited(sources)))

    def show_whole(self, document: Document) -> None:
        """Show what holds for the whole procedure."""
        papers = [
            f"{paper.get('label')} ({'ต้องมี' if paper.get('required') else 'ถ้ามี'})"
            for paper in document["papers"]
        ]
        parts = [
            ("คำอธิบาย", (str(document.get("note") or "").strip(),)),
            ("เอกสารที่ผู้ขอหรือหน่วยงานส่ง", tuple(papers)),
        ]
        parts[1:1] = [(heading, (said,)) for heading, said in words.whole_words(document)]
        shown = [(heading, lines) for heading, lines in parts if any(lines)]
        self.setHtml(_page(str(document.get("title") or ""), shown, _cited(document["sources"])))


_Parts = list[tuple[str, tuple[str, ...]]]


def _page(title: str, parts: _Parts, sources: str) -> str:
    muted = theme.colour("muted").name()
    blocks = [f"<p style='font-weight:600; font-size:large'>{_said(title)}</p>"]
    for heading, lines in parts:
        blocks.append(f"<p style='color:{muted}; margin-bottom:0'>{_said(heading)}</p>")
        blocks += [f"<p style='margin:0 0 2px 8px'>{_said(line)}</p>" for line in lines]
    if sources:
        blocks.append(f"<p style='color:{muted}; margin-bottom:0'>แหล่งอ้างอิง</p>{sources}")
    return "".join(blocks)


def _cited(sources: list) -> str:  # type: ignore[type-arg]
    warn = theme.colour("warn").name()
    blocks = []
    for source in sources:
        blocks.append(f"<p style='margin:0 0 2px 8px'>{_said(words.source_words(source))}</p>")
        doubt = words.doubt_of(source)
        if doubt:
            blocks.append(
                f"<p style='margin:0 0 4px 8px; color:{warn}'>ข้อสังเกต: {_said(doubt)}</p>"
            )
    return "".join(blocks)


def _said(text: str) -> str:
    return escape(breakable(text)).replace("\n", "<br>")
