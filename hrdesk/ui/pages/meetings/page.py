"""The list of meetings and the list of committees."""

from __future__ import annotations

from typing import ClassVar

from hrdesk.ui.context import Route
from hrdesk.ui.pages.staff.tab import StaffTab
from hrdesk.ui.tabbed_page import TabbedPage, TabPlace


class MeetingsPage(TabbedPage):
    """Two lists; ``Route("meetings", params={"tab": "committees"})`` opens the second."""

    name: ClassVar[str] = "meetings"
    title: ClassVar[str] = "ประชุม/คะแนน"
    help_page: ClassVar[str] = "meetings"
    kinds: ClassVar[frozenset[str]] = frozenset({"meeting", "contest", "committee"})
    all_places = (
        TabPlace("meetings", "การประชุม", "meetings.meetings_tab:MeetingsTab"),
        TabPlace("committees", "คณะกรรมการ", "meetings.committees_tab:CommitteesTab"),
    )

    def prepare(self, tab: StaffTab, route: Route) -> None:
        """Narrow the list to what the route asks for."""
        tab.narrow(route.params)
