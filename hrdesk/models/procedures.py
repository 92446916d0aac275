"""Procedures that an office made its own, and what runs beside the steps of a case."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from hrdesk.models.base import Base, Versioned


class OfficeProcedure(Versioned, Base):
    """One version of an office's own procedure: a draft until released, then never changed."""

    __tablename__ = "office_procedure"
    __table_args__ = (UniqueConstraint("procedure_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    procedure_id: Mapped[str]
    number: Mapped[int]
    case_type: Mapped[str]
    title: Mapped[str]
    text: Mapped[str]
    based_on: Mapped[str] = mapped_column(default="")
    in_force_from: Mapped[dt.date | None] = mapped_column(default=None)
    reason: Mapped[str] = mapped_column(default="")
    sha256: Mapped[str] = mapped_column(default="")
    edited_by: Mapped[str]
    edited_at: Mapped[dt.datetime]
    released_by: Mapped[str] = mapped_column(default="")
    released_at: Mapped[dt.datetime | None] = mapped_column(default=None)


class CaseWait(Base):
    """A period that runs beside the steps, such as the time for objections."""

    __tablename__ = "case_wait"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"), index=True)
    key: Mapped[str]
    title: Mapped[str]
    started_on: Mapped[dt.date]
    due_on: Mapped[dt.date | None] = mapped_column(default=None, index=True)
    due_reason: Mapped[str] = mapped_column(default="")
    before_step: Mapped[str] = mapped_column(default="")
    state: Mapped[str]
    ended_on: Mapped[dt.date | None] = mapped_column(default=None)
    outcome: Mapped[str] = mapped_column(default="")
    outcome_label: Mapped[str] = mapped_column(default="")
    remark: Mapped[str] = mapped_column(default="")
    ended_by: Mapped[str] = mapped_column(default="")


class Objection(Versioned, Base):
    """An objection to an announced result: who, when, what, and what came of the inquiry."""

    __tablename__ = "objection"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"), index=True)
    received_on: Mapped[dt.date]
    objector: Mapped[str] = mapped_column(default="")
    subject: Mapped[str]
    result: Mapped[str] = mapped_column(default="")
    decided_on: Mapped[dt.date | None] = mapped_column(default=None)
    decision: Mapped[str] = mapped_column(default="")
    made_by: Mapped[str]
    made_at: Mapped[dt.datetime]
