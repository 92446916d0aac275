"""The order that appoints a committee, made from its seats."""

from __future__ import annotations

from collections.abc import Mapping

from hrdesk.services.access import Right, require
from hrdesk.services.changes import Result
from hrdesk.services.committees import CommitteeKind, load_committee
from hrdesk.services.paper_drafts import CELL, PaperDraft, with_values
from hrdesk.services.papers import PaperOptions, prepare_office_paper, variants_of
from hrdesk.services.unit_of_work import UnitOfWork

_TEXTS = {
    CommitteeKind.WORK_ASSESSMENT: "work_assessment",
    CommitteeKind.SCREENING: "screening",
    CommitteeKind.SELECTION: "selection",
    CommitteeKind.PROBATION: "probation",
    CommitteeKind.APPRAISAL: "appraisal",
    CommitteeKind.STEP_INCREASE: "step_increase",
}
_FREE = "free"
_ROLES = {"chair": "ประธานกรรมการ", "member": "กรรมการ", "secretary": "เลขานุการ"}


def prepare_committee_order(
    uow: UnitOfWork, committee_id: int, options: PaperOptions
) -> Result[PaperDraft]:
    """Return a draft of the order that appoints a committee, its seats filled in.

    The text is that of the committee's kind, or the free one; its number comes from the book.
    """
    require(uow.actor, Right.WORK_MEETINGS)
    committee = load_committee(uow, committee_id)
    wanted = _TEXTS.get(CommitteeKind(committee.kind), _FREE)
    known = {variant.key for variant in variants_of("committee_order")}
    draft = prepare_office_paper(
        uow, "committee_order", wanted if wanted in known else _FREE, options
    ).value
    seats = "\n".join(
        f"{member.name} {CELL} {member.post} {CELL} {_ROLES.get(member.role, member.role)}"
        for member in committee.members
        if member.left_on is None
    )
    return Result(_filled(draft, {"seats": seats, "values.committee": committee.name}), frozenset())


def _filled(draft: PaperDraft, values: Mapping[str, str]) -> PaperDraft:
    """Put in what the text asks for; an office's own text may ask for less."""
    asked = {field.name for field in draft.editable}
    return with_values(
        draft, {name: text for name, text in values.items() if name in asked and text}
    )
