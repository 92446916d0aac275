"""Typing what a committee found related of a stretch of service."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QLabel, QWidget

from hrdesk.rules.codes import Level
from hrdesk.services.rulings import RecordRuling
from hrdesk.ui.pages.person.inputs import Line, Note
from hrdesk.ui.pages.settings.form_dialog import FormDialog
from hrdesk.ui.pages.sign_in.fitting import fit
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable
from hrdesk.ui.widgets.date_edit import BuddhistDateEdit
from hrdesk.ui.widgets.field import Field

if TYPE_CHECKING:
    from hrdesk.services.queries.people import ServiceRunDetail

Save = Callable[["RulingDialog", Callable[[int, int], RecordRuling]], None]
_NO_PROBLEM = "ไม่มีปัญหา ไม่ต้องเสนอคณะกรรมการ"


class RulingDialog(FormDialog):
    """Share, meeting and reason; or "no problem" with share and reason alone."""

    kind = "ruling_dialog"

    def __init__(
        self,
        run: ServiceRunDetail,
        today: Callable[[], dt.date],
        save: Save,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("ผลวินิจฉัยเวลาเกื้อกูล", "บันทึก", parent)
        self._save = save
        about = QLabel(breakable(_about(run)), self)
        about.setObjectName("ruling_about")
        about.setWordWrap(True)
        set_role(about, "muted")
        self.share = Line("ruling_share", self, "0 ถึง 1 เช่น 0.5")
        self.no_problem = QCheckBox(_NO_PROBLEM, self)
        self.no_problem.setObjectName("ruling_no_problem")
        self.no_problem.setAccessibleName(_NO_PROBLEM)
        self.meeting = Line("ruling_meeting", self, "เช่น คณะกรรมการฯ ครั้งที่ 2/2569")
        self.decided_on = BuddhistDateEdit(today, "ruling_decided_on", self)
        self.reason = Note("ruling_reason", self, lines=3)
        add, rows = self.form.add, self.fields
        rows.addWidget(about)
        hint = "1 คือเกี่ยวข้องทั้งหมด 0 คือไม่เกี่ยวข้อง เวลาประเภททั่วไปโปรแกรมนับให้ไม่เกินครึ่งของส่วนนี้"
        rows.addWidget(
            add("related_share", Field("ส่วนที่เกี่ยวข้อง", self.share, required=True, hint=hint))
        )
        rows.addWidget(self.no_problem)
        rows.addWidget(add("ruled_meeting", Field("การประชุม", self.meeting, required=True)))
        rows.addWidget(add("ruled_on", Field("วันที่ประชุม", self.decided_on, required=True)))
        rows.addWidget(add("ruled_reason", Field("เหตุผล", self.reason, required=True)))
        self._fill(run)
        self.no_problem.toggled.connect(self._show_meeting)
        self._show_meeting(self.no_problem.isChecked())
        self.share.setFocus()

    def hand_over(self) -> None:
        """Give what was typed; without "no problem" the meeting and its day must be there."""
        alone = self.no_problem.isChecked()
        wrong = None if alone else self.decided_on.problem()
        values: dict[str, object] = {
            "related_share": self.share.value(),
            "ruled_meeting": alone or self.meeting.value(),
            "ruled_on": alone or wrong or self.decided_on.date(),
            "ruled_reason": self.reason.value(),
        }
        problem = self.form.missing(values)
        if problem is not None:
            self.refused(problem)
        if wrong is not None:
            self.form.fields["ruled_on"].set_error(wrong)
        if problem is None and wrong is None:
            self._save(self, self.command)

    def command(self, run_id: int, version: int) -> RecordRuling:
        """Return the service's command of what is typed."""
        alone = self.no_problem.isChecked()
        return RecordRuling(
            run_id,
            version,
            self.share.value(),
            self.reason.value(),
            None if alone else self.decided_on.date(),
            "" if alone else self.meeting.value(),
        )

    def _fill(self, run: ServiceRunDetail) -> None:
        self.share.setText(run.related_share)
        self.meeting.setText(run.ruled_meeting)
        self.decided_on.set_date(run.ruled_on)
        self.reason.setPlainText(run.ruled_reason)
        self.no_problem.setChecked(bool(run.related_share) and run.ruled_on is None)

    def _show_meeting(self, alone: bool) -> None:
        for name in ("ruled_meeting", "ruled_on"):
            self.form.fields[name].setVisible(not alone)
        fit(self)


def _about(run: ServiceRunDetail) -> str:
    level = Level(run.level).label if run.level else ""
    title = run.title if level and run.title.endswith(level) else f"{run.title}{level}"
    until = run.ended_on or "ปัจจุบัน"
    series = f" สายงาน{run.job_series}" if run.job_series else ""
    return f"{title or run.employment.label}{series} ตั้งแต่ {run.started_on} ถึง {until}"
