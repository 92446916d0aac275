"""Thai words of the law page: codes of tables, where a day comes from, a rule's lines on paper."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hrdesk.rules.codes import Level
from hrdesk.rules.dates import thai_date_short
from hrdesk.services.queries.law import DatedValue, DayOrigin, RuleDetail
from hrdesk.ui.models.columns import Status
from hrdesk.ui.pages.law.sheet import CSV, RECORDS, leaves_of, sheet_of

ORIGINS: Mapping[DayOrigin, Status] = {
    DayOrigin.LIBRARY: Status("วันหยุดราชการ", "info", "calendar"),
    DayOrigin.CORRECTION: Status("โปรแกรมแก้ไขเพิ่ม", "info", "check"),
    DayOrigin.OFFICE: Status("สำนักงานเพิ่มเอง", "good", "office"),
    DayOrigin.WORKS: Status("สำนักงานให้ทำงาน", "warn", "office"),
    DayOrigin.NOT_GOVERNMENT: Status("ไม่ใช่วันหยุดราชการ", "muted", "close"),
}
_CODES: Mapping[str, str] = {
    **{level.value: level.label for level in Level},
    "from": "ตั้งแต่",
    "below": "ต่ำกว่า",
    "label": "ชื่อเรียก",
    "bachelor": "ปริญญาตรี",
    "master": "ปริญญาโท",
    "doctor": "ปริญญาเอก",
    "each": "แต่ละรายการ",
    "mean": "ค่าเฉลี่ย",
    "percent": "ร้อยละ",
    "points": "คะแนน",
    "level": "ระดับ",
    "group": "กลุ่ม",
    "step": "ขั้น",
    "baht": "บาท",
    "years": "ปี",
    "months": "เดือน",
    "days": "วัน",
    "type": "ประเภท",
    "number": "เลขที่",
    "dated": "ลงวันที่",
    "agency_code": "รหัสหน่วยงาน",
    "repealed_on": "ยกเลิกเมื่อ",
    "qualification": "คุณวุฒิ",
    "salary": "เงินเดือน",
    "minimum": "ขั้นต่ำ",
    "maximum": "ขั้นสูง",
    "base": "ฐาน",
}


def key_words(key: str, labels: Mapping[str, str]) -> str:
    """Return a code of a table in Thai where the law or the program has a word for it."""
    found = labels.get(key) or _CODES.get(key)
    return f"{found} ({key})" if found and found != key else key


def path_words(path: str, labels: Mapping[str, str]) -> str:
    """Return the place of a figure in Thai."""
    return " › ".join(key_words(part, labels) for part in path.split(" › ")) if path else ""


def value_lines(detail: RuleDetail, dated: DatedValue) -> tuple[tuple[str, str], ...]:
    """Return a value as lines of place and text with its unit."""
    if dated.value is None:
        return (("", "สิ้นสุดการใช้บังคับ"),)
    unit = detail.unit_label
    sheet = sheet_of(detail.unit, dated.value)
    if sheet.mode in {RECORDS, CSV}:  # a line for each row: a table of figures fits on paper
        heads = [key_words(head, detail.labels) for head in sheet.heads]
        named = sheet.keyed or sheet.mode == CSV
        return tuple(
            (
                key_words(row[0], detail.labels) if sheet.keyed else row[0] if named else "",
                " · ".join(
                    f"{head} {text}"
                    for head, text in list(zip(heads, row, strict=True))[int(named) :]
                    if text
                ),
            )
            for row in sheet.rows
        )
    return tuple(
        (path_words(path, detail.labels), f"{text} {unit}".strip() if _number(text) else text)
        for path, text in leaves_of(detail.unit, dated.value)
    )


def paper_rows(detail: RuleDetail, *, only_now: bool) -> Iterator[tuple[str, str, str, str, str]]:
    """Yield a rule's lines for a list: rule, since, place, value, where it stands."""
    for dated in detail.values:
        if only_now and not dated.in_force:
            continue
        since = thai_date_short(dated.effective_on)
        cited = "; ".join(each.text for each in dated.citations)
        for place, (path, text) in enumerate(value_lines(detail, dated)):
            first = place == 0
            yield (
                detail.description if first else "",
                since if first else "",
                path,
                text,
                cited if first else "",
            )


def _number(text: str) -> bool:
    return bool(text) and text.replace(".", "", 1).replace("-", "", 1).isdecimal()
