"""Drafts of a case's papers, changing them, and keeping them as they were."""

from __future__ import annotations

import hashlib

import pytest
from sqlalchemy import select

from hrdesk.documents.preview import page_count, page_text
from hrdesk.documents.registry import paper_kind
from hrdesk.models import AuditEntry, IssuedPaper, Person
from hrdesk.rules.codes import MANUAL_KINDS, CaseType
from hrdesk.rules.identity import check_digit
from hrdesk.services import paper_variants
from hrdesk.services.access import SYSTEM, Actor, Role
from hrdesk.services.cases import TargetPost
from hrdesk.services.errors import DomainError, Invalid, NotAllowed
from hrdesk.services.paper_drafts import build, with_values
from hrdesk.services.paper_variants import likeliest_first
from hrdesk.services.papers import (
    KINDS,
    FilePaper,
    PaperOptions,
    file_name,
    file_paper,
    paper_kinds,
    prepare_paper,
)
from hrdesk.services.queries.cases import case_detail, issued_content
from hrdesk.services.sample_cases import finish_step
from tests.services.offices import make_office, make_person, receive

NATIONAL_ID = "999999999999" + str(check_digit("999999999999"))


@pytest.fixture
def person(database) -> int:
    make_office(database)
    person_id = make_person(database)
    with database.work(SYSTEM) as uow:
        uow.session.get(Person, person_id).national_id = NATIONAL_ID
    return person_id


def draft_of(database, actor, case_id, kind, **options):
    with database.work(actor) as uow:
        return prepare_paper(uow, case_id, kind, PaperOptions(**options)).value


def text_of(draft) -> str:
    pdf = build(draft)
    return " ".join(page_text(pdf, page) for page in range(page_count(pdf)))


