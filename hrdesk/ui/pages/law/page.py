"""The page กฎเกณฑ์: rules, days off, position groups."""

from __future__ import annotations

from typing import ClassVar

from hrdesk.ui.context import Route
from hrdesk.ui.tabbed_page import TabbedPage, TabPlace


class LawPage(TabbedPage):
    """``Route("law", params={"tab": "days"})`` opens a tab, ``{"rule": id}`` a rule."""

    name: ClassVar[str] = "law"
    title: ClassVar[str] = "กฎเกณฑ์"
    help_page = "law"
    kinds: ClassVar[frozenset[str]] = frozenset({"law", "office_day", "position_group", "case"})
    tabs_label = "ส่วนของกฎเกณฑ์"
    holder_prefix = "law"
    all_places = (
        TabPlace("rules", "กฎ", "law.rules_tab:RulesTab"),
        TabPlace("days", "วันหยุด", "law.days_tab:DaysTab"),
        TabPlace("groups", "กลุ่มตำแหน่งเดียวกัน", "law.groups_tab:GroupsTab"),
    )

    def open(self, route: Route) -> None:
        """Open the tab or the rule that the route names, or stay."""
        super().open(route)
        if "rule" in route.params:
            self.tab("rules").choose(route.params["rule"])

    def wanted(self, route: Route) -> str:
        """Return the tab of the rules where a rule is named, else the tab that is."""
        return "rules" if "rule" in route.params else super().wanted(route)
