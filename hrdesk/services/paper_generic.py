"""Drafts of papers whose words are a text of the office: the editors follow from the text; pure."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, get_args, get_origin, get_type_hints

from hrdesk.documents.fields import Field
from hrdesk.documents.papers.checklist import CheckLine
from hrdesk.documents.registry import PaperKind
from hrdesk.documents.templates import Template
from hrdesk.documents.values import Signatory, short_date
from hrdesk.services.paper_data import OfficeFacts, PaperFacts
from hrdesk.services.paper_drafts import (
    EditableField,
    FieldKind,
    number_field,
    signatory_label,
    text_of,
    value_at,
)

_OWN_VALUES = frozenset({"agency", "unit", "telephone"})
_SECRECY = ("ลับ", "ลับมาก", "ลับที่สุด")
_SPEED = ("ด่วน", "ด่วนมาก", "ด่วนที่สุด")
_CHOICES = {"secrecy": _SECRECY, "speed": _SPEED}
_DAYS = ("_on", "dated", "_until", "_by")
_LONG = frozenset({"message", "reasons", "faults", "resolution", "result", "criteria"})
_ALSO = (("paragraphs", "ข้อความ (ว่าง = ตามแบบ)"),)
_EMPTY_IS_TEXTS = "ว่าง = ตามแบบหนังสือ"
_ROW_HELP = "หนึ่งบรรทัดต่อหนึ่งรายการ คั่นช่องด้วย |"
ROW_HEADS = {
    "seats": "ชื่อ | ตำแหน่ง | หน้าที่ในคณะกรรมการ",
    "corrections": "ลำดับที่ | ชื่อ | รายการ | ข้อความเดิม | ที่ถูกคือ",
    "rows": "ลำดับที่ | ชื่อ",
    "people": "ชื่อ | เลขประจำตัว | ตำแหน่ง | สังกัด | ตำแหน่งใหม่ | ผลงาน | ผล | หมายเหตุ",
    "works": "ชื่อผลงาน | สัดส่วน | ผู้ร่วมจัดทำ",
}


def compose_text(
    paper: PaperKind, variant: str, text: Template, facts: OfficeFacts
) -> tuple[Any, tuple[EditableField, ...]]:
    """Return the data of a paper filled with what is known, and what may be typed on its draft."""
    shape = type(paper.module.sample(variant, None))
    taken = {field.name for field in dataclasses.fields(shape)}
    known: dict[str, Any] = {
        "kind": variant,
        "office": facts.office,
        "dated": facts.today,
        "signatory": facts.signatories[0] if facts.signatories else Signatory(),
        "owner": facts.office.unit_name,
        "owner_telephone": facts.office.telephone,
        "text": text,
        **case_values(facts),
    }
    if "values" in taken:
        known["values"] = {
            name: value
            for name, value in {**case_values(facts), **_of_orders(facts)}.items()
            if name in text.fields and name not in _OWN_VALUES
        }
    if paper.kind == "checklist" and variant == "matter" and isinstance(facts, PaperFacts):
        known["lines"] = tuple(
            CheckLine(each.label, each.received_on is not None, short_date(each.received_on))
            for each in facts.papers
        )
    data = shape(**{name: value for name, value in known.items() if name in taken})
    return data, editors(paper, data, text, facts, variant)


def case_values(facts: OfficeFacts) -> dict[str, Any]:
    """Return what a case knows of the values that texts name; nothing without a case."""
    if not isinstance(facts, PaperFacts):
        return {}
    known: dict[str, Any] = {
        "case_number": facts.case_number,
        "case_type": facts.case_type.label,
        "received_on": facts.received_on,
        "person_name": facts.person_name,
        "person_position": facts.position,
        "from_position": facts.position,
        "unit": facts.unit,
        "person_unit": facts.unit,
        "from_unit": facts.unit,
        "position": facts.position,
        "position_number": facts.person.from_number,
        "from_number": facts.person.from_number,
        "target_number": facts.person.to_number,
        "target_position": facts.person.to_position,
        "to_position": facts.person.to_position,
        "target_unit": facts.person.to_unit,
        "to_unit": facts.person.to_unit,
        "to_agency": facts.target.get("agency", ""),
        "from_agency": facts.target.get("agency", ""),
        "degree": facts.person.degree,
        "order_number": facts.order_number,
        "order_dated": facts.order_dated,
        "effective_on": facts.effective_on,
        "in_level_since": facts.person.in_level_since,
        "officer_name": facts.officer,
    }
    return {name: value for name, value in known.items() if value not in ("", None)}


def values_asked(missing: Iterable[Field]) -> tuple[EditableField, ...]:
    """Return editors for what a text names and nobody knows yet."""
    return tuple(
        EditableField(field.name, field.label_th, _value_kind(field.name[7:], None), "")
        for field in missing
        if field.name.startswith("values.")
    )


def _of_orders(facts: OfficeFacts) -> dict[str, Any]:
    """Return the order a case has; a text may name it, but it is no paper's own number."""
    number = facts.order_number if isinstance(facts, PaperFacts) else ""
    return {"order_number": number} if number else {}


