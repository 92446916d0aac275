"""Forms, check lists, registers and the slip."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from hrdesk.documents.batch import build_each
from hrdesk.documents.errors import PaperCancelled
from hrdesk.documents.papers import (
    assessment_request,
    card_register,
    card_request,
    checklist,
    job_characteristics,
    number_register,
    person_notice,
    probation_form,
    selection_application,
    status_slip,
)
from hrdesk.documents.preview import page_count, page_text
from hrdesk.documents.registry import PAPERS
from hrdesk.documents.samples import OFFICE
from hrdesk.documents.style import PaperStyle
from tests.documents.reading import bare, laksaman, poppler_text

STYLE = PaperStyle(fonts=laksaman())
FORMS = (
    assessment_request,
    card_request,
    job_characteristics,
    probation_form,
    selection_application,
)
DAY = dt.date(2026, 10, 5)


def names(missing: tuple) -> set[str]:
    return {field.name for field in missing}


@pytest.mark.parametrize("module", FORMS)
def test_a_filled_form_fits_one_page_and_says_who(module) -> None:
    data = module.sample()
    assert module.missing(data) == ()
    pdf = module.build(data, STYLE)
    assert page_count(pdf) == 1
    text = bare(poppler_text(pdf))
    assert bare(module.TITLE) in text
    assert bare(data.person_name) in text
    assert bare(data.unit) in text


@pytest.mark.parametrize("module", FORMS)
def test_an_empty_form_tells_what_is_missing_and_still_prints_as_a_blank(module) -> None:
    kinds = {paper.module: paper for paper in PAPERS if paper.module in FORMS}
    data = type(module.sample())()
    assert "person_name" in names(module.missing(data))
    assert bare(kinds[module].title) in bare(poppler_text(module.build(data, STYLE)))


def test_the_probation_form_has_a_place_to_sign_for_each_assessor() -> None:
    text = poppler_text(probation_form.build(probation_form.sample(), STYLE), "-layout")
    assert text.count("ลงชื่อ") == 4
    assert "วันที่ ๑ เมษายน ๒๕๖๙" in text
    decided = dataclasses.replace(
        probation_form.sample(), result=probation_form.RESULTS[1], result_note="31 ธ.ค. 2569"
    )
    assert "๓๑ ธ.ค. ๒๕๖๙" in poppler_text(probation_form.build(decided, STYLE))


def test_a_checklist_takes_its_lines_from_the_text_until_they_are_ticked() -> None:
    data = checklist.sample("newcomer")
    blank = checklist.lines_of(data)
    assert len(blank) == 11
    assert not any(line.ticked for line in blank)
    done = tuple(dataclasses.replace(line, ticked=True, note="5 ต.ค. 2569") for line in blank[:3])
    ticked = dataclasses.replace(data, lines=done)
    text = poppler_text(checklist.build(ticked, STYLE), "-layout")
    assert text.count("๕ ต.ค. ๒๕๖๙") == 3
    assert "หนังสือรับรองประสบการณ์" not in text


def test_the_slip_keeps_its_code_to_be_typed_and_names_nobody() -> None:
    slip = status_slip.StatusSlip(OFFICE, "K7F-2Q9", "15/2569", "การย้าย", DAY)
    assert status_slip.missing(slip) == ()
    text = poppler_text(status_slip.build(slip, STYLE))
    assert "K7F-2Q9" in text
    assert "๑๕/๒๕๖๙" in text
    assert names(status_slip.missing(status_slip.StatusSlip())) >= {"code", "case_number"}
    assert not [field for field in status_slip.FIELDS if "person" in field.name]


def test_the_register_of_numbers_shows_voided_ones_with_their_reason() -> None:
    lines = [
        number_register.NumberLine(f"{n}/2569", DAY, "เลื่อนข้าราชการ", "กองคลัง") for n in range(1, 60)
    ]
    lines[2] = dataclasses.replace(lines[2], voided=True, void_reason="พิมพ์ผิด")
    data = number_register.NumberRegister("คำสั่ง", 2569, "กรมตัวอย่าง", tuple(lines), DAY)
    assert number_register.missing(data) == ()
    pdf = number_register.build(data, STYLE)
    first = poppler_text(pdf, "-layout", "-l", "1")
    assert "ทะเบียนคุมเลขคำสั่ง ปี พ.ศ. ๒๕๖๙" in first
    assert "รวม ๕๙ เลข ยกเลิก ๑ เลข" in first
    assert "ยกเลิก พิมพ์ผิด" in first
    assert "เลขที่" in page_text(pdf, page_count(pdf) - 1)
    empty = number_register.NumberRegister("คำสั่ง", 2569)
    assert "ไม่มีรายการ" in poppler_text(number_register.build(empty, STYLE))
    assert names(number_register.missing(empty)) == {"rows"}


def test_the_register_of_cards_has_the_columns_of_the_manual() -> None:
    card = card_register.CardLine(
        "1/2569", DAY, "นางสาวน้ำทิพย์ ซื่อตรง", "นักวิชาการ", "กองคลัง", "บัตรหาย", DAY
    )
    data = card_register.CardRegister("กรมตัวอย่าง", 2569, (card,))
    text = bare(page_text(card_register.build(data, STYLE), 0))
    for head in ("เลขที่บัตร/ปี", "วันออกบัตร", "บัตรหมดอายุ", "ลายมือชื่อผู้รับ", "หมายเหตุ"):
        assert head in text
    assert bare(card.name) in text
    assert names(card_register.missing(card_register.CardRegister())) == {"rows"}


def test_a_file_each_is_made_one_at_a_time_and_can_be_stopped() -> None:
    heard: list[tuple[int, int]] = []
    letters = [person_notice.sample("result")] * 4
    made = build_each(
        letters,
        person_notice.build,
        STYLE,
        progress=lambda *at: heard.append(at),
        cancelled=lambda: len(heard) == 2,
    )
    first = next(made)
    assert first == person_notice.build(letters[0], STYLE)
    assert heard == []
    with pytest.raises(PaperCancelled) as stopped:
        list(made)
    assert stopped.value.facts == {"done": 2, "total": 4}
