"""A salary round as its papers take it: people, accounts and reasons in plain words; pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from hrdesk.documents.papers.explanation import ExplanationAnnex, ReasonLine
from hrdesk.documents.papers.salary_parts import AccountLine, RaisePerson, RaiseRound
from hrdesk.documents.papers.step_assessment import StepAssessment
from hrdesk.rules.dates import thai_date_long
from hrdesk.rules.explanation import Explanation, canonical, shown
from hrdesk.rules.names import titled
from hrdesk.rules.salary.round_types import RoundPerson, RoundRow, Share
from hrdesk.services.payroll_facts import FACTS, SPECIAL
from hrdesk.services.posts import shown_number
from hrdesk.services.queries.salary_papers import RoundBook
from hrdesk.services.queries.salary_rounds import LineOfRound
from hrdesk.services.salary_law import STEP

_ALWAYS = frozenset({"service_months", "late_times"})
_ELIGIBLE = "sao.step.eligible"
_HUNDRED = Decimal(100)
_NOTHING = Decimal(0)
_NOT_GIVEN = "ผลการพิจารณาจัดสรรในครั้งนี้ไม่ได้ให้เลื่อน"
_NO_RESULT = "ยังไม่ทราบผลการประเมิน"
_SINCE_NOTHING = "ไม่ครบเงื่อนไข"


def round_of(book: RoundBook) -> RaiseRound:
    """Return the whole round for its sheets: everybody, the accounts, who signs, the small print."""
    view = book.view
    return RaiseRound(
        office=book.facts.office,
        scheme=view.scheme,
        year=view.year,
        number=view.number,
        effective_on=view.effective_on,
        taken_on=view.snapshot_taken_on,
        people=tuple(person_of(book, *trio) for trio in trios(book)),
        groups=_accounts(book, view.totals.groups),
        units=_accounts(book, view.totals.units),
        whole=_account(book, view.totals.whole),
        rate=book.rate,
        place_rate=book.place_rate,
        special_counts=view.limits.special_counts,
        meeting=meeting_words(book),
        order=order_words(book),
        signers=book.signers,
        note=small_print(book),
    )


Trio = tuple[LineOfRound, RoundPerson, RoundRow]


def trios(book: RoundBook) -> Iterator[Trio]:
    """Yield everybody of the round in the payroll's order: line, person, row."""
    view = book.view
    return zip(view.lines, view.people, view.rows, strict=True)


def given(row: RoundRow) -> bool:
    """Tell whether somebody gets anything of the round."""
    return row.eligible and not row.problem and bool(row.raised or row.special)


def person_of(
    book: RoundBook, line: LineOfRound, person: RoundPerson, row: RoundRow
) -> RaisePerson:
    """Return one person as the sheets and the notice have it."""
    counts = row.eligible and not row.problem
    grouped = row.group in book.view.totals.groups
    return RaisePerson(
        name=line.name,
        position=titled(line.post_title, line.level),
        post_number=shown_number(line.post_number),
        unit=row.unit,
        level=line.level,
        group=row.group if grouped else "",
        salary=row.salary,
        step=row.from_step,
        choice=row.choice if counts else _NOTHING,
        base=row.base,
        raised=row.raised if counts else _NOTHING,
        special=row.special if counts else _NOTHING,
        new_salary=row.new_salary if counts else row.salary,
        new_step=row.to_step if counts else row.from_step,
        score=canonical(line.score) if line.score is not None else "",
        appraisal=line.appraisal_level,
        absence=absence_words(person.facts),
        reason=line.reason if given(row) else reason_for_none(line, row),
        remark=" ".join([*(SPECIAL.get(key, key) for key in line.special), line.note]).strip(),
    )


def reason_for_none(line: LineOfRound, row: RoundRow) -> str:
    """Return why somebody gets nothing, as far as the round knows."""
    if row.problem:
        return row.problem
    if row.unmet:
        return f"{_SINCE_NOTHING}: {', '.join(row.unmet)}"
    if row.needs and line.score is None:
        return line.reason or _NO_RESULT
    return line.reason or _NOT_GIVEN


