"""Issuing a paper: checked whole, numbered, rendered and stored in one transaction, or not at all."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from hrdesk.documents.registry import paper_kind
from hrdesk.documents.values import Signatory
from hrdesk.models import Case, IssuedNumber, IssuedPaper
from hrdesk.rules.codes import CaseStatus, StepRole, StepState
from hrdesk.rules.dates import BE_OFFSET
from hrdesk.services.access import Right, require
from hrdesk.services.cases import load_case
from hrdesk.services.changes import Result, changed
from hrdesk.services.errors import DomainError
from hrdesk.services.number_books import Book, TakeNumber, is_central, take, typed_problem
from hrdesk.services.paper_drafts import PaperDraft, build, with_number
from hrdesk.services.problems import refuse
from hrdesk.services.procedures import find
from hrdesk.services.queries.office import signatories
from hrdesk.services.queries.registers import book_state
from hrdesk.services.unit_of_work import UnitOfWork

_ORDERS = frozenset({"order", "committee_order"})
_AHEAD = frozenset({StepState.CURRENT.value, StepState.PLANNED.value})


@dataclass(frozen=True, slots=True)
class IssuePaper:
    """A draft to be issued; ``typed_number`` where the central registry gives the numbers.

    ``numbered`` False issues an announcement that the office does not number.
    """

    draft: PaperDraft
    typed_number: str = ""
    numbered: bool = True

    @property
    def takes_number(self) -> bool:
        """Whether a number is taken: always, except for an announcement without one."""
        draft = self.draft
        if draft.numbering is None:
            return False
        return self.numbered or draft.numbering.book is not Book.ANNOUNCEMENT


@dataclass(frozen=True, slots=True)
class Issued:
    """What was issued: the stored paper, its number and its bytes."""

    paper_id: int
    number: str
    title: str
    content: bytes


@dataclass(frozen=True, slots=True)
class IssueCheck:
    """What stands against issuing, what one should look at twice, and the number to come."""

    problems: tuple[DomainError, ...]
    warnings: tuple[DomainError, ...]
    number: str


def check_issue(uow: UnitOfWork, command: IssuePaper) -> IssueCheck:
    """Return everything that is wrong or doubtful, before anything is issued."""
    require(uow.actor, Right.ISSUE_PAPERS)
    problems = tuple(found for found in _problems(uow, command) if found is not None)
    number = command.typed_number.strip()
    draft = command.draft
    if draft.numbering is not None and draft.dated is not None and not number:
        year = draft.dated.year + BE_OFFSET
        number = book_state(uow, draft.numbering.book, year).next_shown
    if not command.takes_number:
        number = ""
    return IssueCheck(problems, tuple(_warnings(uow, command)), number)


def issue_paper(uow: UnitOfWork, command: IssuePaper) -> Result[Issued]:
    """Number, render and store a paper; failing anywhere leaves no number and no paper.

    Errors: ``paper_incomplete``, ``signatory_gone``, ``paper_outdated``, ``required`` and those
    of a typed number, ``order_replaced_void``, the codes of ``PaperError``.
    """
    require(uow.actor, Right.ISSUE_PAPERS)
    refuse(_problems(uow, command))
    draft = command.draft
    number: IssuedNumber | None = None
    if command.takes_number:
        number = take(uow, numbered_for(draft, command.typed_number))
        draft = with_number(draft, number.shown)
    content = build(draft)
    row = store(uow, draft, content, number)
    noted = changed(("paper", row.id), ("case", row.case_id), ("number", None))
    if draft.then is not None:
        noted |= draft.then(uow, row)
    return Result(Issued(row.id, row.number, row.title, content), noted)


def numbered_for(draft: PaperDraft, typed: str = "", book: Book | None = None) -> TakeNumber:
    """Return what a draft's number is taken for; ``book`` where it is not the paper's usual one."""
    assert draft.numbering is not None
    assert draft.dated is not None
    return TakeNumber(
        book=book or draft.numbering.book,
        dated=draft.dated,
        title=register_title(draft),
        addressee=str(getattr(draft.data, "to", "")),
        case_id=draft.case_id,
        letter_code=draft.data.office.letter_code,
        typed=typed,
    )


def store(
    uow: UnitOfWork,
    draft: PaperDraft,
    content: bytes,
    number: IssuedNumber | None,
    batch_id: int | None = None,
) -> IssuedPaper:
    """Keep a paper with the hash of its bytes, the text it was made of and the people it names."""
    row = paper_row(uow, draft, content, number, batch_id)
    uow.session.add(row)
    uow.session.flush()
    audit_issued(uow, row)
    return row


def paper_row(
    uow: UnitOfWork,
    draft: PaperDraft,
    content: bytes,
    number: IssuedNumber | None,
    batch_id: int | None = None,
) -> IssuedPaper:
    """Return the row of a paper, not yet stored."""
    version = f"{draft.template}@{draft.template_number}" if draft.template else ""
    return IssuedPaper(
        case_id=draft.case_id,
        person_id=draft.person_id,
        batch_id=batch_id,
        number_id=number.id if number else None,
        replaces_id=draft.replaces_id,
        kind=draft.kind,
        template=version,
        title=draft.title,
        number=number.shown if number else "",
        dated=draft.dated,
        fields={field.name: field.value for field in draft.editable if field.value},
        people=people_of(draft.data),
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        made_by=uow.actor.name,
        made_at=uow.clock.now(),
    )


def audit_issued(uow: UnitOfWork, row: IssuedPaper) -> None:
    """Write that a stored paper was issued."""
    uow.audit(
        "paper.issued",
        "issued_paper",
        row.id,
        case_id=row.case_id,
        changes={
            "title": (None, row.title),
            "number": (None, row.number or None),
            "template": (None, row.template or None),
            "sha256": (None, row.sha256),
        },
    )


def register_title(draft: PaperDraft) -> str:
    """Return what the register says a number was given for: the subject, and whom it is about."""
    subject = getattr(draft.data, "subject", "") or _text_subject(draft) or draft.title
    names = [str(person.get("name", "")) for person in people_of(draft.data)] or list(draft.names)
    if len(names) > 1:
        return f"{subject} ({names[0]} และอีก {len(names) - 1:,} ราย)"
    name = names[0] if names else str(getattr(draft.data, "person_name", ""))
    return f"{subject} ({name})" if name and name not in subject else subject


def people_of(data: Any) -> list[dict[str, str]]:
    """Return the rows of a paper's annex as plain text, without national IDs."""
    rows = getattr(data, "listed", None) or getattr(data, "people", ()) or ()
    return [
        {
            field.name: _plain(getattr(row, field.name))
            for field in dataclasses.fields(row)
            if field.name != "national_id"
        }
        for row in rows
    ]


