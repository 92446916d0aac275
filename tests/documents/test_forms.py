"""Definitions of forms: read strictly, written back the same, edited by an office, shown filled."""

from __future__ import annotations

import dataclasses
from collections import Counter
from decimal import Decimal

import pytest

from hrdesk.documents import forms
from hrdesk.documents.errors import TemplateError
from hrdesk.documents.form_layout import Person
from hrdesk.documents.form_reader import dump_form
from hrdesk.documents.papers import (
    minutes,
    outlines,
    qualification_check,
    score_sheet,
    score_summary,
    work_score,
)
from hrdesk.documents.papers.score_parts import ScoredRow
from hrdesk.documents.preview import page_count, page_sizes, page_text
from hrdesk.documents.registry import paper_kind
from hrdesk.documents.style import PaperStyle
from hrdesk.documents.text import set_digits
from tests.documents.reading import bare, laksaman, pdfium_text, poppler_text
from tests.documents.test_word import letters, opened, text_of

STYLE = PaperStyle(fonts=laksaman())
SMALL = """
title: แบบตัวอย่าง
source: ""
note: ""
head: ["{agency}", "เรื่อง {subject}"]
fields: {subject: เรื่อง, name: ชื่อ}
questions: {fits: {label: ผล, options: {yes: ตรง, no: ไม่ตรง}}}
tables: {works: {title: ชื่อผลงาน}}
people: {members: กรรมการ}
parts:
  - {id: who, lines: [{name: 2, subject: 1}]}
  - {id: result, boxes: [fits]}
  - {id: works, table: {of: works, columns: [{field: title, width: 10}]}}
  - {id: all, sign_all: {of: members}}
"""


@pytest.mark.parametrize("key", forms.keys())
def test_every_shipped_form_is_written_back_the_same(key: str) -> None:
    form = forms.shipped(key)
    assert form.title == paper_kind(key).title
    assert forms.parse_form(dump_form(form), key) == form
    assert "โปรแกรม" in form.note or form.source


@pytest.mark.parametrize("key", forms.keys())
def test_the_data_fill_everything_a_form_declares(key: str) -> None:
    form = forms.shipped(key)
    module = paper_kind(key).module
    filled = module.filled(module.sample(key))
    assert set(form.fields) <= set(filled.values)
    assert set(form.tables) <= set(filled.tables)
    assert set(form.people) <= set(filled.people)
    assert set(form.items) <= set(filled.items)
    assert set(form.questions) <= set(filled.chosen)
    for name, columns in form.tables.items():
        given = filled.tables[name]
        for row in given.rows:
            assert set(columns) <= set(row) | set(given.spread)


@pytest.mark.parametrize("key", forms.keys())
def test_a_form_is_shown_filled_blank_and_in_the_offices_own_version(key: str) -> None:
    form = forms.shipped(key)
    module = paper_kind(key).module
    assert module.missing(module.sample(key)) == ()
    text = bare(pdfium_text(forms.preview(form, STYLE)))
    assert bare(module.sample(key).office.agency_name) in text or form.landscape
    blank = dataclasses.replace(type(module.sample(key))(), kind=key)
    assert module.missing(blank)
    assert page_count(module.build(blank, STYLE)) >= 1
    own = dataclasses.replace(
        form, head=("แบบของสำนักงานเราเอง",), parts=tuple(reversed(form.parts))
    )
    assert bare("แบบของสำนักงานเราเอง") in bare(pdfium_text(forms.preview(own, STYLE)))


@pytest.mark.parametrize("key", forms.keys())
def test_word_says_what_the_form_says(key: str) -> None:
    module = paper_kind(key).module
    data = module.sample(key)
    printed = poppler_text(module.build(data, STYLE))
    word = text_of(opened(module.sections(data, STYLE)))
    assert letters(word) - letters(printed) == Counter()
    page_heads = letters("หน้าจาก" * printed.count("หน้า "))
    assert letters(printed) - letters(word) - page_heads == Counter()


