"""The program's entry: the window, or one of the commands without a window."""

from __future__ import annotations

import sys


def main(argv: list[str] | None = None) -> int:
    """Run the program and return its exit code."""
    arguments = sys.argv[1:] if argv is None else argv
    if not arguments:
        from hrdesk.app import run_window

        return run_window()
    if arguments == ["--self-test"]:
        from hrdesk.selftest import self_test

        return self_test()
    from hrdesk.cli import run

    return run(arguments)


if __name__ == "__main__":
    raise SystemExit(main())
