"""Where a person stands for a post: time, route, retirement, bars, and what is still to be told."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from sqlalchemy import select

from hrdesk.models import Case
from hrdesk.rules.codes import Agency, CaseStatus, CaseType, DegreeLevel, Level
from hrdesk.rules.dates import PartialDate, thai_date_short
from hrdesk.rules.explanation import Explanation
from hrdesk.rules.lawbook import Law
from hrdesk.rules.refusal import Refused
from hrdesk.rules.retirement import retirement
from hrdesk.rules.routes import Action, Route
from hrdesk.rules.service_time import Length
from hrdesk.rules.standing import TimeStanding, next_level, time_standing
from hrdesk.rules.standing_other import has_times, held_instead
from hrdesk.rules.standing_route import has_routes, open_questions, route_of
from hrdesk.services.access import Right, require
from hrdesk.services.bars import StandingBar, standing_bar
from hrdesk.services.cases import TargetPost, load_case
from hrdesk.services.errors import DomainError
from hrdesk.services.office_law import case_law, law_for_day
from hrdesk.services.queries.cases import require_case
from hrdesk.services.standing_answers import FACT, Answers, answers_of
from hrdesk.services.standing_facts import (
    PersonFacts,
    RunFacts,
    SeriesGroups,
    people_facts,
    register_runs,
    series_groups,
)
from hrdesk.services.standing_target import ACTIONS, Aim, aim_of, route_facts
from hrdesk.services.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class StandingAsked:
    """Who asks for what, looked at on which day; ``answers`` are the officer's."""

    person_id: int
    case_type: CaseType
    day: dt.date
    target: TargetPost = field(default_factory=TargetPost)
    answers: Answers = field(default_factory=Answers)


@dataclass(frozen=True, slots=True)
class OtherMatter:
    """Another matter of the person that still runs."""

    id: int
    number: str
    case_type: CaseType
    received_on: dt.date


