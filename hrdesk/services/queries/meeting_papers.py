"""All that the papers of one meeting draw on, read once and free of the database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from hrdesk.documents.forms import Form
from hrdesk.models import AuditEntry, Case, IssuedPaper, Meeting, Person, ServiceRun
from hrdesk.rules.dates import PartialDate, thai_date_short
from hrdesk.rules.names import titled
from hrdesk.rules.refusal import Refused
from hrdesk.services.access import Right, require
from hrdesk.services.errors import DomainError
from hrdesk.services.findings import NOTHING_FOUND, Findings, findings_of, stored_findings
from hrdesk.services.form_definitions import forms_in_use
from hrdesk.services.minutes import MinutesText, stored_minutes
from hrdesk.services.paper_data import OfficeFacts, office_facts, position_text
from hrdesk.services.people_stored import database_id
from hrdesk.services.posts import shown_number
from hrdesk.services.queries.contest_setup import OutletChoice, outlet_choices
from hrdesk.services.queries.meetings import ContestView, MeetingDetail, meeting_detail
from hrdesk.services.queries.results import FinalResult, ResultView, final_result, result_view
from hrdesk.services.queries.scores import ContestGrid, contest_grid
from hrdesk.services.queries.standing import case_standing
from hrdesk.services.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class CandidateFacts:
    """What the register and the case know of one candidate, every text as it is printed."""

    case_id: int | None = None
    person_id: int | None = None
    case_number: str = ""
    position: str = ""
    position_number: str = ""
    unit: str = ""
    personal: str = ""
    in_level_since: str = ""
    salary: str = ""
    licence: str = ""
    degrees: tuple[tuple[str, str, str], ...] = ()
    service: tuple[tuple[str, str, str], ...] = ()
    target_position: str = ""
    target_number: str = ""
    target_unit: str = ""


NOTHING_KNOWN = CandidateFacts()
NOTED = "meeting.papers_kept"
"""The act noted with a meeting when papers of one line were kept, or one was issued."""


@dataclass(frozen=True, slots=True)
class PaperMark:
    """What was last kept or issued of one line: how many papers, when, by whom, which number."""

    count: int
    at: dt.datetime
    by: str
    number: str = ""
    dated: dt.date | None = None


@dataclass(frozen=True, slots=True)
class BookContest:
    """One contest with its points and result; ``grid`` and ``result`` None where the law refuses."""

    view: ContestView
    grid: ContestGrid | None
    result: ResultView | None
    final: FinalResult | None
    outlets: tuple[OutletChoice, ...]


@dataclass(frozen=True, slots=True)
class MeetingBook:
    """A meeting with all that its papers need; ``forms`` are the office's own versions by key.

    ``found`` is what the program finds of the candidates' qualifications, ``corrected`` what an
    officer put in its place.
    """

    facts: OfficeFacts
    detail: MeetingDetail
    contests: tuple[BookContest, ...]
    people: Mapping[int, CandidateFacts]
    minutes: MinutesText | None
    forms: Mapping[str, Form] = field(default_factory=dict)
    database_id: str = ""
    marks: Mapping[str, PaperMark] = field(default_factory=dict)
    found: Mapping[int, Findings] = field(default_factory=dict)
    corrected: Mapping[int, Findings] = field(default_factory=dict)

    @property
    def number(self) -> str:
        """The meeting's number in its year, as printed."""
        return f"{self.detail.number}/{self.detail.year}"

    def findings(self, candidate_id: int) -> Findings:
        """Return what is found of a candidate: the officer's word, else the program's."""
        own = self.corrected.get(candidate_id)
        return own if own is not None else self.found.get(candidate_id, NOTHING_FOUND)

    def of_candidate(self, candidate_id: int) -> CandidateFacts:
        """Return what is known of a candidate; nothing of one who is only typed."""
        return self.people.get(candidate_id, NOTHING_KNOWN)


def meeting_book(uow: UnitOfWork, meeting_id: int) -> MeetingBook:
    """Return the whole of a meeting for its papers; raises ``not_found``, ``office_missing``."""
    require(uow.actor, Right.WORK_MEETINGS)
    detail = meeting_detail(uow, meeting_id)
    meeting = uow.session.get_one(Meeting, meeting_id)
    return MeetingBook(
        facts=office_facts(uow),
        detail=detail,
        contests=tuple(_contest(uow, view) for view in detail.contests),
        people=_people(uow, detail),
        minutes=stored_minutes(meeting),
        forms=forms_in_use(uow),
        database_id=database_id(uow),
        marks=paper_marks(uow, meeting_id),
        found=_found(uow, detail),
        corrected=stored_findings(meeting),
    )


def _found(uow: UnitOfWork, detail: MeetingDetail) -> Mapping[int, Findings]:
    """What the cases' standing says; nothing of one without a case that may be seen."""
    found = {}
    for contest in detail.contests:
        if contest.kind != "person":  # the forms with findings are theirs alone
            continue
        for each in contest.candidates:
            if each.case_id is None or each.withdrawn:
                continue
            try:
                found[each.id] = findings_of(case_standing(uow, each.case_id).view)
            except (DomainError, Refused):
                continue
    return found


