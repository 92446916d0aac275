"""Opening the round that takes a final one's place: why, and on which payroll of that day."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QLabel, QWidget

from hrdesk.services.queries.salary_opening import PayrollOffer
from hrdesk.ui.pages.person.inputs import Choice, Note
from hrdesk.ui.pages.salary.words import payroll_words
from hrdesk.ui.pages.settings.form_dialog import FormDialog
from hrdesk.ui.pages.sign_in.fitting import fit
from hrdesk.ui.thai_text import breakable
from hrdesk.ui.widgets.field import Field

_TOLD = (
    "โปรแกรมเปิดรอบใหม่ที่มีสิ่งที่เลือกไว้เหมือนรอบนี้ให้แก้ และแก้ข้อเท็จจริงของแต่ละคนได้อีก "
    "เมื่อทำให้เป็นที่สุดแล้วจึงแทนรอบนี้ในประวัติเงินเดือน ผลของรอบนี้ยังเก็บไว้ให้ดู"
)
_OTHER = "ถ้าคนหรือเงินเดือนในบัญชีเดิมผิด เลือกบัญชีของวันเดียวกันที่ออกใหม่"
_ONLY = "ถ้าคนหรือเงินเดือนในบัญชีเดิมผิด ให้ออกบัญชีถือจ่ายของวันเดียวกันใหม่ก่อน แล้วจึงเปิดรอบแทน"


class SupersedeDialog(FormDialog):
    """Asks for the reason and, where there is another payroll of that day, for the payroll."""

    kind = "supersede_dialog"

    def __init__(
        self,
        payrolls: Sequence[PayrollOffer],
        used: int,
        go: Callable[[SupersedeDialog, str, int | None], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("ออกรอบใหม่แทน", "เปิดรอบใหม่", parent)
        self._go, self._used = go, used
        several = any(each.id != used for each in payrolls)
        told = QLabel(breakable(_TOLD if several else f"{_TOLD} {_ONLY}"), self)
        told.setObjectName("supersede_told")
        told.setWordWrap(True)
        self.fields.addWidget(told)
        self.reason = Note("supersede_reason", self, lines=3)
        self.fields.addWidget(self.form.add("reason", Field("เหตุผล", self.reason, required=True)))
        self.payroll = Choice("supersede_payroll", _lines(payrolls, used), self)
        self.payroll.set_value(str(used))
        chooser = self.form.add("snapshot_id", Field("บัญชีถือจ่าย", self.payroll, hint=_OTHER))
        chooser.setVisible(several)
        self.fields.addWidget(chooser)
        self.reason.setFocus()
        fit(self)

    def hand_over(self) -> None:
        """Give the reason, and the payroll where it is another one."""
        chosen = int(self.payroll.value() or self._used)
        self._go(self, self.reason.value(), None if chosen == self._used else chosen)


def _lines(payrolls: Sequence[PayrollOffer], used: int) -> list[tuple[str, str]]:
    return [
        (str(each.id), payroll_words(each) + (" · ที่รอบนี้ใช้" if each.id == used else ""))
        for each in payrolls
    ]
