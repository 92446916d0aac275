"""Excel files through the services: every fault of a file is a refusal with a sentence."""

from __future__ import annotations

import datetime as dt
import errno
import os
import subprocess
import sys

import pytest
from openpyxl import load_workbook

from hrdesk.exchange.lists import ListColumn, ListSheet
from hrdesk.exchange.marked import RowMark
from hrdesk.exchange.people import PEOPLE, PeopleExport
from hrdesk.services.errors import DomainError
from hrdesk.services.excel_files import (
    read_people_file,
    write_blank_people_form,
    write_list_file,
    write_marked_file,
    write_people_file,
)
from hrdesk.ui.messages import CODES


@pytest.fixture
def form(tmp_path):
    path = tmp_path / "people.xlsx"
    write_blank_people_form(path)
    return path


def test_the_blank_form_filled_by_hand_is_read(form):
    book = load_workbook(form)
    sheet = book[PEOPLE.title]
    for column, value in (("C", "นาย"), ("D", "มานะ"), ("E", "ขยัน"), ("G", "ข้าราชการ")):
        sheet[f"{column}2"] = value
    sheet["F2"] = dt.datetime(2568, 2, 29)  # a day of neither era
    book.save(form)
    (problem,) = read_people_file(form).problems
    assert (problem.row, problem.column, problem.code) == (2, "วันเดือนปีเกิด", "no_such_day")
    assert problem.value.startswith("2568-02-29")
    marked = form.with_name("marked.xlsx")
    write_marked_file(form, marked, [RowMark(problem.sheet, 2, problem.column, "ไม่มีวันนี้")])
    assert load_workbook(marked)[PEOPLE.title]["W2"].value == "วันเดือนปีเกิด: ไม่มีวันนี้"


def test_every_writer_tells_a_full_disk_and_keeps_what_was_there(form, monkeypatch):
    before = form.read_bytes()

    def full(self, target):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("pathlib.Path.replace", full)
    sheet = ListSheet("รายการ", (ListColumn("ก"),), (("ข",),))
    for write in (
        lambda: write_blank_people_form(form),
        lambda: write_people_file(form, PeopleExport((), (), (), "")),
        lambda: write_list_file(form, sheet),
        lambda: write_marked_file(form, form, ()),
    ):
        with pytest.raises(DomainError) as caught:
            write()
        assert caught.value.code == "disk_full"
    assert form.read_bytes() == before
    assert list(form.parent.glob(".hrdesk-*")) == []


def test_a_file_that_is_no_form_is_refused_with_a_known_code(tmp_path):
    path = tmp_path / "a.xlsx"
    for content in (b"a,b", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        path.write_bytes(content)
        with pytest.raises(DomainError) as caught:
            read_people_file(path)
        assert caught.value.code in CODES


def test_the_register_does_not_load_openpyxl_until_a_file_is_touched():
    modules = "hrdesk.services.people, hrdesk.services.people_apply, hrdesk.services.excel_files"
    check = (
        f"import sys, {modules}; sys.exit('openpyxl' in sys.modules or 'pydantic' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0
