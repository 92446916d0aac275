"""The wizard of the first start; nothing is made before its last step."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from hrdesk import paths
from hrdesk.services.access import Actor
from hrdesk.services.errors import DomainError
from hrdesk.services.first_start import FirstOffice, Found, begin_office, look_at
from hrdesk.services.location import Location
from hrdesk.services.unit_of_work import Clock, SystemClock
from hrdesk.settings import Settings
from hrdesk.ui.dialogs import ask
from hrdesk.ui.messages import sentence
from hrdesk.ui.pages.first_start.steps import (
    AdministratorPage,
    OfficePage,
    SignatoriesPage,
    SummaryPage,
)
from hrdesk.ui.pages.first_start.welcome import WelcomePage, problem_label
from hrdesk.ui.pages.first_start.where import WherePage
from hrdesk.ui.pages.sign_in.help_key import HelpKey
from hrdesk.ui.reading_order import ReadingOrder
from hrdesk.ui.style import set_role
from hrdesk.ui.tasks import TaskRunner
from hrdesk.ui.thai_text import breakable

STEPS = (
    ("ที่เก็บข้อมูล", "ข้อมูลของสำนักงานจะอยู่ที่ไหน"),
    ("สำนักงาน", "ข้อมูลที่พิมพ์บนหัวเอกสาร"),
    ("ผู้ลงนาม", "ใครลงนามในเอกสารของสำนักงาน"),
    ("ผู้ดูแลระบบ", "บัญชีแรก ใช้สร้างบัญชีของคนอื่น"),
    ("ตรวจและเริ่มใช้", "ตรวจอีกครั้งก่อนสร้าง ยังไม่มีอะไรถูกบันทึกจนกว่าจะกดเริ่มใช้"),
)
_LAST = len(STEPS) - 1
_SIZE = (900, 690)
_TITLE_BAR = 40  # pixels that the window's frame takes of a small screen


def sample_location() -> Location:
    """Return where the invented office lies: never where a real one would."""
    return Location.file(paths.home() / "sample" / "hrdesk-sample.db")


class FirstStartDialog(ReadingOrder, QDialog):
    """Sets up an office step by step, joins one, or makes the sample data.

    Accepted, ``location`` tells what to open, and ``actor`` is the administrator of an office just
    made, None where one was joined or the sample is tried. The database itself is closed again.
    """

    def __init__(
        self, settings: Settings, clock: Clock | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.location: Location | None = None
        self.actor: Actor | None = None
        self._settings = settings
        self._clock = clock or SystemClock()
        self._tasks = TaskRunner(self)
        self.setObjectName("first_start")
        self.setWindowTitle("เริ่มใช้ hrdesk")
        self.help = HelpKey(self, "first_start")
        self.where = WherePage(self._tasks, self)
        self.office = OfficePage(self._tasks, self._clock.today(), self)
        self.signatories = SignatoriesPage(settings, self)
        self.administrator = AdministratorPage(self)
        self.summary = SummaryPage(self)
        self._pages = QStackedWidget(self)
        for page in self._all_pages():
            self._pages.addWidget(self._scrolled(page))
        self.welcome = WelcomePage(self)
        self._work = self._make_work()
        self._outer = QStackedWidget(self)
        self._outer.addWidget(self.welcome)
        self._outer.addWidget(self._work)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self._outer)
        room = self.screen().availableGeometry().size()
        self.resize(min(_SIZE[0], room.width()), min(_SIZE[1], room.height() - _TITLE_BAR))
        self.where.changed.connect(self._show_buttons)
        self.where.tested.connect(self.next.setFocus)
        self.summary.asked.connect(self.go_to)
        self._busy_now = False
        self.welcome.real.clicked.connect(lambda: self.go_to(0))
        self.welcome.sample.clicked.connect(self._start_sample)
        self.welcome.real.setFocus()

    def _all_pages(self) -> tuple[QWidget, ...]:
        return (self.where, self.office, self.signatories, self.administrator, self.summary)

    # -- the frame ----------------------------------------------------------------------------

    def _make_work(self) -> QWidget:
        page = QWidget(self)
        self._title = QLabel(page)
        self._title.setObjectName("step_title")
        set_role(self._title, "title")
        self._subtitle = QLabel(page)
        self._subtitle.setObjectName("step_subtitle")
        self._subtitle.setWordWrap(True)
        set_role(self._subtitle, "muted")
        self._problem = problem_label(page, "step_problem")
        right = QVBoxLayout()
        right.setContentsMargins(28, 24, 28, 16)
        right.setSpacing(4)
        right.addWidget(self._title)
        right.addWidget(self._subtitle)
        right.addSpacing(12)
        right.addWidget(self._pages, 1)
        right.addWidget(self._problem)
        right.addLayout(self._make_buttons(page))
        whole = QHBoxLayout(page)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._make_side(page))
        whole.addLayout(right, 1)
        return page

    def _make_side(self, page: QWidget) -> QFrame:
        side = QFrame(page)
        side.setObjectName("side_menu")  # the look of the window's menu
        side.setFixedWidth(200)
        rows = QVBoxLayout(side)
        rows.setContentsMargins(0, 24, 0, 16)
        rows.setSpacing(0)
        self._marks: list[QPushButton] = []
        for place, (name, _told) in enumerate(STEPS):
            mark = QPushButton(f"{place + 1}  {name}", side)
            mark.setObjectName(f"step_{place}")
            mark.setAccessibleName(f"ขั้นที่ {place + 1} {name}")
            mark.setCheckable(True)
            mark.setAutoDefault(False)
            mark.clicked.connect(lambda _on=False, to=place: self._jump(to))
            self._marks.append(mark)
            rows.addWidget(mark)
        rows.addStretch()
        return side

    def _make_buttons(self, page: QWidget) -> QHBoxLayout:
        self.back = QPushButton("ย้อนกลับ", page)
        self.back.setObjectName("wizard_back")
        self.back.setAccessibleName("ย้อนกลับ")
        self.back.setAutoDefault(False)
        self.back.clicked.connect(self._go_back)
        self.next = QPushButton("ต่อไป", page)
        self.next.setObjectName("wizard_next")
        self.next.setAccessibleName("ต่อไป")
        self.next.setDefault(True)
        set_role(self.next, "primary")
        self.next.clicked.connect(self._go_on)
        self._bar = QProgressBar(page)
        self._bar.setObjectName("wizard_bar")
        self._bar.setAccessibleName("กำลังสร้างสำนักงาน")
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.hide()
        row = QHBoxLayout()
        row.setContentsMargins(0, 12, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._bar, 1)
        row.addStretch()
        row.addWidget(self.back)
        row.addWidget(self.next)
        return row

    def _scrolled(self, page: QWidget) -> QScrollArea:
        area = QScrollArea(self)
        area.setObjectName(f"scroll_{page.objectName()}")
        area.setWidgetResizable(True)
        holder = QWidget(area)
        set_role(holder, "scrolled")
        rows = QVBoxLayout(holder)
        rows.setContentsMargins(0, 0, 8, 0)
        rows.addWidget(page)
        area.setWidget(holder)
        return area

    # -- going --------------------------------------------------------------------------------

    @property
    def step(self) -> int:
        """The step that is shown, from 0; -1 for the welcome."""
        return self._pages.currentIndex() if self._outer.currentIndex() == 1 else -1

    def go_to(self, step: int) -> None:
        """Show a step; what was typed in the others stays."""
        if step == _LAST:
            self._fill_summary()
        self._problem.hide()
        self._pages.setCurrentIndex(step)
        self._outer.setCurrentIndex(1)
        name, told = STEPS[step]
        self._title.setText(name)
        self._subtitle.setText(breakable(told))
        for place, mark in enumerate(self._marks):
            mark.setChecked(place == step)
            mark.setEnabled(place <= step)
        self._show_buttons()
        page = self._all_pages()[step]
        if page.focusProxy() is not None:
            page.setFocus()
        else:
            self.next.setFocus()

    def _jump(self, step: int) -> None:
        if step <= self.step:
            self.go_to(step)
        self._marks[self.step].setChecked(True)

    def _go_back(self) -> None:
        if self.step > 0:
            self.go_to(self.step - 1)
        else:
            self._outer.setCurrentIndex(0)
            self.welcome.real.setFocus()

    def _go_on(self) -> None:
        step = self.step
        if step == 0:
            joins = bool(self.next.property("joins"))
            looking = self.where.look(lambda: self._place_looked_at(joins=joins))
            if looking is not None:
                self._busy(True)
                looking.finished.connect(lambda: self._busy(False))
            return
        page = self._all_pages()[step]
        if not page.check():  # type: ignore[attr-defined]
            return
        if step == _LAST:
            self._finish()
        else:
            self.go_to(step + 1)

    def _place_looked_at(self, *, joins: bool) -> None:
        found = self.where.found
        if found is None or self.step != 0:
            return
        if found.state != "office":
            self.go_to(1)
        elif joins:
            self._join(self.where.location())

    def _show_buttons(self) -> None:
        joins = (
            self.step == 0 and self.where.found is not None and self.where.found.state == "office"
        )
        words = "เข้าใช้สำนักงานนี้" if joins else "เริ่มใช้" if self.step == _LAST else "ต่อไป"
        self.next.setProperty("joins", joins)
        self.next.setText(words)
        self.next.setAccessibleName(words)
        ready = self.step != 0 or self.where.may_go_on()
        self.next.setEnabled(ready and not self._busy_now)
        (self.next if ready else self.where.test).setDefault(True)  # Enter does what comes next
        self.next.setToolTip("" if ready else "กด “ทดสอบการเชื่อมต่อ” ให้ผ่านก่อน")
        self.back.setEnabled(not self._busy_now)

    # -- ending -------------------------------------------------------------------------------

    def first_office(self) -> FirstOffice:
        """Return everything typed."""
        return FirstOffice(
            self.office.value(), self.administrator.value(), self.signatories.value()
        )

    def _fill_summary(self) -> None:
        office = self.office.value()
        signatories = self.signatories.value()
        names = " · ".join(f"{row.name} ({row.post})" for row in signatories)
        admin = self.administrator.value()
        unit = [office.unit_name.strip(), office.agency_name.strip()]
        letter = [f"ที่ {office.letter_code.strip()}"] if office.letter_code.strip() else []
        emblem = "กระดาษมีครุฑแล้ว" if office.emblem_preprinted else "พิมพ์ตราจากไฟล์ภาพ"
        self.summary.show_parts(
            [
                ("ที่เก็บข้อมูล", self.where.in_words(), 0),
                ("สำนักงาน", " · ".join([*unit, *letter, emblem]), 1),
                ("ผู้ลงนาม", names or "ยังไม่มี เพิ่มภายหลังได้", 2),
                ("ผู้ดูแลระบบ", f"{admin.display_name.strip()} ({admin.username.strip()})", 3),
            ],
            borrows=self.office.borrows(),
        )

    def _finish(self) -> None:
        location, first = self.where.location(), self.first_office()
        self._problem.hide()
        self._busy(True)
        self._begin(location, first, self._refused)

    def _begin(self, location: Location, first: FirstOffice | None, failed: object) -> None:
        def make(_progress: object) -> Actor:
            started = begin_office(location, paths.backup_folder(), first, self._clock)
            started.database.close()
            return started.actor

        progress = self._tasks.work(
            self, make, lambda actor: self._started(location, first, actor), failed, quiet=True
        )
        progress.finished.connect(lambda: self._busy(False))

    def _started(self, location: Location, first: FirstOffice | None, actor: Actor) -> None:
        if first is not None:  # in the sample data one chooses whom to be
            self.actor = actor
            self._settings.set("last_user", first.administrator.username.strip())
        self._join(location)

    def _join(self, location: Location) -> None:
        self.location = location
        self.accept()

    def _refused(self, problem: DomainError) -> None:
        label = self._problem if self.step >= 0 else self.welcome.problem
        label.setText(breakable(sentence(problem)))
        label.show()

    # -- the sample ---------------------------------------------------------------------------

    def _start_sample(self) -> None:
        location = sample_location()
        self.welcome.problem.hide()
        self._busy(True)

        def seen(found: Found) -> None:
            if found.state == "office":
                self._join(location)
            else:
                self._busy(True)
                self._begin(location, None, self._refused)

        progress = self._tasks.work(
            self, lambda _progress: look_at(location), seen, self._refused, quiet=True
        )
        progress.finished.connect(lambda: self._busy(False))

    def _busy(self, on: bool) -> None:
        self._busy_now = on
        self._bar.setVisible(on and self.step == _LAST)
        self.welcome.set_busy(on and self.step < 0)
        self._show_buttons()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes one step back; only the welcome is left by it."""
        if event.key() == Qt.Key.Key_Escape and self.step >= 0:
            if not self._busy_now:
                self._go_back()
            return
        super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask before what was typed is lost."""
        if self.step < 1:
            super().closeEvent(event)
            return
        event.ignore()
        if not self._busy_now:
            ask(
                self,
                "ยังไม่ได้สร้างสำนักงาน",
                "ถ้าปิดตอนนี้ สิ่งที่กรอกไว้จะหาย และต้องเริ่มกรอกใหม่",
                "ปิดโปรแกรม",
                self.reject,
            )

    def done(self, result: int) -> None:
        """Forget the passwords and let the worker go."""
        self._tasks.shutdown()
        self.help.close()
        self.administrator.password.clear_secrets()
        self.where.password.clear_secret()
        super().done(result)
