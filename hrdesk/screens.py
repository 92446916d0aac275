"""Pictures of the main screens, drawn by the real window over a database."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hrdesk.app import Opened
    from hrdesk.services.access import Actor
    from hrdesk.services.database import Database

SIZE = (1366, 768)
_Place = tuple[str, str, dict[str, object]]  # the picture's name, the page, where it opens


def screenless() -> None:
    """Let Qt draw without a screen where there is none."""
    shown = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if sys.platform == "linux" and not shown:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def draw_screens(database: Database, actor: Actor, folder: Path) -> list[Path]:
    """Draw each main page as a PNG of 1366 × 768 and return the files."""
    return _drawn(database, actor, folder, _places(database, actor))


def draw_cases(database: Database, actor: Actor, folder: Path) -> list[Path]:
    """Draw the page of the newest finished case of each kind, and the procedures themselves."""
    return _drawn(database, actor, folder, _cases(database, actor))


def draw_rounds(database: Database, actor: Actor, folder: Path) -> list[Path]:
    """Draw the pages of appraisal and salary with each round's own page, and a salary history."""
    return _drawn(database, actor, folder, _rounds(database, actor))


def _drawn(database: Database, actor: Actor, folder: Path, places: Iterable[_Place]) -> list[Path]:
    screenless()
    from hrdesk.app import apply_theme, make_application, open_window
    from hrdesk.settings import Settings

    folder.mkdir(parents=True, exist_ok=True)
    app = make_application()
    settings = Settings(folder / ".settings.json")
    apply_theme(app, settings)
    opened = open_window(settings, database, actor)
    try:
        opened.window.resize(*SIZE)
        opened.window.show()
        return [
            _draw(opened, folder / f"{number:02d}-{name}.png", page, **where)
            for number, (name, page, where) in enumerate(places, 1)
        ]
    finally:
        opened.close()
        (folder / ".settings.json").unlink(missing_ok=True)


def _rounds(database: Database, actor: Actor) -> Iterator[_Place]:
    from hrdesk.services.queries.appraisals import appraisal_rounds
    from hrdesk.services.queries.salary_rounds import round_view, salary_rounds

    with database.read(actor) as uow:
        appraised = appraisal_rounds(uow)
        raised = salary_rounds(uow)
        raised_one = next(line for line in round_view(uow, raised[0].id).lines if line.score)
    yield "appraisal", "appraisal", {}
    for line in appraised:
        yield f"appraisal-{line.year}-{line.number}", "appraisal_round", {"id": line.id}
    yield "salary", "salary", {}
    for each in raised:
        name = f"salary-{each.scheme}-{each.year}-{each.number}"
        yield name, "salary_round", {"id": each.id, "params": {"tab": "allocate"}}
    yield "person", "person", {"id": raised_one.person_id}


def _cases(database: Database, actor: Actor) -> Iterator[_Place]:
    from hrdesk.rules.codes import CaseStatus, CaseType
    from hrdesk.services.queries.tracking import CaseFilter, list_cases

    for kind in CaseType:
        wanted = CaseFilter(case_types=frozenset({kind}), status=CaseStatus.COMPLETED)
        with database.read(actor) as uow:
            found = list_cases(uow, wanted, ("received_on", True), 0, 1)
        if found:
            yield kind.value, "case", {"id": found[0].id}
    yield "procedures", "procedures", {}


def _places(database: Database, actor: Actor) -> Iterator[_Place]:
    from hrdesk.rules.codes import CaseStatus, CaseType
    from hrdesk.services.queries.tracking import CaseFilter, list_cases

    with database.read(actor) as uow:
        running = list_cases(
            uow,
            CaseFilter(case_types=frozenset({CaseType.PROMOTION}), status=CaseStatus.IN_PROGRESS),
            ("received_on", False),
        )
    yield "home", "home", {}
    yield "tracking", "tracking", {}
    yield "case", "case", {"id": running[0].id}
    yield "intake", "intake", {}
    yield "people", "people", {}
    yield "person", "person", {"id": 3}
    yield "candidates", "candidates", {}
    yield "calendar", "calendar", {}
    yield "staff", "staff", {}
    yield "registers", "registers", {}
    yield "procedures", "procedures", {}
    yield "calculator", "calculator", {}
    yield "law", "law", {"params": {"rule": "doh.score.move-k2"}}
    yield "holidays", "law", {"params": {"tab": "days"}}
    yield "settings", "settings", {}


def _draw(opened: Opened, file: Path, page: str, **where: object) -> Path:
    from hrdesk.ui.context import Route

    opened.window.navigate(Route(page, **where))  # type: ignore[arg-type]
    if not opened.ctx.tasks.wait_idle(30_000):
        raise RuntimeError(f"the page {page} did not come to rest")
    opened.window.repaint()
    opened.ctx.tasks.wait_idle()
    if not opened.window.grab().save(str(file)):
        raise OSError(f"{file.name} was not written")
    return file
