"""The papers of a meeting: which there are, what each still lacks, and the data of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from hrdesk.documents.papers.form_paper import form_of
from hrdesk.documents.registry import paper_kind
from hrdesk.services import meeting_forms as forms
from hrdesk.services import meeting_people as people
from hrdesk.services import meeting_records as records
from hrdesk.services.committees import CommitteeKind
from hrdesk.services.queries.meeting_papers import BookContest, MeetingBook, PaperMark
from hrdesk.services.queries.meetings import CandidateView
from hrdesk.services.queries.scores import ContestGrid, GridMember

BEFORE, AFTER, LETTERS = "before", "after", "letters"
_SETTLED = frozenset({"entered", "verified"})


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One line of the list: a kind of paper of the meeting or of one contest.

    ``stage`` is when it is wanted, ``count`` how many papers it is, ``notes`` what one should know
    before printing. A ``letter`` is numbered, so it is made one at a time; ``candidate_id`` whose.
    ``mark`` is what was last kept or issued of it, None where nothing was.
    """

    id: str
    stage: str
    kind: str
    title: str
    about: str
    count: int
    contest_id: int | None = None
    candidate_id: int | None = None
    notes: tuple[str, ...] = ()
    letter: bool = False
    mark: PaperMark | None = None


@dataclass(frozen=True, slots=True)
class Whose:
    """Narrows papers to those of one member or of one candidate; None for everybody's."""

    member_id: int | None = None
    candidate_id: int | None = None


EVERYBODY = Whose()
FOUND_KINDS = ("qualification_check", "selection_1")
"""The forms on which an officer says what was found of a candidate."""


@dataclass(frozen=True, slots=True)
class MadePaper:
    """One paper with its data; ``name`` is fit for a file. It is filed with each of ``cases``."""

    row_id: str
    kind: str
    title: str
    name: str
    data: Any
    cases: tuple[int, ...] = ()
    person_id: int | None = None
    member_id: int | None = None
    candidate_id: int | None = None

    @property
    def missing(self) -> tuple[str, ...]:
        """What must be known before this paper is printed, by its Thai labels."""
        lacking = paper_kind(self.kind).module.missing(self.data)
        return tuple(dict.fromkeys(each.label_th for each in lacking))


def paper_rows(book: MeetingBook) -> tuple[PaperRow, ...]:
    """Return the papers of a meeting in the order they are wanted; pure."""
    rows = list(_of_meeting(book, BEFORE))
    for contest in book.contests:
        rows += _before(book, contest)
    for contest in book.contests:
        rows += _after(book, contest)
    rows += _of_meeting(book, AFTER)
    for contest in book.contests:
        rows += _letters(contest)
    return tuple(_told(book, row) for row in rows)


def papers_of(book: MeetingBook, row: PaperRow, whose: Whose = EVERYBODY) -> tuple[MadePaper, ...]:
    """Return the papers of a line, those of one member or candidate where asked; pure."""
    return tuple(
        paper
        for paper in _made(book, row)
        if whose.member_id in (None, paper.member_id)
        and whose.candidate_id in (None, paper.candidate_id)
    )


def missing_of(papers: Sequence[MadePaper]) -> tuple[str, ...]:
    """Return what any of the papers lacks, each said once."""
    return tuple(dict.fromkeys(label for paper in papers for label in paper.missing))


def unknown_of(paper: MadePaper) -> tuple[str, ...]:
    """Return which findings of an officer a form leaves empty, by their Thai labels."""
    if paper.kind not in FOUND_KINDS:
        return ()
    chosen = paper_kind(paper.kind).module.filled(paper.data).chosen
    labels = [
        question.label
        for name, question in form_of(paper.data).questions.items()
        if not chosen.get(name)
    ]
    if paper.kind == "selection_1":
        labels += [condition for condition, _, result in paper.data.checks if not result]
        labels += [] if paper.data.checks else ["ผลการตรวจคุณสมบัติรายข้อ"]
    return tuple(labels)


def letter_line(kind: str, contest_id: int | None = None, candidate_id: int | None = None) -> str:
    """Return the id of the line of a numbered paper."""
    name = "letter" if kind == "person_notice" else kind
    return ":".join(str(each) for each in (name, contest_id, candidate_id) if each is not None)


def _told(book: MeetingBook, row: PaperRow) -> PaperRow:
    """Add what the papers of a line lack, and how many they are."""
    row = replace(row, mark=book.marks.get(row.id))
    if row.letter:
        return row
    made = papers_of(book, row)
    lacking = missing_of(made[:1]) if made else ()
    words: tuple[str, ...] = (f"ยังขาด: {', '.join(lacking)}",) if lacking else ()
    unknown = [found for paper in made if (found := unknown_of(paper))]
    if unknown:
        labels = dict.fromkeys(label for found in unknown for label in found)
        words += (f"ยังไม่ทราบ เว้นว่างไว้ {len(unknown):,} ฉบับ: {', '.join(labels)}",)
    return replace(row, count=len(made), notes=(*row.notes, *words))


