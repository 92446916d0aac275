"""Forms: what is written is read again, and what is no form is told from one that is damaged."""

from __future__ import annotations

import datetime as dt
import errno
import os
import pickle
import zipfile
from dataclasses import replace
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from hrdesk.exchange.errors import ExchangeError
from hrdesk.exchange.files import replacing
from hrdesk.exchange.lists import ListColumn, ListKind, ListSheet, write_list
from hrdesk.exchange.marked import RowMark, write_marked
from hrdesk.exchange.people import (
    PEOPLE,
    PEOPLE_FORM,
    PeopleExport,
    read_people,
    write_blank,
    write_people,
)
from hrdesk.exchange.workbook import HELP_SHEET, HIDDEN_SHEET, REASON_HEADING, write_form

ROW = (
    "P7", "1101700230708", "นาย", "สมชาย", "ใจดี", "1977-08-00", "civil_servant", "2001-00-00",
    "0012", "=นักทรัพยากรบุคคล", "K", "K3", "", "กองการเจ้าหน้าที่", True, "2010-01-01",
    Decimal("45670.25"), "", "021234567", "a@example.go.th", "บรรทัด\nสอง", True,
)  # fmt: skip


@pytest.fixture
def path(tmp_path):
    return tmp_path / "แบบฟอร์ม.xlsx"


def filled(path, *rows):
    write_people(path, PeopleExport(rows or (ROW,), (), (), "this-database"))
    return path


def edited(path, change):
    """Change a file as a user does in Excel."""
    book = load_workbook(path)
    change(book)
    book.save(path)
    return path


def refused(path):
    with pytest.raises(ExchangeError) as caught:
        read_people(path)
    return caught.value


def test_the_blank_form_is_empty_and_formatted_as_text(path):
    write_blank(path)
    assert all(rows == () for rows in read_people(path).rows.values())
    book = load_workbook(path)
    sheet = book[PEOPLE.title]
    assert sheet.freeze_panes == "A2"
    assert [cell.value for cell in sheet[1]][:4] == [
        "รหัสอ้างอิง",
        "เลขประจำตัวประชาชน",
        "คำนำหน้า *",
        "ชื่อ *",
    ]
    assert sheet.column_dimensions["B"].number_format == "@"
    assert sheet.column_dimensions["Q"].number_format == "#,##0.00"
    rules = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert set(rules) == {"G2:G5000", "K2:K5000", "L2:L5000", "O2:O5000", "V2:V5000"}
    assert book[HIDDEN_SHEET].sheet_state == "hidden"
    hidden = book[HIDDEN_SHEET]
    where = rules["L2:L5000"].split("!")[1].replace("$", "")
    choices = [cell.value for (cell,) in hidden[where]]
    assert choices[0] == "ปฏิบัติงาน"
    assert choices[-1] == "บริหารสูง"
    help_text = " ".join(str(cell.value) for row in book[HELP_SHEET].iter_rows() for cell in row)
    assert all(column.heading in help_text for column in PEOPLE.columns)


def test_what_is_written_is_read_again(path):
    file = read_people(filled(path))
    assert file.problems == ()
    assert file.database_id == "this-database"
    (row,) = file.rows["people"]
    assert (row.number, row.values) == (2, ROW)


def test_texts_that_look_like_formulas_or_numbers_stay_texts(path):
    sheet = load_workbook(filled(path))[PEOPLE.title]
    by_heading = {head.value: cell for head, cell in zip(sheet[1], sheet[2], strict=True)}
    for heading, text in (
        ("ตำแหน่ง", "=นักทรัพยากรบุคคล"),
        ("เลขประจำตัวประชาชน", "1101700230708"),
        ("เลขที่ตำแหน่ง", "0012"),
        ("วันเดือนปีเกิด", "00/08/2520"),
    ):
        assert (by_heading[heading].value, by_heading[heading].data_type) == (text, "s")
        assert by_heading[heading].number_format == "@"
    assert by_heading["เงินเดือน"].value == 45670.25


def test_empty_rows_are_skipped_and_row_numbers_are_those_of_excel(path):
    def change(book):
        sheet = book[PEOPLE.title]
        for column in range(1, 22):
            sheet.cell(5, column, sheet.cell(2, column).value)
        sheet["C8"] = "   "
        sheet["B5"] = "12"

    file = read_people(edited(filled(path), change))
    assert [row.number for row in file.rows["people"]] == [2, 5]
    assert file.rows["people"][1].bad == ("national_id",)
    (problem,) = file.problems
    assert (problem.sheet, problem.row, problem.column) == ("บุคลากร", 5, "เลขประจำตัวประชาชน")
    assert (problem.value, problem.code) == ("xx", "national_id_length")


