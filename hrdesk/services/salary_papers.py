"""The papers of a salary round: which there are, where each stands, and the data of each; pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from hrdesk.documents.papers.external_letter import ExternalLetter
from hrdesk.documents.papers.order import Order
from hrdesk.documents.papers.order_people import OrderPerson
from hrdesk.documents.papers.payroll_account import PayrollAccount
from hrdesk.documents.papers.raise_notice import RaiseNotice
from hrdesk.documents.papers.raise_report import RaiseReport
from hrdesk.documents.papers.raise_summary import RaiseSummary
from hrdesk.documents.papers.step_form import StepForm
from hrdesk.documents.registry import paper_kind
from hrdesk.documents.values import Signatory
from hrdesk.rules.dates import thai_date_long, thai_date_short
from hrdesk.rules.explanation import canonical
from hrdesk.rules.salary.round_types import RoundRow
from hrdesk.rules.sorting import search_text
from hrdesk.services.posts import shown_number
from hrdesk.services.queries.salary_papers import ALLOWANCE, ORDER_KINDS, REPORT, RoundBook
from hrdesk.services.queries.salary_rounds import LineOfRound
from hrdesk.services.salary_figures import (
    Trio,
    assessment_of,
    explanation_of_person,
    explanation_of_round,
    given,
    people_given,
    person_of,
    reason_for_none,
    round_of,
    round_of_title,
    round_words,
    trios,
)
from hrdesk.services.salary_law import CONTRACT, PERCENTAGE, STEP
from hrdesk.services.unit_of_work import BANGKOK

SHEETS, LETTERS, PERSONS = "sheets", "letters", "persons"
ORDER, ALLOWANCE_ORDER, PROVINCE, NOTICES = "order", "allowance", "province", "notices"
_ASSESSMENT = "step_assessment"
_NO_NUMBER = "ยังไม่มีเลขคำสั่ง ออกคำสั่งก่อน"
_NONE = "-"


@dataclass(frozen=True, slots=True)
class RoundPaperRow:
    """One line of the list: a kind of paper of the round.

    ``count`` is how many papers it is, ``notes`` what one should know before printing. A ``letter``
    is numbered, so it is issued from its draft. ``state`` is draft, ready, kept or issued;
    ``paper_id`` the newest one kept or issued, with ``number`` and when.
    """

    id: str
    stage: str
    kind: str
    title: str
    count: int
    state: str
    letter: bool = False
    notes: tuple[str, ...] = ()
    paper_id: int | None = None
    number: str = ""
    made: str = ""


@dataclass(frozen=True, slots=True)
class Whose:
    """Narrows papers about persons: to one unit, to names that hold a text, to one payroll row."""

    unit: str | None = None
    name: str = ""
    row_id: int | None = None

    def holds(self, line: LineOfRound, row: RoundRow) -> bool:
        """Tell whether somebody is among them."""
        return (
            self.unit in (None, row.unit)
            and self.row_id in (None, line.row_id)
            and (not self.name or search_text(self.name) in search_text(line.name))
        )


EVERYBODY = Whose()


@dataclass(frozen=True, slots=True)
class RoundPaper:
    """One paper; its data are made when they are asked for, so that thousands cost no memory.

    ``name`` is fit for a file; ``draft`` says why it is only one, empty where it is not.
    """

    row_id: str
    kind: str
    title: str
    name: str
    make: Callable[[], Any]
    draft: str = ""
    agency: str = ""

    @property
    def missing(self) -> tuple[str, ...]:
        """What must be known before this paper is printed, by its Thai labels."""
        lacking = paper_kind(self.kind).module.missing(self.make())
        return tuple(dict.fromkeys(each.label_th for each in lacking))


def paper_rows(book: RoundBook) -> tuple[RoundPaperRow, ...]:
    """Return the papers of a round in the order they are wanted; pure."""
    return tuple(_told(book, row) for row in _rows(book))


def papers_of(
    book: RoundBook, row: RoundPaperRow, whose: Whose = EVERYBODY
) -> tuple[RoundPaper, ...]:
    """Return the papers of a line, those about one unit or person where asked; pure."""
    if row.stage == PERSONS:
        return tuple(_about_persons(book, row, whose))
    maker = _makers(book)[row.id]
    return (_paper(book, row, maker, f"{row.title} {round_words(book)}"),)


def heads_of(book: RoundBook, whose: Whose) -> int:
    """Return how many people papers about persons are narrowed to."""
    if whose == EVERYBODY:
        return len(book.view.lines)
    return sum(whose.holds(line, row) for line, _person, row in trios(book))


def missing_of(papers: Sequence[RoundPaper]) -> tuple[str, ...]:
    """Return what any of the papers lacks, each said once."""
    return tuple(dict.fromkeys(label for paper in papers for label in paper.missing))


def draft_reason(book: RoundBook) -> str:
    """Return why the papers are drafts still; nothing once they are not."""
    if not book.draft:
        return ""
    if book.view.copy_of_id is not None:
        return f"สำเนาทดลอง “{book.view.name}” ใช้เป็นหลักฐานไม่ได้"
    return "รอบยังไม่เป็นที่สุด ตัวเลขยังเปลี่ยนได้"


def units_of(book: RoundBook) -> tuple[str, ...]:
    """Return the units of the round's people, each once, as the accounts list them."""
    return tuple(book.view.totals.units)


