"""A procedure in Thai words: of what a step consists, how long it may take, where it leads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from hrdesk.rules.codes import Agency, Level, StepRole
from hrdesk.rules.procedure import FINISH, OFFICE
from hrdesk.rules.procedure_text import Document
from hrdesk.rules.rounds import ROUNDS

REMARK_KINDS: tuple[tuple[str, str], ...] = (
    ("text", "ข้อความ"),
    ("date", "วันที่"),
    ("choice", "เลือกจากรายการ"),
    ("letter_number", "เลขที่หนังสือ"),
    ("order_number", "เลขที่คำสั่ง"),
)
TONES: tuple[tuple[str, str], ...] = (
    ("good", "ไปต่อ (เขียว)"),
    ("warn", "ต้องระวัง (เหลือง)"),
    ("bad", "ไม่ผ่าน (แดง)"),
)
UNITS: tuple[tuple[str, str], ...] = (
    ("days", "วัน"),
    ("working_days", "วันทำการ"),
    ("months", "เดือน"),
)
LAWS: tuple[tuple[str, str], ...] = (
    ("send_works", "ตามกฎ: ส่งผลงาน"),
    ("retiring_send_works", "ตามกฎ: ส่งผลงานของผู้จะเกษียณ"),
    ("objection", "ตามกฎ: ทักท้วง"),
    ("committee_papers", "ตามกฎ: ส่งเอกสารให้กรรมการ"),
    ("minutes", "ตามกฎ: รายงานการประชุม"),
    ("revise", "ตามกฎ: ปรับปรุงผลงาน"),
)
RESULTS = (("minor", "แก้ไขเล็กน้อย"), ("major", "แก้ไขสาระสำคัญ"))
END_WORDS = "เสร็จสิ้นเรื่อง"
_ROLES = {role.value: role.label for role in StepRole}
_LEVELS = {level.value: level.label for level in Level}


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a step: its field, its Thai heading, and its lines."""

    field: str
    heading: str
    lines: tuple[str, ...]


def role_words(step: Mapping[str, Any]) -> str:
    """Return who has the work of a step."""
    return _ROLES.get(str(step.get("role", "")), "ยังไม่ได้ระบุผู้ดำเนินการ")


def days_words(step: Mapping[str, Any]) -> str:
    """Return how long a step usually takes."""
    days = step.get("usual_days")
    if days is None:
        return "ไม่กำหนดวัน"
    return "ภายในวันเดียว" if days == 0 else f"ปกติ {days} วันทำการ"


def step_title(document: Document, key: str) -> str:
    """Return the title of a step, or the end, or the key where there is no such step."""
    if key == FINISH:
        return END_WORDS
    found = (step for step in document["steps"] if step["key"] == key)
    return next((str(step.get("title") or key) for step in found), key)


def length_words(period: Mapping[str, Any]) -> str:
    """Return the length of a period: ``30 วัน``, or whose figure of the law it is."""
    for unit, words in UNITS:
        if period.get(unit):
            return f"{period[unit]} {words}"
    laws = dict(LAWS)
    said = laws.get(str(period.get("law")), "ยังไม่ได้ระบุระยะเวลา")
    result = dict(RESULTS).get(str(period.get("result")))
    return f"{said} ({result})" if result else said


def from_words(document: Document, counts_from: str) -> str:
    """Return what a period counts from."""
    if not counts_from:
        return "วันที่เริ่มขั้นตอนนี้"
    key, _, remark = counts_from.partition(".")
    title = step_title(document, key)
    if not remark:
        return f"วันที่เสร็จขั้นตอน “{title}”"
    step = next((each for each in document["steps"] if each["key"] == key), {})
    fields = step.get("remark") or ()
    label = next((str(each.get("label")) for each in fields if each.get("key") == remark), remark)
    return f"“{label}” ของขั้นตอน “{title}”"


def short_period(document: Document, period: Mapping[str, Any]) -> str:
    """Return a period as a box of the picture says it: its length and its first day."""
    counts_from = str(period.get("counts_from") or "")
    start = from_words(document, counts_from).split("ของขั้นตอน")[0].strip()
    if period.get("direction") == "before":
        return f"อย่างน้อย {length_words(period)} ก่อน{start}"
    return f"{length_words(period)} นับจาก{start}"


def period_words(document: Document, period: Mapping[str, Any]) -> str:
    """Return a period as a sentence, without its source."""
    start = from_words(document, str(period.get("counts_from") or ""))
    if period.get("direction") == "before":
        said = f"อย่างน้อย {length_words(period)} ก่อน{start}"
    else:
        said = f"{length_words(period)} นับจาก{start}"
    levels = [_LEVELS.get(str(level), str(level)) for level in period.get("levels") or ()]
    more = [f"เฉพาะระดับ{'/'.join(levels)}"] if levels else []
    if period.get("extension_months"):
        more.append(f"ขยายได้ {period['extension_months']} เดือน")
    if period.get("moves") is False:
        more.append("ไม่เลื่อนเมื่อตรงวันหยุด")
    return f"{said} ({', '.join(more)})" if more else said


def ref_words(ref: str) -> str:
    """Return ``doh.resignation@1`` as people know it: whose it is and which version."""
    owner, _, rest = ref.partition(".")
    version = rest.partition("@")[2]
    known = {agency.value: agency.label for agency in Agency}
    whose = "ของสำนักงาน" if owner == OFFICE else f"ของ{known.get(owner, owner)}"
    return f"ฉบับที่ {version} {whose}"


RETENTIONS = (
    ("", "ยังไม่กำหนด"),
    ("never", "เก็บไว้ตลอดไป ไม่ทำลาย"),
    ("years", "เก็บตามจำนวนปี"),
)
"""How long finished matters are kept, by the class of the document."""


