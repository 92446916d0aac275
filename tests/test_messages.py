"""Every refusal that the code can raise has its own Thai sentence."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from hrdesk.services.errors import DomainError
from hrdesk.ui.messages import SENTENCES, sentence

ROOT = Path(__file__).parent.parent / "hrdesk"
RAISED = re.compile(
    r"\b(?:DomainError|PathError|DateError|MoneyError|ExchangeError|_refusal|_problem)"
    r'\(\s*"([a-z_]+)"'
)
DECLARED = re.compile(r'^\s+code = "([a-z_]+)"', re.MULTILINE)


def codes_in_source() -> set[str]:
    found: set[str] = set()
    for folder in ("rules", "services", "documents", "exchange"):
        for file in (ROOT / folder).rglob("*.py"):
            text = file.read_text(encoding="utf-8")
            found |= set(RAISED.findall(text)) | set(DECLARED.findall(text))
    return found


def test_the_search_for_codes_finds_them():
    assert {"network_path", "step_out_of_order", "font_not_found", "not_found"} <= codes_in_source()


@pytest.mark.parametrize("code", sorted(codes_in_source()))
def test_each_code_has_a_sentence(code):
    assert code in SENTENCES, f"no Thai sentence for {code}"
    text = sentence(DomainError(code))
    assert re.search("[ก-๙]", text)
    assert "{" not in text