@pytest.mark.parametrize(
    ("old", "new", "field", "problem"),
    [
        ("title: แบบ", "titel: แบบ", "titel", "unknown_key"),
        ("parts:", "parts: []\nwhatever:", "whatever", "unknown_key"),
        ('note: ""\n', "", "note", "missing_key"),
        ("title: แบบตัวอย่าง", "title: ''", "title", "not_text"),
        ("เรื่อง {subject}", "เรื่อง {sujbect}", "head: sujbect", "unknown_field"),
        ("เรื่อง {subject}", "เรื่อง {subject", "head", "unpaired_brace"),
        ("name: 2", "nmae: 2", "parts.who.lines: nmae", "unknown_field"),
        ("name: 2", "name: 0", "parts.who.lines.name", "not_a_number"),
        ("boxes: [fits]", "boxes: fits", "parts.result.boxes", "not_a_list"),
        ("boxes: [fits]", "boxes: [fist]", "parts.result.boxes: fist", "unknown_field"),
        ("id: all", "id: who", "parts.4.id", "twice"),
        ("id: result", "id: result, words: [ก]", "parts.result", "not_one_body"),
        ("of: works", "of: work", "parts.works.table.of: work", "unknown_field"),
        ("width: 10", "width: ten", "parts.works.table.columns.1", "not_a_number"),
        ("width: 10", "width: 9, align: up", "parts.works.table.columns.1.align", "unknown_value"),
        ("columns:", "blank_rows: 99, columns:", "parts.works.table.blank_rows", "not_a_number"),
        ("people: {members: กรรมการ}", "people: [members]", "people", "not_a_mapping"),
        ("of: members", "of: members, as_table: 1", "parts.all.sign_all", "not_yes_or_no"),
        ("head:", "page_numbers: roman\nhead:", "page_numbers", "unknown_value"),
        ("head:", "title: อีกครั้ง\nhead:", "title", "duplicate key in line 5"),
    ],
)
def test_a_slip_in_a_form_is_told_with_its_key(
    old: str, new: str, field: str, problem: str
) -> None:
    from hrdesk.documents.form_reader import read_form

    assert read_form(SMALL, "small").parts[0].id == "who"
    assert old in SMALL
    with pytest.raises(TemplateError) as refused:
        read_form(SMALL.replace(old, new), "small")
    assert refused.value.facts == {"file": "small.yaml", "field": field, "problem": problem}


def test_an_office_may_drop_and_reword_but_not_invent() -> None:
    key = "score_sheet"
    form = forms.shipped(key)
    fewer = dataclasses.replace(form, parts=form.parts[:2])
    assert len(forms.parse_form(dump_form(fewer), key).parts) == 2
    invented = dataclasses.replace(form, fields={**form.fields, "salary": "เงินเดือน"})
    with pytest.raises(TemplateError) as refused:
        forms.parse_form(dump_form(invented), key)
    assert refused.value.facts["field"] == "fields.salary"
    with pytest.raises(TemplateError) as refused:
        forms.shipped("poem")
    assert refused.value.facts["problem"] == "no_such_file"


def test_the_blank_sheet_has_names_and_maxima_but_no_points() -> None:
    data = score_sheet.sample("score_sheet")
    text = poppler_text(score_sheet.build(score_sheet.blank(data), STYLE), "-layout")
    assert "๓๖.๕" not in text
    assert "๙๐.๕" not in text
    whole = bare(text)
    for row in data.rows:
        assert bare(row.name) in whole
    assert "(๔๐)" in text
    assert "ไม่ร่วมพิจารณา" in text
    assert "๙๐.๕" in poppler_text(score_sheet.build(data, STYLE), "-layout")


def test_a_total_waits_for_every_criterion_that_counts() -> None:
    data = score_sheet.sample("score_sheet")
    points = {"knowledge": Decimal(30), "work": Decimal(20), "conduct": Decimal("10.50")}
    row = ScoredRow("ก", points=points)
    assert row.cells(data.criteria)["total"] == ""
    exempt = dataclasses.replace(row, left_out=("other",))
    assert exempt.cells(data.criteria)["total"] == "60.5"
    assert exempt.cells(data.criteria)["other"] == "-"
    assert set(dataclasses.replace(row, recused=True).cells(data.criteria).values()) == {"-"}


def test_sixty_candidates_go_over_several_pages_under_the_same_head() -> None:
    data = score_sheet.sample("screening_1")
    many = tuple(
        dataclasses.replace(data.rows[0], name=f"ผู้สมัครคนที่ {number}") for number in range(1, 61)
    )
    pdf = score_sheet.build(dataclasses.replace(data, rows=many), STYLE)
    pages = page_count(pdf)
    assert 3 <= pages <= 6
    for page in range(pages - 1):
        text = bare(page_text(pdf, page))
        assert bare("ความประพฤติ") in text
        assert len(text) > 300
    assert bare("ผู้สมัครคนที่ ๖๐") in bare(pdfium_text(pdf))
    assert bare("ลงชื่อ") in bare(page_text(pdf, pages - 1))
    assert all(width > height for width, height in page_sizes(pdf))


def test_arabic_digits_by_the_switch() -> None:
    style = dataclasses.replace(STYLE, digits="arabic")
    text = poppler_text(score_sheet.build(score_sheet.sample("score_sheet"), style), "-layout")
    assert "36.5" in text
    assert "๓" not in text


def test_the_work_sheet_ticks_the_outlet_and_shows_marks_and_result() -> None:
    data = work_score.sample()
    text = poppler_text(work_score.build(data, STYLE), "-layout")
    assert "เกณฑ์ผ่าน" in text
    row = next(line for line in text.splitlines() if "คุณภาพของผลงาน" in line)
    assert [word for word in row.split() if word[0] in "๐๑๒๓๔๕๖๗๘๙"] == ["๓", "๒๕", "๑๕", "๒๐"]
    assert row.endswith("ผ่าน")
    filled = work_score.filled(data)
    assert filled.chosen == {"outlet": ("meeting",), "grade": ("very_good",), "result": ("passed",)}
    exempt = dataclasses.replace(
        data,
        criteria=(
            *data.criteria[:3],
            dataclasses.replace(data.criteria[3], points=None, passed=None, left_out=True),
        ),
    )
    rows = work_score.filled(exempt).tables["scores"]
    assert rows.rows[3]["points"] == "ยกเว้น"
    assert rows.total is not None
    assert rows.total["maximum"] == "90"


