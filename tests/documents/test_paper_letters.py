"""Announcements, letters, notices to one person, invitations, and memoranda made of texts."""

from __future__ import annotations

import dataclasses

import pytest

from hrdesk.documents.papers import (
    announcement,
    external_letter,
    invitation,
    memorandum,
    person_notice,
)
from hrdesk.documents.preview import page_count, page_text
from hrdesk.documents.style import PaperStyle
from hrdesk.documents.templates import names as texts
from hrdesk.documents.templates import revised
from tests.documents.reading import bare, laksaman, poppler_text

STYLE = PaperStyle(fonts=laksaman())
LETTERS = [
    found.name.removeprefix("letter_") for found in texts() if found.kind == "external_letter"
]
MEMOS = [found.name.removeprefix("memo_") for found in texts() if found.kind == "memorandum"]


def names(missing: tuple) -> set[str]:
    return {field.name for field in missing}


def test_an_announcement_of_selected_persons_tells_until_when_to_object() -> None:
    data = announcement.sample("selected")
    pdf = announcement.build(data, STYLE)
    assert page_count(pdf) == 2
    first = bare(page_text(pdf, 0))
    assert first.startswith("ประกาศกรมตัวอย่าง")
    assert bare("ภายใน ๓๐ วัน นับแต่วันประกาศ คือ ภายในวันที่ ๔ พฤศจิกายน ๒๕๖๙") in first
    assert bare("ประกาศ ณ วันที่ ๕ ตุลาคม พ.ศ. ๒๕๖๙") in first
    assert "สั่งณวันที่" not in first
    listed = bare(page_text(pdf, 1))
    for one in data.people:
        assert bare(one.name) in listed
        assert bare(one.work) in listed


def test_the_number_of_an_announcement_is_left_out_where_there_is_none() -> None:
    data = announcement.sample("passers")
    assert bare("ที่ ๗/๒๕๖๙") not in bare(page_text(announcement.build(data, STYLE), 0))
    numbered = dataclasses.replace(data, announcement_number="7/2569")
    assert bare("ที่ ๗/๒๕๖๙") in bare(page_text(announcement.build(numbered, STYLE), 0))


def test_a_list_of_hundreds_has_its_head_on_every_page() -> None:
    data = announcement.sample("entitled")
    people = tuple(
        announcement.AnnouncedPerson(f"นายทดสอบ ที่{n}", number=f"{690000 + n}") for n in range(200)
    )
    pdf = announcement.build(dataclasses.replace(data, people=people), STYLE)
    assert page_count(pdf) > 4
    for page in range(1, page_count(pdf)):
        assert "เลขประจำตัว" in bare(page_text(pdf, page))


def test_an_announcement_must_name_its_people_and_their_results() -> None:
    assert "people" in names(announcement.missing(announcement.Announcement("selected")))
    data = announcement.sample("assessment_result")
    assert announcement.missing(data) == ()
    half = dataclasses.replace(data.people[0], result="")
    told = announcement.missing(dataclasses.replace(data, people=(half,)))
    assert names(told) == {"people.result"}
    free = names(announcement.missing(announcement.Announcement("free")))
    assert {"values.message", "values.announcement_subject", "dated"} <= free
    assert "people" not in free


@pytest.mark.parametrize("kind", LETTERS)
def test_a_letter_has_its_head_its_words_and_its_foot_in_order(kind: str) -> None:
    data = dataclasses.replace(
        external_letter.sample(kind), secrecy="ลับ", speed="ด่วนที่สุด", copies=("กองคลัง",)
    )
    text = poppler_text(external_letter.build(data, STYLE))
    order = ["ลับ", "ด่วนที่สุด", "กรมตัวอย่าง", "๕ ตุลาคม ๒๕๖๙", "เรื่อง", "เรียน", "อ้างถึง", "สิ่งที่ส่งมาด้วย",
             "ขอแสดงความนับถือ", "ผู้อำนวยการกองการเจ้าหน้าที่", "สำเนาส่ง"]  # fmt: skip
    places = [text.index(part) for part in order]
    assert places == sorted(places)
    assert "ที่ ตย ๐๒๐๑/๑๒๓" in text