def order_of(book: RoundBook, signatory: Signatory | None = None) -> Order:
    """Return the round's order with its annex, without a number."""
    kind = ORDER_KINDS[book.view.scheme]
    return Order(
        kind=kind,
        office=book.facts.office,
        order_number=book.view.order_number,
        dated=book.view.order_dated,
        people=order_people(book),
        signatory=signatory or _signatory(book),
        values=order_values(book),
        text=book.texts[f"order_{kind}"],
    )


def order_values(book: RoundBook) -> dict[str, str]:
    """Return what the round knows of the values that the orders' texts name."""
    held = book.view.meeting
    known = {
        "round_title": book.appraisal or round_words(book),
        "meeting_number": held.number if held is not None else "",
        "meeting_on": thai_date_long(held.held_on) if held is not None and held.held_on else "",
    }
    return {name: value for name, value in known.items() if value}


def order_people(book: RoundBook) -> tuple[OrderPerson, ...]:
    """Return those who get something as the annex of the order lists them, IDs masked."""
    return tuple(_order_person(book, trio) for trio in people_given(book))


def allowance_of(book: RoundBook) -> Order:
    """Return the order of the temporary cost-of-living allowance; its amounts are not known."""
    people = tuple(
        OrderPerson(
            name=line.name,
            from_position=line.post_title or _NONE,
            from_unit=row.unit or _NONE,
            to_salary=row.new_salary,
            effective_on=book.view.effective_on,
        )
        for line, _person, row in trios(book)
    )
    return Order(
        kind=ALLOWANCE,
        office=book.facts.office,
        people=people,
        signatory=_signatory(book),
        text=book.texts[f"order_{ALLOWANCE}"],
    )


def province_values(book: RoundBook) -> dict[str, str]:
    """Return what the round knows of the values of the letter to the provincial commission."""
    view = book.view
    known = {
        "round_kind": round_of_title(book),
        "round_title": book.appraisal,
        "order_number": view.order_number,
        "order_dated": thai_date_long(view.order_dated) if view.order_dated else "",
        "effective_on": thai_date_long(view.effective_on),
        "count": f"{len(people_given(book)):,}",
    }
    return {name: value for name, value in known.items() if value}


def province_of(book: RoundBook) -> ExternalLetter:
    """Return the letter to the provincial commission, without a number."""
    return ExternalLetter(
        office=book.facts.office,
        kind=REPORT,
        enclosures=enclosures(book),
        signatory=_signatory(book),
        owner=book.facts.office.unit_name,
        owner_telephone=book.facts.office.telephone,
        values=province_values(book),
        text=book.texts[f"letter_{REPORT}"],
    )