def _row(
    stage: str, part: str, kind: str, title: str, contest: BookContest | None = None, *notes: str
) -> PaperRow:
    id_ = f"{part}:{contest.view.id}" if contest is not None else part
    about = contest.view.title if contest is not None else "ทั้งการประชุม"
    contest_id = contest.view.id if contest is not None else None
    return PaperRow(id_, stage, kind, title, about, 0, contest_id, None, notes)


def _of_meeting(book: MeetingBook, stage: str) -> Iterator[PaperRow]:
    if stage == BEFORE:
        yield PaperRow(
            letter_line("invitation"),
            BEFORE,
            "invitation",
            "หนังสือเชิญประชุม",
            "ทั้งการประชุม",
            1,
            letter=True,
        )
        yield _row(BEFORE, "agenda", "list_report", "ระเบียบวาระการประชุม")
        yield _row(BEFORE, "sign_in", "list_report", "บัญชีลงชื่อผู้มาประชุม")
        return
    notes = () if book.minutes is not None else ("ร่างจากข้อมูล ยังไม่ได้แก้ไข",)
    yield _row(AFTER, "minutes", "minutes", "รายงานการประชุม", None, *notes)


def _kinds(book: MeetingBook) -> tuple[str, str]:
    """Return the sheet and the summary that this committee uses."""
    if book.detail.committee_kind is CommitteeKind.SCREENING:
        return "screening_1", "screening_2"
    return "score_sheet", "score_summary"


def _before(book: MeetingBook, contest: BookContest) -> Iterator[PaperRow]:
    if contest.grid is None:
        return
    selects = book.detail.committee_kind is CommitteeKind.SELECTION
    if contest.view.kind == "work":
        yield _form(BEFORE, "blank_work", "work_score", contest, "เปล่า รายกรรมการและผู้รับการประเมิน")
        yield _form(BEFORE, "works", "work_outline", contest)
        yield _form(BEFORE, "proposal", "proposal_outline", contest)
        return
    yield _form(BEFORE, "blank", _kinds(book)[0], contest, "เปล่า")
    if selects:
        yield _form(BEFORE, "blank_2", "selection_2", contest, "เปล่า")
        yield _form(BEFORE, "selection_1", "selection_1", contest)
        yield _form(BEFORE, "selection_3", "selection_3", contest)
    yield _form(BEFORE, "qualification", "qualification_check", contest)


def _after(book: MeetingBook, contest: BookContest) -> Iterator[PaperRow]:
    grid = contest.grid
    if grid is None:
        return
    open_ = contest.result.open if contest.result is not None else ()
    waits = (f"ผลยังไม่เป็นที่สุด: {open_[0]}",) if open_ else ()
    yield _form(AFTER, "filled", _kinds(book)[0], contest, "กรอกแล้ว", *_unsettled(grid))
    if contest.view.kind == "work":
        yield _form(AFTER, "work", "work_score", contest, "ของคณะกรรมการ", *waits)
    elif book.detail.committee_kind is CommitteeKind.SELECTION:
        yield _form(AFTER, "filled_2", "selection_2", contest, "กรอกแล้ว", *_unsettled(grid))
    yield _form(AFTER, "summary", _kinds(book)[1], contest, "", *waits)
    notes = () if contest.final is not None else ("ผลยังไม่ได้สรุปเป็นที่สุด",)
    yield _form(AFTER, "annex", "explanation", contest, "", *notes)


def _form(
    stage: str, part: str, kind: str, contest: BookContest, more: str = "", *notes: str
) -> PaperRow:
    title = paper_kind(kind).title
    return _row(stage, part, kind, f"{title} ({more})" if more else title, contest, *notes)


def _unsettled(grid: ContestGrid) -> tuple[str, ...]:
    due = [
        (candidate.id, member.id)
        for candidate in grid.candidates
        for member in grid.members
        if member.present and (candidate.id, member.id) not in grid.recused
    ]
    waiting = sum(grid.sheet(*pair).state not in _SETTLED for pair in due)
    return (f"ใบคะแนนยังไม่ครบหรือยังไม่ส่งตรวจทาน {waiting:,} ใบ",) if waiting else ()


