"""What the queries of appraisal rounds answer."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from hrdesk.rules.appraisal import Staff
from hrdesk.rules.codes import Employment


@dataclass(frozen=True, slots=True)
class AppraisalResult:
    """What a salary round asks of an appraisal: total of 100, level's Thai name, acknowledged.

    ``score`` is None and ``level`` empty while somebody is not yet appraised.
    """

    score: Decimal | None
    level: str
    acknowledged: bool


@dataclass(frozen=True, slots=True)
class AppraisalRoundLine:
    """One round of the list, with how far it is: people, agreements, results, acknowledgements."""

    id: int
    version: int
    year: int
    number: int
    first: dt.date
    last: dt.date
    final: bool
    people: int
    agreed: int
    scored: int
    informed: int
    screened: int

    @property
    def title(self) -> str:
        """What the round is called."""
        return f"รอบที่ {self.number} ปีงบประมาณ {self.year}"


@dataclass(frozen=True, slots=True)
class AppraisalLine:
    """One person of a round; ``rank`` is among those of the same criteria, None without a total.

    ``detail`` tells for achievement and competency whether the agreement's lines give the total.
    ``frozen`` results are those the round was closed with.
    """

    id: int
    version: int
    person_id: int
    name: str
    post: str
    post_number: str
    unit: str
    staff: Staff
    appraiser_id: int | None
    appraiser: str
    appraiser_post: str
    has_agreement: bool
    agreed_on: dt.date | None
    achievement: Decimal | None
    competency: Decimal | None
    detail: tuple[bool, bool]
    total: Decimal | None
    level: str
    problem: str
    acknowledgement: str
    informed_on: dt.date | None
    witness: str
    screened: str
    screening_note: str
    imported_from: str
    rank: int | None
    tied: bool
    outstanding: bool


@dataclass(frozen=True, slots=True)
class RoundCounts:
    """How many of a round stand where; ``levels`` counts by level's Thai name, the best first."""

    people: int
    without_appraiser: int
    without_agreement: int
    without_result: int
    not_informed: int
    refused: int
    not_screened: int
    returned: int
    outstanding: int
    levels: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class AppraisalRun:
    """One closing of a round; ``intact`` is False where what is stored is not what was stored."""

    id: int
    number: int
    made_by: str
    made_at: dt.datetime
    reason: str
    sha256: str
    intact: bool


@dataclass(frozen=True, slots=True)
class AppraisalRoundView:
    """One round with its people by unit and name; ``hinders`` and ``doubts`` are Thai sentences.

    A round closes only when nothing hinders it; doubts ask for a reason. ``committee_note`` says in
    what the screening committee does not fit its rule, empty where it does. ``case_lender`` is
    whose procedure its matter borrows, empty where the office has one or the matter is open.
    """

    id: int
    version: int
    year: int
    number: int
    first: dt.date
    last: dt.date
    final: bool
    note: str
    committee_id: int | None
    committee: str
    case_id: int | None
    case_number: str
    screened_on: dt.date | None
    posted_on: dt.date | None
    lines: tuple[AppraisalLine, ...]
    counts: RoundCounts
    hinders: tuple[str, ...]
    doubts: tuple[str, ...]
    source: str
    runs: tuple[AppraisalRun, ...]
    committee_note: str
    case_lender: str

    @property
    def title(self) -> str:
        """What the round is called."""
        return f"รอบที่ {self.number} ปีงบประมาณ {self.year}"


@dataclass(frozen=True, slots=True)
class PersonToAdd:
    """Somebody of the register not yet in a round; ``staff`` None: no criteria held here fit."""

    id: int
    name: str
    post: str
    unit: str
    employment: Employment
    staff: Staff | None
