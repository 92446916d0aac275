"""What is written about a meeting itself: agenda, who signed, minutes, how the result came; pure."""

from __future__ import annotations

from hrdesk.documents.form_layout import Item, Person
from hrdesk.documents.papers.explanation import ExplanationAnnex, ReasonLine
from hrdesk.documents.papers.list_report import Column, ListReport
from hrdesk.documents.papers.minutes import Minutes
from hrdesk.documents.papers.score_parts import MeetingHead
from hrdesk.rules.explanation import Explanation, shown
from hrdesk.services.meeting_forms import ROLES, head_of
from hrdesk.services.minutes import drafted
from hrdesk.services.queries.meeting_papers import BookContest, MeetingBook
from hrdesk.services.queries.results import ResultRow


def agenda(book: MeetingBook) -> ListReport:
    """Return the agenda: its lines, and each contest under the matter for consideration."""
    text = drafted(book)
    rows: list[tuple[str, ...]] = []
    for number, section in enumerate(text.sections, 1):
        rows.append((str(number), section.heading))
        if "พิจารณา" in section.heading and not any("." in row[0] for row in rows):
            for place, contest in enumerate(book.contests, 1):
                count = sum(not each.withdrawn for each in contest.view.candidates)
                rows.append((f"{number}.{place}", f"{contest.view.title} ({count} ราย)"))
    return _listed(
        book,
        "ระเบียบวาระการประชุม",
        (Column("วาระที่", 12, "center"), Column("เรื่อง", 88)),
        tuple(rows),
    )


def sign_in(book: MeetingBook) -> ListReport:
    """Return the list that members sign as they come."""
    rows = tuple(
        (str(number), seat.name, seat.post, ROLES.get(seat.role, ""), "")
        for number, seat in enumerate(book.detail.members, 1)
    )
    return _listed(
        book,
        "บัญชีลงชื่อผู้มาประชุม",
        (
            Column("ที่", 6, "center"),
            Column("ชื่อ", 26),
            Column("ตำแหน่ง", 30),
            Column("หน้าที่", 16),
            Column("ลายมือชื่อ", 22),
        ),
        rows,
    )


def _listed(
    book: MeetingBook, title: str, columns: tuple[Column, ...], rows: tuple[tuple[str, ...], ...]
) -> ListReport:
    detail = book.detail
    when = MeetingHead(held_on=detail.held_on).values["held_on"]
    starts = f" เวลา {detail.starts_at.replace(':', '.')} น." if detail.starts_at else ""
    place = f" ณ {detail.place}" if detail.place else ""
    return ListReport(
        title=title,
        columns=columns,
        rows=rows,
        subtitle=f"{detail.committee} ครั้งที่ {book.number} วันที่ {when}{starts}{place}",
        agency_name=book.facts.office.agency_name,
    )


def minutes(book: MeetingBook) -> Minutes:
    """Return the minutes as saved, or as the meeting's data make them."""
    text = book.minutes or drafted(book)
    detail = book.detail
    seats = {
        each.id: Person(each.name, each.post, ROLES.get(each.role, "")) for each in detail.members
    }
    guests = [line.strip() for line in detail.in_attendance.splitlines() if line.strip()]
    return Minutes(
        office=book.facts.office,
        committee=detail.committee,
        meeting_number=book.number,
        held_on=detail.held_on,
        place=detail.place,
        present=tuple(seats[each.id] for each in detail.members if each.state == "present"),
        absent=tuple(seats[each.id] for each in detail.members if each.state == "absent"),
        in_attendance=tuple(Person(line) for line in guests),
        opened_at=_time(detail.opened_at),
        closed_at=_time(detail.closed_at),
        agenda=tuple(
            Item(each.heading, tuple(line for line in each.text.splitlines() if line.strip()))
            for each in text.sections
        ),
        taken_by=Person(text.taken_by, text.taken_by_post),
        checked_by=Person(text.checked_by, text.checked_by_post),
        form=book.forms.get("minutes"),
    )


def annex(book: MeetingBook, contest: BookContest) -> ExplanationAnnex:
    """Return how the result came about: as made final where it is, else as it stands."""
    view, result, final = contest.view, contest.result, contest.final
    tree = final.explanation if final is not None else (result.explanation if result else None)
    head = head_of(book, view)
    facts = [
        ("คณะกรรมการ", head.committee),
        ("ประชุมครั้งที่", f"{book.number} วันที่ {head.values['held_on']}"),
        ("ผู้เข้ารับการประเมิน", f"{len(result.rows) if result else 0} ราย"),
    ]
    law = "ผลตามข้อมูลขณะจัดทำ ยังไม่ได้สรุปเป็นที่สุด"
    if final is not None:
        run = final.run
        law = (
            f"ผลที่สุดฉบับที่ {run.number} โดย {run.made_by} · กฎที่ใช้ {run.law} · รหัสตรวจสอบ {run.sha256}"
        )
        if run.reason:
            facts.append(("เหตุผลที่แก้ไขผล", run.reason))
        if final.despite:
            facts.append(("เหตุผลที่ทำให้เป็นที่สุด", final.despite))
    return ExplanationAnnex(
        title=view.title,
        facts=tuple(facts),
        results=tuple(_result_line(row) for row in (result.rows if result else ())),
        lines=tuple(_lines(tree, 0)) if tree is not None else (),
        agency_name=book.facts.office.agency_name,
        law=law,
        printed_on=book.facts.today,
    )


def _lines(tree: Explanation, depth: int) -> list[ReasonLine]:
    value = " ".join(part for part in (shown(tree.value), tree.unit) if part)
    if tree.formula:
        value = f"{value} = {tree.formula}" if value else tree.formula
    clause = "; ".join(citation.text for citation in tree.citations)
    made = [ReasonLine(depth, tree.label, value, clause)]
    for child in tree.children:
        made += _lines(child, depth + 1)
    return made


def _result_line(row: ResultRow) -> tuple[str, str]:
    place = f"ลำดับที่ {row.rank} " if row.rank is not None else ""
    if row.percent is None:
        return row.name, "ยังไม่มีใบคะแนนที่ครบ"
    passed = "ผ่าน" if row.passed else "ไม่ผ่าน"
    return row.name, f"{place}ร้อยละ {shown(row.percent)} {passed}"


def _time(stored: str) -> str:
    return f"{stored.replace(':', '.')} น." if stored else ""
