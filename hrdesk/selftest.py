"""What an installed program must be able to do, checked in a few seconds on a throw-away office."""

from __future__ import annotations

import logging
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from hrdesk import __version__, paths

log = logging.getLogger(__name__)
Check = tuple[str, Callable[[Path], None]]


def self_test() -> int:
    """Run every check and say each; 0 when all is well, 1 when anything is missing."""
    from hrdesk.screens import screenless

    screenless()
    _say(f"hrdesk {__version__}")
    failed = 0
    with tempfile.TemporaryDirectory(prefix="hrdesk-selftest-") as folder:
        for name, check in CHECKS:
            try:
                check(Path(folder))
            except Exception as problem:  # noqa: BLE001 - every fault is reported, none hidden
                failed += 1
                _say(f"ไม่ผ่าน  {name}: {type(problem).__name__}: {problem}")
            else:
                _say(f"ผ่าน    {name}")
    _say("โปรแกรมครบถ้วน" if not failed else f"ไม่ผ่าน {failed} รายการ")
    return 1 if failed else 0


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _resources(_folder: Path) -> None:
    for relative in ("themes/light.toml", "help/tracking.md", "letters/order_resignation.yaml"):
        if not paths.resource(relative).is_file():
            raise FileNotFoundError(relative)


def _rules(_folder: Path) -> None:
    from hrdesk.rules.procedure import load, released

    found = [load(*each) for each in released()]
    if not found:
        raise LookupError("no procedure")


def _passwords(_folder: Path) -> None:
    from hrdesk.services.passwords import hash_password

    if not hash_password("ทดสอบรหัสผ่านยาวพอ").startswith("$argon2id$"):
        raise ValueError("not argon2id")


def _server_driver(_folder: Path) -> None:
    import psycopg

    if not psycopg.pq.version():
        raise ImportError("libpq")


def _office_and_papers(folder: Path) -> None:
    from hrdesk.demo import print_papers, walk
    from hrdesk.documents.preview import page_count, page_text, render_page
    from hrdesk.rules.codes import CaseType
    from hrdesk.services.backup import back_up, verify
    from hrdesk.services.first_start import create_sample_office
    from hrdesk.services.lifecycle import create_database
    from hrdesk.services.location import Location

    database = create_database(Location.file(folder / "office.db"))
    try:
        actor = create_sample_office(database)
        case_id = walk(database, actor, CaseType.RESIGNATION)
        for file in print_papers(database, actor, case_id, folder):
            pdf = file.read_bytes()
            if not page_count(pdf) or not page_text(pdf, 0).strip():
                raise ValueError(f"{file.name} is empty")
            render_page(pdf, 0, 40)
        verify(back_up(database, actor, folder / "backups").path)
    finally:
        database.close()


def _excel(folder: Path) -> None:
    from hrdesk.services.excel_files import read_people_file, write_blank_people_form

    write_blank_people_form(folder / "blank.xlsx")
    read_people_file(folder / "blank.xlsx")


def _window(folder: Path) -> None:
    from hrdesk.screens import draw_screens
    from hrdesk.services.first_start import create_sample_office
    from hrdesk.services.lifecycle import create_database
    from hrdesk.services.location import Location

    database = create_database(Location.file(folder / "window.db"))
    try:
        drawn = draw_screens(database, create_sample_office(database), folder / "screens")
        if not drawn or any(not file.stat().st_size for file in drawn):
            raise ValueError("a screen was not drawn")
    finally:
        database.close()


CHECKS: tuple[Check, ...] = (
    ("ไฟล์ประกอบของโปรแกรม", _resources),
    ("ขั้นตอนตามกฎเกณฑ์", _rules),
    ("รหัสผ่าน", _passwords),
    ("ตัวเชื่อมต่อ PostgreSQL", _server_driver),
    ("สำนักงานตัวอย่าง เอกสาร และการสำรองข้อมูล", _office_and_papers),
    ("แบบฟอร์ม Excel", _excel),
    ("หน้าจอ", _window),
)
