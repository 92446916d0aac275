"""The acts on a case's steps, as actions for the menu, the right click and the keyboard."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from hrdesk.rules.codes import StepState
from hrdesk.ui import icons
from hrdesk.ui.dialogs import ask
from hrdesk.ui.notify import Notice
from hrdesk.ui.pages.case.act_dialog import StepDialog, undo_call
from hrdesk.ui.pages.case.step_dialogs import (
    AddDialog,
    CorrectDialog,
    DueDialog,
    ExtendDialog,
    RepeatDialog,
    SendBackDialog,
    SkipDialog,
    earlier_steps,
)
from hrdesk.ui.pages.case.version_dialog import VersionDialog

if TYPE_CHECKING:
    from hrdesk.services.case_version import VersionChoice
    from hrdesk.services.queries.cases import StepView
    from hrdesk.ui.context import AppContext
    from hrdesk.ui.pages.case.model import Shown


_FINISH = ("Ctrl+Return", "Ctrl+Enter")


class StepActions(QObject):
    """Knows what may be done with the chosen step, and opens what each act asks."""

    def __init__(self, ctx: AppContext, page: QWidget, finish: Callable[[], None]) -> None:
        super().__init__(page)
        self._ctx = ctx
        self._page = page
        self._shown: Shown | None = None
        self._step: StepView | None = None
        self.finish = self._action("finish_step", "เสร็จ", "check", finish, _FINISH)
        self.back = self._action("send_back_step", "ส่งกลับ…", "returned", self._send_back)
        self.skip = self._action("skip_this_step", "ข้าม…", "skipped", self._skip)
        self.add = self._action("add_a_step", "เพิ่มขั้นตอน…", "add", self._add)
        self.repeat = self._action("repeat_this_step", "ทำซ้ำ…", "repeat", self._repeat)
        self.due = self._action("set_due_date", "กำหนดวันครบกำหนด…", "calendar", self._due)
        self.extend = self._action("extend_due_date", "ขยายกำหนดตามกฎ…", "calendar", self._extend)
        self.correct = self._action("correct_this_step", "แก้ไขวันที่/หมายเหตุ…", "edit", self.fix)
        self.version = self._action("change_version", "ย้ายไปใช้ขั้นตอนฉบับอื่น…", "repeat", self._version)
        self.undo = self._action("undo_step", "เลิกทำ", "undo", self._undo, ("Ctrl+Z",))

    def all(self) -> list[QAction]:
        """Return the actions in the order of the menu."""
        return [
            self.finish,
            self.back,
            self.skip,
            self.add,
            self.repeat,
            self.due,
            self.extend,
            self.correct,
            self.version,
            self.undo,
        ]

    def choose(self, shown: Shown | None, step: StepView | None) -> None:
        """Take the case and the chosen step, and allow what can be done with it."""
        self._shown, self._step = shown, step
        state = step.state if step is not None else None
        working = shown is not None and shown.detail.form is not None
        self.finish.setEnabled(working)
        self.back.setEnabled(working and shown is not None and bool(earlier_steps(shown.detail)))
        self.skip.setEnabled(working and state in (StepState.CURRENT, StepState.PLANNED))
        self.add.setEnabled(working)
        self.repeat.setEnabled(shown is not None and state is StepState.DONE)
        self.due.setEnabled(working)
        form = shown.detail.form if shown is not None else None
        self.extend.setEnabled(form is not None and form.extension is not None)
        self.version.setEnabled(working)
        self.correct.setEnabled(shown is not None and state is StepState.DONE)
        label = shown.detail.undo if shown is not None else None
        self.undo.setEnabled(bool(label))
        self.undo.setText(f"เลิกทำ: {label}" if label else "เลิกทำ")

    def fix(self) -> None:
        """Correct the chosen finished step."""
        if self._shown is not None and self._step is not None:
            self._open(CorrectDialog(self._ctx, self._shown, self._step, self._page))

    def _send_back(self) -> None:
        if self._shown is not None:
            self._open(SendBackDialog(self._ctx, self._shown, self._step, self._page))

    def _skip(self) -> None:
        if self._shown is not None and self._step is not None:
            self._open(SkipDialog(self._ctx, self._shown, self._step, self._page))

    def _add(self) -> None:
        if self._shown is None or self._shown.detail.form is None:
            return
        chosen = self._step
        open_end = chosen is not None and chosen.state in (StepState.CURRENT, StepState.PLANNED)
        after = chosen if chosen is not None and open_end else self._shown.detail.form.step
        self._open(AddDialog(self._ctx, self._shown, after, self._page))

    def _repeat(self) -> None:
        if self._shown is not None and self._step is not None:
            self._open(RepeatDialog(self._ctx, self._shown, self._step, self._page))

    def _due(self) -> None:
        if self._shown is not None and self._shown.detail.form is not None:
            step = self._shown.detail.form.step
            self._open(DueDialog(self._ctx, self._shown, step, self._page))

    def _extend(self) -> None:
        form = self._shown.detail.form if self._shown is not None else None
        if self._shown is not None and form is not None and form.extension is not None:
            self._open(ExtendDialog(self._ctx, self._shown, form.step, form.extension, self._page))

    def _version(self) -> None:
        if self._shown is None or self._shown.detail.form is None:
            return
        from hrdesk.services.case_version import version_choices

        shown = self._shown

        def arrived(choices: tuple[VersionChoice, ...]) -> None:
            if choices:
                self._open(VersionDialog(self._ctx, shown, choices, self._page))
            else:
                self._ctx.notify.show(
                    Notice("ไม่มีขั้นตอนฉบับอื่นของเรื่องประเภทนี้ เรื่องนี้จึงใช้ฉบับเดิมต่อไป", "info")
                )

        case_id = shown.detail.id
        self._ctx.tasks.query(
            self._page, lambda uow: version_choices(uow, case_id), arrived, key="versions"
        )

    def _undo(self) -> None:
        """Ask first: the newest act may be of another day or another person."""
        if self._shown is None or not self._shown.detail.undo:
            return
        case_id, version = self._shown.detail.id, self._shown.detail.version
        ask(
            self._page,
            "เลิกทำรายการล่าสุด",
            f"เลิกทำ: {self._shown.detail.undo} ขั้นตอนทั้งหมดจะกลับไปเป็นอย่างก่อนทำรายการนี้",
            "เลิกทำ",
            lambda: self._take_back(case_id, version),
        )

    def _take_back(self, case_id: int, version: int) -> None:
        call = undo_call(case_id, version)
        self._ctx.tasks.act(self._page, call, saved="เลิกทำแล้ว")

    @staticmethod
    def _open(dialog: StepDialog) -> None:
        dialog.open()

    def _action(
        self,
        name: str,
        words: str,
        picture: str,
        call: Callable[[], None],
        keys: tuple[str, ...] = (),
    ) -> QAction:
        made = QAction(words, self)
        made.setObjectName(name)
        made.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        if keys:
            made.setShortcuts([QKeySequence(each) for each in keys])
        icons.set_icon(made, picture)
        made.triggered.connect(lambda _on=False: call())
        return made
