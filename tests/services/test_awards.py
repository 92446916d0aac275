"""Salaries outside rounds: worked out, kept as drafts, decided with an order, corrected by a new one."""

from __future__ import annotations

import dataclasses
import datetime as dt
from decimal import Decimal

import pytest
from sqlalchemy import select, update

from hrdesk.documents.preview import page_text
from hrdesk.models import (
    AuditEntry,
    CalculationRun,
    Degree,
    IssuedPaper,
    Person,
    SalaryAward,
    SalaryRecord,
    ServiceRun,
)
from hrdesk.rules.citation import Citation
from hrdesk.rules.codes import DegreeLevel, Employment
from hrdesk.services import award_papers, awards, office_law
from hrdesk.services.access import SYSTEM
from hrdesk.services.award_figures import AwardInputs, AwardKind, entered_day
from hrdesk.services.errors import DomainError, EditConflict, Invalid
from hrdesk.services.paper_drafts import build
from hrdesk.services.paper_issue import IssuePaper, issue_paper
from hrdesk.services.queries import award_preview, award_start
from hrdesk.services.queries import awards as queries
from hrdesk.services.queries.award_preview import PreviewChoices
from hrdesk.services.queries.awards import AwardFilter
from tests.documents.reading import bare
from tests.services.conftest import _user
from tests.services.offices import make_office, make_person

DAY = dt.date(2026, 10, 1)
PHASE = dt.date(2025, 5, 1)
ORDER = ("123/2569", dt.date(2026, 10, 5))


@pytest.fixture
def office(sqlite_database):
    make_office(sqlite_database, "dms")
    return sqlite_database


@pytest.fixture
def officer(sqlite_database):
    from hrdesk.services.access import Role

    return _user(sqlite_database, "officer", Role.OFFICER)


@pytest.fixture
def person(office):
    return make_person(office)


def do(database, actor, call):
    with database.work(actor) as uow:
        return call(uow).value


def read(database, actor, call):
    with database.read(actor) as uow:
        return call(uow)


def refused(database, actor, call) -> DomainError:
    with pytest.raises(DomainError) as caught, database.work(actor) as uow:
        call(uow)
    return caught.value


def of_entrant(person: int, *factors: int, day: dt.date = DAY) -> AwardInputs:
    return AwardInputs(
        AwardKind.QUALIFICATION, person, day, qualification="ป.ตรี 4 ปี", factors=factors
    )


def save(database, actor, inputs: AwardInputs, **more) -> int:
    return do(database, actor, lambda uow: awards.save_award(uow, awards.SaveAward(inputs, **more)))


def decide(database, actor, *ids: int):
    def call(uow):
        named = tuple((each, uow.session.get_one(SalaryAward, each).version) for each in ids)
        return awards.decide_awards(uow, awards.DecideAwards(named, *ORDER))

    return do(database, actor, call)


def salary_of(database, person: int) -> Decimal | None:
    with database.read(SYSTEM) as uow:
        return uow.session.get_one(Person, person).salary


def records(database, person: int) -> list[tuple[Decimal, str, bool]]:
    with database.read(SYSTEM) as uow:
        rows = uow.session.scalars(
            select(SalaryRecord).where(SalaryRecord.person_id == person).order_by(SalaryRecord.id)
        )
        return [(row.new_salary, row.order_number, row.superseded_by_id is None) for row in rows]


# -- what comes of the facts ----------------------------------------------------------------------


def test_the_four_factors_add_up_and_stay_marked_until_the_office_confirms(office, officer, person):
    given = of_entrant(person, 1, 2)
    worked = read(office, officer, lambda uow: queries.work_out(uow, given))
    # 18,150 + 30 % and 20 % of (19,970 − 18,150)
    assert worked.figures.salary == Decimal(19060)
    assert worked.mark == "คำนวณตามสูตร รอยืนยัน"
    award = save(office, officer, given)
    [line] = read(office, officer, queries.awards)
    assert (line.salary, line.mark, line.state) == (19060, "คำนวณตามสูตร รอยืนยัน", "draft")
    decide(office, officer, award)
    kept = read(office, officer, lambda uow: queries.award(uow, award))
    assert kept.line.mark
    assert kept.intact
    _confirm(office)
    assert read(office, officer, queries.awards)[0].mark == ""
    assert read(office, officer, lambda uow: queries.work_out(uow, given)).mark == ""


