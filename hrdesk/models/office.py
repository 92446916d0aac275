"""The office itself: its name on papers, its signatories, its users and its running numbers."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from hrdesk.models.base import Base, Versioned


class Office(Versioned, Base):
    """The one office whose data this database holds (always row 1)."""

    __tablename__ = "office"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency: Mapped[str]
    agency_name: Mapped[str]
    unit_name: Mapped[str]
    address: Mapped[str]
    telephone: Mapped[str]
    letter_code: Mapped[str]
    emblem_preprinted: Mapped[bool] = mapped_column(default=True)
    emblem: Mapped[bytes | None] = mapped_column(default=None, deferred=True)
    sample: Mapped[bool] = mapped_column(default=False)
    preferences: Mapped[dict[str, Any]] = mapped_column(default=dict)


class Signatory(Versioned, Base):
    """Someone who signs papers, with the post and, where delegated, for whom."""

    __tablename__ = "signatory"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    post: Mapped[str]
    acting_for: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)
    active: Mapped[bool] = mapped_column(default=True)


class User(Versioned, Base):
    """One who signs in; the password is kept only as an argon2id hash."""

    __tablename__ = "user_account"
    __table_args__ = (UniqueConstraint("username"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str]
    display_name: Mapped[str]
    role: Mapped[str]
    password_hash: Mapped[str] = mapped_column(deferred=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), default=None)
    active: Mapped[bool] = mapped_column(default=True)
    must_change_password: Mapped[bool] = mapped_column(default=False)
    failures: Mapped[int] = mapped_column(default=0)
    blocked_until: Mapped[dt.datetime | None] = mapped_column(default=None)
    last_sign_in: Mapped[dt.datetime | None] = mapped_column(default=None)


class NumberBook(Base):
    """The last number given out of one book in one Buddhist-era year; read under a lock."""

    __tablename__ = "number_book"

    book: Mapped[str] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int] = mapped_column(default=0)


class DatabaseInfo(Base):
    """Facts about the database itself: its id, and which program last migrated it."""

    __tablename__ = "database_info"

    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]
