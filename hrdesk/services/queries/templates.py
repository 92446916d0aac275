"""The texts of papers as the editor shows them: the list, one with its versions, the fields."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select

from hrdesk.documents import templates
from hrdesk.models import PaperTemplate
from hrdesk.services.access import Right, require
from hrdesk.services.paper_templates import (
    SHIPPED,
    OfficeText,
    draft_row,
    office_text,
    read_draft,
    shipped_text,
    version_for,
)
from hrdesk.services.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """One text of the list; ``number`` is the version in use, 0 for the program's own."""

    id: str
    title: str
    paper: str
    form: str
    number: int
    has_draft: bool
    changed_by: str
    changed_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class TemplateVersion:
    """One released version; ``number`` 0 is the program's own text."""

    number: int
    text: OfficeText
    reason: str
    released_by: str
    released_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class FieldChoice:
    """A value that may stand in the text, as ``{name}``."""

    name: str
    label: str


@dataclass(frozen=True, slots=True)
class TemplateDetail:
    """One text with everything its editor shows; ``draft`` None when nothing is begun."""

    name: str
    title: str
    source: str
    note: str
    fields: tuple[FieldChoice, ...]
    parts: tuple[str, ...]
    in_use: int
    text: OfficeText
    shipped: OfficeText
    draft: OfficeText | None
    draft_version: int | None
    draft_by: str
    draft_at: dt.datetime | None
    versions: tuple[TemplateVersion, ...]


def template_list(uow: UnitOfWork) -> tuple[TemplateRow, ...]:
    """Return every text of the program with the office's version in use."""
    require(uow.actor, Right.ISSUE_PAPERS)
    from hrdesk.documents.registry import paper_kind

    newest: dict[str, PaperTemplate] = {}
    drafts: dict[str, PaperTemplate] = {}
    for row in uow.session.scalars(select(PaperTemplate).order_by(PaperTemplate.number)):
        (drafts if row.released_at is None else newest)[row.name] = row
    rows = []
    for known in templates.names():
        used, draft = newest.get(known.name), drafts.get(known.name)
        last = draft or used
        rows.append(
            TemplateRow(
                id=known.name,
                title=known.title,
                paper=paper_kind(known.kind).title,
                form=known.form,
                number=used.number if used else SHIPPED,
                has_draft=draft is not None,
                changed_by=last.edited_by if last else "",
                changed_at=last.edited_at if last else None,
            )
        )
    return tuple(rows)


def template_detail(uow: UnitOfWork, name: str) -> TemplateDetail:
    """Return one text with its draft and its versions, newest first."""
    require(uow.actor, Right.ISSUE_PAPERS)
    shipped = shipped_text(name)
    used, number = version_for(uow, name)
    draft = draft_row(uow, name)
    return TemplateDetail(
        name=name,
        title=shipped.title,
        source=shipped.source,
        note=shipped.note,
        fields=tuple(FieldChoice(field.name, field.label) for field in shipped.fields.values()),
        parts=tuple(shipped.parts),
        in_use=number,
        text=office_text(used),
        shipped=office_text(shipped),
        draft=read_draft(draft.text) if draft else None,
        draft_version=draft.version if draft else None,
        draft_by=draft.edited_by if draft else "",
        draft_at=draft.edited_at if draft else None,
        versions=_versions(uow, name),
    )


def _versions(uow: UnitOfWork, name: str) -> tuple[TemplateVersion, ...]:
    rows = uow.session.scalars(
        select(PaperTemplate)
        .where(PaperTemplate.name == name, PaperTemplate.released_at.is_not(None))
        .order_by(PaperTemplate.number.desc())
    )
    found = [
        TemplateVersion(
            row.number,
            office_text(templates.parse(row.text, name)),
            row.reason,
            row.released_by,
            row.released_at,
        )
        for row in rows
    ]
    own = office_text(shipped_text(name))
    return (*found, TemplateVersion(SHIPPED, own, "ข้อความที่มากับโปรแกรม", "", None))
