"""Tab walks as one reads: in the order of the layouts, also through what was made later.

Qt's own chain follows the order in which widgets were made, and leaves out what stands in a
container whose focus is handed to one of its parts; pages that are built while they are shown
would need their order told again and again.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QGridLayout,
    QLayout,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QWidget,
)

_WHOLE = (QAbstractItemView, QAbstractSpinBox, QComboBox)  # their parts are no stops of their own


class ReadingOrder:
    """For windows and dialogs, as the first of their bases."""

    def focusNextPrevChild(self: QWidget, forward: bool) -> bool:  # type: ignore[misc]
        """Give the focus to the next stop, or the one before; round at the ends."""
        found = list(stops(self))
        if not found:
            return False
        here = QApplication.focusWidget()
        step = 1 if forward else -1
        if here in found:
            to = found[(found.index(here) + step) % len(found)]
        else:
            to = found[0 if forward else -1]
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        to.setFocus(reason)
        _bring_into_view(to)
        return True


def stops(window: QWidget) -> Iterator[QWidget]:
    """Yield the widgets that Tab stops at, in reading order."""
    for child in _parts(window):
        if child.isWindow() or not child.isVisibleTo(window) or not child.isEnabled():
            continue
        inside = [] if isinstance(child, _WHOLE) else list(stops(child))
        if _takes_tab(child) and not (isinstance(child, QScrollArea) and inside):
            yield child
        yield from inside


def _takes_tab(widget: QWidget) -> bool:
    policy = widget.focusPolicy()
    if policy & Qt.FocusPolicy.TabFocus != Qt.FocusPolicy.TabFocus:
        return False
    if isinstance(widget, QScrollArea):  # only where there is something to scroll to
        return widget.verticalScrollBar().maximum() > 0
    return widget.focusProxy() is None


def _parts(widget: QWidget) -> Iterator[QWidget]:
    seen: list[QWidget] = []
    for part in _laid_out(widget):
        if part is not None and part not in seen:
            seen.append(part)
            yield part
    if isinstance(widget, QStackedWidget | QTabWidget | QScrollArea):
        return  # the rest is hidden, or the container's own machinery
    for child in widget.children():
        if isinstance(child, QWidget) and child not in seen:
            yield child


def _laid_out(widget: QWidget) -> Iterator[QWidget | None]:
    if isinstance(widget, QTabWidget):
        yield widget.tabBar()
        yield widget.currentWidget()
    elif isinstance(widget, QStackedWidget):
        yield widget.currentWidget()
    elif isinstance(widget, QScrollArea):
        yield widget.widget()
    elif isinstance(widget, QSplitter):
        yield from (widget.widget(place) for place in range(widget.count()))
    elif widget.layout() is not None:
        yield from _of_layout(widget.layout())


def _of_layout(layout: QLayout) -> Iterator[QWidget | None]:
    places = range(layout.count())
    if isinstance(layout, QGridLayout):
        places = sorted(places, key=lambda place: layout.getItemPosition(place)[:2])
    for place in places:
        item = layout.itemAt(place)
        if item.widget() is not None:
            yield item.widget()
        elif item.layout() is not None:
            yield from _of_layout(item.layout())


def _bring_into_view(widget: QWidget) -> None:
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget)
        above = above.parentWidget()
