"""Papers of salaries outside rounds: the order that decides them, the sheet, the history's form."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Sequence
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from hrdesk.documents.papers.award_sheet import AwardSheet
from hrdesk.documents.papers.explanation import ReasonLine
from hrdesk.documents.papers.order_people import OrderPerson
from hrdesk.documents.papers.salary_record import SalaryLine, SalaryRecordForm
from hrdesk.documents.registry import paper_kind
from hrdesk.documents.values import Signatory
from hrdesk.models import IssuedPaper, Person, SalaryAward
from hrdesk.rules.codes import Level
from hrdesk.rules.dates import thai_date_long
from hrdesk.rules.explanation import Explanation, shown
from hrdesk.rules.names import full_name
from hrdesk.services.access import Right, require
from hrdesk.services.award_figures import ABROAD, AwardInputs, AwardKind
from hrdesk.services.awards import DecideAwards, decide_awards
from hrdesk.services.changes import Change, Result
from hrdesk.services.errors import DomainError
from hrdesk.services.paper_data import office_facts, position_text
from hrdesk.services.paper_drafts import (
    EditableField,
    FieldKind,
    PaperDraft,
    signatory_label,
    with_values,
)
from hrdesk.services.papers import PaperOptions, paper_style, prepare_text_paper
from hrdesk.services.posts import shown_number
from hrdesk.services.queries.awards import AwardDetail, AwardLine, award, award_lines
from hrdesk.services.queries.salary_history import salary_history
from hrdesk.services.unit_of_work import UnitOfWork

ORDER_KINDS = {
    AwardKind.QUALIFICATION: "qualification_salary",
    AwardKind.PRIOR: "prior_salary",
    AwardKind.COMPENSATION: "compensation",
}
"""Which order decides each kind of award."""

_USUAL = PaperOptions()
_NONE = "-"
_COUNTED = frozenset({"values.count", "values.since"})
_MOST_REASONS = 60
Picked = tuple[tuple[int, int], ...]
"""Awards by id and the version that was shown."""


def prepare_award_order(
    uow: UnitOfWork, picked: Picked, options: PaperOptions = _USUAL
) -> Result[PaperDraft]:
    """Return the order of drafts of one kind; issuing it decides them in the same transaction.

    Errors: ``award_nobody``, ``award_not_in_one_order``, ``award_decided``,
    ``award_order_changed``, ``award_no_figure``.
    """
    require(uow.actor, Right.WORK_SALARY)
    require(uow.actor, Right.ISSUE_PAPERS)
    lines = _picked(uow, picked)
    [kind] = {line.kind for line in lines}
    draft = prepare_text_paper(uow, "order", ORDER_KINDS[kind], options)
    people = _people(uow, lines)
    data = dataclasses.replace(draft.data, people=people)
    made = dataclasses.replace(
        draft,
        data=data,
        editable=tuple(field for field in draft.editable if field.name not in _COUNTED),
        missing=paper_kind(draft.kind).module.missing(data),
        person_id=lines[0].person_id if len(lines) == 1 else None,
        then=_deciding(picked),
    )
    rests_on = _criteria(award(uow, lines[0].id).explanation, lines[0].effective_on)
    return Result(with_values(made, {"values.criteria": rests_on}), frozenset())


def prepare_award_sheet(
    uow: UnitOfWork, award_id: int, options: PaperOptions = _USUAL
) -> Result[PaperDraft]:
    """Return the sheet of one award with its facts, figures and reasons; raises ``not_found``."""
    require(uow.actor, Right.WORK_SALARY)
    require(uow.actor, Right.ISSUE_PAPERS)
    found = award(uow, award_id)
    facts = office_facts(uow)
    data = AwardSheet(
        office=facts.office,
        subject=f"{found.line.kind.label} {found.line.name}",
        person_name=found.line.name,
        facts=_facts(found),
        results=_results(found),
        mark=found.line.mark,
        lines=tuple(_reasons(found.explanation)),
        law=f"หลักเกณฑ์ที่ใช้: {found.law}",
        worked_by=uow.actor.name,
        signatory=_first(facts.signatories),
        printed_on=facts.today,
    )
    typed = (
        EditableField("worked_by", "ผู้คำนวณ", FieldKind.TEXT, data.worked_by),
        EditableField("worked_post", "ตำแหน่งผู้คำนวณ", FieldKind.TEXT, data.worked_post),
    )
    draft = _sheet(uow, "award_sheet", data.subject, data, typed, options)
    return Result(dataclasses.replace(draft, person_id=found.line.person_id), frozenset())


def prepare_salary_record(
    uow: UnitOfWork, person_id: int, options: PaperOptions = _USUAL
) -> Result[PaperDraft]:
    """Return the form of a person's salary history, the lines that stand; raises ``not_found``."""
    require(uow.actor, Right.SEE_PEOPLE)
    require(uow.actor, Right.ISSUE_PAPERS)
    found = salary_history(uow, person_id)
    person = _persons(uow, (person_id,))[person_id]
    facts = office_facts(uow)
    data = SalaryRecordForm(
        office=facts.office,
        person_name=found.name,
        position=position_text(person.post),
        unit=person.post.unit if person.post else "",
        salary=found.salary,
        lines=tuple(
            SalaryLine(
                line.effective_on, line.kind_label, line.detail, line.old_salary, line.change,
                line.new_salary, line.special, line.order_number, line.order_dated, line.note,
            )
            for line in found.live
        ),
        signatory=_first(facts.signatories),
        printed_on=facts.today,
    )  # fmt: skip
    draft = _sheet(uow, "salary_record", f"ประวัติเงินเดือน {found.name}", data, (), options)
    return Result(dataclasses.replace(draft, person_id=person_id), frozenset())


