"""The stages of one salary round, in the order in which they are worked through.

A stage's class is called with the context and the page's board (``salary.board``), or, for a stage
that reads for itself, with the round's id. It is a widget with ``refresh()``; it may name in
``kinds`` the changes after which it is read again, and hold in ``actions_made`` the actions whose
keys answer while it is open.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any, NamedTuple


class StagePlace(NamedTuple):
    """One stage: its name in routes, its Thai title, where its class lies, what it is given."""

    name: str
    title: str
    factory: str
    own_reading: bool = False

    def there(self) -> bool:
        """Tell whether the stage's module is part of this program."""
        return find_spec(self.factory.partition(":")[0]) is not None

    def load(self) -> Any:
        """Import the stage's class."""
        module, name = self.factory.split(":")
        return getattr(import_module(module), name)


_HERE = "hrdesk.ui.pages.salary"
STAGES = (
    StagePlace("payroll", "๑ บัญชีถือจ่าย", f"{_HERE}.payroll_stage:PayrollStage"),
    StagePlace("eligible", "๒ สิทธิ", f"{_HERE}.eligible_stage:EligibleStage"),
    StagePlace("allocate", "๓ จัดสรร", f"{_HERE}.allocate_stage:AllocateStage"),
    StagePlace("check", "๔ ตรวจ", f"{_HERE}.check_stage:CheckStage"),
    StagePlace("decide", "๕ อนุมัติ", f"{_HERE}.decide_stage:DecideStage"),
    StagePlace("papers", "๖ คำสั่ง", f"{_HERE}.papers_stage:PapersStage", own_reading=True),
)


def stage_places() -> tuple[StagePlace, ...]:
    """Return the stages that this program has."""
    return tuple(place for place in STAGES if place.there())
