"""The last stage of a round, walked by keyboard: drafts, the order issued, notices, files."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from hrdesk.documents.preview import page_count
from hrdesk.models import Office
from hrdesk.services.access import SYSTEM
from hrdesk.ui.context import Route
from hrdesk.ui.pages.papers.dialog import PaperDialog
from hrdesk.ui.pages.salary import papers_work
from hrdesk.ui.pages.salary.papers_stage import PapersStage
from hrdesk.ui.printing import PreviewDialog
from tests.services.salary_paper_sample import make_round as make_whole_round
from tests.ui.salary.conftest import settle


class Clock:
    """The office's clock, set as the services' sample sets it."""

    def __init__(self, clock) -> None:
        self._clock = clock

    def set(self, day: dt.date) -> None:
        self._clock.moment = dt.datetime.combine(day, dt.time(3), dt.UTC)


@pytest.fixture
def stage(qtbot, office_database, office_clock, office_ctx, routes):
    """Show the stage of a round made here: ``stage(final=True)``."""

    def show(*, final: bool, scheme: str = "step") -> PapersStage:
        with office_database.work(SYSTEM) as uow:
            uow.session.get_one(Office, 1).agency = "sao"
        made = make_whole_round(office_database, Clock(office_clock), scheme, final=final)
        shown = PapersStage(office_ctx(routes=routes), made.round)
        qtbot.addWidget(shown)
        shown.resize(1000, 600)
        shown.show()
        shown.refresh()
        settle(shown)
        return shown

    return show


def state_of(stage: PapersStage, row_id: str) -> str:
    return next(row.state for row in stage.model.rows() if row.id == row_id)


def yes(owner) -> None:
    """Answer the question that stands over a window."""
    next(each for each in owner.findChildren(QPushButton, "dialog_go") if each.isVisible()).click()


def test_a_draft_is_shown_and_saved_but_neither_issued_nor_kept(
    stage, qtbot, tmp_path, monkeypatch
):
    shown = stage(final=False)
    assert {row.state for row in shown.model.rows()} == {"draft"}
    shown.table.select_id("order")
    assert not shown.issuing.isEnabled()
    assert not shown.keeping.isEnabled()
    assert "ร่าง" in shown.told.text()
    QTest.keyClick(shown.table, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    settle(shown)
    dialog = shown.findChild(PreviewDialog)
    assert dialog is not None
    dialog.close()
    path = tmp_path / "round.xlsx"
    monkeypatch.setattr(papers_work, "ask_save", lambda *_: path)
    shown.tables.trigger()
    settle(shown)
    assert path.exists()


def test_the_order_is_issued_and_the_notices_are_written(stage, qtbot, tmp_path, monkeypatch):
    shown = stage(final=True)
    shown.table.select_id("order")
    QTest.keyClick(shown.table, Qt.Key.Key_Return)
    settle(shown)
    dialog = shown.findChild(PaperDialog)
    assert dialog is not None
    assert dialog.ready
    dialog.file()
    settle(shown)
    yes(dialog)
    settle(shown)
    shown.refresh()
    settle(shown)
    assert state_of(shown, "order") == "issued"
    assert not shown.issuing.isEnabled()
    assert shown.kept.isEnabled()
    for each in shown.findChildren(PreviewDialog):
        each.close()
    _notices(shown, tmp_path, monkeypatch)


def _notices(shown: PapersStage, tmp_path, monkeypatch) -> None:
    shown.table.select_id("notices")
    monkeypatch.setattr(papers_work, "ask_folder", lambda *_: tmp_path)
    shown.each.trigger()
    settle(shown)
    written = sorted(tmp_path.glob("*.pdf"))
    assert len(written) == 4
    assert [page_count(path.read_bytes()) for path in written] == [1, 1, 1, 1]
    shown.whose.setCurrentIndex(1)
    shown.whose.activated.emit(1)
    assert shown.count() == 1
    shown.search.setText("ไม่มีคนนี้")
    QTest.keyClick(shown.search, Qt.Key.Key_Return)
    assert not shown.one.isEnabled()
    assert "ไม่มีคนที่ตรง" in shown.told.text()
    QTest.keyClick(shown.search, Qt.Key.Key_Escape)
    one = tmp_path / "one.pdf"
    monkeypatch.setattr(papers_work, "ask_save", lambda *_: one)
    shown.one.trigger()
    settle(shown)
    assert page_count(one.read_bytes()) == 1


def test_papers_are_kept_after_asking_and_opened_as_they_were(stage):
    shown = stage(final=True)
    shown.table.select_id("form_1")
    shown.keep()
    yes(shown)
    settle(shown)
    shown.refresh()
    settle(shown)
    assert state_of(shown, "form_1") == "kept"
    shown.table.select_id("form_1")
    shown.open_current()
    settle(shown)
    dialog = next(each for each in shown.findChildren(PreviewDialog))
    assert "แบบ ๑" in dialog.windowTitle()
    dialog.close()


def test_the_stage_stands_on_the_page_of_the_round(make_round, open_page):
    page = open_page("salary_round", make_round("contract"), tab="papers")
    stage = page.stage("papers")
    settle(page)
    assert {"report", "allowance", "province"} <= {row.id for row in stage.model.rows()}
    assert page.route == Route("salary_round", page.route.id, {"tab": "papers"})
