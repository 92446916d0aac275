"""The texts of all papers: which the office changed, and the way into the editor."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from hrdesk.services.queries.templates import TemplateRow, template_list
from hrdesk.ui.context import AppContext, Route
from hrdesk.ui.models.columns import Column, Status
from hrdesk.ui.models.list_table import ListTable
from hrdesk.ui.pages.forms.opening import edit_forms
from hrdesk.ui.pages.settings.list_output import ListOutput, MemoryList
from hrdesk.ui.pages.settings.tab import SettingsTab
from hrdesk.ui.pages.templates.editor import TemplateEditor
from hrdesk.ui.style import set_role
from hrdesk.ui.widgets.data_table import DataTable
from hrdesk.ui.widgets.empty_state import EmptyState
from hrdesk.ui.widgets.search_box import SearchBox


def _state(row: TemplateRow) -> Status:
    if row.has_draft:
        return Status("มีร่าง", "warn", "edit")
    if row.number:
        return Status(f"ของสำนักงาน ฉบับที่ {row.number}", "good", "check_circle")
    return Status("ของโปรแกรม", "muted", "paper")


COLUMNS = (
    Column("title", "แบบ", width=380, stretch=True, tooltip=lambda row: row.title),
    Column("paper", "เอกสาร", width=210),
    Column("form", "แบบ คส.", width=80),
    Column("state", "ข้อความที่ใช้", width=190, status=_state),
    Column("changed_by", "แก้ไขโดย", width=140),
    Column("changed_at", "แก้ไขเมื่อ", width=200, shown=False),
)


class TemplatesTab(SettingsTab):
    """The list, and in its place the editor of one text."""

    kinds: ClassVar[frozenset[str]] = frozenset({"template"})

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(ctx, parent)
        self.setObjectName("templates_tab")
        self._rows: tuple[TemplateRow, ...] = ()
        self.search = SearchBox("ค้นหาแบบหนังสือ", "template_search", self)
        self.table = DataTable(ctx.settings, "templates", "แบบหนังสือ", self)
        self.model = ListTable(COLUMNS, parent=self)
        self.table.set_table(self.model)
        self.open_it = self.make_action("template_open", "เปิดแบบ", "edit", self.open_current)
        self.forms = self.make_action(
            "template_forms", "แบบฟอร์มการประชุม…", "settings", lambda: edit_forms(ctx, self)
        )
        self.output = ListOutput(self, "templates", self._listed)
        self.table.set_actions((self.open_it, *self.output.actions))
        self.empty = EmptyState("ไม่พบแบบหนังสือ", "ลองพิมพ์ให้สั้นลง หรือล้างช่องค้นหา", "ล้างช่องค้นหา", self)
        self.empty.started.connect(self._clear)
        self._below = QStackedWidget(self)
        self._below.addWidget(self.table)
        self._below.addWidget(self.empty)
        told = QLabel("ข้อความของเอกสารทุกชนิด แก้ไขเป็นของสำนักงานได้ และกลับไปใช้ของเดิมได้เสมอ", self)
        told.setObjectName("templates_told")
        told.setWordWrap(True)
        set_role(told, "muted")
        listing = QWidget(self)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.search, 1)
        line.addLayout(
            self.button_row((self.open_it, self.forms), self.open_it, self.output.actions), 2
        )
        inside = QVBoxLayout(listing)
        inside.setContentsMargins(0, 12, 0, 0)
        inside.setSpacing(8)
        inside.addWidget(told)
        inside.addLayout(line)
        inside.addWidget(self._below, 1)
        self.editor = TemplateEditor(ctx, self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(listing)
        self._stack.addWidget(self.editor)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self._stack)
        self.search.searched.connect(lambda _text: self._fill())
        self.search.moved_down.connect(self.table.setFocus)
        self.table.opened.connect(lambda _row: self.open_current())
        self.table.chosen.connect(lambda row: self.open_it.setEnabled(row is not None))
        self.editor.left.connect(self._back)
        self.setFocusProxy(self.search)

    def refresh(self) -> None:
        """Read the list again, and the open text where nothing is typed."""
        self.ctx.tasks.query(self, template_list, self._show, key="list")
        if self._stack.currentWidget() is self.editor:
            self.editor.refresh()

    def take_route(self, route: Route) -> None:
        """Open the text that a route names."""
        if route.params.get("name"):
            self._edit(route.params["name"])

    def open_current(self) -> None:
        """Open the editor of the chosen text."""
        row: TemplateRow | None = self.table.current_row()
        if row is not None:
            self._edit(row.id)

    def _edit(self, name: str) -> None:
        self._stack.setCurrentWidget(self.editor)
        self.editor.show_template(name)

    def _back(self) -> None:
        self._stack.setCurrentIndex(0)
        self.refresh()
        self.table.setFocus()

    def _show(self, rows: tuple[TemplateRow, ...]) -> None:
        self._rows = rows
        self._fill()

    def _fill(self) -> None:
        asked = self.search.query().split()
        found = tuple(
            row
            for row in self._rows
            if all(word in f"{row.title} {row.paper} {row.form}" for word in asked)
        )
        self.model.set_rows(found)
        self.output.enable(bool(found))
        self._below.setCurrentWidget(self.table if found else self.empty)
        if found and self.table.current_row() is None:
            self.table.select_id(found[0].id)
        self.open_it.setEnabled(self.table.current_row() is not None)

    def _clear(self) -> None:
        self.search.set_query("")
        self._fill()
        self.search.setFocus()

    def _listed(self) -> MemoryList:
        return MemoryList("แบบหนังสือ", self.search.query(), COLUMNS, self.model.rows())
