"""A whole promotion from the first check to the order, by keyboard alone."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QRadioButton

from hrdesk.rules.codes import CaseStatus, StepState
from hrdesk.services.people import load_person
from hrdesk.ui.dialogs import QuestionDialog
from hrdesk.ui.pages.papers.dialog import PaperDialog
from hrdesk.ui.printing import PreviewDialog
from hrdesk.ui.reading_order import stops
from hrdesk.ui.widgets.date_edit import BuddhistDateEdit
from tests.ui.case.conftest import settle

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


class Keys:
    """Types where the keyboard is, as a person does."""

    def __init__(self, qtbot, page):
        self.qtbot, self.page = qtbot, page

    @property
    def here(self):
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    def press(self, key, modifier=Qt.KeyboardModifier.NoModifier):
        self.qtbot.keyClick(self.here, key, modifier)

    def type(self, text):
        self.qtbot.keyClicks(self.here, text)

    def tab_to(self, wanted, most=60):
        for _ in range(most):
            if wanted(self.here):
                return self.here
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(f"the keyboard never came there, it is at {self.here.objectName()}")


def typed_for(field):
    return {"date": "20/11/2569", "order_number": "123/2569", "letter_number": "0000/9"}.get(
        field.kind, "1/2569"
    )


def finish_by_keyboard(keys, page, detail):
    """Fill what the open form asks and save it, without the mouse."""
    if detail.form.outcomes:
        assert isinstance(keys.here, QRadioButton)
        keys.press(Qt.Key.Key_Space)  # the first result is the good one
    else:
        assert isinstance(keys.here, BuddhistDateEdit)
    for field in detail.form.fields:
        if field.required:
            keys.tab_to(lambda widget, key=field.key: widget.objectName() == f"remark_{key}")
            keys.type(typed_for(field))
    if detail.form.waited_out:  # the time for objections is not over
        # The window's Tab goes in reading order; a page alone has Qt's own.
        (reason,) = (each for each in stops(page) if each.objectName() == "reason")
        reason.setFocus()
        keys.type("0000/10")
    keys.press(Qt.Key.Key_Return, CTRL)
    settle(page)


def test_a_promotion_is_walked_to_its_order_by_keyboard(qtbot, desk, open_page):
    with desk.database.work(desk.officer) as uow:
        person = load_person(uow, desk.people["somsri"])
        person.national_id, person.in_level_since = "1101700203451", "2020-10-01"
        from hrdesk.models import Degree

        person.degrees.append(Degree(position=1, level="bachelor", name="วท.บ."))
    case_id = desk.open_case(effective_on=dt.date(2026, 11, 20))
    page = open_page(case_id)
    page.activateWindow()
    page.sides.step_panel.form.focus_first()
    keys = Keys(qtbot, page)
    walked = []
    while (detail := desk.detail(case_id)).status is CaseStatus.IN_PROGRESS:
        assert len(walked) < 20
        if "order" in detail.form.produces:
            make_the_order(keys, page, qtbot)
        walked.append(detail.form.step.title)
        finish_by_keyboard(keys, page, detail)
    detail = desk.detail(case_id)
    assert len(walked) == len(detail.steps) - 1
    assert all(step.state is StepState.DONE for step in detail.steps)
    assert "เสร็จสิ้น" in page.head.findChild(QPushButton, "case_status").text()
    (issued,) = detail.issued
    assert issued.kind == "order" and issued.number == "1/2569"
    assert content(desk, issued.id).startswith(b"%PDF")


def make_the_order(keys, page, qtbot):
    keys.press(Qt.Key.Key_4, ALT)
    settle(page)
    keys.tab_to(lambda widget: widget.objectName() == "make_order")
    keys.press(Qt.Key.Key_Space)
    settle(page)
    dialog = page.findChild(PaperDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    assert isinstance(keys.here, QLineEdit)
    qtbot.waitUntil(lambda: dialog.ready or not dialog.missing.isHidden())
    settle(page)
    qtbot.waitUntil(lambda: dialog.ready, timeout=10_000)
    keys.press(Qt.Key.Key_S, CTRL)
    settle(page)
    question = dialog.findChild(QuestionDialog)
    qtbot.waitUntil(question.isActiveWindow)
    keys.tab_to(lambda widget: widget.objectName() == "dialog_go")
    keys.press(Qt.Key.Key_Space)
    settle(page)
    assert page.findChild(PaperDialog) is None
    shown = page.findChild(PreviewDialog)
    qtbot.waitUntil(shown.isActiveWindow)
    keys.press(Qt.Key.Key_Escape)
    page.activateWindow()
    qtbot.waitUntil(lambda: page.isActiveWindow() and QApplication.focusWidget() is not None)
    keys.press(Qt.Key.Key_1, ALT)


def content(desk, issued_id):
    from hrdesk.services.queries.cases import issued_content

    with desk.database.read(desk.officer) as uow:
        return issued_content(uow, issued_id)
