"""Builds the program for the system it runs on: ``dist/hrdesk/``, and on Windows the installer.

``python installer/build.py [--fonts FOLDER]`` needs Python 3.11 and this checkout, nothing else:
PyInstaller gets an environment of its own in ``build/``, apart from ``.venv``.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"
DIST = ROOT / "dist"
WINDOWS = sys.platform == "win32"
PAPER_FONT = ("Laksaman.ttf", "Laksaman-Bold.ttf")
SCREEN_FONT = ("Loma.ttf", "Loma-Bold.ttf")
TEST_TOOLS = {"coverage", "hypothesis", "import-linter", "mypy", "ruff"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Build, try the result, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--fonts", type=Path, help="folder with Laksaman.ttf and Laksaman-Bold.ttf")
    options = parser.parse_args(arguments)
    collect_fonts(options.fonts)
    python = build_environment()
    freeze(python)
    try_program()
    if WINDOWS:
        make_windows_installer()
    return 0


def version() -> str:
    """Return the program's version without importing the program."""
    text = (ROOT / "hrdesk" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'^__version__ = "(.+)"$', text, re.MULTILINE)
    if found is None:
        raise SystemExit("hrdesk/__init__.py holds no __version__")
    return found[1]


def collect_fonts(folder: Path | None) -> None:
    """Copy the fonts that the program brings along from this machine to ``build/fonts``."""
    target = BUILD / "fonts"
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    places = [folder] if folder else list(_font_places())
    for name in PAPER_FONT:
        source = _first(places, name)
        if source is None:
            looked = ", ".join(str(place) for place in places)
            raise SystemExit(
                f"{name} not found in {looked}: install fonts-tlwg-laksaman-ttf or give --fonts"
            )
        shutil.copy2(source, target)
    for name in SCREEN_FONT:  # Windows has Leelawadee UI; elsewhere Loma is the better screen font
        source = _first(places, name)
        if source is not None:
            shutil.copy2(source, target)
    _copy_font_licences(target)


def _font_places() -> Iterator[Path]:
    if WINDOWS:
        yield Path(os.environ["WINDIR"]) / "Fonts"
        yield Path(os.environ["LOCALAPPDATA"]) / "Microsoft" / "Windows" / "Fonts"
        return
    yield Path("/usr/share/fonts/truetype/tlwg")
    yield Path("/usr/local/share/fonts")
    yield Path.home() / ".local" / "share" / "fonts"


def _first(places: Sequence[Path], name: str) -> Path | None:
    return next((place / name for place in places if (place / name).is_file()), None)


def _copy_font_licences(target: Path) -> None:
    for package in ("fonts-tlwg-laksaman-ttf", "fonts-tlwg-loma-ttf"):
        notice = Path("/usr/share/doc") / package / "copyright"
        if notice.is_file():
            shutil.copy2(notice, target / f"{package}.txt")


def build_environment() -> Path:
    """Make PyInstaller's environment, unless it is there already, and return its Python."""
    folder = BUILD / "environment"
    python = folder / ("Scripts/python.exe" if WINDOWS else "bin/python")
    wanted = "\n".join([*_program_pins(), (ROOT / "installer/requirements.txt").read_text("utf-8")])
    state = hashlib.sha256(f"{sys.version}\n{wanted}".encode()).hexdigest()
    stamp = folder / "stamp"
    if stamp.is_file() and stamp.read_text() == state:
        return python
    venv.create(folder, clear=True, with_pip=True)
    (folder / "wanted.txt").write_text(wanted, encoding="utf-8")
    _run(python, "-m", "pip", "install", "-qq", "--requirement", folder / "wanted.txt")
    stamp.write_text(state)
    return python


def _program_pins() -> Iterator[str]:
    for line in (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines():
        name = line.partition("==")[0].lower()
        if line and not line.startswith(("#", "pytest")) and name not in TEST_TOOLS:
            yield line


def freeze(python: Path) -> None:
    """Run PyInstaller; ``dist/hrdesk`` is made anew."""
    shutil.rmtree(DIST / "hrdesk", ignore_errors=True)
    _run(
        python,
        "-m",
        "PyInstaller",
        "--noconfirm",
        "--log-level=WARN",
        f"--distpath={DIST}",
        f"--workpath={BUILD / 'pyinstaller'}",
        ROOT / "installer" / "hrdesk.spec",
    )


def try_program() -> None:
    """Let the built program test itself, away from this checkout and from its user's data."""
    name = "hrdesk-cli.exe" if WINDOWS else "hrdesk"
    home = BUILD / "self-test"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "HRDESK_HOME": str(home)}
    _run(DIST / "hrdesk" / name, "--self-test", cwd=home, env=environment)


def make_windows_installer() -> None:
    """Pack ``dist/hrdesk`` with Inno Setup 6, which must be installed on the building PC."""
    compiler = shutil.which("iscc") or shutil.which(
        "ISCC", path=str(Path(os.environ["PROGRAMFILES(X86)"]) / "Inno Setup 6")
    )
    if compiler is None:
        raise SystemExit("Inno Setup 6 not found: install it, then build again")
    _run(compiler, f"/DAppVersion={version()}", ROOT / "installer" / "hrdesk.iss")


def _run(*command: object, cwd: Path = ROOT, env: Mapping[str, str] | None = None) -> None:
    words = [str(word) for word in command]
    finished = subprocess.run(words, cwd=cwd, env=env, check=False)
    if finished.returncode != 0:
        raise SystemExit(f"failed ({finished.returncode}): {' '.join(words)}")


if __name__ == "__main__":
    sys.exit(main())
