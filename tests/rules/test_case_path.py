"""The path of a case: each action, each branch, and any sequence of actions at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hrdesk.rules.case_path import (
    PathChange,
    PathError,
    PathStep,
    PlannedStep,
    add,
    apply,
    complete,
    current_index,
    plan,
    repeat,
    send_back,
    skip,
    start,
)
from hrdesk.rules.codes import StepRole, StepState
from hrdesk.rules.procedure import Procedure, load, released

LETTER = {"done": "d", "current": "C", "planned": "", "returned": "r", "skipped": "x"}
PROMOTION = load("doh.promotion", 1)
TRANSFER = load("doh.transfer_out", 1)
RESIGNATION = load("doh.resignation", 1)


def drawn(path: Sequence[PathStep]) -> str:
    """A path in one line: key, round when not the first, state; w for what an officer skipped."""
    return " ".join(
        f"{step.key or step.title}{step.round if step.round > 1 else ''}"
        f"{':' if LETTER[step.state] else ''}{'w' if step.waived else LETTER[step.state]}"
        for step in path
    )


def now(path: Sequence[PathStep]) -> int:
    index = current_index(path)
    assert index is not None
    return index


def go(
    procedure: Procedure, path: tuple[PathStep, ...], *outcomes: str | None
) -> tuple[PathStep, ...]:
    for outcome in outcomes:
        path = apply(path, complete(procedure, path, now(path), outcome))
    return path


def own(title: str) -> PlannedStep:
    return PlannedStep(None, title, StepRole.UNIT, waits_for_others=True, usual_days=3)


def test_a_plan_is_the_main_path() -> None:
    assert [step.key for step in plan(RESIGNATION)] == [
        "receive", "check", "decide", "order", "notify",
    ]  # fmt: skip
    first = plan(RESIGNATION)[0]
    assert (first.role, first.usual_days, first.waits_for_others) == (StepRole.REGISTRY, 1, False)


def test_the_straight_way_ends() -> None:
    path = go(RESIGNATION, start(RESIGNATION), None, "clear", "granted", None)
    assert drawn(path) == "receive:d check:d decide:d order:d notify:C"
    change = complete(RESIGNATION, path, now(path), None)
    assert change.finishes
    assert current_index(apply(path, change)) is None


def test_returned_papers_come_back_to_the_same_step() -> None:
    path = go(RESIGNATION, start(RESIGNATION), None, "incomplete")
    assert drawn(path) == "receive:d check:r amend_papers:C check2 decide order notify"
    path = go(RESIGNATION, path, None, "incomplete", None, "clear")
    assert drawn(path) == (
        "receive:d check:r amend_papers:d check2:r amend_papers2:d check3:d decide:C order notify"
    )


def test_a_result_that_ends_the_case_skips_the_rest_and_says_why() -> None:
    path = go(RESIGNATION, start(RESIGNATION), None, "clear")
    change = complete(RESIGNATION, path, now(path), "withdrawn")
    assert change.outcome is not None
    assert change.outcome.tone == "warn"
    assert [(c.index, c.state, c.reason) for c in change.states] == [
        (2, StepState.DONE, ""),
        (3, StepState.SKIPPED, "ข้ามตามผล “ผู้ขอถอนหนังสือขอลาออก”"),
        (4, StepState.SKIPPED, "ข้ามตามผล “ผู้ขอถอนหนังสือขอลาออก”"),
    ]
    path = apply(path, change)
    assert drawn(path) == "receive:d check:d decide:d notify_closed:C order:x notify:x"
    assert complete(RESIGNATION, path, now(path), None).finishes


def test_a_branch_meets_the_plan_again() -> None:
    path = go(RESIGNATION, start(RESIGNATION), None, "bound", "restrained")
    assert drawn(path) == "receive:d check:d decide:d restrain:C order notify"
    assert drawn(go(RESIGNATION, path, "ended")).endswith("restrain:d order:C notify")


def at_committee() -> tuple[PathStep, ...]:
    return go(
        PROMOTION, start(PROMOTION),
        None, "complete", "selected", None, None, "none", "received", "correct", None,
    )  # fmt: skip


def test_the_committee_twice() -> None:
    path = go(PROMOTION, at_committee(), "major", None, "received")
    assert drawn(path).endswith(
        "committee:r notify_major:d revise_major:d committee2:C minutes approve_result order notify"
    )
    path = go(PROMOTION, path, "minor", None, "received", None)
    assert drawn(path).endswith(
        "committee2:d notify_minor:d revise_minor:d confirm_minor:d minutes:C approve_result order notify"
    )


def test_a_branch_that_is_left_early_skips_the_rest_of_it() -> None:
    path = go(PROMOTION, at_committee(), "minor", None, "missed")
    assert drawn(path).endswith(
        "revise_minor:d notify_missed:C confirm_minor:x minutes:x approve_result:x order:x notify:x"
    )


def test_outcomes_are_asked_for_and_known() -> None:
    path = start(RESIGNATION)
    with pytest.raises(PathError, match="unknown_outcome"):
        complete(RESIGNATION, path, 0, "granted")
    path = go(RESIGNATION, path, None)
    with pytest.raises(PathError, match="outcome_required") as problem:
        complete(RESIGNATION, path, 1, None)
    assert problem.value.facts == {"title": "ตรวจสอบคุณสมบัติ (ภาระผูกพัน วินัย ทุน)"}
    with pytest.raises(PathError, match="unknown_outcome"):
        complete(RESIGNATION, path, 1, "granted")
    with pytest.raises(PathError, match="step_not_current"):
        complete(RESIGNATION, path, 2, "granted")
    path = apply(path, add(path, 1, own("ตรวจสอบหนี้สิน")))
    path = go(RESIGNATION, path, "clear")
    with pytest.raises(PathError, match="unknown_outcome"):
        complete(RESIGNATION, path, 2, "clear")


def test_an_officers_own_step_comes_first_whatever_the_result() -> None:
    path = go(RESIGNATION, start(RESIGNATION), None, "clear")
    path = apply(path, add(path, 2, own("แจ้งพัสดุ")))
    path = apply(path, add(path, 4, own("เก็บบัตร")))
    assert drawn(path) == "receive:d check:d decide:C แจ้งพัสดุ order เก็บบัตร notify"
    went = go(RESIGNATION, path, "withdrawn")
    assert drawn(went) == (
        "receive:d check:d decide:d แจ้งพัสดุ:C notify_closed order:x เก็บบัตร:x notify:x"
    )
    assert drawn(go(RESIGNATION, went, None)).endswith(
        "แจ้งพัสดุ:d notify_closed:C order:x เก็บบัตร:x notify:x"
    )
    went = go(RESIGNATION, path, "granted", None, None, None)
    assert drawn(went).endswith("แจ้งพัสดุ:d order:d เก็บบัตร:d notify:C")


def test_an_own_step_at_the_end_is_still_done() -> None:
    path = start(RESIGNATION)
    path = apply(path, add(path, len(path) - 1, own("เก็บบัตร")))
    path = go(RESIGNATION, path, None, "clear", "granted", None, None)
    assert drawn(path).endswith("notify:d เก็บบัตร:C")
    assert complete(RESIGNATION, path, now(path), None).finishes


def test_own_steps_lie_ahead_only() -> None:
    path = go(RESIGNATION, start(RESIGNATION), None)
    for place in (0, 5):
        with pytest.raises(PathError, match="step_not_open"):
            add(path, place, own("ก"))
    path = go(RESIGNATION, path, "clear", "withdrawn", None)
    with pytest.raises(PathError, match="case_finished"):
        add(path, 4, own("ก"))


def test_a_step_ahead_that_is_skipped_stays_skipped() -> None:
    path = go(TRANSFER, start(TRANSFER), None)
    path = apply(path, skip(TRANSFER, path, 3))
    assert drawn(path) == (
        "receive:d check:C unit_consent committee:w approve consent_letter receiving_order order notify"
    )
    path = go(TRANSFER, path, "qualified", "willing")
    assert drawn(path).endswith(
        "unit_consent:d committee:w approve:C consent_letter receiving_order order notify"
    )


def test_a_loop_passes_a_step_that_was_skipped_ahead() -> None:
    path = go(TRANSFER, start(TRANSFER), None)
    path = apply(path, skip(TRANSFER, path, 2))
    path = go(TRANSFER, path, "incomplete", None)
    assert drawn(path).startswith(
        "receive:d check:r amend_papers:d check2:C unit_consent:w committee approve"
    )
    assert drawn(go(TRANSFER, path, "qualified")).startswith(
        "receive:d check:r amend_papers:d check2:d unit_consent:w committee:C approve"
    )


def test_the_current_step_may_be_skipped() -> None:
    path = go(TRANSFER, start(TRANSFER), None)
    path = apply(path, skip(TRANSFER, path, 1))
    assert drawn(path).startswith("receive:d check:w unit_consent:C committee")
    for index in (0, 1):
        with pytest.raises(PathError, match="step_not_open"):
            skip(TRANSFER, path, index)


def test_sending_back_brings_the_steps_between_again() -> None:
    path = go(RESIGNATION, start(RESIGNATION), None, "clear", "restrained", "ended")
    path = apply(path, send_back(RESIGNATION, path, now(path), 1))
    assert drawn(path) == (
        "receive:d check:d decide:d restrain:d order:r check2:C decide2 order2 notify"
    )
    path = go(RESIGNATION, path, "clear", "granted", None, None)
    assert current_index(path) is None


def test_sending_back_into_a_loop_leaves_out_what_lies_before_the_target() -> None:
    path = go(RESIGNATION, start(RESIGNATION), None, "clear")
    path = apply(path, send_back(RESIGNATION, path, 2, 1))
    path = go(RESIGNATION, path, "clear", "granted")
    assert drawn(path) == "receive:d check:d decide:r check2:d decide2:d order:C notify"
    path = apply(path, send_back(RESIGNATION, path, 5, 2))
    assert drawn(path).endswith("decide2:d order:r decide3:C order2 notify")


def test_sending_back_out_of_an_ending_plans_the_way_again() -> None:
    path = go(RESIGNATION, start(RESIGNATION), None, "clear", "withdrawn")
    path = apply(path, send_back(RESIGNATION, path, now(path), 2))
    assert drawn(path) == (
        "receive:d check:d decide:d notify_closed:r decide2:C order notify order:x notify:x"
    )
    assert drawn(go(RESIGNATION, path, "granted", None)).endswith(
        "decide2:d order:d notify:C order:x notify:x"
    )


def test_sending_back_to_an_own_step_and_to_a_skipped_one() -> None:
    path = start(RESIGNATION)
    path = apply(path, add(path, 0, own("แจ้งพัสดุ")))
    path = go(RESIGNATION, path, None, None)
    back = send_back(RESIGNATION, path, 2, 1)
    assert back.inserted[0] == PlannedStep(
        None, "แจ้งพัสดุ", StepRole.UNIT, waits_for_others=True, usual_days=3, round=2
    )
    assert drawn(apply(path, back)) == (
        "receive:d แจ้งพัสดุ:d check:r แจ้งพัสดุ2:C check2 decide order notify"
    )
    path = apply(path, skip(RESIGNATION, path, 2))
    path = apply(path, send_back(RESIGNATION, path, 3, 2))
    assert drawn(path) == "receive:d แจ้งพัสดุ:d check:w decide:r check2:C decide2 order notify"


def test_sending_back_between_own_steps_only() -> None:
    path = start(RESIGNATION)
    for title in ("ข", "ก"):
        path = apply(path, add(path, 0, own(title)))
    path = go(RESIGNATION, path, None, None)
    path = apply(path, send_back(RESIGNATION, path, 2, 1))
    assert drawn(path) == "receive:d ก:d ข:r ก2:C ข2 check decide order notify"


def test_nothing_is_sent_forwards_or_by_the_wrong_step() -> None:
    path = go(RESIGNATION, start(RESIGNATION), None)
    for target in (-1, 1, 2):
        with pytest.raises(PathError, match="step_not_past"):
            send_back(RESIGNATION, path, 1, target)
    with pytest.raises(PathError, match="step_not_current"):
        send_back(RESIGNATION, path, 2, 0)


def test_a_step_once_more_and_nothing_else() -> None:
    path = go(RESIGNATION, start(RESIGNATION), None, "clear", "granted")
    path = apply(path, repeat(RESIGNATION, path, 1))
    assert drawn(path) == "receive:d check:d decide:d check2:C order notify"
    path = go(RESIGNATION, path, "clear")
    assert drawn(path) == "receive:d check:d decide:d check2:d order:C notify"
    path = apply(path, repeat(RESIGNATION, path, 2))
    path = go(RESIGNATION, path, "restrained")
    assert drawn(path).endswith("check2:d decide2:d restrain:C order notify")


def test_a_repeated_step_may_send_back_without_doing_all_again() -> None:
    path = go(RESIGNATION, start(RESIGNATION), None, "clear", "granted")
    path = apply(path, repeat(RESIGNATION, path, 1))
    path = go(RESIGNATION, path, "incomplete")
    assert drawn(path).endswith("check2:r amend_papers:C check3 order notify")


def test_a_repeated_ending_does_not_end_the_case() -> None:
    path = go(RESIGNATION, start(RESIGNATION), None, "clear", "withdrawn")
    path = apply(path, send_back(RESIGNATION, path, 3, 2))
    path = apply(path, repeat(RESIGNATION, path, 3))
    assert drawn(path).endswith("notify_closed2:C decide2 order notify order:x notify:x")
    assert drawn(go(RESIGNATION, path, None)).endswith(
        "notify_closed2:d decide2:C order notify order:x notify:x"
    )


def test_a_finished_case_is_opened_by_repeating() -> None:
    path = go(RESIGNATION, start(RESIGNATION), None, "clear", "withdrawn", None)
    path = apply(path, repeat(RESIGNATION, path, 2))
    assert drawn(path).endswith("notify_closed:d order:x notify:x decide2:C")
    path = go(RESIGNATION, path, "granted")
    assert drawn(path).endswith("order:x notify:x decide2:d order:C notify")
    path = go(RESIGNATION, path, None, None)
    assert current_index(path) is None
    path = apply(path, repeat(RESIGNATION, path, 6))
    assert drawn(path).endswith("notify:d decide3:C")
    assert complete(RESIGNATION, path, now(path), "granted").finishes


def test_only_what_is_past_is_repeated() -> None:
    path = go(RESIGNATION, start(RESIGNATION), None)
    path = apply(path, skip(RESIGNATION, path, 3))
    for index in (1, 2, 3):
        with pytest.raises(PathError, match="step_not_past"):
            repeat(RESIGNATION, path, index)


def test_a_result_may_lead_to_a_step_of_the_plan() -> None:
    path = go(PROMOTION, start(PROMOTION), None, "complete", "selected", None, None)
    path = go(PROMOTION, path, "objected", "founded", "cancelled")
    assert drawn(path).split(" submit_work")[0].endswith("decide_objection:d notify_not_selected:C")


# Any sequence of actions.

ACTIONS = st.lists(
    st.tuples(
        st.sampled_from(["complete"] * 4 + ["skip", "send_back", "repeat", "add"]),
        st.integers(min_value=0, max_value=60),
        st.integers(min_value=0, max_value=10),
    ),
    max_size=25,
)


def act(
    procedure: Procedure, path: tuple[PathStep, ...], action: str, place: int, choice: int
) -> PathChange:
    index = current_index(path)
    place %= len(path)
    if action == "add":
        return add(path, place, own(f"ขั้นตอนเพิ่ม {choice}"))
    if action == "repeat":
        return repeat(procedure, path, place)
    if action == "skip":
        return skip(procedure, path, place)
    if index is None:
        raise PathError("case_finished")
    if action == "send_back":
        return send_back(procedure, path, index, place)
    key = path[index].key
    outcomes = procedure.step(key).outcomes if key else ()
    chosen = outcomes[choice % len(outcomes)].key if outcomes else None
    return complete(procedure, path, index, chosen)


def names(path: Sequence[PathStep]) -> list[tuple[str | None, str, int]]:
    return [(step.key, step.title, step.round) for step in path]


def check_whole(path: tuple[PathStep, ...]) -> None:
    currents = [i for i, step in enumerate(path) if step.state is StepState.CURRENT]
    planned = [i for i, step in enumerate(path) if step.state is StepState.PLANNED]
    assert len(currents) == 1 or (not currents and not planned)
    if currents:
        assert all(place > currents[0] for place in planned)
        assert all(
            step.state in (StepState.PLANNED, StepState.SKIPPED) for step in path[currents[0] + 1 :]
        )


@settings(max_examples=300)
@given(st.sampled_from(released()), ACTIONS)
def test_any_sequence_of_actions(which: tuple[str, int], actions) -> None:
    procedure = load(*which)
    path = start(procedure)
    for action, place, choice in actions:
        try:
            change = act(procedure, path, action, place, choice)
        except PathError:
            continue
        after = apply(path, change)
        index = current_index(path)
        history = len(path) if index is None else index
        assert after[:history] == path[:history], "what lies behind the current step changed"
        assert Counter(names(path)) <= Counter(names(after)), "a step was lost"
        if history < len(path) and action == "complete":
            assert after[history].state in (StepState.DONE, StepState.RETURNED)
        check_whole(after)
        path = after
    for _ in range(len(path) * 3 + 60):
        index = current_index(path)
        if index is None:
            return
        key = path[index].key
        step = procedure.step(key) if key else None
        usual = next((o.key for o in step.outcomes if o.next == step.next), None) if step else None
        path = apply(path, complete(procedure, path, index, usual))
        check_whole(path)
    pytest.fail(f"never ends: {drawn(path)}")
