"""What the room sees: names by choice, nobody's points by accident, ranks only when all is there."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from hrdesk.services.scores import CellPoints, set_points
from hrdesk.ui.pages.scoring.shown import WAITING, Options


def fill(here, candidate, member, *points):
    cells = [
        CellPoints(
            here.sample.candidates[candidate], here.sample.members[member], key, Decimal(value)
        )
        for key, value in zip(("person", "ability", "other"), points, strict=True)
    ]
    with here.ctx.database.work(here.ctx.actor) as uow:
        set_points(uow, here.sample.contest, cells)
    here.tab.refresh()
    here.settle()


def row(here, candidate=0):
    here.tab._tell_room()
    return here.tab.room.window_.shown().row(here.sample.candidates[candidate])


def test_at_first_names_are_seen_and_nobodys_points(desk):
    here = desk(members=2)
    window = here.tab.room.window_
    assert window.options == Options(names=True, points=False, ranks=False, whole=False)
    fill(here, 0, 0, 30, 40, 10)
    seen = row(here)
    assert seen.name == "1. ผู้สมัคร 1 สมมติ"
    assert (seen.total, seen.result, seen.progress) == ("", WAITING, "ใบคะแนน 1 จาก 2")
    assert set(seen.means) == {""}, "the mean of one sheet would tell that member's points"
    assert window.shown().members(here.sample.candidates[0]) == []
    fill(here, 0, 1, 20, 40, 10)
    assert (row(here).total, row(here).means[0]) == ("75.00", "25.00")


def test_names_points_and_ranks_are_turned_on_and_off(desk):
    here = desk(members=2)
    window = here.tab.room.window_
    for candidate, points in ((0, (20, 40, 10)), (1, (30, 40, 10))):
        for member in (0, 1):
            fill(here, candidate, member, *points)
    window.turn("names")
    assert row(here).name == "ลำดับที่ 1"
    window.turn("points")
    [first, _] = window.shown().members(here.sample.candidates[0])
    assert (first.name, first.points) == ("กรรมการคนที่ 1", ("20", "40", "10"))
    assert row(here).rank == ""
    window.turn("ranks")
    assert (row(here, 0).rank, row(here, 1).rank) == ("2", "1")
    assert here.tab.room.choices["ranks"].isChecked()


def test_no_rank_before_everybodys_sheets_are_there(desk):
    here = desk(members=1)
    here.tab.room.window_.turn("ranks")
    fill(here, 0, 0, 30, 40, 10)
    assert row(here).rank == ""


def test_the_window_follows_the_entry_and_closes_with_esc(desk):
    here = desk(candidates=14)
    tab, window = here.tab, here.tab.room.window_
    tab.large.trigger()
    here.settle()
    assert window.isVisible()
    here.press("down", "down")
    assert window._candidate == here.sample.candidates[2]
    window.turn("whole")
    assert not window.grab().isNull()
    QTest.keyClick(window, Qt.Key.Key_PageDown)
    rows = window.page_of(window.shown().rows())
    assert [each.id for each in rows] == list(here.sample.candidates[12:])
    QTest.keyClick(window, Qt.Key.Key_T)
    QTest.keyClick(window, Qt.Key.Key_P)
    assert not window.grab().isNull()
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()
    assert not tab.large.isChecked()
    tab.large.trigger()
    assert window.isVisible()
    tab.large.trigger()
    assert not window.isVisible()


def test_what_is_typed_but_not_stored_is_not_seen(desk):
    here = desk(members=1, candidates=1)
    here.tab.room.window_.turn("points")
    QTest.keyClicks(here.tab.view, "25")
    here.tab._tell_room()
    [member] = here.tab.room.window_.shown().members(here.sample.candidates[0])
    assert member.points == ("", "", "")
