"""The foot of windows that are only looked at."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton


def close_row(dialog: QDialog) -> QHBoxLayout:
    """Return the foot of a window that is only looked at."""
    close = QPushButton("ปิด", dialog)
    close.setObjectName("dialog_cancel")
    close.setAccessibleName("ปิด")
    close.setAutoDefault(False)
    close.clicked.connect(dialog.reject)
    foot = QHBoxLayout()
    foot.addStretch()
    foot.addWidget(close)
    return foot