def _picked(uow: UnitOfWork, picked: Picked) -> tuple[AwardLine, ...]:
    if not picked:
        raise DomainError("award_nobody")
    versions = dict(picked)
    lines = tuple(sorted(award_lines(uow, versions), key=lambda line: line.id))
    if len(lines) != len(versions) or any(line.version != versions[line.id] for line in lines):
        raise DomainError("award_order_changed")
    if len({line.kind for line in lines}) > 1:
        raise DomainError("award_not_in_one_order")
    for line in lines:
        if line.state != "draft":
            raise DomainError("award_decided", number=line.order_number or None)
        if line.salary is None and line.corrects is None:
            raise DomainError("award_no_figure", person=line.name, why=line.reason or None)
    return lines


def _deciding(picked: Picked) -> Callable[[UnitOfWork, IssuedPaper], frozenset[Change]]:
    """Return what issuing the order does: it decides the awards it names."""

    def then(uow: UnitOfWork, row: IssuedPaper) -> frozenset[Change]:
        return decide_awards(uow, DecideAwards(picked, row.number, row.dated, row.id)).changed

    return then


def _people(uow: UnitOfWork, lines: Sequence[AwardLine]) -> tuple[OrderPerson, ...]:
    people = _persons(uow, [line.person_id for line in lines])
    made = [
        _order_person(uow.session.get_one(SalaryAward, line.id), line, people[line.person_id])
        for line in lines
    ]
    return tuple(made)


def _order_person(row: SalaryAward, line: AwardLine, person: Person) -> OrderPerson:
    inputs, post = AwardInputs.from_json(row.inputs), person.post
    level = post.level if post else ""
    start, raised = (_amount(row.outputs.get(key)) for key in ("start", "raised"))
    prior = inputs.kind is AwardKind.PRIOR
    salary = line.salary if line.salary is not None else line.before
    return OrderPerson(
        name=full_name(person.prefix, person.first_name, person.last_name),
        degree=_degree(inputs),
        from_position=post.title if post else _NONE,
        from_unit=(post.unit if post else "") or _NONE,
        from_number=shown_number(post.number) if post else "",
        from_level=Level(level).label if level in set(Level) else level,
        from_salary=inputs.pay if prior else line.before,
        to_salary=salary,
        effective_on=line.effective_on,
        base=start,
        raised_by=raised,
        factors=", ".join(map(str, sorted(inputs.factors))),
        earlier=inputs.employment.label if prior and inputs.employment else "",
        remark=_remark(row, line),
    )


def _amount(stored: str | None) -> Decimal | None:
    return None if stored is None else Decimal(stored)


def _remark(row: SalaryAward, line: AwardLine) -> str:
    """What must be read beside the figure: that it is unconfirmed, and what it corrects."""
    why = str(row.inputs.get("correction", ""))
    return " ".join(part for part in (line.mark, f"แก้ไข: {why}" if why else "") if part)


