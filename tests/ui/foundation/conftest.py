from __future__ import annotations

import datetime as dt
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest

from hrdesk.services.access import Actor, Role
from hrdesk.settings import Settings
from hrdesk.ui.bus import ChangeBus
from hrdesk.ui.context import AppContext
from hrdesk.ui.drafts import Drafts
from hrdesk.ui.notify import Notifier
from hrdesk.ui.tasks import TaskRunner

TODAY = dt.date(2026, 11, 16)


class FixedClock:
    def now(self):
        return dt.datetime(2026, 11, 16, 3, 42, tzinfo=dt.UTC)

    def today(self):
        return TODAY


@dataclass
class FakeUnitOfWork:
    actor: Actor
    writing: bool


@dataclass
class FakeDatabase:
    """Remembers who asked and whether the block ended well; holds nothing."""

    clock: FixedClock = field(default_factory=FixedClock)
    committed: int = 0
    rolled_back: int = 0
    reads: int = 0

    @contextmanager
    def work(self, actor):
        try:
            yield FakeUnitOfWork(actor, True)
        except BaseException:
            self.rolled_back += 1
            raise
        self.committed += 1

    @contextmanager
    def read(self, actor):
        self.reads += 1
        yield FakeUnitOfWork(actor, False)


@dataclass(frozen=True)
class FakeOffice:
    agency_name: str = "กรมตัวอย่าง"
    unit_name: str = "กลุ่มงานการเจ้าหน้าที่"
    agency: str = "doh"


OFFICER = Actor(1, "มานะ ใจดี", Role.OFFICER)


@pytest.fixture
def make_ctx(qapp, tmp_path):
    made = []

    def make(actor=OFFICER, **more):
        tasks = TaskRunner()
        ctx = AppContext(
            settings=Settings(tmp_path / "settings.json"),
            database=FakeDatabase(),
            tasks=tasks,
            bus=ChangeBus(),
            actor=actor,
            office=FakeOffice(),
            notify=Notifier(),
            drafts=Drafts("mana", tmp_path / "drafts"),
            **more,
        )
        made.append(ctx)
        return ctx

    yield make
    for ctx in made:
        ctx.tasks.shutdown()
        ctx.drafts.flush()


@pytest.fixture
def ctx(make_ctx):
    return make_ctx()
