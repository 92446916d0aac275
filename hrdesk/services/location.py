"""Where an office's data lies: a file on this PC, or a PostgreSQL server."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from hrdesk.services.errors import DomainError

# File systems that reach over a network: SQLite's locks cannot be trusted on them.
_NETWORK = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afpfs", "9p", "fuse.sshfs", "fuse.rclone", "davfs"}
)
_DRIVE_REMOTE = 4  # what Windows calls a mapped drive


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """A PostgreSQL server as the wizard asks for it."""

    host: str
    database: str
    user: str
    password: str = ""
    port: int = 5432

    def url(self) -> str:
        """Return the address as one text for the settings file."""
        secret = f":{quote(self.password, safe='')}" if self.password else ""
        host = self.host if not self.host.startswith("/") else ""
        socket = f"?host={quote(self.host, safe='')}" if self.host.startswith("/") else ""
        return (
            f"postgresql://{quote(self.user, safe='')}{secret}@{host}:{self.port}"
            f"/{quote(self.database, safe='')}{socket}"
        )


@dataclass(frozen=True, slots=True)
class Location:
    """One place for data, kept in the settings as ``sqlite:<path>`` or ``postgresql://…``."""

    text: str

    @classmethod
    def file(cls, path: Path) -> Location:
        """Return the location of a database file on this PC."""
        return cls(f"sqlite:{path}")

    @property
    def path(self) -> Path | None:
        """The database file, or None for a server."""
        return Path(self.text.removeprefix("sqlite:")) if self.is_file else None

    @property
    def is_file(self) -> bool:
        """Whether the data lie in a file on this PC."""
        return self.text.startswith("sqlite:")

    @property
    def sqlalchemy_url(self) -> str:
        """The address as SQLAlchemy wants it."""
        if self.is_file:
            return f"sqlite:///{self.path}"
        return "postgresql+psycopg://" + self.text.split("://", 1)[1]

    @property
    def label(self) -> str:
        """The location in words for the status bar; never a password."""
        if self.is_file:
            return "SQLite บนเครื่องนี้"
        parts = urlsplit(self.text)
        return f"PostgreSQL {unquote(parts.path.lstrip('/'))} ที่ {parts.hostname or 'เครื่องนี้'}"


def on_network(path: Path) -> bool:
    """Tell whether a path lies on a network share, as far as this system can tell."""
    text = str(path)
    if text.startswith(("\\\\", "//")):
        return True
    if sys.platform == "win32":
        import ctypes

        drive = os.path.splitdrive(os.path.abspath(text))[0]  # noqa: PTH100 - drive letters
        return bool(ctypes.windll.kernel32.GetDriveTypeW(f"{drive}\\") == _DRIVE_REMOTE)
    return _mounted_type(path) in _NETWORK


def refuse_network(path: Path) -> None:
    """Raise ``network_path`` for a file on a share: a shared office needs PostgreSQL."""
    if on_network(path):
        raise DomainError("network_path", field="path", path=str(path))


def _mounted_type(path: Path, mounts: Path = Path("/proc/mounts")) -> str:
    try:
        lines = mounts.read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    target = path.absolute()
    while not target.exists() and target != target.parent:
        target = target.parent
    resolved = target.resolve()
    best, kind = 0, ""
    for line in lines:
        fields = line.split(" ")
        point = Path(fields[1].replace("\\040", " "))
        if (resolved == point or point in resolved.parents) and len(str(point)) >= best:
            best, kind = len(str(point)), fields[2]
    return kind
