"""What follows from the work assessment: its four results, and the grade of the proposal."""

from __future__ import annotations

from dataclasses import dataclass

from hrdesk.rules.explanation import Explanation
from hrdesk.rules.lawbook import Law
from hrdesk.rules.refusal import Refused

_RESULTS = "doh.work.results"
_PROPOSAL = "doh.work.proposal"


@dataclass(frozen=True, slots=True)
class WorkResult:
    """A result of the committee: what it opens (``then``) and in how many months from its notice.

    ``then`` is ``order``, ``revise`` (then the order), ``committee`` (revised, then again to the
    committee) or ``selection`` (chosen anew); ``months`` is None where nothing is to be revised.
    """

    id: str
    label: str
    passed: bool
    months: int | None
    then: str
    then_label: str
    explanation: Explanation


def work_results(law: Law) -> tuple[WorkResult, ...]:
    """The four results in the order of the manual (doh.work.results)."""
    reading = law.read(_RESULTS)
    found = []
    for id_, each in reading.value.items():
        months = each["months"]
        formula = f"แก้ไขภายใน {months} เดือนนับจากวันที่แจ้งผล" if months else ""
        tree = Explanation(
            code=_RESULTS,
            label=each["label"],
            value=each["then_label"],
            formula=formula,
            children=(reading.explanation,),
        )
        found.append(
            WorkResult(
                id_, each["label"], each["passed"], months, each["then"], each["then_label"], tree
            )
        )
    return tuple(found)


def work_result(law: Law, id_: str) -> WorkResult:
    """One result by its id; raises Refused for an unknown one."""
    results = {each.id: each for each in work_results(law)}
    if id_ not in results:
        raise Refused(
            "unknown_code", f"ไม่รู้จักผลการประเมิน “{id_}” ใช้ได้: {', '.join(results)}", "result"
        )
    return results[id_]


@dataclass(frozen=True, slots=True)
class ProposalGrade:
    """A grade of the development proposal; ``then`` says what a proposal that fails needs."""

    id: str
    label: str
    passed: bool
    then: str
    explanation: Explanation


def proposal_grade(law: Law, id_: str) -> ProposalGrade:
    """The grade ``id_`` of the proposal (doh.work.proposal); raises Refused for an unknown one."""
    grades, aspects = law.read(_PROPOSAL), law.read(f"{_PROPOSAL}.aspects")
    if id_ not in grades.value:
        known = ", ".join(grades.value)
        raise Refused("unknown_code", f"ไม่รู้จักผลข้อเสนอแนวคิด “{id_}” ใช้ได้: {known}", "proposal")
    grade = grades.value[id_]
    tree = Explanation(
        code=_PROPOSAL,
        label=f"ข้อเสนอแนวคิด {grade['label']}",
        value=grade["passed"],
        formula=f"พิจารณา {' · '.join(aspects.value)}",
        children=(grades.explanation, aspects.explanation),
    )
    return ProposalGrade(id_, grade["label"], grade["passed"], grade.get("then", ""), tree)
