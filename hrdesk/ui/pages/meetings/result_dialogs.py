"""What the committee decides about candidates: the order within a tie, and who is chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QWidget,
)

from hrdesk.services.errors import DomainError
from hrdesk.ui import icons
from hrdesk.ui.pages.meetings.result_model import ShownRow, marks_status, points_words
from hrdesk.ui.pages.person.inputs import Note
from hrdesk.ui.pages.settings.form_dialog import FormDialog
from hrdesk.ui.pages.sign_in.fitting import fit
from hrdesk.ui.style import set_role
from hrdesk.ui.thai_text import breakable
from hrdesk.ui.widgets.field import Field

_ID = Qt.ItemDataRole.UserRole
_NAME = _ID + 1
_MOST_SHOWN = 8  # rows before a list scrolls


class _Order(QListWidget):
    """Names whose order is changed with Alt and the arrows."""

    def event(self, event: QEvent) -> bool:
        """Keep Alt with arrows from the window, which goes back and forward with others."""
        override = event.type() == QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and _moves(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the chosen name up or down."""
        step = _moves(event)
        if step:
            self.move(step)
            event.accept()
            return
        super().keyPressEvent(event)

    def move(self, step: int) -> None:
        """Move the chosen name by so many places, as far as the list goes."""
        at = self.currentRow()
        to = at + step
        if at < 0 or not 0 <= to < self.count():
            return
        item = self.takeItem(at)
        self.insertItem(to, item)
        self.setCurrentRow(to)
        self.number()

    def number(self) -> None:
        """Write the places before the names."""
        for at in range(self.count()):
            item = self.item(at)
            item.setText(f"{at + 1}. {item.data(_NAME)}")


def _moves(event: QKeyEvent) -> int:
    if not event.modifiers() & Qt.KeyboardModifier.AltModifier:
        return 0
    return {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)


