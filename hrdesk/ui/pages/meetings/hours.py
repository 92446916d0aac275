"""Opening and closing a meeting with one button, and the strip that says when it is not open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from hrdesk.services.changes import Result
from hrdesk.services.meeting_hours import Hours, close_meeting, open_meeting, restore_hours
from hrdesk.services.queries.meetings import MeetingDetail
from hrdesk.services.unit_of_work import UnitOfWork
from hrdesk.ui.actions import make_action
from hrdesk.ui.dialogs import ask
from hrdesk.ui.messages import words
from hrdesk.ui.pages.settings.tab import action_button
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable

if TYPE_CHECKING:
    from hrdesk.ui.context import AppContext


class HoursActs:
    """The two actions of a tab; of ``open`` and ``close`` the one that fits is shown."""

    def __init__(
        self,
        ctx: AppContext,
        owner: QWidget,
        make: Callable[..., QAction] | None = None,
        *,
        closes: bool = True,
    ) -> None:
        self._ctx, self._owner, self._closes = ctx, owner, closes
        self._detail: MeetingDetail | None = None

        def plain(*given: object) -> QAction:
            return make_action(owner, *given)  # type: ignore[arg-type]

        act = make or plain
        self.open = act("meeting_open", "เปิดประชุม", "current", self._open)
        self.close = act("meeting_close", "ปิดประชุม", "check_circle", self._close)
        self.open.setToolTip("บันทึกเวลาเปิดประชุมตามนาฬิกาขณะนี้")
        self.close.setToolTip("บันทึกเวลาปิดประชุมตามนาฬิกาขณะนี้")

    def show_meeting(self, detail: MeetingDetail) -> None:
        """Follow a meeting."""
        self._detail = detail
        was_here = self._button_has_focus()
        self.close.setVisible(self._closes and bool(detail.opened_at) and not detail.closed_at)
        self.open.setVisible(not detail.opened_at)
        if was_here and not self._button_has_focus():  # a button that goes takes the keyboard along
            names = ("meeting_close_button", "meeting_open_button", "meeting_edit_button")
            found = [self._owner.findChild(QPushButton, name) for name in names]
            shown = [each for each in found if each is not None and not each.isHidden()]
            (shown[0] if shown else self._owner.parentWidget() or self._owner).setFocus()

    def _button_has_focus(self) -> bool:
        here = QApplication.focusWidget()
        mine = here is not None and self._owner.isAncestorOf(here) and here.isVisible()
        return mine and here.objectName() in ("meeting_open_button", "meeting_close_button")

    def _open(self) -> None:
        detail = self._detail
        if detail is None or not self.open.isVisible():
            return
        doubts = opening_doubts(detail, self._ctx.today())
        if doubts:
            text = f"{' '.join(doubts)} เปิดประชุมตอนนี้หรือไม่"
            ask(self._owner, "เปิดประชุม", text, "เปิดประชุม", lambda: self._opened(detail))
        else:
            self._opened(detail)

    def _opened(self, detail: MeetingDetail) -> None:
        came = f"มา {detail.present} คน {_quorum_state(detail)} (ต้องมี {detail.quorum} คน)"
        self._note(
            detail,
            lambda uow: open_meeting(uow, detail.id),
            lambda hours: f"เปิดประชุมแล้ว {_clock(hours.opened_at)} · {came}",
        )

    def _close(self) -> None:
        detail = self._detail
        if detail is None or not self.close.isVisible():
            return
        left = sum(not contest.final for contest in detail.contests)
        rest = f" · ยังมี {left} วาระที่ผลยังไม่เป็นที่สุด" if left else ""
        self._note(
            detail,
            lambda uow: close_meeting(uow, detail.id),
            lambda hours: f"ปิดประชุมแล้ว {_clock(hours.closed_at)}{rest}",
        )

    def _note(
        self,
        detail: MeetingDetail,
        call: Callable[[UnitOfWork], Result[Hours]],
        said: Callable[[Hours], str],
    ) -> None:
        before, tasks = Hours(detail.opened_at, detail.closed_at), self._ctx.tasks

        def done(now: Hours) -> None:
            def take_back() -> None:
                tasks.act(
                    self._owner,
                    lambda uow: restore_hours(uow, detail.id, now, before),
                    saved="เลิกทำแล้ว เวลาประชุมกลับเป็นอย่างเดิม",
                )

            self._ctx.notify.saved(said(now), take_back)

        tasks.act(self._owner, call, done, saved=None)


class HoursStrip(QWidget):
    """Says above the points that the meeting is not open, with the button that opens it."""

    def __init__(self, ctx: AppContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("hours_strip")
        self.acts = HoursActs(ctx, self, closes=False)
        self.told = QLabel(self)
        self.told.setObjectName("hours_told")
        self.told.setWordWrap(True)
        self.told.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        set_role(self.told, "plain", "warn")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.told, 1)
        row.addWidget(action_button(self.acts.open, self))
        self.hide()

    def show_meeting(self, detail: MeetingDetail) -> None:
        """Follow a meeting; nothing is said of an open one."""
        self.acts.show_meeting(detail)
        text = strip_words(detail)
        self.told.setText(breakable(text))
        self.setVisible(bool(text))


def strip_words(detail: MeetingDetail) -> str:
    """Return what is to be known before points are typed outside an open meeting, or nothing."""
    if detail.closed_at:
        return f"ปิดประชุมแล้วเมื่อ {_clock(detail.closed_at)} คะแนนที่แก้จากนี้จะเห็นในประวัติว่าแก้หลังปิดประชุม"
    if not detail.opened_at:
        return "ยังไม่ได้เปิดประชุม คะแนนที่กรอกตอนนี้จะเห็นในประวัติว่ากรอกก่อนเปิดประชุม"
    return ""


def opening_doubts(detail: MeetingDetail, today: dt.date) -> tuple[str, ...]:
    """Return what speaks against opening now: another day, or too few members."""
    found = []
    if detail.held_on != today:
        found.append(f"วันนี้ {words(today)} ไม่ใช่วันประชุมที่กำหนดไว้ {words(detail.held_on)}")
    if detail.present < detail.quorum:
        found.append(
            f"บันทึกว่ามาประชุม {detail.present} คน ยังไม่ครบองค์ประชุม {detail.quorum} คน"
            " ผลจะทำให้เป็นที่สุดได้ต่อเมื่อบันทึกเหตุผล"
        )
    return tuple(found)


def _quorum_state(detail: MeetingDetail) -> str:
    return "ครบองค์ประชุม" if detail.present >= detail.quorum else "ไม่ครบองค์ประชุม"


def _clock(time: str) -> str:
    return f"{time}\u00a0น."
