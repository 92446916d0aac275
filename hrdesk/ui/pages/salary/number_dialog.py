"""The number and the day of an order that was issued elsewhere."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLabel, QWidget

from hrdesk.services.errors import DomainError
from hrdesk.ui.context import AppContext
from hrdesk.ui.pages.person.inputs import Line
from hrdesk.ui.pages.settings.form_dialog import FormDialog
from hrdesk.ui.pages.sign_in.fitting import fit
from hrdesk.ui.thai_text import breakable
from hrdesk.ui.widgets.date_edit import BuddhistDateEdit
from hrdesk.ui.widgets.field import Field


class NumberDialog(FormDialog):
    """Asks for both and says what deciding does; it cannot be taken back."""

    kind = "award_number_dialog"

    def __init__(
        self,
        ctx: AppContext,
        count: int,
        save: Callable[[NumberDialog], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("บันทึกเลขคำสั่งที่ออกแล้ว", "บันทึกเป็นที่สุด", parent)
        self._save = save
        told = QLabel(
            breakable(
                f"รายการที่เลือก {count:,} คน จะเป็นที่สุด เงินเดือนในทะเบียนและประวัติเงินเดือนจะเปลี่ยนตาม "
                "หลังจากนี้แก้ได้ด้วยรายการใหม่เท่านั้น"
            ),
            self,
        )
        told.setObjectName("award_number_told")
        told.setWordWrap(True)
        self.number = Line("award_order_number", self, "เช่น 123/2569")
        self.dated = BuddhistDateEdit(ctx.today, "award_order_dated", self)
        add = self.form.add
        self.fields.addWidget(told)
        self.fields.addWidget(add("order_number", Field("เลขที่คำสั่ง", self.number, required=True)))
        self.fields.addWidget(add("order_dated", Field("ลงวันที่", self.dated, required=True)))
        self.number.setFocus()
        fit(self)

    def hand_over(self) -> None:
        """Refuse what is empty or no day."""
        wrong = self.dated.problem()
        if wrong is not None:
            self.refused(DomainError(wrong.code, field="order_dated", **wrong.facts))
            return
        given: dict[str, object] = {
            "order_number": self.number.value(),
            "order_dated": self.dated.date() or "",
        }
        problem = self.form.missing(given)
        if problem is not None:
            self.refused(problem)
            return
        self._save(self)
