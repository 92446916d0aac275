"""The list of people, the picker and the completions."""

from __future__ import annotations

import pytest

from hrdesk.rules.codes import Employment, Level
from hrdesk.services.access import SYSTEM, Actor, Role
from hrdesk.services.errors import DomainError, NotAllowed
from hrdesk.services.people import (
    ActivatePerson,
    PostInput,
    SavePerson,
    deactivate_person,
    save_person,
)
from hrdesk.services.queries.people import (
    SORTS,
    PeopleFilter,
    find_people,
    known_values,
    list_people,
    person_detail,
    units,
)

PEOPLE = (
    ("นาย", "เกษม", "ชัยชนะ", "1101700230708", "civil_servant", ("12", "นิติกร", "K2", "กองกฎหมาย")),
    ("นาง", "ขวัญ", "แก้วใส", "3100600445635", "civil_servant", ("9", "นักวิชาการ", "K3", "โรงพยาบาล")),
    ("นาย", "กิตติ", "ดีงาม", "", "government_employee", ("", "พนักงานขับรถ", "", "กองคลัง")),
    ("นาย", "น้ำ", "ก๋วยเตี๋ยว", "", "permanent_employee", None),
)  # fmt: skip


@pytest.fixture
def register(database):
    ids = []
    with database.work(SYSTEM) as uow:
        for prefix, first, last, national_id, employment, post in PEOPLE:
            command = SavePerson(
                None, None, prefix, first, last, national_id, employment=employment,
                post=PostInput(post[0], post[1], level=post[2], unit=post[3]) if post else None,
            )  # fmt: skip
            ids.append(save_person(uow, command).value.id)
    return database, ids


def names(page):
    return [row.name for row in page.rows]


def listed(database, actor=SYSTEM, sort=("name", False), **wanted):
    with database.read(actor) as uow:
        return list_people(uow, PeopleFilter(**wanted), sort)


def test_people_stand_in_thai_order_of_first_names(register):
    page = listed(register[0])
    assert names(page) == ["นายกิตติ ดีงาม", "นายเกษม ชัยชนะ", "นางขวัญ แก้วใส", "นายน้ำ ก๋วยเตี๋ยว"]
    assert page.total == 4
    assert names(listed(register[0], sort=("name", True))) == names(page)[::-1]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        (("unit", False), ["เกษม", "กิตติ", "ขวัญ", "น้ำ"]),
        (("unit", True), ["ขวัญ", "กิตติ", "เกษม", "น้ำ"]),
        (("post_title", False), ["ขวัญ", "เกษม", "กิตติ", "น้ำ"]),
        (("post_number", False), ["ขวัญ", "เกษม", "กิตติ", "น้ำ"]),
        (("post_number", True), ["เกษม", "ขวัญ", "กิตติ", "น้ำ"]),
        (("level", True), ["ขวัญ", "เกษม", "กิตติ", "น้ำ"]),
        (("employment", False), ["เกษม", "ขวัญ", "น้ำ", "กิตติ"]),
    ],
)
def test_other_orders_end_with_those_who_have_nothing(register, sort, expected):
    found = [row.name.split()[0] for row in listed(register[0], sort=sort).rows]
    assert all(name.endswith(first) for name, first in zip(found, expected, strict=True)), found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ขวั", ["นางขวัญ แก้วใส"]),
        ("๓๑๐๐๖", ["นางขวัญ แก้วใส"]),
        ("445635", ["นางขวัญ แก้วใส"]),
        ("นํ้า เตี๋ยว", ["นายน้ำ ก๋วยเตี๋ยว"]),
        ("นาย กฎ", ["นายเกษม ชัยชนะ"]),
        ("12", ["นายเกษม ชัยชนะ"]),
        ("100%_", []),
        ('"', []),
        ("   ", ["นายกิตติ ดีงาม", "นายเกษม ชัยชนะ", "นางขวัญ แก้วใส", "นายน้ำ ก๋วยเตี๋ยว"]),
    ],
)
def test_any_part_of_a_name_number_or_unit_finds(register, text, expected):
    page = listed(register[0], text=text)
    assert names(page) == expected
    assert page.total == len(expected)


