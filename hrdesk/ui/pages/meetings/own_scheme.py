"""An office's own scheme: its criteria as a table, its marks, and the resolution that set it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from hrdesk.ui.messages import words
from hrdesk.ui.pages.person.inputs import Line
from hrdesk.ui.pages.person.rows_model import Cell
from hrdesk.ui.pages.procedures.part_table import PartTable
from hrdesk.ui.style import set_role
from hrdesk.ui.widgets.field import Field

_CELLS = (
    Cell("label", "หัวข้อประเมิน", 220, required=True),
    Cell("maximum", "คะแนนเต็ม", 90, required=True),
    Cell("may_be_exempt", "ยกเว้นได้", 90, (("1", "ได้"),)),
)
_MARKS = (
    ("total", "ผ่านเมื่อรวมได้ร้อยละ"),
    ("each", "และแต่ละหัวข้อร้อยละ"),
    ("method", "วิธีเพิ่มเติมแต่ละวิธีร้อยละ"),
    ("methods_mean", "เฉลี่ยวิธีเพิ่มเติมร้อยละ"),
)


class OwnSchemeEditor(QWidget):
    """Gives and takes what a contest keeps as ``own_scheme``, every number as text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("own_scheme")
        self.title = Line("own_title", self, "เช่น เกณฑ์ประเมินบุคคลของสำนักงาน")
        self.resolution = Line("own_resolution", self, "เช่น มติ อ.ก.พ. ครั้งที่ 2/2569")
        self.total = Line("own_total", self)
        self.per_post = Line("own_per_post", self, "ไม่จำกัด")
        self.criteria = PartTable("หัวข้อประเมิน", "own_criteria", _CELLS, self)
        self.marks = {key: Line(f"own_mark_{key}", self) for key, _ in _MARKS}
        self.sum = QLabel(self)
        self.sum.setObjectName("own_sum")
        grid = QGridLayout()
        grid.setSpacing(8)
        grid.addWidget(Field("คะแนนเต็มรวม", self.total), 0, 0)
        grid.addWidget(Field("ชื่อที่เสนอได้ต่อตำแหน่ง", self.per_post), 0, 1)
        for place, (key, label) in enumerate(_MARKS):
            grid.addWidget(Field(label, self.marks[key]), 1 + place // 2, place % 2)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        rows.addWidget(Field("ชื่อชุดคะแนน", self.title, required=True))
        rows.addWidget(Field("มติหรือประกาศที่กำหนด", self.resolution, required=True))
        rows.addWidget(self.criteria)
        rows.addWidget(self.sum)
        rows.addLayout(grid)
        self.criteria.changed.connect(self._add_up)
        self.total.textChanged.connect(lambda _text: self._add_up())
        self.fill({"total": "100", "marks": {"total": "60"}})

    def fill(self, stored: Mapping[str, Any]) -> None:
        """Show a scheme that a contest keeps."""
        self.title.setText(str(stored.get("title", "")))
        self.resolution.setText(str(stored.get("resolution", "")))
        self.total.setText(str(stored.get("total", "100")))
        self.per_post.setText(str(stored.get("per_post") or ""))
        for key, line in self.marks.items():
            line.setText(str(stored.get("marks", {}).get(key) or ""))
        self.criteria.set_rows(
            [
                {
                    "key": str(each.get("id", "")),
                    "label": str(each.get("label", "")),
                    "maximum": str(each.get("maximum", "")),
                    "may_be_exempt": "1" if each.get("may_be_exempt") else "",
                }
                for each in stored.get("criteria", ())
            ]
        )
        self._add_up()

    def value(self) -> dict[str, Any]:
        """Return what is typed, for the contest to keep; criteria keep their ids."""
        rows = self.criteria.rows()
        used = {row.get("key", "") for row in rows}
        free = (f"c{number}" for number in range(1, 1000) if f"c{number}" not in used)
        per_post = self.per_post.value()
        return {
            "title": self.title.value(),
            "resolution": self.resolution.value(),
            "total": self.total.value(),
            "per_post": int(per_post) if per_post.isdecimal() else None,
            "criteria": [
                {
                    "id": row.get("key") or next(free),
                    "label": row.get("label", ""),
                    "maximum": row.get("maximum", ""),
                    "may_be_exempt": row.get("may_be_exempt") == "1",
                }
                for row in rows
            ],
            "marks": {key: line.value() for key, line in self.marks.items()},
        }

    def _add_up(self) -> None:
        points = [_points(row.get("maximum", "")) for row in self.criteria.rows()]
        stated = _points(self.total.value())
        found = sum((each for each in points if each is not None), Decimal(0))
        wanted = "" if stated is None else f" จาก {words(stated)}"
        self.sum.setText(f"รวมคะแนนเต็มทุกหัวข้อ {words(found)}{wanted}")
        fits = None not in points and found == stated
        set_role(self.sum, "plain", "good" if fits else "warn")


def _points(text: str) -> Decimal | None:
    try:
        found = Decimal(text.strip())
    except InvalidOperation:
        return None
    return found if found.is_finite() else None
