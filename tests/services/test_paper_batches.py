"""Letters for many: checked whole, numbered in order, stored all or nothing."""

from __future__ import annotations

import pytest
from sqlalchemy import event, func, select

from hrdesk.documents.preview import page_count, page_text
from hrdesk.models import IssuedNumber, IssuedPaper, PaperBatch
from hrdesk.services.errors import DomainError
from hrdesk.services.number_books import Book, SetBookSource, TakeNumber, set_book_source, take
from hrdesk.services.paper_batches import (
    BatchPerson,
    PlanBatch,
    batch_draft,
    batch_kinds,
    file_names,
    issue_batch,
    people_of_order,
    plan_batch,
    render_batch,
)
from hrdesk.services.paper_drafts import with_values
from hrdesk.services.paper_issue import IssuePaper, issue_paper
from hrdesk.services.papers import PaperOptions, prepare_paper
from hrdesk.services.queries.batches import batch_contents, batch_list, batch_papers
from hrdesk.services.queries.registers import RegisterFilter, issued_detail, register_page
from tests.services.offices import make_office, make_person, receive

NAMES = (("กานดา", "สมมติสุข"), ("ปิติ", "สมมติชัย"), ("ชูใจ", "ตัวอย่างดี"))
MEETING = "1/12/2569"


@pytest.fixture
def people(database) -> list[int]:
    make_office(database)
    return [make_person(database, first, last) for first, last in NAMES]


def planned(database, actor, people, values=None, **more):
    """Plan an invitation in which every common value is typed."""
    with database.work(actor) as uow:
        draft = batch_draft(uow, "invitation", "committee", PaperOptions()).value
    common = {
        field.name: MEETING if field.kind.value == "date" else "ข้อความ"
        for field in draft.editable
        if field.name.startswith("values.")
    }
    chosen = tuple(BatchPerson(one, (values or {}).get(one, {})) for one in people)
    command = PlanBatch(
        "invitation", "committee", chosen, {**common, **more.pop("common", {})}, **more
    )
    with database.read(actor) as uow:
        return plan_batch(uow, command)


def issue(database, actor, plan):
    rendered = render_batch(plan)
    try:
        with database.work(actor) as uow:
            return issue_batch(uow, rendered).value
    finally:
        rendered.close()


def counts(database, actor):
    with database.read(actor) as uow:
        return tuple(
            uow.session.execute(select(func.count()).select_from(table)).scalar_one()
            for table in (PaperBatch, IssuedPaper, IssuedNumber)
        )


def text_of(pdf: bytes) -> str:
    return "".join("".join(page_text(pdf, at).split()) for at in range(page_count(pdf)))


def test_each_gets_a_letter_with_a_number_of_its_own(database, officer, people):
    plan = planned(database, officer, people)
    assert plan.ready
    made = issue(database, officer, plan)
    assert (made.count, made.first_number, made.last_number) == (3, "ตย ๐๓๐๓/1", "ตย ๐๓๐๓/3")
    with database.read(officer) as uow:
        papers = batch_papers(uow, made.batch_id)
        contents = list(batch_contents(uow, made.batch_id))
        assert [row.count for row in batch_list(uow)] == [3]
        assert all(issued_detail(uow, paper.id).intact for paper in papers)
        assert uow.session.get(IssuedPaper, papers[1].id).person_id == people[1]
        found = register_page(uow, RegisterFilter(book=Book.LETTER), ("number", False))
    assert [paper.to for paper in papers] == [f"นางสาว{a} {b}" for a, b in NAMES]
    assert [line.addressee for line in found] == [paper.to for paper in papers]
    for place, (content, (first, last)) in enumerate(zip(contents, NAMES, strict=True), 1):
        said = text_of(content)
        assert first in said and last in said
        assert f"๐๓๐๓/{'๐๑๒๓'[place]}" in said


def test_others_wait_only_for_a_few_writes_however_many_letters_there_are(
    database, officer, people
):
    written = []

    def note(_connection, _cursor, statement, *_more):
        written.append(statement.split()[0])

    rendered = render_batch(planned(database, officer, people))
    event.listen(database.engine, "before_cursor_execute", note)
    try:
        with database.work(officer) as uow:
            issue_batch(uow, rendered)
    finally:
        event.remove(database.engine, "before_cursor_execute", note)
        rendered.close()
    assert written.count("UPDATE") <= 2  # the book is asked once (twice where it is new)
    assert written.count("INSERT") <= 3 * len(people) + 3  # its line, its letter, its audit
    assert len(written) <= 3 * len(people) + 8


def test_a_circular_has_one_number(database, officer, people):
    made = issue(database, officer, planned(database, officer, people, circular=True))
    assert made.first_number == made.last_number == "ตย ๐๓๐๓/ว 1"
    with database.read(officer) as uow:
        (line,) = register_page(uow, RegisterFilter())
    assert (line.book, line.papers, line.batch_id) == (Book.CIRCULAR, 3, made.batch_id)
    assert counts(database, officer) == (1, 3, 1)


