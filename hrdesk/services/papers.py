"""The papers of a case: which there are, a draft filled from what is known, and keeping them."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hrdesk.documents import templates
from hrdesk.documents.errors import PaperError
from hrdesk.documents.registry import PAPERS, paper_kind
from hrdesk.documents.style import PaperStyle
from hrdesk.documents.templates import Template
from hrdesk.models import Case
from hrdesk.rules.dates import BE_OFFSET
from hrdesk.rules.numbers import thai_digits
from hrdesk.services.access import Right, require
from hrdesk.services.case_index import current_step
from hrdesk.services.cases import load_case
from hrdesk.services.changes import Result, changed
from hrdesk.services.errors import DomainError
from hrdesk.services.number_books import Book
from hrdesk.services.paper_compose import compose, template_name, variants_for
from hrdesk.services.paper_data import OfficeFacts, office_facts, paper_facts
from hrdesk.services.paper_drafts import Numbering, PaperDraft, with_number
from hrdesk.services.paper_generic import compose_text
from hrdesk.services.paper_keep import keep_paper
from hrdesk.services.paper_templates import SHIPPED, version_for
from hrdesk.services.problems import refusing
from hrdesk.services.procedures import find
from hrdesk.services.queries.registers import book_state
from hrdesk.services.unit_of_work import UnitOfWork

KINDS = ("case_status", "receipt", "memorandum", "order", "notice_letter")
"""The papers of the manual's four kinds of matters."""