def _confirm(database) -> None:
    with database.work(SYSTEM) as uow:
        book = office_law.law_book(uow)
        cited = Citation("บันทึกสมมติ")
        office_law.amend_rule(
            uow,
            office_law.AmendRule(
                "dms.qsal.formula", dt.date(2024, 5, 1), "true", cited, "ยืนยันสูตร", book.hash
            ),
        )


def test_a_former_employee_keeps_what_was_earned(office, officer, person):
    given = AwardInputs(
        AwardKind.PRIOR, person, DAY, qualification="ป.ตรี 4 ปี",
        employment=Employment.TEMPORARY_EMPLOYEE, pay=Decimal(20000), years=Decimal(3),
        maximum=Decimal(43600),
    )  # fmt: skip
    worked = read(office, officer, lambda uow: queries.work_out(uow, given)).figures
    assert (worked.start, worked.salary) == (18150, 20000)
    broken = dataclasses.replace(given, unbroken=False)
    assert read(office, officer, lambda uow: queries.work_out(uow, broken)).figures.salary == 18150


@pytest.mark.parametrize(
    ("wrong", "field", "code"),
    [
        ({"qualification": ""}, "qualification", "required"),
        ({"effective_on": None}, "effective_on", "required"),
        ({"qualification": "ไม่มี"}, "qualification", "rule_refuses"),
        ({"effective_on": dt.date(2013, 12, 31)}, "effective_on", "rule_refuses"),
        ({"factors": (9,)}, "factors", "rule_refuses"),
        ({"salary_before": Decimal(-1)}, "salary_before", "award_absurd"),
        ({"salary_before": Decimal(15000000)}, "salary_before", "award_absurd"),
        ({"salary_before": Decimal("15000.001")}, "salary_before", "award_absurd"),
    ],
)
def test_impossible_facts_are_refused_at_their_field(office, officer, person, wrong, field, code):
    given = dataclasses.replace(of_entrant(person), **wrong)
    problem = refused(office, officer, lambda uow: awards.save_award(uow, awards.SaveAward(given)))
    assert (problem.code, problem.field) == (code, field)
    assert read(office, officer, queries.awards) == ()


def test_everything_missing_is_told_at_once(office, officer):
    given = AwardInputs(AwardKind.PRIOR, 0)
    problem = refused(office, officer, lambda uow: queries.work_out(uow, given))
    assert isinstance(problem, Invalid)
    assert {each.field for each in problem.problems} == {
        "person", "effective_on", "qualification", "employment", "pay", "years", "maximum",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("stored", "found"),
    [
        ("2025-04-30", dt.date(2025, 4, 30)),
        ("2025-05-01", dt.date(2025, 5, 1)),
        ("2025-04-00", dt.date(2025, 4, 1)),
        ("2024-00-00", dt.date(2024, 1, 1)),
        ("2025-00-00", None),
        ("2024-12-00", dt.date(2024, 12, 1)),
        ("", None),
    ],
)
def test_a_partial_day_of_entry_counts_where_it_decides(stored, found):
    assert entered_day(stored, PHASE) == found


