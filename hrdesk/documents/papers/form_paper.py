"""How every form of this folder becomes pages: its definition, its data, its file."""

from __future__ import annotations

from typing import Protocol

from hrdesk.documents.flow import Section
from hrdesk.documents.form_layout import Filled, form_sections
from hrdesk.documents.forms import Form, shipped
from hrdesk.documents.paper import build_paper
from hrdesk.documents.style import PaperStyle


class FormData(Protocol):
    """What the data of every form have: its key, and the office's own version of it, if any."""

    @property
    def kind(self) -> str:
        """Return the key of the form."""

    @property
    def form(self) -> Form | None:
        """Return the office's own version."""


def form_of(data: FormData) -> Form:
    """Return the form to print: the office's own, else the shipped one."""
    return data.form or shipped(data.kind)


def pages_of(data: FormData, filled: Filled, style: PaperStyle) -> list[Section]:
    """Return the pages of a form with its data."""
    return form_sections(form_of(data), filled, style)


def file_of(data: FormData, filled: Filled, style: PaperStyle, whose: str) -> bytes:
    """Return a form with its data as a PDF, titled with whose it is."""
    title = f"{form_of(data).title} {whose}".strip()
    pages = pages_of(data, filled, style)
    return build_paper(pages, style, title=title, author=filled.office.agency_name)
