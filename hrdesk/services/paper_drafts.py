"""A paper before it is printed: its data, what may be changed on it, and what is missing.

Pure: a draft is made by ``hrdesk.services.papers`` and changed here without the database, so the
preview follows the typing.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

from hrdesk.documents.errors import PaperError
from hrdesk.documents.fields import Field
from hrdesk.documents.registry import paper_kind
from hrdesk.documents.style import PaperStyle
from hrdesk.documents.values import Signatory
from hrdesk.rules.dates import DateError, parse_thai_date, thai_date_short
from hrdesk.rules.numbers import MoneyError, format_money, parse_money
from hrdesk.services.errors import DomainError, Invalid
from hrdesk.services.number_books import Book
from hrdesk.services.problems import refusing

if TYPE_CHECKING:
    from hrdesk.models import IssuedPaper
    from hrdesk.services.changes import Change
    from hrdesk.services.unit_of_work import UnitOfWork

CELL = "|"


class FieldKind(StrEnum):
    """How a field of a draft is typed; ``LINES`` holds one entry a line, ``ROWS`` cells by |."""

    TEXT = "text"
    LONG = "long"
    LINES = "lines"
    ROWS = "rows"
    DATE = "date"
    MONEY = "money"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class EditableField:
    """One value that may be changed on the draft, as text; ``name`` is its path in the data."""

    name: str
    label: str
    kind: FieldKind
    value: str
    choices: tuple[str, ...] = ()
    help: str = ""


@dataclass(frozen=True, slots=True)
class Numbering:
    """Where a paper gets its number: the book, what comes next, and the last day it bears.

    ``central``: the number is typed as the central registry gave it.
    """

    book: Book
    central: bool
    next_shown: str
    last_dated: dt.date | None


_NUMBER_FIELDS = {
    "order": ("order_number",),
    "letter": ("letter_number",),
    "announcement": ("announcement_number", "order_number", "number"),
}


def number_field(kind: str, data: Any) -> str:
    """Return the name of the field of ``data`` that holds the paper's own number; empty without."""
    names = _NUMBER_FIELDS.get(paper_kind(kind).numbered, ())
    return next((name for name in names if hasattr(data, name)), "")


def with_number(draft: PaperDraft, shown: str) -> PaperDraft:
    """Return the draft bearing a number."""
    name = draft.number_field
    data = dataclasses.replace(draft.data, **{name: shown}) if name else draft.data
    return dataclasses.replace(
        draft, data=data, missing=paper_kind(draft.kind).module.missing(data)
    )


@dataclass(frozen=True, slots=True)
class PaperDraft:
    """A paper ready to be looked at: ``missing`` must be empty before it is printed."""

    case_id: int | None
    kind: str
    title: str
    data: Any
    style: PaperStyle
    editable: tuple[EditableField, ...]
    signatories: tuple[Signatory, ...]
    missing: tuple[Field, ...]
    case_version: int = 0
    person_id: int | None = None
    template: str = ""
    template_number: int = 0
    numbering: Numbering | None = None
    known_number: str = ""
    replaces_id: int | None = None
    names: tuple[str, ...] = ()
    """Whom it is about, where its data has no annex of people."""
    then: Callable[[UnitOfWork, IssuedPaper], frozenset[Change]] | None = dataclasses.field(
        default=None, compare=False, repr=False
    )
    """What else is done with the stored paper in the transaction that issues it."""

    @property
    def number_field(self) -> str:
        """The name of the data's field that holds the paper's own number; empty without one."""
        return number_field(self.kind, self.data)

    @property
    def number(self) -> str:
        """The order's or letter's own number, where this kind of paper has one."""
        return str(getattr(self.data, self.number_field)) if self.number_field else ""

    @property
    def lacking(self) -> tuple[Field, ...]:
        """What must be filled in before issuing: all that is missing but the number to be given."""
        return tuple(field for field in self.missing if field.name != self.number_field)

    @property
    def dated(self) -> dt.date | None:
        """The paper's own date, where it has one."""
        day = getattr(self.data, "dated", None)
        return day if isinstance(day, dt.date) else None


def signatory_label(signatory: Signatory) -> str:
    """Return how a signatory stands in a list of choices."""
    return " · ".join(part for part in (signatory.name, signatory.post) if part)


