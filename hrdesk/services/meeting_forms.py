"""The data of each paper of a meeting, from what ``queries.meeting_papers`` read; pure."""

from __future__ import annotations

from decimal import Decimal

from hrdesk.documents.form_layout import Person
from hrdesk.documents.papers.candidate_score import CandidateScore
from hrdesk.documents.papers.score_parts import CriterionHead, MeetingHead, ScoredRow
from hrdesk.documents.papers.score_sheet import ScoreSheet
from hrdesk.documents.papers.score_summary import ScoreSummary, SummaryRow
from hrdesk.documents.papers.work_score import WorkCriterion, WorkScore
from hrdesk.rules.codes import Level
from hrdesk.rules.explanation import shown
from hrdesk.rules.names import titled
from hrdesk.rules.scoring_scheme import Mark, Scheme
from hrdesk.services.queries.contest_setup import OutletChoice
from hrdesk.services.queries.meeting_papers import BookContest, MeetingBook
from hrdesk.services.queries.meetings import CandidateView, ContestView
from hrdesk.services.queries.results import ResultRow
from hrdesk.services.queries.scores import ContestGrid, GridCandidate, GridMember

ROLES = {"chair": "ประธานกรรมการ", "member": "กรรมการ", "secretary": "เลขานุการ"}
_WHOLE = Decimal(100)


def post_of(view: ContestView) -> str:
    """Return the post a contest is about, with its level; its title where no post is named."""
    level = view.level if view.level in set(Level) else ""
    return titled(view.post_title or view.job_series, level) or view.title


def head_of(book: MeetingBook, view: ContestView) -> MeetingHead:
    """Return what stands at the head of every paper of a contest."""
    detail = book.detail
    return MeetingHead(
        committee=detail.committee,
        meeting_number=book.number,
        held_on=detail.held_on,
        place=detail.place,
        contest=view.title,
        position=post_of(view),
        position_number=view.post_number,
        unit=view.unit,
    )


def member_person(book: MeetingBook, member_id: int) -> Person:
    """Return a member as papers name them."""
    seat = next(each for each in book.detail.members if each.id == member_id)
    return Person(seat.name, seat.post, ROLES.get(seat.role, ""))


def voting_people(book: MeetingBook, grid: ContestGrid) -> tuple[Person, ...]:
    """Return those who score, in the order they sign."""
    return tuple(member_person(book, each.id) for each in grid.members)


def criteria_of(scheme: Scheme) -> tuple[CriterionHead, ...]:
    """Return a scheme's criteria as the heads of columns."""
    return tuple(CriterionHead(each.id, each.label, each.maximum) for each in scheme.criteria)


def mark_words(mark: Mark) -> str:
    """Return what must be reached, in points or per cent."""
    return f"{shown(mark.value)} คะแนน" if mark.in_points else f"ร้อยละ {shown(mark.value)}"


def score_sheet(
    book: MeetingBook, contest: BookContest, member: GridMember, kind: str, *, filled: bool
) -> ScoreSheet:
    """Return a member's sheet, blank or with the points stored."""
    grid = _grid(contest)
    return ScoreSheet(
        office=book.facts.office,
        kind=kind,
        meeting=head_of(book, contest.view),
        member=member_person(book, member.id),
        criteria=criteria_of(grid.scheme),
        rows=tuple(_scored(grid, each, member, filled=filled) for each in grid.candidates),
        methods=contest.view.methods if kind == "screening_1" else (),
        form=book.forms.get(kind),
    )


def candidate_score(
    book: MeetingBook,
    contest: BookContest,
    member: GridMember,
    candidate: GridCandidate,
    *,
    filled: bool,
) -> CandidateScore:
    """Return แบบ คส. ๒: one member's points for one candidate, blank or filled."""
    grid = _grid(contest)
    row = _scored(grid, candidate, member, filled=filled)
    asked = [each for each in grid.scheme.criteria if each.id not in row.left_out]
    percent = None
    if asked and all(each.id in row.points for each in asked):
        most = sum((each.maximum for each in asked), Decimal(0))
        percent = sum((row.points[each.id] for each in asked), Decimal(0)) * _WHOLE / most
        percent = percent.quantize(Decimal("0.01"))
    return CandidateScore(
        office=book.facts.office,
        meeting=head_of(book, contest.view),
        member=member_person(book, member.id),
        candidate=row,
        candidate_unit=candidate.unit,
        criteria=criteria_of(grid.scheme),
        percent=percent,
        form=book.forms.get("selection_2"),
    )


def _scored(
    grid: ContestGrid, candidate: GridCandidate, member: GridMember, *, filled: bool
) -> ScoredRow:
    recused = (candidate.id, member.id) in grid.recused
    points = grid.sheet(candidate.id, member.id).points if filled and not recused else {}
    return ScoredRow(
        candidate.name,
        candidate.post,
        dict(points),
        candidate.exemption.criteria,
        recused,
        "ไม่ร่วมพิจารณา" if recused else "",
    )


