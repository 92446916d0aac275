"""The forms as their editor shows them: which there are, and one with its draft and versions."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select

from hrdesk.documents.errors import PaperError
from hrdesk.documents.forms import Form, keys, parse_form, shipped
from hrdesk.models import PaperTemplate
from hrdesk.services.access import Right, require
from hrdesk.services.form_definitions import (
    PREFIX,
    SHIPPED,
    form_draft_row,
    form_version,
    shipped_form,
)
from hrdesk.services.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class FormRow:
    """One form of the list; ``number`` is the version in use, 0 for the program's own."""

    id: str
    title: str
    number: int
    has_draft: bool


@dataclass(frozen=True, slots=True)
class FormVersion:
    """One released version; ``number`` 0 is the program's own."""

    number: int
    reason: str
    released_by: str
    released_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class FormDetail:
    """One form; ``draft`` None while nothing is begun, ``version`` is then None, too."""

    key: str
    shipped: Form
    in_use: Form
    number: int
    draft: Form | None
    version: int | None
    versions: tuple[FormVersion, ...]
    may_edit: bool


def form_list(uow: UnitOfWork) -> tuple[FormRow, ...]:
    """Return every form in the order of the papers."""
    require(uow.actor, Right.WORK_MEETINGS)
    rows = uow.session.execute(
        select(PaperTemplate.name, PaperTemplate.number, PaperTemplate.released_at).where(
            PaperTemplate.name.like(f"{PREFIX}%")
        )
    ).all()
    drafts = {name for name, _, at in rows if at is None}
    newest: dict[str, int] = {}
    for name, number, at in rows:
        if at is not None:
            newest[name] = max(newest.get(name, SHIPPED), number)
    return tuple(
        FormRow(key, shipped(key).title, newest.get(PREFIX + key, SHIPPED), PREFIX + key in drafts)
        for key in keys()
    )


def form_detail(uow: UnitOfWork, key: str) -> FormDetail:
    """Return one form with its draft and versions; raises ``form_unknown``."""
    require(uow.actor, Right.WORK_MEETINGS)
    own = shipped_form(key)
    form, number = form_version(uow, key)
    row = form_draft_row(uow, key)
    released = uow.session.scalars(
        select(PaperTemplate)
        .where(PaperTemplate.name == PREFIX + key, PaperTemplate.released_at.is_not(None))
        .order_by(PaperTemplate.number.desc())
    )
    versions = tuple(
        FormVersion(each.number, each.reason, each.released_by, each.released_at)
        for each in released
    )
    return FormDetail(
        key=key,
        shipped=own,
        in_use=form,
        number=number,
        draft=_draft(row),
        version=row.version if row is not None else None,
        versions=(*versions, FormVersion(SHIPPED, "", "", None)),
        may_edit=uow.actor.may(Right.MANAGE_OFFICE),
    )


def _draft(row: PaperTemplate | None) -> Form | None:
    if row is None:
        return None
    try:
        return parse_form(row.text, row.name.removeprefix(PREFIX))
    except PaperError:  # made by a program that knew other values
        return None
