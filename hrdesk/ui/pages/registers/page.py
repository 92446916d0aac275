"""Papers of the office: the registers of numbers, the texts, and letters for many."""

from __future__ import annotations

from typing import ClassVar

from hrdesk.services.access import Right
from hrdesk.ui.context import Route
from hrdesk.ui.tabbed_page import TabbedPage, TabPlace


class RegistersPage(TabbedPage):
    """The tabs; ``Route("registers", params={"tab": "templates"})`` opens one."""

    name: ClassVar[str] = "registers"
    title: ClassVar[str] = "เอกสาร"
    help_page = "registers"
    kinds: ClassVar[frozenset[str]] = frozenset({"number", "paper", "template", "batch"})
    tabs_label = "ส่วนของหน้าเอกสาร"
    all_places = (
        TabPlace(
            "numbers", "ทะเบียนเลข", "registers.numbers_tab:NumbersTab", Right.SEE_ALL_CASES
        ),
        TabPlace(
            "templates", "แบบหนังสือ", "templates.tab:TemplatesTab", Right.ISSUE_PAPERS, "templates"
        ),
        TabPlace("batch", "หนังสือถึงหลายคน", "batch.tab:BatchTab", Right.ISSUE_PAPERS),
    )  # fmt: skip

    def open(self, route: Route) -> None:
        """Open the tab that the route names, and in it the text or number it asks for."""
        super().open(route)
        take = getattr(self.shown(), "take_route", None)
        if take is not None:
            take(route)
