"""Where a figure or a rule stands: the instrument, its clause, its date."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from hrdesk.rules.dates import thai_date_short


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in an instrument; ``note`` tells a reading, a doubt or an outside source, in Thai."""

    instrument: str
    clause: str = ""
    dated: dt.date | None = None
    gazette: dt.date | None = None
    note: str = ""

    @property
    def text(self) -> str:
        """The citation in one Thai line."""
        dated = f"ลงวันที่ {thai_date_short(self.dated)}" if self.dated else ""
        gazette = f"ราชกิจจานุเบกษา {thai_date_short(self.gazette)}" if self.gazette else ""
        return " ".join(part for part in (self.instrument, dated, self.clause, gazette) if part)

    def to_json(self) -> dict[str, Any]:
        """The citation for JSON, dates as ISO."""
        return {
            "instrument": self.instrument,
            "clause": self.clause,
            "dated": self.dated.isoformat() if self.dated else None,
            "gazette": self.gazette.isoformat() if self.gazette else None,
            "note": self.note,
        }

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Citation:
        """The citation that ``to_json`` wrote."""
        days = {
            key: dt.date.fromisoformat(stored[key]) if stored[key] else None
            for key in ("dated", "gazette")
        }
        return cls(stored["instrument"], stored["clause"], **days, note=stored["note"])
