"""The papers of an appraisal round: forms and agreements of many, the account, the announcement."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hrdesk.documents.errors import PaperError
from hrdesk.documents.papers.appraisal_parts import AppraisedPerson, CompetencyLine, IndicatorLine
from hrdesk.documents.papers.appraisal_summary import (
    AppraisalSummary,
    SummaryGroup,
    SummaryLine,
)
from hrdesk.documents.registry import paper_kind
from hrdesk.documents.style import PaperStyle
from hrdesk.documents.values import Office
from hrdesk.exchange.errors import ExchangeError
from hrdesk.models import AppraisalRound, IssuedPaper
from hrdesk.rules.appraisal import Staff
from hrdesk.rules.appraisal_scores import LEVELS, Known, comparison_points
from hrdesk.rules.refusal import Refused
from hrdesk.services.access import Right, require
from hrdesk.services.appraisal_law import REFUSED, STAFF_LABELS, Criteria
from hrdesk.services.changes import Change, Result
from hrdesk.services.errors import DomainError
from hrdesk.services.paper_data import office_facts
from hrdesk.services.paper_drafts import CELL, PaperDraft, with_values
from hrdesk.services.papers import PaperOptions, paper_style, prepare_office_paper
from hrdesk.services.problems import refusing
from hrdesk.services.queries.appraisal_forms import AppraisalView, CompetencyView, appraisal_views
from hrdesk.services.queries.appraisals import AppraisalLine, AppraisalRoundView, appraisal_round
from hrdesk.services.round_cases import file_with
from hrdesk.services.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from hrdesk.documents.flow import Section
    from hrdesk.exchange.lists import ListSheet

FORM, AGREEMENT, SUMMARY = "appraisal_form", "appraisal_agreement", "appraisal_summary"
_USUAL = PaperOptions()
Step = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class AppraisalPapers:
    """Papers of one kind to be made: their data in order, how they look, what they are called."""

    kind: str
    title: str
    data: tuple[Any, ...]
    style: PaperStyle
    agency: str


def prepare_appraisal_papers(
    uow: UnitOfWork,
    kind: str,
    appraisal_ids: Sequence[int],
    options: PaperOptions = _USUAL,
) -> AppraisalPapers:
    """Return the forms or agreements of several people, to be built outside the transaction.

    Errors: ``not_found``, ``paper_unknown``, ``office_missing``.
    """
    require(uow.actor, Right.WORK_APPRAISALS)
    if kind not in (FORM, AGREEMENT):
        raise DomainError("paper_unknown")
    views = appraisal_views(uow, tuple(appraisal_ids))
    facts = office_facts(uow)
    round_ = uow.session.get_one(AppraisalRound, views[0].round_id)
    criteria = Criteria(uow, round_)
    return AppraisalPapers(
        kind,
        f"{paper_kind(kind).title} {views[0].round_title}",
        tuple(_person(view, facts.office, round_, criteria) for view in views),
        paper_style(facts, options),
        facts.office.agency_name,
    )


def prepare_summary(
    uow: UnitOfWork, round_id: int, unit: str = "", options: PaperOptions = _USUAL
) -> AppraisalPapers:
    """Return the account of a round, or of one unit of it; an open round's is marked a draft."""
    require(uow.actor, Right.WORK_APPRAISALS)
    view = appraisal_round(uow, round_id)
    facts = office_facts(uow)
    lines = [line for line in view.lines if not unit or line.unit == unit]
    if not lines:
        raise DomainError("not_found")
    data = AppraisalSummary(
        office=facts.office,
        round=view.title,
        groups=_groups(view, lines, facts.office),
        unit=unit,
        committee=view.committee,
        screened_on=view.screened_on,
        draft="" if view.final else "ยังไม่ปิดรอบการประเมิน",
    )
    style = paper_style(facts, options)
    title = f"{paper_kind(SUMMARY).title} {view.title}"
    return AppraisalPapers(SUMMARY, title, (data,), style, facts.office.agency_name)


def build_appraisal_papers(
    papers: AppraisalPapers, step: Step = lambda _done, _total: None
) -> bytes:
    """Return all papers in one PDF; slow work, for the pool. ``step`` may raise to stop.

    Raises the codes of ``PaperError``.
    """
    from hrdesk.documents.batch import build_many

    def sections(data: Any, style: PaperStyle) -> list[Section]:
        made: list[Section] = paper_kind(papers.kind).module.sections(data, style)
        return made

    with refusing(PaperError):
        return build_many(
            papers.data, sections, papers.style,
            title=papers.title, author=papers.agency, progress=step,
        )  # fmt: skip


