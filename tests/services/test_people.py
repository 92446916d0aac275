"""The register through its services: what is stored, refused, warned about and written down."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from sqlalchemy import func, select

from hrdesk.models import AuditEntry, Degree, Person, Post, ServiceRun
from hrdesk.services.access import SYSTEM
from hrdesk.services.errors import DomainError, EditConflict, Invalid, NotAllowed
from hrdesk.services.people import (
    ActivatePerson,
    DegreeInput,
    PostInput,
    QuickPerson,
    SavePerson,
    ServiceRunInput,
    add_person_quickly,
    deactivate_person,
    reactivate_person,
    reveal_national_id,
    save_person,
)
from hrdesk.services.queries.people import person_detail

ID_A, ID_B = "1101700230708", "3100600445635"

FULL = SavePerson(
    id=None,
    version=None,
    prefix="นางสาว",
    first_name="กานดา",
    last_name="เพียรดี",
    national_id="1-1017-00230-70-8",
    birth_date="๐๐/๐๕/๒๕๒๐",
    employment="civil_servant",
    entered_on="1 มิ.ย. 2543",
    post=PostInput("๐๐๑๒", "นักทรัพยากรบุคคล", level="K3", unit="กองการเจ้าหน้าที่"),
    in_level_since="15/08/2560",
    salary="๔๕,๖๗๐.๒๕",
    email="kanda@example.go.th",
    note="บรรทัดหนึ่ง\nบรรทัดสอง",
    degrees=(DegreeInput("ปริญญาโท", "รัฐประศาสนศาสตรมหาบัณฑิต", graduated_on="2550"),),
    service_runs=(
        ServiceRunInput("1/6/2543", "14/8/2560", level="K1", title="บุคลากร"),
        ServiceRunInput("15/8/2560", level="K3", title="นักทรัพยากรบุคคล"),
    ),
)


def save(database, actor, command):
    with database.work(actor) as uow:
        return save_person(uow, command).value


def codes(invalid: Invalid) -> set[tuple[str | None, str]]:
    return {(problem.field, problem.code) for problem in invalid.problems}


def test_a_whole_record_is_stored_in_its_plain_shape(database, officer):
    saved = save(database, officer, FULL)
    with database.read(officer) as uow:
        person = uow.session.get(Person, saved.id)
        assert person.national_id == ID_A
        assert (person.birth_date, person.entered_on) == ("1977-05-00", "2000-06-01")
        assert person.salary == Decimal("45670.25")
        assert "กานดา" in person.search_text
        assert ID_A in person.search_text
        post = uow.session.get(Post, person.post_id)
        assert (post.number, post.type, post.level) == ("0012", "K", "K3")
        detail = person_detail(uow, saved.id)
    assert detail.national_id == "x-xxxx-xxxxx-70-8"
    assert (detail.birth_date, detail.in_level_since) == ("00/05/2520", "15/08/2560")
    assert detail.degrees[0].graduated_on == "00/00/2550"
    assert [run.ended_on for run in detail.service_runs] == ["14/08/2560", ""]
    assert detail.name == saved.name == "นางสาวกานดา เพียรดี"


def test_saving_what_is_shown_changes_nothing(database, officer):
    saved = save(database, officer, FULL)
    again = replace(FULL, id=saved.id, version=saved.version, national_id=None)
    assert save(database, officer, again).version == saved.version
    with database.read(officer) as uow:
        assert uow.session.scalar(select(func.count(AuditEntry.id))) == 2  # person and post, once


def test_an_edit_is_written_down_with_old_and_new_and_no_national_id(database, officer):
    saved = save(database, officer, FULL)
    edited = replace(
        FULL,
        id=saved.id,
        version=saved.version,
        national_id=ID_B,
        last_name="ศรีสุข",
        degrees=(),
        service_runs=FULL.service_runs[1:],
    )
    newer = save(database, officer, edited)
    assert newer.version == saved.version + 1
    with database.read(officer) as uow:
        entry = uow.session.scalars(
            select(AuditEntry).where(AuditEntry.action == "person.edited")
        ).one()
        assert entry.changes["last_name"] == ["เพียรดี", "ศรีสุข"]
        assert entry.changes["national_id"] == ["x-xxxx-xxxxx-70-8", "x-xxxx-xxxxx-63-5"]
        assert set(entry.changes) == {"last_name", "national_id", "degrees", "service_runs"}
        everything = str([e.changes for e in uow.session.scalars(select(AuditEntry))])
        assert ID_A not in everything
        assert ID_B not in everything
        assert uow.session.scalar(select(func.count(Degree.id))) == 0
        assert uow.session.scalar(select(func.count(ServiceRun.id))) == 1


def test_every_fault_is_named_at_once_with_its_field(database, officer):
    wrong = replace(
        FULL,
        first_name=" \u200b ",
        national_id="1101700230709",
        birth_date="31/02/2520",
        salary="-5",
        email="kanda",
        post=PostInput("12", "", level="K3"),
        degrees=(DegreeInput("วิชาพิเศษ", ""),),
        service_runs=(ServiceRunInput("1/6/2560", "31/5/2560"),),
    )
    with pytest.raises(Invalid) as caught:
        save(database, officer, wrong)
    assert codes(caught.value) == {
        ("first_name", "required"),
        ("national_id", "national_id_check_digit"),
        ("birth_date", "no_such_day"),
        ("salary", "money_negative"),
        ("email", "not_an_email"),
        ("post.title", "required"),
        ("degrees.0.level", "unknown_label"),
        ("degrees.0.name", "required"),
        ("service_runs.0.ended_on", "run_ends_before_start"),
    }
    with database.read(officer) as uow:
        assert uow.session.scalar(select(func.count(Person.id))) == 0
        assert uow.session.scalar(select(func.count(Post.id))) == 0


@pytest.mark.parametrize(
    ("birth", "entered", "problem"),
    [
        ("20/11/2569", "", None),  # the clock stands at 20 November 2569
        ("21/11/2569", "", ("birth_date", "birth_in_future")),
        ("1/6/2530", "1/6/2545", None),
        ("1/6/2530", "31/5/2545", ("entered_on", "entered_too_young")),
        ("00/00/2530", "00/00/2545", None),
        ("00/00/2530", "00/00/2544", ("entered_on", "entered_too_young")),
    ],
)
def test_birth_and_entry_must_be_possible(sqlite_database, clock, birth, entered, problem):
    clock.set(dt.date(2026, 11, 20))
    command = replace(FULL, birth_date=birth, entered_on=entered, in_level_since="")
    if problem is None:
        assert save(sqlite_database, SYSTEM, command).id
        return
    with pytest.raises(Invalid) as caught:
        save(sqlite_database, SYSTEM, command)
    assert codes(caught.value) == {problem}


def test_a_level_must_belong_to_its_type(sqlite_database):
    command = replace(FULL, post=PostInput("1", "นายแพทย์", type="O", level="K3"))
    with pytest.raises(Invalid) as caught:
        save(sqlite_database, SYSTEM, command)
    assert codes(caught.value) == {("post.level", "level_not_of_type")}


def test_a_national_id_or_post_of_somebody_else_is_refused_with_their_name(database, officer):
    save(database, officer, FULL)
    other = replace(FULL, first_name="มานะ", degrees=(), service_runs=())
    with pytest.raises(Invalid) as caught:
        save(database, officer, other)
    assert codes(caught.value) == {
        ("national_id", "national_id_taken"),
        ("post.number", "post_taken"),
    }
    assert {p.facts["holder"] for p in caught.value.problems} == {"นางสาวกานดา เพียรดี"}


def test_warnings_do_not_stop_saving(database, officer):
    first = save(database, officer, FULL)
    twin = replace(
        FULL, national_id=ID_B, post=PostInput("ก.12", "นิติกร"), in_level_since="1/1/2530"
    )
    saved = save(database, officer, twin)
    assert {warning.code for warning in saved.warnings} == {
        "position_number_not_plain",
        "same_name",
        "level_before_entry",
    }
    same_name = next(w for w in saved.warnings if w.code == "same_name")
    assert same_name.facts["person_ids"] == (first.id,)


def test_the_slower_of_two_editors_is_told_who_when_and_what(database, officer, admin, clock):
    saved = save(database, officer, FULL)
    mine = replace(FULL, id=saved.id, version=saved.version, last_name="ศรีสุข", national_id=ID_B)
    theirs = replace(mine, last_name="ใจงาม", national_id=None)
    save(database, admin, theirs)
    with pytest.raises(EditConflict) as caught:
        save(database, officer, mine)
    facts = caught.value.facts
    assert facts["who"] == admin.name
    assert facts["when"] == clock.now()
    assert facts["differences"] == (
        ("last_name", "ใจงาม", "ศรีสุข"),
        ("national_id", "x-xxxx-xxxxx-70-8", "x-xxxx-xxxxx-63-5"),
    )


def test_moving_to_another_post_leaves_the_old_one_vacant(database, officer):
    saved = save(database, officer, FULL)
    moved = replace(
        FULL,
        id=saved.id,
        version=saved.version,
        national_id=None,
        post=PostInput("99", "นิติกร", level="K3", unit="กองกฎหมาย"),
    )
    save(database, officer, moved)
    successor = replace(FULL, first_name="มานะ", national_id=ID_B)
    save(database, officer, successor)
    with database.read(officer) as uow:
        holders = uow.session.execute(
            select(Post.number, Person.first_name).join(Person, Person.post_id == Post.id)
        ).all()
    assert sorted(holders) == [("0012", "มานะ"), ("99", "กานดา")]


def test_a_quickly_added_post_without_number_is_filled_in_later(database, officer):
    quick = QuickPerson("นาย", "มานะ", "ขยัน", post_title="นิติกร", level="K1", unit="กองกฎหมาย")
    with database.work(officer) as uow:
        saved = add_person_quickly(uow, quick).value
    with database.read(officer) as uow:
        detail = person_detail(uow, saved.id)
    assert (detail.post.number, detail.post.title) == ("", "นิติกร")
    whole = SavePerson(
        saved.id, saved.version, "นาย", "มานะ", "ขยัน", post=PostInput("7", "นิติกร", level="K1")
    )
    save(database, officer, whole)
    with database.read(officer) as uow:
        assert uow.session.scalars(select(Post.number)).all() == ["7"]


def test_a_made_up_post_goes_when_its_holder_gets_a_known_one(database, officer):
    leaver = save(database, officer, FULL)
    with database.work(officer) as uow:
        deactivate_person(uow, ActivatePerson(leaver.id, leaver.version))
        saved = add_person_quickly(uow, QuickPerson("นาย", "มานะ", "ขยัน", unit="กองกฎหมาย")).value
    command = SavePerson(saved.id, saved.version, "นาย", "มานะ", "ขยัน", post=FULL.post)
    newer = save(database, officer, command)
    none = replace(command, version=newer.version, post=None)
    save(database, officer, none)
    with database.read(officer) as uow:
        assert uow.session.scalars(select(Post.number)).all() == ["0012"]
        assert person_detail(uow, saved.id).post is None


def test_leaving_frees_the_post_and_coming_back_needs_it_free(database, officer):
    saved = save(database, officer, FULL)
    with database.work(officer) as uow:
        gone = deactivate_person(uow, ActivatePerson(saved.id, saved.version, "โอนไปกรมอื่น")).value
    assert save(database, officer, replace(FULL, first_name="มานะ", national_id=ID_B)).id
    with pytest.raises(DomainError) as caught, database.work(officer) as uow:
        reactivate_person(uow, ActivatePerson(saved.id, gone.version))
    assert caught.value.code == "post_taken"
    assert caught.value.facts["holder"] == "นางสาวมานะ เพียรดี"


def test_deactivation_can_be_undone(database, officer):
    saved = save(database, officer, FULL)
    with database.work(officer) as uow:
        gone = deactivate_person(uow, ActivatePerson(saved.id, saved.version)).value
        back = reactivate_person(uow, ActivatePerson(saved.id, gone.version)).value
    with database.read(officer) as uow:
        detail = person_detail(uow, saved.id)
    assert detail.active
    assert detail.version == back.version == saved.version + 2
    assert len(detail.service_runs) == 2


def test_the_whole_national_id_is_given_only_on_the_record(database, officer, secretary):
    saved = save(database, officer, FULL)
    with pytest.raises(NotAllowed), database.work(secretary) as uow:
        reveal_national_id(uow, saved.id)
    with database.work(officer) as uow:
        assert reveal_national_id(uow, saved.id).value == ID_A
    with database.read(officer) as uow:
        entry = uow.session.scalars(
            select(AuditEntry).where(AuditEntry.action == "person.national_id_revealed")
        ).one()
    assert (entry.user_name, entry.entity_id) == (officer.name, saved.id)


def test_who_may_not_edit_is_refused_before_anything_is_read(database, secretary, general):
    for actor in (secretary, general):
        with pytest.raises(NotAllowed), database.work(actor) as uow:
            save_person(uow, FULL)
        with pytest.raises(NotAllowed), database.work(actor) as uow:
            deactivate_person(uow, ActivatePerson(1, 1))


def test_a_record_that_is_not_there_is_not_found(sqlite_database):
    with pytest.raises(DomainError) as caught:
        save(sqlite_database, SYSTEM, replace(FULL, id=77, version=1))
    assert caught.value.code == "not_found"


def test_activating_twice_or_revealing_nobody(sqlite_database):
    saved = save(sqlite_database, SYSTEM, FULL)
    with sqlite_database.work(SYSTEM) as uow:
        again = reactivate_person(uow, ActivatePerson(saved.id, saved.version)).value
        assert again.version == saved.version
        with pytest.raises(DomainError) as caught:
            reveal_national_id(uow, 99)
    assert caught.value.code == "not_found"
