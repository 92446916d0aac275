"""The papers of a case: which there are, a draft filled from what is known, and keeping them."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from hrdesk.documents.errors import PaperError
from hrdesk.documents.registry import paper_kind
from hrdesk.documents.style import PaperStyle
from hrdesk.models import Case, IssuedPaper
from hrdesk.rules.codes import CaseType
from hrdesk.rules.numbers import thai_digits
from hrdesk.services.access import Right, require
from hrdesk.services.case_index import current_step
from hrdesk.services.cases import load_case
from hrdesk.services.changes import Result, changed
from hrdesk.services.errors import DomainError
from hrdesk.services.paper_compose import compose
from hrdesk.services.paper_data import PaperFacts, paper_facts
from hrdesk.services.paper_drafts import PaperDraft
from hrdesk.services.problems import refusing
from hrdesk.services.procedures import find
from hrdesk.services.unit_of_work import UnitOfWork

KINDS = ("case_status", "receipt", "memorandum", "order", "notice_letter")


@dataclass(frozen=True, slots=True)
class PaperChoice:
    """A paper that can be made for a case; ``suggested`` by the step the case stands at."""

    kind: str
    title: str
    suggested: bool


@dataclass(frozen=True, slots=True)
class PaperOptions:
    """This PC's choices for papers: Thai or Arabic digits, and a font file of its own."""

    digits: str = "thai"
    font_file: str = ""


@dataclass(frozen=True, slots=True)
class FilePaper:
    """A paper as it was printed, to be kept with its case."""

    case_id: int
    kind: str
    title: str
    content: bytes
    number: str = ""
    dated: dt.date | None = None
    fields: Mapping[str, str] | None = None


def paper_kinds(uow: UnitOfWork, case_id: int) -> tuple[PaperChoice, ...]:
    """Return the papers that can be made for a case, those of the present step first."""
    require(uow.actor, Right.ISSUE_PAPERS)
    case = load_case(uow, case_id)
    step = current_step(case)
    produced: tuple[str, ...] = ()
    if step is not None and step.key is not None:
        produced = find(uow, case.procedure, case.procedure_version).step(step.key).produces
    choices = (PaperChoice(kind, paper_kind(kind).title, kind in produced) for kind in KINDS)
    return tuple(sorted(choices, key=lambda choice: not choice.suggested))


def prepare_paper(
    uow: UnitOfWork, case_id: int, kind: str, options: PaperOptions = PaperOptions()
) -> Result[PaperDraft]:
    """Return a draft filled from the case, the person, the office and the steps.

    A promotion order carries the whole national ID where the actor may see it, which the audit
    notes; everybody else gets it masked.
    """
    require(uow.actor, Right.ISSUE_PAPERS)
    facts = paper_facts(uow, case_id)
    if kind == "order" and facts.case_type is CaseType.PROMOTION and facts.full_national_id:
        uow.audit(
            "person.national_id_shown",
            "person",
            facts.person_id,
            case_id=case_id,
            reason="คำสั่งเลื่อน",
        )
    data, editable = compose(kind, facts)
    style = paper_style(facts, options)
    draft = PaperDraft(
        case_id=case_id,
        kind=kind,
        title=f"{paper_kind(kind).title} {facts.person_name}",
        data=data,
        style=style,
        editable=editable,
        signatories=facts.signatories,
        missing=paper_kind(kind).module.missing(data),
    )
    return Result(draft, frozenset())


def file_paper(uow: UnitOfWork, command: FilePaper) -> Result[int]:
    """Keep a paper with its case exactly as it was printed; returns its id."""
    require(uow.actor, Right.ISSUE_PAPERS)
    if uow.session.get(Case, command.case_id) is None:
        raise DomainError("not_found")
    if not command.content.startswith(b"%PDF"):
        raise DomainError("not_a_pdf", field="content")
    row = IssuedPaper(
        case_id=command.case_id,
        kind=command.kind,
        title=command.title,
        number=command.number,
        dated=command.dated,
        fields=dict(command.fields or {}),
        content=command.content,
        sha256=hashlib.sha256(command.content).hexdigest(),
        made_by=uow.actor.name,
        made_at=uow.clock.now(),
    )
    uow.session.add(row)
    uow.session.flush()
    uow.audit(
        "paper.filed",
        "issued_paper",
        row.id,
        case_id=row.case_id,
        changes={
            "title": (None, row.title),
            "number": (None, row.number),
            "sha256": (None, row.sha256),
        },
    )
    return Result(row.id, changed(("case", row.case_id)))


def paper_style(facts: PaperFacts, options: PaperOptions) -> PaperStyle:
    """Return how the office's papers look on this PC."""
    from hrdesk.documents.fonts import find_fonts

    with refusing(PaperError):
        fonts = find_fonts(options.font_file)
    return PaperStyle(
        digits="arabic" if options.digits == "arabic" else "thai",
        emblem=facts.emblem,
        emblem_preprinted=facts.emblem_preprinted,
        fonts=fonts,
    )


def file_name(draft: PaperDraft, case_number: str) -> str:
    """Return a safe name for saving the paper; never a national ID."""
    stem = f"{paper_kind(draft.kind).title} {case_number}".replace("/", "-")
    return f"{thai_digits(stem) if draft.style.digits == 'thai' else stem}.pdf"
