"""Moving a running path to another version: done stays, ahead is planned anew."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hrdesk.rules.case_path import (
    PathError,
    PathStep,
    PlannedStep,
    add,
    apply,
    complete,
    current_index,
    skip,
    start,
)
from hrdesk.rules.case_version import VersionMove, move
from hrdesk.rules.codes import StepRole, StepState
from hrdesk.rules.procedure import FINISH, Procedure, load

OLD = load("doh.promotion", 1)
Path_ = tuple[PathStep, ...]


def without(key: str, procedure: Procedure = OLD) -> Procedure:
    """The procedure without a step of its main path."""
    gone = procedure.step(key)
    steps = tuple(
        replace(
            step,
            next=gone.next if step.next == key else step.next,
            outcomes=tuple(
                replace(o, next=gone.next) if o.next == key else o for o in step.outcomes
            ),
        )
        for step in procedure.steps
        if step.key != key
    )
    return replace(procedure, version=2, steps=steps)


def walked(to: str) -> Path_:
    path = start(OLD)
    while path[now := current_index(path) or 0].key != to:
        step = OLD.step(path[now].key or "")
        good = next((o.key for o in step.outcomes if o.next == step.next), None)
        path = apply(path, complete(OLD, path, now, good))
    return path


def keys(found: VersionMove, *states: StepState) -> list[str | None]:
    return [each.step.key for each in found.path if not states or each.step.state in states]


def test_the_same_version_changes_nothing() -> None:
    path = walked("announce")
    found = move(OLD, path)
    assert [each.step for each in found.path] == list(path)
    assert [each.index for each in found.path] == list(range(len(path))) and not found.dropped


def test_a_planned_step_disappears_and_a_new_one_comes() -> None:
    path = walked("check")
    found = move(without("objection"), path)
    assert [path[place].key for place in found.dropped] == ["objection"]
    back = [each.step for each in move(OLD, tuple(each.step for each in found.path)).path]
    assert [step.key for step in back] == [step.key for step in path]


def test_a_done_step_that_is_gone_stays_as_ones_own() -> None:
    found = move(without("check"), walked("selection"))
    assert found.path[1].step.key is None and found.path[1].step.state is StepState.DONE
    assert found.path[1].step.title == OLD.step("check").title


def test_a_present_step_that_is_gone_gives_way_to_the_next() -> None:
    path = walked("objection")
    found = move(without("objection"), path)
    (now,) = [each for each in found.path if each.step.state is StepState.CURRENT]
    assert now.step.key == "submit_work"
    assert [path[place].key for place in found.dropped] == ["objection"]


def test_titles_of_what_is_not_done_follow_the_version() -> None:
    steps = tuple(replace(step, title=f"{step.title}!") for step in OLD.steps)
    found = move(replace(OLD, steps=steps), walked("check"))
    assert not found.path[0].step.title.endswith("!")
    assert all(each.step.title.endswith("!") for each in found.path[1:])


def test_ones_own_steps_and_skipped_ones_keep_their_place() -> None:
    path = walked("check")
    own = PlannedStep(None, "ตรวจซ้ำ", StepRole.HR_OFFICER)
    path = apply(path, add(path, 1, own))
    path = apply(path, add(path, 4, replace(own, title="แจ้งผู้บริหาร")))
    place = next(i for i, step in enumerate(path) if step.key == "minutes")
    path = apply(path, skip(OLD, path, place))
    found = move(without("objection"), path)
    titles = [each.step.title for each in found.path]
    assert titles[2] == "ตรวจซ้ำ"
    assert titles[titles.index("แจ้งผู้บริหาร") - 1] == path[4].title
    (passed,) = [each.step for each in found.path if each.step.key == "minutes"]
    assert passed.state is StepState.SKIPPED and passed.waived


def test_ones_own_step_behind_one_that_is_gone_stays() -> None:
    path = walked("check")
    place = next(i for i, step in enumerate(path) if step.key == "objection")
    path = apply(path, add(path, place, PlannedStep(None, "ของเรา", StepRole.HR_OFFICER)))
    found = move(without("objection"), path)
    assert "ของเรา" in [each.step.title for each in found.path]


def test_a_loop_comes_again_and_what_a_result_passed_over_stays() -> None:
    path = walked("check")
    path = apply(path, complete(OLD, path, 1, "incomplete"))  # back to be mended
    found = move(OLD, path)
    assert keys(found) == [step.key for step in path]
    now = current_index(path) or 0
    path = apply(path, complete(OLD, path, now, None))
    path = apply(path, complete(OLD, path, now + 1, "unqualified"))
    found = move(OLD, path)
    assert "person_assessment" in keys(found, StepState.SKIPPED)


def test_ones_own_present_step_stays_the_present_one() -> None:
    path = walked("check")
    path = apply(path, add(path, 1, PlannedStep(None, "ของเรา", StepRole.HR_OFFICER)))
    path = apply(path, complete(OLD, path, 1, "complete"))
    found = move(without("objection"), path)
    (now,) = [each for each in found.path if each.step.state is StepState.CURRENT]
    assert now.step.title == "ของเรา"
    assert keys(found, StepState.PLANNED)[0] == "person_assessment"


def test_a_passed_over_step_that_the_version_asks_for_comes_back() -> None:
    path = list(start(OLD))
    path[3] = replace(path[3], state=StepState.SKIPPED)  # as a result leaves it
    found = move(OLD, tuple(path))
    assert path[3].key in keys(found, StepState.PLANNED)


def test_with_nothing_known_behind_it_begins_at_the_start() -> None:
    only = PathStep("gone", "หายไป", StepState.CURRENT)
    found = move(OLD, (only,))
    assert found.path[0].step.key == "receive" and found.path[0].step.state is StepState.CURRENT


def test_a_finished_path_and_one_with_nothing_left_are_refused() -> None:
    done = tuple(replace(step, state=StepState.DONE) for step in start(OLD))
    with pytest.raises(PathError, match="case_finished"):
        move(OLD, done)
    last = without("notify", without("order"))
    ended = tuple(replace(s, state=StepState.DONE) for s in start(OLD)[:-1])
    path = (*ended, replace(start(OLD)[-1], state=StepState.CURRENT))
    assert last.step("approve_result").next == FINISH
    with pytest.raises(PathError, match="no_step_left"):
        move(last, path)
