"""The slip and the page that the owner of a matter takes along."""

from __future__ import annotations

from hrdesk.services.queries.tracking import CaseFilter, list_cases
from hrdesk.ui.pages.case import for_owner

from .conftest import settle


def act(page, name):
    next(action for action in page.actions() if action.objectName() == name).trigger()
    settle(page)


def test_the_slip_is_shown_for_printing_and_its_code_finds_the_matter(open_page, desk, monkeypatch):
    shown = []
    monkeypatch.setattr("hrdesk.ui.printing.preview", lambda *args: shown.append(args))
    case = desk.open_case()
    page = open_page(case)
    act(page, "status_slip")
    assert shown[0][2] == "บัตรติดตามเรื่อง 1/2570"
    assert shown[0][3].startswith(b"%PDF")
    with desk.database.read(desk.officer) as uow:
        from hrdesk.models import Case

        code = uow.session.get_one(Case, case).slip_code
        assert [row.id for row in list_cases(uow, CaseFilter(text=code))] == [case]


def test_the_page_is_written_where_it_is_asked_for(open_page, desk, monkeypatch, tmp_path):
    asked = []

    def ask(_owner, _title, name, _kind):
        asked.append(name)
        return tmp_path / name

    monkeypatch.setattr(for_owner, "ask_save", ask)
    page = open_page(desk.open_case())
    act(page, "save_matters")
    assert asked == ["เรื่องเลขที่ 1-2570.html"]  # nobody's name
    text = (tmp_path / asked[0]).read_text(encoding="utf-8")
    assert text.startswith("<!DOCTYPE html>")
    assert "สมศรี" in text


def test_given_up_nothing_is_made(open_page, desk, monkeypatch):
    monkeypatch.setattr(for_owner, "ask_save", lambda *_args: None)
    page = open_page(desk.open_case())
    act(page, "save_matters")
    with desk.database.read(desk.officer) as uow:
        from hrdesk.models import AuditEntry

        assert not uow.session.query(AuditEntry).filter_by(action="person.matters_exported").all()


def test_a_disk_that_cannot_be_written_is_told(open_page, desk, monkeypatch, tmp_path):
    monkeypatch.setattr(for_owner, "ask_save", lambda *_args: tmp_path / "none" / "a.html")
    page = open_page(desk.open_case())
    told = []
    monkeypatch.setattr(page.ctx.notify, "error", lambda problem, *_: told.append(problem.code))
    act(page, "save_matters")
    assert told == ["file_not_written"]


def test_a_secretary_has_neither(open_page, desk):
    page = open_page(desk.open_case(), desk.secretary)
    names = {action.objectName() for action in page.actions()}
    assert not names & {"status_slip", "save_matters"}