def test_a_wrong_extent_in_the_file_cuts_nothing_off(path, tmp_path):
    filled(path, ROW, ROW, ROW)
    wrong = tmp_path / "wrong.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(wrong, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                content = content.replace(b"<sheetViews>", b'<dimension ref="A1"/><sheetViews>')
            new.writestr(name, content)
    assert len(read_people(wrong).rows["people"]) == 3


def test_columns_may_stand_in_any_order_and_dates_be_real_dates(path):
    def change(book):
        sheet = book[PEOPLE.title]
        sheet.move_range("A1:A2", cols=30)
        sheet["F2"] = dt.datetime(1977, 8, 15)

    row = read_people(edited(filled(path), change)).rows["people"][0]
    assert row.values[0] == "P7"
    assert row.values[5] == "1977-08-15"


def test_a_form_without_its_hidden_sheet_is_taken_as_from_elsewhere(path):
    def change(book):
        del book[HIDDEN_SHEET]
        del book["วุฒิการศึกษา"]

    file = read_people(edited(filled(path), change))
    assert file.database_id == ""
    assert file.rows["degrees"] == ()


def rename(cell, text):
    def change(book):
        book[PEOPLE.title][cell] = text

    return change


def hidden(cell, value):
    def change(book):
        book[HIDDEN_SHEET][cell] = value

    return change


def remove_people(book):
    del book[PEOPLE.title]


@pytest.mark.parametrize(
    ("change", "code", "facts"),
    [
        (rename("D1", "ชื่อจริง"), "column_missing", {"sheet": "บุคลากร", "columns": ("ชื่อ",)}),
        (rename("W1", "อายุ"), "column_unknown", {"sheet": "บุคลากร", "columns": ("อายุ",)}),
        (rename("W1", "ชื่อ"), "column_twice", {"sheet": "บุคลากร", "column": "ชื่อ"}),
        (remove_people, "sheet_missing", {"sheet": "บุคลากร"}),
        (hidden("A1", "hrdesk.salary"), "form_other", {}),
        (hidden("B1", 3), "form_newer", {}),
    ],
)
def test_a_file_of_another_shape_is_refused_by_name(path, change, code, facts):
    problem = refused(edited(filled(path), change))
    assert (problem.code, problem.facts) == (code, facts)


def test_too_many_rows_are_refused(path, monkeypatch):
    monkeypatch.setattr("hrdesk.exchange.workbook.MAXIMUM_ROWS", 2)
    assert read_people(filled(path, ROW, ROW)).rows["people"]
    assert refused(filled(path, ROW, ROW, ROW)).code == "too_many_rows"


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("ชื่อ,นามสกุล\n".encode(), "not_excel"),
        (b"", "not_excel"),
        (b"<html><table></table></html>", "not_excel"),
        (OLE + bytes(600) + "Workbook".encode("utf-16-le"), "excel_old"),
        (OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "excel_encrypted"),
        (b"PK\x03\x04 and then nothing", "excel_damaged"),
    ],
)
def test_what_is_no_workbook_is_told_apart(path, content, code):
    path.write_bytes(content)
    assert refused(path).code == code
    with pytest.raises(ExchangeError) as caught:
        write_marked(path, path.with_name("b.xlsx"), ())
    assert caught.value.code == code


def test_a_zip_a_missing_file_and_a_broken_sheet_are_told_apart(path, monkeypatch):
    assert refused(path).code == "file_unreadable"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("content.xml", "")
    assert refused(path).code == "not_excel"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("xl/workbook.xml", "<no")
    assert refused(path).code == "excel_damaged"
    filled(path)
    whole = path.read_bytes()
    path.write_bytes(whole[:-60])
    assert refused(path).code == "excel_damaged"
    path.write_bytes(whole)
    monkeypatch.setattr("hrdesk.exchange.files.MAXIMUM_UNPACKED", 1000)
    assert refused(path).code == "excel_too_large"


