"""The form of a committee: its order, its term, and its members as a table to type in."""

from __future__ import annotations

import datetime as dt
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QVBoxLayout, QWidget

from hrdesk.rules.codes import Level
from hrdesk.rules.committees import Office
from hrdesk.rules.dates import PartialDate
from hrdesk.services.committees import CommitteeKind, MemberInput, SaveCommittee
from hrdesk.services.errors import DomainError, Invalid
from hrdesk.services.queries.committees import CommitteeDetail, CommitteeLaw
from hrdesk.services.queries.people import PersonRow
from hrdesk.ui.context import AppContext
from hrdesk.ui.form import Form
from hrdesk.ui.messages import words
from hrdesk.ui.pages.meetings.words import KINDS, LEVELS, ROLES
from hrdesk.ui.pages.person.inputs import Choice, Line
from hrdesk.ui.pages.person.rows_editor import RowsEditor
from hrdesk.ui.pages.person.rows_model import Cell
from hrdesk.ui.widgets.date_edit import BuddhistDateEdit
from hrdesk.ui.widgets.field import Field
from hrdesk.ui.widgets.person_picker import PersonPicker, post_words

Values = dict[str, Any]
_YES = (("1", "ใช่"),)
CELLS = (
    Cell("role", "หน้าที่", 125, tuple(ROLES.items()), required=True, default="member"),
    Cell("name", "ชื่อ–สกุล", 190, required=True),
    Cell("post", "ตำแหน่ง", 210),
    Cell("level", "ระดับ", 130, LEVELS),
    Cell("job_series", "สายงาน", 150),
    Cell("office", "ตำแหน่งที่กฎระบุ", 210, tuple((each.value, each.label) for each in Office)),
    Cell("same_series", "สายงานตรงกับตำแหน่ง", 160, _YES),
    Cell("in_hr", "งานบุคคล", 90, _YES),
    Cell("related", "งานเกี่ยวข้อง", 105, _YES),
    Cell("left_on", "พ้นเมื่อ", 110, date=True),
)
_FLAGS = ("same_series", "in_hr", "related")
_DAYS = ("order_dated", "term_from", "term_to", "successor_on")


