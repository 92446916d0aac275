"""The services and queries of committees, meetings and points, for ``test_rights``.

Each is (call, what comes of it for a secretary, for a general user). A secretary works meetings,
so what stands here of one is only how the call itself ends on the office of that test.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from hrdesk.documents.forms import shipped
from hrdesk.services import (
    committee_papers,
    committees,
    contests,
    findings,
    form_definitions,
    meeting_hours,
    meeting_letters,
    meeting_output,
    meetings,
    minutes,
    result_cases,
    results,
    score_checks,
    score_import,
    scores,
)
from hrdesk.services.committees import CommitteeKind, SaveCommittee
from hrdesk.services.papers import PaperOptions
from hrdesk.services.queries import committees as committee_queries
from hrdesk.services.queries import contest_setup
from hrdesk.services.queries import form_definitions as form_queries
from hrdesk.services.queries import meeting_papers as paper_queries
from hrdesk.services.queries import meetings as queries
from hrdesk.services.queries import publication as publication_queries
from hrdesk.services.queries import results as result_queries
from hrdesk.services.queries import scores as score_queries
from hrdesk.services.score_checks import SheetRef

_REFUSED, _MISSING = "refused", "not_found"
_CELL = scores.CellPoints(1, 1, "person", None)
_SHEET = SheetRef(1, 1)
_ON = dt.date(2026, 11, 18)
_COMMITTEE = SaveCommittee(None, None, " ", CommitteeKind.OTHER)
_MEETING = meetings.SaveMeeting(None, None, 99, _ON)
_CONTEST = contests.SaveContest(None, None, 1, "person", "วาระ", "doh.score.move-k2")
_FINDINGS = findings.SaveFindings(99, 1, None)
_HOURS = meeting_hours.Hours("", "")
_FORM = form_definitions.SaveForm("minutes", None, shipped("minutes"))
_MINUTES = minutes.SaveMinutes(99, 1, minutes.MinutesText(()))
_CANDIDATE = contests.SaveCandidate(None, None, 1, "ผู้สมัคร")

MEETINGS: dict[str, tuple[Callable[..., Any], str, str]] = {
    "committees.save_committee": (
        lambda uow, _: committees.save_committee(uow, _COMMITTEE), "required", _REFUSED,
    ),
    "meetings.save_meeting": (
        lambda uow, _: meetings.save_meeting(uow, _MEETING), _MISSING, _REFUSED,
    ),
    "meetings.remove_meeting": (
        lambda uow, _: meetings.remove_meeting(uow, 99, 1), _MISSING, _REFUSED,
    ),
    "meetings.set_attendance": (
        lambda uow, _: meetings.set_attendance(uow, 1, {}), _MISSING, _REFUSED,
    ),
    "meeting_hours.open_meeting": (
        lambda uow, _: meeting_hours.open_meeting(uow, 99), _MISSING, _REFUSED,
    ),
    "meeting_hours.close_meeting": (
        lambda uow, _: meeting_hours.close_meeting(uow, 99), _MISSING, _REFUSED,
    ),
    "meeting_hours.restore_hours": (
        lambda uow, _: meeting_hours.restore_hours(uow, 99, _HOURS, _HOURS), _MISSING, _REFUSED,
    ),
    "score_checks.second_keying": (
        lambda uow, _: score_checks.second_keying(uow, _SHEET), _MISSING, _REFUSED,
    ),
    "findings.save_findings": (
        lambda uow, _: findings.save_findings(uow, _FINDINGS), _MISSING, _REFUSED,
    ),
    "meetings.papers_check": (
        lambda uow, _: meetings.papers_check(uow, _ON, None), "done", _REFUSED,
    ),
    "contests.save_contest": (
        lambda uow, _: contests.save_contest(uow, _CONTEST), _MISSING, _REFUSED,
    ),
    "contests.remove_contest": (
        lambda uow, _: contests.remove_contest(uow, 1, 1), _MISSING, _REFUSED,
    ),
    "contests.save_candidate": (
        lambda uow, _: contests.save_candidate(uow, _CANDIDATE), _MISSING, _REFUSED,
    ),
    "contests.add_cases": (lambda uow, _: contests.add_cases(uow, 1, [1]), _MISSING, _REFUSED),
    "queries.contest_setup.scheme_choices": (
        lambda uow, _: contest_setup.scheme_choices(uow, _ON), "done", _REFUSED,
    ),
    "queries.contest_setup.outlet_choices": (
        lambda uow, _: contest_setup.outlet_choices(uow, 1), _MISSING, _REFUSED,
    ),
    "queries.contest_setup.recusal_hints": (
        lambda uow, _: contest_setup.recusal_hints(uow, 1), _MISSING, _REFUSED,
    ),
    "contests.withdraw_candidate": (
        lambda uow, _: contests.withdraw_candidate(uow, 1, 1, "ถอน"), _MISSING, _REFUSED,
    ),
    "contests.set_recusal": (
        lambda uow, _: contests.set_recusal(uow, 1, 1, "ญาติ"), _MISSING, _REFUSED,
    ),
    "queries.committees.committees": (lambda uow, _: committee_queries.committees(uow), "done", _REFUSED),
    "queries.committees.committee_detail": (
        lambda uow, _: committee_queries.committee_detail(uow, 99), _MISSING, _REFUSED,
    ),
    "committee_papers.prepare_committee_order": (
        lambda uow, _: committee_papers.prepare_committee_order(uow, 99, PaperOptions()), _MISSING, _REFUSED,
    ),
    "queries.committees.committee_law": (
        lambda uow, _: committee_queries.committee_law(uow, None, "", "", (), None), "done", _REFUSED,
    ),
    "queries.meetings.meetings": (lambda uow, _: queries.meetings(uow), "done", _REFUSED),
    "queries.meetings.meeting_detail": (
        lambda uow, _: queries.meeting_detail(uow, 1), _MISSING, _REFUSED,
    ),
    "queries.meetings.meeting_title": (
        lambda uow, _: queries.meeting_title(uow, 1), _MISSING, _REFUSED,
    ),
    "queries.meetings.waiting_cases": (
        lambda uow, _: queries.waiting_cases(uow), "done", _REFUSED,
    ),
    "queries.results.result_view": (
        lambda uow, _: result_queries.result_view(uow, 99), _MISSING, _REFUSED,
    ),
    "queries.results.runs_of": (lambda uow, _: result_queries.runs_of(uow, 99), "done", _REFUSED),
    "queries.results.final_result": (
        lambda uow, _: result_queries.final_result(uow, 99), _MISSING, _REFUSED,
    ),
    "results.decide_tie": (
        lambda uow, _: results.decide_tie(uow, 99, (), ""), _MISSING, _REFUSED,
    ),
    "results.choose": (lambda uow, _: results.choose(uow, 99, ()), _MISSING, _REFUSED),
    "results.set_work_result": (
        lambda uow, _: results.set_work_result(uow, 99, 1, result=""), _MISSING, _REFUSED,
    ),
    "results.finalise": (lambda uow, _: results.finalise(uow, 99, 1), _MISSING, _REFUSED),
    "results.reopen": (lambda uow, _: results.reopen(uow, 99, "แก้"), _MISSING, _REFUSED),
    "result_cases.case_lines": (
        lambda uow, _: result_cases.case_lines(uow, 99), _MISSING, _REFUSED,
    ),
    "result_cases.write_to_cases": (
        lambda uow, _: result_cases.write_to_cases(uow, 99, {}), _REFUSED, _REFUSED,
    ),
    "queries.scores.contest_grid": (
        lambda uow, _: score_queries.contest_grid(uow, 1), _MISSING, _REFUSED,
    ),
    "queries.publication.outlet_points": (
        lambda uow, _: publication_queries.outlet_points(uow, 99), _MISSING, _REFUSED,
    ),
    "queries.scores.sheet_history": (
        lambda uow, _: score_queries.sheet_history(uow, 1, 1), "done", _REFUSED,
    ),
    "scores.set_point": (lambda uow, _: scores.set_point(uow, 1, _CELL), _MISSING, _REFUSED),
    "scores.set_points": (lambda uow, _: scores.set_points(uow, 1, [_CELL]), _MISSING, _REFUSED),
    "score_checks.hand_in": (
        lambda uow, _: score_checks.hand_in(uow, [_SHEET]), _MISSING, _REFUSED,
    ),
    "score_checks.take_back": (
        lambda uow, _: score_checks.take_back(uow, _SHEET), _MISSING, _REFUSED,
    ),
    "score_checks.verify": (lambda uow, _: score_checks.verify(uow, [_SHEET]), _MISSING, _REFUSED),
    "score_checks.reject": (
        lambda uow, _: score_checks.reject(uow, _SHEET, "ผิด"), _MISSING, _REFUSED,
    ),
    "score_checks.supersede": (
        lambda uow, _: score_checks.supersede(uow, _SHEET, "ผิด"), _MISSING, _REFUSED,
    ),
    "score_checks.rekey": (lambda uow, _: score_checks.rekey(uow, _SHEET, {}), _MISSING, _REFUSED),
    "score_checks.confirm_rekey": (
        lambda uow, _: score_checks.confirm_rekey(uow, _SHEET), _MISSING, _REFUSED,
    ),
    "queries.meeting_papers.meeting_book": (
        lambda uow, _: paper_queries.meeting_book(uow, 99), _MISSING, _REFUSED,
    ),
    "meeting_letters.prepare_meeting_letter": (
        lambda uow, _: meeting_letters.prepare_meeting_letter(uow, 99, "invitation"),
        _MISSING, _REFUSED,
    ),
    "meeting_output.file_meeting_papers": (
        lambda uow, _: meeting_output.file_meeting_papers(uow, 99, ()), _MISSING, _REFUSED,
    ),
    "score_import.apply_sheets": (
        lambda uow, _: score_import.apply_sheets(uow, score_import.ScorePlan()),
        "score_nothing_new", _REFUSED,
    ),
    "minutes.save_minutes": (
        lambda uow, _: minutes.save_minutes(uow, _MINUTES), _MISSING, _REFUSED,
    ),
    "queries.form_definitions.form_list": (
        lambda uow, _: form_queries.form_list(uow), "done", _REFUSED,
    ),
    "queries.form_definitions.form_detail": (
        lambda uow, _: form_queries.form_detail(uow, "nothing"), "form_unknown", _REFUSED,
    ),
    "form_definitions.save_form_draft": (
        lambda uow, _: form_definitions.save_form_draft(uow, _FORM), _REFUSED, _REFUSED,
    ),
    "form_definitions.discard_form_draft": (
        lambda uow, _: form_definitions.discard_form_draft(uow, "minutes", 1), _REFUSED, _REFUSED,
    ),
    "form_definitions.release_form": (
        lambda uow, _: form_definitions.release_form(uow, "minutes", 1, "แก้"), _REFUSED, _REFUSED,
    ),
    "form_definitions.restore_form": (
        lambda uow, _: form_definitions.restore_form(uow, "minutes", 0, "แก้"), _REFUSED, _REFUSED,
    ),
}  # fmt: skip

PARTS = frozenset(
    {
        "committees.load_committee",
        "sample_meetings.add_sample_meeting",
        "queries.results.view_of",
        "queries.meeting_papers.paper_marks",
        "queries.meeting_papers.note_papers",
        "queries.results.sent_results",
        "contests.publication_points",
        "meetings.load_meeting",
        "contest_schemes.contest_law",
        "contest_schemes.contest_rules",
        "contest_schemes.contest_scheme",
        "queries.scores.scoring_members",
        "queries.publication.points_of",
        "scores.open_contest",
        "form_definitions.forms_in_use",
        "form_definitions.form_version",
        "form_definitions.form_draft_row",
    }
)
"""What these are made of: it checks no right, and no page calls it."""
