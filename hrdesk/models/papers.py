"""Papers: templates of the office, numbers given out of books, papers issued, batches."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from hrdesk.models.base import Base, Versioned


class PaperTemplate(Versioned, Base):
    """One version of the office's own text of a kind of paper; a released one never changes."""

    __tablename__ = "paper_template"
    __table_args__ = (UniqueConstraint("name", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    number: Mapped[int]
    text: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
    edited_by: Mapped[str]
    edited_at: Mapped[dt.datetime]
    released_by: Mapped[str] = mapped_column(default="")
    released_at: Mapped[dt.datetime | None] = mapped_column(default=None)


class IssuedNumber(Versioned, Base):
    """One number of a book: taken in the transaction that issued its paper, voided, never reused."""

    __tablename__ = "issued_number"
    __table_args__ = (
        UniqueConstraint("book", "year", "number"),
        Index("ix_issued_number_case_id", "case_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    book: Mapped[str]
    year: Mapped[int]
    number: Mapped[int]
    shown: Mapped[str]
    title: Mapped[str]
    addressee: Mapped[str] = mapped_column(default="")
    dated: Mapped[dt.date]
    case_id: Mapped[int | None] = mapped_column(ForeignKey("case_file.id"), default=None)
    search_text: Mapped[str] = mapped_column(default="")
    issued_by: Mapped[str]
    issued_at: Mapped[dt.datetime]
    voided_by: Mapped[str] = mapped_column(default="")
    voided_at: Mapped[dt.datetime | None] = mapped_column(default=None)
    void_reason: Mapped[str] = mapped_column(default="")


class PaperBatch(Base):
    """Papers of one kind made for many people in one run."""

    __tablename__ = "paper_batch"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    title: Mapped[str]
    count: Mapped[int]
    made_by: Mapped[str]
    made_at: Mapped[dt.datetime]


class IssuedPaper(Base):
    """A paper printed or saved, exactly as it was, with the hash of its bytes.

    ``people`` are the rows of its annex, so that a correction can name the ones it replaces;
    ``replaces_id`` is the order that this one corrects or cancels.
    """

    __tablename__ = "issued_paper"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int | None] = mapped_column(
        ForeignKey("case_file.id"), default=None, index=True
    )
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), default=None)
    batch_id: Mapped[int | None] = mapped_column(
        ForeignKey("paper_batch.id"), default=None, index=True
    )
    number_id: Mapped[int | None] = mapped_column(
        ForeignKey("issued_number.id"), default=None, index=True
    )
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("issued_paper.id"), default=None)
    kind: Mapped[str]
    template: Mapped[str] = mapped_column(default="")
    title: Mapped[str]
    number: Mapped[str] = mapped_column(default="")
    dated: Mapped[dt.date | None] = mapped_column(default=None)
    fields: Mapped[dict[str, Any]] = mapped_column(default=dict)
    people: Mapped[list[Any]] = mapped_column(default=list)
    content: Mapped[bytes] = mapped_column(deferred=True)
    sha256: Mapped[str]
    made_by: Mapped[str]
    made_at: Mapped[dt.datetime]
