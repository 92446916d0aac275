"""What must agree inside a procedure: its keys, its periods, and that every path comes to an end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from hrdesk.rules.procedure import FINISH, OFFICE, Period, Procedure, ProcedureStep

Faults = Iterable[tuple[str, str]]


def faults(procedure: Procedure) -> Faults:
    """Every (key, message) that is wrong; the later checks may rely on the earlier ones."""
    owners = (procedure.agency.value, OFFICE)
    if procedure.id not in {f"{owner}.{procedure.case_type.value}" for owner in owners}:
        yield "id", "must be agency.case_type"
    yield from _twice("sources", (source.key for source in procedure.sources))
    yield from _twice("papers", (paper.key for paper in procedure.papers))
    yield from _twice("steps", (step.key for step in procedure.steps))
    waits = [wait.key for step in procedure.steps for wait in step.waits]
    yield from _twice("waits", waits)
    kept = procedure.retention
    if kept and (kept.kind == "years") != bool(kept.years):
        yield "retention.years", "belongs to the class years, and to it alone"
    if kept and kept.source not in {source.key for source in procedure.sources}:
        yield "retention.source", f"unknown source {kept.source}"
    for step in procedure.steps:
        yield from _wrong_step(procedure, step)
        yield from _wrong_contents(procedure, step)
    yield from _wrong_paths(procedure)
    for step in procedure.steps:
        yield from _wrong_waits(procedure, step)


def wrong_file(procedure: Procedure, file: Path) -> Faults:
    """What is wrong of a file's place in the program, where no office's own procedure stands."""
    if procedure.id.startswith(f"{OFFICE}."):
        yield "id", "must be agency.case_type"
    if file.name != f"{procedure.case_type.value}@{procedure.version}.yaml":
        yield "version", "does not agree with the file's name"
    if file.parent.name != procedure.agency.value:
        yield "agency", "does not agree with the folder"


def _twice(place: str, keys: Iterable[str]) -> Faults:
    for key, count in Counter(keys).items():
        if count > 1:
            yield f"{place}.{key}", "duplicate key"


def _wrong_step(procedure: Procedure, step: ProcedureStep) -> Faults:
    place = f"steps.{step.key}"
    if step.key == FINISH:
        yield place, "this key is kept for the end"
    yield from _twice(f"{place}.outcomes", (outcome.key for outcome in step.outcomes))
    yield from _twice(f"{place}.remark", (part.key for part in step.remark))
    known = {each.key for each in procedure.steps} | {FINISH}
    for target in (step.next, *(outcome.next for outcome in step.outcomes)):
        if target not in known:
            yield f"{place}.next", f"unknown step {target}"
    if step.outcomes and step.next not in {outcome.next for outcome in step.outcomes}:
        yield f"{place}.next", "must be where one of the outcomes leads"
    if bool(step.outcomes) != bool(step.result_label):
        yield f"{place}.result_label", "belongs to steps with outcomes, and to all of them"
    for part in step.remark:
        if (part.kind == "choice") != bool(part.choices):
            yield f"{place}.remark.{part.key}", "choices belong to the kind choice, and to it alone"
    sources = {source.key for source in procedure.sources}
    for source in (*step.sources, *(period.source for period in step.periods)):
        if source not in sources:
            yield f"{place}.sources", f"unknown source {source}"


def _wrong_contents(procedure: Procedure, step: ProcedureStep) -> Faults:
    """What is wrong of the periods of a step, of its checks and of the papers it needs."""
    place = f"steps.{step.key}"
    for period in step.periods:
        for message in _wrong_period(procedure, period):
            yield f"{place}.periods", message
    yield from _twice(f"{place}.checks", (check.key for check in step.checks))
    sources = {source.key for source in procedure.sources}
    for check in step.checks:
        if check.source not in sources:
            yield f"{place}.checks.{check.key}", f"unknown source {check.source}"
    yield from _twice(f"{place}.papers_in", step.papers_in)
    papers = {paper.key for paper in procedure.papers}
    for key in step.papers_in:
        if key not in papers:
            yield f"{place}.papers_in", f"unknown paper {key}"


def _wrong_waits(procedure: Procedure, step: ProcedureStep) -> Faults:
    """What is wrong of the periods that run beside the steps from this one on."""
    sources = {source.key for source in procedure.sources}
    later = _reached(procedure, step.next)
    for wait in step.waits:
        place = f"steps.{step.key}.waits.{wait.key}"
        for message in _wrong_period(procedure, wait.period):
            yield place, message
        if wait.period.source not in sources:
            yield place, f"unknown source {wait.period.source}"
        if wait.before_step and wait.before_step not in later:
            yield place, f"no step {wait.before_step} comes after"
        yield from _twice(f"{place}.outcomes", (outcome.key for outcome in wait.outcomes))


def _wrong_period(procedure: Procedure, period: Period) -> Iterable[str]:
    lengths = (period.days, period.months, period.working_days, period.law)
    if sum(length is not None for length in lengths) != 1:
        yield "exactly one of days, months, working_days and law"
    if period.direction == "before" and (period.law or not period.counts_from):
        yield "before needs a day to count from, and a length that stands here"
    if (period.law == "revise") != bool(period.result):
        yield "a result belongs to the law revise, and to it alone"
    if period.counts_from and period.counts_from not in _dates(procedure):
        yield f"cannot count from {period.counts_from}"


def _dates(procedure: Procedure) -> set[str]:
    """What a period can count from: steps, and dates in the remarks of steps."""
    found = {step.key for step in procedure.steps}
    for step in procedure.steps:
        found |= {f"{step.key}.{part.key}" for part in step.remark if part.kind == "date"}
    return found


def _wrong_paths(procedure: Procedure) -> Faults:
    main = []
    key = procedure.steps[0].key
    while key != FINISH and key not in main:
        main.append(key)
        key = procedure.step(key).next
    for step in procedure.steps:
        if step.branch == (step.key in main):
            yield f"steps.{step.key}.branch", "is true off the main path, and only there"
        if not _ends(procedure, step):
            yield f"steps.{step.key}.next", "a dead end: it never comes to the finish"
    reached = _reached(procedure, procedure.steps[0].key)
    for step in procedure.steps:
        if step.key not in reached:
            yield f"steps.{step.key}", "unreachable"
        for outcome in step.outcomes:
            if outcome.returns and step.key not in _reached(procedure, outcome.next):
                yield f"steps.{step.key}.outcomes.{outcome.key}", "returns, but never comes back"


def _ends(procedure: Procedure, step: ProcedureStep) -> bool:
    """Whether going on by ``next`` alone comes to the finish."""
    seen: set[str] = set()
    key = step.key
    while key != FINISH and key not in seen:
        seen.add(key)
        key = procedure.step(key).next
    return key == FINISH


def _reached(procedure: Procedure, first: str) -> set[str]:
    """The steps that can come from ``first`` on, with it."""
    found: set[str] = set()
    waiting = [first]
    while waiting:
        key = waiting.pop()
        if key == FINISH or key in found:
            continue
        found.add(key)
        step = procedure.step(key)
        waiting += [step.next, *(outcome.next for outcome in step.outcomes)]
    return found
