from __future__ import annotations

import gc
import threading

from PySide6.QtCore import QObject

from hrdesk.ui.collector import MainThreadCollector
from hrdesk.ui.tasks import TaskRunner


class Ring:
    """Garbage that only the collector finds; notes the thread it went on."""

    def __init__(self, gone: list[str]) -> None:
        self._me = self
        self._gone = gone

    def __del__(self) -> None:
        self._gone.append(threading.current_thread().name)


def test_a_worker_that_makes_many_objects_collects_nothing(qtbot):
    runner, owner, gone = TaskRunner(), QObject(), []
    main = threading.current_thread().name

    def heavy(_progress):
        Ring(gone)
        kept = [[] for _ in range(100_000)]  # enough to begin every generation's turn
        return len(kept), list(gone)

    answers = []
    runner.work(owner, heavy, answers.append)
    assert runner.wait_idle()
    assert answers == [(100_000, [])]
    assert not gc.isenabled()
    runner._collector.collect()
    gc.collect()
    assert gone == [main]
    runner.shutdown()
    assert gc.isenabled()


def test_the_collector_comes_back_when_the_last_one_stops(qtbot):
    one, two = MainThreadCollector(), MainThreadCollector()
    one.start()
    two.start()
    one.stop()
    assert not gc.isenabled()
    two.stop()
    assert gc.isenabled()
