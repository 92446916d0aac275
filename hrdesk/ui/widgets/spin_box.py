"""A box for a whole number, with the same room around the number as a line edit has."""

from __future__ import annotations

from PySide6.QtWidgets import QSpinBox, QWidget

_ROOM = 9  # pixels: what the style sheet leaves in line edits, and cannot give to a spin box


class SpinBox(QSpinBox):
    """A spin box whose number does not touch its frame."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lineEdit().setTextMargins(_ROOM, 0, 0, 0)
