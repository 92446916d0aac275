"""Parts of a step as rows of small tables, and back: texts only, as they are typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from hrdesk.rules.codes import LabelError, Level
from hrdesk.rules.procedure import FINISH
from hrdesk.rules.procedure_text import Document
from hrdesk.ui.pages.person.rows_model import Cell
from hrdesk.ui.pages.procedures import words
from hrdesk.ui.pages.procedures.editing import keyed
from hrdesk.ui.pages.procedures.layout import reading

Row = dict[str, str]
Choices = tuple[tuple[str, str], ...]
YES: Choices = (("yes", "ใช่"),)
_NO: Choices = (("no", "ไม่เลื่อน"),)
_BEFORE: Choices = (("before", "ก่อนวันนั้น"),)
_UNITS: Choices = (*words.UNITS, *words.LAWS)
_TONE_WORDS = {"good": "เขียว", "warn": "เหลือง", "bad": "แดง"}
_TONES = {said: tone for tone, said in _TONE_WORDS.items()}


def step_choices(document: Document, *, without: str = "") -> Choices:
    """Return the steps that something may lead to, and the end."""
    titles = ((key, words.step_title(document, key)) for key in reading(document))
    numbered = (
        (key, f"{number} {title}")
        for number, (key, title) in enumerate(titles, 1)
        if key != without
    )
    return (*numbered, (FINISH, words.END_WORDS))


def day_choices(document: Document) -> Choices:
    """Return the days that a period may count from."""
    found = []
    for number, key in enumerate(reading(document), 1):
        step = next(step for step in document["steps"] if step["key"] == key)
        found.append((key, f"เสร็จขั้นตอน {number} {words.step_title(document, key)}"))
        found += [
            (f"{key}.{field['key']}", f"{field.get('label')} (ขั้นตอน {number})")
            for field in step.get("remark") or ()
            if field.get("kind") == "date"
        ]
    return tuple(found)


def source_choices(document: Document) -> Choices:
    """Return the sources that a step may cite."""
    return tuple((source["key"], words.source_words(source)) for source in document["sources"])


# -- columns ----------------------------------------------------------------------------------------


def outcome_cells(document: Document) -> tuple[Cell, ...]:
    """Return the columns of outcomes."""
    return (
        Cell("label", "ผล", 190, required=True),
        Cell("next", "นำไปยัง", 170, step_choices(document), required=True, default=FINISH),
        Cell("tone", "ความหมาย", 120, words.TONES, required=True, default="good"),
        Cell("returns", "ส่งกลับแก้", 90, YES),
    )


def period_cells(document: Document) -> tuple[Cell, ...]:
    """Return the columns of legal periods."""
    return (
        Cell("amount", "จำนวน", 60),
        Cell("unit", "หน่วย", 130, _UNITS, required=True, default="days"),
        Cell("counts_from", "นับจาก", 190, day_choices(document)),
        Cell("source", "แหล่งอ้างอิง", 170, source_choices(document), required=True),
        Cell("levels", "เฉพาะระดับ", 120),
        Cell("extension", "ขยาย (เดือน)", 90),
        Cell("moves", "ตรงวันหยุด", 90, _NO),
        Cell("direction", "ก่อน/หลัง", 100, _BEFORE),
        Cell("result", "ผลปรับปรุง", 120, words.RESULTS),
    )


def wait_cells(document: Document) -> tuple[Cell, ...]:
    """Return the columns of periods that run beside the steps."""
    return (
        Cell("title", "ชื่อ", 150, required=True),
        Cell("amount", "จำนวน", 60),
        Cell("unit", "หน่วย", 130, _UNITS, required=True, default="days"),
        Cell("counts_from", "นับจาก", 190, day_choices(document)),
        Cell("before_step", "ต้องครบก่อนปิดขั้นตอน", 180, step_choices(document)[:-1]),
        Cell("outcomes", "ผล เช่น ไม่มี=เขียว / มี=เหลือง", 220),
        Cell("source", "แหล่งอ้างอิง", 170, source_choices(document), required=True),
        Cell("moves", "ตรงวันหยุด", 90, _NO),
    )


def remark_cells() -> tuple[Cell, ...]:
    """Return the columns of remark fields."""
    return (
        Cell("label", "ช่อง", 170, required=True),
        Cell("kind", "ชนิด", 120, words.REMARK_KINDS, required=True, default="text"),
        Cell("required", "ต้องกรอก", 80, YES),
        Cell("choices", "ตัวเลือก (คั่นด้วย /)", 160),
    )


def check_cells(document: Document) -> tuple[Cell, ...]:
    """Return the columns of checks."""
    return (
        Cell("text", "สิ่งที่ต้องตรวจ", 240, required=True),
        Cell("source", "แหล่งอ้างอิง", 170, source_choices(document), required=True),
    )


def paper_cells() -> tuple[Cell, ...]:
    """Return the columns of the papers that come in."""
    return (Cell("label", "เอกสาร", 260, required=True), Cell("required", "ต้องมี", 70, YES))


def source_cells() -> tuple[Cell, ...]:
    """Return the columns of sources."""
    return (
        Cell("instrument", "กฎ ระเบียบ คู่มือ", 240, required=True),
        Cell("clause", "ข้อ", 120),
        Cell("note", "ข้อสังเกต", 200),
    )


# -- there ------------------------------------------------------------------------------------------


def to_rows(field: str, parts: Iterable[Mapping[str, Any]]) -> list[Row]:
    """Return the parts of one field of a step as rows."""
    return [
        {key: str(value) for key, value in _row(field, part).items() if value} for part in parts
    ]


def _row(field: str, part: Mapping[str, Any]) -> dict[str, Any]:
    if field in ("periods", "waits"):
        unit = next((name for name, _ in words.UNITS if part.get(name)), str(part.get("law") or ""))
        levels = [str(level) for level in part.get("levels") or ()]
        return {
            "key": part.get("key"),
            "title": part.get("title"),
            "amount": part.get(unit, "") if unit else "",
            "unit": unit,
            "counts_from": part.get("counts_from"),
            "source": part.get("source"),
            "levels": ", ".join(_level_words(level) for level in levels),
            "extension": part.get("extension_months"),
            "moves": "no" if part.get("moves") is False else "",
            "direction": "before" if part.get("direction") == "before" else "",
            "result": part.get("result"),
            "before_step": part.get("before_step"),
            "outcomes": _outcome_text(part.get("outcomes") or ()),
        }
    row = dict(part)
    for flag in ("required", "returns"):
        if flag in row:
            row[flag] = "yes" if row[flag] else ""
    if field == "remark":
        row["choices"] = " / ".join(str(each) for each in part.get("choices") or ())
    return row


def _level_words(level: str) -> str:
    return Level(level).label if level in {each.value for each in Level} else level


def _outcome_text(outcomes: Sequence[Mapping[str, Any]]) -> str:
    return " / ".join(
        f"{outcome.get('label')}={_TONE_WORDS.get(str(outcome.get('tone')), 'เขียว')}"
        for outcome in outcomes
    )


# -- and back ---------------------------------------------------------------------------------------


def from_rows(field: str, rows: Sequence[Row], before: Sequence[Mapping[str, Any]]) -> list[Any]:
    """Return what rows mean for a field; ``before`` are its parts as they were, for their keys."""
    if field == "periods":
        return [_length(row) | _binding(row) for row in rows]
    if field == "waits":
        known = {str(part.get("key")): part for part in before}
        return keyed([_wait(row, known.get(row.get("key", ""), {})) for row in rows], "wait")
    made: list[dict[str, Any]] = []
    for row in rows:
        part: dict[str, Any] = {key: value for key, value in row.items() if value}
        if field in ("remark", "papers"):
            part["required"] = row.get("required") == "yes"
        if field == "outcomes":
            part["returns"] = row.get("returns") == "yes"
        if field == "remark":
            part["choices"] = _parts(row.get("choices", ""))
        made.append(part)
    return keyed(made, _WORDS[field])


_WORDS = {
    "outcomes": "outcome", "remark": "field", "checks": "check", "papers": "paper",
    "sources": "source",
}  # fmt: skip


def _length(row: Row) -> dict[str, Any]:
    made: dict[str, Any] = {}
    unit = row.get("unit", "")
    if unit in dict(words.LAWS):
        made["law"] = unit
    elif unit:
        made[unit] = _number(row.get("amount", ""))
    if row.get("counts_from"):
        made["counts_from"] = row["counts_from"]
    if row.get("moves") == "no":
        made["moves"] = False
    made["source"] = row.get("source", "")
    return made


def _binding(row: Row) -> dict[str, Any]:
    made: dict[str, Any] = {}
    if row.get("levels"):
        made["levels"] = [_level(text) for text in row["levels"].split(",") if text.strip()]
    if row.get("extension"):
        made["extension_months"] = _number(row["extension"])
    if row.get("direction"):
        made["direction"] = "before"
    if row.get("result"):
        made["result"] = row["result"]
    return made


def _wait(row: Row, before: Mapping[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = {"key": row.get("key", ""), "title": row.get("title", "")}
    made |= _length(row)
    if row.get("before_step"):
        made["before_step"] = row["before_step"]
    keys = {str(part.get("label")): str(part.get("key")) for part in before.get("outcomes") or ()}
    outcomes = []
    for text in _parts(row.get("outcomes", "")):
        label, _, tone = text.partition("=")
        outcomes.append(
            {
                "key": keys.get(label.strip(), ""),
                "label": label.strip(),
                "tone": _TONES.get(tone.strip(), "good"),
            }
        )
    made["outcomes"] = keyed(outcomes, "outcome")
    return made


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split("/") if part.strip()]


def _number(text: str) -> int | str | None:
    """A whole number; what is none stays as typed, and the check says so."""
    bare = text.strip()
    return int(bare) if bare.isdecimal() else bare or None


def _level(text: str) -> str:
    try:
        return Level.from_label(text.strip()).value
    except LabelError:
        return text.strip()
