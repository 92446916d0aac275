from __future__ import annotations

import io

import pytest
from argon2 import PasswordHasher
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from hrdesk.rules.codes import Agency, CaseType
from hrdesk.services.access import Role
from hrdesk.services.accounts import sign_in
from hrdesk.services.database import Database
from hrdesk.services.first_start import look_at
from hrdesk.services.location import Location
from hrdesk.services.queries.office import office_detail, signatories
from hrdesk.settings import Settings
from hrdesk.ui.dialogs import QuestionDialog
from hrdesk.ui.pages.first_start.dialog import FirstStartDialog, sample_location
from hrdesk.ui.pages.settings.signatory_dialog import SignatoryDialog

SECRET = "แมวสามตัวบนหลังคา"


@pytest.fixture(autouse=True)
def _cheap_hashes(monkeypatch):
    cheap = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1)
    monkeypatch.setattr("hrdesk.services.passwords._hasher", lambda: cheap)


@pytest.fixture
def settings(tmp_path):
    return Settings(tmp_path / "settings.json")


@pytest.fixture
def wizard(qtbot, settings):
    made = FirstStartDialog(settings)
    made.show()
    yield made
    made.reject()
    made.deleteLater()


def _click(widget):
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def _next(wizard):
    _click(wizard.next)
    wizard._tasks.wait_idle()


def _to_office(wizard, folder):
    _click(wizard.welcome.real)
    wizard.where.folder.setText(str(folder))
    _next(wizard)
    assert wizard.step == 1


def _fill_office(wizard):
    wizard.office.fields.unit_name.setText("กองการเจ้าหน้าที่")
    wizard.office.fields.letter_code.setText("สธ ๐๙๐๑")
    _next(wizard)
    assert wizard.step == 2


def _add_signatory(wizard, name, post, acting_for=""):
    _click(wizard.signatories.add)
    dialog = wizard.findChildren(SignatoryDialog)[-1]
    dialog.name.setText(name)
    dialog.post.setText(post)
    dialog.acting_for.setText(acting_for)
    _click(dialog.go)


def _fill_admin(wizard):
    page = wizard.administrator
    page.display_name.setText("สมใจ รักงาน")
    page.username.setText("Somjai")
    page.password.new.setText(SECRET)
    page.password.again.setText(SECRET)
    _next(wizard)
    assert wizard.step == 4


def test_from_the_welcome_to_an_office_of_one_s_own(wizard, settings, tmp_path):
    folder = tmp_path / "data"
    _to_office(wizard, folder)
    _fill_office(wizard)
    _add_signatory(wizard, "นายมั่น คงดี", "ผู้อำนวยการกอง", "อธิบดีกรมอนามัย")
    _add_signatory(wizard, "นางสูง ยิ่งนัก", "อธิบดีกรมอนามัย")
    _click(wizard.findChild(QPushButton, "signatory_up"))
    _next(wizard)
    _fill_admin(wizard)
    assert not folder.exists()  # nothing is made before the last step
    _next(wizard)
    assert wizard.result() == FirstStartDialog.DialogCode.Accepted
    assert wizard.location == Location.file(folder / "hrdesk.db")
    assert wizard.actor.role is Role.ADMINISTRATOR
    assert settings.text("last_user") == "Somjai"
    database = Database(wizard.location)
    assert sign_in(database, "somjai", SECRET).user_id == wizard.actor.user_id
    with database.read(wizard.actor) as uow:
        assert office_detail(uow).letter_code == "สธ ๐๙๐๑"
        assert [row.name for row in signatories(uow)] == ["นางสูง ยิ่งนัก", "นายมั่น คงดี"]
    database.close()


def test_going_back_keeps_what_was_typed(wizard, tmp_path):
    _to_office(wizard, tmp_path)
    _fill_office(wizard)
    _add_signatory(wizard, "นายมั่น คงดี", "ผู้อำนวยการกอง")
    _click(wizard.back)
    _click(wizard.back)
    assert wizard.step == 0
    _next(wizard)
    assert wizard.office.fields.unit_name.text() == "กองการเจ้าหน้าที่"
    _next(wizard)
    assert len(wizard.signatories.value()) == 1


def test_esc_goes_back_and_never_throws_away_what_was_typed(wizard, tmp_path):
    _to_office(wizard, tmp_path)
    _fill_office(wizard)
    QTest.keyClick(wizard, Qt.Key.Key_Escape)
    assert wizard.step == 1
    assert wizard.office.fields.unit_name.text() == "กองการเจ้าหน้าที่"
    QTest.keyClick(wizard, Qt.Key.Key_Escape)
    QTest.keyClick(wizard, Qt.Key.Key_Escape)
    assert (wizard.step, wizard.isVisible()) == (-1, True)
    QTest.keyClick(wizard, Qt.Key.Key_Escape)
    assert not wizard.isVisible()


def test_the_passwords_are_reached_by_tab(wizard, tmp_path):
    _to_office(wizard, tmp_path)
    _fill_office(wizard)
    _next(wizard)
    names = []
    for _ in range(5):
        names.append(wizard.focusWidget().objectName())
        QTest.keyClick(wizard.focusWidget(), Qt.Key.Key_Tab)
    assert names[:3] == ["display_name", "new_username", "new_password"]
    assert names[4] == "password_again"