def _text_subject(draft: PaperDraft) -> str:
    text = getattr(draft.data, "text", None)
    if text is None:
        return ""
    if "{" not in text.subject:
        return str(text.subject)
    values = dict(getattr(draft.data, "values", {}))
    known = {name: value for name, value in values.items() if name in text.fields}
    return str(text.render(known).subject) if known else ""


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.date):
        return value.isoformat()
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _problems(uow: UnitOfWork, command: IssuePaper) -> list[DomainError | None]:
    draft = command.draft
    found: list[DomainError | None] = []
    lacking = paper_kind(draft.kind).module.missing(draft.data)
    labels = tuple(field.label_th for field in lacking if field.name != draft.number_field)
    if labels:
        found.append(DomainError("paper_incomplete", count=len(labels), names=labels))
    found.append(_signatory_problem(uow, draft))
    found.append(_case_problem(uow, draft))
    found.append(_number_problem(uow, command))
    found.append(_replaced_problem(uow, draft))
    return found


def _signatory_problem(uow: UnitOfWork, draft: PaperDraft) -> DomainError | None:
    signer = getattr(draft.data, "signatory", None)
    if not isinstance(signer, Signatory) or not signer.name:
        return None  # a paper that nobody signs, or one already told as incomplete
    known = {Signatory(row.name, row.post, row.acting_for) for row in signatories(uow)}
    return None if signer in known else DomainError("signatory_gone", name=signer.name)


def _case_problem(uow: UnitOfWork, draft: PaperDraft) -> DomainError | None:
    if draft.case_id is None:
        return None
    case = uow.session.get(Case, draft.case_id)
    if case is None:
        return DomainError("not_found")
    return None if case.version == draft.case_version else DomainError("paper_outdated")


def _number_problem(uow: UnitOfWork, command: IssuePaper) -> DomainError | None:
    draft = command.draft
    if not command.takes_number or draft.numbering is None or draft.dated is None:
        return None
    central = is_central(uow, draft.numbering.book)
    if not central:
        typed = bool(command.typed_number.strip())
        return DomainError("number_from_book", field="number") if typed else None
    if not command.typed_number.strip():
        return DomainError("required", field="number")
    return typed_problem(uow, numbered_for(draft, command.typed_number))


def _replaced_problem(uow: UnitOfWork, draft: PaperDraft) -> DomainError | None:
    if draft.replaces_id is None:
        return None
    earlier = uow.session.get(IssuedPaper, draft.replaces_id)
    if earlier is None:
        return DomainError("not_found")
    number = uow.session.get(IssuedNumber, earlier.number_id) if earlier.number_id else None
    if number is not None and number.voided_at is not None:
        return DomainError("order_replaced_void", number=number.shown)
    return None


def _too_early(uow: UnitOfWork, draft: PaperDraft) -> DomainError | None:
    """Return that an order comes before the step that makes it, or before its approval."""
    if draft.kind not in _ORDERS or draft.replaces_id is not None:
        return None
    case = load_case(uow, draft.case_id or 0)
    procedure = find(uow, case.procedure, case.procedure_version)
    ahead = [step for step in case.steps if step.state in _AHEAD]
    makes = [
        draft.kind in known.produces if (known := procedure.find(step.key)) else False
        for step in ahead
    ]
    if True not in makes[1:] or makes[0]:
        return None
    before = ahead[: makes.index(True)]
    approvals = [step for step in before if step.role == StepRole.APPOINTING_AUTHORITY.value]
    now = ahead[0].title
    if approvals:
        return DomainError("order_before_approval", approval=approvals[-1].title, now=now)
    return DomainError("order_before_step", step=ahead[makes.index(True)].title, now=now)


def _warnings(uow: UnitOfWork, command: IssuePaper) -> list[DomainError]:
    draft = command.draft
    found: list[DomainError] = []
    if draft.case_id is not None:
        case = uow.session.get(Case, draft.case_id)
        done = case is not None and case.status == CaseStatus.COMPLETED.value
        if done and draft.replaces_id is None:  # what is mended is mostly done
            found.append(DomainError("paper_case_completed"))
        found += [early] if (early := _too_early(uow, draft)) else []
    if draft.dated is None or draft.numbering is None or not command.takes_number:
        return found
    if draft.known_number:
        found.append(DomainError("number_known_already", number=draft.known_number))
    if draft.dated > uow.clock.today():
        found.append(DomainError("paper_dated_later", dated=draft.dated))
    state = book_state(uow, draft.numbering.book, draft.dated.year + BE_OFFSET)
    if state.last_dated is not None and draft.dated < state.last_dated:
        found.append(DomainError("number_dated_before", last=state.last_dated))
    return found