class CommitteeForm(QWidget):
    """Fields above, the members below; tells every change."""

    changed = Signal()

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("committee_form")
        self.form = Form()
        self.filling = False
        self.name = Line("committee_name", self, "เช่น คณะกรรมการประเมินบุคคลของกรม…")
        self.kind = Choice("committee_kind", KINDS, self)
        self.rule = Choice("committee_rule", (), self, empty="ไม่ตรวจองค์ประกอบ")
        self.target_level = Choice("committee_level", LEVELS, self, empty="ไม่ระบุ")
        self.order_number = Line("committee_order_number", self, "เช่น 12/2569")
        self.note = Line("committee_note", self)
        self.days = {key: BuddhistDateEdit(ctx.today, f"committee_{key}", self) for key in _DAYS}
        self.active = QCheckBox("ใช้อยู่", self)
        self.active.setObjectName("committee_active")
        self.active.setAccessibleName("คณะกรรมการนี้ใช้อยู่")
        self.person = PersonPicker(ctx, "committee_person", self)
        self.members = RowsEditor("กรรมการ", "committee_members", CELLS, self)
        self._term = Field("วาระถึง", self.days["term_to"])
        self._lay_out()
        self._listen()

    # -- what is typed ------------------------------------------------------------------------

    def values(self) -> Values:
        """Return what is typed as plain JSON values."""
        found: Values = {
            key: getattr(self, key).value()
            for key in ("name", "kind", "rule", "target_level", "order_number", "note")
        }
        for key, edit in self.days.items():
            day = edit.date()
            found[key] = day.isoformat() if day is not None else ""
        return {**found, "active": self.active.isChecked(), "members": self.members.rows()}

    def fill(self, values: Values) -> None:
        """Show other values."""
        self.filling = True
        if values["rule"] and self.rule.findData(values["rule"]) < 0:
            self.rule.addItem(values["rule"], values["rule"])  # named once the law is read
        for key in ("name", "order_number", "note"):
            getattr(self, key).setText(values[key])
        for key in ("kind", "rule", "target_level"):
            getattr(self, key).set_value(values[key])
        for key, edit in self.days.items():
            edit.set_date(dt.date.fromisoformat(values[key]) if values[key] else None)
        self.active.setChecked(values["active"])
        self.members.set_rows(values["members"])
        self.form.clear()
        self.members.clear_errors()
        self.filling = False
        self.changed.emit()

    def show_law(self, law: CommitteeLaw) -> None:
        """Offer the rules of composition, and say how long a term may be."""
        self.filling = True
        self.rule.set_options(law.rules)
        self.filling = False
        self._term.set_error(None)
        last, ends = law.term_limit, self.days["term_to"].date()
        if last is not None and ends is not None and ends > last:
            self._term.set_error(f"เกินวาระตามกฎ ซึ่งถึง {words(last)} ({law.term_source})")

    def command(self, id_: int | None, version: int | None) -> SaveCommittee:
        """Return the service's command; raises ``Invalid`` where a day cannot be read."""
        self._refuse_days()
        typed = self.values()
        return SaveCommittee(
            id_,
            version,
            typed["name"],
            CommitteeKind(typed["kind"]),
            members_of(typed["members"]),
            typed["rule"],
            typed["target_level"],
            typed["order_number"],
            note=typed["note"],
            active=typed["active"],
            **{key: edit.date() for key, edit in self.days.items()},
        )

    # -- refusals -----------------------------------------------------------------------------

    def clear_errors(self) -> None:
        """Take the sentences away: before saving again."""
        self.form.clear()
        self.members.clear_errors()

    def show_problem(self, problem: DomainError) -> tuple[DomainError, ...]:
        """Show refusals at their fields and cells; returns those without a place."""
        homeless = []
        for one in self.form.show(problem):
            part, _, rest = (one.field or "").partition(".")
            row, _, key = rest.partition(".")
            if part == "members" and row.isdecimal():
                self.members.show_error(int(row), key, one)
            else:
                homeless.append(one)
        return tuple(homeless)

    def _refuse_days(self) -> None:
        problems = [
            DomainError(wrong.code, field=key, **wrong.facts)
            for key, edit in self.days.items()
            if (wrong := edit.problem()) is not None
        ]
        for place, row in enumerate(self.members.rows()):
            if row.get("left_on") and _day(row["left_on"]) is None:
                problems.append(DomainError("not_a_date", field=f"members.{place}.left_on"))
        if problems:
            raise Invalid(tuple(problems))

    # -- the parts ----------------------------------------------------------------------------

    def _lay_out(self) -> None:
        add, grid = self.form.add, QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.addWidget(add("name", Field("ชื่อคณะกรรมการ", self.name, required=True)), 0, 0, 1, 2)
        grid.addWidget(add("kind", Field("เพื่อ", self.kind)), 0, 2)
        grid.addWidget(add("target_level", Field("ระดับที่จะแต่งตั้ง", self.target_level)), 0, 3)
        grid.addWidget(add("rule", Field("องค์ประกอบตามกฎ", self.rule)), 1, 0, 1, 2)
        grid.addWidget(add("order_number", Field("คำสั่งที่", self.order_number)), 1, 2)
        grid.addWidget(add("order_dated", Field("ลงวันที่", self.days["order_dated"])), 1, 3)
        grid.addWidget(add("term_from", Field("วาระตั้งแต่", self.days["term_from"])), 2, 0)
        grid.addWidget(add("term_to", self._term), 2, 1)
        successor = Field("แต่งตั้งคณะใหม่แล้วเมื่อ", self.days["successor_on"])
        grid.addWidget(add("successor_on", successor), 2, 2)
        grid.addWidget(self.active, 2, 3)
        for column in range(4):
            grid.setColumnStretch(column, 1)
        hint = "เลือกแล้วเพิ่มเป็นแถวใหม่ คนนอกทะเบียนพิมพ์ในตารางได้เลย"
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 8, 0)
        rows.setSpacing(12)
        rows.addLayout(grid)
        rows.addWidget(Field("เพิ่มกรรมการจากทะเบียน", self.person, hint=hint))
        rows.addWidget(self.members)
        rows.addWidget(add("note", Field("หมายเหตุ", self.note)))

    def _listen(self) -> None:
        for line in (self.name, self.order_number, self.note):
            line.textChanged.connect(self._told)
        for choice in (self.kind, self.rule, self.target_level):
            choice.currentIndexChanged.connect(self._told)
        for edit in self.days.values():
            edit.date_changed.connect(self._told)
        self.active.toggled.connect(self._told)
        self.members.changed.connect(self._told)
        self.person.chosen.connect(self._take)

    def _told(self, *_: object) -> None:
        if not self.filling:
            self.changed.emit()

    def _take(self, person: PersonRow | None) -> None:
        if person is None:
            return
        row = {
            "role": "member",
            "name": person.name,
            "post": post_words(person).split(" · ")[0],
            "level": person.level.value if person.level else "",
            "person_id": str(person.id),
            "person_name": person.name,
        }
        self.members.set_rows([*self.members.rows(), row])
        last = self.members.model.rowCount() - 1
        self.members.table.setCurrentIndex(self.members.model.index(last, 0))
        self.person.set_person(None)
        self._told()


