"""The works sent for a work assessment, and when they are assessed at all (doh, ข้อ ๓ ค.)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from hrdesk.rules.codes import Level, PostType
from hrdesk.rules.committees import Finding
from hrdesk.rules.dates import add_months, thai_date_short
from hrdesk.rules.explanation import Explanation
from hrdesk.rules.lawbook import Law
from hrdesk.rules.refusal import Refused

_RULE = "doh.work.conditions"
_MONTHS = 12
_WHOLE = Decimal(100)


@dataclass(frozen=True, slots=True)
class Work:
    """One work: what the conditions of ข้อ ๓ ask of it.

    ``share`` is the applicant's part in per cent, 100 for a work of one's own; ``merit`` its place
    in the order of merit, from 1.
    """

    title: str
    kind: str
    merit: int
    finished_on: dt.date
    sent_on: dt.date
    made_at: Level
    about_target: bool = False
    share: Decimal | None = _WHOLE
    coworkers_certified: bool = False
    supervisor_certified: bool = False
    degree_or_training_work: bool = False
    made_while_studying: bool = False
    school_certified: bool = False
    used_before: bool = False
    reuse_allowed: bool = False


@dataclass(frozen=True, slots=True)
class Submission:
    """All that is sent at one time for the level asked for.

    ``person_titles`` are those of the person assessment; ``certifiers`` the supervisors who
    certified the works, the direct one first; ``works_allowed`` a number the committee set.
    """

    level: Level
    works: tuple[Work, ...]
    proposals: int
    person_titles: tuple[str, ...]
    certifiers: tuple[str, ...]
    one_supervisor: bool = False
    works_allowed: int | None = None


@dataclass(frozen=True, slots=True)
class WorksCheck:
    """Whether the works may be assessed, and every condition that is not kept."""

    fits: bool
    findings: tuple[Finding, ...]
    explanation: Explanation


def works_apply(routes: Sequence[str | None], law: Law) -> bool:
    """Whether a matter on these routes needs a work assessment under ค. (doh.work.scope).

    Give the route and what applies besides it: a promotion does, a move by its own scheme does not.
    """
    return not set(law.read("doh.work.scope").value).isdisjoint(routes)


def require_person_passed(passed: bool, law: Law) -> None:
    """Raises Refused until the person assessment is passed (doh.work.after-person)."""
    if law.read("doh.work.after-person").value and not passed:
        message = "ประเมินผลงานได้เมื่อผ่านการประเมินบุคคลแล้ว บันทึกผลการประเมินบุคคลก่อน"
        raise Refused("person_not_passed", message, "passed")


def check_works(submission: Submission, law: Law) -> WorksCheck:
    """Every condition of ข้อ ๒ and ๓ against what is sent (doh.work.conditions).

    A work is as old as the time since it was finished, on the day it is sent (program reading).
    """
    if submission.level.post_type is not PostType.K or submission.level == Level.K1:
        raise Refused("impossible", "ผลงานใช้ขอระดับชำนาญการขึ้นไป", "level")
    limits = law.read(_RULE)
    kinds = law.read("doh.work.kinds")
    findings = (
        *_as_a_whole(submission, limits.value),
        *(
            finding
            for work in submission.works
            for finding in _of_work(work, submission, limits.value, kinds.value)
        ),
    )
    nodes = tuple(Explanation(_RULE, "ไม่เป็นไปตามเงื่อนไข", each.message) for each in findings)
    tree = Explanation(
        _RULE, "เงื่อนไขของผลงาน", not findings, "", f"ผลงาน {len(submission.works)} เรื่อง", (),
        (limits.explanation, kinds.explanation, *nodes),
    )  # fmt: skip
    return WorksCheck(not findings, findings, tree)


def _as_a_whole(submission: Submission, limits: Mapping[str, int]) -> Iterator[Finding]:
    works = submission.works
    most = limits["works"] if submission.works_allowed is None else submission.works_allowed
    if not works:
        yield Finding("no_works", "ต้องมีผลงานอย่างน้อย 1 เรื่อง")
    if len(works) > most:
        yield Finding("too_many", f"ผลงานไม่เกิน {most} เรื่อง ส่ง {len(works)} เรื่อง")
    if sorted(work.merit for work in works) != list(range(1, len(works) + 1)):
        yield Finding("order", "เรียงผลงานตามความดีเด่นหรือความสำคัญ เรื่องละหนึ่งลำดับ")
    if sum(work.about_target for work in works) < limits["about_target"]:
        yield Finding(
            "about_target", f"อย่างน้อย {limits['about_target']} เรื่องต้องเกี่ยวข้องกับตำแหน่งที่จะแต่งตั้ง"
        )
    if len({work.sent_on for work in works}) > 1:
        yield Finding("one_time", "ต้องส่งผลงานทุกเรื่องในคราวเดียวกัน")
    if submission.proposals != limits["proposals"]:
        yield Finding(
            "proposals", f"ข้อเสนอแนวคิด {limits['proposals']} เรื่อง ส่ง {submission.proposals} เรื่อง"
        )
    needed = 1 if submission.one_supervisor else limits["certifiers"]
    if len(set(submission.certifiers)) < needed:
        yield Finding("certifiers", f"ต้องมีคำรับรองของผู้บังคับบัญชา {needed} ระดับ")


def _of_work(
    work: Work,
    submission: Submission,
    limits: Mapping[str, int],
    kinds: Mapping[str, Sequence[str]],
) -> Iterator[Finding]:
    name = f"“{work.title}”"
    if work.title not in submission.person_titles:
        yield Finding("title", f"{name} ต้องเป็นเรื่องเดียวกับที่เสนอในการประเมินบุคคล")
    ladder = Level.of_type(PostType.K)
    below = ladder[ladder.index(submission.level) - limits["levels_below"]]
    if work.made_at != below:
        yield Finding("made_at", f"{name} ต้องทำขณะดำรงตำแหน่งระดับ{below.label}")
    oldest = add_months(work.sent_on, -_MONTHS * limits["years"])
    if work.finished_on < oldest:
        yield Finding(
            "too_old", f"{name} เกิน {limits['years']} ปี ต้องแล้วเสร็จตั้งแต่ {thai_date_short(oldest)}"
        )
    if work.finished_on > work.sent_on:
        yield Finding("unfinished", f"{name} แล้วเสร็จหลังวันที่ส่ง")
    if submission.level in kinds and work.kind not in kinds[submission.level]:
        wanted = ", ".join(kinds[submission.level])
        yield Finding("kind", f"{name} ลักษณะของผลงานต้องเป็น {wanted}")
    yield from _own_work(work, name)


def _own_work(work: Work, name: str) -> Iterator[Finding]:
    """Study, shares and earlier use (ข้อ ๓.๓–๓.๕)."""
    if work.degree_or_training_work:
        yield Finding("study_work", f"{name} เป็นส่วนหนึ่งของการศึกษาหรือฝึกอบรม ใช้ไม่ได้")
    if work.made_while_studying and not work.school_certified:
        yield Finding("school", f"{name} ทำขณะศึกษาหรือฝึกอบรม ต้องมีคำรับรองของสถาบันหรือผู้จัด")
    if work.share is None or not 0 < work.share <= _WHOLE:
        yield Finding("share", f"{name} ต้องแสดงสัดส่วนของผู้ขอ มากกว่าร้อยละ 0 ไม่เกินร้อยละ 100")
    elif work.share < _WHOLE and not (work.coworkers_certified and work.supervisor_certified):
        yield Finding("share_certified", f"{name} สัดส่วนต้องมีคำรับรองของผู้ร่วมจัดทำและผู้บังคับบัญชา")
    if work.used_before and not work.reuse_allowed:
        yield Finding("used", f"{name} เคยใช้ประเมินระดับหรือขอรับเงินแล้ว ใช้ซ้ำไม่ได้เว้นแต่คณะกรรมการกำหนด")
