"""The tabs of one meeting, each made when it is first seen.

A tab's class is called with the context and the meeting's id and has ``refresh()``. It may name in
``kinds`` the changes after which it is read again, and hold in ``actions_made`` the actions whose
keys answer while it is open.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import NamedTuple, Protocol, cast

from PySide6.QtWidgets import QWidget

from hrdesk.ui.context import AppContext


class MeetingTab(Protocol):
    """What the page of a meeting asks of a tab, which is a widget."""

    def __call__(self, ctx: AppContext, meeting_id: int) -> QWidget:
        """Make the tab of a meeting."""
        ...


class TabPlace(NamedTuple):
    """One tab: its name in routes, its Thai title, and where its class lies."""

    name: str
    title: str
    factory: str

    def there(self) -> bool:
        """Tell whether the tab's module is part of this program."""
        return find_spec(self.factory.partition(":")[0]) is not None

    def load(self) -> MeetingTab:
        """Import the tab's class."""
        module, name = self.factory.split(":")
        return cast("MeetingTab", getattr(import_module(module), name))


TABS = (
    TabPlace("setup", "เตรียมประชุม", "hrdesk.ui.pages.meetings.setup_tab:SetupTab"),
    TabPlace("entry", "ให้คะแนน", "hrdesk.ui.pages.scoring.entry_tab:EntryTab"),
    TabPlace("check", "ตรวจทาน", "hrdesk.ui.pages.scoring.check_tab:CheckTab"),
    TabPlace("result", "ผล", "hrdesk.ui.pages.meetings.result_tab:ResultTab"),
    TabPlace("papers", "เอกสาร", "hrdesk.ui.pages.meetings.papers_tab:PapersTab"),
)


def tab_places() -> tuple[TabPlace, ...]:
    """Return the tabs that this program has."""
    return tuple(place for place in TABS if _has(place))


def _has(place: TabPlace) -> bool:
    try:
        return place.there()
    except ModuleNotFoundError:  # the package above it is not there either
        return False
