from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from shiboken6 import delete, isValid

from hrdesk.services.changes import Change, Result, changed
from hrdesk.services.errors import DomainError
from hrdesk.ui.pages.settings.form_dialog import FormDialog
from hrdesk.ui.tasks import TaskRunner


def test_a_query_runs_off_the_main_thread_and_answers_on_it(ctx):
    owner, seen = QObject(), []
    ctx.tasks.query(
        owner,
        lambda uow: (threading.current_thread().name, uow.actor.name, uow.writing),
        lambda answer: seen.append((answer, threading.current_thread())),
    )
    assert ctx.tasks.wait_idle()
    assert seen == [(("hrdesk-store", "มานะ ใจดี", False), threading.main_thread())]


def test_the_answer_for_a_dead_owner_is_dropped(ctx):
    owner, seen, gate = QObject(), [], threading.Event()
    ctx.tasks.query(owner, lambda uow: gate.wait(5), seen.append)
    delete(owner)
    gate.set()
    assert ctx.tasks.wait_idle()
    assert seen == []


def test_a_newer_query_of_the_same_key_supersedes_the_older(ctx):
    owner, other, seen, gate = QObject(), QObject(), [], threading.Event()
    begun = threading.Event()

    def first(uow):
        begun.set()
        gate.wait(5)
        return "first"

    ctx.tasks.query(owner, first, seen.append, key="search")
    assert begun.wait(5)
    ctx.tasks.query(owner, lambda uow: "second", seen.append, key="search")
    ctx.tasks.query(owner, lambda uow: "third", seen.append, key="search")
    ctx.tasks.query(owner, lambda uow: "count", seen.append, key="count")
    ctx.tasks.query(other, lambda uow: "other owner", seen.append, key="search")
    gate.set()
    assert ctx.tasks.wait_idle()
    assert seen == ["third", "count", "other owner"]
    assert ctx.database.reads == 4  # the second was never run


def test_an_action_tells_the_bus_and_offers_undo(ctx):
    owner, seen, told = QObject(), [], []
    ctx.bus.changed.connect(lambda changes, initiator: told.append((changes, initiator)))
    ctx.tasks.act(
        owner,
        lambda uow: Result(41, changed(("case", 7))),
        seen.append,
        undo=lambda value: lambda uow: Result(value - 1, changed(("case", 8))),
    )
    assert ctx.tasks.wait_idle()
    assert seen == [41]
    assert told == [(frozenset({Change("case", 7)}), owner)]
    notice = ctx.notify.last
    assert (notice.text, notice.action, notice.tone) == ("บันทึกแล้ว", "เลิกทำ", "good")
    notice.on_action()
    assert ctx.tasks.wait_idle()
    assert told[1][0] == frozenset({Change("case", 8)})
    assert ctx.notify.last.text == "เลิกทำแล้ว"
    assert ctx.database.committed == 2


def test_an_action_is_published_even_when_its_page_is_gone(ctx):
    owner, told, seen = QObject(), [], []
    ctx.bus.changed.connect(lambda changes, initiator: told.append(initiator))
    gate = threading.Event()
    ctx.tasks.act(owner, lambda uow: gate.wait(5) and Result(1, changed(("case", 7))), seen.append)
    delete(owner)
    gate.set()
    assert ctx.tasks.wait_idle()
    assert told == [None]
    assert seen == []


def refuse(uow):
    raise DomainError("disk_full")


def test_a_refusal_goes_to_the_page_or_to_the_strip(ctx):
    owner, failures = QObject(), []
    ctx.tasks.act(owner, refuse, failed=failures.append)
    assert ctx.tasks.wait_idle()
    assert [problem.code for problem in failures] == ["disk_full"]
    assert ctx.notify.last is None
    ctx.tasks.act(owner, refuse)
    assert ctx.tasks.wait_idle()
    assert "เนื้อที่ดิสก์เต็ม" in ctx.notify.last.text
    assert ctx.notify.last.tone == "bad"
    assert "disk_full" in ctx.notify.last.detail
    assert (ctx.database.committed, ctx.database.rolled_back) == (0, 2)


def test_a_dialog_closed_before_its_answer_hears_nothing_and_a_refusal_is_still_told(ctx):
    owner, after = QObject(), []

    def closed_at_once():
        dialog = FormDialog("ก", "ข")
        dialog.open()
        dialog.reject()
        QCoreApplication.sendPostedEvents(dialog, QEvent.Type.DeferredDelete)
        assert not isValid(dialog)
        return dialog

    dialog = closed_at_once()
    ctx.tasks.act(owner, refuse, failed=dialog.refused)
    assert ctx.tasks.wait_idle()
    assert "เนื้อที่ดิสก์เต็ม" in ctx.notify.last.text
    dialog = closed_at_once()

    def done(value):
        dialog.accept()
        after.append(value)

    ctx.tasks.act(owner, lambda uow: Result(1, changed()), done)
    assert ctx.tasks.wait_idle()
    assert after == [1]  # the page behind the dialog is brought up to date all the same


