"""What a law file would change: each value with what stands now, chosen, with one reason."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from hrdesk.rules.dates import thai_date_short
from hrdesk.services.errors import DomainError
from hrdesk.services.office_law import AmendRule, amend_rules
from hrdesk.services.queries.law_exchange import LawDifference, LawDifferences
from hrdesk.ui import theme
from hrdesk.ui.context import AppContext
from hrdesk.ui.form import Form
from hrdesk.ui.messages import sentence
from hrdesk.ui.pages.law.compare import compared
from hrdesk.ui.reading_order import ReadingOrder
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable, plain
from hrdesk.ui.widgets.field import Field

_HEADS = ("กฎ", "เริ่มใช้", "เดิม", "ใหม่", "ที่มา", "ผลการตรวจ")
_WIDTHS = (240, 100, 130, 130, 180, 180)
_MOST_SHOWN = 3  # figures of a table that are told in a cell


class ImportLawDialog(ReadingOrder, QDialog):
    """Every value can be ticked; those that are refused say why and cannot."""

    def __init__(
        self, ctx: AppContext, name: str, found: LawDifferences, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("law_import_dialog")
        self.setWindowTitle("นำเข้ากฎจากไฟล์")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(980, 560)
        self.ctx = ctx
        self._found = found
        self.form = Form()
        good = sum(line.command is not None for line in found.lines)
        bad = len(found.lines) - good
        told = QLabel(
            breakable(
                f"ไฟล์ {name}: ต่างจากที่มี {good:,} ค่า · เหมือนเดิม {found.same:,} ค่า · "
                f"นำเข้าไม่ได้ {bad:,} ค่า"
            ),
            self,
        )
        told.setObjectName("law_import_told")
        told.setWordWrap(True)
        set_role(told, "subtitle")
        self.table = QTableWidget(len(found.lines), len(_HEADS), self)
        self._fill()
        self.reason = QPlainTextEdit(self)
        self.reason.setObjectName("law_import_reason")
        self.reason.setTabChangesFocus(True)
        self.reason.setMaximumHeight(64)
        field = self.form.add("reason", Field("เหตุผลที่นำเข้า", self.reason, required=True))
        self._problem = QLabel(self)
        self._problem.setObjectName("dialog_problem")
        self._problem.setWordWrap(True)
        set_role(self._problem, "error")
        cancel = QPushButton("ยกเลิก", self)
        cancel.setObjectName("dialog_cancel")
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self.go = QPushButton("นำเข้าที่เลือก", self)
        self.go.setObjectName("dialog_go")
        set_role(self.go, "primary")
        self.go.setEnabled(good > 0)
        self.go.clicked.connect(self.save)
        buttons = QHBoxLayout()
        buttons.addWidget(self._problem, 1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.go)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(20, 16, 20, 14)
        rows.setSpacing(10)
        rows.addWidget(told)
        rows.addWidget(self.table, 1)
        rows.addWidget(field)
        rows.addLayout(buttons)

    def chosen(self) -> tuple[AmendRule, ...]:
        """Return the values ticked, with the reason typed."""
        reason = plain(self.reason.toPlainText()).strip()
        return tuple(
            replace(line.command, reason=reason)
            for row, line in enumerate(self._found.lines)
            if line.command is not None
            and self.table.item(row, 0).checkState() == Qt.CheckState.Checked
        )

    def save(self) -> None:
        """Store the values ticked, all together or none."""
        self.form.clear()
        self._problem.clear()
        wanted = self.chosen()
        if not wanted:
            self._problem.setText(breakable("ยังไม่ได้เลือกค่าที่จะนำเข้า"))
            return
        self.ctx.tasks.act(
            self,
            lambda uow: amend_rules(uow, wanted),
            lambda _ids: self.accept(),
            self._refused,
            saved=f"นำเข้าค่าใหม่ของกฎ {len(wanted):,} ค่าแล้ว",
        )

    def _refused(self, problem: DomainError) -> None:
        rest = self.form.show(problem)
        self._problem.setText(breakable(" ".join(sentence(one) for one in rest)))

    def _fill(self) -> None:
        self.table.setObjectName("law_import_table")
        self.table.setAccessibleName("ค่าที่ต่างจากที่มี")
        self.table.setHorizontalHeaderLabels(list(_HEADS))
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        self.table.setFont(theme.grid_font())
        self.table.verticalHeader().hide()
        for row, line in enumerate(self._found.lines):
            for column, text in enumerate(self._texts(line)):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
                if column == 0 and line.command is not None:
                    flags |= Qt.ItemFlag.ItemIsUserCheckable
                    item.setCheckState(Qt.CheckState.Checked)
                if column == len(_HEADS) - 1 and line.problem is not None:
                    item.setForeground(theme.colour("bad"))
                item.setFlags(flags)
                self.table.setItem(row, column, item)
        for column, width in enumerate(_WIDTHS):
            self.table.setColumnWidth(column, width)
        head = self.table.horizontalHeader()
        head.setSectionResizeMode(len(_HEADS) - 1, QHeaderView.ResizeMode.Stretch)
        self.table.resizeRowsToContents()

    def _texts(self, line: LawDifference) -> tuple[str, ...]:
        day = thai_date_short(line.effective_on) if line.effective_on else ""
        checked = "ผ่าน" if line.problem is None else sentence(line.problem)
        changes = [
            each for each in compared(line.unit or "text", line.before, line.after) if each.changed
        ]
        shown = changes[:_MOST_SHOWN]
        more = f" และอีก {len(changes) - len(shown)} รายการ" if len(changes) > len(shown) else ""
        before = "\n".join(f"{each.path} {each.before or '–'}".strip() for each in shown)
        after = "\n".join(f"{each.path} {each.after or '–'}".strip() for each in shown) + more
        if line.problem is not None:
            before = after = "–"
        return line.description, day, before, after, line.source, checked