def empty_values() -> Values:
    """Return the form of a new committee."""
    empty = dict.fromkeys(("name", "rule", "target_level", "order_number", "note", *_DAYS), "")
    kind = CommitteeKind.PERSON_ASSESSMENT.value
    return {**empty, "kind": kind, "active": True, "members": []}


def values_of(detail: CommitteeDetail, *, new_term: bool = False) -> Values:
    """Return a committee as the form shows it; for a new term without its order and days."""
    days = {
        key: "" if new_term or (day := getattr(detail, key)) is None else day.isoformat()
        for key in _DAYS
    }
    return {
        "name": detail.name,
        "kind": detail.kind.value,
        "rule": detail.rule,
        "target_level": detail.target_level,
        "order_number": "" if new_term else detail.order_number,
        "note": "" if new_term else detail.note,
        **days,
        "active": new_term or detail.active,
        "members": [
            _row(member, new_term)
            for member in detail.members
            if not (new_term and member.left_on is not None)
        ],
    }


def members_of(rows: list[dict[str, str]]) -> tuple[MemberInput, ...]:
    """Return the typed rows as the service's seats; a changed name is somebody else."""
    return tuple(
        MemberInput(
            name=row.get("name", ""),
            role=row.get("role") or "member",
            id=int(row["id"]) if row.get("id") else None,
            person_id=int(row["person_id"]) if _same_person(row) else None,
            post=row.get("post", ""),
            type=Level(row["level"]).post_type.value if row.get("level") else "",
            level=row.get("level", ""),
            job_series=row.get("job_series", ""),
            office=row.get("office", ""),
            left_on=_day(row.get("left_on", "")),
            **{key: row.get(key) == "1" for key in _FLAGS},
        )
        for row in rows
    )


def _same_person(row: dict[str, str]) -> bool:
    return bool(row.get("person_id")) and row.get("person_name") == row.get("name")


def _day(text: str) -> dt.date | None:
    try:
        return PartialDate.parse(text).exact if text else None
    except ValueError:
        return None


def _row(member: MemberInput, new_term: bool) -> dict[str, str]:
    left = PartialDate.from_date(member.left_on).format() if member.left_on else ""
    return {
        "id": "" if new_term or member.id is None else str(member.id),
        "person_id": str(member.person_id or ""),
        "person_name": member.name,
        "role": member.role,
        "name": member.name,
        "post": member.post,
        "level": member.level,
        "job_series": member.job_series,
        "office": member.office,
        "left_on": left,
        **{key: "1" if getattr(member, key) else "" for key in _FLAGS},
    }
