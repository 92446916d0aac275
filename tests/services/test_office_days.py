"""The office's own days: one by one, pasted as a list, taken away and put back."""

from __future__ import annotations

import datetime as dt

import pytest

from hrdesk.models import AuditEntry
from hrdesk.services.due import calendar
from hrdesk.services.errors import DomainError
from hrdesk.services.office_days import AddDay, add_days, read_pasted, remove_days
from hrdesk.services.queries.law import DayOrigin, announced_to, calendar_year, office_day_set

OWN = dt.date(2026, 1, 6)  # a Tuesday
NEW_YEAR = dt.date(2026, 1, 1)


def add(database, admin, *days: AddDay) -> tuple[int, ...]:
    with database.work(admin) as uow:
        return add_days(uow, days).value


def code_of(database, admin, *days: AddDay) -> str:
    with pytest.raises(DomainError) as caught:
        add(database, admin, *days)
    return caught.value.code


def test_a_year_shows_where_each_day_comes_from(database, admin):
    add(
        database,
        admin,
        AddDay(OWN, "วันสถาปนากรม", source="คำสั่ง"),
        AddDay(NEW_YEAR, "งานเร่งด่วน", True),
    )
    with database.read(admin) as uow:
        days = {day.day: day for day in calendar_year(uow, 2026)}
        own = calendar(uow).of_year(2026)
        assert office_day_set(uow) == {OWN, NEW_YEAR}
    assert (days[OWN].origin, days[OWN].off, days[OWN].source) == (DayOrigin.OFFICE, True, "คำสั่ง")
    assert (days[NEW_YEAR].origin, days[NEW_YEAR].off) == (DayOrigin.WORKS, False)
    assert "งานเร่งด่วน" in days[NEW_YEAR].name
    assert days[dt.date(2026, 5, 13)].origin is DayOrigin.CORRECTION
    assert days[dt.date(2026, 5, 1)].origin is DayOrigin.NOT_GOVERNMENT
    assert not days[dt.date(2026, 5, 1)].off
    assert {day for day, shown in days.items() if shown.off} == set(own.days)
    assert announced_to() >= dt.date(2026, 12, 31)


def test_days_are_taken_away_and_can_be_put_back(database, admin):
    ids = add(database, admin, AddDay(OWN, "วันสถาปนากรม"))
    with database.work(admin) as uow:
        gone = remove_days(uow, ids).value
    with database.read(admin) as uow:
        assert office_day_set(uow) == frozenset()
        actions = [entry.action for entry in uow.session.query(AuditEntry)]
        assert {"office_day.added", "office_day.removed"} <= set(actions)
    assert add(database, admin, *gone)
    with pytest.raises(DomainError), database.work(admin) as uow:
        remove_days(uow, [99])


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (AddDay(None, "วันหยุด"), "required"),
        (AddDay(OWN, " "), "required"),
        (AddDay(OWN, "ก" * 201), "too_long"),
        (AddDay(NEW_YEAR, "ปีใหม่"), "day_already_off"),
        (AddDay(dt.date(2026, 1, 10), "วันเสาร์"), "day_already_off"),
        (AddDay(OWN, "ทำงาน", works=True), "day_not_off"),
        (AddDay(dt.date(2300, 1, 6), "ไกล"), "year_out_of_range"),
    ],
)
def test_a_day_that_says_nothing_new_is_refused(database, admin, day, code):
    assert code_of(database, admin, day) == code


def test_all_days_of_a_list_are_added_or_none(database, admin):
    assert code_of(database, admin, AddDay(OWN, "หนึ่ง"), AddDay(OWN, "สอง")) == "day_already_kept"
    with database.read(admin) as uow:
        assert office_day_set(uow) == frozenset()


def test_a_pasted_list_is_read_line_by_line():
    text = (
        "6/1/2569 วันสถาปนากรม\n"
        "\n"
        "๗ ม.ค. ๒๕๖๙\tประชุมใหญ่\n"
        "8 มกราคม 2569 - ปิดปรับปรุงอาคาร\n"
        "2026-01-09\n"
        "30/2/2569 ไม่มีวันนี้\n"
        "วันพระ\n"
        "6 ม.ค. 69 ซ้ำ\n"
        "1/1/2569 ปีใหม่\n"
    )
    found = read_pasted(text, set(), "วันหยุดพิเศษ")
    assert [(line.number, line.day, line.name) for line in found[:4]] == [
        (1, OWN, "วันสถาปนากรม"),
        (3, dt.date(2026, 1, 7), "ประชุมใหญ่"),
        (4, dt.date(2026, 1, 8), "ปิดปรับปรุงอาคาร"),
        (5, dt.date(2026, 1, 9), "วันหยุดพิเศษ"),
    ]
    assert [line.problem.code if line.problem else "" for line in found] == [
        "", "", "", "", "no_such_day", "not_a_date", "day_already_kept", "day_already_off",
    ]  # fmt: skip
    assert read_pasted("6/1/2569", {OWN}, "x")[0].problem.code == "day_already_kept"
    assert read_pasted("6/1/2569", set())[0].problem.code == "required"