def enclosures(book: RoundBook) -> tuple[str, ...]:
    """Return what goes with the letter to the provincial commission."""
    number = f"ที่ {book.view.order_number} " if book.view.order_number else ""
    sheets = ["บัญชีแสดงจำนวนและฐานอัตราเงินเดือน จำนวน 1 ชุด"]
    if book.view.scheme == STEP:
        sheets += ["แบบ ๑ และแบบ ๒ จำนวน 1 ชุด"]
    elif book.view.scheme == CONTRACT:
        sheets = ["แบบรายงานการพิจารณาเลื่อนค่าตอบแทนพนักงานจ้างตามภารกิจ จำนวน 1 ชุด"]
    return (f"สำเนาคำสั่ง{number}พร้อมบัญชีแนบท้าย จำนวน 1 ชุด", *sheets, "บัญชีสรุปผล จำนวน 1 ชุด")


def notice_of(book: RoundBook, trio: Trio) -> RaiseNotice:
    """Return the notice of one person."""
    line, _person, row = trio
    view = book.view
    return RaiseNotice(
        kind=view.scheme,
        office=book.facts.office,
        person=person_of(book, *trio),
        round_title=round_words(book),
        effective_on=view.effective_on,
        order_number=view.order_number,
        order_dated=view.order_dated,
        reasons="" if given(row) else reason_for_none(line, row),
        signatory=_signatory(book),
        text=book.texts[f"raise_notice_{view.scheme}"],
    )


def _rows(book: RoundBook) -> Iterator[RoundPaperRow]:
    view, heads = book.view, len(book.view.lines)
    yield _row(SHEETS, "account", "payroll_account")
    if view.scheme == STEP:
        yield _row(SHEETS, "form_1", "step_form_1")
        yield _row(SHEETS, "form_2", "step_form_2")
        title = f"{paper_kind(_ASSESSMENT).title} (รายคน)"
        yield RoundPaperRow("assessments", PERSONS, _ASSESSMENT, title, heads, "")
    if view.scheme == CONTRACT:
        yield _row(SHEETS, "report", "raise_report")
    yield replace(_row(SHEETS, "summary", "raise_summary"), title=f"บัญชีสรุปผล{_raise_words(book)}")
    yield replace(
        _row(SHEETS, "reckoning", "explanation"), title="เอกสารแนบแสดงวิธีคำนวณโควตาและวงเงิน"
    )
    order = book.texts[f"order_{ORDER_KINDS[view.scheme]}"].title
    yield RoundPaperRow(ORDER, LETTERS, "order", f"{order}พร้อมบัญชีแนบท้าย", 1, "", letter=True)
    if view.scheme == CONTRACT:
        title = book.texts[f"order_{ALLOWANCE}"].title
        yield RoundPaperRow(ALLOWANCE_ORDER, LETTERS, "order", title, 1, "", letter=True)
    if view.scheme != PERCENTAGE:
        title = book.texts[f"letter_{REPORT}"].title
        yield RoundPaperRow(PROVINCE, LETTERS, "external_letter", title, 1, "", letter=True)
    notice = book.texts[f"raise_notice_{view.scheme}"].title
    yield RoundPaperRow(NOTICES, PERSONS, "raise_notice", f"{notice} (รายคน)", heads, "")
    yield RoundPaperRow(
        "reasons", PERSONS, "explanation", "เอกสารแนบแสดงวิธีคำนวณ (รายคน)", heads, ""
    )


def _row(stage: str, row_id: str, kind: str) -> RoundPaperRow:
    return RoundPaperRow(row_id, stage, kind, paper_kind(kind).title, 1, "")


def _raise_words(book: RoundBook) -> str:
    return round_of_title(book).partition(" ")[0]


