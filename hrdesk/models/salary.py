"""Payrolls as they stood on a day, salary rounds over them, and each person's salary history."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from hrdesk.models.base import Base, Versioned

_NO_MONEY = Decimal(0)


class PayrollSnapshot(Versioned, Base):
    """The payroll of one scheme on 1 March or 1 September; frozen once a round stands on it.

    ``scheme``: step, contract or percentage. ``source`` is ``register`` or the name of the file.
    ``sha256`` is that of heads and salaries, empty until frozen.
    """

    __tablename__ = "payroll_snapshot"
    __table_args__ = (UniqueConstraint("scheme", "taken_on", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    scheme: Mapped[str]
    taken_on: Mapped[dt.date]
    number: Mapped[int] = mapped_column(default=1)
    source: Mapped[str]
    frozen_at: Mapped[dt.datetime | None] = mapped_column(default=None)
    frozen_by: Mapped[str] = mapped_column(default="")
    sha256: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class PayrollRow(Versioned, Base):
    """One person of a payroll: post and salary as of the day, and what decides the eligibility.

    ``ladder`` is the column of the salary table (or the level of the table of bases), ``group`` the
    quota group; ``special`` lists special cases; ``facts`` holds service months, leave, punishment
    and so on, which stay open to correction after the heads and the money are frozen.
    """

    __tablename__ = "payroll_row"
    __table_args__ = (UniqueConstraint("snapshot_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    snapshot_id: Mapped[int] = mapped_column(ForeignKey("payroll_snapshot.id"))
    line: Mapped[int]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[str]
    employment: Mapped[str]
    post_number: Mapped[str] = mapped_column(default="")
    post_title: Mapped[str] = mapped_column(default="")
    type: Mapped[str] = mapped_column(default="")
    level: Mapped[str] = mapped_column(default="")
    unit: Mapped[str] = mapped_column(default="")
    ladder: Mapped[str] = mapped_column(default="")
    group: Mapped[str] = mapped_column("quota_group", default="")
    salary: Mapped[Decimal]
    special: Mapped[list[Any]] = mapped_column(default=list)
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    note: Mapped[str] = mapped_column(default="")


class SalaryRound(Versioned, Base):
    """One salary round over a payroll, or a what-if copy of one (``copy_of_id`` and its ``name``).

    ``number`` 1 takes effect on 1 April, 2 on 1 October. ``earlier_id`` is the April round whose
    money and steps an October round takes into account. ``options`` holds what the scheme needs
    (table of bases, budget, per cents by level band). ``meeting`` holds the deciding meeting's day,
    number and minutes. ``state``: open, final or superseded.
    """

    __tablename__ = "salary_round"
    __table_args__ = (Index("ix_salary_round_scheme_year", "scheme", "year"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    scheme: Mapped[str]
    year: Mapped[int]
    number: Mapped[int]
    effective_on: Mapped[dt.date]
    law_day: Mapped[dt.date]
    snapshot_id: Mapped[int] = mapped_column(ForeignKey("payroll_snapshot.id"))
    earlier_id: Mapped[int | None] = mapped_column(ForeignKey("salary_round.id"), default=None)
    appraisal_round_id: Mapped[int | None] = mapped_column(
        ForeignKey("appraisal_round.id"), default=None
    )
    name: Mapped[str] = mapped_column(default="")
    copy_of_id: Mapped[int | None] = mapped_column(ForeignKey("salary_round.id"), default=None)
    options: Mapped[dict[str, Any]] = mapped_column(default=dict)
    committee_id: Mapped[int | None] = mapped_column(ForeignKey("committee.id"), default=None)
    meeting: Mapped[dict[str, Any]] = mapped_column(default=dict)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("case_file.id"), default=None)
    state: Mapped[str] = mapped_column(default="open")
    supersedes_id: Mapped[int | None] = mapped_column(ForeignKey("salary_round.id"), default=None)
    reason: Mapped[str] = mapped_column(default="")
    order_number: Mapped[str] = mapped_column(default="")
    order_dated: Mapped[dt.date | None] = mapped_column(default=None)
    paper_id: Mapped[int | None] = mapped_column(ForeignKey("issued_paper.id"), default=None)
    note: Mapped[str] = mapped_column(default="")


class SalaryChoice(Versioned, Base):
    """What was chosen for one person of a round: steps, or a per cent, as a decimal text."""

    __tablename__ = "salary_choice"
    __table_args__ = (UniqueConstraint("round_id", "row_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("salary_round.id"))
    row_id: Mapped[int] = mapped_column(ForeignKey("payroll_row.id"), index=True)
    amount: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
    chosen_by: Mapped[str] = mapped_column(default="")
    chosen_at: Mapped[dt.datetime]


class SalaryAward(Versioned, Base):
    """The salary of one entrant or serving person outside a round, worked out and then decided.

    ``kind``: qualification, prior or compensation. ``state``: draft or decided; a decided one never
    changes, its figures and explanation are kept as they were.
    """

    __tablename__ = "salary_award"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[str]
    effective_on: Mapped[dt.date]
    inputs: Mapped[dict[str, Any]]
    outputs: Mapped[dict[str, Any]] = mapped_column(default=dict)
    explanation: Mapped[dict[str, Any]] = mapped_column(default=dict)
    salary_before: Mapped[Decimal | None] = mapped_column(default=None)
    salary: Mapped[Decimal | None] = mapped_column(default=None)
    state: Mapped[str] = mapped_column(default="draft")
    order_number: Mapped[str] = mapped_column(default="")
    order_dated: Mapped[dt.date | None] = mapped_column(default=None)
    paper_id: Mapped[int | None] = mapped_column(ForeignKey("issued_paper.id"), default=None)
    run_id: Mapped[int | None] = mapped_column(ForeignKey("calculation_run.id"), default=None)
    note: Mapped[str] = mapped_column(default="")


class SalaryRecord(Base):
    """One dated line of a person's salary history; a corrected line names the one that replaced it.

    ``kind``: step, contract, percentage, qualification, prior, compensation or other.
    """

    __tablename__ = "salary_record"
    __table_args__ = (
        Index("ix_salary_record_person_id_effective_on", "person_id", "effective_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    effective_on: Mapped[dt.date]
    kind: Mapped[str]
    detail: Mapped[str] = mapped_column(default="")
    old_salary: Mapped[Decimal | None] = mapped_column(default=None)
    new_salary: Mapped[Decimal]
    special: Mapped[Decimal] = mapped_column(default=_NO_MONEY)
    order_number: Mapped[str] = mapped_column(default="")
    order_dated: Mapped[dt.date | None] = mapped_column(default=None)
    round_id: Mapped[int | None] = mapped_column(ForeignKey("salary_round.id"), default=None)
    run_id: Mapped[int | None] = mapped_column(ForeignKey("calculation_run.id"), default=None)
    superseded_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("salary_record.id"), default=None
    )
    note: Mapped[str] = mapped_column(default="")
    recorded_by: Mapped[str] = mapped_column(default="")
    recorded_at: Mapped[dt.datetime]
