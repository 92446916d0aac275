"""What every page of the window has in common."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QWidget

from hrdesk.services.changes import Change
from hrdesk.ui.context import AppContext, Route


class Page(QWidget):
    """One page: it is made once, opened by route, and reads again what changed.

    A page overrides ``open`` and ``refresh``; it reads through ``ctx.tasks.query``.
    """

    name: ClassVar[str] = ""
    title: ClassVar[str] = ""
    help_page: ClassVar[str] = ""
    kinds: ClassVar[frozenset[str]] = frozenset()

    title_changed = Signal()  # title or crumbs changed
    actions_changed = Signal()
    saved_changed = Signal(bool)  # False: something typed is kept as a draft, not saved

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ctx = ctx
        self.route = Route(self.name)
        self._stale = False
        self.setObjectName(f"page_{self.name}")
        self.setAccessibleName(self.title)
        ctx.bus.changed.connect(self._on_bus)

    def open(self, route: Route) -> None:
        """Show what the route asks for; the base remembers it and reads."""
        self.route = route
        self._stale = False
        self.refresh()

    def refresh(self) -> None:
        """Read again what is shown, keeping selection and typed text (F5 and changes)."""

    def current_title(self) -> str:
        """Return the last part of the path shown above the page."""
        return self.title

    def crumbs(self) -> list[tuple[str, Route | None]]:
        """Return the path above the page; parts with a route can be clicked."""
        return [(self.current_title(), None)]

    def actions(self) -> list[QAction]:
        """Return the page's own actions, most used first; objectName ``print`` and ``save``
        answer Ctrl+P and Ctrl+S.
        """
        return []

    def can_leave(self) -> bool:
        """Tell whether the page may be left now; a form keeps its draft and says yes."""
        return True

    def focus_search(self) -> bool:
        """Put the cursor into the page's search box; False where there is none."""
        from hrdesk.ui.widgets.search_box import SearchBox

        box = self.findChild(SearchBox)
        if box is None:
            return False
        box.setFocus()
        box.selectAll()
        return True

    def concerns(self, changes: frozenset[Change]) -> bool:
        """Tell whether any of the changes is of a kind this page shows."""
        return any(change.kind in self.kinds for change in changes)

    def showEvent(self, event: QShowEvent) -> None:
        """Read again where something changed while the page was hidden."""
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self.refresh()

    def _on_bus(self, changes: frozenset[Change], initiator: QObject | None) -> None:
        if not self.concerns(changes):
            return
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True