def test_a_full_disk_leaves_the_old_file_and_no_half_one(path, monkeypatch):
    filled(path)
    before = path.read_bytes()

    def full(*args):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("openpyxl.workbook.workbook.Workbook.save", full)
    with pytest.raises(ExchangeError) as caught:
        filled(path, ROW, ROW)
    assert caught.value.code == "disk_full"
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_a_place_that_cannot_be_written_is_told(path):
    nowhere = path.parent / "ไม่มี" / "a.xlsx"
    with pytest.raises(ExchangeError) as caught:
        write_blank(nowhere)
    assert (caught.value.code, caught.value.facts) == ("file_not_written", {"path": str(nowhere)})


def test_a_block_that_fails_leaves_nothing(path):
    with pytest.raises(ZeroDivisionError), replacing(path) as temporary:
        temporary.write_text("half")
        raise ZeroDivisionError
    assert list(path.parent.iterdir()) == []


def test_an_error_can_cross_processes():
    problem = pickle.loads(pickle.dumps(ExchangeError("not_excel", path="a")))
    assert (problem.code, problem.facts) == ("not_excel", {"path": "a"})


def test_the_marked_file_can_be_mended_and_read_again(path, tmp_path):
    faulty = (*ROW[:3], "", *ROW[4:])
    filled(path, ROW, faulty)
    marked = tmp_path / "marked.xlsx"
    marks = [RowMark("บุคลากร", 3, "ชื่อ", "=ต้องกรอกช่องนี้"), RowMark("บุคลากร", 3, "ไม่มี", "อื่น")]
    write_marked(path, marked, marks)
    sheet = load_workbook(marked)[PEOPLE.title]
    assert sheet["W1"].value == REASON_HEADING
    assert sheet["W2"].value is None
    assert sheet["W3"].value == "ชื่อ: =ต้องกรอกช่องนี้\nไม่มี: อื่น"
    assert sheet["D3"].fill.fgColor.rgb == "00F8C9C0"
    assert sheet["D2"].fill.fill_type is None
    assert [problem.code for problem in read_people(marked).problems] == ["required"]
    edited(marked, rename("D3", "สมศรี"))
    assert read_people(marked).problems == ()
    again = tmp_path / "again.xlsx"
    write_marked(marked, again, [])
    sheet = load_workbook(again)[PEOPLE.title]
    assert (sheet["W3"].value, sheet["X1"].value) == (None, None)


def test_a_form_whose_keys_are_unknown_is_a_slip_of_the_program(path):
    with pytest.raises(KeyError):
        PEOPLE_FORM.sheet("cars")
    assert PEOPLE_FORM.sheet("people") is PEOPLE
    write_form(path, replace(PEOPLE_FORM, sheets=(PEOPLE,)))
    assert read_people(path).rows["service_runs"] == ()


def test_a_list_keeps_dates_and_numbers_and_hides_nothing_in_formulas(path):
    columns = (
        ListColumn("ลำดับ", ListKind.NUMBER, 8),
        ListColumn("วันที่รับเรื่อง", ListKind.DATE, 14),
        ListColumn("เรื่อง", width=40),
        ListColumn("เงิน", ListKind.MONEY),
    )
    rows = [
        (1, dt.date(2024, 8, 15), "=HYPERLINK(1)", Decimal("1234.50")),
        (2, None, "ก๋วยเตี๋ยว\x07", None),
    ]
    write_list(
        path, ListSheet("รายการ: ติดตามงาน [ทั้งหมด]/2567", columns, rows, (("สถานะ", "เสร็จสิ้น"),))
    )
    book = load_workbook(path)
    (sheet,) = book.worksheets
    assert sheet.title == "รายการ ติดตามงาน ทั้งหมด2567"
    assert sheet["A1"].value == "รายการ: ติดตามงาน [ทั้งหมด]/2567"
    assert sheet["A2"].value == "สถานะ: เสร็จสิ้น"
    assert [cell.value for cell in sheet[4]] == ["ลำดับ", "วันที่รับเรื่อง", "เรื่อง", "เงิน"]
    assert sheet["B5"].value == dt.datetime(2024, 8, 15)
    assert sheet["B5"].number_format.startswith("[$-1070000]")
    assert (sheet["C5"].value, sheet["C5"].data_type) == ("=HYPERLINK(1)", "s")
    assert (sheet["C6"].value, sheet["B6"].value) == ("ก๋วยเตี๋ยว", None)
    assert sheet["D5"].value == 1234.5
    assert sheet.freeze_panes == "A5"
    assert sheet.auto_filter.ref == "A4:D6"


def test_an_empty_list_is_a_file_with_headings(path):
    write_list(path, ListSheet("", (ListColumn("ก"),), ()))
    assert load_workbook(path).worksheets[0]["A3"].value == "ก"