_ALWAYS = ("case_status", "receipt", "memorandum")
_GENERAL = ("person_notice", "external_letter")
_OFFICE = ("announcement", "external_letter", "invitation", "committee_order")
_NOT_OF_CASES = frozenset(
    {"list_report", "explanation", "number_register", "card_register", "correction_order",
     "cancel_order", "status_slip"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Variant:
    """One kind within a paper, such as a kind of letter; ``key`` is empty where there is one."""

    key: str
    title: str


@dataclass(frozen=True, slots=True)
class PaperChoice:
    """A paper that can be made for a case; ``suggested`` by the step the case stands at.

    ``likely``: the first of its variants is the one that is wanted nearly always.
    """

    kind: str
    title: str
    suggested: bool
    variants: tuple[Variant, ...] = ()
    likely: bool = False


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
    facts = paper_facts(uow, case_id)
    procedure = find(uow, case.procedure, case.procedure_version)
    step = current_step(case)
    known = procedure.find(step.key) if step is not None else None
    now = set(known.produces) if known is not None else set()
    produced = [kind for step in procedure.steps for kind in step.produces]
    choices = []
    for kind in dict.fromkeys((*_ALWAYS, "order", "notice_letter", *produced, *_GENERAL)):
        if kind in _NOT_OF_CASES or not is_paper(kind):
            continue
        if facts.person_id is None and kind in _OF_PEOPLE:
            continue
        variants = _variants(kind, variants_for(kind, facts))
        if kind in _BY_MATTER and not variants:
            continue
        likely = kind in _BY_MATTER or kind in _WITHOUT_TEXT
        choices.append(PaperChoice(kind, paper_kind(kind).title, kind in now, variants, likely))
    return tuple(sorted(choices, key=lambda choice: not choice.suggested))


def office_paper_kinds(uow: UnitOfWork) -> tuple[PaperChoice, ...]:
    """Return the papers that the office makes without a case, each with its texts."""
    require(uow.actor, Right.ISSUE_PAPERS)
    found = (
        PaperChoice(kind, paper_kind(kind).title, False, variants_of(kind)) for kind in _OFFICE
    )
    return tuple(choice for choice in found if choice.variants)


def prepare_paper(
    uow: UnitOfWork,
    case_id: int,
    kind: str,
    options: PaperOptions = PaperOptions(),
    variant: str = "",
) -> Result[PaperDraft]:
    """Return a draft filled from the case, the person, the office and the steps.

    A promotion order carries the whole national ID where the actor may see it, which the audit
    notes; everybody else gets it masked.
    """
    require(uow.actor, Right.ISSUE_PAPERS)
    facts = paper_facts(uow, case_id)
    if not variant and kind not in _WITHOUT_TEXT:
        variant = next(iter(variants_for(kind, facts)), "")
    text, number = _text_of(uow, kind, variant)
    data, editable = compose(kind, facts, variant, text)
    if kind == "order" and facts.full_national_id and _shows_id(kind, data):
        uow.audit(
            "person.national_id_shown",
            "person",
            facts.person_id,
            case_id=case_id,
            reason=variant_title(kind, variant),
        )
    draft = PaperDraft(
        case_id=case_id,
        kind=kind,
        title=f"{paper_kind(kind).title} {facts.person_name or facts.subject}".strip(),
        data=data,
        style=paper_style(facts, options),
        editable=editable,
        signatories=facts.signatories,
        missing=paper_kind(kind).module.missing(data),
        case_version=facts.case_version,
        person_id=facts.person_id,
        template=text.name.removesuffix(".yaml") if text else "",
        template_number=number,
        numbering=_numbering(uow, kind, data),
    )
    return Result(_without_number(draft), frozenset())


def prepare_office_paper(
    uow: UnitOfWork, kind: str, variant: str, options: PaperOptions = PaperOptions()
) -> Result[PaperDraft]:
    """Return a draft of a paper without a case: an announcement, a letter, a committee's order."""
    require(uow.actor, Right.ISSUE_PAPERS)
    if kind not in _OFFICE:
        raise DomainError("paper_unknown")
    return Result(prepare_text_paper(uow, kind, variant, options), frozenset())


def prepare_text_paper(
    uow: UnitOfWork, kind: str, variant: str, options: PaperOptions
) -> PaperDraft:
    """Return a draft of a paper that is a text of the office, without a case; checks no right."""
    facts = office_facts(uow)
    paper = paper_kind(kind)
    if template_name(kind, variant) not in paper.templates:
        raise DomainError("paper_unknown")
    text, number = version_for(uow, template_name(kind, variant))
    data, editable = compose_text(paper, variant, text, facts)
    return PaperDraft(
        case_id=None,
        kind=kind,
        title=variant_title(kind, variant),
        data=data,
        style=paper_style(facts, options),
        editable=editable,
        signatories=facts.signatories,
        missing=paper.module.missing(data),
        template=template_name(kind, variant),
        template_number=number,
        numbering=_numbering(uow, kind, data),
    )


def is_paper(kind: str) -> bool:
    """Tell whether the program makes papers of this kind."""
    return any(paper.kind == kind for paper in PAPERS)


def variants_of(kind: str) -> tuple[Variant, ...]:
    """Return every text of a paper, as the kinds within it."""
    paper = paper_kind(kind)
    keys = (name.removeprefix(paper.prefix).removeprefix("_") for name in paper.templates)
    return _variants(kind, tuple(keys))


def variant_title(kind: str, variant: str) -> str:
    """Return what a kind within a paper is called: its text's title, else the paper's."""
    if kind == "memorandum" and not variant:
        return "บันทึกข้อความ (เขียนเอง)"
    name = template_name(kind, variant)
    known = {found.name: found.title for found in templates.names()}
    return known.get(name, paper_kind(kind).title)


_BY_MATTER = frozenset({"order", "notice_letter"})
_OF_PEOPLE = frozenset({"order", "notice_letter", "person_notice", "receipt"})
_WITHOUT_TEXT = frozenset({"case_status", "receipt", "memorandum"})


def _variants(kind: str, keys: tuple[str, ...]) -> tuple[Variant, ...]:
    return tuple(Variant(key, variant_title(kind, key)) for key in keys)


def _text_of(uow: UnitOfWork, kind: str, variant: str) -> tuple[Template | None, int]:
    """Return the text in use of a paper and its version; none where the paper has no text."""
    if (kind in _WITHOUT_TEXT and not variant) or not paper_kind(kind).prefix:
        return None, SHIPPED
    return version_for(uow, template_name(kind, variant))


def _shows_id(kind: str, data: Any) -> bool:
    fields = paper_kind(kind).module.fields_of(data.kind)
    return any(field.name == "people.national_id" for field in fields)


def _without_number(draft: PaperDraft) -> PaperDraft:
    """Take away what stands for a number that the book will give; a whole one is remembered."""
    if draft.numbering is None or draft.numbering.central or not draft.number_field:
        return draft
    known = draft.number if not draft.number.endswith("/") else ""
    editable = tuple(
        dataclasses.replace(field, value="") if field.name == draft.number_field else field
        for field in draft.editable
    )
    return dataclasses.replace(with_number(draft, ""), editable=editable, known_number=known)


def _numbering(uow: UnitOfWork, kind: str, data: Any) -> Numbering | None:
    """Return where the paper's number comes from; None for papers without one."""
    book = paper_kind(kind).numbered
    if not book:
        return None
    year = (data.dated or uow.clock.today()).year + BE_OFFSET
    state = book_state(uow, Book(book), year)
    return Numbering(state.book, state.central, state.next_shown, state.last_dated)


def file_paper(uow: UnitOfWork, command: FilePaper) -> Result[int]:
    """Keep a paper with its case exactly as it was printed; returns its id."""
    require(uow.actor, Right.ISSUE_PAPERS)
    if uow.session.get(Case, command.case_id) is None:
        raise DomainError("not_found")
    if not command.content.startswith(b"%PDF"):
        raise DomainError("not_a_pdf", field="content")
    row = keep_paper(
        uow, command.kind, command.title, command.content, case_id=command.case_id,
        number=command.number, dated=command.dated, fields=dict(command.fields or {}),
    )  # fmt: skip
    return Result(row.id, changed(("case", row.case_id)))


def paper_style(facts: OfficeFacts, options: PaperOptions) -> PaperStyle:
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