def build_apart(
    papers: AppraisalPapers, folder: Path, step: Step = lambda _done, _total: None
) -> int:
    """Write a PDF for each person into a folder; returns how many. Raises as building does."""
    module = paper_kind(papers.kind).module
    for done, data in enumerate(papers.data, start=1):
        with refusing(PaperError):
            content: bytes = module.build(data, papers.style)
        name = "".join(each for each in f"{done:04d} {data.name}" if each not in '\\/:*?"<>|')
        try:
            (folder / f"{name}.pdf").write_bytes(content)
        except OSError as problem:
            raise DomainError("file_not_written", path=str(folder)) from problem
        step(done, len(papers.data))
    return len(papers.data)


def summary_sheet(view: AppraisalRoundView, unit: str = "") -> ListSheet:
    """Return the account as a sheet of Excel, the same rows as on paper; pure."""
    from hrdesk.exchange.lists import ListColumn, ListKind, ListSheet

    number = ListKind.NUMBER
    columns = (
        ListColumn("ลำดับ", number, 8),
        ListColumn("ชื่อ", width=28),
        ListColumn("ตำแหน่ง", width=30),
        ListColumn("เลขที่ตำแหน่ง", width=14),
        ListColumn("หน่วยงาน", width=26),
        ListColumn("หลักเกณฑ์", width=24),
        ListColumn("ผลสัมฤทธิ์", width=12),
        ListColumn("สมรรถนะ", width=12),
        ListColumn("คะแนนรวม", width=12),
        ListColumn("ระดับ", width=14),
        ListColumn("การรับทราบ", width=22),
        ListColumn("ผู้ประเมิน", width=28),
    )
    lines = [line for line in view.lines if not unit or line.unit == unit]
    rows = [
        (
            line.rank,
            line.name,
            line.post,
            line.post_number,
            line.unit,
            STAFF_LABELS[line.staff],
            line.achievement,
            line.competency,
            line.total,
            line.level,
            Known(line.acknowledgement).label if line.acknowledgement else "",
            line.appraiser,
        )
        for staff in Staff
        for line in sorted(lines, key=_order)
        if line.staff is staff
    ]
    filters = (("หน่วยงาน", unit),) if unit else ()
    notes = () if view.final else ("ร่าง – ยังไม่ปิดรอบการประเมิน",)
    return ListSheet(f"สรุปผลการประเมิน {view.title}", columns, rows, filters, notes)


def detail_sheets(views: Sequence[AppraisalView]) -> tuple[ListSheet, ListSheet]:
    """Return everybody's indicators and competencies with their results as sheets; pure."""
    from hrdesk.exchange.lists import ListColumn, ListSheet

    who = (ListColumn("ชื่อ", width=28), ListColumn("หน่วยงาน", width=24))
    indicators = ListSheet(
        "ผลสัมฤทธิ์ของงาน",
        (
            *who,
            ListColumn("ตัวชี้วัด", width=44),
            *(ListColumn(f"ระดับ {level}", width=14) for level in range(1, LEVELS + 1)),
            ListColumn("ผลงานจริง", width=24),
            ListColumn("คะแนน", width=10),
            ListColumn("น้ำหนัก", width=10),
            ListColumn("คะแนน × น้ำหนัก ÷ 5", width=20),
        ),
        [
            (
                view.line.name, view.line.unit, each.title, *each.targets, each.actual,
                each.score, each.weight, each.product,
            )
            for view in views
            for each in view.indicators
        ],
    )  # fmt: skip
    competencies = ListSheet(
        "สมรรถนะ",
        (
            *who,
            ListColumn("สมรรถนะ", width=36),
            ListColumn("ระดับที่คาดหวัง", width=14),
            ListColumn("ระดับที่พบ", width=12),
            ListColumn("หลักฐาน", width=36),
            ListColumn("คะแนน", width=10),
            ListColumn("น้ำหนัก", width=10),
            ListColumn("คะแนน × น้ำหนัก ÷ 5", width=20),
        ),
        [
            (
                view.line.name, view.line.unit, each.name, each.expected, each.found,
                each.evidence, _competency(each).score, each.weight, each.product,
            )
            for view in views
            for each in view.competencies
        ],
    )  # fmt: skip
    return indicators, competencies