def test_an_unexpected_failure_reaches_the_exception_hook(ctx, monkeypatch, caplog):
    caught = []
    monkeypatch.setattr("sys.excepthook", lambda kind, problem, trace: caught.append(problem))
    ctx.tasks.query(QObject(ctx.tasks), lambda uow: {}["1234567890121"], print)
    assert ctx.tasks.wait_idle()
    assert [type(problem) for problem in caught] == [KeyError]
    assert "KeyError" in caplog.text
    assert "1234567890121" not in caplog.text  # an exception's words may hold anybody's data


def test_a_slow_job_shows_its_progress_and_can_be_stopped(ctx, qtbot):
    owner, seen, shown, moves = QObject(), [], [], []
    ctx.tasks.slow.connect(shown.append)
    reached = threading.Event()

    def job(progress):
        for done in range(10_000):
            progress.check()
            progress.step(done, 10_000, "หน้า")
            reached.set()
            threading.Event().wait(0.005)

    progress = ctx.tasks.work(owner, job, seen.append, label="กำลังพิมพ์")
    progress.moved.connect(lambda done, total, text: moves.append((total, text)))
    qtbot.waitUntil(lambda: bool(shown) and bool(moves))
    assert shown == [progress]
    assert moves[0] == (10_000, "หน้า")
    with qtbot.waitSignal(progress.finished):
        progress.cancel()
    assert ctx.tasks.wait_idle()
    assert seen == []


def test_a_long_action_tells_how_far_it_is_and_is_stopped_with_nothing_stored(ctx, qtbot):
    steps, seen, gate = [], [], threading.Event()

    def act(uow):
        uow.watch(1, 2)
        gate.wait(5)
        uow.watch(2, 2)
        return Result(1, changed(("case", 1)))

    def shown(progress):
        assert progress.label == "กำลังบันทึกคำสั่ง"
        progress.cancel()
        gate.set()

    ctx.tasks.slow.connect(shown)
    ctx.tasks.act(QObject(ctx.tasks), act, seen.append, label="กำลังบันทึกคำสั่ง")
    assert ctx.tasks.wait_idle()
    assert (seen, ctx.database.committed) == ([], 0)
    assert ctx.notify.last.text == "หยุดแล้ว ยังไม่มีอะไรเปลี่ยน"
    ctx.tasks.slow.disconnect(shown)

    def last(uow):
        uow.watch(2, 2)
        steps.append("done")
        return Result(2, changed(("case", 1)))

    ctx.tasks.act(QObject(ctx.tasks), last, seen.append, label="กำลังบันทึกคำสั่ง")
    assert ctx.tasks.wait_idle()
    assert (seen, steps, ctx.database.committed) == ([2], ["done"], 1)


def test_a_quick_job_never_shows(ctx):
    shown, seen = [], []
    ctx.tasks.slow.connect(shown.append)
    ctx.tasks.work(QObject(ctx.tasks), lambda progress: "ได้", seen.append)
    assert ctx.tasks.wait_idle()
    assert (seen, shown) == (["ได้"], [])


def test_a_slow_query_makes_the_window_say_busy(ctx, qtbot):
    states, gate = [], threading.Event()
    ctx.tasks.busy_changed.connect(states.append)
    ctx.tasks.query(ctx.tasks, lambda uow: gate.wait(10), lambda answer: None)
    qtbot.waitUntil(lambda: states == [True])
    gate.set()
    assert ctx.tasks.wait_idle()
    assert states == [True, False]


def test_shutdown_leaves_no_thread_and_finishes_writes(ctx):
    ran = []
    ctx.tasks.query(ctx.tasks, lambda uow: 1, print)
    ctx.tasks.work(ctx.tasks, lambda progress: 1, lambda value: None)
    ctx.tasks.act(ctx.tasks, lambda uow: ran.append(1) or Result(1, frozenset()))
    ctx.tasks.shutdown()
    assert ran == [1]
    assert not [t for t in threading.enumerate() if t.name.startswith("hrdesk-")]
    ctx.tasks.query(ctx.tasks, lambda uow: ran.append(2), print)
    assert ctx.tasks.idle
    ctx.tasks.shutdown()


def test_an_unbound_runner_says_so(qapp):
    with pytest.raises(RuntimeError):
        TaskRunner().query(QObject(), lambda uow: 1, print)