def absence_words(facts: Mapping[str, Any]) -> str:
    """Return leave by kind and late days in words; nothing where there was none."""
    told = []
    for each in facts.get("leave") or ():
        times = each.get("times")
        told.append(f"{each['kind']} {each['days']} วัน" + (f" {times} ครั้ง" if times else ""))
    late = facts.get("late_times")
    if late:
        told.append(f"สาย {late} ครั้ง")
    return "\n".join(told)


def assessment_of(book: RoundBook, trio: Trio) -> StepAssessment:
    """Return one person's form of what the committee looked at and gave."""
    line, person, row = trio
    about = [each for each in row.explain().walk() if each.code == _ELIGIBLE]
    nodes = next((each.children for each in about if each.children), ())
    cited = [cited for each in about for cited in each.citations]
    return StepAssessment(
        office=book.facts.office,
        person=person_of(book, line, person, row),
        title=round_of_title(book),
        effective_on=book.view.effective_on,
        appraisal=book.appraisal,
        facts=tuple(_conduct(person.facts)),
        conditions=tuple(
            (node.label, node.value if isinstance(node.value, bool) else None)
            for node in nodes
            if not node.citations
        ),
        source=" · ".join(dict.fromkeys(each.text for each in cited)),
        meeting=meeting_words(book),
        signers=book.signers,
    )