# -- deciding -------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_deciding_keeps_the_result_the_line_and_the_salary_at_once(kind, request, tmp_path, clock):
    from hrdesk.services.access import Role
    from hrdesk.services.lifecycle import create_database
    from hrdesk.services.location import Location

    where = (
        Location.file(tmp_path / "one.db")
        if kind == "sqlite"
        else Location(request.getfixturevalue("fresh_postgres"))
    )
    database = create_database(where, clock)
    make_office(database, "dms")
    officer, person = _user(database, "officer", Role.OFFICER), make_person(database)
    award = save(database, officer, of_entrant(person, 1))
    [run] = decide(database, officer, award)
    assert salary_of(database, person) == Decimal(18696)  # 18,150 + 546
    assert records(database, person) == [(Decimal(18696), "123/2569", True)]
    with database.read(SYSTEM) as uow:
        kept = uow.session.get_one(CalculationRun, run)
        assert kept.outputs["salary"] == "18696"
        assert kept.inputs["qualification"] == "ป.ตรี 4 ปี"
        assert {"award.decided", "salary.recorded"} <= set(
            uow.session.scalars(select(AuditEntry.action))
        )
    for call in (
        lambda uow: awards.discard_award(uow, award, 2),
        lambda uow: awards.save_award(
            uow, awards.SaveAward(of_entrant(person), id=award, version=2)
        ),
    ):
        assert refused(database, officer, call).code == "award_decided"
    database.close()


def test_one_bad_award_of_many_decides_none(office, officer, person):
    other = make_person(office, "ปิติ", "สมมติชัย")
    good = save(office, officer, of_entrant(person))
    lacking = AwardInputs(
        AwardKind.PRIOR, other, DAY, qualification="ป.ตรี 4 ปี",
        employment=Employment.MOPH_EMPLOYEE, pay=Decimal(20000), years=Decimal(3),
        maximum=Decimal(43600),
    )  # fmt: skip
    bad = save(office, officer, lacking)  # the day of hiring decides and is unknown
    command = awards.DecideAwards(((good, 1), (bad, 1)), *ORDER)
    problem = refused(office, officer, lambda uow: awards.decide_awards(uow, command))
    assert problem.code == "award_no_figure"
    assert salary_of(office, person) == Decimal(27500)
    assert records(office, person) == []
    assert {line.state for line in read(office, officer, queries.awards)} == {"draft"}
    for wrong in (
        dataclasses.replace(command, order_number=" "),
        dataclasses.replace(command, order_dated=None),
    ):
        assert (
            refused(office, officer, lambda uow, w=wrong: awards.decide_awards(uow, w)).code
            == "required"
        )
    stale = dataclasses.replace(command, awards=((good, 9),))
    with pytest.raises(EditConflict):
        do(office, officer, lambda uow: awards.decide_awards(uow, stale))


def test_a_figure_that_the_law_changed_meanwhile_is_not_decided(office, officer, person):
    award = save(office, officer, of_entrant(person, 1))
    _confirm(office)
    problem = refused(
        office, officer,
        lambda uow: awards.decide_awards(uow, awards.DecideAwards(((award, 1),), *ORDER)),
    )  # fmt: skip
    assert problem.code == "award_law_changed"
    save(office, officer, of_entrant(person, 1), id=award, version=1)
    decide(office, officer, award)


def test_a_correction_takes_the_place_of_the_decided_one(office, officer, person):
    first = save(office, officer, of_entrant(person, 1))
    twin = of_entrant(person, 1, 2)
    assert (
        refused(office, officer, lambda uow: awards.save_award(uow, awards.SaveAward(twin))).code
        == "award_there_already"
    )
    assert (
        refused(office, officer, lambda uow: awards.correct_award(uow, first, "ผิด")).code
        == "award_not_decided"
    )
    decide(office, officer, first)
    draft = do(office, officer, lambda uow: awards.correct_award(uow, first, "ลืมใบประกอบวิชาชีพ"))
    assert (
        refused(office, officer, lambda uow: awards.correct_award(uow, first, "อีก")).code
        == "award_corrected_already"
    )
    save(office, officer, twin, id=draft, version=1)
    decide(office, officer, draft)
    assert salary_of(office, person) == Decimal(19060)
    assert records(office, person) == [
        (Decimal(18696), "123/2569", False), (Decimal(19060), "123/2569", True),
    ]  # fmt: skip
    states = {line.id: line.state for line in read(office, officer, queries.awards)}
    assert states == {first: "superseded", draft: "decided"}
    kept = read(office, officer, lambda uow: queries.award(uow, draft))
    assert (kept.correction, kept.run_number, kept.line.corrects) == ("ลืมใบประกอบวิชาชีพ", 2, first)
    only = read(office, officer, lambda uow: queries.awards(uow, AwardFilter(state="decided")))
    assert [line.id for line in only] == [draft]


