"""The law book: every parameter of every set, read at a day for an agency."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Generic, TypeVar

from hrdesk.rules.citation import Citation
from hrdesk.rules.dates import thai_date_long
from hrdesk.rules.explanation import Explanation
from hrdesk.rules.parameters import Parameter, read_parameters
from hrdesk.rules.refusal import Refused
from hrdesk.rules.strict_yaml import DataFileError
from hrdesk.rules.values import unit_label

LAW = Path(__file__).parent / "law"
COMMON = "common"
SETS = (COMMON, "doh", "dms", "dhss", "sao")
"""The sets of rules: what all have in common, and one for each agency's documents."""

T = TypeVar("T")
_DEPTH = 3  # set/instrument/topic.yaml
_leaves: ContextVar[tuple[list[Explanation], ...]] = ContextVar("_leaves", default=())


class NotInForce(Refused):
    """A parameter asked for on a day it does not hold: before its first day, or repealed."""

    def __init__(self, parameter: Parameter, day: dt.date) -> None:
        first = next(
            (d for d, v in zip(parameter.days, parameter.values, strict=True) if v is not None),
            parameter.days[0],
        )
        repealed = day >= first
        text = (
            f"ยกเลิกแล้วในวันที่ {thai_date_long(day)}"
            if repealed
            else f"ยังไม่ใช้บังคับในวันที่ {thai_date_long(day)} (เริ่มใช้ {thai_date_long(first)})"
        )
        super().__init__(
            "not_in_force", f"“{parameter.description}” {text} ให้กรอกตามกฎที่ใช้อยู่ในวันนั้นเอง", "as_of"
        )
        self.id = parameter.id
        self.day = day
        self.first_day = first


@dataclass(frozen=True, slots=True)
class Reading(Generic[T]):
    """A value of the law on a day, with the leaf that must stand in the caller's explanation."""

    value: T
    explanation: Explanation

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Where the value stands."""
        return self.explanation.citations


class LawBook:
    """Every set of rules, from texts by path (``set/instrument/topic.yaml``, tables beside them)."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.texts = dict(sorted(texts.items()))
        self._sets: dict[str, dict[str, Parameter]] = {}
        self._laws: dict[tuple[dt.date, str], Law] = {}

    @classmethod
    def load(cls, folder: Path = LAW) -> LawBook:
        """The law that comes with the program, read once; raises DataFileError."""
        return _load(folder)

    @staticmethod
    def recording() -> AbstractContextManager[list[Explanation]]:
        """Collect the leaf of every value read inside, of any law."""
        return _recording()

    @cached_property
    def hash(self) -> str:
        """The fingerprint of every file: the same law, the same hash."""
        digest = hashlib.sha256()
        for path, text in self.texts.items():
            digest.update(f"{path}\0{text}\0".encode())
        return digest.hexdigest()[:16]

    def parameters(self, law_set: str) -> Mapping[str, Parameter]:
        """The parameters of one set by id; raises DataFileError."""
        if law_set not in self._sets:
            found: dict[str, Parameter] = {}
            for path in self.texts:
                parts = path.split("/")
                if parts[0] != law_set or len(parts) != _DEPTH or not path.endswith(".yaml"):
                    continue
                for parameter in read_parameters(path, self.texts):
                    if parameter.id in found:
                        other = found[parameter.id].file
                        raise DataFileError(path, parameter.id, f"stands in {other}, too")
                    found[parameter.id] = parameter
            self._sets[law_set] = found
        return self._sets[law_set]

    def at(self, day: dt.date, agency: str = COMMON) -> Law:
        """The law of an agency (or of ``common`` alone) on a day; an unknown set raises KeyError."""
        key = (day, str(agency))
        law = self._laws.get(key)
        if law is None:
            if str(agency) not in SETS:
                raise KeyError(agency)
            if len(self._laws) > 1000:
                self._laws.clear()
            law = self._laws[key] = Law(self, day, str(agency))
        return law

    def newest(self, agency: str = COMMON) -> Law:
        """The law of an agency as the book knows it last, for results that have no day."""
        days = [
            day
            for law_set in {COMMON, str(agency)}
            for parameter in self.parameters(law_set).values()
            for day in parameter.days
        ]
        return self.at(max(days), agency)


@cache
def _load(folder: Path) -> LawBook:
    files = (f for f in folder.glob("*/*/*") if f.suffix in {".yaml", ".csv"})
    return LawBook(
        {file.relative_to(folder).as_posix(): file.read_text(encoding="utf-8") for file in files}
    )


class Law:
    """What is in force on ``day`` for ``agency``: its own set and the common one."""

    def __init__(self, book: LawBook, day: dt.date, agency: str) -> None:
        self.book = book
        self.day = day
        self.agency = agency
        self._parameters: Mapping[str, Parameter] = {
            **book.parameters(COMMON), **book.parameters(agency),
        }  # fmt: skip
        self._read: dict[tuple[str, ...], Reading[Any]] = {}

    @property
    def version(self) -> str:
        """The newest first day, ISO, of any value of the agency's own set in force on the day."""
        own = self.book.parameters(self.agency).values()
        days = [day for parameter in own for day in parameter.days if day <= self.day]
        return max(days).isoformat() if days else ""

    def lawbook(self) -> dict[str, str]:
        """Which law a result stands on: set, version and hash."""
        return {"set": self.agency, "version": self.version, "hash": self.book.hash}

    def parameter(self, id_: str) -> Parameter:
        """The parameter with all its values; an unknown id raises KeyError."""
        return self._parameters[id_]

    def has(self, id_: str) -> bool:
        """Whether the agency's set or the common one knows the parameter, on any day."""
        return id_ in self._parameters

    def read(self, id_: str, *path: str) -> Reading[Any]:
        """The value in force, or the entry at ``path`` of its table; records the leaf.

        Raises NotInForce, and KeyError for an unknown id or entry.
        """
        key = (id_, *path)
        reading = self._read.get(key)
        if reading is None:
            reading = self._read[key] = self._reading(id_, path)
        for leaves in _leaves.get():
            leaves.append(reading.explanation)
        return reading

    def _reading(self, id_: str, path: tuple[str, ...]) -> Reading[Any]:
        parameter = self._parameters[id_]
        index = parameter.index_at(self.day)
        value = parameter.values[index] if index >= 0 else None
        if value is None:
            raise NotInForce(parameter, self.day)
        for step in path:
            value = value[step]
        steps = " · ".join(getattr(step, "label", step) for step in path)  # codes have Thai labels
        label = parameter.description + (f" ({steps})" if path else "")
        single = isinstance(value, str | int | bool | Decimal | dt.date)
        leaf = Explanation(
            code=id_,
            label=label,
            value=value if single else None,
            unit=unit_label(parameter.unit) if single else "",
            formula=parameter.reading,
            citations=parameter.citations[index],
        )
        return Reading(value, leaf)

    def recording(self) -> AbstractContextManager[list[Explanation]]:
        """Collect the leaf of every value read inside, of this law or another."""
        return _recording()


@contextmanager
def _recording() -> Iterator[list[Explanation]]:
    leaves: list[Explanation] = []
    token = _leaves.set((*_leaves.get(), leaves))
    try:
        yield leaves
    finally:
        _leaves.reset(token)