def test_filters_narrow_the_list(register):
    database, ids = register
    assert names(listed(database, unit="กองคลัง")) == ["นายกิตติ ดีงาม"]
    assert names(listed(database, level=Level.K3)) == ["นางขวัญ แก้วใส"]
    assert names(listed(database, employment=Employment.PERMANENT_EMPLOYEE)) == ["นายน้ำ ก๋วยเตี๋ยว"]
    with database.work(SYSTEM) as uow:
        deactivate_person(uow, ActivatePerson(ids[0], 1))
    assert listed(database).total == 3
    assert listed(database, active=False).rows[0].name == "นายเกษม ชัยชนะ"
    assert listed(database, active=None).total == 4


def test_a_window_of_the_list_and_the_whole_count(register):
    with register[0].read(SYSTEM) as uow:
        page = list_people(uow, PeopleFilter(), offset=1, limit=2)
    assert names(page) == ["นายเกษม ชัยชนะ", "นางขวัญ แก้วใส"]
    assert page.total == 4


def test_ids_are_masked_and_made_up_post_numbers_hidden(register):
    rows = {row.name: row for row in listed(register[0]).rows}
    assert rows["นายเกษม ชัยชนะ"].national_id == "x-xxxx-xxxxx-70-8"
    assert rows["นายกิตติ ดีงาม"].national_id == ""
    assert rows["นายกิตติ ดีงาม"].post_number == ""
    assert rows["นายกิตติ ดีงาม"].post_title == "พนักงานขับรถ"


def test_a_secretary_cannot_find_out_an_id_by_searching(register, secretary):
    database = register[0]
    assert listed(database, secretary, text="3100600445635").total == 0
    assert listed(database, secretary, text="445").total == 0
    assert names(listed(database, secretary, text="12")) == ["นายเกษม ชัยชนะ"]
    assert names(listed(database, secretary, text="ขวัญ")) == ["นางขวัญ แก้วใส"]


def test_a_general_user_sees_themselves_and_nobody_else(register):
    database, ids = register
    me = Actor(5, "น้ำ", Role.GENERAL, person_id=ids[3])
    nobody = Actor(6, "ใคร", Role.GENERAL)
    assert names(listed(database, me)) == ["นายน้ำ ก๋วยเตี๋ยว"]
    assert listed(database, me, text="ขวัญ").total == 0
    assert listed(database, nobody).total == 0
    with database.read(me) as uow:
        assert person_detail(uow, ids[3]).first_name == "น้ำ"
        with pytest.raises(DomainError) as caught:
            person_detail(uow, ids[0])
        assert caught.value.code == "not_found"
        assert find_people(uow, "นาย")[0].id == ids[3]
        for query in (units, known_values):
            with pytest.raises(NotAllowed):
                query(uow)


def test_the_picker_puts_names_that_begin_with_the_text_first(register):
    with register[0].read(SYSTEM) as uow:
        assert [row.name for row in find_people(uow, "ก", 2)] == ["นายกิตติ ดีงาม", "นายเกษม ชัยชนะ"]
        assert [row.name for row in find_people(uow, "น้ำ")] == ["นายน้ำ ก๋วยเตี๋ยว"]
        assert find_people(uow, " ") == ()


def test_completions_stand_in_thai_order(register):
    with register[0].read(SYSTEM) as uow:
        assert units(uow) == ("กองกฎหมาย", "กองคลัง", "โรงพยาบาล")
        known = known_values(uow)
    assert known.prefixes == ("นาง", "นาย")
    assert known.titles == ("นักวิชาการ", "นิติกร", "พนักงานขับรถ")


def test_every_sort_works_on_an_empty_register(database):
    for key in SORTS:
        assert listed(database, sort=(key, True)).rows == ()
