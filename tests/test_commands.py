"""The commands without a window, as IT staff run them."""

from __future__ import annotations

import io
import re
import sys

import pytest

from hrdesk import __version__
from hrdesk.__main__ import main
from hrdesk.documents.preview import page_count, page_text
from hrdesk.rules.codes import Agency
from hrdesk.services.backup import list_backups
from hrdesk.services.excel_files import write_people_file
from hrdesk.services.people_export import export_people
from hrdesk.services.sample_office import sample_accounts
from hrdesk.settings import Settings


@pytest.fixture
def office(hrdesk_home, sample_offices):
    """A sample office that this PC's settings point to; yields (database, administrator)."""
    database, actor = sample_offices(hrdesk_home / "office.db")
    Settings().set("database", database.location.text)
    yield database, actor
    database.close()


@pytest.fixture
def password(monkeypatch):
    """Give the sample's password on standard input, or another one."""

    def give(text: str | None = None) -> None:
        given = text if text is not None else sample_accounts()[0].password
        monkeypatch.setattr(sys, "stdin", io.StringIO(f"{given}\n"))

    give()
    return give


def test_the_version_is_told(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert __version__ in capsys.readouterr().out


def test_a_command_without_an_office_says_what_to_do(hrdesk_home, capsys):
    assert main(["check"]) == 2
    assert "ยังไม่ได้ตั้งค่าสำนักงาน" in capsys.readouterr().err


def test_demo_walks_every_procedure_of_an_agency_with_the_papers_of_its_steps(tmp_path):
    from hrdesk.demo.procedures import walk_procedures

    drawn = []
    made = walk_procedures(
        tmp_path, lambda _database, _actor, agency: drawn.append(agency) or [], [Agency.DHSS]
    )
    assert drawn == ["dhss"]
    assert {file.name.partition("-")[0] for file in made} == {"promotion", "position_allowance"}
    assert all(file.read_bytes().startswith(b"%PDF") for file in made)


def test_demo_walks_a_year_of_rounds_with_their_papers(tmp_path):
    from hrdesk.demo.rounds import walk_rounds

    drawn = []
    made = walk_rounds(tmp_path, lambda _database, _actor, name: drawn.append(name) or [])
    assert drawn == ["sao-rounds", "dms-rounds"]
    papers = {file.relative_to(tmp_path).as_posix() for file in made if file.suffix == ".pdf"}
    rounds = {name.split(" ")[1] for name in papers if "order" in name}
    assert rounds == {"step", "contract", "percentage"}
    assert {name.split(" ")[2] for name in papers if "1 step" in name} == {
        "account.pdf", "assessments.pdf", "form_1.pdf", "form_2.pdf", "summary.pdf",
        "reckoning.pdf", "order.pdf", "province.pdf", "notices.pdf", "reasons.pdf",
    }  # fmt: skip
    assert all(file.read_bytes().startswith((b"%PDF", b"PK")) for file in made)


def test_demo_walks_the_four_matters_and_prints_their_papers(tmp_path, capsys):
    out = tmp_path / "out"
    assert main(["demo", "--out", str(out), "--no-screens", "--no-procedures"]) == 0
    papers = sorted((out / "papers").glob("*.pdf"))
    assert len(papers) == 20
    assert str(out) in capsys.readouterr().out
    for paper in papers:
        pdf = paper.read_bytes()
        text = "".join(page_text(pdf, page) for page in range(page_count(pdf)))
        assert "....." not in text or "บันทึกข้อความ" in paper.name
    order = next(paper for paper in papers if paper.name.startswith("resignation-คำสั่ง"))
    text = re.sub(r"\s", "", page_text(order.read_bytes(), 0))
    assert "อนุญาตให้ข้าราชการลาออกจากราชการ" in text
    (out / "papers" / "old.pdf").write_bytes(b"")
    assert main(["demo", "--out", str(out), "--no-screens", "--no-procedures"]) == 0
    assert len(list((out / "papers").glob("*.pdf"))) == 20


def test_backup_check_and_restore(office, password, tmp_path, capsys):
    _database, _ = office
    assert main(["backup", "--user", "admin", "--folder", str(tmp_path / "b")]) == 0
    made = list_backups(tmp_path / "b")
    assert len(made) == 1
    assert main(["check"]) == 0
    assert "สมบูรณ์" in capsys.readouterr().out
    password()
    assert main(["restore", str(made[0].path), "--user", "admin"]) == 0
    password("ผิดแน่นอนครับ")
    assert main(["backup", "--user", "admin"]) == 2
    password()
    assert main(["restore", str(made[0].path), "--user", "general"]) == 2


def test_upgrade_of_a_database_that_is_up_to_date(office, capsys):
    assert main(["upgrade"]) == 0
    assert "อยู่แล้ว" in capsys.readouterr().out


def test_import_shows_first_and_writes_only_when_accepted(office, password, tmp_path, capsys):
    database, actor = office
    file = tmp_path / "register.xlsx"
    with database.work(actor) as uow:
        export = export_people(uow).value
    write_people_file(file, export)
    assert main(["import", str(file), "--user", "officer"]) == 0
    assert "เพิ่มใหม่ 0 · เปลี่ยน 0" in capsys.readouterr().out
    not_excel = tmp_path / "letter.xlsx"
    not_excel.write_text("สวัสดี", encoding="utf-8")
    password()
    assert main(["import", str(not_excel), "--user", "officer"]) == 2
    assert "Excel" in capsys.readouterr().err


def test_the_log_never_holds_names_or_ids(office, password, hrdesk_home):
    main(["backup", "--user", "admin"])
    log = "".join(file.read_text(encoding="utf-8") for file in (hrdesk_home / "logs").glob("*"))
    database, actor = office
    with database.read(actor) as uow:
        from sqlalchemy import select

        from hrdesk.models import Person

        for person in uow.session.scalars(select(Person)):
            assert person.last_name not in log
            assert not person.national_id or person.national_id not in log
