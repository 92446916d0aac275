"""The right side of the intake page: who the person is, and what will happen with the matter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from hrdesk.rules.dates import thai_date_short
from hrdesk.rules.names import titled
from hrdesk.ui.pages.case.facts import Facts
from hrdesk.ui.pages.intake.model import Applicant, banner_words, days_words, due_line
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable, plain

if TYPE_CHECKING:
    from hrdesk.services.queries.intake import IntakePlan
    from hrdesk.services.queries.tracking import CaseRow


def _label(parent: QWidget, name: str, role: str = "plain") -> QLabel:
    made = QLabel(parent)
    made.setObjectName(name)
    made.setWordWrap(True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    set_role(made, role)
    return made


class PlanPanel(QWidget):
    """Tells while one types: the person, running matters, procedure, steps, first due date."""

    case_asked = Signal(int)
    person_asked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plan_panel")
        set_role(self, "scrolled")
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 4, 0)
        self._rows.setSpacing(12)
        self._make_person()
        self._make_plan()
        self._rows.addStretch()
        self.show_applicant(None)
        self.show_plan(None, "")

    def add_card(self, card: QWidget) -> None:
        """Take in another card, between the person and the plan."""
        self._rows.insertWidget(1, card)

    # -- the person ---------------------------------------------------------------------------

    def show_applicant(self, applicant: Applicant | None) -> None:
        """Show a person, or say what belongs here."""
        known = applicant is not None
        self._hint.setVisible(not known)
        for widget in (self._name, self._facts, self._open_person):
            widget.setVisible(known)
        for old in self._matters:
            self._person_rows.removeWidget(old)
            old.deleteLater()
        self._matters.clear()
        self._running.setVisible(known)
        if applicant is None:
            return
        detail, post = applicant.detail, applicant.detail.post
        self._person_id = detail.id
        self._name.setText(detail.name)
        title = titled(post.title, post.level) if post else ""
        number = f" (เลขที่ {post.number})" if post and post.number else ""
        self._facts.set_facts(
            [
                ("ตำแหน่ง", f"{title}{number}" or detail.employment.label, ""),
                ("หน่วยงาน", post.unit if post else "", ""),
                ("เลขประจำตัวประชาชน", detail.national_id or "ยังไม่มี", ""),
                ("ดำรงระดับนี้ตั้งแต่", detail.in_level_since, ""),
                ("สถานะ", "" if detail.active else "พ้นจากทะเบียนแล้ว", "warn"),
            ]
        )
        count = len(applicant.running)
        words = f"เรื่องที่ยังไม่เสร็จ {count} เรื่อง" if count else "ไม่มีเรื่องค้างอยู่"
        self._running.setText(words)
        set_role(self._running, "plain" if count else "muted", "warn" if count else "")
        for row in applicant.running:
            self._matters.append(self._matter(row))

    def _matter(self, row: CaseRow) -> QPushButton:
        received = thai_date_short(row.received_on)
        link = QPushButton(f"{row.number}  {row.case_type.label}", self._person)
        link.setObjectName(f"running_{row.id}")
        link.setAccessibleName(f"เปิดเรื่องเลขที่ {row.number} {row.case_type.label}")
        link.setToolTip(f"รับเมื่อ {received} · {row.step}")
        set_role(link, "link")
        link.clicked.connect(lambda _checked=False, key=row.id: self.case_asked.emit(key))
        self._person_rows.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        return link

    def _make_person(self) -> None:
        self._person = QFrame(self)
        self._person.setObjectName("applicant_card")
        set_role(self._person, "card")
        self._person_rows = QVBoxLayout(self._person)
        self._person_rows.setContentsMargins(12, 8, 12, 12)
        self._person_rows.setSpacing(4)
        self._person_id = 0
        self._hint = _label(self._person, "applicant_hint", "muted")
        self._hint.setText(breakable("เลือกบุคคลทางซ้าย แล้วข้อมูลและเรื่องที่ค้างอยู่จะแสดงที่นี่"))
        self._name = _label(self._person, "applicant_name", "subtitle")
        self._facts = Facts("applicant_facts", self._person, columns=2)
        self._running = _label(self._person, "applicant_running", "muted")
        self._open_person = QPushButton("ดูทะเบียนประวัติ", self._person)
        self._open_person.setObjectName("open_person")
        self._open_person.setAccessibleName("ดูทะเบียนประวัติของบุคคลนี้")
        set_role(self._open_person, "link")
        self._open_person.clicked.connect(lambda: self.person_asked.emit(self._person_id))
        self._matters: list[QPushButton] = []
        left = Qt.AlignmentFlag.AlignLeft
        self._person_rows.addWidget(self._hint)
        self._person_rows.addWidget(self._name)
        self._person_rows.addWidget(self._facts)
        self._person_rows.addWidget(self._open_person, 0, left)
        self._person_rows.addWidget(self._running)
        self._rows.addWidget(self._person)

    # -- the plan -----------------------------------------------------------------------------

    def show_plan(self, plan: IntakePlan | None, agency_name: str) -> None:
        """Show what will happen, or say what is still to be chosen."""
        known = plan is not None
        for widget in (self._procedure, self._due, self._steps, self._sources):
            widget.setVisible(known)
        if plan is None:
            self._banner.hide()
            self._title.setText("จะดำเนินการอย่างไร")
            self._wait.setText(breakable("เลือกประเภทรายการและวันที่รับเรื่อง แล้วขั้นตอนจะแสดงที่นี่"))
            self._wait.show()
            return
        self._wait.hide()
        self._title.setText(breakable(plan.title))
        since = thai_date_short(plan.in_force_from)
        self._procedure.setText(breakable(f"ขั้นตอนฉบับที่ {plan.version} ใช้กับเรื่องที่รับตั้งแต่ {since}"))
        self._due.setText(breakable(due_line(plan)))
        self._banner_text.setText(breakable(banner_words(plan, agency_name)))
        self._banner.setVisible(bool(plain(self._banner_text.text())))
        self._fill_steps(plan)
        sources = "\n".join(f"• {text}" for text in plan.sources)
        self._sources.setText(breakable(f"ที่มา\n{sources}"))
        self._sources.setToolTip(plan.note)

    def banner(self) -> str:
        """Return the warning that is shown, or an empty text."""
        return plain(self._banner_text.text()) if not self._banner.isHidden() else ""

    def due(self) -> str:
        """Return the sentence about the first step."""
        return plain(self._due.text()) if not self._due.isHidden() else ""

    def _fill_steps(self, plan: IntakePlan) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for row, step in enumerate(plan.steps):
            number = QLabel(f"{step.number}.", self._steps)
            title = QLabel(breakable(step.title), self._steps)
            title.setWordWrap(True)
            title.setToolTip(step.role)
            days = QLabel(days_words(step.usual_days, step.limit), self._steps)
            set_role(number, "muted")
            set_role(days, "muted")
            top = Qt.AlignmentFlag.AlignTop
            self._grid.addWidget(number, row, 0, top | Qt.AlignmentFlag.AlignRight)
            self._grid.addWidget(title, row, 1, top)
            self._grid.addWidget(days, row, 2, top | Qt.AlignmentFlag.AlignRight)
        self._steps.setAccessibleDescription(
            "; ".join(f"{step.number} {step.title}" for step in plan.steps)
        )

    def _make_plan(self) -> None:
        card = QFrame(self)
        card.setObjectName("plan_card")
        set_role(card, "card")
        rows = QVBoxLayout(card)
        rows.setContentsMargins(12, 8, 12, 12)
        rows.setSpacing(6)
        self._title = _label(card, "plan_title", "subtitle")
        self._wait = _label(card, "plan_wait", "muted")
        self._procedure = _label(card, "plan_procedure", "muted")
        self._banner = QFrame(card)
        self._banner.setObjectName("plan_banner")
        set_role(self._banner, "strip", "warn")
        banner_rows = QVBoxLayout(self._banner)
        banner_rows.setContentsMargins(12, 6, 12, 6)
        self._banner_text = _label(self._banner, "plan_banner_text")
        banner_rows.addWidget(self._banner_text)
        self._due = _label(card, "plan_due")
        self._steps = QWidget(card)
        self._steps.setObjectName("plan_steps")
        self._steps.setAccessibleName("ขั้นตอนที่จะเกิดขึ้น")
        self._grid = QGridLayout(self._steps)
        self._grid.setContentsMargins(0, 4, 0, 4)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(1, 1)
        self._sources = _label(card, "plan_sources", "muted")
        for widget in (
            self._title,
            self._wait,
            self._procedure,
            self._banner,
            self._due,
            self._steps,
            self._sources,
        ):
            rows.addWidget(widget)
        self._rows.addWidget(card)
