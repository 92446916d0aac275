"""What a person must hold beside the time: the position standard and added qualifications (doh)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from hrdesk.rules.dates import thai_date_short
from hrdesk.rules.explanation import Explanation
from hrdesk.rules.lawbook import Law


@dataclass(frozen=True, slots=True)
class Condition:
    """Something the post asks for; ``met`` is None until somebody has looked."""

    text: str
    met: bool | None


@dataclass(frozen=True, slots=True)
class Added(Condition):
    """A qualification that a commission added, with its resolution (doh.elig.extra)."""

    resolution: str
    dated: dt.date


@dataclass(frozen=True, slots=True)
class Qualification:
    """Whether all is met (None: not yet looked at), what is missing and what is to be looked at."""

    met: bool | None
    missing: tuple[str, ...]
    open: tuple[str, ...]
    explanation: Explanation


def qualification(
    law: Law, standard: Sequence[Condition], added: Sequence[Added] = ()
) -> Qualification:
    """The position standard with licence, degree or training (doh.elig.standard), and doh.elig.extra.

    One that is missing decides; without any conditions all is met.
    """
    base = law.read("doh.elig.standard").explanation
    more = law.read("doh.elig.extra").explanation
    conditions = (*standard, *added)
    missing = tuple(each.text for each in conditions if each.met is False)
    unseen = tuple(each.text for each in conditions if each.met is None)
    met = False if missing else None if unseen else True
    nodes = [
        base,
        *(_node("doh.elig.standard", each, "") for each in standard),
        *((more,) if added else ()),
        *(
            _node(
                "doh.elig.extra", each, f"มติ {each.resolution} ลงวันที่ {thai_date_short(each.dated)}"
            )
            for each in added
        ),
    ]
    return Qualification(
        met, missing, unseen,
        Explanation("doh.elig.standard", "คุณสมบัติของบุคคล", _said(met), children=tuple(nodes)),
    )  # fmt: skip


def _node(code: str, condition: Condition, formula: str) -> Explanation:
    return Explanation(code, condition.text, _said(condition.met), "", formula)


def _said(met: bool | None) -> str:
    if met is None:
        return "ยังไม่ได้ตรวจ"
    return "ครบ" if met else "ไม่ครบ"
