"""Choosing a person of the register by typing any part of a name, an ID or a post."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QFont, QHideEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QLineEdit,
    QListView,
    QScrollArea,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from hrdesk.rules.names import titled
from hrdesk.services.queries.people import PersonRow, find_people
from hrdesk.ui import theme
from hrdesk.ui.context import AppContext
from hrdesk.ui.thai_text import plain

_DELAY_MS = 120
_LIMIT = 20
_LINES = 7  # people seen without scrolling
_PAD = 8
_Index = QModelIndex | QPersistentModelIndex


def post_words(person: PersonRow) -> str:
    """Return a person's post, level and unit in one line."""
    post = titled(person.post_title, person.level)
    return " · ".join(part for part in (post, person.unit) if part) or person.employment.label


class _Found(QAbstractListModel):
    """The people found, and the offer to add somebody new as the last line."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.people: tuple[PersonRow, ...] = ()
        self.offer = ""

    def fill(self, people: tuple[PersonRow, ...], offer: str) -> None:
        self.beginResetModel()
        self.people, self.offer = people, offer
        self.endResetModel()

    def person_at(self, row: int) -> PersonRow | None:
        return self.people[row] if 0 <= row < len(self.people) else None

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return how many lines there are."""
        return 0 if parent.isValid() else len(self.people) + bool(self.offer)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Answer the view's question about a line."""
        if not index.isValid():
            return None
        person = self.person_at(index.row())
        if role == Qt.ItemDataRole.UserRole:
            return person
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            if person is None:
                return self.offer
            return f"{person.name} {post_words(person)} {person.national_id}"
        return None


