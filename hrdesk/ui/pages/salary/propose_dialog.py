"""Beginning with what the order of results proposes: kept or not what was chosen before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QLabel, QWidget

from hrdesk.ui.pages.salary.words import NO_BANDS, STEP
from hrdesk.ui.pages.settings.form_dialog import FormDialog
from hrdesk.ui.pages.sign_in.fitting import fit
from hrdesk.ui.thai_text import breakable

if TYPE_CHECKING:
    from hrdesk.ui.context import AppContext
    from hrdesk.ui.pages.salary.board import Board

_STEPS = (
    "โปรแกรมจะกรอกหนึ่งขั้นตามลำดับคะแนนเท่าที่มีโควตา และครึ่งขั้นแก่ผู้ที่เหลือ เป็นจุดเริ่มต้น ไม่ใช่การตัดสิน "
    "คณะกรรมการเปลี่ยนได้ทุกคนโดยบันทึกเหตุผล ผู้ที่คะแนนเท่ากันตรงที่สุดท้ายจะไม่ถูกเลือกให้"
)
_STANDS = "ทุกคนได้ตามผลการประเมินอยู่แล้วโดยไม่ต้องกรอก"
_TAKEN_BACK = "การกลับไปตามข้อเสนอคือการถอนสิ่งที่กำหนดเป็นรายคนทั้งหมด หากต้องการเก็บไว้ให้ทำสำเนาทดลองก่อน"


class ProposeDialog(FormDialog):
    """Takes the proposal over itself; the round is read anew after it."""

    kind = "propose_dialog"

    def __init__(self, ctx: AppContext, board: Board, parent: QWidget | None = None) -> None:
        steps = board.scheme == STEP
        title = "เริ่มจากข้อเสนอ" if steps else "กลับไปตามข้อเสนอ"
        super().__init__(title, "กรอกตามข้อเสนอ" if steps else "ถอนทั้งหมด", parent)
        self._ctx, self._board, self._steps = ctx, board, steps
        others = (
            f"{NO_BANDS} {_TAKEN_BACK}" if board.without_bands() else f"{_STANDS} {_TAKEN_BACK}"
        )
        told = QLabel(breakable(_STEPS if steps else others), self)
        told.setObjectName("propose_told")
        told.setWordWrap(True)
        self.fields.addWidget(told)
        chosen = board.chosen()
        self.replace = QCheckBox(f"แทนสิ่งที่เลือกไว้แล้ว {chosen:,} คนด้วย", self)
        self.replace.setObjectName("propose_replace")
        self.replace.setAccessibleName(self.replace.text())
        self.replace.setVisible(steps and chosen > 0)
        self.fields.addWidget(self.replace)
        fit(self)

    def hand_over(self) -> None:
        """Take the proposal over."""
        from hrdesk.services.salary_choices import propose_round

        view = self._board.view
        if view is None:
            return
        round_id, version = view.id, view.version
        keep = self._steps and not self.replace.isChecked()

        def done(count: int) -> None:
            self.accept()
            self._board.forget_undo()
            self._board.read()
            self._ctx.notify.saved(
                f"กรอกตามข้อเสนอแล้ว {count:,} คน" if self._steps else f"ถอนแล้ว {count:,} คน"
            )

        self._ctx.tasks.act(
            self._board, lambda uow: propose_round(uow, round_id, version, keep=keep), done,
            self.refused, saved=None,
        )  # fmt: skip
