"""The papers about one candidate of a meeting, from the register and the case; pure."""

from __future__ import annotations

from hrdesk.documents.form_layout import Person
from hrdesk.documents.papers.outlines import Outline
from hrdesk.documents.papers.qualification_check import QualificationCheck
from hrdesk.documents.papers.selection_qualification import SelectionQualification
from hrdesk.documents.papers.selection_works import SelectionWork, SelectionWorks
from hrdesk.documents.values import Signatory
from hrdesk.services.meeting_forms import post_of
from hrdesk.services.queries.meeting_papers import BookContest, MeetingBook
from hrdesk.services.queries.meetings import CandidateView


def qualification(
    book: MeetingBook, contest: BookContest, candidate: CandidateView
) -> QualificationCheck:
    """Return แบบ ๑ with what the register knows and what was found; the rest is left to tick."""
    facts, found = book.of_candidate(candidate.id), book.findings(candidate.id)
    return QualificationCheck(
        office=book.facts.office,
        person_name=candidate.name,
        position=candidate.post or facts.position,
        target_position=facts.target_position or post_of(contest.view),
        personal=facts.personal,
        education="\n".join(" ".join(part for part in each if part) for each in facts.degrees),
        service="\n".join(f"{since} – {until} {post}" for post, since, until in facts.service),
        licence=facts.licence,
        degree=found.degree,
        time=found.time,
        complete_on=found.complete_on,
        series=found.series,
        series_other=found.series_other,
        minimum=found.minimum,
        salary=found.salary,
        discipline=found.discipline,
        penalty=found.penalty,
        penalty_on=found.penalty_on,
        remark=found.remark,
        checked_by=_checker(book),
        form=book.forms.get("qualification_check"),
    )


def selection_1(
    book: MeetingBook, contest: BookContest, candidate: CandidateView
) -> SelectionQualification:
    """Return แบบ คส. ๑ with what the register knows and what was found."""
    facts, view = book.of_candidate(candidate.id), contest.view
    found = book.findings(candidate.id)
    return SelectionQualification(
        office=book.facts.office,
        person_name=candidate.name,
        position=candidate.post or facts.position,
        position_number=facts.position_number,
        unit=candidate.unit or facts.unit,
        in_level_since=facts.in_level_since,
        salary=facts.salary,
        target_position=facts.target_position or post_of(view),
        target_number=facts.target_number or view.post_number,
        target_unit=facts.target_unit or view.unit,
        degrees=facts.degrees,
        service=tuple((post, since, until, "") for post, since, until in facts.service),
        licence=facts.licence,
        discipline=found.discipline_note,
        checks=found.checks,
        verdict=found.verdict,
        remark=found.remark,
        checked_by=_checker(book),
        form=book.forms.get("selection_1"),
    )


def selection_3(
    book: MeetingBook, contest: BookContest, candidate: CandidateView
) -> SelectionWorks:
    """Return แบบ คส. ๓ with the works that the meeting knows."""
    facts, view = book.of_candidate(candidate.id), contest.view
    return SelectionWorks(
        office=book.facts.office,
        person_name=candidate.name,
        position=candidate.post or facts.position,
        unit=candidate.unit or facts.unit,
        target_position=facts.target_position or post_of(view),
        target_number=facts.target_number or view.post_number,
        works=tuple(SelectionWork(title) for title in candidate.works),
        form=book.forms.get("selection_3"),
    )


def outline(
    book: MeetingBook, contest: BookContest, candidate: CandidateView, kind: str, topic: str
) -> Outline:
    """Return the outline of one work or of the proposal, the rest left to write."""
    facts = book.of_candidate(candidate.id)
    return Outline(
        office=book.facts.office,
        kind=kind,
        person_name=candidate.name,
        position=candidate.post or facts.position,
        unit=candidate.unit or facts.unit,
        target_position=facts.target_position or post_of(contest.view),
        texts={"topic": topic} if topic else {},
        form=book.forms.get(kind),
    )


def _checker(book: MeetingBook) -> Person:
    signer = next(iter(book.facts.signatories), Signatory())
    return Person(signer.name, signer.post)
