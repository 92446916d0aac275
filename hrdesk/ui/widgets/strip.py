"""Strips at the top of a page: saved, failed, still working."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from hrdesk.ui import icons
from hrdesk.ui.notify import Notice, Notifier, Tone
from hrdesk.ui.style import set_role
from hrdesk.ui.tasks import Progress, TaskRunner
from hrdesk.ui.thai_text import breakable

GOOD_STAYS_MS = 5000  # what went well leaves by itself; what failed stays until it is read
UNDO_STAYS_MS = 8000  # there is something to read and to decide
MOST = 3
_FROM_EDGE = 2
TONES: frozenset[Tone] = frozenset(("good", "info", "warn", "bad"))
COME_AND_GO: frozenset[Tone] = frozenset(("good",))
_ICONS = {"good": "check_circle", "info": "info", "warn": "warning", "bad": "error"}
_WORDS = {"good": "สำเร็จ", "info": "แจ้งให้ทราบ", "warn": "โปรดสังเกต", "bad": "ไม่สำเร็จ"}


class Strip(QFrame):
    """One notice with its action, its details for copying, and a way to close it."""

    def __init__(self, notice: Notice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.notice = notice
        self.setObjectName("strip")
        self.setAccessibleName(f"{_WORDS[notice.tone]}: {notice.text}")
        set_role(self, "strip", notice.tone)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 4, 4)
        row.setSpacing(8)
        picture = QToolButton(self)
        picture.setObjectName("strip_tone")
        picture.setEnabled(True)
        picture.setFocusPolicy(picture.focusPolicy().NoFocus)
        picture.setAccessibleName(_WORDS[notice.tone])
        picture.setStyleSheet("border: none; background: transparent;")
        icons.set_icon(picture, _ICONS[notice.tone], notice.tone)
        self._text = text = QLabel(breakable(notice.text), self)
        text.setObjectName("strip_text")
        text.setWordWrap(True)
        text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row.addWidget(picture)
        row.addWidget(text, 1)
        if notice.on_action is not None:
            row.addWidget(self._button("action", notice.action, self._act))
        if notice.detail:
            row.addWidget(self._button("detail", "รายละเอียด", self._copy))
        close = QToolButton(self)
        close.setObjectName("strip_close")
        close.setAccessibleName("ปิดข้อความ")
        close.setToolTip("ปิดข้อความ")
        icons.set_icon(close, "close", "muted")
        close.clicked.connect(self.go)
        row.addWidget(close)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.go)
        self._count()

    def go(self) -> None:
        """Take the strip away."""
        self._timer.stop()
        self.hide()
        self.deleteLater()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop counting when nobody sees it."""
        self._timer.stop()
        super().hideEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Count anew when it is seen again: a window that was hidden gives it its whole time."""
        super().showEvent(event)
        self._count()

    def in_one_line(self, room: int) -> int:
        """Show the words in one line, shortened in the middle; returns the width that all need."""
        words, label = self.notice.text, self._text
        metrics = label.fontMetrics()
        if label.wordWrap():
            label.setWordWrap(False)
            label.setText(words)
        beside = self.layout().sizeHint().width() - metrics.horizontalAdvance(label.text())
        wanted = metrics.horizontalAdvance(words) + beside
        short = words
        if wanted > room:
            short = metrics.elidedText(words, Qt.TextElideMode.ElideMiddle, room - beside)
        if label.text() != short:  # each change asks for the layout again
            label.setText(short)
            label.setToolTip(words if short != words else "")
        return wanted

    def _count(self) -> None:
        if self.notice.tone == "good":
            self._timer.start(UNDO_STAYS_MS if self.notice.on_action else GOOD_STAYS_MS)

    def _button(self, name: str, words: str, call: object) -> QPushButton:
        made = QPushButton(words, self)
        made.setObjectName(f"strip_{name}")
        made.setAccessibleName(words)
        made.clicked.connect(call)
        return made

    def _act(self) -> None:
        call = self.notice.on_action
        self.go()
        if call is not None:
            call()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(f"{self.notice.text}\n{self.notice.detail}")
        button = self.findChild(QPushButton, "strip_detail")
        button.setText("คัดลอกแล้ว")
        button.setToolTip(self.notice.detail)


class ProgressStrip(QFrame):
    """Work that takes a while: what it is, how far, and a way to stop it."""

    def __init__(self, progress: Progress, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("progress_strip")
        self.setAccessibleName(progress.label)
        set_role(self, "strip", "info")
        self._progress = progress
        self._label = QLabel(progress.label, self)
        self._label.setObjectName("progress_text")
        self._bar = QProgressBar(self)
        self._bar.setObjectName("progress_bar")
        self._bar.setAccessibleName(progress.label)
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 0)
        stop = QPushButton("หยุด", self)
        stop.setObjectName("progress_stop")
        stop.setAccessibleName(f"หยุด {progress.label}")
        stop.clicked.connect(self._stop)
        self._button = stop
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 4, 4)
        row.setSpacing(12)
        row.addWidget(self._label)
        row.addWidget(self._bar, 1)
        row.addWidget(stop)
        progress.moved.connect(self._moved)
        progress.finished.connect(self._finished)

    def _moved(self, done: int, total: int, text: str) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        far = f" {done:,} จาก {total:,}" if total else ""
        self._label.setText(f"{self._progress.label}{far}{' · ' + text if text else ''}")

    def _stop(self) -> None:
        if isValid(self._progress):
            self._progress.cancel()
        self._button.setEnabled(False)
        self._button.setText("กำลังหยุด")

    def _finished(self) -> None:
        self.hide()
        self.deleteLater()


class StripHost(QWidget):
    """The place above a page where strips appear, newest first; ``tones`` are those it shows."""

    def __init__(
        self,
        notify: Notifier,
        tasks: TaskRunner | None = None,
        parent: QWidget | None = None,
        tones: frozenset[Tone] = TONES,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("strips")
        self._tones = tones
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(4)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        notify.shown.connect(self.show_notice)
        notify.cleared.connect(self.clear)
        notify.topic_mended.connect(self.forget)
        if tasks is not None:
            tasks.slow.connect(self.show_progress)

    def strips(self) -> list[Strip]:
        """Return the strips that are shown, newest first."""
        found = [self._rows.itemAt(place).widget() for place in range(self._rows.count())]
        return [widget for widget in found if isinstance(widget, Strip) and not widget.isHidden()]

    def show_notice(self, notice: Notice) -> None:
        """Show a strip; a new success takes the place of an old one."""
        if notice.tone not in self._tones:
            if notice.tone == "bad":
                self._end_praise()
            return
        for strip in self.strips():
            same = bool(notice.topic) and strip.notice.topic == notice.topic
            if (
                same
                or strip.notice.tone == notice.tone == "good"
                or strip.notice.text == notice.text
            ):
                strip.go()
        for strip in self.strips()[MOST - 1 :]:
            strip.go()
        strip = Strip(notice, self)
        self._rows.insertWidget(0, strip)
        strip.show()

    def show_progress(self, progress: Progress) -> None:
        """Show work that takes a while."""
        strip = ProgressStrip(progress, self)
        self._rows.insertWidget(0, strip)
        strip.show()

    def forget(self, topic: str) -> None:
        """Take away what was said of a topic."""
        for strip in self.strips():
            if strip.notice.topic == topic:
                strip.go()

    def _end_praise(self) -> None:
        # "Saved" beside "not saved" would be read as one; an undo is still worth its time.
        for strip in self.strips():
            if strip.notice.tone == "good" and strip.notice.on_action is None:
                strip.go()

    def clear(self) -> None:
        """Take away what was said about the page before; an undo stays for its time."""
        for strip in self.strips():
            if strip.notice.tone != "good":
                strip.go()


class FootStrips(StripHost):
    """What comes and goes by itself, floating over the status bar: nothing on the page moves."""

    def __init__(self, notify: Notifier, tasks: TaskRunner, window: QWidget, over: QWidget) -> None:
        super().__init__(notify, tasks, window, COME_AND_GO)
        self.setObjectName("foot_strips")
        self._over = over  # the column of the page: as wide as that, and at its lower end
        window.installEventFilter(self)
        over.installEventFilter(self)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the lower edge when the window or the page's column changes its size."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            self.place()
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        """Take the room that the strips need, each time one comes or goes."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self.place()
        return done

    def show_notice(self, notice: Notice) -> None:
        """Show a strip of those that leave by themselves."""
        super().show_notice(notice)
        self.place()

    def show_progress(self, progress: Progress) -> None:
        """Show work that takes a while."""
        super().show_progress(progress)
        self.place()

    def place(self) -> None:
        """Lie over the status bar, above everything; with no strip there is nothing to see."""
        shown = [
            widget
            for place in range(self._rows.count())
            if not (widget := self._rows.itemAt(place).widget()).isHidden()
        ]
        self.setVisible(bool(shown))
        for widget in shown:  # one strip is no higher than the status bar with the page's margin
            widget.layout().setContentsMargins(12, 1, 4, 1)
        if not shown:
            return
        window = self.parentWidget()
        left = self._over.mapTo(window, self._over.rect().topLeft()).x()
        room = self._over.width()
        # One line each, no wider than its words: the page's last rows and the status stay in sight.
        wanted = [
            widget.in_one_line(room) if isinstance(widget, Strip) else room for widget in shown
        ]
        width = min(room, max(wanted))
        left += (room - width) // 2
        height = sum(widget.sizeHint().height() for widget in shown)
        height += (len(shown) - 1) * self._rows.spacing()
        self.setGeometry(left, window.height() - height - _FROM_EDGE, width, height)
        self.raise_()
