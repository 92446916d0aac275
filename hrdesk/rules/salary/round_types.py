"""What a salary round is told of each person, and what it gives back: rows and totals."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from hrdesk.rules.explanation import Explanation

NO_MONEY = Decimal(0)


@dataclass(frozen=True, slots=True)
class RoundPerson:
    """One person of a payroll, as the round sees them; money in baht a month.

    ``ladder`` is the column of the salary table, or the level of the table of bases. ``score`` is
    the appraisal's total of 100, None while unknown; ``level`` its level's Thai name. ``facts`` are
    those of the payroll row (``hrdesk.services.payroll_facts``). ``earlier`` is the steps of April,
    None where April is unknown or does not matter. ``choice`` is steps, or a per cent; None while
    nothing was chosen.
    """

    id: int
    name: str
    group: str
    unit: str
    ladder: str
    salary: Decimal
    score: Decimal | None = None
    level: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    earlier: Decimal | None = None
    choice: Decimal | None = None


@dataclass(frozen=True, slots=True)
class RoundRow:
    """What one person gets of a round.

    ``choice`` is what counts: the chosen one, or what the scheme gives without one. ``allowed``
    are the choices that may be made, empty where it is a per cent. ``unmet`` are the conditions not
    met and ``problem`` what makes a figure impossible (a salary off the ladder, a choice above the
    cap), both in Thai; with a problem nothing is raised. ``base`` is the base of a percentage raise.
    ``explain`` builds the tree when it is asked for.
    """

    id: int
    group: str
    unit: str
    eligible: bool
    unmet: tuple[str, ...]
    needs: tuple[str, ...]
    problem: str
    allowed: tuple[Decimal, ...]
    choice: Decimal
    base: Decimal | None
    salary: Decimal
    raised: Decimal
    special: Decimal
    new_salary: Decimal
    from_step: str
    to_step: str
    explain: Callable[[], Explanation]


@dataclass(frozen=True, slots=True)
class Share:
    """The account of one group, one unit, or all; ``None`` where the scheme sets no limit.

    ``places`` are full-step places of April and ``placed`` those used; ``budget`` is the money the
    round may use and ``spent`` what it uses, ``special`` of it beside the ladder; baht a month.
    ``by_choice`` counts the heads by what they get.
    """

    key: str
    label: str
    heads: int
    payroll: Decimal
    places: int | None
    placed: int
    budget: Decimal | None
    spent: Decimal
    special: Decimal
    by_choice: Mapping[Decimal, int]
    explanation: Explanation | None = None

    @property
    def places_left(self) -> int | None:
        """Places not used, below nothing when too many were given."""
        return None if self.places is None else self.places - self.placed

    @property
    def left(self) -> Decimal | None:
        """Money not used, below nothing when over."""
        return None if self.budget is None else self.budget - self.spent

    @property
    def over(self) -> bool:
        """Whether places or money are exceeded."""
        places = self.places_left
        return (places is not None and places < 0) or self.money_over

    @property
    def money_over(self) -> bool:
        """Whether what is used is too much; where nothing is, an earlier raise used it up."""
        return self.left is not None and self.left < 0 < self.spent


@dataclass(frozen=True, slots=True)
class RoundTotals:
    """The accounts by group, by unit, and of all; ``whole`` is the sum of rounded places."""

    groups: Mapping[str, Share]
    units: Mapping[str, Share]
    whole: Share
