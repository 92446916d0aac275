"""What a test may not leave behind: threads, running timers, visible windows."""

from __future__ import annotations

import gc
import threading
import time
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QThread, QThreadPool, QTimer
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

GRACE_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Baseline:
    """What ran already when the test began; Qt's things by object identity."""

    threads: frozenset[int]
    qt_threads: frozenset[int]
    timers: frozenset[int]
    windows: frozenset[int]


def take_baseline(with_qt: bool) -> Baseline:
    """Note what runs before the test."""
    qt_threads = [thread for thread in _living(QThread) if thread.isRunning()] if with_qt else []
    return Baseline(
        qt_threads=frozenset(id(thread) for thread in qt_threads),
        threads=frozenset(thread.ident or 0 for thread in threading.enumerate()),
        timers=frozenset(id(timer) for timer in _active_timers()) if with_qt else frozenset(),
        windows=frozenset(id(window) for window in _visible_windows()) if with_qt else frozenset(),
    )


def leftovers(before: Baseline, with_qt: bool) -> list[str]:
    """Name what the test left running, and stop it so that the next test starts clean."""
    found = [f"thread {thread.name!r}" for thread in _new_threads(before)]
    if with_qt and QCoreApplication.instance() is not None:
        found += _qt_leftovers(before)
    return found


def _new_threads(before: Baseline) -> list[threading.Thread]:
    deadline = time.monotonic() + GRACE_SECONDS
    while True:
        # A Qt thread that ran Python once stays listed as a dummy after its end; the real
        # QThread objects are looked at below.
        running = [
            thread
            for thread in threading.enumerate()
            if thread.ident not in before.threads and not isinstance(thread, threading._DummyThread)
        ]
        if not running or time.monotonic() > deadline:
            return running
        time.sleep(0.01)


def _qt_leftovers(before: Baseline) -> list[str]:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    found = []
    for window in _visible_windows():
        if id(window) not in before.windows:
            found.append(f"visible window {type(window).__name__} {window.windowTitle()!r}")
            window.hide()
    for timer in _active_timers():
        if id(timer) not in before.timers:
            owner = timer.parent()
            name = timer.objectName() or (type(owner).__name__ if owner else "no owner")
            found.append(f"active timer ({name}, {timer.interval()} ms)")
            timer.stop()
    found += [
        f"running thread {thread.objectName() or type(thread).__name__}"
        for thread in _living(QThread)
        if id(thread) not in before.qt_threads and _keeps_running(thread)
    ]
    pool = QThreadPool.globalInstance()
    if not pool.waitForDone(int(GRACE_SECONDS * 1000)):
        found.append("work in the global thread pool")
    return found


def _visible_windows() -> list:
    if not isinstance(QCoreApplication.instance(), QApplication):
        return []
    return [window for window in QApplication.topLevelWidgets() if window.isVisible()]


def _active_timers() -> list[QTimer]:
    return [timer for timer in _living(QTimer) if timer.isActive()]


def _keeps_running(thread: QThread) -> bool:
    if thread is QThread.currentThread() or not thread.isRunning():
        return False
    return not thread.wait(int(GRACE_SECONDS * 1000))


def _living(kind: type) -> list:
    # Qt keeps no list of its timers and threads, Python's collector does. `type()` and not
    # isinstance(): proxies answer isinstance() by running their own code.
    return [item for item in gc.get_objects() if issubclass(type(item), kind) and isValid(item)]
