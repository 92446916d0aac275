"""The page of one committee: reading and changing are the same form."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction, QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from hrdesk.services.access import Right
from hrdesk.services.changes import Change
from hrdesk.services.committees import save_committee
from hrdesk.services.errors import DomainError, EditConflict
from hrdesk.services.queries.committees import (
    CommitteeDetail,
    CommitteeLaw,
    committee_detail,
    committee_law,
)
from hrdesk.ui import icons
from hrdesk.ui.actions import make_action
from hrdesk.ui.context import AppContext, Route
from hrdesk.ui.models.columns import Column
from hrdesk.ui.notify import Notice
from hrdesk.ui.page import Page
from hrdesk.ui.pages.intake.layout import scrolled
from hrdesk.ui.pages.meetings.committee_form import (
    CELLS,
    CommitteeForm,
    Values,
    empty_values,
    members_of,
    values_of,
)
from hrdesk.ui.pages.meetings.composition import show_check
from hrdesk.ui.pages.settings.list_output import MemoryList, export_excel, print_list
from hrdesk.ui.style import set_role

NEW = "ตั้งคณะกรรมการ"
RESTORED = "นำสิ่งที่พิมพ์ค้างไว้กลับมาแล้ว ยังไม่ได้บันทึก"
_CHECK_HEIGHT = 130  # pixels: five lines, the others by scrolling
_PAUSE_MS = 250  # after the last key the composition is checked


class CommitteePage(Page):
    """``Route("committee", id)``; without an id a new one, ``copy`` names whose members it takes."""

    name: ClassVar[str] = "committee"
    title: ClassVar[str] = "คณะกรรมการ"
    help_page: ClassVar[str] = "meetings"
    kinds: ClassVar[frozenset[str]] = frozenset({"committee"})

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(ctx, parent)
        self._base: Values = empty_values()
        self._version: int | None = None
        self._name = ""
        self._unsaved = False
        self._saving = False
        self.form = CommitteeForm(ctx, self)
        self.check = QLabel(self)
        self.check.setObjectName("composition")
        self.check.setWordWrap(True)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._ask_law)
        self._save = make_action(self, "save", "บันทึก", "save", self.save, "Ctrl+S")
        self._meeting = make_action(
            self, "committee_meetings", "การประชุม", "meeting", self._meetings
        )
        self._excel = make_action(self, "members_excel", "ส่งออก Excel…", "excel", self._to_excel)
        self._print = make_action(self, "print", "พิมพ์รายชื่อ…", "print", self._to_paper)
        self._order = make_action(self, "committee_order", "คำสั่งแต่งตั้ง…", "paper", self._make_order)
        self._copy = make_action(self, "new_term", "คัดลอกเป็นวาระใหม่", "copy", self._new_term)
        self._lay_out()
        self.form.changed.connect(self._keep)

    # -- the page -----------------------------------------------------------------------------

    def open(self, route: Route) -> None:
        """Show a committee, or the form with what was typed before."""
        self.route = route
        self._stale = False
        self._version, self._name = None, ""
        copied = route.params.get("copy", "")
        if route.id is not None or copied:
            self._read(route.id or int(copied), new_term=route.id is None)
        else:
            self._begin(empty_values(), None)
        self._tell()

    def refresh(self) -> None:
        """Read the committee again unless something is typed."""
        if self.route.id is not None and not self._unsaved:
            self._read(self.route.id)
        else:
            self._ask_law()

    def current_title(self) -> str:
        """Return the committee's name."""
        return NEW if self.route.id is None else self._name or self.title

    def crumbs(self) -> list[tuple[str, Route | None]]:
        """Return the path from the list."""
        listed = Route("meetings", params={"tab": "committees"})
        return [("คณะกรรมการ", listed), (self.current_title(), None)]

    def actions(self) -> list[QAction]:
        """Return what may be done with a stored committee."""
        if self.route.id is None:
            return []
        order = [self._order] if self.ctx.may(Right.ISSUE_PAPERS) else []
        return [self._meeting, *order, self._print, self._excel, self._copy]

    def concerns(self, changes: frozenset[Change]) -> bool:
        """Tell whether this very committee changed."""
        return any(c.kind == "committee" and c.id in (None, self.route.id) for c in changes)

    def hideEvent(self, event: QHideEvent) -> None:
        """Write the draft at once when the page is left."""
        self._pause.stop()
        self.ctx.drafts.flush()
        super().hideEvent(event)

    # -- reading ------------------------------------------------------------------------------

    def _read(self, committee_id: int, *, new_term: bool = False) -> None:
        def show(detail: CommitteeDetail) -> None:
            if not new_term and self.route.id != detail.id:
                return
            self._name = detail.name
            version = None if new_term else detail.version
            if new_term:
                self._begin(empty_values(), None, values_of(detail, new_term=True))
            else:
                self._begin(values_of(detail), version)
            self._tell()

        self.ctx.tasks.query(
            self, lambda uow: committee_detail(uow, committee_id), show, key="committee"
        )

    def _begin(self, base: Values, version: int | None, typed: Values | None = None) -> None:
        """Show what is stored, or over it what was typed and not yet saved."""
        kept = self.ctx.drafts.load(self._draft())
        self._base, self._version = base, version
        values = typed or base
        if kept is not None and typed is None:
            values = {**base, **kept["values"]}
            self._version = kept["version"]
            self.ctx.notify.info(RESTORED)
        self.form.fill(values)
        self._keep()
        if self.route.id is None:
            self.form.name.setFocus()

    def _ask_law(self) -> None:
        typed = self.form.values()
        day, start = self.form.days["order_dated"].date(), self.form.days["term_from"].date()
        members = members_of(typed["members"])
        self.ctx.tasks.query(
            self,
            lambda uow: committee_law(
                uow, day, typed["rule"], typed["target_level"], members, start
            ),
            self._show_law,
            key="law",
        )

    def _show_law(self, law: CommitteeLaw) -> None:
        self.form.show_law(law)
        show_check(self.check, law, self.form.rule.value())
        needed = self.check.heightForWidth(max(self._told.viewport().width(), 200))
        self._told.setFixedHeight(min(needed, _CHECK_HEIGHT))

    # -- saving -------------------------------------------------------------------------------

    def save(self) -> None:
        """Save the form; refusals stand beside their fields and cells."""
        if self._saving:
            return
        self.form.clear_errors()
        try:
            command = self.form.command(self.route.id, self._version)
        except DomainError as problem:
            self._refused(problem)
            return
        self._busy(True)
        self.ctx.tasks.act(
            self, lambda uow: save_committee(uow, command), self._saved, self._refused
        )

    def give_up(self) -> None:
        """Show again what is stored; the strip brings back what was typed."""
        typed = self.form.values()
        self.ctx.drafts.discard(self._draft())
        self.form.fill(self._base)

        def back() -> None:
            self.form.fill(typed)

        self.ctx.notify.show(Notice("ทิ้งสิ่งที่พิมพ์แล้ว", "good", "เลิกทำ", back))

    def _saved(self, committee_id: int) -> None:
        self._busy(False)
        self.ctx.drafts.discard(self._draft())
        self._typed(False)
        if self.route.id is None:
            self.ctx.navigate(Route("committee", committee_id))
        else:
            self._read(committee_id)

    def _refused(self, problem: DomainError) -> None:
        self._busy(False)
        if isinstance(problem, EditConflict):
            self._settle(problem)
            return
        for one in self.form.show_problem(problem):
            self.ctx.notify.error(one)

    def _settle(self, problem: EditConflict) -> None:
        from hrdesk.ui.pages.settings.tab import settle

        committee_id, mine = self.route.id, self.form.values()
        if committee_id is None:
            return

        def save(chosen: dict[str, Any]) -> None:
            def again(detail: CommitteeDetail) -> None:
                theirs = values_of(detail)
                taken = {key: mine[key] for key in chosen if chosen[key] != getattr(detail, key)}
                self._base, self._version = theirs, detail.version
                # The table of members is one thing: the rows as they are typed here.
                self.form.fill({**theirs, **taken, "members": mine["members"]})
                self.save()

            self.ctx.tasks.query(self, lambda uow: committee_detail(uow, committee_id), again)

        settle(self, problem, save, "คณะกรรมการนี้")

    def _busy(self, busy: bool) -> None:
        self._saving = busy
        self._save_button.setEnabled(not busy)

    # -- the draft ----------------------------------------------------------------------------

    def _draft(self) -> str:
        return f"committee-{self.route.id or 'new'}"

    def _keep(self) -> None:
        typed = self.form.values()
        if typed == self._base:
            self.ctx.drafts.discard(self._draft())
        else:
            self.ctx.drafts.save(self._draft(), {"values": typed, "version": self._version})
        self._typed(typed != self._base)
        self._pause.start()

    def _typed(self, unsaved: bool) -> None:
        self._cancel_button.setEnabled(unsaved)
        if unsaved != self._unsaved:
            self._unsaved = unsaved
            self.saved_changed.emit(not unsaved)

    def _tell(self) -> None:
        self.title_changed.emit()
        self.actions_changed.emit()

    # -- other acts ---------------------------------------------------------------------------

    def _new_term(self) -> None:
        self.ctx.navigate(Route("committee", params={"copy": str(self.route.id)}))

    def _meetings(self) -> None:
        self.ctx.navigate(Route("meetings", params={"committee": str(self.route.id)}))

    def _make_order(self) -> None:
        from hrdesk.services.committee_papers import prepare_committee_order
        from hrdesk.services.papers import PaperOptions
        from hrdesk.ui.pages.papers.dialog import PaperDialog

        committee_id = self.route.id
        if self._unsaved or committee_id is None:
            self.ctx.notify.warn("โปรดบันทึกคณะกรรมการก่อน คำสั่งทำจากรายชื่อที่บันทึกแล้ว")
            return
        settings = self.ctx.settings
        options = PaperOptions(settings.text("digits"), settings.text("font_file"))
        PaperDialog(
            self.ctx, None, "committee_order", self,
            prepare=lambda uow: prepare_committee_order(uow, committee_id, options),
            name=f"paper-committee_order-{committee_id}",
        ).open()  # fmt: skip

    def _listed(self) -> MemoryList:
        names = {cell.key: dict(cell.choices) for cell in CELLS}
        columns = tuple(
            Column(
                cell.key, cell.title, width=cell.width,
                value=lambda row, key=cell.key: names[key].get(row.get(key, ""), row.get(key, "")),
            )
            for cell in CELLS
        )  # fmt: skip
        order = self.form.order_number.value()
        return MemoryList(
            self.form.name.value(), f"คำสั่งที่ {order}" if order else "", columns,
            self.form.members.rows(),
        )  # fmt: skip

    def _to_excel(self) -> None:
        export_excel(self, self._listed())

    def _to_paper(self) -> None:
        print_list(self, self._listed())

    def _lay_out(self) -> None:
        self._save_button = QPushButton("บันทึก (Ctrl+S)", self)
        self._save_button.setObjectName("button_save")
        set_role(self._save_button, "primary")
        icons.set_icon(self._save_button, "save", "on_accent")
        self._save_button.clicked.connect(lambda _checked=False: self.save())
        self._cancel_button = QPushButton("ทิ้งสิ่งที่พิมพ์", self)
        self._cancel_button.setObjectName("button_cancel")
        self._cancel_button.clicked.connect(lambda _checked=False: self.give_up())
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self._save_button, self._cancel_button):
            button.setAccessibleName(button.text())
            buttons.addWidget(button)
        buttons.addStretch()
        inside = QWidget(self)
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        rows.addWidget(self.form)
        rows.addStretch()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        self._told = scrolled(self.check, "composition_scroll")
        self._told.setFixedHeight(0)
        whole.addWidget(scrolled(inside, "committee_scroll"), 1)
        whole.addWidget(self._told)
        whole.addLayout(buttons)
