"""One letter for many people: planned and checked whole, rendered aside, stored all or nothing.

Rendering a thousand papers takes a while, so it is done before the transaction, with the numbers
that will come; should somebody take one of them meanwhile, nothing is stored and it is done anew.
"""

from __future__ import annotations

import dataclasses
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from hrdesk.documents.errors import PaperCancelled
from hrdesk.documents.registry import paper_kind
from hrdesk.models import IssuedNumber, IssuedPaper, NumberBook, PaperBatch, Person
from hrdesk.rules.dates import BE_OFFSET
from hrdesk.rules.names import full_name
from hrdesk.services.access import Right, require
from hrdesk.services.changes import Result, changed
from hrdesk.services.errors import DomainError
from hrdesk.services.number_books import (
    Book,
    TakeNumber,
    is_central,
    shown_number,
    shown_typed,
    take,
    take_many,
    typed_problem,
)
from hrdesk.services.paper_data import office_facts, position_text
from hrdesk.services.paper_drafts import PaperDraft, build, with_number, with_values
from hrdesk.services.paper_issue import audit_issued, numbered_for, paper_row
from hrdesk.services.papers import (
    PaperOptions,
    Variant,
    prepare_text_paper,
    variant_title,
    variants_of,
)
from hrdesk.services.problems import refuse
from hrdesk.services.unit_of_work import UnitOfWork

KINDS = ("person_notice", "external_letter", "invitation")
MOST = 5000
PERSONAL = frozenset(
    {"person_name", "person_position", "person_unit", "from_position", "from_unit"}
)
_IN_MEMORY = 16 * 1024 * 1024  # bytes of papers before they go to a file
_CHUNK = 400
_AT_ONCE = 200  # letters written together


@dataclass(frozen=True, slots=True)
class BatchPerson:
    """One who gets a letter; ``values`` are typed for this person alone, by the field's path."""

    person_id: int
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PlanBatch:
    """A letter for many: its text, what all letters share as typed, who gets one.

    ``circular``: all bear one number of the book of circulars. ``typed_number``: that number where
    the central registry gives it.
    """

    kind: str
    variant: str
    people: tuple[BatchPerson, ...]
    common: Mapping[str, str] = field(default_factory=dict)
    circular: bool = False
    typed_number: str = ""
    options: PaperOptions = field(default_factory=PaperOptions)


@dataclass(frozen=True, slots=True)
class BatchLine:
    """One letter of the plan: whose, and what is wrong or missing with it."""

    person_id: int
    name: str
    unit: str
    draft: PaperDraft
    lacking: tuple[str, ...]
    problem: DomainError | None = None

    @property
    def ready(self) -> bool:
        """Whether this letter is whole."""
        return not self.lacking and self.problem is None


@dataclass(frozen=True, slots=True)
class BatchPlan:
    """All letters as they would be issued, and the numbers they would get."""

    command: PlanBatch
    title: str
    lines: tuple[BatchLine, ...]
    problems: tuple[DomainError, ...]
    book: Book | None
    year: int
    first: int

    @property
    def ready(self) -> bool:
        """Whether everything may be issued."""
        return bool(self.lines) and not self.problems and all(line.ready for line in self.lines)


@dataclass(slots=True)
class RenderedBatch:
    """The letters of a plan as PDFs, kept aside until they are stored."""

    plan: BatchPlan
    file: IO[bytes]
    sizes: list[int]
    takes: list[TakeNumber] = field(default_factory=list)

    def contents(self) -> Iterator[bytes]:
        """Give the PDFs one after another."""
        self.file.seek(0)
        for size in self.sizes:
            yield self.file.read(size)

    def close(self) -> None:
        """Let the room they took go."""
        self.file.close()


@dataclass(frozen=True, slots=True)
class BatchMade:
    """What was issued: the batch and how many letters it holds."""

    batch_id: int
    count: int
    first_number: str
    last_number: str


def batch_kinds(uow: UnitOfWork) -> tuple[tuple[str, str, tuple[Variant, ...]], ...]:
    """Return the letters that can go to many: kind, title and texts."""
    require(uow.actor, Right.ISSUE_PAPERS)
    found = ((kind, paper_kind(kind).title, variants_of(kind)) for kind in KINDS)
    return tuple(one for one in found if one[2])


def batch_draft(
    uow: UnitOfWork, kind: str, variant: str, options: PaperOptions
) -> Result[PaperDraft]:
    """Return the letter without anybody's data: what is typed on it holds for all."""
    require(uow.actor, Right.ISSUE_PAPERS)
    if kind not in KINDS:
        raise DomainError("paper_unknown")
    draft = prepare_text_paper(uow, kind, variant, options)
    own = draft.number_field
    shared = tuple(f for f in draft.editable if f.name != own and f.name not in _personal_paths())
    return Result(dataclasses.replace(draft, editable=shared), frozenset())


