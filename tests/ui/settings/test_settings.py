from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QSpinBox
from sqlalchemy import select

from hrdesk.models import AuditEntry, Office, User
from hrdesk.rules.codes import Agency
from hrdesk.services.access import SYSTEM, Role
from hrdesk.services.accounts import CreateUser, SaveUser, create_user, save_user, sign_in
from hrdesk.services.office import (
    OfficeInput,
    SaveOffice,
    SaveSignatory,
    SignatoryInput,
    add_signatory,
    save_office,
    save_signatory,
)
from hrdesk.services.queries.office import office_detail, signatories
from hrdesk.ui.context import Route
from hrdesk.ui.pages.settings.page import SettingsPage
from hrdesk.ui.pages.settings.signatory_dialog import SignatoryDialog
from hrdesk.ui.pages.settings.user_dialog import PasswordDialog, UserDialog
from hrdesk.ui.widgets.conflict import ConflictDialog

SECRET = "แมวสามตัวบนหลังคา"


def _tabs(page):
    return [place.name for place in page.places]


def _idle(page):
    assert page.ctx.tasks.wait_idle()


def _plain(label):
    return label.text().replace("\u200b", "")


@pytest.mark.parametrize(
    ("role", "tabs"),
    [
        (Role.GENERAL, ["computer", "password"]),
        (Role.SECRETARY, ["computer", "password"]),
        (Role.OFFICER, ["computer", "password", "backup"]),
        (
            Role.ADMINISTRATOR,
            ["computer", "password", "office", "signatories", "users", "backup", "audit"],
        ),
    ],
)
def test_each_role_sees_its_tabs(settings_page, role, tabs):
    assert _tabs(settings_page(role)) == tabs


def test_a_tab_that_the_role_may_not_see_is_not_opened_by_a_route(settings_page):
    page = settings_page(Role.OFFICER)
    page.open(Route("settings", params={"tab": "users"}))
    assert page.places[page.tabs.currentIndex()].name == "computer"


def test_the_backups_have_a_help_page_of_their_own(settings_page):
    from hrdesk.ui.help import read_page

    page = settings_page(tab="backup")
    assert page.help_page == "backup"
    page.open(Route("settings", params={"tab": "audit"}))
    assert page.help_page == "settings"
    assert all(read_page(name) for name in ("backup", "settings", "sign_in", "first_start"))


# -- this PC ----------------------------------------------------------------------------------


def test_looks_are_stored_and_worn_at_once(settings_page, qapp):
    page = settings_page()
    box = page.findChild(QComboBox, "theme")
    box.setCurrentIndex(box.findData("dark"))
    assert page.ctx.settings.text("theme") == "dark"
    from hrdesk.ui import theme

    assert theme.current().name == "dark"
    page.findChild(QSpinBox, "text_size").setValue(14)
    assert qapp.font().pointSize() == 14
    box.setCurrentIndex(box.findData("light"))
    page.findChild(QSpinBox, "text_size").setValue(11)


def test_the_font_of_papers_is_named_and_a_wrong_file_refused_in_words(settings_page, tmp_path):
    page = settings_page()
    tab = page.tab("computer")
    assert "Laksaman" in _plain(tab.font_used) or "Sarabun" in _plain(tab.font_used)
    wrong = tmp_path / "wrong.ttf"
    wrong.write_bytes(b"not a font")
    tab.font_file.setText(str(wrong))
    tab._font_typed()
    _idle(page)
    assert "ใช้ตัวพิมพ์นี้ไม่ได้" in tab._font_field_box.error()
    tab.font_file.setText(str(tmp_path / "gone.ttf"))
    tab._font_typed()
    _idle(page)
    assert "gone.ttf" in tab._font_field_box.error()
    QTest.mouseClick(page.findChild(QPushButton, "font_clear"), Qt.MouseButton.LeftButton)
    _idle(page)
    assert tab._font_field_box.error() == ""
    assert page.ctx.settings.text("font_file") == ""


