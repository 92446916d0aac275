"""Editing the minutes: each matter at the left, the paper itself at the right."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from hrdesk.services.errors import DomainError, EditConflict, Invalid
from hrdesk.services.minutes import MinutesText, SaveMinutes, drafted, renewed, save_minutes
from hrdesk.services.unit_of_work import BANGKOK
from hrdesk.ui import icons
from hrdesk.ui.dialogs import ask
from hrdesk.ui.messages import sentence
from hrdesk.ui.pages.case.area import scrolled
from hrdesk.ui.pages.meetings import papers_work as work
from hrdesk.ui.pages.meetings.minutes_parts import MinutesParts
from hrdesk.ui.pages.meetings.minutes_renew import RenewDialog, changed_sections
from hrdesk.ui.printing import PdfPanel
from hrdesk.ui.reading_order import ReadingOrder
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable

if TYPE_CHECKING:
    from hrdesk.documents.style import PaperStyle
    from hrdesk.services.meeting_papers import MadePaper
    from hrdesk.services.queries.meeting_papers import MeetingBook
    from hrdesk.ui.context import AppContext
    from hrdesk.ui.tasks import Progress

_WAIT_MS = 500  # after the last key, before the paper is drawn anew
_LEFT = 460


class MinutesDialog(ReadingOrder, QDialog):
    """The minutes of one meeting; what is typed survives a crash as a draft."""

    def __init__(
        self,
        ctx: AppContext,
        book: MeetingBook,
        style: PaperStyle,
        saved: Callable[[], None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("minutes_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint, True)
        self.setWindowTitle(f"รายงานการประชุม{book.detail.committee} ครั้งที่ {book.number}")
        self._ctx, self._book, self._style, self._saved = ctx, book, style, saved
        self._version = book.detail.version
        self._name = f"meeting-{book.detail.id}-minutes"
        self._before = book.minutes or drafted(book)
        self._building: Progress | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_WAIT_MS)
        self._later.timeout.connect(self._draw)
        self.parts = MinutesParts(self)
        self.panel = PdfPanel(ctx, self)
        self._problem = QLabel(self)
        self._problem.setObjectName("dialog_problem")
        self._problem.setWordWrap(True)
        self._problem.hide()
        set_role(self._problem, "error")
        self._restored = _button("นำสิ่งที่พิมพ์ค้างไว้กลับมาแล้ว · ล้าง", "clear_draft", self._start_over)
        set_role(self._restored, "link")
        self._lay_out()
        self.parts.put(self._kept_draft() or self._before)
        self.parts.changed.connect(self._typed)
        QShortcut(QKeySequence("Ctrl+S"), self, self.save)
        for action in (self.panel.print_action, self.panel.save_action):
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        self._draw()

    def save(self) -> None:
        """Keep the minutes with the meeting."""
        self._problem.hide()
        command = SaveMinutes(self._book.detail.id, self._version, self.parts.text())
        self._ctx.tasks.act(
            self,
            lambda uow: save_minutes(uow, command),
            self._stored,
            self._refused,
            saved="บันทึกรายงานการประชุมแล้ว",
        )
        self._say_kept("กำลังบันทึก…", "")

    def renew(self) -> None:
        """Show what the meeting's data would change in the minutes, and take it over on yes."""
        now = self.parts.text()
        new = renewed(now, drafted(self._book))
        changes = changed_sections(now, new)
        if not changes:
            self._ctx.notify.info("รายงานตรงกับข้อมูลการประชุมล่าสุดอยู่แล้ว")
            return
        dialog = RenewDialog(changes, self)
        dialog.accepted.connect(lambda: self._take(new))
        dialog.open()

    def save_word(self) -> None:
        """Save the minutes as a Word file."""
        work.save_as_word(self._ctx, self, self._paper(), self._style)

    def reject(self) -> None:
        """Close on Esc; what was typed is kept as a draft."""
        self._stop()
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop drawing."""
        self._stop()
        super().closeEvent(event)

    # -- inside ---------------------------------------------------------------------------------

    def _take(self, text: MinutesText) -> None:
        self.parts.put(text)
        self._typed()

    def _typed(self) -> None:
        text = self.parts.text()
        if text == self._before:
            self._ctx.drafts.discard(self._name)
            self._say_kept("", "")
        else:
            self._ctx.drafts.save(self._name, {"minutes": dataclasses.asdict(text)})
            self._say_kept("ยังไม่ได้บันทึก เก็บเป็นร่างไว้", "")
        self._later.start()

    def _kept_draft(self) -> MinutesText | None:
        stored: dict[str, Any] | None = (self._ctx.drafts.load(self._name) or {}).get("minutes")
        self._restored.setVisible(stored is not None)
        if stored is None:
            return None
        from hrdesk.services.minutes import MinutesSection

        sections = tuple(MinutesSection(**each) for each in stored["sections"])
        return MinutesText(**{**stored, "sections": sections})

    def _start_over(self) -> None:
        self._ctx.drafts.discard(self._name)
        self._restored.hide()
        self.parts.put(self._before)
        self._later.start()

    def _paper(self) -> MadePaper:
        from hrdesk.services.meeting_papers import paper_rows, papers_of

        book = dataclasses.replace(self._book, minutes=self.parts.text())
        row = next(row for row in paper_rows(book) if row.id == "minutes")
        return papers_of(book, row)[0]

    def _draw(self) -> None:
        from hrdesk.services.meeting_output import build_one

        if self._building is not None:
            self._building.cancel()
        paper = self._paper()
        self._building = self._ctx.tasks.work(
            self,
            lambda _progress: build_one(paper, self._style),
            lambda pdf: self._drawn(paper, pdf),
            self._refused,
            label="กำลังจัดทำเอกสาร",
        )

    def _drawn(self, paper: MadePaper, pdf: bytes) -> None:
        self._building = None
        self.panel.set_pdf(pdf, paper.title)
        lacking = paper.missing
        self._told.setText(breakable(f"ยังขาด: {', '.join(lacking)}") if lacking else "")
        self._told.setVisible(bool(lacking))

    def _stored(self, version: int) -> None:
        self._version = version
        self._ctx.drafts.discard(self._name)
        self._before = self.parts.text()
        self._restored.hide()
        now = self._ctx.database.clock.now().astimezone(BANGKOK)
        self._say_kept(f"บันทึกแล้ว {now:%H:%M}", "good")
        self._saved()

    def _say_kept(self, words: str, tone: str) -> None:
        set_role(self.kept, "plain" if tone else "muted", tone)
        self.kept.setText(words)

    def _refused(self, problem: DomainError) -> None:
        if self.kept.text() == "กำลังบันทึก…":
            self._say_kept("ยังไม่ได้บันทึก เก็บเป็นร่างไว้", "warn")
        if isinstance(problem, EditConflict):
            ask(
                self, "มีผู้แก้ไขการประชุมนี้แล้ว",
                f"{problem.who or 'ผู้ใช้อื่น'} แก้ไขการประชุมนี้ระหว่างที่ท่านพิมพ์ สิ่งที่พิมพ์ยังเก็บเป็นร่างไว้ "
                "ปิดหน้าต่างนี้แล้วเปิดใหม่เพื่อดูข้อมูลล่าสุด แล้วบันทึกอีกครั้ง", "ปิดหน้าต่าง", self._reopen,
            )  # fmt: skip
            return
        problems = problem.problems if isinstance(problem, Invalid) else (problem,)
        self.parts.show_problem(problems[0])
        self._problem.setText(breakable(" ".join(sentence(each) for each in problems)))
        self._problem.show()

    def _reopen(self) -> None:
        self._ctx.drafts.flush()
        self._saved()
        self.reject()

    def _stop(self) -> None:
        self._later.stop()
        if self._building is not None:
            self._building.cancel()
            self._building = None

    def _lay_out(self) -> None:
        self._told = QLabel(self)
        self._told.setObjectName("minutes_lacking")
        self._told.setWordWrap(True)
        set_role(self._told, "warn")
        inside = QWidget()
        left = QVBoxLayout(inside)
        left.setContentsMargins(0, 0, 12, 0)
        left.setSpacing(10)
        for widget in (self._restored, self._told, self._problem, self.parts):
            left.addWidget(widget)
        left.addStretch()
        area = scrolled(inside, "minutes_area")
        area.setMinimumWidth(_LEFT - 60)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setChildrenCollapsible(False)
        split.addWidget(area)
        split.addWidget(self.panel)
        split.setStretchFactor(1, 1)
        split.setSizes([_LEFT, 620])
        foot = QHBoxLayout()
        again = _button("นำข้อมูลล่าสุดมาใส่ใหม่…", "minutes_renew", self.renew)
        icons.set_icon(again, "refresh")
        more = _button("เพิ่มวาระ", "minutes_add", self.parts.add_section)
        icons.set_icon(more, "add")
        for button in (again, more, _button("บันทึกเป็น Word…", "minutes_word", self.save_word)):
            foot.addWidget(button)
        foot.addStretch()
        self.kept = QLabel(self)
        self.kept.setObjectName("minutes_kept")
        foot.addWidget(self.kept)
        self.keep = _button("บันทึก (Ctrl+S)", "minutes_save", self.save)
        set_role(self.keep, "primary")
        foot.addWidget(_button("ปิด", "dialog_cancel", self.reject))
        foot.addWidget(self.keep)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 12, 16, 12)
        rows.setSpacing(8)
        rows.addWidget(split, 1)
        rows.addLayout(foot)
        room = self.screen().availableGeometry()
        self.resize(min(1180, room.width() - 60), min(860, room.height() - 60))


def _button(words: str, name: str, call: Callable[[], object]) -> QPushButton:
    made = QPushButton(words)
    made.setObjectName(name)
    made.setAccessibleName(words.partition(" (")[0].rstrip("…"))
    made.setAutoDefault(False)
    made.clicked.connect(lambda _on=False: call())
    return made
