"""The form of one person: the same fields as ก.พ.7 opens with, then degrees and service."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from hrdesk.rules.codes import DegreeLevel, Employment, Level, PostType
from hrdesk.services.errors import DomainError, Invalid
from hrdesk.ui.form import Form
from hrdesk.ui.pages.person.inputs import Choice, EnterGoesOn, Line, Note, options
from hrdesk.ui.pages.person.model import LABELS, NO, YES, Values
from hrdesk.ui.pages.person.rows_editor import RowsEditor
from hrdesk.ui.pages.person.rows_model import Cell
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import plain
from hrdesk.ui.widgets.date_edit import PartialDateEdit
from hrdesk.ui.widgets.field import Field

if TYPE_CHECKING:
    from hrdesk.services.queries.people import KnownValues

DEGREE_CELLS = (
    Cell("level", "ระดับการศึกษา", 190, choices=options(DegreeLevel), required=True),
    Cell("name", "ชื่อวุฒิ", 220, required=True),
    Cell("major", "สาขาวิชา", 180),
    Cell("institution", "สถาบัน", 220),
    Cell("graduated_on", "วันสำเร็จการศึกษา", 150, date=True),
)
RUN_CELLS = (
    Cell("started_on", "ตั้งแต่วันที่", 120, date=True, required=True),
    Cell("ended_on", "ถึงวันที่", 120, date=True),
    Cell("title", "ตำแหน่ง", 190),
    Cell("level", "ระดับ", 130, choices=options(Level)),
    Cell("unit", "หน่วยงาน", 180),
    Cell("job_series", "สายงาน", 160),
    Cell("type", "ประเภทตำแหน่ง", 120, choices=options(PostType)),
    Cell(
        "employment",
        "ประเภทบุคลากร",
        180,
        choices=options(Employment),
        required=True,
        default=Employment.CIVIL_SERVANT.value,
    ),
    Cell("order_number", "เลขที่คำสั่ง", 130),
    Cell(
        "entitled",
        "มีสิทธินับเวลาจ้าง",
        140,
        choices=((YES, YES), (NO, NO)),
        required=True,
        default=YES,
    ),
)
# Sections of the form: heading, then rows of (field, columns of twelve).
_SECTIONS: tuple[tuple[str, tuple[tuple[str, int], ...]], ...] = (
    (
        "ข้อมูลบุคคล",
        (
            ("prefix", 2),
            ("first_name", 3),
            ("last_name", 4),
            ("birth_date", 3),
            ("national_id", 4),
            ("employment", 5),
            ("entered_on", 3),
        ),
    ),
    (
        "ตำแหน่งและเงินเดือน",
        (
            ("post.number", 2),
            ("post.title", 5),
            ("post.level", 3),
            ("post.type", 2),
            ("post.job_series", 4),
            ("post.unit", 5),
            ("post.linked_level", 3),
            ("in_level_since", 3),
            ("salary", 3),
            ("licence", 6),
        ),
    ),
    ("ติดต่อและหมายเหตุ", (("telephone", 4), ("email", 8), ("note", 12))),
)
_REQUIRED = frozenset({"prefix", "first_name", "last_name", "employment"})
_COLUMNS = 12


class IdLine(Line):
    """A stored ID shows masked; typing replaces it, leaving the mask keeps what is stored."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent, "13 หลัก ถ้าทราบ")
        self._masked = ""

    def set_masked(self, masked: str) -> None:
        """Show that an ID is stored."""
        self._masked = masked
        self.setText(masked)
        self.setToolTip("พิมพ์เลขใหม่ทับเมื่อต้องการแก้ ปล่อยไว้เพื่อคงเลขเดิม" if masked else "")

    def typed(self) -> str | None:
        """Return what is typed; None keeps what is stored."""
        text = self.value()
        return None if self._masked and text == self._masked else text

    def set_typed(self, text: str | None) -> None:
        """Show what a draft holds."""
        self.setText(self._masked if text is None else text)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Select the mask, so that typing replaces it whole."""
        super().focusInEvent(event)
        if self.value() == self._masked:
            self.selectAll()


class PersonForm(QWidget):
    """Every field by the name that the service's command uses; ``values`` is what is typed."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("person_form")
        set_role(self, "scrolled")
        self.filling = False
        self.fields = Form()
        self.editors = self._make_editors()
        self.degrees = RowsEditor("วุฒิการศึกษา (สูงสุดไว้บนสุด)", "degrees", DEGREE_CELLS, self)
        self.runs = RowsEditor("ประวัติการรับราชการ (เก่าสุดไว้บนสุด)", "service_runs", RUN_CELLS, self)
        self._build()
        self._enter = EnterGoesOn(self)
        self._follow()

    def values(self) -> Values:
        """Return what is typed."""
        found: Values = {name: _text(editor) for name, editor in self.editors.items()}
        found["national_id"] = self._id.typed()
        found["degrees"] = self.degrees.rows()
        found["service_runs"] = self.runs.rows()
        return found

    def fill(self, values: Mapping[str, Any], masked_id: str) -> None:
        """Show a record, or a draft of it."""
        self.filling = True
        self.clear_errors()
        self._id.set_masked(masked_id)
        for name in self.editors:
            self.set_value(name, values[name])
        self.set_value("degrees", values["degrees"])
        self.set_value("service_runs", values["service_runs"])
        self.filling = False

    def set_value(self, name: str, value: Any) -> None:
        """Show one value."""
        if name in ("degrees", "service_runs"):
            (self.degrees if name == "degrees" else self.runs).set_rows(value)
            return
        editor = self.editors[name]
        if isinstance(editor, IdLine):
            editor.set_typed(value)
        elif isinstance(editor, Choice):
            editor.set_value(value)
        elif isinstance(editor, Note):
            editor.setPlainText(value)
        elif isinstance(editor, (Line, PartialDateEdit)):
            editor.setText(value)
            if isinstance(editor, PartialDateEdit):
                editor.settle()

    def clear_errors(self) -> None:
        """Take all error sentences away."""
        self.fields.clear()
        self.degrees.clear_errors()
        self.runs.clear_errors()

    def show_problem(self, problem: DomainError) -> tuple[DomainError, ...]:
        """Show a refusal beside its fields; returns what has no field here."""
        problems = problem.problems if isinstance(problem, Invalid) else (problem,)
        plain_ones = []
        for one in problems:
            part, _, rest = (one.field or "").partition(".")
            place, _, key = rest.partition(".")
            if part in ("degrees", "service_runs") and place.isdigit():
                (self.degrees if part == "degrees" else self.runs).show_error(int(place), key, one)
            else:
                plain_ones.append(one)
        return self.fields.show(Invalid(tuple(plain_ones))) if plain_ones else ()

    def complete(self, known: KnownValues) -> None:
        """Offer what the register holds."""
        for name, words in (
            ("prefix", known.prefixes),
            ("post.title", known.titles),
            ("post.job_series", known.job_series),
            ("post.unit", known.units),
        ):
            editor = self.editors[name]
            if isinstance(editor, Line):
                editor.complete(words)

    def take_focus(self) -> None:
        """Put the cursor into the first field."""
        self.editors["prefix"].setFocus(Qt.FocusReason.OtherFocusReason)

    # -- inside -------------------------------------------------------------------------------

    def _make_editors(self) -> dict[str, QWidget]:
        self._id = IdLine("national_id", self)
        salary = Line("salary", self, "เช่น 25,810.00")
        salary.setAlignment(Qt.AlignmentFlag.AlignRight)
        found: dict[str, QWidget] = {
            "national_id": self._id,
            "salary": salary,
            "note": Note("note", self, lines=2),
            "employment": Choice("employment", options(Employment), self),
            "post.level": Choice("post_level", options(Level), self, empty="– ไม่มีระดับ –"),
            "post.linked_level": Choice(
                "post_linked_level", ((NO, "ไม่ใช่"), (YES, "ใช่ เลื่อนในตำแหน่งเดิมได้")), self
            ),
            "post.type": Choice("post_type", options(PostType), self, empty="ตามระดับ"),
        }
        for name in ("birth_date", "entered_on", "in_level_since"):
            found[name] = PartialDateEdit(name, self)
            found[name].setMinimumWidth(80)
        for _, rows in _SECTIONS:
            for name, _span in rows:
                if name not in found:
                    found[name] = Line(name.replace(".", "_"), self)
        return found

    def _build(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 12, 8)
        whole.setSpacing(12)
        for heading, rows in _SECTIONS[:2]:
            whole.addLayout(self._section(heading, rows))
        whole.addWidget(self.degrees)
        whole.addWidget(self.runs)
        whole.addLayout(self._section(*_SECTIONS[2]))
        whole.addStretch()

    def _section(self, heading: str, rows: tuple[tuple[str, int], ...]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        title = QLabel(heading, self)
        set_role(title, "subtitle")
        grid.addWidget(title, 0, 0, 1, _COLUMNS)
        line, column = 1, 0
        for name, span in rows:
            if column + span > _COLUMNS:
                line, column = line + 1, 0
            editor = self.editors[name]
            field = Field(LABELS[name], editor, required=name in _REQUIRED, parent=self)
            self.fields.add(name, field)
            grid.addWidget(field, line, column, 1, span, Qt.AlignmentFlag.AlignTop)
            column += span
        for place in range(_COLUMNS):
            grid.setColumnStretch(place, 1)
            grid.setColumnMinimumWidth(place, 20)
        return grid

    def _follow(self) -> None:
        previous: QWidget | None = None
        order = [*(self.editors[name] for _, rows in _SECTIONS[:2] for name, _ in rows)]
        order += [self.degrees.table, self.runs.table]
        order += [self.editors[name] for name, _ in _SECTIONS[2][1]]
        for editor in order:
            if previous is not None:
                QWidget.setTabOrder(previous, editor)
            previous = editor
        for editor in self.editors.values():
            signal = getattr(editor, "currentIndexChanged", None)
            (signal or editor.textChanged).connect(self._told)  # type: ignore[attr-defined]
        self.degrees.changed.connect(self._told)
        self.runs.changed.connect(self._told)

    def _told(self, *_: object) -> None:
        if not self.filling:
            self.changed.emit()


def _text(editor: QWidget) -> Any:
    if isinstance(editor, (Line, Choice, Note)):
        return editor.value()
    if isinstance(editor, PartialDateEdit):
        return plain(editor.text()).strip()
    raise TypeError(type(editor).__name__)
