"""The tab กลุ่มตำแหน่งเดียวกัน: series that count as one for time in position."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from hrdesk.services.access import Right
from hrdesk.services.errors import DomainError, EditConflict, Invalid
from hrdesk.services.position_groups import (
    GroupInput,
    SaveGroup,
    group_problems,
    remove_group,
    save_group,
)
from hrdesk.services.queries.law import GroupRow, position_groups
from hrdesk.ui.context import AppContext
from hrdesk.ui.models.columns import Column
from hrdesk.ui.models.list_table import ListTable
from hrdesk.ui.pages.settings.form_dialog import FormDialog
from hrdesk.ui.pages.settings.list_output import ListOutput, MemoryList
from hrdesk.ui.pages.settings.tab import SettingsTab, settle
from hrdesk.ui.pages.sign_in.fitting import fit
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable, plain
from hrdesk.ui.widgets.data_table import DataTable
from hrdesk.ui.widgets.empty_state import EmptyState
from hrdesk.ui.widgets.field import Field

COLUMNS = (
    Column("name", "กลุ่ม", width=200),
    Column(
        "series", "สายงานในกลุ่ม", width=360, stretch=True, value=lambda row: ", ".join(row.series)
    ),
    Column("source", "ที่มา", width=260),
)


class GroupDialog(FormDialog):
    """Name, one series a line, source."""

    kind = "law_group_dialog"

    def __init__(
        self,
        title: str,
        group: GroupInput,
        save: Callable[[GroupInput], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, "บันทึก", parent)
        self._save = save
        self.name = QLineEdit(group.name, self)
        self.name.setObjectName("law_group_name")
        self.series = QPlainTextEdit("\n".join(group.series), self)
        self.series.setObjectName("law_group_series")
        self.series.setTabChangesFocus(True)
        self.series.setPlaceholderText("นักทรัพยากรบุคคล\nนักพัฒนาทรัพยากรบุคคล")
        self.series.setMaximumHeight(104)
        self.source = QLineEdit(group.source, self)
        self.source.setObjectName("law_group_source")
        self.source.setPlaceholderText("เช่น หนังสือสำนักงาน ก.พ. ที่ … ลงวันที่ …")
        add, rows = self.form.add, self.fields
        rows.addWidget(add("name", Field("ชื่อกลุ่ม", self.name, required=True)))
        hint = "บรรทัดละหนึ่งสายงาน สะกดให้ตรงกับในทะเบียนบุคลากร"
        rows.addWidget(add("series", Field("สายงาน", self.series, required=True, hint=hint)))
        rows.addWidget(add("source", Field("ที่มา", self.source, required=True)))
        self.name.setFocus()
        fit(self)

    def typed(self) -> GroupInput:
        """Return the group as typed."""
        lines = plain(self.series.toPlainText()).splitlines()
        series = tuple(line.strip() for line in lines if line.strip())
        return GroupInput(plain(self.name.text()), series, plain(self.source.text()))

    def hand_over(self) -> None:
        """Give what was typed, once nothing is wrong with it."""
        problems = group_problems(self.typed())
        if problems:
            self.refused(Invalid(tuple(problems)))
        else:
            self._save(self.typed())


class GroupsTab(SettingsTab):
    """Add, edit and remove, each with undo."""

    kinds: ClassVar[frozenset[str]] = frozenset({"position_group"})

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(ctx, parent)
        self.setObjectName("law_groups_tab")
        self.table = DataTable(ctx.settings, "law_groups", "กลุ่มตำแหน่งเดียวกัน", self)
        self.model = ListTable(COLUMNS, parent=self)
        self.table.set_table(self.model)
        self.add = self.make_action("law_group_add", "เพิ่มกลุ่ม…", "add", self._add)
        self.edit = self.make_action("law_group_edit", "แก้ไข…", "edit", self._edit, "F2")
        self.remove = self.make_action("law_group_remove", "นำออก", "delete", self._remove, "Del")
        may = ctx.may(Right.MANAGE_OFFICE)
        acts = tuple(self.actions_made)
        for action in acts:
            action.setVisible(may)
        self.output = ListOutput(self, "law_groups", self._listed)
        self.table.set_actions(self.actions_made)
        self._empty = EmptyState(
            "ยังไม่มีกลุ่มตำแหน่งเดียวกัน",
            "สายงานในกลุ่มเดียวกันนับเวลาดำรงตำแหน่งต่อเนื่องกันได้ เพิ่มตามหนังสือที่ให้ถือเป็นกลุ่มเดียวกัน",
            "เพิ่มกลุ่ม" if may else "",
            self,
        )
        self._empty.started.connect(self._add)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        told = QLabel(breakable("การตรวจคุณสมบัตินับสายงานในกลุ่มเดียวกันเป็นสายงานเดียวกัน"), self)
        set_role(told, "muted")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 12, 0, 0)
        rows.setSpacing(8)
        rows.addLayout(self.button_row(acts, self.add, self.output.actions))
        rows.addWidget(self._stack, 1)
        rows.addWidget(told)
        self.table.chosen.connect(lambda _row: self._enable())
        if may:
            self.table.opened.connect(lambda _row: self._edit())
        self._enable()

    def refresh(self) -> None:
        """Read the groups again."""
        self.ctx.tasks.query(self, position_groups, self._show, key="groups")

    def _show(self, rows: tuple[GroupRow, ...]) -> None:
        self.model.set_rows(rows)
        self.output.enable(bool(rows))
        self._stack.setCurrentWidget(self.table if rows else self._empty)
        self._enable()

    def _enable(self) -> None:
        chosen = self.table.current_row() is not None and self.ctx.may(Right.MANAGE_OFFICE)
        self.edit.setEnabled(chosen)
        self.remove.setEnabled(chosen)

    def _add(self) -> None:
        def save(typed: GroupInput) -> None:
            self.ctx.tasks.act(
                self,
                lambda uow: save_group(uow, SaveGroup(typed)),
                done,
                dialog.refused,
                undo=lambda key: lambda uow: remove_group(uow, key, 1),
                saved="เพิ่มกลุ่มแล้ว",
            )

        def done(key: int) -> None:
            dialog.accept()
            self.table.select_id(key)

        dialog = GroupDialog("เพิ่มกลุ่มตำแหน่งเดียวกัน", GroupInput("", (), ""), save, self)
        dialog.open()

    def _edit(self) -> None:
        row: GroupRow | None = self.table.current_row()
        if row is None:
            return
        before = GroupInput(row.name, row.series, row.source)

        def save(typed: GroupInput) -> None:
            def refused(problem: DomainError) -> None:
                if isinstance(problem, EditConflict):
                    dialog.reject()
                    self._settle(problem, row, typed)
                else:
                    dialog.refused(problem)

            self.ctx.tasks.act(
                self,
                lambda uow: save_group(uow, SaveGroup(typed, row.id, row.version)),
                lambda _key: dialog.accept(),
                refused,
                undo=lambda key: (
                    lambda uow: save_group(uow, SaveGroup(before, key, row.version + 1))
                ),
                saved="แก้ไขกลุ่มแล้ว",
            )

        dialog = GroupDialog("แก้ไขกลุ่มตำแหน่งเดียวกัน", before, save, self)
        dialog.open()

    def _settle(self, problem: EditConflict, row: GroupRow, typed: GroupInput) -> None:
        def save(chosen: dict[str, Any]) -> None:
            mixed = GroupInput(
                chosen.get("name", typed.name),
                tuple(chosen.get("series", typed.series)),
                chosen.get("source", typed.source),
            )

            def again(rows: tuple[GroupRow, ...]) -> None:
                version = next((one.version for one in rows if one.id == row.id), row.version)
                self.ctx.tasks.act(
                    self, lambda uow: save_group(uow, SaveGroup(mixed, row.id, version))
                )

            self.ctx.tasks.query(self, position_groups, again, key="again")

        settle(self, problem, save, "ข้อมูลกลุ่มนี้")

    def _remove(self) -> None:
        row: GroupRow | None = self.table.current_row()
        if row is None:
            return
        self.ctx.tasks.act(
            self,
            lambda uow: remove_group(uow, row.id, row.version),
            undo=lambda gone: lambda uow: save_group(uow, SaveGroup(gone)),
            saved=f"นำกลุ่ม {row.name} ออกแล้ว",
        )

    def _listed(self) -> MemoryList:
        return MemoryList("กลุ่มตำแหน่งเดียวกัน", "", COLUMNS, self.model.rows())