class TieDialog(FormDialog):
    """The order of those whose totals are equal, and why; calls ``save(order, reason)``."""

    kind = "tie_dialog"

    def __init__(
        self,
        rows: Sequence[ShownRow],
        save: Callable[[TieDialog, tuple[int, ...], str], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("ตัดสินคะแนนที่เท่ากัน", "บันทึกมติ", parent)
        self._save = save
        told = QLabel(
            breakable(
                f"ทั้ง {len(rows)} คนได้ {points_words(rows[0])} เท่ากันที่ตำแหน่งสุดท้าย "
                "เรียงตามมติของคณะกรรมการ แล้วบันทึกเหตุผล"
            ),
            self,
        )
        told.setWordWrap(True)
        self.order = _Order(self)
        self.order.setObjectName("tie_order")
        self.order.setToolTip("Alt+↑↓ ย้ายลำดับ")
        for row in rows:
            item = QListWidgetItem(self.order)
            item.setData(_ID, row.id)
            item.setData(_NAME, row.name)
        self.order.number()
        self.order.setCurrentRow(0)
        _limit(self.order, len(rows))
        self.reason = Note("tie_reason", self)
        self.reason.setPlainText(next((row.tie_reason for row in rows if row.decided), ""))
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for key, words, step in (("up", "เลื่อนขึ้น", -1), ("down", "เลื่อนลง", 1)):
            buttons.addWidget(self._button(f"tie_{key}", words, key, step))
        buttons.addStretch()
        add, fields = self.form.add, self.fields
        fields.addWidget(told)
        fields.addWidget(add("order", Field("ลำดับตามมติ", self.order, required=True)))
        fields.addLayout(buttons)
        fields.addWidget(add("reason", Field("เหตุผลของคณะกรรมการ", self.reason, required=True)))
        self.order.setFocus()
        fit(self)

    def chosen(self) -> tuple[int, ...]:
        """Return the candidates, first to last."""
        return tuple(self.order.item(at).data(_ID) for at in range(self.order.count()))

    def hand_over(self) -> None:
        """Give the order once there is a reason."""
        reason = self.reason.value()
        if not reason:
            self.refused(DomainError("required", field="reason"))
            return
        self._save(self, self.chosen(), reason)

    def _button(self, name: str, words: str, picture: str, step: int) -> QPushButton:
        button = QPushButton(words, self)
        button.setObjectName(name)
        button.setAccessibleName(words)
        button.setAutoDefault(False)
        icons.set_icon(button, picture)
        button.clicked.connect(lambda _on: self.order.move(step))
        return button


class ChooseDialog(FormDialog):
    """Who is chosen for the posts; calls ``save(ids, reason)``."""

    kind = "choose_dialog"

    def __init__(
        self,
        rows: Sequence[ShownRow],
        posts: int,
        save: Callable[[ChooseDialog, tuple[int, ...], str], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("บันทึกผู้ได้รับเลือก", "บันทึก", parent)
        self._save = save
        self._rows = tuple(rows)
        told = QLabel(
            breakable(f"เลือกได้ไม่เกิน {posts:,} คน ผู้ที่อยู่ในรายชื่อที่เสนออยู่ด้านบน ไม่เลือกใครเลยคือถอนที่บันทึกไว้"),
            self,
        )
        told.setWordWrap(True)
        self.people = QListWidget(self)
        self.people.setObjectName("choose_people")
        self.people.setToolTip("เว้นวรรค: เลือกหรือไม่เลือก")
        self.people.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.people.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        # Who was proposed comes first; inside both halves the order of the points stays.
        for row in sorted(rows, key=lambda row: not row.goes_on):
            item = QListWidgetItem(_choice_words(row), self.people)
            item.setData(_ID, row.id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if row.chosen else Qt.CheckState.Unchecked)
        self.people.setCurrentRow(0)
        _limit(self.people, len(rows))
        self.count = QLabel(self)
        self.count.setObjectName("choose_count")
        set_role(self.count, "muted")
        self.people.itemChanged.connect(lambda _item: self._counted())
        self.reason = Note("choose_reason", self)
        self.reason.setPlainText(next((row.chosen_reason for row in rows if row.chosen), ""))
        add, fields = self.form.add, self.fields
        fields.addWidget(told)
        fields.addWidget(add("chosen", Field("ผู้ได้รับเลือก", self.people)))
        fields.addWidget(self.count)
        hint = "จำเป็นเมื่อเลือกไม่ตรงตามลำดับคะแนน หรือเลือกผู้ที่ไม่อยู่ในรายชื่อที่เสนอ"
        fields.addWidget(add("reason", Field("เหตุผล", self.reason, hint=hint)))
        self._counted()
        self.people.setFocus()
        fit(self)

    def chosen(self) -> tuple[int, ...]:
        """Return the ids of those who are ticked."""
        items = [self.people.item(at) for at in range(self.people.count())]
        return tuple(item.data(_ID) for item in items if item.checkState() == Qt.CheckState.Checked)

    def hand_over(self) -> None:
        """Give what was ticked."""
        self._save(self, self.chosen(), self.reason.value())

    def _counted(self) -> None:
        self.count.setText(f"เลือกแล้ว {len(self.chosen()):,} คน")


def _choice_words(row: ShownRow) -> str:
    place = f"{row.rank}. " if row.rank is not None else ""
    points = f"{row.total} คะแนน" if row.total else "ยังไม่มีคะแนน"
    told = "ที่เสนอ" if row.goes_on else "นอกรายชื่อ" if row.passed else marks_status(row).word
    return f"{place}{row.name} · {points} · {told}"


def _limit(table: QListWidget, count: int) -> None:
    """Make a list as high as its rows, up to what a small screen has room for."""
    table.ensurePolished()
    height = max(table.sizeHintForRow(0), table.fontMetrics().lineSpacing())
    rows = max(2, min(count, _MOST_SHOWN))
    table.setFixedHeight(rows * height + 2 * table.frameWidth() + 4)
