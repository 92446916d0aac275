"""Points as they are typed, and the life of a sheet until it is verified."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import select

from hrdesk.models import Attendance, AuditEntry, Contest, Meeting, Recusal, ScoreSheet
from hrdesk.services import score_checks
from hrdesk.services.access import SYSTEM
from hrdesk.services.errors import DomainError, EditConflict, Invalid
from hrdesk.services.lifecycle import create_database
from hrdesk.services.location import Location
from hrdesk.services.queries.scores import contest_grid, sheet_history
from hrdesk.services.score_checks import SheetRef
from hrdesk.services.scores import CellPoints, set_point, set_points
from tests.services.meetings_sample import make_meeting, make_user
from tests.services.offices import make_office

POINTS = {"person": Decimal(25), "ability": Decimal("40.5"), "other": Decimal(15)}


@pytest.fixture
def meeting(database):
    make_office(database)
    return make_meeting(database)


@pytest.fixture
def typist(database, meeting):
    return make_user(database, "typist")


@pytest.fixture
def checker(database, meeting):
    return make_user(database, "checker")


def cell(meeting, criterion="person", points="25", expected=None, candidate=0, member=0):
    return CellPoints(
        meeting.candidates[candidate],
        meeting.members[member],
        criterion,
        None if points is None else Decimal(points),
        None if expected is None else Decimal(expected),
    )


def fill(database, actor, meeting, candidate=0, member=0):
    """Fill one sheet and return it."""
    cells = [
        CellPoints(meeting.candidates[candidate], meeting.members[member], key, value)
        for key, value in POINTS.items()
    ]
    with database.work(actor) as uow:
        return set_points(uow, meeting.contest, cells).value[-1]


def ref(sheet) -> SheetRef:
    return SheetRef(sheet.id, sheet.version)


def newest(database, actor, meeting, candidate=0, member=0):
    with database.read(actor) as uow:
        grid = contest_grid(uow, meeting.contest)
    return grid.sheet(meeting.candidates[candidate], meeting.members[member])


def handed_in(database, actor, meeting):
    fill(database, actor, meeting)
    with database.work(actor) as uow:
        score_checks.hand_in(uow, [ref(newest(database, actor, meeting))])
    return newest(database, actor, meeting)


def test_a_point_is_stored_and_noted(database, typist, meeting):
    with database.work(typist) as uow:
        sheet = set_point(uow, meeting.contest, cell(meeting, points="12.5")).value
    assert sheet.points == {"person": Decimal("12.5")}
    with database.read(typist) as uow:
        grid = contest_grid(uow, meeting.contest)
        note = uow.session.scalars(
            select(AuditEntry).where(AuditEntry.action == "score.entered")
        ).one()
    assert grid.sheet(meeting.candidates[0], meeting.members[0]).entered_by == "typist"
    assert list(note.changes.values()) == [[None, "12.5"]]
    standing = grid.standing(grid.candidates[0])
    assert (standing.expected, standing.whole, standing.missing_cells) == (3, 0, 8)


@pytest.mark.parametrize(
    ("criterion", "points", "code"),
    [
        ("person", "30.01", "points_over"),
        ("person", "-1", "points_negative"),
        ("person", "1.005", "points_too_fine"),
        ("ghost", "1", "not_found"),
    ],
)
def test_points_that_do_not_fit_are_refused(database, typist, meeting, criterion, points, code):
    with pytest.raises(DomainError) as refusal, database.work(typist) as uow:
        set_point(uow, meeting.contest, cell(meeting, criterion, points))
    assert refusal.value.code == code
    assert newest(database, typist, meeting).id is None


def test_the_outlets_points_are_the_only_ones_for_publication(database, typist, meeting):
    work = make_meeting(database, scheme="doh.work-k2", kind="work")
    with pytest.raises(DomainError) as refusal, database.work(typist) as uow:
        set_point(uow, work.contest, cell(work, "publication", "7"))
    assert (refusal.value.code, refusal.value.facts["allowed"]) == (
        "points_not_allowed",
        "0, 6, 8, 10",
    )


def test_a_block_is_stored_whole_or_not_at_all(database, typist, meeting):
    block = [cell(meeting), cell(meeting, "ability", "51"), cell(meeting, "other", "21")]
    with pytest.raises(Invalid) as refusal, database.work(typist) as uow:
        set_points(uow, meeting.contest, block)
    assert [problem.code for problem in refusal.value.problems] == ["points_over"] * 2
    assert newest(database, typist, meeting).id is None


def test_somebody_elses_point_is_never_overwritten_unseen(database, typist, checker, meeting):
    with database.work(typist) as uow:
        set_point(uow, meeting.contest, cell(meeting, points="20"))
    with pytest.raises(DomainError) as refusal, database.work(checker) as uow:
        set_point(uow, meeting.contest, cell(meeting, points="21"))
    assert (refusal.value.code, refusal.value.facts["stored"]) == ("cell_changed", "20")
    with database.work(checker) as uow:
        set_point(uow, meeting.contest, cell(meeting, points="21", expected="20"))
    assert newest(database, typist, meeting).points["person"] == 21


def test_absent_and_recused_members_give_no_points(database, typist, meeting):
    with database.work(SYSTEM) as uow:
        uow.session.add(
            Attendance(meeting_id=meeting.meeting, member_id=meeting.members[0], state="absent")
        )
        uow.session.add(
            Recusal(
                candidate_id=meeting.candidates[0], member_id=meeting.members[1], reason="เป็นญาติ"
            )
        )
    for member, code in ((0, "member_absent"), (1, "member_recused")):
        with pytest.raises(DomainError) as refusal, database.work(typist) as uow:
            set_point(uow, meeting.contest, cell(meeting, member=member))
        assert refusal.value.code == code
    with database.read(typist) as uow:
        grid = contest_grid(uow, meeting.contest)
    assert grid.standing(grid.candidates[0]).expected == 1
    assert grid.standing(grid.candidates[1]).expected == 2


def test_an_emptied_cell_is_missing_again(database, typist, meeting):
    fill(database, typist, meeting)
    with database.work(typist) as uow:
        sheet = set_point(uow, meeting.contest, cell(meeting, points=None, expected="25")).value
    assert "person" not in sheet.points


def test_a_sheet_with_an_empty_cell_is_not_handed_in(database, typist, meeting):
    with database.work(typist) as uow:
        sheet = set_point(uow, meeting.contest, cell(meeting)).value
    with pytest.raises(DomainError) as refusal, database.work(typist) as uow:
        score_checks.hand_in(uow, [ref(sheet)])
    assert (refusal.value.code, refusal.value.facts["missing"]) == ("sheet_incomplete", 2)


def test_another_person_verifies_and_nothing_changes_any_more(database, typist, checker, meeting):
    sheet = handed_in(database, typist, meeting)
    with pytest.raises(DomainError) as refusal, database.work(typist) as uow:
        score_checks.verify(uow, [ref(sheet)])
    assert refusal.value.code == "own_entry"
    with database.work(checker) as uow:
        score_checks.verify(uow, [ref(sheet)])
    assert newest(database, typist, meeting).state == "verified"
    with pytest.raises(DomainError) as refusal, database.work(typist) as uow:
        set_point(uow, meeting.contest, cell(meeting, points="1", expected="25"))
    assert refusal.value.code == "sheet_handed_in"


def test_a_rejected_sheet_stays_and_a_new_one_goes_on(database, typist, checker, meeting):
    sheet = handed_in(database, typist, meeting)
    with database.work(checker) as uow:
        score_checks.reject(uow, ref(sheet), "อ่านลายมือผิด")
    with database.work(typist) as uow:
        set_point(uow, meeting.contest, cell(meeting, points="26", expected="25"))
    with database.read(typist) as uow:
        history = sheet_history(uow, meeting.candidates[0], meeting.members[0])
    assert [(each.state, each.points["person"]) for each in history] == [
        ("rejected", 25),
        ("draft", 26),
    ]
    assert history[0].reason == "อ่านลายมือผิด"


def test_a_verified_sheet_is_superseded_with_a_reason(database, typist, checker, meeting):
    sheet = handed_in(database, typist, meeting)
    with database.work(checker) as uow:
        score_checks.verify(uow, [ref(sheet)])
    verified = newest(database, typist, meeting)
    with pytest.raises(DomainError), database.work(typist) as uow:
        score_checks.supersede(uow, ref(verified), " ")
    with database.work(checker) as uow:
        score_checks.supersede(uow, ref(verified), "กรรมการขอแก้คะแนน")
    assert newest(database, typist, meeting).state == "draft"
    # The points are still the typist's: handing them in by another does not let the typist verify.
    with database.work(checker) as uow:
        score_checks.hand_in(uow, [ref(newest(database, checker, meeting))])
    for actor in (typist, checker):
        with pytest.raises(DomainError) as refusal, database.work(actor) as uow:
            score_checks.verify(uow, [ref(newest(database, actor, meeting))])
        assert refusal.value.code == "own_entry"


def test_a_stale_sheet_is_not_verified(database, typist, checker, meeting):
    sheet = handed_in(database, typist, meeting)
    with pytest.raises(EditConflict), database.work(checker) as uow:
        score_checks.verify(uow, [SheetRef(sheet.id, sheet.version - 1)])


def test_keyed_twice_and_equal_is_verified(database, typist, checker, meeting):
    with database.work(SYSTEM) as uow:
        uow.session.get_one(Meeting, meeting.meeting).checking = "rekey"
    sheet = handed_in(database, typist, meeting)
    with pytest.raises(DomainError) as refusal, database.work(checker) as uow:
        score_checks.verify(uow, [ref(sheet)])
    assert refusal.value.code == "rekey_needed"
    with database.work(checker) as uow:
        wrong = {**POINTS, "other": Decimal(16)}
        found = score_checks.rekey(uow, ref(sheet), wrong).value
    assert [(each.criterion, each.first, each.second) for each in found] == [("other", 15, 16)]
    with pytest.raises(DomainError) as refusal, database.work(checker) as uow:
        score_checks.confirm_rekey(uow, ref(newest(database, checker, meeting)))
    assert refusal.value.code == "rekey_differs"
    with database.work(checker) as uow:
        score_checks.rekey(uow, ref(newest(database, checker, meeting)), {"other": Decimal(15)})
    with database.work(checker) as uow:
        view = score_checks.confirm_rekey(uow, ref(newest(database, checker, meeting))).value
    assert view.state == "verified"


def test_a_sheet_half_keyed_again_is_not_confirmed(database, typist, checker, meeting):
    sheet = handed_in(database, typist, meeting)
    with database.work(checker) as uow:
        score_checks.rekey(uow, ref(sheet), {"person": Decimal(25)})
    with pytest.raises(DomainError) as refusal, database.work(checker) as uow:
        score_checks.confirm_rekey(uow, ref(newest(database, checker, meeting)))
    assert refusal.value.code == "rekey_incomplete"


def test_cells_keyed_again_one_by_one_are_kept_for_the_checker_alone(
    database, typist, checker, meeting
):
    sheet = handed_in(database, typist, meeting)
    for cell in ({"person": Decimal(24)}, {"ability": Decimal(40)}, {"ability": None}):
        with database.work(checker) as uow:
            score_checks.rekey(uow, ref(sheet), cell)
    with database.read(checker) as uow:
        kept = score_checks.second_keying(uow, ref(sheet))
        assert newest(database, checker, meeting).version == sheet.version
    assert (kept.points, kept.by) == ({"person": Decimal(24)}, checker.name)
    with pytest.raises(DomainError) as refusal, database.read(typist) as uow:
        score_checks.second_keying(uow, ref(sheet))
    assert refusal.value.code == "own_entry"


def test_taken_back_it_is_a_draft_again(database, typist, meeting):
    sheet = handed_in(database, typist, meeting)
    with database.work(typist) as uow:
        score_checks.take_back(uow, ref(sheet))
    assert newest(database, typist, meeting).state == "draft"


def test_a_final_contest_takes_no_points(database, typist, meeting):
    with database.work(SYSTEM) as uow:
        uow.session.get_one(Contest, meeting.contest).state = "final"
    with pytest.raises(DomainError) as refusal, database.work(typist) as uow:
        set_point(uow, meeting.contest, cell(meeting))
    assert refusal.value.code == "contest_final"


class SheetLife(RuleBasedStateMachine):
    """Two people do what they like with one sheet: nobody ever verifies what they typed."""

    @initialize()
    def begin(self):
        import tempfile
        from pathlib import Path

        self.folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self.database = create_database(Location.file(Path(self.folder.name) / "office.db"))
        make_office(self.database)
        self.meeting = make_meeting(self.database, candidates=1, members=1)
        self.people = [make_user(self.database, name) for name in ("first", "second")]
        self.typists: set[int] = set()
        self.verified: dict[int, dict] = {}

    def teardown(self):
        self.database.close()
        self.folder.cleanup()

    def sheet(self):
        return newest(self.database, self.people[0], self.meeting)

    def attempt(self, actor, act):
        try:
            with self.database.work(actor) as uow:
                act(uow)
        except DomainError:
            return False
        return True

    @rule(who=st.integers(0, 1), points=st.integers(0, 30))
    def type_a_point(self, who, points):
        actor, sheet = self.people[who], self.sheet()
        before = sheet.points.get("person")
        one = CellPoints(
            self.meeting.candidates[0], self.meeting.members[0], "person", Decimal(points), before
        )
        if self.attempt(actor, lambda uow: set_point(uow, self.meeting.contest, one)) and (
            before != points
        ):
            self.typists.add(who)

    @rule(who=st.integers(0, 1))
    def fill_the_rest(self, who):
        actor, sheet = self.people[who], self.sheet()
        cells = [
            CellPoints(
                self.meeting.candidates[0],
                self.meeting.members[0],
                key,
                POINTS[key],
                sheet.points.get(key),
            )
            for key in ("ability", "other")
        ]
        new = any(sheet.points.get(each.criterion) != each.points for each in cells)
        if self.attempt(actor, lambda uow: set_points(uow, self.meeting.contest, cells)) and new:
            self.typists.add(who)

    @precondition(lambda self: self.sheet().id is not None)
    @rule(who=st.integers(0, 1))
    def hand_in(self, who):
        sheet = self.sheet()
        if self.attempt(self.people[who], lambda uow: score_checks.hand_in(uow, [ref(sheet)])):
            self.typists.add(who)

    @precondition(lambda self: self.sheet().id is not None)
    @rule(who=st.integers(0, 1))
    def take_back(self, who):
        sheet = self.sheet()
        self.attempt(self.people[who], lambda uow: score_checks.take_back(uow, ref(sheet)))

    @precondition(lambda self: self.sheet().id is not None)
    @rule(who=st.integers(0, 1))
    def reject(self, who):
        sheet = self.sheet()
        self.attempt(self.people[who], lambda uow: score_checks.reject(uow, ref(sheet), "ผิด"))

    @precondition(lambda self: self.sheet().id is not None)
    @rule(who=st.integers(0, 1))
    def verify(self, who):
        sheet = self.sheet()
        if self.attempt(self.people[who], lambda uow: score_checks.verify(uow, [ref(sheet)])):
            assert who not in self.typists
            self.verified[sheet.id] = dict(sheet.points)

    @precondition(lambda self: self.sheet().id is not None)
    @rule(who=st.integers(0, 1))
    def key_again(self, who):
        sheet = self.sheet()
        self.attempt(
            self.people[who], lambda uow: score_checks.rekey(uow, ref(sheet), sheet.points)
        )
        again = self.sheet()
        if self.attempt(self.people[who], lambda uow: score_checks.confirm_rekey(uow, ref(again))):
            assert who not in self.typists
            self.verified[sheet.id] = dict(sheet.points)

    @precondition(lambda self: self.sheet().id is not None)
    @rule(who=st.integers(0, 1))
    def supersede(self, who):
        sheet = self.sheet()
        self.attempt(self.people[who], lambda uow: score_checks.supersede(uow, ref(sheet), "แก้"))

    @invariant()
    def verified_points_never_change(self):
        if not getattr(self, "verified", None):
            return
        with self.database.read(SYSTEM) as uow:
            for sheet_id, points in self.verified.items():
                stored = uow.session.get_one(ScoreSheet, sheet_id)
                assert {key: Decimal(value) for key, value in stored.points.items()} == points
                assert stored.state in {"verified", "superseded"}


SheetLife.TestCase.settings = settings(
    max_examples=15,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
test_life_of_a_sheet = SheetLife.TestCase
