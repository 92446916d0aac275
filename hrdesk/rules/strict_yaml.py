"""Reading YAML so that a slip in a data file is an error: no duplicate keys, a mapping at the top."""

from __future__ import annotations

from pathlib import Path
from typing import Any


class DataFileError(ValueError):
    """A data file of the rules is wrong at ``key``; a fault of the program, not of its user."""

    def __init__(self, file: str, key: str, message: str) -> None:
        super().__init__(f"{file}: {key or 'file'}: {message}")
        self.file = file
        self.key = key
        self.message = message


def read_mapping(file: Path) -> dict[str, Any]:
    """The mapping a YAML file holds; raises DataFileError for bad YAML and duplicate keys."""
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError as problem:
        raise DataFileError(file.name, "", f"not YAML: {problem}") from problem
    return parse_mapping(file.name, text)


def parse_mapping(name: str, text: str) -> dict[str, Any]:
    """The mapping of a YAML text called ``name``; raises DataFileError as ``read_mapping``."""
    import yaml

    base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times as fast where it is built

    class _Loader(base):  # type: ignore[misc]
        """A safe loader that refuses a key given twice in one mapping."""

    def construct_mapping(loader: Any, node: yaml.MappingNode) -> dict[Any, Any]:
        found: dict[Any, Any] = {}
        for key_node, value_node in node.value:
            key = loader.construct_object(key_node, deep=True)
            if key in found:
                line = key_node.start_mark.line + 1
                raise DataFileError(name, str(key), f"duplicate key in line {line}")
            found[key] = loader.construct_object(value_node, deep=True)
        return found

    _Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, construct_mapping)
    try:
        content = yaml.load(text, Loader=_Loader)
    except DataFileError:
        raise
    except (yaml.YAMLError, ValueError, TypeError) as problem:
        # ValueError: a date that does not exist; TypeError: a list as a key
        raise DataFileError(name, "", f"not YAML: {problem}") from problem
    if not isinstance(content, dict):
        raise DataFileError(name, "", "the file must hold a mapping")
    return content
