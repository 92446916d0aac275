"""Payrolls and facts from Excel: every bad row with its reason, and never half of a file."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from hrdesk.exchange.payroll import PAYROLL, write_payroll
from hrdesk.models import PayrollRow, PayrollSnapshot
from hrdesk.services.access import SYSTEM
from hrdesk.services.errors import DomainError
from hrdesk.services.payroll_conduct import SetFacts, set_facts
from hrdesk.services.payroll_facts_import import (
    accept_facts,
    preview_facts,
    read_facts_file,
    write_facts_form,
)
from hrdesk.services.payroll_import import (
    accept_payroll,
    export_payroll,
    preview_payroll,
    read_payroll_file,
    write_payroll_form,
)
from hrdesk.services.payrolls import freeze
from hrdesk.services.queries.payrolls import payroll, payrolls
from hrdesk.ui.messages import sentence
from tests.services.payroll_people import Someone, make_people, national_id

MARCH = dt.date(2027, 3, 1)
_KEYS = [column.key for column in PAYROLL.columns]


def cells(**given):
    return tuple(given.get(key) for key in _KEYS)


def someone(number: int, **given):
    usual = {"type": "วิชาการ", "level": "ชำนาญการ", "salary": Decimal(15050)}
    return cells(**({"national_id": national_id(number)} | usual | given))


def looked_at(database, path, rows, scheme="step"):
    write_payroll(path, rows)
    file = read_payroll_file(path)
    with database.read(SYSTEM) as uow:
        return preview_payroll(uow, scheme, MARCH, file)


def accept(database, preview) -> int:
    with database.work(SYSTEM) as uow:
        return accept_payroll(uow, preview).value


def view_of(database, id_):
    with database.read(SYSTEM) as uow:
        return payroll(uow, id_)


def nothing_stored(database) -> bool:
    with database.read(SYSTEM) as uow:
        return (
            uow.session.query(PayrollSnapshot).count() + uow.session.query(PayrollRow).count() == 0
        )


def test_each_bad_row_is_told_with_its_reason_and_nothing_is_stored(sqlite_database, tmp_path):
    make_people(
        sqlite_database,
        [
            Someone("ก"),
            Someone("ข"),
            Someone("ค", employment="contract_employee"),
            Someone("ง", active=False),
            Someone("จ"),
            Someone("ฉ"),
            Someone("ช"),
            Someone("ช"),
        ],
    )
    preview = looked_at(
        sqlite_database,
        tmp_path / "a.xlsx",
        [
            someone(1),
            someone(1, name="ก สมมติ"),
            someone(2, salary=Decimal(15100)),
            someone(3),
            someone(4),
            someone(99),
            someone(5, level="กลางๆ"),
            someone(6, salary="-15,050"),
            someone(6, national_id="1234567890123"),
            cells(name="ช สมมติ", salary=Decimal(15050)),
            cells(salary=Decimal(15050)),
            someone(5, type="", level="ต้น"),
            someone(2, salary=Decimal(9_999_999)),
        ],
    )
    told = [(each.row, each.code) for each in preview.problems]
    assert told == [
        (3, "person_twice"),
        (4, "payroll_salary_off_ladder"),
        (5, "payroll_other_scheme"),
        (6, "payroll_person_left"),
        (7, "payroll_person_unknown"),
        (8, "payroll_ladder_unknown"),
        (9, "money_negative"),
        (10, "national_id_check_digit"),
        (11, "payroll_name_twice"),
        (12, "payroll_owner_missing"),
        (13, "person_twice"),
        (13, "payroll_ladder_unknown"),
        (14, "person_twice"),
        (14, "payroll_salary_absurd"),
    ]
    for each in preview.problems:
        said = sentence(DomainError(each.code, **each.facts))
        assert "{" not in said and "None" not in said
        assert national_id(1) not in each.value
    with pytest.raises(DomainError) as caught:
        accept(sqlite_database, preview)
    assert caught.value.code == "import_has_problems"
    assert nothing_stored(sqlite_database)


def test_a_good_file_becomes_a_payroll_and_differences_to_the_register_are_warnings(
    database, tmp_path
):
    make_people(
        database,
        [
            Someone("ก", salary="14590"),
            Someone("ข", level="", employment="permanent_employee", title="คนงาน"),
            Someone("ค"),
        ],
    )
    preview = looked_at(
        database,
        tmp_path / "a.xlsx",
        [
            someone(1, name="นายกา สมมติ", on_leave=True),
            cells(name="ข สมมติ", level="กลุ่ม 1", salary=Decimal(4740), unit="กองช่าง"),
        ],
    )
    assert preview.problems == ()
    warned = [(each.row, each.code) for each in preview.warnings]
    assert (2, "payroll_name_differs") in warned
    assert (2, "payroll_salary_differs") in warned
    assert preview.missing == ("นายค สมมติ",)
    assert preview.total == Decimal(19790)
    view = view_of(database, accept(database, preview))
    assert view.line.source == "a.xlsx"
    first, second = view.rows
    assert (first.special, first.post_title) == (("on_leave",), "นักทรัพยากรบุคคล")
    assert (second.ladder, second.group, second.unit) == (
        "ลูกจ้างประจำ กลุ่ม 1", "permanent", "กองช่าง",
    )  # fmt: skip


def test_a_second_file_of_the_day_takes_the_place_and_keeps_the_facts(sqlite_database, tmp_path):
    make_people(sqlite_database, [Someone("ก"), Someone("ข")])
    path = tmp_path / "a.xlsx"
    id_ = accept(sqlite_database, looked_at(sqlite_database, path, [someone(1)]))
    [row] = view_of(sqlite_database, id_).rows
    with sqlite_database.work(SYSTEM) as uow:
        set_facts(uow, SetFacts(row.id, 1, {"late_times": 3}, ("under_discipline",)))
    stale = looked_at(sqlite_database, path, [someone(2)])
    newer = looked_at(sqlite_database, path, [someone(1, salary=Decimal(15430)), someone(2)])
    assert newer.replaces == 1
    assert accept(sqlite_database, newer) == id_
    view = view_of(sqlite_database, id_)
    assert [row.salary for row in view.rows] == [Decimal(15430), Decimal(15050)]
    assert view.rows[0].facts["late_times"] == 3
    assert view.rows[0].special == ("under_discipline",)
    with pytest.raises(DomainError) as caught:
        accept(sqlite_database, stale)
    assert caught.value.code == "import_outdated"
    with sqlite_database.work(SYSTEM) as uow:
        freeze(uow, id_)
    assert accept(sqlite_database, looked_at(sqlite_database, path, [someone(1)])) != id_
    with sqlite_database.read(SYSTEM) as uow:
        assert [(line.number, line.heads) for line in payrolls(uow)] == [(2, 1), (1, 2)]


def test_an_exported_payroll_comes_back_as_it_was(sqlite_database, tmp_path):
    make_people(sqlite_database, [Someone("ก"), Someone("ก")])
    path = tmp_path / "a.xlsx"
    id_ = accept(sqlite_database, looked_at(sqlite_database, path, [someone(1), someone(2)]))
    with sqlite_database.work(SYSTEM) as uow:
        database_id = export_payroll(uow, id_).value
    view = view_of(sqlite_database, id_)
    out = tmp_path / "out.xlsx"
    write_payroll_form(out, view, database_id)
    file = read_payroll_file(out)
    with sqlite_database.read(SYSTEM) as uow:
        again = preview_payroll(uow, "step", MARCH, file)
    assert again.problems == ()  # namesakes are told apart by the program's own reference
    accept(sqlite_database, again)
    for before, after in zip(view.rows, view_of(sqlite_database, id_).rows, strict=True):
        assert (before.person_id, before.ladder, before.salary, before.facts) == (
            after.person_id, after.ladder, after.salary, after.facts,
        )  # fmt: skip


def test_facts_of_many_go_out_are_filled_in_and_come_back(sqlite_database, tmp_path):
    make_people(sqlite_database, [Someone("ก"), Someone("ข")])
    id_ = accept(
        sqlite_database, looked_at(sqlite_database, tmp_path / "a.xlsx", [someone(1), someone(2)])
    )
    view = view_of(sqlite_database, id_)
    path = tmp_path / "facts.xlsx"
    write_facts_form(path, view, "")

    def read():
        file = read_facts_file(path, view.limits)
        with sqlite_database.read(SYSTEM) as uow:
            return preview_facts(uow, id_, file)

    assert (read().same, read().changes) == (2, ())
    book = load_workbook(path)
    sheet = book["ข้อเท็จจริง"]
    places = {cell.value.rstrip(" *"): cell.column for cell in sheet[1]}
    for heading, value in (("ลาป่วย (วัน)", 12), ("ลาป่วย (ครั้ง)", 3), ("ขาดราชการ", "ใช่")):
        sheet.cell(2, places[heading], value)
    sheet.cell(3, places["เดือนที่ปฏิบัติงาน"], 60)
    sheet.cell(4, places["รหัสแถว"], "S2703-P999")
    book.save(path)
    bad = read()
    assert [(each.row, each.code) for each in bad.problems] == [
        (3, "fact_out_of_range"), (4, "facts_row_unknown"),
    ]  # fmt: skip
    with pytest.raises(DomainError), sqlite_database.work(SYSTEM) as uow:
        accept_facts(uow, bad)
    sheet.cell(3, places["เดือนที่ปฏิบัติงาน"], 5)
    sheet.delete_rows(4)
    book.save(path)
    with sqlite_database.work(SYSTEM) as uow:
        accept_facts(uow, read())
    first, second = view_of(sqlite_database, id_).rows
    assert first.facts["leave"] == [{"kind": "ลาป่วย", "days": 12, "times": 3}]
    assert (first.facts["absent"], second.facts["service_months"]) == (True, 5)
