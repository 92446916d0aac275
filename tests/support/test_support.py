"""The guards themselves: each must be able to fail a test."""

from __future__ import annotations

import threading

import psycopg
import pytest
from PySide6.QtCore import QObject, QThread, QTimer
from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox, QWidget

from hrdesk import paths
from tests.support import leftovers
from tests.support.dialogs import DialogDesk, UnexpectedDialog


def _ask(address: str, statement: str) -> str:
    plain = address.replace("postgresql+psycopg://", "postgresql://")
    with psycopg.connect(plain) as connection:
        return str(connection.execute(statement).fetchone()[0])


def test_fresh_database_is_empty_and_holds_thai(fresh_postgres: str) -> None:
    assert _ask(fresh_postgres, "SHOW server_encoding") == "UTF8"
    assert _ask(fresh_postgres, "SELECT 'ก๋วยเตี๋ยว'") == "ก๋วยเตี๋ยว"
    tables = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
    assert _ask(fresh_postgres, tables) == "0"


def test_fresh_databases_are_dropped(postgres_server, postgres_url: str) -> None:
    with postgres_server.database() as address:
        name = address.rsplit("/", 1)[1]
        query = f"SELECT count(*) FROM pg_database WHERE datname = '{name}'"
        assert _ask(postgres_url, query) == "1"
    assert _ask(postgres_url, query) == "0"


def test_substring_search_extension_is_installed(fresh_postgres: str) -> None:
    available = "SELECT count(*) FROM pg_available_extensions WHERE name = 'pg_trgm'"
    assert _ask(fresh_postgres, available) == "1"


def test_home_is_the_tests_own(hrdesk_home) -> None:
    assert paths.home() == hrdesk_home
    assert list(hrdesk_home.iterdir()) == []


def test_unannounced_dialogs_fail(qtbot, dialogs: DialogDesk) -> None:
    box = QMessageBox()
    box.setText("ลบหรือไม่")
    qtbot.addWidget(box)
    for call in (
        box.exec,
        QDialog(box).exec,
        lambda: QMessageBox.question(None, "หัวเรื่อง", "คำถาม"),
        lambda: QFileDialog.getSaveFileName(None, "บันทึก"),
    ):
        with pytest.raises(UnexpectedDialog):
            call()
    assert len(dialogs.unexpected) == 4
    assert dialogs.unexpected[0] == "QMessageBox: ลบหรือไม่"
    dialogs.unexpected.clear()


def test_announced_dialogs_are_answered_in_order(qtbot, dialogs: DialogDesk) -> None:
    yes = QMessageBox.StandardButton.Yes
    dialogs.answer(yes, ("/tmp/paper.pdf", ""), lambda dialog: dialog.done(7) or dialog.result())
    assert QMessageBox.question(None, "หัวเรื่อง", "คำถาม") == yes
    assert QFileDialog.getSaveFileName(None, "บันทึก")[0] == "/tmp/paper.pdf"
    dialog = QDialog()
    qtbot.addWidget(dialog)
    assert dialog.exec() == 7
    assert [shown.name for shown in dialogs.shown] == [
        "QMessageBox.question",
        "QFileDialog.getSaveFileName",
        "QDialog",
    ]


def test_a_left_timer_and_window_are_named_and_stopped(qtbot) -> None:
    before = leftovers.take_baseline(with_qt=True)
    owner = QObject()
    timer = QTimer(owner, interval=60_000, objectName="forgotten")
    timer.start()
    window = QWidget(windowTitle="ลืมปิด")
    window.show()
    found = leftovers.leftovers(before, with_qt=True)
    assert "active timer (forgotten, 60000 ms)" in found
    assert "visible window QWidget 'ลืมปิด'" in found
    assert leftovers.leftovers(before, with_qt=True) == []


def test_a_left_thread_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leftovers, "GRACE_SECONDS", 0.05)
    before = leftovers.take_baseline(with_qt=False)
    gate = threading.Event()
    thread = threading.Thread(target=gate.wait, name="forgotten")
    thread.start()
    try:
        assert leftovers.leftovers(before, with_qt=False) == ["thread 'forgotten'"]
    finally:
        gate.set()
        thread.join()
    assert leftovers.leftovers(before, with_qt=False) == []


def test_a_left_qt_thread_is_named_unless_it_ran_before(qtbot, monkeypatch) -> None:
    monkeypatch.setattr(leftovers, "GRACE_SECONDS", 0.05)
    before = leftovers.take_baseline(with_qt=True)
    thread = QThread(objectName="forgotten")
    thread.start()
    try:
        assert leftovers.leftovers(before, with_qt=True) == ["running thread forgotten"]
        now = leftovers.take_baseline(with_qt=True)
        assert leftovers.leftovers(now, with_qt=True) == []
    finally:
        thread.quit()
        thread.wait()
