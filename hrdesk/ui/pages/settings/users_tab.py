"""The office's users: who may sign in, and what they may do."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from hrdesk.services.access import Role
from hrdesk.services.accounts import (
    CreateUser,
    ResetPassword,
    SaveUser,
    create_user,
    deactivate_user,
    reset_password,
    save_user,
)
from hrdesk.services.errors import DomainError, EditConflict
from hrdesk.services.queries.accounts import UserRow, user_list
from hrdesk.ui.audit_words import value_words
from hrdesk.ui.context import AppContext
from hrdesk.ui.dialogs import ask
from hrdesk.ui.models.columns import Column, Status
from hrdesk.ui.models.list_table import ListTable
from hrdesk.ui.pages.settings.list_output import ListOutput, MemoryList
from hrdesk.ui.pages.settings.tab import SettingsTab, settle
from hrdesk.ui.pages.settings.user_dialog import PasswordDialog, UserDialog
from hrdesk.ui.widgets.data_table import DataTable


def _status(row: UserRow) -> Status:
    if not row.active:
        return Status("ปิดแล้ว", "muted", "close")
    if row.must_change_password:
        return Status("รอตั้งรหัสผ่าน", "warn", "lock")
    return Status("ใช้งาน", "good", "check_circle")


COLUMNS = (
    Column("display_name", "ชื่อ–สกุล", width=160, stretch=True),
    Column("username", "ชื่อผู้ใช้", width=100),
    Column("role", "สิทธิ", width=180, value=lambda row: row.role.label),
    Column("person_name", "บุคคลในทะเบียน", width=160),
    Column("last_sign_in", "เข้าสู่ระบบล่าสุด", width=212),
    Column("active", "สถานะ", width=125, status=_status),
)


class UsersTab(SettingsTab):
    """Add, change, give a new password, close; accounts are never deleted."""

    kinds: ClassVar[frozenset[str]] = frozenset({"user"})

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(ctx, parent)
        self.setObjectName("users_tab")
        self.table = DataTable(ctx.settings, "users", "ผู้ใช้", self)
        self.model = ListTable(COLUMNS, parent=self)
        self.table.set_table(self.model)
        self.add = self.make_action("user_add", "เพิ่ม…", "add", self._add)
        self.edit = self.make_action("user_edit", "แก้ไข…", "edit", self._edit, "F2")
        self.reset = self.make_action("user_reset", "ตั้งรหัสผ่านใหม่…", "lock", self._reset)
        self.close_account = self.make_action("user_close", "ปิดบัญชี…", "close", self._close)
        acts = tuple(self.actions_made)
        self.output = ListOutput(
            self, "users", lambda: MemoryList("ผู้ใช้", "", COLUMNS, self.model.rows())
        )
        self.table.set_actions(self.actions_made)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 12, 0, 0)
        rows.setSpacing(8)
        rows.addLayout(self.button_row(acts, self.add, self.output.actions))
        rows.addWidget(self.table, 1)
        self.table.opened.connect(lambda _row: self._edit())
        self.table.chosen.connect(lambda _row: self._enable())
        self._enable()

    def refresh(self) -> None:
        """Read the accounts again."""
        self.ctx.tasks.query(self, user_list, self._show, key="list")

    def _show(self, rows: tuple[UserRow, ...]) -> None:
        self.model.set_rows(rows)
        self.output.enable(bool(rows))
        self._enable()

    def _enable(self) -> None:
        row: UserRow | None = self.table.current_row()
        for action in (self.edit, self.reset):
            action.setEnabled(row is not None)
        self.close_account.setEnabled(row is not None and row.active)

    # -- acts ---------------------------------------------------------------------------------

    def _add(self) -> None:
        def save(dialog: UserDialog) -> None:
            command = CreateUser(
                dialog.username.text(),
                dialog.name(),
                dialog.chosen_role(),
                dialog.password.text(),
                dialog.person_id(),
            )

            def done(user_id: int) -> None:
                dialog.accept()
                self.table.select_id(user_id)

            self.ctx.tasks.act(
                self,
                lambda uow: create_user(uow, command),
                done,
                dialog.refused,
                saved="เพิ่มผู้ใช้แล้ว",
            )

        UserDialog(self.ctx, None, save, self).open()

    def _edit(self) -> None:
        row: UserRow | None = self.table.current_row()
        if row is None:
            return

        def save(dialog: UserDialog) -> None:
            command = SaveUser(
                row.id,
                row.version,
                dialog.name(),
                dialog.chosen_role(),
                dialog.person_id(),
                dialog.active.isChecked(),
            )

            def refused(problem: DomainError) -> None:
                if isinstance(problem, EditConflict):
                    dialog.reject()
                    self._settle(problem, command)
                else:
                    dialog.refused(problem)

            self.ctx.tasks.act(
                self, lambda uow: save_user(uow, command), lambda _v: dialog.accept(), refused
            )

        UserDialog(self.ctx, row, save, self).open()

    def _settle(self, problem: EditConflict, mine: SaveUser) -> None:
        def save(chosen: dict[str, Any]) -> None:
            def again(rows: tuple[UserRow, ...]) -> None:
                version = next((one.version for one in rows if one.id == mine.user_id), 0)
                command = SaveUser(
                    mine.user_id,
                    version,
                    chosen.get("display_name", mine.display_name),
                    Role(chosen.get("role", mine.role)),
                    chosen.get("person_id", mine.person_id),
                    chosen.get("active", mine.active),
                )
                self.ctx.tasks.act(self, lambda uow: save_user(uow, command))

            self.ctx.tasks.query(self, user_list, again, key="again")

        settle(self, problem, save, "บัญชีผู้ใช้นี้", self._said)

    def _said(self, field: str, value: Any) -> str:
        if field == "role":
            return Role(value).label
        if field == "person_id":
            known = {row.person_id: row.person_name for row in self.model.rows()}
            return known.get(value, "บุคคลที่เลือก") if value else "–"
        return value_words(field, value)

    def _reset(self) -> None:
        row: UserRow | None = self.table.current_row()
        if row is None:
            return

        def save(password: str) -> None:
            self.ctx.tasks.act(
                self,
                lambda uow: reset_password(uow, ResetPassword(row.id, password)),
                lambda _id: dialog.accept(),
                dialog.refused,
                saved=f"ตั้งรหัสผ่านใหม่ให้ {row.display_name} แล้ว",
            )

        dialog = PasswordDialog(row.display_name, save, self)
        dialog.open()

    def _close(self) -> None:
        row: UserRow | None = self.table.current_row()
        if row is None:
            return

        def close() -> None:
            self.ctx.tasks.act(
                self,
                lambda uow: deactivate_user(uow, row.id, row.version),
                saved=f"ปิดบัญชีของ {row.display_name} แล้ว",
            )

        ask(
            self,
            "ปิดบัญชีผู้ใช้",
            f"ปิดบัญชีของ {row.display_name} ({row.username}) จะเข้าสู่ระบบไม่ได้อีก "
            "สิ่งที่เคยทำไว้ยังอยู่ในประวัติ และเปิดบัญชีอีกครั้งได้ที่ปุ่มแก้ไข",
            "ปิดบัญชี",
            close,
        )
