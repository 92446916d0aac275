from __future__ import annotations

import datetime as dt

import pytest

from hrdesk.services.access import SYSTEM
from hrdesk.services.errors import NotAllowed
from hrdesk.services.queries.audit_log import PROGRAM, AuditFilter, audit_page, audit_users


def _write(database, actor, action, moment=None):
    if moment is not None:
        database.clock.moment = moment
    with database.work(actor) as uow:
        uow.audit(action, "case", 7, case_id=7, changes={"note": ("a", "b")}, reason="why")


def _seen(database, actor, *args, **more):
    with database.read(actor) as uow:
        return [row.action for row in audit_page(uow, *args, **more).rows]


def test_the_newest_entry_comes_first_with_all_it_holds(database, admin):
    _write(database, SYSTEM, "case.opened")
    _write(database, admin, "case.edited")
    with database.read(admin) as uow:
        page = audit_page(uow)
    first = page.rows[0]
    assert [row.action for row in page.rows] == ["case.edited", "case.opened"]
    assert (first.user_name, first.entity_id, first.case_id, first.reason) == (
        admin.name,
        7,
        7,
        "why",
    )
    assert first.changes == {"note": ("a", "b")}
    assert first.at == database.clock.now()


def test_pages_follow_each_other_without_gap_or_overlap(database, admin):
    for number in range(5):
        _write(database, admin, f"case.{number}")
    seen, before = [], None
    with database.read(admin) as uow:
        while True:
            page = audit_page(uow, before=before, limit=2)
            seen += [row.action for row in page.rows]
            before = page.next_before
            if before is None:
                break
    assert seen == ["case.4", "case.3", "case.2", "case.1", "case.0"]


def test_a_last_page_that_is_full_is_still_the_last(database, admin):
    for number in range(2):
        _write(database, admin, f"case.{number}")
    with database.read(admin) as uow:
        assert audit_page(uow, limit=2).next_before is None


def test_filters_by_user_and_action(database, admin, officer):
    _write(database, SYSTEM, "case.opened")
    _write(database, admin, "case.edited")
    _write(database, officer, "case.opened")
    assert _seen(database, admin, AuditFilter(user_id=officer.user_id)) == ["case.opened"]
    assert _seen(database, admin, AuditFilter(user_id=PROGRAM)) == ["case.opened"]
    assert _seen(database, admin, AuditFilter(actions=frozenset({"case.edited"}))) == [
        "case.edited"
    ]


def test_a_day_is_thailand_s_from_midnight_to_midnight(database, admin):
    bangkok = dt.timezone(dt.timedelta(hours=7))
    for name, moment in (
        ("before", dt.datetime(2026, 11, 4, 23, 59, 59, tzinfo=bangkok)),
        ("first", dt.datetime(2026, 11, 5, 0, 0, tzinfo=bangkok)),
        ("last", dt.datetime(2026, 11, 5, 23, 59, 59, tzinfo=bangkok)),
        ("after", dt.datetime(2026, 11, 6, 0, 0, tzinfo=bangkok)),
    ):
        _write(database, admin, name, moment)
    day = dt.date(2026, 11, 5)
    assert _seen(database, admin, AuditFilter(first_day=day, last_day=day)) == ["last", "first"]


def test_users_are_offered_in_thai_order(database, admin, officer):
    with database.read(admin) as uow:
        assert [user.name for user in audit_users(uow)] == ["ผู้ใช้ admin", "ผู้ใช้ officer"]


@pytest.mark.parametrize("who", ["officer", "secretary", "general"])
def test_only_administrators_read_the_audit(database, request, who):
    with database.read(request.getfixturevalue(who)) as uow:
        for refused in (audit_page, audit_users):
            with pytest.raises(NotAllowed):
                refused(uow)
