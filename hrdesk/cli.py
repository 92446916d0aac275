"""The same services without a window: for IT staff, scripts, and a machine with no screen."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from hrdesk import __version__, paths
from hrdesk.services.access import Actor
from hrdesk.services.errors import DomainError, Invalid
from hrdesk.settings import Settings
from hrdesk.ui.messages import sentence

if TYPE_CHECKING:
    from hrdesk.rules.calendar import Holidays
    from hrdesk.services.database import Database
    from hrdesk.services.lifecycle import Opened

EXIT_REFUSED = 2


def run(arguments: Sequence[str]) -> int:
    """Run one command; 0 when done, 2 when refused with a sentence on standard error."""
    parser = _parser()
    chosen = parser.parse_args(list(arguments))
    from hrdesk.logs import start_log

    start_log()
    try:
        code: int = chosen.command(chosen)
    except Invalid as refusal:
        for problem in refusal.problems:
            print(sentence(problem), file=sys.stderr)
        return EXIT_REFUSED
    except DomainError as refusal:
        print(sentence(refusal), file=sys.stderr)
        return EXIT_REFUSED
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="hrdesk",
        description="โปรแกรมงานการเจ้าหน้าที่ เปิดหน้าต่างโปรแกรมด้วยคำสั่ง hrdesk โดยไม่มีคำต่อท้าย",
    )
    parser.add_argument("--version", action="version", version=f"hrdesk {__version__}")
    parser.add_argument("--self-test", action="store_true", help="ตรวจว่าโปรแกรมที่ติดตั้งทำงานครบ")
    commands = parser.add_subparsers(dest="name", required=True, metavar="คำสั่ง")

    demo = commands.add_parser("demo", help="สร้างสำนักงานตัวอย่าง เดินเรื่องจนจบ พิมพ์เอกสารและภาพหน้าจอ")
    demo.add_argument("--out", type=Path, default=Path("out"), help="โฟลเดอร์ผลลัพธ์ (ค่าเดิม: out)")
    demo.add_argument("--no-screens", action="store_true", help="ไม่ต้องทำภาพหน้าจอ")
    demo.add_argument(
        "--no-procedures", action="store_true", help="เฉพาะสี่เรื่องหลัก ไม่ต้องเดินทุกขั้นตอนงานของทุกหน่วยงาน"
    )
    demo.set_defaults(command=_demo)

    backup = commands.add_parser("backup", help="สำรองข้อมูล และเปิดตรวจชุดสำรองทันที")
    backup.add_argument("--folder", type=Path, help="โฟลเดอร์เก็บชุดสำรอง")
    backup.add_argument("--user", required=True, help="ชื่อผู้ใช้")
    backup.set_defaults(command=_backup)

    restore = commands.add_parser("restore", help="นำชุดสำรองกลับมาใช้ โดยสำรองของเดิมไว้ก่อน")
    restore.add_argument("file", type=Path, help="ไฟล์ชุดสำรอง")
    restore.add_argument("--user", required=True, help="ชื่อผู้ใช้ (ผู้ดูแลระบบ)")
    restore.set_defaults(command=_restore)

    upgrade = commands.add_parser("upgrade", help="ปรับฐานข้อมูลเป็นรุ่นของโปรแกรมนี้ (สำรองก่อนเสมอ)")
    upgrade.set_defaults(command=_upgrade)

    importing = commands.add_parser("import", help="นำเข้าทะเบียนบุคลากรจาก Excel")
    importing.add_argument("file", type=Path, help="ไฟล์ .xlsx ตามแบบของโปรแกรม")
    importing.add_argument("--user", required=True, help="ชื่อผู้ใช้")
    importing.add_argument("--accept", action="store_true", help="บันทึกจริง (ไม่ใส่ = แสดงผลตรวจเท่านั้น)")
    importing.set_defaults(command=_import)

    calc = commands.add_parser("calc", help="คำนวณตามกฎโดยไม่เปิดหน้าต่าง: ข้อเท็จจริงเป็น JSON ทาง stdin")
    calc.add_argument("kind", nargs="?", metavar="KIND", help="ชื่อการคำนวณ")
    calc.add_argument("--schema", action="store_true", help="แสดง JSON schema ของข้อเท็จจริง")
    calc.add_argument("--list", action="store_true", help="แสดงการคำนวณทั้งหมด")
    calc.set_defaults(command=_calc)

    check = commands.add_parser("check", help="ตรวจฐานข้อมูลและชุดสำรองล่าสุดว่าสมบูรณ์")
    check.set_defaults(command=_check)
    return parser


def _demo(chosen: argparse.Namespace) -> int:
    from hrdesk.demo import run_demo

    made = run_demo(chosen.out, screens=not chosen.no_screens, procedures=not chosen.no_procedures)
    print(f"ทำเสร็จแล้ว {len(made)} ไฟล์ อยู่ที่ {chosen.out.absolute()}")
    for file in made:
        print(f"  {file.relative_to(chosen.out)}")
    return 0


def _open() -> Opened:
    from hrdesk.services.lifecycle import open_database
    from hrdesk.services.location import Location

    text = Settings().text("database")
    if not text:
        raise DomainError("database_not_chosen")
    return open_database(Location(text), _folder())


def _folder() -> Path:
    chosen = Settings().text("backup_folder")
    return Path(chosen) if chosen else paths.backup_folder()


def _sign_in(database: Database, username: str) -> Actor:
    from hrdesk.services.accounts import sign_in

    password = (
        getpass.getpass("รหัสผ่าน: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    )
    return sign_in(database, username, password)


def _backup(chosen: argparse.Namespace) -> int:
    from hrdesk.services.backup import back_up

    opened = _open()
    actor = _sign_in(opened.database, chosen.user)
    made = back_up(opened.database, actor, chosen.folder or _folder())
    print(f"สำรองและตรวจแล้ว: {made.path} ({made.size:,} ไบต์)")
    opened.database.close()
    return 0


def _restore(chosen: argparse.Namespace) -> int:
    from hrdesk.services.backup import restore

    opened = _open()
    actor = _sign_in(opened.database, chosen.user)
    safety = restore(opened.database, actor, chosen.file, _folder())
    print(f"นำกลับมาใช้แล้ว ข้อมูลก่อนหน้านี้สำรองไว้ที่ {safety.path}")
    return 0


def _upgrade(_chosen: argparse.Namespace) -> int:
    from hrdesk.models.schema import HEAD

    opened = _open()
    if opened.backup is None:
        print(f"ฐานข้อมูลเป็นรุ่น {HEAD} อยู่แล้ว")
    else:
        print(f"ปรับฐานข้อมูลเป็นรุ่น {HEAD} แล้ว ของเดิมสำรองไว้ที่ {opened.backup.path}")
    opened.database.close()
    return 0


def _import(chosen: argparse.Namespace) -> int:
    from hrdesk.services.backup import back_up
    from hrdesk.services.excel_files import read_people_file
    from hrdesk.services.people_apply import apply_import
    from hrdesk.services.people_import import preview_import, refusal

    opened = _open()
    actor = _sign_in(opened.database, chosen.user)
    sheets = read_people_file(chosen.file)
    with opened.database.read(actor) as uow:
        preview = preview_import(uow, sheets)
    for problem in preview.problems:
        told = sentence(refusal(problem))
        print(f"{problem.sheet} แถว {problem.row} {problem.column}: {told}", file=sys.stderr)
    print(
        f"เพิ่มใหม่ {len(preview.new)} · เปลี่ยน {len(preview.changed)} · เหมือนเดิม {preview.same} · "
        f"ผิด {len(preview.problems)}"
    )
    if preview.problems:
        opened.database.close()
        return EXIT_REFUSED
    if chosen.accept:
        back_up(opened.database, actor, _folder(), reason="before-import")
        with opened.database.work(actor) as uow:
            apply_import(uow, preview)
        print("บันทึกแล้ว")
    opened.database.close()
    return 0


def _calc(chosen: argparse.Namespace) -> int:
    """The rules without a window: JSON in, JSON out; no database is opened."""
    import json

    from hrdesk.rules.calc import registry as calculations
    from hrdesk.rules.lawbook import LawBook
    from hrdesk.rules.refusal import Refused

    try:
        if chosen.list:
            _write("\n".join(f"{kind.name:<22}{kind.title}" for kind in calculations.kinds()))
            return 0
        kind = calculations.kind(
            chosen.kind or ""
        )  # an unknown one is refused before facts are read
        if chosen.schema:
            shown = kind.schema()
        else:
            shown = calculations.result(
                kind.name, _facts(), calculations.Context(LawBook.load(), _holidays)
            )
    except Refused as refusal:
        _write(json.dumps(calculations.error(refusal), ensure_ascii=False, indent=2))
        return EXIT_REFUSED
    _write(json.dumps(shown, ensure_ascii=False, indent=2))
    return 0


def _write(text: str) -> None:
    """Print in UTF-8 whatever the console's own encoding: another program reads it."""
    sys.stdout.buffer.write(f"{text}\n".encode())
    sys.stdout.flush()


def _facts() -> str:
    """Standard input as text; bytes that are no UTF-8 are refused as JSON is."""
    from hrdesk.rules.refusal import Refused

    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused("not_json", "ข้อมูลเข้าต้องเป็นข้อความ UTF-8") from None


def _holidays(year: int) -> Holidays:
    from hrdesk.services.public_holidays import holidays_of

    return holidays_of(year)


def _check(_chosen: argparse.Namespace) -> int:
    from hrdesk.services.backup import list_backups, verify

    opened = _open()
    if opened.database.location.path is not None:
        verify(opened.database.location.path)
    print(f"ฐานข้อมูลสมบูรณ์: {opened.database.location.label}")
    opened.database.close()
    backups = list_backups(_folder())
    if not backups:
        print("ยังไม่มีชุดสำรอง")
        return 0
    verify(backups[0].path)
    print(f"ชุดสำรองล่าสุดสมบูรณ์: {backups[0].path}")
    return 0
