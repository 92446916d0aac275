"""A member's sheet in Excel: what is written is read back, and every slip is told by its cell."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from openpyxl import Workbook, load_workbook

from hrdesk.exchange.errors import ExchangeError
from hrdesk.exchange.score_sheets import (
    FIRST_ROW,
    HEAD_ROW,
    SHEET,
    ScoreForm,
    ScoreTable,
    SheetCandidate,
    SheetCriterion,
    read_marker,
    read_score_sheet,
    write_score_book,
    write_score_sheet,
)
from hrdesk.exchange.workbook import HIDDEN_SHEET

CRITERIA = (
    SheetCriterion("benefit", "ประโยชน์ของผลงาน", Decimal(40)),
    SheetCriterion("quality", "คุณภาพของผลงาน", Decimal("25.5")),
    SheetCriterion(
        "publication", "การเผยแพร่ผลงาน", Decimal(10), (Decimal(0), Decimal(6), Decimal(10))
    ),
)
CANDIDATES = (
    SheetCandidate(11, 1, "นางสาวน้ำทิพย์ ซื่อตรง", "นักทรัพยากรบุคคล"),
    SheetCandidate(12, 2, "=นายฐิติ ตั้งใจ", "", {"benefit": Decimal("30.25")}),
    SheetCandidate(
        13, 3, "นางป่าน ผู้ดี", "", {}, frozenset({"benefit", "quality", "publication"}), "ไม่ร่วม"
    ),
)
FORM = ScoreForm(7, 9, "this-database", "ประเมินผลงาน", "คณะกรรมการ", "1/2570", "นายก ขยัน",
                 CRITERIA, CANDIDATES)  # fmt: skip


@pytest.fixture
def path(tmp_path):
    file = tmp_path / "ใบคะแนน.xlsx"
    write_score_sheet(file, FORM)
    return file


def typed(path, cells, sheet=SHEET):
    """Type into cells as a member does in Excel."""
    book = load_workbook(path)
    for where, value in cells.items():
        book[sheet][where] = value
    book.save(path)
    return path


def faults(path, form=FORM):
    return [
        (problem.row, problem.column, problem.code)
        for problem in read_score_sheet(path, form).problems
    ]


def test_a_sheet_is_read_back_as_it_was_written(path) -> None:
    read = read_score_sheet(path, FORM)
    assert read.problems == ()
    assert read.points == {11: {}, 12: {"benefit": Decimal("30.25")}, 13: {}}
    assert read.blank == 5
    marker = read_marker(path)
    assert (marker.database_id, marker.contest_id, marker.member_id) == ("this-database", 7, 9)


def test_points_are_read_exactly_in_both_kinds_of_digits(path) -> None:
    typed(path, {"C6": 39.9, "D6": "๒๕.๕", "E6": 6, "C7": 0.1 + 0.2, "D7": " 0 ", "E7": 10})
    read = read_score_sheet(path, FORM)
    assert read.problems == ()
    assert read.blank == 0
    assert read.points[11] == {
        "benefit": Decimal("39.9"), "quality": Decimal("25.5"), "publication": Decimal(6),
    }  # fmt: skip
    assert read.points[12]["benefit"] == Decimal("0.3")


@pytest.mark.parametrize(
    ("cell", "value", "code"),
    [
        ("C6", 40.01, "points_over"),
        ("C6", -1, "points_negative"),
        ("C6", 12.345, "points_too_fine"),
        ("E6", 8, "points_not_allowed"),
        ("C6", "สามสิบ", "points_not_number"),
        ("C6", "NaN", "points_not_number"),
        ("C6", True, "points_not_number"),
    ],
)
def test_points_that_do_not_fit_are_told_by_cell_and_not_taken(path, cell, value, code) -> None:
    typed(path, {cell: value, "D6": 20})
    read = read_score_sheet(path, FORM)
    column = {"C": CRITERIA[0].head, "E": CRITERIA[2].head}[cell[0]]
    assert [(p.row, p.column, p.code) for p in read.problems] == [(FIRST_ROW, column, code)]
    assert read.problems[0].facts["label"] in column
    assert read.points[11] == {"quality": Decimal(20)}


@pytest.mark.parametrize(("value", "taken"), [(40, True), (40.01, False), (0, True)])
def test_the_maximum_itself_is_taken(path, value, taken) -> None:
    read = read_score_sheet(typed(path, {"C6": value}), FORM)
    assert ("benefit" in read.points[11]) is taken


def test_a_recused_member_gives_no_points(path) -> None:
    typed(path, {"C8": 30})
    assert faults(path) == [(8, CRITERIA[0].head, "score_cell_closed")]
    assert read_score_sheet(path, FORM).points[13] == {}


@pytest.mark.parametrize("cell", ["A5", "B5", "C5", "D5", "F5"])
def test_a_changed_heading_refuses_the_sheet_and_names_the_cell(path, cell) -> None:
    typed(path, {cell: "อื่น"})
    with pytest.raises(ExchangeError) as refused:
        read_score_sheet(path, FORM)
    assert refused.value.code == "score_heading_changed"
    assert refused.value.facts["cell"] == cell
    assert refused.value.facts["found"] == "อื่น"


def test_columns_changed_places_are_refused(path) -> None:
    swapped = {"C5": CRITERIA[1].head, "D5": CRITERIA[0].head}
    with pytest.raises(ExchangeError) as refused:
        read_score_sheet(typed(path, swapped), FORM)
    assert refused.value.facts["expected"] == CRITERIA[0].head


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"contest_id": 8}, "score_other_contest"),
        ({"member_id": 10}, "score_other_member"),
        ({"database_id": "that-database"}, "score_other_database"),
    ],
)
def test_a_sheet_of_something_else_is_refused(path, other, code) -> None:
    with pytest.raises(ExchangeError) as refused:
        read_score_sheet(path, replace(FORM, **other))
    assert refused.value.code == code


def test_any_other_workbook_is_refused(path, tmp_path) -> None:
    plain = tmp_path / "plain.xlsx"
    Workbook().save(plain)
    marks = (
        ({}, "score_form_other"),
        ({"A1": "hrdesk.people"}, "score_form_other"),
        ({"A1": "hrdesk.scores", "B1": 99}, "form_newer"),
        ({"B1": 1, "A2": "x"}, "score_form_other"),
    )
    for cells, code in marks:
        file = typed(path, cells, HIDDEN_SHEET) if cells else plain
        with pytest.raises(ExchangeError) as refused:
            read_marker(file)
        assert refused.value.code == code


def test_rows_may_change_places_but_no_candidate_may_change(path) -> None:
    moved = {"A6": 2, "B6": "=นายฐิติ ตั้งใจ", "C6": 21, "A7": 1,
             "B7": "นางสาวน้ำทิพย์ ซื่อตรง — นักทรัพยากรบุคคล", "C7": 12}  # fmt: skip
    book = load_workbook(path)
    for where, value in moved.items():
        book[SHEET][where] = value
        if isinstance(value, str):
            book[SHEET][where].data_type = "s"
    book.save(path)
    read = read_score_sheet(path, FORM)
    assert read.problems == ()
    assert read.points[11] == {"benefit": Decimal(12)}
    assert read.points[12] == {"benefit": Decimal(21)}
    typed(path, {"B8": "ใครก็ไม่รู้"})
    codes = [problem.code for problem in read_score_sheet(path, FORM).problems]
    assert codes == ["score_candidate_changed", "score_candidate_missing"]


def test_a_candidate_twice_is_told(path) -> None:
    typed(path, {"A9": 1, "B9": "นางสาวน้ำทิพย์ ซื่อตรง", "C9": 5})
    assert faults(path) == [(9, "ผู้รับการประเมิน", "score_candidate_twice")]


def test_excel_guards_headings_and_maxima_itself(path) -> None:
    book = load_workbook(path)
    sheet = book[SHEET]
    assert sheet.protection.sheet
    assert sheet.cell(HEAD_ROW, 3).protection.locked
    assert not sheet["C6"].protection.locked
    assert sheet["C8"].protection.locked  # recused
    assert sheet["B7"].data_type == "s"  # a name is never a formula
    assert book[HIDDEN_SHEET].sheet_state == "hidden"
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    assert (rules["D6:D8"].formula1, rules["D6:D8"].formula2) == ("0", "25.5")
    assert rules["E6:E8"].formula1 == '"0,6,10"'
    assert sheet["F6"].value == '=IF(COUNT(C6:E6)=3,SUM(C6:E6),"")'


def test_the_summary_holds_exact_points(tmp_path) -> None:
    file = tmp_path / "สรุป.xlsx"
    table = ScoreTable(
        "สรุป/คะแนน", ("ใบสรุปคะแนน", "ครั้งที่ 1/2570"), ("ที่", "ชื่อ", "รวม"),
        ((1, "=น้ำทิพย์", Decimal("85.25")), (2, "ฐิติ", None)),
    )  # fmt: skip
    write_score_book(file, (table,))
    sheet = load_workbook(file)["สรุปคะแนน"]
    assert [cell.value for cell in sheet[4]] == ["ที่", "ชื่อ", "รวม"]
    assert sheet["C5"].value == 85.25
    assert sheet["B5"].data_type == "s"
    assert sheet["C6"].value is None
