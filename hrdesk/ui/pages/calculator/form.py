"""The form made from a kind's facts: fields, groups, tables, and repeated blocks of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from hrdesk.ui import icons
from hrdesk.ui.pages.calculator.editors import NotRead, Part, SimplePart
from hrdesk.ui.pages.calculator.spec import Shape, Spec
from hrdesk.ui.pages.calculator.table import Criteria, TablePart
from hrdesk.ui.style import set_role

Today = Callable[[], dt.date]


class FactsForm(QWidget):
    """The fields of one kind, or of one object inside it."""

    changed = Signal()

    def __init__(
        self,
        specs: Sequence[Spec],
        today: Today,
        criteria: Mapping[str, Criteria],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._criteria = criteria
        self.parts: dict[str, Part] = {}
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        for spec in specs:
            part = self._made(spec, today)
            self.parts[spec.name] = part
            rows.addWidget(part)
        rows.addStretch(1)
        scheme = self.parts.get("scheme")
        if isinstance(scheme, SimplePart) and isinstance(scheme.editor, QComboBox):
            scheme.editor.currentIndexChanged.connect(self._scheme_chosen)

    def value(self) -> dict[str, Any]:
        """Return the facts filled in; NotRead is said beside its field and raised again."""
        found: dict[str, Any] = {}
        wrong: NotRead | None = None
        for name, part in self.parts.items():
            try:
                value = part.value()
            except NotRead as problem:
                part.say("", str(problem))
                wrong = wrong or problem
                continue
            if value is None and not (part.spec.required and part.spec.nullable):
                continue
            found[name] = value
        if wrong is not None:
            raise wrong
        return found

    def fill(self, facts: Mapping[str, Any]) -> None:
        """Show facts; what they do not name is empty."""
        for name, part in self.parts.items():  # the scheme is first: it decides the columns
            part.fill(facts.get(name))

    def missing(self) -> list[str]:
        """Return the Thai names of what must still be filled in."""
        return [name for part in self.parts.values() for name in part.missing()]

    def say(self, where: str, words: str) -> bool:
        """Show a refusal at the field of a dotted path; False where there is none."""
        name, _, below = where.partition(".")
        part = self.parts.get(name)
        return part is not None and part.say(below, words)

    def clear(self) -> None:
        """Take all refusals away."""
        for part in self.parts.values():
            part.clear()

    def set_criteria(self, criteria: Criteria) -> None:
        """Ask for the points of these criteria."""
        for part in self.parts.values():
            if isinstance(part, TablePart | GroupPart | BlocksPart):
                part.set_criteria(criteria)

    def _made(self, spec: Spec, today: Today) -> Any:
        tell = self.changed.emit
        if spec.shape is Shape.GROUP:
            return GroupPart(spec, tell, today, self)
        if spec.shape is Shape.ROWS:
            return TablePart(spec, tell, self)
        if spec.shape is Shape.BLOCKS:
            return BlocksPart(spec, tell, today, self)
        return SimplePart(spec, tell, today, self)

    def _scheme_chosen(self, _at: int) -> None:
        scheme = self.parts["scheme"].value()
        self.set_criteria(self._criteria.get(scheme, ()))


class GroupPart(QGroupBox):
    """A nested object under its heading."""

    def __init__(self, spec: Spec, tell: Callable[[], None], today: Today, parent: QWidget) -> None:
        super().__init__(spec.label, parent)
        self.spec = spec
        self.setObjectName(f"group_{spec.name}")
        self.form = FactsForm(spec.parts, today, {}, self)
        self.form.changed.connect(tell)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(12, 4, 0, 0)
        rows.addWidget(self.form)

    def value(self) -> dict[str, Any]:
        """Return the facts of the group."""
        return self.form.value()

    def fill(self, value: Any) -> None:
        """Show the facts of the group."""
        self.form.fill(value or {})

    def missing(self) -> list[str]:
        """Return what is missing, each with the group's name."""
        return [f"{name} ({self.spec.label})" for name in self.form.missing()]

    def say(self, where: str, words: str) -> bool:
        """Show a refusal inside the group."""
        return self.form.say(where, words)

    def clear(self) -> None:
        """Take the refusals away."""
        self.form.clear()

    def set_criteria(self, criteria: Criteria) -> None:
        """Ask for the points of these criteria."""
        self.form.set_criteria(criteria)


