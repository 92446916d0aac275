"""Filters as words, chips and route parameters; no window."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hrdesk.rules.codes import CaseStatus, CaseType
from hrdesk.services.queries.home import figure_filters
from hrdesk.services.queries.tracking import CaseFilter, FilterChoices, own_filter
from hrdesk.ui.pages.tracking.describe import (
    Onlooker,
    chosen_quick,
    extra_chips,
    in_words,
    quick_chips,
    toggled,
    without,
)
from hrdesk.ui.pages.tracking.params import from_params, to_params

TODAY = dt.date(2026, 11, 20)
WHO = Onlooker(TODAY, 7, FilterChoices(((3, "กานดา มีสุข"), (7, "สมศรี ตัวอย่าง")), ("กองคลัง",)))
days = st.none() | st.dates(dt.date(1990, 1, 1), dt.date(2100, 1, 1))
ids = st.none() | st.integers(0, 2**40)
filters = st.builds(
    CaseFilter,
    text=st.text(max_size=20),
    case_types=st.frozensets(st.sampled_from(list(CaseType))),
    status=st.none() | st.sampled_from(list(CaseStatus)),
    officer_id=ids,
    unit=st.text(max_size=20),
    person_id=ids,
    late=st.booleans(),
    waiting_for_others=st.booleans(),
    due_from=days,
    due_to=days,
    received_from=days,
    received_to=days,
    completed_from=days,
    completed_to=days,
)


@given(filters)
def test_a_filter_survives_the_way_through_a_route(wanted: CaseFilter) -> None:
    params = to_params(wanted)
    assert all(isinstance(value, str) for value in params.values())
    assert from_params(params) == wanted


def test_an_empty_filter_needs_no_parameters() -> None:
    assert to_params(CaseFilter()) == {}
    assert from_params({}) == CaseFilter()


@pytest.mark.parametrize(
    "params",
    [
        {"due_from": "15/08/2567"},
        {"status": "open"},
        {"officer_id": "me"},
        {"case_types": "promotion,wedding"},
        {"nothing": "1"},
        {"late": "0"},
    ],
)
def test_what_a_route_says_wrongly_narrows_nothing(params) -> None:
    assert from_params(params) == CaseFilter()
    assert from_params({**params, "unit": "กองคลัง"}) == CaseFilter(unit="กองคลัง")


@pytest.mark.parametrize("key", [key for key, _ in quick_chips(general=False)])
@given(wanted=filters)
def test_a_second_click_on_a_chip_takes_back_the_first(key: str, wanted: CaseFilter) -> None:
    once = toggled(wanted, key, WHO)
    twice = toggled(once, key, WHO)
    assert (key in chosen_quick(once, WHO)) is (key not in chosen_quick(wanted, WHO))
    assert (key in chosen_quick(twice, WHO)) is (key in chosen_quick(wanted, WHO))


@given(wanted=filters)
def test_every_part_of_a_filter_has_a_chip_that_removes_it(wanted: CaseFilter) -> None:
    left = wanted
    for key in chosen_quick(left, WHO):
        left = toggled(left, key, WHO)
    for key, words in extra_chips(left, WHO):
        assert words
        left = without(left, key)
    assert left == CaseFilter(text=wanted.text)


def test_a_filter_in_words_names_all_its_parts() -> None:
    wanted = CaseFilter(
        text=" กมล ",
        case_types=frozenset({CaseType.RESIGNATION}),
        status=CaseStatus.IN_PROGRESS,
        officer_id=3,
        unit="กองคลัง",
        received_from=dt.date(2026, 8, 5),
        received_to=dt.date(2026, 8, 9),
    )
    assert in_words(wanted, WHO) == (
        "ค้นหา “กมล” · กำลังดำเนินการ · ลาออก · ผู้รับผิดชอบ: กานดา มีสุข · หน่วยงาน: กองคลัง · "
        "รับเรื่อง 5 ส.ค. 2569 – 9 ส.ค. 2569"
    )
    assert in_words(CaseFilter(), WHO) == "ทุกเรื่อง"
    assert in_words(CaseFilter(officer_id=7), WHO) == "งานของฉัน"


def test_the_figures_of_the_home_page_have_words() -> None:
    said = {key: in_words(wanted, WHO) for key, wanted in figure_filters(TODAY).items()}
    assert said == {
        "late": "เกินกำหนด",
        "due_week": "ครบกำหนดสัปดาห์นี้",
        "waiting": "รอผู้อื่น",
        "received_month": "รับเรื่อง 1 พ.ย. 2569 – 30 พ.ย. 2569",
        "finished_month": "เสร็จสิ้น · เสร็จ 1 พ.ย. 2569 – 30 พ.ย. 2569",
    }


def test_a_general_user_has_chips_for_the_manual_columns_only() -> None:
    keys = [key for key, _ in quick_chips(general=True)]
    assert keys == [
        "status_in_progress",
        "status_completed",
        "kind_promotion",
        "kind_transfer_out",
        "kind_reassignment",
        "kind_resignation",
    ]


@given(wanted=filters)
def test_a_general_users_filter_holds_nothing_of_hidden_columns(wanted: CaseFilter) -> None:
    own = own_filter(wanted)
    assert own == own_filter(own)
    assert not (own.late or own.waiting_for_others or own.unit or own.officer_id)
    assert (own.due_from, own.due_to, own.completed_from, own.completed_to) == (None,) * 4
    assert (own.text, own.case_types, own.status) == (wanted.text, wanted.case_types, wanted.status)
