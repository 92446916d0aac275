"""The calculator: every kind has labels and an example, results follow the facts as typed."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit

from hrdesk.models import LawAmendment, OfficeDay
from hrdesk.rules.calc.registry import Context
from hrdesk.rules.lawbook import LawBook
from hrdesk.rules.refusal import Refused
from hrdesk.services import calculator
from hrdesk.services.access import SYSTEM, Role
from hrdesk.services.errors import NotAllowed
from hrdesk.services.public_holidays import holidays_of
from hrdesk.ui.context import Route
from hrdesk.ui.pages.calculator.editors import SimplePart
from hrdesk.ui.pages.calculator.form import BlocksPart, FactsForm
from hrdesk.ui.pages.calculator.labels import FACTS, RESULTS
from hrdesk.ui.pages.calculator.page import CalculatorPage
from hrdesk.ui.pages.calculator.spec import Shape, Spec, specs_of
from hrdesk.ui.pages.calculator.table import TablePart

CONTEXT = Context(LawBook.load(), holidays_of)
OFFERED = calculator.catalogue_of(LawBook.load())
KINDS = [kind.name for kind in OFFERED.kinds]
THAI = re.compile("[ก-๙]")


def specs(kind: str) -> tuple[Spec, ...]:
    info = next(each for each in OFFERED.kinds if each.name == kind)
    return specs_of(kind, info.schema, OFFERED.words)


def all_specs(found: tuple[Spec, ...]) -> list[Spec]:
    return [each for spec in found for each in (spec, *all_specs(spec.parts))]


@pytest.fixture
def page(qtbot, office_ctx) -> CalculatorPage:
    ctx = office_ctx()
    made = CalculatorPage(ctx)
    qtbot.addWidget(made)
    made.resize(1166, 658)
    made.show()
    made.open(Route("calculator"))
    settle(made)
    return made


def settle(page: CalculatorPage) -> None:
    assert page.ctx.tasks.wait_idle()


def calculated(page: CalculatorPage) -> None:
    page.recalculate()
    settle(page)


def editor(page: CalculatorPage, name: str):
    part = page.form.parts[name]
    assert isinstance(part, SimplePart)
    return part.editor


@pytest.mark.parametrize("kind", KINDS)
def test_every_fact_and_every_choice_is_said_in_thai(kind) -> None:
    for spec in all_specs(specs(kind)):
        assert THAI.search(spec.label), spec.name
        for code, words in spec.choices:
            foreign = spec.name == "qualification"  # HND, PgDip: the law names them so
            assert THAI.search(words) or foreign, f"{spec.name}: {code}"


def test_no_label_is_left_over() -> None:
    named = {spec.name for kind in KINDS for spec in all_specs(specs(kind))}
    assert {label.rpartition(".")[2] for label in FACTS} == named


@pytest.mark.parametrize("kind", KINDS)
def test_each_example_calculates_and_its_values_have_labels(kind) -> None:
    outcome = calculator.outcome_of(kind, OFFERED.examples[kind], CONTEXT)
    assert outcome.refusal is None
    assert outcome.explanation is not None
    assert outcome.law

    def check(values) -> None:
        if isinstance(values, dict):
            for key, each in values.items():
                assert str(key) in RESULTS or str(key).isdecimal(), key
                check(each)
        elif isinstance(values, list | tuple):
            for each in values:
                check(each)

    check(outcome.values)


def test_there_is_an_example_of_each_kind_and_of_no_other() -> None:
    assert set(OFFERED.examples) >= set(KINDS)


def test_who_sees_no_cases_calculates_nothing(office_database, office_user) -> None:
    with office_database.read(office_user(Role.GENERAL, "นักอ่าน ใจดี")) as uow:
        with pytest.raises(NotAllowed):
            calculator.catalogue(uow)
        with pytest.raises(NotAllowed):
            calculator.calculate(uow, "retirement", {"born": "1968-10-02"})
    for role in (Role.OFFICER, Role.SECRETARY):
        with office_database.read(office_user(role, role.label)) as uow:
            assert calculator.catalogue(uow).kinds


def test_the_page_calculates_by_the_office_s_own_law_and_days(page, office_database) -> None:
    facts = {"agency": "doh", "what": "send_works", "level": "K3", "event_on": "2026-11-02"}
    page.choose("deadline")
    settle(page)
    page.form.fill(facts)
    calculated(page)
    assert page.outcome().values["due"] == dt.date(2027, 5, 3)  # 2 May is a Sunday
    with office_database.work(SYSTEM) as uow:
        now = uow.clock.now()
        uow.session.add(LawAmendment(
            rule="doh.due.k3.months", effective_on=dt.date(2026, 11, 1), value="7",
            instrument="ประกาศตัวอย่าง", reason="ทดลอง", based_on="", made_by="ผู้ดูแล", made_at=now,
        ))  # fmt: skip
        day = dt.date(2027, 6, 2)  # the eve of seven months on, a Wednesday
        uow.session.add(OfficeDay(day=day, name="วันหยุดของกรม", added_by="ผู้ดูแล", added_at=now))
    page.refresh()
    settle(page)
    assert page.outcome().values["due"] not in {dt.date(2027, 5, 3), dt.date(2027, 6, 2)}
    assert page.outcome().values["before_holidays"] == dt.date(2027, 6, 2)


@pytest.mark.parametrize("kind", KINDS)
def test_the_form_gives_back_what_the_example_filled_in(qtbot, kind) -> None:
    form = FactsForm(specs(kind), lambda: None, OFFERED.criteria)
    qtbot.addWidget(form)
    form.fill(OFFERED.examples[kind])
    assert form.missing() == []
    given = form.value()
    again = calculator.outcome_of(kind, given, CONTEXT)
    assert again.refusal is None
    assert again.values == calculator.outcome_of(kind, OFFERED.examples[kind], CONTEXT).values
    form.fill({})
    assert form.missing()


@pytest.mark.parametrize("kind", KINDS)
def test_the_page_shows_each_example(page, kind) -> None:
    page.choose(kind)
    settle(page)
    assert page.kind() == kind
    assert page.outcome() is None
    assert page.hint.text().startswith("ยังต้องกรอก")
    assert not page.refusal.isVisible()
    page.fill_example()
    settle(page)
    assert page.outcome() is not None
    assert len(page.tree.lines) == 2
    assert len(page.tree.lines[1].children) == 1


def test_a_result_changes_as_one_types(qtbot, page) -> None:
    page.choose("baht_text")
    settle(page)
    line = editor(page, "amount")
    qtbot.keyClicks(line, "1,250.25")
    qtbot.waitUntil(lambda: page.outcome() is not None)
    assert "หนึ่งพันสองร้อยห้าสิบบาทยี่สิบห้าสตางค์" in page.answer.text()
    line.clear()
    qtbot.waitUntil(lambda: page.outcome() is None)
    assert "จำนวนเงิน" in page.hint.text()


def test_a_refusal_stands_beside_its_field(page) -> None:
    page.choose("step_raise")
    settle(page)
    page.fill_example()
    settle(page)
    editor(page, "salary").setText("0")
    calculated(page)
    assert page.outcome() is None
    assert page.form.parts["salary"].error() == "ต้องมากกว่า 0"
    assert len(page.tree.lines) == 0
    editor(page, "salary").setText("15060")
    calculated(page)
    assert page.form.parts["salary"].error() == ""
    assert page.outcome() is not None


def test_a_refusal_in_a_table_marks_its_cell(page) -> None:
    page.choose("contract_raise")
    settle(page)
    page.fill_example()
    settle(page)
    part = page.form.parts["people"]
    assert isinstance(part, TablePart)
    keys = [cell.key for cell in part.editor.model.cells]
    part.editor.model.setData(part.editor.model.index(1, keys.index("score")), "101")
    calculated(page)
    assert part.editor.error() == "แถวที่ 2 คะแนนประเมิน: ต้องไม่เกิน 100"
    part.editor.model.setData(part.editor.model.index(1, keys.index("score")), "90")
    calculated(page)
    assert part.editor.error() == ""
    assert page.outcome() is not None


def test_a_refusal_without_a_field_stands_under_the_form(page) -> None:
    page.choose("score")
    settle(page)
    page._refused(Refused("impossible", "ใบคะแนนขัดกัน", "sheets"))
    assert page.refusal.text() == "ใบคะแนนขัดกัน"
    assert page.refusal.isVisible()


def test_what_is_typed_wrong_is_said_and_nothing_is_calculated(page) -> None:
    page.choose("step_quota")
    settle(page)
    editor(page, "heads").setText("สิบ")
    calculated(page)
    assert page.form.parts["heads"].error() == "ต้องเป็นจำนวนเต็ม เช่น 5"
    assert page.outcome() is None
    page.choose("workdays")
    settle(page)
    page.fill_example()
    settle(page)
    editor(page, "add").setText("15/04/2569, 99/99/2569")
    calculated(page)
    assert page.form.parts["add"].error()
    editor(page, "add").setText("20/04/2569")
    calculated(page)
    assert page.outcome().values["holidays"]


def test_either_of_two_facts_is_asked_for_without_calling_it_wrong(page) -> None:
    page.choose("workdays")
    settle(page)
    page.form.fill({"start": "2026-04-10"})
    calculated(page)
    assert "จำนวนวันทำการ" in page.hint.text()
    assert not page.refusal.isVisible()
    assert page.form.parts["days"].error() == ""


def test_points_have_a_column_for_each_criterion_of_the_scheme(page) -> None:
    page.choose("score")
    settle(page)
    part = page.form.parts["sheets"]
    assert not any(cell.key.startswith("points.") for cell in part.editor.model.cells)
    scheme = editor(page, "scheme")
    assert isinstance(scheme, QComboBox)
    for id_, criteria in OFFERED.criteria.items():
        scheme.setCurrentIndex(scheme.findData(id_))
        keys = [cell.key for cell in part.editor.model.cells if cell.key.startswith("points.")]
        assert keys == [f"points.{each[0]}" for each in criteria]


def test_blocks_can_be_added_and_taken_away(qtbot, page) -> None:
    page.choose("rank")
    settle(page)
    page.fill_example()
    settle(page)
    part = page.form.parts["candidates"]
    assert isinstance(part, BlocksPart)
    assert len(part.blocks) == 2
    qtbot.mouseClick(part.add, Qt.MouseButton.LeftButton)
    assert len(part.blocks) == 3
    assert any("ผู้สมัคร 3" in name for name in page.form.missing())
    part._removed(part.blocks[2][0])
    calculated(page)
    assert page.outcome() is not None


def test_what_was_typed_stays_when_another_kind_was_looked_at(page) -> None:
    page.choose("retirement")
    settle(page)
    page.fill_example()
    settle(page)
    page.choose("baht_text")
    settle(page)
    page.choose("retirement")
    settle(page)
    assert page.outcome() is not None
    page.clear_form()
    settle(page)
    assert page.outcome() is None
    assert isinstance(editor(page, "born"), QLineEdit)
    assert editor(page, "born").text() == ""


def test_the_keyboard_changes_the_kind(qtbot, page) -> None:
    page.activateWindow()
    page.box.setFocus()
    first = page.kind()
    qtbot.keyClick(page.box, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    settle(page)
    assert page.kind() == KINDS[KINDS.index(first) + 1]
    qtbot.keyClick(page.box, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    settle(page)
    assert page.kind() == first


def test_kinds_are_found_by_typing(qtbot, page) -> None:
    page.box.setText("เกษียณ")
    page.box._ask()
    shown = [
        page.kinds_list.item(row).data(Qt.ItemDataRole.UserRole)
        for row in range(page.kinds_list.count())
        if not page.kinds_list.item(row).isHidden()
    ]
    assert shown == ["retirement"]


def test_ctrl_c_copies_result_and_reasons(qtbot, page) -> None:
    page.choose("retirement")
    settle(page)
    page.fill_example()
    settle(page)
    qtbot.keyClick(page.tree, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("วันเกษียณอายุ\n")
    assert "วันเกิด: 2 ต.ค. 2511" in copied
    assert "30 ก.ย. 2572" in copied
    assert "[" in copied  # clauses


def test_the_annex_is_shown_for_printing(qtbot, page) -> None:
    from hrdesk.documents.preview import page_text

    page.choose("score")
    settle(page)
    assert not next(each for each in page.actions() if each.objectName() == "print").isEnabled()
    page.fill_example()
    settle(page)
    next(each for each in page.actions() if each.objectName() == "print").trigger()
    settle(page)
    dialog = page.findChild(QDialog, "preview")
    assert dialog is not None
    text = page_text(dialog.panel._pdf, 0)
    assert "เอกสารแนบ" in text
    dialog.close()


def test_a_route_may_name_the_kind(qtbot, page) -> None:
    page.open(Route("calculator", None, {"kind": "percentage"}))
    settle(page)
    assert page.kind() == "percentage"


def test_every_shape_is_used() -> None:
    used = {spec.shape for kind in KINDS for spec in all_specs(specs(kind))}
    assert used == set(Shape)
