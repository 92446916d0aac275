"""One person as the page shows and edits it: plain values, their draft, and Thai words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from hrdesk.rules.codes import DegreeLevel, Employment, Level, PostType
from hrdesk.rules.dates import thai_date_slash
from hrdesk.services.people import DegreeInput, PostInput, SavePerson, ServiceRunInput
from hrdesk.services.queries.people import PersonDetail

if TYPE_CHECKING:
    from hrdesk.services.queries.standing import RunCounted
    from hrdesk.services.queries.tracking import CaseRow
    from hrdesk.services.unit_of_work import UnitOfWork

YES, NO = "ใช่", "ไม่"  # as the services read them
Values = dict[str, Any]
Row = dict[str, str]

PLAIN = (
    "prefix",
    "first_name",
    "last_name",
    "birth_date",
    "employment",
    "entered_on",
    "in_level_since",
    "salary",
    "licence",
    "telephone",
    "email",
    "note",
)
POST = tuple(field.name for field in fields(PostInput))
DEGREE = tuple(field.name for field in fields(DegreeInput))
RUN = tuple(field.name for field in fields(ServiceRunInput))
# What a service calls the fields of a post in a conflict, and what the form calls them.
_FLAT_POST = {"post_number": "post.number", "post_title": "post.title", "post_type": "post.type"}
_FLAT_POST |= {name: f"post.{name}" for name in ("level", "job_series", "unit", "linked_level")}
LABELS = {
    "prefix": "คำนำหน้า",
    "first_name": "ชื่อ",
    "last_name": "นามสกุล",
    "national_id": "เลขประจำตัวประชาชน",
    "birth_date": "วันเดือนปีเกิด",
    "employment": "ประเภทบุคลากร",
    "entered_on": "วันบรรจุ",
    "post.number": "เลขที่ตำแหน่ง",
    "post.title": "ตำแหน่ง",
    "post.type": "ประเภทตำแหน่ง",
    "post.level": "ระดับ",
    "post.job_series": "สายงาน",
    "post.unit": "หน่วยงาน",
    "post.linked_level": "ตำแหน่งระดับควบ",
    "in_level_since": "ดำรงระดับนี้ตั้งแต่",
    "salary": "เงินเดือน (บาท)",
    "licence": "ใบอนุญาตประกอบวิชาชีพ",
    "telephone": "โทรศัพท์",
    "email": "อีเมล",
    "note": "หมายเหตุ",
    "degrees": "วุฒิการศึกษา",
    "service_runs": "ประวัติการรับราชการ",
}
_ROWS_SAID = 4
_LISTS = {
    "employment": Employment,
    "post.type": PostType,
    "post.level": Level,
}


@dataclass(frozen=True, slots=True)
class Record:
    """A person with all their matters, newest first, and what each run counts."""

    detail: PersonDetail
    cases: tuple[CaseRow, ...]
    counts: tuple[RunCounted, ...] = ()


def load_record(uow: UnitOfWork, person_id: int) -> Record:
    """Read a person and their matters; runs on the database thread."""
    from hrdesk.services.queries.people import person_detail
    from hrdesk.services.queries.standing import run_counts
    from hrdesk.services.queries.tracking import CaseFilter, list_cases

    detail = person_detail(uow, person_id)
    cases = list_cases(uow, CaseFilter(person_id=person_id), limit=500)
    return Record(detail, cases, run_counts(uow, person_id))


def empty_values(employment: str) -> Values:
    """Return the form of somebody new."""
    values: Values = dict.fromkeys(PLAIN, "")
    values |= {f"post.{name}": "" for name in POST}
    return values | {
        "post.linked_level": NO,
        "employment": employment,
        "national_id": None,
        "degrees": [],
        "service_runs": [],
    }


def values_of(detail: PersonDetail) -> Values:
    """Return a stored person as the form shows it; the national ID stays where it is."""
    post = detail.post
    values = {name: _typed(getattr(detail, name)) for name in PLAIN}
    values |= {f"post.{name}": _typed(getattr(post, name)) if post else "" for name in POST}
    values["post.linked_level"] = values["post.linked_level"] or NO
    values["national_id"] = None
    values["degrees"] = [_row(degree, DEGREE) for degree in detail.degrees]
    values["service_runs"] = [_row(run, RUN) for run in detail.service_runs]
    return values


def command(values: Values, person_id: int | None, version: int | None) -> SavePerson:
    """Return the service's command of what is typed."""
    return SavePerson(
        id=person_id,
        version=version,
        national_id=values["national_id"],
        post=_post(values),
        degrees=tuple(DegreeInput(**row) for row in values["degrees"]),
        service_runs=tuple(ServiceRunInput(**row) for row in values["service_runs"]),
        **{name: values[name] for name in PLAIN if name not in ("salary",)},
        salary=values["salary"] or None,
    )