@dataclass(frozen=True, slots=True)
class StandingView:
    """The whole answer; what could not be worked out says why in ``missing`` or ``refused``.

    ``missing`` are codes of what the register lacks: level, series, runs, degree, degree_level,
    degree_day, run_series. ``refused`` and ``route_refused`` are the rules' own Thai sentences.
    ``instead`` is what the agency's set holds where it has no minimum times; ``trees`` the reasons
    of all that was worked out. ``looked_at`` False: this kind of matter asks for nothing here.
    """

    day: dt.date
    agency: Agency
    law: str
    looked_at: bool
    has_times: bool
    has_routes: bool
    level: Level | None = None
    series: str = ""
    supposed: bool = False
    own_post: bool = False
    post_number: str = ""
    holder: str = ""
    linked_level: bool = False
    occupied_by: str = "vacant"
    degree: DegreeLevel | None = None
    asked: DegreeLevel = DegreeLevel.BACHELOR
    qualified_on: str = ""
    time: TimeStanding | None = None
    runs: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    refused: str = ""
    route: Route | None = None
    route_refused: str = ""
    questions: tuple[str, ...] = ()
    answers: Answers = field(default_factory=Answers)
    holder_leaves_on: dt.date | None = None
    retires_on: dt.date | None = None
    bar: StandingBar | None = None
    matters: tuple[OtherMatter, ...] = ()
    instead: tuple[Explanation, ...] = ()
    trees: tuple[Explanation, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseStanding:
    """The answer for a case: the person, the case's version, and by which law."""

    case_id: int
    version: int
    person: str
    subject: str
    received_on: dt.date
    law_kept: bool
    view: StandingView


@dataclass(frozen=True, slots=True)
class RunCounted:
    """How much a run of the register counts for the series of the present post, and why."""

    run_id: int
    counted: str
    note: str
    waiting: bool
    may_rule: bool


@dataclass(slots=True)
class _Found:
    """An answer while it is being worked out."""

    missing: list[str] = field(default_factory=list)
    refused: str = ""
    time: TimeStanding | None = None
    route: Route | None = None
    route_refused: str = ""
    questions: tuple[str, ...] = ()
    linked: bool = False
    occupied: str = "vacant"
    retires_on: dt.date | None = None
    instead: list[Explanation] = field(default_factory=list)
    trees: list[Explanation] = field(default_factory=list)


def standing_of(uow: UnitOfWork, asked: StandingAsked) -> StandingView:
    """Return where a person stands by the office's law of the day; raises ``not_found``."""
    require(uow.actor, Right.SEE_PEOPLE)
    return _view(uow, asked, law_for_day(uow, asked.day), None)


def case_standing(uow: UnitOfWork, case_id: int, day: dt.date | None = None) -> CaseStanding:
    """Return where the applicant of a case stands on a day, by the law that the case keeps.

    Without ``day`` it is the day of receipt. Raises ``not_found``, also for a matter of nobody.
    """
    require(uow.actor, Right.SEE_PEOPLE)
    case = load_case(uow, case_id)
    require_case(uow.actor, case)
    if case.person_id is None:
        raise DomainError("not_found")
    law, kept = case_law(uow, case)
    asked = StandingAsked(
        case.person_id,
        CaseType(case.case_type),
        day or case.received_on,
        TargetPost(**case.target),
        answers_of(case.facts.get(FACT)),
    )
    view = _view(uow, asked, law, case.id)
    return CaseStanding(
        case.id, case.version, case.person_name, case.subject, case.received_on, kept, view
    )


def run_counts(uow: UnitOfWork, person_id: int) -> tuple[RunCounted, ...]:
    """Return how much each run would count today for the series of the post held, in order.

    Empty where the agency's set has no such rule, the post is no knowledge worker's, or what must
    be known for counting (series, degree and its day) is not.
    """
    require(uow.actor, Right.SEE_PEOPLE)
    law = law_for_day(uow, uow.clock.today())
    person = people_facts(uow, [person_id]).get(person_id)
    post = person.post if person is not None else None
    if person is None or post is None or not has_times(law):
        return ()
    aim = Aim(next_level(post.level) or post.level, post.series, post, True, False, "", "", None)
    found = _Found()
    try:
        _count_time(person, aim, Answers(), law, None, series_groups(uow), found)
    except Refused:
        return ()
    if found.time is None:
        return ()
    return tuple(
        RunCounted(
            run.id,
            counted_words(each.least, each.most),
            each.note,
            each.waiting,
            each.waiting or run.ruling is not None,
        )
        for run, each in zip(person.runs, found.time.runs, strict=True)
    )


def counted_words(least: Length, most: Length) -> str:
    """Return a length of service in words, both ends where a missing day leaves them apart."""
    return str(least) if least == most else f"{least} ถึง {most}"


def run_name(run: RunFacts) -> str:
    """Return a run as people know it: what it was, and its days as ก.พ.7 writes them."""
    until = run.end.format() if run.end is not None else "ปัจจุบัน"
    return f"{run.title or run.series or 'ไม่ระบุตำแหน่ง'} ({run.start.format()} – {until})"


def _view(uow: UnitOfWork, asked: StandingAsked, law: Law, case_id: int | None) -> StandingView:
    person = people_facts(uow, [asked.person_id]).get(asked.person_id)
    if person is None:
        raise DomainError("not_found")
    found = _Found()
    aim = aim_of(uow, person, asked.case_type, asked.target, asked.answers, law)
    action = ACTIONS.get(asked.case_type)
    allowance = asked.case_type is CaseType.POSITION_ALLOWANCE and not has_times(law)
    looked_at = action is not None or allowance
    groups = series_groups(uow)
    answers = asked.answers
    if action is not None:
        _work_out_route(person, action, aim, answers, law, groups, found)
    if looked_at:
        _work_out_time(person, aim, answers, law, asked.day, groups, found)
    _retirement(person, law, found)
    return StandingView(
        day=asked.day,
        agency=Agency(law.agency),
        law=law_words(law),
        looked_at=looked_at,
        has_times=has_times(law),
        has_routes=has_routes(law),
        level=aim.level,
        series=aim.series,
        supposed=aim.supposed,
        own_post=aim.own_post,
        post_number=aim.post.number if aim.post is not None else "",
        holder=aim.holder,
        linked_level=found.linked,
        occupied_by=found.occupied,
        degree=_degree(person, answers),
        asked=_asked(answers),
        qualified_on=_qualified_words(person, answers),
        time=found.time,
        runs=tuple(run_name(run) for run in person.runs),
        missing=tuple(found.missing),
        refused=found.refused,
        route=found.route,
        route_refused=found.route_refused,
        questions=found.questions,
        answers=answers,
        holder_leaves_on=answers.holder_leaves_on or aim.holder_leaves_on,
        retires_on=found.retires_on,
        bar=standing_bar(uow, person.id, asked.day),
        matters=_matters(uow, person.id, case_id),
        instead=tuple(found.instead),
        trees=tuple(found.trees),
    )


def law_words(law: Law) -> str:
    """Return which law an answer stands on, in words."""
    whose = f"กฎของ{Agency(law.agency).label}"
    if not law.version:
        return whose
    since = thai_date_short(dt.date.fromisoformat(law.version))
    return f"{whose} ฉบับที่เริ่มใช้ล่าสุดวันที่ {since}"


def _work_out_route(
    person: PersonFacts,
    action: Action,
    aim: Aim,
    answers: Answers,
    law: Law,
    groups: SeriesGroups,
    found: _Found,
) -> None:
    if not has_routes(law):
        return
    try:
        facts = route_facts(person, action, aim, answers, groups)
        if facts is None:
            return
        found.linked = facts.linked_level
        found.occupied = facts.occupied_by or "vacant"
        found.route = route_of(facts, law)
        found.questions = open_questions(facts, law)
        found.trees.append(found.route.explanation)
    except Refused as refusal:
        found.route_refused = refusal.message


def _work_out_time(
    person: PersonFacts,
    aim: Aim,
    answers: Answers,
    law: Law,
    day: dt.date,
    groups: SeriesGroups,
    found: _Found,
) -> None:
    try:
        if has_times(law):
            _count_time(person, aim, answers, law, day, groups, found)
        else:
            found.instead += held_instead(law, aim.level, aim.series, person.licence)
    except Refused as refusal:
        found.refused = refusal.message
    found.trees[:0] = [found.time.explanation] if found.time is not None else found.instead


def _count_time(
    person: PersonFacts,
    aim: Aim,
    answers: Answers,
    law: Law,
    day: dt.date | None,
    groups: SeriesGroups,
    found: _Found,
) -> None:
    """Count the time, or note what is missing for it; raises Refused."""
    degree, asked = _degree(person, answers), _asked(answers)
    qualified = person.qualified_on(asked)
    found.missing += _lacking(person, aim, degree, asked, qualified)
    if aim.level is None or degree is None or qualified is None or not aim.series:
        return
    if not person.runs:
        return
    found.time = time_standing(
        law,
        level=aim.level,
        series=aim.series,
        degree=degree,
        qualified_on=qualified,
        runs=register_runs(person.runs, aim.series, groups),
        as_of=day,
    )
    if found.time.met is not True and person.lacks_degree_day(asked):
        found.missing.append("degree_day")


def _lacking(
    person: PersonFacts,
    aim: Aim,
    degree: DegreeLevel | None,
    asked: DegreeLevel,
    qualified: PartialDate | None,
) -> list[str]:
    lacks = {
        "level": aim.level is None,
        "series": not aim.series,
        "runs": not person.runs,
        "degree": degree is None,
        "degree_level": degree is not None
        and qualified is None
        and not person.lacks_degree_day(asked),
        "degree_day": qualified is None and person.lacks_degree_day(asked),
        "run_series": any(not run.series for run in person.runs),
    }
    return [code for code, missing in lacks.items() if missing]


def _retirement(person: PersonFacts, law: Law, found: _Found) -> None:
    born = person.born.exact if person.born is not None else None
    if born is None:
        return
    try:
        leaves = retirement(born, law)
    except Refused as refusal:
        found.refused = found.refused or refusal.message
        return
    found.retires_on = leaves.last_day
    found.trees.append(leaves.explanation)


def _degree(person: PersonFacts, answers: Answers) -> DegreeLevel | None:
    return DegreeLevel(answers.degree) if answers.degree else person.highest_degree


def _asked(answers: Answers) -> DegreeLevel:
    return DegreeLevel(answers.asked) if answers.asked else DegreeLevel.BACHELOR


def _qualified_words(person: PersonFacts, answers: Answers) -> str:
    day = person.qualified_on(_asked(answers))
    return day.format() if day is not None else ""


def _matters(uow: UnitOfWork, person_id: int, besides: int | None) -> tuple[OtherMatter, ...]:
    query = (
        select(Case.id, Case.number, Case.year, Case.case_type, Case.received_on)
        .where(Case.person_id == person_id, Case.status == CaseStatus.IN_PROGRESS.value)
        .order_by(Case.received_on.desc(), Case.id.desc())
        .limit(20)
    )
    return tuple(
        OtherMatter(row.id, f"{row.number}/{row.year}", CaseType(row.case_type), row.received_on)
        for row in uow.session.execute(query)
        if row.id != besides
    )
