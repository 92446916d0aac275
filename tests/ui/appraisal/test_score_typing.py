"""Scores typed faster than they are stored, read again or refused: no key is lost."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from hrdesk.services.access import SYSTEM
from hrdesk.services.appraisal_rounds import Seen
from hrdesk.services.appraisals import Acknowledgement, SetTotals, acknowledge, set_totals
from hrdesk.services.queries import appraisals as queries
from tests.ui.appraisal.test_appraisal_pages import settled

D = Decimal


def press(text):
    """Send keys where the focus is, ``⏎`` for Enter."""
    for letter in text:
        text_of = "\r" if letter == "⏎" else letter
        key = Qt.Key.Key_Return if letter == "⏎" else Qt.Key(ord(letter.upper()))
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text_of)
            QApplication.sendEvent(QApplication.focusWidget(), event)


def achievements(database, round_id):
    with database.read(SYSTEM) as uow:
        return [line.achievement for line in queries.appraisal_round(uow, round_id).lines]


def at_scores(show, round_id, row=0, column=2):
    page, ctx, _ = show("appraisal_round", round_id, tab="scores")
    tab = page.stages["scores"]
    page.activateWindow()
    tab.table.setFocus()
    tab.table.setCurrentIndex(tab.model.index(row, column))
    return page, ctx, tab


def test_keys_faster_than_the_program_and_readings_while_one_types_lose_nothing(
    show, office_database, round_id, qtbot
):
    page, ctx, tab = at_scores(show, round_id)
    press("81⏎82⏎83.5⏎84⏎85⏎86.25⏎")  # all wait in one queue: nothing is drawn between
    press("8")
    page.board.read()
    settled(ctx, qtbot)  # all lines read again with a cell open
    press("7")
    assert page.can_leave()  # stores what the open cell holds
    settled(ctx, qtbot)
    typed = [D(each) for each in ("81", "82", "83.5", "84", "85", "86.25", "87")]
    assert achievements(office_database, round_id) == typed
    tab.table.setCurrentIndex(tab.model.index(0, 2))
    press("⏎")
    with office_database.work(SYSTEM) as uow:  # somebody else, meanwhile
        line = queries.appraisal_round(uow, round_id).lines[0]
        set_totals(uow, SetTotals(line.id, line.version, D(60), None))
    page.board.read()
    settled(ctx, qtbot)
    press("⏎")  # only looked at: writes nothing over
    settled(ctx, qtbot)
    assert achievements(office_database, round_id)[0] == D(60)


def test_people_who_leave_the_list_wait_until_the_open_cell_is_closed(
    show, office_database, round_id, qtbot
):
    page, ctx, tab = at_scores(show, round_id, column=3)
    page.waiting.choose(["result"])
    page.waiting.changed.emit(page.waiting.chosen())
    first, second, third = [line.id for line in tab.model.rows()][:3]
    with office_database.work(SYSTEM) as uow:
        set_totals(uow, SetTotals(first, 1, D(80), D(80)))
    press("⏎⏎9")
    page.board.read()
    settled(ctx, qtbot)  # the first has a result now and is waited for no more
    assert [line.id for line in tab.model.rows()][:2] == [first, second]
    press("0⏎")
    settled(ctx, qtbot)
    assert [line.id for line in tab.model.rows()][:2] == [second, third]
    assert tab.model.rows()[0].competency == D(90)
    at = tab.table.currentIndex()
    assert (tab.table.current_row().id, at.column()) == (third, 3)


def test_esc_gives_up_the_refused_score_though_enter_went_on(
    show, office_database, round_id, qtbot
):
    _, ctx, tab = at_scores(show, round_id)
    press("abc⏎")
    assert tab.model.index(0, 2).data() == "abc"
    assert tab.table.currentIndex().row() == 1
    qtbot.keyClick(tab.table, Qt.Key.Key_Escape)
    assert (tab.model.index(0, 2).data(), tab.table.currentIndex().row()) == ("", 0)
    assert "ยังไม่ได้บันทึก" not in tab.told.text()
    with office_database.work(SYSTEM) as uow:  # both scores of one typed on what has changed
        set_totals(uow, SetTotals(tab.model.rows()[0].id, 1, D(50), D(50)))
    tab.model.setData(tab.model.index(0, 2), "70")
    tab.model.setData(tab.model.index(0, 3), "71")
    settled(ctx, qtbot)
    assert [tab.model.index(0, column).data() for column in (2, 3)] == ["70", "71"]
    assert all(tab.model.is_wrong(tab.model.index(0, column)) for column in (2, 3))
    with office_database.work(SYSTEM) as uow:
        line = queries.appraisal_round(uow, round_id).lines[1]
        set_totals(uow, SetTotals(line.id, line.version, D(80), D(80)))
        seen = (Seen(line.id, line.version + 1),)
        acknowledge(uow, Acknowledgement(seen, "acknowledged", uow.clock.today()))
    tab.board.read()
    settled(ctx, qtbot)
    tab.table.setCurrentIndex(tab.model.index(1, 2))
    press("9")  # a locked score says why; no other row is looked for
    assert "แจ้งผลนี้แล้ว" in tab.told.text().replace("\u200b", "")
    assert tab.table.currentIndex().row() == 1
