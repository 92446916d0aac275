"""What the owner of a matter takes along: a slip with a short code, a page to read at home."""

from __future__ import annotations

import datetime as dt
import html
import secrets
from string import Template
from typing import Any, cast

from sqlalchemy import CursorResult, select, update

from hrdesk import paths
from hrdesk.documents.papers.status_slip import StatusSlip
from hrdesk.documents.values import Office
from hrdesk.models import Case, Person
from hrdesk.rules.codes import CaseStatus, CaseType, StepState
from hrdesk.rules.dates import thai_date_long, thai_date_short
from hrdesk.rules.names import full_name
from hrdesk.services.access import Right, require
from hrdesk.services.case_index import searched, shown_code
from hrdesk.services.cases import load_case
from hrdesk.services.changes import Result, changed
from hrdesk.services.errors import DomainError
from hrdesk.services.queries.cases import CaseDetail, case_detail
from hrdesk.services.queries.office import office_detail
from hrdesk.services.unit_of_work import UnitOfWork

# No letter or digit that is easily taken for another one when read aloud or typed.
_SIGNS = "ABCDEFGHJKMNPQRTUVWXY346789"
_LENGTH = 6
_TRIES = 20


def issue_slip(uow: UnitOfWork, case_id: int) -> Result[StatusSlip]:
    """Return the slip of a matter, giving it its code the first time; the code never changes."""
    require(uow.actor, Right.WORK_CASES)
    case = load_case(uow, case_id)
    new = case.slip_code is None
    code = case.slip_code or _give_code(uow, case)
    office = office_detail(uow)
    status = CaseStatus(case.status)
    running = status is CaseStatus.IN_PROGRESS and bool(case.step_title)
    slip = StatusSlip(
        office=Office(office.agency_name, office.unit_name, telephone=office.telephone),
        code=shown_code(code),
        case_number=f"{case.number}/{case.year}",
        case_type=CaseType(case.case_type).label,
        received_on=case.received_on,
        telephone=office.telephone,
        where_to_ask=office.unit_name,
        stands=case.step_title if running else status.label,
        as_of=uow.clock.today(),
    )
    return Result(slip, changed(("case", case.id)) if new else frozenset())


def find_by_code(uow: UnitOfWork, code: str) -> int:
    """Return the matter with a slip's code, however it was typed; raises ``slip_unknown``."""
    require(uow.actor, Right.SEE_ALL_CASES)
    plain = "".join(sign for sign in code.upper() if sign.isalnum())
    found = uow.session.execute(select(Case.id).where(Case.slip_code == plain)).scalar()
    if found is None:
        raise DomainError("slip_unknown", field="code")
    return found


def matters_page(uow: UnitOfWork, person_id: int) -> Result[str]:
    """Return one person's matters as a page of HTML that needs nothing beside it.

    It holds what a general user sees of their own matters, never more: no notes, no reasons, no
    national ID. Who made it for whom stands in the audit.
    """
    require(uow.actor, Right.WORK_CASES)
    person = uow.session.get(Person, person_id)
    if person is None:
        raise DomainError("not_found")
    ids = uow.session.scalars(
        select(Case.id).where(Case.person_id == person_id).order_by(Case.received_on.desc())
    )
    details = [case_detail(uow, case_id) for case_id in ids]
    name = full_name(person.prefix, person.first_name, person.last_name)
    office = office_detail(uow)
    text = paths.resource("pages/matters.html").read_text(encoding="utf-8")
    page = Template(text).substitute(
        title=_safe(f"เรื่องของ{name}"),
        name=_safe(name),
        office=_safe(f"{office.unit_name} {office.agency_name}".strip()),
        telephone=_safe(f" · โทร. {office.telephone}" if office.telephone.strip() else ""),
        made_on=_safe(thai_date_long(uow.clock.today())),
        matters="\n".join(_matter(each) for each in details) or "<p>ยังไม่มีเรื่องในระบบ</p>",
    )
    uow.audit("person.matters_exported", "person", person.id)
    return Result(page, frozenset())


def _give_code(uow: UnitOfWork, case: Case) -> str:
    code = _free_code(uow)
    # Past the version: nobody typing in the case's forms has anything to compare here.
    given = uow.session.execute(
        update(Case)
        .where(Case.id == case.id, Case.slip_code.is_(None))
        .values(slip_code=code, search_text=searched(case, code)),
        execution_options={"synchronize_session": False},
    )
    if cast("CursorResult[Any]", given).rowcount == 0:  # somebody else was faster
        raise DomainError("database_busy")
    uow.audit("case.slip_issued", "case", case.id, case_id=case.id)
    return code


def _free_code(uow: UnitOfWork) -> str:
    for _ in range(_TRIES):
        code = "".join(secrets.choice(_SIGNS) for _ in range(_LENGTH))
        if uow.session.execute(select(Case.id).where(Case.slip_code == code)).first() is None:
            return code
    raise DomainError("database_busy")


_MARKS = {
    StepState.DONE: "✓",
    StepState.CURRENT: "●",
    StepState.RETURNED: "↩",
    StepState.SKIPPED: "–",
    StepState.PLANNED: "○",
}


def _matter(detail: CaseDetail) -> str:
    rows = "\n".join(
        f'<tr class="{step.state.value}"><td>{_MARKS[step.state]} {_safe(step.state.label)}</td>'
        f"<td>{_safe(step.title)}</td><td>{_day(step.done_on or step.started_on)}</td></tr>"
        for step in detail.steps
    )
    status = CaseStatus(detail.status)
    return (
        f"<section><h2>{_safe(CaseType(detail.case_type).label)} เลขที่ {_safe(detail.number)}</h2>"
        f"<p>{_safe(detail.subject)}</p>"
        f'<p>รับเรื่อง {_day(detail.received_on)} · <strong class="{status.value}">'
        f"{_safe(status.label)}</strong> ณ วันที่ {_day(detail.since)}</p>"
        f"<table><thead><tr><th>สถานะ</th><th>ขั้นตอน</th><th>วันที่</th></tr></thead>"
        f"<tbody>{rows}</tbody></table></section>"
    )


def _day(day: dt.date | None) -> str:
    return thai_date_short(day) if day else ""


def _safe(text: str) -> str:
    return html.escape(text)
