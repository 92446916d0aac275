"""Every procedure: what each step holds, and each branch gone through from receiving to the end."""

from __future__ import annotations

from collections import deque

import pytest

from hrdesk.documents.registry import PAPERS
from hrdesk.rules.case_path import PathStep, apply, complete, current_index, start
from hrdesk.rules.codes import StepRole, StepState
from hrdesk.rules.procedure import FINISH, Outcome, Procedure, ProcedureStep, load, released

ALL = {f"{name}@{version}": load(name, version) for name, version in released()}
PINNED_FIRST = {
    f"doh.{kind}@1" for kind in ("promotion", "reassignment", "resignation", "transfer_out")
}
NEW = {name: each for name, each in ALL.items() if name not in PINNED_FIRST}
KINDS = {paper.kind for paper in PAPERS}

each_new = pytest.mark.parametrize("procedure", NEW.values(), ids=NEW)
each_one = pytest.mark.parametrize("procedure", ALL.values(), ids=ALL)


# What stands in the files.


@each_new
def test_every_step_says_where_it_comes_from_and_every_source_is_used(procedure: Procedure) -> None:
    used: set[str] = {procedure.retention.source} if procedure.retention else set()
    for step in procedure.steps:
        used |= {*step.sources, *(period.source for period in step.periods)}
        used |= {wait.period.source for wait in step.waits} | {c.source for c in step.checks}
    assert used == {source.key for source in procedure.sources}
    for source in procedure.sources:
        assert source.clause or source.key in {"practice", "rounds"}, source.key
    if "practice" in used:
        assert "ทางปฏิบัติ" in procedure.note


@each_new
def test_every_paper_is_asked_for_at_a_step(procedure: Procedure) -> None:
    asked = {key for step in procedure.steps for key in step.papers_in}
    assert asked == {paper.key for paper in procedure.papers}


@each_new
def test_steps_make_papers_that_the_program_has(procedure: Procedure) -> None:
    personal = {"receipt", "order", "notice_letter", "person_notice"}
    made = {kind for step in procedure.steps for kind in step.produces}
    assert made <= KINDS
    if procedure.person:
        assert "receipt" in procedure.steps[0].produces
    else:  # they are made out to one person
        assert not made & personal


@each_new
def test_an_order_and_a_letter_to_others_are_noted_with_their_numbers(procedure: Procedure) -> None:
    for step in procedure.steps:
        kinds = {part.kind for part in step.remark}
        if "order" in step.produces:
            assert "order_number" in kinds, step.key
        numbers = [part for part in step.remark if part.kind == "order_number"]
        if procedure.person and any(part.required for part in numbers):
            assert {"order", "committee_order"} & set(step.produces), step.key


@each_new
def test_titles_and_labels_are_written_out(procedure: Procedure) -> None:
    titles = [step.title for step in procedure.steps]
    assert len(set(titles)) == len(titles)
    for step in procedure.steps:
        labels = [outcome.label for outcome in step.outcomes]
        assert len(set(labels)) == len(labels)
        assert all("  " not in text for text in (step.title, *labels))


@each_new
def test_the_first_good_result_is_the_main_way(procedure: Procedure) -> None:
    for step in procedure.steps:
        if step.outcomes:
            assert step.outcomes[0].tone == "good"
            assert step.outcomes[0].next == step.next
            assert not step.outcomes[0].returns


@each_new
def test_a_matter_of_the_office_has_no_applicant(procedure: Procedure) -> None:
    roles = {step.role for step in procedure.steps}
    assert procedure.person or StepRole.APPLICANT not in roles


# Each branch, gone through.

Edge = tuple[str, str]


def edges(step: ProcedureStep) -> list[tuple[Outcome | None, str]]:
    if step.outcomes:
        return [(outcome, outcome.next) for outcome in step.outcomes]
    return [(None, step.next)]


def way_to(procedure: Procedure, key: str) -> list[Edge]:
    """The shortest run of (step, outcome) from receiving to ``key``."""
    first = procedure.steps[0].key
    seen, waiting = {first}, deque([(first, [])])
    while waiting:
        at, run = waiting.popleft()
        if at == key:
            return run
        for outcome, target in edges(procedure.step(at)):
            if target != FINISH and target not in seen:
                seen.add(target)
                waiting.append((target, [*run, (at, outcome.key if outcome else "")]))
    raise AssertionError(f"nothing leads to {key}")


def walk(procedure: Procedure, run: list[Edge]) -> list[PathStep]:
    """The whole path when the results of ``run`` are given in turn, then the main way to the end."""
    path = start(procedure)
    planned = deque(run)
    for _ in range(200):
        index = current_index(path)
        if index is None:
            assert not planned
            return list(path)
        key = path[index].key
        assert key is not None
        if planned:
            at, outcome = planned.popleft()
            assert at == key, f"wanted to stand at {at}, stands at {key}"
        else:
            outcomes = procedure.step(key).outcomes
            outcome = next((o.key for o in outcomes if o.next == procedure.step(key).next), "")
        path = apply(path, complete(procedure, path, index, outcome or None))
    raise AssertionError("never ends")


BRANCHES = [
    pytest.param(procedure, step.key, outcome, id=f"{name}-{step.key}-{outcome.key}")
    for name, procedure in ALL.items()
    for step in procedure.steps
    for outcome in step.outcomes
]


@pytest.mark.parametrize(("procedure", "key", "outcome"), BRANCHES)
def test_each_result_leads_where_it_says_and_on_to_the_end(
    procedure: Procedure, key: str, outcome: Outcome
) -> None:
    run = [*way_to(procedure, key), (key, outcome.key)]
    path = walk(procedure, run)
    gone = [step for step in path if step.state in (StepState.DONE, StepState.RETURNED)]
    keys = [step.key for step in gone]
    assert keys[: len(run)] == [at for at, _ in run]
    if outcome.next == FINISH:
        assert len(keys) == len(run)
    else:
        assert keys[len(run)] == outcome.next
    assert (gone[len(run) - 1].state is StepState.RETURNED) == outcome.returns


@each_one
def test_every_step_is_gone_through_by_some_way(procedure: Procedure) -> None:
    for step in procedure.steps:
        run = way_to(procedure, step.key)
        keys = [each.key for each in walk(procedure, run)]
        assert step.key in keys