def test_closing_the_wizard_asks_first(wizard, tmp_path):
    _to_office(wizard, tmp_path)
    wizard.close()
    question = wizard.findChild(QuestionDialog)
    assert wizard.isVisible()
    _click(question.stay)
    assert (wizard.step, wizard.isVisible()) == (1, True)
    wizard.close()
    _click(wizard.findChildren(QuestionDialog)[-1].go)
    assert not wizard.isVisible()
    assert wizard.location is None


def test_each_step_names_its_faults_beside_the_fields(wizard, tmp_path):
    _to_office(wizard, tmp_path)
    _next(wizard)
    assert wizard.step == 1
    assert wizard.office.form.fields["unit_name"].error() == "ต้องกรอกช่องนี้"
    QTest.keyClicks(wizard.office.fields.unit_name, "A")
    assert wizard.office.form.fields["unit_name"].error() == ""  # gone while it is mended
    _fill_office(wizard)
    _next(wizard)
    wizard.administrator.username.setText("a b")
    wizard.administrator.password.new.setText("short")
    _next(wizard)
    assert wizard.step == 3
    errors = {name: field.error() for name, field in wizard.administrator.form.fields.items()}
    assert errors["display_name"] == "ต้องกรอกช่องนี้"
    assert "3–40" in errors["username"]
    assert "10" in errors["new"]
    assert "ไม่ตรงกัน" in errors["again"]


def test_the_summary_leads_back_to_its_parts(wizard, tmp_path):
    _to_office(wizard, tmp_path / "data")
    _fill_office(wizard)
    _next(wizard)
    _fill_admin(wizard)
    words = [label.text() for label in wizard.summary.findChildren(QLabel)]
    assert any(str(tmp_path / "data") in text for text in words)
    assert not any(SECRET in text for text in words)
    _click(wizard.findChild(QPushButton, "summary_change_1"))
    assert wizard.step == 1


@pytest.mark.parametrize("folder", ["", "data/here", "//server/share"])
def test_folders_that_are_refused(wizard, folder):
    _click(wizard.welcome.real)
    wizard.where.folder.setText(folder)
    _next(wizard)
    assert wizard.step == 0
    error = wizard.where._form.fields["path"].error()
    assert ("PostgreSQL" in error) == folder.startswith("//")
    assert error


def test_a_server_out_of_reach_is_told_at_its_name(wizard):
    _click(wizard.welcome.real)
    where = wizard.where
    where.server.setChecked(True)
    where.host.setText("127.0.0.1")
    where.port.setText("1")
    where.user.setText("hr")
    QTest.keyClick(where.user, Qt.Key.Key_Return)  # Enter tests, as long as nothing was found
    wizard._tasks.wait_idle()
    assert "พอร์ต" in where._form.fields["host"].error()
    assert wizard.focusWidget() is where.host
    assert not wizard.next.isEnabled()


def test_a_server_must_be_tested_before_going_on(wizard, fresh_postgres):
    from urllib.parse import parse_qs, unquote, urlsplit

    _click(wizard.welcome.real)
    wizard.where.server.setChecked(True)
    assert not wizard.next.isEnabled()
    _click(wizard.where.test)
    assert wizard.where._form.fields["host"].error() == "ต้องกรอกช่องนี้"
    parts = urlsplit(fresh_postgres)
    socket = parse_qs(parts.query).get("host", [""])[0]
    wizard.where.host.setText(socket or parts.hostname)
    wizard.where.port.setText(str(parts.port))
    wizard.where.user.setText(unquote(parts.username or ""))
    wizard.where.password.setText(unquote(parts.password or ""))
    wizard.where.database.setText("no_such_database")
    _click(wizard.where.test)
    wizard._tasks.wait_idle()
    assert not wizard.next.isEnabled()
    assert wizard.findChild(QLabel, "where_result").text()
    wizard.where.database.setText(parts.path.lstrip("/"))
    _click(wizard.where.test)
    wizard._tasks.wait_idle()
    assert "เชื่อมต่อได้" in wizard.findChild(QLabel, "where_result").text().replace("\u200b", "")
    assert wizard.next.isEnabled()
    wizard.where.host.setText("elsewhere")
    assert not wizard.next.isEnabled()  # another address was not tested
    wizard.where.host.setText(socket or parts.hostname)
    _click(wizard.where.test)
    wizard._tasks.wait_idle()
    _next(wizard)
    _fill_office(wizard)
    _next(wizard)
    _fill_admin(wizard)
    _next(wizard)
    assert look_at(Location(fresh_postgres)).state == "office"


def test_an_office_that_is_there_is_joined_only_when_asked(wizard, qtbot, settings, tmp_path):
    _to_office(wizard, tmp_path)
    _fill_office(wizard)
    _next(wizard)
    _fill_admin(wizard)
    _next(wizard)
    other = FirstStartDialog(settings)
    other.show()
    _click(other.welcome.real)
    other.where.folder.setText(str(tmp_path))
    _next(other)
    assert other.step == 0
    assert "กองการเจ้าหน้าที่" in other.findChild(QLabel, "where_result").text().replace("\u200b", "")
    assert other.next.text() == "เข้าใช้สำนักงานนี้"
    _next(other)
    assert other.result() == FirstStartDialog.DialogCode.Accepted
    assert (other.location, other.actor) == (Location.file(tmp_path / "hrdesk.db"), None)
    other.deleteLater()