def _told(book: RoundBook, row: RoundPaperRow) -> RoundPaperRow:
    """Return the line with its state and what one should know before printing it."""
    kept = tuple(each for each in book.of_row(row.id) if not each.void)
    state = "draft" if book.draft else "ready"
    if kept:
        state = "issued" if kept[0].number else "kept"
    made = replace(row, state=state, notes=tuple(_notes(book, row)))
    if not kept and row.id == ORDER and book.view.order_number:
        return replace(made, state="issued", number=book.view.order_number)
    if not kept:
        return made
    newest = kept[0]
    when = thai_date_short(newest.dated or newest.made_at.astimezone(BANGKOK).date())
    return replace(made, paper_id=newest.id, number=newest.number, made=when)


def _notes(book: RoundBook, row: RoundPaperRow) -> Iterator[str]:
    view = book.view
    if row.id == ORDER and view.supersedes_id is not None:
        yield "รอบนี้แทนรอบเดิม ถ้าคำสั่งเดิมออกแล้ว ให้แก้ไขหรือยกเลิกคำสั่งเดิมที่หน้าทะเบียนเอกสารด้วย"
    if row.id == ORDER and not people_given(book):
        yield "ยังไม่มีผู้ได้รับการเลื่อน"
    if row.id in (PROVINCE, NOTICES) and not view.order_number:
        yield _NO_NUMBER
    if row.id == NOTICES and not book.facts.signatories:
        yield "ยังไม่มีผู้ลงนาม เพิ่มที่หน้าตั้งค่า"
    if row.id == ALLOWANCE_ORDER:
        yield "แหล่งที่มาไม่บอกอัตราและฐานอำนาจ สำนักงานต้องกรอกและตรวจเอง"
    if (row.stage == SHEETS or row.kind == _ASSESSMENT) and not book.signers:
        yield "รอบนี้ยังไม่ระบุคณะกรรมการ ช่องลงชื่อจะเว้นว่าง"


def _makers(book: RoundBook) -> dict[str, Callable[[], Any]]:
    return {
        "account": lambda: PayrollAccount(round_of(book)),
        "form_1": lambda: StepForm("step_form_1", round_of(book)),
        "form_2": lambda: StepForm("step_form_2", round_of(book)),
        "report": lambda: RaiseReport(round_of(book)),
        "summary": lambda: RaiseSummary(round_of(book)),
        "reckoning": lambda: explanation_of_round(book),
        ORDER: lambda: order_of(book),
        ALLOWANCE_ORDER: lambda: allowance_of(book),
        PROVINCE: lambda: province_of(book),
    }


def _about_persons(book: RoundBook, row: RoundPaperRow, whose: Whose) -> Iterator[RoundPaper]:
    for trio in trios(book):
        line, _person, found = trio
        if not whose.holds(line, found):
            continue
        if row.id == NOTICES:
            maker: Callable[[], Any] = partial(notice_of, book, trio)
        elif row.kind == _ASSESSMENT:
            maker = partial(assessment_of, book, trio)
        else:
            maker = partial(explanation_of_person, book, line, found)
        yield _paper(book, row, maker, f"{row.title} {line.name}")


def _paper(book: RoundBook, row: RoundPaperRow, make: Callable[[], Any], title: str) -> RoundPaper:
    agency = book.facts.office.agency_name
    return RoundPaper(row.id, row.kind, title, title, make, draft_reason(book), agency)


def _order_person(book: RoundBook, trio: Trio) -> OrderPerson:
    line, _person, row = trio
    steps = book.view.scheme == STEP
    amount = canonical(row.choice)
    return OrderPerson(
        name=line.name,
        national_id=book.ids.get(line.person_id, ""),
        from_position=line.post_title or _NONE,
        from_unit=row.unit or _NONE,
        from_level=line.level or _NONE,
        from_number=shown_number(line.post_number) or _NONE,
        from_salary=row.salary,
        to_salary=row.new_salary,
        effective_on=book.view.effective_on,
        step_before=row.from_step,
        steps=amount if steps else "",
        step_after=row.to_step,
        base=row.base,
        percent="" if steps else amount,
        raised_by=row.raised,
        special=row.special or None,
        appraisal=line.appraisal_level,
        remark=line.note,
    )


def _signatory(book: RoundBook) -> Signatory:
    return book.facts.signatories[0] if book.facts.signatories else Signatory()
