"""Making and changing an account."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QWidget

from hrdesk.services.access import Role
from hrdesk.services.errors import DomainError
from hrdesk.services.queries.accounts import UserRow
from hrdesk.ui.context import AppContext
from hrdesk.ui.pages.settings.form_dialog import FormDialog
from hrdesk.ui.pages.sign_in.fitting import fit
from hrdesk.ui.pages.sign_in.password_edit import PasswordEdit
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable, plain
from hrdesk.ui.widgets.field import Field
from hrdesk.ui.widgets.person_picker import PersonPicker

_ROLES = {
    Role.ADMINISTRATOR: "ทำได้ทุกอย่าง รวมทั้งผู้ใช้ การตั้งค่าสำนักงาน และการนำข้อมูลสำรองกลับมา",
    Role.OFFICER: "รับเรื่อง เดินเรื่อง แก้ทะเบียนบุคลากร พิมพ์เอกสาร และสำรองข้อมูล",
    Role.SECRETARY: "ดูทุกเรื่องและทะเบียน พิมพ์เอกสาร แต่ไม่แก้ไข",
    Role.GENERAL: "เห็นเฉพาะเรื่องของตนเอง",
}
TEMPORARY = "รหัสผ่านชั่วคราว"
_TOLD = "แจ้งรหัสนี้แก่เจ้าของบัญชี โปรแกรมจะให้ตั้งใหม่เมื่อเข้าสู่ระบบครั้งแรก"


class UserDialog(FormDialog):
    """An account's fields; ``row`` None makes a new one, with a first password."""

    kind = "user_dialog"

    def __init__(
        self,
        ctx: AppContext,
        row: UserRow | None,
        save: Callable[[UserDialog], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("แก้ไขผู้ใช้" if row else "เพิ่มผู้ใช้", "บันทึก", parent)
        self._save = save
        self._row = row
        self._person_id = row.person_id if row else None
        self.display_name = QLineEdit(row.display_name if row else "", self)
        self.display_name.setObjectName("user_display_name")
        self.username = QLineEdit(row.username if row else "", self)
        self.username.setObjectName("user_username")
        self.username.setReadOnly(row is not None)
        self.role = QComboBox(self)
        self.role.setObjectName("user_role")
        for role in Role:
            self.role.addItem(role.label, role.value)
        self.role.setCurrentIndex(self.role.findData((row.role if row else Role.OFFICER).value))
        self._role_told = QLabel(self)
        self._role_told.setObjectName("role_told")
        self._role_told.setWordWrap(True)
        set_role(self._role_told, "muted")
        self.person = PersonPicker(ctx, "user_person", self)
        if row is not None and row.person_name:
            self.person.setText(row.person_name)
        self.person.chosen.connect(self._person_chosen)
        self.person.textEdited.connect(lambda _text: self._forget_person())
        self.password = PasswordEdit("user_password", self)
        self.active = QCheckBox("ใช้บัญชีนี้ได้", self)
        self.active.setObjectName("user_active")
        self.active.setAccessibleName(self.active.text())
        self.active.setChecked(row.active if row else True)
        self._lay_out()
        self.role.currentIndexChanged.connect(lambda _at: self._show_role())
        self._show_role()
        self.display_name.setFocus()
        fit(self)

    def _lay_out(self) -> None:
        add, rows = self.form.add, self.fields
        rows.addWidget(add("display_name", Field("ชื่อ–สกุล", self.display_name, required=True)))
        hint = "" if self._row else "ใช้พิมพ์ตอนเข้าสู่ระบบ เปลี่ยนภายหลังไม่ได้"
        rows.addWidget(add("username", Field("ชื่อผู้ใช้", self.username, required=True, hint=hint)))
        rows.addWidget(add("role", Field("สิทธิ", self.role, required=True)))
        rows.addWidget(self._role_told)
        person_hint = "จำเป็นสำหรับผู้ใช้ทั่วไป เพราะเห็นเฉพาะเรื่องของบุคคลนี้"
        rows.addWidget(add("person", Field("บุคคลในทะเบียน", self.person, hint=person_hint)))
        if self._row is None:
            rows.addWidget(
                add("password", Field(TEMPORARY, self.password, required=True, hint=_TOLD))
            )
            self.active.hide()
        else:
            self.password.hide()
            rows.addWidget(self.active)
        rows.addStretch(1)

    def chosen_role(self) -> Role:
        """Return the role chosen."""
        return Role(self.role.currentData())

    def person_id(self) -> int | None:
        """Return the person chosen; the old one stays while its name stands there."""
        chosen = self.person.person()
        if chosen is not None:
            return chosen.id
        return self._person_id if self.person.text().strip() else None

    def name(self) -> str:
        """Return the name typed."""
        return plain(self.display_name.text())

    def hand_over(self) -> None:
        """Refuse a name that stands in the person field without having been chosen."""
        if self.person.text().strip() and self.person_id() is None:
            self.refused(DomainError("person_not_chosen", field="person"))
            return
        self._save(self)

    def _person_chosen(self, person: object) -> None:
        self._person_id = None
        if person is not None and not self.display_name.text().strip():
            self.display_name.setText(person.name)  # type: ignore[attr-defined]

    def _forget_person(self) -> None:
        self._person_id = None

    def _show_role(self) -> None:
        self._role_told.setText(breakable(_ROLES[self.chosen_role()]))


class PasswordDialog(FormDialog):
    """A password an administrator gives somebody who forgot theirs."""

    kind = "password_dialog"

    def __init__(
        self, name: str, save: Callable[[str], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(f"ตั้งรหัสผ่านใหม่ให้ {name}", "ตั้งรหัสผ่าน", parent)
        self._save = save
        self.password = PasswordEdit("given_password", self)
        field = Field(TEMPORARY, self.password, required=True, hint=_TOLD)
        self.fields.addWidget(self.form.add("password", field))
        self.password.setFocus()
        fit(self)

    def hand_over(self) -> None:
        """Give the password typed."""
        self._save(self.password.text())
