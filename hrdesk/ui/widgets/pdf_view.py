"""A PDF as it will come out of the printer: pages under each other, drawn as they are seen."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QHideEvent,
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from hrdesk.ui import theme

if TYPE_CHECKING:
    from hrdesk.documents.preview import RenderedPage
    from hrdesk.ui.context import AppContext
    from hrdesk.ui.tasks import Progress

_GAP = 12
_KEPT = 12  # pictures in memory
_LEAST, _MOST = 0.25, 4.0
_STEP = 1.25
Fit = Literal["width", "page", "free"]


def to_image(page: RenderedPage) -> QImage:
    """Return rendered pixels as a picture of its own."""
    image = QImage(
        page.bgr_bytes, page.width, page.height, page.stride, QImage.Format.Format_BGR888
    )
    return image.convertToFormat(QImage.Format.Format_RGB32)


class PdfView(QAbstractScrollArea):
    """Pages are rendered in the pool; until one is there its place is white paper.

    Keys: PageUp, PageDown, Home, End, Ctrl+plus, Ctrl+minus, Ctrl+0 (width), Ctrl+9 (page).
    """

    page_changed = Signal(int, int)  # the page in sight (from 1), pages in all
    zoom_changed = Signal(int)  # percent

    def __init__(
        self, ctx: AppContext, name: str = "pdf_view", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName("ตัวอย่างก่อนพิมพ์")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._ctx = ctx
        self._pdf = b""
        self._sizes: tuple[tuple[float, float], ...] = ()
        self._fit: Fit = "width"
        self._zoom = 1.0
        self._places: list[QRect] = []
        self._pictures: OrderedDict[tuple[int, int], QImage] = OrderedDict()
        self._asked: dict[tuple[int, int], Progress] = {}
        self._turn = 0
        self._told = (0, 0)
        self.verticalScrollBar().valueChanged.connect(self._tell_page)

    # -- what is shown ------------------------------------------------------------------------

    def set_pdf(self, pdf: bytes) -> None:
        """Show a PDF, staying where one was reading; empty bytes show nothing."""
        self._turn += 1
        self._pdf = pdf
        self._forget_asked()
        self._pictures.clear()
        if not pdf:
            self._measured(self._turn, ())
            return
        turn = self._turn

        def measure(_progress: Progress) -> tuple[tuple[float, float], ...]:
            from hrdesk.documents.preview import page_sizes

            return page_sizes(pdf)

        self._ctx.tasks.work(self, measure, lambda sizes: self._measured(turn, sizes), quiet=True)

    def page_count(self) -> int:
        """Return how many pages there are, 0 until the PDF is read."""
        return len(self._sizes)

    def current_page(self) -> int:
        """Return the page most of which is in sight, from 1; 0 without pages."""
        seen = QRect(self._offset(), self.viewport().size())
        shares = [place.intersected(seen).height() for place in self._places]
        return shares.index(max(shares)) + 1 if shares else 0

    def go_to(self, page: int) -> None:
        """Bring a page, from 1, to the top."""
        if 1 <= page <= len(self._places):
            self.verticalScrollBar().setValue(self._places[page - 1].top() - _GAP)

    def zoom(self) -> int:
        """Return the size in percent of the paper's."""
        return round(self._zoom * 100)

    def fit(self, how: Fit) -> None:
        """Fit the width or the whole page into the window, also when it is resized."""
        self._fit = how
        self._lay_out()

    def zoom_by(self, steps: int) -> None:
        """Make larger (positive) or smaller."""
        self._fit = "free"
        self._zoom = min(max(self._zoom * _STEP**steps, _LEAST), _MOST)
        self._lay_out()

    def pictures_ready(self) -> bool:
        """Tell whether all that is in sight is drawn."""
        return bool(self._places) and all(
            self._key(number) in self._pictures for number in self._in_sight()
        )

    # -- Qt's events --------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pages in sight, asking for those that are missing."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), theme.colour("sunken"))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        offset = self._offset()
        for number in self._in_sight():
            place = self._places[number].translated(-offset)
            painter.fillRect(place, Qt.GlobalColor.white)
            picture = self._pictures.get(self._key(number)) or self._any_picture(number)
            if picture is not None:
                painter.drawImage(place, picture)
            if self._key(number) not in self._pictures:
                self._ask(number)
            painter.setPen(theme.colour("line"))
            painter.drawRect(place.adjusted(-1, -1, 0, 0))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit again."""
        super().resizeEvent(event)
        self._lay_out()

    def hideEvent(self, event: QHideEvent) -> None:
        """Draw nothing for a window nobody sees."""
        self._forget_asked()
        super().hideEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl and the wheel zoom."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn pages and zoom by keyboard."""
        key = event.key()
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        bar = self.verticalScrollBar()
        if control and key in _ZOOM_KEYS:
            _ZOOM_KEYS[key](self)
        elif key == Qt.Key.Key_PageDown:
            self.go_to(min(self.current_page() + 1, self.page_count()))
        elif key == Qt.Key.Key_PageUp:
            self.go_to(max(self.current_page() - 1, 1))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            bar.setValue(bar.minimum() if key == Qt.Key.Key_Home else bar.maximum())
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            bar.setValue(bar.value() + (60 if key == Qt.Key.Key_Down else -60))
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    # -- inside -------------------------------------------------------------------------------

    def _measured(self, turn: int, sizes: tuple[tuple[float, float], ...]) -> None:
        if turn != self._turn:
            return
        self._sizes = sizes
        self._lay_out()

    def _lay_out(self) -> None:
        room = self.viewport().size()
        pixels = self.logicalDpiX() / 72
        if self._sizes and self._fit != "free":
            width = max(size[0] for size in self._sizes) * pixels
            height = max(size[1] for size in self._sizes) * pixels
            across = (room.width() - 2 * _GAP) / width
            down = (room.height() - 2 * _GAP) / height
            wanted = across if self._fit == "width" else min(across, down)
            self._zoom = min(max(wanted, _LEAST), _MOST)
        scale = self._zoom * pixels
        sizes = [QSize(round(w * scale), round(h * scale)) for w, h in self._sizes]
        widest = max([size.width() for size in sizes], default=0)
        total = max(widest + 2 * _GAP, room.width())
        top = _GAP
        self._places = []
        for size in sizes:
            self._places.append(QRect(QPoint((total - size.width()) // 2, top), size))
            top += size.height() + _GAP
        for bar, length, shown in (
            (self.horizontalScrollBar(), widest + 2 * _GAP, room.width()),
            (self.verticalScrollBar(), top, room.height()),
        ):
            bar.setRange(0, max(0, length - shown))
            bar.setPageStep(max(shown, 1))
            bar.setSingleStep(30)
        self.zoom_changed.emit(self.zoom())
        self._tell_page()
        self.viewport().update()

    def _offset(self) -> QPoint:
        return QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def _in_sight(self) -> list[int]:
        seen = QRect(self._offset(), self.viewport().size())
        return [number for number, place in enumerate(self._places) if place.intersects(seen)]

    def _key(self, number: int) -> tuple[int, int]:
        return number, round(self._places[number].width() * self.devicePixelRatioF())

    def _any_picture(self, number: int) -> QImage | None:
        found = (image for (page, _), image in self._pictures.items() if page == number)
        return next(found, None)

    def _ask(self, number: int) -> None:
        key = self._key(number)
        if key in self._asked:
            return
        for other in [old for old in self._asked if old[0] == number]:
            self._asked.pop(other).cancel()
        pdf, turn = self._pdf, self._turn
        dpi = max(round(key[1] * 72 / self._sizes[number][0]), 20)

        def render(progress: Progress) -> QImage:
            from hrdesk.documents.preview import render_page

            progress.check()
            return to_image(render_page(pdf, number, dpi))

        self._asked[key] = self._ctx.tasks.work(
            self, render, lambda image: self._drawn(turn, key, image), quiet=True
        )

    def _drawn(self, turn: int, key: tuple[int, int], image: QImage) -> None:
        if turn != self._turn:
            return
        self._asked.pop(key, None)
        for old in [other for other in self._pictures if other[0] == key[0]]:
            del self._pictures[old]
        self._pictures[key] = image
        while len(self._pictures) > _KEPT:
            self._pictures.popitem(last=False)
        self.viewport().update()

    def _forget_asked(self) -> None:
        for progress in self._asked.values():
            progress.cancel()
        self._asked.clear()

    def _tell_page(self) -> None:
        told = (self.current_page(), self.page_count())
        if told != self._told:
            self._told = told
            self.page_changed.emit(*told)


_ZOOM_KEYS = {
    Qt.Key.Key_Plus: lambda view: view.zoom_by(1),
    Qt.Key.Key_Equal: lambda view: view.zoom_by(1),
    Qt.Key.Key_Minus: lambda view: view.zoom_by(-1),
    Qt.Key.Key_0: lambda view: view.fit("width"),
    Qt.Key.Key_9: lambda view: view.fit("page"),
}