def score_summary(book: MeetingBook, contest: BookContest, kind: str) -> ScoreSummary:
    """Return what all sheets of a contest come to, in the order of the result."""
    grid = _grid(contest)
    result = contest.result
    rows = result.rows if result is not None else ()
    by_id = {each.id: each for each in grid.candidates}
    scheme = grid.scheme
    marks = f"ผู้ผ่านการประเมินต้องได้คะแนนรวมไม่น้อยกว่า{mark_words(scheme.total_mark)}"
    if scheme.each_mark is not None:
        marks += f" และแต่ละองค์ประกอบไม่น้อยกว่า{mark_words(scheme.each_mark)}ของคะแนนเต็มองค์ประกอบนั้น"
    return ScoreSummary(
        office=book.facts.office,
        kind=kind,
        meeting=head_of(book, contest.view),
        criteria=criteria_of(scheme),
        methods=contest.view.methods,
        rows=tuple(_summary_row(grid, by_id[row.candidate_id], row) for row in rows),
        members=voting_people(book, grid),
        marks=marks,
        decisions=_decisions(contest),
        form=book.forms.get(kind),
    )


def _summary_row(grid: ContestGrid, candidate: GridCandidate, row: ResultRow) -> SummaryRow:
    score = grid.standing(candidate).score
    return SummaryRow(
        name=row.name,
        post=row.post,
        means={each.id: each.mean for each in score.criteria} if score is not None else {},
        methods={each.name: each.percent for each in candidate.methods},
        total=row.total,
        percent=row.percent,
        passed=row.passed,
        place=row.rank,
        goes_on=row.goes_on,
        note="ได้รับการคัดเลือก" if row.chosen else row.note,
        member_totals=tuple(_member_total(grid, candidate, each) for each in grid.members),
    )


def _member_total(
    grid: ContestGrid, candidate: GridCandidate, member: GridMember
) -> Decimal | None:
    """Return what one whole sheet comes to; None for the absent, the recused and the unfinished."""
    if not member.present or (candidate.id, member.id) in grid.recused:
        return None
    points = grid.sheet(candidate.id, member.id).points
    asked = [
        each.id for each in grid.scheme.criteria if each.id not in candidate.exemption.criteria
    ]
    if not all(id_ in points for id_ in asked):
        return None
    return sum((points[id_] for id_ in asked), Decimal(0))


def _decisions(contest: BookContest) -> tuple[str, ...]:
    grid, result = _grid(contest), contest.result
    told = [
        f"กรรมการที่ไม่มาประชุม ไม่นำมาคิดค่าเฉลี่ย: {member.name}"
        for member in grid.members
        if not member.present
    ]
    names = {each.id: each.name for each in grid.candidates}
    seats = {each.id: each.name for each in grid.members}
    told += [
        f"{seats[member_id]} ไม่ร่วมพิจารณา {names[candidate_id]}"
        for candidate_id, member_id in sorted(grid.recused)
        if candidate_id in names and member_id in seats
    ]
    for row in result.rows if result is not None else ():
        if row.tie_order is not None and row.tie_reason:
            told.append(f"{row.name}: ที่ประชุมจัดลำดับผู้ที่เท่ากัน เนื่องจาก{row.tie_reason}")
        if row.chosen:
            why = f" เนื่องจาก{row.chosen_reason}" if row.chosen_reason else ""
            told.append(f"ที่ประชุมมีมติให้ {row.name} เป็นผู้ได้รับการคัดเลือก{why}")
    return tuple(told)


def work_score(
    book: MeetingBook, contest: BookContest, candidate: CandidateView, member: GridMember | None
) -> WorkScore:
    """Return ใบคะแนนประเมินผลงาน: the committee's, or one member's blank sheet."""
    grid = _grid(contest)
    in_grid = next(each for each in grid.candidates if each.id == candidate.id)
    result = contest.result
    row = None
    if member is None and result is not None:
        row = next(each for each in result.rows if each.candidate_id == candidate.id)
    score = grid.standing(in_grid).score if member is None else None
    means = {each.id: each for each in score.criteria} if score is not None else {}
    facts = book.of_candidate(candidate.id)
    scheme = grid.scheme
    return WorkScore(
        office=book.facts.office,
        meeting=head_of(book, contest.view),
        person_name=candidate.name,
        person_position=candidate.post or facts.position,
        person_unit=candidate.unit or facts.unit,
        works=tuple((title, "") for title in candidate.works),
        criteria=tuple(
            WorkCriterion(
                each.label,
                each.maximum,
                _points_of(scheme.each_mark, each.maximum),
                means[each.id].mean if each.id in means else None,
                means[each.id].passed if each.id in means else None,
                each.id in candidate.exempt,
            )
            for each in scheme.criteria
        ),
        total=row.total if row is not None else None,
        total_mark=_points_of(scheme.total_mark, scheme.maximum),
        passed=row.passed if row is not None else None,
        outlets={each.code: _outlet_words(each) for each in contest.outlets},
        outlet=candidate.outlet,
        publication_reason=candidate.publication_reason,
        grades={each.id: each.label for each in result.proposal_grades} if result else {},
        grade=row.proposal if row is not None else "",
        results={each.id: each.label for each in result.work_results} if result else {},
        result=row.work_result if row is not None else "",
        result_note=row.note if row is not None else "",
        member=member_person(book, member.id) if member is not None else None,
        members=voting_people(book, grid),
        form=book.forms.get("work_score"),
    )


def _points_of(mark: Mark | None, maximum: Decimal) -> Decimal | None:
    if mark is None:
        return None
    return mark.value if mark.in_points else maximum * mark.value / _WHOLE


def _outlet_words(outlet: OutletChoice) -> str:
    return f"{outlet.label} ({shown(outlet.points)})" if outlet.points is not None else outlet.label


def _grid(contest: BookContest) -> ContestGrid:
    assert contest.grid is not None, "papers of points are offered where there is a grid"
    return contest.grid