def test_what_differs_for_one_person_is_typed_for_that_person(database, officer, people):
    name = "values.meeting_place"
    plan = planned(database, officer, people, {people[1]: {name: "ห้องประชุมสมมติ"}})
    made = issue(database, officer, plan)
    with database.read(officer) as uow:
        texts = [text_of(content) for content in batch_contents(uow, made.batch_id)]
    assert ["ห้องประชุมสมมติ" in text for text in texts] == [False, True, False]


def test_who_lacks_what_is_told_and_nothing_is_rendered(database, officer, people):
    plan = planned(database, officer, people, common={"values.meeting_place": ""})
    assert not plan.ready
    assert all("สถานที่ประชุม" in line.lacking for line in plan.lines)
    with pytest.raises(DomainError) as caught:
        render_batch(plan)
    assert (caught.value.code, caught.value.facts["count"]) == ("batch_not_ready", 3)
    wrong = planned(database, officer, people, {people[0]: {"values.meeting_on": "31/2/2569"}})
    assert [line.problem is not None for line in wrong.lines] == [True, False, False]


@pytest.mark.parametrize(
    ("chosen", "code"), [((), "batch_nobody"), ((0, 1, 0), "batch_person_twice")]
)
def test_whom_it_goes_to_is_checked(database, officer, people, chosen, code):
    plan = planned(database, officer, [people[at] for at in chosen])
    assert [problem.code for problem in plan.problems] == [code]


def test_stopping_leaves_nothing(database, officer, people):
    plan = planned(database, officer, people)
    seen = []
    with pytest.raises(DomainError) as caught:
        render_batch(plan, lambda done, _total: seen.append(done), lambda: len(seen) == 2)
    assert caught.value.code == "paper_cancelled"
    assert counts(database, officer) == (0, 0, 0)


def test_a_number_taken_meanwhile_stops_the_whole_and_the_next_try_goes_on(
    database, officer, people
):
    plan = planned(database, officer, people)
    with database.work(officer) as uow:
        take(uow, TakeNumber(Book.LETTER, uow.clock.today(), "แทรก", letter_code="ตย ๐๓๐๓"))
    with pytest.raises(DomainError) as caught:
        issue(database, officer, plan)
    assert caught.value.code == "numbers_moved"
    assert counts(database, officer) == (0, 0, 1)
    assert issue(database, officer, planned(database, officer, people)).first_number.endswith("/2")


def test_failing_in_the_middle_leaves_nothing(database, officer, people, monkeypatch):
    from hrdesk.services import paper_batches

    plan, stored = planned(database, officer, people), paper_batches.audit_issued

    def breaking(uow, row):
        if row.person_id == people[2]:
            raise DomainError("disk_full")
        stored(uow, row)

    monkeypatch.setattr(paper_batches, "audit_issued", breaking)
    with pytest.raises(DomainError):
        issue(database, officer, plan)
    assert counts(database, officer) == (0, 0, 0)


def test_central_numbers_go_with_a_circular_only(database, officer, admin, people):
    with database.work(admin) as uow:
        for book in (Book.LETTER, Book.CIRCULAR):
            set_book_source(uow, SetBookSource(book, central=True))
    one_each = planned(database, officer, people)
    assert [problem.code for problem in one_each.problems] == ["batch_central_numbers"]
    untyped = planned(database, officer, people, circular=True)
    assert [problem.code for problem in untyped.problems] == ["required"]
    typed = planned(database, officer, people, circular=True, typed_number="ตย ๐๓๐๓/ว 45")
    assert issue(database, officer, typed).first_number == "ตย 0303/ว 45"


def test_those_an_order_names_are_found(database, officer, people):
    case = receive(database, officer, people[0])
    with database.work(officer) as uow:
        draft = with_values(prepare_paper(uow, case.id, "order").value, {"dated": "20/11/2569"})
    with database.work(officer) as uow:
        issued = issue_paper(uow, IssuePaper(draft)).value
    with database.read(officer) as uow:
        (found,) = people_of_order(uow, issued.paper_id)
    assert found.person_id == people[0]
    assert found.values["values.order_number"] == "1/2569"


def test_file_names_are_safe_and_name_nobody():
    names = file_names(["ตย 0303/1", "", 'ก:*?"<>|/2'])
    assert names == ("1 ตย 0303-1.pdf", "2.pdf", "3 ก--------2.pdf")
    assert file_names([""] * 10)[0] == "01.pdf"


def test_every_letter_for_many_makes_a_draft(database, officer, people):
    with database.work(officer) as uow:
        for kind, _title, variants in batch_kinds(uow):
            for variant in variants:
                draft = batch_draft(uow, kind, variant.key, PaperOptions()).value
                names = {field.name for field in draft.editable}
                asked = {field.name for field in draft.lacking} - {"to"}
                personal = {name for name in asked if name not in names}
                assert personal <= {
                    "values.person_name", "values.person_position", "values.person_unit",
                }, (kind, variant.key)  # fmt: skip
