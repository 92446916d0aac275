"""Settings of this PC, declared as data: type, default, Thai label and help.

Settings of the office (its name, signatories, letter code) live in the database, where every
PC that shares it sees them.
"""

from __future__ import annotations

import json
import logging
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from hrdesk import paths

log = logging.getLogger(__name__)
T = TypeVar("T", str, int, bool)


@dataclass(frozen=True, slots=True)
class Setting:
    """One declared setting; ``choices`` limits text settings, ``bounds`` whole numbers."""

    key: str
    default: str | int | bool
    label: str
    help: str
    choices: tuple[tuple[str, str], ...] = ()
    bounds: tuple[int, int] | None = None
    shown: bool = True

    def accepts(self, value: object) -> bool:
        """Tell whether a value read from the file may be used."""
        if type(value) is not type(self.default):
            return False
        if self.choices and value not in {code for code, _ in self.choices}:
            return False
        if self.bounds is not None and isinstance(value, int):
            return self.bounds[0] <= value <= self.bounds[1]
        return True


DECLARED: tuple[Setting, ...] = (
    Setting("database", "", "ฐานข้อมูล", "ที่เก็บข้อมูลของสำนักงาน", shown=False),
    Setting(
        "theme",
        "light",
        "ชุดสี",
        "สีของหน้าจอ ชุดตัดกันสูงช่วยให้อ่านง่ายขึ้น",
        choices=(("light", "สว่าง"), ("dark", "มืด"), ("contrast", "ตัดกันสูง")),
    ),
    Setting("text_size", 11, "ขนาดตัวอักษร", "ขนาดตัวอักษรบนหน้าจอ (พอยต์)", bounds=(9, 18)),
    Setting("grid_text_size", 11, "ขนาดตัวอักษรในตาราง", "ขนาดตัวอักษรในตาราง (พอยต์)", bounds=(9, 16)),
    Setting(
        "digits",
        "thai",
        "ตัวเลขบนเอกสาร",
        "เอกสารราชการใช้เลขไทย เปลี่ยนเป็นเลขอารบิกได้",
        choices=(("thai", "เลขไทย"), ("arabic", "เลขอารบิก")),
    ),
    Setting(
        "font_file",
        "",
        "ไฟล์ตัวพิมพ์ของเอกสาร",
        "ปล่อยว่างเพื่อใช้ตัวพิมพ์ที่โปรแกรมหาพบ หรือเลือกไฟล์ TH Sarabun (.ttf) ที่เครื่องนี้มี",
    ),
    Setting("backup_folder", "", "โฟลเดอร์สำรองข้อมูล", "ปล่อยว่างเพื่อใช้โฟลเดอร์ของโปรแกรม"),
    Setting("backups_kept", 14, "จำนวนชุดสำรองที่เก็บไว้", "ชุดเก่ากว่านี้จะถูกลบ", bounds=(3, 365)),
    Setting("menu_folded", False, "พับเมนู", "แสดงเมนูเป็นสัญลักษณ์", shown=False),
    Setting("last_user", "", "ผู้ใช้ล่าสุด", "ชื่อผู้ใช้ที่เข้าใช้ครั้งล่าสุด", shown=False),
    Setting("window", "", "ตำแหน่งหน้าต่าง", "ขนาดและตำแหน่งหน้าต่าง", shown=False),
)
_BY_KEY = {setting.key: setting for setting in DECLARED}


class Settings:
    """The settings of this PC, read once and written whole through a temporary file."""

    def __init__(self, file: Path | None = None) -> None:
        self.file = file or paths.home() / "settings.json"
        self._values: dict[str, Any] = {}
        self._tables: dict[str, Any] = {}
        self._read()

    def text(self, key: str) -> str:
        """Return a text setting."""
        return self._get(key, str)

    def number(self, key: str) -> int:
        """Return a whole-number setting."""
        return self._get(key, int)

    def flag(self, key: str) -> bool:
        """Return a yes/no setting."""
        return self._get(key, bool)

    def set(self, key: str, value: str | int | bool) -> None:
        """Change one setting and save; a value the setting does not accept is a ``ValueError``."""
        if not _BY_KEY[key].accepts(value):
            raise ValueError(f"setting {key} does not accept {value!r}")
        self._values[key] = value
        self._write()

    def table_state(self, name: str) -> dict[str, Any]:
        """Return the remembered columns, widths and order of one table."""
        state = self._tables.get(name, {})
        return dict(state) if isinstance(state, dict) else {}

    def remember_table(self, name: str, state: dict[str, Any]) -> None:
        """Remember the columns, widths and order of one table."""
        self._tables[name] = state
        self._write()

    def _get(self, key: str, kind: type[T]) -> T:
        setting = _BY_KEY[key]
        value = self._values.get(key, setting.default)
        if type(value) is not kind:
            raise TypeError(f"setting {key} is not a {kind.__name__}")
        return value

    def _read(self) -> None:
        try:
            stored = json.loads(self.file.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return
        except (OSError, ValueError) as problem:
            log.warning("settings unreadable, defaults used: %s", problem)
            return
        values = stored.get("values", {}) if isinstance(stored, dict) else {}
        for key, value in values.items():
            if key in _BY_KEY and _BY_KEY[key].accepts(value):
                self._values[key] = value
            else:
                log.warning("setting %s left out: unknown or out of range", key)
        tables = stored.get("tables", {}) if isinstance(stored, dict) else {}
        self._tables = tables if isinstance(tables, dict) else {}

    def _write(self) -> None:
        self.file.parent.mkdir(parents=True, exist_ok=True)
        content = {"values": self._values, "tables": self._tables}
        handle, temporary = tempfile.mkstemp(dir=self.file.parent, prefix="settings-")
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            json.dump(content, stream, ensure_ascii=False, indent=1)
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).replace(self.file)