def editors(
    paper: PaperKind, data: Any, text: Template, facts: OfficeFacts, variant: str = ""
) -> tuple[EditableField, ...]:
    """Return the editors of a paper's own fields, then of the values its text names."""
    hints = get_type_hints(type(data))
    made: dict[str, EditableField] = {}
    for field in _declared(paper, variant):
        if field.name in hints and _typed(hints[field.name]):
            made[field.name] = _editor(field, data, hints[field.name])
    own = number_field(paper.kind, data)
    if own and own not in made:
        made[own] = EditableField(own, "เลขที่", FieldKind.TEXT, getattr(data, own))
    taken = _taken_from_values(paper, data, hints)
    for name, facts_of in text.fields.items():
        if name in _OWN_VALUES or (name in hints and name not in taken) or "values" not in hints:
            continue
        label = f"{facts_of.label} (ถ้ามี)" if facts_of.optional else facts_of.label
        value = data.values.get(name)
        kind = _value_kind(name, value)
        made[f"values.{name}"] = EditableField(f"values.{name}", label, kind, text_of(value))
    for name, label in _ALSO:
        if name in hints and name not in made:
            made[name] = EditableField(name, label, FieldKind.LINES, text_of(getattr(data, name)))
    if "signatory" in hints:
        signers = tuple(signatory_label(signer) for signer in facts.signatories)
        now = text_of(data.signatory)
        made["signatory"] = EditableField(
            "signatory", "ผู้ลงนาม", FieldKind.CHOICE, now, choices=signers
        )
    return tuple(made.values())


def _taken_from_values(paper: PaperKind, data: Any, hints: dict[str, Any]) -> set[str]:
    """Return the names a text takes from ``values`` though the paper has a field of that name."""
    if "values" not in hints:
        return set()
    lacking = paper.module.missing(dataclasses.replace(data, values={}))
    return {field.name.removeprefix("values.") for field in lacking if "values." in field.name}


def _value_kind(name: str, value: object) -> FieldKind:
    """Return how a value of a text is typed; the names of days and of long words are the papers'."""
    if isinstance(value, dt.date) or name == "until" or name.endswith(_DAYS):
        return FieldKind.DATE
    return FieldKind.LONG if name in _LONG else FieldKind.TEXT


def _declared(paper: PaperKind, variant: str) -> tuple[Field, ...]:
    of_kind = getattr(paper.module, "fields_of", None)
    return of_kind(variant) if of_kind is not None and variant else paper.fields


def _editor(field: Field, data: Any, hint: Any) -> EditableField:
    value = value_at(data, field.name)
    help_text = _EMPTY_IS_TEXTS if field.name in {"subject", "duties"} else ""
    if field.name in _CHOICES:
        return EditableField(
            field.name, field.label_th, FieldKind.CHOICE, text_of(value), _CHOICES[field.name]
        )
    kind = FieldKind.TEXT
    if get_origin(hint) is tuple:
        row = get_args(hint)[0]
        kind = FieldKind.ROWS if dataclasses.is_dataclass(row) else FieldKind.LINES
        if kind is FieldKind.ROWS:
            help_text = f"{_ROW_HELP}: {ROW_HEADS.get(field.name, '')}"
    elif _holds(hint, dt.date):
        kind = FieldKind.DATE
    elif _holds(hint, Decimal):
        kind = FieldKind.MONEY
    return EditableField(field.name, field.label_th, kind, text_of(value), help=help_text)


def _typed(hint: Any) -> bool:
    """Tell whether a value of this kind can be typed: text, day, money, lines, rows of cells."""
    if get_origin(hint) is tuple:
        row = get_args(hint)[0]
        return row is str or dataclasses.is_dataclass(row)
    return hint is str or _holds(hint, dt.date) or _holds(hint, Decimal)


def _holds(hint: Any, kind: type) -> bool:
    return hint is kind or kind in get_args(hint)
