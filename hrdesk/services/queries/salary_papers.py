"""All that the papers of one salary round draw on, read once and free of the database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import or_, select

from hrdesk.documents.form_layout import Person as Signer
from hrdesk.documents.templates import Template
from hrdesk.models import (
    AppraisalRound,
    Committee,
    CommitteeMember,
    IssuedNumber,
    IssuedPaper,
    Person,
)
from hrdesk.rules.dates import thai_date_long
from hrdesk.rules.explanation import canonical
from hrdesk.rules.identity import mask_national_id
from hrdesk.rules.refusal import Refused
from hrdesk.services.access import Right, require
from hrdesk.services.paper_data import OfficeFacts, office_facts
from hrdesk.services.paper_templates import version_for
from hrdesk.services.queries.salary_rounds import RoundView, round_view
from hrdesk.services.salary_law import CONTRACT, PERCENTAGE, STEP, salary_law
from hrdesk.services.unit_of_work import UnitOfWork

ROUND_KEY, PAPER_KEY = "salary_round", "salary_paper"
"""Keys of ``IssuedPaper.fields`` that say of which round, and which of its papers, one is."""

ORDER_KINDS = {STEP: "step_increase", CONTRACT: "contract_raise", PERCENTAGE: "percentage_increase"}
ALLOWANCE = "living_allowance"
REPORT = "salary_report"
_ROLES = {"chair": "ประธานกรรมการ", "member": "กรรมการ", "secretary": "เลขานุการ"}
_ORDER = {role: place for place, role in enumerate(_ROLES)}
_RATES = {STEP: "sao.step.budget", CONTRACT: "sao.raise.budget", PERCENTAGE: "dms.pct.budget"}
_PLACES = "sao.step.quota-1"
_CHUNK = 400


@dataclass(frozen=True, slots=True)
class KeptPaper:
    """One paper of the round as it was kept or issued; ``row_id`` is its line of the list.

    ``void`` tells that its number was declared void since.
    """

    id: int
    row_id: str
    title: str
    number: str
    dated: dt.date | None
    made_by: str
    made_at: dt.datetime
    void: bool = False


@dataclass(frozen=True, slots=True)
class RoundBook:
    """A round with all that its papers need.

    ``texts`` are the office's wordings in use by name; ``rate`` and ``place_rate`` are per cents of
    the law the round stands on, empty where that is no longer the one in force. ``ids`` are masked
    national IDs by person, read only where the order's annex has that column.
    """

    facts: OfficeFacts
    view: RoundView
    signers: tuple[Signer, ...]
    committee: str
    appraisal: str
    texts: Mapping[str, Template]
    rate: str
    place_rate: str
    kept: tuple[KeptPaper, ...] = ()
    ids: Mapping[int, str] = field(default_factory=dict)

    @property
    def draft(self) -> bool:
        """Whether the figures may still change, or the round is only tried out."""
        return self.view.state == "open" or self.view.copy_of_id is not None

    def of_row(self, row_id: str) -> tuple[KeptPaper, ...]:
        """Return what was kept of one line, the newest first."""
        return tuple(each for each in self.kept if each.row_id == row_id)


def round_book(uow: UnitOfWork, round_id: int) -> RoundBook:
    """Return the whole of a round for its papers; raises ``not_found``, ``office_missing``."""
    require(uow.actor, Right.WORK_SALARY)
    view = round_view(uow, round_id)
    rate, place_rate = _rates(uow, view)
    return RoundBook(
        facts=office_facts(uow),
        view=view,
        signers=_signers(uow, view),
        committee=_committee(uow, view),
        appraisal=_appraisal(uow, view),
        texts={name: version_for(uow, name)[0] for name in _names(view.scheme)},
        rate=rate,
        place_rate=place_rate,
        kept=_kept(uow, view),
        ids=_masked(uow, view) if view.scheme == PERCENTAGE else {},
    )


def _names(scheme: str) -> tuple[str, ...]:
    names = [f"order_{ORDER_KINDS[scheme]}", f"raise_notice_{scheme}", f"letter_{REPORT}"]
    if scheme == CONTRACT:
        names.append(f"order_{ALLOWANCE}")
    return tuple(names)


def _rates(uow: UnitOfWork, view: RoundView) -> tuple[str, str]:
    """Return the per cents of money and of places, where the law is still what the round used."""
    if view.options.get("budget") or view.options.get("share"):
        return "", ""
    try:
        law = salary_law(uow, view.scheme, view.law.day)
        if law.book.hash != view.law.hash:
            return "", ""
        rate = canonical(law.read(_RATES[view.scheme]).value)
        places = canonical(law.read(_PLACES).value) if view.scheme == STEP else ""
    except Refused:
        return "", ""
    return rate, places


def _signers(uow: UnitOfWork, view: RoundView) -> tuple[Signer, ...]:
    """Return those who sign the sheets: the committee that sits now, its chair first."""
    committee_id = _committee_id(view)
    if committee_id is None:
        return ()
    rows = uow.session.scalars(
        select(CommitteeMember).where(
            CommitteeMember.committee_id == committee_id, CommitteeMember.left_on.is_(None)
        )
    ).all()
    seats = sorted(rows, key=lambda row: (_ORDER.get(row.role, len(_ORDER)), row.id))
    return tuple(Signer(row.name, row.post, _ROLES.get(row.role, row.role)) for row in seats)


def _committee(uow: UnitOfWork, view: RoundView) -> str:
    committee_id = _committee_id(view)
    row = uow.session.get(Committee, committee_id) if committee_id is not None else None
    return row.name if row is not None else ""


def _committee_id(view: RoundView) -> int | None:
    held = view.meeting.committee_id if view.meeting is not None else None
    return held if held is not None else view.committee_id


def _appraisal(uow: UnitOfWork, view: RoundView) -> str:
    if view.appraisal_round_id is None:
        return ""
    row = uow.session.get(AppraisalRound, view.appraisal_round_id)
    if row is None:
        return ""
    first, last = thai_date_long(row.first), thai_date_long(row.last)
    return f"รอบที่ {row.number}/{row.year} ระหว่างวันที่ {first} ถึงวันที่ {last}"


def _kept(uow: UnitOfWork, view: RoundView) -> tuple[KeptPaper, ...]:
    """Return the papers of a round, the newest first; the order also where only the round says so."""
    whose = IssuedPaper.fields[ROUND_KEY].as_string() == str(view.id)
    if view.paper_id is not None:
        whose = or_(whose, IssuedPaper.id == view.paper_id)
    rows = uow.session.execute(
        select(
            IssuedPaper.id, IssuedPaper.fields, IssuedPaper.title, IssuedPaper.number,
            IssuedPaper.dated, IssuedPaper.made_by, IssuedPaper.made_at, IssuedNumber.voided_at,
        )
        .outerjoin(IssuedNumber, IssuedNumber.id == IssuedPaper.number_id)
        .where(whose)
        .order_by(IssuedPaper.id.desc())
    ).all()  # fmt: skip
    return tuple(
        KeptPaper(
            row.id, str((row.fields or {}).get(PAPER_KEY, "order")), row.title, row.number,
            row.dated, row.made_by, row.made_at, row.voided_at is not None,
        )
        for row in rows
    )  # fmt: skip


def _masked(uow: UnitOfWork, view: RoundView) -> dict[int, str]:
    people = [line.person_id for line in view.lines]
    found: dict[int, str] = {}
    for at in range(0, len(people), _CHUNK):
        query = select(Person.id, Person.national_id).where(Person.id.in_(people[at : at + _CHUNK]))
        for person_id, number in uow.session.execute(query):
            if number:
                found[person_id] = mask_national_id(number)
    return found
