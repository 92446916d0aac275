"""The repository keeps the house rules that no linter checks."""

from __future__ import annotations

import re
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import hrdesk

ROOT = Path(__file__).resolve().parent.parent
LONGEST_FILE = 450
PICTURE_FOLDERS = re.compile(r"^(tests/.*/reference/|docs/pictures/|resources/icons/)")
PICTURES = {".png", ".jpg", ".jpeg", ".gif", ".bmp", ".ico", ".webp", ".svg", ".emf", ".wmf"}
FONT_BEGINNINGS = (b"\x00\x01\x00\x00", b"OTTO", b"true", b"ttcf", b"wOFF", b"wOF2")
FONT_ENDINGS = {".ttf", ".otf", ".ttc", ".woff", ".woff2", ".pfb"}
EMBLEM = re.compile(r"garuda|khrut|krut|ครุฑ", re.IGNORECASE)

# Written in pieces so that this file does not find itself.
_SLASH = "/"
FORBIDDEN = {
    "a secret key": "-----BEGIN [A-Z ]*PRIVATE" + " KEY",
    "a secret token": r"\b(?:gh[pousr]_|glpat-|xox[abp]-|AKIA)[A-Za-z0-9_-]{10,}",
    "a password in an address": r"\w+://[\w.-]+:(?!\*+@|\{)[^\s/@'\"{}<>]{3,}@"
    r"(?![\w-]+\.(?:office|example|test)\b)[\w.-]+",
    "a machine path": rf"(?<![\w.{_SLASH}-])(?:{_SLASH}(?:work|root|home|Users){_SLASH}\w|[A-Z]:\\\\?Users)",
    "a registry's address": r"\b(?:py" + r"pi\.org|pythonhosted\.org|registry\.\w+|proxy\.golang)",
    "an index option": r"--(?:extra-)?index" + "-url|--find" + "-links|--trusted" + "-host",
    "a planning document": rf"{_SLASH}tmp{_SLASH}brief|\b(?:shared{_SLASH}(?:design|seeds|prototypes)|(?:rulebook|anchors)\.md)",
}


@cache
def committed_files() -> tuple[str, ...]:
    answer = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    names = answer.stdout.decode("utf-8").split("\0")
    return tuple(name for name in names if name and (ROOT / name).is_file())


def _texts() -> Iterator[tuple[str, str]]:
    for name in committed_files():
        try:
            yield name, (ROOT / name).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def test_the_scan_sees_the_repository() -> None:
    assert {"Makefile", "pyproject.toml", "hrdesk/__init__.py"} <= set(committed_files())


def test_no_module_is_too_long() -> None:
    lengths = {
        name: len((ROOT / name).read_text(encoding="utf-8").splitlines())
        for name in committed_files()
        if name.startswith("hrdesk/") and name.endswith(".py")
    }
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE} == {}


def test_a_stored_moment_becomes_a_day_only_in_thai_time() -> None:
    # Moments are kept in UTC: their bare day is yesterday's until seven in the morning.
    bare = re.compile(r"(?:_at|\.at|now\(\))\.date\(\)")
    found = [name for name, text in _texts() if name.startswith("hrdesk/") and bare.search(text)]
    assert found == []


def test_no_font_is_committed() -> None:
    found = []
    for name in committed_files():
        with (ROOT / name).open("rb") as stream:
            beginning = stream.read(4)
        if Path(name).suffix.lower() in FONT_ENDINGS or beginning in FONT_BEGINNINGS:
            found.append(name)
    assert found == []


def test_pictures_lie_in_their_folders_and_none_is_an_emblem() -> None:
    pictures = [name for name in committed_files() if Path(name).suffix.lower() in PICTURES]
    strays = [name for name in pictures if not PICTURE_FOLDERS.match(name)]
    assert strays == []
    assert [name for name in pictures if EMBLEM.search(name)] == []


@pytest.mark.parametrize("what", FORBIDDEN)
def test_nothing_private_is_committed(what: str) -> None:
    pattern = re.compile(FORBIDDEN[what])
    found = [
        f"{name}:{text.count(chr(10), 0, match.start()) + 1}: {match.group()}"
        for name, text in _texts()
        for match in pattern.finditer(text)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("a secret key", "-----BEGIN RSA PRIVATE" + " KEY-----"),
        ("a secret token", "token = gh" + "p_abcdefghijklmnop0123"),
        ("a password in an address", "postgresql://office:s3cr" + "et@server/hrdesk"),
        ("a machine path", "open('" + _SLASH + "home/somebody/x')"),
        ("a machine path", "C:" + r"\Users\somebody"),
        ("a registry's address", "https://py" + "pi.org/simple"),
        ("an index option", "pip install --index" + "-url x"),
    ],
)
def test_the_patterns_find_what_they_name(what: str, text: str) -> None:
    assert re.search(FORBIDDEN[what], text)


def test_addresses_without_a_password_are_allowed() -> None:
    pattern = re.compile(FORBIDDEN["a password in an address"])
    assert not pattern.search("postgresql://office@127.0.0.1:5432/hrdesk")
    assert not pattern.search("postgresql://office:***@server/hrdesk")
    assert not pattern.search("postgresql://office:s3cret@db.example/hrdesk")  # no such server


def test_the_change_log_has_this_version() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(rf"^## \[?v?{re.escape(hrdesk.__version__)}\b", text, re.MULTILINE)


def _pins(lines: list[str]) -> dict[str, str]:
    pins = {}
    for line in lines:
        match = re.fullmatch(r"([\w.-]+)(?:\[[\w,]+\])?==([\w.+]+)(?: *;.*)?", line.strip())
        assert match, f"not one exact pin: {line!r}"
        pins[re.sub(r"[-_.]+", "-", match[1]).lower()] = match[2]
    return pins


def test_the_lock_holds_every_pin_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = _pins(project["dependencies"] + project["optional-dependencies"]["dev"])
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    locked = _pins([line for line in lines if line and not line.startswith("#")])
    assert {name: locked.get(name) for name in wanted} == wanted


def test_the_build_server_can_start_its_command() -> None:
    command = ROOT / ".ci" / "run"
    assert command.stat().st_mode & 0o111
    assert command.read_text(encoding="utf-8").startswith("#!/usr/bin/env bash\n")