def _degree(inputs: AwardInputs) -> str:
    abroad = inputs.institution == ABROAD and ABROAD not in inputs.qualification
    return f"{inputs.qualification} ({ABROAD})" if abroad else inputs.qualification


def _criteria(tree: Explanation, day: dt.date) -> str:
    """The instruments the figures stand on, each once with its day: what the order refers to.

    Of each value the first one that was there on the day: what it replaced is not referred to.
    """
    named: dict[str, None] = {}
    for each in tree.walk():
        there = [found for found in each.citations if found.dated is None or found.dated <= day]
        for cited in (there or list(each.citations))[:1]:
            dated = f" ลงวันที่ {thai_date_long(cited.dated)}" if cited.dated else ""
            named[f"{cited.instrument}{dated}"] = None
    return " และ".join(named) or "หลักเกณฑ์และวิธีการที่ ก.พ. กำหนด"


def _facts(found: AwardDetail) -> tuple[tuple[str, str], ...]:
    line, given = found.line, found.inputs
    pairs = [
        ("ชื่อ", line.name),
        ("ตำแหน่ง", " ".join(part for part in (line.post, line.unit) if part)),
        ("มีผลตั้งแต่วันที่", thai_date_long(line.effective_on)),
        ("ปัจจัยที่", ", ".join(map(str, sorted(given.factors)))),
        ("วันบรรจุ", thai_date_long(given.entered_on) if given.entered_on else ""),
        ("วันที่จ้างเดิม", thai_date_long(given.hired_on) if given.hired_on else ""),
        ("ระยะเวลาที่จ้างเดิม", f"{shown(given.years)} ปี" if given.years is not None else ""),
        ("เงินเดือนขั้นสูง", f"{shown(given.maximum)} บาท" if given.maximum else ""),
        ("แก้ไขรายการเดิมเพราะ", found.correction),
        ("หมายเหตุ", line.note),
    ]
    return tuple((label, value) for label, value in pairs if value)


def _results(found: AwardDetail) -> tuple[tuple[str, str], ...]:
    line = found.line
    salary = f"{shown(line.salary)} บาท" if line.salary is not None else "–"
    last = [("ให้ได้รับเงินเดือน", f"{salary} ({line.mark})" if line.mark else salary)]
    if line.reason:
        last.append(("เหตุผล", line.reason))
    if found.needs:
        last.append(("ยังขาดข้อมูล", "; ".join(found.needs)))
    return (*found.lines, *last)


def _reasons(tree: Explanation, depth: int = 0) -> list[ReasonLine]:
    value = " ".join(part for part in (shown(tree.value), tree.unit) if part)
    said = f"{value} = {tree.formula}" if value and tree.formula else value or tree.formula
    clause = "; ".join(citation.text for citation in tree.citations)
    found = [ReasonLine(depth, tree.label, said, clause)]
    for child in tree.children:
        found += _reasons(child, depth + 1)
    return found[:_MOST_REASONS]


def _persons(uow: UnitOfWork, ids: Sequence[int]) -> dict[int, Person]:
    found: dict[int, Person] = {}
    for at in range(0, len(ids), 400):
        query = (
            select(Person)
            .where(Person.id.in_(ids[at : at + 400]))
            .options(selectinload(Person.post))
        )
        found.update({person.id: person for person in uow.session.scalars(query)})
    return found


def _first(signatories: Sequence[Signatory]) -> Signatory:
    return signatories[0] if signatories else Signatory()


def _sheet(
    uow: UnitOfWork,
    kind: str,
    title: str,
    data: AwardSheet | SalaryRecordForm,
    typed: tuple[EditableField, ...],
    options: PaperOptions,
) -> PaperDraft:
    """Return the draft of a paper without a number, with who signs it."""
    facts = office_facts(uow)
    signers = tuple(signatory_label(each) for each in facts.signatories)
    now = signatory_label(data.signatory)
    signer = EditableField("signatory", "ผู้ลงนาม", FieldKind.CHOICE, now, choices=signers)
    return PaperDraft(
        case_id=None,
        kind=kind,
        title=title,
        data=data,
        style=paper_style(facts, options),
        editable=(*typed, signer),
        signatories=facts.signatories,
        missing=paper_kind(kind).module.missing(data),
    )
