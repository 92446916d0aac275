"""The path of one case through its procedure: what each action of an officer does to the steps.

Pure: a path is a tuple of plain steps, an action gives a ``PathChange``, and ``apply`` gives the
path after it. What is done stays where it is: a step that is gone through again is a new step
behind it, with the next round. Everything after the current step is planned or skipped.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hrdesk.rules.codes import StepRole, StepState
from hrdesk.rules.procedure import FINISH, Outcome, Procedure, ProcedureStep

_PAST = frozenset({StepState.DONE, StepState.RETURNED, StepState.SKIPPED})


class PathError(ValueError):
    """An action that the path does not allow; codes: step_not_current, step_not_open,
    step_not_past, outcome_required, unknown_outcome, case_finished."""

    def __init__(self, code: str, **facts: str) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


@dataclass(frozen=True, slots=True)
class PathStep:
    """One step of a case's own path; ``key`` is None for a step an officer added.

    ``waived`` tells a step that an officer skipped from one that a result skipped; role and days
    are what the row keeps, and go along when the step is repeated.
    """

    key: str | None
    title: str
    state: StepState
    round: int = 1
    waived: bool = False
    role: StepRole = StepRole.HR_OFFICER
    waits_for_others: bool = False
    usual_days: int | None = None


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A step to be put into a path, planned, with what its row keeps."""

    key: str | None
    title: str
    role: StepRole
    waits_for_others: bool = False
    usual_days: int | None = None
    round: int = 1


@dataclass(frozen=True, slots=True)
class StateChange:
    """A step of the old path that gets another state; ``reason`` is Thai, empty where none is due."""

    index: int
    state: StepState
    reason: str = ""
    waived: bool = False


@dataclass(frozen=True, slots=True)
class PathChange:
    """What an action does: apply ``states``, then put ``inserted`` in before ``insert_at`` (indexes
    of the old path); ``current`` is the index in the new path, None when the case is finished."""

    states: tuple[StateChange, ...]
    inserted: tuple[PlannedStep, ...]
    insert_at: int
    current: int | None
    outcome: Outcome | None = None

    @property
    def finishes(self) -> bool:
        """Whether the case has come to its end."""
        return self.current is None


def plan(procedure: Procedure) -> tuple[PlannedStep, ...]:
    """The main path of a new case; its first step becomes current."""
    return tuple(_planned(step) for step in procedure.steps if not step.branch)


def start(procedure: Procedure) -> tuple[PathStep, ...]:
    """The path of a new case, its first step current."""
    first, *others = (_path_step(step) for step in plan(procedure))
    return (replace(first, state=StepState.CURRENT), *others)


def current_index(path: Sequence[PathStep]) -> int | None:
    """The index of the current step, None when the case is finished."""
    return next((i for i, step in enumerate(path) if step.state is StepState.CURRENT), None)


def complete(
    procedure: Procedure, path: Sequence[PathStep], index: int, outcome_key: str | None
) -> PathChange:
    """Close the current step with its outcome and go where that leads; raises PathError."""
    _require_current(path, index)
    key = path[index].key
    outcome = _outcome_of(procedure.step(key) if key else None, outcome_key)
    state = StepState.RETURNED if outcome and outcome.returns else StepState.DONE
    return _advance(procedure, path, StateChange(index, state), outcome)


def skip(procedure: Procedure, path: Sequence[PathStep], index: int) -> PathChange:
    """Pass over the current step or a planned one; raises PathError(step_not_open)."""
    skipped = StateChange(index, StepState.SKIPPED, waived=True)
    if path[index].state is StepState.CURRENT:
        return _advance(procedure, path, skipped, None)
    if path[index].state is not StepState.PLANNED:
        raise PathError("step_not_open", title=path[index].title)
    return PathChange((skipped,), (), len(path), current_index(path))


def send_back(
    procedure: Procedure, path: Sequence[PathStep], index: int, target_index: int
) -> PathChange:
    """Return the current step to an earlier one: that one and those between come again; raises
    PathError.

    Steps that were skipped and branches do not come again: a result brings those in anew.
    """
    _require_current(path, index)
    if not 0 <= target_index < index:
        raise PathError("step_not_past", title=path[index].title)
    again = _copies(procedure, path, index, target_index)
    last = next((step.key for step in reversed(again) if step.key), None)
    if last:
        rest, _ = _way(procedure, path, index, last, procedure.step(last).next)
        again += [_again(procedure, path, key) for key in rest]
    returned = StateChange(index, StepState.RETURNED)
    return _moved(path, (returned,), tuple(again), index + 1, index)


