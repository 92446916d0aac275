"""Issuing: numbers without gaps, all or nothing, told before it is done, kept as it was."""

from __future__ import annotations

import hashlib
import threading

import pytest
from sqlalchemy import select, update

from hrdesk.documents.preview import page_count, page_text
from hrdesk.models import AuditEntry, IssuedNumber, IssuedPaper, NumberBook, Signatory
from hrdesk.rules.codes import CaseType
from hrdesk.services import paper_issue
from hrdesk.services.access import SYSTEM
from hrdesk.services.errors import DomainError, Invalid
from hrdesk.services.number_books import (
    Book,
    SetBookSource,
    SetBookStart,
    TakeNumber,
    VoidNumber,
    read_number,
    set_book_source,
    set_book_start,
    take,
    void_number,
)
from hrdesk.services.paper_drafts import with_values
from hrdesk.services.paper_issue import IssuePaper, check_issue, issue_paper
from hrdesk.services.paper_replace import (
    RightWords,
    order_content,
    prepare_cancelling,
    prepare_correction,
)
from hrdesk.services.papers import PaperOptions, prepare_office_paper, prepare_paper
from hrdesk.services.queries.cases import case_detail, issued_content
from hrdesk.services.queries.registers import (
    RegisterFilter,
    book_state,
    issued_detail,
    register_count,
    register_page,
)
from tests.services.offices import make_office, make_person, receive

YEAR = 2569
ORDERS = RegisterFilter(book=Book.ORDER, year=YEAR)


@pytest.fixture
def case(database, officer):
    make_office(database)
    return receive(database, officer, make_person(database))


def order_of(database, actor, case_id, **typed):
    with database.work(actor) as uow:
        draft = prepare_paper(uow, case_id, "order").value
    return with_values(draft, {"dated": "20/11/2569", **typed})


def issue(database, actor, draft, **more):
    with database.work(actor) as uow:
        return issue_paper(uow, IssuePaper(draft, **more)).value


def lines(database, wanted=ORDERS):
    with database.read(SYSTEM) as uow:
        return register_page(uow, wanted, ("number", False))


def code_of(call) -> str:
    with pytest.raises(DomainError) as caught:
        call()
    problem = caught.value
    return problem.problems[0].code if isinstance(problem, Invalid) else problem.code


def text_of(pdf: bytes) -> str:
    return "".join("".join(page_text(pdf, at).split()) for at in range(page_count(pdf)))


def test_an_order_gets_the_next_number_prints_it_and_is_kept_as_it_was(database, officer, case):
    first = issue(database, officer, order_of(database, officer, case.id))
    second = issue(database, officer, order_of(database, officer, case.id))
    assert (first.number, second.number) == ("1/2569", "2/2569")
    assert "ที่๒/๒๕๖๙" in text_of(second.content)
    with database.read(officer) as uow:
        row = uow.session.get(IssuedPaper, second.paper_id)
        assert row.sha256 == hashlib.sha256(second.content).hexdigest()
        assert row.template == "order_resignation@0"
        assert row.people[0]["name"] == "นางสาวกานดา สมมติสุข"
        assert "national_id" not in row.people[0]
        shown = issued_detail(uow, second.paper_id)
        assert (shown.content, shown.intact, shown.number) == (second.content, True, "2/2569")
        entry = uow.session.scalars(
            select(AuditEntry).where(AuditEntry.action == "paper.issued")
        ).all()[-1]
        assert (entry.case_id, entry.changes["number"]) == (case.id, [None, "2/2569"])
    found = lines(database)
    assert [(line.shown, line.case_id, line.paper_id) for line in found] == [
        ("1/2569", case.id, first.paper_id),
        ("2/2569", case.id, second.paper_id),
    ]
    assert "ลาออก" in found[0].title and "กานดา" in found[0].title


def test_the_step_takes_the_number_that_was_issued(database, officer, case):
    from hrdesk.services.sample_cases import finish_step

    while "order" not in (form := shown(database, officer, case.id).form).produces:
        with database.work(officer) as uow:
            finish_step(uow, case_detail(uow, case.id), form.earliest)
    issued = issue(database, officer, order_of(database, officer, case.id))
    known = shown(database, officer, case.id).form.known
    assert issued.number in known.values()


def shown(database, actor, case_id):
    with database.read(actor) as uow:
        return case_detail(uow, case_id)


def test_what_is_missing_is_told_and_no_number_is_taken(database, officer, case):
    draft = order_of(database, officer, case.id, dated="")
    with database.work(officer) as uow:
        check = check_issue(uow, IssuePaper(draft))
    assert [problem.code for problem in check.problems] == ["paper_incomplete"]
    assert "สั่ง ณ วันที่" in check.problems[0].facts["names"]
    assert code_of(lambda: issue(database, officer, draft)) == "paper_incomplete"
    assert lines(database) == ()


