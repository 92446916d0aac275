"""Invented matters in every stage, made through the services that real ones go through."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import select

from hrdesk.models import Person, User
from hrdesk.rules.codes import CaseStatus, CaseType, Employment, Level
from hrdesk.rules.dates import thai_date_slash
from hrdesk.rules.names import full_name
from hrdesk.rules.procedure import RemarkField
from hrdesk.services.access import Actor, Role
from hrdesk.services.case_steps import CompleteStep, complete_step
from hrdesk.services.case_waits import EndWait, end_wait
from hrdesk.services.cases import OpenCase, TargetPost, open_case
from hrdesk.services.database import Database
from hrdesk.services.queries.cases import CaseDetail, StepForm, case_detail
from hrdesk.services.unit_of_work import UnitOfWork

_EARLY = "ข้อมูลสาธิต ไม่รอให้ครบเวลา"
_LETTERS = "ตย 0303/{number}"
_ORDERS = "{number}/{year}"
_HIGHER = {
    "O1": "O2", "O2": "O3", "K1": "K2", "K2": "K3", "K3": "K4",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SampleMatter:
    """One invented matter: its kind, how long ago it came, how many steps are done.

    ``pace`` is the number of days between two steps; ``outcomes`` the results that are not the
    good ones, by step key.
    """

    kind: CaseType
    days_ago: int
    steps: int
    pace: int = 3
    papers: int = 99
    outcomes: Mapping[str, str] = field(default_factory=dict)


P, T, M, R = (
    CaseType.PROMOTION, CaseType.TRANSFER_OUT, CaseType.REASSIGNMENT, CaseType.RESIGNATION,
)  # fmt: skip
MATTERS: tuple[SampleMatter, ...] = (
    SampleMatter(P, 320, 40, 12),
    SampleMatter(P, 260, 11, 14, outcomes={"committee": "minor"}),
    SampleMatter(P, 240, 12, 12, outcomes={"committee": "major"}),
    SampleMatter(P, 200, 40, 10, outcomes={"committee": "failed"}),
    SampleMatter(P, 120, 5, 9),
    SampleMatter(P, 90, 4, 6),
    SampleMatter(P, 45, 3, 6),
    SampleMatter(P, 20, 2, 4, papers=4),
    SampleMatter(P, 9, 1, 3, papers=3),
    SampleMatter(P, 3, 0, papers=2),
    SampleMatter(P, 1, 0),
    SampleMatter(T, 150, 40, 5),
    SampleMatter(T, 80, 40, 6),
    SampleMatter(T, 40, 3, 5),
    SampleMatter(T, 25, 2, 6),
    SampleMatter(T, 12, 1, 4),
    SampleMatter(T, 5, 1, 2),
    SampleMatter(T, 2, 0),
    SampleMatter(M, 170, 40, 6),
    SampleMatter(M, 60, 4, 6),
    SampleMatter(M, 33, 3, 5),
    SampleMatter(M, 18, 2, 5),
    SampleMatter(M, 8, 1, 3),
    SampleMatter(M, 4, 0),
    SampleMatter(R, 110, 40, 4),
    SampleMatter(R, 50, 40, 3),
    SampleMatter(R, 24, 40, 3),
    SampleMatter(R, 15, 2, 4),
    SampleMatter(R, 6, 1, 2),
    SampleMatter(R, 0, 0),
)


def add_sample_cases(database: Database, actor: Actor) -> tuple[int, ...]:
    """Take in the invented matters and move each as far as it says; returns their ids."""
    with database.work(actor) as uow:
        people = list(
            uow.session.scalars(
                select(Person)
                .where(
                    Person.active.is_(True),
                    Person.employment == Employment.CIVIL_SERVANT.value,
                    Person.post_id.is_not(None),
                )
                .order_by(Person.id)
            )
        )
        officers = _officers(uow)
        return tuple(
            add_matter(uow, people[place % len(people)].id, matter, officers[place % len(officers)])
            for place, matter in enumerate(MATTERS)
        )


def _officers(uow: UnitOfWork) -> list[int | None]:
    """Return who the matters are shared out to: two for the officer, one for the actor."""
    found = uow.session.scalars(
        select(User.id).where(User.role == Role.OFFICER.value, User.active.is_(True))
    ).first()
    return [found, found, uow.actor.user_id] if found is not None else [uow.actor.user_id]


def add_matter(
    uow: UnitOfWork, person_id: int, matter: SampleMatter, officer_id: int | None = None
) -> int:
    """Take in one invented matter and move it as far as it says; in the actor's charge if no other."""
    today = uow.clock.today()
    received = today - dt.timedelta(days=matter.days_ago)
    case_id = receive_sample(uow, person_id, matter.kind, received, matter.papers, officer_id)
    for _ in range(matter.steps):
        detail = case_detail(uow, case_id)
        if detail.status is CaseStatus.COMPLETED or detail.form is None:
            break
        on = min(detail.since + dt.timedelta(days=matter.pace), today)
        finish_step(uow, detail, on, matter.outcomes.get(detail.form.step.key or ""))
    return case_id


