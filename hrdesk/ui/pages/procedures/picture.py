"""The picture of a procedure: its scene, and the view one walks through with mouse and keys."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QPainter, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QGraphicsScene, QGraphicsView, QWidget

from hrdesk.rules.procedure_text import Document, main_path
from hrdesk.ui import theme
from hrdesk.ui.pages.procedures import words
from hrdesk.ui.pages.procedures.items import (
    BarItem,
    EdgeItem,
    EndItem,
    Look,
    StepItem,
    bar_height,
    bar_text,
    box_width,
    step_lines,
)
from hrdesk.ui.pages.procedures.layout import Plan, plan, reading
from hrdesk.ui.theme import Theme

_LEAST, _MOST = 0.4, 2.5
_STEP = 1.15


class Picture(QGraphicsScene):
    """Draws a document in a theme's colours."""

    def __init__(
        self, document: Document, colours: Theme, font: QFont, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        look = Look(colours, font)
        path = main_path(document)
        texts = {}
        sizes = {}
        for step in document["steps"]:
            key = step["key"]
            lines, size = step_lines(document, step, look, box_width(key in path))
            texts[key], sizes[key] = lines, size
        waits = {
            (step["key"], str(wait.get("key"))): bar_text(document, wait)
            for step in document["steps"]
            for wait in step.get("waits") or ()
        }
        heights = {name: bar_height(text, look) for name, text in waits.items()}
        self.plan: Plan = plan(document, sizes, heights)
        self.steps: dict[str, StepItem] = {}
        self.edges = [EdgeItem(edge, look) for edge in self.plan.edges]
        for edge in self.edges:
            self.addItem(edge)
        for bar in self.plan.bars:
            target = self.plan.boxes.get(bar.before)
            until = QPointF(target.x, target.y + 10) if target is not None else None
            self.addItem(BarItem(bar, waits[bar.step, bar.key], look, until))
        for number, key in enumerate(reading(document), 1):
            item = StepItem(key, number, self.plan.boxes[key], texts[key], look)
            self.steps[key] = item
            self.addItem(item)
        self.addItem(EndItem(self.plan.end, look))
        self.setBackgroundBrush(colours.colour("window"))
        self.setSceneRect(0, 0, self.plan.width, self.plan.height)

    def choose(self, key: str) -> None:
        """Show one step as chosen, with its arrows."""
        for name, item in self.steps.items():
            item.mark(chosen=name == key)
        for edge in self.edges:
            edge.mark(chosen=key in (edge.edge.source, edge.edge.target))

    def mark_faults(self, keys: Iterable[str]) -> None:
        """Show which steps have faults."""
        wrong = set(keys)
        for name, item in self.steps.items():
            item.mark(faulty=name in wrong)


class PictureView(QGraphicsView):
    """Walks through the steps: arrows and Page keys, Ctrl+wheel and Ctrl with + - 0 to zoom."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("procedure_picture")
        self.setAccessibleName("แผนภาพขั้นตอน")
        self.setToolTip(
            "↑ ↓ เลื่อนตามขั้นตอน · ← → ไปขั้นตอนแยกและกลับ · Ctrl+ล้อเมาส์ ย่อขยาย · Ctrl+0 พอดีกว้าง"
        )
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setFrameShape(QGraphicsView.Shape.NoFrame)
        self.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        self._document: Document | None = None
        self._key = ""
        self._faulty: frozenset[str] = frozenset()
        self._fitted = True
        # Always there, so that fitting the width does not bring it, and with it the other bar.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        theme.watcher().changed.connect(self._redraw)

    def picture(self) -> Picture | None:
        """Return the scene that is shown."""
        scene = self.scene()
        return scene if isinstance(scene, Picture) else None

    def show_document(self, document: Document | None, key: str = "") -> None:
        """Show a document, with one step chosen; zoom and place stay."""
        same = self._document is not None and document is not None
        same = same and self._document.get("id") == document.get("id")  # type: ignore[union-attr]
        bars = (self.verticalScrollBar(), self.horizontalScrollBar())
        places = [bar.value() if same else 0 for bar in bars]
        self._document = document
        self._key = key
        self._redraw()
        for bar, place in zip(bars, places, strict=True):
            bar.setValue(place)
        picture = self.picture()
        if picture is not None and self._key in picture.steps:
            self.ensureVisible(picture.steps[self._key].sceneBoundingRect(), 24, 24)

    def key(self) -> str:
        """Return the chosen step."""
        return self._key

    def choose(self, key: str, *, tell: bool = True) -> None:
        """Choose a step and bring it into view."""
        picture = self.picture()
        if picture is None or key not in picture.steps:
            return
        self._key = key
        picture.choose(key)
        item = picture.steps[key]
        self.ensureVisible(item.sceneBoundingRect(), 24, 24)
        self._speak()
        if tell:
            self.chosen.emit(key)

    def mark_faults(self, keys: Iterable[str]) -> None:
        """Show which steps have faults."""
        self._faulty = frozenset(keys)
        picture = self.picture()
        if picture is not None:
            picture.mark_faults(self._faulty)

    # -- zooming --------------------------------------------------------------------------------

    def fit(self) -> None:
        """Show the whole width, but not larger than life nor too small to read."""
        picture = self.picture()
        self._fitted = True
        if picture is None or not picture.plan.width:
            return
        wide = self.viewport().width() / picture.plan.width
        self._scale_to(min(1.0, max(wide, 0.62)))

    def zoom(self, by: int) -> None:
        """Make the picture larger (1) or smaller (-1)."""
        self._fitted = False
        self._scale_to(self.transform().m11() * (_STEP if by > 0 else 1 / _STEP))

    def _scale_to(self, factor: float) -> None:
        factor = max(_LEAST, min(factor, _MOST))
        self.resetTransform()
        self.scale(factor, factor)

    # -- keys and mouse -------------------------------------------------------------------------

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl with the wheel zooms at the pointer."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
            self.zoom(1 if event.angleDelta().y() > 0 else -1)
            self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorViewCenter)
            event.accept()
            return
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk through the steps; Ctrl with + - 0 zooms."""
        key = event.key()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if key == Qt.Key.Key_0:
                self.fit()
            elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
                self.zoom(1)
            elif key == Qt.Key.Key_Minus:
                self.zoom(-1)
            else:
                super().keyPressEvent(event)
                return
            event.accept()
            return
        walks = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Home: None, Qt.Key.Key_End: None}
        if key in walks:
            self._walk(Qt.Key(key), walks[Qt.Key(key)])
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._aside(right=key == Qt.Key.Key_Right)
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a step chooses it."""
        item = self.itemAt(event.position().toPoint())
        if isinstance(item, StepItem) and event.button() == Qt.MouseButton.LeftButton:
            self.choose(item.key)
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            event.accept()
            return
        super().mousePressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the whole width in sight until somebody zooms."""
        super().resizeEvent(event)
        if self._fitted:
            self.fit()

    def _column(self) -> list[str]:
        """The steps of the column in which the chosen one stands, from above."""
        picture = self.picture()
        if picture is None:
            return []
        boxes = picture.plan.boxes
        here = boxes.get(self._key)
        if here is None:
            return list(picture.steps)
        column = [key for key, box in boxes.items() if box.x == here.x]
        return sorted(column, key=lambda key: boxes[key].y)

    def _walk(self, key: Qt.Key, by: int | None) -> None:
        column = self._column()
        if not column:
            return
        at = column.index(self._key) if self._key in column else 0
        to = at + by if by is not None else (0 if key == Qt.Key.Key_Home else len(column) - 1)
        self.choose(column[max(0, min(to, len(column) - 1))])

    def _aside(self, *, right: bool) -> None:
        picture = self.picture()
        here = picture.plan.boxes.get(self._key) if picture is not None else None
        if picture is None or here is None:
            return
        others = {
            key: box
            for key, box in picture.plan.boxes.items()
            if (box.x > here.x if right else box.x < here.x)
        }
        near = {
            key
            for edge in picture.plan.edges
            if self._key in (edge.source, edge.target)
            for key in (edge.source, edge.target)
        }
        found = [key for key in others if key in near] or list(others)
        if found:
            self.choose(min(found, key=lambda key: abs(others[key].y - here.y)))

    # -- inside ---------------------------------------------------------------------------------

    def _redraw(self) -> None:
        old = self.scene()
        if self._document is None or not self._document["steps"]:
            self.setScene(None)
        else:
            picture = Picture(self._document, theme.current(), theme.grid_font(), self)
            self.setScene(picture)
            picture.mark_faults(self._faulty)
            if self._key not in picture.steps:
                self._key = next(iter(picture.steps))
            picture.choose(self._key)
            if self._fitted:
                self.fit()
            self._speak()
        if old is not None:
            old.deleteLater()

    def _speak(self) -> None:
        document = self._document
        step = next((s for s in (document or {}).get("steps", ()) if s["key"] == self._key), None)
        if document is None or step is None:
            self.setAccessibleDescription("")
            return
        said = (
            f"{part.heading}: {', '.join(part.lines)}" for part in words.parts_of(document, step)
        )
        self.setAccessibleDescription(f"{step.get('title')}. " + ". ".join(said))


def draw_on(picture: Picture, painter: QPainter, target: QRectF, part: QRectF) -> None:
    """Draw a part of a picture into a place of a page, as lines and letters, not as dots."""
    picture.setBackgroundBrush(Qt.BrushStyle.NoBrush)
    picture.render(painter, target, part, Qt.AspectRatioMode.KeepAspectRatio)
