"""Steps of the local salary ladder: half steps up and down, and pay past the top of the ladder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from hrdesk.rules.explanation import Explanation, canonical, shown
from hrdesk.rules.lawbook import Law
from hrdesk.rules.refusal import Refused
from hrdesk.rules.salary.rounding import NOTHING, exact, per_cent
from hrdesk.rules.strict_yaml import DataFileError

_LADDERS = ("sao.step.ladder", "sao.step.ladder-permanent")
_STEP = "step"  # the heading of the column of steps
_HALF = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Ladder:
    """One column of the salary table: a salary in baht for each half step, lowest first."""

    name: str
    steps: tuple[Decimal, ...]
    salaries: tuple[Decimal, ...]
    source: Explanation

    @property
    def top(self) -> Decimal:
        """The highest salary of the ladder, in baht."""
        return self.salaries[-1]

    def index(self, salary: Decimal, person: str = "") -> int:
        """The place of a salary, 0 the lowest; raises Refused(salary_not_on_ladder)."""
        if exact(salary) not in self.salaries:
            whose = f"ของ{person}" if person else ""
            raise Refused(
                "salary_not_on_ladder",
                f"เงินเดือน {shown(salary)} บาท{whose} ไม่ตรงกับขั้นใดในบัญชี “{self.name}” "
                "ตรวจเงินเดือนหรือประเภทและระดับ",
                "salary",
            )
        return self.salaries.index(salary)

    def moved(self, salary: Decimal, steps: Decimal, person: str = "") -> tuple[int, Decimal]:
        """The place after ``steps`` (down when negative), and the steps that did not fit on top.

        Raises Refused(salary_not_on_ladder, below_ladder).
        """
        wanted = self.index(salary, person) + int(exact(steps) / _HALF)
        if wanted < 0:
            raise Refused("below_ladder", f"บัญชี “{self.name}” ไม่มีขั้นต่ำกว่านี้", "steps")
        reached = min(wanted, len(self.salaries) - 1)
        return reached, (wanted - reached) * _HALF


@dataclass(frozen=True, slots=True)
class StepRaise:
    """A salary after its steps; ``special`` is baht a month paid beside it past the top."""

    from_step: Decimal
    to_step: Decimal
    new_salary: Decimal
    special: Decimal
    explanation: Explanation


def ladder_names(law: Law) -> tuple[str, ...]:
    """The columns of the table of local officials, as ``hrdesk calc`` takes them."""
    rows = law.read(_LADDERS[0]).value
    return tuple(name for name in rows[0] if name != _STEP)


def read_ladder(law: Law, name: str) -> Ladder:
    """The ladder in force of that heading; raises Refused(unknown_ladder), NotInForce.

    A table that does not rise by half steps from one row to the next is a DataFileError.
    """
    for id_ in _LADDERS:
        reading = law.read(id_)
        if name in reading.value[0] and name != _STEP:
            steps, salaries = _column(law.parameter(id_).file, reading.value, name)
            return Ladder(name, steps, salaries, reading.explanation)
    known = ", ".join(ladder_names(law))
    raise Refused("unknown_ladder", f"ไม่รู้จักบัญชีเงินเดือน “{name}” ใช้ได้: {known}", "ladder")


def _column(
    file: str, rows: tuple[Mapping[str, str], ...], name: str
) -> tuple[tuple[Decimal, ...], tuple[Decimal, ...]]:
    filled = tuple(row for row in rows if row[name])
    if filled != rows[: len(filled)] or not filled:
        raise DataFileError(file, name, "an empty row inside the ladder")
    steps = tuple(Decimal(row[_STEP]) for row in filled)
    salaries = tuple(Decimal(row[name]) for row in filled)
    if any(after - before != _HALF for before, after in pairwise(steps)):
        raise DataFileError(file, _STEP, "the steps do not rise by half a step")
    if any(after <= before for before, after in pairwise(salaries)):
        raise DataFileError(file, name, "the ladder does not rise")
    return steps, salaries


def step_raise(
    ladder: Ladder, salary: Decimal, steps: Decimal, law: Law, person: str = ""
) -> StepRaise:
    """The salary after ``steps`` of one round (sao.step.moves, sao.step.ceiling).

    What fits on the ladder is taken, the rest is paid as special remuneration. Raises Refused.
    """
    moves = law.read("sao.step.moves")
    allowed = sorted({*moves.value["round_1"], *moves.value["round_2"]})
    if exact(steps) not in allowed:
        known = ", ".join(canonical(each) for each in allowed)
        raise Refused("steps_not_allowed", f"ครั้งหนึ่งเลื่อนได้ {known} ขั้น", "steps")
    start = ladder.index(salary, person)
    reached, rest = ladder.moved(salary, steps, person)
    new_salary = ladder.salaries[reached]
    special, paid = _special(ladder, rest, law)
    tree = Explanation(
        "sao.step.moves", "เงินเดือนหลังเลื่อนขั้น", new_salary, "บาท",
        f"ขั้น {canonical(ladder.steps[start])} เลื่อน {canonical(steps)} ขั้น "
        f"ถึงขั้น {canonical(ladder.steps[reached])}",
        children=(
            Explanation("sao.step.ladder", f"บัญชี {ladder.name}", None, children=(ladder.source,)),
            moves.explanation,
            *paid,
        ),
    )  # fmt: skip
    return StepRaise(ladder.steps[start], ladder.steps[reached], new_salary, special, tree)


def _special(ladder: Ladder, rest: Decimal, law: Law) -> tuple[Decimal, tuple[Explanation, ...]]:
    """The special remuneration for the steps past the top, and why."""
    if not rest:
        return NOTHING, ()
    rate = law.read("sao.step.ceiling", canonical(rest))
    special = per_cent(ladder.top, rate.value)
    why = Explanation(
        "sao.step.ceiling", "ค่าตอบแทนพิเศษ", special, "บาท",
        f"เกินขั้นสูงสุด {canonical(rest)} ขั้น: {shown(ladder.top)} × {canonical(rate.value)} / 100",
        children=(rate.explanation,),
    )  # fmt: skip
    return special, (why,)


def check_year(april: Decimal, october: Decimal, law: Law) -> Explanation:
    """Whether the steps of both rounds of a year may stand together; raises Refused."""
    moves = law.read("sao.step.moves")
    for where, steps, round_ in (("april", april, "round_1"), ("october", october, "round_2")):
        if exact(steps) not in moves.value[round_]:
            known = ", ".join(canonical(each) for each in moves.value[round_])
            raise Refused("steps_not_allowed", f"ครั้งนี้เลื่อนได้ {known} ขั้น", where)
    total, most = april + october, moves.value["year"]
    if total > most:
        message = f"รวมทั้งปี {canonical(total)} ขั้น เกิน {canonical(most)} ขั้น"
        raise Refused("too_many_steps", message, "october")
    label = "ขั้นที่เลื่อนรวมทั้งปี"
    return Explanation("sao.step.moves", label, total, "ขั้น", children=(moves.explanation,))
