"""The tracking list against brute force: every filter, every order, every role."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hrdesk.models import Case
from hrdesk.rules.codes import MANUAL_KINDS, CaseStatus, CaseType
from hrdesk.rules.sorting import search_text, thai_key
from hrdesk.services.access import Actor, Role
from hrdesk.services.errors import NotAllowed
from hrdesk.services.queries.tracking import (
    SORTS,
    CaseFilter,
    case_id_by_number,
    count_cases,
    filter_choices,
    list_cases,
)
from tests.support.sample_cases import (
    FIRST_NAMES,
    SUBJECTS,
    UNITS,
    add_case,
    add_person,
    fill,
)

OFFICER = Actor(None, "เจ้าหน้าที่", Role.OFFICER)
EVERYTHING = 10_000


def shown(case: Case, wanted: CaseFilter, today: dt.date) -> bool:
    """Say by plain Python whether the filter finds a case."""
    running = case.status == CaseStatus.IN_PROGRESS.value
    late = running and case.due_on is not None and case.due_on < today
    checks = (
        all(word in case.search_text for word in search_text(wanted.text).split()),
        not wanted.case_types or CaseType(case.case_type) in wanted.case_types,
        wanted.status is None or case.status == wanted.status.value,
        wanted.officer_id is None or case.officer_id == wanted.officer_id,
        not wanted.unit or case.unit == wanted.unit,
        wanted.person_id is None or case.person_id == wanted.person_id,
        not wanted.late or late,
        not wanted.waiting_for_others or (running and case.waits_for_others),
        between(case.due_on if running else None, wanted.due_from, wanted.due_to),
        between(case.received_on, wanted.received_from, wanted.received_to),
        between(case.completed_on, wanted.completed_from, wanted.completed_to),
    )
    return all(checks)


def between(day: dt.date | None, low: dt.date | None, high: dt.date | None) -> bool:
    if low is None and high is None:
        return True
    return day is not None and (low is None or day >= low) and (high is None or day <= high)


def ids(uow, wanted: CaseFilter, sort=("received_on", True)) -> list[int]:
    return [row.id for row in list_cases(uow, wanted, sort, 0, EVERYTHING)]


def each_field(sample, today: dt.date) -> list[CaseFilter]:
    """Give at least one filter for every field of ``CaseFilter``."""
    week = dt.timedelta(days=7)
    return [
        CaseFilter(),
        *[CaseFilter(case_types=frozenset({kind})) for kind in MANUAL_KINDS],
        CaseFilter(case_types=frozenset({CaseType.RESIGNATION, CaseType.PROMOTION})),
        *[CaseFilter(status=status) for status in CaseStatus],
        *[CaseFilter(officer_id=officer.id) for officer in sample.officers],
        *[CaseFilter(unit=unit) for unit in UNITS],
        CaseFilter(person_id=sample.people[3].id),
        CaseFilter(late=True),
        CaseFilter(waiting_for_others=True),
        CaseFilter(due_from=today, due_to=today + week),
        CaseFilter(due_from=today),
        CaseFilter(due_to=today - week),
        CaseFilter(received_from=today - 4 * week, received_to=today - 2 * week),
        CaseFilter(received_from=today),
        CaseFilter(received_to=today - 10 * week),
        CaseFilter(completed_from=today - 2 * week, completed_to=today),
        CaseFilter(completed_from=today - week),
        CaseFilter(completed_to=today - 3 * week),
        *[CaseFilter(text=text) for text in TEXTS],
    ]


TEXTS = (
    "เกษม",
    "กษม",  # a part from within a word
    "ใจ",  # shorter than a trigram
    "น",
    "น้ำฝน",
    "๑๒",  # Thai digits find Arabic ones
    "12/25",
    "  ใจดี   ลาออก ",
    "โอน กองคลัง",
    "100%",
    "%",
    "_",
    "ออก_จาก",
    '"',
    "* OR ()",
    "ไม่มีทางพบคำนี้",
)


def test_each_filter_finds_what_brute_force_finds(database, clock) -> None:
    sample = fill(database)
    filters = each_field(sample, clock.today())
    default = CaseFilter()
    tried = {
        item.name
        for wanted in filters
        for item in fields(wanted)
        if getattr(wanted, item.name) != getattr(default, item.name)
    }
    assert tried == {item.name for item in fields(default)}
    with database.read(OFFICER) as uow:
        for wanted in filters:
            expected = {case.id for case in sample.cases if shown(case, wanted, clock.today())}
            found = ids(uow, wanted)
            assert set(found) == expected, wanted
            assert len(found) == len(expected), wanted
            assert count_cases(uow, wanted) == len(expected), wanted


def test_most_filters_find_something_and_not_everything(sqlite_database, clock) -> None:
    # Otherwise the comparison above would hold for a list that is always empty.
    sample = fill(sqlite_database)
    sizes = [
        sum(shown(case, wanted, clock.today()) for case in sample.cases)
        for wanted in each_field(sample, clock.today())
    ]
    assert sum(0 < size < len(sample.cases) for size in sizes) > 0.8 * len(sizes)


def test_filters_together_find_what_brute_force_finds(database, clock) -> None:
    sample = fill(database)
    today = clock.today()
    days = st.none() | st.integers(-100, 20).map(lambda n: today + dt.timedelta(days=n))
    strategy = st.builds(
        CaseFilter,
        text=st.sampled_from(("", "", *TEXTS)),
        case_types=st.frozensets(st.sampled_from(list(CaseType))),
        status=st.none() | st.sampled_from(list(CaseStatus)),
        officer_id=st.none() | st.sampled_from([officer.id for officer in sample.officers]),
        unit=st.sampled_from(("", "", "", *UNITS)),
        person_id=st.none() | st.sampled_from([person.id for person in sample.people]),
        late=st.booleans(),
        waiting_for_others=st.booleans(),
        due_from=days,
        due_to=days,
        received_from=days,
        received_to=days,
        completed_from=days,
        completed_to=days,
    )

    @settings(max_examples=120)
    @given(
        wanted=strategy,
        keep=st.sets(st.sampled_from([f.name for f in fields(CaseFilter)]), max_size=3),
    )
    def agrees(wanted: CaseFilter, keep: set[str]) -> None:
        # Few fields at a time, else hardly any filter finds anything.
        wanted = replace(CaseFilter(), **{name: getattr(wanted, name) for name in keep})
        with database.read(OFFICER) as uow:
            expected = {case.id for case in sample.cases if shown(case, wanted, today)}
            assert set(ids(uow, wanted)) == expected
            assert count_cases(uow, wanted) == len(expected)

    agrees()


def test_each_order_is_by_its_key_then_stable_through_windows(database) -> None:
    sample = fill(database)
    by_id = {case.id: case for case in sample.cases}
    labels = {
        "number": lambda case: (case.year, case.number),
        "received_on": lambda case: case.received_on,
        "case_type": lambda case: thai_key(CaseType(case.case_type).label),
        "status": lambda case: thai_key(CaseStatus(case.status).label),
        "since": lambda case: case.since,
        "person": lambda case: case.person_sort_key,
        "unit": lambda case: thai_key(case.unit),
        "officer": lambda case: thai_key(case.officer_name) if case.officer_name else None,
        "due_on": lambda case: case.due_on,
    }
    assert set(labels) == set(SORTS)
    with database.read(OFFICER) as uow:
        for key, value in labels.items():
            for descending in (False, True):
                found = ids(uow, CaseFilter(), (key, descending))
                assert sorted(found) == sorted(by_id)
                values = [value(by_id[i]) for i in found]
                present = [v for v in values if v is not None]
                assert present == sorted(present, reverse=descending), key
                # What has no value stands at the end either way.
                assert None not in values[: len(present)]
                windows = [
                    row.id
                    for start in range(0, len(found), 7)
                    for row in list_cases(uow, CaseFilter(), (key, descending), start, 7)
                ]
                assert windows == found, key


def test_names_stand_in_thai_order(database) -> None:
    sample = fill(database, 200)
    with database.read(OFFICER) as uow:
        rows = list_cases(uow, CaseFilter(), ("person", False), 0, EVERYTHING)
    names = [row.person for row in rows]
    bare = {
        f"{person.prefix}{person.first_name} {person.last_name}": thai_key(
            f"{person.first_name} {person.last_name}"
        )
        for person in sample.people
    }
    assert names == sorted(names, key=bare.__getitem__)
    # The sample's names tell this order from the order of code points.
    plain = sorted(set(bare), key=lambda name: name)
    assert plain != sorted(set(bare), key=bare.__getitem__)
    assert len(set(names)) > len(FIRST_NAMES) / 2


def test_officers_stand_in_thai_order(database) -> None:
    fill(database)
    with database.read(OFFICER) as uow:
        rows = list_cases(uow, CaseFilter(), ("officer", False), 0, EVERYTHING)
        choices = filter_choices(uow)
    order = list(dict.fromkeys(row.officer for row in rows))
    # แ and เ are weighed after their consonants; a matter nobody has in charge stands last.
    assert order == ["กานดา มีสุข", "แสงดาว ขยัน", "เอกชัย ดีพร้อม", ""]
    assert [name for _, name in choices.officers] == order[:3]
    assert list(choices.units) == sorted(UNITS, key=thai_key)


def test_a_number_sorts_by_year_first(database, clock) -> None:
    with database.work(OFFICER) as uow:
        person = add_person(uow, "กมล", "ใจงาม")
        first = add_case(uow, 3, person, received_on=clock.today(), year=2570)
        uow.session.flush()
        # Taken in later, yet of the year before.
        second = add_case(uow, 250, person, received_on=dt.date(2026, 9, 30), year=2569)
        uow.session.flush()
        assert ids(uow, CaseFilter(), ("number", True)) == [first.id, second.id]
        assert ids(uow, CaseFilter(), ("number", False)) == [second.id, first.id]
        assert case_id_by_number(uow, 2569, 250) == second.id
        assert case_id_by_number(uow, 2570, 250) is None


def test_days_late_count_from_the_due_date(database, clock) -> None:
    today = clock.today()
    with database.work(OFFICER) as uow:
        person = add_person(uow, "กมล", "ใจงาม")
        for number, (due_on, status) in enumerate(
            (
                (today, CaseStatus.IN_PROGRESS),
                (today - dt.timedelta(days=1), CaseStatus.IN_PROGRESS),
                (today - dt.timedelta(days=30), CaseStatus.IN_PROGRESS),
                (None, CaseStatus.IN_PROGRESS),
                (today - dt.timedelta(days=30), CaseStatus.COMPLETED),
            ),
            start=1,
        ):
            add_case(uow, number, person, due_on=due_on, status=status)
        uow.session.flush()
        rows = list_cases(uow, CaseFilter(), ("number", False))
        assert [row.days_late for row in rows] == [0, 1, 30, 0, 0]
        assert count_cases(uow, CaseFilter(late=True)) == 2


def general_of(sample, place: int = 0) -> Actor:
    return Actor(900, "ผู้ใช้ทั่วไป", Role.GENERAL, sample.people[place].id)


def test_a_general_user_sees_only_their_own_cases_whatever_is_asked(database, clock) -> None:
    sample = fill(database)
    owners = {case.person_id for case in sample.cases}
    actors = [
        Actor(900, "ผู้ใช้", Role.GENERAL, person.id)
        for person in sample.people
        if person.id in owners
    ][:4]
    others = [CaseFilter(person_id=person.id) for person in sample.people]
    for actor in actors:
        own = {case.id for case in sample.cases if case.person_id == actor.person_id}
        with database.read(actor) as uow:
            assert set(ids(uow, CaseFilter())) == own
            assert count_cases(uow, CaseFilter()) == len(own)
            for wanted in (*each_field(sample, clock.today()), *others):
                assert set(ids(uow, wanted)) <= own, wanted
                assert count_cases(uow, wanted) <= len(own), wanted
            for key in SORTS:
                for descending in (False, True):
                    assert set(ids(uow, CaseFilter(), (key, descending))) == own
            for case in sample.cases:
                found = case_id_by_number(uow, case.year, case.number)
                assert found == (case.id if case.id in own else None)


def test_a_general_user_gets_the_manual_columns_and_no_more(database, clock) -> None:
    sample = fill(database)
    actor = Actor(900, "ผู้ใช้", Role.GENERAL, sample.cases[0].person_id)
    with database.read(actor) as uow:
        rows = list_cases(uow, CaseFilter(), limit=EVERYTHING)
        assert rows
        for row in rows:
            hidden = (row.person, row.unit, row.subject, row.officer, row.due_on, row.days_late)
            assert hidden == ("", "", "", "", None, 0)
            assert row.waits_for_others is False


def test_a_general_user_learns_nothing_of_office_facts_by_asking(database, clock) -> None:
    sample = fill(database)
    for case in sample.cases[:20]:
        actor = Actor(900, "ผู้ใช้", Role.GENERAL, case.person_id)
        with database.read(actor) as uow:
            everything = ids(uow, CaseFilter(), ("received_on", True))
            # Filters on columns that are not theirs do nothing, so no answer can be read off them.
            for wanted in (
                CaseFilter(late=True),
                CaseFilter(officer_id=sample.officers[0].id),
                CaseFilter(unit=UNITS[0]),
                CaseFilter(waiting_for_others=True),
                CaseFilter(due_to=clock.today()),
            ):
                assert ids(uow, wanted, ("received_on", True)) == everything
            for key in ("officer", "due_on", "unit", "person"):
                assert ids(uow, CaseFilter(), (key, False)) == everything


def test_a_general_user_without_a_person_sees_nothing(database) -> None:
    fill(database, 20)
    actor = Actor(900, "ผู้ใช้", Role.GENERAL, None)
    with database.read(actor) as uow:
        assert ids(uow, CaseFilter()) == []
        assert count_cases(uow, CaseFilter()) == 0
        with pytest.raises(NotAllowed):
            filter_choices(uow)


def test_a_secretary_sees_every_case(database) -> None:
    sample = fill(database, 30)
    with database.read(Actor(5, "เลขานุการ", Role.SECRETARY)) as uow:
        assert len(ids(uow, CaseFilter())) == len(sample.cases)


def test_search_finds_any_part_of_name_number_and_subject(database) -> None:
    sample = fill(database)
    with database.read(OFFICER) as uow:
        for case in sample.cases[:15]:
            first = case.person_name.split()[0]
            for text in (
                first[1:],
                case.person_name,
                f"{case.number}/{case.year}",
                SUBJECTS[2][3:],
            ):
                found = set(ids(uow, CaseFilter(text=text)))
                wanted = search_text(text)
                assert found == {c.id for c in sample.cases if wanted in c.search_text}


def test_a_text_that_very_many_rows_hold_is_found_the_other_way_alike(database, monkeypatch):
    from hrdesk.services import text_index

    reader = Actor(None, "ผู้อ่าน", Role.ADMINISTRATOR)
    fill(database)
    for text in ("ก", "กอง", "ขอย้าย", "100%", "_จาก", "ใจ งาม", "ไม่มีที่ใด"):
        found = []
        for common in (text_index.COMMON, 1):
            monkeypatch.setattr(text_index, "COMMON", common)
            with database.read(reader) as uow:
                rows = list_cases(uow, CaseFilter(text=text), ("person", False))
                found.append([row.id for row in rows])
                assert len(rows) == min(count_cases(uow, CaseFilter(text=text)), 200)
        assert found[0] == found[1], text
