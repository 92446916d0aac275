"""Moving a running case to another version of its procedure: what stays, what comes, what goes.

Pure, as ``case_path`` is. What is done stays as it was done; the present step stays where the other
version has it; what lies ahead becomes the plan of the other version.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hrdesk.rules.case_path import PathError, PathStep, current_index, plan
from hrdesk.rules.codes import StepState
from hrdesk.rules.procedure import FINISH, Procedure

_AHEAD = frozenset({StepState.PLANNED, StepState.SKIPPED})


@dataclass(frozen=True, slots=True)
class MovedStep:
    """A step of the path after the move; ``index`` is its place in the old one, None when new."""

    index: int | None
    step: PathStep


@dataclass(frozen=True, slots=True)
class VersionMove:
    """The path after the move, and the places of the old one that it has no more."""

    path: tuple[MovedStep, ...]
    dropped: tuple[int, ...]


def move(procedure: Procedure, path: Sequence[PathStep]) -> VersionMove:
    """What becomes of a running path on another version; raises PathError(case_finished), and
    PathError(no_step_left) where that version has nothing more to do.

    A done step that the other version does not have stays as one of the office's own.
    """
    now = current_index(path)
    if now is None:
        raise PathError("case_finished")
    moved = [_kept(procedure, path, place) for place in range(now)]
    present = path[now]
    stays = present.key is None or procedure.find(present.key) is not None
    if stays:
        moved.append(_kept(procedure, path, now))
    ahead = _ahead(procedure, path, now)
    if not stays:
        first = next((i for i, each in enumerate(ahead) if _is_planned(each)), None)
        if first is None:
            raise PathError("no_step_left")
        ahead[first] = replace(
            ahead[first], step=replace(ahead[first].step, state=StepState.CURRENT)
        )
    moved += ahead
    kept = {each.index for each in moved}
    return VersionMove(
        tuple(moved), tuple(place for place in range(len(path)) if place not in kept)
    )


def _is_planned(moved: MovedStep) -> bool:
    return moved.step.state is StepState.PLANNED


def _ahead(procedure: Procedure, path: Sequence[PathStep], now: int) -> list[MovedStep]:
    """What lies behind the present step: the other version's plan, with the officer's own steps
    behind the step they stood behind, and what a result passed over at the end."""
    old = {path[place].key: place for place in range(now + 1, len(path)) if path[place].key}
    own = _own_behind(path, now)
    moved = own.pop(now, [])
    taken: set[int] = set()
    for key in _keys_ahead(procedure, path, now):
        place = old.get(key)
        if place is not None and path[place].state in _AHEAD:
            kept = _kept(procedure, path, place)
            if kept.step.state is StepState.SKIPPED and not kept.step.waived:
                kept = replace(kept, step=replace(kept.step, state=StepState.PLANNED))
            moved.append(kept)
            taken.add(place)
            moved += own.pop(place, [])
        else:
            moved.append(MovedStep(None, _new(procedure, path, key)))
    moved += [each for steps in own.values() for each in steps]
    passed = [
        place
        for place in range(now + 1, len(path))
        if path[place].key and path[place].state is StepState.SKIPPED and place not in taken
    ]
    return moved + [_kept(procedure, path, place) for place in passed]


def _keys_ahead(procedure: Procedure, path: Sequence[PathStep], now: int) -> list[str]:
    """The steps still to come by the other version: what was done does not come again unless it
    was planned again."""
    planned = {step.key for step in path[now + 1 :] if step.state is StepState.PLANNED}
    settled = {
        step.key for step in path[:now] if step.state is StepState.DONE or step.waived
    } - planned
    return [key for key in _chain(procedure, _next_key(procedure, path, now)) if key not in settled]


def _next_key(procedure: Procedure, path: Sequence[PathStep], now: int) -> str:
    """Where the other version goes on: behind the present step, else behind the last one done."""
    for step in reversed(path[: now + 1]):
        known = procedure.find(step.key)
        if known is not None and step.state in (StepState.CURRENT, StepState.DONE):
            return known.next
    return plan(procedure)[0].key or FINISH


def _chain(procedure: Procedure, first: str) -> list[str]:
    keys = []
    while first != FINISH:
        keys.append(first)
        first = procedure.step(first).next
    return keys


def _own_behind(path: Sequence[PathStep], now: int) -> dict[int, list[MovedStep]]:
    """The officer's own steps that lie ahead, by the place they stand behind."""
    found: dict[int, list[MovedStep]] = {}
    behind = now
    for place in range(now + 1, len(path)):
        if path[place].key:
            behind = place
        else:
            found.setdefault(behind, []).append(MovedStep(place, path[place]))
    return found


def _kept(procedure: Procedure, path: Sequence[PathStep], place: int) -> MovedStep:
    """A step of the old path, in the words of the other version where it is not done yet."""
    step = path[place]
    known = procedure.find(step.key)
    if known is None:
        return MovedStep(place, replace(step, key=None))
    if step.state in (StepState.CURRENT, StepState.PLANNED):
        step = replace(
            step,
            title=known.title,
            role=known.role,
            waits_for_others=known.waits_for_others,
            usual_days=known.usual_days,
        )
    return MovedStep(place, step)


def _new(procedure: Procedure, path: Sequence[PathStep], key: str) -> PathStep:
    known = procedure.step(key)
    rounds = [
        step.round
        for step in path
        if step.key == key and (step.state is not StepState.SKIPPED or step.waived)
    ]
    return PathStep(
        key,
        known.title,
        StepState.PLANNED,
        max(rounds, default=0) + 1,
        False,
        known.role,
        known.waits_for_others,
        known.usual_days,
    )