def repeat(procedure: Procedure, path: Sequence[PathStep], index: int) -> PathChange:
    """Do a past step once more now, the current one waits behind it; raises
    PathError(step_not_past).

    On a finished case this opens the case again.
    """
    now = current_index(path)
    if path[index].state not in _PAST or (now is not None and index > now):
        raise PathError("step_not_past", title=path[index].title)
    once_more = _once_more(procedure, path, path[index])
    if now is None:
        return PathChange((), (once_more,), len(path), len(path))
    return PathChange((StateChange(now, StepState.PLANNED),), (once_more,), now, now)


def add(path: Sequence[PathStep], after_index: int, custom: PlannedStep) -> PathChange:
    """Put a step of the officer's own in behind the current step or a later one; raises
    PathError."""
    now = current_index(path)
    if now is None:
        raise PathError("case_finished", title=custom.title)
    if not now <= after_index < len(path):
        raise PathError("step_not_open", title=custom.title)
    return PathChange((), (replace(custom, key=None, round=1),), after_index + 1, now)


def apply(path: Sequence[PathStep], change: PathChange) -> tuple[PathStep, ...]:
    """The path after a change."""
    steps = list(path)
    for each in change.states:
        steps[each.index] = replace(steps[each.index], state=each.state, waived=each.waived)
    steps[change.insert_at : change.insert_at] = [_path_step(new) for new in change.inserted]
    if change.current is not None:
        steps[change.current] = replace(steps[change.current], state=StepState.CURRENT)
    return tuple(steps)


def _require_current(path: Sequence[PathStep], index: int) -> None:
    if path[index].state is not StepState.CURRENT:
        raise PathError("step_not_current", title=path[index].title)


def _outcome_of(step: ProcedureStep | None, key: str | None) -> Outcome | None:
    outcome = step.outcome(key) if step and key else None
    if key and outcome is None:
        raise PathError("unknown_outcome", outcome=key)
    if step and step.outcomes and outcome is None:
        raise PathError("outcome_required", title=step.title)
    return outcome


def _advance(
    procedure: Procedure, path: Sequence[PathStep], closing: StateChange, outcome: Outcome | None
) -> PathChange:
    """Close the current step and go on: by the plan, or where a result leads off it."""
    index, key = closing.index, path[closing.index].key
    own_next = procedure.step(key).next if key else FINISH
    target = outcome.next if outcome else own_next
    by_plan = target == own_next
    if key is None or (by_plan and _is_provided(path, index, target)):
        return _moved(path, (closing,), (), index + 1, index, outcome)
    way, meeting = _way(procedure, path, index, key, target)
    inserted = tuple(_again(procedure, path, each) for each in way)
    skipped: tuple[StateChange, ...] = ()
    if outcome and not by_plan and meeting:
        skipped = _skipped_before(path, index, meeting, f"ข้ามตามผล “{outcome.label}”")
    return _moved(path, (closing, *skipped), inserted, _behind_customs(path, index), index, outcome)


def _is_provided(path: Sequence[PathStep], index: int, key: str) -> bool:
    """Whether the plan needs nothing more to come to ``key``: it ends there, ``key`` lies ahead
    (planned, or skipped by an officer), or it was done before and only this step is repeated."""
    return key == FINISH or _lies_ahead(path, index, key) or _is_settled(path, index, key)


def _lies_ahead(path: Sequence[PathStep], index: int, key: str) -> bool:
    return _planned_at(path, index, key) is not None or _is_waived_ahead(path, index, key)


def _planned_at(path: Sequence[PathStep], index: int, key: str) -> int | None:
    for place in range(index + 1, len(path)):
        if path[place].key == key and path[place].state is StepState.PLANNED:
            return place
    return None


def _is_waived_ahead(path: Sequence[PathStep], index: int, key: str) -> bool:
    return any(step.key == key and step.waived for step in path[index + 1 :])


def _is_settled(path: Sequence[PathStep], index: int, key: str) -> bool:
    return any(
        step.key == key and (step.state is StepState.DONE or step.waived) for step in path[:index]
    )


