"""A year of appraisal and salary in an invented office, from the results to the printed papers."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable
from pathlib import Path

from hrdesk.demo.payroll_people import fit_to_bases, make_local
from hrdesk.demo.procedures import LaterClock, office_of
from hrdesk.rules.codes import Agency
from hrdesk.rules.dates import BE_OFFSET, fiscal_year
from hrdesk.services.access import Actor
from hrdesk.services.appraisal_final import close_round
from hrdesk.services.appraisal_papers import (
    AGREEMENT,
    FORM,
    build_appraisal_papers,
    prepare_appraisal_papers,
    prepare_summary,
)
from hrdesk.services.appraisal_rounds import (
    OpenAppraisalRound,
    open_appraisal_round,
)
from hrdesk.services.appraisals import Acknowledgement, acknowledge
from hrdesk.services.database import Database
from hrdesk.services.lifecycle import create_database
from hrdesk.services.location import Location
from hrdesk.services.papers import PaperOptions, paper_style
from hrdesk.services.payrolls import TakePayroll, take_payroll
from hrdesk.services.queries.appraisals import appraisal_round
from hrdesk.services.queries.salary_papers import round_book
from hrdesk.services.queries.salary_rounds import round_view
from hrdesk.services.queries.salary_types import RoundMeeting
from hrdesk.services.salary_choices import propose_round
from hrdesk.services.salary_final import finalise_round
from hrdesk.services.salary_law import CONTRACT, PERCENTAGE, STEP, payroll_day, round_numbers
from hrdesk.services.salary_output import build_together, write_tables
from hrdesk.services.salary_papers import paper_rows, papers_of
from hrdesk.services.salary_rounds import OpenRound, open_round, record_meeting
from hrdesk.services.salary_tables import tables_of
from hrdesk.services.sample_rounds import add_results

_TABLE = "2552"
_BANDS = {"ดีเด่น": "3.5", "ดีมาก": "3", "ดี": "2.5", "พอใช้": "1.5"}


def walk_rounds(folder: Path, draw: Callable[[Database, Actor, str], list[Path]]) -> list[Path]:
    """Walk the rounds of a local office and of a department; returns the files made.

    ``draw`` gets the office's database and user and the agency's code once its rounds are done.
    """
    made: list[Path] = []
    for agency, schemes in ((Agency.SAO, (STEP, CONTRACT)), (Agency.DMS, (PERCENTAGE,))):
        with tempfile.TemporaryDirectory(prefix="hrdesk-demo-") as place:
            database = create_database(Location.file(Path(place) / "demo.db"), LaterClock())
            try:
                actor = office_of(database, agency)
                (make_local if agency is Agency.SAO else fit_to_bases)(database, actor)
                target = folder / f"{agency.value}-rounds"
                target.mkdir(parents=True, exist_ok=True)
                made += _year(database, actor, schemes, target)
                made += draw(database, actor, f"{agency.value}-rounds")
            finally:
                database.close()
    return made


def _year(database: Database, actor: Actor, schemes: tuple[str, ...], folder: Path) -> list[Path]:
    """Both half-years of the last whole fiscal year; a scheme of one round a year is in the second."""
    with database.read(actor) as uow:
        year = fiscal_year(uow.clock.today()) - 1
    made: list[Path] = []
    for number in (1, 2):
        appraised = _appraise(database, actor, year, number, folder, made)
        for scheme in schemes:
            if number in round_numbers(scheme):
                _raise(database, actor, scheme, year, number, appraised, folder, made)
    return made


def _appraise(
    database: Database, actor: Actor, year: int, number: int, folder: Path, made: list[Path]
) -> int:
    """Open, fill and close one appraisal round; returns its id."""
    with database.work(actor) as uow:
        round_id = open_appraisal_round(uow, OpenAppraisalRound(year, number)).value
        seen = add_results(uow, round_id)
        every = tuple(each.id for each in seen)
        view = appraisal_round(uow, round_id)
        on = min(view.last, uow.clock.today())
        acknowledge(uow, Acknowledgement(seen, "acknowledged", on))
    with database.work(actor) as uow:
        view = appraisal_round(uow, round_id)
        close_round(uow, round_id, view.version, "รอบตัวอย่าง")
        forms = [
            prepare_appraisal_papers(uow, AGREEMENT, every[:3]),
            prepare_appraisal_papers(uow, FORM, every[:3]),
            prepare_summary(uow, round_id),
        ]
    for paper in forms:
        file = folder / f"{year}-{number} {paper.kind}.pdf"
        file.write_bytes(build_appraisal_papers(paper))
        made.append(file)
    return round_id


def _raise(
    database: Database, actor: Actor, scheme: str, year: int, number: int, appraised: int,
    folder: Path, made: list[Path],
) -> None:  # fmt: skip
    """One salary round from the payroll to its papers."""
    day = payroll_day(scheme, year, number)
    with database.work(actor) as uow:
        payroll = take_payroll(uow, TakePayroll(scheme, day)).value
        options = {} if scheme != PERCENTAGE else {"table": _TABLE, "bands": _BANDS}
        round_id = open_round(
            uow, OpenRound(scheme, year, number, payroll, appraised, options=options)
        ).value
        propose_round(uow, round_id)
    with database.work(actor) as uow:
        held_on = min(dt.date(year - BE_OFFSET, day.month, 20), uow.clock.today())
        meeting = RoundMeeting(held_on, f"1/{year}", "ที่ประชุมเห็นชอบตามบัญชีที่เสนอ")
        version = record_meeting(uow, round_id, round_view(uow, round_id).version, meeting).value
        finalise_round(uow, round_id, version)
    with database.read(actor) as uow:
        book = round_book(uow, round_id)
    style = paper_style(book.facts, PaperOptions())
    for row in paper_rows(book):
        papers = papers_of(book, row)
        file = folder / f"{year}-{number} {scheme} {row.id}.pdf"
        file.write_bytes(build_together(papers, style, row.title))
        made.append(file)
    table = folder / f"{year}-{number} {scheme}.xlsx"
    write_tables(table, tables_of(book))
    made.append(table)
