"""The minutes of a meeting: drafted from its own data, edited by hand, drafted anew without loss."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from hrdesk.documents.papers.minutes import AGENDA_HEADS
from hrdesk.models import Meeting
from hrdesk.rules.explanation import shown
from hrdesk.services.access import Right, require
from hrdesk.services.changes import Result, changed
from hrdesk.services.editing import check_version
from hrdesk.services.errors import DomainError
from hrdesk.services.findings import KEY as FINDINGS
from hrdesk.services.meetings import load_meeting
from hrdesk.services.problems import refuse
from hrdesk.services.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from hrdesk.services.queries.meeting_papers import BookContest, MeetingBook
    from hrdesk.services.queries.results import ResultRow, ResultView

_NONE = "ไม่มี"
_LONGEST = 40_000
_MOST_NAMED = 10
_NUMBERED = re.compile(r"^\s*(ระเบียบ)?วาระ(การประชุม)?(ที่)?\s*[0-9๐-๙.]*\s*")
_CONSIDER = "พิจารณา"


@dataclass(frozen=True, slots=True)
class MinutesSection:
    """One matter: its heading, the text one paragraph a line, and that text as it was drafted."""

    heading: str
    text: str
    drafted: str = ""


@dataclass(frozen=True, slots=True)
class MinutesText:
    """The minutes as they are edited, with who took and who checked them."""

    sections: tuple[MinutesSection, ...]
    taken_by: str = ""
    taken_by_post: str = ""
    checked_by: str = ""
    checked_by_post: str = ""


@dataclass(frozen=True, slots=True)
class SaveMinutes:
    """The edited minutes of a meeting; ``version`` is the meeting's as it was read."""

    meeting_id: int
    version: int
    text: MinutesText


def save_minutes(uow: UnitOfWork, command: SaveMinutes) -> Result[int]:
    """Keep the minutes with their meeting; returns the meeting's new version.

    Errors: ``not_found``, ``required`` (a heading), ``minutes_heading_twice``, ``too_long``,
    ``EditConflict``.
    """
    require(uow.actor, Right.WORK_MEETINGS)
    row = load_meeting(uow, command.meeting_id)
    refuse(_problems(command.text))
    # The officers' findings on the candidates stand beside the minutes and stay.
    beside = {key: value for key, value in row.minutes.items() if key == FINDINGS}
    written = {**_written(command.text), **beside}
    check_version(uow, row, command.version, "meeting", {"minutes": written})
    before = stored_minutes(row)
    old = {each.heading: each.text for each in before.sections} if before is not None else {}
    new = {each.heading: each.text for each in command.text.sections}
    touched = [
        head for head in (*new, *(o for o in old if o not in new)) if old.get(head) != new.get(head)
    ]
    if written == row.minutes:
        return Result(row.version, frozenset())
    row.minutes = written
    uow.session.flush()
    uow.audit(
        "minutes.saved", "meeting", row.id, changes={"minutes": (None, ", ".join(touched) or None)}
    )
    return Result(row.version, changed(("minutes", row.id)))


def stored_minutes(row: Meeting) -> MinutesText | None:
    """Return the minutes kept with a meeting, None while nobody has saved any."""
    if "sections" not in row.minutes:
        return None
    kept: Mapping[str, Any] = row.minutes
    return MinutesText(
        tuple(
            MinutesSection(str(each["heading"]), str(each["text"]), str(each.get("drafted", "")))
            for each in kept["sections"]
        ),
        *(str(kept.get(name, "")) for name in _WHO),
    )


def drafted(book: MeetingBook) -> MinutesText:
    """Return the minutes that the meeting's own data make; pure."""
    heads = [_NUMBERED.sub("", line).strip() or line for line in book.detail.agenda]
    heads = list(dict.fromkeys(heads)) or list(AGENDA_HEADS)
    if not any(_CONSIDER in head for head in heads):
        heads.append(AGENDA_HEADS[3])
    decisive = next(head for head in heads if _CONSIDER in head)
    sections = []
    for place, head in enumerate(heads):
        lines = [_NONE]
        if head == decisive:
            lines = list(_contests(book, place + 1)) or [_NONE]
        elif place == 0:
            lines = [_opening(book), "ที่ประชุมรับทราบ"]
        text = "\n".join(lines)
        sections.append(MinutesSection(head, text, text))
    members = book.detail.members
    secretary = next((each for each in members if each.role == "secretary"), None)
    chair = next((each for each in members if each.role == "chair"), None)
    return MinutesText(
        tuple(sections),
        secretary.name if secretary is not None else "",
        secretary.post if secretary is not None else "",
        chair.name if chair is not None else "",
        chair.post if chair is not None else "",
    )


def renewed(kept: MinutesText, fresh: MinutesText) -> MinutesText:
    """Return kept minutes with what the data say now; nothing that was typed is lost; pure.

    A matter nobody typed in is drafted anew; one that somebody did keeps every typed line, and the
    lines that are new in the draft are added at its end.
    """
    known = {each.heading: each for each in kept.sections}
    now = {each.heading: each for each in fresh.sections}
    sections = [
        _merged(each, now[each.heading]) if each.heading in now else each for each in kept.sections
    ]
    for place, each in enumerate(fresh.sections):
        if each.heading not in known:
            sections.insert(min(place, len(sections)), each)
    who = {name: getattr(kept, name) or getattr(fresh, name) for name in _WHO}
    return replace(kept, sections=tuple(sections), **who)


