"""What the case page says: dates, days and the next step in Thai words. No widgets here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hrdesk.rules.codes import CaseStatus, Level, StepState
from hrdesk.rules.dates import thai_date_short

if TYPE_CHECKING:
    from hrdesk.rules.procedure import Outcome, ProcedureStep, RemarkField
    from hrdesk.services.queries.cases import CaseDetail, StepView
    from hrdesk.services.unit_of_work import UnitOfWork

SOON_DAYS = 7  # calendar days ahead in which a due date is worth a warning


@dataclass(frozen=True, slots=True)
class Shown:
    """A case as read for the page, with what its procedure says of each of its steps."""

    detail: CaseDetail
    steps: Mapping[str, ProcedureStep]
    today: dt.date

    def known(self, step: StepView) -> ProcedureStep | None:
        """Return what the procedure says of a step; None for one the office added."""
        return self.steps.get(step.key or "")

    def remark_fields(self, step: StepView) -> tuple[RemarkField, ...]:
        """Return the fields that the remark of a step holds."""
        known = self.known(step)
        return known.remark if known is not None else ()


def load_shown(uow: UnitOfWork, case_id: int) -> Shown:
    """Read the case and its procedure; runs on the database thread."""
    from hrdesk.services.queries.cases import case_detail

    detail = case_detail(uow, case_id)
    return Shown(detail, {step.key: step for step in detail.flow.steps}, uow.clock.today())


def date_words(step: StepView) -> str:
    """Return the date of a step as the manual's table shows it: the day of its doing."""
    if step.done_on is not None:
        return thai_date_short(step.done_on)
    if step.state is StepState.CURRENT and step.started_on is not None:
        return f"ตั้งแต่ {thai_date_short(step.started_on)}"
    return ""


def days_words(step: StepView) -> str:
    """Return the usual against the real working days of a step, in a few words."""
    usual = f"ปกติ {step.usual_days} วันทำการ" if step.usual_days is not None else ""
    if step.real_days is None or step.state not in (StepState.DONE, StepState.CURRENT):
        return usual
    if step.done_on is not None and step.real_days == 0:
        return f"เสร็จในวันเดียวกัน ({usual})" if usual else "เสร็จในวันเดียวกัน"
    if step.done_on is None and step.real_days == 0:
        return f"ยังไม่ถึง 1 วันทำการ ({usual})" if usual else "ยังไม่ถึง 1 วันทำการ"
    real = f"ใช้ {step.real_days} วันทำการ" if step.done_on else f"ผ่านไป {step.real_days} วันทำการ"
    return f"{real} ({usual})" if usual else real


def late_words(days: int) -> str:
    """Return lateness in words, empty when nothing is late."""
    return f"เกิน {days:,} วัน" if days > 0 else ""


def state_words(step: StepView) -> str:
    """Return the state of a step in the manual's words, with the round where it is not the first."""
    words = step.state.label
    return f"{words} (รอบที่ {step.round})" if step.round > 1 else words


def due_words(detail: CaseDetail, today: dt.date) -> tuple[str, str]:
    """Return the case's due date in words and its tone (good, warn, bad or empty)."""
    if detail.status is CaseStatus.COMPLETED:
        ended = detail.completed_on
        return (f"เสร็จสิ้นเมื่อ {thai_date_short(ended)}" if ended else "เสร็จสิ้น", "good")
    if detail.due_on is None:
        current = next((s for s in detail.steps if s.state is StepState.CURRENT), None)
        unlimited = current.due_reason if current and current.unlimited else ""
        return unlimited or "ยังไม่กำหนดวันครบกำหนด", ""
    day = thai_date_short(detail.due_on)
    if detail.days_late > 0:
        return f"ครบกำหนด {day} · {late_words(detail.days_late)}", "bad"
    left = (detail.due_on - today).days
    if left == 0:
        return f"ครบกำหนดวันนี้ ({day})", "warn"
    return f"ครบกำหนด {day} · อีก {left:,} วัน", "warn" if left <= SOON_DAYS else ""


def expected_words(detail: CaseDetail) -> str:
    """Return when the matter may be finished; empty once it is, or where nothing is known."""
    return thai_date_short(detail.expected_on) if detail.expected_on else ""


def pace_words(detail: CaseDetail) -> str:
    """Return the real working days of the done steps against their usual ones."""
    if not detail.usual_days:
        return ""
    return f"{detail.real_days:,} วันทำการ (ปกติ {detail.usual_days:,})"


def next_words(shown: Shown, step: StepView, outcome: Outcome | None) -> str:
    """Return the sentence that says where the case goes once this step is saved."""
    target = shown.steps.get(outcome.next) if outcome is not None else None
    if outcome is None:
        follower = _following(shown.detail, step)
        title, target = (follower.title, shown.known(follower)) if follower else ("", None)
    else:
        title = target.title if target is not None else ""
    if not title:
        return "เมื่อบันทึกแล้ว เรื่องนี้จะเสร็จสิ้น"
    again = " (ส่งกลับไปแก้ไข)" if outcome is not None and outcome.returns else ""
    level = shown.detail.target.level
    known = Level(level) if level in set(Level) else None
    period = target.period_for(known) if target is not None else None
    after = period is not None and period.direction == "after"
    limit = f" ภายใน {period.label}" if period is not None and after and period.label else ""
    return f"ขั้นต่อไป: {title}{again}{limit}"


def _following(detail: CaseDetail, step: StepView) -> StepView | None:
    later = [other for other in detail.steps if other.number > step.number]
    return next((other for other in later if other.state is StepState.PLANNED), None)


def choose_step(detail: CaseDetail, wanted: int | None) -> StepView | None:
    """Return the step to show: the one asked for, else the present one, else the last done."""
    steps = detail.steps
    asked = next((step for step in steps if step.id == wanted), None)
    current = next((step for step in steps if step.state is StepState.CURRENT), None)
    done = [step for step in steps if step.state is StepState.DONE]
    return asked or current or (done[-1] if done else None)


def target_words(detail: CaseDetail) -> str:
    """Return the post asked for as it is said: title and level joined, unit, agency."""
    target = detail.target
    level = Level(target.level).label if target.level in set(Level) else target.level
    joined = target.title if target.title.endswith(level) else f"{target.title}{level}"
    number = f"เลขที่ {target.number}" if target.number else ""
    return " ".join(part for part in (joined, number, target.unit, target.agency) if part)


def size_words(size: int) -> str:
    """Return a file size for people: bytes below a kilobyte, then KB and MB."""
    if size < 1024:
        return f"{size} ไบต์"
    if size < 1024 * 1024:
        return f"{size / 1024:,.0f} KB"
    return f"{size / (1024 * 1024):,.1f} MB"


def moment_words(moment: dt.datetime) -> str:
    """Return a moment in Thailand's time: 5 ส.ค. 2567 14:05."""
    from hrdesk.services.unit_of_work import BANGKOK

    local = moment.astimezone(BANGKOK)
    return f"{thai_date_short(local.date())} {local:%H:%M} น."
