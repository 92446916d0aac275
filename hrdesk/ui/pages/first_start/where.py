"""Step one: where the office's data lies, looked at before going on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from hrdesk import paths
from hrdesk.services.errors import DomainError, Invalid
from hrdesk.services.first_start import Found, look_at
from hrdesk.services.location import Location, ServerAddress, on_network
from hrdesk.ui.dialogs import ask_folder
from hrdesk.ui.form import Form
from hrdesk.ui.messages import sentence
from hrdesk.ui.pages.sign_in.password_edit import PasswordEdit
from hrdesk.ui.style import set_role
from hrdesk.ui.tasks import Progress, TaskRunner
from hrdesk.ui.thai_text import breakable
from hrdesk.ui.widgets.field import Field

_PORT = 5432
_LAST_PORT = 65535


class WherePage(QWidget):
    """This PC or a server; ``found`` is what was seen there, None until it was looked at."""

    changed = Signal()
    tested = Signal()  # a test passed that was asked for by its button

    def __init__(self, tasks: TaskRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("where_page")
        self.found: Found | None = None
        self._tasks = tasks
        self._looked_at = ""
        self._looking = False
        self._form = Form()
        self.here = QRadioButton("เครื่องนี้เครื่องเดียว", self)
        self.here.setObjectName("where_here")
        self.server = QRadioButton("เครื่องแม่ข่าย PostgreSQL ใช้ร่วมกันหลายเครื่อง", self)
        self.server.setObjectName("where_server")
        group = QButtonGroup(self)
        for button in (self.here, self.server):
            button.setAccessibleName(button.text())
            group.addButton(button)
        self._result = QLabel(self)
        self._result.setObjectName("where_result")
        self._result.setWordWrap(True)
        self._result.hide()
        self._file_part = self._make_file_part()
        self._server_part = self._make_server_part()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        for widget in (self.here, self._file_part, self.server, self._server_part, self._result):
            rows.addWidget(widget)
        rows.addStretch(1)
        self.here.setChecked(True)
        group.buttonToggled.connect(self._choice_changed)
        self._show_part()
        self.setFocusProxy(self.here)

    # -- parts --------------------------------------------------------------------------------

    def _make_file_part(self) -> QWidget:
        part = QWidget(self)
        self.folder = QLineEdit(str(paths.default_database().parent), part)
        self.folder.setObjectName("folder")
        self.folder.textChanged.connect(self._typed)
        choose = QPushButton("เลือกโฟลเดอร์…", part)
        choose.setObjectName("folder_choose")
        choose.setAccessibleName("เลือกโฟลเดอร์เก็บข้อมูล")
        choose.setAutoDefault(False)
        choose.clicked.connect(self._choose_folder)
        hint = "เลือกโฟลเดอร์ในเครื่องนี้เท่านั้น ไม่ใช่ไดรฟ์เครือข่ายหรือโฟลเดอร์ที่แชร์"
        field = self._form.add("path", Field("โฟลเดอร์", self.folder, required=True, hint=hint))
        row = QGridLayout(part)
        row.setContentsMargins(28, 0, 0, 8)
        row.setHorizontalSpacing(8)
        row.addWidget(field, 0, 0)
        side = QVBoxLayout()
        side.addSpacing(self.fontMetrics().height() + 4)  # beside the line, not its label
        side.addWidget(choose)
        side.addStretch()
        row.addLayout(side, 0, 1)
        row.setColumnStretch(0, 1)
        return part

    def _make_server_part(self) -> QWidget:
        part = QWidget(self)
        self.host = self._line(part, "host")
        self.host.setPlaceholderText("เช่น 192.168.1.10 หรือ hr-server")
        self.port = self._line(part, "port")
        self.port.setText(str(_PORT))
        self.port.setValidator(QIntValidator(1, _LAST_PORT, self.port))
        self.database = self._line(part, "server_database")
        self.database.setText("hrdesk")
        self.user = self._line(part, "server_user")
        self.password = PasswordEdit("server_password", part)
        self.password.textChanged.connect(self._typed)
        self.test = QPushButton("ทดสอบการเชื่อมต่อ", part)
        self.test.setObjectName("server_test")
        self.test.setAccessibleName("ทดสอบการเชื่อมต่อ")
        self.test.setAutoDefault(False)
        self.test.clicked.connect(lambda: self.look(self.tested.emit))
        add = self._form.add
        grid = QGridLayout(part)
        grid.setContentsMargins(28, 0, 0, 8)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.addWidget(add("host", Field("ชื่อหรือ IP ของเครื่องแม่ข่าย", self.host, required=True)), 0, 0)
        grid.addWidget(add("port", Field("พอร์ต", self.port)), 0, 1)
        grid.addWidget(
            add("database", Field("ชื่อฐานข้อมูล", self.database, required=True)), 1, 0, 1, 2
        )
        grid.addWidget(add("user", Field("ชื่อผู้ใช้ฐานข้อมูล", self.user, required=True)), 2, 0)
        grid.addWidget(add("password", Field("รหัสผ่านฐานข้อมูล", self.password)), 2, 1)
        line = QHBoxLayout()
        line.addWidget(self.test)
        line.addStretch()
        grid.addLayout(line, 3, 0, 1, 2)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        return part

    def _line(self, part: QWidget, name: str) -> QLineEdit:
        line = QLineEdit(part)
        line.setObjectName(name)
        line.textChanged.connect(self._typed)
        return line

    # -- what was chosen ----------------------------------------------------------------------

    def location(self) -> Location:
        """Return the place as typed."""
        if self.here.isChecked():
            return Location.file(Path(self.folder.text().strip()) / paths.default_database().name)
        address = ServerAddress(
            host=self.host.text().strip(),
            database=self.database.text().strip(),
            user=self.user.text().strip(),
            password=self.password.text(),
            port=int(self.port.text() or _PORT),
        )
        return Location(address.url())

    def in_words(self) -> str:
        """Return the place for the summary; never a password."""
        if self.here.isChecked():
            return str(self.location().path)
        return self.location().label

    def may_go_on(self) -> bool:
        """Tell whether the next button may be pressed: a server must have been tested."""
        return self.here.isChecked() or self.found is not None

    def look(self, done: Callable[[], None]) -> Progress | None:
        """Look at the place and call ``done`` when it can be used; else say why not.

        Returns the work under way, or None where there was nothing to wait for.
        """
        self._form.clear()
        missing = self._missing()
        if missing:
            self._form.show(Invalid(missing))
            return None
        location = self.location()
        if self.found is not None and self._looked_at == location.text:
            done()
            return None
        if self._looking:  # the button stays as it is: a disabled one would lose the focus
            return None
        self._looking = True
        self._say("กำลังตรวจ…", "muted")

        def seen(found: Found) -> None:
            self.found = found
            self._looked_at = location.text
            self._say(self._found_words(found), "good")
            self.changed.emit()
            done()

        progress = self._tasks.work(
            self, lambda _progress: look_at(location), seen, self._refused, quiet=True
        )
        progress.finished.connect(self._looked)
        return progress

    def _looked(self) -> None:
        self._looking = False

    def _missing(self) -> tuple[DomainError, ...]:
        if self.here.isChecked():
            folder = self.folder.text().strip()
            if not folder or not Path(folder).is_absolute():
                return (DomainError("folder_needed", field="path"),)
            # Asked for here already: the sentence must come before anything slow is tried.
            if on_network(Path(folder)):
                return (DomainError("network_path", field="path"),)
            return ()
        lines = (("host", self.host), ("database", self.database), ("user", self.user))
        return tuple(
            DomainError("required", field=name) for name, line in lines if not line.text().strip()
        )

    def _refused(self, problem: DomainError) -> None:
        self.found = None
        self._result.hide()
        if problem.code == "database_lost":  # nothing was lost yet: the address was never reached
            problem = DomainError("server_unreachable", field="host")
        homeless = self._form.show(problem)
        if homeless:
            self._say(" ".join(sentence(one) for one in homeless), "bad")
        self.changed.emit()

    def _found_words(self, found: Found) -> str:
        server = f"เชื่อมต่อได้ (PostgreSQL {found.server.split(' ')[0]}) " if found.server else ""
        if found.state == "office" and found.office is not None:
            office = found.office
            return (
                f"{server}ที่นี่มีข้อมูลของ {office.unit_name} {office.agency_name} อยู่แล้ว "
                "กด “เข้าใช้สำนักงานนี้” แล้วเข้าสู่ระบบด้วยบัญชีที่มีอยู่"
            )
        return f"{server}ใช้ที่นี่ได้ ยังไม่มีข้อมูล"

    def _say(self, text: str, tone: str) -> None:
        set_role(self._result, "muted" if tone == "muted" else "result", tone)
        self._result.setText(breakable(text))
        self._result.show()

    # -- typing -------------------------------------------------------------------------------

    def _typed(self) -> None:
        if self.found is not None or not self._result.isHidden():
            self.found = None
            self._looked_at = ""
            self._result.hide()
        self.changed.emit()

    def _choice_changed(self, _button: object, on: bool) -> None:
        if on:
            self._form.clear()
            self._show_part()
            self._typed()

    def _show_part(self) -> None:
        self._file_part.setVisible(self.here.isChecked())
        self._server_part.setVisible(self.server.isChecked())

    def _choose_folder(self) -> None:
        chosen = ask_folder(self, "เลือกโฟลเดอร์เก็บข้อมูล", Path(self.folder.text()))
        if chosen is not None:
            self.folder.setText(str(chosen))
