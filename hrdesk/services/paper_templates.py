"""The office's own texts of papers: drafts, releases with a reason, and the way back.

A released version never changes. The newest released one is what papers use; without any, the text
that the program ships.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

import yaml
from sqlalchemy import func, select

from hrdesk.documents import templates
from hrdesk.documents.errors import PaperError, TemplateError
from hrdesk.documents.templates import Template
from hrdesk.models import PaperTemplate
from hrdesk.services.access import Right, require
from hrdesk.services.changes import Result, changed
from hrdesk.services.editing import check_version
from hrdesk.services.errors import DomainError
from hrdesk.services.problems import refuse, refusing
from hrdesk.services.unit_of_work import UnitOfWork

_REASON_LIMIT = 500
_LONGEST = 20_000
_FIELD = re.compile(r"\{([^{}]*)\}")
SHIPPED = 0
"""The number that stands for the program's own text among a template's versions."""


@dataclass(frozen=True, slots=True)
class OfficeText:
    """A text as the editor holds it: subject, and each part's paragraphs, one a line."""

    subject: str
    parts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SaveTemplate:
    """The draft of an office's text; ``version`` None makes a new draft."""

    name: str
    version: int | None
    text: OfficeText


@dataclass(frozen=True, slots=True)
class ReleaseTemplate:
    """A draft becomes the text that papers use from now on."""

    name: str
    version: int
    reason: str


@dataclass(frozen=True, slots=True)
class RestoreTemplate:
    """An older text, or the program's own (``number`` 0), is used again."""

    name: str
    number: int
    reason: str


@dataclass(frozen=True, slots=True)
class SavedTemplate:
    """A stored draft: its number among the versions, and its row's version for the next saving."""

    number: int
    version: int


def text_for(uow: UnitOfWork, name: str) -> Template:
    """Return the text that papers of this name use: the office's newest released, or the shipped."""
    return version_for(uow, name)[0]


def version_for(uow: UnitOfWork, name: str) -> tuple[Template, int]:
    """Return the text that papers use and its version, ``SHIPPED`` for the program's own."""
    row = uow.session.execute(
        select(PaperTemplate.number, PaperTemplate.text)
        .where(PaperTemplate.name == name, PaperTemplate.released_at.is_not(None))
        .order_by(PaperTemplate.number.desc())
        .limit(1)
    ).first()
    shipped = shipped_text(name)
    if row is None:
        return shipped, SHIPPED
    with refusing(PaperError):
        return replace(templates.parse(row.text, name), name=shipped.name), row.number


def shipped_text(name: str) -> Template:
    """Return the program's own text; ``template_unknown`` when there is none of this name."""
    try:
        return templates.load(name)
    except TemplateError as problem:
        if problem.facts.get("problem") == "no_such_file":
            raise DomainError("template_unknown", name=name) from problem
        raise


def office_text(template: Template) -> OfficeText:
    """Return a text as the editor holds it."""
    parts = {part: "\n".join(lines) for part, lines in template.parts.items()}
    return OfficeText(template.subject, parts)


def checked(name: str, text: OfficeText) -> tuple[Template | None, tuple[DomainError, ...]]:
    """Return the text as papers would use it, or what is wrong with it, part by part; pure.

    Codes, each with ``field`` (``subject`` or a part): ``template_unknown_field``,
    ``template_brace``, ``required``, ``too_long``.
    """
    shipped = shipped_text(name)
    problems = _part_problems(shipped, "subject", text.subject)
    for part in shipped.parts:
        problems += _part_problems(shipped, part, text.parts.get(part, ""))
    if problems:
        return None, tuple(problems)
    try:
        parts = {part: paragraphs(text.parts[part]) for part in shipped.parts}
        return templates.revised(name, text.subject.strip(), parts), ()
    except TemplateError as problem:
        return None, (DomainError(problem.code, **problem.facts),)


def to_yaml(name: str, text: OfficeText) -> str:
    """Write a text in the form the program ships; only fields that are used are declared.

    Raises the codes of ``TemplateError``.
    """
    parts = {part: paragraphs(lines) for part, lines in text.parts.items()}
    with refusing(TemplateError):
        return templates.dump(templates.revised(name, text.subject.strip(), parts))