def test_a_later_line_of_the_history_stays_the_salary(office, officer, person):
    later = save(office, officer, of_entrant(person, day=DAY))
    decide(office, officer, later)
    earlier = save(office, officer, of_entrant(person, day=dt.date(2024, 4, 30)))
    decide(office, officer, earlier)
    assert salary_of(office, person) == Decimal(18150)
    assert len(records(office, person)) == 2


# -- many at once ---------------------------------------------------------------------------------


def _serving(database, first: str, salary: int, entered: str, level: str = "bachelor") -> int:
    found = make_person(database, first)
    with database.work(SYSTEM) as uow:
        person = uow.session.get_one(Person, found)
        person.salary, person.entered_on = Decimal(salary), entered
        uow.session.execute(update(Degree).where(Degree.person_id == found).values(level=level))
    return found


def test_everybody_in_the_bands_is_found_saved_and_decided_together(office, officer):
    ids = {
        "raised": _serving(office, "กานดา", 18510, "2020-01-02"),
        "none": _serving(office, "ปิติ", 37610, "2020-01-02"),
        "check": _serving(office, "ชูใจ", 15000, "2020-01-02"),
        "new": _serving(office, "มานี", 18150, "2025-05-01"),
        "unknown": _serving(office, "วีระ", 20000, ""),
        "degree": _serving(office, "มานะ", 20000, "2020-01-02", "below_bachelor"),
    }
    found = read(office, officer, lambda uow: award_preview.compensation_preview(uow, PHASE))
    by_id = {row.person_id: row for row in found.rows}
    assert {key: by_id[each].standing for key, each in ids.items()} == {
        "raised": "raised", "none": "none", "check": "check", "new": "none", "unknown": "check",
        "degree": "check",
    }  # fmt: skip
    assert by_id[ids["raised"]].new_salary == Decimal(20160)
    assert by_id[ids["raised"]].band == "16,500 – 19,000"
    assert found.cost == Decimal(1650)
    assert by_id[ids["degree"]].reason == "ยังไม่ได้เลือกคุณวุฒิตามบัญชี"
    choices = PreviewChoices(own={ids["degree"]: ("ปวส./อนุปริญญา 3 ปี", "ในประเทศ")})
    found = read(
        office, officer, lambda uow: award_preview.compensation_preview(uow, PHASE, choices)
    )
    wanted = [row.inputs for row in found.raised]
    assert {each.person_id for each in wanted} == {ids["raised"], ids["degree"]}
    saved = do(office, officer, lambda uow: awards.save_compensation(uow, PHASE, wanted))
    again = do(office, officer, lambda uow: awards.save_compensation(uow, PHASE, wanted))
    assert set(saved) == set(again)  # drafts there already are worked out anew
    decide(office, officer, *saved)
    assert salary_of(office, ids["raised"]) == Decimal(20160)
    after = read(office, officer, lambda uow: award_preview.compensation_preview(uow, PHASE))
    standing = {row.person_id: row.standing for row in after.rows}
    assert standing[ids["raised"]] == "decided"
    assert (
        refused(office, officer, lambda uow: awards.save_compensation(uow, PHASE, wanted)).code
        == "award_nobody"
    )


def test_a_correction_that_finds_nothing_due_puts_the_salary_back(office, officer):
    person = _serving(office, "กานดา", 18510, "2020-01-02")
    [row] = read(office, officer, lambda uow: award_preview.compensation_preview(uow, PHASE)).rows
    [award] = do(office, officer, lambda uow: awards.save_compensation(uow, PHASE, [row.inputs]))
    decide(office, officer, award)
    assert salary_of(office, person) == Decimal(20160)
    draft = do(office, officer, lambda uow: awards.correct_award(uow, award, "บรรจุหลังวันปรับ"))
    later = dataclasses.replace(row.inputs, entered_on=PHASE)
    save(office, officer, later, id=draft, version=1)
    decide(office, officer, draft)
    assert salary_of(office, person) == Decimal(18510)
    assert records(office, person)[-1] == (Decimal(18510), "123/2569", True)


