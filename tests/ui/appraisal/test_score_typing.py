"""Scores typed faster than they are stored, read again or refused: no key is lost."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from hrdesk.services.access import SYSTEM
from hrdesk.services.queries import appraisals as queries
from tests.ui.appraisal.test_appraisal_pages import settled

D = Decimal


def press(text, delay=-1):
    """Send keys where the focus is, ``⏎`` for Enter."""
    for letter in text:
        key = Qt.Key.Key_Return if letter == "⏎" else letter
        QTest.keyClick(QApplication.focusWidget(), key, Qt.KeyboardModifier.NoModifier, delay)


@pytest.mark.parametrize("delay", [-1, 0, 5, 30, 50, 60,70, 90])
def test_scratch(show, office_database, round_id, qtbot, delay):
    page, ctx, _ = show("appraisal_round", round_id, tab="scores")
    page.activateWindow()
    tab = page.stages["scores"]
    tab.table.setFocus()
    for _ in range(3):
        tab.table.setCurrentIndex(tab.model.index(0, 2))
        scores = ["81", "82", "83.5", "84", "85", "86.25", "87"]
        press("".join(f"{s}⏎" for s in scores), delay)
    settled(ctx, qtbot)
    got = [str(l.achievement) for l in tab.model.rows()]
    print(delay, got, tab.model._wrong)
    with office_database.read(SYSTEM) as uow:
        print([str(l.achievement) for l in queries.appraisal_round(uow, round_id).lines])
