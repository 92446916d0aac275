"""The texts of orders and letters: complete, strict, and open about where they come from."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from hrdesk import paths
from hrdesk.documents.errors import PaperUnknown, TemplateError
from hrdesk.documents.papers import notice_letter, order
from hrdesk.documents.registry import PAPERS, paper_of_template
from hrdesk.documents.style import PaperStyle
from hrdesk.documents.templates import (
    dump,
    load,
    names,
    parse,
    preview,
    revised,
    sample_values,
)
from hrdesk.documents.text import plain
from tests.documents.reading import bare, laksaman, pdfium_text

GOOD = """
title: ทดสอบ
source: ผู้เขียนการทดสอบ
note: ""
subject: เรื่องของ {person_name}
fields:
  person_name: {label: ชื่อ, keep: true}
  day: วันที่
  amount: จำนวนเงิน
  reason: {label: เหตุผล, optional: true}
parts:
  body:
    - ให้ {person_name} ลาออก ตั้งแต่วันที่ {day} {reason}
    - เป็นเงิน {amount} บาท
"""
SHIPPED = sorted(file.stem for file in paths.resource("letters").glob("*.yaml"))


def test_every_kind_has_its_order_and_its_notice() -> None:
    wanted = {f"order_{kind}" for kind in order.KINDS}
    wanted |= {f"notice_{kind}" for kind in notice_letter.KINDS}
    assert wanted == {name for name in SHIPPED if name.startswith(("order_", "notice_"))}


def test_every_text_belongs_to_one_paper_and_is_listed() -> None:
    listed = names()
    assert sorted(found.name for found in listed) == SHIPPED
    assert len({found.title for found in listed}) == len(listed)
    for found in listed:
        assert [paper.kind for paper in PAPERS if paper.has_template(found.name)] == [found.kind]
    assert paper_of_template("order_promotion")[1] == "promotion"
    assert paper_of_template("correction_order")[1] == ""
    with pytest.raises(PaperUnknown):
        paper_of_template("poem_of_spring")


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_texts_are_sound_and_say_their_source(name: str) -> None:
    template = load(name)
    assert template.source
    assert template.note
    if template.form:
        assert "พ.ร.บ. ระเบียบข้าราชการพลเรือน" in template.source
        assert template.form in template.source
    assert parse(dump(template), template.name) == template


@pytest.mark.parametrize("name", SHIPPED)
def test_every_text_can_be_previewed_with_invented_data(name: str) -> None:
    text = load(name)
    values = sample_values(name)
    assert set(values) == set(text.fields)
    assert not [value for value in values.values() if value.startswith("(")]
    paper, kind = paper_of_template(name)
    assert paper.module.missing(paper.module.sample(kind)) == ()
    style = PaperStyle(fonts=laksaman())
    title = text.title if "{" in text.subject else text.subject
    own = replace(text, subject=f"{title}ฉบับสำนักงาน")
    shown = bare(pdfium_text(preview(name, own, style)))
    forms = {"assessment_request", "selection_application", "job_characteristics"}
    forms |= {"probation_form", "card_request"}  # their titles are the form's own
    assert name in forms or "ฉบับสำนักงาน" in shown
    assert "{" not in shown


def test_a_rewritten_text_drops_the_fields_it_no_longer_uses() -> None:
    own = revised("notice_promotion", "แจ้งคำสั่ง", {"body": ["แจ้งว่า {person_name} ได้เลื่อน"]})
    assert set(own.fields) == {"person_name"}
    assert own.title == load("notice_promotion").title
    assert parse(dump(own), own.name) == own


@pytest.mark.parametrize(
    ("parts", "field", "problem"),
    [
        ({"body": ["{wages}"]}, "wages", "unknown_field in body"),
        ({"body": ["{person_name"]}, "body", "unpaired_brace"),
        ({}, "body", "missing_part"),
        ({"body": ["ก"], "more": ["ข"]}, "more", "unknown_part"),
        ({"body": []}, "parts.body", "not_paragraphs"),
    ],
)
def test_a_wrong_rewriting_is_refused(parts, field, problem) -> None:
    with pytest.raises(TemplateError) as refused:
        revised("notice_promotion", "แจ้งคำสั่ง", parts)
    assert refused.value.facts["field"] == field
    assert refused.value.facts["problem"] == problem


@pytest.mark.parametrize("name", ["order_resignation", "order_transfer_out"])
def test_doubtful_texts_say_so(name: str) -> None:
    assert load(name).note.startswith("Doubtful")


def test_values_are_written_as_papers_write_them() -> None:
    rendered = parse(GOOD, "good.yaml").render(
        {
            "person_name": "นายทดสอบ",
            "day": dt.date(2026, 4, 1),
            "amount": Decimal("27480.50"),
            "reason": None,
        }
    )
    assert rendered.subject == "เรื่องของ นายทดสอบ"
    first, second = rendered.parts["body"]
    assert plain(first) == "ให้ นายทดสอบ ลาออก ตั้งแต่วันที่ 1 เมษายน 2569 "
    assert plain(second) == "เป็นเงิน 27,480.50 บาท"
    assert rendered.unfilled == ()
    assert next(run for run in first if run.text == "นายทดสอบ").keep


def test_unfilled_fields_are_dots_and_are_named() -> None:
    rendered = parse(GOOD, "good.yaml").render({"person_name": "  "})
    assert rendered.unfilled == ("person_name", "day", "amount")
    assert "......" in plain(rendered.parts["body"][0])


def test_a_float_is_no_money() -> None:
    with pytest.raises(TypeError):
        parse(GOOD, "good.yaml").render({"amount": 1.5})


@pytest.mark.parametrize(
    ("old", "new", "field", "problem"),
    [
        ("{reason}", "{reasons}", "reasons", "unknown_field in body"),
        ("เรื่องของ {person_name}", "เรื่อง {who}", "who", "unknown_field in subject"),
        (" {reason}", "", "reason", "field_not_used"),
        ("{day}", "{day", "body", "unpaired_brace"),
        ("title: ทดสอบ\n", "", "title", "missing_key"),
        ("title:", "titel: ก\ntitle:", "titel", "unknown_key"),
        ("source: ผู้เขียนการทดสอบ", "source: ' '", "source", "not_text"),
        ("  day: วันที่", "  day: 3", "day", "no_label"),
        ("  day: วันที่", "  Day: วันที่", "Day", "not_a_field_name"),
        ("keep: true", "kept: true", "person_name.kept", "unknown_key"),
        ("parts:\n  body:", "parts:\n  body: ก\n  x:", "parts.body", "not_paragraphs"),
    ],
)
def test_a_wrong_text_is_refused_with_file_and_field(old, new, field, problem) -> None:
    assert old in GOOD
    with pytest.raises(TemplateError) as refused:
        parse(GOOD.replace(old, new, 1), "office.yaml")
    assert refused.value.facts == {"file": "office.yaml", "field": field, "problem": problem}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("- ก", "not_a_mapping"),
        ("title: [", "not_yaml"),
        (GOOD + "title: อีกครั้ง\n", "not_yaml"),
        (GOOD.split("fields:", maxsplit=1)[0] + "fields: []\nparts: {}\n", "not_a_mapping"),
    ],
)
def test_what_is_no_template_is_refused(text: str, problem: str) -> None:
    with pytest.raises(TemplateError) as refused:
        parse(text, "office.yaml")
    assert refused.value.facts["problem"].startswith(problem)


def test_a_value_for_no_field_is_refused() -> None:
    with pytest.raises(TemplateError) as refused:
        parse(GOOD, "good.yaml").render({"colour": "แดง"})
    assert refused.value.facts["field"] == "colour"


def test_a_template_that_is_not_there_is_named() -> None:
    with pytest.raises(TemplateError) as refused:
        load("order_of_merit")
    assert refused.value.facts["file"] == "order_of_merit.yaml"
