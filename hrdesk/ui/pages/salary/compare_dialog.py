"""A round and its what-if copies side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout

from hrdesk.rules.explanation import canonical
from hrdesk.rules.salary.round_types import Share
from hrdesk.services.queries.salary_rounds import RoundCompared
from hrdesk.ui.models.columns import Column
from hrdesk.ui.models.list_table import ListTable
from hrdesk.ui.pages.person.inputs import Choice
from hrdesk.ui.pages.salary.closing import close_row
from hrdesk.ui.pages.salary.words import UNITS, sums, view_words
from hrdesk.ui.pages.settings.list_output import ListOutput, MemoryList
from hrdesk.ui.pages.settings.tab import SettingsTab, action_button
from hrdesk.ui.reading_order import ReadingOrder
from hrdesk.ui.widgets.data_table import DataTable

if TYPE_CHECKING:
    from hrdesk.ui.pages.salary.board import Board
    from hrdesk.ui.pages.salary.copies import CopyActs
    from hrdesk.ui.pages.salary.round_page import RoundPage

_NAMED = 15  # people whose names are told in a tip
REAL = "รอบจริง"
_INDENT = "    "


class _Add(Protocol):
    def __call__(self, label: str, values: list[str], tips: Sequence[str] = ()) -> None: ...


@dataclass(frozen=True, slots=True)
class Beside:
    """One line of the comparison: what it counts, and a text for each round."""

    id: int
    label: str
    values: tuple[str, ...]
    tips: tuple[str, ...] = ()


def lines(found: Sequence[RoundCompared], scheme: str, names: dict[int, str]) -> list[Beside]:
    """Return the lines: all, then each group or unit."""
    rows: list[tuple[str, list[str], list[str]]] = []

    def add(label: str, values: list[str], tips: Sequence[str] = ()) -> None:
        rows.append((label, values, list(tips)))

    wholes = [each.totals.whole for each in found]
    _money_lines(add, "", wholes)
    amounts = sorted({amount for share in wholes for amount in share.by_choice}, reverse=True)
    for amount in amounts if len(amounts) <= 30 else []:
        heads = [f"{share.by_choice.get(amount, 0):,} คน" for share in wholes]
        add(f"ได้ {canonical(amount)} {UNITS[scheme]}", heads)
    changed = ["–" if not at else f"{len(each.changed):,} คน" for at, each in enumerate(found)]
    add(f"ได้ต่างจาก{REAL}", changed, [_names(each.changed, names) for each in found])
    add("สิ่งที่ต้องแก้ก่อนอนุมัติ", [f"{len(each.problems):,} ข้อ" for each in found],
        ["\n".join(each.problems[:_NAMED]) for each in found])  # fmt: skip
    parts = [each.totals.groups or each.totals.units for each in found]
    shown = [
        key for key, share in parts[0].items() if share.heads and all(key in part for part in parts)
    ]
    for key in shown if len(shown) > 1 else []:
        add(f"{parts[0][key].label} ({parts[0][key].heads:,} คน)", [""] * len(found))
        _money_lines(add, _INDENT, [part[key] for part in parts])
    return [Beside(at, label, tuple(v), tuple(t)) for at, (label, v, t) in enumerate(rows)]


def _money_lines(add: _Add, before: str, shares: Sequence[Share]) -> None:
    if any(share.places is not None for share in shares):
        add(f"{before}ให้หนึ่งขั้น", [_places(share) for share in shares])
    add(f"{before}ใช้ (บาท)", [sums(share.spent) for share in shares])
    if any(share.budget is not None for share in shares):
        add(f"{before}คงเหลือ (บาท)", [_left(share) for share in shares])


def _places(share: Share) -> str:
    rest = share.places_left
    over = f" เกิน {-rest:,}" if rest is not None and rest < 0 else ""
    return f"{share.placed:,} จาก {share.places or 0:,} คน{over}"


def _left(share: Share) -> str:
    rest = share.left
    return "" if rest is None else f"เกิน {sums(-rest)}" if rest < 0 else sums(rest)


def _names(ids: Sequence[int], names: dict[int, str]) -> str:
    told = [names.get(each, "") for each in ids[:_NAMED]]
    more = f"\nและอีก {len(ids) - _NAMED:,} คน" if len(ids) > _NAMED else ""
    return "\n".join(each for each in told if each) + more


def columns(found: Sequence[RoundCompared]) -> tuple[Column, ...]:
    """Return the column of what is counted, and one for each round."""
    first = Column("label", "รายการ", width=360, tooltip=lambda row: row.label)
    return (first, *(_column(at, each) for at, each in enumerate(found)))


def _column(at: int, round_: RoundCompared) -> Column:
    return Column(
        f"round_{at}", f"สำเนา “{round_.name}”" if at else REAL, "right", 170,
        value=lambda row: row.values[at],
        tooltip=lambda row: row.tips[at] if row.tips else "",
    )  # fmt: skip


class ComparePanel(SettingsTab):
    """The table with what can be done with one of the rounds."""

    def __init__(
        self,
        page: RoundPage,
        board: Board,
        found: Sequence[RoundCompared],
        acts: CopyActs,
        dialog: QDialog,
    ) -> None:
        super().__init__(page.ctx, dialog)
        self.setObjectName("compare_panel")
        self._board, self._found, self._acts, self._dialog = board, found, acts, dialog
        names = {each.id: each.line.name for each in board.people.values()}
        self.model = ListTable(columns(found), parent=self)
        self.table = DataTable(page.ctx.settings, f"salary_compare_{len(found)}", "เทียบสำเนา", self)
        self.table.set_table(self.model)
        self.table.setSortingEnabled(False)  # the lines have their order
        self.model.set_rows(lines(found, board.scheme, names))
        self.output = ListOutput(self, "compare", self._listed)
        self.which = Choice(
            "compare_which", [(str(each.id), f"สำเนา “{each.name}”") for each in found[1:]], self
        )
        self.which.setAccessibleName("สำเนาที่จะเปิดหรือใช้")
        self.see = self.make_action("compare_open", "เปิดสำเนา", "folder", self._open)
        self.adopt = self.make_action("compare_adopt", "ใช้สำเนานี้…", "check", self._adopt)
        view = board.view
        self.adopt.setEnabled(view is not None and view.state == "open")
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.which)
        for action in (self.see, self.adopt):
            top.addWidget(action_button(action, self))
        top.addStretch()
        for action in self.output.actions:
            top.addWidget(action_button(action, self))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        rows.addLayout(top)
        rows.addWidget(self.table, 1)

    def _listed(self) -> MemoryList:
        view = self._board.view
        title = (
            f"เทียบสำเนา {view_words(view)}".replace("/", "-") if view is not None else "เทียบสำเนา"
        )
        return MemoryList(title, "", self.model.columns, self.model.rows())

    def _open(self) -> None:
        self._dialog.accept()
        self._acts.open(int(self.which.value()))

    def _adopt(self) -> None:
        wanted = int(self.which.value())
        name = next(each.name for each in self._found if each.id == wanted)
        self._dialog.accept()
        self._acts.ask_adopt(wanted, name)


class CompareDialog(ReadingOrder, QDialog):
    """The window of the comparison."""

    def __init__(
        self,
        page: RoundPage,
        board: Board,
        found: Sequence[RoundCompared],
        acts: CopyActs,
    ) -> None:
        super().__init__(page)
        self.setObjectName("compare_dialog")
        self.setWindowTitle("เทียบสำเนาทดลอง")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint, True)
        self.resize(920, 560)
        self.panel = ComparePanel(page, board, found, acts, self)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(20, 16, 20, 16)
        rows.setSpacing(12)
        rows.addWidget(self.panel, 1)
        rows.addLayout(close_row(self))
        self.panel.table.setFocus()
