"""Minutes: drafted from the meeting, kept with it, drafted anew without losing what was typed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hrdesk.models import Meeting
from hrdesk.services.errors import DomainError, EditConflict
from hrdesk.services.minutes import (
    MinutesSection,
    MinutesText,
    SaveMinutes,
    drafted,
    renewed,
    save_minutes,
)
from hrdesk.services.queries.meeting_papers import meeting_book
from hrdesk.services.results import choose
from tests.services.meetings_sample import make_meeting, make_user
from tests.services.offices import make_office
from tests.services.test_meeting_papers import give


@pytest.fixture
def secretary(database):
    make_office(database)
    return make_user(database, "secretary")


@pytest.fixture
def sample(database, secretary):
    return make_meeting(database)


def read(database, actor, sample):
    with database.read(actor) as uow:
        return meeting_book(uow, sample.meeting)


def version(database, actor, sample):
    with database.read(actor) as uow:
        return uow.session.get_one(Meeting, sample.meeting).version


def test_the_draft_tells_who_came_what_was_decided_and_who_signs(database, secretary, sample):
    give(database, secretary, sample)
    with database.work(secretary) as uow:
        choose(uow, sample.contest, sample.candidates[:1])
    text = drafted(read(database, secretary, sample))
    assert len(text.sections) == 5
    assert "มาประชุม 3 คน จากทั้งหมด 3 คน ครบองค์ประชุม" in text.sections[0].text
    decided = text.sections[3].text
    assert "4.1 นักทรัพยากรบุคคลชำนาญการ มีผู้เข้ารับการประเมิน 2 ราย" in decided
    assert "ลำดับที่ 1 ผู้สมัคร 1 สมมติ" in decided
    assert "มติที่ประชุม ให้ ผู้สมัคร 1 สมมติ เป็นผู้ได้รับการคัดเลือก" in decided
    assert (text.taken_by, text.checked_by) == ("เลขานุการ สมมติ", "กรรมการ 1 สมมติ")


def test_the_offices_own_agenda_gives_the_headings_without_their_numbers(
    database, secretary, sample
):
    with database.work(secretary) as uow:
        uow.session.get_one(Meeting, sample.meeting).agenda = [
            "ระเบียบวาระที่ ๑ แจ้งให้ทราบ",
            "2. พิจารณาคัดเลือก",
        ]
    text = drafted(read(database, secretary, sample))
    assert text.sections[0].heading == "แจ้งให้ทราบ"
    assert "ผู้เข้ารับการประเมิน 2 ราย" in text.sections[1].text


def test_minutes_are_kept_with_the_meeting_and_noted(database, secretary, sample):
    text = drafted(read(database, secretary, sample))
    first = replace(text.sections[0], text="ประธานแจ้งเรื่องอื่น")
    mine = replace(text, sections=(first, *text.sections[1:]))
    at = version(database, secretary, sample)
    with database.work(secretary) as uow:
        new = save_minutes(uow, SaveMinutes(sample.meeting, at, mine)).value
    assert new > at
    assert read(database, secretary, sample).minutes == mine


def test_somebody_faster_is_told(database, secretary, sample):
    text = drafted(read(database, secretary, sample))
    at = version(database, secretary, sample)
    with database.work(secretary) as uow:
        save_minutes(uow, SaveMinutes(sample.meeting, at, text))
    with database.work(secretary) as uow, pytest.raises(EditConflict):
        save_minutes(
            uow, SaveMinutes(sample.meeting, at, replace(text, sections=text.sections[:1]))
        )


@pytest.mark.parametrize(
    ("heads", "code"), [(("",), "required"), (("ก", "ก"), "minutes_heading_twice")]
)
def test_a_matter_needs_a_heading_of_its_own(database, secretary, sample, heads, code):
    text = MinutesText(tuple(MinutesSection(head, "ไม่มี") for head in heads))
    at = version(database, secretary, sample)
    with database.work(secretary) as uow, pytest.raises(DomainError) as told:
        save_minutes(uow, SaveMinutes(sample.meeting, at, text))
    assert told.value.code == code


def made(*sections):
    return MinutesText(tuple(MinutesSection(*each) for each in sections))


def test_renewing_replaces_only_what_nobody_typed():
    kept = made(("ก", "ร่างเดิม", "ร่างเดิม"), ("ข", "ร่างเดิม\nพิมพ์เอง", "ร่างเดิม"), ("ค", "ของฉัน", ""))
    fresh = made(
        ("ก", "ร่างใหม่", "ร่างใหม่"), ("ข", "ร่างเดิม\nผลเพิ่ม", "ร่างเดิม\nผลเพิ่ม"), ("ง", "ใหม่", "ใหม่")
    )
    found = {each.heading: each.text for each in renewed(kept, fresh).sections}
    assert found == {"ก": "ร่างใหม่", "ข": "ร่างเดิม\nพิมพ์เอง\nผลเพิ่ม", "ค": "ของฉัน", "ง": "ใหม่"}


def test_renewing_twice_adds_nothing_twice():
    kept = made(("ก", "พิมพ์เอง", "ร่างเดิม"))
    fresh = made(("ก", "ร่างใหม่", "ร่างใหม่"))
    once = renewed(kept, fresh)
    assert once.sections[0].text == "พิมพ์เอง\nร่างใหม่"
    assert renewed(once, fresh) == once
