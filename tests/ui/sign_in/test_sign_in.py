from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QPushButton, QScrollArea, QToolButton
from sqlalchemy import update

from hrdesk.models import Office
from hrdesk.services.access import SYSTEM, Role
from hrdesk.services.accounts import sign_in
from hrdesk.settings import Settings
from hrdesk.ui.pages.sign_in.dialog import SignInDialog
from hrdesk.ui.pages.sign_in.password_edit import PasswordEdit

SECRET = "ผมชอบกินข้าวเหนียว"
NEW = "แมวสามตัวบนหลังคา"


@pytest.fixture
def settings(tmp_path):
    return Settings(tmp_path / "settings.json")


@pytest.fixture
def dialog(qtbot, office_database, settings):
    with office_database.work(SYSTEM) as uow:
        uow.session.execute(update(Office).values(sample=False))
    made = SignInDialog(office_database, settings)
    made.show()
    made._tasks.wait_idle()
    yield made
    made.reject()
    made.deleteLater()


def _try(dialog, username, password):
    dialog.username.setText(username)
    dialog.password.setText(password)
    QTest.mouseClick(dialog.button, Qt.MouseButton.LeftButton)
    dialog._tasks.wait_idle()


def _error(dialog, name="password"):
    return dialog._form.fields[name].error()


def test_the_office_is_named_and_the_cursor_waits_for_the_name(dialog):
    assert dialog.findChild(QLabel, "sign_in_office").text().replace("\u200b", "") == "กรมอนามัย"
    assert dialog.focusWidget() is dialog.username
    assert dialog.findChild(QFrame, "sample_accounts").isHidden()


def test_the_name_of_the_office_pushes_nothing_out_of_sight(dialog):
    area = dialog.findChild(QScrollArea)
    dialog.layout().activate()
    assert area.height() >= min(area.sizeHint().height(), dialog.screen().size().height() - 80)


def test_the_right_password_opens_and_the_name_is_remembered(dialog, account, settings):
    made = account()
    _try(dialog, "Somchai", SECRET)
    assert dialog.result() == SignInDialog.DialogCode.Accepted
    assert (dialog.actor.user_id, dialog.actor.role) == (made, Role.OFFICER)
    assert settings.text("last_user") == "Somchai"
    assert dialog.password.text() == ""


def test_the_last_name_stands_there_and_the_cursor_in_the_password(
    qtbot, office_database, settings
):
    settings.set("last_user", "somchai")
    made = SignInDialog(office_database, settings)
    made.show()
    assert made.username.text() == "somchai"
    assert made.focusWidget() is made.password
    made.reject()
    made.deleteLater()


def test_enter_in_the_password_signs_in(dialog, account):
    account()
    dialog.username.setText("somchai")
    dialog.password.setText(SECRET)
    QTest.keyClick(dialog.password, Qt.Key.Key_Return)
    dialog._tasks.wait_idle()
    assert dialog.actor is not None


def test_empty_fields_are_named_without_asking_the_database(dialog):
    QTest.mouseClick(dialog.button, Qt.MouseButton.LeftButton)
    assert _error(dialog, "username") == _error(dialog) == "ต้องกรอกช่องนี้"


def test_a_wrong_password_says_what_to_check_and_keeps_the_name(dialog, account):
    account()
    _try(dialog, "somchai", "not this one")
    assert "ไม่ถูกต้อง" in _error(dialog)
    assert not dialog.findChild(QLabel, "sign_in_advice").isHidden()
    assert dialog.username.text() == "somchai"
    assert dialog.button.isEnabled()
    assert dialog.actor is None


def test_waiting_is_counted_down_on_the_button(dialog, account):
    account()
    for _ in range(4):
        _try(dialog, "somchai", "not this one")
    assert dialog.button.text() == "รออีก 2 วินาที"
    assert not dialog.button.isEnabled()
    dialog._count_down()
    assert dialog.button.text() == "รออีก 1 วินาที"
    dialog._count_down()
    assert dialog.button.text() == "เข้าสู่ระบบ"
    assert dialog.button.isEnabled()
    assert _error(dialog) == ""
    assert not dialog._tick.isActive()


def test_a_temporary_password_must_be_changed_first(dialog, account, office_database):
    account(must_change=True)
    _try(dialog, "somchai", SECRET)
    assert dialog.result() != SignInDialog.DialogCode.Accepted
    fields = dialog.new_password
    fields.new.setText(NEW)
    fields.again.setText("something else")
    QTest.mouseClick(dialog.change, Qt.MouseButton.LeftButton)
    assert "ไม่ตรงกัน" in dialog._new_form.fields["again"].error()
    fields.new.setText("1234567890")
    fields.again.setText("1234567890")
    QTest.mouseClick(dialog.change, Qt.MouseButton.LeftButton)
    dialog._tasks.wait_idle()
    assert "เดาง่าย" in dialog._new_form.fields["new"].error()
    fields.new.setText(NEW)
    fields.again.setText(NEW)
    QTest.mouseClick(dialog.change, Qt.MouseButton.LeftButton)
    dialog._tasks.wait_idle()
    assert dialog.result() == SignInDialog.DialogCode.Accepted
    assert sign_in(office_database, "somchai", NEW).user_id == dialog.actor.user_id


def test_giving_up_the_new_password_signs_nobody_in(dialog, account):
    account(must_change=True)
    _try(dialog, "somchai", SECRET)
    dialog.reject()
    assert dialog.actor is None


def test_the_sample_shows_its_accounts_and_the_way_out(qtbot, tmp_path, settings, sample_offices):
    database, _ = sample_offices(tmp_path / "sample.db")
    made = SignInDialog(database, settings)
    made.show()
    made._tasks.wait_idle()
    QTest.mouseClick(made.findChild(QPushButton, "sample_secretary"), Qt.MouseButton.LeftButton)
    assert made.username.text() == "secretary"
    QTest.mouseClick(made.button, Qt.MouseButton.LeftButton)
    made._tasks.wait_idle()
    assert made.actor.role is Role.SECRETARY
    again = SignInDialog(database, settings)
    again.show()
    again._tasks.wait_idle()
    QTest.mouseClick(again.findChild(QPushButton, "new_office"), Qt.MouseButton.LeftButton)
    assert again.new_office
    assert again.actor is None
    for used in (made, again):
        used.deleteLater()
    database.close()


@pytest.fixture
def edit(qtbot):
    made = PasswordEdit("secret")
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_password_is_shown_only_on_demand(edit):
    edit.setText("hidden")
    assert edit.echoMode() == QLineEdit.EchoMode.Password
    button = edit.findChild(QToolButton, "secret_show")
    button.click()
    assert edit.echoMode() == QLineEdit.EchoMode.Normal
    assert button.text() == "ซ่อน"
    edit.clear_secret()
    assert (edit.text(), edit.echoMode()) == ("", QLineEdit.EchoMode.Password)


def test_caps_lock_shows_from_the_letters_typed(edit):
    told = []
    edit.caps_changed.connect(told.append)
    QTest.keyClick(edit, "a")
    QTest.keyClick(edit, "A", Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(edit, "B")
    QTest.keyClick(edit, Qt.Key.Key_CapsLock)
    QTest.keyClick(edit, "1")
    assert told == [False, True, False]


def test_f1_opens_the_help_and_it_goes_with_the_dialog(dialog):
    QTest.keyClick(dialog, Qt.Key.Key_F1)
    assert dialog.help.window.current() == "sign_in"
    assert dialog.help.window.isVisible()
    dialog.reject()
    assert not dialog.help.window.isVisible()
