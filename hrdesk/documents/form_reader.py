"""Reading and writing definitions of forms: strict, naming the file and the key of every fault."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, get_args

import yaml

from hrdesk.documents.errors import TemplateError
from hrdesk.documents.forms import (
    FIELD,
    OFFICE_VALUES,
    Answers,
    Body,
    Boxes,
    Form,
    FormColumn,
    Grid,
    ItemList,
    Lines,
    PageNumbers,
    Part,
    PeopleList,
    Question,
    SignAll,
    Signer,
    Signs,
    Words,
)
from hrdesk.documents.table import CellAlign
from hrdesk.rules.strict_yaml import DataFileError, parse_mapping

_TEXTS = ("title", "source", "note", "mark")
_MAY_BE_EMPTY = {"note", "mark", "source"}
_DECLARED = ("fields", "people", "items")
_KEYS = {
    *_TEXTS, *_DECLARED, "head", "landscape", "page_numbers", "questions", "tables", "parts",
}  # fmt: skip
_NEEDED = {"title", "source", "note", "head", "parts"}
_PART_KEYS = {"id", "heading", "optional"}
_MOST_BLANK = 40


def read_form(text: str, key: str) -> Form:
    """Read one definition; everything it uses must be declared in it."""
    file = f"{key}.yaml"
    try:
        content = parse_mapping(file, text)
    except DataFileError as problem:
        raise TemplateError(file=file, field=problem.key, problem=problem.message) from problem
    return _Reader(file).form(key, content)


def check_within(form: Form, base: Form) -> None:
    """Refuse what the shipped form does not declare: nobody would fill it."""
    file = f"{form.key}.yaml"
    pairs: list[tuple[str, Mapping[str, Any], Mapping[str, Any]]] = [
        (kind, getattr(form, kind), getattr(base, kind))
        for kind in ("fields", "questions", "tables", "people", "items")
    ]
    pairs += [
        (f"tables.{name}", columns, base.tables.get(name, {}))
        for name, columns in form.tables.items()
    ]
    pairs += [
        (f"questions.{name}", question.options, base.questions[name].options)
        for name, question in form.questions.items()
        if name in base.questions
    ]
    for where, given, known in pairs:
        for name in given:
            if name not in known:
                raise TemplateError(file=file, field=f"{where}.{name}", problem="unknown_field")


def dump_form(form: Form) -> str:
    """Return a form as YAML that ``read_form`` reads back as the same."""
    content: dict[str, Any] = {name: getattr(form, name) for name in _TEXTS}
    content |= {
        "head": list(form.head),
        "landscape": form.landscape,
        "page_numbers": form.page_numbers,
        "fields": dict(form.fields),
        "questions": {
            name: {"label": each.label, "options": dict(each.options)}
            for name, each in form.questions.items()
        },
        "tables": {name: dict(columns) for name, columns in form.tables.items()},
        "people": dict(form.people),
        "items": dict(form.items),
        "parts": [_part_content(part) for part in form.parts],
    }
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=10_000)


def _part_content(part: Part) -> dict[str, Any]:
    return {
        "id": part.id,
        "heading": part.heading,
        "optional": part.optional,
        **_body_content(part.body),
    }


def _body_content(body: Body) -> dict[str, Any]:
    made: dict[str, Any]
    match body:
        case Lines():
            made = {"lines": [dict(row) for row in body.rows]}
        case Boxes():
            made = {"boxes": list(body.questions)}
        case Grid():
            columns = [
                {"field": c.field, "title": c.title, "width": c.width, "align": c.align}
                for c in body.columns
            ]
            made = {"table": {"of": body.table, "columns": columns, "blank_rows": body.blank_rows}}
        case Words():
            made = {"words": list(body.paragraphs)}
        case Answers():
            made = {"answers": {"of": dict(body.items), "numbered": body.numbered}}
        case PeopleList():
            made = {"list": body.people}
        case ItemList():
            made = {"items": body.items}
        case Signs():
            signers = [
                {"role": s.role, "name": s.name, "post": s.post, "dated": s.dated}
                for s in body.signers
            ]
            made = {"sign": signers}
        case SignAll():
            made = {"sign_all": {"of": body.people, "as_table": body.as_table}}
    return made


class _Reader:
    """Reads one file; every fault is told with the path of its key."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._bodies: dict[str, Callable[[Any, str], Body]] = {
            "lines": self._lines,
            "boxes": self._boxes,
            "table": self._table,
            "words": self._words,
            "answers": self._answers,
            "list": lambda value, at: PeopleList(self._known(value, self._form_people, at)),
            "items": lambda value, at: ItemList(self._known(value, self._form_items, at)),
            "sign": self._sign,
            "sign_all": self._sign_all,
        }

    def form(self, key: str, content: Mapping[str, Any]) -> Form:
        self._only(content, _KEYS, "", _NEEDED)
        for name in _TEXTS:
            self._text(content.get(name, ""), name, empty=name in _MAY_BE_EMPTY)
        self._fields = self._labels(content.get("fields", {}), "fields")
        self._form_people = self._labels(content.get("people", {}), "people")
        self._form_items = self._labels(content.get("items", {}), "items")
        self._tables = {
            name: self._labels(columns, f"tables.{name}")
            for name, columns in self._mapping(content.get("tables", {}), "tables").items()
        }
        self._questions = self._read_questions(content.get("questions", {}))
        numbers: Any = content.get("page_numbers", "dashes")
        if numbers not in get_args(PageNumbers):
            self._fail("page_numbers", "unknown_value")
        return Form(
            key=key,
            title=content["title"].strip(),
            source=content["source"].strip(),
            note=content["note"].strip(),
            head=self._paragraphs(content["head"], "head"),
            mark=str(content.get("mark", "")).strip(),
            landscape=self._flag(content.get("landscape", False), "landscape"),
            page_numbers=numbers,
            fields=self._fields,
            questions=self._questions,
            tables=self._tables,
            people=self._form_people,
            items=self._form_items,
            parts=self._parts(content["parts"]),
        )

    def _parts(self, content: Any) -> tuple[Part, ...]:
        found: list[Part] = []
        for number, given in enumerate(self._list(content, "parts")):
            at = f"parts.{number + 1}"
            part = self._mapping(given, at)
            self._only(part, _PART_KEYS | set(self._bodies), at, {"id"})
            name = self._text(part["id"], f"{at}.id")
            if name in {each.id for each in found}:
                self._fail(f"{at}.id", "twice")
            at = f"parts.{name}"
            kinds = [kind for kind in self._bodies if kind in part]
            if len(kinds) != 1:
                self._fail(at, "not_one_body")
            found.append(
                Part(
                    id=name,
                    heading=self._text(part.get("heading", ""), f"{at}.heading", empty=True),
                    body=self._bodies[kinds[0]](part[kinds[0]], f"{at}.{kinds[0]}"),
                    optional=self._flag(part.get("optional", False), f"{at}.optional"),
                )
            )
        return tuple(found)

    def _read_questions(self, content: Any) -> dict[str, Question]:
        found = {}
        for name, given in self._mapping(content, "questions").items():
            at = f"questions.{name}"
            question = self._mapping(given, at)
            self._only(question, {"label", "options"}, at, {"label", "options"})
            options = self._labels(question["options"], f"{at}.options")
            label = self._text(question["label"], f"{at}.label", empty=True)
            for words in (label, *options.values()):
                self._check_words(words, at)
            found[name] = Question(label, options)
        return found

    def _lines(self, value: Any, at: str) -> Lines:
        rows = []
        for given in self._list(value, at):
            row = {given: 1} if isinstance(given, str) else self._mapping(given, at)
            rows.append(
                tuple(
                    (self._known(name, self._fields, at), self._number(share, f"{at}.{name}"))
                    for name, share in row.items()
                )
            )
        return Lines(tuple(rows))

    def _boxes(self, value: Any, at: str) -> Boxes:
        return Boxes(
            tuple(self._known(name, self._questions, at) for name in self._list(value, at))
        )

    def _table(self, value: Any, at: str) -> Grid:
        given = self._mapping(value, at)
        self._only(given, {"of", "columns", "blank_rows"}, at, {"of", "columns"})
        table = self._known(given["of"], self._tables, f"{at}.of")
        columns = []
        for number, each in enumerate(self._list(given["columns"], f"{at}.columns"), 1):
            where = f"{at}.columns.{number}"
            column = self._mapping(each, where)
            self._only(column, {"field", "title", "width", "align"}, where, {"field", "width"})
            name = self._known(column["field"], self._tables[table], where)
            align: Any = column.get("align", "left")
            if align not in get_args(CellAlign):
                self._fail(f"{where}.align", "unknown_value")
            title = self._text(column.get("title", self._tables[table][name]), where, empty=True)
            columns.append(FormColumn(name, title, self._number(column["width"], where), align))
        blank = given.get("blank_rows", 0)
        if not isinstance(blank, int) or not 0 <= blank <= _MOST_BLANK:
            self._fail(f"{at}.blank_rows", "not_a_number")
        return Grid(table, tuple(columns), blank)

    def _words(self, value: Any, at: str) -> Words:
        return Words(self._paragraphs(value, at))

    def _answers(self, value: Any, at: str) -> Answers:
        given = self._mapping(value, at)
        self._only(given, {"of", "numbered"}, at, {"of"})
        items = []
        for name, count in self._mapping(given["of"], f"{at}.of").items():
            if not isinstance(count, int) or not 0 <= count <= _MOST_BLANK:
                self._fail(f"{at}.of.{name}", "not_a_number")
            items.append((self._known(name, self._fields, at), count))
        return Answers(tuple(items), self._flag(given.get("numbered", False), at))

    def _sign(self, value: Any, at: str) -> Signs:
        signers = []
        for number, each in enumerate(self._list(value, at), 1):
            where = f"{at}.{number}"
            given = self._mapping(each, where)
            self._only(given, {"role", "name", "post", "dated"}, where, {"role"})
            name, post = (
                self._known(given[key], self._fields, where) if given.get(key) else ""
                for key in ("name", "post")
            )
            role = self._text(given["role"], where, empty=True)
            dated = self._flag(given.get("dated", True), where)
            signers.append(Signer(role, name, post, dated))
        return Signs(tuple(signers))

    def _sign_all(self, value: Any, at: str) -> SignAll:
        given = self._mapping(value, at)
        self._only(given, {"of", "as_table"}, at, {"of"})
        people = self._known(given["of"], self._form_people, at)
        return SignAll(people, self._flag(given.get("as_table", True), at))

    def _paragraphs(self, value: Any, at: str) -> tuple[str, ...]:
        found = [" ".join(self._text(each, at).split()) for each in self._list(value, at)]
        for words in found:
            self._check_words(words, at)
        return tuple(found)

    def _check_words(self, words: str, at: str) -> None:
        for name in FIELD.findall(words):
            if name not in self._fields and name not in OFFICE_VALUES:
                self._fail(f"{at}: {name}", "unknown_field")
        if set(FIELD.sub("", words)) & {"{", "}"}:
            self._fail(at, "unpaired_brace")

    def _labels(self, value: Any, at: str) -> dict[str, str]:
        return {
            str(name): self._text(label, f"{at}.{name}")
            for name, label in self._mapping(value, at).items()
        }

    def _known(self, name: Any, declared: Mapping[str, Any], at: str) -> str:
        if name not in declared:
            self._fail(f"{at}: {name}", "unknown_field")
        return str(name)

    def _only(self, given: Mapping[str, Any], known: set[str], at: str, needed: set[str]) -> None:
        prefix = f"{at}." if at else ""
        for key in given:
            if key not in known:
                self._fail(f"{prefix}{key}", "unknown_key")
        for key in sorted(needed - set(given)):
            self._fail(f"{prefix}{key}", "missing_key")

    def _mapping(self, value: Any, at: str) -> Mapping[str, Any]:
        if not isinstance(value, dict):
            self._fail(at, "not_a_mapping")
        return dict(value)

    def _list(self, value: Any, at: str) -> Sequence[Any]:
        if not isinstance(value, list) or not value:
            self._fail(at, "not_a_list")
        return list(value)

    def _text(self, value: Any, at: str, *, empty: bool = False) -> str:
        if not isinstance(value, str) or not (empty or value.strip()):
            self._fail(at, "not_text")
        return str(value).strip()

    def _flag(self, value: Any, at: str) -> bool:
        if not isinstance(value, bool):
            self._fail(at, "not_yes_or_no")
        return bool(value)

    def _number(self, value: Any, at: str) -> float:
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not value > 0:
            self._fail(at, "not_a_number")
        return float(value)

    def _fail(self, field: str, problem: str) -> None:
        raise TemplateError(file=self._file, field=field, problem=problem)
