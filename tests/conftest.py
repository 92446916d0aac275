"""Fixtures of every test: own folders, own PostgreSQL, no modal dialog, nothing left running."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

from tests.support import dialogs as dialog_support
from tests.support import leftovers as leftover_support
from tests.support.postgres import PostgresServer, PostgresUnavailable, running_server

# Before the first test module is imported: no screen, no download, no touching of the home
# folder of whoever runs the tests.
SESSION_FOLDER = Path(tempfile.mkdtemp(prefix="hrdesk-tests-"))
atexit.register(shutil.rmtree, SESSION_FOLDER, ignore_errors=True)
(SESSION_FOLDER / "runtime").mkdir(mode=0o700)
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("XDG_RUNTIME_DIR", str(SESSION_FOLDER / "runtime"))
os.environ.setdefault("PYTHAINLP_READ_ONLY", "1")
os.environ.setdefault("PYTHAINLP_OFFLINE", "1")
_locale = next(
    (os.environ[key] for key in ("LC_ALL", "LC_CTYPE", "LANG") if os.environ.get(key)), ""
)
if "utf" not in _locale.lower():
    os.environ["LC_ALL"] = "C.UTF-8"  # Qt warns of any other encoding, and a warning fails a test
os.environ["HRDESK_HOME"] = str(SESSION_FOLDER / "home")

# No deadline: the tests never measure time. On the build server the examples are the same in
# every run, at the desk they differ from run to run.
hypothesis_settings.register_profile("hrdesk", deadline=None, database=None)
hypothesis_settings.register_profile("build", deadline=None, database=None, derandomize=True)
hypothesis_settings.load_profile("build" if os.environ.get("CI") else "hrdesk")

_homes = count(1)


@pytest.fixture(autouse=True)
def _own_home(monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give every test its own HRDESK_HOME; like a first start, the folder is not there yet."""
    folder = SESSION_FOLDER / f"home-{next(_homes)}"
    monkeypatch.setenv("HRDESK_HOME", str(folder))
    return folder


@pytest.fixture
def hrdesk_home(_own_home: Path) -> Path:
    """The test's own HRDESK_HOME, created."""
    _own_home.mkdir(parents=True, exist_ok=True)
    return _own_home


@pytest.fixture(scope="session", autouse=True)
def _no_blocking_dialogs() -> None:
    dialog_support.install()


@pytest.fixture(autouse=True)
def dialogs() -> Iterator[dialog_support.DialogDesk]:
    """Announce the modal dialogs of a test: ``dialogs.answer(...)``; any other one fails it."""
    desk = dialog_support.new_desk()
    yield desk
    if desk.unexpected:
        pytest.fail("a modal dialog was shown: " + "; ".join(desk.unexpected))
    if desk.waiting:
        pytest.fail(f"{desk.waiting} announced dialog(s) never came")


@pytest.fixture(autouse=True)
def _nothing_left_running(request: pytest.FixtureRequest) -> Iterator[None]:
    with_qt = bool({"qtbot", "qapp"} & set(request.fixturenames))
    before = leftover_support.take_baseline(with_qt)
    yield
    found = leftover_support.leftovers(before, with_qt)
    if found:
        pytest.fail("the test left running: " + "; ".join(found))


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """A PostgreSQL server of this test process, started on first use."""
    try:
        with running_server() as server:
            yield server
    except PostgresUnavailable as problem:
        pytest.fail(str(problem), pytrace=False)


@pytest.fixture(scope="session")
def postgres_url(postgres_server: PostgresServer) -> str:
    """The address of the server's maintenance database; tests write to ``fresh_postgres``."""
    return postgres_server.url()


@pytest.fixture
def fresh_postgres(postgres_server: PostgresServer) -> Iterator[str]:
    """The address of a new empty PostgreSQL database, dropped after the test."""
    with postgres_server.database() as address:
        yield address


@pytest.fixture(scope="session")
def sample_offices(tmp_path_factory: pytest.TempPathFactory):
    """Put a sample office at a path: ``database, actor = sample_offices(path)``."""
    from tests.support.sample_offices import SampleOffices

    return SampleOffices(tmp_path_factory.mktemp("samples"))


@pytest.fixture(scope="session", autouse=True)
def ready_schema(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Migrate the first new database of each kind only; see ``tests.support.ready_schema``."""
    from hrdesk.services import lifecycle
    from tests.support.ready_schema import ReadySchema

    migrate = lifecycle.migrate
    lifecycle.migrate = ReadySchema(migrate, tmp_path_factory.mktemp("ready"))
    yield
    lifecycle.migrate = migrate
