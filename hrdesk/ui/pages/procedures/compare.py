"""Two versions side by side, as a list: what was added, taken away, changed, put elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from hrdesk.rules.procedure_text import Document
from hrdesk.ui.pages.procedures import words
from hrdesk.ui.pages.procedures.layout import reading

WHOLE = "ทั้งฉบับ"
ADDED, GONE, MOVED = "เพิ่มขั้นตอน", "ตัดขั้นตอน", "ลำดับ"
_TOP = (("title", "ชื่อ"), ("note", "คำอธิบาย"))


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference: of which step (or the whole), in what, how it was and how it is."""

    where: str
    what: str
    old: str
    new: str
    step: str = ""


def differences(old: Document, new: Document) -> tuple[Difference, ...]:
    """Return what differs between two versions, in the order of the newer one."""
    return (*_whole(old, new), *_steps(old, new))


def _whole(old: Document, new: Document) -> Iterator[Difference]:
    for key, label in _TOP:
        if str(old.get(key) or "").strip() != str(new.get(key) or "").strip():
            yield Difference(WHOLE, label, str(old.get(key) or ""), str(new.get(key) or ""))
    was, now = dict(words.whole_words(old)), dict(words.whole_words(new))
    for label in dict.fromkeys([*now, *was]):
        if was.get(label) != now.get(label):
            yield Difference(WHOLE, label, was.get(label, "–"), now.get(label, "–"))
    for label, read in (("รายการเอกสาร", _papers), ("แหล่งอ้างอิง", _sources)):
        before, after = read(old), read(new)
        if before != after:
            gone = [line for line in before if line not in after]
            more = [line for line in after if line not in before]
            yield Difference(
                WHOLE, label, "\n".join(gone) or "–", "\n".join(more) or "– (ลำดับเปลี่ยน)"
            )


def _steps(old: Document, new: Document) -> Iterator[Difference]:
    before = {step["key"]: step for step in old["steps"]}
    after = {step["key"]: step for step in new["steps"]}
    places = {key: at for at, key in enumerate(k for k in reading(old) if k in after)}
    kept = [key for key in reading(new) if key in before]
    for key in reading(new):
        title = words.step_title(new, key)
        if key not in before:
            told = " · ".join(
                line
                for part in words.parts_of(new, after[key])
                if part.field in {"role", "usual_days"}
                for line in part.lines
            )
            yield Difference(title, ADDED, "–", told, key)
            continue
        if places[key] != kept.index(key):
            yield Difference(title, MOVED, str(places[key] + 1), str(kept.index(key) + 1), key)
        yield from _inside(old, new, before[key], after[key])
    for key in reading(old):
        if key not in after:
            yield Difference(words.step_title(old, key), GONE, words.step_title(old, key), "–")


def _inside(
    old: Document, new: Document, before: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterator[Difference]:
    title = words.step_title(new, str(after["key"]))
    if before.get("title") != after.get("title"):
        yield Difference(
            title, "ชื่อ", str(before.get("title")), str(after.get("title")), str(after["key"])
        )
    was = {part.field: part for part in words.parts_of(old, before)}
    now = {part.field: part for part in words.parts_of(new, after)}
    for field in dict.fromkeys([*now, *was]):
        one, two = was.get(field), now.get(field)
        old_lines = "\n".join(one.lines) if one else "–"
        new_lines = "\n".join(two.lines) if two else "–"
        part = two or one
        if old_lines != new_lines and part is not None:
            yield Difference(title, part.heading, old_lines, new_lines, str(after["key"]))


def _papers(document: Document) -> list[str]:
    return [
        f"{paper.get('label')} ({'ต้องมี' if paper.get('required') else 'ถ้ามี'})"
        for paper in document["papers"]
    ]


def _sources(document: Document) -> list[str]:
    return [
        " · ".join(part for part in (words.source_words(source), words.doubt_of(source)) if part)
        for source in document["sources"]
    ]