def _way(
    procedure: Procedure, path: Sequence[PathStep], index: int, closing: str, target: str
) -> tuple[list[str], str | None]:
    """The steps to put in on the way from ``target`` to what is planned, and the planned step (or
    the finish) it meets; None where it joins steps behind ``closing`` that are done already."""
    behind = _chain(procedure, procedure.step(closing).next)
    way: list[str] = []
    for key in _chain(procedure, target):
        if _planned_at(path, index, key) is not None:
            return way, key
        if _is_waived_ahead(path, index, key):
            continue
        if key in behind and _is_settled(path, index, key):
            return way, None
        way.append(key)
    return way, FINISH


def _chain(procedure: Procedure, first: str) -> list[str]:
    """The steps from ``first`` to the finish as the plan goes."""
    keys = []
    while first != FINISH:
        keys.append(first)
        first = procedure.step(first).next
    return keys


def _skipped_before(
    path: Sequence[PathStep], index: int, meeting: str, reason: str
) -> tuple[StateChange, ...]:
    """The planned steps that a result passes over, with the officer's own steps behind them; own
    steps right behind the current one stay."""
    end = len(path) if meeting == FINISH else _planned_at(path, index, meeting)
    skipped: list[StateChange] = []
    for place in range(index + 1, end or 0):
        step = path[place]
        if step.state is StepState.PLANNED and (step.key or skipped):
            skipped.append(StateChange(place, StepState.SKIPPED, reason))
    return tuple(skipped)


def _behind_customs(path: Sequence[PathStep], index: int) -> int:
    """Where new steps go: behind the current one and the officer's own steps that follow it."""
    place = index + 1
    for number in range(index + 1, len(path)):
        if path[number].state is StepState.PLANNED:
            if path[number].key:
                break
            place = number + 1
    return place


def _moved(
    path: Sequence[PathStep],
    states: tuple[StateChange, ...],
    inserted: tuple[PlannedStep, ...],
    insert_at: int,
    index: int,
    outcome: Outcome | None = None,
) -> PathChange:
    """The change, with the first step planned behind ``index`` as the new current one."""
    change = PathChange(states, inserted, insert_at, None, outcome)
    after = apply(path, change)
    ahead = range(index + 1, len(after))
    current = next((i for i in ahead if after[i].state is StepState.PLANNED), None)
    return replace(change, current=current)


def _copies(
    procedure: Procedure, path: Sequence[PathStep], index: int, target_index: int
) -> list[PlannedStep]:
    """The target and the steps from it to ``index``, each once, as they come again.

    Where the path went through a loop, what lies before the target by the plan stays out.
    """
    again: list[PlannedStep] = []
    names: set[str] = set()
    behind: list[str] | None = None
    for place in range(target_index, index + 1):
        step = path[place]
        name = step.key or f" {step.title}"
        wanted = step.state is not StepState.SKIPPED and not _is_branch(procedure, step)
        if name in names or not (wanted or place == target_index):
            continue
        if step.key and behind is None:
            behind = _chain(procedure, step.key)
        if step.key and step.key not in (behind or ()):
            continue
        names.add(name)
        again.append(_once_more(procedure, path, step))
    return again


def _is_branch(procedure: Procedure, step: PathStep) -> bool:
    return step.key is not None and procedure.step(step.key).branch


def _once_more(procedure: Procedure, path: Sequence[PathStep], step: PathStep) -> PlannedStep:
    if step.key:
        return _again(procedure, path, step.key)
    same = (each.round for each in path if each.key is None and each.title == step.title)
    return PlannedStep(
        None, step.title, step.role, step.waits_for_others, step.usual_days, max(same) + 1
    )


def _again(procedure: Procedure, path: Sequence[PathStep], key: str) -> PlannedStep:
    # A step that a result passed over was never come to: it takes no round.
    rounds = [
        step.round
        for step in path
        if step.key == key and (step.state is not StepState.SKIPPED or step.waived)
    ]
    return _planned(procedure.step(key), max(rounds, default=0) + 1)


def _planned(step: ProcedureStep, round_: int = 1) -> PlannedStep:
    return PlannedStep(
        step.key, step.title, step.role, step.waits_for_others, step.usual_days, round_
    )


def _path_step(new: PlannedStep) -> PathStep:
    return PathStep(
        key=new.key,
        title=new.title,
        state=StepState.PLANNED,
        round=new.round,
        role=new.role,
        waits_for_others=new.waits_for_others,
        usual_days=new.usual_days,
    )
