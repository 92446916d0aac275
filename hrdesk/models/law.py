"""What the office adds to the law the program comes with: values, days off, position groups."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from hrdesk.models.base import Base, Versioned


class LawAmendment(Base):
    """A new value of one rule from a day on, with its citation; a withdrawn one stays readable.

    ``value`` is YAML as a law file has it, ``tables`` the CSV tables it names, by file name.
    """

    __tablename__ = "law_amendment"
    __table_args__ = (Index("ix_law_amendment_rule_effective_on", "rule", "effective_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    rule: Mapped[str]
    effective_on: Mapped[dt.date]
    value: Mapped[str]
    tables: Mapped[dict[str, Any]] = mapped_column(default=dict)
    instrument: Mapped[str]
    clause: Mapped[str] = mapped_column(default="")
    dated: Mapped[dt.date | None] = mapped_column(default=None)
    gazette: Mapped[dt.date | None] = mapped_column(default=None)
    note: Mapped[str] = mapped_column(default="")
    reason: Mapped[str]
    based_on: Mapped[str]
    made_by: Mapped[str]
    made_at: Mapped[dt.datetime]
    withdrawn_by: Mapped[str] = mapped_column(default="")
    withdrawn_at: Mapped[dt.datetime | None] = mapped_column(default=None)
    withdrawn_reason: Mapped[str] = mapped_column(default="")


class OfficeDay(Base):
    """A day the office itself keeps off, or works although the calendar has it off."""

    __tablename__ = "office_day"
    __table_args__ = (UniqueConstraint("day"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[dt.date]
    works: Mapped[bool] = mapped_column(default=False)
    name: Mapped[str]
    source: Mapped[str] = mapped_column(default="")
    added_by: Mapped[str]
    added_at: Mapped[dt.datetime]


class PositionGroup(Versioned, Base):
    """Job series that count as one for time in position, with the source that says so."""

    __tablename__ = "position_group"
    __table_args__ = (UniqueConstraint("name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    series: Mapped[list[Any]] = mapped_column(default=list)
    source: Mapped[str] = mapped_column(default="")
