"""Whether the committee that decided or screened a round is made up as its rule asks."""

from __future__ import annotations

import datetime as dt

from hrdesk.rules.lawbook import Law
from hrdesk.rules.refusal import Refused
from hrdesk.services.committees import MemberInput, check_composition, load_committee
from hrdesk.services.unit_of_work import UnitOfWork

STEP_RULE = "sao.step.committee"
APPRAISAL_RULE = "sao.appraisal.committee"


def committee_unfit(
    uow: UnitOfWork, committee_id: int | None, rule: str, law: Law, day: dt.date
) -> str:
    """Return in Thai, with the clause, in what a committee does not fit; checks no right.

    Empty where it fits, where there is none, and where the law has no such rule. Who sat on ``day``
    counts, whoever left later.

    # rule: sao.step.committee, sao.appraisal.committee
    """
    if committee_id is None or not law.has(rule):
        return ""
    committee = load_committee(uow, committee_id)
    seats = [
        MemberInput(
            name=member.name,
            role=member.role,
            type=member.type,
            level=member.level,
            office=member.office,
            same_series=member.same_series,
            in_hr=member.in_hr,
            related=member.related,
        )
        for member in committee.members
        if member.left_on is None or member.left_on > day
    ]
    try:
        check = check_composition(law, rule, committee.target_level, seats)
    except Refused as refusal:
        return f"ตรวจองค์ประกอบของ{committee.name}ไม่ได้: {refusal.message}"
    if check is None or check.fits:
        return ""
    source = " · ".join(
        f"{cited.instrument} {cited.clause}".strip()
        for cited in law.read(rule).explanation.citations
    )
    points = " · ".join(each.message for each in check.findings)
    return f"{committee.name} ยังไม่ตรงองค์ประกอบ: {points} ({source})"
