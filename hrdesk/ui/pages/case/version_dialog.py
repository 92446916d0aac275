"""Moving a running case to another version of its procedure: the choice, the look ahead, the act."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QLabel, QVBoxLayout, QWidget

from hrdesk.rules.dates import thai_date_short
from hrdesk.services.errors import DomainError
from hrdesk.ui.messages import sentence
from hrdesk.ui.pages.case.act_dialog import StepDialog
from hrdesk.ui.pages.case.area import scrolled
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable
from hrdesk.ui.widgets.field import Field

if TYPE_CHECKING:
    from hrdesk.services.case_step_base import Moved
    from hrdesk.services.case_version import VersionChoice, VersionPreview
    from hrdesk.services.changes import Result
    from hrdesk.services.unit_of_work import UnitOfWork
    from hrdesk.ui.context import AppContext
    from hrdesk.ui.pages.case.model import Shown

_HIGH = 260  # pixels of the look ahead before it scrolls


def choice_words(choice: VersionChoice) -> str:
    """Return a version as it is chosen."""
    whose = " ของสำนักงาน" if choice.own else ""
    day = thai_date_short(choice.in_force_from)
    return f"{choice.title}{whose} ฉบับที่ {choice.version} (เริ่มใช้ {day})"


def preview_lines(preview: VersionPreview) -> list[tuple[str, str]]:
    """Return what the move would do, as (line, tone)."""
    old, new = preview.present
    same = f"ขั้นปัจจุบันคงเดิม: {new}"
    lines = [
        (f"ขั้นที่ทำแล้ว {len(preview.kept)} ขั้น คงไว้ทั้งหมดพร้อมวันที่และหมายเหตุ", "good"),
        (
            same if old == new else f"ขั้นปัจจุบันเปลี่ยนจาก “{old}” เป็น “{new}”",
            "" if old == new else "warn",
        ),
        (_days("ครบกำหนดขั้นปัจจุบัน", *preview.due), ""),
        (_days("คาดว่าทั้งเรื่องจะเสร็จ", *preview.expected), ""),
    ]
    lists = (
        ("ขั้นที่เพิ่มเข้ามา", preview.added, ""),
        ("ขั้นที่หายไป", preview.dropped, "warn"),
        ("ขั้นที่ทำแล้วแต่ฉบับใหม่ไม่มี เก็บไว้เป็นขั้นของสำนักงาน", preview.own, ""),
        ("ชื่อขั้นที่เปลี่ยน", tuple(f"{a} → {b}" for a, b in preview.renamed), ""),
        ("ระยะเวลาที่จะเริ่มนับควบคู่", preview.waits, "warn"),
        ("เอกสารที่ต้องเพิ่ม", preview.papers_added, ""),
        ("เอกสารที่ไม่ต้องมีแล้ว", preview.papers_dropped, ""),
    )
    lines += [(f"{name}: {' · '.join(found)}", tone) for name, found, tone in lists if found]
    return lines


def _days(name: str, old: dt.date | None, new: dt.date | None) -> str:
    if old == new:
        return f"{name}: {_day(new)} (ไม่เปลี่ยน)"
    return f"{name}: จาก {_day(old)} เป็น {_day(new)}"


def _day(day: dt.date | None) -> str:
    return thai_date_short(day) if day else "ยังไม่กำหนด"


class VersionDialog(StepDialog):
    """Choose a version, see what it changes, give the reason."""

    def __init__(
        self,
        ctx: AppContext,
        shown: Shown,
        choices: tuple[VersionChoice, ...],
        parent: QWidget | None = None,
    ) -> None:
        now = shown.detail.procedure
        text = (
            f"เรื่องนี้ใช้ “{now.title}” ฉบับที่ {now.version} หากย้ายไปฉบับอื่น "
            "ขั้นที่ทำแล้วไม่เปลี่ยน ขั้นที่ยังไม่ถึงเป็นไปตามฉบับใหม่ และเลิกทำได้ด้วย Ctrl+Z"
        )
        title = "ย้ายไปใช้ขั้นตอนฉบับอื่น"
        super().__init__(ctx, shown, "change_version", title, text, "ย้ายเรื่องนี้", parent)
        self.setMinimumWidth(560)
        self._choices = choices
        self._choice = QComboBox()
        self._choice.setObjectName("version_choice")
        for choice in choices:
            self._choice.addItem(choice_words(choice))
        self.rows.addWidget(self.form.add("choice", Field("ย้ายไปที่", self._choice, required=True)))
        inside = QWidget()
        self._lines = QVBoxLayout(inside)
        self._lines.setContentsMargins(0, 0, 8, 0)
        self._lines.setSpacing(4)
        area = scrolled(inside, "version_preview")
        area.setMinimumHeight(_HIGH)
        self.rows.addWidget(area, 1)
        self.add_reason()
        self._choice.currentIndexChanged.connect(lambda _place: self._look())
        self._look()

    def act(self) -> Callable[[UnitOfWork], Result[Moved]]:
        """Return the call of ``change_version``."""
        from hrdesk.services.case_version import ChangeVersion, change_version

        chosen = self._chosen()
        command = ChangeVersion(
            self.shown.detail.id, self.version, chosen.procedure_id, chosen.version, self.reason()
        )
        return lambda uow: change_version(uow, command)

    def _chosen(self) -> VersionChoice:
        return self._choices[max(self._choice.currentIndex(), 0)]

    def _look(self) -> None:
        from hrdesk.services.case_version import preview_version_change

        case_id, chosen = self.shown.detail.id, self._chosen()
        self.go.setEnabled(False)
        self.ctx.tasks.query(
            self,
            lambda uow: preview_version_change(uow, case_id, chosen.procedure_id, chosen.version),
            self._show_preview,
            self._no_preview,
            key="version_preview",
        )

    def _show_preview(self, preview: VersionPreview) -> None:
        self.go.setEnabled(True)
        self._say(preview_lines(preview))

    def _no_preview(self, problem: DomainError) -> None:
        self._say([(sentence(problem), "bad")])

    def _say(self, lines: list[tuple[str, str]]) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for words, tone in lines:
            label = QLabel(breakable(words))
            label.setWordWrap(True)
            set_role(label, "plain", tone)
            self._lines.addWidget(label)
        self._lines.addStretch()
