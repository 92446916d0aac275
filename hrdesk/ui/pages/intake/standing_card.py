"""The answer on one card: the sentence, the figures, the route, questions, the tree of reasons."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from hrdesk.services.queries.standing import StandingView
from hrdesk.services.standing_answers import Answers
from hrdesk.ui.pages.calculator.results import Line, as_text, reasons
from hrdesk.ui.pages.calculator.tree import ResultTree
from hrdesk.ui.pages.case.facts import Facts
from hrdesk.ui.pages.intake.standing_questions import Questions
from hrdesk.ui.standing_words import (
    Said,
    facts_said,
    more_said,
    needs_said,
    route_said,
    spoken,
    time_said,
)
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable

TITLE = "คุณสมบัติและข้อที่ใช้"
_TREE_HEIGHT = 260  # pixels
_LABEL_WIDTH = 280
_CODE = re.compile(r"(?:common|doh|dms|dhss|sao)\.[\w.-]+")


class StandingCard(QWidget):
    """Shows one answer; what the officer answers is told as the whole ``Answers``."""

    answered = Signal(object)  # Answers

    def __init__(self, today: Callable[[], dt.date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("standing_card")
        self._view: StandingView | None = None
        self._time = _Strip("standing_time", self)
        self._more = [_Strip(f"standing_more_{place}", self) for place in range(5)]
        self._route_head = QLabel("ข้อที่ใช้", self)
        set_role(self._route_head, "muted")
        self._route = _label("standing_route", self)
        self._needs = _label("standing_needs", self)
        self.facts = Facts("standing_facts", self, columns=3)
        self.questions = Questions(today, self)
        self.questions.answered.connect(self.answered)
        self._law = _label("standing_law", self)
        set_role(self._law, "muted")
        self.tree = ResultTree(self.text, self)
        self.tree.setObjectName("standing_tree")
        self.tree.setAccessibleName("เหตุผลของคุณสมบัติและข้อที่ใช้")
        self.tree.setMinimumHeight(_TREE_HEIGHT)
        self.tree.setColumnWidth(0, _LABEL_WIDTH)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(6)
        for widget in (
            self._time, *self._more, self.facts, self._route_head, self._route, self._needs,
            self.questions, self._law, self.tree,
        ):  # fmt: skip
            self._rows.addWidget(widget)

    def put_before_tree(self, widget: QWidget) -> None:
        """Place a button that opens and closes the tree above it."""
        place = self._rows.indexOf(self.tree)
        self._rows.insertWidget(place, widget, 0, Qt.AlignmentFlag.AlignLeft)

    def show_tree(self, on: bool) -> None:
        """Open or close the tree of reasons."""
        self.tree.setVisible(on)

    def show_view(self, view: StandingView) -> None:
        """Show an answer."""
        self._view = view
        self._time.say(time_said(view))
        more = more_said(view)
        for place, strip in enumerate(self._more):
            strip.say(more[place] if place < len(more) else None)
        self.facts.set_facts(facts_said(view))
        route = route_said(view)
        for widget in (self._route_head, self._route):
            widget.setVisible(route is not None)
        if route is not None:
            self._route.setText(breakable(route.text))
            set_role(self._route, "plain", route.tone if route.tone != "info" else "")
        needs = needs_said(view)
        self._needs.setText(breakable("\n".join(f"• ต้องแสดงเพิ่ม: {need}" for need in needs)))
        self._needs.setVisible(bool(needs))
        self.questions.show_view(view)
        self._law.setText(breakable(view.law))
        self.tree.show_lines(self.lines())
        self.setAccessibleDescription(" ".join(spoken(view)))

    def sentence(self) -> str:
        """Return the first sentence as it is shown."""
        return self._time.text()

    def sentences(self) -> list[str]:
        """Return all that is said."""
        return spoken(self._view) if self._view is not None else []

    def lines(self) -> tuple[Line, ...]:
        """Return the reasons as lines of the tree."""
        if self._view is None:
            return ()
        return tuple(_without_codes(reasons(tree)) for tree in self._view.trees)

    def text(self) -> str:
        """Return everything as text, for the clipboard."""
        said: Sequence[Line] = tuple(Line(text) for text in self.sentences())
        return as_text(TITLE, (*said, *self.lines()))

    def view(self) -> StandingView | None:
        """Return the answer that is shown."""
        return self._view

    def forget(self) -> None:
        """Show nothing."""
        self._view = None
        self.questions.set_answers(Answers())


def _without_codes(line: Line) -> Line:
    """A line whose value is a rule's id says nothing to a reader; its label does."""
    below = tuple(_without_codes(child) for child in line.children)
    value = "" if _CODE.fullmatch(line.value) else line.value
    return replace(line, value=value, children=below)


class _Strip(QFrame):
    """One sentence on its tone's ground."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}_strip")
        self._label = _label(name, self)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(10, 5, 10, 6)
        rows.addWidget(self._label)
        self._said = ""
        self.hide()

    def say(self, said: Said | None) -> None:
        self._said = said.text if said is not None else ""
        self.setVisible(said is not None)
        if said is not None:
            set_role(self, "strip", said.tone)
            self._label.setText(breakable(said.text))
            self._label.setAccessibleName(said.text)

    def text(self) -> str:
        return self._said


def _label(name: str, parent: QWidget) -> QLabel:
    made = QLabel(parent)
    made.setObjectName(name)
    made.setWordWrap(True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made