def paper_marks(uow: UnitOfWork, meeting_id: int) -> Mapping[str, PaperMark]:
    """Return by line what was last kept or issued of it."""
    entries = uow.session.scalars(
        select(AuditEntry)
        .where(
            AuditEntry.entity == "meeting",
            AuditEntry.entity_id == meeting_id,
            AuditEntry.action == NOTED,
        )
        .order_by(AuditEntry.id)
    )
    last = {str(entry.changes["line"][1]): entry for entry in entries}
    ids = {row_id: [int(id_) for id_ in entry.changes["ids"][1]] for row_id, entry in last.items()}
    papers = {
        row.id: row
        for row in uow.session.scalars(
            select(IssuedPaper).where(
                IssuedPaper.id.in_([id_ for each in ids.values() for id_ in each])
            )
        )
    }
    found = {}
    for row_id, entry in last.items():
        first = papers.get(ids[row_id][0]) if ids[row_id] else None
        found[row_id] = PaperMark(
            int(entry.changes["count"][1]),
            entry.at,
            entry.user_name,
            first.number if first is not None else "",
            first.dated if first is not None else None,
        )
    return found


def note_papers(
    uow: UnitOfWork, meeting_id: int, line: str, ids: Sequence[int], count: int
) -> None:
    """Note with a meeting that ``count`` papers of a line were kept; ``ids`` name their rows."""
    uow.audit(
        NOTED, "meeting", meeting_id,
        changes={"line": (None, line), "count": (None, count), "ids": (None, list(ids))},
    )  # fmt: skip


def _contest(uow: UnitOfWork, view: ContestView) -> BookContest:
    try:
        grid = contest_grid(uow, view.id)
        result = result_view(uow, view.id)
    except Refused:  # its scheme is told where the contest is set up
        return BookContest(view, None, None, None, ())
    run = next((run for run in result.runs if not run.superseded), None) if view.final else None
    final = final_result(uow, run.id) if run is not None and run.intact else None
    outlets = outlet_choices(uow, view.id) if view.kind == "work" else ()
    return BookContest(view, grid, result, final, outlets)


def _people(uow: UnitOfWork, detail: MeetingDetail) -> Mapping[int, CandidateFacts]:
    candidates = [each for contest in detail.contests for each in contest.candidates]
    case_ids = {each.case_id for each in candidates if each.case_id is not None}
    cases = {row.id: row for row in uow.session.scalars(select(Case).where(Case.id.in_(case_ids)))}
    person_ids = {each.person_id for each in candidates} | {
        case.person_id for case in cases.values()
    }
    people = {
        row.id: row
        for row in uow.session.scalars(
            select(Person)
            .where(Person.id.in_(each for each in person_ids if each is not None))
            .options(
                selectinload(Person.post),
                selectinload(Person.degrees),
                selectinload(Person.service_runs),
            )
        )
    }
    found = {}
    for each in candidates:
        case = cases.get(each.case_id) if each.case_id is not None else None
        person_id = each.person_id or (case.person_id if case is not None else None)
        person = people.get(person_id) if person_id is not None else None
        found[each.id] = _facts(case, person)
    return found


def _facts(case: Case | None, person: Person | None) -> CandidateFacts:
    target = {key: str(value) for key, value in case.target.items()} if case is not None else {}
    post = person.post if person is not None else None
    return CandidateFacts(
        case_id=case.id if case is not None else None,
        person_id=person.id if person is not None else None,
        case_number=f"{case.number}/{case.year}" if case is not None else "",
        position=position_text(post),
        position_number=shown_number(post.number) if post is not None else "",
        unit=post.unit if post is not None else "",
        personal=_born(person),
        in_level_since=_day(person.in_level_since) if person is not None else "",
        salary=_money(person.salary) if person is not None else "",
        licence=person.licence if person is not None else "",
        degrees=tuple(
            (
                f"{each.name} ({each.major})" if each.major else each.name,
                each.institution,
                _year(each.graduated_on),
            )
            for each in (person.degrees if person is not None else ())
        ),
        service=tuple(_run(run) for run in (person.service_runs if person is not None else ())),
        target_position=titled(target.get("title", ""), target.get("level", "")),
        target_number=target.get("number", ""),
        target_unit=target.get("unit", ""),
    )


def _run(run: ServiceRun) -> tuple[str, str, str]:
    """Return a stretch of service: post with unit, from, to."""
    post = " ".join(part for part in (titled(run.title, run.level), run.unit) if part)
    return post, _day(run.started_on), _day(run.ended_on) or "ปัจจุบัน"


def _born(person: Person | None) -> str:
    if person is None or not person.birth_date:
        return ""
    return f"เกิดวันที่ {_day(person.birth_date)}"


def _day(stored: str) -> str:
    """Return a day that may be known only in part, as papers write it."""
    if not stored:
        return ""
    found = PartialDate.parse(stored)
    return thai_date_short(found.exact) if found.exact else found.format()


def _year(stored: str) -> str:
    return _day(stored).rpartition(" ")[2].rpartition("/")[2]


def _money(amount: Decimal | None) -> str:
    return f"{amount:,.2f}" if amount is not None else ""
