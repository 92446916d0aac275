"""Rulings on related time: recorded, replaced, withdrawn, kept over every edit, written down."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from sqlalchemy import select

from hrdesk.models import AuditEntry, Post
from hrdesk.services.errors import DomainError, EditConflict, Invalid
from hrdesk.services.people import (
    PostInput,
    QuickPerson,
    SavePerson,
    ServiceRunInput,
    add_person_quickly,
    save_person,
)
from hrdesk.services.queries.people import person_detail
from hrdesk.services.rulings import RecordRuling, WithdrawRuling, record_ruling, withdraw_ruling

MEETING = "คณะกรรมการพิจารณาเวลาเกื้อกูล ครั้งที่ 1/2569"
PERSON = SavePerson(
    None, None, "นาย", "มานะ", "ขยัน",
    post=PostInput("77", "นิติกรปฏิบัติการ", level="K1", job_series="นิติกร", linked_level="ใช่"),
    service_runs=(
        ServiceRunInput("01/05/2555", "30/09/2560", level="O1", job_series="เจ้าพนักงานธุรการ",
                        title="เจ้าพนักงานธุรการ"),
        ServiceRunInput("01/10/2560", level="K1", job_series="นิติกร", title="นิติกร"),
    ),
)  # fmt: skip


@pytest.fixture
def saved(database, officer):
    with database.work(officer) as uow:
        return save_person(uow, PERSON).value


def detail(database, actor, person_id):
    with database.read(actor) as uow:
        return person_detail(uow, person_id)


def ruling(run_id: int, version: int, **given) -> RecordRuling:
    usual = {"share": "0.50", "reason": "งานธุรการส่วนหนึ่งเป็นงานกฎหมาย", "meeting": MEETING}
    return RecordRuling(run_id, version, **{**usual, "decided_on": dt.date(2026, 1, 15), **given})


def record(database, actor, command):
    with database.work(actor) as uow:
        return record_ruling(uow, command)


def test_a_ruling_is_kept_with_meeting_reason_and_who(database, officer, saved):
    run = detail(database, officer, saved.id).service_runs[0]
    result = record(database, officer, ruling(run.id, saved.version))
    assert result.value == saved.version + 1
    assert {(each.kind, each.id) for each in result.changed} == {("person", saved.id)}
    kept = detail(database, officer, saved.id)
    first = kept.service_runs[0]
    assert (first.related_share, first.ruled_on, first.ruled_meeting) == (
        "0.5", dt.date(2026, 1, 15), MEETING,
    )  # fmt: skip
    assert first.ruled_by == officer.name
    assert kept.service_runs[1].related_share == ""
    with database.read(officer) as uow:
        entry = uow.session.scalars(
            select(AuditEntry).where(AuditEntry.action == "ruling.recorded")
        ).one()
    assert entry.entity_id == saved.id
    assert entry.changes["related_share"] == ["", "0.5"]
    assert entry.changes["ruled_on"] == [None, "2026-01-15"]
    assert entry.changes["service_run"] == [None, "เจ้าพนักงานธุรการ 2012-05-01"]


def test_no_problem_is_a_share_with_a_reason_and_no_meeting(database, officer, saved):
    run = detail(database, officer, saved.id).service_runs[0]
    command = ruling(run.id, saved.version, share="๑", meeting="", decided_on=None)
    record(database, officer, command)
    kept = detail(database, officer, saved.id).service_runs[0]
    assert (kept.related_share, kept.ruled_on, kept.ruled_meeting) == ("1", None, "")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"share": ""}, {("related_share", "required")}),
        (
            {"share": "", "reason": ""},
            {("related_share", "required"), ("ruled_reason", "required")},
        ),
        ({"share": "1.01"}, {("related_share", "share_out_of_range")}),
        ({"share": "-1"}, {("related_share", "share_out_of_range")}),
        ({"share": "ครึ่ง"}, {("related_share", "share_out_of_range")}),
        ({"reason": "  "}, {("ruled_reason", "required")}),
        ({"decided_on": None}, {("ruled_on", "required")}),
        ({"meeting": ""}, {("ruled_meeting", "required")}),
        ({"decided_on": dt.date(2026, 11, 21)}, {("ruled_on", "date_in_future")}),
        (
            {"share": "2", "reason": ""},
            {("related_share", "share_out_of_range"), ("ruled_reason", "required")},
        ),
    ],
)
def test_what_a_ruling_lacks_is_told_by_field(database, officer, saved, given, expected):
    run = detail(database, officer, saved.id).service_runs[0]
    with pytest.raises(DomainError) as caught:
        record(database, officer, ruling(run.id, saved.version, **given))
    error = caught.value
    problems = error.problems if isinstance(error, Invalid) else (error,)
    assert {(each.field, each.code) for each in problems} == expected
    assert detail(database, officer, saved.id).version == saved.version


def test_a_ruling_of_today_and_the_ends_of_the_share_are_allowed(database, officer, saved):
    run = detail(database, officer, saved.id).service_runs[0]
    for share in ("0", "1.0"):
        version = detail(database, officer, saved.id).version
        record(database, officer, ruling(run.id, version, share=share,
                                         decided_on=dt.date(2026, 11, 20)))  # fmt: skip
    assert detail(database, officer, saved.id).service_runs[0].related_share == "1"


def test_the_same_ruling_again_changes_nothing(database, officer, admin, saved):
    run = detail(database, officer, saved.id).service_runs[0]
    newer = record(database, officer, ruling(run.id, saved.version)).value
    again = record(database, admin, ruling(run.id, newer))
    assert (again.value, again.changed) == (newer, frozenset())
    assert detail(database, officer, saved.id).service_runs[0].ruled_by == officer.name


def test_a_ruling_on_a_record_saved_meanwhile_is_refused(database, officer, admin, saved):
    run = detail(database, officer, saved.id).service_runs[0]
    record(database, admin, ruling(run.id, saved.version))
    with pytest.raises(EditConflict) as caught:
        record(database, officer, ruling(run.id, saved.version, share="1"))
    assert caught.value.facts["who"] == admin.name
    with pytest.raises(DomainError) as gone:
        record(database, officer, ruling(999_999, 1))
    assert gone.value.code == "not_found"


def test_a_ruling_is_withdrawn_with_a_reason_and_written_down(database, officer, saved):
    run = detail(database, officer, saved.id).service_runs[0]

    def withdraw(version: int, reason: str):
        with database.work(officer) as uow:
            return withdraw_ruling(uow, WithdrawRuling(run.id, version, reason)).value

    with pytest.raises(DomainError) as missing:
        withdraw(saved.version, "ไม่มีอะไรให้ยกเลิก")
    assert missing.value.code == "ruling_missing"
    newer = record(database, officer, ruling(run.id, saved.version)).value
    with pytest.raises(DomainError) as silent:
        withdraw(newer, " ")
    assert (silent.value.code, silent.value.field) == ("required", "reason")
    withdraw(newer, "บันทึกผิดช่วง")
    kept = detail(database, officer, saved.id).service_runs[0]
    assert (kept.related_share, kept.ruled_on, kept.ruled_by) == ("", None, "")
    with database.read(officer) as uow:
        entry = uow.session.scalars(
            select(AuditEntry).where(AuditEntry.action == "ruling.withdrawn")
        ).one()
    assert entry.reason == "บันทึกผิดช่วง"
    assert entry.changes["related_share"] == ["0.5", ""]


def test_a_ruling_goes_with_its_run_when_the_person_is_edited(database, officer, saved):
    run = detail(database, officer, saved.id).service_runs[0]
    newer = record(database, officer, ruling(run.id, saved.version)).value
    shown = detail(database, officer, saved.id).service_runs
    typed = tuple(
        ServiceRunInput(
            each.started_on, each.ended_on, each.employment, each.type or "", each.level or "",
            each.job_series, each.title, each.unit, each.order_number,
            "ใช่" if each.entitled else "ไม่", each.related_share,
            each.ruled_on.isoformat() if each.ruled_on else "", each.ruled_meeting,
            each.ruled_reason, each.ruled_by,
        )
        for each in shown
    )  # fmt: skip
    added = ServiceRunInput("01/05/2554", "30/04/2555", "temporary_employee", entitled="ไม่")
    edited = replace(PERSON, id=saved.id, version=newer, service_runs=(added, *typed))
    with database.work(officer) as uow:
        save_person(uow, edited)
    kept = detail(database, officer, saved.id).service_runs
    assert [each.related_share for each in kept] == ["", "0.5", ""]
    assert [each.entitled for each in kept] == [False, True, True]
    assert (kept[1].ruled_meeting, kept[1].ruled_by) == (MEETING, officer.name)
    with database.read(officer) as uow:
        entry = uow.session.scalars(
            select(AuditEntry).where(AuditEntry.action == "person.edited")
        ).one()
    assert set(entry.changes) == {"service_runs"}


def test_a_ruling_typed_into_a_record_is_checked_as_well(database, officer):
    wrong = replace(
        PERSON,
        service_runs=(
            ServiceRunInput("01/05/2555", related_share="7", ruled_reason="ผิด"),
            ServiceRunInput("01/05/2556", ruled_by="ใครบางคน"),
        ),
    )
    with database.work(officer) as uow, pytest.raises(Invalid) as caught:
        save_person(uow, wrong)
    assert {(each.field, each.code) for each in caught.value.problems} == {
        ("service_runs.0.related_share", "share_out_of_range"),
        ("service_runs.1.related_share", "ruling_without_share"),
    }


def test_a_post_stays_linked_unless_somebody_says_otherwise(database, officer, saved):
    def linked() -> bool:
        with database.read(officer) as uow:
            return uow.session.scalars(select(Post).where(Post.number == "77")).one().linked_level

    assert linked()
    silent = replace(PERSON, id=saved.id, version=saved.version,
                     post=replace(PERSON.post, linked_level=""))  # fmt: skip
    with database.work(officer) as uow:
        assert save_person(uow, silent).value.version == saved.version
    assert linked()
    plain = replace(silent, post=replace(PERSON.post, linked_level="ไม่"))
    with database.work(officer) as uow:
        save_person(uow, plain)
    assert not linked()


def test_a_post_typed_at_the_counter_is_not_linked(database, officer):
    quick = QuickPerson("นาย", "ก", "ข", post_title="นิติกร")
    with database.work(officer) as uow:
        saved = add_person_quickly(uow, quick).value
    post = detail(database, officer, saved.id).post
    assert post is not None
    assert post.linked_level is False
    again = SavePerson(saved.id, saved.version, "นาย", "ก", "ข", post=PostInput(title="นิติกร"))
    with database.work(officer) as uow:
        assert save_person(uow, again).value.version == saved.version