def _letters(contest: BookContest) -> Iterator[PaperRow]:
    """Give the announcement, and a letter for each candidate whose result is there."""
    view, result = contest.view, contest.result
    if result is None:
        return
    work = view.kind == "work"
    notes = () if contest.final is not None else ("ผลยังไม่ได้สรุปเป็นที่สุด",)
    told = [row for row in result.rows if (row.work_result if work else row.chosen)]
    if not told:
        return
    title = "ประกาศผลการประเมิน" if work else "ประกาศรายชื่อผู้ได้รับการคัดเลือก"
    yield PaperRow(
        letter_line("announcement", view.id), LETTERS, "announcement", title, view.title, 1, view.id,
        notes=notes, letter=True,
    )  # fmt: skip
    for row in told if work else result.rows:
        yield PaperRow(
            letter_line("person_notice", view.id, row.candidate_id), LETTERS, "person_notice", "หนังสือแจ้งผล",
            row.name, 1, view.id, row.candidate_id, notes, letter=True,
        )  # fmt: skip


def _made(book: MeetingBook, row: PaperRow) -> Iterator[MadePaper]:
    if row.contest_id is None:
        made = {"agenda": records.agenda, "sign_in": records.sign_in, "minutes": records.minutes}
        if row.id in made:
            data = made[row.id](book)
            yield MadePaper(row.id, row.kind, f"{row.title} {book.number}", row.title, data)
        return
    contest = next(each for each in book.contests if each.view.id == row.contest_id)
    part = row.id.partition(":")[0]
    if part in ("blank", "filled"):
        yield from _sheets(book, contest, row, filled=part == "filled")
    elif part in ("blank_2", "filled_2", "blank_work"):
        yield from _pairs(book, contest, row, part)
    elif part in ("summary", "annex"):
        whole = (
            forms.score_summary(book, contest, row.kind)
            if part == "summary"
            else records.annex(book, contest)
        )
        name = f"{row.title} {contest.view.title}"
        cases = tuple(
            dict.fromkeys(
                each.case_id
                for each in contest.view.candidates
                if each.case_id is not None and not each.withdrawn
            )
        )
        yield MadePaper(row.id, row.kind, name, name, whole, cases)
    else:
        yield from _each_candidate(book, contest, row, part)


def _sheets(
    book: MeetingBook, contest: BookContest, row: PaperRow, *, filled: bool
) -> Iterator[MadePaper]:
    for member in _members(contest, filled=filled):
        name = f"{row.title} {member.name}"
        data = forms.score_sheet(book, contest, member, row.kind, filled=filled)
        yield MadePaper(row.id, row.kind, name, name, data, member_id=member.id)


def _pairs(
    book: MeetingBook, contest: BookContest, row: PaperRow, part: str
) -> Iterator[MadePaper]:
    """Give a paper for each member and candidate, those of one member together."""
    grid = contest.grid
    assert grid is not None
    views = {each.id: each for each in contest.view.candidates}
    for member in _members(contest, filled=part == "filled_2"):
        for candidate in grid.candidates:
            if (candidate.id, member.id) in grid.recused:
                continue
            view = views[candidate.id]
            data: Any = (
                forms.work_score(book, contest, view, member)
                if part == "blank_work"
                else forms.candidate_score(
                    book, contest, member, candidate, filled=part == "filled_2"
                )
            )
            name = f"{row.title} {member.name} {candidate.name}"
            yield MadePaper(
                row.id, row.kind, name, name, data, _case(view), view.person_id, member.id,
                candidate.id,
            )  # fmt: skip


def _members(contest: BookContest, *, filled: bool) -> tuple[GridMember, ...]:
    """Return whose sheets are printed: everybody's before, afterwards those who were there."""
    members = contest.grid.members if contest.grid is not None else ()
    return tuple(each for each in members if each.present or not filled)


def _each_candidate(
    book: MeetingBook, contest: BookContest, row: PaperRow, part: str
) -> Iterator[MadePaper]:
    for view in contest.view.candidates:
        if view.withdrawn:
            continue
        for data in _of_candidate(book, contest, view, part):
            topic = data.texts.get("topic", "") if part == "works" else ""
            name = " ".join(word for word in (row.title, view.name, topic[:40]) if word)
            person_id = book.of_candidate(view.id).person_id
            yield MadePaper(
                row.id, row.kind, f"{row.title} {view.name}", name, data, _case(view), person_id,
                None, view.id,
            )  # fmt: skip


def _of_candidate(
    book: MeetingBook, contest: BookContest, view: CandidateView, part: str
) -> tuple[Any, ...]:
    match part:
        case "qualification":
            return (people.qualification(book, contest, view),)
        case "selection_1":
            return (people.selection_1(book, contest, view),)
        case "selection_3":
            return (people.selection_3(book, contest, view),)
        case "works":
            topics = view.works or ("",)
            return tuple(people.outline(book, contest, view, "work_outline", t) for t in topics)
        case "proposal":
            return (people.outline(book, contest, view, "proposal_outline", ""),)
        case _:
            return (forms.work_score(book, contest, view, None),)


def _case(view: CandidateView) -> tuple[int, ...]:
    return (view.case_id,) if view.case_id is not None else ()
