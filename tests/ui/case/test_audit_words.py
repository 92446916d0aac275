from __future__ import annotations

import re
from pathlib import Path

import pytest

import hrdesk.services
from hrdesk.ui.audit_actions import ACTIONS
from hrdesk.ui.audit_words import action_words, change_lines, field_words, value_words

SERVICES = Path(hrdesk.services.__file__).parent
# Written beside an action, in the same shape, but the name of a field.
FIELDS = {"people.national_id", "post.level", "post.number", "post.title"}
PREFIXES = "score|committee|meeting|contest|candidate|case|attachment|paper|person|people|post|office|signatory|user|backup|procedure|probation|card|bar|objection"


def audited():
    found = {}
    for file in SERVICES.rglob("*.py"):
        for match in re.finditer(rf'"((?:{PREFIXES})\.[a-z_]+)"', file.read_text("utf-8")):
            found[match[1]] = file.name
    return {code: name for code, name in found.items() if code not in FIELDS}


def test_every_action_of_the_services_has_thai_words():
    found = audited()
    assert len(found) > 20
    assert {code: name for code, name in found.items() if code not in ACTIONS} == {}
    assert all(re.search("[ก-๙]", words) for words in ACTIONS.values())


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("due_on", "2026-11-05", "5 พ.ย. 2569"),
        ("case_type", "transfer_out", "การให้โอน"),
        ("procedure", "doh.promotion@1", "การประเมินผลงานวิชาการ/การเลื่อนระดับ ฉบับที่ 1"),
        ("level", "K3", "ชำนาญการพิเศษ"),
        ("subject", "K3", "K3"),
        ("active", True, "ใช่"),
        ("note", "", "–"),
        ("note", None, "–"),
        ("target", {"title": "นักวิชาการ", "level": "K2", "unit": ""}, "นักวิชาการ · ชำนาญการ"),
        ("remark", "2026-13-45", "2026-13-45"),
        ("usual_days", 1200, "1,200"),
    ],
)
def test_values_are_said_the_thai_way(field, value, said):
    assert value_words(field, value) == said


def test_changes_become_lines_and_technical_ones_are_left_out():
    lines = change_lines(
        {
            "due_on": ("2026-11-05", None),
            "สำเนา ก.พ.7": (None, "2026-11-06"),
            "sha256": (None, "a"),
            "outcome": (None, None),
        }
    )
    assert [(line.field, line.old, line.new) for line in lines] == [
        ("วันครบกำหนด", "5 พ.ย. 2569", "–"),
        ("สำเนา ก.พ.7", "–", "6 พ.ย. 2569"),
    ]


def test_what_is_unknown_is_still_said():
    assert action_words("moon.landed") == "ทำรายการอื่น"
    assert field_words("moon") == "moon"
