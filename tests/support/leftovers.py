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
    """What ran already when the test began."""

    threads: frozenset[int]
    windows: frozenset[int]


def take_baseline(with_qt: bool) -> Baseline:
    """Note what runs before the test; Qt's timers and threads of before are set aside."""
    if with_qt:
        # Frozen objects are not listed by the collector: afterwards it shows what the test made
        # and nothing else, which is quick. What the last test left in circles goes first.
        gc.collect()
        gc.freeze()
    return Baseline(
        threads=frozenset(thread.ident or 0 for thread in threading.enumerate()),
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
    made = _made((QTimer, QThread))
    for timer in made[QTimer]:
        if timer.isActive():
            owner = timer.parent()
            name = timer.objectName() or (type(owner).__name__ if owner else "no owner")
            found.append(f"active timer ({name}, {timer.interval()} ms)")
            timer.stop()
    found += [
        f"running thread {thread.objectName() or type(thread).__name__}"
        for thread in made[QThread]
        if _keeps_running(thread)
    ]
    pool = QThreadPool.globalInstance()
    if not pool.waitForDone(int(GRACE_SECONDS * 1000)):
        found.append("work in the global thread pool")
    return found


def _visible_windows() -> list:
    if not isinstance(QCoreApplication.instance(), QApplication):
        return []
    return [window for window in QApplication.topLevelWidgets() if window.isVisible()]


def _keeps_running(thread: QThread) -> bool:
    if thread is QThread.currentThread() or not thread.isRunning():
        return False
    return not thread.wait(int(GRACE_SECONDS * 1000))


def _made(kinds: tuple[type, ...]) -> dict[type, list]:
    # Qt keeps no list of its timers and threads, Python's collector does. `type()` and not
    # isinstance(): proxies answer isinstance() by running their own code.
    found: dict[type, list] = {kind: [] for kind in kinds}
    for item in gc.get_objects():
        for kind in kinds:
            if issubclass(type(item), kind) and isValid(item):
                found[kind].append(item)
    return found
