"""``hrdesk calc`` as scripts run it: JSON in, JSON out, exit 0 or 2, no database."""

from __future__ import annotations

import io
import json
import sys

import pytest

from hrdesk.__main__ import main
from hrdesk.rules.calc import registry as calculations


@pytest.fixture
def calc(hrdesk_home, monkeypatch, capsysbinary):
    """Run the command on bytes of standard input; gives the exit code and what it printed."""

    def run(*arguments: str, given: bytes = b"") -> tuple[int, str]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
        code = main(["calc", *arguments])
        return code, capsysbinary.readouterr().out.decode("utf-8")

    return run


def test_facts_in_result_out(calc):
    code, printed = calc("retirement", given=b'{"born": "1967-10-01"}')
    found = json.loads(printed)
    assert code == 0
    assert found["last_day"] == "2027-09-30"
    assert found["explanation"]["code"] == "common.retirement"
    assert found["lawbook"].keys() == {"set", "version", "hash"}


def test_the_public_holidays_are_those_of_the_program(calc):
    code, printed = calc("workdays", given='\ufeff{"start": "2024-08-08", "days": 2}'.encode())
    assert code == 0
    assert json.loads(printed)["end"] == "2024-08-13"  # 12 August is off


@pytest.mark.parametrize(
    ("arguments", "given", "error"),
    [
        (("retirement",), b'{"bron": "1967-10-01"}', "unknown_fact"),
        (("retirement",), b"\xff", "not_json"),
        (("retire",), b"{}", "unknown_kind"),
        (("retire", "--schema"), b"", "unknown_kind"),
        ((), b"{}", "unknown_kind"),
    ],
)
def test_nonsense_is_refused_with_code_2(calc, arguments, given, error):
    code, printed = calc(*arguments, given=given)
    found = json.loads(printed)["error"]
    assert code == 2
    assert found.keys() == {"code", "message", "where"}
    assert found["code"] == error


def test_a_schema_names_the_facts(calc):
    code, printed = calc("deadline", "--schema")
    schema = json.loads(printed)
    assert code == 0
    assert {"agency", "what", "event_on"} <= set(schema["required"])
    assert "send_works" in printed


def test_the_list_names_every_kind(calc):
    code, printed = calc("--list")
    assert code == 0
    assert [line.split()[0] for line in printed.splitlines()] == [
        k.name for k in calculations.kinds()
    ]