def test_the_salary_before_the_day_comes_from_the_history(office, officer):
    person = _serving(office, "กานดา", 30000, "2020-01-02")
    with office.work(SYSTEM) as uow:
        for day, salary in ((dt.date(2025, 4, 1), 17000), (PHASE, 30000)):
            uow.session.add(
                SalaryRecord(
                    person_id=person,
                    effective_on=day,
                    kind="other",
                    new_salary=Decimal(salary),
                    recorded_at=uow.clock.now(),
                )
            )
    [row] = read(office, officer, lambda uow: award_preview.compensation_preview(uow, PHASE)).rows
    assert (row.salary, row.from_history) == (17000, True)


def test_a_salary_before_the_first_line_is_what_that_line_started_from(office, officer):
    person = _serving(office, "กานดา", 30000, "2020-01-02")
    with office.work(SYSTEM) as uow:
        uow.session.add(
            SalaryRecord(
                person_id=person, effective_on=PHASE, kind="other", old_salary=Decimal(17000),
                new_salary=Decimal(30000), recorded_at=uow.clock.now(),
            )
        )  # fmt: skip
    [row] = read(office, officer, lambda uow: award_preview.compensation_preview(uow, PHASE)).rows
    assert (row.salary, row.from_history) == (17000, True)
    begun = read(
        office, officer,
        lambda uow: award_start.award_start(uow, AwardKind.COMPENSATION, person, PHASE),
    )  # fmt: skip
    assert begun.inputs.salary_before == 17000


def test_a_day_that_begins_no_phase_is_refused(office, officer):
    problem = refused(
        office, officer, lambda uow: award_preview.compensation_preview(uow, dt.date(2025, 5, 2))
    )
    assert (problem.code, problem.field) == ("rule_refuses", "effective_on")


def test_what_the_editor_offers(office, officer):
    found = read(office, officer, lambda uow: queries.award_choices(uow, DAY))
    assert len(found.qualifications["ในประเทศ"]) == 36
    assert list(found.factors) == [1, 2, 3, 4]
    assert (found.confirmed, found.borrowed) == (False, False)
    assert found.phase_days == (dt.date(2024, 5, 1), PHASE)
    assert DegreeLevel.BACHELOR in award_preview.USUAL


def test_the_editor_begins_with_what_the_register_knows(office, officer, person):
    with office.work(SYSTEM) as uow:
        uow.session.get_one(Person, person).entered_on = "2026-10-01"
        uow.session.add(
            ServiceRun(
                person_id=person, position=1, started_on="2022-10-01", ended_on="2026-09-30",
                employment="temporary_employee",
            )
        )  # fmt: skip
    found = read(
        office, officer, lambda uow: award_start.award_start(uow, AwardKind.PRIOR, person, DAY)
    )
    given = found.inputs
    assert (given.employment, given.unbroken) == (Employment.TEMPORARY_EMPLOYEE, True)
    assert (given.hired_on, given.years) == (dt.date(2022, 10, 1), Decimal(4))
    assert given.qualification == "ป.โท"
    assert "บรรจุ 01/10/2569" in found.told
    found = read(
        office, officer,
        lambda uow: award_start.award_start(uow, AwardKind.COMPENSATION, person, PHASE),
    )  # fmt: skip
    assert (found.inputs.salary_before, found.inputs.entered_on) == (27500, DAY)
    later = DAY + dt.timedelta(days=40)
    by_degree = AwardKind.QUALIFICATION

    def begun(*, chosen=False):
        return read(
            office, officer,
            lambda uow: award_start.award_start(uow, by_degree, person, later, chosen=chosen),
        ).inputs  # fmt: skip

    # an entrant begins on the day of entry, paid nothing before; a day that was chosen stays
    assert (begun().effective_on, begun().salary_before) == (DAY, None)
    assert (begun(chosen=True).effective_on, begun(chosen=True).salary_before) == (later, 27500)
    above = award_start.above_degree
    assert above("ว.ว. 4 ปี", DegreeLevel.BELOW_BACHELOR) and above("ป.ตรี 4 ปี", None)
    assert not above("ป.โท", DegreeLevel.MASTER) and not above("ปวช.", DegreeLevel.BACHELOR)