def test_failing_while_rendering_leaves_no_gap(database, officer, case, monkeypatch):
    draft = order_of(database, officer, case.id)

    def broken(_draft):
        raise DomainError("paper_failed")

    with monkeypatch.context() as patched:
        patched.setattr(paper_issue, "build", broken)
        assert code_of(lambda: issue(database, officer, draft)) == "paper_failed"
    assert lines(database) == ()
    assert issue(database, officer, draft).number == "1/2569"


def test_two_who_issue_at_once_never_get_one_number(database, officer, case):
    draft = order_of(database, officer, case.id)
    got, start = [], threading.Barrier(4)

    def work():
        start.wait()
        for _ in range(3):
            got.append(issue(database, officer, draft).number)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(int(number.split("/")[0]) for number in got) == list(range(1, 13))


def test_a_case_that_changed_meanwhile_is_told(database, officer, case):
    from hrdesk.services.cases import EditCase, edit_case

    draft = order_of(database, officer, case.id)
    with database.work(officer) as uow:
        detail = case_detail(uow, case.id)
        edit_case(
            uow,
            EditCase(
                case.id, detail.version, "เปลี่ยนเรื่อง",
                target=detail.target, effective_on=detail.effective_on,
            ),
        )  # fmt: skip
    assert code_of(lambda: issue(database, officer, draft)) == "paper_outdated"


def test_a_signatory_who_left_signs_nothing(database, officer, case):
    draft = order_of(database, officer, case.id)
    with database.work(SYSTEM) as uow:
        uow.session.execute(update(Signatory).values(active=False))
    assert code_of(lambda: issue(database, officer, draft)) == "signatory_gone"


def test_doubts_are_told_before_issuing(database, officer, case):
    issue(database, officer, order_of(database, officer, case.id))
    earlier = order_of(database, officer, case.id, dated="1/11/2569")
    later = order_of(database, officer, case.id, dated="30/11/2569")
    with database.read(officer) as uow:
        before = check_issue(uow, IssuePaper(earlier))
        after = check_issue(uow, IssuePaper(later))
    # the matter was only just received: nobody has decided yet
    assert [one.code for one in before.warnings] == ["order_before_approval", "number_dated_before"]
    assert [one.code for one in after.warnings] == ["order_before_approval", "paper_dated_later"]
    assert before.warnings[0].facts["now"] != before.warnings[0].facts["approval"]
    assert (before.problems, before.number) == ((), "2/2569")
    assert issue(database, officer, earlier).number == "2/2569"


# -- numbers of the central registry ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("12", (12, None)),
        ("๑๒/๒๕๖๙", (12, 2569)),
        ("ตย 0303/12", (12, None)),
        ("ตย 0303.02/ว 7", (7, None)),
        ("สิบสอง", (None, None)),
        ("0", (None, None)),
        ("", (None, None)),
    ],
)
def test_numbers_are_read_as_offices_write_them(typed, read):
    assert read_number(typed) == read


def test_an_office_that_numbers_centrally_types_each_number_once(database, officer, admin, case):
    with database.work(admin) as uow:
        set_book_source(uow, SetBookSource(Book.ORDER, central=True))
    draft = order_of(database, officer, case.id)
    assert draft.numbering.central
    assert code_of(lambda: issue(database, officer, draft)) == "required"
    assert issue(database, officer, draft, typed_number="125/2569").number == "125/2569"
    for again in ("125", "๑๒๕/๒๕๖๙"):
        used = code_of(lambda again=again: issue(database, officer, draft, typed_number=again))
        assert used == "number_used"
    wrong = {"สิบ": "number_unreadable", "5/2568": "number_other_year"}
    for typed, code in wrong.items():
        assert code_of(lambda t=typed: issue(database, officer, draft, typed_number=t)) == code
    assert [line.shown for line in lines(database)] == ["125/2569"]
    with database.work(admin) as uow:
        set_book_source(uow, SetBookSource(Book.ORDER, central=False))
    assert (
        code_of(lambda: issue(database, officer, draft, typed_number="130")) == "number_from_book"
    )
    assert issue(database, officer, draft).number == "126/2569", "the book goes on after it"


def test_choosing_the_source_disturbs_nobody_who_edits_the_office(database, admin, case):
    from hrdesk.services.queries.office import office_detail

    with database.read(admin) as uow:
        before = office_detail(uow).version
    with database.work(admin) as uow:
        set_book_source(uow, SetBookSource(Book.LETTER, central=True))
        again = set_book_source(uow, SetBookSource(Book.LETTER, central=True))
    assert again.changed == frozenset()
    with database.read(admin) as uow:
        assert office_detail(uow).version == before
        assert book_state(uow, Book.LETTER, YEAR).central
        assert not book_state(uow, Book.ORDER, YEAR).central


