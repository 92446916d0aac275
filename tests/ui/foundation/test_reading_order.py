from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from hrdesk.ui.reading_order import ReadingOrder
from hrdesk.ui.widgets.field import Field


class _Dialog(ReadingOrder, QDialog):
    pass


def _line(name, parent=None):
    line = QLineEdit(parent)
    line.setObjectName(name)
    return line


def _walk(window, steps, *, back=False):
    key = Qt.Key.Key_Backtab if back else Qt.Key.Key_Tab
    names = []
    for _ in range(steps):
        QTest.keyClick(QApplication.focusWidget() or window, key)
        names.append(QApplication.focusWidget().objectName())
    return names


@pytest.fixture
def dialog(qtbot):
    made = _Dialog()
    qtbot.addWidget(made)
    QVBoxLayout(made)
    yield made


def _show(qtbot, dialog):
    with qtbot.waitExposed(dialog):
        dialog.show()
        dialog.activateWindow()


def test_fields_inside_a_part_that_hands_its_focus_on_are_reached(qtbot, dialog):
    page, inner = QWidget(dialog), QWidget()
    first, second = _line("first"), _line("second")
    rows = QVBoxLayout(page)
    rows.addWidget(Field("หนึ่ง", first))
    rows.addWidget(inner)
    QVBoxLayout(inner).addWidget(Field("สอง", second))
    page.setFocusProxy(first)
    dialog.layout().addWidget(page)
    dialog.layout().addWidget(QPushButton("ต่อไป", objectName="go"))
    _show(qtbot, dialog)
    page.setFocus()
    assert _walk(dialog, 3) == ["second", "go", "first"]
    assert _walk(dialog, 3, back=True) == ["go", "second", "first"]


def test_what_was_made_later_stands_where_it_is_read(qtbot, dialog):
    first, last = _line("first", dialog), _line("last", dialog)
    grid = QGridLayout()
    grid.addWidget(_line("low", dialog), 1, 0)
    grid.addWidget(_line("right", dialog), 0, 1)
    grid.addWidget(_line("left", dialog), 0, 0)
    dialog.layout().addWidget(first)
    dialog.layout().addWidget(last)
    dialog.layout().insertLayout(1, grid)
    _show(qtbot, dialog)
    first.setFocus()
    assert _walk(dialog, 4) == ["left", "right", "low", "last"]


def test_what_cannot_be_used_is_passed_over(qtbot, dialog):
    stack = QStackedWidget(dialog)
    for name in ("shown", "behind"):
        stack.addWidget(_line(name))
    off, hidden = _line("off", dialog), _line("hidden", dialog)
    off.setEnabled(False)
    for widget in (stack, off, hidden, _line("end", dialog)):
        dialog.layout().addWidget(widget)
    hidden.hide()
    _show(qtbot, dialog)
    dialog.findChild(QLineEdit, "end").setFocus()
    assert _walk(dialog, 2) == ["shown", "end"]


def test_a_field_below_the_edge_is_scrolled_to(qtbot, dialog):
    area, content = QScrollArea(dialog), QWidget()
    area.setObjectName("area")
    rows = QVBoxLayout(content)
    rows.addWidget(_line("top"))
    rows.addWidget(space := QLabel())
    space.setFixedHeight(900)
    rows.addWidget(_line("bottom"))
    area.setWidget(content)
    area.setWidgetResizable(True)
    dialog.layout().addWidget(area)
    dialog.resize(300, 200)
    _show(qtbot, dialog)
    dialog.findChild(QLineEdit, "top").setFocus()
    assert _walk(dialog, 1) == ["bottom"]
    assert area.verticalScrollBar().value() > 0


def test_a_text_without_fields_can_be_scrolled_by_keys(qtbot, dialog):
    area, text = QScrollArea(dialog), QLabel("ยาว")
    area.setObjectName("area")
    text.setFixedHeight(900)
    area.setWidget(text)
    dialog.layout().addWidget(area)
    dialog.layout().addWidget(_line("line"))
    dialog.resize(300, 200)
    _show(qtbot, dialog)
    dialog.findChild(QLineEdit, "line").setFocus()
    assert _walk(dialog, 2) == ["area", "line"]
