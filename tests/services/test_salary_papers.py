"""Papers of salary rounds: which there are, what stands on them, their order, their files."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from hrdesk.documents.preview import page_count, page_text
from hrdesk.documents.style import PaperStyle
from hrdesk.models import AuditEntry, Case, IssuedNumber, IssuedPaper, SalaryRecord, SalaryRound
from hrdesk.services.access import SYSTEM
from hrdesk.services.appraisal_rounds import open_appraisal_case
from hrdesk.services.errors import DomainError
from hrdesk.services.number_books import VoidNumber, void_number
from hrdesk.services.paper_drafts import with_values
from hrdesk.services.paper_issue import IssuePaper, check_issue, issue_paper
from hrdesk.services.queries.salary_papers import round_book
from hrdesk.services.round_cases import open_salary_case
from hrdesk.services.salary_letters import prepare_round_letter
from hrdesk.services.salary_output import (
    FiledRoundPaper,
    build_apart,
    build_one,
    build_together,
    file_names,
    file_round_papers,
    word_of,
    write_tables,
)
from hrdesk.services.salary_papers import (
    RoundPaper,
    Whose,
    heads_of,
    missing_of,
    paper_rows,
    papers_of,
)
from hrdesk.services.salary_rounds import copy_round
from hrdesk.services.salary_tables import tables_of
from hrdesk.ui.messages import sentence
from tests.services.salary_paper_sample import make_round

STYLE = PaperStyle(digits="arabic")


def read(database, round_id):
    with database.read(SYSTEM) as uow:
        return round_book(uow, round_id)


def row_of(book, row_id):
    return next(row for row in paper_rows(book) if row.id == row_id)


def issue(database, round_id, row_id="order", typed=None):
    """Issue a numbered paper as the window does: prepare, type, check, issue."""
    with database.work(SYSTEM) as uow:
        draft = prepare_round_letter(uow, round_id, row_id).value
    draft = with_values(draft, {"dated": "25 มี.ค. 2570", **(typed or {})})
    with database.read(SYSTEM) as uow:
        assert check_issue(uow, IssuePaper(draft)).problems == ()
    with database.work(SYSTEM) as uow:
        return issue_paper(uow, IssuePaper(draft)).value


@pytest.mark.parametrize("scheme", ["step", "contract", "percentage"])
def test_every_paper_of_a_round_is_made_as_a_draft_and_then_whole(sqlite_database, clock, scheme):
    made = make_round(sqlite_database, clock, scheme, final=False)
    book = read(sqlite_database, made.round)
    for row in paper_rows(book):
        papers = papers_of(book, row)
        assert len(papers) == row.count
        assert row.state == "draft"
        pdf = build_together(papers, STYLE, row.title)
        for number in range(page_count(pdf)):
            assert "ร่าง" in page_text(pdf, number), row.id
    with sqlite_database.work(SYSTEM) as uow:
        for call in (
            lambda: prepare_round_letter(uow, made.round, "order"),
            lambda: file_round_papers(uow, made.round, ()),
        ):
            with pytest.raises(DomainError) as refused:
                call()
            assert refused.value.code == "salary_paper_draft"
            assert "{" not in sentence(refused.value)


def test_the_order_gets_its_number_and_the_round_and_the_history_know_it(database, clock):
    made = make_round(database, clock)
    issued = issue(database, made.round)
    assert issued.number
    book = read(database, made.round)
    order = row_of(book, "order")
    assert (order.state, order.number, order.paper_id) == ("issued", issued.number, issued.paper_id)
    assert (book.view.order_number, book.view.paper_id) == (issued.number, issued.paper_id)
    with database.read(SYSTEM) as uow:
        lines = uow.session.scalars(select(SalaryRecord)).all()
        assert {(line.order_number, line.order_dated) for line in lines} == {
            (issued.number, dt.date(2027, 3, 25))
        }
    annex = page_text(issued.content, 1)
    assert "กมล" in annex
    assert "ขจร" in annex
    assert "คำแก้ว" not in annex.replace(" ", "")
    notice = papers_of(book, row_of(book, "notices"))[1]
    assert notice.missing == ()
    assert issued.number.split("/")[0] in page_text(build_one(notice, STYLE), 0)
    with pytest.raises(DomainError) as twice:
        issue(database, made.round)
    assert twice.value.code == "salary_order_issued"
    assert "{" not in sentence(twice.value)


def test_a_void_number_lets_the_order_be_issued_anew(sqlite_database, clock):
    made = make_round(sqlite_database, clock)
    first = issue(sqlite_database, made.round)
    with sqlite_database.work(SYSTEM) as uow:
        number_id = uow.session.get_one(IssuedPaper, first.paper_id).number_id
        version = uow.session.get_one(IssuedNumber, number_id).version
        void_number(uow, VoidNumber(number_id, version, "พิมพ์ผิด"))
    second = issue(sqlite_database, made.round)
    assert second.number != first.number
    assert read(sqlite_database, made.round).view.order_number == second.number


def test_a_refused_issue_leaves_neither_number_nor_order(sqlite_database, clock):
    made = make_round(sqlite_database, clock)
    with sqlite_database.work(SYSTEM) as uow:
        draft = prepare_round_letter(uow, made.round, "order").value
    draft = with_values(draft, {"dated": "25 มี.ค. 2570"})
    with sqlite_database.work(SYSTEM) as uow:  # somebody opens another round in its place
        uow.session.get_one(SalaryRound, made.round).state = "superseded"
    with pytest.raises(DomainError) as refused, sqlite_database.work(SYSTEM) as uow:
        issue_paper(uow, IssuePaper(draft))
    assert refused.value.code == "round_not_final"
    with sqlite_database.read(SYSTEM) as uow:
        assert uow.session.scalars(select(IssuedPaper)).all() == []
        with pytest.raises(DomainError) as again:
            prepare_round_letter(uow, made.round, "order")
    assert again.value.code == "round_not_final"


def test_the_percentage_order_carries_whole_ids_and_the_audit_notes_it_once(sqlite_database, clock):
    made = make_round(sqlite_database, clock, "percentage")
    book = read(sqlite_database, made.round)
    [shown] = papers_of(book, row_of(book, "order"))
    assert all(each.national_id.startswith("x-") for each in shown.make().people)
    issued = issue(sqlite_database, made.round)
    with sqlite_database.read(SYSTEM) as uow:
        kept = uow.session.get_one(IssuedPaper, issued.paper_id)
        assert all("national_id" not in row for row in kept.people)
        noted = uow.session.scalars(
            select(AuditEntry).where(AuditEntry.action == "person.national_id_shown")
        ).all()
        assert [(row.entity, row.entity_id) for row in noted] == [("salary_round", made.round)]


def test_the_letter_to_the_province_knows_the_order_and_the_allowance_asks_for_amounts(
    sqlite_database, clock
):
    made = make_round(sqlite_database, clock, "contract")
    order = issue(sqlite_database, made.round, typed={"dated": "25 ก.ย. 2570"})
    with sqlite_database.work(SYSTEM) as uow:
        letter = prepare_round_letter(uow, made.round, "province").value
        allowance = prepare_round_letter(uow, made.round, "allowance").value
    values = {field.name: field.value for field in letter.editable}
    assert values["values.order_number"] == order.number
    assert values["values.count"] == "2"
    assert order.number in values["enclosures"]
    assert {"values.authority", "people.allowance"} <= {field.name for field in allowance.lacking}
    typed = {
        "values.authority": "หนังสือ ที่ สม 1/2570", "values.rates": "เดือนละไม่เกินที่กำหนด",
        "people.0.allowance": "2,000", "people.1.allowance": "0", "dated": "25 ก.ย. 2570",
    }  # fmt: skip
    issued = issue(sqlite_database, made.round, "allowance", typed)
    annex = page_text(issued.content, 1)
    assert "๑๓,๙๖๐" in annex  # 11,960 and 2,000
    assert "จันทร์" in annex
    assert "ฉวี" not in annex  # nought: not in the order
    assert "จำนวน ๑ ราย" in page_text(issued.content, 0)
    book = read(sqlite_database, made.round)
    assert row_of(book, "allowance").number == issued.number
    assert book.view.order_number == order.number  # another order does not take its place


def test_papers_are_kept_whole_once_nothing_is_missing(sqlite_database, clock):
    made = make_round(sqlite_database, clock)
    book = read(sqlite_database, made.round)
    row = row_of(book, "form_1")
    papers = papers_of(book, row)
    filed = FiledRoundPaper(
        row.id,
        row.kind,
        row.title,
        "",
        missing_of(papers),
        build_together(papers, STYLE, row.title),
    )
    notices = papers_of(book, row_of(book, "notices"))
    lacking = FiledRoundPaper("notices", "raise_notice", "แจ้งผล", "", missing_of(notices), b"%PDF")
    with sqlite_database.work(SYSTEM) as uow, pytest.raises(DomainError) as refused:
        file_round_papers(uow, made.round, [filed, lacking])
    assert refused.value.code == "paper_incomplete"
    with sqlite_database.work(SYSTEM) as uow:
        assert file_round_papers(uow, made.round, [filed]).value == 1
    kept = row_of(read(sqlite_database, made.round), "form_1")
    assert (kept.state, kept.made) == ("kept", "20 มี.ค. 2570")
    with sqlite_database.work(SYSTEM) as uow:  # what was kept before goes with the matter, too
        case_id = open_salary_case(uow, made.round).value
        assert uow.session.get_one(IssuedPaper, kept.paper_id).case_id == case_id
        assert uow.session.get_one(Case, case_id).procedure == "sao.step_round"
        file_round_papers(uow, made.round, [filed])
    issued = issue(sqlite_database, made.round)
    with sqlite_database.work(SYSTEM) as uow:
        papers = uow.session.scalars(select(IssuedPaper)).all()
        assert [each.case_id for each in papers] == [case_id] * 3
        number = uow.session.get_one(IssuedNumber, papers[-1].number_id)
        assert (number.shown, number.case_id) == (issued.number, case_id)
        with pytest.raises(DomainError) as twice:
            open_salary_case(uow, made.round)
    assert twice.value.code == "round_has_case"
    view = read(sqlite_database, made.round).view
    assert (view.case_id, view.case_number, view.case_lender) == (case_id, "1/2570", "")


@pytest.mark.parametrize("scheme", ["percentage", "contract"])
def test_percentages_walk_the_matter_of_their_appraisal_and_contracts_have_none(
    sqlite_database, clock, scheme
):
    made = make_round(sqlite_database, clock, scheme, final=False)
    if scheme == "contract":
        with pytest.raises(DomainError) as none, sqlite_database.work(SYSTEM) as uow:
            open_salary_case(uow, made.round)
        assert none.value.code == "round_no_procedure"
        return
    with sqlite_database.work(SYSTEM) as uow:
        appraisal_id = uow.session.get_one(SalaryRound, made.round).appraisal_round_id
        case_id = open_appraisal_case(uow, appraisal_id).value.id
        assert open_salary_case(uow, made.round).value == case_id
        copy = copy_round(uow, made.round, "ลอง").value
        with pytest.raises(DomainError) as refused:
            open_salary_case(uow, copy)
    assert refused.value.code == "round_is_copy"


def test_everybody_has_a_form_of_what_the_committee_looked_at(sqlite_database, clock):
    made = make_round(sqlite_database, clock)
    book = read(sqlite_database, made.round)
    row = row_of(book, "assessments")
    assert row.count == len(book.view.lines)
    by_name = {paper.name.split()[-2]: paper for paper in papers_of(book, row)}
    late = by_name["นายงามตา"].make()
    assert dict(late.conditions)["บรรจุมาแล้วไม่น้อยกว่า 4 เดือน"] is False
    assert ("วันลา", "ลาป่วย 2 วัน 1 ครั้ง") in late.facts
    assert "ข้อ ๓" in late.source
    assert late.person.choice == 0
    pdf = build_one(by_name["นายกมล"], STYLE)
    assert page_count(pdf) == 2  # five sign: what the committee gave stands whole on their page
    for page, words in enumerate(
        (("กมล", "ดีเด่น", "ลาป่วย 2 วัน"), ("ส่วนที่ 4", "ให้เลื่อน", "ตามมติที่ประชุม", "ลงชื่อ"))
    ):
        text = page_text(pdf, page).replace(" ", "")
        assert [said for said in words if said.replace(" ", "") not in text] == []


def test_notices_narrow_to_a_unit_or_a_person_and_get_safe_names(sqlite_database, clock):
    made = make_round(sqlite_database, clock, final=False)
    book = read(sqlite_database, made.round)
    row = row_of(book, "notices")
    assert len(papers_of(book, row, Whose("กองคลัง"))) == heads_of(book, Whose("กองคลัง")) == 1
    [found] = papers_of(book, row, Whose(name="คำแก้ว"))
    assert "คำแก้ว" in found.name
    assert heads_of(book, Whose("กองคลัง", "คำแก้ว")) == 0
    [one] = papers_of(book, row, Whose(row_id=book.view.lines[1].row_id))
    assert book.view.lines[1].name in one.name
    risky = RoundPaper("x", "raise_notice", "", 'แจ้ง/ผล: "ก" 1-2345-67890-12-1', lambda: None)
    [name] = file_names([risky])
    assert not set('\\/:*?"<>|') & set(name)
    assert "67890" not in name


def test_many_files_stop_when_asked_and_give_one_at_a_time(sqlite_database, clock):
    class Enough(Exception):
        pass

    made = make_round(sqlite_database, clock, final=False)
    book = read(sqlite_database, made.round)
    papers = papers_of(book, row_of(book, "notices"))

    def step(done, total):
        if done == 2:
            raise Enough

    got = []
    with pytest.raises(Enough):
        for name, pdf in build_apart(papers, STYLE, step):
            got.append(name)
            assert pdf.startswith(b"%PDF")
    assert len(got) == 2
    assert word_of(papers_of(book, row_of(book, "summary"))[0], STYLE).startswith(b"PK")


def test_the_workbook_holds_every_table_and_its_sums(sqlite_database, clock, tmp_path):
    made = make_round(sqlite_database, clock, final=False)
    book = read(sqlite_database, made.round)
    path = tmp_path / "round.xlsx"
    write_tables(path, tables_of(book))
    found = load_workbook(path)
    assert found.sheetnames == [
        "สรุปตามกลุ่ม", "สรุปตามสังกัด", "ทุกคน", "แบบ ๑ หนึ่งขั้นขึ้นไป", "แบบ ๒ ครึ่งขั้น", "บัญชีแนบท้ายคำสั่ง",
    ]  # fmt: skip
    rows = list(found["ทุกคน"].iter_rows(values_only=True))
    head = next(place for place, row in enumerate(rows) if row[0] == "ลำดับ")
    body, total = rows[head + 1 : -1], rows[-1]
    assert len(body) == len(made.people)
    for column in (11, 14, 17):
        assert Decimal(str(total[column])) == sum(Decimal(str(row[column])) for row in body)
    assert any("ร่าง" in str(row[0]) for row in rows[:head])
    found.close()
