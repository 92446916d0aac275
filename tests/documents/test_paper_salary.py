"""Papers of a salary round: printed sums are those of the printed rows; nothing is said twice wrong."""

from __future__ import annotations

import dataclasses
import re
import subprocess
from collections import defaultdict
from decimal import Decimal

import pytest

from hrdesk.documents.draft_mark import as_draft
from hrdesk.documents.paper import build_paper
from hrdesk.documents.papers import (
    order,
    payroll_account,
    raise_notice,
    raise_report,
    raise_summary,
    step_form,
)
from hrdesk.documents.papers.salary_parts import (
    AccountLine,
    RaisePerson,
    RaiseRound,
    sample_round,
    total_of,
)
from hrdesk.documents.preview import page_count
from hrdesk.documents.style import PaperStyle
from tests.documents.reading import bare, laksaman, poppler_text

STYLE = PaperStyle(fonts=laksaman(), digits="arabic")
_AMOUNT = re.compile(r"-?[\d,]+(?:\.\d+)?\Z")
_WORD = re.compile(r'<word xMin="[\d.]+" yMin="([\d.]+)" xMax="([\d.]+)" yMax="[\d.]+">([^<]*)<')


def amounts_by_column(pdf: bytes, first: int, last: int) -> dict[float, list[Decimal]]:
    """Return the figures of some pages by where they end, downwards: a right-aligned column each."""
    made = subprocess.run(
        ["pdftotext", "-bbox", "-f", str(first), "-l", str(last), "-", "-"],
        input=pdf, capture_output=True, check=True,
    )  # fmt: skip
    found: dict[float, list[Decimal]] = defaultdict(list)
    for _top, edge, word in _WORD.findall(made.stdout.decode("utf-8")):
        if _AMOUNT.match(word):
            found[round(float(edge), 0)].append(Decimal(word.replace(",", "")))
    return found


def assert_sums(pdf: bytes, first: int, last: int, wanted: int) -> None:
    """At least ``wanted`` columns must end with the sum of what stands above."""
    columns = [each for each in amounts_by_column(pdf, first, last).values() if len(each) > 2]
    summed = [each for each in columns if each[-1] == sum(each[:-1])]
    assert len(summed) >= wanted, columns


def many(count: int, scheme: str = "step") -> RaiseRound:
    """Return a round of one group with odd satang, over more than a page."""
    sample = sample_round(scheme)
    people = tuple(
        dataclasses.replace(
            sample.people[0],
            name=f"นายทดลอง ลำดับที่{place}",
            salary=Decimal(15000) + Decimal("333.335") * place,
            raised=Decimal("120.255") * place,
            special=Decimal("10.005") * place if place % 3 == 0 else Decimal(0),
            new_salary=Decimal(15000) + Decimal("453.59") * place,
            step="",
            new_step="",
            post_number="",
            score="",
            choice=Decimal(1) if scheme == "step" else Decimal("3.5"),
        )
        for place in range(1, count + 1)
    )
    return dataclasses.replace(sample, people=people)


@pytest.mark.parametrize("kind", ["form", "account", "summary", "report"])
def test_each_printed_sum_is_that_of_the_rows_printed_above_it(kind: str) -> None:
    told = many(61, "contract" if kind == "report" else "step")
    if kind == "form":
        pdf = step_form.build(step_form.StepForm("step_form_1", told), STYLE)
        assert_sums(pdf, 1, page_count(pdf), 4)  # old, raised, special, new
    elif kind == "account":
        pdf = payroll_account.build(payroll_account.PayrollAccount(told), STYLE)
        assert_sums(pdf, 2, page_count(pdf), 1)
    elif kind == "summary":
        pdf = raise_summary.build(raise_summary.RaiseSummary(told), STYLE)
        assert_sums(pdf, 2, page_count(pdf), 4)
    else:
        pdf = raise_report.build(raise_report.RaiseReport(told), STYLE)
        assert_sums(pdf, 1, page_count(pdf), 4)
    assert page_count(pdf) > 2


def test_the_accounts_of_groups_add_up_as_printed_and_over_is_said() -> None:
    lines = tuple(
        AccountLine(
            str(place), f"กลุ่มที่ {place}", 20 + place, Decimal("400000.335") * place, 3, 4,
            Decimal(24000) * place, Decimal("25000.335") * place, Decimal("100.005"),
            {Decimal(0): 2, Decimal("0.5"): 14 + place, Decimal(1): 4},
        )
        for place in (1, 2, 3)
    )  # fmt: skip
    whole = AccountLine("", "รวม", 66, Decimal(0), 9, 12, Decimal(144000), Decimal("150002.01"))
    told = dataclasses.replace(sample_round(), groups=lines, whole=whole)
    pdf = raise_summary.build(raise_summary.RaiseSummary(told, named=False), STYLE)
    assert_sums(pdf, 1, 1, 10)
    assert "เกินวงเงิน 6,002.01 บาท" in poppler_text(pdf)
    account = payroll_account.build(payroll_account.PayrollAccount(told, named=False), STYLE)
    assert_sums(account, 1, 1, 4)


