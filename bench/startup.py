"""Start of the program and its memory: the real window over 100,000 cases against a bare one."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from bench.data import large_office
from bench.report import Row

CASES = 100_000
RUNS = 7

# What any PySide6 program with SQLAlchemy pays: a window with a table, shown and painted.
_BARE = """
import sys
import sqlalchemy, sqlalchemy.orm
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView
app = QApplication(sys.argv[:1])
window = QMainWindow()
window.setCentralWidget(QTableView())
window.show()
app.processEvents()
window.grab()
print("usable", flush=True)
"""

# The program as it starts for everybody: the sign-in window stands while the database opens.
_SIGN_IN = """
import sys
from pathlib import Path
from hrdesk.app import OfficeData, apply_theme, make_application
from hrdesk.services.location import Location
from hrdesk.settings import Settings
from hrdesk.ui.pages.sign_in.dialog import SignInDialog
app = make_application()
settings = Settings()
apply_theme(app, settings)
data = OfficeData(Location.file(Path(sys.argv[1])), Path(sys.argv[1]).parent)
dialog = SignInDialog(data, settings)
dialog.show()
app.processEvents()
dialog.grab()
print("usable", flush=True)
if len(sys.argv) > 2:
    dialog._tasks.wait_idle()
    print("opened", flush=True)
import os
os._exit(0)
"""

# The program's own composition after sign-in: home page read, shown and painted.
_OURS = """
import os, sys
from pathlib import Path
from hrdesk.app import apply_theme, make_application, open_window
from hrdesk.services.access import Actor, Role
from hrdesk.services.lifecycle import open_database
from hrdesk.services.location import Location
from hrdesk.settings import Settings
app = make_application()
settings = Settings()
apply_theme(app, settings)
database = open_database(Location.file(Path(sys.argv[1])), Path(sys.argv[1]).parent).database
opened = open_window(settings, database, Actor(1, "bench", Role.ADMINISTRATOR))
opened.window.show()
opened.window.start()
opened.ctx.tasks.wait_idle()
opened.window.grab()
print("usable", flush=True)
if len(sys.argv) > 2:
    import time
    end = time.monotonic() + 3
    while time.monotonic() < end:
        app.processEvents()
        time.sleep(0.01)
    lines = Path("/proc/self/status").read_text().splitlines()
    print(next(line for line in lines if line.startswith("VmRSS")).split()[1], flush=True)
opened.close()
database.close()
"""


def measure(folder: Path) -> Iterator[Row]:
    """Measure from the start of the process to a usable window, and the memory when idle."""
    file = folder / "start.db"
    large_office(file, CASES).close()
    environment = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "HRDESK_HOME": str(folder / "home"),
        "XDG_RUNTIME_DIR": str(folder),
    }
    bare, sign_in, behind, ours = [], [], [], []
    for _ in range(RUNS):  # turn about, so that both meet the same weather
        bare.append(_usable([_BARE], environment))
        sign_in.append(_usable([_SIGN_IN, str(file)], environment))
        behind.append(_usable([_SIGN_IN, str(file), "opened"], environment, "opened"))
        ours.append(_usable([_OURS, str(file)], environment))
    base = statistics.median(bare[1:])
    name = "bare PySide6 window that imports SQLAlchemy"
    yield Row(
        "start to usable sign-in window, 100,000 cases", statistics.median(sign_in[1:]), "ms",
        base, name, 1.5,
    )  # fmt: skip
    yield Row(
        "start to the database open behind the sign-in window", statistics.median(behind[1:]), "ms",
        base, name,
    )  # fmt: skip
    yield Row(
        "start to home page with its figures, as if nobody had to sign in",
        statistics.median(ours[1:]), "ms", base, name, 1.5,
        note="in use this work is done while the password is typed",
    )  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", _OURS, str(file), "memory"],
        env=environment, check=True, capture_output=True, text=True,
    )  # fmt: skip
    memory = int(done.stdout.split()[-1]) / 1024
    yield Row("memory of the idle program (home page open)", memory, "MB", absolute=250)


def _usable(script: list[str], environment: dict[str, str], word: str = "usable") -> float:
    """Return milliseconds until the process says the word: that its window can be used."""
    begun = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-c", *script],
        env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    ) as process:  # fmt: skip
        said = next((line for line in process.stdout if line.strip() == word), "")
        taken = (time.perf_counter() - begun) * 1000
        process.communicate()
    if said.strip() != word:
        raise RuntimeError("the window did not start")
    return taken