def paragraphs(text: str) -> tuple[str, ...]:
    """Return the paragraphs of a part as typed, one a line; empty lines are none."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def save_template_draft(uow: UnitOfWork, command: SaveTemplate) -> Result[SavedTemplate]:
    """Keep the office's text as a draft; what is wrong with it is told at its release.

    A text that cannot even be written down (a part missing) is refused; ``EditConflict`` when
    somebody else saved the draft meanwhile.
    """
    require(uow.actor, Right.MANAGE_OFFICE)
    shipped = shipped_text(command.name)
    if set(command.text.parts) != set(shipped.parts):
        raise DomainError("template_unknown", name=command.name)
    text = yaml.safe_dump(
        {"subject": command.text.subject, "parts": dict(command.text.parts)},
        allow_unicode=True,
        sort_keys=False,
    )
    if len(text) > _LONGEST:
        raise DomainError("too_long", field="subject", limit=_LONGEST)
    row = draft_row(uow, command.name)
    if row is None:
        if command.version is not None:
            raise DomainError("template_released_meanwhile")
        row = _new_row(uow, command.name, text)
    else:
        check_version(uow, row, command.version, "paper_template", {"text": text})
        row.text = text
        row.edited_by, row.edited_at = uow.actor.name, uow.clock.now()
        uow.session.flush()
    return Result(SavedTemplate(row.number, row.version), changed(("template", row.id)))


def discard_template_draft(uow: UnitOfWork, name: str, version: int) -> Result[None]:
    """Throw the draft away; the text in use stays."""
    require(uow.actor, Right.MANAGE_OFFICE)
    row = draft_row(uow, name)
    if row is None:
        raise DomainError("not_found")
    check_version(uow, row, version, "paper_template", {})
    uow.audit(
        "template.draft_discarded",
        "paper_template",
        row.id,
        changes={"template": (shipped_text(name).title, None)},
    )
    key = row.id
    uow.session.delete(row)
    uow.session.flush()
    return Result(None, changed(("template", key)))


def release_template(uow: UnitOfWork, command: ReleaseTemplate) -> Result[int]:
    """Let papers use the draft from now on; returns its number.

    Errors: those of ``checked``, ``required`` (reason), ``EditConflict``, ``template_same``.
    """
    require(uow.actor, Right.MANAGE_OFFICE)
    row = draft_row(uow, command.name)
    if row is None:
        raise DomainError("template_released_meanwhile")
    check_version(uow, row, command.version, "paper_template", {})
    text = read_draft(row.text)
    _, problems = checked(command.name, text)
    refuse([*problems, _reason_problem(command.reason)])
    whole = to_yaml(command.name, text)
    _refuse_same(uow, command.name, whole)
    row.text = whole
    _release(uow, row, command.reason)
    return Result(row.number, changed(("template", row.id)))


def restore_template(uow: UnitOfWork, command: RestoreTemplate) -> Result[int]:
    """Use an older text again, as a new version with a reason; returns its number."""
    require(uow.actor, Right.MANAGE_OFFICE)
    refuse([_reason_problem(command.reason)])
    shipped = shipped_text(command.name)
    if draft_row(uow, command.name) is not None:
        raise DomainError("template_has_draft")
    if command.number == SHIPPED:
        whole = to_yaml(command.name, office_text(shipped))
    else:
        older = uow.session.scalars(
            select(PaperTemplate).where(
                PaperTemplate.name == command.name,
                PaperTemplate.number == command.number,
                PaperTemplate.released_at.is_not(None),
            )
        ).one_or_none()
        if older is None:
            raise DomainError("not_found")
        whole = older.text
    _refuse_same(uow, command.name, whole)
    row = _new_row(uow, command.name, whole)
    _release(uow, row, command.reason)
    return Result(row.number, changed(("template", row.id)))


def draft_row(uow: UnitOfWork, name: str) -> PaperTemplate | None:
    """Return the draft of a template, of which there is one at most."""
    return uow.session.scalars(
        select(PaperTemplate).where(PaperTemplate.name == name, PaperTemplate.released_at.is_(None))
    ).one_or_none()


def read_draft(text: str) -> OfficeText:
    """Return a stored draft as the editor holds it."""
    content = yaml.safe_load(text)
    return OfficeText(str(content["subject"]), {k: str(v) for k, v in content["parts"].items()})


def _new_row(uow: UnitOfWork, name: str, text: str) -> PaperTemplate:
    last = uow.session.execute(
        select(func.max(PaperTemplate.number)).where(PaperTemplate.name == name)
    ).scalar()
    row = PaperTemplate(
        name=name,
        number=(last or 0) + 1,
        text=text,
        edited_by=uow.actor.name,
        edited_at=uow.clock.now(),
    )
    uow.session.add(row)
    uow.session.flush()
    return row


def _release(uow: UnitOfWork, row: PaperTemplate, reason: str) -> None:
    row.reason = reason.strip()
    row.released_by, row.released_at = uow.actor.name, uow.clock.now()
    uow.session.flush()
    uow.audit(
        "template.released",
        "paper_template",
        row.id,
        changes={"template": (None, shipped_text(row.name).title), "number": (None, row.number)},
        reason=row.reason,
    )


def _refuse_same(uow: UnitOfWork, name: str, whole: str) -> None:
    """Refuse a release that would change nothing."""
    now, _ = version_for(uow, name)
    then = templates.parse(whole, name)
    if (now.subject, dict(now.parts)) == (then.subject, dict(then.parts)):
        raise DomainError("template_same")


def _part_problems(shipped: Template, part: str, text: str) -> list[DomainError]:
    found = [
        DomainError("template_unknown_field", field=part, name=name)
        for name in _FIELD.findall(text)
        if name not in shipped.fields
    ]
    if set(_FIELD.sub("", text)) & {"{", "}"}:
        found.append(DomainError("template_brace", field=part))
    if not text.strip():
        found.append(DomainError("required", field=part))
    return found


def _reason_problem(reason: str) -> DomainError | None:
    if not reason.strip():
        return DomainError("required", field="reason")
    if len(reason.strip()) > _REASON_LIMIT:
        return DomainError("too_long", field="reason", limit=_REASON_LIMIT)
    return None
