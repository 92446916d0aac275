"""The page ขั้นตอนงาน: the list, the picture, the chosen step; drafts are edited where they stand."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QHideEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from hrdesk.rules.procedure_faults import Fault
from hrdesk.rules.procedure_text import Document
from hrdesk.services.access import Right
from hrdesk.services.errors import DomainError
from hrdesk.services.queries.procedures import (
    ProcedureRow,
    ProcedureView,
    procedure_view,
    procedures_list,
)
from hrdesk.ui.context import AppContext, Route
from hrdesk.ui.page import Page
from hrdesk.ui.pages.procedures import editing
from hrdesk.ui.pages.procedures.acts import Acts
from hrdesk.ui.pages.procedures.choice import ProcedureChoice, row_lines
from hrdesk.ui.pages.procedures.details import Details
from hrdesk.ui.pages.procedures.faults import FaultList
from hrdesk.ui.pages.procedures.keeper import DraftKeeper
from hrdesk.ui.pages.procedures.picture import PictureView
from hrdesk.ui.pages.procedures.step_form import StepForm
from hrdesk.ui.pages.procedures.tools import Tools, zoom_buttons
from hrdesk.ui.pages.procedures.whole_form import WholeForm
from hrdesk.ui.pages.procedures.words import ref_words
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable

_SHARES = (20, 48, 32)  # per cent of the width for list, picture, details
_SMALL = QSize(880, 480)
_EDITING = (18, 42, 40)  # a form needs more room than words to read


class ProceduresPage(Page):
    """``Route("procedures", params={"ref": "doh.resignation@1", "step": "check"})`` opens one."""

    name: ClassVar[str] = "procedures"
    title: ClassVar[str] = "ขั้นตอนงาน"
    help_page: ClassVar[str] = "procedures"
    kinds: ClassVar[frozenset[str]] = frozenset({"procedure", "office"})

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(ctx, parent)
        self.view: ProcedureView | None = None
        self._wanted = ""
        self._wanted_step = ""
        self.may_edit = ctx.may(Right.MANAGE_OFFICE)
        self.keeper = DraftKeeper(ctx, self)
        self.choice = ProcedureChoice(self)
        self.heading = self._label("procedure_heading", "subtitle")
        self.about = self._label("procedure_about", "muted")
        self.picture = PictureView(self)
        self.faults = FaultList(self)
        self.details = Details("step_details", "รายละเอียดขั้นตอน", self)
        self.whole = Details("whole_details", "รายละเอียดทั้งฉบับ", self)
        self.step_form = StepForm(self)
        self.whole_form = WholeForm(self)
        self.acts = Acts(self, ctx)
        self.tools = Tools(self)
        self.tabs = QTabWidget(self)
        self._lay_out()
        self._connect()
        self._was_editing: bool | None = None
        self._show_editing(False)
        self._was_editing = None  # the widths are shared out once the page has its own
        self.setFocusProxy(self.choice)

    # -- the page -----------------------------------------------------------------------------

    def open(self, route: Route) -> None:
        """Show the version that the route names, or the one shown last."""
        self._wanted = route.params.get("ref", self._wanted)
        self._wanted_step = route.params.get("step", "")
        super().open(route)

    def refresh(self) -> None:
        """Read the list again, and what is shown unless it is being edited here."""
        self.ctx.tasks.query(self, procedures_list, self._listed, key="list")

    def actions(self) -> list[QAction]:
        """Return what the page offers at its top right."""
        return self.acts.of_page()

    def can_leave(self) -> bool:
        """Store what was typed and go."""
        self.keeper.save()
        return True

    def hideEvent(self, event: QHideEvent) -> None:
        """Store what was typed when the page goes out of sight."""
        self.keeper.save()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a small window the picture gets the room of words that can be had otherwise."""
        super().resizeEvent(event)
        small = self.height() < _SMALL.height() or self.width() < _SMALL.width()
        self.about.setVisible(not small)
        self.tools.set_compact(small)

    @property
    def document(self) -> Document | None:
        """What is shown: the draft as it is now, or a version as it is stored."""
        if self.is_editing:
            return self.keeper.document
        return self.view.document if self.view is not None else None

    @property
    def is_editing(self) -> bool:
        """Whether what is shown is a draft that this user may change."""
        return self.keeper.view is not None

    @property
    def text(self) -> str:
        """What is shown as the text of a file."""
        if self.is_editing:
            return self.keeper.text()
        return self.view.text if self.view is not None else ""

    def show_ref(self, ref: str, step: str = "") -> None:
        """Choose a version, also one that is only about to be in the list."""
        self._wanted, self._wanted_step = ref, step
        if not self.choice.choose(ref):
            self.refresh()
        elif self.view is None or self.view.row.ref != ref:
            self.read(ref)

    def read(self, ref: str) -> None:
        """Read a version and show it."""
        self._wanted = ref
        if self.is_editing:
            self.keeper.save()
        self.ctx.tasks.query(
            self, lambda uow: procedure_view(uow, ref), self._arrived, self._failed, key="view"
        )

    # -- reading ------------------------------------------------------------------------------

    def _listed(self, rows: tuple[ProcedureRow, ...]) -> None:
        before = self.choice.current()
        self.choice.show_rows(rows)
        wanted = self._wanted if self.choice.row(self._wanted) else before or self.choice.first()
        if wanted and self.choice.row(wanted) is None:
            wanted = self.choice.first()
        if not wanted:
            return
        self.choice.tree.blockSignals(True)
        self.choice.choose(wanted)
        self.choice.tree.blockSignals(False)
        self.read(wanted)

    def _arrived(self, view: ProcedureView) -> None:
        if view.row.ref != self._wanted:
            return
        mine = self.keeper.view
        if mine is not None and mine.row.ref == view.row.ref:
            if self.keeper.is_dirty or view.draft_version == self.keeper.version:
                self.view = view
                return
        elif mine is not None:
            self.keeper.let_go()
        same = self.view is not None and self.view.row.ref == view.row.ref
        step = self._wanted_step or (self.picture.key() if same else "")
        self._wanted_step = ""
        self.view = view
        if view.draft_version is not None and self.may_edit:
            self.keeper.take(view)
        elif mine is not None:
            self.keeper.let_go()
        self._show_editing(self.is_editing)
        self.picture.mark_faults(())
        self._show_all(step)
        self.acts.follow()
        self.title_changed.emit()

    def _failed(self, problem: DomainError) -> None:
        self.ctx.notify.error(problem, self.refresh)

    # -- showing ------------------------------------------------------------------------------

    def _show_all(self, step: str) -> None:
        document, view = self.document, self.view
        if document is None or view is None:
            return
        self.heading.setText(breakable(str(document.get("title") or view.row.title)))
        self.about.setText(breakable(_about(view)))
        self.heading.setToolTip(_about(view))
        self.picture.show_document(document, step)
        self._show_step(self.picture.key())
        if self.is_editing:
            self.whole_form.show_document(document)
        else:
            self.whole.show_whole(document)
        self.tools.follow()

    def _show_step(self, key: str) -> None:
        document = self.document
        if document is None:
            return
        if self.is_editing:
            self.step_form.show_step(document, key)
        else:
            self.details.show_step(document, key)
        self.tools.follow()

    def _show_editing(self, editing_now: bool) -> None:
        if self._was_editing is not editing_now:
            shares = _EDITING if editing_now else _SHARES
            self._split.setSizes([share * self.width() // 100 for share in shares])
            self._was_editing = editing_now
        self.tools.setVisible(editing_now)
        self.faults.setVisible(editing_now)
        for place, widgets in (
            (0, (self.details, self._step_area)),
            (1, (self.whole, self._whole_area)),
        ):
            shown = widgets[1] if editing_now else widgets[0]
            holder = self.tabs.widget(place)
            for widget in widgets:
                widget.setVisible(widget is shown)
            holder.setFocusProxy(shown)

    def _checked(self, found: tuple[Fault, ...]) -> None:
        document = self.document
        if document is None:
            return
        self.faults.show_faults(document, found)
        self.picture.mark_faults(fault.step for fault in found if fault.step)
        self.acts.follow()

    # -- editing ------------------------------------------------------------------------------

    def change_step(self, field: str, value: object, typing: bool) -> None:
        """Take a new value of the chosen step."""
        key = self.picture.key()
        made = editing.set_step(self.keeper.document, key, {field: value})
        self.keeper.put(made, key, f"{key}.{field}" if typing else "")

    def change_whole(self, field: str, value: object, typing: bool) -> None:
        """Take a new value of the procedure as a whole."""
        made = editing.set_top(self.keeper.document, {field: value})
        self.keeper.put(made, self.picture.key(), field if typing else "")

    def _edited(self, step: str) -> None:
        self._show_all(step)

    def _chosen_fault(self, step: str) -> None:
        if step:
            self.tabs.setCurrentIndex(0)
            self.picture.choose(step)
        else:
            self.tabs.setCurrentIndex(1)

    def take_theirs(self, view: ProcedureView) -> None:
        """Show a draft as somebody else stored it; what was typed here is given up."""
        self.view = view
        self.keeper.take(view)
        self._show_all(self.picture.key())

    # -- making -------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.choice.chosen.connect(self.read)
        self.choice.opened.connect(self.picture.setFocus)
        self.picture.chosen.connect(self._walked)
        self.step_form.changed.connect(self.change_step)
        self.whole_form.changed.connect(self.change_whole)
        self.keeper.edited.connect(self._edited)
        self.keeper.checked.connect(self._checked)
        self.keeper.conflicted.connect(self.acts.settle)
        self.keeper.saved_changed.connect(self.saved_changed)
        self.faults.chosen.connect(self._chosen_fault)

    def _walked(self, key: str) -> None:
        self.keeper.history.seal()
        self._show_step(key)

    def _lay_out(self) -> None:
        middle = QWidget(self)
        column = QVBoxLayout(middle)
        column.setContentsMargins(8, 0, 8, 0)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(2)
        head.addWidget(self.heading, 1)
        for button in zoom_buttons(self.picture):
            head.addWidget(button)
        column.addLayout(head)
        column.addWidget(self.about)
        column.addWidget(self.tools)
        column.addWidget(self.picture, 1)
        column.addWidget(self.faults)
        self._step_area = _scrolled(self.step_form, "step_form_area")
        self._whole_area = _scrolled(self.whole_form, "whole_form_area")
        self.tabs.setObjectName("procedure_tabs")
        self.tabs.setAccessibleName("รายละเอียด")
        self.tabs.setDocumentMode(True)
        for title, widgets in (
            ("ขั้นตอนที่เลือก", (self.details, self._step_area)),
            ("ทั้งฉบับ", (self.whole, self._whole_area)),
        ):
            holder = QWidget(self.tabs)
            inside = QVBoxLayout(holder)
            inside.setContentsMargins(0, 4, 0, 0)
            for widget in widgets:
                inside.addWidget(widget)
            self.tabs.addTab(holder, title)
        self._split = QSplitter(Qt.Orientation.Horizontal, self)
        self._split.setObjectName("procedure_split")
        self._split.setChildrenCollapsible(False)
        for at, side in enumerate((self.choice, middle, self.tabs)):
            self._split.addWidget(side)
            self._split.setStretchFactor(at, _SHARES[at])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._split)

    def _label(self, name: str, role: str) -> QLabel:
        made = QLabel(self)
        made.setObjectName(name)
        made.setWordWrap(True)
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        set_role(made, role)
        return made


def _scrolled(content: QWidget, name: str) -> QScrollArea:
    area = QScrollArea()
    area.setObjectName(name)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    set_role(content, "scrolled")
    area.setWidget(content)
    # Never clipped: where there is little room, the picture gives way.
    area.setMinimumWidth(
        content.minimumSizeHint().width() + area.verticalScrollBar().sizeHint().width()
    )
    return area


def _about(view: ProcedureView) -> str:
    parts = list(row_lines(view.row))
    if view.row.based_on:
        parts.append(f"คัดลอกจาก{ref_words(view.row.based_on)}")
    if view.row.draft_id is not None:
        parts.append(f"แก้ไขล่าสุดโดย {view.row.edited_by}")
    if view.reason:
        parts.append(f"เผยแพร่โดย {view.released_by} เพราะ {view.reason}")
    return " · ".join(parts)