def test_the_account_of_september_takes_off_what_april_used() -> None:
    lines = tuple(
        AccountLine(
            str(place), f"กลุ่มที่ {place}", 10 * place, Decimal(100000) * place,
            budget=Decimal("3500.50") * place, pool=Decimal(6000) * place,
            earlier=Decimal("2499.50") * place,
        )
        for place in (1, 2)
    )  # fmt: skip
    told = dataclasses.replace(sample_round(), number=2, groups=lines)
    pdf = payroll_account.build(payroll_account.PayrollAccount(told, named=False), STYLE)
    assert_sums(pdf, 1, 1, 5)  # heads, payroll, the year's, April's, left
    text = bare(poppler_text(pdf))
    assert "7,498.50" in text
    assert "10,501.50" in text


def test_form_1_and_form_2_share_out_everybody_who_gets_steps() -> None:
    told = sample_round()
    more = dataclasses.replace(told.people[0], name="นางมากกว่า หนึ่งขั้น", choice=Decimal("1.5"))
    nothing = dataclasses.replace(told.people[0], name="นายไม่ได้ เลื่อน", choice=Decimal(0))
    told = dataclasses.replace(told, people=(*told.people, more, nothing))
    one = bare(poppler_text(step_form.build(step_form.StepForm("step_form_1", told), STYLE)))
    half = bare(poppler_text(step_form.build(step_form.StepForm("step_form_2", told), STYLE)))
    assert "หนึ่งขั้นครึ่ง" in one
    for name, on_one, on_half in (
        (told.people[0].name, True, False),
        (told.people[1].name, False, True),
        (more.name, True, False),
        (nothing.name, False, False),
    ):
        assert (bare(name) in one, bare(name) in half) == (on_one, on_half)
    empty = dataclasses.replace(told, people=(nothing,))
    text = poppler_text(step_form.build(step_form.StepForm("step_form_2", empty), STYLE))
    assert "ไม่มีผู้ได้รับการเลื่อนตามแบบนี้" in text


def test_a_notice_tells_the_figures_or_the_reason_for_none() -> None:
    notice = raise_notice.sample("percentage")
    text = bare(poppler_text(raise_notice.build(notice, STYLE)))
    for part in ("ฐานในการคำนวณ20,350บาท", "ร้อยละที่ได้เลื่อน3.5", "เงินเดือนที่ได้รับ25,410บาท"):
        assert part in text
    person = dataclasses.replace(notice.person, raised=Decimal(0), special=Decimal(0))
    none = dataclasses.replace(notice, person=person)
    assert [field.name for field in raise_notice.missing(none)] == ["values.reasons"]
    none = dataclasses.replace(none, reasons="ผลการประเมินต่ำกว่าร้อยละ 60", order_number="")
    assert raise_notice.missing(none) == ()
    text = bare(poppler_text(raise_notice.build(none, STYLE)))
    assert bare("เนื่องจากผลการประเมินต่ำกว่าร้อยละ 60") in text
    assert "จำนวนเงินที่ได้เลื่อน" not in text
    only_special = dataclasses.replace(person, special=Decimal("493.8"))
    paid = dataclasses.replace(notice, person=only_special)
    assert bare("ค่าตอบแทนพิเศษ 493.80 บาท") in bare(poppler_text(raise_notice.build(paid, STYLE)))


def test_a_draft_says_so_on_every_page() -> None:
    told = many(61)
    made = step_form.sections(step_form.StepForm("step_form_1", told), STYLE)
    pdf = build_paper(as_draft(made, STYLE, "รอบยังไม่เป็นที่สุด"), STYLE, title="", author="")
    pages = poppler_text(pdf).split("\f")[:-1]
    assert len(pages) == page_count(pdf) > 1
    assert all("ร่าง" in page for page in pages)
    assert "รอบยังไม่เป็นที่สุด" in pages[0]


def test_a_round_without_people_lacks_them_and_one_with_everything_lacks_nothing() -> None:
    for module, kind in ((step_form, "step_form_1"), (payroll_account, "step"), (raise_summary, "percentage"), (raise_report, "")):  # fmt: skip
        assert module.missing(module.sample(kind)) == ()
    lacking = raise_summary.missing(raise_summary.RaiseSummary())
    assert {"round.people", "round.effective_on"} <= {field.name for field in lacking}


def test_the_allowance_order_asks_for_every_amount_and_adds_it_to_the_pay() -> None:
    data = order.sample("living_allowance")
    assert order.missing(data) == ()
    blank = dataclasses.replace(
        data, people=(*data.people, dataclasses.replace(data.people[0], allowance=None))
    )
    assert [field.name for field in order.missing(blank)] == ["people.allowance"]
    nought = tuple(dataclasses.replace(each, allowance=Decimal(0)) for each in data.people)
    nobody = dataclasses.replace(data, people=nought)
    assert [field.name for field in order.missing(nobody)] == ["people.allowance"]
    assert "29,250" in poppler_text(order.build(data, STYLE))


def test_a_sum_is_taken_of_amounts_as_they_are_printed() -> None:
    people = (RaisePerson("ก", raised=Decimal("0.335")), RaisePerson("ข", raised=Decimal("0.335")))
    assert total_of(people, "raised") == Decimal("0.68")
