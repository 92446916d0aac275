"""An office's own procedures: drafts that are edited, and releases that never change again."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import func, select

from hrdesk.models import OfficeProcedure
from hrdesk.rules.codes import Agency, CaseType
from hrdesk.rules.procedure import OFFICE, ProcedureError
from hrdesk.rules.procedure_faults import Fault, faults_of
from hrdesk.rules.procedure_text import (
    Document,
    copied,
    program_text,
    read_document,
    write_document,
)
from hrdesk.services.access import Right, require
from hrdesk.services.changes import Result, changed
from hrdesk.services.editing import check_version
from hrdesk.services.errors import DomainError
from hrdesk.services.people import agency_of
from hrdesk.services.problems import refuse
from hrdesk.services.procedures import check_whole, text_hash
from hrdesk.services.unit_of_work import UnitOfWork

ENTITY = "office_procedure"
REASON_LIMIT = 500
_SOME_DAY = dt.date(2000, 1, 1)  # a check needs a first day; the draft gets its own


@dataclass(frozen=True, slots=True)
class CreateDraft:
    """Make a kind of matter the office's own: from a version (``doh.resignation@1``) or a text.

    With ``text`` (a file, or a draft taken back) ``based_on`` only says where it came from.
    """

    case_type: CaseType
    based_on: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class SaveDraft:
    """The whole text of a draft, saved on the version that was shown."""

    draft_id: int
    version: int
    text: str


@dataclass(frozen=True, slots=True)
class DiscardDraft:
    """Throw a draft away on the version that was shown."""

    draft_id: int
    version: int


@dataclass(frozen=True, slots=True)
class Discarded:
    """What a thrown-away draft held, so that it can be had again."""

    case_type: CaseType
    based_on: str
    text: str


@dataclass(frozen=True, slots=True)
class ReleaseDraft:
    """Make a draft the office's procedure for matters received from ``in_force_from`` on."""

    draft_id: int
    version: int
    in_force_from: dt.date
    reason: str


def check_text(text: str) -> tuple[Fault, ...]:
    """Return every fault that keeps a text from being released; pure, for any thread."""
    return faults_of(text)


def read_import(text: str) -> tuple[CaseType, tuple[Fault, ...]]:
    """Return the kind of matter of a file's text, and what keeps it from being the office's own.

    Pure, for any thread; raises ``procedure_unreadable``.
    """
    document = _document(text)
    kind = document.get("case_type")
    if kind not in {each.value for each in CaseType}:
        raise DomainError("procedure_unreadable", place="case_type")
    made = copied(document, number=1, agency=Agency.DOH.value, in_force_from=_SOME_DAY)
    return CaseType(kind), faults_of(write_document(made))


def create_draft(uow: UnitOfWork, command: CreateDraft) -> Result[int]:
    """Begin a draft of the office's own; returns its id.

    Errors: ``draft_exists`` (one at a time for a kind), ``not_found``, ``procedure_unreadable``,
    ``procedure_other_kind``.
    """
    require(uow.actor, Right.MANAGE_OFFICE)
    procedure_id = f"{OFFICE}.{command.case_type.value}"
    running = _draft_of(uow, procedure_id)
    if running is not None:
        raise DomainError("draft_exists", title=running.title, who=running.edited_by)
    document = _document(command.text or source_text(uow, command.based_on))
    if document.get("case_type") != command.case_type.value:
        raise DomainError("procedure_other_kind", kind=command.case_type.label)
    number = _newest_number(uow, procedure_id) + 1
    row = OfficeProcedure(
        procedure_id=procedure_id,
        number=number,
        case_type=command.case_type.value,
        title=_title_of(document),
        text=write_document(
            copied(
                document,
                number=number,
                agency=agency_of(uow).value,
                in_force_from=uow.clock.today(),
            )
        ),
        based_on=command.based_on,
        edited_by=uow.actor.name,
        edited_at=uow.clock.now(),
    )
    uow.session.add(row)
    uow.session.flush()
    uow.audit(
        "procedure.draft_made",
        ENTITY,
        row.id,
        changes={"procedure": (command.based_on or None, _ref(row))},
    )
    return Result(row.id, changed(("procedure", row.id)))


def save_draft(uow: UnitOfWork, command: SaveDraft) -> Result[int]:
    """Keep the text of a draft, right or wrong; returns the new version.

    Errors: ``EditConflict``, ``procedure_released``, ``procedure_unreadable``.
    """
    require(uow.actor, Right.MANAGE_OFFICE)
    row = _open_draft(uow, command.draft_id)
    check_version(uow, row, command.version, ENTITY, {})
    document = _document(command.text)
    if command.text == row.text:
        return Result(row.version, frozenset())
    before = text_hash(row.text)
    row.text = command.text
    row.title = _title_of(document)
    row.edited_by, row.edited_at = uow.actor.name, uow.clock.now()
    uow.session.flush()
    uow.audit(
        "procedure.draft_saved",
        ENTITY,
        row.id,
        changes={"procedure": (None, _ref(row)), "sha256": (before, text_hash(row.text))},
    )
    return Result(row.version, changed(("procedure", row.id)))


