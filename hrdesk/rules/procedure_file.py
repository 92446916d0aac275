"""The strict reader of procedure files: what it accepts is whole, and every path comes to an end."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from hrdesk.rules.codes import Agency, CaseType, Level, StepRole
from hrdesk.rules.procedure import (
    FINISH,
    OFFICE,
    ChecklistPaper,
    Outcome,
    Period,
    Procedure,
    ProcedureError,
    ProcedureStep,
    ProducedPaper,
    RemarkField,
    RemarkKind,
    Source,
    Tone,
)
from hrdesk.rules.strict_yaml import DataFileError, parse_mapping, read_mapping

_Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
_Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
_Count = Annotated[int, Field(ge=1)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Source(_Part):
    key: _Key
    instrument: _Text
    clause: str = ""
    note: str = ""


class _Paper(_Part):
    key: _Key
    label: _Text
    required: bool


class _Remark(_Part):
    key: _Key
    label: _Text
    kind: RemarkKind
    required: bool = False
    choices: tuple[_Text, ...] = ()


class _Outcome(_Part):
    key: _Key
    label: _Text
    next: _Key
    returns: bool = False
    tone: Tone


class _Period(_Part):
    days: _Count | None = None
    months: _Count | None = None
    counts_from: str = ""
    levels: tuple[Level, ...] = ()
    extension_months: _Count | None = None
    moves: bool = True
    source: _Key


class _Step(_Part):
    key: _Key
    title: _Text
    role: StepRole
    waits_for_others: bool = False
    usual_days: Annotated[int, Field(ge=0)] | None
    branch: bool = False
    periods: tuple[_Period, ...] = ()
    remark: tuple[_Remark, ...] = ()
    result_label: str = ""
    outcomes: tuple[_Outcome, ...] = ()
    next: _Key
    sources: Annotated[tuple[_Key, ...], Field(min_length=1)]
    produces: tuple[ProducedPaper, ...] = ()


class ProcedureModel(_Part):
    """The shape of a procedure's text; what must agree inside it is for ``faults`` to say."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z]+\.[a-z_]+$")]
    version: _Count
    agency: Agency
    case_type: CaseType
    title: _Text
    in_force_from: dt.date
    rules_from: dt.date
    note: _Text
    sources: Annotated[tuple[_Source, ...], Field(min_length=1)]
    papers: tuple[_Paper, ...]
    steps: Annotated[tuple[_Step, ...], Field(min_length=1)]


def read_procedure(file: Path) -> Procedure:
    """The procedure in ``file``, checked in every way; raises ProcedureError."""
    procedure = _checked(file.name, lambda: read_mapping(file))
    for key, message in _wrong_file(procedure, file):
        raise ProcedureError(file.name, key, message)
    return procedure


def parse_procedure(name: str, text: str) -> Procedure:
    """The procedure in a text called ``name``, such as an office's own one, whose id begins with
    ``office.``; checked as a file is, but for its place; raises ProcedureError.
    """
    return _checked(name, lambda: parse_mapping(name, text))


def _checked(name: str, read: Callable[[], dict[str, Any]]) -> Procedure:
    try:
        parsed = ProcedureModel.model_validate(read())
    except ValidationError as problem:
        first = problem.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise ProcedureError(name, place, first["msg"]) from problem
    except DataFileError as problem:
        raise ProcedureError(problem.file, problem.key, problem.message) from problem
    procedure = frozen(parsed)
    for key, message in faults(procedure):
        raise ProcedureError(name, key, message)
    return procedure


def frozen(parsed: ProcedureModel) -> Procedure:
    """The procedure of a text of the right shape."""
    return Procedure(
        id=parsed.id,
        version=parsed.version,
        agency=parsed.agency,
        case_type=parsed.case_type,
        title=parsed.title,
        in_force_from=parsed.in_force_from,
        rules_from=parsed.rules_from,
        note=parsed.note,
        sources=tuple(Source(**part.model_dump()) for part in parsed.sources),
        papers=tuple(ChecklistPaper(**part.model_dump()) for part in parsed.papers),
        steps=tuple(_frozen_step(step) for step in parsed.steps),
    )


def _frozen_step(step: _Step) -> ProcedureStep:
    plain = step.model_dump(exclude={"periods", "remark", "outcomes"})
    return ProcedureStep(
        **plain,
        periods=tuple(Period(**part.model_dump()) for part in step.periods),
        remark=tuple(RemarkField(**part.model_dump()) for part in step.remark),
        outcomes=tuple(Outcome(**part.model_dump()) for part in step.outcomes),
    )


_Faults = Iterable[tuple[str, str]]


def faults(procedure: Procedure) -> _Faults:
    """Every (key, message) that is wrong; the later checks may rely on the earlier ones."""
    owners = (procedure.agency.value, OFFICE)
    if procedure.id not in {f"{owner}.{procedure.case_type.value}" for owner in owners}:
        yield "id", "must be agency.case_type"
    yield from _twice("sources", (source.key for source in procedure.sources))
    yield from _twice("papers", (paper.key for paper in procedure.papers))
    yield from _twice("steps", (step.key for step in procedure.steps))
    for step in procedure.steps:
        yield from _wrong_step(procedure, step)
    yield from _wrong_paths(procedure)


def _wrong_file(procedure: Procedure, file: Path) -> _Faults:
    """What is wrong of a file's place in the program, where no office's own procedure stands."""
    if procedure.id.startswith(f"{OFFICE}."):
        yield "id", "must be agency.case_type"
    if file.name != f"{procedure.case_type.value}@{procedure.version}.yaml":
        yield "version", "does not agree with the file's name"
    if file.parent.name != procedure.agency.value:
        yield "agency", "does not agree with the folder"


def _twice(place: str, keys: Iterable[str]) -> _Faults:
    for key, count in Counter(keys).items():
        if count > 1:
            yield f"{place}.{key}", "duplicate key"


def _wrong_step(procedure: Procedure, step: ProcedureStep) -> _Faults:
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
    for period in step.periods:
        yield from _wrong_period(procedure, place, period)


def _wrong_period(procedure: Procedure, place: str, period: Period) -> _Faults:
    if (period.days is None) == (period.months is None):
        yield f"{place}.periods", "either days or months"
    if period.counts_from and period.counts_from not in _dates(procedure):
        yield f"{place}.periods", f"cannot count from {period.counts_from}"


def _dates(procedure: Procedure) -> set[str]:
    """What a period can count from: steps, and dates in the remarks of steps."""
    found = {step.key for step in procedure.steps}
    for step in procedure.steps:
        found |= {f"{step.key}.{part.key}" for part in step.remark if part.kind == "date"}
    return found


def _wrong_paths(procedure: Procedure) -> _Faults:
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
