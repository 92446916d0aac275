"""The fields with which somebody gives themselves a password."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from hrdesk.services.errors import DomainError
from hrdesk.ui.form import Form
from hrdesk.ui.pages.sign_in.password_edit import PasswordEdit
from hrdesk.ui.style import set_role
from hrdesk.ui.widgets.field import Field

_RULE = "อย่างน้อย 10 ตัว ใช้วลีหลายคำที่จำได้ เช่น ชื่อของสามอย่างที่ไม่เกี่ยวกัน พิมพ์ภาษาไทยก็ได้"


class NewPasswordFields(QWidget):
    """The new password twice, and before them the old one where ``ask_old``; all in ``edits``."""

    def __init__(self, form: Form, *, ask_old: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("new_password_fields")
        self._form = form
        self.new = PasswordEdit("new_password", self)
        self.again = PasswordEdit("password_again", self)
        self._caps = QLabel("เปิด Caps Lock อยู่ ตัวอักษรอังกฤษจะเป็นตัวใหญ่", self)
        self._caps.setObjectName("caps_hint")
        set_role(self._caps, "caps", "warn")
        self._caps.hide()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(12)
        self.edits = (self.new, self.again)
        if ask_old:
            self.old = PasswordEdit("old_password", self)
            self.edits = (self.old, *self.edits)
            rows.addWidget(form.add("old", Field("รหัสผ่านเดิม", self.old, required=True)))
        rows.addWidget(form.add("new", Field("รหัสผ่านใหม่", self.new, required=True, hint=_RULE)))
        rows.addWidget(form.add("again", Field("พิมพ์รหัสผ่านใหม่อีกครั้ง", self.again, required=True)))
        rows.addWidget(self._caps)
        for edit in self.edits:
            edit.caps_changed.connect(self._caps.setVisible)

    def mismatch(self) -> DomainError | None:
        """Return ``password_differs`` where the two new ones are not the same."""
        if self.new.text() and self.new.text() != self.again.text():
            return DomainError("password_differs", field="again")
        return None

    def clear_secrets(self) -> None:
        """Forget everything typed."""
        for edit in self.edits:
            edit.clear_secret()
