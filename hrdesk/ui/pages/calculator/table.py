"""A list of objects as a table to type in; points have a column for each criterion."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from hrdesk.ui.pages.calculator.editors import NotRead, read_text, write_text
from hrdesk.ui.pages.calculator.labels import YES_NO
from hrdesk.ui.pages.calculator.spec import Shape, Spec
from hrdesk.ui.pages.person.rows_editor import RowsEditor
from hrdesk.ui.pages.person.rows_model import Cell
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable

Criteria = tuple[tuple[str, str, str], ...]
"""(id, Thai label, most points) of each criterion."""

_WIDTHS = {Shape.DATE: 110, Shape.NUMBER: 110, Shape.FLAG: 120, Shape.CHOICE: 170}
_LONGEST = 22  # letters of a criterion's name in a head
_POINTS = "points."


class _Rows(RowsEditor):
    """Says a sentence that is ready, as the rules gave it."""

    def narrow(self) -> None:
        """Leave out the title, said above the table, and the order, which decides nothing."""
        self._title.hide()
        for key in ("up", "down"):
            self.findChild(QPushButton, f"{self.objectName()}_{key}").hide()

    def say(self, row: int, key: str, words: str) -> None:
        """Mark a cell; ``row`` counts the rows that hold something."""
        self.model.set_error(row, key, words)


class TablePart(QWidget):
    """The table of one fact that is a list."""

    def __init__(self, spec: Spec, tell: Callable[[], None], parent: QWidget) -> None:
        super().__init__(parent)
        self.spec = spec
        self.setObjectName(f"rows_{spec.name}")
        self._tell = tell
        self._criteria: Criteria = ()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        title = QLabel(breakable(spec.label), self)
        title.setWordWrap(True)
        set_role(title, "subtitle")
        self._layout.addWidget(title)
        self.editor = self._made()

    def value(self) -> list[dict[str, Any]]:
        """Return the rows that hold something as objects; raises NotRead."""
        found, wrong = [], None
        for at, row in enumerate(self.editor.rows()):
            one: dict[str, Any] = {}
            for part in self.spec.parts:
                try:
                    self._take(part, row, one)
                except NotRead as problem:
                    self.editor.say(at, part.name, str(problem))
                    wrong = problem
            found.append(one)
        if wrong is not None:
            raise wrong
        return found

    def fill(self, value: Any) -> None:
        """Show objects as rows."""
        self.editor.set_rows([self._row(each) for each in value or ()])
        self._tell()

    def missing(self) -> list[str]:
        """Return what is missing, each with its row."""
        rows = self.editor.rows()
        if not rows:
            return [f"{self.spec.label} อย่างน้อยหนึ่งแถว"] if self.spec.must else []
        needed = [part for part in self.spec.parts if self._needed(part)]
        return [
            f"{part.label} ({self.spec.label} แถวที่ {at})"
            for at, row in enumerate(rows, 1)
            for part in needed
            if not row.get(part.name)
        ]

    def say(self, where: str, words: str) -> bool:
        """Mark the cell a refusal is about."""
        at, _, key = where.partition(".")
        keys = {cell.key for cell in self.editor.model.cells}
        if not at.isdecimal() or key not in keys or int(at) >= len(self.editor.rows()):
            return False
        self.editor.say(int(at), key, words)
        return True

    def clear(self) -> None:
        """Take the marks away."""
        if self.editor.model.errors():
            self.editor.clear_errors()

    def set_criteria(self, criteria: Criteria) -> None:
        """Have columns for these criteria; what was typed under the same names stays."""
        if criteria == self._criteria or not any(p.shape is Shape.POINTS for p in self.spec.parts):
            return
        self._criteria = criteria
        rows = self.editor.rows()
        old = self.editor
        self._layout.removeWidget(old)
        old.hide()
        old.setParent(None)
        old.deleteLater()
        self.editor = self._made()
        self.editor.set_rows(rows)

    @staticmethod
    def _needed(part: Spec) -> bool:
        return part.required and not part.nullable

    def _take(self, part: Spec, row: Mapping[str, str], into: dict[str, Any]) -> None:
        if part.shape is Shape.POINTS:
            given = {
                key.removeprefix(_POINTS): read_text(Shape.NUMBER, text)
                for key, text in row.items()
                if key.startswith(_POINTS) and text
            }
            if given:
                into[part.name] = given
            return
        text = row.get(part.name, "")
        if not text:
            if part.required and part.nullable:
                into[part.name] = None
        elif part.shape is Shape.FLAG:
            into[part.name] = text == "true"
        else:
            into[part.name] = text if part.choices else read_text(part.shape, text)

    def _row(self, given: Mapping[str, Any]) -> dict[str, str]:
        row = {}
        for part in self.spec.parts:
            value = given.get(part.name)
            if part.shape is Shape.POINTS:
                row.update({f"{_POINTS}{key}": str(each) for key, each in (value or {}).items()})
            elif part.shape is Shape.FLAG:
                row[part.name] = "" if value is None else str(value).lower()
            else:
                row[part.name] = write_text(part.shape, value)
        return row

    def _cells(self) -> list[Cell]:
        found = []
        for part in self.spec.parts:
            if part.shape is Shape.POINTS:
                found += [
                    Cell(f"{_POINTS}{id_}", f"{label[:_LONGEST]} (เต็ม {most})", 150)
                    for id_, label, most in self._criteria
                ]
                continue
            choices = YES_NO if part.shape is Shape.FLAG else part.choices
            width = _WIDTHS.get(part.shape, 160)
            found.append(
                Cell(
                    part.name,
                    part.label,
                    max(width, 8 * len(part.label)),
                    choices,
                    date=part.shape is Shape.DATE,
                    required=self._needed(part) and not choices,
                )
            )
        return found

    def _made(self) -> _Rows:
        made = _Rows(self.spec.label, f"fact_{self.spec.name}", self._cells(), self)
        made.changed.connect(self._tell)
        made.narrow()
        self._layout.addWidget(made)
        return made
