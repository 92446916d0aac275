"""แบบ ๑ and แบบ ๒: those who deserve one step, and those who deserve half a step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from hrdesk.documents.fields import Field, missing_in
from hrdesk.documents.flow import Block, Section
from hrdesk.documents.paper import build_paper
from hrdesk.documents.papers.salary_parts import (
    RaisePerson,
    RaiseRound,
    amount_words,
    baht,
    by_group,
    cost_words,
    count,
    foot_note,
    group_head,
    heads,
    line_under,
    name_cell,
    or_dash,
    pay_cell,
    post_cell,
    sample_round,
    signed_by,
    total_of,
)
from hrdesk.documents.paragraph import Paragraph
from hrdesk.documents.style import DEFAULT_STYLE, PaperStyle, cm
from hrdesk.documents.table import Column, Table
from hrdesk.documents.text import Text

KINDS = ("step_form_1", "step_form_2")
HALF, ONE = Decimal("0.5"), Decimal(1)
_TITLES = {
    "step_form_1": "แบบ ๑ บัญชีรายชื่อผู้สมควรได้รับการเลื่อนขั้นเงินเดือนหนึ่งขั้น",
    "step_form_2": "แบบ ๒ บัญชีรายชื่อผู้สมควรได้รับการเลื่อนขั้นเงินเดือนครึ่งขั้น",
}
_MORE = "แบบ ๑ บัญชีรายชื่อผู้สมควรได้รับการเลื่อนขั้นเงินเดือนหนึ่งขั้น และหนึ่งขั้นครึ่ง"


@dataclass(frozen=True, slots=True)
class StepForm:
    """The plain data of one form; ``kind`` is one of ``KINDS``, ``round`` holds everybody."""

    kind: str = "step_form_1"
    round: RaiseRound = field(default_factory=RaiseRound)

    @property
    def chosen(self) -> Callable[[RaisePerson], bool]:
        """Who belongs on the form: those of half a step on แบบ ๒, those of more on แบบ ๑."""
        if self.kind == "step_form_2":
            return lambda person: person.choice == HALF
        return lambda person: person.choice >= ONE

    @property
    def title(self) -> str:
        """The form's title; one and a half steps are named where October gave any."""
        people = [each for each in self.round.people if self.chosen(each)]
        if self.kind == "step_form_1" and any(each.choice > ONE for each in people):
            return _MORE
        return _TITLES[self.kind]


FIELDS: tuple[Field, ...] = (
    Field("round.office.agency_name", "ชื่อส่วนราชการ", True, "office.agency_name"),
    Field("round.effective_on", "วันที่มีผล", True, "round.effective_on"),
    Field("round.people", "รายชื่อผู้อยู่ในบัญชีถือจ่าย", True, "round.people"),
)


def missing(data: StepForm) -> tuple[Field, ...]:
    """Return what must be known before printing."""
    return missing_in(data, FIELDS)


def sections(data: StepForm, style: PaperStyle) -> list[Section]:
    """Return the form's pages: a table for each group with its sum, the whole sum, signatures."""
    told = data.round
    about = " · ".join(part for part in (told.title, told.since) if part)
    blocks: list[Block] = [*heads([data.title, told.office.agency_name, about], style)]
    groups = by_group(told, data.chosen)
    for line, people in groups:
        blocks.append(group_head(f"{line.label} จำนวน {count(len(people))} ราย", style))
        blocks.append(_table(people, style))
    everybody = [person for _, people in groups for person in people]
    if not everybody:
        blocks.append(Paragraph("ไม่มีผู้ได้รับการเลื่อนตามแบบนี้", style, align="center", before=cm(0.4)))
    elif len(groups) > 1:
        words = f"รวมทุกกลุ่ม {count(len(everybody))} ราย {cost_words(everybody)}"
        blocks.append(line_under(words, style, bold=True))
    blocks += foot_note(told, style)
    blocks += signed_by(told.signers, style)
    return [Section(blocks, landscape=True, label="of")]


def build(data: StepForm, style: PaperStyle = DEFAULT_STYLE) -> bytes:
    """Return the form as a PDF."""
    told = data.round
    title = f"{data.title} ครั้งที่ {told.number}/{told.year}"
    return build_paper(sections(data, style), style, title=title, author=told.office.agency_name)


def sample(kind: str = "step_form_1") -> StepForm:
    """Return an invented form."""
    return StepForm(kind, sample_round())


_COLUMNS = (
    Column("ลำดับ", 4.2, "center"),
    Column("ชื่อ", 16),
    Column("ตำแหน่ง/สังกัด", 19),
    Column("เลขที่ตำแหน่ง", 11, "center"),
    Column("เงินเดือนเดิม", 8, "right"),
    Column("ผลการประเมิน", 8, "center"),
    Column("วันลาและมาสาย", 12),
    Column("เหตุผล", 15),
    Column("จำนวนขั้น", 5.5, "center"),
    Column("จำนวนเงินที่ได้เลื่อน", 7, "right"),
    Column("ค่าตอบแทนพิเศษ", 7, "right"),
    Column("เงินเดือนที่ได้รับ", 8, "right"),
)


def _table(people: Sequence[RaisePerson], style: PaperStyle) -> Table:
    rows = [_row(number, person) for number, person in enumerate(people, 1)]
    total = (
        "", "รวม", "", "", baht(total_of(people, "salary")), "", "", "", "",
        baht(total_of(people, "raised")), or_dash(total_of(people, "special")),
        baht(total_of(people, "new_salary")),
    )  # fmt: skip
    return Table(_COLUMNS, rows, style, size=style.annex_size, total=total, before=cm(0.1))


def _row(number: int, person: RaisePerson) -> tuple[Text, ...]:
    result = "\n".join(part for part in (person.appraisal, person.score) if part)
    return (
        str(number),
        name_cell(person),
        post_cell(person),
        person.post_number,
        pay_cell(person.step, person.salary),
        result,
        person.absence or "-",
        person.reason,
        amount_words(person.choice),
        baht(person.raised),
        or_dash(person.special),
        pay_cell(person.new_step, person.new_salary),
    )
