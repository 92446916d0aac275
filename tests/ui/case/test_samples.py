"""Every invented matter of the sample office can be opened and read step by step."""

from __future__ import annotations

import datetime as dt

import pytest

from hrdesk.services.papers import KINDS, prepare_paper
from hrdesk.services.sample_cases import add_sample_cases
from hrdesk.ui.context import AppContext, Route
from hrdesk.ui.notify import Notifier
from hrdesk.ui.pages.case.page import CasePage
from hrdesk.ui.pages.case.step_dialogs import earlier_steps, open_ends
from tests.ui.case.conftest import settle
from tests.ui.conftest import OfficeClock


@pytest.fixture
def sample(tmp_path, office_ctx, desk, sample_offices):
    database, actor = sample_offices(tmp_path / "sample.db", OfficeClock())
    case_ids = add_sample_cases(database, actor)
    like = office_ctx(desk.officer)
    ctx = AppContext(
        settings=like.settings,
        database=database,
        tasks=like.tasks,
        bus=like.bus,
        actor=actor,
        office=like.office,
        notify=Notifier(),
        drafts=like.drafts,
    )
    yield ctx, case_ids
    ctx.tasks.wait_idle()
    ctx.tasks.shutdown()
    database.close()


def test_every_sample_matter_is_told_and_has_its_papers(qtbot, sample):
    ctx, case_ids = sample
    page = CasePage(ctx)
    qtbot.addWidget(page)
    page.show()
    finished = 0
    for case_id in case_ids:
        page.open(Route("case", case_id))
        settle(page)
        detail = page._shown.detail
        assert detail.id == case_id
        for step in detail.steps:
            page.steps.timeline.choose(step.id)
            panel = page.sides.step_panel
            working = detail.form is not None and detail.form.step.id == step.id
            assert panel.working is working
        finished += detail.form is None
        assert bool(open_ends(detail)) is (detail.form is not None)
        assert all(step.done_on <= dt.date(2026, 11, 20) for step in earlier_steps(detail))
    assert 0 < finished < len(case_ids)
    draft_every_paper(ctx, case_ids)


def draft_every_paper(ctx, case_ids):
    seen = set()
    for case_id in case_ids:
        for kind in KINDS:
            with ctx.database.work(ctx.actor) as uow:
                draft = prepare_paper(uow, case_id, kind).value
            assert draft.title
            seen.add((kind, bool(draft.missing)))
    assert ("receipt", False) in seen and ("order", True) in seen
