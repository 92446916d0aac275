"""The fields of one part of a form: its heading, its columns or who signs."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from hrdesk.documents.forms import Form, Grid, Part, Signs
from hrdesk.ui.pages.forms.changing import (
    ColumnChoice,
    columns_of,
    shown_words,
    stored_words,
    with_columns,
    with_signers,
)
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import plain
from hrdesk.ui.widgets.field import Field

_SIGNERS_HIGH = 110
_TABLE_HIGH = 220


class PartFields(QWidget):
    """Edits the part it was given last; tells of every change."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("part_fields")
        self._form: Form | None = None
        self._part: Part | None = None
        self._columns: tuple[ColumnChoice, ...] = ()
        self._filling = False
        self.heading = QLineEdit(self)
        self.heading.setObjectName("part_heading")
        self.columns = QTableWidget(0, 2, self)
        self.columns.setObjectName("part_columns")
        self.columns.setHorizontalHeaderLabels(["หัวคอลัมน์ (กาเครื่องหมาย = พิมพ์)", "กว้าง"])
        self.columns.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.columns.verticalHeader().hide()
        self.columns.setMinimumHeight(_TABLE_HIGH)
        self.columns.setTabKeyNavigation(False)
        self.signers = QPlainTextEdit(self)
        self.signers.setObjectName("part_signers")
        self.signers.setTabChangesFocus(True)
        self.signers.setMaximumHeight(_SIGNERS_HIGH)
        self._fields = {
            "heading": Field("หัวข้อของส่วนนี้", self.heading, parent=self),
            "columns": Field("คอลัมน์ของตาราง", self.columns, parent=self),
            "signers": Field(
                "ผู้ลงนาม หนึ่งบรรทัดต่อหนึ่งคน", self.signers,
                hint="แก้ถ้อยคำของบรรทัดเดิม ชื่อจากข้อมูลยังอยู่ บรรทัดใหม่เว้นให้เขียนชื่อ", parent=self,
            ),
        }  # fmt: skip
        self._none = QLabel("ส่วนนี้ไม่มีสิ่งอื่นให้แก้นอกจากหัวข้อ ลำดับ และการพิมพ์หรือไม่พิมพ์", self)
        self._none.setWordWrap(True)
        set_role(self._none, "muted")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        for field in self._fields.values():
            rows.addWidget(field)
        rows.addWidget(self._none)
        self.heading.textEdited.connect(lambda _t: self._tell())
        self.columns.itemChanged.connect(lambda _i: self._tell())
        self.signers.textChanged.connect(self._tell)

    def put(self, form: Form, part: Part) -> None:
        """Show a part."""
        self._filling = True
        self._form, self._part = form, part
        self.heading.setText(shown_words(part.heading, form))
        self.heading.setCursorPosition(0)
        grid = part.body if isinstance(part.body, Grid) else None
        signs = part.body if isinstance(part.body, Signs) else None
        self._columns = columns_of(grid, form) if grid is not None else ()
        self._fill_columns()
        roles = [shown_words(each.role, form) for each in signs.signers] if signs else []
        self.signers.setPlainText("\n".join(roles))
        self._fields["columns"].setVisible(grid is not None)
        self._fields["signers"].setVisible(signs is not None)
        self._none.setVisible(grid is None and signs is None)
        self._filling = False

    def part(self) -> Part | None:
        """Return the part as it is edited now."""
        form, part = self._form, self._part
        if form is None or part is None:
            return None
        made = replace(part, heading=stored_words(plain(self.heading.text()).strip(), form))
        if isinstance(part.body, Grid):
            return with_columns(made, self._typed_columns())
        if isinstance(part.body, Signs):
            lines = plain(self.signers.toPlainText()).splitlines()
            return with_signers(made, [stored_words(line, form) for line in lines])
        return made

    def _fill_columns(self) -> None:
        self.columns.setRowCount(len(self._columns))
        for row, each in enumerate(self._columns):
            title = QTableWidgetItem(each.column.title)
            title.setFlags(title.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            title.setCheckState(Qt.CheckState.Checked if each.on else Qt.CheckState.Unchecked)
            self.columns.setItem(row, 0, title)
            self.columns.setItem(row, 1, QTableWidgetItem(f"{each.column.width:g}"))

    def _typed_columns(self) -> tuple[ColumnChoice, ...]:
        found = []
        for row, each in enumerate(self._columns):
            title, width = self.columns.item(row, 0), self.columns.item(row, 1)
            column = replace(
                each.column,
                title=plain(title.text()).strip(),
                width=_number(width.text(), each.column.width),
            )
            found.append(ColumnChoice(column, title.checkState() == Qt.CheckState.Checked))
        return tuple(found)

    def _tell(self) -> None:
        if not self._filling:
            self.changed.emit()


def _number(text: str, before: float) -> float:
    """Return a width as typed; what is no number above zero changes nothing."""
    try:
        found = float(text)
    except ValueError:
        return before
    return found if 0 < found <= 100 else before