def receive_sample(
    uow: UnitOfWork,
    person_id: int,
    kind: CaseType,
    received_on: dt.date,
    papers: int = 99,
    officer_id: int | None = None,
) -> int:
    """Take in an invented matter with the first so many papers of its checklist."""
    from hrdesk.services.procedures import in_force_for

    procedure = in_force_for(uow, kind, received_on).procedure
    person = uow.session.get_one(Person, person_id)
    name = full_name(person.prefix, person.first_name, person.last_name)
    command = OpenCase(
        person_id=person_id,
        case_type=kind,
        received_on=received_on,
        subject=f"{_SUBJECTS[kind]} ราย {name}",
        target=_target(uow, person, kind),
        papers=frozenset(paper.key for paper in procedure.papers[:papers]),
        officer_id=officer_id or uow.actor.user_id,
        effective_on=None if kind is CaseType.PROMOTION else _first_of_month(received_on, 2),
        second=True,
    )
    return open_case(uow, command).value.id


def finish_step(
    uow: UnitOfWork, detail: CaseDetail, on: dt.date, outcome: str | None = None
) -> None:
    """Complete the present step with the outcome given, or the good one, and plausible remarks."""
    form = detail.form
    if form is None:
        raise ValueError("the case is finished")
    day = max(on, form.earliest)
    end_waits(uow, detail, day)
    detail = case_detail(uow, detail.id)
    good = next((each.key for each in form.outcomes if each.tone == "good"), "")
    values = {each.key: _value(each, detail, form, day) for each in form.fields}
    complete_step(
        uow,
        CompleteStep(
            case_id=detail.id,
            version=detail.version,
            step_id=form.step.id,
            done_on=day,
            outcome=outcome or good,
            values={key: value for key, value in values.items() if value},
            checks=frozenset(check.key for check in form.checks),
            despite=True,
            reason=_EARLY if _is_early(detail, form, day) else "",
        ),
    )


def end_waits(uow: UnitOfWork, detail: CaseDetail, on: dt.date) -> None:
    """End what runs beside the steps where its last day has come, the good way."""
    for wait in detail.waits:
        if wait.running and wait.due_on is not None and wait.due_on <= on:
            good = next((each.key for each in wait.outcomes if each.tone == "good"), "")
            detail = case_detail(uow, detail.id)
            end_wait(uow, EndWait(detail.id, detail.version, wait.id, wait.due_on, good))


def _is_early(detail: CaseDetail, form: StepForm, day: dt.date) -> bool:
    held = any(wait.running and wait.before_step == form.step.key for wait in detail.waits)
    return held or (form.waited_out and form.step.due_on is not None and day < form.step.due_on)


_SUBJECTS = {
    P: "ขอรับการประเมินเพื่อเลื่อนระดับสูงขึ้น",
    T: "ขอโอนไปรับราชการสังกัดส่วนราชการอื่น",
    M: "ขอย้ายไปดำรงตำแหน่งในหน่วยงานอื่น",
    R: "ขอลาออกจากราชการ",
}


def _target(uow: UnitOfWork, person: Person, kind: CaseType) -> TargetPost:
    uow.session.refresh(person, ["post"])
    post = person.post
    if post is None or kind is CaseType.RESIGNATION:
        return TargetPost()
    number = str(1000 + person.id)
    title = post.job_series or post.title
    if kind is CaseType.PROMOTION:
        level = _HIGHER.get(post.level, post.level)
        return TargetPost(
            title, post.number, Level(level).post_type.value, level, post.job_series, post.unit
        )
    if kind is CaseType.TRANSFER_OUT:
        return TargetPost(
            title, number, post.type, post.level, post.job_series, "สำนักงานสมมติ",
            "กรมสมมติเพื่อการสาธิต",
        )  # fmt: skip
    return TargetPost(title, number, post.type, post.level, post.job_series, "ศูนย์สาธิตที่ ๙")


def _value(field: RemarkField, detail: CaseDetail, form: StepForm, day: dt.date) -> str:
    """Return something plausible for a remark's field."""
    serial = detail.id * 7 % 900 + form.step.number
    match field.kind:
        case "letter_number":
            return _LETTERS.format(number=serial)
        case "order_number":
            return _ORDERS.format(number=serial, year=day.year + 543)
        case "date":
            asked = detail.effective_on if field.key == "effective_on" else None
            return thai_date_slash(max(asked or day, day))
        case "choice":
            return field.choices[0]
        case _:
            numbered = field.required or field.key == "meeting"
            return f"{form.step.number}/{day.year + 543}" if numbered else ""


def _first_of_month(day: dt.date, ahead: int) -> dt.date:
    month = day.month - 1 + ahead
    return dt.date(day.year + month // 12, month % 12 + 1, 1)
