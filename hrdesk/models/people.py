"""The register of people and posts."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hrdesk.models.base import Base, SortText, Versioned


class Post(Versioned, Base):
    """A post of the establishment, by its number; its holder is the person who points to it."""

    __tablename__ = "post"
    __table_args__ = (UniqueConstraint("number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str]
    title: Mapped[str]
    type: Mapped[str]
    level: Mapped[str] = mapped_column(default="")
    job_series: Mapped[str] = mapped_column(default="")
    unit: Mapped[str] = mapped_column(default="", index=True)
    linked_level: Mapped[bool] = mapped_column(default=False)


class Person(Versioned, Base):
    """One person of the register; dates that may be partial are kept as ``YYYY-MM-DD`` with 00."""

    __tablename__ = "person"
    __table_args__ = (
        UniqueConstraint("national_id"),
        Index("ix_person_sort_key_id", "sort_key", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    prefix: Mapped[str]
    first_name: Mapped[str]
    last_name: Mapped[str]
    national_id: Mapped[str | None] = mapped_column(default=None)
    birth_date: Mapped[str] = mapped_column(default="")
    employment: Mapped[str]
    entered_on: Mapped[str] = mapped_column(default="")
    post_id: Mapped[int | None] = mapped_column(ForeignKey("post.id"), default=None, index=True)
    in_level_since: Mapped[str] = mapped_column(default="")
    salary: Mapped[Decimal | None] = mapped_column(default=None)
    licence: Mapped[str] = mapped_column(default="")
    telephone: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    active: Mapped[bool] = mapped_column(default=True)
    sort_key: Mapped[str] = mapped_column(SortText)
    search_text: Mapped[str]
    created_at: Mapped[dt.datetime]
    updated_at: Mapped[dt.datetime]

    post: Mapped[Post | None] = relationship(lazy="raise")
    degrees: Mapped[list[Degree]] = relationship(
        back_populates="person",
        order_by="Degree.position",
        cascade="all, delete-orphan",
        lazy="raise",
    )
    service_runs: Mapped[list[ServiceRun]] = relationship(
        back_populates="person",
        order_by="ServiceRun.position",
        cascade="all, delete-orphan",
        lazy="raise",
    )


class Degree(Base):
    """A degree or certificate, as the service record lists it, highest first."""

    __tablename__ = "degree"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    position: Mapped[int]
    level: Mapped[str]
    name: Mapped[str]
    major: Mapped[str] = mapped_column(default="")
    institution: Mapped[str] = mapped_column(default="")
    graduated_on: Mapped[str] = mapped_column(default="")

    person: Mapped[Person] = relationship(back_populates="degrees", lazy="raise")


class ServiceRun(Base):
    """A stretch of service in one post, both end days counted; no end means it goes on.

    ``related_share`` (a decimal from 0 to 1 as text, empty while no committee ruled) is how much of
    it a committee found related, with the day, the meeting and the reason of that ruling;
    ``entitled`` says that the letters on earlier employment let it count.
    """

    __tablename__ = "service_run"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    position: Mapped[int]
    started_on: Mapped[str]
    ended_on: Mapped[str] = mapped_column(default="")
    employment: Mapped[str]
    type: Mapped[str] = mapped_column(default="")
    level: Mapped[str] = mapped_column(default="")
    job_series: Mapped[str] = mapped_column(default="")
    title: Mapped[str] = mapped_column(default="")
    unit: Mapped[str] = mapped_column(default="")
    order_number: Mapped[str] = mapped_column(default="")
    entitled: Mapped[bool] = mapped_column(default=True)
    related_share: Mapped[str] = mapped_column(default="")
    ruled_on: Mapped[dt.date | None] = mapped_column(default=None)
    ruled_meeting: Mapped[str] = mapped_column(default="")
    ruled_reason: Mapped[str] = mapped_column(default="")
    ruled_by: Mapped[str] = mapped_column(default="")

    person: Mapped[Person] = relationship(back_populates="service_runs", lazy="raise")
