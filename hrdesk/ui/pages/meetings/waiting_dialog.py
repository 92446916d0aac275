"""Choosing candidates among the matters whose present step waits for a committee."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QWidget

from hrdesk.services.contests import add_cases
from hrdesk.services.queries.meetings import ContestView, WaitingCase, waiting_cases
from hrdesk.ui.context import AppContext
from hrdesk.ui.messages import words
from hrdesk.ui.pages.settings.form_dialog import FormDialog
from hrdesk.ui.pages.sign_in.fitting import fit
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable
from hrdesk.ui.widgets.search_box import SearchBox

_SHOWN = 9  # lines before the list scrolls


class WaitingDialog(FormDialog):
    """A list with ticks; those who stand in the contest already are not offered."""

    kind = "waiting_dialog"

    def __init__(
        self, ctx: AppContext, contest: ContestView, parent: QWidget | None = None
    ) -> None:
        super().__init__("เลือกจากเรื่องที่รอคณะกรรมการ", "เพิ่มที่เลือก", parent)
        self.setMinimumWidth(620)
        self._ctx, self._contest = ctx, contest
        self.search = SearchBox("ค้นหาชื่อ หน่วยงาน เรื่อง", "waiting_search", self)
        self.list = QListWidget(self)
        self.list.setObjectName("waiting_list")
        self.list.setAccessibleName("เรื่องที่รอคณะกรรมการ เว้นวรรคเพื่อเลือก")
        self.list.setMinimumHeight(self.list.fontMetrics().lineSpacing() * 2 * _SHOWN)
        self.told = QLabel(self)
        self.told.setObjectName("waiting_told")
        self.told.setWordWrap(True)
        set_role(self.told, "muted")
        for widget in (self.search, self.list, self.told):
            self.fields.addWidget(widget)
        self.search.textChanged.connect(lambda _text: self._filter())
        self.list.itemChanged.connect(lambda _item: self._count())
        self.go.setEnabled(False)
        ctx.tasks.query(self, waiting_cases, self._show, self.refused, "waiting")
        fit(self)

    def hand_over(self) -> None:
        """Take the ticked matters in as candidates."""
        chosen = self.chosen()
        self._ctx.tasks.act(
            self,
            lambda uow: add_cases(uow, self._contest.id, chosen),
            lambda _many: self.accept(),
            self.refused,
            saved=f"เพิ่มผู้เข้ารับการประเมิน {len(chosen)} คนแล้ว",
        )

    def chosen(self) -> tuple[int, ...]:
        """Return the ids of the ticked matters."""
        return tuple(
            item.data(Qt.ItemDataRole.UserRole)
            for item in self._items()
            if item.checkState() is Qt.CheckState.Checked
        )

    def _show(self, cases: tuple[WaitingCase, ...]) -> None:
        there = {each.case_id for each in self._contest.candidates if not each.withdrawn}
        for case in cases:
            if case.id in there:
                continue
            item = QListWidgetItem(_line(case))
            item.setData(Qt.ItemDataRole.UserRole, case.id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            self.list.addItem(item)
        if self.list.count():
            self.list.setCurrentRow(0)
            self.list.setFocus()
        self._count()

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(row) for row in range(self.list.count())]

    def _filter(self) -> None:
        wanted = self.search.text().strip()
        for item in self._items():
            item.setHidden(wanted not in item.text())

    def _count(self) -> None:
        many = len(self.chosen())
        self.go.setEnabled(bool(many))
        if self.list.count():
            text = f"เลือก {many} จาก {self.list.count()} เรื่อง · เว้นวรรคเพื่อเลือก"
        else:
            text = "ไม่มีเรื่องที่ขั้นตอนปัจจุบันรอคณะกรรมการ หรืออยู่ในวาระพิจารณานี้ครบแล้ว"
        self.told.setText(breakable(text))


def _line(case: WaitingCase) -> str:
    about = " · ".join(part for part in (case.unit, f"รอตั้งแต่ {words(case.since)}") if part)
    return f"{case.name} · {case.case_type.label} เลขที่ {case.number}\n{case.step} · {about}"
