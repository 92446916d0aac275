from __future__ import annotations

import pytest
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel, QPushButton
from sqlalchemy import select

from hrdesk.models import AuditEntry
from hrdesk.services.access import SYSTEM, Role
from hrdesk.services.backup import list_backups
from hrdesk.services.office import SignatoryInput, add_signatory
from hrdesk.services.queries.office import signatories
from hrdesk.ui.dialogs import ReasonDialog
from hrdesk.ui.pages.settings.backups_tab import reason_words, size_words


@pytest.fixture
def page(settings_page, tmp_path):
    made = settings_page(tab="backup")
    made.ctx.settings.set("backup_folder", str(tmp_path / "backups"))
    made.refresh()
    made.ctx.tasks.wait_idle()
    return made


def _idle(page):
    assert page.ctx.tasks.wait_idle()


def _back_up(page):
    page.tab("backup").back_up_now()
    _idle(page)


def test_from_no_backup_to_one_that_was_checked(page, tmp_path):
    tab = page.tab("backup")
    QAbstractItemModelTester(tab.model, QAbstractItemModelTester.FailureReportingMode.Warning)
    assert tab._stack.currentWidget() is tab._empty
    assert "ยังไม่เคย" in tab.last.text()
    told = []
    page.ctx.bus.changed.connect(lambda changes, _who: told.extend(c.kind for c in changes))
    _back_up(page)
    rows = tab.model.rows()
    assert [row.path for row in rows] == [b.path for b in list_backups(tmp_path / "backups")]
    assert tab.table.current_row() is not None
    assert "สำรองล่าสุด" in tab.last.text()
    assert told == ["backup"]
    assert tab.make.isEnabled()


def test_a_backup_put_back_brings_the_office_of_then(page, tmp_path):
    _back_up(page)
    with page.ctx.database.work(page.ctx.actor) as uow:
        add_signatory(uow, SignatoryInput("นายหลัง สำรอง", "ผู้อำนวยการ"))
    tab = page.tab("backup")
    tab.table.selectRow(0)
    tab.put_back.trigger()
    asked = tab.findChild(ReasonDialog)
    said = asked.findChild(QLabel, "dialog_text").text().replace("\u200b", "")
    assert "สำรองข้อมูลปัจจุบันไว้ก่อน" in said
    asked.findChild(QPushButton, "dialog_go").click()
    assert asked.isVisible()  # no reason, no restore
    asked._edit.setPlainText("ทดลองนำกลับ")
    asked.findChild(QPushButton, "dialog_go").click()
    _idle(page)
    with page.ctx.database.read(SYSTEM) as uow:
        assert signatories(uow) == ()
        entry = uow.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert (entry.action, entry.reason) == ("backup.restored", "ทดลองนำกลับ")
    assert page.isEnabled()
    reasons = {backup.reason for backup in list_backups(tmp_path / "backups")}
    assert reasons == {"manual", "before-restore"}


def test_a_file_that_is_no_backup_changes_nothing(page, tmp_path, dialogs):
    with page.ctx.database.work(page.ctx.actor) as uow:
        add_signatory(uow, SignatoryInput("นายเดิม", "ผู้อำนวยการ"))
    wrong = tmp_path / "wrong.db"
    wrong.write_bytes(b"this is no database" * 100)
    tab = page.tab("backup")
    dialogs.answer((str(wrong), ""))
    tab.put_other.trigger()
    asked = tab.findChild(ReasonDialog)
    asked._edit.setPlainText("ลองดู")
    asked.findChild(QPushButton, "dialog_go").click()
    _idle(page)
    assert "เสียหายหรือไม่ครบ" in page.ctx.notify.last.text
    assert page.isEnabled()
    with page.ctx.database.read(SYSTEM) as uow:
        assert [row.name for row in signatories(uow)] == ["นายเดิม"]


def test_an_officer_backs_up_but_does_not_restore(settings_page):
    page = settings_page(Role.OFFICER, "backup")
    tab = page.tab("backup")
    assert tab.make.isVisible()
    assert not tab.put_back.isVisible()
    assert not tab.findChild(QPushButton, "backup_restore_button").isVisible()


def test_where_and_how_many_are_this_pc_s_choice(page, tmp_path, dialogs):
    tab = page.tab("backup")
    dialogs.answer(str(tmp_path / "other"))
    tab.findChild(QPushButton, "backup_folder_change").click()
    _idle(page)
    assert tab.folder() == tmp_path / "other"
    assert str(tmp_path / "other") in tab.findChild(QLabel, "backup_folder").text()
    tab.kept.setValue(3)
    assert page.ctx.settings.number("backups_kept") == 3
    for _ in range(5):
        _back_up(page)
    assert len(tab.model.rows()) == 3


def test_a_folder_that_cannot_be_written_is_said_so(page, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("x", encoding="utf-8")
    page.ctx.settings.set("backup_folder", str(blocked / "inside"))
    _back_up(page)
    assert "สำรอง" in page.ctx.notify.last.text
    assert page.ctx.notify.last.tone == "bad"
    assert page.tab("backup").make.isEnabled()


def test_sizes_and_reasons_in_words():
    assert size_words(1_600_000) == "1.5 MB"
    assert size_words(90_000) == "88 KB"
    assert reason_words("before-restore.2") == "ก่อนนำข้อมูลกลับ"
    assert reason_words("special") == "special"
