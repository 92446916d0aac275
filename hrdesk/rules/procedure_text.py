"""Procedures as text: a mapping that can be edited, the YAML it is written as, the office's copy.

A document is the mapping of a procedure file as it was read, right or wrong: the strict reader of
``procedure_file`` says whether it may be used. Nothing here changes what a document means, except
``copied``, which makes it the office's own.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from hrdesk.rules.procedure import FINISH, FOLDER, OFFICE, ProcedureError, released
from hrdesk.rules.strict_yaml import DataFileError, parse_mapping

Document = dict[str, Any]
"""The mapping of a procedure file."""

_TOP = (
    "id", "version", "agency", "case_type", "title", "person", "round", "retention",
    "in_force_from", "rules_from", "note", "sources", "papers", "steps",
)  # fmt: skip
_STEP = (
    "key", "title", "role", "branch", "waits_for_others", "usual_days", "periods", "waits",
    "result_label", "outcomes", "remark", "checks", "papers_in", "next", "sources", "produces",
)  # fmt: skip
_LEAF = (
    "key", "label", "text", "title", "kind", "instrument", "clause", "note", "required", "choices",
    "days", "months", "working_days", "law", "result", "counts_from", "direction", "levels",
    "extension_months", "moves", "before_step", "next", "returns", "tone", "source", "outcomes",
)  # fmt: skip
_KEPT = frozenset({"usual_days", "papers", "note"})  # written even where they are empty
_TRUE_UNLESS_SAID = frozenset({"moves", "person"})


class _Flow(dict[str, Any]):
    """A mapping that is written on one line."""


class _Words(list[Any]):
    """A list of keys that is written on one line."""


def program_text(procedure_id: str, version: int) -> str:
    """The text of a procedure that the program brings; raises ProcedureError."""
    if (procedure_id, version) not in released():
        raise ProcedureError(FOLDER.name, f"{procedure_id}@{version}", "no such procedure")
    agency, case_type = procedure_id.split(".")
    return (FOLDER / agency / f"{case_type}@{version}.yaml").read_text(encoding="utf-8")


def read_document(text: str, name: str = "") -> Document:
    """The mapping that a text holds; raises ProcedureError where it cannot be edited at all.

    It can be edited when ``steps``, ``papers`` and ``sources`` are lists of mappings with a key.
    """
    try:
        document = parse_mapping(name, text)
    except DataFileError as problem:
        raise ProcedureError(problem.file, problem.key, problem.message) from problem
    for part in ("sources", "papers", "steps"):
        items = document.setdefault(part, [])
        if not isinstance(items, list) or not all(_keyed(item) for item in items):
            raise ProcedureError(name, part, "must be a list of mappings, each with a key")
    return document


def write_document(document: Mapping[str, Any]) -> str:
    """The document as YAML in the order of the released files, without what is empty."""
    import yaml

    class _Writer(yaml.SafeDumper):
        """Writes leaves on one line and lists under their key."""

        def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
            super().increase_indent(flow, indentless=indentless and flow)

    _Writer.add_representer(
        _Flow,
        lambda writer, leaf: writer.represent_mapping("tag:yaml.org,2002:map", leaf, True),
    )
    _Writer.add_representer(
        _Words,
        lambda writer, words: writer.represent_sequence("tag:yaml.org,2002:seq", words, True),
    )
    blocks = [
        yaml.dump(
            {key: value},
            Dumper=_Writer,
            allow_unicode=True,
            sort_keys=False,
            width=100_000,  # a sentence stays on its line: YAML would break it at spaces
        )
        for key, value in _tidy_top(document).items()
    ]
    return "".join(
        f"\n{block}" if block.startswith(("sources", "papers", "steps")) else block
        for block in blocks
    )


def copied(
    document: Mapping[str, Any], *, number: int, agency: str, in_force_from: dt.date
) -> Document:
    """The document as a version of the office's own, with another number and first day."""
    made = {key: _copy(value) for key, value in document.items()}
    made["id"] = f"{OFFICE}.{made.get('case_type', '')}"
    made["version"] = number
    made["agency"] = agency
    made["in_force_from"] = in_force_from
    made["rules_from"] = min(_day(made.get("rules_from"), in_force_from), in_force_from)
    return made


def main_path(document: Mapping[str, Any]) -> list[str]:
    """The keys of the steps from the first on by ``next`` alone, each once."""
    steps = {step["key"]: step for step in document["steps"]}
    key = document["steps"][0]["key"] if document["steps"] else FINISH
    path: list[str] = []
    while key in steps and key not in path:
        path.append(key)
        key = steps[key].get("next", FINISH)
    return path


def settled(document: Mapping[str, Any]) -> Document:
    """The document with the main path first and ``branch`` true off it, and only there."""
    made = {key: _copy(value) for key, value in document.items()}
    path = main_path(made)
    for step in made["steps"]:
        step["branch"] = step["key"] not in path
    made["steps"].sort(key=lambda step: (step["branch"], _place(path, step["key"])))
    return made


def _place(path: list[str], key: str) -> int:
    return path.index(key) if key in path else 0  # branches keep their order: sorting is stable


def _keyed(item: Any) -> bool:
    return isinstance(item, dict) and isinstance(item.get("key"), str)


def _day(value: Any, otherwise: dt.date) -> dt.date:
    return value if isinstance(value, dt.date) else otherwise


def _copy(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _copy(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_copy(item) for item in value]
    return value


def _tidy_top(document: Mapping[str, Any]) -> Document:
    made = _tidy(document, _TOP)
    for part in ("sources", "papers"):
        made[part] = [_leaf(item, part) for item in document.get(part, ())]
    made["steps"] = [_tidy_step(step) for step in document.get("steps", ())]
    return {key: made[key] for key in _ordered(made, _TOP)}


def _tidy_step(step: Mapping[str, Any]) -> Document:
    made = _tidy(step, _STEP)
    for part, value in made.items():
        if isinstance(value, list):
            leaves = [_leaf(item, part) if isinstance(item, dict) else item for item in value]
            made[part] = leaves if isinstance(value[0], dict) else _Words(leaves)
    return made


def _leaf(item: Mapping[str, Any], part: str) -> Mapping[str, Any]:
    """One part of a list: on one line, except sources, whose notes are long."""
    tidy = {
        key: item[key]
        for key in _ordered(item, _LEAF)
        if not _is_empty(key, item[key]) or (part == "papers" and key == "required")
    }
    if part == "sources":
        return tidy
    return _Flow(
        {
            key: [_leaf(each, key) for each in value]
            if key == "outcomes" and isinstance(value, list)
            else value
            for key, value in tidy.items()
        }
    )


def _tidy(mapping: Mapping[str, Any], order: tuple[str, ...]) -> Document:
    return {
        key: mapping[key]
        for key in _ordered(mapping, order)
        if key in _KEPT or not _is_empty(key, mapping[key])
    }


def _ordered(mapping: Mapping[str, Any], order: tuple[str, ...]) -> Iterable[str]:
    return [
        *(key for key in order if key in mapping),
        *(key for key in mapping if key not in order),
    ]


def _is_empty(key: str, value: Any) -> bool:
    if key in _TRUE_UNLESS_SAID:
        return value is True
    return value is None or value is False or value in ("", [], {})
