"""The strict reader of procedure files: what it accepts is whole, and every path comes to an end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from hrdesk.rules.codes import Agency, CaseType, Level, StepRole
from hrdesk.rules.procedure import (
    Check,
    ChecklistPaper,
    Direction,
    LawPeriod,
    LawResult,
    Outcome,
    Period,
    Procedure,
    ProcedureError,
    ProcedureStep,
    RemarkField,
    RemarkKind,
    Retention,
    RetentionClass,
    Round,
    Source,
    Tone,
    Wait,
    WaitOutcome,
)
from hrdesk.rules.procedure_paths import faults, wrong_file
from hrdesk.rules.strict_yaml import DataFileError, parse_mapping, read_mapping

__all__ = ["ProcedureModel", "faults", "frozen", "parse_procedure", "read_procedure"]

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


class _Length(_Part):
    days: _Count | None = None
    months: _Count | None = None
    working_days: _Count | None = None
    law: LawPeriod | None = None
    counts_from: str = ""
    moves: bool = True
    source: _Key


class _Period(_Length):
    levels: tuple[Level, ...] = ()
    extension_months: _Count | None = None
    result: LawResult | None = None
    direction: Direction = "after"
    waiting: bool = False


class _Check(_Part):
    key: _Key
    text: _Text
    source: _Key


class _WaitOutcome(_Part):
    key: _Key
    label: _Text
    tone: Tone


class _Wait(_Length):
    key: _Key
    title: _Text
    before_step: str = ""
    outcomes: tuple[_WaitOutcome, ...] = ()


class _Retention(_Part):
    kind: Annotated[RetentionClass, Field(alias="class")]
    years: _Count | None = None
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
    produces: tuple[_Key, ...] = ()
    checks: tuple[_Check, ...] = ()
    papers_in: tuple[_Key, ...] = ()
    waits: tuple[_Wait, ...] = ()


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
    person: bool = True
    round: Round = ""
    retention: _Retention | None = None


def read_procedure(file: Path) -> Procedure:
    """The procedure in ``file``, checked in every way; raises ProcedureError."""
    procedure = _checked(file.name, lambda: read_mapping(file))
    for key, message in wrong_file(procedure, file):
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
        person=parsed.person,
        round=parsed.round,
        retention=Retention(**parsed.retention.model_dump()) if parsed.retention else None,
    )


def _frozen_step(step: _Step) -> ProcedureStep:
    plain = step.model_dump(exclude={"periods", "remark", "outcomes", "checks", "waits"})
    return ProcedureStep(
        **plain,
        periods=tuple(Period(**part.model_dump()) for part in step.periods),
        remark=tuple(RemarkField(**part.model_dump()) for part in step.remark),
        outcomes=tuple(Outcome(**part.model_dump()) for part in step.outcomes),
        checks=tuple(Check(**part.model_dump()) for part in step.checks),
        waits=tuple(_frozen_wait(part) for part in step.waits),
    )


def _frozen_wait(wait: _Wait) -> Wait:
    length = wait.model_dump(include=set(_Length.model_fields))
    return Wait(
        wait.key,
        wait.title,
        Period(levels=(), extension_months=None, **length),
        wait.before_step,
        tuple(WaitOutcome(**part.model_dump()) for part in wait.outcomes),
    )
