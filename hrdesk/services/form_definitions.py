"""The office's own versions of forms: drafts, releases with a reason, and the way back.

They are kept like the texts of papers, under the name ``form.`` and the form's key. A released
version never changes; the newest one is what papers use, without any the program's own.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from hrdesk.documents.errors import PaperError, TemplateError
from hrdesk.documents.form_reader import dump_form
from hrdesk.documents.forms import Form, keys, parse_form, shipped
from hrdesk.models import PaperTemplate
from hrdesk.services.access import Right, require
from hrdesk.services.changes import Result, changed
from hrdesk.services.editing import check_version
from hrdesk.services.errors import DomainError
from hrdesk.services.problems import refuse, refusing
from hrdesk.services.unit_of_work import UnitOfWork

log = logging.getLogger(__name__)
PREFIX = "form."
SHIPPED = 0
"""The number that stands for the program's own form among its versions."""
_REASON_LIMIT = 500


@dataclass(frozen=True, slots=True)
class SaveForm:
    """The draft of an office's form; ``version`` None makes a new draft."""

    key: str
    version: int | None
    form: Form


@dataclass(frozen=True, slots=True)
class SavedForm:
    """A stored draft: its number among the versions, and its row's version for the next saving."""

    number: int
    version: int


def forms_in_use(uow: UnitOfWork) -> Mapping[str, Form]:
    """Return the office's newest released version of every form it has its own of, by key."""
    rows = uow.session.execute(
        select(PaperTemplate.name, PaperTemplate.text)
        .where(PaperTemplate.name.like(f"{PREFIX}%"), PaperTemplate.released_at.is_not(None))
        .order_by(PaperTemplate.number)
    )
    newest = {name.removeprefix(PREFIX): text for name, text in rows}
    found = {key: _read(text, key) for key, text in newest.items()}
    return {key: form for key, form in found.items() if form is not None}


def form_version(uow: UnitOfWork, key: str) -> tuple[Form, int]:
    """Return the form that papers use and its version, ``SHIPPED`` for the program's own."""
    row = uow.session.execute(
        select(PaperTemplate.number, PaperTemplate.text)
        .where(PaperTemplate.name == PREFIX + key, PaperTemplate.released_at.is_not(None))
        .order_by(PaperTemplate.number.desc())
        .limit(1)
    ).first()
    if row is None:
        return shipped_form(key), SHIPPED
    form = _read(row.text, key)
    return (form, row.number) if form is not None else (shipped_form(key), SHIPPED)


def shipped_form(key: str) -> Form:
    """Return the program's own form; ``form_unknown`` when there is none of this key."""
    if key not in keys():
        raise DomainError("form_unknown", name=key)
    return shipped(key)


def form_draft_row(uow: UnitOfWork, key: str) -> PaperTemplate | None:
    """Return the draft of a form, of which there is one at most."""
    return uow.session.scalars(
        select(PaperTemplate).where(
            PaperTemplate.name == PREFIX + key, PaperTemplate.released_at.is_(None)
        )
    ).one_or_none()


def save_form_draft(uow: UnitOfWork, command: SaveForm) -> Result[SavedForm]:
    """Keep the office's form as a draft; what does not fit the program's own is refused.

    Errors: ``form_unknown``, ``template_released_meanwhile``, ``EditConflict``, the codes of
    ``TemplateError``.
    """
    require(uow.actor, Right.MANAGE_OFFICE)
    shipped_form(command.key)
    text = _written(command.form, command.key)
    row = form_draft_row(uow, command.key)
    if row is None:
        if command.version is not None:
            raise DomainError("template_released_meanwhile")
        row = _new_row(uow, command.key, text)
    else:
        check_version(uow, row, command.version, "paper_template", {"text": text})
        row.text = text
        row.edited_by, row.edited_at = uow.actor.name, uow.clock.now()
        uow.session.flush()
    return Result(SavedForm(row.number, row.version), changed(("form", row.id)))


