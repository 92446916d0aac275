"""The window before the window: who are you."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from hrdesk.services.access import SYSTEM, Actor
from hrdesk.services.errors import DomainError, Invalid
from hrdesk.settings import Settings
from hrdesk.ui.form import Form
from hrdesk.ui.messages import sentence
from hrdesk.ui.pages.sign_in.fitting import FittingArea, fit
from hrdesk.ui.pages.sign_in.help_key import HelpKey
from hrdesk.ui.pages.sign_in.new_password import NewPasswordFields
from hrdesk.ui.pages.sign_in.password_edit import PasswordEdit
from hrdesk.ui.reading_order import ReadingOrder
from hrdesk.ui.style import set_role
from hrdesk.ui.tasks import TaskRunner
from hrdesk.ui.thai_text import breakable
from hrdesk.ui.widgets.field import Field

if TYPE_CHECKING:
    from hrdesk.services.queries.office import OfficeHeader
    from hrdesk.ui.context import DatabasePort

_WIDTH = 400
_TICK_MS = 1000


class SignInDialog(ReadingOrder, QDialog):
    """Asks for name and password; ``actor`` is set once accepted.

    ``new_office`` is true when a visitor of the sample data asked for a real office instead.
    ``problem`` is set when the database could not be opened: it is opened by the first question
    asked of it, on the worker, so that this window stands at once.
    """

    def __init__(
        self,
        database: DatabasePort,
        settings: Settings,
        parent: QWidget | None = None,
        *,
        news: str = "",
    ) -> None:
        super().__init__(parent)
        self.actor: Actor | None = None
        self.new_office = False
        self.problem: DomainError | None = None
        self._database = database
        self._settings = settings
        self._tasks = TaskRunner(self)
        self._waiting = 0
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK_MS)
        self._tick.timeout.connect(self._count_down)
        self.setObjectName("sign_in")
        self.setWindowTitle("เข้าสู่ระบบ · hrdesk")
        self._office = QLabel("hrdesk", self)
        self._office.setObjectName("sign_in_office")
        set_role(self._office, "title")
        self._unit = QLabel(self)
        self._unit.setObjectName("sign_in_unit")
        set_role(self._unit, "muted")
        self._unit.hide()
        for label in (self._office, self._unit):
            label.setWordWrap(True)
        self._news = QLabel(breakable(news), self)
        self._news.setObjectName("sign_in_news")
        self._news.setWordWrap(True)
        self._news.setVisible(bool(news))
        self._first = self._name_page()
        self._second = self._password_page()
        self._second.hide()
        self._sample = _SamplePanel(self)
        self._sample.hide()
        content = QWidget(self)
        rows = QVBoxLayout(content)
        rows.setContentsMargins(32, 28, 32, 28)
        rows.setSpacing(8)
        rows.addWidget(self._office)
        rows.addWidget(self._unit)
        rows.addWidget(self._news)
        rows.addSpacing(12)
        rows.addWidget(self._first)
        rows.addWidget(self._second)
        rows.addWidget(self._sample)
        rows.addStretch()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(FittingArea(content, _WIDTH + 64, self))
        self.help = HelpKey(self, "sign_in")
        self._read_office()
        last = settings.text("last_user")
        self.username.setText(last)
        (self.password if last else self.username).setFocus()

    # -- parts --------------------------------------------------------------------------------

    def _name_page(self) -> QWidget:
        page = QWidget(self)
        self.username = QLineEdit(page)
        self.username.setObjectName("username")
        self.password = PasswordEdit("password", page)
        self._form = Form()
        self._caps = QLabel("เปิด Caps Lock อยู่ ตัวอักษรอังกฤษจะเป็นตัวใหญ่", page)
        self._caps.setObjectName("caps_hint")
        set_role(self._caps, "caps", "warn")
        self._caps.hide()
        self.password.caps_changed.connect(self._caps.setVisible)
        self._advice = QLabel(breakable("กด “แสดง” เพื่อดูสิ่งที่พิมพ์ และตรวจว่าแป้นพิมพ์เป็นไทยหรืออังกฤษ"), page)
        self._advice.setObjectName("sign_in_advice")
        self._advice.setWordWrap(True)
        set_role(self._advice, "muted")
        self._advice.hide()
        self.button = QPushButton("เข้าสู่ระบบ", page)
        self.button.setObjectName("sign_in_go")
        self.button.setAccessibleName("เข้าสู่ระบบ")
        self.button.setDefault(True)
        set_role(self.button, "primary")
        self.button.clicked.connect(self._submit)
        rows = QVBoxLayout(page)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(12)
        rows.addWidget(self._form.add("username", Field("ชื่อผู้ใช้", self.username)))
        rows.addWidget(self._form.add("password", Field("รหัสผ่าน", self.password)))
        rows.addWidget(self._caps)
        rows.addWidget(self._advice)
        rows.addWidget(self.button)
        rows.addStretch()
        return page

    def _password_page(self) -> QWidget:
        page = QWidget(self)
        told = QLabel(breakable("ผู้ดูแลระบบตั้งรหัสผ่านชั่วคราวให้คุณ โปรดตั้งรหัสผ่านของคุณเองก่อนเริ่มงาน"), page)
        told.setObjectName("must_change")
        told.setWordWrap(True)
        self._new_form = Form()
        self.new_password = NewPasswordFields(self._new_form, ask_old=False, parent=page)
        self.change = QPushButton("ตั้งรหัสผ่านและเข้าสู่ระบบ", page)
        self.change.setObjectName("change_go")
        self.change.setAccessibleName(self.change.text())
        set_role(self.change, "primary")
        self.change.clicked.connect(self._change)
        rows = QVBoxLayout(page)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(12)
        for widget in (told, self.new_password, self.change):
            rows.addWidget(widget)
        rows.addStretch()
        return page

    # -- the office ---------------------------------------------------------------------------

    def _read_office(self) -> None:
        def read(_progress: object) -> OfficeHeader:
            from hrdesk.services.queries.office import office_header

            with self._database.read(SYSTEM) as uow:
                return office_header(uow)

        self._tasks.work(self, read, self._show_office, self._not_opened, quiet=True)

    def _show_office(self, office: OfficeHeader) -> None:
        self._office.setText(breakable(office.agency_name))
        self._unit.setText(breakable(office.unit_name))
        self._unit.show()
        if office.sample:
            self._sample.fill()
            self._sample.show()
        fit(self)

    def _not_opened(self, problem: DomainError) -> None:
        self.problem = problem
        self.reject()

    def use(self, username: str, password: str) -> None:
        """Fill in an account of the sample data."""
        self.username.setText(username)
        self.password.setText(password)
        self.button.setFocus()

    def ask_new_office(self) -> None:
        """Leave the sample data for the setting up of a real office."""
        self.new_office = True
        self.reject()

    # -- signing in ---------------------------------------------------------------------------

    def _submit(self) -> None:
        self._form.clear()
        self._advice.hide()
        username, password = self.username.text(), self.password.text()
        missing = [
            DomainError("required", field=name)
            for name, text in (("username", username.strip()), ("password", password))
            if not text
        ]
        if missing:
            self._form.show(Invalid(tuple(missing)))
            fit(self)
            return
        self._busy(True)

        def check(_progress: object) -> tuple[Actor, bool]:
            from hrdesk.services.accounts import sign_in
            from hrdesk.services.queries.accounts import own_account

            actor = sign_in(self._database, username, password)
            with self._database.read(actor) as uow:
                return actor, own_account(uow).must_change_password

        progress = self._tasks.work(self, check, self._admit, self._refused, quiet=True)
        progress.finished.connect(lambda: self._busy(False))

    def _admit(self, found: tuple[Actor, bool]) -> None:
        actor, must_change = found
        self.actor = actor
        self._settings.set("last_user", self.username.text().strip())
        if not must_change:
            self.accept()
            return
        self._sample.hide()
        self._first.hide()
        self._second.show()
        fit(self)
        self.change.setDefault(True)
        self.new_password.new.setFocus()

    def _refused(self, problem: DomainError) -> None:
        seconds = problem.facts.get("seconds")
        if seconds:
            self._waiting = int(seconds)
            self._tick.start()
            self._show_waiting()
            return
        if problem.field is None:
            self._form.fields["password"].set_error(problem)
        else:
            self._form.show(problem)
        self._advice.setVisible(problem.code == "sign_in_failed")
        fit(self)
        self.password.selectAll()

    def _change(self) -> None:
        self._new_form.clear()
        mismatch = self.new_password.mismatch()
        if mismatch is not None:
            self._new_form.show(mismatch)
            fit(self)
            return
        actor = self.actor
        if actor is None:
            return
        old, new = self.password.text(), self.new_password.new.text()
        self.change.setEnabled(False)

        def store(_progress: object) -> None:
            from hrdesk.services.accounts import ChangeOwnPassword, change_own_password

            command = ChangeOwnPassword(old, new)
            with self._database.work(actor) as uow:
                change_own_password(uow, command)

        progress = self._tasks.work(
            self, store, lambda _none: self.accept(), self._not_changed, quiet=True
        )
        progress.finished.connect(lambda: self.change.setEnabled(True))

    def _not_changed(self, problem: DomainError) -> None:
        for homeless in self._new_form.show(problem):
            self._new_form.fields["new"].set_error(homeless)
        fit(self)

    # -- waiting ------------------------------------------------------------------------------

    def _count_down(self) -> None:
        self._waiting -= 1
        if self._waiting > 0:
            self._show_waiting()
            return
        self._tick.stop()
        self._form.clear()
        self._busy(False)
        self.password.setFocus()
        self.password.selectAll()

    def _show_waiting(self) -> None:
        problem = DomainError("sign_in_delayed", seconds=self._waiting)
        self._form.fields["password"].set_error(sentence(problem))
        self.button.setEnabled(False)
        self.button.setText(f"รออีก {self._waiting} วินาที")
        fit(self)

    def _busy(self, on: bool) -> None:
        if self._waiting > 0:
            return
        self.button.setEnabled(not on)
        self.button.setText("กำลังตรวจ…" if on else "เข้าสู่ระบบ")

    # -- ending -------------------------------------------------------------------------------

    def done(self, result: int) -> None:
        """Forget the passwords and let the worker go."""
        if result != QDialog.DialogCode.Accepted:
            self.actor = None
        self._tick.stop()
        self.help.close()
        self.password.clear_secret()
        self.new_password.clear_secrets()
        self._tasks.shutdown()
        super().done(result)


class _SamplePanel(QFrame):
    """In the sample data: the accounts one may try, and the way to a real office."""

    def __init__(self, dialog: SignInDialog) -> None:
        super().__init__(dialog)
        self.setObjectName("sample_accounts")
        set_role(self, "card")
        self._dialog = dialog
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(16, 12, 16, 12)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)

    def fill(self) -> None:
        """Read the accounts and show a button for each."""
        from hrdesk.services.sample_office import sample_accounts

        accounts = sample_accounts()
        told = QLabel(
            breakable(f"ข้อมูลตัวอย่าง ทุกบัญชีใช้รหัสผ่าน {accounts[0].password} กดชื่อเพื่อเลือกบัญชี"), self
        )
        told.setObjectName("sample_told")
        told.setWordWrap(True)
        told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._grid.addWidget(told, 0, 0, 1, 2)
        for place, account in enumerate(accounts, start=1):
            button = QPushButton(account.username, self)
            button.setObjectName(f"sample_{account.username}")
            button.setAccessibleName(f"ใช้บัญชี {account.role.label}")
            button.setAutoDefault(False)
            set_role(button, "link")
            button.clicked.connect(
                lambda _on=False, a=account: self._dialog.use(a.username, a.password)
            )
            role = QLabel(account.role.label, self)
            set_role(role, "muted")
            self._grid.addWidget(button, place, 0)
            self._grid.addWidget(role, place, 1)
        real = QPushButton("ตั้งค่าสำนักงานจริง", self)
        real.setObjectName("new_office")
        real.setAccessibleName(real.text())
        real.setAutoDefault(False)
        real.clicked.connect(self._dialog.ask_new_office)
        self._grid.addWidget(real, len(accounts) + 1, 0, 1, 2)
        self._grid.setColumnStretch(1, 1)