# -- papers ---------------------------------------------------------------------------------------


def test_issuing_the_order_decides_in_the_same_transaction(office, officer, person):
    other = make_person(office, "ปิติ", "สมมติชัย")
    ids = [save(office, officer, of_entrant(each, 1)) for each in (person, other)]
    picked = tuple((each, 1) for each in ids)
    draft = do(office, officer, lambda uow: award_papers.prepare_award_order(uow, picked))
    assert [each.name for each in draft.data.people] == ["นางสาวกานดา สมมติสุข", "นางสาวปิติ สมมติชัย"]
    assert {each.remark for each in draft.data.people} == {"คำนวณตามสูตร รอยืนยัน"}
    assert "ว ๙ ลงวันที่ 9 เมษายน 2567" in draft.data.values["criteria"]
    assert draft.lacking == ()
    issued = do(office, officer, lambda uow: issue_paper(uow, IssuePaper(draft)))
    lines = read(office, officer, queries.awards)
    assert {(line.state, line.order_number, line.paper_id) for line in lines} == {
        ("decided", issued.number, issued.paper_id)
    }
    assert salary_of(office, other) == Decimal(18696)
    text = page_text(issued.content, 1)
    assert "๑๘,๖๙๖" in text
    again = refused(office, officer, lambda uow: issue_paper(uow, IssuePaper(draft)))
    assert again.code == "award_decided"
    with office.read(SYSTEM) as uow:  # the second number was not taken either
        assert uow.session.query(IssuedPaper).count() == 1


def test_an_order_is_of_one_kind_and_of_what_was_shown(office, officer, person):
    entrant = save(office, officer, of_entrant(person))
    served = _serving(office, "ปิติ", 18510, "2020-01-02")
    [row] = read(office, officer, lambda uow: award_preview.compensation_preview(uow, PHASE)).raised
    assert row.person_id == served
    [other] = do(office, officer, lambda uow: awards.save_compensation(uow, PHASE, [row.inputs]))
    for picked, code in (
        ((), "award_nobody"),
        (((entrant, 1), (other, 1)), "award_not_in_one_order"),
        (((entrant, 7),), "award_order_changed"),
    ):
        problem = refused(
            office, officer, lambda uow, p=picked: award_papers.prepare_award_order(uow, p)
        )
        assert problem.code == code


def test_the_sheet_says_how_the_figure_came_about_and_that_it_is_not_confirmed(
    office, officer, person
):
    award = save(office, officer, of_entrant(person, 1))
    draft = do(office, officer, lambda uow: award_papers.prepare_award_sheet(uow, award))
    assert draft.missing == ()
    text = bare(page_text(build(draft), 0))
    for part in ("คำนวณตามสูตรรอยืนยัน", "๓๐/๑๐๐×(๑๙,๙๗๐−๑๘,๑๕๐)", "๑๘,๖๙๖บาท"):
        assert part in text
    _confirm(office)
    draft = do(office, officer, lambda uow: award_papers.prepare_award_sheet(uow, award))
    assert draft.data.mark == ""


def test_the_form_of_the_history_lists_what_stands(office, officer, person):
    decide(office, officer, save(office, officer, of_entrant(person)))
    draft = do(office, officer, lambda uow: award_papers.prepare_salary_record(uow, person))
    [line] = draft.data.lines
    assert (line.new_salary, line.order_number) == (Decimal(18150), "123/2569")
    assert "๑๒๓/๒๕๖๙" in page_text(build(draft), 0)
    empty = make_person(office, "ปิติ", "สมมติชัย")
    draft = do(office, officer, lambda uow: award_papers.prepare_salary_record(uow, empty))
    assert [field.name for field in draft.missing] == ["lines"]
