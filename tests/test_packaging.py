"""The wheel carries everything the program reads."""

from __future__ import annotations

import configparser
import importlib
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

import hrdesk

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    return Path(next(WheelBuilder(str(ROOT)).build(directory=str(folder), versions=["standard"])))


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def _committed(folder: str) -> set[str]:
    answer = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z", folder],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    listed = answer.stdout.decode("utf-8").split("\0")
    return {name for name in listed if name and (ROOT / name).is_file()}


def test_every_resource_is_inside_the_package(names: set[str]) -> None:
    resources = _committed("resources")
    assert resources
    wanted = {f"hrdesk/_resources/{name.removeprefix('resources/')}" for name in resources}
    assert wanted - names == set()


def test_every_file_of_the_package_is_there(names: set[str]) -> None:
    package = _committed("hrdesk")
    assert any(name.startswith("hrdesk/rules/") and name.endswith(".yaml") for name in package)
    assert "hrdesk/models/migrations/env.py" in package
    assert package - names == set()


def test_nothing_else_is_there(names: set[str]) -> None:
    information = f"hrdesk-{hrdesk.__version__}.dist-info/"
    strays = {name for name in names if not name.startswith(("hrdesk/", information))}
    assert strays == set()
    assert {name for name in names if name.endswith((".pyc", ".ttf", ".db"))} == set()


def test_the_commands_start_something_that_exists(wheel: Path) -> None:
    commands = configparser.ConfigParser()
    with zipfile.ZipFile(wheel) as archive:
        path = f"hrdesk-{hrdesk.__version__}.dist-info/entry_points.txt"
        commands.read_string(archive.read(path).decode("utf-8"))
    targets = {commands["console_scripts"]["hrdesk"], commands["gui_scripts"]["hrdesk-window"]}
    for target in targets:
        module, function = target.split(":")
        assert callable(getattr(importlib.import_module(module), function))


def test_an_installed_copy_finds_its_resources(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    code = "from hrdesk import paths; print(paths.resource_root())"
    answer = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        check=True,
        text=True,
    )
    assert Path(answer.stdout.strip()) == tmp_path / "hrdesk" / "_resources"
