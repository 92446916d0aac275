"""Changing one's own password."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from hrdesk.services.accounts import ChangeOwnPassword, change_own_password
from hrdesk.services.errors import DomainError
from hrdesk.ui.context import AppContext
from hrdesk.ui.form import Form
from hrdesk.ui.pages.settings.tab import SettingsTab
from hrdesk.ui.pages.sign_in.new_password import NewPasswordFields
from hrdesk.ui.style import set_role


class OwnPasswordTab(SettingsTab):
    """The old password once, the new one twice."""

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(ctx, parent)
        self.setObjectName("own_password_tab")
        self.form = Form()
        content = QWidget(self)
        who = QLabel(f"{ctx.actor.name} · {ctx.actor.role.label}", content)
        who.setObjectName("own_name")
        set_role(who, "subtitle")
        self.fields = NewPasswordFields(self.form, ask_old=True, parent=content)
        self.fields.setMaximumWidth(480)
        self.change = QPushButton("เปลี่ยนรหัสผ่าน", content)
        self.change.setObjectName("password_change")
        self.change.setAccessibleName("เปลี่ยนรหัสผ่าน")
        set_role(self.change, "primary")
        self.change.setMaximumWidth(200)
        self.change.clicked.connect(self._change)
        for edit in self.fields.edits:
            edit.returnPressed.connect(self._change)
        rows = QVBoxLayout(content)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(12)
        for widget in (who, self.fields, self.change):
            rows.addWidget(widget)
        rows.addStretch(1)
        self.scrolled(content)

    def _change(self) -> None:
        self.form.clear()
        old, new = self.fields.old.text(), self.fields.new.text()
        missing = self.form.missing({"old": old, "new": new, "again": self.fields.again.text()})
        problem: DomainError | None = missing or self.fields.mismatch()
        if problem is not None:
            self.form.show(problem)
            return
        command = ChangeOwnPassword(old, new)
        self.ctx.tasks.act(
            self,
            lambda uow: change_own_password(uow, command),
            lambda _id: self.fields.clear_secrets(),
            self.form.failed(self.ctx.notify),
            saved="เปลี่ยนรหัสผ่านแล้ว ใช้รหัสใหม่ตั้งแต่การเข้าสู่ระบบครั้งหน้า",
        )