def test_a_members_own_work_sheet_is_signed_by_that_member_alone() -> None:
    data = work_score.sample()
    assert "ลายมือชื่อกรรมการ" in poppler_text(work_score.build(data, STYLE))
    own = dataclasses.replace(data, member=data.members[1])
    text = poppler_text(work_score.build(own, STYLE))
    assert "ลายมือชื่อกรรมการ" not in text
    assert f"({data.members[1].name})" in text
    assert data.members[0].name not in text


def test_minutes_number_the_agenda_and_name_the_absent_only_when_there_are_some() -> None:
    data = minutes.sample()
    text = poppler_text(minutes.build(data, STYLE))
    for number, item in enumerate(data.agenda, 1):
        assert bare(f"ระเบียบวาระที่ {'๐๑๒๓๔๕'[number]} {item.heading}") in bare(text)
    assert "ผู้ไม่มาประชุม" in text
    assert "ติดราชการ" in text
    assert bare("เลิกประชุมเวลา ๑๒.๐๐ น.") in bare(text)
    everybody = poppler_text(minutes.build(dataclasses.replace(data, absent=()), STYLE))
    assert "ผู้ไม่มาประชุม" not in everybody
    assert "ผู้เข้าร่วมประชุม" in everybody
    blank = bare(poppler_text(minutes.build(minutes.Minutes(), STYLE)))
    assert "ครั้งที่...." in blank


def test_the_summary_has_a_line_to_sign_for_every_member_and_a_column_for_each() -> None:
    data = score_summary.sample("score_summary")
    members = tuple(Person(f"กรรมการชื่อที่ {n}", "ผู้อำนวยการ", "กรรมการ") for n in range(1, 16))
    rows = tuple(
        dataclasses.replace(row, member_totals=(Decimal("80.25"),) * 14 + (None,))
        for row in data.rows
    )
    text = bare(
        pdfium_text(
            score_summary.build(dataclasses.replace(data, members=members, rows=rows), STYLE)
        )
    )
    for member in members:
        assert text.count(set_digits(bare(member.name), "thai")) >= 1
    assert "คนที่๑๕" in text
    assert text.count("๘๐.๒๕") == 28
    nobody = dataclasses.replace(
        data, rows=tuple(dataclasses.replace(row, member_totals=()) for row in data.rows)
    )
    assert "คนที่" not in bare(pdfium_text(score_summary.build(nobody, STYLE)))


def test_the_check_form_ticks_and_fills_in_what_was_found() -> None:
    data = dataclasses.replace(
        qualification_check.sample(),
        discipline=("punished", "serving"),
        penalty="ภาคทัณฑ์",
    )
    text = bare(poppler_text(qualification_check.build(data, STYLE)))
    assert bare("จะครบกำหนดในวันที่ ๑ ธันวาคม ๒๕๖๙") in text
    assert bare("ระดับโทษ ภาคทัณฑ์ เมื่อ ....") in text
    word = text_of(opened(qualification_check.sections(data, STYLE)))
    assert word.count("☑") == 7
    assert word.count("☐") == 8


def test_the_outlines_have_eleven_and_five_heads() -> None:
    for key, count in (("work_outline", 11), ("proposal_outline", 5)):
        text = poppler_text(outlines.build(outlines.sample(key), STYLE))
        assert set_digits(f"{count}. ", "thai") in text
        assert set_digits(f"{count + 1}. ", "thai") not in text


def test_an_office_moves_columns_and_signers() -> None:
    form = forms.shipped("score_sheet")
    table = form.parts[1].body
    assert isinstance(table, forms.Grid)
    fewer = dataclasses.replace(
        table,
        columns=(
            table.columns[0],
            dataclasses.replace(table.columns[1], title="ชื่อ - สกุล"),
            *table.columns[2:4],
        ),
    )
    signs = forms.Signs((forms.Signer("ผู้ให้คะแนน", "member_name"), forms.Signer("พยาน")))
    parts = (
        form.parts[0],
        dataclasses.replace(form.parts[1], body=fewer),
        dataclasses.replace(form.parts[3], body=signs),
    )
    own = forms.parse_form(dump_form(dataclasses.replace(form, parts=parts)), "score_sheet")
    text = poppler_text(forms.preview(own, STYLE), "-layout")
    assert "ชื่อ - สกุล" in text
    assert "หมายเหตุ" not in text
    assert text.count("ลงชื่อ") == 2
    assert "พยาน" in text
