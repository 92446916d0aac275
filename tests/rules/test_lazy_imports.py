"""The window starts fast: the rules bring in pydantic and PyYAML only when a file is read."""

from __future__ import annotations

import subprocess
import sys

MODULES = (
    "codes", "numbers", "dates", "calendar", "identity", "sorting", "procedure", "case_path",
    "explanation", "lawbook", "deadlines", "rounds", "retirement", "probation", "circulars",
)  # fmt: skip


def test_importing_the_rules_reads_no_file() -> None:
    program = "; ".join(
        [
            "import importlib, sys",
            *(f"importlib.import_module('hrdesk.rules.{name}')" for name in MODULES),
            "print(sorted({'pydantic', 'yaml'} & set(sys.modules)))",
        ]
    )
    found = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert found.stdout.strip() == "[]"
