"""The page of indicators: cards, the list behind, the bars, and taking them along."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest

from hrdesk.rules.codes import CaseType
from hrdesk.services.access import Role
from hrdesk.services.cases import TargetPost
from hrdesk.ui.context import Route
from hrdesk.ui.pages.indicators.page import IndicatorsPage
from tests.services.offices import make_person, receive


@pytest.fixture
def page(qtbot, office_ctx, office_user, office_database):
    """Open the page with two promotions to K2 and a resignation, received in October."""
    person = make_person(office_database)
    other = make_person(office_database, "ปิติ", "สมมติ")
    user = office_user(Role.OFFICER)
    target = TargetPost(title="นักทรัพยากรบุคคล", level="K2", number="99", unit="กองกลาง")
    for who in (person, other):
        receive(office_database, user, who, CaseType.PROMOTION,
                received_on=dt.date(2026, 10, 5), target=target)  # fmt: skip
    receive(office_database, user, person, received_on=dt.date(2026, 10, 6))
    routes: list[Route] = []

    def make(tab: str = "kpi", *, size=(1100, 650)) -> IndicatorsPage:
        made = IndicatorsPage(office_ctx(user, routes))
        made.routes = routes
        qtbot.addWidget(made)
        made.resize(*size)
        made.show()
        made.open(Route("indicators", params={"tab": tab}))
        settle(made)
        return made

    return make


def settle(page):
    assert page.ctx.tasks.wait_idle()


def words(label) -> str:
    return label.text().replace("\u200b", "")


def test_cards_say_n_of_m_and_the_list_is_behind(page):
    made = page()
    QAbstractItemModelTester(made.kpi.model)
    card = made.kpi.cards["1"]
    assert (card.number.text(), card.count.text()) == ("0.00%", "0 จาก 2 เรื่อง")
    assert "0 จาก 2 เรื่อง" in card.number.accessibleName()
    assert len(made.kpi.model.rows()) == 2
    told = made.kpi.reasons.toPlainText().replace("\u200b", "")
    assert "0.00 % [= 0 ÷ 2 × 100]" in told
    assert "SOP-HR-P-๐๓๑" in told
    assert "คู่มือไม่ได้บอกตัวหาร" in words(made.kpi.law)
    assert "กรมสนับสนุนบริการสุขภาพ" in words(made.kpi.law)
    made.kpi.table.select_id(made.kpi.model.rows()[0].id)
    made.kpi.see_case.trigger()
    assert made.routes == [Route("case", made.kpi.model.rows()[0].id)]


def test_another_card_shows_its_own_list(page):
    made = page()
    QTest.mouseClick(made.kpi.cards["2"].number, Qt.MouseButton.LeftButton)
    assert made.kpi.empty.isVisible()
    assert made.kpi.cards["2"].number.text() == "–"
    assert made.kpi.cards["2"].count.text() == "ไม่มีเรื่องให้นับ"
    assert not made.kpi.output.excel.isEnabled()


def test_bars_are_read_and_walked_by_keyboard(page):
    made = page("work")
    chart = made.work.chart
    assert chart.text(0) == "ต.ค. 2569: รับใหม่ 3 เสร็จ 0"
    chart.setFocus()
    QTest.keyClick(chart, Qt.Key.Key_Down)
    assert chart.current == 1
    assert "พ.ย. 2569" in chart.accessibleName()
    QTest.keyClick(chart, Qt.Key.Key_Home)
    QTest.keyClick(chart, Qt.Key.Key_Return)
    [route] = made.routes
    assert route.page == "tracking"
    assert (route.params["received_from"], route.params["received_to"]) == (
        "2026-10-01", "2026-10-31",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("view", "first"), [("kinds", CaseType.PROMOTION.label), ("officers", "ยังไม่มีผู้รับผิดชอบ")]
)
def test_views_have_their_own_table_and_bars(page, view, first):
    made = page("work")
    made.work.shown.setCurrentIndex(made.work.shown.findData(view))
    [row, *_] = made.work.models[view].rows()
    assert made.work.chart.text(0).startswith(f"{first}: ")
    assert row.name == first


def test_kinds_open_their_list_and_officers_do_not(page):
    made = page("work")
    made.work.shown.setCurrentIndex(made.work.shown.findData("kinds"))
    made.work.tables["kinds"].select_id("promotion")
    made.work.see_list.trigger()
    assert made.routes[0].params["case_types"] == "promotion"
    made.work.shown.setCurrentIndex(made.work.shown.findData("officers"))
    assert not made.work.see_list.isVisible()


def test_a_year_is_chosen_for_both_tabs(page, office_database, office_user):
    person = make_person(office_database, "ชูใจ", "สมมติ")
    receive(office_database, office_user(Role.OFFICER), person, received_on=dt.date(2025, 12, 1),
            effective_on=dt.date(2026, 1, 15))  # fmt: skip
    made = page("work")
    made.work.years.setCurrentIndex(made.work.years.findData(2569))
    settle(made)
    assert made.work.models["months"].rowCount() == 12
    made.tabs.setCurrentWidget(made.kpi)
    settle(made)
    assert made.kpi.years.currentData() == 2569
    assert made.kpi.cards["1"].count.text() == "ไม่มีเรื่องให้นับ"


def test_the_list_goes_to_excel_and_paper(page, monkeypatch, tmp_path):
    made = page()
    file = tmp_path / "ตัวชี้วัด.xlsx"
    monkeypatch.setattr("hrdesk.ui.dialogs.ask_save", lambda *_args: file)
    made.kpi.summary_excel.trigger()
    settle(made)
    from openpyxl import load_workbook

    cells = [cell.value for row in load_workbook(file).active.iter_rows() for cell in row]
    assert "0.00" in cells
    shown = []
    monkeypatch.setattr("hrdesk.ui.printing.preview", lambda *args: shown.append(args))
    made.kpi.output.print.trigger()
    settle(made)
    assert shown[0][2] == "ตัวชี้วัดที่ 1"
    assert shown[0][3].startswith(b"%PDF")
