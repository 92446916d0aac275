"""Lines of the home page about rounds, probations, cards and meetings that need doing soon."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget

from hrdesk.rules.dates import thai_date_short
from hrdesk.services.access import Right
from hrdesk.services.queries.staff import EXPIRES_WITHIN
from hrdesk.services.queries.work_calendar import EventKind, Reminder, staff_reminders
from hrdesk.ui.context import AppContext, Route
from hrdesk.ui.style import set_role
from hrdesk.ui.widgets.flow import FlowLayout


def words_of(line: Reminder) -> str:
    """Return a reminder in one line."""
    day = thai_date_short(line.day) if line.day else ""
    if line.kind is EventKind.ROUND_BEGINS:
        return f"รอบ{line.subject}เริ่ม {day}"
    if line.kind is EventKind.ROUND_ENDS:
        return f"รอบ{line.subject} สิ้นสุด {day}"
    if line.kind is EventKind.PROBATION:
        return f"ทดลองงานใกล้ครบหรือเลยกำหนด {line.count:,} คน (คนแรก {day})"
    if line.kind is EventKind.MEETING:
        more = f" และอีก {line.count - 1:,} ครั้งที่ใกล้ถึง" if line.count > 1 else ""
        return f"ประชุม{line.subject} {day}{more}"
    return f"บัตรหมดอายุภายใน {EXPIRES_WITHIN} วันหรือหมดแล้ว {line.count:,} ใบ"


def route_of(line: Reminder) -> Route:
    """Return the list behind a reminder."""
    if line.kind in (EventKind.ROUND_BEGINS, EventKind.ROUND_ENDS):
        day = line.day.isoformat() if line.day else ""
        params = {"tab": "rounds", "day": day, "label": line.subject}
        return Route("calendar", params=params)
    if line.kind is EventKind.MEETING:
        return Route("meetings")
    tab = "probation" if line.kind is EventKind.PROBATION else "cards"
    return Route("staff", params={"tab": tab})


class Reminders(QWidget):
    """A link for each reminder; gone when nothing needs doing."""

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("home_reminders")
        self.setAccessibleName("เตือนความจำ")
        self._ctx = ctx
        self._links: list[QPushButton] = []
        FlowLayout(self)
        self.hide()

    def refresh(self) -> None:
        """Read what needs doing soon; who may not see the register sees none of it."""
        if self._ctx.may(Right.SEE_ALL_CASES) and self._ctx.may(Right.SEE_PEOPLE):
            self._ctx.tasks.query(self, staff_reminders, self._show, key="reminders")

    def _show(self, found: tuple[Reminder, ...]) -> None:
        layout = self.layout()
        for link in self._links:
            layout.removeWidget(link)
            link.deleteLater()
        self._links = [self._link(line) for line in found]
        for link in self._links:
            layout.addWidget(link)
            link.show()
        self.setVisible(bool(found))

    def _link(self, line: Reminder) -> QPushButton:
        link = QPushButton(words_of(line), self)
        link.setObjectName(f"reminder_{line.kind.value}")
        link.setAccessibleName(link.text())
        set_role(link, "link")
        link.clicked.connect(lambda: self._ctx.navigate(route_of(line)))
        return link
