"""Settings: of this PC for everybody, of the office for those who manage it."""

from __future__ import annotations

from typing import ClassVar

from hrdesk.services.access import Right
from hrdesk.ui.tabbed_page import TabbedPage, TabPlace

_OFFICE = Right.MANAGE_OFFICE
TABS = (
    TabPlace("computer", "เครื่องนี้", "settings.this_pc:ThisPcTab"),
    TabPlace("password", "รหัสผ่านของฉัน", "settings.own_password:OwnPasswordTab"),
    TabPlace("office", "สำนักงาน", "settings.office_tab:OfficeTab", _OFFICE),
    TabPlace("signatories", "ผู้ลงนาม", "settings.signatories_tab:SignatoriesTab", _OFFICE),
    TabPlace("users", "ผู้ใช้", "settings.users_tab:UsersTab", Right.MANAGE_USERS),
    TabPlace("backup", "สำรองข้อมูล", "settings.backups_tab:BackupsTab", Right.BACK_UP, "backup"),
    TabPlace("audit", "ประวัติการใช้งาน", "settings.audit_tab:AuditTab", Right.SEE_AUDIT),
)


class SettingsPage(TabbedPage):
    """The tabs that the role may see; ``Route("settings", params={"tab": "users"})`` opens one."""

    name: ClassVar[str] = "settings"
    title: ClassVar[str] = "ตั้งค่า"
    help_page = "settings"
    kinds: ClassVar[frozenset[str]] = frozenset({"office", "signatory", "user", "backup"})
    tabs_label = "ส่วนของการตั้งค่า"
    all_places = TABS
