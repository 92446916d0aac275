"""Which interactive widgets a reader or a test could not find."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

KINDS = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox, QAbstractItemView)


def unnamed(window: QWidget) -> list[str]:
    """Name the interactive widgets without objectName, or without words for a reader."""
    found = []
    for kind in KINDS:
        for widget in window.findChildren(kind):
            inside = isinstance(widget, QHeaderView) or widget.objectName().startswith("qt_")
            # Parts that Qt makes itself: the corner of a table, the line of a spin box.
            made_by_qt = type(widget).__module__.startswith("PySide6") and isinstance(
                widget.parent(), (QAbstractItemView, QComboBox, QAbstractSpinBox, QLineEdit)
            )
            parent = widget.parent()
            popup = parent is not None and parent.metaObject().className().startswith("QComboBox")
            if inside or made_by_qt or popup:
                continue
            words = widget.accessibleName() or getattr(widget, "text", lambda: "")()
            if not widget.objectName() or not words:
                found.append(f"{type(widget).__name__} {widget.objectName()!r} {words!r}")
    return found
