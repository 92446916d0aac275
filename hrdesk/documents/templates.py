"""Letter and order texts: data the office may edit, checked before they are used.

A file in ``resources/letters`` declares the fields its text may use; a field used but not
declared, declared but not used, or a key nobody knows is a ``TemplateError`` naming it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from hrdesk import paths
from hrdesk.documents.errors import TemplateError
from hrdesk.documents.fields import Field
from hrdesk.documents.samples import VALUES
from hrdesk.documents.style import DEFAULT_STYLE, PaperStyle
from hrdesk.documents.text import Run
from hrdesk.documents.values import BLANK, written

_FIELD = re.compile(r"\{([^{}]*)\}")
_NAME = re.compile(r"[a-z][a-z0-9_]*\Z")
_KEYS = {"title", "fields", "source", "note", "subject", "parts"}
_OPTIONAL_KEYS = {"form"}
_FIELD_KEYS = {"label", "keep", "optional"}


@dataclass(frozen=True, slots=True)
class TemplateField:
    """A value the text takes: its Thai label, and whether its words must not be parted."""

    name: str
    label: str
    keep: bool = False
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Rendered:
    """Texts ready for a paper, and the names of the fields that had no value."""

    subject: str
    parts: Mapping[str, tuple[tuple[Run, ...], ...]]
    unfilled: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Template:
    """A checked text: subject, named parts of paragraphs, and where it comes from.

    ``form`` is the number of the kind of order in the register of ก.พ., where it has one.
    """

    name: str
    title: str
    subject: str
    parts: Mapping[str, tuple[str, ...]]
    fields: Mapping[str, TemplateField]
    source: str
    note: str
    form: str = ""

    def render(self, values: Mapping[str, object], *, parts: tuple[str, ...] = ()) -> Rendered:
        """Fill the subject and the named parts (all when none is named).

        A field without a value is printed as dots; a value for no field is a ``TemplateError``.
        """
        for name in values:
            if name not in self.fields:
                raise TemplateError(file=self.name, field=name, problem="value_for_no_field")
        chosen = parts or tuple(self.parts)
        used = {
            name
            for text in (self.subject, *(p for part in chosen for p in self.parts[part]))
            for name in _FIELD.findall(text)
        }
        texts = {name: written(values.get(name)) for name in used}
        filled = {
            part: tuple(self._runs(text, texts) for text in self.parts[part]) for part in chosen
        }
        subject = "".join(run.text for run in self._runs(self.subject, texts))
        unfilled = tuple(
            name
            for name, field in self.fields.items()
            if name in used and not texts[name] and not field.optional
        )
        return Rendered(subject, filled, unfilled)

    def _runs(self, text: str, texts: Mapping[str, str]) -> tuple[Run, ...]:
        runs: list[Run] = []
        at = 0
        for found in _FIELD.finditer(text):
            runs.append(Run(text[at : found.start()]))
            field = self.fields[found[1]]
            value = texts[field.name] or ("" if field.optional else BLANK)
            runs.append(Run(value, keep=field.keep))
            at = found.end()
        runs.append(Run(text[at:]))
        return tuple(run for run in runs if run.text)


@lru_cache(maxsize=256)
def load(name: str) -> Template:
    """Return the template shipped as ``resources/letters/<name>.yaml``."""
    return read(paths.resource(f"letters/{name}.yaml"))


def read(file: Path) -> Template:
    """Read and check one template file; ``TemplateError`` names the file and the fault."""
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError as problem:
        raise TemplateError(file=file.name, field="", problem="no_such_file") from problem
    return parse(text, file.name)


def parse(text: str, file: str) -> Template:
    """Check a template's text (an office's own version comes from the database)."""
    try:
        content = yaml.load(text, Loader=_StrictLoader)
    except yaml.YAMLError as problem:
        raise TemplateError(file=file, field="", problem=f"not_yaml: {problem}") from problem
    if not isinstance(content, dict):
        raise TemplateError(file=file, field="", problem="not_a_mapping")
    for key in sorted(_KEYS ^ (set(content) - _OPTIONAL_KEYS)):
        fault = "unknown_key" if key in content else "missing_key"
        raise TemplateError(file=file, field=str(key), problem=fault)
    for key in ("title", "source", "subject", "note", "form"):
        may_be_empty = key in {"note", "form"}
        if not isinstance(content.get(key, ""), str) or not (may_be_empty or content[key].strip()):
            raise TemplateError(file=file, field=key, problem="not_text")
    fields = _fields(content["fields"], file)
    parts = _parts(content["parts"], file)
    texts = [("subject", content["subject"])]
    texts += [(part, paragraph) for part, paragraphs in parts.items() for paragraph in paragraphs]
    _check_fields(texts, fields, file)
    return Template(
        name=file,
        title=content["title"].strip(),
        subject=content["subject"].strip(),
        parts=parts,
        fields=fields,
        source=content["source"].strip(),
        note=content["note"].strip(),
        form=content.get("form", "").strip(),
    )


@dataclass(frozen=True, slots=True)
class TemplateName:
    """A shipped text: its name, its Thai title, the kind of paper it belongs to, its form."""

    name: str
    title: str
    kind: str
    form: str = ""


def names() -> tuple[TemplateName, ...]:
    """Return every shipped text, in the order of the papers and then by name."""
    from hrdesk.documents.registry import PAPERS

    found = sorted(file.stem for file in paths.resource("letters").glob("*.yaml"))
    return tuple(
        TemplateName(name, load(name).title, paper.kind, load(name).form)
        for paper in PAPERS
        for name in found
        if paper.has_template(name)
    )


def sample_values(name: str) -> dict[str, str]:
    """Return an invented value for every field that the shipped text declares."""
    return sample_of(load(name))


def sample_of(template: Template) -> dict[str, str]:
    """Return an invented value for every field a text declares."""
    return {name: VALUES.get(name, f"({field.label})") for name, field in template.fields.items()}


def preview(name: str, template: Template, style: PaperStyle = DEFAULT_STYLE) -> bytes:
    """Return the paper of this text filled with invented data, as a PDF.

    ``template`` may be the office's own; fields unknown to the shipped one are printed as dots.
    """
    from hrdesk.documents.registry import paper_of_template

    paper, variant = paper_of_template(name)
    built: bytes = paper.module.build(paper.module.sample(variant, template), style)
    return built


def revised(name: str, subject: str, parts: Mapping[str, Sequence[str]]) -> Template:
    """Return the shipped text with other words: fields not used any more are no longer declared.

    ``TemplateError`` names a field the shipped text does not declare, an unpaired brace, a part
    that is missing (``missing_part``) or one the paper does not have (``unknown_part``).
    """
    base = load(name)
    for part in sorted(set(base.parts) ^ set(parts)):
        problem = "unknown_part" if part in parts else "missing_part"
        raise TemplateError(file=base.name, field=part, problem=problem)
    texts = [subject, *(paragraph for part in parts.values() for paragraph in part)]
    used = {found for text in texts for found in _FIELD.findall(text)}
    kept = {field: facts for field, facts in base.fields.items() if field in used}
    given = {part: tuple(lines) for part, lines in parts.items()}
    return parse(dump(replace(base, subject=subject, parts=given, fields=kept)), base.name)


def dump(template: Template) -> str:
    """Return a text as YAML that ``parse`` reads back as the same."""
    content: dict[str, Any] = {
        "title": template.title,
        "source": template.source,
        "note": template.note,
        "subject": template.subject,
        "fields": {
            field.name: {"label": field.label, "keep": field.keep, "optional": field.optional}
            for field in template.fields.values()
        },
        "parts": {part: list(paragraphs) for part, paragraphs in template.parts.items()},
    }
    if template.form:
        content["form"] = template.form
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=10_000)


def known_values(template: Template, values: Mapping[str, object]) -> dict[str, object]:
    """Return those of the values that the text asks for."""
    return {name: value for name, value in values.items() if name in template.fields}


def missing_values(
    template: Template,
    values: Mapping[str, object],
    *,
    parts: Sequence[str] | None = None,
    subject: bool = True,
) -> tuple[Field, ...]:
    """Return the fields of the text that have no value yet, as fields of a paper.

    ``parts`` are the ones that will be printed (all when ``None``); ``subject`` says whether the
    text's own subject will be. The agency's name is not among them: every paper asks for it.
    """
    chosen = template.parts if parts is None else parts
    texts = [paragraph for part in chosen for paragraph in template.parts[part]]
    texts += [template.subject] if subject else []
    used = {name for text in texts for name in _FIELD.findall(text)}
    return tuple(
        Field(f"values.{name}", field.label, True, "paper.values")
        for name, field in template.fields.items()
        if name in used - {"agency"} and not field.optional and not written(values.get(name))
    )


def _fields(content: Any, file: str) -> dict[str, TemplateField]:
    if not isinstance(content, dict):
        raise TemplateError(file=file, field="fields", problem="not_a_mapping")
    fields: dict[str, TemplateField] = {}
    for name, facts in content.items():
        if not isinstance(name, str) or not _NAME.match(name):
            raise TemplateError(file=file, field=str(name), problem="not_a_field_name")
        if isinstance(facts, str):
            fields[name] = TemplateField(name, facts)
            continue
        if not isinstance(facts, dict) or not isinstance(facts.get("label"), str):
            raise TemplateError(file=file, field=name, problem="no_label")
        for key in facts:
            if key not in _FIELD_KEYS:
                raise TemplateError(file=file, field=f"{name}.{key}", problem="unknown_key")
        fields[name] = TemplateField(
            name, facts["label"], bool(facts.get("keep")), bool(facts.get("optional"))
        )
    return fields


def _parts(content: Any, file: str) -> dict[str, tuple[str, ...]]:
    if not isinstance(content, dict) or not content:
        raise TemplateError(file=file, field="parts", problem="not_a_mapping")
    parts: dict[str, tuple[str, ...]] = {}
    for name, paragraphs in content.items():
        is_text = isinstance(paragraphs, list) and all(isinstance(p, str) for p in paragraphs)
        if not is_text or not paragraphs:
            raise TemplateError(file=file, field=f"parts.{name}", problem="not_paragraphs")
        parts[str(name)] = tuple(" ".join(paragraph.split()) for paragraph in paragraphs)
    return parts


def _check_fields(
    texts: list[tuple[str, str]], fields: Mapping[str, TemplateField], file: str
) -> None:
    used: set[str] = set()
    for part, text in texts:
        for name in _FIELD.findall(text):
            if name not in fields:
                raise TemplateError(file=file, field=name, problem=f"unknown_field in {part}")
            used.add(name)
        if set(_FIELD.sub("", text)) & {"{", "}"}:
            raise TemplateError(file=file, field=part, problem="unpaired_brace")
    for name in fields:
        if name not in used:
            raise TemplateError(file=file, field=name, problem="field_not_used")


class _StrictLoader(yaml.SafeLoader):
    """YAML that refuses a key given twice."""


def _no_twins(loader: _StrictLoader, node: yaml.MappingNode) -> dict[Any, Any]:
    keys = [loader.construct_object(key) for key, _ in node.value]
    for key in keys:
        if keys.count(key) > 1:
            raise yaml.constructor.ConstructorError(
                None, None, f"duplicate key {key}", node.start_mark
            )
    return loader.construct_mapping(node, deep=True)


_StrictLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _no_twins)
