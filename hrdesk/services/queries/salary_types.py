"""What is read of salary rounds: the list, one round with its rows and totals, copies side by side."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from hrdesk.rules.codes import CaseType
from hrdesk.rules.salary.round_totals import Limits
from hrdesk.rules.salary.round_types import RoundPerson, RoundRow, RoundTotals


@dataclass(frozen=True, slots=True)
class RoundLine:
    """One round of the list, with its what-if copies; money in baht a month.

    ``spent`` and ``budget`` are None where they could not be computed; ``over`` tells whether
    places or money are exceeded, in all or in a group; ``problem`` says in Thai what hinders
    reading it.
    """

    id: int
    version: int
    scheme: str
    year: int
    number: int
    effective_on: dt.date
    name: str
    state: str
    snapshot_id: int
    appraisal_round_id: int | None
    heads: int
    spent: Decimal | None
    budget: Decimal | None
    over: bool
    problem: str
    order_number: str
    supersedes_id: int | None
    copies: tuple[RoundLine, ...] = ()


@dataclass(frozen=True, slots=True)
class RoundMeeting:
    """The committee's meeting that decided a round; ``minutes`` is the text of its resolution."""

    held_on: dt.date | None
    number: str = ""
    minutes: str = ""
    committee_id: int | None = None


@dataclass(frozen=True, slots=True)
class LineOfRound:
    """One person of a round, beside the row of the same place.

    ``april`` is the steps of 1 April, None where unknown or without meaning. ``proposal`` is steps
    or a per cent, a start and never a decision. ``chosen`` is what was chosen, None while nothing
    was; ``outside_proposal`` tells that it differs from the proposal and so needs ``reason``.
    ``special`` are keys of ``hrdesk.services.payroll_facts.SPECIAL``.
    """

    row_id: int
    line: int
    person_id: int
    name: str
    employment: str
    post_number: str
    post_title: str
    type: str
    level: str
    unit: str
    score: Decimal | None
    appraisal_level: str
    april: Decimal | None
    proposal: Decimal
    chosen: Decimal | None
    reason: str
    choice_version: int | None
    outside_proposal: bool
    special: tuple[str, ...]
    facts: Mapping[str, Any]
    row_version: int
    note: str


@dataclass(frozen=True, slots=True)
class LawOfRound:
    """The law a round stands on; ``borrowed`` where it is another agency's, ``notes`` in Thai.

    ``notes`` say what the officer must know of it, as a table that is not the one in force.
    """

    law_set: str
    version: str
    hash: str
    day: dt.date
    borrowed: bool
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of people beside the payroll, and hinders making a round final; in Thai.

    ``problems`` stand whatever is chosen. ``unraised`` are people by payroll row whom it would be
    wrong to raise, under what is said of them and what is to be done.
    """

    problems: tuple[str, ...] = ()
    unraised: Mapping[tuple[str, str], Mapping[int, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RoundView:
    """One round as it stands; a final one as it was made final.

    ``people``, ``rows`` and ``lines`` stand in one order, that of the payroll; ``places`` finds a
    payroll row's place in them. ``problems`` hinder making it final, ``notes`` only inform, both in
    Thai. ``open_places`` are the full-step places left of each group (below nothing when over).
    ``committee_note`` says in what the committee does not fit its rule, empty where it does.
    ``standing`` is what speaks against its people beside the payroll.
    ``limits`` is what totals are computed against; ``run_id`` the kept result of a final round;
    ``case_id`` and ``case_number`` the matter whose steps it walks;
    ``case_kind`` what kind that is (None: the scheme has no steps), ``case_lender`` whose procedure
    it borrows, empty where the office has one or the matter is open. ``overtaken`` tells a final
    October in Thai that its April was corrected since.
    """

    id: int
    version: int
    scheme: str
    year: int
    number: int
    effective_on: dt.date
    name: str
    state: str
    copy_of_id: int | None
    snapshot_id: int
    snapshot_taken_on: dt.date
    appraisal_round_id: int | None
    earlier_id: int | None
    committee_id: int | None
    supersedes_id: int | None
    reason: str
    options: Mapping[str, Any]
    meeting: RoundMeeting | None
    order_number: str
    order_dated: dt.date | None
    paper_id: int | None
    law: LawOfRound
    people: tuple[RoundPerson, ...]
    rows: tuple[RoundRow, ...]
    lines: tuple[LineOfRound, ...]
    places: Mapping[int, int]
    totals: RoundTotals
    limits: Limits
    problems: tuple[str, ...]
    notes: tuple[str, ...]
    open_places: Mapping[str, int]
    committee_note: str
    run_id: int | None
    case_id: int | None
    case_number: str
    case_kind: CaseType | None
    case_lender: str
    standing: Standing = Standing()
    overtaken: str = ""


@dataclass(frozen=True, slots=True)
class ChoiceDone:
    """What one choice led to; ``choice_version`` is None where there is no choice any more."""

    row: RoundRow
    choice_version: int | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RoundCompared:
    """One of several rounds side by side; ``changed`` are the rows that differ from the first."""

    id: int
    name: str
    state: str
    totals: RoundTotals
    options: Mapping[str, Any]
    problems: tuple[str, ...]
    changed: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class KeptRun:
    """One kept result of a round; ``intact`` is False where it is not what was stored."""

    id: int
    round_id: int
    number: int
    made_by: str
    made_at: dt.datetime
    reason: str
    law: str
    sha256: str
    intact: bool
    superseded: bool
