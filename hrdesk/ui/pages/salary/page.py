"""Rounds of raises, payrolls, and the salaries of single persons, in tabs."""

from __future__ import annotations

from importlib.util import find_spec
from typing import ClassVar

from hrdesk.ui.context import Route
from hrdesk.ui.pages.staff.tab import StaffTab
from hrdesk.ui.tabbed_page import TabbedPage, TabPlace

_ALL = (
    TabPlace("rounds", "รอบเงินเดือน", "salary.rounds_tab:RoundsTab"),
    TabPlace("payroll", "บัญชีถือจ่าย", "salary.payroll_tab:PayrollTab", help_page="payroll"),
    TabPlace("awards", "ผู้บรรจุและปรับอัตรา", "salary.awards_tab:AwardsTab"),
)


def _there(place: TabPlace) -> bool:
    """Tell whether the tab's module is part of this program."""
    return find_spec(f"hrdesk.ui.pages.{place.where.partition(':')[0]}") is not None


class SalaryPage(TabbedPage):
    """Three lists; ``Route("salary", params={"tab": "payroll"})`` opens the second."""

    name: ClassVar[str] = "salary"
    title: ClassVar[str] = "เงินเดือน"
    help_page: ClassVar[str] = "salary"
    all_places = tuple(place for place in _ALL if _there(place))

    def prepare(self, tab: StaffTab, route: Route) -> None:
        """Narrow the tab to what the route asks for, where it can be narrowed."""
        narrow = getattr(tab, "narrow", None)
        if narrow is not None:
            narrow(route.params)
