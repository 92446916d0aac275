"""Garbage in circles is collected on the main thread alone.

Python looks for it on whichever thread happens to make an object. A circle may hold widgets, and Qt
objects destroyed on a worker's thread end the program. So while workers live the automatic search
is off, and a timer of the main thread does it instead.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer, Slot

_EVERY_MS = 500
_holders: set[int] = set()


class MainThreadCollector(QObject):
    """Between ``start`` and ``stop`` the collector runs only from this object's timer."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setObjectName("collector")
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.collect)

    def start(self) -> None:
        """Call before the first worker starts; twice is once."""
        _holders.add(id(self))
        gc.disable()
        self._timer.start()

    def stop(self) -> None:
        """Call when the last worker has ended."""
        self._timer.stop()
        _holders.discard(id(self))
        if not _holders:
            gc.enable()

    @Slot()
    def collect(self) -> None:
        """Look through the oldest generation whose turn it is, by Python's own thresholds."""
        for generation in (2, 1, 0):
            if gc.get_count()[generation] > gc.get_threshold()[generation]:
                gc.collect(generation)
                return