def plan_batch(uow: UnitOfWork, command: PlanBatch) -> BatchPlan:
    """Compose every letter and say what each lacks; nothing is stored."""
    require(uow.actor, Right.ISSUE_PAPERS)
    if command.kind not in KINDS:
        raise DomainError("paper_unknown")
    base = with_values(
        batch_draft(uow, command.kind, command.variant, command.options).value, command.common
    )
    people = _people(uow, [one.person_id for one in command.people])
    lines = tuple(
        _line(base, people[one.person_id], one.values)
        for one in command.people
        if one.person_id in people
    )
    dated = base.dated or uow.clock.today()
    year = dated.year + BE_OFFSET
    book = _book(base, command)
    return BatchPlan(
        command=command,
        title=variant_title(command.kind, command.variant),
        lines=lines,
        problems=tuple(_plan_problems(uow, command, base, len(people), book)),
        book=book,
        year=year,
        first=_next(uow, book, year) if book else 0,
    )


def render_batch(
    plan: BatchPlan,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> RenderedBatch:
    """Render every letter with the number it will bear; slow work, for the pool.

    Raises ``batch_not_ready``, ``PaperCancelled`` as ``paper_cancelled``, the codes of
    ``PaperError``.
    """
    if not plan.ready:
        raise DomainError("batch_not_ready", count=sum(not line.ready for line in plan.lines))
    circular = plan.command.circular
    file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - closed by its owner
    sizes: list[int] = []
    try:
        for place, line in enumerate(plan.lines):
            if cancelled():
                raise DomainError(PaperCancelled.code, done=place, total=len(plan.lines))
            pdf = build(with_number(line.draft, _shown(plan, line.draft, place)))
            file.write(pdf)
            sizes.append(len(pdf))
            progress(place + 1, len(plan.lines))
    except BaseException:
        file.close()
        raise
    # What the register will say is made here, too: the transaction only writes.
    numbered = plan.lines if plan.book is not None else ()
    takes = [_take_command(plan, line) for line in (numbered[:1] if circular else numbered)]
    return RenderedBatch(plan, file, sizes, takes)


def issue_batch(uow: UnitOfWork, rendered: RenderedBatch) -> Result[BatchMade]:
    """Take the numbers and store every letter in one transaction.

    Nobody else can write meanwhile, so the lines are written many at a time. ``numbers_moved`` when the numbers that were printed are no longer the next ones: render anew.
    """
    require(uow.actor, Right.ISSUE_PAPERS)
    plan = rendered.plan
    refuse(plan.problems)
    batch = PaperBatch(
        kind=plan.command.kind,
        title=plan.title,
        count=len(plan.lines),
        made_by=uow.actor.name,
        made_at=uow.clock.now(),
    )
    uow.session.add(batch)
    uow.session.flush()
    batch_id = batch.id
    numbers = _numbers(uow, rendered)
    contents = rendered.contents()
    for at in range(0, len(plan.lines), _AT_ONCE):
        rows = [
            paper_row(uow, line.draft, pdf, number, batch_id)
            for line, number, pdf in zip(
                plan.lines[at : at + _AT_ONCE], numbers[at : at + _AT_ONCE], contents, strict=False
            )
        ]
        uow.session.add_all(rows)
        uow.session.flush()
        for row in rows:
            audit_issued(uow, row)
        uow.session.flush()
        for row in rows:  # what is written need not stay in memory
            uow.session.expunge(row)
    first, last = ((one.shown if one else "") for one in (numbers[0], numbers[-1]))
    uow.audit(
        "batch.issued",
        "paper_batch",
        batch_id,
        changes={"title": (None, plan.title), "count": (None, len(plan.lines))},
    )
    made = BatchMade(batch_id, len(plan.lines), first, last)
    return Result(made, changed(("batch", batch_id), ("number", None), ("paper", None)))


def _numbers(uow: UnitOfWork, rendered: RenderedBatch) -> list[IssuedNumber | None]:
    """Take the number of each letter; raises ``numbers_moved`` unless they are those printed."""
    plan = rendered.plan
    if plan.book is None:
        return [None] * len(plan.lines)
    found: list[IssuedNumber | None]
    if plan.command.circular:
        found = [take(uow, rendered.takes[0])] * len(plan.lines)
    else:
        found = [*take_many(uow, rendered.takes)]
    for place, (line, number) in enumerate(zip(plan.lines, found, strict=True)):
        if number is None or number.shown != _shown(plan, line.draft, place):
            raise DomainError("numbers_moved")
    return found


def people_of_order(uow: UnitOfWork, paper_id: int) -> tuple[BatchPerson, ...]:
    """Return those an issued order names who are in the register, with what the order says."""
    require(uow.actor, Right.ISSUE_PAPERS)
    paper = uow.session.get(IssuedPaper, paper_id)
    if paper is None:
        raise DomainError("not_found")
    said = {"values.order_number": paper.number}
    if paper.dated is not None:
        said["values.order_dated"] = paper.dated.isoformat()
    names = {str(row.get("name", "")): row for row in paper.people}
    if len(names) == 1 and paper.person_id is not None:
        row = next(iter(names.values()))
        return (BatchPerson(paper.person_id, {**said, **_row_values(row)}),)
    found = {full_name(p.prefix, p.first_name, p.last_name): p.id for p in _all_active(uow)}
    return tuple(
        BatchPerson(found[name], {**said, **_row_values(row)})
        for name, row in names.items()
        if name in found
    )


def file_names(numbers: Sequence[str]) -> tuple[str, ...]:
    """Return a safe name for each letter's file: its place and number, never anybody's name."""
    width = len(str(len(numbers)))
    return tuple(
        f"{place:0{width}d} {_safe(number)}.pdf" if number else f"{place:0{width}d}.pdf"
        for place, number in enumerate(numbers, 1)
    )


def _safe(number: str) -> str:
    return "".join("-" if sign in '\\/:*?"<>|' else sign for sign in number).strip(" .-")


def _personal_paths() -> frozenset[str]:
    return frozenset(f"values.{name}" for name in PERSONAL) | {"to"}


def _people(uow: UnitOfWork, ids: Sequence[int]) -> dict[int, Person]:
    found: dict[int, Person] = {}
    for at in range(0, len(ids), _CHUNK):
        query = (
            select(Person)
            .where(Person.id.in_(ids[at : at + _CHUNK]))
            .options(selectinload(Person.post))
        )
        found.update({person.id: person for person in uow.session.scalars(query)})
    return found


def _all_active(uow: UnitOfWork) -> Sequence[Person]:
    return uow.session.scalars(select(Person).where(Person.active)).all()


def _line(base: PaperDraft, person: Person, typed: Mapping[str, str]) -> BatchLine:
    name = full_name(person.prefix, person.first_name, person.last_name)
    post, unit = position_text(person.post), person.post.unit if person.post else ""
    known = {
        "person_name": name,
        "person_position": post,
        "from_position": post,
        "person_unit": unit,
        "from_unit": unit,
    }
    text = getattr(base.data, "text", None)
    taken = set(text.fields) if text is not None else set()
    values = {**base.data.values, **{k: v for k, v in known.items() if k in taken}}
    data = dataclasses.replace(base.data, to=name, values=values)
    draft = dataclasses.replace(
        base,
        data=data,
        person_id=person.id,
        title=f"{base.title} {name}",
        missing=paper_kind(base.kind).module.missing(data),
    )
    problem: DomainError | None = None
    names = {one.name for one in draft.editable}
    wanted = {path: value for path, value in typed.items() if path in names and value.strip()}
    try:
        draft = with_values(draft, wanted)
    except DomainError as wrong:
        problem = wrong
    lacking = tuple(found.label_th for found in draft.lacking)
    return BatchLine(person.id, name, unit, draft, lacking, problem)


def _book(base: PaperDraft, command: PlanBatch) -> Book | None:
    if base.numbering is None:
        return None
    return Book.CIRCULAR if command.circular else base.numbering.book


def _plan_problems(
    uow: UnitOfWork, command: PlanBatch, base: PaperDraft, found: int, book: Book | None
) -> Iterator[DomainError]:
    if not command.people or not found:
        yield DomainError("batch_nobody", field="people")
    if len(command.people) > MOST:
        yield DomainError("batch_too_many", field="people", limit=MOST)
    if len({one.person_id for one in command.people}) != len(command.people):
        yield DomainError("batch_person_twice", field="people")
    signer = base.data.signatory
    if signer.name and signer not in office_facts(uow).signatories:
        yield DomainError("signatory_gone", field="signatory", name=signer.name)
    if book is not None and is_central(uow, book):
        if not command.circular:
            yield DomainError("batch_central_numbers", field="number")
        elif not command.typed_number.strip():
            yield DomainError("required", field="number")
        elif base.dated is not None:
            wanted = TakeNumber(book, base.dated, base.title, typed=command.typed_number)
            wrong = typed_problem(uow, wanted)
            if wrong is not None:
                yield wrong


def _take_command(plan: BatchPlan, line: BatchLine) -> TakeNumber:
    wanted = numbered_for(line.draft, plan.command.typed_number, plan.book)
    if not plan.command.circular:
        return wanted
    return dataclasses.replace(wanted, title=plan.title, addressee=f"ผู้รับ {len(plan.lines):,} ราย")


def _shown(plan: BatchPlan, draft: PaperDraft, place: int) -> str:
    if plan.book is None:
        return ""
    number = plan.first if plan.command.circular else plan.first + place
    typed, code = plan.command.typed_number.strip(), draft.data.office.letter_code
    if typed and plan.command.circular:
        return shown_typed(plan.book, typed, plan.year, code)
    return shown_number(plan.book, number, plan.year, code)


def _next(uow: UnitOfWork, book: Book, year: int) -> int:
    last = uow.session.execute(
        select(NumberBook.last).where(NumberBook.book == book.value, NumberBook.year == year)
    ).scalar()
    return (last or 0) + 1


def _row_values(row: Mapping[str, str]) -> dict[str, str]:
    found = {}
    for name in ("effective_on", "to_position", "to_unit", "to_salary"):
        if row.get(name):
            found[f"values.{name}"] = str(row[name])
    return found