def _conduct(facts: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Months, leave and late days of the half-year, and what discipline there was.

    The conditions below say the rest.
    """
    for key, label in FACTS.items():
        value = facts.get(key)
        if key == "leave":
            yield label, absence_words({"leave": value}).replace("\n", ", ") or "ไม่มี"
        elif key == "service_months" and value is None:
            yield label, "ยังไม่ทราบ"
        elif key in _ALWAYS or value:
            yield label, "ใช่" if value is True else str(value or "ไม่มี")


def meeting_words(book: RoundBook) -> str:
    """Return the meeting that decided: its number and day."""
    held = book.view.meeting
    if held is None:
        return ""
    number = f"ครั้งที่ {held.number}" if held.number else ""
    day = f"เมื่อวันที่ {thai_date_long(held.held_on)}" if held.held_on else ""
    return " ".join(part for part in (number, day) if part)


def order_words(book: RoundBook) -> str:
    """Return the round's order: its number and day, once it has one."""
    view = book.view
    if not view.order_number:
        return ""
    day = f" ลงวันที่ {thai_date_long(view.order_dated)}" if view.order_dated else ""
    return f"ตามคำสั่งที่ {view.order_number}{day}"


def small_print(book: RoundBook) -> str:
    """Return what a reader must know of the law behind the figures."""
    told = list(book.view.law.notes)
    if book.view.law.borrowed:
        told.insert(0, "ใช้หลักเกณฑ์ของหน่วยงานอื่นที่โปรแกรมมี เพราะหลักเกณฑ์ของสำนักงานนี้ไม่มีข้อนี้")
    return " · ".join(told)


def round_words(book: RoundBook) -> str:
    """Return the round by number and year."""
    return f"ครั้งที่ {book.view.number}/{book.view.year}"


def explanation_of_round(book: RoundBook) -> ExplanationAnnex:
    """Return the annex of the accounts: how places and money came about, in all and by group."""
    view = book.view
    whole = view.totals.whole
    shares = (whole, *(share for share in view.totals.groups.values() if _told(share)))
    trees = [share.explanation for share in shares if share.explanation is not None]
    return ExplanationAnnex(
        title=round_of_title(book),
        facts=(
            ("บัญชีถือจ่าย ณ วันที่", thai_date_long(view.snapshot_taken_on)),
            ("จำนวนคน", f"{whole.heads:,}"),
            ("เงินรวม (บาท/เดือน)", shown(whole.payroll)),
        ),
        results=tuple((share.label, _result_words(share)) for share in shares),
        lines=tuple(line for tree in trees for line in _lines(tree, 0)),
        agency_name=book.facts.office.agency_name,
        law=law_words(book),
        printed_on=book.facts.today,
    )


def explanation_of_person(book: RoundBook, line: LineOfRound, row: RoundRow) -> ExplanationAnnex:
    """Return the annex of one person: facts, what comes of them, and every step with its clause."""
    facts = [
        ("ชื่อ", line.name),
        ("ตำแหน่ง", titled(line.post_title, line.level)),
        ("สังกัด", row.unit),
        ("เดิม (บาท/เดือน)", shown(row.salary)),
        ("ผลการประเมิน", _result(line)),
        ("ข้อเสนอของโปรแกรม", canonical(line.proposal)),
        ("เหตุผลที่บันทึก", line.reason),
    ]
    results = [
        ("สิทธิ", "มีสิทธิ" if row.eligible else f"{_SINCE_NOTHING}: {', '.join(row.unmet)}"),
        ("ขั้น" if book.view.scheme == STEP else "ร้อยละ", canonical(row.choice)),
        ("จำนวนเงินที่ได้เลื่อน (บาท)", shown(row.raised)),
        ("ค่าตอบแทนพิเศษ (บาท)", shown(row.special)),
        ("ได้รับ (บาท/เดือน)", shown(row.new_salary)),
        ("ปัญหา", row.problem),
    ]
    return ExplanationAnnex(
        title=f"{round_of_title(book)} {line.name}",
        facts=tuple((label, value) for label, value in facts if value),
        results=tuple((label, value) for label, value in results if value),
        lines=tuple(_lines(row.explain(), 0)),
        agency_name=book.facts.office.agency_name,
        law=law_words(book),
        printed_on=book.facts.today,
    )


def round_of_title(book: RoundBook) -> str:
    """Return what kind of raise it is, with number and year."""
    view = book.view
    return RaiseRound(scheme=view.scheme, year=view.year, number=view.number).title


def law_words(book: RoundBook) -> str:
    """Return which law the figures stand on."""
    law = book.view.law
    return f"กฎชุด {law.law_set} ฉบับ {law.version} ณ วันที่ {thai_date_long(law.day)}"


def _result(line: LineOfRound) -> str:
    score = f" ({canonical(line.score)})" if line.score is not None else ""
    return f"{line.appraisal_level}{score}".strip()


def _result_words(share: Share) -> str:
    """Return heads, places and money of one account, a line each."""
    told = [f"{share.heads:,} คน เงินรวม {shown(share.payroll)} บาท"]
    if share.places is not None:
        told.append(f"โควตาหนึ่งขั้น {share.places:,} คน ใช้ {share.placed:,} คน")
    if share.budget is not None:
        told.append(f"วงเงิน {shown(share.budget)} บาท")
    told.append(f"ใช้เลื่อน {shown(share.spent)} บาท")
    if share.left is not None:
        told.append(f"คงเหลือ {shown(share.left)} บาท")
    return "\n".join(told)


def _lines(tree: Explanation, depth: int) -> list[ReasonLine]:
    value = " ".join(part for part in (shown(tree.value), tree.unit) if part)
    if tree.formula:
        value = f"{value} = {tree.formula}" if value else tree.formula
    clause = "; ".join(citation.text for citation in tree.citations)
    made = [ReasonLine(depth, tree.label, value, clause)]
    for child in tree.children:
        made += _lines(child, depth + 1)
    return made


def _accounts(book: RoundBook, shares: Mapping[str, Share]) -> tuple[AccountLine, ...]:
    """Return the accounts that the sums are of."""
    return tuple(_account(book, share) for share in shares.values() if _told(share))


def _told(share: Share) -> bool:
    """Whether an account is printed: it holds somebody, or money that April used of it."""
    return bool(share.heads or share.budget)


def _account(book: RoundBook, share: Share) -> AccountLine:
    pool = earlier = None
    october = book.view.scheme == STEP and book.view.number > 1
    if october and book.rate and share.budget is not None:
        pool = share.payroll * Decimal(book.rate) / _HUNDRED
        earlier = pool - share.budget
    return AccountLine(
        key=share.key,
        label=share.label,
        heads=share.heads,
        payroll=share.payroll,
        places=share.places,
        placed=share.placed,
        budget=share.budget,
        spent=share.spent,
        special=share.special,
        by_choice=share.by_choice,
        pool=pool,
        earlier=earlier,
    )


def people_given(book: RoundBook) -> Sequence[Trio]:
    """Return those who get something, in the order of the sheets."""
    return [trio for trio in trios(book) if given(trio[2])]