def test_a_letter_asks_for_the_values_of_its_words() -> None:
    empty = external_letter.ExternalLetter(kind="degree_check")
    missing = {f.name: f for f in external_letter.missing(empty)}
    assert {"values.person_name", "values.degree", "letter_number", "to"} <= set(missing)
    assert missing["values.degree"].where == "paper.values"
    assert missing["values.degree"].label_th == "คุณวุฒิ"
    assert "values.student_number" not in missing  # optional
    assert "values.agency" not in missing
    assert "office.agency_name" in missing  # asked for once
    written = dataclasses.replace(empty, paragraphs=("ข้อความเอง",))
    assert not {n for n in names(external_letter.missing(written)) if n.startswith("values.")}


def test_a_subject_may_take_values_and_may_be_replaced() -> None:
    free = external_letter.sample("free")
    empty = dataclasses.replace(free, values={}, paragraphs=("ข้อความ",))
    assert names(external_letter.missing(empty)) == {"values.announcement_subject"}
    named = dataclasses.replace(empty, subject="เรื่องที่ตั้งเอง")
    assert external_letter.missing(named) == ()
    assert "เรื่องที่ตั้งเอง" in poppler_text(external_letter.build(named, STYLE))


def test_a_notice_to_one_person_may_stay_inside() -> None:
    data = person_notice.sample("not_eligible")
    outside = poppler_text(person_notice.build(data, STYLE))
    inside_data = dataclasses.replace(data, internal=True)
    inside = poppler_text(person_notice.build(inside_data, STYLE))
    assert "ขอแสดงความนับถือ" in outside
    assert "บันทึกข้อความ" in inside
    assert "ขอแสดงความนับถือ" not in inside
    for text in (outside, inside):
        assert bare("ระยะเวลาการดำรงตำแหน่งยังไม่ครบ") in bare(text)
        assert "เรียน นางสาวตัวอย่าง ตั้งมั่น" in text
    homeless = dataclasses.replace(inside_data.office, address="")
    inside_only = dataclasses.replace(inside_data, office=homeless)
    assert person_notice.missing(inside_only) == ()
    sent = dataclasses.replace(inside_only, internal=False)
    assert names(person_notice.missing(sent)) == {"office.address"}


def test_the_offices_text_of_a_notice_keeps_its_own_values() -> None:
    own = revised("person_result", "แจ้งผล", {"body": ["ผล คือ {result} เท่านั้น"]})
    data = dataclasses.replace(person_notice.sample("result"), text=own, values={"result": "ไม่ผ่าน"})
    assert person_notice.missing(data) == ()
    assert bare("ผล คือ ไม่ผ่าน เท่านั้น") in bare(poppler_text(person_notice.build(data, STYLE)))


def test_an_invitation_brings_its_agenda_on_a_page_of_its_own() -> None:
    data = invitation.sample("committee")
    pdf = invitation.build(data, STYLE)
    assert page_count(pdf) == 2
    assert bare("ครั้งที่ ๓/๒๕๖๙ ในวันที่ ๒๐ ตุลาคม ๒๕๖๙ เวลา ๐๙.๓๐ น.") in bare(page_text(pdf, 0))
    assert bare("ระเบียบวาระที่ ๒ เรื่องเพื่อพิจารณา") in bare(page_text(pdf, 1))
    assert page_count(invitation.build(dataclasses.replace(data, agenda=()), STYLE)) == 1
    missing = names(invitation.missing(invitation.Invitation()))
    assert {"values.meeting_on", "values.meeting_place", "values.committee"} <= missing


@pytest.mark.parametrize("kind", MEMOS)
def test_a_memorandum_takes_its_heads_from_the_text(kind: str) -> None:
    data = memorandum.sample(kind)
    filled = memorandum.filled(data)
    assert filled.background
    assert filled.proposal
    assert filled.subject
    assert memorandum.build(filled, STYLE) == memorandum.build(data, STYLE)
    assert "๑. เรื่องเดิม" in poppler_text(memorandum.build(data, STYLE))


def test_what_was_written_by_hand_stands_before_the_text_of_a_memorandum() -> None:
    data = dataclasses.replace(memorandum.sample("work_result"), facts=("ข้อเท็จจริงที่พิมพ์เอง",))
    text = bare(poppler_text(memorandum.build(data, STYLE)))
    assert "ข้อเท็จจริงที่พิมพ์เอง" in text
    assert "มีมติว่า" not in text
    bare_values = dataclasses.replace(data, values={})
    missing = names(memorandum.missing(bare_values))
    assert "values.person_name" in missing
    assert "values.meeting_on" not in missing  # stands in the head that was written by hand
    assert "proposal" not in missing