class BlocksPart(QWidget):
    """A list of objects that hold tables themselves: one block of fields for each."""

    def __init__(self, spec: Spec, tell: Callable[[], None], today: Today, parent: QWidget) -> None:
        super().__init__(parent)
        self.spec = spec
        self.setObjectName(f"blocks_{spec.name}")
        self._tell, self._today = tell, today
        self._criteria: Criteria = ()
        self.blocks: list[tuple[QGroupBox, FactsForm]] = []
        title = QLabel(spec.label, self)
        set_role(title, "subtitle")
        self.add = QPushButton(f"เพิ่ม{spec.label}", self)
        self.add.setObjectName(f"blocks_{spec.name}_add")
        icons.set_icon(self.add, "add")
        self.add.clicked.connect(lambda _checked=False: self._add_one())
        head = QHBoxLayout()
        head.addWidget(title)
        head.addStretch()
        head.addWidget(self.add)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.addLayout(head)

    def value(self) -> list[dict[str, Any]]:
        """Return the facts of every block."""
        return [form.value() for _, form in self.blocks]

    def fill(self, value: Any) -> None:
        """Show as many blocks as there are objects."""
        while self.blocks:
            self._take(self.blocks[-1][0])
        for each in value or ():
            self._block().fill(each)
        self._tell()

    def missing(self) -> list[str]:
        """Return what is missing, each with the number of its block."""
        if not self.blocks:
            return [self.spec.label]
        return [
            f"{name} ({self.spec.label} {at})"
            for at, (_, form) in enumerate(self.blocks, 1)
            for name in form.missing()
        ]

    def say(self, where: str, words: str) -> bool:
        """Show a refusal in its block."""
        at, _, below = where.partition(".")
        if not at.isdecimal() or int(at) >= len(self.blocks):
            return False
        return self.blocks[int(at)][1].say(below, words)

    def clear(self) -> None:
        """Take the refusals away."""
        for _, form in self.blocks:
            form.clear()

    def set_criteria(self, criteria: Criteria) -> None:
        """Ask for the points of these criteria."""
        self._criteria = criteria
        for _, form in self.blocks:
            form.set_criteria(criteria)

    def _add_one(self) -> None:
        form = self._block()
        self._tell()
        first = next(iter(form.parts.values()))
        if isinstance(first, SimplePart):
            first.editor.setFocus()

    def _block(self) -> FactsForm:
        box = QGroupBox(self)
        form = FactsForm(self.spec.parts, self._today, {}, box)
        form.set_criteria(self._criteria)
        form.changed.connect(self._tell)
        away = QPushButton(f"ลบ{self.spec.label}นี้", box)
        away.setObjectName(f"blocks_{self.spec.name}_remove")
        icons.set_icon(away, "delete")
        away.clicked.connect(lambda _checked=False: self._removed(box))
        rows = QVBoxLayout(box)
        rows.setContentsMargins(12, 4, 0, 0)
        rows.addWidget(form)
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(away)
        rows.addLayout(foot)
        self._rows.addWidget(box)
        self.blocks.append((box, form))
        self._count()
        box.show()
        return form

    def _removed(self, box: QGroupBox) -> None:
        self._take(box)
        self.add.setFocus()
        self._tell()

    def _take(self, box: QGroupBox) -> None:
        self.blocks = [pair for pair in self.blocks if pair[0] is not box]
        self._rows.removeWidget(box)
        box.hide()
        box.setParent(None)
        box.deleteLater()
        self._count()

    def _count(self) -> None:
        for at, (box, _) in enumerate(self.blocks, 1):
            box.setTitle(f"{self.spec.label} {at}")
