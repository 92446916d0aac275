"""Appraisal rounds: who appraises whom, what was agreed, what was found, who acknowledged it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from hrdesk.models.base import Base, Versioned


class AppraisalRound(Versioned, Base):
    """One half-year of appraisal; ``year`` is the fiscal year (BE), ``state`` open or final.

    ``committee_id`` is the screening committee, ``case_id`` the matter whose steps the round walks.
    """

    __tablename__ = "appraisal_round"
    __table_args__ = (UniqueConstraint("year", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    number: Mapped[int]
    first: Mapped[dt.date]
    last: Mapped[dt.date]
    committee_id: Mapped[int | None] = mapped_column(ForeignKey("committee.id"), default=None)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("case_file.id"), default=None)
    screened_on: Mapped[dt.date | None] = mapped_column(default=None)
    posted_on: Mapped[dt.date | None] = mapped_column(default=None)
    state: Mapped[str] = mapped_column(default="open")
    note: Mapped[str] = mapped_column(default="")


class Appraisal(Versioned, Base):
    """One person's appraisal of a round; post and unit as they were when it was made.

    ``indicators`` are maps of title, weight, targets (five texts), actual and score (1 to 5);
    ``competencies`` of name, expected, found, weight and evidence. ``achievement`` and
    ``competency`` are decimals from 0 to
    100 as text, empty while unknown: a score is compared exactly, so no column rounds it.
    ``acknowledgement`` is empty, ``acknowledged`` or ``refused`` (then with a witness); ``screened``
    is empty, ``agreed`` or ``returned``.
    """

    __tablename__ = "appraisal"
    __table_args__ = (UniqueConstraint("round_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("appraisal_round.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    staff: Mapped[str]
    post_title: Mapped[str] = mapped_column(default="")
    post_number: Mapped[str] = mapped_column(default="")
    level: Mapped[str] = mapped_column(default="")
    unit: Mapped[str] = mapped_column(default="")
    appraiser_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), default=None)
    appraiser: Mapped[str] = mapped_column(default="")
    appraiser_post: Mapped[str] = mapped_column(default="")
    indicators: Mapped[list[Any]] = mapped_column(default=list)
    competencies: Mapped[list[Any]] = mapped_column(default=list)
    development: Mapped[list[Any]] = mapped_column(default=list)
    opinions: Mapped[dict[str, Any]] = mapped_column(default=dict)
    agreed_on: Mapped[dt.date | None] = mapped_column(default=None)
    achievement: Mapped[str] = mapped_column(default="")
    competency: Mapped[str] = mapped_column(default="")
    informed_on: Mapped[dt.date | None] = mapped_column(default=None)
    acknowledgement: Mapped[str] = mapped_column(default="")
    acknowledged_on: Mapped[dt.date | None] = mapped_column(default=None)
    witness: Mapped[str] = mapped_column(default="")
    screened: Mapped[str] = mapped_column(default="")
    screening_note: Mapped[str] = mapped_column(default="")
    imported_from: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
