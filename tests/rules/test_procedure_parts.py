"""What the second format of procedure files adds: waits, checks, law periods, days before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hrdesk.rules.calendar import NO_HOLIDAYS, Holidays
from hrdesk.rules.codes import Agency, CaseType, Level
from hrdesk.rules.lawbook import LawBook
from hrdesk.rules.procedure import (
    Period,
    Procedure,
    ProcedureError,
    has_procedure,
    load,
    load_file,
    released,
)
from hrdesk.rules.procedure_dates import Matter, due_date, period_due, period_label
from hrdesk.rules.procedure_file import parse_procedure
from tests.rules.test_procedures import copy_of_right, write

DAY = dt.date(2026, 3, 2)  # a Monday


def whole() -> dict[str, Any]:
    content = copy_of_right()
    content.update(
        person=False, round="appraisal", retention={"class": "years", "years": 10, "source": "book"}
    )
    content["steps"][0].update(
        checks=[{"key": "seen", "text": "ตรวจแล้ว", "source": "book"}],
        papers_in=["letter"],
        waits=[
            {
                "key": "objection", "title": "ทักท้วง", "days": 30, "before_step": "decide",
                "counts_from": "receive.asked_on", "source": "book",
                "outcomes": [{"key": "none", "label": "ไม่มี", "tone": "good"}],
            }
        ],
    )  # fmt: skip
    return content


def test_the_whole_format_reads(tmp_path: Path) -> None:
    procedure = load_file(write(tmp_path, whole()))
    assert (procedure.person, procedure.round) == (False, "appraisal")
    assert procedure.retention is not None and procedure.retention.years == 10
    wait = procedure.wait("objection")
    assert wait is not None and wait.before_step == "decide" and wait.period.label == "30 วัน"
    found = wait.outcome("none")
    assert found is not None and found.tone == "good" and wait.outcome("lost") is None
    assert procedure.wait("lost") is None
    assert procedure.steps[0].papers_in == ("letter",)
    assert [check.text for check in procedure.steps[0].checks] == ["ตรวจแล้ว"]


def first(**values: Any) -> Callable[[dict[str, Any]], None]:
    return lambda content: content["steps"][0].update(values)


def check(**values: Any) -> Callable[[dict[str, Any]], None]:
    return lambda content: content["steps"][0]["checks"][0].update(values)


def wait(**values: Any) -> Callable[[dict[str, Any]], None]:
    return lambda content: content["steps"][0]["waits"][0].update(values)


def period(**values: Any) -> Callable[[dict[str, Any]], None]:
    return lambda content: content["steps"][2]["periods"][0].update(values)


def keep(**values: Any) -> Callable[[dict[str, Any]], None]:
    return lambda content: content["retention"].update(values)


def twice(part: str) -> Callable[[dict[str, Any]], None]:
    return lambda content: content["steps"][0][part].append(content["steps"][0][part][0])


WRONG = [
    (keep(years=None), "retention.years", "belongs to the class years"),
    (keep(**{"class": "never"}), "retention.years", "belongs to the class years"),
    (keep(source="web"), "retention.source", "unknown source web"),
    (twice("checks"), "steps.receive.checks.seen", "duplicate key"),
    (check(source="web"), "steps.receive.checks.seen", "unknown source web"),
    (first(papers_in=["letter", "letter"]), "steps.receive.papers_in.letter", "duplicate key"),
    (first(papers_in=["passport"]), "steps.receive.papers_in", "unknown paper passport"),
    (twice("waits"), "waits.objection", "duplicate key"),
    (wait(source="web"), "steps.receive.waits.objection", "unknown source web"),
    (wait(before_step="nowhere"), "steps.receive.waits.objection", "no step nowhere comes after"),
    (wait(before_step="receive"), "steps.receive.waits.objection", "no step receive comes after"),
    (wait(days=None), "steps.receive.waits.objection", "exactly one of days"),
    (wait(counts_from="decide.when"), "steps.receive.waits.objection", "cannot count from"),
    (period(working_days=3), "steps.wait.periods", "exactly one of days"),
    (period(days=None, law="objection", months=1), "steps.wait.periods", "exactly one of days"),
    (period(direction="before", counts_from=""), "steps.wait.periods", "before needs a day"),
    (
        period(days=None, law="minutes", direction="before"),
        "steps.wait.periods",
        "before needs a day",
    ),
    (period(result="minor"), "steps.wait.periods", "a result belongs to the law revise"),
    (period(days=None, law="revise"), "steps.wait.periods", "a result belongs to the law revise"),
    (period(law="tax"), "steps.2.periods.0.law", "Input should be"),
    (lambda content: content.update(round="yearly"), "round", "Input should be"),
    (lambda content: content.update(id="office.resignation"), "id", "agency.case_type"),
]


@pytest.mark.parametrize(("way", "key", "message"), WRONG)
def test_a_wrong_part_never_loads(
    tmp_path: Path, way: Callable[[dict[str, Any]], Any], key: str, message: str
) -> None:
    content = whole()
    way(content)
    with pytest.raises(ProcedureError) as problem:
        load_file(write(tmp_path, content))
    assert (problem.value.file, problem.value.key) == ("resignation@1.yaml", key)
    assert message in problem.value.message


def test_an_offices_own_text_is_read_by_the_same_rules() -> None:
    import yaml

    content = {**whole(), "id": "office.resignation", "version": 3}
    assert parse_procedure("office", yaml.safe_dump(content)).id == "office.resignation"
    with pytest.raises(ProcedureError, match=r"agency\.case_type"):
        parse_procedure("office", yaml.safe_dump({**content, "id": "shop.resignation"}))
    with pytest.raises(ProcedureError, match="not YAML"):
        parse_procedure("office", "a: [")


def length(**values: Any) -> Period:
    plain: dict[str, Any] = {
        "days": None, "months": None, "counts_from": "", "levels": (),
        "extension_months": None, "moves": True, "source": "book",
    }  # fmt: skip
    return Period(**{**plain, **values})


def ends(of: Period, on: dt.date = DAY, **matter: Any) -> tuple[dt.date | None, str] | None:
    found = period_due(of, started_on=on, matter=Matter(**matter), holidays=NO_HOLIDAYS)
    return (found.day, found.reason) if found else None


@pytest.mark.parametrize(
    ("of", "expected"),
    [
        # Monday 2 March + 7 working days: 3 4 5 6 9 10 11
        (length(working_days=7), (dt.date(2026, 3, 11), "ภายใน 7 วันทำการ")),
        # 7 working days before Monday 2 March: 27 26 25 24 23 20 19
        (
            length(working_days=7, direction="before", counts_from="m"),
            (dt.date(2026, 2, 19), "อย่างน้อย 7 วันทำการก่อนวันนั้น"),
        ),
        # 1 day before a Monday is a Sunday: back to Friday, so that it is never less
        (
            length(days=1, direction="before", counts_from="m"),
            (dt.date(2026, 2, 27), "อย่างน้อย 1 วันก่อนวันนั้น"),
        ),
        (
            length(days=1, direction="before", counts_from="m", moves=False),
            (dt.date(2026, 3, 1), "อย่างน้อย 1 วันก่อนวันนั้น"),
        ),
        # a month before 2 March is 2 February, a Monday
        (
            length(months=1, direction="before", counts_from="m"),
            (dt.date(2026, 2, 2), "อย่างน้อย 1 เดือนก่อนวันนั้น"),
        ),
    ],
)
def test_working_days_and_days_before(of: Period, expected: tuple[dt.date, str]) -> None:
    assert ends(of, dates={"m": DAY}) == expected


def test_a_holiday_before_a_meeting_moves_the_day_further_back() -> None:
    of = length(working_days=1, direction="before", counts_from="m")
    off = Holidays({dt.date(2026, 2, 27): "วันหยุด"})
    found = period_due(of, started_on=DAY, matter=Matter({"m": DAY}), holidays=off)
    assert found is not None and found.day == dt.date(2026, 2, 26)


def law(agency: str) -> Any:
    return LawBook.load().at(DAY, agency)


def test_figures_of_the_law_come_from_its_book() -> None:
    assert ends(length(law="objection"), law=law("dhss")) == (dt.date(2026, 4, 1), "ภายใน 30 วัน")
    assert ends(length(law="committee_papers"), law=law("dhss")) == (
        dt.date(2026, 2, 19),
        "อย่างน้อย 7 วันทำการก่อนวันประชุม",
    )
    assert ends(length(law="revise", result="minor"), law=law("doh")) == (
        dt.date(2026, 6, 2),
        "ภายใน 3 เดือน",
    )
    send = length(law="send_works")
    assert ends(send, law=law("doh"), level=Level.K3) == (dt.date(2026, 9, 2), "ภายใน 6 เดือน")
    # one who retires on 1 October 2569 hands in six months before at the latest
    assert ends(send, law=law("doh"), level=Level.K3, retires_fiscal_year=2569) == (
        dt.date(2026, 3, 31),
        "กำหนดของผู้จะเกษียณอายุ",
    )
    later = ends(send, law=law("doh"), level=Level.K3, retires_fiscal_year=2571)
    assert later == (dt.date(2026, 9, 2), "ภายใน 6 เดือน")


def test_what_the_law_does_not_hold_gives_no_day() -> None:
    assert ends(length(law="objection")) is None  # no law at hand
    assert ends(length(law="objection"), law=law("doh")) is None  # the announcement sets none
    assert ends(length(law="revise", result="failed"), law=law("doh")) is None  # nothing to mend
    assert ends(length(days=3, counts_from="m")) is None


def test_the_one_extension_counts_from_the_same_day() -> None:
    def longer(of: Period, **matter: Any) -> tuple[dt.date | None, str] | None:
        found = period_due(
            of, started_on=DAY, matter=Matter(**matter), holidays=NO_HOLIDAYS, extended=True
        )
        return (found.day, found.reason) if found else None

    send = length(law="send_works", extension_months=3)
    # the law book's months hold, whatever the procedure says: 6 + 3 and 6 + 6 from 2 March
    assert longer(send, law=law("doh"), level=Level.K3) == (
        dt.date(2026, 12, 2),
        "ภายใน 6 เดือน ขยายอีก 3 เดือน รวม 9 เดือน",
    )
    k4 = longer(send, law=law("dms"), level=Level.K4)
    assert k4 is not None and k4[0] == dt.date(2027, 3, 2)
    # none for K2, none where the procedure knows none, none without the law
    assert longer(send, law=law("doh"), level=Level.K2) == ends(
        send, law=law("doh"), level=Level.K2
    )
    assert longer(length(law="objection", extension_months=3), law=law("dhss")) == ends(
        length(law="objection"), law=law("dhss")
    )
    assert longer(length(law="send_works"), law=law("doh"), level=Level.K3) == ends(
        send, law=law("doh"), level=Level.K3
    )
    assert longer(send) is None
    # a procedure's own months
    assert longer(length(months=6, extension_months=3)) == (
        dt.date(2026, 12, 2),
        "ภายใน 6 เดือน ขยายอีก 3 เดือน รวม 9 เดือน",
    )
    step = load("doh.promotion", 1).step("submit_work")
    dates = {"announce.announced_on": DAY}
    matter = Matter(dates, Level.K4, extended=frozenset({"submit_work"}))
    found = due_date(step, started_on=DAY, matter=matter, holidays=NO_HOLIDAYS)
    assert found is not None and found.day == dt.date(2027, 3, 2)


def test_where_the_law_sets_no_period_its_words_stand_and_retirement_is_a_note() -> None:
    def of_k2(year: int | None) -> tuple[dt.date | None, str] | None:
        return ends(
            length(law="send_works"), law=law("doh"), level=Level.K2, retires_fiscal_year=year
        )

    said = "ไม่กำหนดระยะเวลา เนื่องจากเป็นตำแหน่งของตนเอง"
    assert of_k2(None) == (None, said)
    # announced in fiscal year 2569: retirement at the end of 2570 is near, that of 2571 is not
    assert of_k2(2570) == (dt.date(2027, 3, 31), "กำหนดของผู้จะเกษียณอายุ")
    assert of_k2(2571) == (None, f"{said} (ก่อนเกษียณอายุต้องส่งภายใน 31 มี.ค. 2571)")


def test_the_length_is_said_even_before_it_runs() -> None:
    assert period_label(length(law="objection"), law("dhss"), None) == "30 วัน"
    assert period_label(length(law="objection"), None, None) == ""
    assert period_label(length(law="send_works"), law("doh"), Level.K2) == ""
    assert period_label(length(days=5), None, None) == "5 วัน"
    before = length(working_days=7, direction="before", counts_from="m")
    assert period_label(before, None, None) == "ก่อนวันนั้น 7 วันทำการ"


def test_the_first_version_waits_the_objections_out_by_their_source() -> None:
    first_version = load("doh.promotion", 1)
    found = {step.key for step in first_version.steps for p in step.periods if p.waited_out}
    assert found == {"objection"}
    assert length(days=1, waiting=True).waited_out and not length(days=1).waited_out


@pytest.mark.parametrize(("step", "level"), [("submit_work", Level.K3), ("submit_work", Level.K4)])
def test_figures_written_in_the_first_version_are_those_of_the_law_book(
    step: str, level: Level
) -> None:
    written = load("doh.promotion", 1).step(step)
    dates = {"announce.announced_on": DAY}
    old = due_date(written, started_on=DAY, matter=Matter(dates, level), holidays=NO_HOLIDAYS)
    assert old is not None
    assert (old.day, old.reason) == ends(length(law="send_works"), law=law("doh"), level=level)


@pytest.mark.parametrize("result", ["minor", "major"])
def test_the_time_to_mend_works_is_that_of_the_law_book(result: str) -> None:
    written = load("doh.promotion", 1).step(f"revise_{result}")
    dates = {f"notify_{result}": DAY}
    old = due_date(written, started_on=DAY, matter=Matter(dates), holidays=NO_HOLIDAYS)
    assert old is not None
    assert (old.day, old.reason) == ends(length(law="revise", result=result), law=law("doh"))


@pytest.mark.parametrize("procedure", [load(*each) for each in released()], ids=lambda p: p.id)
def test_law_periods_of_released_files_are_held_by_their_agencys_law(procedure: Procedure) -> None:
    on = LawBook.load().newest(procedure.agency)
    for step in procedure.steps:
        for each in (*step.periods, *(wait.period for wait in step.waits)):
            if each.levels and not {Level.K3, Level.K4} & set(each.levels):
                continue  # the law sets these no length, only the day of one who retires
            label = period_label(each, on, (each.levels or (Level.K3,))[0])
            assert label, (step.key, each.law)


def test_a_length_of_the_law_has_no_words_of_its_own() -> None:
    assert length(law="minutes").label == ""


def test_an_agency_without_its_own_has_the_kinds_that_are_lent() -> None:
    assert has_procedure(Agency.SAO, CaseType.RESIGNATION)
    assert has_procedure(Agency.DMS, CaseType.EXAMINATION)
    assert not has_procedure(Agency.DHSS, CaseType.EXAMINATION)
    assert has_procedure(Agency.DHSS, CaseType.APPRAISAL)
