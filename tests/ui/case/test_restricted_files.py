"""Restricted files on the case page: set and taken back, and what others see of them."""

from __future__ import annotations

from hrdesk.services.attachments import AddAttachment, add_attachment

from .conftest import settle


def test_a_file_is_restricted_and_again_open_to_all(open_page, desk):
    case = desk.open_case()
    desk.do(lambda uow: add_attachment(uow, AddAttachment(case, "ก.pdf", b"x")))
    page = open_page(case, tab="files")
    files = page.sides.files
    assert files._restrict.text() == "จำกัดการเปิด"
    files._restrict.trigger()
    settle(page)
    [file] = desk.detail(case).files
    assert file.restricted
    assert files._table.data(files._table.index(0, 5)) == "จำกัดการเปิด"
    assert files._restrict.text() == "เลิกจำกัดการเปิด"
    files._restrict.trigger()
    settle(page)
    assert not desk.detail(case).files[0].restricted


def test_others_see_a_file_without_its_name_and_cannot_open_it(open_page, desk):
    case = desk.open_case()
    added = AddAttachment(case, "ลับ.pdf", b"x", restricted=True)
    desk.do(lambda uow: add_attachment(uow, added))
    page = open_page(case, desk.secretary, tab="files")
    files = page.sides.files
    assert files._table.data(files._table.index(0, 0)) == "ไฟล์ผลงานที่จำกัดการเปิด"
    assert not files._open.isEnabled()
    assert not files._save.isEnabled()
