"""Where a round may start: what each would get by the order of results. Never a decision."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from hrdesk.rules.explanation import shown
from hrdesk.rules.lawbook import Law
from hrdesk.rules.salary.contract_round import contract_round_row
from hrdesk.rules.salary.percentage_round import PercentageOptions, percentage_row
from hrdesk.rules.salary.round_totals import Limits
from hrdesk.rules.salary.round_types import NO_MONEY, RoundPerson, RoundRow
from hrdesk.rules.salary.step_round import step_rules

_LEVELS = "sao.appraisal.official"
_OCTOBER = "๑ ตุลาคมไม่มีโควตาหนึ่งขั้น ข้อเสนอจึงให้ครึ่งขั้นแก่ทุกคนที่มีสิทธิ คณะกรรมการเพิ่มได้ภายในวงเงินพร้อมเหตุผล"


@dataclass(frozen=True, slots=True)
class Proposal:
    """The proposed steps or per cent by the person's id; ``notes`` say in Thai what stayed open."""

    amounts: Mapping[int, Decimal]
    notes: tuple[str, ...] = ()


def propose_step(
    people: Sequence[RoundPerson], rows: Sequence[RoundRow], law: Law, limits: Limits
) -> Proposal:
    """Full steps by the order of results while there are places, half a step to the others.

    Without the right, without a result, or with one of the lowest level nothing is proposed (the
    source sets no least level for a step). Those who share the score at which the places end all
    get half: which of them goes first is for the committee, and the notes say so.
    """
    rules = step_rules(law)
    amounts = dict.fromkeys((each.id for each in people), NO_MONEY)
    lowest = law.read(_LEVELS).value[0]["below"]
    by_group: dict[str, list[tuple[Decimal, int]]] = {}
    for person, row in zip(people, rows, strict=True):
        if not row.eligible or not row.allowed or person.score is None or person.score < lowest:
            continue
        by_group.setdefault(person.group, []).append((person.score, person.id))
        amounts[person.id] = min(rules.half, max(row.allowed))
    notes: list[str] = []
    for key, ranked in by_group.items():
        limit = limits.groups.get(key)
        if limit is None or limit.places is None:
            continue
        ranked.sort(key=lambda each: -each[0])
        taken, note = _placed(ranked, limit.places, limit.label)
        amounts |= dict.fromkeys(taken, rules.full)
        notes += note
    if limits.full is None:
        notes.append(_OCTOBER)
    return Proposal(amounts, tuple(notes))


def _placed(
    ranked: list[tuple[Decimal, int]], places: int, label: str
) -> tuple[list[int], list[str]]:
    """Who gets a full step, and what is said of equal scores at the end of the places."""
    if places >= len(ranked) or not places:
        return [id_ for _, id_ in ranked[:places]], []
    edge = ranked[places][0]  # the first who would not get one
    taken = [id_ for score, id_ in ranked[:places] if score > edge]
    if len(taken) == places:
        return taken, []
    tied = sum(score == edge for score, _ in ranked)
    return taken, [
        f"{label}: คะแนน {shown(edge)} เท่ากัน {tied} คน แต่เหลือโควตา {places - len(taken)} คน "
        "โปรแกรมจึงไม่เสนอผู้ใดในกลุ่มนี้ ให้คณะกรรมการเลือก"
    ]


def propose_contract(people: Sequence[RoundPerson], rows: Sequence[RoundRow], law: Law) -> Proposal:
    """The rate of each one's level (sao.raise.rate), none without the right or a result."""
    return Proposal(
        {
            person.id: _unchosen(person, row, lambda each: contract_round_row(each, law))
            for person, row in zip(people, rows, strict=True)
        }
    )


def propose_percentage(
    people: Sequence[RoundPerson],
    rows: Sequence[RoundRow],
    law: Law,
    options: PercentageOptions,
) -> Proposal:
    """The per cent of each one's level as the bands say."""
    amounts, without = {}, set()
    for person, row in zip(people, rows, strict=True):
        amounts[person.id] = _unchosen(person, row, lambda each: percentage_row(each, law, options))
        if row.eligible and person.level and person.level not in options.bands:
            without.add(person.level)
    notes = [f"ยังไม่ได้กำหนดร้อยละของระดับ{level}" for level in sorted(without)]
    return Proposal(amounts, tuple(notes))


def _unchosen(
    person: RoundPerson, row: RoundRow, compute: Callable[[RoundPerson], RoundRow]
) -> Decimal:
    """What the scheme gives without a choice; computed anew only for whom something was chosen."""
    if person.choice is not None:
        row = compute(replace(person, choice=None))
    return NO_MONEY if row.problem else row.choice
