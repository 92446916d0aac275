"""What officers find of a candidate's qualifications, for แบบ ๑ and แบบ คส. ๑.

Prefilled from where the candidate's case stands by its law; the officer corrects it before the
form is printed, and the correction stays with the meeting. What is not known stays empty.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm.attributes import flag_modified

from hrdesk.models import Candidate, Contest, Meeting
from hrdesk.rules.dates import thai_date_short
from hrdesk.services.access import Right, require
from hrdesk.services.changes import Result, changed
from hrdesk.services.errors import DomainError
from hrdesk.services.meetings import load_meeting
from hrdesk.services.problems import refuse
from hrdesk.services.queries.standing import counted_words
from hrdesk.services.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from hrdesk.services.queries.standing import StandingView

KEY = "findings"  # its key in what a meeting keeps
_LONGEST = 2_000
_FACT_NAMES = re.compile(r"\s*\([a-z_]+(?:[.,] ?[a-z_]+)*\)")


@dataclass(frozen=True, slots=True)
class Findings:
    """The answers by the names of the two forms; empty for what is not known.

    ``degree``, ``time``, ``series``, ``minimum``, ``salary``, ``discipline`` and ``verdict`` hold
    ids of the forms' answers, ``checks`` (condition, what was found, result in words).
    """

    degree: str = ""
    time: str = ""
    complete_on: dt.date | None = None
    series: str = ""
    series_other: str = ""
    minimum: str = ""
    salary: str = ""
    discipline: tuple[str, ...] = ()
    penalty: str = ""
    penalty_on: dt.date | None = None
    checks: tuple[tuple[str, str, str], ...] = ()
    verdict: str = ""
    discipline_note: str = ""
    remark: str = ""


NOTHING_FOUND = Findings()


@dataclass(frozen=True, slots=True)
class SaveFindings:
    """An officer's findings on a candidate; None goes back to what the program finds.

    ``expected`` is what an officer had put there before, as it was shown.
    """

    meeting_id: int
    candidate_id: int
    findings: Findings | None
    expected: Findings | None = None


def findings_of(view: StandingView) -> Findings:
    """Return what a candidate's standing answers of the forms; pure.

    Only what is certain: a time that a missing date or ruling may still change is left empty.
    """
    met = view.time.met if view.time is not None else None
    if met is False and (view.missing or (view.time is not None and view.time.waiting)):
        met = None
    route = view.route
    refused = _plain(route.refused) if route is not None and route.refused else ""
    checks = [*_time_rows(view, met), *_route_rows(view, refused), _bar_row(view)]
    against = met is False or bool(refused) or view.bar is not None
    return Findings(
        minimum={True: "fits", False: "differs", None: ""}[met],
        checks=tuple(checks) if view.looked_at else (),
        verdict="unqualified" if against else "",
        remark=_when_met(view, met),
    )


def save_findings(uow: UnitOfWork, command: SaveFindings) -> Result[int]:
    """Keep an officer's findings with the meeting; returns its new version.

    Errors: ``not_found`` for a candidate of another meeting, ``too_long``, ``findings_changed``
    (facts: stored) where somebody else was faster.
    """
    require(uow.actor, Right.WORK_MEETINGS)
    meeting = load_meeting(uow, command.meeting_id)
    candidate = uow.session.get(Candidate, command.candidate_id)
    contest = uow.session.get(Contest, candidate.contest_id) if candidate is not None else None
    if candidate is None or contest is None or contest.meeting_id != meeting.id:
        raise DomainError("not_found")
    if command.findings is not None:
        refuse(_problems(command.findings))
    kept = dict(meeting.minutes.get(KEY, {}))
    old = stored_findings(meeting).get(candidate.id)
    if old not in (command.expected, command.findings):
        raise DomainError("findings_changed", stored=old)
    if old == command.findings:
        return Result(meeting.version, frozenset())
    if command.findings is None:
        kept.pop(str(candidate.id), None)
    else:
        kept[str(candidate.id)] = _stored(command.findings)
    meeting.minutes = {**meeting.minutes, KEY: kept}
    flag_modified(meeting, "minutes")
    uow.session.flush()
    uow.audit(
        "candidate.findings", "candidate", candidate.id, case_id=candidate.case_id,
        changes={"findings": (_said(old), _said(command.findings))},
    )  # fmt: skip
    return Result(meeting.version, changed(("meeting", meeting.id)))


def stored_findings(meeting: Meeting) -> Mapping[int, Findings]:
    """Return the officers' own findings by candidate."""
    return {int(id_): _read(each) for id_, each in meeting.minutes.get(KEY, {}).items()}


