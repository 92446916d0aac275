"""A PostgreSQL server of the tests' own: a free port, a temporary folder, never root."""

from __future__ import annotations

import contextlib
import ctypes
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

SUPERUSER = "hrdesk"
START_SECONDS = 60.0
STOP_SECONDS = 20.0
_ATTEMPTS = 5
_SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "32MB",
    "max_connections": "40",
    "max_parallel_workers_per_gather": "0",
    "autovacuum": "off",
    "listen_addresses": "127.0.0.1",
    "timezone": "UTC",
}


class PostgresUnavailable(Exception):
    """No server could be started; the text is one line that says what to do."""


def find_binaries() -> Path:
    """Return the folder that holds ``initdb`` and ``postgres``."""
    for folder in _candidate_folders():
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    raise PostgresUnavailable(
        "PostgreSQL was not found: run `make setup` as root or `apt-get install postgresql-15`"
    )


def _candidate_folders() -> Iterator[Path]:
    pg_config = shutil.which("pg_config")
    if pg_config:
        answer = subprocess.run(
            [pg_config, "--bindir"], capture_output=True, text=True, check=False
        )
        if answer.returncode == 0:
            yield Path(answer.stdout.strip())
    on_path = shutil.which("initdb")
    if on_path:
        yield Path(on_path).resolve().parent
    versions = Path("/usr/lib/postgresql")
    if versions.is_dir():
        yield from sorted(versions.glob("*/bin"), key=_version, reverse=True)


def _version(folder: Path) -> int:
    name = folder.parent.name
    return int(name) if name.isdigit() else 0


@dataclass(frozen=True, slots=True)
class _Identity:
    """Who runs the server: PostgreSQL refuses root, so root lends it to somebody else."""

    uid: int
    gid: int
    lent: bool

    @classmethod
    def choose(cls) -> _Identity:
        if os.geteuid() != 0:
            return cls(os.geteuid(), os.getegid(), lent=False)
        for name in ("postgres", "nobody"):
            with contextlib.suppress(KeyError):
                entry = pwd.getpwnam(name)
                return cls(entry.pw_uid, entry.pw_gid, lent=True)
        raise PostgresUnavailable("neither a user `postgres` nor `nobody` exists to run PostgreSQL")

    def process_options(self) -> dict[str, object]:
        if not self.lent:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}


def _die_with_parent() -> None:
    """Ask Linux to stop the server when the test process is killed, so none is left behind."""
    if sys.platform == "linux":
        pr_set_pdeathsig = 1
        with contextlib.suppress(OSError):
            ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGINT)


@dataclass(slots=True)
class PostgresServer:
    """One running server; use ``start`` and ``stop``, or ``running_server``."""

    folder: Path
    port: int = 0
    _binaries: Path = field(default_factory=find_binaries)
    _identity: _Identity = field(default_factory=_Identity.choose)
    _process: subprocess.Popen[bytes] | None = None

    def url(self, database: str = "postgres") -> str:
        """Return the SQLAlchemy address of one database on this server."""
        return f"postgresql+psycopg://{SUPERUSER}@127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        """Create the cluster and wait until it answers; a taken port is tried again elsewhere."""
        if self._identity.lent:
            os.chown(self.folder, self._identity.uid, self._identity.gid)
        self._create_cluster()
        for _ in range(_ATTEMPTS):
            self.port = _free_port()
            if self._launch():
                return
        raise PostgresUnavailable(f"PostgreSQL did not start: {self._last_log_line()}")

    def stop(self) -> None:
        """Stop the server and wait for it; it is killed when it does not obey."""
        if self._process is None:
            return
        self._process.send_signal(signal.SIGINT)
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None

    @contextlib.contextmanager
    def database(self) -> Iterator[str]:
        """Yield the address of a new empty database that is dropped afterwards."""
        name = f"t_{uuid4().hex[:16]}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
        try:
            yield self.url(name)
        finally:
            self.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def execute(self, statement: str) -> None:
        """Run one administrative statement outside a transaction."""
        import psycopg

        with psycopg.connect(self._conninfo(), autocommit=True) as connection:
            connection.execute(statement)  # type: ignore[call-overload]

    def _conninfo(self) -> str:
        return f"host=127.0.0.1 port={self.port} user={SUPERUSER} dbname=postgres connect_timeout=5"

    def _create_cluster(self) -> None:
        problem = ""
        for locale in ("C.UTF-8", "C"):
            command = [
                str(self._binaries / "initdb"),
                f"--pgdata={self.folder / 'data'}",
                f"--username={SUPERUSER}",
                "--auth=trust",
                "--encoding=UTF8",
                f"--locale={locale}",
                "--no-sync",
            ]
            answer = self._run(command)
            if answer.returncode == 0:
                return
            problem = answer.stderr.strip().splitlines()[-1] if answer.stderr.strip() else "initdb"
            shutil.rmtree(self.folder / "data", ignore_errors=True)
        raise PostgresUnavailable(f"PostgreSQL could not create its folder: {problem}")

    def _run(self, command: list[str]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command,
            capture_output=True,
            text=True,
            check=False,
            cwd=self.folder,
            env=_environment(self.folder),
            stdin=subprocess.DEVNULL,
            **self._identity.process_options(),  # type: ignore[call-overload]
        )

    def _launch(self) -> bool:
        command = [str(self._binaries / "postgres"), "-D", str(self.folder / "data")]
        settings = _SETTINGS | {
            "port": str(self.port),
            "unix_socket_directories": str(self.folder),
        }
        for key, value in settings.items():
            command += ["-c", f"{key}={value}"]
        with (self.folder / "server.log").open("wb") as log:
            self._process = subprocess.Popen(
                command,
                stdout=log,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                cwd=self.folder,
                env=_environment(self.folder),
                preexec_fn=_die_with_parent,  # noqa: PLW1509 - started once, before other threads
                start_new_session=True,  # Ctrl+C reaches the tests first, which then stop it
                **self._identity.process_options(),  # type: ignore[call-overload]
            )
        return self._wait_until_ready(self._process)

    def _wait_until_ready(self, process: subprocess.Popen[bytes]) -> bool:
        import psycopg

        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if process.poll() is not None:
                self._process = None
                return False
            with contextlib.suppress(psycopg.OperationalError):
                psycopg.connect(self._conninfo()).close()
                return True
            time.sleep(0.05)
        self.stop()
        return False

    def _last_log_line(self) -> str:
        log = self.folder / "server.log"
        lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        return lines[-1] if lines else "no log"


def _environment(folder: Path) -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "HOME": str(folder), "LC_ALL": "C"}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _short_temporary_folder() -> Path:
    # A socket's path holds 107 bytes at most, and the server's user must be able to walk to it:
    # pytest's own folders are long and closed to others.
    base = "/tmp" if os.access("/tmp", os.W_OK | os.X_OK) else None
    return Path(tempfile.mkdtemp(prefix="hrdesk-pg-", dir=base))


@contextlib.contextmanager
def running_server() -> Iterator[PostgresServer]:
    """Run a server for as long as the block lasts and leave nothing behind."""
    folder = _short_temporary_folder()
    try:
        server = PostgresServer(folder)
        try:
            server.start()
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