def discard_form_draft(uow: UnitOfWork, key: str, version: int) -> Result[None]:
    """Throw the draft away; the form in use stays."""
    require(uow.actor, Right.MANAGE_OFFICE)
    row = form_draft_row(uow, key)
    if row is None:
        raise DomainError("not_found")
    check_version(uow, row, version, "paper_template", {})
    title = shipped_form(key).title
    uow.audit("form.draft_discarded", "paper_template", row.id, changes={"form": (title, None)})
    found = row.id
    uow.session.delete(row)
    uow.session.flush()
    return Result(None, changed(("form", found)))


def release_form(uow: UnitOfWork, key: str, version: int, reason: str) -> Result[int]:
    """Let papers use the draft from now on; returns its number.

    Errors: ``required`` (reason), ``too_long``, ``EditConflict``, ``template_same``,
    ``template_released_meanwhile``.
    """
    require(uow.actor, Right.MANAGE_OFFICE)
    refuse([_reason_problem(reason)])
    row = form_draft_row(uow, key)
    if row is None:
        raise DomainError("template_released_meanwhile")
    check_version(uow, row, version, "paper_template", {})
    _refuse_same(uow, key, row.text)
    return _release(uow, key, row, reason)


def restore_form(uow: UnitOfWork, key: str, number: int, reason: str) -> Result[int]:
    """Use an older version, or the program's own (``SHIPPED``), again; returns the new number.

    Errors: ``required`` (reason), ``template_has_draft``, ``not_found``, ``template_same``.
    """
    require(uow.actor, Right.MANAGE_OFFICE)
    refuse([_reason_problem(reason)])
    own = shipped_form(key)
    if form_draft_row(uow, key) is not None:
        raise DomainError("template_has_draft")
    text = _written(own, key) if number == SHIPPED else _released_text(uow, key, number)
    _refuse_same(uow, key, text)
    return _release(uow, key, _new_row(uow, key, text), reason)


def _read(text: str, key: str) -> Form | None:
    """Return a stored form; None where a newer program declares something else."""
    if key not in keys():
        return None
    try:
        return parse_form(text, key)
    except PaperError:
        log.warning("the office's form %s does not fit this program any more", key)
        return None


def _released_text(uow: UnitOfWork, key: str, number: int) -> str:
    text = uow.session.scalars(
        select(PaperTemplate.text).where(
            PaperTemplate.name == PREFIX + key,
            PaperTemplate.number == number,
            PaperTemplate.released_at.is_not(None),
        )
    ).one_or_none()
    if text is None:
        raise DomainError("not_found")
    return text


def _written(form: Form, key: str) -> str:
    """Return a form as it is stored, checked against what the program's own declares."""
    with refusing(TemplateError):
        text = dump_form(form)
        parse_form(text, key)
    return text


def _new_row(uow: UnitOfWork, key: str, text: str) -> PaperTemplate:
    name = PREFIX + key
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


def _release(uow: UnitOfWork, key: str, row: PaperTemplate, reason: str) -> Result[int]:
    row.reason = reason.strip()
    row.released_by, row.released_at = uow.actor.name, uow.clock.now()
    uow.session.flush()
    uow.audit(
        "form.released",
        "paper_template",
        row.id,
        changes={"form": (None, shipped_form(key).title), "number": (None, row.number)},
        reason=row.reason,
    )
    return Result(row.number, changed(("form", row.id)))


def _refuse_same(uow: UnitOfWork, key: str, text: str) -> None:
    """Refuse a release that would change nothing."""
    now, _ = form_version(uow, key)
    then = _read(text, key)
    if then is None or dump_form(now) == dump_form(then):
        raise DomainError("template_same")


def _reason_problem(reason: str) -> DomainError | None:
    if not reason.strip():
        return DomainError("required", field="reason")
    if len(reason.strip()) > _REASON_LIMIT:
        return DomainError("too_long", field="reason", limit=_REASON_LIMIT)
    return None
