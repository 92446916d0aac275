"""One whole matter on every procedure of the four agencies, with each paper that its steps make."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from hrdesk.documents.errors import PaperError
from hrdesk.rules.codes import Agency, CaseStatus, CaseType
from hrdesk.services.access import Actor
from hrdesk.services.cases import OpenCase, TargetPost, open_case
from hrdesk.services.database import Database
from hrdesk.services.first_start import create_sample_office
from hrdesk.services.lifecycle import create_database
from hrdesk.services.location import Location
from hrdesk.services.office import OfficeInput, SaveOffice, save_office
from hrdesk.services.paper_drafts import build
from hrdesk.services.papers import paper_kinds, prepare_paper
from hrdesk.services.procedures import in_force_for, kinds_offered
from hrdesk.services.queries.cases import CaseDetail, case_detail
from hrdesk.services.queries.office import office_detail
from hrdesk.services.queries.people import PeopleFilter, list_people
from hrdesk.services.sample_cases import finish_step
from hrdesk.services.unit_of_work import BANGKOK

_PACE = dt.timedelta(days=6)
_YEARS_AHEAD = 2
_LONGEST = 60
_FIRST_DAY = dt.date(2026, 11, 2)  # the newest procedures are in force


class LaterClock:
    """The clock of a walk: two years from now, so that every period of the law has passed."""

    def now(self) -> dt.datetime:
        """Return the moment two years ahead, aware, in UTC."""
        return dt.datetime.now(dt.UTC) + dt.timedelta(days=365 * _YEARS_AHEAD)

    def today(self) -> dt.date:
        """Return that moment's date in Thailand."""
        return self.now().astimezone(BANGKOK).date()


def walk_procedures(
    folder: Path,
    draw: Callable[[Database, Actor, str], list[Path]],
    agencies: Iterable[Agency] = Agency,
) -> list[Path]:
    """Walk the agencies' own procedures; returns the papers and what ``draw`` made of the office.

    ``draw`` gets the office's database and user and the agency's code once its walks are done.
    """
    made: list[Path] = []
    for agency in agencies:
        with tempfile.TemporaryDirectory(prefix="hrdesk-demo-") as place:
            database = create_database(Location.file(Path(place) / "demo.db"), LaterClock())
            try:
                actor = office_of(database, agency)
                for kind in _own_kinds(database, actor, agency):
                    made += _walk(database, actor, kind, folder / agency.value)
                made += draw(database, actor, agency.value)
            finally:
                database.close()
    return made


def office_of(database: Database, agency: Agency) -> Actor:
    """Fill a new database with the sample office as one of another agency; returns its administrator."""
    actor = create_sample_office(database, rounds=False)
    with database.work(actor) as uow:
        now = office_detail(uow)
        office = OfficeInput(
            agency,
            f"{agency.label} (ตัวอย่าง)",
            now.unit_name,
            now.address,
            now.telephone,
            now.letter_code,
            emblem_preprinted=now.emblem_preprinted,
        )
        save_office(uow, SaveOffice(now.version, office))
    return actor


def _own_kinds(database: Database, actor: Actor, agency: Agency) -> tuple[CaseType, ...]:
    with database.read(actor) as uow:
        return tuple(
            kind
            for kind in kinds_offered(uow)
            if in_force_for(uow, kind, _FIRST_DAY).procedure.agency is agency
        )


def _walk(database: Database, actor: Actor, kind: CaseType, folder: Path) -> list[Path]:
    """Take one matter in, make the papers of each step it comes to, and finish it the good way."""
    case_id = _receive(database, actor, kind)
    made: list[Path] = []
    kinds: set[str] = set()
    for _ in range(_LONGEST):
        with database.read(actor) as uow:
            detail = case_detail(uow, case_id)
        if detail.status is CaseStatus.COMPLETED:
            return made
        made += _papers(database, actor, detail, kinds, folder)
        with database.work(actor) as uow:
            finish_step(uow, detail, min(detail.since + _PACE, uow.clock.today()))
    raise RuntimeError(f"{kind.value} did not come to its end")


def _receive(database: Database, actor: Actor, kind: CaseType) -> int:
    with database.work(actor) as uow:
        procedure = in_force_for(uow, kind, _FIRST_DAY).procedure
        people = list_people(uow, PeopleFilter(), ("name", False), 0, 40).rows
        person = people[list(CaseType).index(kind) + 3] if procedure.person else None
        resigns = kind is CaseType.RESIGNATION
        command = OpenCase(
            person_id=person.id if person else None,
            case_type=kind,
            received_on=_FIRST_DAY,
            subject=f"{procedure.title} {person.name if person else 'ประจำปี 2570'}",
            target=TargetPost(
                "นักทรัพยากรบุคคล", "99", "K", "K3", "นักทรัพยากรบุคคล", "กองกลาง", "กรมตัวอย่าง"
            ),
            papers=frozenset(paper.key for paper in procedure.papers),
            officer_id=actor.user_id,
            effective_on=_FIRST_DAY + dt.timedelta(days=45) if resigns else None,
            second=True,
        )
        return open_case(uow, command).value.id


def _papers(
    database: Database, actor: Actor, detail: CaseDetail, kinds: set[str], folder: Path
) -> list[Path]:
    """Make the papers the present step suggests that were not made before, filled as typed."""
    from hrdesk.demo import filled

    made = []
    with database.work(actor) as uow:
        wanted = [choice.kind for choice in paper_kinds(uow, detail.id) if choice.suggested]
    for kind in wanted:
        if kind in kinds:
            continue
        kinds.add(kind)
        with database.work(actor) as uow:
            draft = filled(prepare_paper(uow, detail.id, kind).value)
        try:
            content = build(draft)
        except PaperError as problem:
            raise RuntimeError(f"{kind} of {detail.case_type.value}: {problem.code}") from problem
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / f"{detail.case_type.value}-{kind}.pdf"
        file.write_bytes(content)
        made.append(file)
    return made