def _merged(kept: MinutesSection, fresh: MinutesSection) -> MinutesSection:
    if kept.text == kept.drafted:
        return fresh
    there = {line.strip() for line in (*kept.text.splitlines(), *kept.drafted.splitlines())}
    more = [line for line in fresh.drafted.splitlines() if line.strip() not in there]
    return MinutesSection(kept.heading, "\n".join([kept.text, *more]).strip("\n"), fresh.drafted)


_WHO = ("taken_by", "taken_by_post", "checked_by", "checked_by_post")


def _written(text: MinutesText) -> dict[str, Any]:
    return {
        "sections": [
            {
                "heading": each.heading.strip(),
                "text": each.text.strip("\n"),
                "drafted": each.drafted,
            }
            for each in text.sections
        ],
        **{name: getattr(text, name).strip() for name in _WHO},
    }


def _problems(text: MinutesText) -> Iterator[DomainError]:
    heads = [each.heading.strip() for each in text.sections]
    for place, head in enumerate(heads):
        if not head:
            yield DomainError("required", field=f"heading.{place}")
        elif head in heads[:place]:
            yield DomainError("minutes_heading_twice", field=f"heading.{place}", heading=head)
    if sum(len(each.text) for each in text.sections) > _LONGEST:
        yield DomainError("too_long", field="text", limit=_LONGEST)


def _opening(book: MeetingBook) -> str:
    detail = book.detail
    voting = sum(each.role != "secretary" for each in detail.members)
    enough = "ครบองค์ประชุม" if detail.present >= detail.quorum else "ไม่ครบองค์ประชุม"
    return (
        f"ประธานแจ้งให้ที่ประชุมทราบว่ามีกรรมการมาประชุม {detail.present} คน จากทั้งหมด {voting} คน "
        f"{enough} (องค์ประชุม {detail.quorum} คน)"
    )


def _contests(book: MeetingBook, number: int) -> Iterator[str]:
    for place, contest in enumerate(book.contests, 1):
        yield from _contest(book, contest, f"{number}.{place}")


def _contest(book: MeetingBook, contest: BookContest, number: str) -> Iterator[str]:
    view = contest.view
    here = [each for each in view.candidates if not each.withdrawn]
    named = f" ได้แก่ {', '.join(each.name for each in here)}" if 0 < len(here) <= _MOST_NAMED else ""
    yield f"{number} {view.title} มีผู้เข้ารับการประเมิน {len(here)} ราย{named}"
    for gone in view.candidates:
        if gone.withdrawn:
            yield f"{gone.name} ไม่เข้ารับการพิจารณา (ถอนเรื่อง)"
    seats = {each.id: each.name for each in book.detail.members}
    labels = {each.id: each.label for each in view.scheme.criteria} if view.scheme else {}
    for each in here:
        for member_id, reason in each.recusals.items():
            yield f"{seats.get(member_id, 'กรรมการ')} ไม่ร่วมพิจารณา {each.name} เนื่องจาก{reason}"
        if each.exempt:
            said = ", ".join(labels.get(id_, id_) for id_ in each.exempt)
            yield f"ที่ประชุมยกเว้นองค์ประกอบ {said} ให้ {each.name} เนื่องจาก{each.exempt_reason}"
    if contest.result is not None:
        yield from _result(contest.result)


def _result(result: ResultView) -> Iterator[str]:
    scored = [row for row in result.rows if row.percent is not None]
    if scored:
        yield "กรรมการได้พิจารณาให้คะแนนรายบุคคลตามองค์ประกอบที่กำหนด ผลปรากฏดังนี้"
    for row in scored:
        yield _scored(row)
    if result.kind == "work":
        yield from _works(result)
        return
    yield from _ties(result.rows)
    chosen = [row for row in result.rows if row.chosen]
    if not chosen:
        yield "มติที่ประชุม ........................................"
        return
    yield f"มติที่ประชุม ให้ {' และ '.join(row.name for row in chosen)} เป็นผู้ได้รับการคัดเลือก"
    for row in chosen:
        if row.chosen_reason:
            yield f"เหตุผลในการเลือก {row.name}: {row.chosen_reason}"


def _scored(row: ResultRow) -> str:
    place = f"ลำดับที่ {row.rank} " if row.rank is not None else ""
    passed = "ผ่านเกณฑ์" if row.passed else "ไม่ผ่านเกณฑ์"
    return (
        f"{place}{row.name} ได้คะแนนเฉลี่ย {shown(row.total)} จาก {shown(row.maximum)} "
        f"(ร้อยละ {shown(row.percent)}) {passed}"
    )


def _ties(rows: Sequence[ResultRow]) -> Iterator[str]:
    """Say how the committee put those in order whom the measures left equal."""
    told: dict[str, list[str]] = {}
    for row in rows:
        if row.tie_order is not None and row.tie_reason:
            told.setdefault(row.tie_reason, []).append(row.name)
    for reason, names in told.items():
        yield (f"{' และ '.join(names)} อยู่ในลำดับเดียวกัน ที่ประชุมจัดลำดับตามที่เรียงไว้นี้ เนื่องจาก{reason}")


def _works(result: ResultView) -> Iterator[str]:
    results = {each.id: each for each in result.work_results}
    grades = {each.id: each.label for each in result.proposal_grades}
    for row in result.rows:
        if row.work_result not in results:
            yield f"มติที่ประชุม {row.name} ........................................"
            continue
        found = results[row.work_result]
        more = f" ข้อเสนอแนวคิดอยู่ในระดับ{grades[row.proposal]}" if row.proposal in grades else ""
        note = f" ({row.note})" if row.note else ""
        yield f"มติที่ประชุม {row.name} ผลการประเมินผลงาน: {found.label}{more}{note} {found.then_label}"
