"""Results from the units' Excel: preview, every fault with its reason, all or nothing."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from sqlalchemy import select

from hrdesk.exchange.appraisals import RESULTS_FORM
from hrdesk.exchange.workbook import write_form
from hrdesk.models import AuditEntry, Person
from hrdesk.services import appraisal_import as imports
from hrdesk.services import appraisals
from hrdesk.services.access import SYSTEM
from hrdesk.services.errors import DomainError
from hrdesk.services.queries.appraisals import appraisal_round
from tests.services.test_appraisals import _refused, _round, _score, _seen

_ID = "1101700203450"


def _check(digits: str) -> str:
    from hrdesk.rules.identity import check_digit

    return digits[:12] + str(check_digit(digits[:12]))


def _preview(database, round_id, path):
    file = imports.read_results_file(path)
    with database.read(SYSTEM) as uow:
        return imports.preview_results(uow, round_id, file)


def _file(path, *rows):
    full = [(*row, *[None] * (9 - len(row))) for row in rows]
    write_form(path, RESULTS_FORM, {"results": full})
    return path


def test_a_form_goes_out_and_comes_back(database, tmp_path):
    round_id, _ = _round(database)
    with database.read(SYSTEM) as uow:
        rows, mark = imports.results_form(uow, round_id)
    filled = [list(row) for row in rows]
    filled[0][5:9] = ["๙๕", "95.0", "ดีเด่น", dt.date(2026, 11, 18)]
    filled[1][5:8] = ["89.99", "89.99", ""]
    path = tmp_path / "กองแผนงาน.xlsx"
    imports.write_results_file(path, tuple(tuple(row) for row in filled), mark)
    preview = _preview(database, round_id, path)
    assert [(one.name, one.total, one.level) for one in preview.changes] == [
        ("นางสาวคน1 สมมติสุข", Decimal(95), "ดีเด่น"),
        ("นางสาวคน2 สมมติสุข", Decimal("89.99"), "ดีมาก"),
    ]
    assert (preview.skipped, preview.problems, preview.good) == (1, (), True)
    with database.work(SYSTEM) as uow:
        assert imports.accept_results(uow, preview).value == 2
    with database.read(SYSTEM) as uow:
        lines = appraisal_round(uow, round_id).lines
    assert [line.imported_from for line in lines] == ["กองแผนงาน.xlsx", "กองแผนงาน.xlsx", ""]
    assert lines[0].acknowledgement == "acknowledged"
    again = _preview(database, round_id, path)
    assert (again.same, again.good) == (2, False)
    assert _refused(database, lambda uow: imports.accept_results(uow, preview)).code == (
        "appraisal_import_outdated"
    )


def test_every_fault_is_told_by_row_and_nothing_is_written(sqlite_database, tmp_path):
    database = sqlite_database
    round_id, (_, two, three) = _round(database)
    with database.work(SYSTEM) as uow:
        person = uow.session.get_one(appraisals.Appraisal, three).person_id
        uow.session.get_one(Person, person).national_id = _check(_ID)
    _score(database, two, "70", "70")
    with database.work(SYSTEM) as uow:
        appraisals.screen(uow, _seen(uow, two), "agreed")
    path = _file(
        tmp_path / "ก.xlsx",
        (None, None, "คน1 สมมติสุข", None, None, "80", "80"),  # right
        (None, None, "คน1 สมมติสุข", None, None, "81", "81"),  # 3 person twice
        (None, "1101700203459", "ใคร", None, None, "80", "80"),  # 4 wrong ID
        (None, _check("110170020346"), "ใคร", None, None, "80", "80"),  # 5 not in the round
        (None, _check(_ID), "คน2 สมมติสุข", None, None, "80", "80"),  # 6 another's name
        (None, None, "คน3 สมมติสุข", None, None, "100.5", "80"),  # 7 out of range (and twice)
        (None, None, "คน2 สมมติสุข", None, None, "80", "80", "ดีเลิศ"),  # 8 unknown level, settled
        (None, None, None, None, None, "80", "80"),  # 9 whose
        (None, None, "คน9 สมมติสุข", None, None, "80", "80"),  # 10 nobody
    )
    preview = _preview(database, round_id, path)
    found = [(problem.row, problem.code) for problem in preview.problems]
    assert found == [
        (3, "person_twice"),
        (4, "national_id_check_digit"),
        (5, "appraisal_not_in_round"),
        (6, "appraisal_name_differs"),
        (7, "person_twice"),
        (7, "appraisal_score_range"),
        (8, "appraisal_level_unknown"),
        (9, "appraisal_owner_missing"),
        (10, "appraisal_not_in_round"),
    ]
    assert all("1017002" not in problem.value for problem in preview.problems)
    assert _refused(database, lambda uow: imports.accept_results(uow, preview)).code == (
        "import_has_problems"
    )
    with database.read(SYSTEM) as uow:
        assert [line.total for line in appraisal_round(uow, round_id).lines] == [None, 70, None]


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        (("80", ""), "appraisal_score_missing"),
        (("แปดสิบ", "80"), "appraisal_score_range"),
        (("80.12345", "80"), "appraisal_score_decimals"),
        (("80", "80", "ดี"), "appraisal_level_differs"),
        (("80", "80", "", dt.date(2027, 1, 5)), "date_in_future"),
    ],
)
def test_what_is_wrong_with_the_scores_of_a_row(sqlite_database, tmp_path, cells, code):
    round_id, _ = _round(sqlite_database)
    path = _file(tmp_path / "ก.xlsx", (None, None, "คน1 สมมติสุข", None, None, *cells))
    preview = _preview(sqlite_database, round_id, path)
    assert [problem.code for problem in preview.problems] == [code]


def test_settled_results_and_namesakes_are_told(sqlite_database, tmp_path):
    database = sqlite_database
    round_id, (one, two, _) = _round(database)
    _score(database, one, "70", "70")
    with database.work(SYSTEM) as uow:
        appraisals.screen(uow, _seen(uow, one), "agreed")
        person = uow.session.get_one(appraisals.Appraisal, two).person_id
        uow.session.get_one(Person, person).first_name = "คน3"
    path = _file(
        tmp_path / "ก.xlsx",
        (None, None, "คน1 สมมติสุข", None, None, "80", "80"),
        (None, None, "นางสาวคน3 สมมติสุข", None, None, "80", "80"),
    )
    codes = [problem.code for problem in _preview(database, round_id, path).problems]
    assert codes == ["appraisal_screened_already", "appraisal_name_twice"]
    with pytest.raises(DomainError, match="appraisal_file_empty"):
        _preview(database, round_id, _file(tmp_path / "ข.xlsx"))


def test_an_import_never_overrides_a_refusal_or_a_return(sqlite_database, tmp_path):
    database = sqlite_database
    round_id, (one, two, _) = _round(database)
    on, today = dt.date(2026, 11, 18), dt.date(2026, 11, 20)
    for id_ in (one, two):
        _score(database, id_, "80", "80")
    with database.work(SYSTEM) as uow:
        told = appraisals.Acknowledgement(_seen(uow, one), "refused", on, "นางสาวพยาน สมมติ")
        appraisals.acknowledge(uow, told)
        appraisals.acknowledge(uow, appraisals.Acknowledgement(_seen(uow, two), "acknowledged", on))
        appraisals.screen(uow, _seen(uow, two), "returned", "ทบทวนคะแนน")
        rows, _ = imports.results_form(uow, round_id)
    assert [row[-1] for row in rows] == [on, None, None]  # what was returned is not known

    def looked(name, score, day):
        path = _file(tmp_path / "ก.xlsx", (None, None, name, None, None, score, score, "", day))
        return _preview(database, round_id, path)

    refused = looked("คน1 สมมติสุข", "80", today)
    assert [each.code for each in refused.problems] == ["appraisal_refused_already"]
    assert looked("คน1 สมมติสุข", "80", on).same == 1
    early = looked("คน2 สมมติสุข", "70", on)
    assert [each.code for each in early.problems] == ["appraisal_informed_early"]
    with database.work(SYSTEM) as uow:
        imports.accept_results(uow, looked("คน2 สมมติสุข", "70", today))
        said = uow.session.scalars(
            select(AuditEntry).where(AuditEntry.entity == "appraisal").order_by(AuditEntry.id)
        ).all()[-1]
    assert (said.action, said.entity_id) == ("appraisal.imported", two)
    assert said.changes["achievement"] == ["80", "70"]
    assert said.changes["acknowledgement"] == ["", "acknowledged"]
    assert said.changes["informed_on"] == [None, "2026-11-20"]
