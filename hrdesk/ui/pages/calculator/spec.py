"""What a form asks for, read from the JSON schema of a kind's facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from hrdesk.rules import codes
from hrdesk.ui.pages.calculator.labels import CODES, YES_NO, fact_label


class Shape(StrEnum):
    """How a fact is asked for."""

    DATE = "date"
    DATES = "dates"
    NUMBER = "number"
    NUMBERS = "numbers"
    INTEGER = "integer"
    INTEGERS = "integers"
    TEXT = "text"
    TEXTS = "texts"
    CHOICE = "choice"
    FLAG = "flag"
    MAYBE = "maybe"
    GROUP = "group"
    ROWS = "rows"
    BLOCKS = "blocks"
    POINTS = "points"


LISTS = {
    Shape.DATES: Shape.DATE,
    Shape.NUMBERS: Shape.NUMBER,
    Shape.INTEGERS: Shape.INTEGER,
    Shape.TEXTS: Shape.TEXT,
}
"""Shapes typed in one line with commas between, and the shape of each part."""

_SINGLE = {
    "integer": Shape.INTEGER,
    "boolean": Shape.FLAG,
    "string": Shape.TEXT,
    "object": Shape.POINTS,
}
_NESTED = {Shape.GROUP, Shape.ROWS, Shape.BLOCKS, *LISTS}


@dataclass(frozen=True, slots=True)
class Spec:
    """One fact: name, Thai label, shape; ``parts`` of a group or row, ``choices`` as (code, words).

    ``nullable`` says that nothing chosen is an answer of its own.
    """

    name: str
    label: str
    shape: Shape
    required: bool
    nullable: bool
    default: Any = None
    choices: tuple[tuple[str, str], ...] = ()
    parts: tuple[Spec, ...] = ()

    @property
    def must(self) -> bool:
        """Whether there is no answer without it."""
        return self.required and not self.nullable and self.shape is not Shape.FLAG


def specs_of(kind: str, schema: Mapping[str, Any], words: Mapping[str, str]) -> tuple[Spec, ...]:
    """Return what the form of a kind asks for; required facts first, tables after fields."""
    return _Reader(schema.get("$defs", {}), words).fields(schema, kind)


class _Reader:
    def __init__(self, defs: Mapping[str, Any], words: Mapping[str, str]) -> None:
        self._defs = defs
        self._words = words

    def fields(self, schema: Mapping[str, Any], path: str) -> tuple[Spec, ...]:
        required = set(schema.get("required", ()))
        found = [
            self._field(name, each, f"{path}.{name}", name in required)
            for name, each in schema["properties"].items()
        ]
        # The scheme decides which points are asked for; what may be left out comes last.
        tables = {Shape.ROWS, Shape.BLOCKS}
        found.sort(key=lambda s: (s.name != "scheme", not s.required, s.shape in tables))
        return tuple(found)

    def _field(self, name: str, schema: Mapping[str, Any], path: str, required: bool) -> Spec:
        options = [self._resolved(each) for each in schema.get("anyOf", (schema,))]
        real = [each for each in options if each.get("type") != "null"]
        nullable = len(real) < len(options)
        shape, choices, parts = self._shape(real, path)
        if shape is Shape.FLAG and nullable:
            shape, choices = Shape.MAYBE, YES_NO
        default = schema.get("default")
        return Spec(name, fact_label(path), shape, required, nullable, default, choices, parts)

    def _resolved(self, schema: Mapping[str, Any]) -> Mapping[str, Any]:
        if "$ref" not in schema:
            return schema
        found: Mapping[str, Any] = self._defs[schema["$ref"].rpartition("/")[2]]
        return found

    def _shape(
        self, options: list[Mapping[str, Any]], path: str
    ) -> tuple[Shape, tuple[tuple[str, str], ...], tuple[Spec, ...]]:
        types = {each["type"] for each in options}
        if "number" in types:
            return (Shape.NUMBERS if "array" in types else Shape.NUMBER), (), ()
        (schema,) = options
        if "enum" in schema:
            return Shape.CHOICE, self._choices(schema), ()
        if schema["type"] == "array":
            return self._list(self._resolved(schema["items"]), path)
        if "properties" in schema:
            return Shape.GROUP, (), self.fields(schema, path)
        return (Shape.DATE if schema.get("format") == "date" else _SINGLE[schema["type"]]), (), ()

    def _list(
        self, item: Mapping[str, Any], path: str
    ) -> tuple[Shape, tuple[tuple[str, str], ...], tuple[Spec, ...]]:
        if "properties" not in item:
            one, _, _ = self._shape([item], path)
            return next(many for many, single in LISTS.items() if single is one), (), ()
        parts = self.fields(item, path)
        nested = any(part.shape in _NESTED for part in parts)
        return (Shape.BLOCKS if nested else Shape.ROWS), (), parts

    def _choices(self, schema: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
        labelled = getattr(codes, schema.get("title", ""), None)
        found = []
        for code in schema["enum"]:
            if labelled is not None:
                words = self._coded(labelled(code))
            else:
                words = self._words.get(code) or CODES.get(code, code)
            found.append((code, words))
        return tuple(found)

    @staticmethod
    def _coded(member: Any) -> str:
        if isinstance(member, codes.Level):
            return f"{member.label} ({member.value})"
        return str(member.label)