def discard_draft(uow: UnitOfWork, command: DiscardDraft) -> Result[Discarded]:
    """Throw a draft away; returns what it held, from which ``create_draft`` makes it again.

    Errors: ``EditConflict``, ``procedure_released``.
    """
    require(uow.actor, Right.MANAGE_OFFICE)
    row = _open_draft(uow, command.draft_id)
    check_version(uow, row, command.version, ENTITY, {})
    held = Discarded(CaseType(row.case_type), row.based_on, row.text)
    uow.audit(
        "procedure.draft_discarded",
        ENTITY,
        row.id,
        changes={"procedure": (_ref(row), None), "sha256": (text_hash(row.text), None)},
    )
    uow.session.delete(row)
    uow.session.flush()
    return Result(held, changed(("procedure", command.draft_id)))


def release(uow: UnitOfWork, command: ReleaseDraft) -> Result[str]:
    """Make a draft the office's procedure from a day on; returns it as ``office.kind@number``.

    Matters that run stay on their own version. Errors: ``Invalid`` of ``required``, ``too_long``,
    ``first_day_past``, ``first_day_taken``; ``procedure_has_faults``, ``EditConflict``,
    ``procedure_released``.
    """
    require(uow.actor, Right.MANAGE_OFFICE)
    row = _open_draft(uow, command.draft_id)
    check_version(uow, row, command.version, ENTITY, {})
    refuse(_release_problems(uow, row, command))
    document = copied(
        _document(row.text),
        number=row.number,
        agency=agency_of(uow).value,
        in_force_from=command.in_force_from,
    )
    text = write_document(document)
    faults = faults_of(text)
    if faults:
        raise DomainError("procedure_has_faults", count=len(faults))
    row.text, row.sha256 = text, text_hash(text)
    row.in_force_from, row.reason = command.in_force_from, command.reason.strip()
    row.released_by, row.released_at = uow.actor.name, uow.clock.now()
    uow.session.flush()
    uow.audit(
        "procedure.released",
        ENTITY,
        row.id,
        changes={
            "procedure": (row.based_on or None, _ref(row)),
            "in_force_from": (None, row.in_force_from),
            "sha256": (None, row.sha256),
        },
        reason=row.reason,
    )
    return Result(_ref(row), changed(("procedure", row.id), ("case", None)))


def source_text(uow: UnitOfWork, ref: str) -> str:
    """Return the text of ``doh.resignation@1`` or ``office.resignation@2``; ``not_found``.

    A released text of the office that was changed outside the program is ``procedure_damaged``.
    """
    procedure_id, _, number = ref.partition("@")
    if not number.isdecimal():
        raise DomainError("not_found")
    if not procedure_id.startswith(f"{OFFICE}."):
        try:
            return program_text(procedure_id, int(number))
        except ProcedureError:
            raise DomainError("not_found") from None
    row = uow.session.execute(
        select(OfficeProcedure).where(
            OfficeProcedure.procedure_id == procedure_id, OfficeProcedure.number == int(number)
        )
    ).scalar_one_or_none()
    if row is None:
        raise DomainError("not_found")
    check_whole(row)
    return row.text


def _release_problems(
    uow: UnitOfWork, row: OfficeProcedure, command: ReleaseDraft
) -> list[DomainError]:
    problems = []
    if not command.reason.strip():
        problems.append(DomainError("required", field="reason"))
    elif len(command.reason) > REASON_LIMIT:
        problems.append(DomainError("too_long", field="reason", limit=REASON_LIMIT))
    latest = uow.session.execute(
        select(func.max(OfficeProcedure.in_force_from)).where(
            OfficeProcedure.procedure_id == row.procedure_id,
            OfficeProcedure.released_at.is_not(None),
        )
    ).scalar()
    if command.in_force_from < uow.clock.today():
        problems.append(DomainError("first_day_past", field="in_force_from"))
    elif latest is not None and command.in_force_from <= latest:
        problems.append(DomainError("first_day_taken", field="in_force_from", latest=latest))
    return problems


def _open_draft(uow: UnitOfWork, draft_id: int) -> OfficeProcedure:
    row = uow.session.get(OfficeProcedure, draft_id)
    if row is None:
        raise DomainError("not_found")
    if row.released_at is not None:
        raise DomainError("procedure_released", title=row.title, number=row.number)
    return row


def _draft_of(uow: UnitOfWork, procedure_id: str) -> OfficeProcedure | None:
    return uow.session.execute(
        select(OfficeProcedure).where(
            OfficeProcedure.procedure_id == procedure_id, OfficeProcedure.released_at.is_(None)
        )
    ).scalar_one_or_none()


def _newest_number(uow: UnitOfWork, procedure_id: str) -> int:
    newest = uow.session.execute(
        select(func.max(OfficeProcedure.number)).where(OfficeProcedure.procedure_id == procedure_id)
    ).scalar()
    return newest or 0


def _document(text: str) -> Document:
    try:
        return read_document(text)
    except ProcedureError as problem:
        raise DomainError("procedure_unreadable", place=problem.key) from None


def _title_of(document: Document) -> str:
    return str(document.get("title") or "")


def _ref(row: OfficeProcedure) -> str:
    return f"{row.procedure_id}@{row.number}"