def with_values(draft: PaperDraft, values: Mapping[str, str]) -> PaperDraft:
    """Return the draft with typed values; ``Invalid`` names the fields that cannot be read."""
    data = draft.data
    fields = {field.name: field for field in draft.editable}
    problems: list[DomainError] = []
    changed = dict(fields)
    for name, typed in values.items():
        field = fields[name]
        try:
            data = _put(data, name.split("."), _read(draft, field, typed))
        except (DateError, MoneyError) as problem:
            problems.append(DomainError(problem.code, field=name, **problem.facts))
        except DomainError as problem:
            problems.append(problem)
        changed[name] = dataclasses.replace(field, value=typed)
    if problems:
        raise Invalid(tuple(problems))
    return dataclasses.replace(
        draft,
        data=data,
        editable=tuple(changed[field.name] for field in draft.editable),
        missing=paper_kind(draft.kind).module.missing(data),
    )


def build(draft: PaperDraft) -> bytes:
    """Return the draft's PDF; slow work, for the pool. Raises the codes of ``PaperError``."""
    with refusing(PaperError):
        content: bytes = paper_kind(draft.kind).module.build(draft.data, draft.style)
    return content


def build_word(draft: PaperDraft) -> bytes:
    """Return the draft as a Word file for those who must edit by hand; slow, for the pool."""
    from hrdesk.documents import word

    with refusing(PaperError):
        made = paper_kind(draft.kind).module.sections(draft.data, draft.style)
        return word.build_docx(made, draft.style)


def text_of(value: Any) -> str:
    """Return a value of a draft as it is typed."""
    if value is None:
        return ""
    if isinstance(value, dt.date):
        return thai_date_short(value)
    if isinstance(value, Decimal):
        return format_money(value)
    if isinstance(value, Signatory):
        return signatory_label(value)
    if isinstance(value, tuple):
        return "\n".join(_row_text(item) for item in value)
    return str(value)


def _row_text(item: Any) -> str:
    if not dataclasses.is_dataclass(item) or isinstance(item, type):
        return str(item)
    cells = [text_of(getattr(item, field.name)) for field in dataclasses.fields(item)]
    while cells and not cells[-1]:
        cells.pop()
    return f" {CELL} ".join(cells)


def value_at(data: Any, name: str) -> Any:
    """Return the value at a dotted path; numbers step into tuples."""
    for part in name.split("."):
        if isinstance(data, Mapping):
            data = data.get(part)
        else:
            data = data[int(part)] if part.isdigit() else getattr(data, part)
    return data


def _read(draft: PaperDraft, field: EditableField, typed: str) -> Any:
    text = typed.strip()
    if field.name == "signatory":
        known = {signatory_label(item): item for item in draft.signatories}
        return known.get(text, Signatory())
    match field.kind:
        case FieldKind.DATE:
            return parse_thai_date(text) if text else None
        case FieldKind.MONEY:
            return parse_money(text) if text else None
        case FieldKind.ROWS:
            return _rows(draft, field.name, text)
        case FieldKind.LINES:
            return tuple(line.strip() for line in text.splitlines() if line.strip())
        case _:
            return text


def _rows(draft: PaperDraft, name: str, text: str) -> tuple[Any, ...]:
    """Read lines of cells as rows of the paper; a line with too many cells is refused."""
    shape = get_args(get_type_hints(type(draft.data))[name])[0]
    names = [field.name for field in dataclasses.fields(shape)]
    rows = []
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.split(CELL)]
        if len(cells) > len(names):
            raise DomainError("too_many_cells", field=name, limit=len(names))
        if any(cells):
            rows.append(shape(**dict(zip(names, cells, strict=False))))
    return tuple(rows)


def _put(data: Any, path: list[str], value: Any) -> Any:
    head, rest = path[0], path[1:]
    if head.isdigit():
        items = list(data)
        items[int(head)] = _put(items[int(head)], rest, value) if rest else value
        return tuple(items)
    if isinstance(data, Mapping):
        return {**data, head: value}
    inner = _put(getattr(data, head), rest, value) if rest else value
    return dataclasses.replace(data, **{head: inner})