class _Lines(QStyledItemDelegate):
    """Draws name and ID above, post and unit below."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return room for two lines, one for the offer."""
        line = theme.row_height(option.font) - theme.GRID
        lines = 2 if index.data(Qt.ItemDataRole.UserRole) is not None else 1
        return QSize(200, lines * line + theme.GRID)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one line."""
        person = index.data(Qt.ItemDataRole.UserRole)
        if person is None:
            super().paint(painter, option, index)
            return
        self.initStyleOption(option, index)
        option.text = ""
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        box = option.rect.adjusted(_PAD, 2, -_PAD, -2)
        half = box.height() // 2
        top = QRect(box.left(), box.top(), box.width(), half)
        painter.save()
        muted = theme.colour("select_text" if selected else "muted")
        painter.setFont(option.font)
        painter.setPen(muted)
        room = painter.fontMetrics().horizontalAdvance(person.national_id) + 2 * _PAD
        right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(top, right, person.national_id)
        below = top.translated(0, half)
        self._draw(painter, below, post_words(person))
        bold = QFont(option.font)
        bold.setBold(True)
        painter.setFont(bold)
        painter.setPen(theme.colour("select_text" if selected else "text"))
        self._draw(painter, top.adjusted(0, 0, -room, 0), person.name)
        painter.restore()

    @staticmethod
    def _draw(painter: QPainter, box: QRect, text: str) -> None:
        elide = Qt.TextElideMode.ElideRight
        short = painter.fontMetrics().elidedText(text, elide, box.width())
        left = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(box, left, short)


class PersonPicker(QLineEdit):
    """A field that finds people while one types; arrows walk, Enter chooses, Esc closes.

    Enter before the answer is there chooses as soon as exactly one person is found.
    """

    chosen = Signal(object)  # PersonRow, or None when the choice is typed over
    add_asked = Signal(str)  # what was typed: add somebody of that name

    def __init__(
        self,
        ctx: AppContext,
        name: str = "person",
        parent: QWidget | None = None,
        *,
        may_add: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName("ค้นหาบุคคล")
        self.setPlaceholderText("พิมพ์ชื่อ นามสกุล เลขประจำตัว หรือเลขที่ตำแหน่ง บางส่วนก็ได้")
        self.setToolTip("↓ ↑ เลือก · Enter ยืนยัน · Esc ปิดรายชื่อ")
        self.setClearButtonEnabled(True)
        self._ctx = ctx
        self._may_add = may_add
        self._person: PersonRow | None = None
        self._enter_waits = False
        self._asked: str | None = None
        self._model = _Found(self)
        self._list: QListView | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_DELAY_MS)
        self._timer.timeout.connect(self._ask)
        self.textEdited.connect(self._typed)
        self.textChanged.connect(self._cleared)

    # -- what is chosen -----------------------------------------------------------------------

    def person(self) -> PersonRow | None:
        """Return the chosen person."""
        return self._person

    def set_person(self, person: PersonRow | None) -> None:
        """Show a person as chosen, or nobody, and tell those who listen."""
        self._person = person
        self.blockSignals(True)
        self.setText(person.name if person is not None else "")
        self.blockSignals(False)
        self.setCursorPosition(0)
        self.close_list()
        self.chosen.emit(person)

    def found(self) -> tuple[PersonRow, ...]:
        """Return the people in the open list."""
        return self._model.people if self.list_open() else ()

    def list_open(self) -> bool:
        """Tell whether the list of found people is shown."""
        return self._list is not None and self._list.isVisible()

    def close_list(self) -> None:
        """Take the list away."""
        self._timer.stop()
        self._enter_waits = False
        self._asked = None
        self._ctx.tasks.drop(self, "find")
        if self._list is not None:
            self._list.hide()

    # -- typing -------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down and Up walk the list, Enter takes the line, Esc closes it."""
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._walk(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp) and self.list_open():
            self._walk(_LINES if key == Qt.Key.Key_PageDown else -_LINES)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._enter()
        elif key == Qt.Key.Key_Escape and self.list_open():
            self.close_list()
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Close the list when the field is left."""
        if event.reason() not in (
            Qt.FocusReason.PopupFocusReason,
            Qt.FocusReason.ActiveWindowFocusReason,
        ):
            self.close_list()
        super().focusOutEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Ask nothing more once the page is gone."""
        self.close_list()
        super().hideEvent(event)

    def _typed(self) -> None:
        self._enter_waits = False
        if self._person is not None:
            self._person = None
            self.chosen.emit(None)
        self._timer.start()

    def _cleared(self, text: str) -> None:
        # The clear button and programs that empty the field do not count as typing.
        if not text and self._person is not None:
            self._person = None
            self.chosen.emit(None)

    def _ask(self) -> None:
        self._timer.stop()
        text = plain(self.text()).strip()
        if not text:
            self.close_list()
            return
        self._asked = text
        self._ctx.tasks.query(
            self,
            lambda uow: find_people(uow, text, _LIMIT),
            lambda people: self._answer(text, people),
            key="find",
        )

    def _answer(self, text: str, people: tuple[PersonRow, ...]) -> None:
        if text != plain(self.text()).strip() or self._person is not None:
            return
        if self._enter_waits and len(people) == 1:
            self.set_person(people[0])
            return
        self._enter_waits = False
        offer = f"＋ เพิ่มบุคคลใหม่ “{text}”" if self._may_add else ""
        if not people and not offer:
            offer = "ไม่พบในทะเบียน"
        self._model.fill(people, offer)
        self._show_list()

    def _enter(self) -> None:
        if self.list_open() and self._asked == plain(self.text()).strip():
            self._take(self._list.currentIndex().row() if self._list else -1)
        elif self._person is not None:
            self.focusNextChild()
        elif plain(self.text()).strip():
            self._enter_waits = True
            self._ask()
            self._enter_waits = True

    def _walk(self, step: int) -> None:
        if not self.list_open() or self._list is None:
            self._ask()
            return
        last = self._model.rowCount() - 1
        row = min(max(self._list.currentIndex().row() + step, 0), last)
        self._list.setCurrentIndex(self._model.index(row))

    def _take(self, row: int) -> None:
        person = self._model.person_at(row)
        text = plain(self.text()).strip()
        if person is not None:
            self.set_person(person)
        elif self._may_add and row == len(self._model.people):
            self.close_list()
            self.add_asked.emit(text)

    # -- the list -----------------------------------------------------------------------------

    def _show_list(self) -> None:
        if not self.isVisible():
            return
        shown = self._list or self._make_list()
        ground = shown.parentWidget()
        width = max(self.width(), 420)
        rows = min(self._model.rowCount(), _LINES)
        height = sum(shown.sizeHintForRow(row) for row in range(rows)) + 2 * shown.frameWidth() + 4
        place = self.mapTo(ground, QPoint(0, self.height() + 2))
        width = min(width, ground.width() - place.x() - 4)
        shown.setGeometry(QRect(place, QSize(width, height)))
        shown.setCurrentIndex(self._model.index(0))
        shown.raise_()
        shown.show()

    def _make_list(self) -> QListView:
        made = QListView(self._ground())
        made.setObjectName(f"{self.objectName()}_list")
        made.setAccessibleName("บุคคลที่พบ")
        made.setModel(self._model)
        made.setItemDelegate(_Lines(made))
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        made.clicked.connect(lambda index: self._take(index.row()))
        made.hide()
        self.destroyed.connect(made.deleteLater)
        self._list = made
        return made

    def _ground(self) -> QWidget:
        """Return what the list lies on: scrolled content, so that it moves along, or the window."""
        parent = self.parentWidget()
        while parent is not None:
            above = parent.parentWidget()
            if above is not None and isinstance(above.parentWidget(), QScrollArea):
                return parent
            parent = above
        return self.window()

    def event(self, event: QEvent) -> bool:
        """Keep Esc and Enter from the window's shortcuts while the list is open."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            keys = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if self.list_open() and event.key() in keys and not event.modifiers():
                event.accept()
                return True
        return super().event(event)
