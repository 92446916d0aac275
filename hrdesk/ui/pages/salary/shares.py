"""The accounts of a round at its left: each group or unit with its places and money as bars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from hrdesk.rules.explanation import canonical
from hrdesk.rules.salary.round_types import Share
from hrdesk.ui import theme
from hrdesk.ui.pages.salary.words import sums

UNKNOWN = "ยังไม่ทราบวงเงิน"
_BAHT = " บาท"
_SHARE = int(Qt.ItemDataRole.UserRole)
_LIMITED = _SHARE + 1
_PAD, _BAR, _GAP = 8, 6, 4
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Gauge:
    """One bar in words: what is used of what, and what is left or too much."""

    used: str
    left: str
    over: bool
    full: float  # of the bar, at most 1

    @property
    def text(self) -> str:
        """The bar as it is read out."""
        return f"{self.used} {self.left}".strip()


def gauges(share: Share, *, limited: bool = False) -> tuple[Gauge, ...]:
    """Return the bars of an account: places where the scheme has them, then money.

    ``limited``: the scheme sets a limit, so that one that is not there is not known yet.
    """
    found = []
    if share.places is not None:
        left = share.places - share.placed
        word = f"เกิน {-left:,} คน" if left < 0 else f"เหลือ {left:,} คน"
        used = f"หนึ่งขั้น {share.placed:,} จาก {share.places:,} คน"
        found.append(Gauge(used, word, left < 0, _part(share.placed, share.places)))
    if share.budget is not None:
        rest = share.budget - share.spent
        word = f"เกิน {sums(-rest)}" if rest < 0 else f"เหลือ {sums(rest)}"
        used = f"ใช้ {sums(share.spent)}{_BAHT}"
        found.append(Gauge(used, word, share.money_over, _part(share.spent, share.budget)))
    else:
        word = UNKNOWN if limited else ""
        found.append(Gauge(f"ใช้ {sums(share.spent)}{_BAHT}", word, over=False, full=-1))
    return tuple(found)


def _part(used: Decimal | int, limit: Decimal | int) -> float:
    """Return how much of a bar is filled; what is used of nothing fills it."""
    if limit > 0:
        return min(float(used) / float(limit), 1.0)
    return 1.0 if used > 0 else 0.0


def share_text(share: Share) -> str:
    """Return an account as one sentence: for readers and tips."""
    return " · ".join([f"{share.label} {share.heads:,} คน", *(each.text for each in gauges(share))])


def choice_text(share: Share, unit: str) -> str:
    """Return how many get what, the most first: 1 ขั้น 3 คน · 0.5 ขั้น 20 คน."""
    counted = sorted(share.by_choice.items(), reverse=True)
    return " · ".join(
        f"{canonical(amount)} {unit} {heads:,} คน" for amount, heads in counted if heads
    )


class ShareModel(QAbstractListModel):
    """The account of all first, then those of the groups or units."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shares: list[Share] = []
        self.unit = ""  # of a choice
        self.limited = False

    def set_shares(self, shares: Sequence[Share], unit: str) -> None:
        """Show accounts; where the same ones have other figures, nothing else moves."""
        same = [each.key for each in shares] == [each.key for each in self.shares]
        self.unit = unit
        if not same:
            self.beginResetModel()
            self.shares = list(shares)
            self.endResetModel()
            return
        for at, share in enumerate(shares):
            if share is not self.shares[at]:
                self.shares[at] = share
                self.dataChanged.emit(self.index(at), self.index(at))

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return how many accounts there are."""
        return 0 if parent.isValid() else len(self.shares)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Answer the view's question about an account."""
        if not index.isValid() or index.row() >= len(self.shares):
            return None
        share = self.shares[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return share_text(share)
        if role == Qt.ItemDataRole.ToolTipRole:
            told = choice_text(share, self.unit)
            return f"{share_text(share)}\n{told}" if told else share_text(share)
        if role == _LIMITED:
            return self.limited
        return share if role == _SHARE else None


class ShareDelegate(QStyledItemDelegate):
    """Draws the name with the heads, and each bar under its words."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Ask for the height of the name and of all bars."""
        share = index.data(_SHARE)
        bars = len(gauges(share)) if share is not None else 1
        line = QFontMetrics(theme.grid_font()).height()
        room = option.widget.viewport().width() if option.widget is not None else 200
        names = 2 if share is not None and _long(share, room) else 1
        height = _PAD * 2 + names * line + bars * (line + _BAR + _GAP * 2)
        if share is not None:
            told = (_words(each, room) for each in gauges(share, limited=index.data(_LIMITED)))
            height += sum(len(lines) - 1 for lines in told) * line
        return QSize(200, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one account."""
        share = index.data(_SHARE)
        if share is None:
            return
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen:
            painter.fillRect(option.rect, theme.colour("accent_soft"))
            edge = QRect(option.rect.left(), option.rect.top(), 3, option.rect.height())
            painter.fillRect(edge, theme.colour("accent"))
        box = option.rect.adjusted(_PAD, _PAD, -_PAD, -_PAD)
        line = QFontMetrics(theme.grid_font()).height()
        row = QRect(box.left(), box.top(), box.width(), line)
        ink = "text"
        bold = QFont(theme.grid_font())
        bold.setBold(True)
        heads = (f"{share.heads:,} คน", theme.grid_font(), ink)
        first = share.label
        if _long(share, option.rect.width()):
            less = QFontMetrics(heads[1]).horizontalAdvance(heads[0])
            above, first = _split(share.label, bold, box.width(), less)
            _two(painter, row, (above, bold, ink), ("", bold, ink))
            row = row.translated(0, line)
        _two(painter, row, (first, bold, ink), heads)
        for gauge in gauges(share, limited=index.data(_LIMITED)):
            row = row.translated(0, _GAP)
            tone = "bad" if gauge.over else "muted"
            right = bold if gauge.over else theme.grid_font()
            for used, left in _words(gauge, option.rect.width()):
                row = row.translated(0, line)
                _two(painter, row, (used, theme.grid_font(), ink), (left, right, tone))
            self._bar(painter, QRect(row.left(), row.bottom() + 2, row.width(), _BAR), gauge)
            row = row.translated(0, _BAR + _GAP)
        painter.setPen(theme.colour("line"))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        painter.restore()

    @staticmethod
    def _bar(painter: QPainter, box: QRect, gauge: Gauge) -> None:
        if gauge.full < 0:  # without a limit there is nothing to fill
            return
        painter.fillRect(box, theme.colour("sunken"))
        filled = QRect(box.left(), box.top(), int(box.width() * gauge.full), box.height())
        painter.fillRect(filled, theme.colour("bad" if gauge.over else "accent"))
        painter.setPen(theme.colour("line"))
        painter.drawRect(box.adjusted(0, 0, -1, -1))


def _long(share: Share, width: int) -> bool:
    """Tell whether an account's name needs a second line."""
    bold = QFont(theme.grid_font())
    bold.setBold(True)
    heads = QFontMetrics(theme.grid_font()).horizontalAdvance(f"{share.heads:,} คน")
    return QFontMetrics(bold).horizontalAdvance(share.label) > width - 2 * _PAD - heads - 2 * _GAP


def _words(gauge: Gauge, width: int) -> list[tuple[str, str]]:
    """Return the words over a bar in one line, in two where a sum would be cut."""
    plain, bold = QFontMetrics(theme.grid_font()), QFont(theme.grid_font())
    bold.setBold(gauge.over)
    room = width - 2 * _PAD - 2 * _GAP - QFontMetrics(bold).horizontalAdvance(gauge.left)
    for used in (gauge.used, gauge.used.removesuffix(_BAHT)):
        if not gauge.left or plain.horizontalAdvance(used) <= room:
            return [(used, gauge.left)]
    return [(gauge.used, ""), ("", gauge.left)]


def _split(name: str, font: QFont, width: int, second_less: int) -> tuple[str, str]:
    """Return a name in two lines, broken at a space where there is one; what is left is cut."""
    metrics = QFontMetrics(font)
    words = name.split(" ")
    first = words[0]
    at = 1
    while at < len(words) and metrics.horizontalAdvance(f"{first} {words[at]}") <= width:
        first = f"{first} {words[at]}"
        at += 1
    rest = " ".join(words[at:])
    room = width - second_less - 2 * _GAP
    return first, metrics.elidedText(rest, Qt.TextElideMode.ElideRight, room)


def _two(
    painter: QPainter, box: QRect, left: tuple[str, QFont, str], right: tuple[str, QFont, str]
) -> None:
    """Draw words at the left and at the right of a line; the left ones give way."""
    width = QFontMetrics(right[1]).horizontalAdvance(right[0])
    painter.setFont(right[1])
    painter.setPen(theme.colour(right[2]))
    middle = Qt.AlignmentFlag.AlignVCenter
    painter.drawText(box, int(middle | Qt.AlignmentFlag.AlignRight), right[0])
    room = box.adjusted(0, 0, -(width + _GAP * 2 if right[0] else 0), 0)
    painter.setFont(left[1])
    painter.setPen(theme.colour(left[2]))
    short = QFontMetrics(left[1]).elidedText(left[0], Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, int(middle | Qt.AlignmentFlag.AlignLeft), short)


class ShareList(QListView):
    """Choose an account to see its people only; the first stands for all."""

    chosen = Signal()
    opened = Signal(object)  # Share: Enter or double click

    def __init__(self, name: str, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.table = ShareModel(self)
        self.setModel(self.table)
        self.setItemDelegate(ShareDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(False)
        self.setToolTip("เลือกเพื่อดูเฉพาะคนของกลุ่มนั้น · Enter ดูวิธีคิดโควตาและวงเงิน")
        self.selectionModel().currentChanged.connect(lambda *_: self.chosen.emit())
        self.activated.connect(lambda index: self.opened.emit(index.data(_SHARE)))
        self.setResizeMode(QListView.ResizeMode.Adjust)
        theme.watcher().changed.connect(self.doItemsLayout)

    def key(self) -> str | None:
        """Return the key of the chosen account, None for all."""
        at = self.currentIndex().row()
        return self.table.shares[at].key if 0 < at < len(self.table.shares) else None

    def show_shares(
        self, whole: Share, parts: Sequence[Share], unit: str, *, limited: bool = False
    ) -> None:
        """Show the account of all and the parts; the chosen one stays chosen."""
        self.table.limited = limited
        kept = self.key()
        self.table.set_shares((whole, *parts), unit)
        if not self.currentIndex().isValid():
            places = [each.key for each in parts]
            at = places.index(kept) + 1 if kept in places else 0
            self.setCurrentIndex(self.table.index(at))