def write_round_file(path: Path, sheets: Sequence[ListSheet]) -> None:
    """Write the sheets of a round as one workbook; raises ``disk_full``, ``file_not_written``."""
    from hrdesk.exchange.lists import write_lists

    with refusing(ExchangeError):
        write_lists(path, sheets)


def prepare_outstanding(
    uow: UnitOfWork, round_id: int, options: PaperOptions = _USUAL
) -> Result[PaperDraft]:
    """Return the announcement of those with the best level, to be numbered and issued.

    Errors: ``appraisal_nobody_outstanding``, ``not_found``.

    # rule: sao.appraisal.steps
    """
    require(uow.actor, Right.WORK_APPRAISALS)
    require(uow.actor, Right.ISSUE_PAPERS)
    view = appraisal_round(uow, round_id)
    best = sorted((line for line in view.lines if line.outstanding), key=_order)
    chosen = [line for staff in Staff for line in best if line.staff is staff]
    if not chosen:
        raise DomainError("appraisal_nobody_outstanding")
    draft = prepare_office_paper(uow, "announcement", "outstanding", options).value
    people = [
        f" {CELL} ".join(
            cell.replace(CELL, "/")
            for cell in (line.name, "", line.post, line.unit, "", "", line.level)
        )
        for line in chosen
    ]
    known = {field.name for field in draft.editable}
    values = {
        "people": "\n".join(people),
        "values.round_title": view.title,
        "values.count": str(len(chosen)),
    }
    given = {name: value for name, value in values.items() if name in known}

    def then(uow: UnitOfWork, row: IssuedPaper) -> frozenset[Change]:
        return file_with(uow, row, uow.session.get_one(AppraisalRound, round_id).case_id)

    return Result(replace(with_values(draft, given), then=then), frozenset())


def _groups(
    view: AppraisalRoundView, lines: Sequence[AppraisalLine], office: Office
) -> tuple[SummaryGroup, ...]:
    made = []
    for staff in Staff:
        mine = sorted((line for line in lines if line.staff is staff), key=_order)
        if not mine:
            continue
        levels = [
            (name, sum(line.level == name for line in mine))
            for name, _ in view.counts.levels
            if any(line.level == name for line in mine)
        ]
        made.append(
            SummaryGroup(
                STAFF_LABELS[staff],
                tuple(_summary_line(line, office) for line in mine),
                tuple(levels),
            )
        )
    return tuple(made)


def _summary_line(line: AppraisalLine, office: Office) -> SummaryLine:
    person = AppraisedPerson(
        office=office,
        name=line.name,
        post=line.post,
        post_number=line.post_number,
        unit=line.unit,
        achievement=line.achievement,
        competency=line.competency,
        total=line.total,
        level=line.level,
    )
    note = "ไม่ลงนาม มีพยาน" if line.acknowledgement == REFUSED else ""
    return SummaryLine(person, line.rank, line.tied, note)


def _order(line: AppraisalLine) -> tuple[bool, int]:
    return line.rank is None, line.rank or 0


def _person(
    view: AppraisalView, office: Office, round_: AppraisalRound, criteria: Criteria
) -> AppraisedPerson:
    line = view.line
    try:
        levels = criteria.levels(line.staff)
    except Refused:
        levels = ()
    return AppraisedPerson(
        office=office,
        number=round_.number,
        year=round_.year,
        first=view.first,
        last=view.last,
        name=line.name,
        post=line.post,
        post_number=line.post_number,
        unit=line.unit,
        staff=STAFF_LABELS[line.staff],
        contract=line.staff is Staff.CONTRACT,
        appraiser=line.appraiser,
        appraiser_post=line.appraiser_post,
        agreed_on=line.agreed_on,
        shares=view.weights,
        achievement=line.achievement,
        competency=line.competency,
        total=line.total,
        level=line.level,
        levels=levels,
        indicators=tuple(
            IndicatorLine(
                each.title, each.targets, each.weight, each.actual, each.score, each.product
            )
            for each in view.indicators
        ),
        competencies=tuple(_competency(each) for each in view.competencies),
        development=tuple(
            (each.get("what", ""), each.get("how", ""), each.get("when", ""))
            for each in view.development
        ),
        opinions=view.opinions,
        acknowledgement=line.acknowledgement,
        informed_on=line.informed_on,
        witness=line.witness,
    )


def _competency(each: CompetencyView) -> CompetencyLine:
    points: Decimal | None = each.score
    if points is None and each.found is not None:
        points = comparison_points(each.expected, each.found)
    return CompetencyLine(
        each.name, each.expected, each.weight, each.found, points, each.product, each.evidence
    )
