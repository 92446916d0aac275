"""Work off the main thread: one thread for the database, two for papers and Excel.

Results come back on the main thread. What belongs to a widget that is gone is dropped.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, Qt, QTimer, Signal, Slot
from shiboken6 import isValid

from hrdesk.services.errors import DomainError
from hrdesk.ui.collector import MainThreadCollector
from hrdesk.ui.notify import Notifier

if TYPE_CHECKING:
    from hrdesk.services.changes import Result
    from hrdesk.services.unit_of_work import UnitOfWork
    from hrdesk.ui.context import AppContext

log = logging.getLogger(__name__)
T = TypeVar("T")
PATIENCE_MS = 300  # past this, work in progress is shown
_POOL = 2


class Cancelled(Exception):
    """A pool job stopped because the user asked."""


@dataclass(eq=False, slots=True)
class _Job:
    owner: QObject
    run: Callable[[], Any]
    done: Callable[[Any], object]
    failed: Callable[[DomainError], None] | None
    key: str | None = None
    progress: Progress | None = None
    writes: bool = False
    dropped: bool = False
    value: Any = None
    problem: BaseException | None = None
    started: float = field(default_factory=time.monotonic)


class Progress(QObject):
    """How far a pool job is; made by ``TaskRunner.work``, filled from the worker."""

    moved = Signal(int, int, str)
    finished = Signal()

    def __init__(self, label: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.label = label
        self._cancel = threading.Event()

    @property
    def cancelled(self) -> bool:
        """Whether the user asked to stop; a job looks at it between its steps."""
        return self._cancel.is_set()

    def cancel(self) -> None:
        """Ask the job to stop."""
        self._cancel.set()

    def check(self) -> None:
        """Raise ``Cancelled`` where the user asked to stop."""
        if self.cancelled:
            raise Cancelled

    def at(self, done: int, total: int) -> None:
        """Report how far the job is, or raise ``Cancelled``."""
        self.check()
        self.step(done, total)

    def step(self, done: int, total: int, text: str = "") -> None:
        """Report how far the job is; ``total`` 0 means not known."""
        if isValid(self):
            self.moved.emit(done, total, text)


class TaskRunner(QObject):
    """Runs reads, actions and long jobs away from the main thread."""

    busy_changed = Signal(bool)  # the database has been working for more than 300 ms
    slow = Signal(object)  # Progress of a pool job that takes more than 300 ms
    _arrived = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context: AppContext | None = None
        self._store: SimpleQueue[_Job | None] = SimpleQueue()
        self._pool: SimpleQueue[_Job | None] = SimpleQueue()
        self._results: deque[_Job] = deque()
        self._open: set[_Job] = set()
        self._threads: list[threading.Thread] = []
        self._started: set[str] = set()
        self._closed = False
        self._busy = False
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._patience = QTimer(self)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(self._show_waiting)
        self._shown: set[Progress] = set()
        self._collector = MainThreadCollector(self)

    def bind(self, context: AppContext) -> None:
        """Work for this context from now on; ``AppContext`` calls it."""
        self._context = context

    # -- asking -------------------------------------------------------------------------------

    def query(
        self,
        owner: QObject,
        fn: Callable[[UnitOfWork], T],
        done: Callable[[T], object],
        failed: Callable[[DomainError], None] | None = None,
        key: str | None = None,
    ) -> None:
        """Read on the database thread and give the answer to ``done`` on the main thread.

        A new query with the same owner and key takes the place of an undelivered one.
        """
        context = self._ctx()

        def run() -> T:
            with context.database.read(context.actor) as uow:
                return fn(uow)

        if key is not None:
            self.drop(owner, key)
        self._submit(self._store, "store", 1, _Job(owner, run, done, failed, key))

    def act(
        self,
        owner: QObject,
        fn: Callable[[UnitOfWork], Result[T]],
        done: Callable[[T], object] | None = None,
        failed: Callable[[DomainError], None] | None = None,
        *,
        undo: Callable[[T], Callable[[UnitOfWork], Result[Any]]] | None = None,
        saved: str | None = "บันทึกแล้ว",
        label: str = "",
    ) -> None:
        """Write on the database thread; then tell the bus, show "saved", and call ``done``.

        ``done`` gets ``result.value``. ``undo`` makes from it the service call that takes the
        action back. ``saved=None`` shows no strip. Done even when the owner is gone meanwhile. A
        ``label`` shows how far ``uow.step`` says it is, with a button that stops it with nothing
        stored.
        """
        context = self._ctx()
        progress = Progress(label, self) if label else None

        def run() -> Result[T]:
            with context.database.work(context.actor) as uow:
                if progress is None:
                    return fn(uow)
                uow.watch = progress.at
                result = fn(uow)
                progress.check()  # the last moment: after it everything is stored
                return result

        def arrived(result: Result[T]) -> None:
            alive = isValid(owner)
            context.bus.publish(result.changed, owner if alive else None)
            if saved is None:
                context.notify.stored.emit()
            else:
                take_back = undo(result.value) if undo is not None else None
                again = None if take_back is None else lambda: self._take_back(take_back)
                context.notify.saved(saved, again, result.undo_label or "เลิกทำ")
            if alive and isValid(owner) and done is not None:
                done(result.value)

        heard = self._if_alive(owner, failed, context.notify)
        job = _Job(self, run, arrived, heard, progress=progress, writes=True)
        self._submit(self._store, "store", 1, job)

    def work(
        self,
        owner: QObject,
        fn: Callable[[Progress], T],
        done: Callable[[T], object],
        failed: Callable[[DomainError], None] | None = None,
        label: str = "กำลังทำงาน",
        *,
        quiet: bool = False,
    ) -> Progress:
        """Run a long job (papers, Excel) in the pool; past 300 ms it shows with a stop button.

        ``quiet`` jobs (pictures of pages) never show. Returns the progress, for cancelling.
        """
        progress = Progress(label, self)
        progress.setObjectName("quiet" if quiet else "progress")
        job = _Job(owner, lambda: fn(progress), done, failed, progress=progress)
        self._submit(self._pool, "pool", _POOL, job)
        return progress

    def drop(self, owner: QObject, key: str) -> None:
        """Forget undelivered queries of this owner and key."""
        for job in self._open:
            if job.owner is owner and job.key == key:
                job.dropped = True

    # -- ending -------------------------------------------------------------------------------

    @property
    def idle(self) -> bool:
        """Whether nothing is running, waiting or undelivered."""
        return not self._open

    def wait_idle(self, timeout_ms: int = 10_000) -> bool:
        """Process events until everything asked for is delivered; False when time is up."""
        end = time.monotonic() + timeout_ms / 1000
        quiet = 0  # an answer may lead to the next question through a timer of 0 ms
        while quiet < 3 and time.monotonic() < end:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 10)
            quiet = 0 if self._open else quiet + 1
            if self._open:
                time.sleep(0.001)
        return not self._open

    def shutdown(self) -> None:
        """Stop: running work is finished, waiting writes are done, nothing else is delivered."""
        if self._closed:
            return
        self._closed = True
        self._patience.stop()
        for job in self._open:
            if job.progress is not None and not job.writes:
                job.progress.cancel()
        for thread in self._threads:
            (self._store if thread.name == "hrdesk-store" else self._pool).put(None)
        for thread in self._threads:
            thread.join()
        self._collector.stop()
        self._threads.clear()
        self._open.clear()
        self._results.clear()

    # -- inside -------------------------------------------------------------------------------

    def _ctx(self) -> AppContext:
        if self._context is None:
            raise RuntimeError("TaskRunner is not bound to an AppContext")
        return self._context

    @staticmethod
    def _if_alive(
        owner: QObject, failed: Callable[[DomainError], None] | None, notify: Notifier
    ) -> Callable[[DomainError], None] | None:
        # A refused write must be heard: without its page the strip says it.
        if failed is None:
            return None

        def call(problem: DomainError) -> None:
            asked = getattr(failed, "__self__", None)  # a dialog that Esc may have closed
            gone = isinstance(asked, QObject) and not isValid(asked)
            if gone or not isValid(owner):
                notify.error(problem)
            else:
                failed(problem)

        return call

    def _take_back(self, call: Callable[[UnitOfWork], Result[Any]]) -> None:
        self.act(self, call, saved="เลิกทำแล้ว")

    def _submit(self, queue: SimpleQueue[_Job | None], kind: str, count: int, job: _Job) -> None:
        if self._closed:
            return
        if kind not in self._started:
            self._started.add(kind)
            self._collector.start()
            for _ in range(count):
                thread = threading.Thread(
                    target=self._serve, args=(queue,), name=f"hrdesk-{kind}", daemon=True
                )
                self._threads.append(thread)
                thread.start()
        self._open.add(job)
        if not self._patience.isActive():
            self._patience.start()
        queue.put(job)

    def _serve(self, queue: SimpleQueue[_Job | None]) -> None:
        while (job := queue.get()) is not None:
            if not job.dropped and not (job.progress is not None and job.progress.cancelled):
                try:
                    job.value = job.run()
                except Cancelled:
                    job.dropped = True
                except BaseException as problem:  # noqa: BLE001 - handed to the main thread
                    job.problem = problem
            else:
                job.dropped = True
            self._results.append(job)
            del job
            self._arrived.emit()

    @Slot()
    def _deliver(self) -> None:
        while self._results:
            job = self._results.popleft()
            self._open.discard(job)
            self._finish_progress(job)
            if not self._open:
                self._rest()
            try:
                if job.dropped and job.writes:
                    self._ctx().notify.info("หยุดแล้ว ยังไม่มีอะไรเปลี่ยน")
                elif not job.dropped and isValid(job.owner):
                    self._hand_over(job)
            finally:
                # The worker may be the last to let go of the job: no widget may go with it there.
                del job.owner, job.run, job.done, job.failed, job.value, job.problem

    def _hand_over(self, job: _Job) -> None:
        if job.problem is None:
            job.done(job.value)
        elif isinstance(job.problem, DomainError):
            if job.failed is not None:
                job.failed(job.problem)
            else:
                log.info("refused: %s", job.problem.code)
                self._ctx().notify.error(job.problem)
        else:
            # Its own words may hold somebody's data; the crash dialog logs the places instead.
            log.error("unexpected failure in a worker: %s", type(job.problem).__name__)
            Notifier.crashed(job.problem)  # also before sign-in, when there is no context yet

    def _finish_progress(self, job: _Job) -> None:
        if job.progress is not None:
            job.progress.finished.emit()
            self._shown.discard(job.progress)
            job.progress.deleteLater()

    def _rest(self) -> None:
        self._patience.stop()
        self._set_busy(False)

    @Slot()
    def _show_waiting(self) -> None:
        late = time.monotonic() - PATIENCE_MS / 1000
        waiting = [job for job in self._open if job.started <= late and not job.dropped]
        self._set_busy(any(job.progress is None for job in waiting))
        for job in waiting:
            progress = job.progress
            if progress is None or progress in self._shown or progress.objectName() == "quiet":
                continue
            self._shown.add(progress)
            self.slow.emit(progress)

    def _set_busy(self, busy: bool) -> None:
        if busy != self._busy:
            self._busy = busy
            self.busy_changed.emit(busy)
