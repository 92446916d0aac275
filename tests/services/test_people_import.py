"""Import and export of the register: nothing changes by itself, every fault is told, all or none."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from sqlalchemy import delete, func, select

from hrdesk.exchange.columns import clean_line, clean_note
from hrdesk.exchange.people import DEGREES, PEOPLE, SERVICE_RUNS, PeopleExport
from hrdesk.models import AuditEntry, Degree, Person, Post, ServiceRun
from hrdesk.rules.codes import DegreeLevel, Employment, Level, PostType
from hrdesk.rules.identity import check_digit
from hrdesk.services.access import SYSTEM
from hrdesk.services.errors import DomainError, Invalid, NotAllowed
from hrdesk.services.excel_files import read_people_file, write_people_file
from hrdesk.services.people import (
    ActivatePerson,
    DegreeInput,
    PostInput,
    SavePerson,
    ServiceRunInput,
    deactivate_person,
    save_person,
)
from hrdesk.services.people_apply import apply_import
from hrdesk.services.people_export import export_people
from hrdesk.services.people_import import preview_import, refusal
from hrdesk.services.queries.people import PeopleFilter, list_people, person_detail


def national_id(number: int) -> str:
    digits = f"1{number:011d}"
    return digits + str(check_digit(digits))


def person(**given):
    """One row of the sheet บุคลากร, in stored values, by the keys of its columns."""
    row = dict.fromkeys((column.key for column in PEOPLE.columns), "")
    row |= {"prefix": "นาย", "first_name": "มานะ", "last_name": "ขยัน", "salary": None}
    row |= {"employment": "civil_servant", "national_id": None, "active": None}
    row |= {"linked_level": None}
    return tuple({**row, **given}.values())


def degree(ref="", owner=None, **given):
    row = {"level": "bachelor", "degree_name": "นิติศาสตรบัณฑิต", "major": "", "institution": ""}
    return (ref, owner, "", *{**row, "graduated_on": "", **given}.values())


def run(ref="", owner=None, **given):
    row = {"started_on": "2001-06-01", "ended_on": "", "employment": "civil_servant", "type": ""}
    row |= {"level": "", "job_series": "", "title": "", "unit": "", "order_number": ""}
    row |= {"entitled": None, "related_share": "", "ruled_on": None, "ruled_meeting": ""}
    row |= {"ruled_reason": "", "ruled_by": ""}
    return (ref, owner, "", *{**row, **given}.values())


def form(path, people=(), degrees=(), runs=(), database=""):
    write_people_file(path, PeopleExport(people, degrees, runs, database))
    return read_people_file(path)


def preview(database, file, actor=SYSTEM):
    with database.read(actor) as uow:
        return preview_import(uow, file)


def bring_in(database, file, actor=SYSTEM):
    seen = preview(database, file, actor)
    assert seen.problems == ()
    with database.work(actor) as uow:
        return apply_import(uow, seen).value


def export(database, path):
    with database.work(SYSTEM) as uow:
        taken = export_people(uow).value
    write_people_file(path, taken)
    return read_people_file(path)


def told(seen):
    return [(p.sheet, p.row, p.column, p.value, p.code) for p in seen.problems]


@pytest.fixture
def file_path(tmp_path):
    return tmp_path / "people.xlsx"


def test_new_people_come_in_with_posts_degrees_and_service(database, officer, file_path):
    one, two = national_id(1), national_id(2)
    file = form(
        file_path,
        [
            person(
                national_id=one, post_number="๐๐๑๒", post_title="นิติกร", level="K3",
                unit="กองกฎหมาย", salary=Decimal("45670.25"), birth_date="1977-05-00",
            ),
            person(ref="A1", first_name="เกษม", post_title="คนขับรถ", unit="กองคลัง"),
            person(national_id=two, first_name="ขวัญ", active=False, note="=1+1\nสอง"),
        ],
        [degree(owner=one), degree(ref="A1", degree_name="ปวช.", level="below_bachelor")],
        [run(owner=one, ended_on="2010-00-00"), run(owner=one, started_on="2010-02-01")],
    )  # fmt: skip
    outcome = bring_in(database, file, officer)
    assert (outcome.new, outcome.changed, outcome.same) == (3, 0, 0)
    with database.read(officer) as uow:
        page = list_people(uow, PeopleFilter(text="กฎหมาย 0012"))
        detail = person_detail(uow, page.rows[0].id)
        inactive = list_people(uow, PeopleFilter(active=False)).rows
        without_number = list_people(uow, PeopleFilter(text="คนขับ")).rows[0]
        actions = uow.session.scalars(select(AuditEntry.action)).all()
        everything = str(uow.session.scalars(select(AuditEntry.changes)).all())
    assert (detail.post.number, detail.post.level, detail.post.type) == ("0012", "K3", "K")
    assert (detail.salary, detail.birth_date) == (Decimal("45670.25"), "00/05/2520")
    assert [d.name for d in detail.degrees] == ["นิติศาสตรบัณฑิต"]
    assert [r.ended_on for r in detail.service_runs] == ["00/00/2553", ""]
    assert [row.name for row in inactive] == ["นายขวัญ ขยัน"]
    assert (without_number.post_number, without_number.unit) == ("", "กองคลัง")
    assert sorted(actions) == ["people.imported", *["person.created"] * 3]
    assert one not in everything


def test_ids_go_on_rightly_after_an_import(database, officer, file_path):
    bring_in(database, form(file_path, [person(post_number="1", post_title="นิติกร")]), officer)
    with database.work(officer) as uow:
        added = save_person(
            uow, SavePerson(None, None, "นาย", "ก", "ข", post=PostInput("2", "นิติกร"))
        ).value
    with database.read(officer) as uow:
        assert list_people(uow, PeopleFilter()).total == 2
        assert person_detail(uow, added.id).post.number == "2"


def test_a_changed_file_shows_old_and_new_and_changes_only_that(database, officer, file_path):
    one = national_id(1)
    first = [
        person(national_id=one, post_number="1", post_title="นิติกร", unit="กองคลัง"),
        person(national_id=national_id(2), first_name="ขวัญ"),
    ]
    bring_in(database, form(file_path, first, [degree(owner=one)]), officer)
    second = [
        person(
            national_id=one, post_number="1", post_title="นิติกร", unit="กองกฎหมาย", level="K2",
            salary=Decimal(20000),
        ),
        first[1],
    ]  # fmt: skip
    file = form(file_path, second, [degree(owner=one, major="กฎหมายมหาชน")])
    seen = preview(database, file)
    assert (len(seen.new), len(seen.changed), seen.same) == (0, 1, 1)
    assert [(c.heading, c.old, c.new) for c in seen.changed[0].changes] == [
        ("เงินเดือน", "", "20,000.00"),
        ("ประเภทตำแหน่ง", "อื่นๆ", "วิชาการ"),
        ("ระดับ", "", "ชำนาญการ"),
        ("หน่วยงาน", "กองคลัง", "กองกฎหมาย"),
        (
            "วุฒิการศึกษา",
            "ปริญญาตรี นิติศาสตรบัณฑิต",
            "ปริญญาตรี นิติศาสตรบัณฑิต กฎหมายมหาชน",
        ),
    ]
    assert bring_in(database, file, officer).changed == 1
    with database.read(officer) as uow:
        row = list_people(uow, PeopleFilter(text="กองกฎหมาย")).rows[0]
        assert person_detail(uow, row.id).version == 2
        entry = uow.session.scalars(
            select(AuditEntry).where(AuditEntry.action == "person.edited")
        ).one()
        assert entry.changes["unit"] == ["กองคลัง", "กองกฎหมาย"]
        assert entry.changes["salary"] == [None, "20000.00"]
        assert [rows[0][2] for rows in entry.changes["degrees"]] == ["", "กฎหมายมหาชน"]
        assert set(entry.changes) == {"unit", "salary", "level", "post_type", "degrees"}
    assert preview(database, file).nothing_to_do


def test_what_a_file_leaves_out_stays(database, officer, file_path):
    one = national_id(1)
    bring_in(database, form(file_path, [person(national_id=one)], [degree(owner=one)]), officer)
    without = form(file_path, [person(national_id=one)])
    assert preview(database, without).nothing_to_do
    file = export(database, file_path)
    assert preview(database, file).nothing_to_do
    row = list(file.rows["people"][0].values)
    row[1] = None  # the national ID left blank beside the program's own reference
    blank = form(file_path, [tuple(row)], database=file.database_id)
    assert preview(database, blank).nothing_to_do


def test_two_people_may_swap_posts_in_one_file(database, officer, file_path):
    def pair(first, second):
        return [
            person(national_id=national_id(1), post_number=first, post_title=f"ที่ {first}"),
            person(
                national_id=national_id(2), first_name="ขวัญ",
                post_number=second, post_title=f"ที่ {second}",
            ),
        ]  # fmt: skip

    bring_in(database, form(file_path, pair("1", "2")), officer)
    assert bring_in(database, form(file_path, pair("2", "1")), officer).changed == 2
    with database.read(officer) as uow:
        rows = list_people(uow, PeopleFilter(), ("post_number", False)).rows
    assert [(row.post_number, row.post_title) for row in rows] == [("1", "ที่ 1"), ("2", "ที่ 2")]


def test_a_made_up_post_is_filled_in_or_removed(database, officer, file_path):
    unnumbered = person(national_id=national_id(1), post_title="คนขับ")
    bring_in(database, form(file_path, [unnumbered]), officer)
    moved = person(national_id=national_id(1), post_title="คนขับ", unit="กองคลัง")
    assert bring_in(database, form(file_path, [moved]), officer).changed == 1
    numbered = person(national_id=national_id(1), post_number="5", post_title="คนขับ")
    bring_in(database, form(file_path, [numbered]), officer)
    with database.read(officer) as uow:
        assert uow.session.scalars(select(Post.number)).all() == ["5"]


def test_every_fault_is_told_with_row_column_and_reason(database, officer, file_path):
    with database.work(officer) as uow:
        save_person(
            uow,
            SavePerson(
                None, None, "นาง", "ประเสริฐ", "ดี", national_id=national_id(9),
                post=PostInput("77", "นิติกร"),
            ),
        )  # fmt: skip
    one = national_id(1)
    file = form(
        file_path,
        [
            person(national_id=one),
            person(national_id=one, first_name="ซ้ำ"),
            person(national_id=national_id(2), post_number="77", post_title="นิติกร"),
            person(national_id=national_id(3), post_number="5", post_title="นิติกร"),
            person(national_id=national_id(4), post_number="๕", post_title="นิติกร"),
            person(national_id=national_id(5), post_title="แพทย์", post_type="O", level="K1"),
            person(national_id=national_id(6), post_number="6"),
            person(national_id=national_id(7), birth_date="2027-01-01"),
            person(first_name="ประเสริฐ", last_name="ดี"),
            person(ref="X", first_name="คู่", last_name="แฝด"),
            person(ref="X", first_name="คู่", last_name="แฝด"),
        ],
        [degree(owner=national_id(88)), degree(), degree(ref="Y")],
        [run(owner=national_id(3), started_on="2010-01-02", ended_on="2010-01-01")],
    )
    seen = preview(database, file, officer)
    masked = "x-xxxx-xxxxx-" + f"{one[10:12]}-{one[12]}"
    people, degrees, runs = (spec.title for spec in (PEOPLE, DEGREES, SERVICE_RUNS))
    problems = told(seen)
    assert set(problems) == {
        (people, 2, "เลขประจำตัวประชาชน", masked, "national_id_twice"),
        (people, 3, "เลขประจำตัวประชาชน", masked, "national_id_twice"),
        (people, 4, "เลขที่ตำแหน่ง", "77", "post_taken"),
        (people, 5, "เลขที่ตำแหน่ง", "5", "post_twice"),
        (people, 6, "เลขที่ตำแหน่ง", "5", "post_twice"),
        (people, 7, "ระดับ", "K1", "level_not_of_type"),
        (people, 8, "ตำแหน่ง", "", "required"),
        (people, 9, "วันเดือนปีเกิด", "2027-01-01", "birth_in_future"),
        (people, 10, "นามสกุล", "ดี", "same_name_needs_id"),
        (people, 11, "รหัสอ้างอิง", "X", "ref_twice"),
        (people, 11, "นามสกุล", "", "same_name_twice"),
        (people, 12, "รหัสอ้างอิง", "X", "ref_twice"),
        (people, 12, "นามสกุล", "", "same_name_twice"),
        (degrees, 2, "เลขประจำตัวประชาชน", f"x-xxxx-xxxxx-{national_id(88)[10:12]}-{national_id(88)[12]}", "owner_unknown"),
        (degrees, 3, "รหัสอ้างอิง", "", "owner_missing"),
        (degrees, 4, "รหัสอ้างอิง", "Y", "owner_unknown"),
        (runs, 2, "ถึงวันที่", "2010-01-01", "run_ends_before_start"),
    }  # fmt: skip
    assert len(problems) == len(set(problems))
    facts = {p.row: p.facts for p in seen.problems if p.code == "post_twice"}
    assert (facts[5]["other"], facts[6]["other"]) == ("6", "5")
    assert refusal(seen.problems[0]).code == "national_id_twice"
    assert refusal(seen.problems[0]).facts == {"other": "3"}
    with pytest.raises(DomainError) as caught, database.work(officer) as uow:
        apply_import(uow, seen)
    assert caught.value.code == "import_has_problems"
    with database.read(officer) as uow:
        assert uow.session.scalar(select(func.count(Person.id))) == 1


def test_a_reference_of_this_database_must_fit_the_person(database, officer, file_path):
    bring_in(
        database,
        form(
            file_path,
            [
                person(national_id=national_id(1)),
                person(national_id=national_id(2), first_name="ข"),
            ],
        ),
    )
    file = export(database, file_path)
    rows = [list(row.values) for row in file.rows["people"]]
    wrong = [rows[0][:], [*rows[1][:1], rows[0][1], *rows[1][2:]]]
    seen = preview(database, form(file_path, wrong, database=file.database_id))
    assert {p.code for p in seen.problems} == {"national_id_twice", "ref_of_other"}
    lost = [["P999", *rows[0][1:]]]
    seen = preview(database, form(file_path, lost, database=file.database_id))
    assert [p.code for p in seen.problems] == ["ref_unknown"]
    elsewhere = form(file_path, [["P999", *rows[0][1:]]], database="another")
    assert preview(database, elsewhere).nothing_to_do


def test_a_post_in_the_hands_of_an_inactive_row_is_not_changed(database, officer, file_path):
    with database.work(officer) as uow:
        gone = save_person(
            uow,
            SavePerson(
                None, None, "นาย", "ก", "ข", national_id=national_id(1),
                post=PostInput("1", "นิติกร"),
            ),
        ).value  # fmt: skip
        deactivate_person(uow, ActivatePerson(gone.id, gone.version))
        save_person(
            uow,
            SavePerson(
                None, None, "นาย", "ค", "ง", national_id=national_id(2),
                post=PostInput("1", "นิติกร"),
            ),
        )  # fmt: skip
    file = export(database, file_path)
    rows = [list(row.values) for row in file.rows["people"]]
    title = [column.key for column in PEOPLE.columns].index("post_title")
    rows[0][title] = "แก้โดยผู้ที่ออกไปแล้ว"
    assert preview(database, form(file_path, rows, database=file.database_id)).nothing_to_do
    rows[1][title] = "นักกฎหมาย"
    bring_in(database, form(file_path, rows, database=file.database_id), officer)
    with database.read(officer) as uow:
        rows = list_people(uow, PeopleFilter(text="นักกฎหมาย", active=None)).rows
    assert len(rows) == 2


def test_a_post_changed_by_import_is_found_under_those_who_left(database, officer, file_path):
    with database.work(officer) as uow:
        gone = save_person(
            uow,
            SavePerson(
                None, None, "นาย", "ก", "ข", national_id=national_id(1),
                post=PostInput("1", "นิติกร"),
            ),
        ).value  # fmt: skip
        deactivate_person(uow, ActivatePerson(gone.id, gone.version))
    taking = person(national_id=national_id(2), post_number="1", post_title="นักกฎหมาย")
    bring_in(database, form(file_path, [taking]), officer)
    with database.read(officer) as uow:
        assert list_people(uow, PeopleFilter(text="นักกฎหมาย", active=None)).total == 2


def test_a_register_changed_since_the_preview_is_not_overwritten(database, officer, file_path):
    seen = preview(database, form(file_path, [person(national_id=national_id(1))]))
    with database.work(officer) as uow:
        save_person(uow, SavePerson(None, None, "นาย", "ก", "ข"))
    with pytest.raises(DomainError) as caught, database.work(officer) as uow:
        apply_import(uow, seen)
    assert caught.value.code == "import_outdated"


def test_an_import_that_fails_midway_leaves_nothing(database, officer, file_path, monkeypatch):
    seen = preview(database, form(file_path, [person(post_number="1", post_title="นิติกร")]))

    def fail(*args):
        raise RuntimeError("the power went")

    monkeypatch.setattr("hrdesk.services.people_apply._Writer._write_children", fail)
    with pytest.raises(RuntimeError), database.work(officer) as uow:
        apply_import(uow, seen)
    with database.read(officer) as uow:
        for table in (Person, Post, AuditEntry):
            assert uow.session.scalar(select(func.count()).select_from(table)) == 0


def test_only_those_with_the_right_import_and_export(database, secretary, general, file_path):
    file = form(file_path, [person()])
    seen = preview(database, file)
    for actor in (secretary, general):
        with pytest.raises(NotAllowed), database.read(actor) as uow:
            preview_import(uow, file)
        with pytest.raises(NotAllowed), database.work(actor) as uow:
            apply_import(uow, seen)
        with pytest.raises(NotAllowed), database.work(actor) as uow:
            export_people(uow)


def test_namesakes_and_odd_numbers_are_warned_about(database, officer, file_path):
    bring_in(database, form(file_path, [person()]), officer)
    odd = person(national_id=national_id(1), post_number="ก.1", post_title="นิติกร")
    seen = preview(database, form(file_path, [odd]))
    assert seen.problems == ()
    assert {w.code for w in seen.warnings} == {"same_name", "position_number_not_plain"}


# --- whatever the screen stores, export and import agree about it ---------------------------

_letters = st.text(
    st.characters(
        codec="utf-8",
        exclude_categories=("Cs",),
    ),
    max_size=12,
)
_names = st.one_of(_letters, st.sampled_from(["น้ำ", "กำธร", "นํ้า", "=1+1", "๑๒", "0012", "ใช่"]))
_years = st.integers(2470, 2540).map(str)
_partial = st.one_of(
    st.just(""),
    _years,
    st.builds("{:02d}/{:02d}/{}".format, st.integers(0, 28), st.integers(1, 12), _years),
    st.builds("00/00/{}".format, _years),
)
_thai = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_dates = st.one_of(_partial, _partial.map(lambda text: text.translate(_thai)))
_salary = st.one_of(st.none(), st.decimals(0, 999999999, places=2, allow_nan=False))
_levels = st.sampled_from(["", *Level])
_posts = st.builds(
    PostInput,
    number=st.one_of(st.just(""), st.integers(0, 99).map("{:04d}".format), _names),
    title=_names,
    level=_levels,
    job_series=_names,
    unit=_names,
    linked_level=st.sampled_from(["", "ใช่", "ไม่"]),
)
_spoken = _names.filter(lambda text: bool(clean_note(text)) and bool(clean_line(text)))
_rulings = st.one_of(
    st.just({}),
    st.fixed_dictionaries(
        {"related_share": st.sampled_from(["0", "1", "0.50", ".25", "๐.๕"]),
         "ruled_reason": _spoken, "ruled_by": _names}
    ),
    st.fixed_dictionaries(
        {"related_share": st.decimals(0, 1, places=6).map("{:f}".format), "ruled_reason": _spoken,
         "ruled_on": st.just("15/01/2569"), "ruled_meeting": _spoken}
    ),
)  # fmt: skip
_plain_runs = st.builds(
    ServiceRunInput, started_on=_partial.filter(bool), employment=st.sampled_from(Employment),
    type=st.sampled_from(["", *PostType]), level=_levels, title=_names, order_number=_names,
    entitled=st.sampled_from(["", "ใช่", "ไม่"]),
)  # fmt: skip
_runs = st.builds(lambda run, ruling: replace(run, **ruling), _plain_runs, _rulings)
_degrees = st.builds(
    DegreeInput, level=st.sampled_from(DegreeLevel), name=_names, major=_names,
    graduated_on=_dates,
)  # fmt: skip
_people = st.builds(
    SavePerson, id=st.none(), version=st.none(), prefix=st.sampled_from(["นาย", "นาง", "พ.ต.ต."]),
    first_name=_names, last_name=_names, birth_date=_dates, in_level_since=_dates, salary=_salary,
    employment=st.sampled_from(Employment), post=st.one_of(st.none(), _posts), licence=_names,
    telephone=st.one_of(st.just(""), st.integers(0, 10**10).map("0{}".format)), note=_letters,
    degrees=st.lists(_degrees, max_size=2).map(tuple),
    service_runs=st.lists(_runs, max_size=2).map(tuple),
)  # fmt: skip


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(_people, min_size=1, max_size=6), st.data())
def test_exporting_and_importing_changes_nothing(sqlite_database, tmp_path, commands, data):
    with sqlite_database.work(SYSTEM) as uow:
        for table in (ServiceRun, Degree, Person, Post):
            uow.session.execute(delete(table))
    stored = 0
    for place, command in enumerate(commands):
        known = data.draw(st.booleans())
        unique = replace(command, national_id=national_id(place) if known else "")
        try:
            with sqlite_database.work(SYSTEM) as uow:
                saved = save_person(uow, unique).value
                if data.draw(st.booleans()):
                    deactivate_person(uow, ActivatePerson(saved.id, saved.version))
            stored += 1
        except Invalid:
            continue
    file = export(sqlite_database, tmp_path / "people.xlsx")
    seen = preview(sqlite_database, file)
    assert seen.problems == ()
    assert [change.changes for change in seen.changed] == []
    assert seen.nothing_to_do
    assert seen.same == stored


def test_a_file_through_excel_itself_still_says_the_same(sqlite_database, tmp_path):
    """A program that saves the file again writes shared texts, numbers and other dimensions."""
    path = tmp_path / "people.xlsx"
    command = SavePerson(
        None, None, "นาย", "ก", "ข", national_id=national_id(3), birth_date="00/05/2520",
        salary="15460.50", post=PostInput("0012", "นิติกร"), telephone="021234567",
    )  # fmt: skip
    with sqlite_database.work(SYSTEM) as uow:
        save_person(uow, command)
    export(sqlite_database, path)
    book = load_workbook(path)
    book.save(path)
    assert preview(sqlite_database, read_people_file(path)).nothing_to_do


def test_an_id_of_somebody_else_cannot_be_put_into_a_row_without_one(database, officer, file_path):
    with database.work(officer) as uow:
        save_person(uow, SavePerson(None, None, "นาย", "ก", "ข"))
        save_person(uow, SavePerson(None, None, "นาย", "ค", "ง", national_id=national_id(2)))
    file = export(database, file_path)
    row = [*file.rows["people"][0].values]
    row[1] = national_id(2)
    seen = preview(database, form(file_path, [row], database=file.database_id))
    assert [(p.code, p.facts) for p in seen.problems] == [
        ("national_id_taken", {"holder": "นายค ง"})
    ]


def test_rows_of_degrees_must_name_one_person(database, file_path):
    one, two = national_id(1), national_id(2)
    people = [
        person(ref="A", national_id=one),
        person(ref="B", national_id=two, first_name="ขวัญ"),
        person(ref="C", national_id=national_id(3), first_name=""),
    ]
    file = form(
        file_path,
        people,
        [degree("A", two), degree("A", one), degree("C"), degree(owner="12")],
        [run("A", started_on="2001-01-01")],
    )
    assert told(preview(database, file)) == [
        ("บุคลากร", 4, "ชื่อ", "", "required"),
        ("วุฒิการศึกษา", 2, "รหัสอ้างอิง", "A", "owner_differs"),
        ("วุฒิการศึกษา", 5, "เลขประจำตัวประชาชน", "xx", "national_id_length"),
    ]


def test_one_person_in_two_rows_by_reference_and_by_id(database, officer, file_path):
    bring_in(database, form(file_path, [person(national_id=national_id(1))]), officer)
    file = export(database, file_path)
    row = file.rows["people"][0].values
    rows = [(row[0], None, *row[2:]), ("", *row[1:])]
    seen = preview(database, form(file_path, rows, database=file.database_id))
    assert [(p.row, p.code, p.facts) for p in seen.problems] == [
        (2, "person_twice", {"other": "3"}),
        (3, "person_twice", {"other": "2"}),
    ]