def _post(values: Values) -> PostInput:
    typed = PostInput(**{name: values[f"post.{name}"] for name in POST})
    # The form says both yes and no, while an empty text would keep what is stored.
    return replace(typed, linked_level=typed.linked_level or NO)


def from_draft(kept: Any, employment: str) -> Values:
    """Read values back from a draft; what makes no sense any more is left out."""
    values = empty_values(employment)
    if not isinstance(kept, Mapping):
        return values
    for name, value in kept.items():
        if name in values and isinstance(value, str):
            values[name] = value
    for name, known in (("degrees", DEGREE), ("service_runs", RUN)):
        rows = kept.get(name)
        if isinstance(rows, list):
            values[name] = [
                {key: str(row.get(key) or "") for key in known}
                for row in rows
                if isinstance(row, Mapping)
            ]
    return values


def form_field(field: str) -> str:
    """Return the form's name of a field that a service's conflict names."""
    return _FLAT_POST.get(field, field)


def said(field: str, value: Any) -> str:
    """Return a form's value in words, for comparing two versions."""
    if field == "national_id":
        return "ตามที่บันทึกไว้" if value is None else "ตามที่พิมพ์ใหม่" if value else "ไม่มีเลข"
    if not value:
        return "–"
    if field == "degrees":
        return "\n".join(degree_words(row) for row in value)
    if field == "service_runs":
        return "\n".join(run_words(row) for row in value)
    known = _LISTS.get(field)
    return _label(known, value) if known is not None else str(value)


def said_beside(field: str, value: Any, other: Any) -> str:
    """Return a value in words beside another version: of long lists only what differs."""
    if field not in ("degrees", "service_runs"):
        return said(field, value)
    write = degree_words if field == "degrees" else run_words
    differing = [write(row) for row in value if row not in other]
    lines = [f"• {line}" for line in differing[:_ROWS_SAID]]
    same, more = len(value) - len(differing), len(differing) - len(lines)
    if more:
        lines.append(f"และที่ต่างกันอีก {more} แถว")
    if same:
        lines.append(f"เหมือนกัน {same} แถว" if lines else f"มีเฉพาะ {same} แถวที่เหมือนกัน")
    return "\n".join(lines) or "–"


def degree_words(row: Row) -> str:
    """Return a degree in one line."""
    parts = (_label(DegreeLevel, row["level"]), row["name"], row["major"], row["institution"])
    return " ".join(part for part in (*parts, row["graduated_on"]) if part)


def run_words(row: Row) -> str:
    """Return a stretch of service in one line."""
    until = row["ended_on"] or "ปัจจุบัน"
    parts = [row["title"], _label(Level, row["level"]), row["unit"], row["order_number"]]
    if row["related_share"]:
        parts.append(f"นับส่วนที่เกี่ยวข้อง {row['related_share']}")
    return f"{row['started_on']} – {until} " + " ".join(part for part in parts if part)


def _label(kind: Any, code: str) -> str:
    return kind(code).label if code in {member.value for member in kind} else code


def _row(stored: Any, names: tuple[str, ...]) -> Row:
    known = asdict(stored)
    return {name: _typed(known[name]) for name in names}


def _typed(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, Decimal):
        return f"{value:,.2f}"
    if isinstance(value, dt.date):
        return thai_date_slash(value)
    return str(value)
