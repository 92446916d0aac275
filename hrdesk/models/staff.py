"""What an office keeps of its people beside the service record: probation, cards, bars."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from hrdesk.models.base import Base, Versioned


class Probation(Versioned, Base):
    """A newly appointed person's trial: its span, extensions, and the committee's result."""

    __tablename__ = "probation"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    case_id: Mapped[int | None] = mapped_column(
        ForeignKey("case_file.id"), default=None, index=True
    )
    started_on: Mapped[dt.date]
    months: Mapped[int]
    extensions: Mapped[int] = mapped_column(default=0)
    ends_on: Mapped[dt.date] = mapped_column(index=True)
    result: Mapped[str] = mapped_column(default="")
    result_on: Mapped[dt.date | None] = mapped_column(default=None)
    note: Mapped[str] = mapped_column(default="")
    made_by: Mapped[str]
    made_at: Mapped[dt.datetime]


class StateOfficerCard(Versioned, Base):
    """A state officer's card, by its number and year of the register."""

    __tablename__ = "state_officer_card"
    __table_args__ = (
        UniqueConstraint("year", "number"),
        Index("ix_state_officer_card_state_expires_on", "state", "expires_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    number: Mapped[int]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("case_file.id"), default=None)
    person_name: Mapped[str]
    position: Mapped[str] = mapped_column(default="")
    unit: Mapped[str] = mapped_column(default="")
    cause: Mapped[str]
    issued_on: Mapped[dt.date]
    expires_on: Mapped[dt.date]
    state: Mapped[str]
    state_on: Mapped[dt.date | None] = mapped_column(default=None)
    state_reason: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    made_by: Mapped[str]
    made_at: Mapped[dt.datetime]


class AssessmentBar(Versioned, Base):
    """A bar from assessment after false works, from the day the matter was dealt with."""

    __tablename__ = "assessment_bar"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("case_file.id"), default=None)
    dealt_with_on: Mapped[dt.date]
    barred_through: Mapped[dt.date]
    decided_by: Mapped[str]
    reason: Mapped[str]
    cancelled_on: Mapped[dt.date | None] = mapped_column(default=None)
    cancelled_reason: Mapped[str] = mapped_column(default="")
    made_by: Mapped[str]
    made_at: Mapped[dt.datetime]