# -- own password -----------------------------------------------------------------------------


def test_a_general_user_changes_their_own_password(settings_page, office_user, office_database):
    page = settings_page(Role.GENERAL, "password")
    actor = page.ctx.actor
    from hrdesk.services.passwords import hash_password

    with office_database.work(SYSTEM) as uow:
        uow.session.get(User, actor.user_id).password_hash = hash_password("the old phrase")
        username = uow.session.get(User, actor.user_id).username
    tab = page.tab("password")
    tab.fields.old.setText("not the old one")
    tab.fields.new.setText(SECRET)
    tab.fields.again.setText(SECRET)
    QTest.keyClick(tab.fields.again, Qt.Key.Key_Return)
    _idle(page)
    assert "รหัสผ่านเดิมไม่ถูกต้อง" in tab.form.fields["old"].error()
    tab.fields.old.setText("the old phrase")
    QTest.mouseClick(tab.change, Qt.MouseButton.LeftButton)
    _idle(page)
    assert "เปลี่ยนรหัสผ่านแล้ว" in page.ctx.notify.last.text
    assert tab.fields.old.text() == ""
    assert sign_in(office_database, username, SECRET).user_id == actor.user_id


# -- the office -------------------------------------------------------------------------------


def _office(page):
    with page.ctx.database.read(SYSTEM) as uow:
        return office_detail(uow)


def test_the_office_is_saved_and_the_window_s_name_follows(settings_page):
    page = settings_page(tab="office")
    tab = page.tab("office")
    assert tab.fields.unit_name.text() == "กองการเจ้าหน้าที่"
    assert not tab.save_action.isEnabled()
    tab.fields.unit_name.clear()
    QTest.keyClicks(tab.fields.unit_name, "HR Unit")
    assert tab.save_action.isEnabled()
    tab.save_action.trigger()
    _idle(page)
    assert _office(page).unit_name == "HR Unit"
    assert page.ctx.office.unit_name == "HR Unit"
    assert not tab.save_action.isEnabled()


def test_a_wrong_office_is_told_beside_the_field(settings_page):
    page = settings_page(tab="office")
    tab = page.tab("office")
    tab.fields.unit_name.selectAll()
    QTest.keyClick(tab.fields.unit_name, Qt.Key.Key_Delete)
    tab.save_action.trigger()
    _idle(page)
    assert tab.form.fields["unit_name"].error() == "ต้องกรอกช่องนี้"
    assert _office(page).unit_name == "กองการเจ้าหน้าที่"


def test_a_draft_of_the_office_comes_back_after_a_crash(settings_page, qtbot, office_ctx):
    page = settings_page(tab="office")
    QTest.keyClicks(page.tab("office").fields.telephone, "99")
    page.ctx.drafts.flush()
    again = SettingsPage(office_ctx(page.ctx.actor))
    qtbot.addWidget(again)
    again.open(Route("settings", params={"tab": "office"}))
    _idle(again)
    tab = again.tab("office")
    assert tab.fields.telephone.text().startswith("99")
    assert "ยังไม่ได้บันทึก" in _plain(again.findChild(QLabel, "office_draft_told"))
    tab.undo_action.trigger()
    assert tab.fields.telephone.text() == "0 0000 0000"
    assert again.ctx.drafts.load("office") is None


