from __future__ import annotations

import ast
import datetime as dt
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from hrdesk.rules.dates import DateError, parse_thai_date
from hrdesk.services.errors import DomainError, EditConflict, Invalid, NotAllowed
from hrdesk.ui import messages
from hrdesk.ui.drafts import Drafts

ROOT = Path(__file__).resolve().parents[3]


def test_messages_need_no_qt():
    code = "import sys, hrdesk.ui.messages; print([m for m in sys.modules if 'PySide6' in m])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_facts_are_written_the_thai_way():
    assert "(15 ส.ค. 2567)" in messages.sentence(
        DomainError("date_before_receipt", received_on=dt.date(2024, 8, 15))
    )
    assert "1,200 วินาที" in messages.sentence(DomainError("sign_in_delayed", seconds=1200))
    when = dt.datetime(2026, 11, 16, 3, 42, tzinfo=dt.UTC)
    told = messages.sentence(EditConflict(who="สมศรี", when=when, differences=()))
    assert "สมศรี" in told
    assert "16 พ.ย. 2569 เวลา 10:42 น." in told


def test_a_sentence_never_fails_for_want_of_a_fact():
    for code in messages.CODES:
        told = messages.sentence(DomainError(code))
        assert told
        assert "{" not in told
        assert "None" not in told


def test_an_unknown_code_keeps_its_code_for_the_details():
    problem = DomainError("moon_is_down", field="subject", name="ไม่ควรคัดลอก", detail="x")
    assert "moon_is_down" not in messages.sentence(problem)
    assert messages.detail(problem).splitlines() == [
        "code: moon_is_down",
        "field: subject",
        "detail: x",
    ]


def test_several_problems_are_counted_and_one_is_said():
    one = DomainError("required", field="subject")
    assert messages.sentence(Invalid((one,))) == messages.sentence(one)
    assert "2 ช่อง" in messages.sentence(Invalid((one, one)))
    assert "subject: required" in messages.detail(Invalid((one, one)))
    assert "right: work_cases" in messages.detail(NotAllowed("work_cases"))


def test_a_draft_survives_and_is_private(qtbot, tmp_path):
    drafts = Drafts("มานะ/../x", tmp_path)
    drafts.save("case-1", {"remark": "ก"})
    drafts.save("case-1", {"remark": "กข"})
    assert drafts.load("case-1") == {"remark": "กข"}
    assert not list(tmp_path.rglob("*.json"))
    qtbot.waitUntil(lambda: bool(list(tmp_path.rglob("*.json"))))
    assert Drafts("มานะ/../x", tmp_path).load("case-1") == {"remark": "กข"}
    assert Drafts("other", tmp_path).load("case-1") is None
    (file,) = tmp_path.rglob("*.json")
    assert file.parent.parent == tmp_path
    if os.name == "posix":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    drafts.discard("case-1")
    assert not list(tmp_path.rglob("*.json"))
    assert drafts.load("case-1") is None


def test_a_discarded_draft_is_not_written_later(qtbot, tmp_path):
    drafts = Drafts("m", tmp_path)
    drafts.save("intake", {"a": 1})
    drafts.discard("intake")
    drafts.flush()
    assert drafts.load("intake") is None


def test_a_damaged_draft_is_left_out(qapp, tmp_path):
    (tmp_path / "m").mkdir()
    (tmp_path / "m" / "intake.json").write_text("{", encoding="utf-8")
    assert Drafts("m", tmp_path).load("intake") is None


def test_a_full_disk_keeps_the_draft_in_hand(qapp, tmp_path, monkeypatch):
    drafts = Drafts("m", tmp_path)

    def full(*_args, **_more):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("tempfile.mkstemp", full)
        drafts.save("intake", {"a": 1})
        drafts.flush()
    assert drafts.load("intake") == {"a": 1}
    drafts.flush()
    assert Drafts("m", tmp_path).load("intake") == {"a": 1}


def raised_codes():
    """Yield every code that services, papers, forms and pages raise, with its file."""
    for layer in ("services", "exchange", "ui"):
        for file in (ROOT / "hrdesk" / layer).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if not isinstance(node, ast.Call) or not node.args:
                    continue
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                first = node.args[0]
                if name == "DomainError" and isinstance(first, ast.Constant):
                    yield first.value, file.relative_to(ROOT).as_posix()


def test_every_code_that_is_raised_has_a_sentence():
    found = set(raised_codes())
    assert len(found) > 30
    assert sorted(pair for pair in found if pair[0] not in messages.CODES) == []
    assert {"not_allowed", "invalid", "edit_conflict"} <= messages.CODES


def test_every_slip_of_a_date_has_a_sentence():
    for text in ("31/02/2567", "ก", "15/08/3567", "15/08/67 x"):
        with pytest.raises(DateError) as caught:
            parse_thai_date(text)
        assert caught.value.code in messages.CODES
