"""The main job without a window: an invented office, one matter of each kind to its end, papers.

Everything goes through the services that the window uses, so the papers are the real ones.
"""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from hrdesk.rules.codes import MANUAL_KINDS, CaseStatus, CaseType
from hrdesk.rules.dates import thai_date_slash
from hrdesk.services.access import Actor
from hrdesk.services.database import Database
from hrdesk.services.lifecycle import create_database
from hrdesk.services.location import Location
from hrdesk.services.paper_drafts import PaperDraft, build, with_values
from hrdesk.services.papers import KINDS, FilePaper, file_name, file_paper, prepare_paper
from hrdesk.services.queries.cases import case_detail
from hrdesk.services.queries.people import PeopleFilter, list_people
from hrdesk.services.sample_cases import finish_step, receive_sample

_PACE = dt.timedelta(days=4)
_LONGEST = 60
_START = {
    CaseType.PROMOTION: 330,
    CaseType.TRANSFER_OUT: 120,
    CaseType.REASSIGNMENT: 110,
    CaseType.RESIGNATION: 90,
}


def run_demo(out: Path, *, screens: bool = True, procedures: bool = True) -> list[Path]:
    """Make the office, walk a matter on every procedure, print papers and screens; returns the files.

    ``out`` is filled; only what an earlier demo left in it is replaced.
    """
    papers = out / "papers"
    for old in (papers, out / "screens"):
        shutil.rmtree(old, ignore_errors=True)
    papers.mkdir(parents=True, exist_ok=True)
    made: list[Path] = []
    with tempfile.TemporaryDirectory(prefix="hrdesk-demo-") as folder:
        database = create_database(Location.file(Path(folder) / "demo.db"))
        try:
            actor = _office(database)
            for kind in MANUAL_KINDS:
                case_id = walk(database, actor, kind)
                made += print_papers(database, actor, case_id, papers)
            if screens:
                from hrdesk.screens import draw_screens

                made += draw_screens(database, actor, out / "screens")
        finally:
            database.close()
    if procedures:
        from hrdesk.demo.procedures import walk_procedures
        from hrdesk.demo.rounds import walk_rounds

        made += walk_procedures(papers, _drawing("draw_cases", out) if screens else _nothing)
        made += walk_rounds(papers, _drawing("draw_rounds", out) if screens else _nothing)
    return made


def _drawing(how: str, out: Path) -> Callable[[Database, Actor, str], list[Path]]:
    """Draw what was walked in an office by a function of ``hrdesk.screens``, in a folder of its own."""

    def draw(database: Database, actor: Actor, name: str) -> list[Path]:
        from hrdesk import screens

        made: list[Path] = getattr(screens, how)(database, actor, out / "screens" / name)
        return made

    return draw


def _nothing(_database: Database, _actor: Actor, _agency: str) -> list[Path]:
    return []


def walk(database: Database, actor: Actor, kind: CaseType) -> int:
    """Take one matter of a kind in and move it the good way to its end; returns its id."""
    with database.work(actor) as uow:
        place = MANUAL_KINDS.index(kind)
        people = list_people(uow, PeopleFilter(), ("name", False), 0, 40).rows
        received = uow.clock.today() - dt.timedelta(days=_START[kind])
        case_id = receive_sample(uow, people[place * 5 + 2].id, kind, received)
        for _ in range(_LONGEST):
            detail = case_detail(uow, case_id)
            if detail.status is CaseStatus.COMPLETED:
                return case_id
            finish_step(uow, detail, min(detail.since + _PACE, uow.clock.today()))
    raise RuntimeError(f"{kind.value} did not come to its end")


def print_papers(database: Database, actor: Actor, case_id: int, folder: Path) -> list[Path]:
    """Make every paper of a case, keep each with the case, and write it as a PDF."""
    made = []
    with database.read(actor) as uow:
        number = case_detail(uow, case_id).number
    for kind in KINDS:
        with database.work(actor) as uow:
            draft = filled(prepare_paper(uow, case_id, kind).value)
            case_type = case_detail(uow, case_id).case_type
        if draft.missing:
            names = ", ".join(field.label_th for field in draft.missing)
            raise RuntimeError(f"{kind} of case {number} lacks {names}")
        content = build(draft)
        with database.work(actor) as uow:
            file_paper(
                uow, FilePaper(case_id, kind, draft.title, content, draft.number, draft.dated)
            )
        file = folder / f"{case_type.value}-{file_name(draft, number)}"
        file.write_bytes(content)
        made.append(file)
    return made


def _office(database: Database) -> Actor:
    from hrdesk.services.first_start import create_sample_office

    return create_sample_office(database)


def filled(draft: PaperDraft) -> PaperDraft:
    """Type what only a person can know, as someone in the window would."""
    names = {field.name: field for field in draft.editable}
    typed = {
        "letter_number": "ตย ๐๓๐๓/๙๙",
        "order_number": "99/2569",
        "people.0.effective_on": thai_date_slash(draft.dated or dt.date(2026, 10, 1)),
        "effective_on": thai_date_slash(draft.dated or dt.date(2026, 10, 1)),
        "order_dated": thai_date_slash(draft.dated or dt.date(2026, 10, 1)),
    }
    empty = {
        name: value
        for name, value in typed.items()
        if name in names and (not names[name].value or names[name].value.endswith("/"))
    }
    return with_values(draft, empty) if empty else draft
