"""What an office keeps of its people beside the service record, in four tabs."""

from __future__ import annotations

from typing import ClassVar

from hrdesk.ui.context import Route
from hrdesk.ui.pages.staff.tab import StaffTab
from hrdesk.ui.tabbed_page import TabbedPage, TabPlace
from hrdesk.ui.widgets.search_box import SearchBox


class StaffPage(TabbedPage):
    """Four lists; ``Route("staff", params={"tab": "cards"})`` opens one of them."""

    name: ClassVar[str] = "staff"
    title: ClassVar[str] = "งานบุคคล"
    help_page: ClassVar[str] = "staff"
    kinds: ClassVar[frozenset[str]] = frozenset({"probation", "card", "bar", "person", "case"})
    all_places = (
        TabPlace("probation", "ทดลองปฏิบัติหน้าที่", "staff.probation_tab:ProbationTab"),
        TabPlace("cards", "บัตรประจำตัว", "staff.card_tab:CardTab"),
        TabPlace("retirement", "เกษียณ", "staff.retirement_tab:RetirementTab"),
        TabPlace("bars", "ห้ามประเมิน", "staff.bar_tab:BarTab"),
    )

    def prepare(self, tab: StaffTab, route: Route) -> None:
        """Narrow the list to what the route asks for."""
        tab.narrow(route.params)

    def focus_search(self) -> bool:
        """Put the cursor into the open tab's search box; False where there is none."""
        box = self.shown().findChild(SearchBox)
        if box is None:
            return False
        box.setFocus()
        box.selectAll()
        return True
