"""Procedures of cases: versioned data files with steps, branches, periods and papers.

A released file never changes; a change is a new version, and a running case stays on its own.
Import this module where a case is opened or shown: reading a file brings in pydantic.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from hrdesk.rules.codes import MANUAL_KINDS, Agency, CaseType, Level, StepRole
from hrdesk.rules.strict_yaml import DataFileError

FINISH = "finish"
"""What stands in ``next`` where the case ends."""

OFFICE = "office"
"""What the id of an office's own procedure begins with, as in ``office.promotion``."""

FOLDER = Path(__file__).parent / "procedures"
_LENDERS = {**dict.fromkeys(MANUAL_KINDS, Agency.DOH), CaseType.APPRAISAL: Agency.DMS}
"""Whose procedure of a kind serves an agency that has none of its own."""

_FILE_NAME = re.compile(r"(?P<case_type>[a-z_]+)@(?P<version>[1-9][0-9]*)\.yaml")

RemarkKind = Literal["order_number", "letter_number", "choice", "text", "date"]
Tone = Literal["good", "warn", "bad"]
Direction = Literal["after", "before"]
LawPeriod = Literal[
    "send_works", "retiring_send_works", "objection", "committee_papers", "minutes", "revise"
]
"""Periods whose figures the law book holds, as ``hrdesk.rules.deadlines.deadline`` names them."""
LawResult = Literal["minor", "major"]
Round = Literal["", "reassignment", "transfer", "appraisal", "salary"]
RetentionClass = Literal["never", "years"]

_OBJECTION = "objection"


class ProcedureError(DataFileError):
    """A procedure file is wrong, or there is none: ``file``, ``key`` and ``message`` say where."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a step or a figure comes from; ``note`` tells a reading or a doubt, in Thai."""

    key: str
    instrument: str
    clause: str
    note: str


@dataclass(frozen=True, slots=True)
class ChecklistPaper:
    """A paper that the applicant or the unit hands in."""

    key: str
    label: str
    required: bool


@dataclass(frozen=True, slots=True)
class RemarkField:
    """One thing that the remark of a step holds, beside its result (doh.track.remark)."""

    key: str
    label: str
    kind: RemarkKind
    required: bool
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """A result that a step may have; ``returns`` sends the matter back to be mended."""

    key: str
    label: str
    next: str
    returns: bool
    tone: Tone


@dataclass(frozen=True, slots=True)
class Period:
    """A period that the law or a circular sets: ``days`` (calendar), ``months``,
    ``working_days`` or ``law``, a figure of the law book, never two of them.

    It counts from the day the step ``counts_from`` was done, or from a date of its remark when
    written ``step.remark_key``; empty means the day the step itself began. ``levels`` are the
    target levels it holds for, none meaning all; ``extension_months`` one extension may add.
    ``moves`` is False where a day off does not move the last day, as with a longest time.
    ``direction`` before: so long before that day at the least. ``result`` goes with ``revise``.
    ``waiting``: a time that others have, not one to be quick in.
    """

    days: int | None
    months: int | None
    counts_from: str
    levels: tuple[Level, ...]
    extension_months: int | None
    moves: bool
    source: str
    working_days: int | None = None
    law: LawPeriod | None = None
    result: LawResult | None = None
    direction: Direction = "after"
    waiting: bool = False

    @property
    def waited_out(self) -> bool:
        """Whether the step may not end before the period does, as with the time for objections.

        In the first version that time is a step of its own, known by the source of its length.
        """
        return self.waiting or _OBJECTION in (self.law, self.source)

    @property
    def label(self) -> str:
        """The length in Thai: ``30 วัน``, ``6 เดือน``; empty where the law book holds it."""
        for count, unit in (
            (self.days, "วัน"), (self.months, "เดือน"), (self.working_days, "วันทำการ"),
        ):  # fmt: skip
            if count:
                return f"{count} {unit}"
        return ""


@dataclass(frozen=True, slots=True)
class Check:
    """Something that the officer must look at before closing a step."""

    key: str
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class WaitOutcome:
    """How a period that ran beside the steps ended."""

    key: str
    label: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class Wait:
    """A period that runs beside the steps from the day its step is done.

    The step ``before_step`` waits for its end; empty where none does.
    """

    key: str
    title: str
    period: Period
    before_step: str
    outcomes: tuple[WaitOutcome, ...]

    def outcome(self, key: str) -> WaitOutcome | None:
        """The outcome of that key, or None."""
        return next((outcome for outcome in self.outcomes if outcome.key == key), None)


@dataclass(frozen=True, slots=True)
class Retention:
    """How long the file of a finished matter is kept: for ever, or so many years."""

    kind: RetentionClass
    years: int | None
    source: str


