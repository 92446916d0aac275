"""Putting many people of the register into a round at once, with their appraiser."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from hrdesk.rules.appraisal import Staff
from hrdesk.services.appraisal_law import STAFF_LABELS
from hrdesk.services.appraisal_rounds import AddPeople, add_people
from hrdesk.services.errors import DomainError
from hrdesk.services.queries.appraisals import PersonToAdd, people_to_add
from hrdesk.ui.context import AppContext
from hrdesk.ui.models.list_table import ListTable
from hrdesk.ui.pages.appraisal.appraiser_dialog import AppraiserFields
from hrdesk.ui.pages.appraisal.words import TO_ADD
from hrdesk.ui.pages.person.inputs import Choice
from hrdesk.ui.pages.settings.form_dialog import FormDialog
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable, plain
from hrdesk.ui.widgets.data_table import DataTable
from hrdesk.ui.widgets.field import Field
from hrdesk.ui.widgets.search_box import SearchBox

_SIZE = QSize(940, 700)


class AddPeopleDialog(FormDialog):
    """A unit's people are all selected at first; Ctrl or Shift with a click changes that."""

    kind = "add_people_dialog"

    def __init__(self, ctx: AppContext, round_id: int, parent: QWidget | None = None) -> None:
        super().__init__("เพิ่มผู้รับการประเมินจากทะเบียน", "เพิ่มที่เลือก", parent)
        self._ctx, self._round_id = ctx, round_id
        self._people: tuple[PersonToAdd, ...] = ()
        self.unit = Choice("add_unit", (), self, "ทุกหน่วยงาน")
        self.unit.setAccessibleName("หน่วยงาน")
        self.search = SearchBox("ค้นชื่อหรือตำแหน่ง", "add_search", self)
        self.model = ListTable(TO_ADD, parent=self)
        self.table = DataTable(ctx.settings, "appraisal_to_add", "ผู้ที่ยังไม่อยู่ในรอบนี้", self)
        self.table.set_table(self.model)
        self.table.setMinimumHeight(200)
        self.told = QLabel(self)
        self.told.setObjectName("add_told")
        self.told.setWordWrap(True)
        set_role(self.told, "muted")
        criteria = [(staff.value, STAFF_LABELS[staff]) for staff in Staff]
        self.staff = Choice("add_staff", criteria, self, "ตามประเภทบุคลากร")
        staff = self.form.add("staff", Field("หลักเกณฑ์การประเมิน", self.staff))
        self.appraiser = AppraiserFields(ctx, self, beside=staff)
        narrow = QHBoxLayout()
        narrow.setSpacing(8)
        narrow.addWidget(self.unit)
        narrow.addWidget(self.search, 1)
        self.fields.addLayout(narrow)
        people = Field("ผู้รับการประเมิน", self.table)
        inside = people.layout()
        if isinstance(inside, QVBoxLayout):
            inside.setStretchFactor(self.table, 1)  # the room goes to people, not below them
        self.fields.addWidget(self.form.add("people", people), 1)
        self.fields.addWidget(self.told)
        self.fields.addWidget(self.appraiser)
        for name, field in self.appraiser.named.items():
            self.form.add(name, field)
        self.unit.currentIndexChanged.connect(lambda _at: self._show())
        self.search.searched.connect(lambda _text: self._show())
        self.search.moved_down.connect(self.table.setFocus)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._tell())
        self.resize(_SIZE)
        self.search.setFocus()
        ctx.tasks.query(
            self, lambda uow: people_to_add(uow, round_id), self._fill, self.refused, "people"
        )

    def hand_over(self) -> None:
        """Put the selected people in, or say beside the fields why not."""
        rows = [self.model.row_at(at) for at in self.table.selected_rows()]
        appraiser = self.appraiser.value()
        if isinstance(appraiser, DomainError):
            self.refused(appraiser)
            return
        command = AddPeople(
            self._round_id,
            tuple(row.id for row in rows if row is not None),
            appraiser,
            Staff(self.staff.value()) if self.staff.value() else None,
        )
        self._ctx.tasks.act(
            self,
            lambda uow: add_people(uow, command),
            lambda _ids: self.accept(),
            self.refused,
            saved=f"เพิ่มเข้ารอบแล้ว {len(command.person_ids):,} คน",
        )

    def _fill(self, people: tuple[PersonToAdd, ...]) -> None:
        self._people = people
        units = dict.fromkeys(row.unit for row in people if row.unit)
        self.unit.set_options([(unit, unit) for unit in units])
        self._show()

    def _show(self) -> None:
        unit, text = self.unit.value(), self.search.query()
        rows = [
            row
            for row in self._people
            if (not unit or row.unit == unit)
            and (not text or text in plain(f"{row.name} {row.post}"))
        ]
        self.model.set_rows(rows)
        if unit or text:
            self.table.selectAll()
        self._tell()

    def _tell(self) -> None:
        chosen = [self.model.row_at(at) for at in self.table.selected_rows()]
        lacking = sum(row is not None and row.staff is None for row in chosen)
        words = f"เลือก {len(chosen):,} จาก {self.model.rowCount():,} คน"
        if not self._people:
            words = "ทุกคนในทะเบียนที่ยังปฏิบัติงานอยู่ในรอบนี้แล้ว หรือทะเบียนยังไม่มีใคร"
        elif lacking and not self.staff.value():
            words += f" · {lacking:,} คนไม่มีหลักเกณฑ์ตามประเภทบุคลากร ให้เลือกหลักเกณฑ์ด้านล่าง"
        self.told.setText(breakable(f"{words} · Ctrl หรือ Shift คลิกเพื่อเลือกหลายคน · Ctrl+A ทั้งหมด"))
        self.go.setEnabled(bool(chosen))
