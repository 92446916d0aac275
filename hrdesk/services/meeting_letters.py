"""The numbered papers of a meeting: invitation, announcement, letters to candidates, as drafts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace

from hrdesk.models import IssuedPaper
from hrdesk.rules.dates import thai_date_short
from hrdesk.rules.explanation import shown
from hrdesk.services.access import Right, require
from hrdesk.services.changes import Change, Result, changed
from hrdesk.services.errors import DomainError
from hrdesk.services.meeting_forms import post_of
from hrdesk.services.meeting_papers import letter_line
from hrdesk.services.minutes import drafted
from hrdesk.services.paper_drafts import CELL, PaperDraft, with_values
from hrdesk.services.papers import (
    PaperOptions,
    prepare_office_paper,
    prepare_paper,
    prepare_text_paper,
)
from hrdesk.services.queries.meeting_papers import (
    BookContest,
    MeetingBook,
    meeting_book,
    note_papers,
)
from hrdesk.services.queries.results import ResultRow
from hrdesk.services.unit_of_work import UnitOfWork

_USUAL = PaperOptions()
INVITATION, ANNOUNCEMENT, LETTER = "invitation", "announcement", "person_notice"


def prepare_meeting_letter(
    uow: UnitOfWork,
    meeting_id: int,
    kind: str,
    contest_id: int | None = None,
    candidate_id: int | None = None,
    options: PaperOptions = _USUAL,
) -> Result[PaperDraft]:
    """Return a draft filled from the meeting, to be looked at, numbered and issued.

    Once it is issued the meeting keeps its number and day with the line of its papers.

    Errors: ``not_found`` for a contest or candidate that is not the meeting's or has no result.
    """
    require(uow.actor, Right.WORK_MEETINGS)
    require(uow.actor, Right.ISSUE_PAPERS)
    book = meeting_book(uow, meeting_id)
    draft = _draft(uow, book, kind, contest_id, candidate_id, options)
    line = letter_line(kind, contest_id, candidate_id)
    return Result(replace(draft, then=_noting(draft.then, meeting_id, line)), frozenset())


Then = Callable[[UnitOfWork, IssuedPaper], frozenset[Change]]


def _noting(then: Then | None, meeting_id: int, line: str) -> Then:
    """Note an issued paper with its meeting, after whatever else its issuing does."""

    def noted(uow: UnitOfWork, row: IssuedPaper) -> frozenset[Change]:
        touched = then(uow, row) if then is not None else frozenset()
        note_papers(uow, meeting_id, line, [row.id], 1)
        return touched | changed(("meeting", meeting_id))

    return noted


def _draft(
    uow: UnitOfWork,
    book: MeetingBook,
    kind: str,
    contest_id: int | None,
    candidate_id: int | None,
    options: PaperOptions,
) -> PaperDraft:
    if kind == INVITATION:
        made = prepare_office_paper(uow, INVITATION, "committee", options).value
        return _filled(made, _invitation(book))
    contest = next((each for each in book.contests if each.view.id == contest_id), None)
    if contest is None or contest.result is None:
        raise DomainError("not_found")
    if kind == ANNOUNCEMENT:
        work = contest.view.kind == "work"
        variant = "assessment_result" if work else "selected"
        made = prepare_office_paper(uow, ANNOUNCEMENT, variant, options).value
        return _filled(made, _announcement(book, contest))
    row = next((each for each in contest.result.rows if each.candidate_id == candidate_id), None)
    if kind != LETTER or row is None:
        raise DomainError("not_found")
    return _letter(uow, book, contest, row, options)


def _letter(
    uow: UnitOfWork,
    book: MeetingBook,
    contest: BookContest,
    row: ResultRow,
    options: PaperOptions,
) -> PaperDraft:
    variant = "selected" if row.chosen else "result"
    if row.case_id is not None:
        made = prepare_paper(uow, row.case_id, LETTER, options, variant).value
    else:
        made = prepare_text_paper(uow, LETTER, variant, options)
    values = {
        "to": row.name,
        "person_name": row.name,
        "values.target_position": _target(book, contest, row),
        "values.committee": book.detail.committee,
        "values.meeting_number": book.number,
        "values.meeting_on": _day(book.detail.held_on),
        "values.result": _result(contest, row),
    }
    return _filled(made, values)


def _filled(draft: PaperDraft, values: Mapping[str, str]) -> PaperDraft:
    """Put in what the draft asks for and does not know yet."""
    asked = {field.name: field.value for field in draft.editable}
    return with_values(
        draft,
        {name: text for name, text in values.items() if text and not asked.get(name, text).strip()},
    )


def _invitation(book: MeetingBook) -> dict[str, str]:
    detail = book.detail
    matters = ", ".join(contest.view.title for contest in book.contests)
    starts = f"{detail.starts_at.replace(':', '.')} น." if detail.starts_at else ""
    return {
        "to": "กรรมการทุกท่าน",
        "agenda": "\n".join(section.heading for section in drafted(book).sections),
        "values.committee": detail.committee,
        "values.meeting_number": book.number,
        "values.meeting_on": _day(detail.held_on),
        "values.meeting_time": starts,
        "values.meeting_place": detail.place,
        "values.purpose": f"พิจารณา{matters}" if matters else "",
    }


def _announcement(book: MeetingBook, contest: BookContest) -> dict[str, str]:
    assert contest.result is not None
    work = contest.view.kind == "work"
    views = {each.id: each for each in contest.view.candidates}
    passed = {each.id for each in contest.result.work_results if each.passed}
    told = [
        row for row in contest.result.rows if (row.work_result in passed if work else row.chosen)
    ]
    lines = []
    for row in told:
        facts, view = book.of_candidate(row.candidate_id), views[row.candidate_id]
        cells = (
            row.name,
            "",
            row.post or facts.position,
            row.unit or facts.unit,
            _target(book, contest, row),
            ", ".join(view.works),
            _result(contest, row) if work else "",
        )
        lines.append(f" {CELL} ".join(cell.replace(CELL, "/") for cell in cells))
    return {"people": "\n".join(lines), "values.count": str(len(told))}


def _target(book: MeetingBook, contest: BookContest, row: ResultRow) -> str:
    return book.of_candidate(row.candidate_id).target_position or post_of(contest.view)


def _result(contest: BookContest, row: ResultRow) -> str:
    if contest.view.kind == "work" and contest.result is not None:
        labels = {each.id: each.label for each in contest.result.work_results}
        return labels.get(row.work_result, "")
    if row.chosen:
        return "ได้รับการคัดเลือก"
    percent = f" (ร้อยละ {shown(row.percent)})" if row.percent is not None else ""
    return f"ไม่ได้รับการคัดเลือก{percent}"


def _day(day: dt.date) -> str:
    return thai_date_short(day)