def flat(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("case_type", MANUAL_KINDS)
@pytest.mark.parametrize("kind", KINDS)
def test_every_paper_names_the_person_and_what_is_missing(
    database, officer, person, case_type, kind
):
    case = receive(database, officer, person, case_type)
    draft = draft_of(database, officer, case.id, kind)
    if kind != "memorandum":
        assert flat("นางสาวกานดา สมมติสุข") in flat(text_of(draft))
    missing = {field.name for field in draft.missing}
    if kind == "order":
        day = set() if case_type is CaseType.RESIGNATION else {"people.effective_on"}
        assert {"order_number"} | day <= missing
    names = {field.name for field in draft.editable}
    reachable = {field.where.split(".")[0] for field in draft.missing}
    assert reachable <= {"paper", "case", "person", "office"}
    in_paper = {field.name for field in draft.missing if field.where.startswith("paper.")}
    assert in_paper <= names, "a missing field of the paper itself cannot be typed on its draft"


def test_typing_on_a_draft_fills_it(database, officer, person):
    case = receive(
        database,
        officer,
        person,
        CaseType.TRANSFER_OUT,
        target=TargetPost("นักทรัพยากรบุคคล", "7", "K", "K2", "นักทรัพยากรบุคคล", "กองกลาง", "กรมสมมติ"),
    )
    draft = draft_of(database, officer, case.id, "order")
    filled = with_values(
        draft,
        {"order_number": "12/2569", "people.0.effective_on": "๑ ต.ค. ๒๕๖๙",
         "people.0.to_salary": "28,050.50", "dated": "15/9/69"},
    )  # fmt: skip
    assert filled.missing == ()
    assert (filled.number, filled.dated.isoformat()) == ("12/2569", "2026-09-15")
    assert str(filled.data.people[0].to_salary) == "28050.50"
    assert draft.missing != (), "the first draft stays as it was"
    text = flat(text_of(filled))
    assert flat("ที่ ๑๒/๒๕๖๙") in text
    assert "๒๘,๐๕๐.๕๐" in text


def test_what_cannot_be_read_is_named_and_nothing_else_is_lost(database, officer, person):
    case = receive(database, officer, person, CaseType.PROMOTION)
    draft = draft_of(database, officer, case.id, "order")
    with pytest.raises(Invalid) as caught:
        with_values(draft, {"dated": "31/2/2569", "people.0.to_salary": "มาก", "order_number": "1"})
    assert {problem.field for problem in caught.value.problems} == {"dated", "people.0.to_salary"}


def test_arabic_digits_are_one_switch(database, officer, person):
    case = receive(database, officer, person)
    thai = text_of(draft_of(database, officer, case.id, "receipt"))
    arabic = text_of(draft_of(database, officer, case.id, "receipt", digits="arabic"))
    assert "๒๕๖๙" in thai
    assert not any(digit in thai for digit in "0123456789")
    assert "2569" in arabic
    assert not any(digit in arabic for digit in "๐๑๒๓๔๕๖๗๘๙")


def test_a_promotion_order_shows_the_whole_id_only_to_those_who_may(
    database, officer, secretary, person
):
    case = receive(database, officer, person, CaseType.PROMOTION)
    assert draft_of(database, secretary, case.id, "order").data.people[0].national_id.count("x") > 5
    shown = draft_of(database, officer, case.id, "order").data.people[0].national_id
    assert "".join(ch for ch in shown if ch.isdigit()) == NATIONAL_ID
    with database.read(officer) as uow:
        entries = list(
            uow.session.scalars(
                select(AuditEntry).where(AuditEntry.action == "person.national_id_shown")
            )
        )
    assert [(entry.user_id, entry.case_id) for entry in entries] == [(officer.user_id, case.id)]


def test_a_filed_paper_comes_back_exactly(database, officer, person):
    case = receive(database, officer, person)
    draft = draft_of(database, officer, case.id, "receipt")
    pdf = build(draft)
    with database.work(officer) as uow:
        issued = file_paper(uow, FilePaper(case.id, draft.kind, draft.title, pdf, "1", None)).value
    with database.read(officer) as uow:
        assert issued_content(uow, issued) == pdf
        assert [paper.id for paper in case_detail(uow, case.id).issued] == [issued]
        row = uow.session.get(IssuedPaper, issued)
        assert row.sha256 == hashlib.sha256(pdf).hexdigest()


def test_only_a_pdf_is_filed(database, officer, person):
    case = receive(database, officer, person)
    with pytest.raises(DomainError) as caught, database.work(officer) as uow:
        file_paper(uow, FilePaper(case.id, "receipt", "x", b"<html>"))
    assert caught.value.code == "not_a_pdf"


def test_the_present_step_suggests_its_papers(database, officer, person):
    case = receive(database, officer, person)
    with database.read(officer) as uow:
        choices = paper_kinds(uow, case.id)
    assert {choice.kind for choice in choices} == {*KINDS, "person_notice", "external_letter"}
    assert all(choice.variants for choice in choices if choice.kind in {"order", "person_notice"})
    suggested = [choice.suggested for choice in choices]
    assert suggested == sorted(suggested, reverse=True)


def test_a_general_user_makes_no_papers(database, officer, person):
    case = receive(database, officer, person)
    owner = Actor(9, "เจ้าของเรื่อง", Role.GENERAL, person)
    with pytest.raises(NotAllowed), database.read(owner) as uow:
        paper_kinds(uow, case.id)
    with pytest.raises(NotAllowed):
        draft_of(database, owner, case.id, "receipt")


def test_a_font_that_is_not_there_is_told(database, officer, person):
    case = receive(database, officer, person)
    with pytest.raises(DomainError) as caught:
        draft_of(database, officer, case.id, "receipt", font_file="/nowhere/font.ttf")
    assert caught.value.code in {"font_not_found", "font_unsound"}


def test_file_names_are_safe_and_without_ids(database, officer, person):
    case = receive(database, officer, person)
    name = file_name(draft_of(database, officer, case.id, "order"), case.number)
    assert "/" not in name
    assert name.endswith(".pdf")
    assert NATIONAL_ID not in name


def test_somebody_promoted_stays_in_their_unit_unless_another_is_named(database, officer, person):
    for unit in ("", "กองกลาง"):
        target = TargetPost(title="นักทรัพยากรบุคคล", level="K3", unit=unit)
        case = receive(
            database, officer, person, CaseType.PROMOTION, target=target, second=bool(unit)
        )
        promoted = draft_of(database, officer, case.id, "order").data.people[0]
        assert promoted.from_unit != "กองกลาง"
        assert promoted.to_unit == (unit or promoted.from_unit) != ""


def test_the_step_knows_what_a_paper_kept_in_it_says(database, officer, person):
    case = receive(database, officer, person, CaseType.RESIGNATION)
    while "order" not in (form := shown(database, officer, case.id).form).produces:
        assert form.known == {}
        with database.work(officer) as uow:
            finish_step(uow, case_detail(uow, case.id), form.earliest)
    for number in ("7/2569", "8/2569"):
        with database.work(officer) as uow:
            fields = {"people.0.effective_on": "1 ธ.ค. 2569"}
            command = FilePaper(case.id, "order", "คำสั่ง", b"%PDF", number, None, fields)
            file_paper(uow, command)
    known = shown(database, officer, case.id).form.known
    numbered = {f.key for f in form.fields if f.kind == "order_number"}
    assert numbered and {known[key] for key in numbered} == {"8/2569"}
    assert "letter_out" not in known


def shown(database, actor, case_id):
    with database.read(actor) as uow:
        return case_detail(uow, case_id)


@pytest.mark.parametrize(
    ("kind", "case_type", "agency", "first"),
    [
        ("checklist", CaseType.PROMOTION, "doh", "promotion"),
        ("checklist", CaseType.TRANSFER_IN, "doh", "matter"),
        ("announcement", CaseType.EXAMINATION, "dms", "entitled"),
        ("committee_order", CaseType.PROMOTION, "sao", "local_promotion"),
        ("committee_order", CaseType.PROMOTION, "doh", "work_assessment"),
        ("external_letter", CaseType.PROBATION, "sao", "province_report"),
    ],
)
def test_the_likeliest_kind_within_a_paper_comes_first(kind, case_type, agency, first):
    prefix = paper_kind(kind).prefix
    known = tuple(
        name.removeprefix(prefix).removeprefix("_") for name in paper_kind(kind).templates
    )
    found = likeliest_first(kind, known, case_type, agency)
    assert found[0] == first
    assert sorted(found) == sorted(known)


def test_every_likely_kind_is_one_that_there_is():
    for kind, by_type in (*paper_variants._LIKELIEST.items(), *paper_variants._LOCAL.items()):
        known = {
            name.removeprefix(paper_kind(kind).prefix).removeprefix("_")
            for name in paper_kind(kind).templates
        } | {""}
        assert {each for kinds in by_type.values() for each in kinds} <= known, kind
