"""The page เครื่องคำนวณ: kinds at the left, the form in the middle, result and reasons at right."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from hrdesk.rules.refusal import Refused
from hrdesk.rules.sorting import search_text
from hrdesk.services.calculator import Catalogue, Outcome, calculate, catalogue
from hrdesk.ui import icons
from hrdesk.ui.context import AppContext, Route
from hrdesk.ui.page import Page
from hrdesk.ui.pages.calculator.editors import NotRead
from hrdesk.ui.pages.calculator.form import FactsForm
from hrdesk.ui.pages.calculator.output import annex, fact_lines, make_pdf
from hrdesk.ui.pages.calculator.results import Line, as_text, reasons, result_lines
from hrdesk.ui.pages.calculator.spec import Spec, specs_of
from hrdesk.ui.pages.calculator.titles import WrappedTitles
from hrdesk.ui.pages.calculator.tree import ResultTree
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable
from hrdesk.ui.widgets.search_box import SearchBox

DEBOUNCE_MS = 250
_NAME = Qt.ItemDataRole.UserRole
_MOST_NEEDED = 6  # names of missing facts that are said; the others are counted


class CalculatorPage(Page):
    """Results change as one types; nothing is stored."""

    name: ClassVar[str] = "calculator"
    title: ClassVar[str] = "เครื่องคำนวณ"
    help_page: ClassVar[str] = "calculator"
    kinds: ClassVar[frozenset[str]] = frozenset({"law", "office_day"})

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(ctx, parent)
        self._offered: Catalogue | None = None
        self._kind = ""
        self._specs: tuple[Spec, ...] = ()
        self._typed: dict[str, dict[str, Any]] = {}  # what was filled in, by kind
        self._asked: dict[str, Any] | None = None
        self._turn = 0
        self._outcome: Outcome | None = None
        self.form: FactsForm | None = None
        self.box = SearchBox("ค้นหาการคำนวณ", "calculator_search", self)
        self.kinds_list = QListWidget(self)
        self.kinds_list.setObjectName("calculator_kinds")
        self.kinds_list.setAccessibleName("การคำนวณ")
        self.kinds_list.setItemDelegate(WrappedTitles(self.kinds_list))
        self.kinds_list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.kinds_list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.heading = self._label("calculator_heading", "subtitle")
        self.example = QPushButton("ตัวอย่าง", self)
        self.example.setObjectName("calculator_example")
        self.example.setToolTip("เติมข้อมูลสมมติที่คำนวณได้")
        self.empty = QPushButton("ล้าง", self)
        self.empty.setObjectName("calculator_clear")
        self.refusal = self._label("calculator_refusal", "error")
        self.answer = self._label("calculator_answer", "subtitle")
        self.hint = self._label("calculator_hint", "muted")
        self.tree = ResultTree(self.text, self)
        self._scroll = QScrollArea(self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DEBOUNCE_MS)
        self._timer.timeout.connect(self.recalculate)
        self._print = self._action("print", "พิมพ์เอกสารแนบ", "print", "Ctrl+P", self.print)
        self._copy = self._action("copy", "คัดลอกผล", "copy", "Ctrl+C", self.copy)
        self._lay_out()
        self._connect()
        self._say_nothing("")
        self.setFocusProxy(self.box)

    # -- the page -----------------------------------------------------------------------------

    def open(self, route: Route) -> None:
        """Show the kind that the route names, or the one shown last."""
        super().open(route)
        if self._offered is not None and "kind" in route.params:
            self.choose(route.params["kind"])

    def refresh(self) -> None:
        """Read what there is to calculate and calculate again: the office's law may be another."""
        self.ctx.tasks.query(self, catalogue, self._loaded, key="catalogue")

    def actions(self) -> list[QAction]:
        """Return what the page offers at its top right."""
        return [self._print, self._copy]

    def choose(self, kind: str) -> None:
        """Show a kind of calculation."""
        for row in range(self.kinds_list.count()):
            item = self.kinds_list.item(row)
            if item.data(_NAME) == kind:
                item.setHidden(False)
                self.kinds_list.setCurrentItem(item)

    def kind(self) -> str:
        """Return the name of the kind that is shown."""
        return self._kind

    def outcome(self) -> Outcome | None:
        """Return what came of the facts shown, None while some are missing."""
        return self._outcome

    def text(self) -> str:
        """Return the facts, the result and its reasons as text."""
        facts = tuple(Line(label, value) for label, value in self._facts())
        return as_text(self._title(), (Line("ข้อมูลที่ใช้", children=facts), *self._lines()))

    # -- calculating --------------------------------------------------------------------------

    def recalculate(self) -> None:
        """Calculate again where the facts have changed; says what is still needed."""
        self._timer.stop()
        form = self.form
        if form is None:
            return
        form_facts: dict[str, Any] | None
        try:
            form_facts = form.value()
        except NotRead:
            form_facts = None
        if form_facts is not None and form_facts == self._asked:
            return
        self._turn += 1
        self._asked = form_facts
        if form_facts is None:
            self._say_nothing("แก้ช่องที่บอกไว้ แล้วผลจะแสดงที่นี่")
            return
        form.clear()
        if missing := form.missing():
            self._say_missing(missing)
            return
        kind, turn = self._kind, self._turn

        def arrived(outcome: Outcome) -> None:
            if turn == self._turn:
                self._show(outcome)

        self.ctx.tasks.query(
            self, lambda uow: calculate(uow, kind, form_facts), arrived, key="calculate"
        )

    def fill_example(self) -> None:
        """Fill in the worked example of the kind."""
        if self._offered is not None and self.form is not None:
            self.form.fill(self._offered.examples[self._kind])
            self.recalculate()

    def clear_form(self) -> None:
        """Empty the form."""
        if self.form is not None:
            self.form.fill({})
            self._asked = None
            self.recalculate()

    def copy(self) -> None:
        """Copy the result as text."""
        if self._outcome is not None:
            self.tree.copy()
            self.ctx.notify.info("คัดลอกผลและเหตุผลแล้ว วางในเอกสารได้เลย")

    def print(self) -> None:
        """Show the annex with facts, result and reasons, for printing."""
        outcome = self._outcome
        if outcome is None or outcome.explanation is None:
            return
        from hrdesk.ui.printing import preview

        about = (self.ctx.office.agency_name, outcome.law, self.ctx.today())
        why = (reasons(outcome.explanation),)
        title = self._title()
        data = annex(title, self._facts(), self._values(), why, about)
        settings = self.ctx.settings
        digits, font = settings.text("digits"), settings.text("font_file")
        self.ctx.tasks.work(
            self,
            lambda _progress: make_pdf(data, digits, font),
            lambda pdf: preview(self.ctx, self, title, pdf),
            label="กำลังจัดหน้ากระดาษ",
        )

    # -- showing ------------------------------------------------------------------------------

    def _loaded(self, offered: Catalogue) -> None:
        before, self._offered = self._offered, offered
        if before is not None:
            if offered != before:
                self._make_form()
            self._asked = None
            self.recalculate()
            return
        for kind in offered.kinds:
            item = QListWidgetItem(breakable(kind.title))
            item.setData(_NAME, kind.name)
            item.setToolTip(kind.title)
            self.kinds_list.addItem(item)
        self.choose(self.route.params.get("kind", offered.kinds[0].name))

    def _chosen(self, item: QListWidgetItem | None) -> None:
        if item is None or self._offered is None or item.data(_NAME) == self._kind:
            return
        self._keep()
        self._kind = item.data(_NAME)
        self._make_form(keep=False)
        self._asked = None
        self.recalculate()

    def _make_form(self, *, keep: bool = True) -> None:
        """Lay out the form of the kind shown, with what was typed in it before."""
        if self._offered is None:
            return
        if keep:
            self._keep()
        info = next(each for each in self._offered.kinds if each.name == self._kind)
        self._specs = specs_of(info.name, info.schema, self._offered.words)
        self.form = FactsForm(self._specs, self.ctx.today, self._offered.criteria)
        self.form.setContentsMargins(0, 0, 12, 0)
        self.form.fill(self._typed.get(self._kind, {}))
        self.form.changed.connect(self._timer.start)
        self._scroll.setWidget(self.form)
        self.heading.setText(info.title)

    def _keep(self) -> None:
        if self.form is not None:
            try:
                self._typed[self._kind] = self.form.value()
            except NotRead:
                self._typed.pop(self._kind, None)

    def _show(self, outcome: Outcome) -> None:
        refusal = outcome.refusal
        if refusal is not None:
            self._refused(refusal)
            return
        self._outcome = outcome
        self.refusal.hide()
        why = outcome.explanation
        assert why is not None
        top = reasons(why)
        said = " ".join(part for part in (top.value, top.unit) if part)
        self.answer.setText(breakable(f"{top.label}: {said}" if said else top.label))
        self.hint.setText(breakable(outcome.law))
        self.tree.show_lines(self._lines())
        self._ready(True)

    def _refused(self, refusal: Refused) -> None:
        words = refusal.message.removeprefix(f"{refusal.where}: ")
        if refusal.code == "missing_fact":  # nothing is wrong, something is not there yet
            self._say_nothing(words)
            return
        self._say_nothing("แก้ช่องที่บอกไว้ แล้วผลจะแสดงที่นี่")
        placed = self.form is not None and bool(refusal.where)
        if not (placed and self.form is not None and self.form.say(refusal.where, words)):
            self.refusal.setText(breakable(words))
            self.refusal.show()

    def _say_missing(self, missing: list[str]) -> None:
        more = len(missing) - _MOST_NEEDED
        names = " · ".join(missing[:_MOST_NEEDED])
        self._say_nothing(f"ยังต้องกรอก: {names}" + (f" และอีก {more} ช่อง" if more > 0 else ""))

    def _say_nothing(self, hint: str) -> None:
        self._outcome = None
        self.refusal.hide()
        self.answer.setText("ผลการคำนวณ")
        self.hint.setText(breakable(hint))
        self.tree.show_lines(())
        self._ready(False)

    def _ready(self, ready: bool) -> None:
        self.tree.setEnabled(ready)
        self._print.setEnabled(ready)
        self._copy.setEnabled(ready)

    def _words(self) -> Mapping[str, str]:
        return self._offered.words if self._offered is not None else {}

    def _values(self) -> tuple[Line, ...]:
        return result_lines(self._outcome.values, self._words()) if self._outcome else ()

    def _lines(self) -> tuple[Line, ...]:
        if self._outcome is None or self._outcome.explanation is None:
            return ()
        why = reasons(self._outcome.explanation)
        return (
            Line("ผลลัพธ์", children=self._values()),
            Line("เหตุผล", children=(why,)),
        )

    def _facts(self) -> tuple[tuple[str, str], ...]:
        offered = self._offered
        facts = self._asked or {}
        criteria = offered.criteria.get(facts.get("scheme", ""), ()) if offered else ()
        named = {id_: label for id_, label, _most in criteria}
        return tuple(fact_lines(self._specs, facts, named))

    def _title(self) -> str:
        return self.heading.text()

    # -- what the user does -------------------------------------------------------------------

    def _step(self, by: int) -> None:
        rows = [
            row
            for row in range(self.kinds_list.count())
            if not self.kinds_list.item(row).isHidden()
        ]
        at = self.kinds_list.currentRow()
        if rows:
            place = rows.index(at) + by if at in rows else 0
            self.kinds_list.setCurrentRow(rows[max(0, min(place, len(rows) - 1))])

    def _search(self, text: str) -> None:
        wanted = search_text(text).split()
        for row in range(self.kinds_list.count()):
            item = self.kinds_list.item(row)
            words = search_text(f"{item.toolTip()} {item.data(_NAME)}")
            item.setHidden(not all(part in words for part in wanted))

    def _connect(self) -> None:
        self.box.searched.connect(self._search)
        self.box.moved_down.connect(self.kinds_list.setFocus)
        self.kinds_list.currentItemChanged.connect(lambda item, _before: self._chosen(item))
        self.example.clicked.connect(self.fill_example)
        self.empty.clicked.connect(self.clear_form)
        for keys, by in (("Ctrl+Up", -1), ("Ctrl+Down", 1)):
            QShortcut(
                QKeySequence(keys),
                self,
                activated=lambda by=by: self._step(by),
                context=Qt.ShortcutContext.WidgetWithChildrenShortcut,
            )

    def _lay_out(self) -> None:
        left = self._column(self.box, self.kinds_list)
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(self.example)
        head.addWidget(self.empty)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setObjectName("calculator_form")
        middle = self._column(self._scroll, self.refusal)
        middle.layout().insertLayout(0, head)
        right = self._column(self.answer, self.hint, self.tree)
        split = QSplitter(self)
        split.setChildrenCollapsible(False)
        for at, (side, share) in enumerate(((left, 0), (middle, 3), (right, 4))):
            split.addWidget(side)
            split.setStretchFactor(at, share)
        split.setSizes([230, 400, 500])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(split)

    def _column(self, *widgets: QWidget) -> QWidget:
        made = QWidget(self)
        rows = QVBoxLayout(made)
        rows.setContentsMargins(8, 0, 8, 0)
        rows.setSpacing(8)
        for widget in widgets:
            grows = widget in (self.kinds_list, self._scroll, self.tree)
            rows.addWidget(widget, 1 if grows else 0)
        return made

    def _label(self, name: str, role: str) -> QLabel:
        made = QLabel(self)
        made.setObjectName(name)
        made.setWordWrap(True)
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        set_role(made, role)
        return made

    def _action(self, name: str, words: str, picture: str, keys: str, call: Any) -> QAction:
        action = QAction(words, self)
        action.setObjectName(name)
        action.setToolTip(f"{words} ({keys})")
        action.triggered.connect(lambda _checked=False: call())
        icons.set_icon(action, picture)
        return action
