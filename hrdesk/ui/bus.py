"""Tells open pages what an action changed."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from hrdesk.services.changes import Change


class ChangeBus(QObject):
    """Carries every change of this window to whoever shows the changed thing."""

    changed = Signal(object, object)  # frozenset[Change], initiator (QObject or None)

    def publish(self, changes: Iterable[Change], initiator: QObject | None = None) -> None:
        """Tell all listeners what changed and which widget caused it."""
        found = frozenset(changes)
        if found:
            self.changed.emit(found, initiator)