def test_one_click_makes_the_sample_and_the_next_time_opens_it(wizard, qtbot, settings):
    _click(wizard.welcome.sample)
    wizard._tasks.wait_idle(60_000)
    assert wizard.location == sample_location()
    assert look_at(sample_location()).office.sample
    assert settings.text("last_user") == ""
    again = FirstStartDialog(settings)
    again.show()
    _click(again.welcome.sample)
    again._tasks.wait_idle()
    assert (again.location, again.actor) == (sample_location(), None)
    again.deleteLater()


def test_a_sample_that_cannot_be_made_says_why(wizard, monkeypatch):
    from hrdesk.services.errors import DomainError

    def full(*_args: object) -> None:
        raise DomainError("disk_full")

    monkeypatch.setattr("hrdesk.ui.pages.first_start.dialog.begin_office", full)
    _click(wizard.welcome.sample)
    wizard._tasks.wait_idle()
    assert "ดิสก์เต็ม" in wizard.welcome.problem.text().replace("\u200b", "")
    assert wizard.welcome.sample.isEnabled()


def test_a_failure_at_the_end_keeps_everything_typed(wizard, monkeypatch, tmp_path):
    from hrdesk.services.errors import DomainError

    def full(*_args: object) -> None:
        raise DomainError("disk_full")

    monkeypatch.setattr("hrdesk.ui.pages.first_start.dialog.begin_office", full)
    _to_office(wizard, tmp_path)
    _fill_office(wizard)
    _next(wizard)
    _fill_admin(wizard)
    _next(wizard)
    assert wizard.step == 4
    assert "ดิสก์เต็ม" in wizard.findChild(QLabel, "step_problem").text().replace("\u200b", "")
    assert wizard.next.isEnabled()
    assert wizard.administrator.password.new.text() == SECRET


def test_the_agency_brings_its_name_and_says_whose_procedures_are_used(wizard, tmp_path):
    _to_office(wizard, tmp_path)
    fields = wizard.office.fields
    assert not wizard.office.borrows()
    fields.agency.setCurrentIndex(fields.agency.findData(Agency.SAO.value))
    wizard._tasks.wait_idle()
    assert fields.agency_name.text() == "องค์การบริหารส่วนตำบล"
    assert "๗๑๒๐๑" in fields.letter_code.placeholderText()
    assert CaseType.RESIGNATION in wizard.office.borrows()
    assert CaseType.PROMOTION not in wizard.office.borrows()
    told = wizard.findChild(QLabel, "borrowed").text().replace("\u200b", "")
    assert CaseType.RESIGNATION.label in told
    assert CaseType.PROMOTION.label not in told
    fields.agency_name.setText("องค์การบริหารส่วนตำบลตัวอย่าง")
    fields.agency.setCurrentIndex(fields.agency.findData(Agency.DOH.value))
    wizard._tasks.wait_idle()
    assert fields.agency_name.text() == "องค์การบริหารส่วนตำบลตัวอย่าง"
    assert not wizard.office.borrows()


def test_an_emblem_is_looked_at_before_it_is_taken(wizard, tmp_path, dialogs):
    _to_office(wizard, tmp_path)
    chooser = wizard.office.fields.emblem
    wrong, right = tmp_path / "wrong.png", tmp_path / "right.png"
    wrong.write_text("not a picture", encoding="utf-8")
    stream = io.BytesIO()
    Image.new("RGB", (80, 80), "navy").save(stream, "PNG")
    right.write_bytes(stream.getvalue())
    chooser._picture.setChecked(True)
    _next(wizard)
    assert wizard.office.form.fields["emblem"].error()
    dialogs.answer((str(wrong), ""), (str(right), ""))
    _click(chooser._choose)
    assert "PNG" in wizard.findChild(QLabel, "emblem_problem").text()
    assert chooser.content() is None
    _click(chooser._choose)
    assert chooser.content() == right.read_bytes()
    assert wizard.findChild(QLabel, "emblem_preview").pixmap() is not None
    assert not chooser.preprinted()


def test_a_folder_is_chosen_by_the_system_s_dialog(wizard, tmp_path, dialogs):
    _click(wizard.welcome.real)
    dialogs.answer(str(tmp_path / "chosen"))
    _click(wizard.findChild(QPushButton, "folder_choose"))
    assert wizard.where.folder.text() == str(tmp_path / "chosen")


def test_everything_that_can_be_used_has_a_name(wizard):
    from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit

    kinds = (QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit)
    used: list[QWidget] = [widget for kind in kinds for widget in wizard.findChildren(kind)]
    nameless = [
        widget.objectName() or type(widget).__name__
        for widget in used
        if not widget.accessibleName() and not widget.objectName().startswith("qt_")
    ]
    assert nameless == []