def test_an_office_that_begins_in_the_middle_of_a_year_goes_on_from_its_paper_book(
    database, officer, admin, case
):
    with database.work(admin) as uow:
        set_book_start(uow, SetBookStart(Book.ORDER, YEAR, 240, "เริ่มใช้โปรแกรมกลางปี"))
    assert issue(database, officer, order_of(database, officer, case.id)).number == "241/2569"

    def begin(last, reason="อีกครั้ง"):
        with database.work(admin) as uow:
            set_book_start(uow, SetBookStart(Book.ORDER, YEAR, last, reason))

    assert code_of(lambda: begin(300)) == "book_begun"
    assert code_of(lambda: begin(-1)) == "number_out_of_range"
    assert code_of(lambda: begin(1, " ")) == "required"
    with database.read(SYSTEM) as uow:
        assert uow.session.get(NumberBook, ("order", YEAR)).last == 241


def test_each_year_begins_anew(database, officer, case):
    with database.work(officer) as uow:
        for year in (2026, 2027, 2026):
            take(uow, TakeNumber(Book.CARD, uow.clock.today().replace(year=year), "บัตร"))
    with database.read(SYSTEM) as uow:
        found = uow.session.scalars(select(IssuedNumber.shown).order_by(IssuedNumber.id)).all()
    assert found == ["1/2569", "1/2570", "2/2569"]


# -- after issuing ---------------------------------------------------------------------------------


def test_a_void_number_stays_with_its_reason_and_is_never_given_again(database, officer, case):
    issued = issue(database, officer, order_of(database, officer, case.id))
    row = lines(database)[0]

    def void(version, reason):
        with database.work(officer) as uow:
            return void_number(uow, VoidNumber(row.id, version, reason)).value

    assert code_of(lambda: void(row.version, " ")) == "required"
    assert code_of(lambda: void(row.version + 1, "ผิดคน")) == "edit_conflict"
    void(row.version, "ผิดคน")
    assert code_of(lambda: void(row.version + 1, "ผิดคน")) == "number_void_already"
    after = lines(database)[0]
    assert (after.void_reason, after.voided_by, after.shown) == ("ผิดคน", officer.name, "1/2569")
    with database.read(officer) as uow:
        shown = issued_detail(uow, issued.paper_id)
        assert shown.void_reason == "ผิดคน"
        assert shown.intact and shown.content == issued.content  # the mark is on a copy
        assert "ยกเลิกแล้ว" in text_of(shown.shown) and "ผิดคน" in text_of(shown.shown)
        assert issued_content(uow, issued.paper_id) == shown.shown
        assert [paper.void for paper in case_detail(uow, case.id).issued] == [True]
        assert register_count(uow, RegisterFilter(void=True)) == 1
        assert register_count(uow, RegisterFilter(void=False)) == 0
    assert issue(database, officer, order_of(database, officer, case.id)).number == "2/2569"


def test_a_paper_changed_in_the_store_is_told(database, officer, case):
    issued = issue(database, officer, order_of(database, officer, case.id))
    with database.work(SYSTEM) as uow:
        changed = update(IssuedPaper).values(content=issued.content + b" ")
        uow.session.execute(changed.where(IssuedPaper.id == issued.paper_id))
    with database.read(officer) as uow:
        assert not issued_detail(uow, issued.paper_id).intact


def test_the_register_is_searched_by_any_part(database, officer, case):
    issue(database, officer, order_of(database, officer, case.id))
    with database.read(officer) as uow:
        for text, count in (("ลาออก กานดา", 1), ("1/2569", 1), ("ไม่มี", 0), ("100%_", 0)):
            assert register_count(uow, RegisterFilter(text=text)) == count, text
        assert register_count(uow, RegisterFilter(year=2568)) == 0
        assert register_count(uow, RegisterFilter(book=Book.LETTER)) == 0