def test_a_draft_older_than_what_is_stored_asks_before_it_overwrites(
    settings_page, qtbot, office_ctx, office_user
):
    page = settings_page(tab="office")
    QTest.keyClicks(page.tab("office").fields.telephone, "99")
    page.ctx.drafts.flush()
    stored = _office(page)
    with page.ctx.database.work(office_user(Role.ADMINISTRATOR, "อีกคนหนึ่ง")) as uow:
        theirs = OfficeInput(
            Agency.DOH, "กรมอนามัย", "กองใหม่", stored.address, stored.telephone, stored.letter_code
        )
        save_office(uow, SaveOffice(stored.version, theirs))
    again = SettingsPage(office_ctx(page.ctx.actor))
    qtbot.addWidget(again)
    again.open(Route("settings", params={"tab": "office"}))
    _idle(again)
    tab = again.tab("office")
    tab.save_action.trigger()
    _idle(again)
    dialog = tab.findChild(ConflictDialog)
    dialog.choose("unit_name", mine=False)
    dialog.submit()
    _idle(again)
    saved = _office(again)
    assert (saved.unit_name, saved.telephone) == ("กองใหม่", "990 0000 0000")


def test_ctrl_s_saves_also_from_the_name_of_the_tab(settings_page):
    page = settings_page(tab="office")
    tab = page.tab("office")
    QTest.keyClicks(tab.fields.telephone, "1")
    page.activateWindow()
    page.tabs.tabBar().setFocus()
    QTest.keyClick(page.tabs.tabBar(), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    _idle(page)
    assert not tab.save_action.isEnabled()
    page.open(Route("settings", params={"tab": "users"}))
    assert tab.save_action not in page.keyed


def test_two_who_edit_the_office_choose_field_by_field(settings_page, office_user):
    page = settings_page(tab="office")
    tab = page.tab("office")
    QTest.keyClicks(tab.fields.telephone, "1")
    other = office_user(Role.ADMINISTRATOR, "อีกคนหนึ่ง")
    stored = _office(page)
    with page.ctx.database.work(other) as uow:
        theirs = OfficeInput(
            Agency.DOH, "กรมอนามัย", "กองใหม่", stored.address, "02", stored.letter_code
        )
        save_office(uow, SaveOffice(stored.version, theirs))
    tab.save_action.trigger()
    _idle(page)
    dialog = tab.findChild(ConflictDialog)
    assert "ข้อมูลสำนักงาน" in dialog.windowTitle()
    dialog.choose("unit_name", mine=False)
    dialog.choose("telephone", mine=True)
    dialog.submit()
    _idle(page)
    saved = _office(page)
    assert (saved.unit_name, saved.telephone) == ("กองใหม่", "10 0000 0000")
    assert tab.fields.unit_name.text() == "กองใหม่"


# -- signatories ------------------------------------------------------------------------------


def _names(page, *, everyone=False):
    with page.ctx.database.read(SYSTEM) as uow:
        return [row.name for row in signatories(uow, with_inactive=everyone)]


def _add_signatory(page, name):
    tab = page.tab("signatories")
    tab.add.trigger()
    dialog = tab.findChildren(SignatoryDialog)[-1]
    dialog.name.setText(name)
    dialog.post.setText("ผู้อำนวยการกอง")
    dialog.submit()
    _idle(page)


def test_signatories_from_none_to_an_order(settings_page):
    page = settings_page(tab="signatories")
    tab = page.tab("signatories")
    QAbstractItemModelTester(tab.model, QAbstractItemModelTester.FailureReportingMode.Warning)
    assert tab._stack.currentWidget() is tab._empty
    for name in ("นายหนึ่ง", "นายสอง", "นายสาม"):
        _add_signatory(page, name)
    assert tab.table.current_row().name == "นายสาม"
    tab.up.trigger()
    _idle(page)
    assert _names(page) == ["นายหนึ่ง", "นายสาม", "นายสอง"]
    assert tab.table.current_row().name == "นายสาม"
    tab.up.trigger()
    _idle(page)
    assert not tab.up.isEnabled()
    tab.stop.trigger()
    _idle(page)
    assert _names(page) == ["นายหนึ่ง", "นายสอง"]
    page.ctx.notify.last.on_action()
    _idle(page)
    assert _names(page) == ["นายสาม", "นายหนึ่ง", "นายสอง"]


def test_those_no_longer_used_are_shown_on_demand_and_brought_back(settings_page):
    page = settings_page(tab="signatories")
    tab = page.tab("signatories")
    _add_signatory(page, "นายหนึ่ง")
    tab.stop.trigger()
    _idle(page)
    assert tab.model.rows() == []
    tab.inactive.setChecked(True)
    _idle(page)
    tab.table.selectRow(0)
    assert tab.stop.text() == "ใช้อีกครั้ง"
    tab.stop.trigger()
    _idle(page)
    assert _names(page) == ["นายหนึ่ง"]


def test_a_signatory_without_a_post_is_told_in_the_dialog(settings_page):
    page = settings_page(tab="signatories")
    tab = page.tab("signatories")
    tab.add.trigger()
    dialog = tab.findChild(SignatoryDialog)
    dialog.name.setText("นายหนึ่ง")
    dialog.acting_for.setText("อธิบดีกรมอนามัย")
    dialog.submit()
    assert dialog.form.fields["post"].error() == "ต้องกรอกช่องนี้"
    assert "ปฏิบัติราชการแทน อธิบดีกรมอนามัย" in dialog._preview.text()
    dialog.reject()
    assert _names(page) == []


def test_two_who_edit_a_signatory_lose_nothing(settings_page, office_user):
    page = settings_page(tab="signatories")
    tab = page.tab("signatories")
    other = office_user(Role.ADMINISTRATOR, "อีกคนหนึ่ง")
    with page.ctx.database.work(other) as uow:
        made = add_signatory(uow, SignatoryInput("นายหนึ่ง", "ผู้อำนวยการ")).value
    page.refresh()
    _idle(page)
    tab.table.selectRow(0)
    with page.ctx.database.work(other) as uow:
        theirs = SignatoryInput("นายหนึ่ง", "รองอธิบดี")
        save_signatory(uow, SaveSignatory(made, 1, theirs))
    tab.edit.trigger()
    dialog = tab.findChild(SignatoryDialog)
    dialog.name.setText("นายหนึ่ง เดียว")
    dialog.submit()
    _idle(page)
    conflict = tab.findChild(ConflictDialog)
    conflict.choose("post", mine=False)
    conflict.submit()
    _idle(page)
    with page.ctx.database.read(SYSTEM) as uow:
        row = signatories(uow)[0]
    assert (row.name, row.post) == ("นายหนึ่ง เดียว", "รองอธิบดี")


# -- users ------------------------------------------------------------------------------------


def _choose_user(page, name):
    tab = page.tab("users")
    rows = [row.display_name for row in tab.model.rows()]
    tab.table.selectRow(rows.index(name))
    return tab


def test_a_user_is_added_with_a_temporary_password(settings_page, office_database):
    page = settings_page(tab="users")
    tab = page.tab("users")
    tab.add.trigger()
    dialog = tab.findChild(UserDialog)
    dialog.submit()
    _idle(page)
    assert dialog.form.fields["username"].error() == "ต้องกรอกช่องนี้"
    dialog.display_name.setText("สุดา รักงาน")
    dialog.username.setText("suda")
    dialog.password.setText(SECRET)
    dialog.role.setCurrentIndex(dialog.role.findData(Role.GENERAL.value))
    dialog.submit()
    _idle(page)
    assert "ผูกกับบุคคล" in dialog.form.fields["person"].error()
    dialog.role.setCurrentIndex(dialog.role.findData(Role.SECRETARY.value))
    dialog.person.setText("ใครก็ไม่รู้")
    dialog.submit()
    _idle(page)
    assert "ยังไม่ได้เลือกบุคคล" in dialog.form.fields["person"].error()
    dialog.person.clear()
    dialog.submit()
    _idle(page)
    assert sign_in(office_database, "suda", SECRET).role is Role.SECRETARY
    row = tab.table.current_row()
    assert (row.username, row.must_change_password) == ("suda", True)


def test_the_last_administrator_cannot_be_closed(settings_page):
    page = settings_page(tab="users")
    tab = _choose_user(page, page.ctx.actor.name)
    tab.close_account.trigger()
    dialog = tab.window().findChild(QPushButton, "dialog_go").window()
    dialog.accept()
    _idle(page)
    assert "คนสุดท้าย" in page.ctx.notify.last.text


def test_an_account_is_changed_closed_and_given_a_password(settings_page, office_database):
    page = settings_page(tab="users")
    with office_database.work(page.ctx.actor) as uow:
        create_user(uow, CreateUser("suda", "สุดา รักงาน", Role.OFFICER, SECRET))
    page.refresh()
    _idle(page)
    tab = _choose_user(page, "สุดา รักงาน")
    tab.edit.trigger()
    dialog = tab.findChild(UserDialog)
    assert dialog.username.isReadOnly()
    dialog.display_name.setText("สุดา ใจดี")
    dialog.submit()
    _idle(page)
    tab = _choose_user(page, "สุดา ใจดี")
    tab.reset.trigger()
    given = tab.findChild(PasswordDialog)
    given.password.setText("1234567890")
    given.submit()
    _idle(page)
    assert "เดาง่าย" in given.form.fields["password"].error()
    given.password.setText("รหัสใหม่ที่ให้ไป")
    given.submit()
    _idle(page)
    assert sign_in(office_database, "suda", "รหัสใหม่ที่ให้ไป").name == "สุดา ใจดี"
    tab.refresh()
    _idle(page)
    tab = _choose_user(page, "สุดา ใจดี")
    tab.close_account.trigger()
    tab.window().findChildren(QPushButton, "dialog_go")[-1].window().accept()
    _idle(page)
    with office_database.read(SYSTEM) as uow:
        active = select(User.active).where(User.username == "suda")
        assert not uow.session.execute(active).scalar_one()


def test_two_who_edit_an_account_choose(settings_page, office_database, office_user):
    page = settings_page(tab="users")
    other = office_user(Role.ADMINISTRATOR, "อีกคนหนึ่ง")
    with office_database.work(other) as uow:
        made = create_user(uow, CreateUser("suda", "สุดา", Role.OFFICER, SECRET)).value
    page.refresh()
    _idle(page)
    tab = _choose_user(page, "สุดา")
    with office_database.work(other) as uow:
        save_user(uow, SaveUser(made, 1, "สุดา", Role.SECRETARY))
    tab.edit.trigger()
    dialog = tab.findChild(UserDialog)
    dialog.display_name.setText("สุดา ใจดี")
    dialog.submit()
    _idle(page)
    conflict = tab.findChild(ConflictDialog)
    assert any("เลขานุการ" in _plain(label) for label in conflict.findChildren(QLabel))
    conflict.choose("role", mine=False)
    conflict.submit()
    _idle(page)
    with office_database.read(SYSTEM) as uow:
        user = uow.session.get(User, made)
    assert (user.display_name, user.role) == ("สุดา ใจดี", "committee_secretary")


# -- the audit --------------------------------------------------------------------------------


def test_the_audit_shows_filters_and_reads_on(settings_page, office_database):
    page = settings_page(tab="audit")
    with office_database.work(page.ctx.actor) as uow:
        uow.session.get(Office, 1)
        for number in range(130):
            uow.audit("case.edited", "case", number, changes={"note": ("ก", "ข")})
        uow.audit("user.signed_in", "user", 1)
    page.refresh()
    _idle(page)
    tab = page.tab("audit")
    QAbstractItemModelTester(tab.model, QAbstractItemModelTester.FailureReportingMode.Warning)
    assert len(tab.model.rows()) == 100
    assert tab.more.isVisible()
    QTest.mouseClick(tab.more, Qt.MouseButton.LeftButton)
    _idle(page)
    assert len(tab.model.rows()) == 131
    assert not tab.more.isVisible()
    tab.table.selectRow(1)
    assert "บันทึกของเจ้าหน้าที่: ก → ข" in tab.details.toPlainText().replace("\u200b", "")
    tab.group.setCurrentIndex(1)
    _idle(page)
    assert [row.action for row in tab.model.rows()] == ["user.signed_in"]
    tab.user.setCurrentIndex(1)
    _idle(page)
    assert tab.model.rows() == []
    assert tab._stack.currentIndex() == 1


def test_every_action_of_the_audit_has_a_group_and_every_group_an_action():
    from hrdesk.ui.audit_actions import ACTIONS
    from hrdesk.ui.pages.settings.audit_tab import GROUPS, actions_of

    found = {name: actions_of(prefixes) for name, prefixes in GROUPS if prefixes}
    assert [name for name, actions in found.items() if not actions] == []
    assert ACTIONS.keys() - frozenset().union(*found.values()) == set()
    prefixes = [prefix for _, several in GROUPS for prefix in several]
    known = {f"{code.partition('.')[0]}." for code in ACTIONS}
    assert known <= set(prefixes)  # whole kinds, so that an action to come has its group, too


def test_the_audit_is_written_as_excel_and_as_paper(settings_page, tmp_path, dialogs, monkeypatch):
    import openpyxl

    page = settings_page(tab="audit")
    with page.ctx.database.work(page.ctx.actor) as uow:
        uow.audit("user.signed_in", "user", 1)
    page.refresh()
    _idle(page)
    tab = page.tab("audit")
    file = tmp_path / "audit.xlsx"
    dialogs.answer((str(file), ""))
    tab.output.excel.trigger()
    _idle(page)
    book = openpyxl.load_workbook(file)
    cells = [cell.value for row in book.active.iter_rows() for cell in row]
    assert "เข้าสู่ระบบ" in cells
    assert page.ctx.actor.name in cells
    book.close()
    shown = []
    monkeypatch.setattr("hrdesk.ui.printing.preview", lambda *args: shown.append(args[-1]))
    tab.output.print.trigger()
    _idle(page)
    assert shown[0].startswith(b"%PDF")


@pytest.mark.parametrize(
    ("name", "cell"), [("users", "ผู้ดูแลระบบ"), ("signatories", "นายหนึ่ง"), ("backup", "สั่งเอง")]
)
def test_the_other_lists_are_taken_out_too(
    settings_page, tmp_path, dialogs, monkeypatch, name, cell
):
    import openpyxl

    page = settings_page(tab="signatories")
    _add_signatory(page, "นายหนึ่ง")
    page.tab("backup").back_up_now()
    _idle(page)
    page.open(Route("settings", params={"tab": name}))
    _idle(page)
    tab = page.tab(name)
    file = tmp_path / "list.xlsx"
    dialogs.answer((str(file), ""))
    tab.output.excel.trigger()
    _idle(page)
    book = openpyxl.load_workbook(file)
    assert cell in [one.value for row in book.active.iter_rows() for one in row]
    book.close()
    shown = []
    monkeypatch.setattr("hrdesk.ui.printing.preview", lambda *args: shown.append(args[-1]))
    tab.output.print.trigger()
    _idle(page)
    assert shown[0].startswith(b"%PDF")


def test_an_empty_list_is_not_taken_out(settings_page):
    page = settings_page(tab="signatories")
    tab = page.tab("signatories")
    assert tab.model.rows() == []
    assert not tab.output.excel.isEnabled()
    assert not tab.output.print.isEnabled()


def test_the_audit_entry_of_an_edit_is_in_the_same_list(settings_page, office_database):
    with office_database.read(SYSTEM) as uow:
        before = uow.session.scalars(select(AuditEntry.id)).all()
    page = settings_page(tab="signatories")
    _add_signatory(page, "นายหนึ่ง")
    page.open(Route("settings", params={"tab": "audit"}))
    _idle(page)
    rows = page.tab("audit").model.rows()
    assert len(rows) == len(before) + 1
    assert rows[0].action == "signatory.added"
