"""The procedures agree with the lists of steps, the figures and the routes that the law holds."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from types import MappingProxyType

import pytest

from hrdesk.rules.codes import Agency, CaseType, Level
from hrdesk.rules.deadlines import Event, deadline
from hrdesk.rules.lawbook import Law, LawBook
from hrdesk.rules.procedure import (
    Procedure,
    ProcedureStep,
    in_force,
    load,
    released,
)

DAY = dt.date(2026, 11, 20)
BOOK = LawBook.load()
RULEBOOK = (Path(__file__).parent / "rulebook_ids.txt").read_text(encoding="utf-8").splitlines()


def law(agency: str) -> Law:
    return BOOK.at(DAY, agency)


def main(procedure: Procedure) -> list[ProcedureStep]:
    return [step for step in procedure.steps if not step.branch]


# The main steps that stand for the items of a list, in its order; what a procedure has besides
# stands in ``OWN``, with where it comes from.

ITEMS: dict[str, tuple[str, str]] = {
    "dhss.promotion": (
        "dhss.steps",
        "receive check propose select announce receive_work check_work send_work committee minutes"
        " approve_result order",
    ),
    "dms.examination": (
        "dms.exam.steps", "request vacancy approval planning applying degrees announce",
    ),
    "dms.selection": (
        "dms.select.steps", "request vacancy approval planning applying degrees announce",
    ),
    "dms.appraisal": (
        "dms.appraisal.steps",
        "director cascade collect rate unit_screening request department_screening order notify",
    ),
    "dms.transfer_out": (
        "dms.transfer-out.steps",
        "request hospital approach ask_unit unit_answer to_province province receiving_order copy"
        " order",
    ),
    "sao.appointment_from_list": (
        "sao.list.steps",
        "ask_list owner_answer to_province resolution appoint degree_check security_check",
    ),
    "sao.promotion": (
        "sao.promote.steps",
        "receive check find_committee borrow committee_order meeting_1 work_book copies province"
        " order finance",
    ),
    "sao.appraisal": (
        "sao.appraisal.steps",
        "criteria plan weights sign work follow rate tell collect committee_order set_date"
        " screening acknowledge mayor outstanding rank file keep",
    ),
    "sao.step_round": (
        "sao.step.steps",
        "memo committee_order results set_date meeting groups computation order papers",
    ),
}  # fmt: skip
OWN = {
    "dms.examination": "call exam",  # items 4 and 6 of the text speak of both
    "dms.selection": "call exam",
    "sao.appointment_from_list": "receive",
    "sao.promotion": "meeting_2",  # the second of the two meetings of item 6
    "dms.appraisal": "open",
    "sao.appraisal": "open",
    "sao.step_round": "open",
}


@pytest.mark.parametrize("name", ITEMS)
def test_the_steps_are_those_of_the_list_in_its_order(name: str) -> None:
    rule, keys = ITEMS[name]
    procedure = load(name, 1)
    own = OWN.get(name, "").split()
    shown = [step.key for step in main(procedure) if step.key not in own]
    assert shown == keys.split()
    assert len(shown) == len(law(procedure.agency.value).read(rule).value)


@pytest.mark.parametrize("name", [*ITEMS, "dms.reassignment", "dms.promotion_selection"])
def test_each_item_of_the_list_is_known_by_its_title(name: str) -> None:
    """The title of a step is nearest to its own item, so that none is changed about."""
    procedure = load(name, 1)
    if name == "dms.promotion_selection":
        keys = ["request", "approve_use", "call", "screening", "selection", "notify"]
        items = law("dms").read("dms.pick.steps", "promotion").value
    elif name == "dms.reassignment":
        keys = ["request", "approve_use", "nominate"]
        items = law("dms").read("dms.pick.steps", "reassignment").value
    else:
        rule, written = ITEMS[name]
        keys = written.split()
        items = law(procedure.agency.value).read(rule).value
    assert len(keys) == len(items)
    texts = [item["title"] if isinstance(item, dict | MappingProxyType) else item for item in items]
    for key, text in zip(keys, texts, strict=True):
        title = procedure.step(key).title
        nearest = max(texts, key=lambda each: likeness(each, title))
        assert nearest == text, (key, title)


def likeness(item: str, title: str) -> float:
    """How much of the shorter of the two stands in the other, by stretches of four letters."""
    one, other = ({text[i : i + 4] for i in range(len(text) - 3)} for text in (item, title))
    return len(one & other) / min(len(one), len(other))


def test_the_unit_s_own_way_hands_in_the_five_papers() -> None:
    papers = law("dms").read("dms.pick.steps", "unit_papers").value
    procedure = load("dms.promotion_selection", 1)
    labels = {paper.key: paper.label for paper in procedure.papers}
    handed_in = [labels[key] for key in procedure.step("unit_nominates").papers_in]
    assert len(handed_in) == len(papers)
    for paper, label in zip(papers, handed_in, strict=True):
        assert paper in label


def test_the_usual_days_of_the_twelve_steps_are_the_longest_of_the_manual() -> None:
    procedure = load("dhss.promotion", 1)
    for item, step in zip(law("dhss").read("dhss.steps").value, main(procedure), strict=True):
        if step.key == "committee":  # half a day, on a day that the committee finds
            assert (item["longest"], step.usual_days) == ("0.5", None)
        else:
            assert str(step.usual_days) == item["longest"]


def test_the_allowance_goes_the_same_way_as_the_promotion() -> None:
    promotion, allowance = load("dhss.promotion", 1), load("dhss.position_allowance", 1)
    assert len(law("dhss").read("dhss.variant").value) == 2

    def way(procedure: Procedure) -> list[object]:
        return [
            (step.key, step.next, step.usual_days, step.outcomes, step.periods, step.waits)
            for step in procedure.steps
        ]

    assert way(allowance) == way(promotion)


def test_the_branches_of_the_twelve_steps_are_those_of_the_manual() -> None:
    procedure = load("dhss.promotion", 1)
    numbers = {step.key: str(n) for n, step in enumerate(main(procedure), start=1)}
    branches = law("dhss").read("dhss.branch").value
    ways = {
        ("2", "complete"): ("check", "complete"),
        ("2", "incomplete"): ("check", "incomplete"),
        ("5", "unfounded"): ("inquire", "unfounded"),
        ("5", "founded"): ("decide_objection", "continue"),
        ("7", "correct"): ("check_work", "correct"),
        ("7", "incorrect"): ("check_work", "incorrect"),
        ("7", "substance"): ("check_work", "substance"),
        ("9", "passed"): ("committee", "passed"),
        ("9", "conditional"): ("committee", "conditional"),
        ("9", "failed"): ("committee", "failed"),
    }
    assert {(n, key) for n, each in branches.items() for key in each} == {
        *ways, ("5", "no_objection"),
    }  # fmt: skip
    for (number, branch), (step, key) in ways.items():
        outcome = procedure.step(step).outcome(key)
        assert outcome is not None
        at = outcome.next
        while at not in numbers and at != "finish":
            at = procedure.step(at).next
        assert numbers.get(at, "end") == branches[number][branch]["then"], (number, branch)
    (wait,) = procedure.step("announce").waits
    assert numbers[wait.before_step] == branches["5"]["no_objection"]["then"]


def test_the_works_of_dhss_are_never_destroyed() -> None:
    for name in ("dhss.promotion", "dhss.position_allowance"):
        kept = load(name, 1).retention
        assert kept is not None
        assert (kept.kind, kept.years) == ("never", None)
    assert law("dhss").read("dhss.keep", "period").value == "ห้ามทำลาย"


def test_the_days_to_mend_works_are_those_the_manual_names() -> None:
    action = law("dhss").read("dhss.branch", "9", "conditional", "action").value
    procedure = load("dhss.promotion", 1)
    for key in ("revise_15", "revise_7"):
        (period,) = procedure.step(key).periods
        assert str(period.working_days) in action


def test_probation_is_extended_as_often_and_as_long_as_the_law_says() -> None:
    procedure = load("sao.probation", 1)
    extensions = [step for step in procedure.steps if step.key.startswith("extend_")]
    assert len(extensions) == law("sao").read("sao.probation.extensions").value
    months = law("sao").read("sao.probation.extension").value
    assert all(f"{months} เดือน" in step.title for step in extensions)
    assert not procedure.step("assess_3").outcome("extend")


def test_copies_of_the_local_promotion_are_those_of_the_law() -> None:
    copies = law("sao").read("sao.promote.copies").value
    procedure = load("sao.promotion", 1)
    assert f"{copies['made']} เล่ม" in procedure.step("copies").title
    assert f"{copies['to_province']} เล่ม" in procedure.step("province").title
    assert f"คำสั่ง {copies['order']} ฉบับ" in procedure.step("order").title
    assert f"ทะเบียนประวัติ {copies['record']} ชุด" in procedure.step("order").title


def test_a_card_is_good_for_as_long_as_the_law_says() -> None:
    procedure = load("sao.card", 1)
    assert f"{law('sao').read('sao.card.years').value} ปี" in procedure.note
    months = f"{law('sao').read('sao.card.photo-months').value} เดือน"
    assert months in next(paper.label for paper in procedure.papers if paper.key == "photo")
    assert any(months in check.text for check in procedure.step("check").checks)


@pytest.mark.parametrize("key", ["appraisal", "step_round"])
def test_a_committee_has_the_members_of_the_law(key: str) -> None:
    rule = {"appraisal": "sao.appraisal.committee", "step_round": "sao.step.committee"}[key]
    least = law("sao").read(rule, "members").value["least"]
    (check,) = load(f"sao.{key}", 1).step("committee_order").checks
    assert f"ไม่น้อยกว่า {least} คน" in check.text


def test_extensions_are_those_of_the_law() -> None:
    for name, version, step in (
        ("doh.promotion", 2, "submit_work"),
        ("doh.reassignment", 2, "submit_work"),
        ("doh.transfer_in", 1, "submit_work"),
        ("dms.promotion", 1, "submit_work"),
    ):
        agency = name.split(".")[0]
        for period in load(name, version).step(step).periods:
            for level in period.levels:
                rule = f"{agency}.due.{level.value.lower()}.extension"
                wanted = law(agency).read(rule).value if law(agency).has(rule) else None
                assert period.extension_months == wanted, (name, level)


@pytest.mark.parametrize("level", [Level.K3, Level.K4])
def test_the_first_version_agrees_with_the_law_that_leads_the_second(level: Level) -> None:
    first = load("doh.promotion", 1).step("submit_work").period_for(level)
    second = load("doh.promotion", 2).step("submit_work").period_for(level)
    assert first is not None
    assert second is not None
    assert second.law == "send_works"
    assert first.months == law("doh").read(f"doh.due.{level.value.lower()}.months").value
    assert first.extension_months == second.extension_months


def test_each_period_of_the_law_book_is_held_by_its_agency() -> None:
    """A period that the set does not hold would give no day at all, and nobody would see it."""
    for name, version in released():
        procedure = load(name, version)
        each = [(p, p.levels) for step in procedure.steps for p in step.periods if p.law]
        each += [(w.period, ()) for step in procedure.steps for w in step.waits if w.period.law]
        for period, levels in each:
            assert period.law is not None
            for level in levels or (None,):
                event = Event(DAY, level=level, result=period.result)
                found = deadline(period.law, event, law(procedure.agency.value), lambda *_: [])
                assert found.explanation


def routes(name: str, version: int) -> set[str]:
    outcomes = load(name, version).step("route").outcomes
    return {each.key for each in outcomes if not each.returns and each.tone == "good"}


def test_each_clause_of_reassignment_has_its_way() -> None:
    clauses = {
        "case_" + rule.removeprefix("doh.route.").replace(".", "_")
        for rule in RULEBOOK
        if rule.startswith("doh.route.") and rule[10].isdigit()
    }
    assert routes("doh.reassignment", 2) == {*clauses, "discretion"}


def test_each_clause_of_transfer_has_its_way() -> None:
    keys = {each.key for each in load("doh.transfer_in", 1).step("route").outcomes}
    clauses = {r.removeprefix("doh.route.") for r in RULEBOOK if r.startswith("doh.route.t")}
    assert clauses == {"t1", "t2", "t3", "t4", "t5"}
    assert {key.split("_")[0] for key in keys} >= clauses


def test_the_department_s_ways_of_moving_are_those_of_its_announcement() -> None:
    wanted = {"discretion", "k1_other", "k2k3", "k4"}
    assert routes("dms.reassignment", 1) == routes("dms.transfer_in", 1) == wanted


def test_rounds_of_transfer_are_those_of_the_law() -> None:
    thai = {"02": "กุมภาพันธ์", "06": "มิถุนายน", "08": "สิงหาคม", "12": "ธันวาคม"}
    days = [each.split("/")[0] for each in law("dms").read("dms.round.transfer").value]
    wanted = [f"{int(day[3:])} {thai[day[:2]]}" for day in days]
    for name in ("dms.transfer_out", "dms.transfer_in"):
        procedure = load(name, 1)
        (field,) = (part for part in procedure.steps[0].remark if part.key == "round")
        assert (list(field.choices), procedure.round) == (wanted, "transfer")


@pytest.mark.parametrize("kind", [CaseType.PROMOTION, CaseType.REASSIGNMENT])
def test_matters_of_before_october_2569_stay_on_the_first_version(kind: CaseType) -> None:
    for day, version in ((dt.date(2026, 9, 30), 1), (dt.date(2026, 10, 1), 2)):
        found = in_force(Agency.DOH, kind, day)
        assert (found.procedure.version, found.rules_held) == (version, True)
