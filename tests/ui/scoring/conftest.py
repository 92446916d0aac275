"""A meeting with points to be given, and its tabs over a real office."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from hrdesk.services.access import Role
from hrdesk.services.queries.scores import contest_grid
from hrdesk.ui.pages.scoring.entry_tab import EntryTab
from tests.services.meetings_sample import make_meeting

KEYS = {
    "enter": Qt.Key.Key_Return,
    "tab": Qt.Key.Key_Tab,
    "up": Qt.Key.Key_Up,
    "down": Qt.Key.Key_Down,
    "left": Qt.Key.Key_Left,
    "right": Qt.Key.Key_Right,
    "home": Qt.Key.Key_Home,
    "end": Qt.Key.Key_End,
    "del": Qt.Key.Key_Delete,
    "esc": Qt.Key.Key_Escape,
    "f2": Qt.Key.Key_F2,
    "f4": Qt.Key.Key_F4,
    "back": Qt.Key.Key_Backspace,
}


def type_letters(widget, text: str):
    """Type letters into a widget; QTest knows the keys of ASCII alone."""
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, 0, Qt.KeyboardModifier(0), letter)
            QApplication.sendEvent(widget, event)


class Desk:
    """One user's tab with hands on the keyboard."""

    def __init__(self, tab, sample):
        self.tab, self.sample, self.ctx = tab, sample, tab.ctx

    def settle(self):
        assert self.ctx.tasks.wait_idle()

    def press(self, *keys: str):
        """Press named keys, or type the letters of a text that is none."""
        for key in keys:
            control = key.startswith("ctrl+")
            held = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier(0)
            name = key.removeprefix("ctrl+")
            if name in KEYS:
                QTest.keyClick(self.tab.view, KEYS[name], held)
            elif control:
                QTest.keyClick(self.tab.view, getattr(Qt.Key, f"Key_{name}"), held)
            else:
                type_letters(self.tab.view, key)
        self.settle()

    def grid(self):
        with self.ctx.database.read(self.ctx.actor) as uow:
            return contest_grid(uow, self.sample.contest)

    def points(self, candidate=0, member=0):
        """Return what the database holds of one sheet, as texts."""
        sheet = self.grid().sheet(self.sample.candidates[candidate], self.sample.members[member])
        return {key: str(value) for key, value in sheet.points.items()}

    def place(self):
        index = self.tab.view.currentIndex()
        return index.row(), index.column()

    def said(self):
        return self.tab.hint.text().replace("\u200b", "")


@pytest.fixture
def desk(qtbot, office_ctx, office_user, office_database):
    """Open the tab of points of a new meeting: ``desk(candidates=3, checking="rekey")``."""

    def make(sample=None, tab=EntryTab, user="มานี รักงาน", **setup) -> Desk:
        sample = sample or make_meeting(office_database, **setup)
        ctx = office_ctx(office_user(Role.SECRETARY, user))
        made = tab(ctx, sample.meeting)
        qtbot.addWidget(made)
        made.resize(1100, 620)
        made.show()
        made.activateWindow()
        qtbot.waitUntil(made.isActiveWindow)
        made.refresh()
        desk = Desk(made, sample)
        desk.settle()
        made.setFocus()
        return desk

    return make