def test_an_order_is_corrected_and_says_by_which(database, officer, case):
    wrong = issue(database, officer, order_of(database, officer, case.id))
    with database.work(officer) as uow:
        content = order_content(uow, wrong.paper_id)
        unit = next(line for line in content.lines if line.field == "from_unit")
        right = RightWords(unit.row, unit.name, unit.item, unit.said, "กองคลัง")
        draft = prepare_correction(uow, wrong.paper_id, (right,), PaperOptions()).value
    assert draft.data.earlier.order_number == "1/2569"
    issued = issue(database, officer, with_values(draft, _filled(draft)))
    text = text_of(issued.content)
    assert "กองคลัง" in text and "กองแผนงาน" in text and "๑/๒๕๖๙" in text
    with database.read(officer) as uow:
        earlier = issued_detail(uow, wrong.paper_id)
        assert [(ref.kind, ref.number) for ref in earlier.replaced_by] == [
            ("correction_order", "2/2569")
        ]
        assert issued_detail(uow, issued.paper_id).replaces.number == "1/2569"
    first, second = lines(database)
    assert [(ref.kind, ref.number) for ref in first.replaced_by] == [("correction_order", "2/2569")]
    assert (second.case_id, second.case_number) == (first.case_id, first.case_number)
    assert second.case_number and "กานดา" in second.title

    def void(row, **how):
        with database.work(officer) as uow:
            void_number(uow, VoidNumber(row.id, row.version, "ออกซ้ำ", **how))

    assert code_of(lambda: void(first)) == "order_referred_to"
    void(second)
    assert lines(database)[0].replaced_by == ()
    void(first)


def test_an_order_is_cancelled_whole_or_for_some(database, officer, case):
    wrong = issue(database, officer, order_of(database, officer, case.id))
    with database.work(officer) as uow:
        draft = prepare_cancelling(
            uow, wrong.paper_id, ((1, "นางสาวกานดา สมมติสุข"),), PaperOptions()
        ).value
    issued = issue(
        database, officer, with_values(draft, {**_filled(draft), "reason": "ผู้ขอถอนเรื่อง"})
    )
    assert "ผู้ขอถอนเรื่อง" in text_of(issued.content)
    row = lines(database)[0]
    with database.work(officer) as uow:
        void_number(uow, VoidNumber(row.id, row.version, "ออกซ้ำ", despite=True))
    assert code_of(lambda: issue(database, officer, draft_again(database, officer, wrong))) == (
        "order_replaced_void"
    )


def draft_again(database, officer, wrong):
    with database.work(officer) as uow:
        draft = prepare_cancelling(uow, wrong.paper_id, (), PaperOptions()).value
    return with_values(draft, {**_filled(draft), "reason": "ผู้ขอถอนเรื่อง"})


def _filled(draft) -> dict[str, str]:
    """Type something into every field that is missing."""
    missing = {field.name for field in draft.lacking}
    return {
        field.name: "1/10/2569" if field.kind.value == "date" else "ข้อความ"
        for field in draft.editable
        if field.name in missing
    }


# -- papers without a case -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "variant", "number"),
    [
        ("announcement", "free", "1/2569"),
        ("external_letter", "free", "ตย ๐๓๐๓/1"),
        ("invitation", "committee", "ตย ๐๓๐๓/1"),
        ("committee_order", "free", "1/2569"),
    ],
)
def test_papers_of_the_office_are_issued_without_a_case(
    database, officer, case, kind, variant, number
):
    with database.work(officer) as uow:
        draft = prepare_office_paper(uow, kind, variant).value
    missing = {field.name for field in draft.lacking}
    names = {field.name for field in draft.editable}
    assert {name for name in missing if "." not in name or name.startswith("values.")} <= names
    filled = with_values(
        draft, {**_filled(draft), **({"seats": "นาย ก | ผอ. | ประธาน"} if "seats" in names else {})}
    )
    issued = issue(database, officer, filled)
    assert issued.number == number
    with database.read(officer) as uow:
        assert issued_detail(uow, issued.paper_id).case_id is None


def test_an_announcement_may_go_without_a_number(database, officer, case):
    with database.work(officer) as uow:
        draft = prepare_office_paper(uow, "announcement", "free").value
    draft = with_values(draft, _filled(draft))
    assert issue(database, officer, draft, numbered=False).number == ""
    assert lines(database, RegisterFilter()) == ()
    order = order_of(database, officer, case.id)
    assert issue(database, officer, order, numbered=False).number == "1/2569"


def test_every_kind_a_case_offers_makes_a_draft(database, officer, admin):
    make_office(database)
    person = make_person(database)
    from hrdesk.services.papers import paper_kinds
    from hrdesk.services.procedures import kinds_offered

    with database.read(admin) as uow:
        offered = [kind for kind in kinds_offered(uow) if kind in set(CaseType)]
    for case_type in offered:
        opened = receive(database, officer, person, case_type)
        with database.work(officer) as uow:
            for choice in paper_kinds(uow, opened.id):
                for variant in choice.variants or (None,):
                    key = variant.key if variant else ""
                    draft = prepare_paper(uow, opened.id, choice.kind, variant=key).value
                    reach = {field.name for field in draft.editable}
                    own = {f.name for f in draft.lacking if f.where.startswith("paper.")}
                    unreachable = {
                        name for name in own
                        if not {name, name.partition(".")[0], f"people.0.{name[7:]}"} & reach
                    }  # fmt: skip
                    assert unreachable == set(), (case_type, choice.kind, key)