def whole_words(document: Document) -> tuple[tuple[str, str], ...]:
    """Return what holds for the whole as (heading, words): whose matter, its rounds, its keeping."""
    found = []
    if document.get("person") is False:
        found.append(("เรื่องของสำนักงาน", "เรื่องประเภทนี้ไม่มีผู้ขอเป็นรายบุคคล"))
    if document.get("round"):
        found.append(("รอบพิจารณา", ROUNDS.get(str(document["round"]), str(document["round"]))))
    kept = document.get("retention") or {}
    if kept:
        years = f" {kept.get('years')} ปี" if kept.get("years") else ""
        said = "เก็บ" if years else dict(RETENTIONS).get(str(kept.get("class")), "")
        cited = source_words(source_of(document, str(kept.get("source"))))
        found.append(("การเก็บเรื่อง", " · ".join(part for part in (f"{said}{years}", cited) if part)))
    return tuple(found)


def source_words(source: Mapping[str, Any]) -> str:
    """Return a source as it is cited."""
    return " ".join(str(source.get(part) or "") for part in ("instrument", "clause")).strip()


def source_of(document: Document, key: str) -> Mapping[str, Any]:
    """Return the source of a key; one that is not there says so."""
    found = (source for source in document["sources"] if source["key"] == key)
    return next(found, {"instrument": f"แหล่งอ้างอิงที่ไม่มีแล้ว ({key})"})


def parts_of(document: Document, step: Mapping[str, Any]) -> tuple[Part, ...]:
    """Return everything a step holds, part by part; parts without lines are left out."""
    made = (
        Part("role", "ผู้ดำเนินการ", (_with_waiting(step),)),
        Part("usual_days", "ระยะเวลาปกติ", (days_words(step),)),
        Part("periods", "กำหนดเวลาตามกฎหมาย", tuple(_periods(document, step.get("periods")))),
        Part("waits", "เวลาที่เดินคู่ขนาน", tuple(_waits(document, step.get("waits")))),
        Part("checks", "สิ่งที่ต้องตรวจก่อนปิดขั้นตอน", tuple(_checks(document, step.get("checks")))),
        Part("papers_in", "เอกสารที่ต้องได้รับ", tuple(_papers_in(document, step))),
        Part("remark", "ช่องหมายเหตุ", tuple(_remarks(step.get("remark")))),
        Part("outcomes", str(step.get("result_label") or "ผล"), tuple(_outcomes(document, step))),
        Part("next", "ขั้นตอนถัดไป", (step_title(document, str(step.get("next") or "")),)),
        Part("produces", "เอกสารที่จัดทำ", tuple(paper_titles(step.get("produces") or ()))),
        Part("sources", "แหล่งอ้างอิง", tuple(_sources(document, step.get("sources") or ()))),
    )
    return tuple(part for part in made if part.lines)


def paper_titles(kinds: Iterable[str]) -> list[str]:
    """Return the Thai titles of papers by their kinds."""
    from hrdesk.documents.registry import PAPERS

    titles = {paper.kind: paper.title for paper in PAPERS}
    return [titles.get(kind, kind) for kind in kinds]


def doubt_of(source: Mapping[str, Any]) -> str:
    """Return what is noted beside a source: a reading or a doubt."""
    return str(source.get("note") or "")


def _with_waiting(step: Mapping[str, Any]) -> str:
    return f"{role_words(step)} · รอผู้อื่น" if step.get("waits_for_others") else role_words(step)


def _periods(document: Document, periods: Any) -> Iterable[str]:
    for period in periods or ():
        yield f"{period_words(document, period)}{_cited(document, period)}"


def _cited(document: Document, part: Mapping[str, Any]) -> str:
    key = part.get("source")
    return f" — {source_words(source_of(document, str(key)))}" if key else ""


def _waits(document: Document, waits: Any) -> Iterable[str]:
    for wait in waits or ():
        said = f"{wait.get('title')}: {period_words(document, wait)}"
        if wait.get("before_step"):
            said += f" ต้องครบก่อนปิด “{step_title(document, str(wait['before_step']))}”"
        ends = " / ".join(str(each.get("label")) for each in wait.get("outcomes") or ())
        yield said + (f" · ผล: {ends}" if ends else "") + _cited(document, wait)


def _checks(document: Document, checks: Any) -> Iterable[str]:
    for check in checks or ():
        yield f"{check.get('text')}{_cited(document, check)}"


def _papers_in(document: Document, step: Mapping[str, Any]) -> Iterable[str]:
    labels = {paper["key"]: str(paper.get("label")) for paper in document["papers"]}
    for key in step.get("papers_in") or ():
        yield labels.get(key, f"เอกสารที่ไม่มีในรายการแล้ว ({key})")


def _remarks(remarks: Any) -> Iterable[str]:
    kinds = dict(REMARK_KINDS)
    for remark in remarks or ():
        said = f"{remark.get('label')} ({kinds.get(str(remark.get('kind')), 'ยังไม่ได้ระบุชนิด')}"
        said += ", ต้องกรอก)" if remark.get("required") else ")"
        choices = " / ".join(str(each) for each in remark.get("choices") or ())
        yield f"{said}: {choices}" if choices else said


def _outcomes(document: Document, step: Mapping[str, Any]) -> Iterable[str]:
    for outcome in step.get("outcomes") or ():
        way = "ส่งกลับไปที่" if outcome.get("returns") else "ไปยัง"
        yield f"{outcome.get('label')}: {way} {step_title(document, str(outcome.get('next')))}"


def _sources(document: Document, keys: Iterable[str]) -> Iterable[str]:
    for key in keys:
        source = source_of(document, key)
        doubt = doubt_of(source)
        yield f"{source_words(source)} — หมายเหตุ: {doubt}" if doubt else source_words(source)