@dataclass(frozen=True, slots=True)
class ProcedureStep:
    """One step: who does it, how many working days it usually takes, where it leads."""

    key: str
    title: str
    role: StepRole
    waits_for_others: bool
    usual_days: int | None
    branch: bool
    periods: tuple[Period, ...]
    remark: tuple[RemarkField, ...]
    result_label: str
    outcomes: tuple[Outcome, ...]
    next: str
    sources: tuple[str, ...]
    produces: tuple[str, ...]
    checks: tuple[Check, ...] = ()
    papers_in: tuple[str, ...] = ()
    waits: tuple[Wait, ...] = ()

    def outcome(self, key: str) -> Outcome | None:
        """The outcome of that key, or None."""
        return next((outcome for outcome in self.outcomes if outcome.key == key), None)

    def period_for(self, level: Level | None) -> Period | None:
        """The period that binds a case aimed at ``level``, or None."""
        for period in self.periods:
            if not period.levels or level in period.levels:
                return period
        return None


@dataclass(frozen=True, slots=True)
class Procedure:
    """One version of the procedure of one kind of matter in one agency.

    ``person`` is False for a matter of the office itself, such as an examination; ``round`` names
    the calendar of rounds the matter belongs to.
    """

    id: str
    version: int
    agency: Agency
    case_type: CaseType
    title: str
    in_force_from: dt.date
    rules_from: dt.date
    note: str
    sources: tuple[Source, ...]
    papers: tuple[ChecklistPaper, ...]
    steps: tuple[ProcedureStep, ...]
    person: bool = True
    round: Round = ""
    retention: Retention | None = None

    def step(self, key: str) -> ProcedureStep:
        """The step of that key; raises KeyError."""
        step = self.find(key)
        if step is None:
            raise KeyError(key)
        return step

    def find(self, key: str | None) -> ProcedureStep | None:
        """The step of that key; None for a step that an office added itself."""
        return next((step for step in self.steps if step.key == key), None)

    def wait(self, key: str) -> Wait | None:
        """The period of that key that runs beside the steps, or None."""
        return next((wait for step in self.steps for wait in step.waits if wait.key == key), None)

    def source(self, key: str) -> Source:
        """The source of that key; raises KeyError."""
        for source in self.sources:
            if source.key == key:
                return source
        raise KeyError(key)


@dataclass(frozen=True, slots=True)
class ProcedureInForce:
    """The procedure a matter is opened on.

    ``borrowed``: the agency has none of its own and uses that of the procedure's agency.
    ``rules_held``: the law of the day the matter was received is held here; else its dates are
    entered by hand.
    """

    procedure: Procedure
    borrowed: bool
    rules_held: bool


def load(procedure_id: str, version: int) -> Procedure:
    """The released procedure ``doh.promotion`` of a version; raises ProcedureError."""
    return load_file(_file_of(procedure_id, version))


@cache
def load_file(file: Path) -> Procedure:
    """The procedure that a file ``<agency>/<case_type>@<version>.yaml`` holds; raises
    ProcedureError."""
    from hrdesk.rules.procedure_file import read_procedure

    return read_procedure(file)


def versions(agency: Agency, case_type: CaseType, folder: Path = FOLDER) -> tuple[int, ...]:
    """The versions that an agency has for a kind of matter, oldest first."""
    found = []
    for file in (folder / agency.value).glob("*.yaml"):
        name = _FILE_NAME.fullmatch(file.name)
        if name and name["case_type"] == case_type.value:
            found.append(int(name["version"]))
    return tuple(sorted(found))


def has_procedure(agency: Agency, case_type: CaseType) -> bool:
    """Whether a matter of this kind can be opened in the agency, on its own or a borrowed one."""
    return case_type in _LENDERS or bool(versions(agency, case_type))


def in_force(
    agency: Agency, case_type: CaseType, day: dt.date, folder: Path = FOLDER
) -> ProcedureInForce:
    """The procedure for a matter received on ``day`` (common.in-force); raises ProcedureError.

    A matter older than the first version is tracked on that one, with ``rules_held`` False.
    """
    own = versions(agency, case_type, folder)
    owner = agency if own else _LENDERS.get(case_type, agency)
    files = [
        folder / owner.value / f"{case_type.value}@{version}.yaml"
        for version in own or versions(owner, case_type, folder)
    ]
    if not files:
        raise ProcedureError(folder.name, f"{agency.value}.{case_type.value}", "no procedure")
    procedures = [load_file(file) for file in files]
    started = [procedure for procedure in procedures if procedure.in_force_from <= day]
    procedure = started[-1] if started else procedures[0]
    held = bool(own) and bool(started) and procedure.rules_from <= day
    return ProcedureInForce(procedure, borrowed=not own, rules_held=held)


def content_hash(procedure_id: str, version: int) -> str:
    """The SHA-256 of a released file, the same under any line ends; raises ProcedureError."""
    file = _file_of(procedure_id, version)
    return hashlib.sha256(file.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def released(folder: Path = FOLDER) -> tuple[tuple[str, int], ...]:
    """Every (procedure id, version) in the program, in order."""
    return tuple(
        sorted(
            (f"{file.parent.name}.{name['case_type']}", int(name["version"]))
            for file in folder.glob("*/*.yaml")
            if (name := _FILE_NAME.fullmatch(file.name))
        )
    )


def _file_of(procedure_id: str, version: int) -> Path:
    if (procedure_id, version) not in released():
        raise ProcedureError(FOLDER.name, f"{procedure_id}@{version}", "no such procedure")
    agency, case_type = procedure_id.split(".")
    return FOLDER / agency / f"{case_type}@{version}.yaml"