def _time_rows(view: StandingView, met: bool | None) -> list[tuple[str, str, str]]:
    time = view.time
    rows = []
    if view.degree is not None:
        since = f" ตั้งแต่ {view.qualified_on}" if view.qualified_on else ""
        rows.append(("คุณวุฒิตรงตามคุณสมบัติเฉพาะสำหรับตำแหน่ง", f"{view.degree.label}{since}", ""))
    if time is not None:
        series = f"ในสายงาน{view.series}" if view.series else "ในสายงานที่จะแต่งตั้ง"
        label = f"ระยะเวลาขั้นต่ำ{series} ไม่น้อยกว่า {time.required_years} ปี"
        words = {True: "ครบ", False: "ไม่ครบ", None: ""}[met]
        rows.append((label, counted_words(time.least, time.most), words))
    elif view.has_times:
        rows.append(("ระยะเวลาขั้นต่ำในสายงานที่จะแต่งตั้ง", "", ""))
    return rows


def _route_rows(view: StandingView, refused: str) -> list[tuple[str, str, str]]:
    route = view.route
    if route is None:
        return []
    first = next(iter(route.explanation.children), None)
    label = first.label if first is not None else ""
    if refused:
        return [("หลักเกณฑ์และวิธีการแต่งตั้ง", refused, "ไม่เข้าหลักเกณฑ์")]
    settled = not route.needs and not view.questions
    return [("หลักเกณฑ์และวิธีการแต่งตั้ง", label, "เข้าหลักเกณฑ์" if settled else "")]


def _bar_row(view: StandingView) -> tuple[str, str, str]:
    label = "การห้ามขอรับการประเมินเพราะผลงาน"
    if view.bar is None:
        return label, "ไม่มีบันทึกในระบบ", "ไม่ถูกห้าม"
    return label, f"ถึงวันที่ {thai_date_short(view.bar.barred_through)}", "ถูกห้าม"


def _when_met(view: StandingView, met: bool | None) -> str:
    time = view.time
    if met is not False or time is None or time.met_from is None or not time.one_day:
        return ""
    day = thai_date_short(time.met_from)
    return f"ระยะเวลาขั้นต่ำจะครบวันที่ {day} หากดำรงตำแหน่งปัจจุบันต่อไป"


def _plain(text: str) -> str:
    return _FACT_NAMES.sub("", text)


def _problems(given: Findings) -> list[DomainError | None]:
    return [
        DomainError("too_long", field=key, limit=_LONGEST)
        for key, value in asdict(given).items()
        if isinstance(value, str) and len(value) > _LONGEST
    ]


def _stored(given: Findings) -> dict[str, Any]:
    return {
        key: value.isoformat() if isinstance(value, dt.date) else value
        for key, value in asdict(given).items()
        if value not in ("", (), None)
    }


def _read(stored: Mapping[str, Any]) -> Findings:
    known = {each.name for each in fields(Findings)}
    found: dict[str, Any] = {key: value for key, value in stored.items() if key in known}
    for key in ("complete_on", "penalty_on"):
        if found.get(key):
            found[key] = dt.date.fromisoformat(found[key])
    found["discipline"] = tuple(found.get("discipline", ()))
    found["checks"] = tuple((str(a), str(b), str(c)) for a, b, c in found.get("checks", ()))
    return Findings(**found)


def _said(findings: Findings | None) -> str | None:
    """Return findings in a few words, for the audit."""
    if findings is None:
        return None
    answered = [key for key, value in asdict(findings).items() if value not in ("", (), None)]
    return f"ตอบ {len(answered)} ข้อ"
