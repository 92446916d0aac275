"""Cases: a matter received from a unit, its steps, its papers and its files."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hrdesk.models.base import Base, SortText, Versioned
from hrdesk.models.procedures import CaseWait


class Case(Versioned, Base):
    """One matter.

    What the tracking list sorts and searches is kept on this row (the person's sort key, the
    unit, the present step), so that one index serves each order even at 200,000 cases. A matter
    of the office itself, such as an examination, has no person and shows its subject as the name.

    ``law_set``, ``law_version``, ``law_hash``: the law on the day of receipt as it was held when
    the matter was taken in; ``law_upto`` is the last of the office's amendments it knows.
    """

    __tablename__ = "case_file"
    __table_args__ = (
        UniqueConstraint("year", "number"),
        UniqueConstraint("slip_code"),
        Index("ix_case_file_received_on_id", "received_on", "id"),
        Index("ix_case_file_person_sort_key_id", "person_sort_key", "id"),
        Index("ix_case_file_since_id", "since", "id"),
        Index("ix_case_file_unit_sort_key_id", "unit_sort_key", "id"),
        Index("ix_case_file_case_type_id", "case_type", "id"),
        Index("ix_case_file_officer_name_id", "officer_name", "id"),
        Index("ix_case_file_status_due_on", "status", "due_on"),
        Index("ix_case_file_due_on_id", "due_on", "id"),
        Index("ix_case_file_status_id", "status", "id"),
        Index("ix_case_file_completed_on", "completed_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    number: Mapped[int]
    case_type: Mapped[str]
    procedure: Mapped[str]
    procedure_version: Mapped[int]
    rules_held: Mapped[bool] = mapped_column(default=True)
    law_set: Mapped[str] = mapped_column(default="")
    law_version: Mapped[str] = mapped_column(default="")
    law_hash: Mapped[str] = mapped_column(default="")
    law_upto: Mapped[int] = mapped_column(default=0)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    person_name: Mapped[str]
    person_sort_key: Mapped[str] = mapped_column(SortText)
    unit: Mapped[str] = mapped_column(default="")
    unit_sort_key: Mapped[str] = mapped_column(SortText, default="")
    received_on: Mapped[dt.date]
    subject: Mapped[str]
    target: Mapped[dict[str, Any]] = mapped_column(default=dict)
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    effective_on: Mapped[dt.date | None] = mapped_column(default=None)
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), index=True)
    officer_name: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    status: Mapped[str]
    step_title: Mapped[str] = mapped_column(default="")
    step_role: Mapped[str] = mapped_column(default="")
    waits_for_others: Mapped[bool] = mapped_column(default=False)
    since: Mapped[dt.date]
    due_on: Mapped[dt.date | None] = mapped_column(default=None)
    expected_on: Mapped[dt.date | None] = mapped_column(default=None)
    completed_on: Mapped[dt.date | None] = mapped_column(default=None)
    slip_code: Mapped[str | None] = mapped_column(default=None)
    search_text: Mapped[str]
    created_at: Mapped[dt.datetime]
    updated_at: Mapped[dt.datetime]

    steps: Mapped[list[CaseStep]] = relationship(
        back_populates="case",
        order_by="CaseStep.position",
        cascade="all, delete-orphan",
        lazy="raise",
    )
    waits: Mapped[list[CaseWait]] = relationship(
        order_by="CaseWait.id", cascade="all, delete-orphan", lazy="raise"
    )
    papers: Mapped[list[CasePaper]] = relationship(
        order_by="CasePaper.position", cascade="all, delete-orphan", lazy="raise"
    )


class CaseStep(Base):
    """One step of one case's own path; ``round`` counts how often the procedure came here."""

    __tablename__ = "case_step"
    __table_args__ = (
        Index("ix_case_step_case_id_position", "case_id", "position"),
        Index("ix_case_step_done_on", "done_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"))
    position: Mapped[int]
    key: Mapped[str | None]
    round: Mapped[int] = mapped_column(default=1)
    title: Mapped[str]
    role: Mapped[str] = mapped_column(default="")
    waits_for_others: Mapped[bool] = mapped_column(default=False)
    usual_days: Mapped[int | None] = mapped_column(default=None)
    state: Mapped[str]
    waived: Mapped[bool] = mapped_column(default=False)
    started_on: Mapped[dt.date | None] = mapped_column(default=None)
    due_on: Mapped[dt.date | None] = mapped_column(default=None)
    due_reason: Mapped[str] = mapped_column(default="")
    done_on: Mapped[dt.date | None] = mapped_column(default=None)
    outcome: Mapped[str] = mapped_column(default="")
    outcome_label: Mapped[str] = mapped_column(default="")
    remark: Mapped[str] = mapped_column(default="")
    remark_values: Mapped[dict[str, Any]] = mapped_column(default=dict)
    reason: Mapped[str] = mapped_column(default="")
    checks: Mapped[dict[str, Any]] = mapped_column(default=dict)
    done_by: Mapped[str] = mapped_column(default="")

    case: Mapped[Case] = relationship(back_populates="steps", lazy="raise")


class CasePaper(Base):
    """One paper of the checklist: due from the applicant, and whether it came."""

    __tablename__ = "case_paper"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"), index=True)
    position: Mapped[int]
    key: Mapped[str]
    label: Mapped[str]
    required: Mapped[bool] = mapped_column(default=True)
    received_on: Mapped[dt.date | None] = mapped_column(default=None)


class CaseUndo(Base):
    """The path of a case as it was before its latest step actions, newest last, for undo."""

    __tablename__ = "case_undo"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"), index=True)
    label: Mapped[str]
    case_version: Mapped[int]
    before: Mapped[dict[str, Any]]


class Attachment(Base):
    """A file kept with a case; its bytes are read only when it is opened."""

    __tablename__ = "attachment"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"), index=True)
    name: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str]
    content: Mapped[bytes] = mapped_column(deferred=True)
    note: Mapped[str] = mapped_column(default="")
    restricted: Mapped[bool] = mapped_column(default=False)
    added_by: Mapped[str]
    added_at: Mapped[dt.datetime]
    removed_at: Mapped[dt.datetime | None] = mapped_column(default=None)
