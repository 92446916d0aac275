"""What a paper still lacks, each with a way to the place where it is filled in."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from hrdesk.ui.context import Route
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable

if TYPE_CHECKING:
    from hrdesk.documents.fields import Field
    from hrdesk.services.queries.cases import CaseDetail

_INDEX = re.compile(r"\.\d+(?=\.)")
_PLACES = {"office": "หน้าตั้งค่า", "person": "ข้อมูลบุคคล", "case": "ข้อมูลเรื่อง"}


def same_name(name: str) -> str:
    """Return a field's dotted name without places in lists, as the paper declares it."""
    return _INDEX.sub("", name)


def source_route(where: str, detail: CaseDetail | None) -> Route | None:
    """Return the page on which a missing value is filled in; None where it is the paper's own."""
    kind, _, what = where.partition(".")
    if kind == "office":
        tab = "signatories" if what == "signatory" else "office"
        return Route("settings", params={"tab": tab})
    if detail is None:
        return None
    if kind == "person":
        return Route("person", detail.person_id)
    if kind == "case":
        if what == "papers":
            return Route("case", detail.id, {"tab": "checklist"})
        return Route("case", detail.id, {"edit": "head"})
    return None


class MissingList(QFrame):
    """A card that says how many values are missing and leads to each."""

    here_asked = Signal(str)  # the declared name of a field that can be filled in this dialog
    source_asked = Signal(object)  # Route of the page that holds it

    def __init__(self, detail: CaseDetail | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("missing")
        set_role(self, "strip", "warn")
        self._detail = detail
        self._title = QLabel(self)
        self._title.setObjectName("missing_title")
        self._title.setWordWrap(True)
        self._lines: list[QWidget] = []
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(12, 8, 12, 8)
        self._rows.setSpacing(2)
        self._rows.addWidget(self._title)
        self.hide()

    def show_missing(self, fields: Sequence[Field], editable: Collection[str]) -> None:
        """List these fields; ``editable`` names those this dialog has an editor for."""
        for line in self._lines:
            self._rows.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = [self._line(field, field.name in editable) for field in fields]
        for line in self._lines:
            self._rows.addWidget(line)
        self._title.setText(breakable(f"ยังขาด {len(fields)} รายการ จึงยังพิมพ์หรือออกไม่ได้"))
        self.setVisible(bool(fields))

    def _line(self, field: Field, here: bool) -> QWidget:
        line = QWidget(self)
        cells = QHBoxLayout(line)
        cells.setContentsMargins(0, 0, 0, 0)
        cells.setSpacing(4)
        words = QLabel(breakable(f"• {field.label_th}"), line)
        words.setWordWrap(True)
        cells.addWidget(words, 1)
        if here:
            cells.addWidget(
                self._link(
                    f"fill_{field.name}",
                    "กรอกที่นี่",
                    field,
                    lambda: self.here_asked.emit(field.name),
                )
            )
        route = source_route(field.where, self._detail)
        if route is not None:
            place = _PLACES[field.where.partition(".")[0]]
            cells.addWidget(
                self._link(
                    f"go_{field.name}",
                    f"ไปที่{place}",
                    field,
                    lambda: self.source_asked.emit(route),
                )
            )
        return line

    @staticmethod
    def _link(name: str, words: str, field: Field, call: object) -> QPushButton:
        made = QPushButton(words)
        made.setObjectName(name)
        made.setAccessibleName(f"{words}: {field.label_th}")
        made.setAutoDefault(False)
        set_role(made, "link")
        made.clicked.connect(call)
        return made
