#!/usr/bin/env bash
# Writes requirements.lock anew from the pins of pyproject.toml, in an environment of its own.
set -euo pipefail
cd "$(dirname "$0")/.."

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3.11}" -m venv "$folder/venv"
"$folder/venv/bin/python" - >"$folder/wanted.txt" <<'PYTHON'
import tomllib
from pathlib import Path

project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["project"]
for line in project["dependencies"] + project["optional-dependencies"]["dev"]:
    print(line)
PYTHON
"$folder/venv/bin/python" -m pip install --quiet --requirement "$folder/wanted.txt"
{
    echo "# Every library of the program and of its tests; written by scripts/lock.sh."
    "$folder/venv/bin/python" -m pip freeze --exclude pip --exclude setuptools
    # What the same libraries ask for on Windows only.
    grep 'sys_platform == "win32"' requirements.lock || true
} >"$folder/new.lock"
mv "$folder/new.lock" requirements.lock
